//! Reads a foreign file through a map, as rows with Factline's columns.

use crate::format::error::FormatError;
use crate::format::problem::{Problem, Refused};
use crate::format::remedy::{Remedy, RemedyWords};
use crate::format::row::{NumberedRow, Row};
use crate::format::row_cells::RowCells;
use crate::format::source::Source;
use crate::mapping::apply::evaluator::RowEvaluator;
use crate::mapping::compile::{CompiledMap, CompiledRow};
use crate::mapping::error::MapError;
use crate::mapping::foreign::reader::ForeignReader;
use crate::mapping::map::Map;
use crate::text::counts::counted;
use crate::text::excerpt::quoted_list;
use std::borrow::Cow;

/// A reader that applies a map to each row of a foreign file.
pub(crate) struct MappedReader<'a> {
    /// The name of the file, as the user gave it.
    pub(crate) file: String,
    rows: ForeignReader<'a>,
    program: CompiledMap,
    because: Vec<Option<String>>,
    /// Line of the current foreign row.
    line: u64,
    /// Values of the current foreign row (see `[each.NAME]`), each followed by its parts.
    values: Vec<Vec<String>>,
    /// The next row to make: index of the value, and index of the map's row for it.
    next: (usize, usize),
    /// Index of the map's row that was made last.
    made: usize,
    /// Whether the current foreign row led to any row or refusal.
    made_any: bool,
    /// The last refusal of the current foreign row. `None` before the first.
    refused: Option<Problem>,
    record: RowCells,
    skipped: Vec<u64>,
    made_nothing: u64,
}

impl<'a> MappedReader<'a> {
    /// Opens a file and finds the map's columns in its header. Fails if a column is missing.
    pub(crate) fn open(source: &'a Source, map: &Map) -> Result<Self, MapError> {
        let spec = &map.spec;
        let mut rows = ForeignReader::open(source, spec.form, spec.header)?;
        let program = CompiledMap::of(&map.name, spec, &mut rows)?;
        Ok(Self {
            file: rows.file.clone(),
            rows,
            because: spec.skip.iter().map(|condition| condition.because.clone()).collect(),
            skipped: vec![0; program.skip.len()],
            program,
            line: 0,
            values: Vec::new(),
            next: (0, 0),
            made: 0,
            made_any: true,
            refused: None,
            record: RowCells::default(),
            made_nothing: 0,
        })
    }

    /// Factline's columns that the map fills.
    pub(crate) fn header(&self) -> &[String] {
        &self.program.header
    }

