//! The rows that are measured: realistic facts with the columns of Factline's export, and the lists
//! that they refer to.
//!
//! Knows what rows look like, and the library that computes their ids and days. Must not know which
//! programs read them. Rows are streamed to the disk, so that the measuring program stays small.

mod dice;
mod drafts;
mod flat;
mod lists;
mod row;
mod words;

pub(crate) use flat::COLUMNS as FLAT_COLUMNS;
pub(crate) use words::RARE;

use csv::Writer;
use dice::{Dice, Zipf};
use factline::domain::fact::Draft;
use factline::domain::indicator::Indicator;
use factline::import::vocabulary;
use lists::{Lists, PLACES};
use row::Row;
use std::fs::File;
use std::io::{BufWriter, Result};
use std::path::Path;

/// The indicators that facts are about.
const INDICATORS: [&str; 12] = [
    "trapped",
    "killed",
    "injured",
    "displaced",
    "airstrike",
    "ceasefire",
    "corridors",
    "aid-delivery",
    "refugees",
    "returned",
    "evacuated",
    "shelling",
];
/// The number of facts in each report.
const FACTS_OF_REPORT: usize = 20;

/// The columns of Factline's export.
pub(crate) const COLUMNS: [&str; 45] = [
    "fact_id",
    "indicator",
    "indicator_label",
    "scope",
    "value_as_stated",
    "value_low",
    "value_best",
    "value_high",
    "value_approximate",
    "unit",
    "status",
    "stance",
    "when_as_stated",
    "when_edtf",
    "start_earliest",
    "start_latest",
    "end_earliest",
    "end_latest",
    "location_code",
    "admin1_code",
    "admin1_name",
    "admin2_code",
    "admin2_name",
    "place_key",
    "place_name",
    "place_kind",
    "latitude",
    "longitude",
    "claimant",
    "via",
    "origin",
    "thread",
    "publisher",
    "report_key",
    "report_title",
    "report_date",
    "report_url",
    "archive_url",
    "quote",
    "quote_check",
    "comment",
    "replaces",
    "retracted",
    "recorded_at",
    "recorded_by",
];

/// The keys for queries: a place with about 5,000 of a million facts, a small place, a report, and
/// a country.
pub(crate) struct Asked {
    pub(crate) city: String,
    pub(crate) small: String,
    pub(crate) report: String,
    pub(crate) country: String,
}

/// Writes actors.csv, places.csv, reports.csv, facts.csv and flat.csv into a folder.
pub(crate) fn write(folder: &Path, facts: usize) -> Result<Asked> {
    let mut dice = Dice::new(7);
    let lists = Lists::new(&mut dice, (facts / FACTS_OF_REPORT).max(1));
    write_actors(folder, &lists)?;
    write_places(folder, &lists)?;
    write_reports(folder, &lists)?;
    write_facts(folder, &lists, &mut dice, facts)?;
    let key = |rank: usize| lists.places[lists.ranks[rank]].key.clone();
    Ok(Asked {
        city: key(21),
        small: key(4_000),
        report: lists.reports[0].0.key.clone(),
        // Of a million facts, 239,000 are about this country.
        country: lists.places[0].key.clone(),
    })
}

fn file(folder: &Path, name: &str) -> Result<Writer<BufWriter<File>>> {
    Ok(Writer::from_writer(BufWriter::with_capacity(1 << 16, File::create(folder.join(name))?)))
}

fn write_actors(folder: &Path, lists: &Lists) -> Result<()> {
    let mut rows = file(folder, "actors.csv")?;
    rows.write_record(["key", "name", "kind", "parent", "aliases"])?;
    for actor in lists.claimants.iter().chain(&lists.publishers) {
        rows.write_record([&actor.key, &actor.name, actor.kind, "", ""])?;
    }
    rows.flush()
}

fn write_places(folder: &Path, lists: &Lists) -> Result<()> {
    let mut rows = file(folder, "places.csv")?;
    rows.write_record([
        "key",
        "name",
        "kind",
        "parent",
        "country",
        "pcode",
        "latitude",
        "longitude",
        "coordinate_precision",
        "aliases",
    ])?;
    for place in &lists.places {
        let (latitude, longitude) = (place.latitude.to_string(), place.longitude.to_string());
        let parent = place.parent.map_or("", |parent| &lists.places[parent].key);
        let pcode = place.pcode.as_deref().unwrap_or_default();
        rows.write_record([
            &place.key,
            &place.name,
            place.kind.as_str(),
            parent,
            place.country,
            pcode,
            &latitude,
            &longitude,
            "centroid",
            "",
        ])?;
    }
    rows.flush()
}

fn write_reports(folder: &Path, lists: &Lists) -> Result<()> {
    let mut rows = file(folder, "reports.csv")?;
    rows.write_record(["key", "publisher", "title", "url", "published", "language"])?;
    for (report, _) in &lists.reports {
        let (published, url) =
            (report.published.to_string(), report.url.as_deref().unwrap_or_default());
        rows.write_record([&report.key, &report.publisher, &report.title, url, &published, "en"])?;
    }
    rows.flush()
}

fn write_facts(folder: &Path, lists: &Lists, dice: &mut Dice, facts: usize) -> Result<()> {
    let built_in = vocabulary::built_in().expect("the built-in indicators can be read");
    let indicators: Vec<Indicator> =
        built_in.into_iter().filter(|i| INDICATORS.contains(&i.key.as_str())).collect();
    let zipf = Zipf::new(PLACES);
    let mut rows = file(folder, "facts.csv")?;
    rows.write_record(COLUMNS)?;
    let mut flat = file(folder, "flat.csv")?;
    flat.write_record(FLAT_COLUMNS)?;
    for number in 0..facts {
        let indicator = &indicators[dice.roll(indicators.len())];
        let place = &lists.places[lists.ranks[zipf.roll(dice)]];
        let (report, publisher) = &lists.reports[dice.roll(lists.reports.len())];
        let claimant = dice.percent(90).then(|| &lists.claimants[dice.roll(lists.claimants.len())]);
        let via = dice.percent(5).then(|| &lists.claimants[dice.roll(lists.claimants.len())]);
        let draft = Draft::new(&report.key, &indicator.key, &place.key);
        let published = report.published_latest.expect("the reports are dated");
        let draft = drafts::say(draft, indicator, published, dice);
        let figure = draft.quantity.as_ref().map_or("", |quantity| &quantity.as_stated);
        let draft = Draft {
            quote: Some(words::quote(dice, &place.name, figure)),
            claimants: claimant.iter().map(|actor| actor.key.clone()).collect(),
            via: via.map(|actor| actor.key.clone()).into_iter().collect(),
            thread: dice.percent(10).then(|| format!("thread-{}", dice.roll(500))),
            origin: dice.percent(10).then(|| format!("origin-{}", dice.roll(5_000))),
            ..draft
        };
        let fact = draft.check(indicator, report, None, false).expect("the draft is a fact");
        let id = fact.uid(report.uid).to_string();
        let row = Row {
            lists,
            fact: &fact,
            id,
            indicator,
            place,
            claimant,
            via,
            publisher: &lists.publishers[*publisher],
        };
        let source = (report.title.as_str(), report.url.as_deref().unwrap_or_default(), published);
        row.write(&mut rows, source)?;
        if number < flat::MOST {
            flat::write(&mut flat, &row, source)?;
        }
    }
    flat.flush()?;
    rows.flush()
}
