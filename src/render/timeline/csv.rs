//! A timeline as CSV: one row for each entry.

use crate::domain::assessment::Disposition;
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::render::csv::CsvWriter;
use crate::view::grid::Cell;
use crate::view::timeline::{Entry, Source, Timeline};
use std::io::{self, Write};

/// The columns. Dates are YYYY-MM-DD, numbers have only digits, and a blank cell means unknown.
const HEADERS: [&str; 26] = [
    "start",
    "end",
    "when",
    "indicator",
    "place",
    "scope",
    "value",
    "low",
    "best",
    "high",
    "approximate",
    "unit",
    "status",
    "stance",
    "standing",
    "maybe",
    "claimants",
    "reports",
    "origins_min",
    "origins_max",
    "origins",
    "sources",
    "source_urls",
    "fact_ids",
    "disposition",
    "contradicts",
];

/// Writes a row for each entry.
pub(super) fn write(timeline: &Timeline<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = CsvWriter::new(out, HEADERS.into_iter())?;
    for group in timeline.groups() {
        let mut rows = group.entries().map(|entry| row(&entry, &timeline.sources));
        rows.try_for_each(|row| csv.row(row.iter()))?;
    }
    csv.finish()
}

/// Ids in one cell.
fn ids(facts: &[Uid]) -> Cell {
    Cell::text(facts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "))
}

fn row(entry: &Entry, sources: &[Source]) -> [Cell; HEADERS.len()] {
    let quantity = entry.quantity.as_deref();
    let figure = |pick: fn(&Quantity) -> Option<Number>| Cell::number(quantity.and_then(pick));
    let flag = |flag: bool| Cell::Count(usize::from(flag));
    let joined = |words: &[String]| Cell::text(words.join(" | "));
    let of = |pick: fn(&Source) -> &str| {
        let named = entry.sources.iter().filter_map(|number| sources.get(number.checked_sub(1)?));
        let texts: Vec<&str> = named.map(pick).filter(|text| !text.is_empty()).collect();
        Cell::text(texts.join(" | "))
    };
    [
        Cell::day(entry.bounds.and_then(|bounds| bounds.start_earliest)),
        Cell::day(entry.bounds.and_then(|bounds| bounds.end_latest)),
        Cell::text(&entry.when),
        Cell::text(&*entry.indicator),
        Cell::text(&*entry.place),
        Cell::said(entry.scope.as_ref()),
        Cell::text(&entry.value),
        figure(|quantity| quantity.low),
        figure(|quantity| quantity.best),
        figure(|quantity| quantity.high),
        quantity.map_or(Cell::Empty, |quantity| flag(quantity.approximate)),
        Cell::said(quantity.map(|quantity| &quantity.unit)),
        Cell::said(entry.status),
        Cell::text(entry.stance.as_str()),
        Cell::text(&entry.standing),
        flag(entry.maybe),
        joined(&entry.claimants.iter().map(|one| one.name.clone()).collect::<Vec<_>>()),
        Cell::Count(entry.sources.len()),
        Cell::Count(entry.origins.least),
        Cell::Count(entry.origins.most),
        joined(&entry.origins.named),
        of(|source| &source.report),
        of(|source| source.url.as_deref().unwrap_or_default()),
        ids(&entry.facts),
        Cell::said(entry.doubt.map(Disposition::as_str)),
        ids(&entry.contradicts),
    ]
}
