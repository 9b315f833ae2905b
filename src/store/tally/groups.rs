//! Combinations of values, and what is counted of each.

use crate::domain::fact::{Draft, Fact};
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::quantity::Quantity;
use crate::domain::report::Report;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::tally::{Count, Dimension, Tallies};
use crate::domain::when::{Answer, Day, Expression, When};
use crate::store::Vocabulary;
use crate::store::error::StoreError;
use crate::store::reference::Which;
use crate::store::report;
use crate::store::vocabulary::vocabulary;
use foldhash::HashMap;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::collections::BTreeMap;

/// The number of no combination.
pub(super) const NONE: u32 = u32::MAX;

/// Texts as numbers; none for no text.
#[derive(Default)]
pub(super) struct Texts(HashMap<String, u32>);

impl Texts {
    pub(super) fn number(&mut self, text: ValueRef<'_>) -> Result<Option<u32>, StoreError> {
        let text = text.as_str_or_null().map_err(rusqlite::Error::from)?;
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
        if let Some(known) = self.0.get(text) {
            return Ok(Some(*known));
        }
        let number = u32::try_from(self.0.len()).unwrap_or(NONE - 1);
        self.0.insert(text.to_owned(), number);
        Ok(Some(number))
    }
}

/// Numbers given to ids as they come, from 0.
#[derive(Default)]
struct Numbers {
    /// By id, for the ids that files have: small ones.
    small: Vec<u32>,
    others: HashMap<i64, u32>,
    given: u32,
}

/// Ids up to this number are small.
const SMALL: usize = 1 << 22;

impl Numbers {
    fn of(&mut self, id: i64) -> u32 {
        let number = match usize::try_from(id) {
            Ok(at) if at < SMALL => {
                if at >= self.small.len() {
                    self.small.resize((at + 1).next_power_of_two(), NONE);
                }
                &mut self.small[at]
            }
            _ => self.others.entry(id).or_insert(NONE),
        };
        if *number == NONE {
            *number = self.given;
            self.given += 1;
        }
        *number
    }
}

/// Combinations of values, and what is counted of each.
#[derive(Default)]
pub(super) struct Groups {
    /// The values of the first dimension.
    first: Numbers,
    /// The combinations of two and more dimensions.
    further: Vec<Level>,
    counts: Vec<Count>,
    /// An example of each combination.
    examples: Vec<Option<Example>>,
    reports: Numbers,
    /// Combinations with their reports and origins, in any order and perhaps several times.
    found_in: Vec<u64>,
    said_by: Vec<u64>,
    facts: usize,
    maybe: usize,
}

/// The combinations of a dimension's values with those of the dimensions before.
#[derive(Default)]
struct Level {
    values: Numbers,
    /// By the combination before, then by value, for the first values: often there are no more,
    /// and then all of this stays near the processor.
    near: Vec<[u32; NEAR]>,
    others: HashMap<(u32, u32), u32>,
    given: u32,
}

/// So many values of a dimension are the first ones.
const NEAR: usize = 16;

impl Level {
    fn of(&mut self, before: u32, value: i64) -> u32 {
        let value = self.values.of(value);
        let number = if (value as usize) < NEAR {
            let at = before as usize;
            if at >= self.near.len() {
                self.near.resize(at + 1, [NONE; NEAR]);
            }
            &mut self.near[at][value as usize]
        } else {
            self.others.entry((before, value)).or_insert(NONE)
        };
        if *number == NONE {
            *number = self.given;
            self.given += 1;
        }
        *number
    }
}

/// A combination with a number, as one number.
fn pair(group: u32, number: u32) -> u64 {
    u64::from(group) << 32 | u64::from(number)
}

impl Groups {
    /// The number of a combination with one more value. Each level has numbers of its own.
    pub(super) fn number(&mut self, level: usize, before: u32, value: i64) -> u32 {
        let Some(level) = level.checked_sub(1) else { return self.first.of(value) };
        if level >= self.further.len() {
            self.further.resize_with(level + 1, Level::default);
        }
        self.further[level].of(before, value)
    }

    /// Whether there is an example of a combination.
    pub(super) fn has_example(&self, group: u32) -> bool {
        self.examples.get(group as usize).is_some_and(Option::is_some)
    }

    /// Makes room for a combination and keeps its example.
    pub(super) fn exemplify(&mut self, group: u32, example: Example) {
        let at = group as usize;
        if at >= self.counts.len() {
            self.counts.resize(at + 1, Count::default());
            self.examples.resize_with(at + 1, || None);
        }
        self.examples[at] = Some(example);
    }

