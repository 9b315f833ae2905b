//! Finds arguments of `factline add` that are not in the order indicator, place, value.

use super::error::Failure;
use super::hints::quoted;
use crate::domain::names::NameError;
use crate::language::quantities;
use crate::store::{LookupError, Store};

/// Fails if the words name an indicator and a place in another order, with a hint that shows the right one.
/// `has_options` is true if options are also given. Other mistakes are reported elsewhere.
pub(super) fn check(
    store: &Store,
    indicator: &str,
    place: &str,
    value: Option<&str>,
    has_options: bool,
) -> Result<(), Failure> {
    let is_new = |found: Result<(), LookupError>| {
        matches!(found, Err(LookupError::Name(NameError::Unknown { .. })))
    };
    let is_indicator = |words: &str| store.find_indicator(words).is_ok();
    let is_place = |words: &str| {
        store.find_place(words).is_ok()
            || matches!(
                store.find_place(words),
                Err(LookupError::Name(NameError::Ambiguous { .. }))
            )
    };
    let is_figure = |words: &str| words.is_empty() || quantities::read(words).is_ok();
    let value = value.unwrap_or_default();
    let is_in_order = !is_new(store.find_indicator(indicator).map(drop))
        && (!is_new(store.find_place(place).map(drop)) || is_figure(value));
    if is_in_order {
        return Ok(());
    }
    let orders = [
        [place, indicator, value],
        [indicator, value, place],
        [place, value, indicator],
        [value, indicator, place],
        [value, place, indicator],
    ];
    let is_right = |[first, second, third]: &[&str; 3]| {
        is_indicator(first) && is_place(second) && is_figure(third)
    };
    let Some(right) = orders.into_iter().find(is_right) else { return Ok(()) };
    let words: Vec<String> =
        right.into_iter().filter(|word| !word.is_empty()).map(quoted).collect();
    let options = if has_options { ", and the options as given" } else { "" };
    Err(Failure::new("the order of the arguments of `add` is INDICATOR PLACE VALUE")
        .hint(format!("factline add {}{options}", words.join(" "))))
}
