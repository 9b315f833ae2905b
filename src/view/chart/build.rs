//! Makes charts of collected facts.

use super::contradicted::Contradicted;
use super::figure::Figure;
use super::one::Chart;
use super::series::Series;
use super::sums;
use super::ticks::Ticks;
use crate::domain::assessment::Disposition;
use crate::domain::compare::grouping::comparisons;
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::selection::Selection;
use crate::view::collected::Collected;
use crate::view::sum::Adder;
use crate::view::timeline::{Range, choose, touches, widened};
use crate::view::wording;
use foldhash::HashSet;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Charts of series, those with most figures first.
#[derive(Clone, Debug, Default)]
pub struct Charts {
    /// The series with several figures in the days shown.
    pub several: Vec<Chart>,
    /// The series with one figure.
    pub single: Vec<Chart>,
    /// The number of further series.
    pub left_out: usize,
}

/// What a brief was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Which days are shown.
    pub range: Range,
    /// The greatest number of series with several figures, and of series with one.
    pub most: usize,
    /// Indicators and places whose series come first, in this order.
    pub first: &'a [(String, String)],
    /// If many events at this place are added up, those at places inside it are included.
    pub around: Option<&'a str>,
}

impl Charts {
    /// The charts of collected facts. All facts of one indicator must be collected together.
    #[must_use]
    pub fn of(facts: &Collected, rows: &Selection, asked: Asked<'_>) -> Self {
        let adder = Adder::of(facts, rows).within(asked.range.asked());
        let mut all = Series::all(facts, rows, (adder, asked.around));
        let is_first = |series: &Series<'_>, (indicator, place): &(String, String)| {
            series.indicator == indicator && series.place == place
        };
        all.sort_by_cached_key(|series| {
            let place = asked.first.iter().position(|one| is_first(series, one));
            place.unwrap_or(asked.first.len())
        });
        let mut charts = Self::default();
        let mut known: BTreeMap<(&str, &str), Contradicted> = BTreeMap::new();
        for series in &all {
            if charts.is_full(asked.most, series.statements.len()) {
                charts.left_out += 1;
                continue;
            }
            if series.is_many {
                let contradicted = contradictions(facts, rows, series);
                if let Some(chart) = sums::chart(series, rows, adder, &contradicted) {
                    charts.push(chart, asked.most);
                }
                continue;
            }
            let contradicted = known
                .entry((series.indicator, series.place))
                .or_insert_with(|| contradictions(facts, rows, series));
            if let Some(chart) = Chart::of(series, rows, contradicted, asked.range) {
                charts.push(chart, asked.most);
            }
        }
        charts.single.sort_by(|a, b| a.title.cmp(&b.title));
        charts
    }

    /// Adds charts of other indicators, and keeps at most `most` with several figures, and at most `most` with one.
    pub fn join(&mut self, others: Self, most: usize) {
        self.several.extend(others.several);
        self.single.extend(others.single);
        self.sort();
        self.left_out += others.left_out + self.several.len().saturating_sub(most);
        self.left_out += self.single.len().saturating_sub(most);
        self.several.truncate(most);
        self.single.truncate(most);
    }

    /// Whether another series with this number of statements would be left out.
    fn is_full(&self, most: usize, statements: usize) -> bool {
        let kept = if statements > 1 { &self.several } else { &self.single };
        kept.len() >= most
    }

    fn push(&mut self, chart: Chart, most: usize) {
        let is_several = chart.sums.is_some() || chart.figures.len() > 1;
        let kept = if is_several { &mut self.several } else { &mut self.single };
        if kept.len() < most {
            kept.push(chart);
        } else {
            self.left_out += 1;
        }
    }

    fn sort(&mut self) {
        self.several.sort_by_key(|chart| Reverse(chart.drawn()));
        self.single.sort_by(|a, b| a.title.cmp(&b.title));
    }
}

/// The contradictions between the facts of an indicator at the places of a series, and those about enclosing places
/// that apply there.
fn contradictions(facts: &Collected, rows: &Selection, series: &Series<'_>) -> Contradicted {
    let of_indicator = |one: &&Statement| *one.indicator == *series.indicator;
    let mut places: HashSet<&str> = series.statements.iter().map(|one| &*one.place).collect();
    places.insert(series.place);
    let paths = places.iter().flat_map(|place| rows.path(place));
    let around: HashSet<&str> = paths.map(|place| place.key.as_str()).collect();
    let of_place = |one: &&Statement| places.contains(&*one.place);
    let all = || facts.statements.iter().filter(of_indicator);
    let own: Vec<&Statement> = all().filter(of_place).collect();
    let inside = all().filter(|one| !of_place(one) && around.contains(&*one.place));
    let wider: Vec<&Statement> = inside.chain(facts.wider.iter().filter(of_indicator)).collect();
    let indicator = rows.indicators.get(series.indicator);
    let groups = comparisons(&own, &wider, indicator, rows, &facts.republished);
    Contradicted::of(&groups, series.place, rows)
}

impl Chart {
    /// The chart of a series; `None` if no figure lies in the days shown.
    fn of(
        series: &Series<'_>,
        rows: &Selection,
        contradicted: &Contradicted,
        range: Range,
    ) -> Option<Self> {
        let is_used = |one: &&&Statement| one.doubt != Some(Disposition::Rejected);
        let used: Vec<&Statement> = series.statements.iter().filter(is_used).copied().collect();
        let is_dated = |one: &&Statement| one.when.is_some();
        let (mut dated, mut undated, mut in_words) = (Vec::new(), 0, Vec::new());
        for &one in &used {
            let Some(quantity) = one.quantity.as_deref() else { continue };
            if quantity.has_no_figure() {
                let words = wording::quantity(quantity);
                if !in_words.contains(&words) {
                    in_words.push(words);
                }
            } else if is_dated(&one) {
                dated.push(one);
            } else {
                undated += 1;
            }
        }
        let is_none = |one: &&Statement| one.kind() == StatementKind::Absent;
        let has_none = dated.iter().any(is_none);
        let clashes = |one: &&Statement| !is_none(one) && !contradicted.against(one.uid).is_empty();
        // The current figure is the newest, and must be visible.
        let stands = dated.iter().copied().filter(|one| one.tells_what_happened());
        let stands = stands.max_by_key(|one| (one.last(), one.published, one.uid));
        let held = dated.iter().copied().filter(|one| has_none && clashes(one)).chain(stands);
        let window = widened(choose(&dated, held, range)?, range);
        let figure =
            |one: &&Statement| Figure::of(one, series.rules, rows, contradicted.against(one.uid));
        let mut figures: Vec<Figure> = dated.iter().filter_map(figure).collect();
        let all = figures.len();
        figures.retain(|figure| touches(&figure.mark, window));
        let outside = all - figures.len();
        figures.sort_by_cached_key(Figure::order);
        let greatest = figures.iter().map(Figure::greatest).fold(0.0, f64::max);
        let whole = figures.iter().all(|one| one.greatest().fract() == 0.0);
        let reports = figures.iter().map(|one| &*one.report).collect::<HashSet<&str>>().len();
        (!figures.is_empty()).then(|| Self {
            indicator: series.indicator.to_owned(),
            place: series.place.to_owned(),
            scope: series.scope.map(str::to_owned),
            apart: series.unit.map(str::to_owned),
            title: series.title(rows),
            unit: series.unit(rows),
            window,
            ticks: Ticks::up_to(greatest, whole),
            reports,
            contradictions: contradicted.among(figures.iter().map(|figure| figure.fact)),
            figures,
            undated,
            outside,
            in_words,
            sums: None,
        })
    }
}
