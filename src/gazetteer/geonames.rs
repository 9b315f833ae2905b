//! Reads tables like those of GeoNames: settlements with an id, a point and names in many
//! languages.

use crate::domain::country::{self, Country};
use crate::domain::name::{fold_name, key_of};
use crate::domain::names::NamedRows;
use crate::domain::place::{CoordinatePrecision, Coordinates, Place, PlaceKind};
use crate::format::csv::{CsvReader, KnownTable};
use crate::format::error::FormatError;
use crate::format::problem::Problem;
use crate::format::row::Row;
use crate::gazetteer::countries::Countries;
use crate::gazetteer::listed::{KnownPlace, ListedPlaces};
use crate::gazetteer::other_names::other_names;
use crate::wire;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// Two entries with the same name and country that are at most this far apart, in degrees, count as
/// one settlement.
const SAME_PLACE: f64 = 0.25;

/// The beginning of keys that are made from a row's `geonameid`.
const KEY_OF_ID: &str = "geonames-";

/// The file that GeoNames offers per country: 19 columns separated by tabs, without a header.
pub(super) const DUMP: KnownTable = KnownTable {
    is_it: is_dump,
    columns: &[
        "geonameid",
        "name",
        "asciiname",
        "alternatenames",
        "latitude",
        "longitude",
        "feature_class",
        "feature_code",
        "country_code",
        "cc2",
        "admin1_code",
        "admin2_code",
        "admin3_code",
        "admin4_code",
        "population",
        "elevation",
        "dem",
        "timezone",
        "modification_date",
    ],
};

/// Whether the beginning of a file looks like a GeoNames dump: a number, then the right number of tabs.
fn is_dump(head: &[u8]) -> bool {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_whole = line.len() < head.len();
    let fields: Vec<&[u8]> = line.split(|byte| *byte == b'\t').collect();
    let is_number = !fields[0].is_empty() && fields[0].iter().all(u8::is_ascii_digit);
    is_number && if is_whole { fields.len() == DUMP.columns.len() } else { fields.len() > 3 }
}

/// The part of a row from which a place is made.
struct Settlement {
    id: String,
    name: String,
    others: Vec<String>,
    country: Country,
    point: Option<Coordinates>,
}

/// The settlements that are not recorded yet, and their countries. Passes each bad row to `refuse`
/// with its line.
pub(super) fn read(
    mut rows: CsvReader<'_>,
    recorded: &NamedRows<Place>,
    refuse: &mut impl FnMut(u64, Problem),
) -> Result<ListedPlaces, FormatError> {
    let mut found = ListedPlaces::default();
    let mut keys: HashSet<String> = recorded.values().map(|place| place.key.clone()).collect();
    let mut countries = Countries::of(recorded);
    let known = settlements(recorded);
    let mut others = 0_u64;
    // How many rows have a name, and the names of known places without a point: only one of several
    // places with the same name can be meant, and the list does not say which.
    let (mut listed, mut unsure) = (HashMap::<_, usize>::new(), Vec::new());
    while let Some((line, row)) = rows.next_row()? {
        if row.as_ref().is_ok_and(is_no_settlement) {
            others += 1;
            continue;
        }
        match row.and_then(|row| settlement(&row)) {
            Err(problem) => refuse(line, problem),
            Ok(settlement) => {
                *listed.entry(name_of(&settlement)).or_default() += 1;
                if let Some((point, key)) = known_as(&settlement, &known) {
                    unsure.push(point.is_none().then(|| name_of(&settlement)));
                    let key = key.clone();
                    let listed = place(settlement, None, "");
                    found.known.push(KnownPlace { line, key, listed });
                    continue;
                }
                let parent = countries.key(settlement.country);
                keys.insert(parent.clone());
                let key = free_key(&settlement, &mut keys);
                found.new.push((line, place(settlement, Some(parent), &key)));
            }
        }
    }
    for (known, name) in found.known.iter_mut().zip(unsure) {
        if name.is_some_and(|name| listed.get(&name).is_some_and(|rows| *rows > 1)) {
            known.listed.coordinates = None;
            known.listed.aliases.clear();
        }
    }
    found.notes.extend(note_of_others(&rows.file, others));
    found.countries = countries.made;
    Ok(found)
}

/// Says how many rows are about something other than a settlement; `None` if none is.
fn note_of_others(file: &str, others: u64) -> Option<String> {
    let rows = if others == 1 { "1 row is".to_owned() } else { format!("{others} rows are") };
    (others > 0)
        .then(|| format!("{file}: {rows} not about a settlement (feature class P); skipped"))
}

