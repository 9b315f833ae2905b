//! The command `factline sheet`.

use super::confidential;
use super::context::Context;
use super::in_words::ReportData;
use super::outcome::{Outcome, Run};
use super::sheet_lines::{self, Words};
use crate::domain::filter::Filter;
use crate::domain::report::Report;
use crate::sheet::{self, Entry};
use crate::store::Store;
use crate::text::safe;
use clap::Args;

/// Print the facts of a report as a sheet, which is plain text
#[derive(Debug, Args)]
#[command(after_help = "\
Prints the current facts of the report, without those that were retracted or replaced. To correct facts, change \
their lines, and give the sheet to `factline correct`; to record new blocks, give it to `factline record`. \
Recording an unchanged sheet adds nothing.

Example:
  factline sheet voa-2016-10-24 > voa.sheet
  factline correct voa.sheet --reason 'misread'")]
pub(super) struct Sheet {
    /// The report: key, title or link
    report: String,
}

/// Fields that are written in the block of the report if they are the same in all of its facts.
const COMMON: &[&str] =
    &["place", "scope", "when", "by", "via", "stance", "status", "thread", "origin"];

impl Sheet {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let store = context.open()?;
        let report = store.find_report(&self.report)?;
        let filter = Filter { reports: vec![report.key.clone()], ..Filter::default() };
        let sheet = of_report(&store, report, &filter)?;
        let out = context.writes_to_terminal();
        let shown = if out { safe::terminal_block(&sheet) } else { (&sheet).into() };
        context.out().write_all(shown.as_bytes())?;
        confidential::tell_facts(context, &store, &filter)?;
        Ok(Outcome::Done)
    }
}

/// The sheet of a report and its facts. Fails if the database cannot be read.
fn of_report(store: &Store, report: Report, filter: &Filter) -> anyhow::Result<String> {
    let mut facts = store.select(filter)?.facts;
    facts.retain(|fact| fact.replaced_by.is_none() && fact.withdrawn().is_none());
    facts.sort_by_key(|fact| {
        // In the order of the report, if the positions of their quotes are known.
        let span = fact.fact.quote_span().map_or(usize::MAX, |span| span.start);
        (fact.recorded_at.clone(), span)
    });
    let publisher = store.find_actor(&report.publisher)?.row.name;
    let about = format!("{}. {publisher}, {}", report.title, report.published_shown());
    let key = report.key.clone();
    let report_data = ReportData::of(store, report, None)?;
    let blocks = facts.iter().map(|fact| sheet_lines::of_fact(store, &fact.fact, &report_data));
    let mut blocks = blocks.collect::<Result<Vec<_>, _>>()?;
    let common = take_common(&mut blocks);
    for (block, fact) in blocks.iter_mut().zip(&facts) {
        block.push(sheet_lines::id(fact.uid));
    }
    let mut entries = vec![vec![Entry::Field("report", &key), Entry::Comment(&about)]];
    entries[0].extend(common.iter().map(|(name, words)| Entry::Field(name, words)));
    entries.extend(
        blocks
            .iter()
            .map(|block| block.iter().map(|(name, words)| Entry::Field(name, words)).collect()),
    );
    Ok(sheet::write(entries))
}

/// Removes from all blocks the lines that two or more of them have in common.
fn take_common(blocks: &mut [Vec<Words>]) -> Vec<Words> {
    let mut common = Vec::new();
    let [first, others @ ..] = &*blocks else { return common };
    if others.is_empty() {
        return common;
    }
    for name in COMMON {
        let of = |block: &Vec<Words>| -> Vec<Words> {
            block.iter().filter(|(field, _)| field == name).cloned().collect()
        };
        let lines = of(first);
        if others.iter().all(|block| of(block) == lines) {
            common.extend(lines);
        }
    }
    for block in blocks {
        block.retain(|(name, _)| !common.iter().any(|(field, _)| field == name));
    }
    common
}
