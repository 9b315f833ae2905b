//! Words for figures: a step with its time, and the place of a fact.

use crate::domain::assessment::Disposition;
use crate::domain::compare::Statement;
use crate::domain::selection::Selection;
use crate::view::wording;

/// The name of the fact's place; `None` where it is the timeline's own place.
pub(super) fn other_place<'a>(
    selection: &'a Selection,
    statement: &'a Statement,
    place: &str,
) -> Option<&'a str> {
    let key = &*statement.place;
    (key != place).then(|| wording::place(selection, key))
}

/// ` (disputed)` for a fact that is used although it is disputed; else nothing.
pub(in super::super) fn doubt(statement: &Statement) -> &'static str {
    if statement.doubt == Some(Disposition::Disputed) { " (disputed)" } else { "" }
}

/// A step with its time. Dates leave out the year if it is `year`.
pub(super) fn dated(step: &str, statement: &Statement, year: Option<i32>) -> String {
    let dated = match wording::when_stated(statement, year) {
        Some(when) if step.is_empty() => when,
        Some(when) => format!("{step} {when}"),
        None if step.is_empty() => "reported".to_owned(),
        None => step.to_owned(),
    };
    dated + doubt(statement)
}