    /// The next row, with the line of the foreign row it was made from; `None` at the end.
    pub(crate) fn next_row(&mut self) -> Result<Option<NumberedRow<'_>>, FormatError> {
        loop {
            let (value, row) = self.next;
            if value >= self.values.len() {
                match self.next_foreign_row()? {
                    Some((_, None)) => continue,
                    Some((line, Some(problem))) => return Ok(Some((line, Err(problem)))),
                    None => return Ok(None),
                }
            }
            let is_last = row + 1 >= self.program.rows.len();
            self.next = if is_last { (value + 1, 0) } else { (value, row + 1) };
            self.made = row;
            match self.make(value, row) {
                Ok(false) => {}
                Ok(true) => {
                    self.made_any = true;
                    let row = Row::plain(&self.program.header, &self.record);
                    return Ok(Some((self.line, Ok(row))));
                }
                Err(problem) => {
                    self.made_any = true;
                    // All values of a foreign row may have the same fault: it is reported once.
                    if self.refused.as_ref() != Some(&problem) {
                        self.refused = Some(problem.clone());
                        return Ok(Some((self.line, Err(problem))));
                    }
                }
            }
        }
    }

    /// Reads up to the next foreign row that the map does not skip. Returns its line, and the
    /// reason if the row is malformed; `None` at the end.
    fn next_foreign_row(&mut self) -> Result<Option<(u64, Option<Problem>)>, FormatError> {
        self.made_nothing += u64::from(!self.made_any);
        loop {
            self.made_any = true;
            let next = self.rows.next_row()?;
            let Some((line, None)) = next else { return Ok(next) };
            self.line = line;
            self.refused = None;
            let row = self.rows.last_row();
            let evaluator = RowEvaluator { row, parts: &[], blanks: &self.program.blanks };
            let skip = self.program.skip.iter().position(|condition| evaluator.holds(condition));
            if let Some(skip) = skip {
                self.skipped[skip] += 1;
                continue;
            }
            self.values = values(&evaluator, &self.program);
            self.next = (0, 0);
            self.made_any = false;
            return Ok(Some((line, None)));
        }
    }

    /// Makes one row from a value of the current foreign row. Returns false if the map's `only`
    /// excludes the row. Fails if a cell cannot be converted.
    fn make(&mut self, value: usize, row: usize) -> Result<bool, Problem> {
        let CompiledRow { cells, only } = &self.program.rows[row];
        let parts = &self.values[value];
        let row = self.rows.last_row();
        let evaluator = RowEvaluator { row, parts, blanks: &self.program.blanks };
        if !only.iter().all(|condition| evaluator.holds(condition)) {
            return Ok(false);
        }
        self.record.clear();
        let mut cell = String::new();
        for (rule, name) in cells.iter().zip(&self.program.header) {
            cell.clear();
            if let Some((rule, blamed)) = rule {
                let made = evaluator.apply(rule, &mut cell);
                made.map_err(|what| Problem::at(blame(blamed, name), what))?;
            }
            self.record.push(&cell);
        }
        Ok(true)
    }

    /// The current foreign row, with the cells of its file.
    pub(crate) fn last_row(&self) -> Row<'_> {
        self.rows.last_row()
    }

    /// The row of HXL hashtags of the foreign file; `None` if it has none.
    pub(crate) fn tag_row(&self) -> Option<&RowCells> {
        self.rows.tag_row()
    }

    /// Index of the column with reasons of refusal, if the file was written by an earlier
    /// import. `None` in other files.
    pub(crate) fn reason_at(&self) -> Option<usize> {
        self.program.reason
    }

    /// Makes a refusal name the foreign columns from which the cell came, since the user sees
    /// those.
    pub(crate) fn name_column(&self, refused: &mut Refused, words: RemedyWords) {
        let Some(column) = &refused.column else { return };
        let at = self.program.header.iter().position(|name| name == column);
        let rule = at.and_then(|at| self.program.rows[self.made].cells.get(at)?.as_ref());
        if let Some((_, blamed)) = rule.filter(|(_, blamed)| !blamed.is_empty()) {
            refused.column = Some(Cow::Owned(blamed.clone()));
        } else if refused.what.starts_with("blank") {
            refused.what.push_str(&words.of(&Remedy::Fill));
        }
    }

    /// The columns that the map neither reads nor ignores.
    pub(crate) fn unread(&self) -> &[String] {
        &self.program.unread
    }

    /// Sentences for the user after the last row: which rows were skipped, and which columns the
    /// map does not read.
    pub(crate) fn notes(&self) -> Vec<String> {
        let file = &self.file;
        let skipped = self.skipped.iter().zip(&self.because).filter(|(rows, _)| **rows > 0);
        let mut notes: Vec<String> = skipped
            .map(|(rows, because)| {
                let because = because.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
                format!(
                    "{file}: {}{because}",
                    counted(*rows, "row skipped, as the map says", "rows skipped, as the map says")
                )
            })
            .collect();
        let nothing = self.made_nothing + u64::from(!self.made_any);
        if nothing > 0 {
            notes.push(format!(
                "{file}: {}",
                counted(nothing, "row", "rows") + " from which the map made no fact"
            ));
        }
        let unread = &self.program.unread;
        if !unread.is_empty() {
            notes.push(format!(
                "{file}: columns that the map does not use: {}",
                quoted_list(unread)
            ));
        }
        notes
    }
}

/// The values of a foreign row, each followed by its parts. Without `[each.NAME]`, or if the cell
/// is blank, the row has one value without text.
fn values(row: &RowEvaluator<'_>, program: &CompiledMap) -> Vec<Vec<String>> {
    let Some((of, split)) = &program.each else { return vec![Vec::new()] };
    let mut cell = String::new();
    row.first(of, &mut cell);
    let values: Vec<Vec<String>> = split
        .values(&cell)
        .into_iter()
        .map(|value| {
            let parts = split.parts.as_ref().and_then(|parts| parts.of(&value));
            [vec![value], parts.unwrap_or_default()].concat()
        })
        .collect();
    if values.is_empty() { vec![Vec::new()] } else { values }
}

fn blame(foreign: &str, ours: &str) -> String {
    if foreign.is_empty() { ours.to_owned() } else { foreign.to_owned() }
}
