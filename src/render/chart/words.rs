//! Words of charts that the terminal and pages have in common.

use crate::domain::number::Number;
use crate::domain::quantity::PERCENT;
use crate::text::counts::counted;
use crate::view::chart::{Bar, Chart, Figure};
use crate::view::wording;

/// At most this many contradictions are listed below a chart.
pub(super) const MOST_CONTRADICTIONS: usize = 4;
/// At most this many periods across days, months or years are listed below a chart.
const MOST_ACROSS: usize = 6;
/// Numbers of at least this size are written with an exponent.
const LONGEST_NUMBER: f64 = 1e15;

/// `4 figures from 3 reports`, or `sums by month of 678 events from 647 reports`.
pub(super) fn counts(chart: &Chart) -> String {
    if let Some(sums) = &chart.sums {
        let events = counted(sums.events, "event", "events");
        let events = if sums.events > 0 { format!(" of {events}") } else { String::new() };
        let reports = counted(chart.reports, "report", "reports");
        return format!("sums by {}{events} from {reports}", sums.by.as_str());
    }
    let figures = counted(chart.figures.len(), "figure", "figures");
    format!("{figures} from {}", counted(chart.reports, "report", "reports"))
}

/// The figures that are not drawn, and why; `None` if all are drawn.
pub(super) fn besides(chart: &Chart) -> Option<String> {
    let more = chart.contradictions.len().saturating_sub(MOST_CONTRADICTIONS);
    let figures = |number| counted(number, "figure", "figures");
    let parts = [
        (more > 0).then(|| counted(more, "more contradiction", "more contradictions")),
        (!chart.in_words.is_empty()).then(|| format!("in words: {}", chart.in_words.join(", "))),
        (chart.undated > 0).then(|| figures(chart.undated) + " without a day"),
        (chart.outside > 0).then(|| figures(chart.outside) + " outside these days"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let not_drawn = (!parts.is_empty()).then(|| format!("Not drawn: {}.", parts.join("; ")));
    let said: Vec<String> =
        across(chart).into_iter().chain(about(chart)).chain(not_drawn).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// The sums of periods that do not lie within one day, month or year.
fn across(chart: &Chart) -> Option<String> {
    let sums = chart.sums.as_ref()?;
    let across: Vec<&Bar> = sums.bars.iter().filter(|bar| bar.is_across).collect();
    if across.is_empty() {
        return None;
    }
    let told = across.iter().take(MOST_ACROSS).map(|bar| format!("{}: {}", bar.when, bar.short));
    let mut told: Vec<String> = told.collect();
    let more = across.len() - told.len();
    told.extend((more > 0).then(|| format!("{more} more")));
    Some(format!("In several {}s, and not in a column: {}.", sums.by.as_str(), told.join("; ")))
}

/// What a reader must know about the total sum.
fn about(chart: &Chart) -> Option<String> {
    let about = chart.sums.as_ref().map(|sums| sums.about.as_str());
    about.filter(|about| !about.is_empty()).map(|about| format!("In all: {about}."))
}

/// The words for a sum: `88 people in 28 events, Jan 2016`; and whether somebody contradicts it.
pub(super) fn sum_words(bar: &Bar) -> String {
    let against = if bar.differs { ", contradicted" } else { "" };
    format!("{}, {}{against}", bar.words, bar.when)
}

/// The numbers of the scale, from zero up.
pub(super) fn numbers(chart: &Chart) -> Vec<String> {
    let ticks = chart.ticks;
    (0..=ticks.count).map(|at| number(ticks.step * f64::from(at), &chart.unit)).collect()
}

fn number(number: f64, unit: &str) -> String {
    let text = match Number::new(number) {
        Some(number) if number.get() < LONGEST_NUMBER => wording::number(number),
        _ => format!("{number:e}"),
    };
    if unit == PERCENT { format!("{text}%") } else { text }
}

/// A figure in short form, for a list of several figures: `5 people, 24 Oct 2016: SOHR,
/// contradicted`.
pub(super) fn short_words(figure: &Figure) -> String {
    let Figure { words, when, who, against, .. } = figure;
    let against = if against.is_empty() { "" } else { ", contradicted" };
    format!("{words}, {when}: {who}{against}")
}

/// The words of a series with one figure: `People evacuated · Aleppo: none, 20-22 Oct 2016 (SOHR)`.
pub(super) fn single(chart: &Chart) -> String {
    let Some(figure) = chart.figures.first() else { return chart.title.clone() };
    let Figure { words, when, who, against, .. } = figure;
    let against = if against.is_empty() { String::new() } else { format!(" ≠ {against}") };
    format!("{}: {words}, {when} ({who}){against}", chart.title)
}

/// Everything that a figure says: `up to 300,000 people, 24 Oct 2016: unattributed`.
pub(super) fn figure_words(figure: &Figure) -> String {
    let Figure { words, when, who, against, .. } = figure;
    let against = if against.is_empty() { String::new() } else { format!(" ≠ {against}") };
    format!("{words}, {when}: {who}{against}")
}
