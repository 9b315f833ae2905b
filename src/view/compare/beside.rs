//! The figures shown beside the current one: a total over more days, and figures for other scopes, with their
//! days if these differ.

use crate::domain::compare::Statement;
use crate::domain::indicator::Nature;
use crate::domain::number::Number;
use crate::domain::when::Day;
use crate::view::wording;

/// A total that a later figure must not hide, for figures that add up: the longest total, if it is over more days than
/// the newest figure; otherwise the greatest total that is more than it, for days that began earlier and continue until
/// it begins or longer. If there are several, the newest.
pub(in crate::view) fn total_beside<'a>(
    newest: &Statement,
    totals: impl Iterator<Item = &'a Statement> + Clone,
) -> Option<&'a Statement> {
    let longest = totals.clone().max_by_key(|one| (length(one), one.published, one.uid));
    longest.filter(|total| length(total) > length(newest)).or_else(|| {
        let before = totals.filter(|one| is_next_to(one, newest) && most(one) > most(newest));
        before.max_by_key(|one| (most(one), one.published, one.uid))
    })
}

/// Whether a statement adds up a period.
pub(in crate::view) fn is_total(one: &Statement) -> bool {
    let is_some = || one.quantity.as_ref().is_some_and(|figure| !figure.is_zero());
    let is_over_all = || {
        one.stated_bounds().is_some_and(|days| {
            (days.start_earliest, days.start_latest) != (days.end_earliest, days.end_latest)
        })
    };
    matches!(one.nature, Nature::Flow | Nature::Event) && is_some() && is_over_all()
}

/// Whether a period began before that of another one, and overlaps or adjoins it.
fn is_next_to(one: &Statement, newest: &Statement) -> bool {
    let days = days(one).zip(days(newest));
    days.is_some_and(|((first, last), (from, _))| {
        first < from && last.succ_opt().is_none_or(|next| next >= from)
    })
}

/// The figure of a statement, or else its bound.
fn most(one: &Statement) -> Option<Number> {
    let figure = one.quantity.as_deref()?;
    figure.best.or(figure.low).or(figure.high)
}

/// The number of days of a statement; `None` if its first or its last day is unknown.
fn length(one: &Statement) -> Option<i64> {
    one.last().zip(one.first()).map(|(last, first)| (last - first).num_days())
}

/// The time of a figure beside others; `None` if it has the same days, and needs no words. Dates leave out the year if
/// it is `year`.
pub(in crate::view) fn when_beside(
    one: &Statement,
    others: &[&Statement],
    year: Option<i32>,
) -> Option<String> {
    let own = days(one);
    let of_others = || others.iter().filter_map(|other| days(other));
    let first = of_others().map(|(first, _)| first).min();
    let last = of_others().map(|(_, last)| last).max();
    // Figures of a stock are combined even if their days differ.
    let is_between = one.nature == Nature::Stock
        && own.is_some_and(|(from, to)| Some(from) >= first && Some(to) <= last);
    if is_between || of_others().any(|other| Some(other) == own) {
        return None;
    }
    let reported = || one.published.map(|day| wording::day(day, year));
    wording::when_stated(one, year).or_else(reported)
}

/// The first and the last day of a statement; those of its report if it is undated.
fn days(one: &Statement) -> Option<(Day, Day)> {
    let first = one.first().or(one.last()).or(one.published)?;
    Some((first, one.last().unwrap_or(first)))
}
