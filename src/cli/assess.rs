//! The command `factline assess`.

use super::context::Context;
use super::error::Failure;
use super::outcome::{Outcome, Run};
use crate::domain::assessment::{Assessment, Credibility, Disposition, Reliability, Verdict};
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::selection::Selection;
use crate::store::Store;
use clap::Args;

/// Record how reliable and credible a fact is, and whether to use it
#[derive(Debug, Args)]
#[command(after_help = "\
The grades are those of the Admiralty code:
  A reliable              1 confirmed by other sources
  B usually reliable      2 probably true
  C fairly reliable       3 possibly true
  D not usually reliable  4 doubtful
  E unreliable            5 improbable
  F cannot be judged      6 cannot be judged

A rejected fact is shown struck through, and is never the current figure. A disputed fact is used, and shown as \
disputed. The fact itself does not change. A fact without a grade is ungraded; F and 6 mean that an analyst \
could not judge it. All assessments are kept; the newest of each analyst counts, with all its parts. If \
analysts give different grades, the worse one counts. A fact that one analyst rejects and nobody accepts is \
rejected; one that one analyst rejects and another accepts is disputed.

Example:
  factline assess 3f9a --reliability B --credibility 2 \\
    --reason 'an agency with people on the spot'
  factline assess 3f9a --disposition disputed --reason 'the UN says six'
  factline table --min-reliability B")]
pub(super) struct Assess {
    /// The fact: the first four or more characters of its id
    fact: String,
    /// How reliable the source is, A to F
    #[arg(long, value_name = "A-F")]
    reliability: Option<Reliability>,
    /// How credible the statement is, 1 to 6
    #[arg(long, value_name = "1-6")]
    credibility: Option<Credibility>,
    /// Whether to use the fact: accepted, disputed or rejected
    #[arg(long, value_name = "WORD")]
    disposition: Option<Disposition>,
    /// The reason, kept with the record
    #[arg(long)]
    reason: String,
}

impl Assess {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let recorder = context.recorder_because(&self.reason)?;
        let assessment = Assessment {
            reliability: self.reliability,
            credibility: self.credibility,
            disposition: self.disposition,
            reason: self.reason.trim().to_owned(),
            by: None,
        };
        let mut store = context.open_to_record()?;
        let fact = store.find_fact(&self.fact)?;
        if assessment.says_nothing() {
            let what = format!("fact `{}`: no grade or disposition is given", fact.short());
            let hint = "give --reliability, --credibility or --disposition";
            return Err(Failure::new(what).hint(hint).into());
        }
        let mut writer = store.begin()?;
        writer.add_assessment(fact, &assessment)?;
        context.commit(writer, &recorder, &format!("the assessment of `{}`", fact.short()))?;
        context.say(format!("assessed {}: {}", fact.short(), worded(&assessment)));
        let history = store.history(fact)?;
        tell_together(context, fact, &history);
        if assessment.credibility == Some(Credibility::One) {
            warn_unless_confirmed(context, &store, fact, &history)?;
        }
        Ok(Outcome::Done)
    }
}

/// Prints the combined result of the assessments of several analysts.
fn tell_together(context: &Context, fact: Uid, history: &Selection) {
    let all = history.assessments.get(&fact).map(Vec::as_slice).unwrap_or_default();
    let Some(last) = all.last() else { return };
    if all.iter().any(|one| one.recorded_by != last.recorded_by) {
        let verdict = Verdict::of(all);
        let word = verdict.disposition.map(|word| word.to_string());
        let parts = [verdict.grade()].into_iter().chain(word).filter(|part| !part.is_empty());
        let comes_to = parts.collect::<Vec<_>>().join(", ");
        context.say_line(format!("with the assessments of others, it counts as: {comes_to}"));
    }
}

/// Warns if credibility 1 ("confirmed by other sources") is given to a fact that has fewer than two known origins.
fn warn_unless_confirmed(
    context: &Context,
    store: &Store,
    fact: Uid,
    history: &Selection,
) -> anyhow::Result<()> {
    let Some(recorded) = history.facts.iter().find(|recorded| recorded.uid == fact) else {
        return Ok(());
    };
    let (place, indicator) = (recorded.fact.place.clone(), recorded.fact.indicator.clone());
    let filter =
        Filter { places: vec![place], indicators: vec![indicator.clone()], ..Filter::default() };
    let (facts, rows) = super::compared::read(store, &filter)?;
    if let Some(origins) = facts.confirming(fact, &rows)
        && origins.least < 2
    {
        let most = if origins.most > 1 { format!(" (1-{})", origins.most) } else { String::new() };
        context.insist(format!(
            "warning: credibility 1 means confirmed by other sources, but {} has fewer than two known \
             origins{most}",
            fact.short()
        ));
    }
    Ok(())
}

/// An assessment in words: `B (usually reliable), 2 (probably true), disputed`.
fn worded(assessment: &Assessment) -> String {
    let reliability = assessment.reliability.map(|grade| format!("{grade} ({})", grade.meaning()));
    let credibility = assessment.credibility.map(|grade| format!("{grade} ({})", grade.meaning()));
    let disposition = assessment.disposition.map(|word| word.to_string());
    let parts: Vec<String> =
        [reliability, credibility, disposition].into_iter().flatten().collect();
    parts.join(", ")
}
