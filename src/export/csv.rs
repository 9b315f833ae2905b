//! Facts as a CSV file that loses nothing and that a spreadsheet can open without harm.
//!
//! Facts are read past and written at once, and none is kept. What stands in the columns of a place,
//! an indicator or a report is the same for all of its facts: it is made once, kept and copied, so
//! that memory grows with these and not with the facts.

use super::{Options, WriteFailure};
use crate::domain::filter::Filter;
use crate::domain::selection::Selection;
use crate::store::{FactEncoder, Store, Streamed, StreamedFact, ThreadPlan, Vocabulary};
use crate::text::lists::SEPARATOR;
use crate::text::safe;
use crate::wire::{Cell, Column, Source, Table, line_cell};
use foldhash::{HashMap, HashMapExt};
use std::io::{self, Write};
use std::sync::OnceLock;

/// So many bytes are written at once.
const CHUNK: usize = 1 << 16;

/// Writes the facts that a filter asks for as CSV (RFC 4180 with line feeds, UTF-8), in the order in
/// which they were recorded: a header first, then one row for each.
pub fn write(
    store: &Store,
    filter: &Filter,
    options: &Options,
    out: &mut dyn Write,
) -> Result<Streamed, WriteFailure> {
    let vocabulary = store.vocabulary(filter)?;
    let table = Table::of(&vocabulary.rows);
    out.write_all(&header(options.excel, None))?;
    let reports = Reports::below(vocabulary.newest_report);
    let sheet = || Sheet {
        pieces: pieces(),
        table: &table,
        vocabulary: &vocabulary,
        filter,
        raw: options.raw,
        bytes: Vec::new(),
        reports: &reports,
        places: HashMap::new(),
        indicators: HashMap::new(),
    };
    store.encode_facts(filter, &ThreadPlan::default(), sheet, |bytes| Ok(out.write_all(bytes)?))
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

/// The pieces of one source, made once and copied.
struct Made {
    bytes: Box<[u8]>,
    /// Where each piece ends.
    ends: Box<[u32]>,
}

impl Made {
    fn piece(&self, number: usize) -> &[u8] {
        let at = |end: Option<&u32>| end.map_or(0, |end| *end as usize);
        let from = number.checked_sub(1).map_or(0, |before| at(self.ends.get(before)));
        self.bytes.get(from..at(self.ends.get(number))).unwrap_or_default()
    }
}

/// The pieces of reports by their numbers, for all threads together: there may be many reports.
struct Reports(Vec<OnceLock<Box<[OnceLock<Made>]>>>);

/// So many reports with neighbouring numbers get their room together, once one of them is needed.
const BLOCK: usize = 1 << 10;

/// Of reports with greater numbers than this, nothing is kept.
const MOST_REPORTS: usize = 1 << 22;

impl Reports {
    fn below(newest: i64) -> Self {
        let most = usize::try_from(newest).unwrap_or(0).min(MOST_REPORTS);
        Self((0..=most / BLOCK).map(|_| OnceLock::new()).collect())
    }

    fn slot(&self, number: i64) -> Option<&OnceLock<Made>> {
        let number = usize::try_from(number).ok()?;
        let block = self.0.get(number / BLOCK)?;
        block.get_or_init(|| (0..BLOCK).map(|_| OnceLock::new()).collect()).get(number % BLOCK)
    }
}

/// Rows on their way to a file.
struct Sheet<'a> {
    pieces: Vec<Piece>,
    table: &'a Table<'a>,
    vocabulary: &'a Vocabulary,
    filter: &'a Filter,
    raw: bool,
    bytes: Vec<u8>,
    reports: &'a Reports,
    places: HashMap<i64, Made>,
    indicators: HashMap<i64, Made>,
}

impl FactEncoder for Sheet<'_> {
    type Error = WriteFailure;

    fn add(&mut self, store: &Store, line: &StreamedFact<'_>) -> Result<(), WriteFailure> {
        let (table, vocabulary, reports) = (self.table, self.vocabulary, self.reports);
        let kept = reports.slot(line.report);
        let mut unkept = None;
        let report = if let Some(made) = kept.and_then(OnceLock::get) {
            made
        } else {
            let report = store.numbered_report(line.report, self.filter)?;
            let made = self.make(Source::Report, |column| table.report(column, &report));
            match kept {
                Some(slot) => slot.get_or_init(|| made),
                None => unkept.insert(made),
            }
        };
        if !self.places.contains_key(&line.place) {
            let key = vocabulary.places.get(&line.place).map_or("", String::as_str);
            let made = self.make(Source::Place, |column| table.place(column, key));
            self.places.insert(line.place, made);
        }
        if !self.indicators.contains_key(&line.indicator) {
            let key = vocabulary.indicators.get(&line.indicator).map_or("", String::as_str);
            let made = self.make(Source::Indicator, |column| table.indicator(column, key));
            self.indicators.insert(line.indicator, made);
        }
        self.row(line, report);
        Ok(())
    }

    fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }
}

impl Sheet<'_> {
    fn make<'c>(&self, source: Source, cell: impl Fn(Column) -> Cell<'c>) -> Made {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        for piece in self.pieces.iter().filter(|piece| piece.source == source) {
            cells(&mut bytes, piece.columns, self.raw, &cell);
            ends.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        }
        Made { bytes: bytes.into(), ends: ends.into() }
    }

    /// Writes the row of a fact for which everything is made.
    fn row(&mut self, line: &StreamedFact<'_>, report: &Made) {
        let (table, raw) = (self.table, self.raw);
        let (place, indicator) =
            (self.places.get(&line.place), self.indicators.get(&line.indicator));
        for (at, piece) in self.pieces.iter().enumerate() {
            if at > 0 {
                self.bytes.push(b',');
            }
            let copied = match piece.source {
                Source::Report => Some(report),
                Source::Place => place,
                Source::Indicator => indicator,
                Source::Judgements => {
                    cells(&mut self.bytes, piece.columns, raw, |c| table.judgement(c, line.uid));
                    continue;
                }
                Source::Fact => {
                    cells(&mut self.bytes, piece.columns, raw, |c| line_cell(c, line));
                    continue;
                }
                Source::Actors => {
                    cells(&mut self.bytes, piece.columns, raw, |column| {
                        actors(table, self.vocabulary, column, line)
                    });
                    continue;
                }
            };
            if let Some(made) = copied {
                self.bytes.extend_from_slice(made.piece(piece.number));
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
    line: &StreamedFact<'_>,
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
