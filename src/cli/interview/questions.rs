//! The question for each field, and the suggestions.

use super::Interview;
use crate::cli::in_passing;
use crate::cli::prompt::{Question, Suggestion, Suggestions};
use crate::cli::sheet_fields::in_questions;
use crate::domain::fact::{Stance, Status};
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::report::Report;
use crate::store::Store;
use crate::text::safe;

impl Interview<'_> {
    /// The question for a field. Fails if the database cannot be read.
    pub(super) fn question(&self, store: &Store, name: &str) -> anyhow::Result<Question> {
        let mut question = match name {
            "report" => self.for_report(store)?,
            "indicator" => {
                let help =
                    "the indicator: what is measured or followed, by key, label or another name";
                let suggestions = indicators(&store.indicators()?);
                Question { suggestions, is_closed: true, ..Question::of("what", help) }
            }
            "place" => {
                let help = "a place, or a new one: NAME, LARGER PLACE";
                let suggestions = in_passing::places(&store.places()?);
                let usual = self.before.place.clone();
                Question { usual, suggestions, ..Question::of("where", help) }
            }
            "value" => self.for_value(),
            "when" => self.for_when(),
            "status" => {
                let help =
                    "how far the process is (planned, under-way, ended …); empty: not stated";
                of_words(Status::WORDS, Question::of("status", help))
            }
            "stance" => {
                let help = "what the claimant does with the statement; empty: asserts";
                of_words(Stance::WORDS, Question::of("stance", help))
            }
            "by" | "via" => {
                let (label, help) = match name {
                    "by" => {
                        ("who says so", "the claimant; several with | between; empty: unattributed")
                    }
                    _ => ("via", "who passed it on, in order, with | between; empty: nobody"),
                };
                let suggestions = in_passing::actors(&store.actors()?);
                Question { suggestions, ..Question::of(label, help) }
            }
            "quote" => {
                let help = "the sentence of the report, word for word; empty: none";
                Question::of("quote", help)
            }
            name => Question::of(name, &format!("{}; empty: not stated", self.fields.help(name))),
        };
        question.reword = Some(in_questions);
        Ok(question)
    }

    /// A retracted report is not offered, and neither is a confidential one if it must not be
    /// shown.
    fn for_report(&self, store: &Store) -> anyhow::Result<Question> {
        let mut all = store.reports()?;
        let shows_all = self.context.shows_confidential();
        all.retain(|report| report.retracted.is_none() && (shows_all || !report.is_confidential()));
        let last = store.last_report(&self.context.user()?)?;
        let usual =
            last.and_then(|key| all.iter().find(|report| report.key == key).map(one_report));
        let suggestions = Suggestions::of(all.iter().map(one_report).collect());
        let help = "by its title, key or link; a new one: factline report add";
        Ok(Question { usual, suggestions, is_closed: true, ..Question::of("report", help) })
    }

    fn for_value(&self) -> Question {
        let unit = self.indicator.as_ref().map(|indicator| indicator.unit.as_str());
        let unit = safe::terminal_line(unit.unwrap_or_default()).into_owned();
        let is_length =
            self.indicator.as_ref().is_some_and(|one| one.measures == Measure::Duration);
        let label = if is_length { "how long" } else { "how many" };
        let help = format!(
            "in {unit}, in the report's words: as many as 300, none, 10 to 12; empty: no figure"
        );
        Question::of(label, &help)
    }

    fn for_when(&self) -> Question {
        let published =
            self.report.as_ref().map(|report_data| report_data.report.published_shown());
        let published = published.unwrap_or_default();
        let help = if self.is_stock_with_value() {
            format!("in the report's words: Friday, 20 October; empty: as of {published}")
        } else if self.is_to_come() {
            "in the report's words: Friday, next week; empty: no day is said".to_owned()
        } else {
            format!("in the report's words: Friday, since early July; read from {published}")
        };
        Question::of("when", &help)
    }

    /// Whether a figure without a time counts as of the day of the report.
    pub(super) fn is_stock_with_value(&self) -> bool {
        let is_stock = self.indicator.as_ref().is_some_and(|one| one.nature == Nature::Stock);
        let is_dated = self
            .report
            .as_ref()
            .is_some_and(|report_data| report_data.report.published_latest.is_some());
        is_stock && is_dated && self.said.get("value").is_some_and(|words| !words.is_empty())
    }
}

fn one_report(report: &Report) -> Suggestion {
    let shown = format!("{} ({}, {})", report.title, report.publisher, report.published_shown());
    let shown = safe::terminal_line(&shown).into_owned();
    Suggestion::of(shown, &report.key, [report.title.as_str()])
}

/// Indicators that are in use, to choose from.
fn indicators(all: &[Indicator]) -> Suggestions {
    let one = |indicator: &Indicator| {
        let shown = format!("{}: {}", indicator.key, indicator.label);
        let others = indicator.aliases.iter().map(String::as_str).chain([indicator.label.as_str()]);
        Suggestion::of(safe::terminal_line(&shown).into_owned(), &indicator.key, others)
    };
    let in_use = all.iter().filter(|indicator| indicator.deprecated_at.is_none());
    Suggestions::of(in_use.map(one).collect())
}

/// A question whose answer must be one of some words.
fn of_words(words: &[&str], question: Question) -> Question {
    let one = |word: &&str| Suggestion::of((*word).to_owned(), word, []);
    let suggestions = Suggestions::of(words.iter().map(one).collect());
    Question { suggestions, is_closed: true, ..question }
}
