//! The words of a sum.

use super::NotAdded;
use crate::domain::compare::voice::Days;
use crate::domain::group_counts::Dimension;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::sum::{Amount, LeftOut, LeftOuts, Line, Stated, Tally};
use crate::domain::when::{Day, Qualifier};
use crate::text::counts::counted;
use crate::view::wording;
use chrono::Datelike;

/// The lower bound, the figure and the upper bound as numbers. A lower bound that comes only from upper bounds is not
/// shown.
pub(in crate::view) fn figures(amount: &Amount) -> [Option<Number>; 3] {
    let high = Some(amount.high).filter(|high| high.is_finite());
    let low = Some(amount.low).filter(|_| amount.has_low || high.is_none());
    [low, amount.best, high].map(|figure| figure.and_then(number))
}

/// A sum without the rounding errors of added decimals.
pub(super) fn number(figure: f64) -> Option<Number> {
    const PLACES: f64 = 1e6;
    let rounded = if figure.abs() < 1e9 { (figure * PLACES).round() / PLACES } else { figure };
    Number::new(rounded + 0.0)
}

/// A sum in words: `83-84 trucks`, `at least 66 trucks`.
pub(in crate::view) fn amount(amount: &Amount, unit: &str) -> String {
    let about = if amount.is_about && amount.best.is_some() { "about " } else { "" };
    format!("{about}{}", wording::quantity(&figure(amount, unit)))
}

/// A sum as a quantity.
pub(in crate::view) fn figure(amount: &Amount, unit: &str) -> Quantity {
    let [low, best, high] = figures(amount);
    let one = best.is_some() && low == best && high == best;
    Quantity {
        low: low.filter(|_| !one),
        best,
        high: high.filter(|_| !one),
        // With bounds on both sides, "about" adds nothing.
        approximate: amount.is_about && best.is_none() && (low.is_none() || high.is_none()),
        unit: unit.to_owned(),
        ..Quantity::default()
    }
}

/// A sum with the number of its events: `5,098 people (5,076-5,164) in 678 events`; if the indicator measures nothing,
/// only the number. If there is only a stated total, `500 people in all`.
pub(in crate::view) fn in_events(tally: &Tally, unit: &str) -> String {
    let amount = amount(&tally.amount, unit);
    let events = counted(tally.events, "event", "events");
    match tally.events {
        0 => amount,
        _ if amount == events => amount,
        _ if tally.is_one_total() => format!("{amount} in all"),
        _ => format!("{amount} in {events}"),
    }
}

/// The notes about a sum.
pub(in crate::view) fn about(line: &Line) -> String {
    let left = line.left_out.count();
    let left = (left > 0).then(|| format!("{left} left out"));
    let sum = Some(about_sum(line)).filter(|words| !words.is_empty());
    sum.into_iter().chain(left).collect::<Vec<_>>().join("; ")
}

/// The same notes, without those about what could not be added.
pub(in crate::view) fn about_sum(line: &Line) -> String {
    let mut said = Vec::new();
    if let Some(tally) = &line.tally {
        said.extend(tally.stated.as_ref().and_then(|one| stated(one, tally.events)));
        said.extend(doubts(tally));
    }
    if line.differences > 0 {
        said.push("what running totals add to earlier ones".to_owned());
    }
    said.join("; ")
}

/// A total and its parts: `of which 22 by day`. If the sum has other figures besides totals, the totals are named: `of
/// which a total of 55, 48-50 by day`. `None` if the total or the parts only say that there was none.
fn stated(stated: &Stated, events: usize) -> Option<String> {
    let total = amount(&stated.total, "");
    if stated.covered == stated.totals {
        return Some(match stated.difference().and_then(number) {
            Some(Number::ZERO) => format!("the stated total is {total}, too"),
            Some(more) if more > Number::ZERO => {
                format!("the stated total is {total}, {} more", wording::number(more))
            }
            _ => format!("the stated total is {total}"),
        });
    }
    if stated.total.high == 0.0 || stated.parts.high == 0.0 {
        return None;
    }
    let parts = amount(&stated.parts, "");
    let how = if stated.is_by_day {
        "by day".to_owned()
    } else {
        format!("in {}", counted(stated.events.max(1), "part", "parts"))
    };
    let is_all = stated.totals == events || stated.total.best.is_none();
    Some(match stated.totals {
        _ if is_all => format!("of which {parts} {how}"),
        1 => format!("of which a total of {total}, {parts} {how}"),
        _ => format!("of which totals of {total}, {parts} {how}"),
    })
}

fn doubts(tally: &Tally) -> impl Iterator<Item = String> + use<> {
    let some = |count: usize, words: String| (count > 0).then_some(words);
    [
        some(tally.denied, "reports contradict each other: none against some".to_owned()),
        some(tally.exceeded - tally.denied, "parts are more than their total".to_owned()),
        some(
            tally.maybe_same,
            counted(tally.maybe_same, "event may be a duplicate", "events may be duplicates"),
        ),
        some(
            tally.contested,
            format!("reports differ on {}", counted(tally.contested, "figure", "figures")),
        ),
        some(tally.overlaps, "some may be a part of others".to_owned()),
    ]
    .into_iter()
    .flatten()
}

/// The facts that were left out of all lines, by reason.
pub(super) fn left_out(all: &LeftOuts) -> Option<String> {
    let told: Vec<String> = all
        .0
        .iter()
        .map(|(why, count)| {
            let why = match why {
                LeftOut::Undated => "without a date",
                LeftOut::OpenPeriod => "over a period without a known start or end",
                LeftOut::Edge => "over a period partly outside the time asked for",
                LeftOut::Share => "of a share, a part of a whole, or a rate",
            };
            format!("{} {why}", counted(*count, "fact", "facts"))
        })
        .collect();
    (!told.is_empty()).then(|| format!("left out: {}", told.join(", ")))
}

/// Why indicators were not added, with their names.
pub(super) fn not_added(why: NotAdded, names: &[&str], facts: usize) -> String {
    let (one, several) = match why {
        NotAdded::Stock => ("is valid as of a day", "are valid as of a day"),
        NotAdded::State => ("is of a state, which lasts", "are of states, which last"),
        NotAdded::Day => ("measures a day", "measure a day"),
    };
    let facts = counted(facts, &format!("fact that {one}"), &format!("facts that {several}"));
    format!("not added: {facts} ({})", names.join(", "))
}

/// The days of a line in words; `None` if they are not known. The year is left out if it is `year`.
pub(in crate::view) fn days(line: &Line, year: Option<i32>) -> Option<String> {
    line.period.map(|days| wording::hedged_span((days.first, days.last), line.hedged, year))
}

/// The days of a line as EDTF: `2018-03` or `2018-02/2018-03` by month, else days: `2018-03-12~`.
pub(super) fn edtf(days: Days, by: Option<Dimension>, hedged: [Option<Qualifier>; 2]) -> String {
    let one = |day: Day, hedge: Option<Qualifier>| match by {
        Some(Dimension::Year) => format!("{:04}", day.year()),
        Some(Dimension::Month) => format!("{:04}-{:02}", day.year(), day.month()),
        _ => format!("{day}{}", hedge.map(|hedge| hedge.to_string()).unwrap_or_default()),
    };
    let (first, last) = (one(days.first, hedged[0]), one(days.last, hedged[1]));
    if first == last { first } else { format!("{first}/{last}") }
}
