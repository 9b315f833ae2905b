//! The charts of many events.

use super::bars::{Bar, Sums};
use super::contradicted::Contradicted;
use super::one::Chart;
use super::series::Series;
use super::ticks::Ticks;
use crate::domain::compare::Statement;
use crate::domain::group_counts::Dimension;
use crate::domain::selection::Selection;
use crate::domain::sum::{LeftOut, Line};
use crate::view::sum::{Adder, about_sum, unit};
use crate::view::timeline::Span;

/// If there are at most this many days, each day has a sum; if there are more, each month has one.
const MOST_DAYS: i64 = 62;
/// If there are more days than this, each year has a sum.
const MOST_DAYS_OF_MONTHS: i64 = 3_660;

/// A sum for a period across several columns is always drawn if it is more than this many times all of them.
const MORE_THAN_COLUMNS: f64 = 1.5;

/// The chart of many events; `None` if none lies in the days shown.
pub(super) fn chart(
    series: &Series<'_>,
    rows: &Selection,
    adder: Adder<'_>,
    contradicted: &Contradicted,
) -> Option<Chart> {
    let of = &series.statements;
    let of_unit = |line: &Line| line.unit.as_deref() == series.unit;
    let whole = adder.whole(of).into_iter().find(of_unit)?;
    let (tally, days) = whole.tally.zip(whole.period)?;
    let by = match days.count() {
        few if few <= MOST_DAYS => Dimension::Day,
        several if several <= MOST_DAYS_OF_MONTHS => Dimension::Month,
        _ => Dimension::Year,
    };
    let row = rows.indicators.get(series.indicator);
    let unit = unit(&whole, row);
    let lines = adder.over_time(of, by).into_iter();
    let mut bars: Vec<Bar> =
        lines.filter(of_unit).filter_map(|line| Bar::of(&line, (by, unit))).collect();
    bars.sort_by_key(|bar| (bar.first, bar.last));
    mark_contradicted(&mut bars, series, contradicted);
    let window = Span {
        first: bars.iter().map(|bar| bar.first).min()?,
        last: bars.iter().map(|bar| bar.last).max()?,
    };
    let ticks = Ticks::up_to(top(&bars), bars.iter().all(|bar| bar.greatest().fract() == 0.0));
    for bar in &mut bars {
        bar.is_drawn = !bar.is_across || bar.greatest() <= ticks.top();
    }
    let left = |why: LeftOut| whole.left_out.0.get(&why).copied().unwrap_or(0);
    Some(Chart {
        indicator: series.indicator.to_owned(),
        place: series.place.to_owned(),
        scope: series.scope.map(str::to_owned),
        apart: series.unit.map(str::to_owned),
        title: series.title(rows),
        unit: unit.to_owned(),
        window,
        figures: Vec::new(),
        ticks,
        reports: whole.reports,
        undated: left(LeftOut::Undated) + left(LeftOut::OpenPeriod),
        outside: left(LeftOut::Edge),
        in_words: Vec::new(),
        contradictions: contradicted.among(of.iter().map(|one| one.uid)),
        sums: Some(Sums {
            by,
            bars,
            events: if tally.is_one_total() { 0 } else { tally.events },
            about: about_sum(&whole),
        }),
    })
}

/// Marks sums with figures that somebody contradicts: for each fact the first column, or else the first period, that
/// includes all its days.
fn mark_contradicted(bars: &mut [Bar], series: &Series<'_>, contradicted: &Contradicted) {
    let is_contradicted = |one: &&&Statement| !contradicted.against(one.uid).is_empty();
    for one in series.statements.iter().filter(is_contradicted) {
        let Some((first, last)) = one.first().zip(one.last()) else { continue };
        let holds = |bar: &&mut Bar| bar.first <= first && last <= bar.last;
        if let Some(bar) = bars.iter_mut().filter(holds).min_by_key(|bar| bar.is_across) {
            bar.differs = true;
        }
    }
}

/// The greatest figure that must be drawn. A total over the whole time would leave no room for its months, so it is
/// left out if its months are most of it. A figure that is greater than all columns together is drawn, since the
/// columns alone would hide it.
fn top(bars: &[Bar]) -> f64 {
    let columns = || bars.iter().filter(|bar| !bar.is_across).map(Bar::greatest);
    let all: f64 = columns().sum();
    let hidden = bars.iter().filter(|bar| bar.is_across).map(Bar::greatest);
    columns().chain(hidden.filter(|figure| *figure > MORE_THAN_COLUMNS * all)).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::when::Day;

    #[test]
    fn what_is_more_than_all_columns_is_drawn_and_what_they_are_most_of_is_not() {
        let bar = |figure: f64, is_across: bool| Bar {
            first: Day::default(),
            last: Day::default(),
            low: None,
            best: Some(figure),
            high: None,
            words: String::new(),
            short: String::new(),
            when: String::new(),
            is_hedged: false,
            is_across,
            is_drawn: true,
            differs: false,
        };
        let columns = [30.0, 10.0, 20.0].map(|figure| bar(figure, false));
        let with = |across: f64| top(&[&columns[..], &[bar(across, true)]].concat());
        assert!((with(80.0) - 30.0).abs() < 1e-9, "the columns are most of it");
        assert!((with(900.0) - 900.0).abs() < 1e-9, "the columns alone would hide it");
    }
}