    /// Counts a fact of a combination that has its example.
    pub(super) fn add(&mut self, group: u32, report: i64, origin: Option<u32>, maybe: bool) {
        self.facts += 1;
        self.maybe += usize::from(maybe);
        self.found_in.push(pair(group, self.reports.of(report)));
        let count = &mut self.counts[group as usize];
        count.facts += 1;
        match origin {
            None => count.unknown += 1,
            Some(origin) => self.said_by.push(pair(group, origin)),
        }
    }

    /// The counts, each with its example.
    pub(super) fn finish(
        mut self,
        connection: &Connection,
        filter: &Filter,
        by: &[Dimension],
    ) -> Result<Tallies, StoreError> {
        for pairs in [&mut self.found_in, &mut self.said_by] {
            pairs.sort_unstable();
            pairs.dedup();
        }
        let group = |pair: &u64| usize::try_from(pair >> 32).unwrap_or(usize::MAX);
        self.found_in.iter().for_each(|pair| self.counts[group(pair)].reports += 1);
        self.said_by.iter().for_each(|pair| self.counts[group(pair)].origins += 1);
        let keys = keys(connection, filter, by, &self.examples)?;
        let mut examples = Selection { reports: keys.1, ..Selection::default() };
        let mut counts = Vec::new();
        for (example, count) in self.examples.into_iter().zip(self.counts) {
            if let Some(example) = example.filter(|_| count.facts > 0) {
                examples.facts.push(example.recorded(&keys.0)?);
                counts.push(count);
            }
        }
        let rows = keys.0.vocabulary.rows;
        let (places, actors, indicators) = (rows.places, rows.actors, rows.indicators);
        Ok(Tallies {
            examples: Selection { places, actors, indicators, ..examples },
            counts,
            facts: self.facts,
            reports: self.reports.given as usize,
            maybe: self.maybe,
        })
    }
}

/// What a fact says of the dimensions that are counted by.
pub(super) struct Example {
    pub(super) report: i64,
    pub(super) place: i64,
    pub(super) indicator: i64,
    pub(super) claimant: Option<i64>,
    pub(super) date: Option<Day>,
    pub(super) texts: Vec<(Dimension, Option<String>)>,
}

impl Example {
    /// A fact that says so much and no more.
    fn recorded(self, keys: &Keys) -> Result<RecordedFact, StoreError> {
        let key = |keys: &std::collections::HashMap<i64, String>, id| {
            keys.get(&id).cloned().unwrap_or_default()
        };
        let mut draft = Draft::new(
            &key(&keys.reports, self.report),
            &key(&keys.vocabulary.indicators, self.indicator),
            &key(&keys.vocabulary.places, self.place),
        );
        draft.claimant = self.claimant.map(|actor| key(&keys.vocabulary.actors, actor));
        draft.when = self.date.map(|day| When::new(Expression::day(day), ""));
        for (by, text) in self.texts {
            match by {
                Dimension::Status => {
                    let status = text.as_deref().map(str::parse).transpose();
                    draft.status =
                        status.map_err(|error| StoreError::Corrupt(format!("status {error}")))?;
                }
                Dimension::Thread => draft.thread = text,
                Dimension::Scope => draft.scope = text,
                _ => draft.quantity = text.map(|unit| Quantity { unit, ..Quantity::default() }),
            }
        }
        Ok(RecordedFact {
            uid: Uid([0; 16]),
            fact: Fact::from_record(draft, None, None),
            recorded_at: String::new(),
            recorded_by: String::new(),
            retracted: None,
            report_retracted: None,
            replaced_by: None,
            answer: Answer::Yes,
        })
    }
}

/// The keys of what examples name by number.
struct Keys {
    vocabulary: Vocabulary,
    reports: std::collections::HashMap<i64, String>,
}

/// The rows that examples name; reports only where facts are counted by something of theirs.
fn keys(
    connection: &Connection,
    filter: &Filter,
    by: &[Dimension],
    examples: &[Option<Example>],
) -> Result<(Keys, BTreeMap<String, Report>), StoreError> {
    let vocabulary = vocabulary(connection)?;
    let mut ids = Vec::new();
    if by.contains(&Dimension::Report) || by.contains(&Dimension::Publisher) {
        ids.extend(examples.iter().flatten().map(|example| example.report));
    }
    let reports = report::load(connection, Which::Ids(&ids), filter.as_recorded)?;
    let keys = reports.iter().map(|(id, report)| (*id, report.key.clone())).collect();
    let reports = reports.into_iter().map(|(_, report)| (report.key.clone(), report)).collect();
    Ok((Keys { vocabulary, reports: keys }, reports))
}
