//! Compiles a map for one file: replaces column names by positions, so that rows need no lookup.

use crate::format::problem::REASON;
use crate::mapping::error::{MapFault, MapRemedy, listed};
use crate::mapping::foreign::header::Found;
use crate::mapping::foreign::reader::ForeignReader;
use crate::mapping::foreign::tags::Tag;
use crate::mapping::model::{Condition, MapSpec, RowSpec, Rule, holes, map_all};
use crate::mapping::split::Split;
use crate::mapping::template::{Reference, Template};
use foldhash::HashSet;

/// The source of a placeholder's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// The cell of the foreign row at this position.
    Cell(usize),
    /// The current value of `[each.NAME]` (0), or one of its parts (from 1).
    Part(usize),
    /// A text that is the same for all rows, such as the name of the file.
    Fixed(String),
}

/// A map whose columns were found in a file.
pub(super) struct CompiledMap {
    /// Factline's columns that the map fills, for all of its rows.
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<CompiledRow>,
    pub(super) each: Option<(Vec<Template<Slot>>, Split)>,
    pub(super) skip: Vec<Condition<Slot>>,
    pub(super) blanks: Vec<String>,
    /// Columns of the file that the map neither reads nor ignores; a note names them.
    pub(super) unread: Vec<String>,
    /// Index of the column with reasons of refusal, if the file was written by an earlier
    /// import. `None` in other files.
    pub(super) reason: Option<usize>,
}

/// One row that is made from a foreign row.
pub(super) struct CompiledRow {
    /// For each of Factline's columns, the rule that fills it and the foreign columns that a refusal must name. `None`
    /// for a column that is blank in this row.
    pub(super) cells: Vec<Option<(Rule<Slot>, String)>>,
    pub(super) only: Vec<Condition<Slot>>,
}

/// Compiles a map against the header of a file, and notes which columns it uses.
struct Compiler<'c, 'a> {
    map: &'c str,
    spec: &'c MapSpec,
    table: &'c mut ForeignReader<'a>,
    used: HashSet<usize>,
}

impl CompiledMap {
    /// Compiles a map for a file. Fails if the file lacks a column, with columns of similar names.
    pub(super) fn of(
        map: &str,
        spec: &MapSpec,
        table: &mut ForeignReader<'_>,
    ) -> Result<Self, MapFault> {
        table.header.avoid(&spec.avoid);
        let mut compiler = Compiler { map, spec, table, used: HashSet::default() };
        let mut header: Vec<String> = Vec::new();
        for (name, _) in spec.rows.iter().flat_map(|row| &row.columns) {
            if !header.iter().any(|known| known == name) {
                header.push((*name).to_owned());
            }
        }
        let mut rows = Vec::new();
        for row in &spec.rows {
            complete(map, row)?;
            compiler.rows(row, &header, &mut rows)?;
        }
        let each = match &spec.each {
            None => None,
            Some(each) => Some((
                map_all(&each.of, &mut |reference| compiler.cell(reference))?,
                each.split.clone(),
            )),
        };
        let skip = compiler.conditions(&spec.skip, None)?;
        let unread = compiler.unread();
        let reason = compiler.reason();
        compiler.table.reads(&compiler.used);
        Ok(Self { header, rows, each, skip, blanks: spec.blanks.clone(), unread, reason })
    }
}

impl Compiler<'_, '_> {
    /// Compiles one `[[rows]]` table: into one row, or with `each_column` into one row for each column.
    fn rows(
        &mut self,
        row: &RowSpec,
        header: &[String],
        rows: &mut Vec<CompiledRow>,
    ) -> Result<(), MapFault> {
        if row.each_column.is_empty() {
            rows.push(self.row(row, header, None)?);
            return Ok(());
        }
        let columns = self.columns_of(row);
        if columns.is_empty() && self.spec.rows.iter().all(|row| !row.each_column.is_empty()) {
            let patterns = listed(&row.each_column);
            let what = format!("each_column: {} has no column like {patterns}", self.table.file);
            let error = MapFault { line: Some(row.line), ..MapFault::whole(self.map, what) };
            return Err(self.with_columns(error, &row.each_column[0]));
        }
        for column in columns {
            rows.push(self.row(row, header, Some(column))?);
        }
        Ok(())
    }

