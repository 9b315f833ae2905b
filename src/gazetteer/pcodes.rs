//! Reads lists of P-codes, in two layouts: one area per row with its level, or the columns of the
//! common operational datasets (`ADM2_PCODE`, `ADM2_EN`, `ADM1_PCODE` …).
//!
//! Knows the columns. Must not know the recorded places: `areas` finds the parents of each area.

use crate::domain::place::{Coordinates, PlaceKind};
use crate::format::csv::CsvReader;
use crate::format::error::FormatError;
use crate::format::problem::Problem;
use crate::format::row::Row;
use crate::gazetteer::other_names::other_names;
use crate::wire;
use std::collections::HashSet;

/// The columns of a list, found by their names.
pub(crate) struct Columns {
    /// The columns of each level, outermost first. Without a parent column, a row's outer levels
    /// are the parents of its innermost.
    levels: Vec<Level>,
    parent: Option<usize>,
    /// Columns with P-codes of the enclosing areas, innermost first, each with its level.
    outer: Vec<(u8, usize)>,
    /// Column with the name of the country; `None` if the list has none.
    country: Option<usize>,
    point: Option<(&'static str, &'static str)>,
}

struct Level {
    number: Number,
    code: usize,
    name: usize,
    others: Vec<usize>,
}

/// The administrative level: the same for all rows, or read from a column.
#[derive(Clone, Copy)]
enum Number {
    Is(u8),
    In(usize),
}

/// The areas and countries of a list, before their parents are known.
pub(super) struct List {
    /// The areas, each P-code once.
    pub(super) areas: Vec<Area>,
    /// Names of countries, from the column for them.
    pub(super) countries: HashSet<String>,
}

/// An area as its list describes it.
pub(super) struct Area {
    pub(super) line: u64,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) others: Vec<String>,
    pub(super) kind: PlaceKind,
    /// P-code of the area's parent, if the list has a parent column; `None` in lists without.
    pub(super) parent: Option<String>,
    /// P-codes in the row of areas that contain this one, innermost first, each with its level.
    pub(super) outer: Vec<(u8, String)>,
    pub(super) point: Option<Coordinates>,
    /// Whether the area has no row of its own and is only named in rows of areas inside it.
    pub(super) is_mentioned: bool,
}

impl Columns {
    /// Finds the columns; `None` if this is not a list of P-codes.
    pub(super) fn of(rows: &CsvReader<'_>) -> Option<Self> {
        let point = [
            ("latitude", "longitude"),
            ("lat", "lon"),
            ("lat", "long"),
            ("y", "x"),
            ("center_lat", "center_lon"),
        ]
        .into_iter()
        .find(|(north, east)| rows.position(north).is_some() && rows.position(east).is_some());
        let levels = match find(rows, &["level", "adminlevel"]) {
            Some(level) => one_column(rows, level).into_iter().collect(),
            None => (0..=4).filter_map(|number| level_columns(rows, number)).collect::<Vec<_>>(),
        };
        let parent = find(rows, &["parentpcode", "parent"]);
        let outer = (0..=4).rev().filter_map(|level| Some((level, code_column(rows, level)?)));
        let outer = outer.collect();
        let names = ["adm0en", "adm0nameen", "adm0name", "country", "countryname"];
        let country = find(rows, &names);
        (!levels.is_empty()).then_some(Self { levels, parent, outer, country, point })
    }
}

/// Normalizes a column name: drops separators and writes `adm` for `admin`, so that `ADM1_PCODE`,
/// `admin1Pcode` and `Admin 1 P-Code` are equal.
fn plain(column: &str) -> String {
    let letters: String = column.chars().filter(|c| c.is_alphanumeric()).collect();
    match letters.strip_prefix("admin") {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("adm{rest}"),
        _ => letters,
    }
}

/// The first column with one of `names`, after normalization; earlier names win. `None` if no
/// column has one.
fn find(rows: &CsvReader<'_>, names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| rows.header().iter().position(|column| plain(column) == *name))
}

/// The columns of a list with one area per row and a column for the level. `None` if the list lacks
/// a code or name.
fn one_column(rows: &CsvReader<'_>, level: usize) -> Option<Level> {
    let code = find(rows, &["pcode", "code"])?;
    let name = find(rows, &["nameen", "name"])?;
    let others = columns_where(rows, |column| column.starts_with("name"), name);
    Some(Level { number: Number::In(level), code, name, others })
}

/// The first column of a level with one of `endings`, such as `adm1` and `pcode`.
fn ending(rows: &CsvReader<'_>, number: u8, endings: &[&str]) -> Option<usize> {
    endings.iter().find_map(|end| find(rows, &[format!("adm{number}{end}").as_str()]))
}

/// The column with the P-codes of a level; `None` if the list lacks it.
fn code_column(rows: &CsvReader<'_>, number: u8) -> Option<usize> {
    ending(rows, number, &["pcode", "code", "src"])
}

/// The columns of one level of a common operational dataset; `None` if the list lacks that level.
fn level_columns(rows: &CsvReader<'_>, number: u8) -> Option<Level> {
    let prefix = format!("adm{number}");
    let code = code_column(rows, number)?;
    let is_name = |column: &str| {
        let Some(rest) = column.strip_prefix(&prefix) else { return false };
        let is_language = rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_lowercase());
        is_language || rest.starts_with("name") || rest.starts_with("alt") || rest == "ref"
    };
    let name = ending(rows, number, &["en", "nameen", "name", "name1", "ref"]);
    let is_a_name = |column: &String| is_name(&plain(column));
    let name = name.or_else(|| rows.header().iter().position(is_a_name))?;
    let others = columns_where(rows, is_name, name);
    Some(Level { number: Number::Is(number), code, name, others })
}

