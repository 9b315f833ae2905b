//! Nodes: totals, and the sums of events of a day, before it is known which is a part of which.

use super::cells::Cell;
use super::days::Lump;
use super::label::Label;
use super::tally::Tally;
use super::totals::Total;
use crate::domain::compare::voice::Days;

/// A total, or the sum of the events of a day.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub(super) cell: Cell,
    pub(super) outer: Days,
    pub(super) inner: Option<Days>,
    /// The range of days for the start of a total and that for its end, each only if it has several days.
    pub(super) edges: [Option<Days>; 2],
    pub(super) tally: Tally,
    /// How it is distinguished from other things at the same time.
    pub(super) apart: Apart<'a>,
    pub(super) is_total: bool,
    /// Whether it is one of several parts whose sum is greater than their total.
    pub(super) is_doubted: bool,
    pub(super) parts: Vec<usize>,
}

/// How figures are known to be separate from others at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Apart<'a> {
    /// They are not known to be separate.
    Free,
    /// They are a total of one thread.
    Thread(&'a str),
    /// They have threads or are rows of a data set.
    Labelled,
}

impl<'a> Node<'a> {
    /// The events of a day; `apart` if they are all of one thread that has totals.
    pub(super) fn of_lump(cell: Cell, lump: &Lump, apart: Option<Apart<'a>>) -> Self {
        let is_day = lump.days.first == lump.days.last;
        let labelled = if lump.is_labelled { Apart::Labelled } else { Apart::Free };
        Self {
            cell,
            outer: lump.days,
            inner: is_day.then_some(lump.days),
            edges: [None; 2],
            tally: lump.tally,
            apart: apart.unwrap_or(labelled),
            is_total: false,
            is_doubted: false,
            parts: Vec::new(),
        }
    }

    pub(super) fn of_total(cell: Cell, total: &Total<'a>) -> Self {
        let apart = match total.label {
            Label { row: Some(_), .. } => Apart::Labelled,
            Label { thread: Some(thread), .. } => Apart::Thread(thread),
            _ => Apart::Free,
        };
        Self {
            cell,
            outer: total.span.outer(),
            inner: total.span.inner(),
            edges: total.edges,
            tally: total.tally,
            apart,
            is_total: true,
            is_doubted: false,
            parts: Vec::new(),
        }
    }

    /// The days that it includes. One unknown day of a period counts as the whole period: what else
    /// happened in the period may be the same.
    pub(super) fn holds(&self) -> Days {
        self.inner.unwrap_or(self.outer)
    }

    /// Whether it may have parts. Rows of data sets have no parts.
    pub(super) fn is_whole(&self) -> bool {
        self.apart != Apart::Labelled && (self.is_total || self.inner.is_some())
    }

    /// Whether it is an earlier stage of a running total.
    pub(super) fn is_stage_of(&self, total: &Self) -> bool {
        self.is_total && self.cell == total.cell && self.outer.first == total.outer.first
    }
}
