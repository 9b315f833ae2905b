//! A gap as one line: its indicator and place, the statement, and the facts behind it.

use super::kind::Kind;
use crate::domain::compare::Statement;
use crate::domain::compare::origins::{Origins, Republished};
use crate::domain::gaps::due::Due;
use crate::domain::gaps::durations::{HourRange, Mislabelled};
use crate::domain::gaps::hanging::{Hanging, Left};
use crate::domain::gaps::silence::{Silence, excess};
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::text::byte_key::ByteKey;
use crate::text::counts::counted;
use crate::view::compare;
use crate::view::fact_words::{self, reports, uids};
use crate::view::grid::{Cell, Column};
use crate::view::wording;
use chrono::Datelike;

/// A gap as one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The kind of the gap.
    pub kind: Kind,
    /// Key of the indicator.
    pub indicator: String,
    /// Key of the place.
    pub place: String,
    /// The part of the people or things; `None` for all of them.
    pub scope: Option<String>,
    /// The thread; `None` if none was recorded.
    pub thread: Option<String>,
    /// Indicator, scope and place in words.
    pub what: String,
    /// The statement, its claimants, and the number of reports.
    pub says: String,
    /// The day of the newest report; for a forecast or a plan, the day on which it was expected at the latest.
    pub day: Option<Day>,
    /// The number of days since then.
    pub days: Option<i64>,
    /// The usual number of days from one report to the next, or the number of days after which something counts as left
    /// open.
    pub usual_days: Option<i64>,
    /// The claimants; empty if nobody is named.
    pub claimant: String,
    /// The facts behind the gap, the newest first.
    pub facts: Vec<Uid>,
    /// Keys of the reports of these facts, the newest first.
    pub reports: Vec<String>,
    /// The least and the greatest possible number of separate utterances behind them.
    pub origins: (usize, usize),
    /// What was reported since, or the time from start to end, in words.
    pub since: String,
    /// The facts behind `since`, the newest first.
    pub since_facts: Vec<Uid>,
    /// Keys of their reports.
    pub since_reports: Vec<String>,
    /// The hours from start to end of a duration that does not fit.
    pub lasted: Option<HourRange>,
    /// How it was left; `None` unless it was left open.
    pub left: Option<Left>,
    /// Whether nothing answers it.
    pub is_open: bool,
}

/// The sort key of lines: by kind, and within a kind in the order of the domain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LineKey<'l> {
    kind: Kind,
    ranks: [i64; 2],
    /// Indicator, place, scope and thread.
    thing: [Option<&'l str>; 4],
    /// The newest fact.
    first: [u8; 16],
}

impl LineKey<'_> {
    fn bytes(&self) -> Box<[u8]> {
        let mut key = ByteKey::default().byte(self.kind as u8);
        for rank in self.ranks {
            key = key.number(rank);
        }
        for text in self.thing {
            key = key.text_if_any(text);
        }
        key.bytes(&self.first).into_bytes()
    }
}

/// The data for the words of a line.
pub(super) struct Words<'a> {
    pub(super) rows: &'a Selection,
    pub(super) republished: &'a Republished,
}

impl Words<'_> {
    pub(super) fn silence(&self, one: &Silence<'_>) -> Line {
        Line {
            day: Some(one.last_day),
            days: Some(one.silent),
            usual_days: Some(one.usual),
            scope: None,
            thread: None,
            what: fact_words::what(self.rows, one.last, None),
            says: fact_words::said(self.rows, one.last),
            ..self.line(Kind::Silent, &[one.last])
        }
    }

    pub(super) fn due(&self, one: &Due<'_>) -> Line {
        let since = match one.since.as_slice() {
            [] => "nothing".to_owned(),
            since => self.since(since, one.has_more),
        };
        Line {
            day: Some(one.day),
            days: Some(one.late),
            since,
            since_facts: uids(&one.since),
            since_reports: reports(&one.since),
            is_open: one.is_open,
            ..self.line(Kind::Due, &one.said)
        }
    }

    pub(super) fn hanging(&self, one: &Hanging<'_>) -> Line {
        let line = self.line(Kind::Hanging, &one.said);
        let left = match one.left {
            Left::Begun => Some("no end reported"),
            Left::Extended => Some("no day of its end"),
            Left::Planned => Some("no day"),
            Left::PutOff => None,
        };
        let since = match one.since.as_slice() {
            [] => "nothing".to_owned(),
            since => self.since(since, one.has_more),
        };
        Line {
            day: one.said[0].published,
            days: Some(one.silent),
            usual_days: Some(one.usual),
            left: Some(one.left),
            says: left.map_or(line.says.clone(), |left| format!("{}; {left}", line.says)),
            since,
            since_facts: uids(&one.since),
            since_reports: reports(&one.since),
            ..line
        }
    }

    pub(super) fn duration(&self, one: &Mislabelled<'_>) -> Line {
        let lasted = hours(one.lasted);
        let quantity = |one: &&Statement| one.quantity.as_deref().map(wording::quantity);
        let steps: Vec<String> = one.from.iter().filter_map(quantity).collect();
        let since = match steps.split_first() {
            Some((first, more)) if one.by_steps => {
                format!("{lasted}: {first}, extended by {}", more.join(" and "))
            }
            _ => lasted,
        };
        Line {
            day: one.said[0].published,
            since,
            since_facts: uids(&one.from),
            since_reports: reports(&one.from),
            lasted: Some(one.lasted),
            ..self.line(Kind::Duration, &one.said)
        }
    }

    /// The line of equal statements, the newest first.
    fn line(&self, kind: Kind, said: &[&Statement]) -> Line {
        let newest = said[0];
        let reports = reports(said);
        let origins = Origins::of(said.iter().copied(), self.rows, self.republished);
        let said_by = format!(
            "{} · {}, {}",
            fact_words::said(self.rows, newest),
            counted(reports.len(), "report", "reports"),
            compare::origins(origins.least, origins.most)
        );
        Line {
            kind,
            indicator: newest.indicator.to_string(),
            place: newest.place.to_string(),
            scope: newest.scope.as_deref().map(str::to_owned),
            thread: newest.thread.as_deref().map(str::to_owned),
            what: fact_words::what(self.rows, newest, newest.scope.as_deref()),
            says: said_by,
            day: None,
            days: None,
            usual_days: None,
            claimant: wording::who(self.rows, &newest.claimants, &newest.via),
            facts: uids(said),
            reports,
            origins: (origins.least, origins.most),
            since: String::new(),
            since_facts: Vec::new(),
            since_reports: Vec::new(),
            lasted: None,
            left: None,
            is_open: true,
        }
    }

    /// What was reported since: the most relevant fact, and the number of others.
    fn since(&self, since: &[&Statement], has_more: bool) -> String {
        let first = fact_words::said(self.rows, since[0]);
        let others = counted(since.len() - 1, "other fact", "other facts");
        match since.len() - 1 {
            _ if has_more => format!("{first}; at least {others}"),
            0 => first,
            _ => format!("{first}; {others}"),
        }
    }
}

