//! A timeline as CSV: one row for each entry.

use crate::domain::number::Number;
use crate::domain::when::Day;
use crate::text::safe;
use crate::view::timeline::{Entry, Source, Timeline};
use std::io::{self, Write};

/// The columns, in order. Dates are YYYY-MM-DD, numbers digits only; blank is unknown.
const HEADERS: [&str; 24] = [
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
];

/// Writes it.
pub(super) fn write(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = ::csv::Writer::from_writer(out);
    csv.write_record(HEADERS)?;
    for entry in timeline.groups.iter().flat_map(|group| &group.entries) {
        let row = row(entry, &timeline.sources);
        csv.write_record(row.iter().map(|cell| safe::cell(cell).into_owned()))?;
    }
    csv.flush()
}

fn row(entry: &Entry, sources: &[Source]) -> [String; HEADERS.len()] {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let quantity = entry.quantity.as_ref();
    let figure =
        |number: Option<Number>| number.map(|number| number.to_string()).unwrap_or_default();
    let of = |pick: fn(&Source) -> &str| {
        let named = entry.sources.iter().filter_map(|number| sources.get(number.checked_sub(1)?));
        named.map(pick).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ")
    };
    [
        day(entry.bounds.and_then(|bounds| bounds.start_earliest)),
        day(entry.bounds.and_then(|bounds| bounds.end_latest)),
        entry.when.clone(),
        entry.indicator.clone(),
        entry.place.clone(),
        entry.scope.clone().unwrap_or_default(),
        entry.value.clone(),
        figure(quantity.and_then(|quantity| quantity.low)),
        figure(quantity.and_then(|quantity| quantity.best)),
        figure(quantity.and_then(|quantity| quantity.high)),
        quantity.map(|q| u8::from(q.approximate).to_string()).unwrap_or_default(),
        quantity.map(|quantity| quantity.unit.clone()).unwrap_or_default(),
        entry.status.map(|status| status.to_string()).unwrap_or_default(),
        entry.stance.to_string(),
        entry.standing.clone(),
        u8::from(entry.maybe).to_string(),
        entry.claimants.join(" | "),
        entry.sources.len().to_string(),
        entry.origins.least.to_string(),
        entry.origins.most.to_string(),
        entry.origins.named.join(" | "),
        of(|source| &source.report),
        of(|source| source.url.as_deref().unwrap_or_default()),
        entry.facts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "),
    ]
}