/// Whether a row is about something other than a settlement: its feature class is not `P`.
fn is_no_settlement(row: &Row<'_>) -> bool {
    row.text("feature_class").is_some_and(|class| class != "P")
}

fn settlement(row: &Row<'_>) -> Result<Settlement, Problem> {
    let name = row.needed("name")?.to_owned();
    let column = if row.text("country").is_some() { "country" } else { "country_code" };
    let code = row.needed(column)?;
    let country = country::by_code(code)
        .ok_or_else(|| Problem::at(column, format!("`{code}` is not an ISO 3166-1 code")))?;
    let point = if row.text("lat").is_some() {
        wire::coordinates(row, "lat", "lon")?
    } else {
        wire::coordinates(row, "latitude", "longitude")?
    };
    let others = row.text("alternatenames").unwrap_or_default();
    let separator = if others.contains('|') { '|' } else { ',' };
    let others =
        row.owned("asciiname").into_iter().chain(others.split(separator).map(str::to_owned));
    let id = row.text("geonameid").unwrap_or_default().to_owned();
    Ok(Settlement { id, others: other_names(&name, others), name, country, point })
}

/// Points and keys of settlements, by folded name and country.
type Settlements = HashMap<(String, String), Vec<(Option<Coordinates>, String)>>;

/// The recorded settlements, those of one name sorted by key.
fn settlements(recorded: &NamedRows<Place>) -> Settlements {
    let mut known = Settlements::new();
    for place in recorded.values().filter(|place| place.kind.is_settlement()) {
        let country = place.country.clone().unwrap_or_default();
        let namesakes = known.entry((fold_name(&place.name), country)).or_default();
        namesakes.push((place.coordinates, place.key.clone()));
    }
    for namesakes in known.values_mut() {
        namesakes.sort_by(|a, b| a.1.cmp(&b.1));
    }
    known
}

fn name_of(settlement: &Settlement) -> (String, String) {
    (fold_name(&settlement.name), settlement.country.alpha3.to_owned())
}

/// The recorded settlement that a row means, with its point: among those within [`SAME_PLACE`] or without a point, the
/// one that was made from the row's id, or else the nearest. A file may list two settlements with one name close to
/// each other: each of its rows must find its own again.
fn known_as<'k>(
    settlement: &Settlement,
    known: &'k Settlements,
) -> Option<&'k (Option<Coordinates>, String)> {
    let apart = |other: &Option<Coordinates>| match (other, settlement.point) {
        (Some(there), Some(here)) => {
            (there.latitude - here.latitude).abs().max((there.longitude - here.longitude).abs())
        }
        _ => SAME_PLACE,
    };
    let is_near = |point: &Option<Coordinates>| apart(point) <= SAME_PLACE;
    let namesakes = known.get(&name_of(settlement))?;
    // They are sorted by key, so that one of thousands is found at once.
    let own_key = key_of_id(settlement);
    let own = namesakes.binary_search_by(|(_, key)| key.cmp(&own_key));
    if let Some(own) = own.ok().and_then(|at| namesakes.get(at)).filter(|own| is_near(&own.0)) {
        return Some(own);
    }
    // A key made from an id belongs to the row with that id, so it comes last for every other row.
    let rank = |(point, key): &(Option<Coordinates>, String)| {
        (point.is_none(), apart(point), key.starts_with(KEY_OF_ID))
    };
    let near = namesakes.iter().filter(|(point, _)| is_near(point));
    near.min_by(|a, b| rank(a).partial_cmp(&rank(b)).unwrap_or(Ordering::Equal))
}

/// The key of a new place, which is then taken.
fn free_key(settlement: &Settlement, keys: &mut HashSet<String>) -> String {
    let key = key_of(&settlement.name);
    let is_free = !key.is_empty() && !keys.contains(&key);
    let key = if is_free { key } else { key_of_id(settlement) };
    keys.insert(key.clone());
    key
}

/// The key of a place if the key made from its name is already taken: it is made from the row's id.
fn key_of_id(settlement: &Settlement) -> String {
    format!("{KEY_OF_ID}{}", settlement.id)
}

fn place(settlement: Settlement, parent: Option<String>, key: &str) -> Place {
    let Settlement { name, others, country, point, .. } = settlement;
    Place {
        country: Some(country.alpha3.to_owned()),
        coordinates: point,
        coordinate_precision: point.map(|_| CoordinatePrecision::Centroid),
        aliases: others,
        ..Place::new(key, &name, PlaceKind::City, parent)
    }
}
