//! The command `factline correct`.

use super::add;
use super::answer::Names;
use super::confidential;
use super::context::Context;
use super::doubts::{self, Attempt};
use super::error::Failure;
use super::outcome::Run;
use super::statement::{self, ReadValues, StatementArgs};
use super::unread;
use crate::domain::changeset::Recorder;
use crate::domain::fact::{
    Correction, Doubt, Draft, Fact, QuoteCheck, is_reason_of_update, names_people,
};
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::report::Report;
use crate::language::dates::{self, Anchor};
use crate::store::Store;
use crate::view::wording;
use anyhow::Context as _;
use clap::Args;

/// Replace a wrong fact by a new one; the old one stays recorded
#[derive(Debug, Args)]
// Of these options `add` has other defaults.
#[command(
    mut_arg("report", |arg| arg.help("The right report [default: that of the fact]")),
    mut_arg("by", |arg| {
        arg.help("The right claimant [default: that of the fact]; repeat it for joint claimants")
    }),
    mut_arg("stance", |arg| {
        arg.help(
            "What the claimant does with the statement: asserts, estimates, forecasts, announces, \
             alleges, denies, demands [default: as in the fact]",
        )
    })
)]
#[command(after_help = "\
Give only what changes; everything else stays as it is. An empty text removes a part (--by '').

Example:
  factline correct 3f9a 'more than 300,000' --reason 'misread the bound'
  factline correct 3f9a --when 'since 7 July' --by UN \\
    --reason 'the UN gave the day'")]
pub(super) struct Correct {
    /// The fact: the first four or more characters of its id
    fact: String,
    /// The right value, in the report's words
    #[arg(allow_negative_numbers = true)]
    value: Option<String>,
    /// The reason, kept with the record
    #[arg(long)]
    reason: String,
    /// The right indicator
    #[arg(long, value_name = "INDICATOR")]
    indicator: Option<String>,
    /// The right place
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    #[command(flatten)]
    statement: StatementArgs,
}

impl Correct {
    pub(super) fn run(self, context: &mut Context) -> Run {
        if self.reason.trim().is_empty() {
            return Err(Failure::new("--reason is empty: why is it corrected?").into());
        }
        // A later import corrects its own corrections, and would take this one for one of them.
        if is_reason_of_update(&self.reason) {
            let why = "--reason begins with `updated in`: imports correct facts with that reason";
            return Err(Failure::new(why).hint("say it in other words").into());
        }
        let recorder = context.recorder_because(&self.reason)?;
        let mut store = context.open_to_record()?;
        doubts::settle(context, |context, settled| {
            self.record(context, &mut store, &recorder, settled)
        })
    }

    /// Records the correction, unless the user is to be asked about it first; `settled` are the doubts
    /// about which the user was asked.
    fn record(
        &self,
        context: &mut Context,
        store: &mut Store,
        recorder: &Recorder,
        settled: &[Doubt],
    ) -> anyhow::Result<Attempt> {
        // The writer locks the database here, so that nobody changes the rows between the check of
        // the fact and its recording.
        let mut writer = store.begin()?;
        let held = writer.store();
        let old = held.find_fact(&self.fact)?;
        let before = recorded(held, old)?;
        let Checked { fact, indicator, report, doubts } =
            self.checked(context, held, (old, &before))?;
        let open = doubts::to_ask(context, &doubts, settled);
        if !open.is_empty() {
            return Ok(Attempt::Doubtful(open));
        }
        let place = held.find_place(&fact.place)?.row.name;
        let judged = held.judgements(old)?.pop();
        let is_told = context.shows_confidential()
            || !report.is_confidential() && !held.find_report(&before.report)?.is_confidential();
        let added = writer.add_fact(&fact)?;
        context.commit(writer, recorder, &format!("fact `{}`", added.uid.short()))?;
        let names = Names { who: add::who(store, &fact)?, indicator, place, report };
        let outcome = add::tell(context, store, added, &fact, &names)?;
        doubts::tell(context, &doubts, &names);
        let (new, old) = (added.uid.short(), old.short());
        context.say(format!("replaces {old}; factline show {new} has both"));
        if let Some(judged) = judged {
            let said = wording::assessment(&judged);
            let said = if is_told { format!(" ({said})") } else { String::new() };
            context.say(format!(
                "the assessment of {old}{said} is not one of {new}: to judge {new}, factline assess {new}"
            ));
        }
        Ok(Attempt::Done(outcome))
    }

