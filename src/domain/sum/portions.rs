//! Portions: figures that one row of a data set gives for a part of the people or things that another figure of the row
//! counts.

use super::item::{Item, RowId, Span};
use crate::domain::compare::scopes::{Nesting, nesting};
use foldhash::{HashMap, HashSet};

/// The indexes of items that are a part of another item of the same row: the women among those killed. They add nothing
/// to it, unless they are greater.
pub(super) fn told_by_wholes(items: &[Item<'_>]) -> HashSet<usize> {
    let mut by_row: HashMap<(&RowId, &str, Span), Vec<usize>> = HashMap::default();
    for (at, item) in items.iter().enumerate() {
        if let Some(row) = item.row {
            let place: &str = &item.voice.statement.place;
            by_row.entry((row, place, item.span)).or_default().push(at);
        }
    }
    let mut told = HashSet::default();
    let scope = |at: usize| items[at].voice.statement.scope.as_deref();
    let is_part = |at: usize, whole: usize| {
        nesting(scope(at), scope(whole)) == Nesting::Within
            && items[at].amount.low <= items[whole].amount.high
    };
    for of_row in by_row.values().filter(|of_row| of_row.len() > 1) {
        let parts = of_row.iter().filter(|at| of_row.iter().any(|whole| is_part(**at, *whole)));
        told.extend(parts);
    }
    told
}
