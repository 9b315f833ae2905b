//! Flags of voices: each is set if at least one voice of an extent has the property.

use super::meeting::{is_denied, looks_ahead};
use super::relate::says_some;
use super::scopes::is_denying;
use super::voice::{Time, Voice};

pub(super) const NONE: u16 = 1;
pub(super) const SOME: u16 = 1 << 1;
pub(super) const AHEAD: u16 = 1 << 2;
pub(super) const NOT_AHEAD: u16 = 1 << 3;
pub(super) const DENIED: u16 = 1 << 4;
pub(super) const CLAIMED: u16 = 1 << 5;
/// Its scope is the remainder of another one: "not unloaded".
pub(super) const REST: u16 = 1 << 6;
/// Its time is not a period of exact days.
pub(super) const NO_PERIOD: u16 = 1 << 7;
pub(super) const NO_FIGURE: u16 = 1 << 8;
/// The day of its report is not known.
pub(super) const NO_REPORT: u16 = 1 << 9;
pub(super) const NOT_NONE: u16 = 1 << 10;
/// It is not true on every day of its time.
pub(super) const NOT_EACH: u16 = 1 << 11;
/// It is a total over a period.
pub(super) const TOTAL: u16 = 1 << 12;
/// It is a state that holds in some hours of a day.
pub(super) const HOURS: u16 = 1 << 13;

/// The marks of a voice.
pub(super) fn marks(voice: &Voice<'_>) -> u16 {
    let is_period = match voice.time {
        Some(Time::Period { start, end }) => start.count() == 1 && end.count() == 1,
        Some(Time::OneOf(days)) => days.count() == 1,
        _ => false,
    };
    let scope = voice.statement.scope.as_deref();
    let pairs = [
        (voice.is_none(), NONE),
        (!voice.is_none(), NOT_NONE),
        (!matches!(voice.time, Some(Time::Each { .. })), NOT_EACH),
        (matches!(voice.time, Some(Time::Period { .. })), TOTAL),
        (says_some(voice), SOME),
        (looks_ahead(voice), AHEAD),
        (!looks_ahead(voice), NOT_AHEAD),
        (is_denied(voice), DENIED),
        (!is_denied(voice), CLAIMED),
        (scope.is_some_and(is_denying), REST),
        (!is_period, NO_PERIOD),
        (voice.allowed.is_none(), NO_FIGURE),
        (voice.hours().is_some(), HOURS),
        (voice.statement.published.is_none(), NO_REPORT),
    ];
    pairs.iter().filter(|(is, _)| *is).fold(0, |all, (_, mark)| all | mark)
}