    /// The corrected fact, with the doubts that the old one did not raise. Fails where nothing
    /// changes, where words cannot be read, and where the fact is refused.
    fn checked(
        &self,
        context: &Context,
        held: &Store,
        (old, before): (Uid, &Fact),
    ) -> anyhow::Result<Checked> {
        let mut draft = Draft { replaces: None, ..Draft::clone(before) };
        let unchanged = draft.clone();
        self.rename(context, held, &mut draft)?;
        let report = held.find_report(&draft.report)?;
        let indicator = held.find_indicator(&draft.indicator)?.row;
        let read = self.statement.read(
            self.value.as_deref(),
            &indicator,
            self.anchor(&report, &draft),
            draft.quantity.as_ref(),
        )?;
        if !read.besides.is_empty() || read.none_before.is_some() {
            let why = "the words of the value make several facts, and a correction is one";
            return Err(Failure::new(why)
                .hint("give the one figure that is right; factline add records the others")
                .into());
        }
        self.take_values(&read, &mut draft);
        self.statement.apply(&mut draft, held)?;
        if draft == unchanged {
            return Err(Failure::new(format!("fact `{}`: nothing to correct", old.short()))
                .hint("give the right VALUE, --when, --by … (factline correct --help)")
                .into());
        }
        let same_quote = draft.quote == before.quote && draft.report == before.report;
        let unchecked = self.statement.quote_unchecked
            || same_quote && before.quote_check() == Some(QuoteCheck::Unchecked);
        draft.replaces = Some(Correction { fact: old, reason: self.reason.trim().to_owned() });
        let text = held.report_text(&report.key)?.map(|captured| captured.text);
        let named = self.statement.report.as_deref();
        let refused = |why| confidential::refusal(held, &report, named, why);
        let fact = draft.check(&indicator, &report, text.as_deref(), unchecked).map_err(refused)?;
        // What was recorded without a time by an older version can still be corrected.
        if before.when.is_some() {
            fact.check_time(&indicator)?;
        }
        fact.check_plausible(&indicator, (&report.key, report.published_latest))
            .map_err(refused)?;
        let mut doubts = doubts::about(held, &fact, (&indicator, &report), &read, Some(old))?;
        let of_before = (&indicator, &held.find_report(&before.report)?);
        let known = doubts::about(held, before, of_before, &ReadValues::default(), Some(old))?;
        doubts.retain(|doubt| !known.contains(doubt));
        Ok(Checked { fact, indicator, report, doubts })
    }

    /// The dates that words are read against: those of the report. Also says whether the corrected
    /// statement looks ahead.
    fn anchor(&self, report: &Report, draft: &Draft) -> Anchor {
        let stance = self.statement.stance.unwrap_or(draft.stance);
        let status = self.statement.status.map_or(draft.status, |status| status.0);
        statement::anchor(report, stance, status)
    }

    /// Puts the report, indicator or place of the options into the draft. What followed from the
    /// old row is removed or renewed: a time that was the old report's publication date, a time in
    /// words (it is read against the new date), and the old indicator's unit. Fails where a name of
    /// the options is unknown.
    fn rename(&self, context: &Context, store: &Store, draft: &mut Draft) -> anyhow::Result<()> {
        if let Some(words) = &self.statement.report {
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
                    // Words that nobody could read before were recorded with their time.
                    Err(_) if dates::read(&words, &before).is_err() => {}
                    refused => _ = refused.with_context(|| unread::when(&words, &anchor))?,
                }
            }
        }
        if let Some(words) = &self.indicator {
            let old = store.find_indicator(&draft.indicator)?.row;
            let found = store.find_indicator(words)?;
            (draft.indicator, draft.term) = (found.row.key, found.term);
            if let Some(quantity) = draft.quantity.as_mut().filter(|q| q.unit == old.unit) {
                quantity.unit.clear();
            }
        }
        if let Some(words) = &self.place {
            draft.place = super::named_place::find(context, store, words)?.key;
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
            draft.when.clone_from(&read.when);
            draft.time_of_day = read.time_of_day;
        }
    }
}

/// A corrected fact that passed its checks, with what it names.
struct Checked {
    fact: Fact,
    indicator: Indicator,
    report: Report,
    /// The doubts that the old fact did not raise.
    doubts: Vec<Doubt>,
}

/// The recorded fact with this uid. Fails where there is none.
fn recorded(store: &Store, uid: Uid) -> anyhow::Result<Fact> {
    let history = store.history(uid)?;
    let found = history.facts.into_iter().find(|recorded| recorded.uid == uid);
    let found = found.ok_or_else(|| Failure::new(format!("fact `{uid}` is not recorded")))?;
    Ok(found.fact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_of_options_names_the_defaults_of_a_correction() {
        let help = Correct::augment_args(clap::Command::new("correct")).render_help().to_string();
        // The help is wrapped.
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            help.contains("default: that of the fact") && help.contains("default: as in the fact")
        );
        let of_add = ["recorded or used last", "unattributed", "default: asserts"];
        assert!(!of_add.iter().any(|default| help.contains(default)), "{help}");
    }
}
