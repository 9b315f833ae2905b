//! Prints the answer to `add` and `correct`: the recorded fact, and how its words were read.

use super::context::Context;
use super::outcome::{Outcome, Run};
use crate::domain::fact::{Fact, QuoteCheck, Stance};
use crate::domain::indicator::{Indicator, Nature};
use crate::domain::report::Report;
use crate::domain::when::When;
use crate::store::{Added, Store};
use crate::text::safe;
use crate::view::wording;

/// Prints the recorded fact, and how its words were read. If the fact's report is confidential and
/// confidential reports are not shown (for example in a pipe), only the uid is printed. Fails if
/// the standard output does.
pub(super) fn write(
    context: &mut Context,
    uid: &str,
    fact: &Fact,
    names: &Names,
) -> anyhow::Result<()> {
    if names.report.is_confidential() && !context.shows_confidential() {
        writeln!(context.out(), "{uid}")?;
        context.say(
            "its content is not shown: its report is confidential (--include-confidential includes it)",
        );
        return Ok(());
    }
    let indent = " ".repeat(uid.len() + 2);
    for (at, line) in lines(fact, names).iter().enumerate() {
        let before = if at == 0 { format!("{uid}  ") } else { indent.clone() };
        writeln!(context.out(), "{before}{line}")?;
    }
    Ok(())
}

/// Prints the fact that was recorded, or says that it was recorded before.
pub(super) fn tell(
    context: &mut Context,
    store: &Store,
    added: Added,
    fact: &Fact,
    names: &Names,
) -> Run {
    let short = added.uid.short();
    write(context, &short, fact, names)?;
    if added.new {
        return Ok(Outcome::Done);
    }
    let history = store.history(added.uid)?;
    let Some(first) = history.facts.iter().find(|recorded| recorded.uid == added.uid) else {
        return Ok(Outcome::Done);
    };
    context.say(format!(
        "recorded already by {} on {}: nothing added",
        first.recorded_by, first.recorded_at
    ));
    if let Some(reason) = &first.retracted {
        let reason = if store.may_name_fact(added.uid)? { reason } else { "confidential" };
        context.say(format!(
            "it is retracted: {reason}\nhint: factline reinstate {short} --reason WHY"
        ));
        return Ok(Outcome::LookAt);
    }
    if let Some(newer) = first.replaced_by {
        context
            .say(format!("it was corrected: factline show {} shows the correction", newer.short()));
        return Ok(Outcome::LookAt);
    }
    Ok(Outcome::Done)
}

/// A fact in lines, without its uid, and how its words were read.
pub(super) fn lines(fact: &Fact, names: &Names) -> Vec<String> {
    let first = [headline(fact, names), names.report_line(fact)];
    first.into_iter().chain(readings(fact)).collect()
}

/// Names of the rows of a fact, for the answer.
#[derive(Clone)]
pub(super) struct Names {
    pub(super) indicator: Indicator,
    pub(super) place: String,
    pub(super) report: Report,
    pub(super) who: String,
}

fn headline(fact: &Fact, names: &Names) -> String {
    let mut parts = vec![names.indicator.key.clone()];
    parts.extend(fact.scope.clone());
    parts.push(names.place.clone());
    parts.extend(fact.quantity.as_ref().map(wording::quantity));
    parts.extend(fact.status.map(|status| status.to_string()));
    parts.extend((fact.stance != Stance::Asserts).then(|| fact.stance.to_string()));
    let nature = names.indicator.nature;
    parts.extend(
        fact.when
            .as_ref()
            .map(|when| wording::with_hours(day_or_words(when, nature), when, fact.time_of_day)),
    );
    safe::terminal(&parts.join(" · ")).into_owned()
}

/// The day in ISO 8601 if exactly one is known (`2016-10-24`), otherwise the time in words.
fn day_or_words(when: &When, nature: Nature) -> String {
    let as_of = if nature == Nature::Stock { "as of " } else { "" };
    match when.bounds.start_earliest.filter(|_| when.bounds.is_exact_day()) {
        Some(day) => format!("{as_of}{day}"),
        None => wording::when(when, None),
    }
}

impl Names {
    fn report_line(&self, fact: &Fact) -> String {
        let quote = match (fact.quote_check(), fact.quote_span()) {
            (Some(QuoteCheck::Found), Some(span)) => {
                format!(" · quote found at {}-{}", span.start, span.end)
            }
            (Some(QuoteCheck::Unchecked), _) => {
                " · quote not in the text, recorded unchecked".to_owned()
            }
            (Some(_), _) => " · quote unchecked: no text captured".to_owned(),
            (None, _) => String::new(),
        };
        let report = wording::marked(&self.report.key, Some(&self.report));
        safe::terminal(&format!("{report} · {}{quote}", self.who)).into_owned()
    }
}

/// How the words of a fact were read, in lines; empty if it has no words.
fn readings(fact: &Fact) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(when) = fact.when.as_ref().filter(|when| !when.as_stated.is_empty()) {
        lines.push(format!("when `{}` read as {}", when.as_stated, when.expression));
    }
    if let Some(term) = &fact.term {
        lines.push(format!("the report's word, kept: {term}"));
    }
    lines.iter().map(|line| safe::terminal(line).into_owned()).collect()
}
