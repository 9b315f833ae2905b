//! The options that `add` and `correct` share: what a fact states.

use super::mistakes::Mistakes;
use super::statement_words::{
    Given, OrderName, PointName, StatusArg, TimeOfDayArg, figure, given_figure,
};
use crate::domain::fact::{Draft, Stance, Status, is_over, looks_ahead};
use crate::domain::number::Number;
use crate::domain::quantity::Per;
use crate::domain::report::Report;
use crate::language::dates::Anchor;
use crate::store::Store;
use clap::Args;

/// The options that state a fact, shared by `add` and `correct`; all but the value, which is an
/// argument.
#[derive(Clone, Debug, Default, PartialEq, Args)]
pub(super) struct StatementArgs {
    /// The time of the fact, in the report's words or as EDTF: "since early July", Friday,
    /// 2016-10-20/2016-10-22
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(super) when: Option<String>,
    /// How numeric dates such as 03/04/2016 are written
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(super) date_order: Option<OrderName>,
    /// The meaning of a lone point before three digits (1.234)
    #[arg(long, value_enum, value_name = "MEANING")]
    pub(super) point: Option<PointName>,
    /// The report that states the fact [default: the one recorded or used last]
    #[arg(long, value_name = "REPORT")]
    pub(super) report: Option<String>,
    /// The sentence of the report that states the fact, word for word
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub(super) quote: Option<String>,
    /// Record the quote although it is not in the text of the report; it is marked as unchecked
    #[arg(long)]
    pub(super) quote_unchecked: bool,
    /// The claimant, who says so [default: unattributed]; repeat it for joint claimants
    #[arg(long, value_name = "ACTOR")]
    pub(super) by: Vec<String>,
    /// The verb that the report uses of the claimant (says, warns)
    #[arg(long, value_name = "VERB")]
    pub(super) verb: Option<String>,
    /// Who passed the statement from the claimant to the publisher; may be repeated, in order
    #[arg(long, value_name = "ACTOR")]
    pub(super) via: Vec<String>,
    /// The status of the process: proposed, announced, agreed, planned, under-way, extended,
    /// suspended, postponed, cancelled, refused, ended, unknown
    #[arg(long)]
    pub(super) status: Option<StatusArg>,
    /// What the claimant does with the statement: asserts, estimates, forecasts, announces, alleges, denies,
    /// demands [default: asserts]
    #[arg(long)]
    pub(super) stance: Option<Stance>,
    /// The group that is meant (civilians, fighters)
    #[arg(long)]
    pub(super) scope: Option<String>,
    /// A name for the process that the fact belongs to (october-truce)
    #[arg(long)]
    pub(super) thread: Option<String>,
    /// A name for the statement that several reports repeat (ban-2016-10-20)
    #[arg(long)]
    pub(super) origin: Option<String>,
    /// A remark of your own
    #[arg(long)]
    pub(super) comment: Option<String>,
    /// The lower bound of the value
    #[arg(long, value_name = "N", value_parser = figure)]
    pub(super) low: Option<Number>,
    /// The value itself
    #[arg(long, value_name = "N", value_parser = figure)]
    pub(super) best: Option<Number>,
    /// The upper bound of the value
    #[arg(long, value_name = "N", value_parser = figure)]
    pub(super) high: Option<Number>,
    /// The unit, if it is not that of the indicator (families, days)
    #[arg(long, value_name = "UNIT")]
    pub(super) unit: Option<String>,
    /// The whole of which the value is a part: 46, for 14 of 46 trucks
    #[arg(long, value_name = "N", value_parser = given_figure)]
    pub(super) out_of: Option<Given<Number>>,
    /// The unit of time of a rate: hour, day, night, week, month, year
    #[arg(long, value_name = "TIME")]
    pub(super) per: Option<Given<Per>>,
    /// The time of day, or hours of a day: 09:00, 09:00/14:00, "9 am to 2 pm"
    #[arg(long, value_name = "TIME")]
    pub(super) time_of_day: Option<TimeOfDayArg>,
}

impl StatementArgs {
    /// These options, completed by those of `below`.
    pub(super) fn over(self, below: &Self) -> Self {
        let list = |own: Vec<String>, other: &Vec<String>| {
            if own.is_empty() { other.clone() } else { own }
        };
        Self {
            when: self.when.or_else(|| below.when.clone()),
            date_order: self.date_order.or(below.date_order),
            point: self.point.or(below.point),
            report: self.report.or_else(|| below.report.clone()),
            quote: self.quote.or_else(|| below.quote.clone()),
            quote_unchecked: self.quote_unchecked || below.quote_unchecked,
            by: list(self.by, &below.by),
            verb: self.verb.or_else(|| below.verb.clone()),
            via: list(self.via, &below.via),
            status: self.status.or(below.status),
            stance: self.stance.or(below.stance),
            scope: self.scope.or_else(|| below.scope.clone()),
            thread: self.thread.or_else(|| below.thread.clone()),
            origin: self.origin.or_else(|| below.origin.clone()),
            comment: self.comment.or_else(|| below.comment.clone()),
            low: self.low.or(below.low),
            best: self.best.or(below.best),
            high: self.high.or(below.high),
            unit: self.unit.or_else(|| below.unit.clone()),
            out_of: self.out_of.or(below.out_of),
            per: self.per.or(below.per),
            time_of_day: self.time_of_day.or(below.time_of_day),
        }
    }

    /// Puts the options for names, stance and status into a draft. A missing option changes
    /// nothing, an empty text removes the value. Notes unknown actors.
    pub(super) fn apply(&self, draft: &mut Draft, store: &Store, mistakes: &mut Mistakes) {
        let given = [("by", &mut draft.claimants, &self.by), ("via", &mut draft.via, &self.via)];
        for (field, actors, given) in given {
            // A field that could not be read has been reported already.
            if !given.is_empty() && !mistakes.has(field) {
                let named = given.iter().filter(|words| !words.trim().is_empty());
                let found = named.map(|words| mistakes.note(field, store.find_actor(words)));
                *actors = found.flatten().map(|found| found.row.key).collect();
            }
        }
        draft.time_of_day = self.time_of_day.map_or(draft.time_of_day, |hours| hours.0);
        draft.status = self.status.map_or(draft.status, |status| status.0);
        draft.stance = self.stance.unwrap_or(draft.stance);
        let texts = [
            (&mut draft.quote, &self.quote),
            (&mut draft.verb, &self.verb),
            (&mut draft.scope, &self.scope),
            (&mut draft.thread, &self.thread),
            (&mut draft.origin, &self.origin),
            (&mut draft.comment, &self.comment),
        ];
        for (text, given) in texts {
            if given.is_some() {
                text.clone_from(given);
            }
        }
    }
}

/// The dates against which the words of a statement are read: the days of the report's publication.
/// Also returns whether a statement with that stance and status is about the future.
pub(super) fn anchor(report: &Report, stance: Stance, status: Option<Status>) -> Anchor {
    let (ahead, over) = (looks_ahead(stance, status), is_over(stance, status));
    Anchor { ahead, over, ..Anchor::published(report.publication_days()) }
}
