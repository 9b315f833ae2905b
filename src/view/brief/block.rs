//! The parts of a brief: blocks of lines, and what they are made from.

use crate::domain::compare::comparison::Comparison;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::view::collected::Collected;
use crate::view::gaps;

/// The kind of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The current figures and states.
    Known,
    /// Claims that contradict each other, and durations that do not fit.
    Disagree,
    /// Forecasts and promises that are due, overdue, or left open.
    Promised,
    /// The changes since a day.
    Changed,
    /// Series that have had no report for longer than usual.
    Silent,
}

/// Lines about one question.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The kind of the block.
    pub kind: Kind,
    /// The heading on a page.
    pub heading: String,
    /// The lines, the most important first.
    pub lines: Vec<Line>,
    /// The number of further lines.
    pub left_out: usize,
}

/// One line of a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Key of the indicator.
    pub indicator: String,
    /// Key of the place.
    pub place: String,
    /// The part of the people or things that its figure is about; `None` for all of them, or without a figure.
    pub scope: Option<String>,
    /// The unit of a separate series; `None` for the indicator's own unit, or without a figure.
    pub unit: Option<String>,
    /// The label of the line.
    pub label: String,
    /// The words; the sides of a contradiction are several parts.
    pub parts: Vec<Part>,
    /// How certain it is: its day, its age, its reports and origins.
    pub notes: Vec<String>,
    /// Whether somebody contradicts it.
    pub is_disputed: bool,
}

/// How a part of a line relates to the parts before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lead {
    /// It is the first part, or adds to them.
    #[default]
    Says,
    /// It contradicts them.
    Against,
    /// It was reported since.
    Since,
    /// A further figure, shown beside them: a total over more days, or a figure for a part of the people or things.
    Beside,
    /// It is a part of them: the share of a sum at some places, or for some people or things.
    OfWhich,
    /// It is the newest of the figures that were added up.
    Newest,
}

impl Lead {
    /// The words before a part that is shown beside the others; empty if a sign or nothing introduces it.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Says | Self::Against => "",
            Self::Since => "since then: ",
            Self::Beside => "and ",
            Self::OfWhich => "of which ",
            Self::Newest => "newest: ",
        }
    }

    /// The name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Says => "says",
            Self::Against => "against",
            Self::Since => "since",
            Self::Beside => "beside",
            Self::OfWhich => "of-which",
            Self::Newest => "newest",
        }
    }
}

/// A statement of some reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// How the part relates to those before it.
    pub lead: Lead,
    /// The words.
    pub words: String,
    /// The keys of the reports that say so, the newest first.
    pub reports: Vec<String>,
    /// The numbers of its reports in the list of sources, from 1.
    pub sources: Vec<usize>,
    /// The number of further reports that state it.
    pub more_sources: usize,
}

/// The input for the lines of a block.
pub(super) struct Material<'a> {
    pub(super) facts: &'a Collected,
    pub(super) groups: &'a [Comparison<'a>],
    pub(super) rows: &'a Selection,
    pub(super) place: &'a str,
    pub(super) as_of: Day,
    /// Stated durations that do not fit the time from start to end.
    pub(super) durations: &'a [gaps::Line],
}

impl Material<'_> {
    /// Whether a place is that of the page or lies inside it.
    pub(super) fn is_inside(&self, place: &str) -> bool {
        place == self.place || self.rows.path(place).any(|around| around.key == self.place)
    }
}

impl Kind {
    /// The name of the block in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Disagree => "disagree",
            Self::Promised => "promised",
            Self::Changed => "changed",
            Self::Silent => "silent",
        }
    }

    /// The heading on a page of a block of this kind.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Known => "What is known",
            Self::Disagree => "Who disagrees",
            Self::Promised => "What was promised or forecast",
            Self::Changed => "What changed",
            Self::Silent => "No recent reports",
        }
    }

    /// At least this many lines of the block are always shown; together these lines fit two pages.
    pub(super) fn least_lines(self) -> usize {
        match self {
            Self::Known => 8,
            Self::Disagree | Self::Promised => 4,
            Self::Changed => 5,
            Self::Silent => 3,
        }
    }
}
