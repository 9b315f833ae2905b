//! Facts as a CSV file that loses nothing and that a spreadsheet can open without harm.
//!
//! Facts are read past and written at once, so that a million of them take no more memory than a
//! hundred. What stands in the columns of a place, an indicator or a report is the same for all of
//! its facts: it is made once, and copied.

use super::{Options, WriteFailure};
use crate::domain::filter::Filter;
use crate::domain::selection::Selection;
use crate::exchange::SEPARATOR;
use crate::exchange::columns::{Cell, Column, Source, Table, line_cell};
use crate::render::safe;
use crate::store::{Line, Passed, Store, StoreError, Vocabulary};
use foldhash::{HashMap, HashMapExt};
use std::io::{self, Write};

/// So many bytes are written at once.
const CHUNK: usize = 1 << 16;

/// Writes the facts that a filter asks for as CSV (RFC 4180 with line feeds, UTF-8), in the order in
/// which they were recorded: a header first, then one row for each.
pub fn write(
    store: &Store,
    filter: &Filter,
    options: &Options,
    out: &mut dyn Write,
) -> Result<Passed, WriteFailure> {
    let vocabulary = store.vocabulary(filter)?;
    let table = Table::of(&vocabulary.rows);
    let mut sheet = Sheet {
        pieces: pieces(),
        table: &table,
        vocabulary: &vocabulary,
        raw: options.raw,
        bytes: header(options.excel, None),
        made: <[HashMap<_, _>; 3]>::default(),
    };
    let passed = store.pass(filter, |line| {
        sheet.make(line, |number| store.numbered_report(number, filter))?;
        sheet.row(line);
        if sheet.bytes.len() >= CHUNK {
            out.write_all(&sheet.bytes)?;
            sheet.bytes.clear();
        }
        Ok::<_, WriteFailure>(())
    })?;
    out.write_all(&sheet.bytes)?;
    Ok(passed)
}

/// Writes the facts of a selection in its order, as [`write()`] writes those of a database.
pub fn of_selection(
    selection: &Selection,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_tagged(selection, *options, None, out)
}

/// The same, with a row under the header that gives each column a hashtag.
pub(super) fn write_tagged(
    selection: &Selection,
    options: Options,
    hashtag: Option<fn(Column) -> &'static str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let table = Table::of(selection);
    let mut bytes = header(options.excel, hashtag);
    for fact in &selection.facts {
        cells(&mut bytes, Column::ALL, options.raw, |column| table.cell(column, fact));
        bytes.push(b'\n');
        if bytes.len() >= CHUNK {
            out.write_all(&bytes)?;
            bytes.clear();
        }
    }
    out.write_all(&bytes)
}

fn header(excel: bool, hashtag: Option<fn(Column) -> &'static str>) -> Vec<u8> {
    let row = |word: fn(Column) -> &'static str| {
        let words: Vec<&str> = Column::ALL.iter().map(|column| word(*column)).collect();
        words.join(",") + "\n"
    };
    let mark = if excel { "\u{feff}" } else { "" };
    let tags = hashtag.map(row).unwrap_or_default();
    format!("{mark}{}{tags}", row(Column::name)).into_bytes()
}

/// Neighbouring columns of one source.
struct Piece {
    source: Source,
    columns: &'static [Column],
    /// Which piece of its source it is.
    number: usize,
}

fn pieces() -> Vec<Piece> {
    let mut counts: HashMap<Source, usize> = HashMap::new();
    let runs = Column::ALL.chunk_by(|a, b| a.source() == b.source());
    let piece = |columns: &'static [Column]| {
        let source = columns[0].source();
        let number = counts.entry(source).or_default();
        *number += 1;
        Piece { source, columns, number: *number - 1 }
    };
    runs.map(piece).collect()
}

/// What is made once and copied.
const COPIED: [Source; 3] = [Source::Report, Source::Place, Source::Indicator];
const REPORTS: usize = 0;
const PLACES: usize = 1;
const INDICATORS: usize = 2;

/// Rows on their way to a file.
struct Sheet<'a> {
    pieces: Vec<Piece>,
    table: &'a Table<'a>,
    vocabulary: &'a Vocabulary,
    raw: bool,
    bytes: Vec<u8>,
    /// The pieces of reports, places and indicators, by their numbers.
    made: [HashMap<i64, Vec<Vec<u8>>>; 3],
}

