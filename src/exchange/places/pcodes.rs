//! Lists of P-codes: one area a row with its level, or the columns of the common operational
//! datasets (`ADM2_PCODE`, `ADM2_EN`, `ADM1_PCODE` …).

use super::{country_key, other_names, row_problem};
use crate::domain::name::fold;
use crate::domain::place::{CoordinatePrecision, Coordinates, Place, PlaceKind};
use crate::exchange::countries;
use crate::exchange::error::ImportError;
use crate::exchange::import::{Book, bare_place};
use crate::exchange::outcome::{Kind, Problem, Summary};
use crate::exchange::rows;
use crate::exchange::sheet::{Row, Sheet};
use crate::store::StoreError;
use std::collections::{HashMap, HashSet};

/// Where the parts of an area stand.
pub(super) struct Columns {
    /// The areas of one row, the innermost last; parents come from it where there is no column
    /// for them.
    levels: Vec<Level>,
    parent: Option<usize>,
    point: Option<(&'static str, &'static str)>,
}

struct Level {
    /// The level itself, unless a column says it.
    number: Option<u8>,
    code: usize,
    name: usize,
    others: Vec<usize>,
}

/// An area as a list has it.
pub(super) struct Area {
    line: u64,
    code: String,
    name: String,
    others: Vec<String>,
    kind: PlaceKind,
    parent: Option<String>,
    point: Option<Coordinates>,
    /// Whether it only stands in the rows of others.
    is_mentioned: bool,
}

impl Columns {
    /// The columns, if the list is one of P-codes.
    pub(super) fn of(sheet: &Sheet<'_>) -> Option<Self> {
        let point = [("latitude", "longitude"), ("lat", "lon"), ("lat", "long"), ("y", "x")]
            .into_iter()
            .find(|(north, east)| {
                sheet.position(north).is_some() && sheet.position(east).is_some()
            });
        let levels = if sheet.position("level").is_some() {
            vec![one_column(sheet)?]
        } else {
            (0..=4).filter_map(|number| level_columns(sheet, number)).collect()
        };
        let parent = sheet.position("parent_pcode");
        (!levels.is_empty()).then_some(Self { levels, parent, point })
    }
}

/// One area a row, with a column that says its level.
fn one_column(sheet: &Sheet<'_>) -> Option<Level> {
    let code = sheet.position("pcode")?;
    let name = ["name_en", "name"].iter().find_map(|name| sheet.position(name))?;
    let others = columns_where(sheet, |column| column.starts_with("name_"), name);
    Some(Level { number: None, code, name, others })
}

/// The columns of one level of a common operational dataset.
fn level_columns(sheet: &Sheet<'_>, number: u8) -> Option<Level> {
    let code = sheet.position(&format!("adm{number}_pcode"))?;
    let prefix = format!("adm{number}");
    let is_name = |column: &str| {
        let Some(rest) = column.strip_prefix(&prefix) else { return false };
        let rest = rest.trim_start_matches('_');
        let is_language = rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_lowercase());
        is_language || rest.starts_with("name") || rest.starts_with("alt") || rest == "ref"
    };
    let english = ["_en", "_name", "_name1", "_ref"];
    let name = english.iter().find_map(|end| sheet.position(&format!("{prefix}{end}")));
    let name = name.or_else(|| sheet.header().iter().position(|column| is_name(column)))?;
    let others = columns_where(sheet, is_name, name);
    Some(Level { number: Some(number), code, name, others })
}

fn columns_where(sheet: &Sheet<'_>, is_wanted: impl Fn(&str) -> bool, except: usize) -> Vec<usize> {
    let columns = sheet.header().iter().enumerate();
    columns.filter(|(at, name)| *at != except && is_wanted(name)).map(|(at, _)| at).collect()
}

/// The areas of a list, each once; refused rows are counted.
pub(super) fn read(
    mut sheet: Sheet<'_>,
    columns: &Columns,
    summary: &mut Summary,
) -> Result<Vec<Area>, ImportError> {
    let file = sheet.file.clone();
    let mut areas = Vec::new();
    let mut mentioned = HashSet::new();
    while let Some((line, row)) = sheet.next_row()? {
        match row.and_then(|row| areas_of(&row, line, columns)) {
            Ok(found) => areas.extend(
                found
                    .into_iter()
                    .filter(|area| !area.is_mentioned || mentioned.insert(area.code.clone())),
            ),
            Err(problem) => summary.refuse(problem.in_row(&file, line)),
        }
    }
    Ok(areas)
}

/// The areas of one row, from the outermost to the one that the row is about.
fn areas_of(row: &Row<'_>, line: u64, columns: &Columns) -> Result<Vec<Area>, Problem> {
    let last = columns.levels.len() - 1;
    let mut areas: Vec<Area> = Vec::new();
    for (at, level) in columns.levels.iter().enumerate() {
        let is_mentioned = at < last;
        let (Some(code), Some(name)) = (row.at(Some(level.code)), row.at(Some(level.name))) else {
            if is_mentioned {
                continue;
            }
            return Err(Problem::row(
                "a P-code and a name were expected, and one of them is blank",
            ));
        };
        let number = match level.number {
            Some(number) => number,
            None => row.parsed("level")?.ok_or_else(|| Problem::at("level", "blank"))?,
        };
        let others = level.others.iter().filter_map(|at| row.at(Some(*at))).map(str::to_owned);
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let stated = row.at(columns.parent).map(str::to_owned);
        areas.push(Area {
            line,
            code: code.to_owned(),
            others: other_names(&name, others),
            name,
            kind: kind_of(number)?,
            parent: stated.or_else(|| areas.last().map(|area| area.code.clone())),
            point: None,
            is_mentioned,
        });
    }
    if let (Some((north, east)), Some(area)) = (columns.point, areas.last_mut()) {
        area.point = rows::coordinates(row, north, east)?;
    }
    Ok(areas)
}

