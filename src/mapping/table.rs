//! Somebody else's file of rows: CSV with any usual sign between cells, or JSON Lines.
//!
//! Knows where the header is. Must not know what the columns mean.

use crate::format::csv::{LONGEST_CELL, long_name, separator, too_long, unreadable};
use crate::format::error::FormatError;
use crate::format::problem::Problem;
use crate::format::source::Source;
use crate::format::utf8::{Checked, begins_object};
use crate::mapping::error::{MapError, MapFault, MapRemedy};
use crate::mapping::header::Header;
use crate::mapping::lines::Lines;
use crate::mapping::model::{Form, HeaderAt};
use crate::mapping::tags::Tag;
use csv::StringRecord;
use std::io::{self, Read};

/// More columns than this are no table.
pub(super) const MOST_COLUMNS: usize = 5_000;
/// The row of hashtags is among the first ones of a file.
const HXL_ROWS: usize = 25;

/// A file of rows of which the header was read.
pub(super) struct Table<'a> {
    pub(super) file: String,
    pub(super) header: Header,
    rows: Rows<'a>,
    record: StringRecord,
    /// Whether a row of hashtags may still come: it stands before the first row.
    may_be_tagged: bool,
}

enum Rows<'a> {
    Cells(Box<csv::Reader<Checked<Box<dyn Read + Send + 'a>>>>),
    Lines(Box<Lines<'a>>),
}

/// What became of the next row.
pub(super) enum Next {
    /// It can be read with [`Table::record`]; its line.
    Row(u64),
    /// It is none, and why.
    Bad(u64, Problem),
    /// The file has ended.
    End,
}

impl<'a> Table<'a> {
    /// Reads the header. `form` is told from the beginning of the file where it is not given.
    pub(super) fn open(
        source: &'a Source,
        form: Option<Form>,
        header: HeaderAt,
    ) -> Result<Self, MapError> {
        let file = source.name().to_owned();
        let bytes =
            source.open().and_then(Checked::new).map_err(|error| unreadable(&file, error))?;
        let declared = separator(bytes.head()).is_declared;
        let form = form.unwrap_or_else(|| guess(&file, bytes.head()));
        let record = StringRecord::new();
        match form {
            Form::Lines => {
                let lines = Lines::open(&file, bytes)?;
                let header = Header::of_names(lines.columns().to_vec());
                let rows = Rows::Lines(Box::new(lines));
                Ok(Self { file, header, rows, record, may_be_tagged: false })
            }
            Form::Delimited(delimiter) => {
                let mut builder = csv::ReaderBuilder::new();
                let builder = builder.has_headers(false).flexible(true).delimiter(delimiter);
                let rows = Rows::Cells(Box::new(builder.from_reader(bytes)));
                let mut table =
                    Self { file, header: Header::default(), rows, record, may_be_tagged: true };
                if declared {
                    table.read_record()?;
                }
                table.header = table.read_header(header)?;
                Ok(table)
            }
        }
    }

    /// The row last read.
    pub(super) fn record(&self) -> &StringRecord {
        &self.record
    }

    /// Has room for a column that the first objects of JSON Lines lack; where it then stands.
    pub(super) fn may_have(&mut self, name: &str) -> Option<usize> {
        let Rows::Lines(lines) = &mut self.rows else { return None };
        self.header.names.push(name.to_owned());
        self.header.tags.push(None);
        Some(lines.add_column(name))
    }

    /// Reads the next row that has anything in it.
    pub(super) fn next_row(&mut self) -> Result<Next, FormatError> {
        if let Rows::Lines(lines) = &mut self.rows {
            let next = lines.next_row(&mut self.record);
            return next.map_err(|error| unreadable(&self.file, error));
        }
        loop {
            let Some(line) = self.read_record()? else { return Ok(Next::End) };
            let mut filled = self.record.iter().map(str::trim).filter(|cell| !cell.is_empty());
            // A row of hashtags says what the columns are, to programs that read it.
            let is_row = filled.clone().next().is_some()
                && (!self.may_be_tagged || !filled.all(|cell| Tag::parse(cell).is_some()));
            self.may_be_tagged = self.may_be_tagged && !is_row;
            if is_row {
                return Ok(match self.check_row() {
                    Ok(()) => Next::Row(line),
                    Err(problem) => Next::Bad(line, problem),
                });
            }
        }
    }

    /// Cells beyond the header are nothing where they are blank.
    fn check_row(&self) -> Result<(), Problem> {
        let (expected, found) = (self.header.names.len(), self.record.len());
        let extra = self.record.iter().skip(expected).any(|cell| !cell.trim().is_empty());
        if found < expected || extra {
            let quote = if self.record.iter().any(|cell| cell.contains('\n')) {
                "; one of them holds line breaks: is a `\"` not closed?"
            } else {
                ""
            };
            let what = format!("{found} fields, and the header has {expected}{quote}");
            return Err(Problem::row(what));
        }
        match self.record.iter().position(|cell| cell.len() > LONGEST_CELL) {
            None => Ok(()),
            Some(at) => Err(Problem::at(self.header.shown(at), too_long(&self.record[at]))),
        }
    }

    /// Reads a record and gives its line; none at the end.
    fn read_record(&mut self) -> Result<Option<u64>, FormatError> {
        let Rows::Cells(rows) = &mut self.rows else { return Ok(None) };
        let (from, line) = (rows.position().byte(), rows.position().line());
        rows.get_mut().begin_row(from, line);
        let read = rows.read_record(&mut self.record).map_err(|error| {
            let why = match error.into_kind() {
                csv::ErrorKind::Io(why) => why,
                other => io::Error::other(format!("{other:?}")),
            };
            unreadable(&self.file, why)
        })?;
        let row = rows.position().record();
        let bytes = rows.get_mut();
        let line = if bytes.has_no_line_feed() { row } else { bytes.line_of_row() };
        Ok(read.then_some(line))
    }

    fn read_header(&mut self, at: HeaderAt) -> Result<Header, MapError> {
        let header = match at {
            HeaderAt::Row(row) => self.header_in_row(row)?,
            HeaderAt::Hxl => self.header_before_tags()?,
        };
        let wrong = |why: String| FormatError::Header { file: self.file.clone(), why };
        if header.names.len() > MOST_COLUMNS {
            let columns = header.names.len();
            let why = format!("{columns} columns, and {MOST_COLUMNS} are the most");
            return Err(wrong(why).into());
        }
        let is_named = |at: usize| !header.names[at].trim().is_empty() || header.tags[at].is_some();
        if !(0..header.names.len()).any(is_named) {
            return Err(wrong("no column has a name".to_owned()).into());
        }
        Ok(header)
    }

    fn header_in_row(&mut self, row: usize) -> Result<Header, FormatError> {
        for _ in 0..row {
            if self.read_record()?.is_none() {
                return Err(FormatError::Empty { file: self.file.clone() });
            }
        }
        if let Some(why) = long_name(&self.record) {
            return Err(FormatError::Header { file: self.file.clone(), why });
        }
        Ok(Header::of_names(self.record.iter().map(one_line).collect()))
    }

    fn header_before_tags(&mut self) -> Result<Header, MapError> {
        let mut before: Vec<String> = Vec::new();
        for _ in 0..HXL_ROWS {
            if self.read_record()?.is_none() {
                break;
            }
            let tags: Vec<Option<Tag>> = self.record.iter().map(Tag::parse).collect();
            let filled = self.record.iter().filter(|cell| !cell.trim().is_empty()).count();
            let tagged = tags.iter().flatten().count();
            if tagged > 0 && tagged * 2 >= filled {
                before.resize(tags.len(), String::new());
                return Ok(Header { names: before, tags });
            }
            if filled > 0 {
                before = self.record.iter().map(one_line).collect();
            }
        }
        let why = format!(
            "no row of HXL hashtags (#adm1+name, #affected) is among the first {HXL_ROWS} rows"
        );
        Err(MapFault::whole(&self.file, why).with(MapRemedy::DraftByNames).into())
    }
}

fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a file is written, told by its name and its beginning.
fn guess(file: &str, head: &[u8]) -> Form {
    let ends = |ending: &str| file.trim_end_matches(".gz").to_ascii_lowercase().ends_with(ending);
    if [".jsonl", ".ndjson", ".json"].iter().any(|ending| ends(ending)) || begins_object(head) {
        Form::Lines
    } else if ends(".tsv") && head.contains(&b'\t') {
        Form::Delimited(b'\t')
    } else {
        Form::Delimited(separator(head).sign)
    }
}