fn columns_where(
    rows: &CsvReader<'_>,
    is_wanted: impl Fn(&str) -> bool,
    except: usize,
) -> Vec<usize> {
    let columns = rows.header().iter().enumerate();
    columns
        .filter(|(at, name)| *at != except && is_wanted(&plain(name)))
        .map(|(at, _)| at)
        .collect()
}

/// Reads the areas of a list, each once. An area's own row wins over mentions in other rows. Passes
/// each bad row to `refuse` with its line.
pub(super) fn read(
    mut rows: CsvReader<'_>,
    columns: &Columns,
    refuse: &mut impl FnMut(u64, Problem),
) -> Result<List, FormatError> {
    let mut areas: Vec<Area> = Vec::new();
    let mut countries = HashSet::new();
    let mut mentioned = HashSet::new();
    while let Some((line, row)) = rows.next_row()? {
        let found = row.and_then(|row| {
            if let Some(country) = row.at(columns.country).filter(|it| !countries.contains(*it)) {
                countries.insert(country.to_owned());
            }
            areas_of(&row, line, columns)
        });
        match found {
            Ok(found) => areas.extend(
                found
                    .into_iter()
                    .filter(|area| !area.is_mentioned || mentioned.insert(area.code.clone())),
            ),
            Err(problem) => refuse(line, problem),
        }
    }
    let of_rows = areas.iter().filter(|area| !area.is_mentioned);
    let of_rows: HashSet<String> = of_rows.map(|area| area.code.clone()).collect();
    areas.retain(|area| !area.is_mentioned || !of_rows.contains(&area.code));
    Ok(List { areas, countries })
}

/// The areas of one row, outermost first. The last is the area that the row is about. An outer
/// level without a code or name is skipped; fails if the innermost lacks one.
fn areas_of(row: &Row<'_>, line: u64, columns: &Columns) -> Result<Vec<Area>, Problem> {
    let parts = |level: &Level| (row.at(Some(level.code)), row.at(Some(level.name)));
    let Some(innermost) = columns.levels.iter().rposition(|level| parts(level) != (None, None))
    else {
        return Err(Problem::row("a P-code and a name were expected, and both are blank"));
    };
    let mut areas: Vec<Area> = Vec::new();
    for (at, level) in columns.levels[..=innermost].iter().enumerate() {
        match parts(level) {
            (Some(code), Some(name)) => {
                let mut area = area_of(row, level, (code, name), columns)?;
                (area.line, area.is_mentioned) = (line, at < innermost);
                areas.push(area);
            }
            _ if at < innermost => {}
            _ => {
                let why = "a P-code and a name were expected, and one of them is blank";
                return Err(Problem::row(why));
            }
        }
    }
    if let (Some(area), Some((north, east))) = (areas.last_mut(), columns.point) {
        area.point = wire::coordinates(row, north, east)?;
    }
    Ok(areas)
}

/// The area of one level of a row, with its P-code and name. Fails if the row's level is no number
/// from 0 to 5.
fn area_of(
    row: &Row<'_>,
    level: &Level,
    (code, name): (&str, &str),
    columns: &Columns,
) -> Result<Area, Problem> {
    let number = match level.number {
        Number::Is(number) => number,
        Number::In(column) => level_in(row, column)?,
    };
    let others = level.others.iter().filter_map(|at| row.at(Some(*at))).map(str::to_owned);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let outer = columns.outer.iter().filter(|(level, _)| *level < number);
    let outer = outer.filter_map(|(level, at)| Some((*level, row.at(Some(*at))?)));
    Ok(Area {
        line: 0,
        code: code.to_owned(),
        others: other_names(&name, others),
        name,
        kind: kind_of(number)?,
        parent: row.at(columns.parent).map(str::to_owned),
        outer: outer
            .filter(|(_, outer)| *outer != code)
            .map(|(level, outer)| (level, outer.to_owned()))
            .collect(),
        point: None,
        is_mentioned: false,
    })
}

/// The level in a cell: `2`, `ADM2`, `admin2`. Fails if it is not a number.
fn level_in(row: &Row<'_>, column: usize) -> Result<u8, Problem> {
    let stated = row.at(Some(column)).ok_or_else(|| Problem::at("level", "blank"))?;
    let number = stated.trim_start_matches(|c: char| c.is_alphabetic() || c == ' ' || c == '_');
    number
        .parse()
        .map_err(|_| Problem::at("level", format!("`{stated}`: a level from 0 to 5 was expected")))
}

fn kind_of(level: u8) -> Result<PlaceKind, Problem> {
    Ok(match level {
        0 => PlaceKind::Country,
        1 => PlaceKind::Admin1,
        2 => PlaceKind::Admin2,
        3 => PlaceKind::Admin3,
        4 => PlaceKind::Admin4,
        5 => PlaceKind::Part,
        _ => {
            return Err(Problem::at(
                "level",
                format!("`{level}`: a level from 0 to 5 was expected"),
            ));
        }
    })
}
