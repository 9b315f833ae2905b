//! The meaning of an answer: the row or the value that its words are read as.

use super::Interview;
use crate::cli::error::Failure;
use crate::cli::in_passing;
use crate::cli::in_words::{self, ReportData};
use crate::cli::mistakes::Mistakes;
use crate::cli::named_place;
use crate::cli::new_names::{Meant, Which};
use crate::cli::prompt::Asker;
use crate::cli::read_values::ReadValues;
use crate::cli::sheet_fields::Said;
use crate::cli::statement::{self, StatementArgs};
use crate::domain::fact::{FactError, Stance, Status, has_not_happened};
use crate::domain::indicator::Nature;
use crate::store::Store;
use crate::text::lists;
use crate::view::wording;

impl Interview<'_> {
    /// Takes an answer, and returns how it is read. Fails if it cannot be read.
    pub(super) fn take(
        &mut self,
        store: &Store,
        asker: &mut dyn Asker,
        name: &str,
        words: &str,
    ) -> anyhow::Result<Option<String>> {
        let is_needed = ["report", "indicator", "place"].contains(&name);
        if words.is_empty() && is_needed {
            return Err(Failure::new("an answer is needed here").into());
        }
        let reading = match name {
            "report" => return self.take_report(store, words),
            "indicator" => self.take_indicator(store, words)?,
            "place" => self.take_place(store, asker, words)?,
            "value" => self.take_value(words)?,
            "when" => self.take_when(words)?,
            "by" | "via" => self.take_actors(store, asker, words)?,
            "quote" => self.take_quote(store, words)?,
            name => {
                if !words.is_empty() {
                    self.fields.check(Said { name, words })?;
                }
                None
            }
        };
        let earlier = self.said.insert(name.to_owned(), words.to_owned());
        if name == "status" && self.lacks_time() && !self.is_to_come() {
            match earlier {
                Some(earlier) => self.said.insert(name.to_owned(), earlier),
                None => self.said.remove(name),
            };
            return Err(self.no_time().into());
        }
        Ok(reading)
    }

    fn take_report(&mut self, store: &Store, words: &str) -> anyhow::Result<Option<String>> {
        let report = store.find_report(words)?;
        if let Some(reason) = &report.retracted {
            let (report, reason) = (report.key.clone(), reason.clone());
            return Err(FactError::ReportRetracted { report, reason }.into());
        }
        self.said.insert("report".to_owned(), report.key.clone());
        let reading = format!("{} ({})", report.key, report.published_shown());
        self.report = Some(ReportData::of(store, report, None)?);
        Ok(Some(reading))
    }

    fn take_indicator(&mut self, store: &Store, words: &str) -> anyhow::Result<Option<String>> {
        let indicator = store.find_indicator(words)?.row;
        if indicator.deprecated_at.is_some() {
            return Err(FactError::IndicatorDeprecated(indicator.key).into());
        }
        let reading = format!("{}: {}", indicator.key, indicator.definition);
        self.indicator = Some(indicator);
        Ok(Some(reading))
    }

    fn take_place(
        &mut self,
        store: &Store,
        asker: &mut dyn Asker,
        words: &str,
    ) -> anyhow::Result<Option<String>> {
        if let Some(meant) = self.names.meaning(Which::Place, words) {
            return Ok(Some(in_short(meant)));
        }
        match store.find_place(words) {
            Ok(_) => {
                let place = named_place::find(self.context, store, words)?;
                Ok(Some(format!("{}, {} ({})", place.name, place.kind, place.key)))
            }
            Err(why) => {
                let which = Which::Place;
                if in_passing::is_new(&why)
                    && in_passing::ask(store, asker, (which, words), &mut self.names)?
                {
                    return Ok(self.names.meaning(which, words).map(in_short));
                }
                Err(why.into())
            }
        }
    }

    fn take_actors(
        &mut self,
        store: &Store,
        asker: &mut dyn Asker,
        words: &str,
    ) -> anyhow::Result<Option<String>> {
        let mut readings = Vec::new();
        let all = if words.is_empty() { Vec::new() } else { lists::split(words) };
        for words in &all {
            let which = Which::CLAIMANT;
            if self.names.meaning(which, words).is_none() {
                match store.find_actor(words) {
                    Ok(found) => {
                        readings.push(format!("{}, {}", found.row.name, found.row.kind));
                        continue;
                    }
                    Err(why) => {
                        if !in_passing::is_new(&why)
                            || !in_passing::ask(store, asker, (which, words), &mut self.names)?
                        {
                            return Err(why.into());
                        }
                    }
                }
            }
            readings.extend(self.names.meaning(which, words).map(in_short));
        }
        Ok(Some(readings.join("; ")).filter(|reading| !reading.is_empty()))
    }

    fn take_value(&mut self, words: &str) -> anyhow::Result<Option<String>> {
        let read = self.read(Some(words), StatementArgs::default())?;
        Ok(read.quantity.map(|quantity| format!("`{words}`: {}", wording::quantity(&quantity))))
    }

    fn take_when(&mut self, words: &str) -> anyhow::Result<Option<String>> {
        if words.is_empty() {
            // With a figure, the status is asked next; otherwise it was asked before.
            let is_figure = self.said.get("value").is_some_and(|words| !words.is_empty());
            if !self.is_stock_with_value() && !self.is_to_come() && !is_figure {
                return Err(self.no_time().into());
            }
            return Ok(None);
        }
        let when = Some(words.to_owned());
        let read = self.read(None, StatementArgs { when, ..StatementArgs::default() })?;
        let when = read.when;
        Ok(when
            .map(|when| format!("`{words}`: {} ({})", wording::when(&when, None), when.expression)))
    }

    /// Takes a quote that is in the text of the report, or that the user gives twice.
    fn take_quote(&mut self, store: &Store, words: &str) -> anyhow::Result<Option<String>> {
        self.said.remove("quote-unchecked");
        let (Some(report_data), Some(indicator)) = (&self.report, &self.indicator) else {
            return Ok(None);
        };
        let mut mistakes = Mistakes::default();
        let quote = Some(words.to_owned()).filter(|words| !words.is_empty());
        in_words::check_quote(
            quote,
            self.before.options.quote_unchecked,
            (indicator, report_data, store),
            &mut mistakes,
        );
        if mistakes.is_empty() {
            return Ok(None);
        }
        if self.unfound.as_deref() == Some(words) {
            self.said.insert("quote-unchecked".to_owned(), "yes".to_owned());
            return Ok(Some("recorded as it is, marked as unchecked".to_owned()));
        }
        self.unfound = Some(words.to_owned());
        let why = Failure::new(format!("{:#}", mistakes.into_error()));
        let next =
            "correct it, or press Enter once more to record it as it is, marked as unchecked";
        Err(why.hint(next).into())
    }

    /// Reads the words of a value and of a time in the way in which they will be recorded.
    fn read(&mut self, value: Option<&str>, words: StatementArgs) -> anyhow::Result<ReadValues> {
        let (stance, status) = self.manner();
        let statement = words.over(&self.before.options);
        let (Some(report_data), Some(indicator)) = (&self.report, &self.indicator) else {
            return Err(Failure::new("the report and the indicator are asked for first").into());
        };
        let anchor = statement::anchor(&report_data.report, stance, status);
        let mut mistakes = Mistakes::default();
        let read = statement.read(value, indicator, (anchor, None), &mut mistakes);
        mistakes.none()?;
        Ok(read)
    }

    /// The stance and the status in the answers so far.
    fn manner(&self) -> (Stance, Option<Status>) {
        let options = &self.before.options;
        let said = |name: &str| self.said.get(name).map(String::as_str).unwrap_or_default();
        let stance = said("stance").parse().ok().or(options.stance);
        let status = said("status").parse().ok();
        let given = options.status.and_then(|status| status.0);
        (stance.unwrap_or(Stance::Asserts), status.or(given))
    }

    /// Whether the statement is about something that has not happened, so that it needs no time.
    pub(super) fn is_to_come(&self) -> bool {
        let (stance, status) = self.manner();
        has_not_happened(stance, status)
    }

    /// Whether no time is given, and none can be derived.
    pub(super) fn lacks_time(&self) -> bool {
        let is_empty = self.said.get("when").is_some_and(String::is_empty);
        is_empty && !self.is_stock_with_value()
    }

    fn no_time(&self) -> FactError {
        let indicator = self.indicator.as_ref();
        FactError::NoTime {
            indicator: indicator.map(|one| one.key.clone()).unwrap_or_default(),
            nature: indicator.map_or(Nature::Event, |one| one.nature),
        }
    }
}

/// The meaning of an unknown name, in few words.
fn in_short(meant: &Meant) -> String {
    match meant {
        Meant::Known(key) => format!("the one recorded as {key}"),
        Meant::Actor { name, kind } => format!("new: {name}, {kind}"),
        Meant::Place { name, around, kind } if around.is_empty() => format!("new: {name}, {kind}"),
        Meant::Place { name, around, kind } => format!("new: {name}, {kind} in {around}"),
    }
}
