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
    number: Number,
    code: usize,
    name: usize,
    others: Vec<usize>,
}

/// The number of a level: one for all rows, or in a column.
#[derive(Clone, Copy)]
enum Number {
    Is(u8),
    In(usize),
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
        let point = [
            ("latitude", "longitude"),
            ("lat", "lon"),
            ("lat", "long"),
            ("y", "x"),
            ("center_lat", "center_lon"),
        ]
        .into_iter()
        .find(|(north, east)| sheet.position(north).is_some() && sheet.position(east).is_some());
        let levels = match find(sheet, &["level", "adminlevel"]) {
            Some(level) => one_column(sheet, level).into_iter().collect(),
            None => (0..=4).filter_map(|number| level_columns(sheet, number)).collect::<Vec<_>>(),
        };
        let parent = find(sheet, &["parentpcode", "parent"]);
        (!levels.is_empty()).then_some(Self { levels, parent, point })
    }
}

/// A column's name without the signs that lists put between its words, and with `adm` for `admin`:
/// `ADM1_PCODE`, `admin1Pcode` and `Admin 1 P-Code` are one.
fn plain(column: &str) -> String {
    let letters: String = column.chars().filter(|c| c.is_alphanumeric()).collect();
    match letters.strip_prefix("admin") {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("adm{rest}"),
        _ => letters,
    }
}

/// The first of some columns that the list has, by their plain names.
fn find(sheet: &Sheet<'_>, names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| sheet.header().iter().position(|column| plain(column) == *name))
}

/// One area a row, with a column that says its level.
fn one_column(sheet: &Sheet<'_>, level: usize) -> Option<Level> {
    let code = find(sheet, &["pcode", "code"])?;
    let name = find(sheet, &["nameen", "name"])?;
    let others = columns_where(sheet, |column| column.starts_with("name"), name);
    Some(Level { number: Number::In(level), code, name, others })
}

/// The columns of one level of a common operational dataset.
fn level_columns(sheet: &Sheet<'_>, number: u8) -> Option<Level> {
    let prefix = format!("adm{number}");
    let ending = |endings: &[&str]| {
        endings.iter().find_map(|end| find(sheet, &[format!("{prefix}{end}").as_str()]))
    };
    let code = ending(&["pcode", "code", "src"])?;
    let is_name = |column: &str| {
        let Some(rest) = column.strip_prefix(&prefix) else { return false };
        let is_language = rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_lowercase());
        is_language || rest.starts_with("name") || rest.starts_with("alt") || rest == "ref"
    };
    let name = ending(&["en", "nameen", "name", "name1", "ref"]);
    let is_a_name = |column: &String| is_name(&plain(column));
    let name = name.or_else(|| sheet.header().iter().position(is_a_name))?;
    let others = columns_where(sheet, is_name, name);
    Some(Level { number: Number::Is(number), code, name, others })
}

fn columns_where(sheet: &Sheet<'_>, is_wanted: impl Fn(&str) -> bool, except: usize) -> Vec<usize> {
    let columns = sheet.header().iter().enumerate();
    columns
        .filter(|(at, name)| *at != except && is_wanted(&plain(name)))
        .map(|(at, _)| at)
        .collect()
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

/// The areas of one row, from the outermost to the one that the row is about: the innermost that it
/// names.
fn areas_of(row: &Row<'_>, line: u64, columns: &Columns) -> Result<Vec<Area>, Problem> {
    let mut areas: Vec<Area> = Vec::new();
    for level in &columns.levels {
        let (code, name) = match (row.at(Some(level.code)), row.at(Some(level.name))) {
            (Some(code), Some(name)) => (code, name),
            (None, None) => continue,
            _ => {
                return Err(Problem::row(
                    "a P-code and a name were expected, and one of them is blank",
                ));
            }
        };
        let number = match level.number {
            Number::Is(number) => number,
            Number::In(column) => level_in(row, column)?,
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
            is_mentioned: true,
        });
    }
    let Some(area) = areas.last_mut() else {
        return Err(Problem::row("a P-code and a name were expected, and both are blank"));
    };
    area.is_mentioned = false;
    if let Some((north, east)) = columns.point {
        area.point = rows::coordinates(row, north, east)?;
    }
    Ok(areas)
}

/// The level that a row states: `2`, `ADM2`, `admin2`.
fn level_in(row: &Row<'_>, column: usize) -> Result<u8, Problem> {
    let stated = row.at(Some(column)).ok_or_else(|| Problem::at("level", "blank"))?;
    let number = stated.trim_start_matches(|c: char| !c.is_ascii_digit());
    number.parse().map_err(|_| Problem::at("level", format!("`{stated}`: 0 to 5 were expected")))
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
    let prefix = |length: usize| code.get(..length.min(letters)).filter(|_| letters >= 2);
    // `IQG01` lies in Iraq, and IQG is no country.
    [letters.min(3), 2]
        .into_iter()
        .filter_map(prefix)
        .find(|code| countries::by_code(code).is_some())
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
