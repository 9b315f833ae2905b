//! Nodes: totals, and what the events of a day add up to, before it is known which is a part of which.

use super::cells::Cell;
use super::days::Lump;
use super::label::Label;
use super::tally::Tally;
use super::totals::Total;
use super::updates::is_before;
use crate::domain::compare::Name;
use crate::domain::compare::voice::Days;
use crate::domain::when::Day;

/// A total, or what the events of a day add up to.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub(super) cell: Cell,
    pub(super) outer: Days,
    pub(super) inner: Option<Days>,
    pub(super) tally: Tally,
    /// How it is set apart from other things at the same time.
    pub(super) apart: Apart<'a>,
    pub(super) is_total: bool,
    claimants: Option<&'a [Name]>,
    /// The day of the newest report of a total.
    published: Option<Day>,
    pub(super) parts: Vec<usize>,
}

/// How figures are set apart from others at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Apart<'a> {
    /// They are not.
    Free,
    /// They are a total of one thread.
    Thread(&'a str),
    /// They have threads or are rows of a data set.
    Labelled,
}

impl<'a> Node<'a> {
    /// The events of a day; `apart` where they are all of one thread that has totals.
    pub(super) fn of_lump(cell: Cell, lump: &Lump, apart: Option<Apart<'a>>) -> Self {
        let is_day = lump.days.first == lump.days.last;
        let labelled = if lump.is_labelled { Apart::Labelled } else { Apart::Free };
        Self {
            cell,
            outer: lump.days,
            inner: is_day.then_some(lump.days),
            tally: lump.tally,
            apart: apart.unwrap_or(labelled),
            is_total: false,
            claimants: None,
            published: None,
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
            tally: total.tally,
            apart,
            is_total: true,
            claimants: total.claimants,
            published: total.published,
            parts: Vec::new(),
        }
    }

    /// The days of which it has all. One unknown day of a period has those of the period: what else
    /// happened then may be the same.
    pub(super) fn holds(&self) -> Days {
        self.inner.unwrap_or(self.outer)
    }

    /// Whether it may have parts. Rows of data sets have none.
    pub(super) fn is_whole(&self) -> bool {
        self.apart != Apart::Labelled && (self.is_total || self.inner.is_some())
    }

    /// Whether it is an earlier stage of a running total.
    pub(super) fn is_stage_of(&self, total: &Self) -> bool {
        self.is_total && self.cell == total.cell && self.outer.first == total.outer.first
    }

    /// Whether the claimants of a running total said this before, and no longer do. Of one day, or where a
    /// day is unknown, the total with the later end is the later word.
    pub(super) fn is_corrected_by(&self, total: &Self) -> bool {
        self.exceeds_own(total) && !self.revises(total)
    }

    /// Whether the claimants of a running total say more of an earlier stage since.
    pub(super) fn revises(&self, total: &Self) -> bool {
        self.exceeds_own(total) && is_before(total.published, self.published)
    }

    /// Whether an earlier stage is more than the running total of the same claimants.
    fn exceeds_own(&self, total: &Self) -> bool {
        self.is_stage_of(total)
            && self.claimants.is_some()
            && self.claimants == total.claimants
            && self.tally.amount.low > total.tally.amount.high
    }
}