/// Hours in words: `59 hours`, `72 to 120 hours`.
fn hours(range: HourRange) -> String {
    let number = |hours: f64| {
        let rounded = Number::new((hours * 10.0).round() / 10.0);
        rounded.map(wording::number).unwrap_or_default()
    };
    if (range.most - range.least).abs() < f64::EPSILON {
        return format!("{} hours", number(range.least));
    }
    format!("{} to {} hours", number(range.least), number(range.most))
}

impl Line {
    /// The time from start to end, in words, for a duration that does not fit.
    #[must_use]
    pub fn lasted_words(&self) -> Option<String> {
        self.lasted.map(hours)
    }

    /// The sort key of the line.
    pub(super) fn key(&self) -> LineKey<'_> {
        let day = self.day.map(|day| i64::from(day.num_days_from_ce()));
        let first = self.facts.first().map_or([0; 16], |fact| fact.0);
        let newest_first = day.map_or(i64::MAX, |day| -day);
        let (ranks, first) = match self.kind {
            Kind::Silent => {
                let (silent, usual) = (self.days.unwrap_or(0), self.usual_days.unwrap_or(0));
                ([-excess(silent, usual), 0], first)
            }
            Kind::Due => ([i64::from(!self.is_open), newest_first], first),
            Kind::Hanging => ([self.days.unwrap_or(i64::MIN), 0], first),
            // Of several reports of one day, the one with the greatest id comes first.
            Kind::Duration => ([newest_first, 0], first.map(|byte| !byte)),
        };
        let thing = match self.kind {
            Kind::Silent => [None, Some(self.place.as_str()), None, None],
            Kind::Due | Kind::Hanging => [
                Some(self.indicator.as_str()),
                Some(self.place.as_str()),
                self.scope.as_deref(),
                self.thread.as_deref(),
            ],
            Kind::Duration => [None; 4],
        };
        LineKey { kind: self.kind, ranks, thing, first }
    }

    /// The sort key of the line as bytes, which have the same order. The first byte is the kind.
    #[must_use]
    pub fn key_bytes(&self) -> Box<[u8]> {
        self.key().bytes()
    }

    /// The columns of [`cells`](Self::cells).
    #[must_use]
    pub fn columns() -> Vec<Column> {
        [
            "gap",
            "indicator",
            "place",
            "scope",
            "thread",
            "open",
            "day",
            "days",
            "usual_days",
            "says",
            "claimant",
            "origins_low",
            "origins_high",
            "facts",
            "reports",
            "since",
            "since_facts",
            "since_reports",
            "hours_low",
            "hours_high",
        ]
        .map(Column::data)
        .into()
    }

    /// The gap as a row of data.
    #[must_use]
    pub fn cells(&self) -> Vec<Cell> {
        let count = |days: Option<i64>| {
            Cell::number(days.and_then(|days| u32::try_from(days).ok()).map(Number::from))
        };
        let ids = |facts: &[Uid]| Cell::List(facts.iter().map(ToString::to_string).collect());
        let hours =
            |of: fn(HourRange) -> f64| Cell::number(self.lasted.map(of).and_then(Number::new));
        vec![
            Cell::text(self.kind.as_str()),
            Cell::text(&self.indicator),
            Cell::text(&self.place),
            Cell::said(self.scope.as_ref()),
            Cell::said(self.thread.as_ref()),
            Cell::Flag(self.is_open),
            Cell::day(self.day),
            count(self.days),
            count(self.usual_days),
            Cell::text(&self.says),
            Cell::text(&self.claimant),
            Cell::Count(self.origins.0),
            Cell::Count(self.origins.1),
            ids(&self.facts),
            Cell::List(self.reports.clone()),
            Cell::text(&self.since),
            ids(&self.since_facts),
            Cell::List(self.since_reports.clone()),
            hours(|range| range.least),
            hours(|range| range.most),
        ]
    }
}
