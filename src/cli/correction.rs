//! Makes a checked fact that replaces another one, from the right words as given to `correct` or in a sheet.

use super::answer::{self, Names};
use super::confidential;
use super::context::Context;
use super::doubts;
use super::error::Failure;
use super::in_words::{self, field_of};
use super::mistakes::Mistakes;
use super::outcome::Run;
use super::read_values::ReadValues;
use super::statement::{self, StatementArgs};
use super::unread;
use crate::domain::assessment::Assessment;
use crate::domain::fact::{
    Correction, Doubt, Draft, Fact, FactError, QuoteCheck, is_reason_of_update, names_people,
};
use crate::domain::hours::Hours;
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::report::Report;
use crate::domain::when::When;
use crate::language::dates::{self, Anchor};
use crate::language::read_time;
use crate::store::{Added, LookupError, Store};
use crate::view::wording;
use anyhow::Context as _;
use std::convert::Infallible;

/// Fails if `--reason` is empty, or begins like the reasons that imports give: a later import would take this
/// correction for one of its own, and correct it.
pub(super) fn why_corrected(reason: &str) -> anyhow::Result<()> {
    if reason.trim().is_empty() {
        return Err(Failure::new("--reason is empty: why is it corrected?").into());
    }
    if is_reason_of_update(reason) {
        let why = "--reason begins with `updated in`: imports correct facts with that reason";
        return Err(Failure::new(why).hint("say it in other words").into());
    }
    Ok(())
}

/// The changes to a fact, in words; fields without words do not change.
pub(super) struct RightWords<'a> {
    /// The reason, kept with the record.
    pub(super) reason: &'a str,
    /// The right value; an empty text removes the old one.
    pub(super) value: Option<&'a str>,
    pub(super) indicator: Option<&'a str>,
    pub(super) place: Option<&'a str>,
    pub(super) statement: &'a StatementArgs,
    /// Whether the quote is compared with the text of the report even if nothing else changes.
    pub(super) checks_quote: bool,
    /// Whether hours that were given as an option are kept when new words for the time state no hours.
    pub(super) keeps_hours: bool,
}

