//! Portions: figures that one row of a data set gives for a part of the people or things that another figure of the row
//! counts.

use super::item::{Item, RowId, Span};
use crate::domain::compare::scopes::{Nesting, nesting};
use foldhash::{HashMap, HashSet};
use std::borrow::Cow;

/// What the portions of rows mean for their sum.
#[derive(Default)]
pub(super) struct Portions {
    /// The indexes of items that are a part of another item of the same row: the women among those killed. They add
    /// nothing to it, unless they are greater.
    pub(super) included: HashSet<usize>,
    /// The items that include a part whose figure says more than theirs ("several" people, 5 of them civilians), with
    /// the part: they are at least as many.
    at_least: Vec<(usize, usize)>,
}

impl Portions {
    pub(super) fn of(items: &[Item<'_>]) -> Self {
        let mut by_row: HashMap<(&RowId, &str, Span), Vec<usize>> = HashMap::default();
        for (at, item) in items.iter().enumerate() {
            if let Some(row) = item.row {
                let place: &str = &item.voice.statement.place;
                by_row.entry((row, place, item.span)).or_default().push(at);
            }
        }
        let mut portions = Self::default();
        let scope = |at: usize| items[at].voice.statement.scope.as_deref();
        let is_part = |at: usize, whole: usize| {
            nesting(scope(at), scope(whole)) == Nesting::Within
                && items[at].amount.low <= items[whole].amount.high
        };
        for of_row in by_row.values().filter(|of_row| of_row.len() > 1) {
            for part in of_row {
                for whole in of_row.iter().filter(|whole| is_part(*part, **whole)) {
                    portions.included.insert(*part);
                    if items[*part].amount.low > items[*whole].amount.low {
                        portions.at_least.push((*whole, *part));
                    }
                }
            }
        }
        portions
    }

    /// The items, with the least figure of those that include a greater part.
    pub(super) fn raised<'i, 'a>(&self, items: &'i [Item<'a>]) -> Cow<'i, [Item<'a>]> {
        let mut raised = Cow::Borrowed(items);
        for (whole, part) in &self.at_least {
            let least = items[*part].amount.low;
            let whole = &mut raised.to_mut()[*whole];
            whole.amount = whole.amount.at_least(least);
        }
        raised
    }
}
