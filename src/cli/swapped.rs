//! Finds arguments of `factline add` in another order than the indicator, the place and the value.

use super::error::Failure;
use super::hints::quoted;
use crate::domain::names::NameError;
use crate::store::{LookupError, Store};

/// Fails where the words name an indicator and a place in another order, with a hint at the right one.
/// `has_options` says whether options are given, too. What is wrong otherwise is for others to tell.
pub(super) fn check(
    store: &Store,
    indicator: &str,
    place: &str,
    value: Option<&str>,
    has_options: bool,
) -> Result<(), Failure> {
    let names_none = |found: Result<(), LookupError>| {
        matches!(found, Err(LookupError::Name(NameError::Unknown { .. })))
    };
    let is_indicator = |words: &str| store.find_indicator(words).is_ok();
    let is_place = |words: &str| {
        !matches!(
            store.find_place(words),
            Err(LookupError::Name(NameError::Unknown { .. }) | LookupError::Store(_))
        )
    };
    if !names_none(store.find_indicator(indicator).map(drop))
        && !names_none(store.find_place(place).map(drop))
    {
        return Ok(());
    }
    let value = value.unwrap_or_default();
    let orders = [
        [place, indicator, value],
        [indicator, value, place],
        [place, value, indicator],
        [value, indicator, place],
        [value, place, indicator],
    ];
    let is_right = |[first, second, _]: &[&str; 3]| is_indicator(first) && is_place(second);
    let Some(right) = orders.into_iter().find(is_right) else { return Ok(()) };
    let words: Vec<String> =
        right.into_iter().filter(|word| !word.is_empty()).map(quoted).collect();
    let options = if has_options { ", and the options as given" } else { "" };
    Err(Failure::new("the arguments of `add` stand in another order: INDICATOR PLACE VALUE")
        .hint(format!("factline add {}{options}", words.join(" "))))
}
