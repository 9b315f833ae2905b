//! Words for figures: the place of a fact, the mark of a dispute, and what they depend on.

use crate::domain::assessment::Disposition;
use crate::domain::compare::Statement;
use crate::domain::compare::happened::Happened;
use crate::domain::selection::Selection;
use crate::view::wording;

/// What the words of a figure depend on.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) rows: &'a Selection,
    /// What is known to have happened, and when.
    pub(super) happened: &'a Happened<'a>,
    /// The key of the timeline's place.
    pub(super) place: &'a str,
    /// The scope of the lane.
    pub(super) scope: Option<&'a str>,
    /// The year that is left out of dates.
    pub(super) year: Option<i32>,
}

/// The name of the fact's place; `None` if it is the timeline's own place.
pub(super) fn other_place<'a>(
    selection: &'a Selection,
    statement: &'a Statement,
    place: &str,
) -> Option<&'a str> {
    let key = &*statement.place;
    (key != place).then(|| wording::place(selection, key))
}

/// ` (disputed)` for a fact that is used although it is disputed; otherwise empty.
pub(in super::super) fn doubt(statement: &Statement) -> &'static str {
    if statement.doubt == Some(Disposition::Disputed) { " (disputed)" } else { "" }
}