impl RightWords<'_> {
    /// The corrected fact, with the doubts that the old fact did not raise; `None` if nothing changes. Fails if words
    /// cannot be read, or if the fact is refused; the faults are noted in `mistakes`, by field.
    pub(super) fn checked(
        &self,
        context: &Context,
        held: &Store,
        (old, before): (Uid, &Fact),
        mistakes: &mut Mistakes,
    ) -> anyhow::Result<Option<Checked>> {
        let mut draft = Draft { replaces: None, ..Draft::clone(before) };
        let unchanged = draft.clone();
        self.rename(context, held, &mut draft, mistakes);
        let report = held.find_report(&draft.report)?;
        let indicator = held.find_indicator(&draft.indicator)?.row;
        let figures = draft.quantity.as_ref().filter(|_| self.value.is_none());
        let how = (self.anchor(&report, &draft), figures);
        let read = self.statement.read(self.value, &indicator, how, mistakes);
        self.take_values(&read, &mut draft);
        self.statement.apply(&mut draft, held, mistakes);
        if !mistakes.is_empty() || draft == unchanged && !self.checks_quote {
            return Ok(None);
        }
        if !read.besides.is_empty() || read.none_before.is_some() {
            let why = "the value makes several facts, and a correction can only be one";
            let why = Failure::new(why)
                .hint("give only the right figure; factline add records the others");
            mistakes.note::<(), _>("value", Err(why));
            return Ok(None);
        }
        draft.replaces = Some(Correction { fact: old, reason: self.reason.trim().to_owned() });
        let about = (&indicator, &report);
        let Some(fact) = self.fact_of(held, before, (draft, about), mistakes)? else {
            return Ok(None);
        };
        let mut doubts = doubts::about(held, &fact, about, &read, Some(old))?;
        let of_before = (&indicator, &held.find_report(&before.report)?);
        let known = doubts::about(held, before, of_before, &ReadValues::default(), Some(old))?;
        doubts.retain(|doubt| !known.contains(doubt));
        let place = held.find_place(&fact.place)?.row.name;
        let names = Names { who: in_words::who(held, &fact)?, indicator, place, report };
        Ok(Some(Checked { fact, names, doubts }))
    }

    /// The fact of a corrected draft; `None` if it is refused, which is noted.
    fn fact_of(
        &self,
        held: &Store,
        before: &Fact,
        (draft, (indicator, report)): (Draft, (&Indicator, &Report)),
        mistakes: &mut Mistakes,
    ) -> anyhow::Result<Option<Fact>> {
        let same_quote = draft.quote == before.quote && draft.report == before.report;
        let unchecked = self.statement.quote_unchecked
            || same_quote && before.quote_check() == Some(QuoteCheck::Unchecked);
        let text = held.report_text(&report.key)?.map(|captured| captured.text);
        let how = (unchecked, before.when.is_some());
        Ok(match checked_fact(draft, (indicator, report), text.as_deref(), how) {
            Ok(fact) => Some(fact),
            Err(why) => {
                let field = field_of(&why);
                let named = self.statement.report.as_deref();
                mistakes.note(field, Err(confidential::refusal(held, report, named, why)))
            }
        })
    }

    /// The dates that words are read against: those of the report. Also returns whether the
    /// corrected statement is about the future.
    fn anchor(&self, report: &Report, draft: &Draft) -> Anchor {
        let stance = self.statement.stance.unwrap_or(draft.stance);
        let status = self.statement.status.map_or(draft.status, |status| status.0);
        statement::anchor(report, stance, status)
    }

    /// Puts the report, indicator or place of the options into the draft. Everything that was derived from the old row
    /// is removed or derived again: the old report's date (see [`Self::rename_report`]), and the old indicator's unit.
    /// Notes names that are unknown.
    fn rename(&self, context: &Context, store: &Store, draft: &mut Draft, mistakes: &mut Mistakes) {
        if let Some(words) = &self.statement.report {
            mistakes.note("report", self.rename_report(store, words, draft));
        }
        let indicator = self.indicator.map(|words| {
            let old = store.find_indicator(&draft.indicator)?.row;
            Ok::<_, LookupError>((old, store.find_indicator(words)?))
        });
        if let Some((old, found)) = indicator.and_then(|found| mistakes.note("indicator", found)) {
            (draft.indicator, draft.term) = (found.row.key, found.term);
            if let Some(quantity) = draft.quantity.as_mut().filter(|q| q.unit == old.unit) {
                quantity.unit.clear();
            }
        }
        // A field that could not be read has been reported already.
        if let Some(words) = self.place.filter(|_| !mistakes.has("place")) {
            let found = super::named_place::find(context, store, words);
            draft.place = mistakes.note("place", found).map_or_else(String::new, |place| place.key);
        }
    }

    /// Puts the right report into the draft. A time that was the old report's publication date is removed, and a time
    /// in words is read against the new date. Fails if the report is unknown, or the words cannot be read.
    fn rename_report(&self, store: &Store, words: &str, draft: &mut Draft) -> anyhow::Result<()> {
        let old = store.find_report(&draft.report)?;
        let new = store.find_report(words)?;
        draft.report.clone_from(&new.key);
        let [before, anchor] = [&old, &new].map(|report| self.anchor(report, draft));
        if let Some(when) = draft.when.take_if(|when| when.as_stated.is_empty()) {
            draft.when = Some(when).filter(|when| when.expression != old.published);
        } else if let Some(when) = &mut draft.when {
            let words = when.as_stated.clone();
            match dates::read(&words, &anchor) {
                Ok(reading) => *when = reading.value,
                // Words that could not be read when they were recorded were recorded together with a time.
                Err(_) if dates::read(&words, &before).is_err() => {}
                refused => _ = refused.with_context(|| unread::when(&words, &anchor))?,
            }
        }
        Ok(())
    }

    /// Puts a new value and time into the draft; an empty text removes the old one. A value that
    /// names people ("200 fighters") replaces the old scope.
    fn take_values(&self, read: &ReadValues, draft: &mut Draft) {
        if self.value.is_some() || read.quantity.is_some() {
            let unit = read.quantity.as_ref().map_or("", |quantity| quantity.unit.as_str());
            if names_people(unit) {
                draft.scope = None;
            }
            draft.quantity.clone_from(&read.quantity);
        }
        if self.statement.when.is_some() || read.when.is_some() {
            let given = draft.time_of_day.filter(|_| self.keeps_hours);
            let given = given.filter(|hours| hours_in(draft.when.as_ref()) != Some(*hours));
            draft.when.clone_from(&read.when);
            draft.time_of_day = read.time_of_day.or(given);
        }
    }
}