fn kind_of(level: u8) -> Result<PlaceKind, Problem> {
    Ok(match level {
        0 => PlaceKind::Country,
        1 => PlaceKind::Admin1,
        2 => PlaceKind::Admin2,
        3 => PlaceKind::Admin3,
        4 => PlaceKind::Admin4,
        5 => PlaceKind::Part,
        _ => return Err(Problem::at("level", format!("`{level}`: 0 to 5 were expected"))),
    })
}

/// The places to record for the areas of a list; those that are there already are counted.
pub(super) fn places(
    areas: Vec<Area>,
    inside: Option<&Place>,
    file: &str,
    book: &mut Book<'_>,
    summary: &mut Summary,
) -> Result<Vec<(u64, Place)>, StoreError> {
    let listed: HashSet<String> = areas.iter().map(|area| area.code.clone()).collect();
    let mut recorded: HashMap<String, Place> = HashMap::new();
    for place in book.places.values() {
        recorded.extend(place.pcode.clone().map(|pcode| (pcode, place.clone())));
    }
    let mut entries = Vec::new();
    for area in areas {
        let line = area.line;
        if let Some(known) = recorded.get(&area.code) {
            if !area.is_mentioned {
                summary.note_and_refuse(
                    file,
                    line,
                    Kind::Place,
                    same(&area, known).map_err(Into::into),
                )?;
            }
            continue;
        }
        let is_known = |code: &str| listed.contains(code) || recorded.contains_key(code);
        let parent = parent_of(&area, is_known, inside, book);
        match row_problem(parent)? {
            Ok(parent) => entries.push((line, place(area, parent, inside, &recorded))),
            Err(problem) => summary.refuse(problem.in_row(file, line)),
        }
    }
    inherit_countries(&mut entries);
    Ok(entries)
}

/// Whether an area is the recorded place of its P-code: never new.
fn same(area: &Area, known: &Place) -> Result<bool, Problem> {
    let names = |name: &String| {
        let known = [&known.name].into_iter().chain(&known.aliases);
        known.into_iter().any(|known| fold(known) == fold(name))
    };
    if [&area.name].into_iter().chain(&area.others).any(names) {
        return Ok(false);
    }
    let (code, key, name) = (&area.code, &known.key, &known.name);
    let here = &area.name;
    let why = format!(
        "`{code}` is `{key}` ({name}) here, and `{here}` in the list; \
                       use `factline place edit`"
    );
    Err(Problem::at("pcode", why))
}

/// The code or key of the place that an area lies in: listed, recorded, a country, or `inside`.
fn parent_of(
    area: &Area,
    is_known: impl Fn(&str) -> bool,
    inside: Option<&Place>,
    book: &mut Book<'_>,
) -> Result<Option<String>, crate::exchange::outcome::Failure> {
    let inside = inside.map(|place| place.key.clone());
    let country = area.parent.as_deref().or(code_prefix(&area.code)).and_then(countries::by_code);
    match (&area.parent, country) {
        (Some(code), _) if is_known(code) => Ok(Some(code.clone())),
        _ if area.kind == PlaceKind::Country => Ok(None),
        (parent, Some(country)) if parent.is_some() || inside.is_none() => {
            country_key(country, book).map(Some)
        }
        (Some(code), _) if inside.is_none() => {
            let why = format!(
                "`{code}` is neither in the list nor recorded; import it first, \
                 or say with `--in PLACE` where such rows lie"
            );
            Err(Problem::at("parent_pcode", why).into())
        }
        _ => Ok(inside),
    }
}

/// The letters that a P-code begins with, where they are a country's code.
fn code_prefix(code: &str) -> Option<&str> {
    let letters = code.bytes().take_while(u8::is_ascii_alphabetic).count();
    matches!(letters, 2 | 3).then(|| &code[..letters])
}

fn place(
    area: Area,
    parent: Option<String>,
    inside: Option<&Place>,
    recorded: &HashMap<String, Place>,
) -> Place {
    let country = code_prefix(&area.code).and_then(countries::by_code);
    let of_parent = parent.as_ref().and_then(|code| recorded.get(code)).or(inside);
    Place {
        country: country
            .map(|country| country.alpha3.to_owned())
            .or_else(|| of_parent.and_then(|place| place.country.clone())),
        pcode: Some(area.code.clone()),
        coordinates: area.point,
        coordinate_precision: area.point.map(|_| CoordinatePrecision::Centroid),
        aliases: area.others,
        ..bare_place(&area.code.to_lowercase(), &area.name, area.kind, parent)
    }
}

/// Gives places without a country that of the listed place they lie in.
fn inherit_countries(entries: &mut [(u64, Place)]) {
    let mut countries: HashMap<String, String> = HashMap::new();
    for (_, place) in entries.iter() {
        if let (Some(code), Some(country)) = (&place.pcode, &place.country) {
            countries.insert(code.clone(), country.clone());
        }
    }
    for (_, place) in entries.iter_mut().filter(|(_, place)| place.country.is_none()) {
        place.country = place.parent.as_ref().and_then(|parent| countries.get(parent)).cloned();
    }
}