    /// The columns that match `each_column`; patterns that begin with `-` exclude columns.
    fn columns_of(&self, row: &RowSpec) -> Vec<usize> {
        let header = &self.table.header;
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        for pattern in &row.each_column {
            match pattern.strip_prefix('-') {
                Some(pattern) => unwanted.extend(header.matching(pattern)),
                None => wanted.extend(header.matching(pattern)),
            }
        }
        wanted.retain(|column| !unwanted.contains(column));
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    fn row(
        &mut self,
        row: &RowSpec,
        header: &[String],
        column: Option<usize>,
    ) -> Result<CompiledRow, MapFault> {
        let mut cells = Vec::with_capacity(header.len());
        for name in header {
            let rule = row.columns.iter().find(|(own, _)| own == name);
            cells.push(match rule {
                None => None,
                Some((_, rule)) => {
                    let rule = rule.map(&mut |reference| self.slot(reference, column))?;
                    let blamed = self.blamed(&rule);
                    Some((rule, blamed))
                }
            });
        }
        Ok(CompiledRow { cells, only: self.conditions(&row.only, column)? })
    }

    fn conditions(
        &mut self,
        conditions: &[Condition<Reference>],
        column: Option<usize>,
    ) -> Result<Vec<Condition<Slot>>, MapFault> {
        let slot = |condition: &Condition<Reference>| {
            condition.map(&mut |reference| self.slot(reference, column))
        };
        conditions.iter().map(slot).collect()
    }

    /// Names of the foreign columns that a rule reads, for refusals; empty if it reads none.
    fn blamed(&self, rule: &Rule<Slot>) -> String {
        let mut names: Vec<String> = Vec::new();
        for hole in rule.holes() {
            let name = match hole {
                Slot::Cell(at) => self.table.header.shown(*at),
                Slot::Part(_) => {
                    let each = self.spec.each.as_ref().map(|each| holes(&each.of));
                    let first = each.and_then(|holes| holes.first().map(|hole| hole.name.clone()));
                    first.unwrap_or_default()
                }
                Slot::Fixed(_) => continue,
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    }

    /// Resolves a placeholder: a part of the value, the current column, the file's name, or a
    /// column. Fails if the file has no such column.
    fn slot(&mut self, reference: &Reference, column: Option<usize>) -> Result<Slot, MapFault> {
        let name = reference.name.as_str();
        if let Some(part) = self.part(name) {
            return Ok(Slot::Part(part));
        }
        if let Some(at) = column {
            let tag = || self.table.header.tags[at].as_ref().map(Tag::text);
            match name {
                "column" => {
                    self.used.insert(at);
                    return Ok(Slot::Cell(at));
                }
                "column.name" => return Ok(Slot::Fixed(self.table.header.shown(at))),
                "column.tag" => return Ok(Slot::Fixed(tag().unwrap_or_default())),
                _ => {}
            }
        }
        if name == "file" {
            return Ok(Slot::Fixed(stem(&self.table.file).to_owned()));
        }
        self.cell(reference)
    }

    /// Resolves the name of a column. A column marked with `?` may be missing and is then blank.
    /// Fails if another one is missing or ambiguous.
    fn cell(&mut self, reference: &Reference) -> Result<Slot, MapFault> {
        let name = reference.name.as_str();
        match self.table.header.find(name) {
            Found::At(at) => {
                self.used.insert(at);
                Ok(Slot::Cell(at))
            }
            Found::Nowhere if reference.is_optional => Ok(match self.table.may_have(name) {
                None => Slot::Fixed(String::new()),
                Some(at) => {
                    self.used.insert(at);
                    Slot::Cell(at)
                }
            }),
            Found::Nowhere => {
                let what = format!("{} has no column `{name}`", self.table.file);
                let error = self.at(reference, what);
                Err(self.with_columns(error, name))
            }
            Found::Twice => {
                let what = format!("{} has more than one column `{name}`", self.table.file);
                Err(self.at(reference, what).with(MapRemedy::RenameColumn))
            }
        }
    }

    /// Index of a value's part by its name (`NAME.part`); 0 is the whole value. `None` if the value
    /// has no such part.
    fn part(&self, name: &str) -> Option<usize> {
        let each = self.spec.each.as_ref()?;
        let rest = name.strip_prefix(each.name.as_str())?;
        if rest.is_empty() {
            return Some(0);
        }
        let part = rest.strip_prefix('.')?;
        let parts = each.split.parts.as_ref()?;
        parts.names().position(|name| name == part).map(|at| at + 1)
    }

    fn at(&self, reference: &Reference, what: String) -> MapFault {
        MapFault { line: Some(reference.line), ..MapFault::whole(self.map, what) }
    }

    fn with_columns(&self, error: MapFault, name: &str) -> MapFault {
        let header = &self.table.header;
        let column = name.to_owned();
        error.with(match header.nearest(name) {
            nearest if nearest.is_empty() => {
                let some = (0..header.names.len().min(12)).map(|at| header.shown(at)).collect();
                MapRemedy::OtherColumn { column, some }
            }
            nearest => MapRemedy::NearColumn { column, nearest },
        })
    }

    /// Index of the column with reasons of refusal: the first column of that name, unless the map
    /// reads it. `None` if there is none.
    fn reason(&self) -> Option<usize> {
        let is_first = self.table.header.names.first().is_some_and(|name| name == REASON);
        (is_first && !self.used.contains(&0)).then_some(0)
    }

    fn unread(&self) -> Vec<String> {
        let header = &self.table.header;
        let ignored = |at: &usize| {
            let tag = header.tags[*at].as_ref().map(Tag::text).unwrap_or_default();
            let fits = |text: &str| self.spec.ignore.iter().any(|pattern| pattern.fits(text));
            fits(&header.shown(*at)) || (!tag.is_empty() && fits(&tag))
        };
        let is_named =
            |at: &usize| !header.names[*at].trim().is_empty() || header.tags[*at].is_some();
        (0..header.names.len())
            .filter(|at| !self.used.contains(at) && is_named(at) && !ignored(at))
            .filter(|at| Some(*at) != self.reason())
            .map(|at| header.shown(at))
            .collect()
    }
}

/// Refuses a row of the map that lacks a column every fact needs, such as the place.
fn complete(map: &str, row: &RowSpec) -> Result<(), MapFault> {
    const NEEDED: [&[&str]; 4] = [
        &["indicator"],
        &["place_name", "place_key"],
        &["report_title", "report_key", "report_url"],
        &[
            "value_best",
            "value_low",
            "value_high",
            "value_as_stated",
            "status",
            "when_edtf",
            "when_as_stated",
        ],
    ];
    let says = |name: &&str| row.columns.iter().any(|(own, _)| own == name);
    match NEEDED.iter().find(|group| !group.iter().any(says)) {
        None => Ok(()),
        Some(group) => {
            let (first, others) = (group[0], &group[1..]);
            let or =
                if others.is_empty() { String::new() } else { format!(" (or {})", listed(others)) };
            let what = format!("`{first}`{or} is missing, and a fact needs it");
            let error = MapFault { line: Some(row.line), ..MapFault::whole(map, what) };
            Err(error.with(MapRemedy::Fill(first)))
        }
    }
}

/// The name of a file without folder and extensions: `events` of `data/events.csv.gz`.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or(name)
}