impl Sheet<'_> {
    /// Makes what is to be copied for a fact, where it was not made for one before.
    fn make(
        &mut self,
        line: &Line<'_>,
        report: impl FnOnce(i64) -> Result<crate::domain::report::Report, StoreError>,
    ) -> Result<(), StoreError> {
        let (table, vocabulary) = (self.table, self.vocabulary);
        if !self.made[REPORTS].contains_key(&line.report) {
            let report = report(line.report)?;
            self.keep(REPORTS, line.report, |column| table.report(column, &report));
        }
        if !self.made[PLACES].contains_key(&line.place) {
            let key = vocabulary.places.get(&line.place).map_or("", String::as_str);
            self.keep(PLACES, line.place, |column| table.place(column, key));
        }
        if !self.made[INDICATORS].contains_key(&line.indicator) {
            let key = vocabulary.indicators.get(&line.indicator).map_or("", String::as_str);
            self.keep(INDICATORS, line.indicator, |column| table.indicator(column, key));
        }
        Ok(())
    }

    fn keep<'c>(&mut self, kind: usize, number: i64, cell: impl Fn(Column) -> Cell<'c>) {
        let piece = |piece: &Piece| {
            let mut bytes = Vec::new();
            cells(&mut bytes, piece.columns, self.raw, &cell);
            bytes
        };
        let pieces = self.pieces.iter().filter(|piece| piece.source == COPIED[kind]).map(piece);
        self.made[kind].insert(number, pieces.collect());
    }

    /// Writes the row of a fact for which everything is made.
    fn row(&mut self, line: &Line<'_>) {
        let made = [
            self.made[REPORTS].get(&line.report),
            self.made[PLACES].get(&line.place),
            self.made[INDICATORS].get(&line.indicator),
        ];
        for (at, piece) in self.pieces.iter().enumerate() {
            if at > 0 {
                self.bytes.push(b',');
            }
            let copied = match piece.source {
                Source::Report => made[REPORTS],
                Source::Place => made[PLACES],
                Source::Indicator => made[INDICATORS],
                Source::Judgements => {
                    cells(&mut self.bytes, piece.columns, self.raw, |column| {
                        self.table.judgement(column, line.uid)
                    });
                    continue;
                }
                Source::Fact => {
                    cells(&mut self.bytes, piece.columns, self.raw, |c| line_cell(c, line));
                    continue;
                }
                Source::Actors => {
                    cells(&mut self.bytes, piece.columns, self.raw, |column| {
                        actors(self.table, self.vocabulary, column, line)
                    });
                    continue;
                }
            };
            if let Some(bytes) = copied.and_then(|pieces| pieces.get(piece.number)) {
                self.bytes.extend_from_slice(bytes);
            }
        }
        self.bytes.push(b'\n');
    }
}

/// What stands in a column of [`Source::Actors`].
fn actors<'a>(
    table: &Table<'a>,
    vocabulary: &'a Vocabulary,
    column: Column,
    line: &Line<'_>,
) -> Cell<'a> {
    let key = |actor: &i64| vocabulary.actors.get(actor).map_or("", String::as_str);
    let name = |actor: &i64| table.name(key(actor));
    let via = |word: &dyn Fn(&i64) -> &'a str| match line.via {
        [] => Cell::Blank,
        via => Cell::Text(via.iter().map(word).collect::<Vec<_>>().join(SEPARATOR).into()),
    };
    match (column, &line.claimant) {
        (Column::Via, _) => via(&name),
        (Column::ViaKeys, _) => via(&key),
        (_, None) => Cell::Blank,
        (Column::Claimant, Some(actor)) => Cell::Text(name(actor).into()),
        (_, Some(actor)) => Cell::Text(key(actor).into()),
    }
}

/// Writes the cells of some columns.
fn cells<'a>(
    bytes: &mut Vec<u8>,
    columns: &[Column],
    raw: bool,
    cell: impl Fn(Column) -> Cell<'a>,
) {
    for (at, column) in columns.iter().enumerate() {
        if at > 0 {
            bytes.push(b',');
        }
        push(bytes, &cell(*column), raw);
    }
}

/// Writes a cell, in quotes where it needs them.
fn push(bytes: &mut Vec<u8>, cell: &Cell<'_>, raw: bool) {
    let guarded;
    let text = match cell {
        Cell::Blank => return,
        Cell::Figure(digits) => digits.as_str(),
        Cell::Text(text) if raw => text,
        Cell::Text(text) => {
            guarded = safe::cell(text);
            &guarded
        }
    };
    let is_special = memchr::memchr3(b',', b'"', b'\n', text.as_bytes()).is_some()
        || memchr::memchr(b'\r', text.as_bytes()).is_some();
    if !is_special {
        bytes.extend_from_slice(text.as_bytes());
        return;
    }
    bytes.push(b'"');
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            bytes.extend_from_slice(b"\"\"");
        }
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes.push(b'"');
}