/// The time of day that the words for a time contain.
fn hours_in(when: Option<&When>) -> Option<Hours> {
    read_time(&when?.as_stated, |_| Ok::<_, Infallible>(())).ok()?.1
}

/// A corrected fact that passed its checks, with the rows that it refers to.
pub(super) struct Checked {
    pub(super) fact: Fact,
    pub(super) names: Names,
    /// The doubts that the old fact did not raise.
    pub(super) doubts: Vec<Doubt>,
}

fn checked_fact(
    draft: Draft,
    (indicator, report): (&Indicator, &Report),
    text: Option<&str>,
    (unchecked, has_time): (bool, bool),
) -> Result<Fact, FactError> {
    let fact = draft.check(indicator, report, text, unchecked)?;
    // Facts that an older version recorded without a time can still be corrected.
    if has_time {
        fact.check_time(indicator)?;
    }
    fact.check_plausible(indicator, (&report.key, report.published_latest))?;
    Ok(fact)
}

/// The part of the answer about the old fact: the fact that is replaced, with its assessment.
pub(super) struct Replaced {
    old: Uid,
    judged: Option<Assessment>,
    /// Whether the answer may show the assessment; false if it is confidential.
    is_told: bool,
}

impl Replaced {
    /// What the answer says about `old` once it is replaced. Fails if the database cannot be read.
    pub(super) fn of(
        context: &Context,
        held: &Store,
        (old, before): (Uid, &Fact),
        checked: &Checked,
    ) -> anyhow::Result<Self> {
        let is_told = context.shows_confidential()
            || !checked.names.report.is_confidential()
                && !held.find_report(&before.report)?.is_confidential();
        Ok(Self { old, judged: held.judgements(old)?.pop(), is_told })
    }

    /// Prints the correction, and what it replaces.
    pub(super) fn tell(
        &self,
        context: &mut Context,
        store: &Store,
        added: Added,
        checked: &Checked,
    ) -> Run {
        let outcome = answer::tell(context, store, added, &checked.fact, &checked.names)?;
        doubts::tell(context, &checked.doubts, &checked.names);
        let (new, old) = (added.uid.short(), self.old.short());
        context.say(format!("replaces {old}; factline show {new} has both"));
        if let Some(judged) = &self.judged {
            let said = wording::assessment(judged);
            let said = if self.is_told { format!(" ({said})") } else { String::new() };
            context.say(format!(
                "the assessment of {old}{said} does not apply to {new}: to assess {new}, factline assess {new}"
            ));
        }
        Ok(outcome)
    }
}

/// The recorded fact with this uid. Fails if there is none.
pub(super) fn recorded(store: &Store, uid: Uid) -> anyhow::Result<Fact> {
    let history = store.history(uid)?;
    let found = history.facts.into_iter().find(|recorded| recorded.uid == uid);
    let found = found.ok_or_else(|| Failure::new(format!("fact `{uid}` is not recorded")))?;
    Ok(found.fact)
}

/// The newest correction of a fact, or the fact itself.
pub(super) fn newest(held: &Store, uid: Uid) -> anyhow::Result<Uid> {
    let history = held.history(uid)?;
    let mut newest = uid;
    for _ in 0..history.facts.len() {
        let this = history.facts.iter().find(|fact| fact.uid == newest);
        match this.and_then(|fact| fact.replaced_by) {
            Some(by) => newest = by,
            None => break,
        }
    }
    Ok(newest)
}
