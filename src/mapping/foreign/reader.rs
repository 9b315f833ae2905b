//! Reads a foreign table: CSV with any usual separator, or JSON Lines.
//!
//! Knows where the header is. Must not know what the columns mean.

use crate::format::detect::begins_object;
use crate::format::error::FormatError;
use crate::format::problem::Problem;
use crate::format::records::{RecordReader, long_name, open_text, separator};
use crate::format::row::{LONGEST_CELL, Row, too_long, wrong_count};
use crate::format::row_cells::RowCells;
use crate::format::source::Source;
use crate::mapping::error::{MapError, MapFault, MapRemedy};
use crate::mapping::foreign::header::Header;
use crate::mapping::foreign::objects::{MOST_COLUMNS, ObjectReader};
use crate::mapping::foreign::tags::Tag;
use crate::mapping::model::{Form, HeaderAt};
use foldhash::HashSet;

/// Number of first rows among which the row of HXL hashtags must be.
const HXL_ROWS: usize = 25;

/// A reader of a foreign table whose header has been read.
pub(in crate::mapping) struct ForeignReader<'a> {
    pub(in crate::mapping) file: String,
    pub(in crate::mapping) header: Header,
    rows: Rows<'a>,
    record: RowCells,
    /// Whether a row of hashtags may still follow; true before the first row of data.
    may_be_tagged: bool,
    /// The row of HXL hashtags; `None` if the file has none, or none was read yet.
    tag_row: Option<RowCells>,
}

enum Rows<'a> {
    Records(Box<RecordReader<'a>>),
    Objects(Box<ObjectReader<'a>>),
}

impl<'a> ForeignReader<'a> {
    /// Opens a file and reads its header. Without `form`, the name and first bytes of the file
    /// decide its format.
    pub(in crate::mapping) fn open(
        source: &'a Source,
        form: Option<Form>,
        header: HeaderAt,
    ) -> Result<Self, MapError> {
        let file = source.name().to_owned();
        let bytes = open_text(source)?;
        let declared = separator(bytes.head()).is_declared;
        // A map may give the separator of a text; a sheet has been converted to Factline's own CSV.
        let form = form.filter(|_| source.row_numbers().is_none());
        let form = form.unwrap_or_else(|| guess(&file, bytes.head()));
        let record = RowCells::default();
        match form {
            Form::Lines if header == HeaderAt::Hxl => {
                let why = "no row of HXL hashtags: JSON Lines have none";
                Err(MapFault::whole(&file, why).with(MapRemedy::DraftByNames).into())
            }
            Form::Lines => {
                let objects = ObjectReader::open(&file, bytes)?;
                let header = Header::of_names(objects.columns().to_vec());
                let rows = Rows::Objects(Box::new(objects));
                Ok(Self { file, header, rows, record, may_be_tagged: false, tag_row: None })
            }
            Form::Delimited(delimiter) => {
                let records = RecordReader::new(source, bytes, delimiter, true);
                let rows = Rows::Records(Box::new(records));
                let header_of_file = Header::default();
                let mut reader = Self {
                    file,
                    header: header_of_file,
                    rows,
                    record,
                    may_be_tagged: true,
                    tag_row: None,
                };
                if declared {
                    reader.read_record()?;
                }
                reader.header = reader.read_header(header)?;
                Ok(reader)
            }
        }
    }

    /// The last row read, with the cells of its file. Cells of a CSV may be protected against being
    /// read as formulas.
    pub(in crate::mapping) fn last_row(&self) -> Row<'_> {
        match self.rows {
            Rows::Records(_) => Row::guarded(&self.header.names, &self.record),
            Rows::Objects(_) => Row::plain(&self.header.names, &self.record),
        }
    }

    /// The row of HXL hashtags; `None` if the file has none.
    pub(in crate::mapping) fn tag_row(&self) -> Option<&RowCells> {
        self.tag_row.as_ref()
    }

    /// Adds an optional column that the first objects of JSON Lines lack; returns its index. `None`
    /// for CSV, whose header is complete.
    pub(in crate::mapping) fn may_have(&mut self, name: &str) -> Option<usize> {
        let Rows::Objects(objects) = &mut self.rows else { return None };
        self.header.push(name);
        Some(objects.add_column(name))
    }

    /// Sets the columns that are read. Values of a JSON object in other columns are not faults.
    pub(in crate::mapping) fn reads(&mut self, columns: &HashSet<usize>) {
        if let Rows::Objects(objects) = &mut self.rows {
            objects.reads(columns);
        }
    }

    /// Reads the next row that is not blank. Gives its line, and the reason if it is malformed;
    /// `None` at the end.
    pub(in crate::mapping) fn next_row(
        &mut self,
    ) -> Result<Option<(u64, Option<Problem>)>, FormatError> {
        if let Rows::Objects(objects) = &mut self.rows {
            return objects.next_row(&mut self.record);
        }
        loop {
            let Some(line) = self.read_record()? else { return Ok(None) };
            let mut filled = self.record.iter().map(str::trim).filter(|cell| !cell.is_empty());
            // Skips the row of HXL hashtags, which is not data.
            let is_row = filled.clone().next().is_some()
                && (!self.may_be_tagged || !filled.all(|cell| Tag::parse(cell).is_some()));
            let is_tags =
                self.may_be_tagged && !is_row && self.record.iter().any(|it| !it.is_empty());
            if is_tags && self.tag_row.is_none() {
                self.tag_row = Some(self.record.clone());
            }
            self.may_be_tagged = self.may_be_tagged && !is_row;
            if is_row {
                return Ok(Some((line, self.check_row().err())));
            }
        }
    }

    /// Refuses rows with too few cells, or with filled cells beyond the header; blank ones do no
    /// harm.
    fn check_row(&self) -> Result<(), Problem> {
        if let Rows::Records(records) = &self.rows {
            records.check_quotes()?;
        }
        let expected = self.header.names.len();
        let extra = self.record.iter().skip(expected).any(|cell| !cell.trim().is_empty());
        if self.record.len() < expected || extra {
            return Err(wrong_count(&self.record, expected));
        }
        match self.record.iter().position(|cell| cell.len() > LONGEST_CELL) {
            None => Ok(()),
            Some(at) => Err(Problem::at(self.header.shown(at), too_long(&self.record[at]))),
        }
    }

    /// Reads a record and gives its line; `None` at the end.
    fn read_record(&mut self) -> Result<Option<u64>, FormatError> {
        let Rows::Records(records) = &mut self.rows else { return Ok(None) };
        records.read(&mut self.record)
    }

    fn read_header(&mut self, at: HeaderAt) -> Result<Header, MapError> {
        let header = match at {
            HeaderAt::Row(row) => self.header_in_row(row)?,
            HeaderAt::Hxl => self.header_before_tags()?,
        };
        let wrong = |why: String| FormatError::Header { file: self.file.clone(), why };
        if header.names.len() > MOST_COLUMNS {
            let columns = header.names.len();
            let why = format!("{columns} columns; at most {MOST_COLUMNS} are allowed");
            return Err(wrong(why).into());
        }
        let is_named = |at: usize| !header.names[at].trim().is_empty() || header.tags[at].is_some();
        if !(0..header.names.len()).any(is_named) {
            return Err(wrong("no column has a name".to_owned()).into());
        }
        Ok(header)
    }

    /// Refuses the record read last as a header if its quotes are faulty.
    fn check_header_quotes(&self) -> Result<(), FormatError> {
        match &self.rows {
            Rows::Records(records) => records.check_header_quotes(),
            Rows::Objects(_) => Ok(()),
        }
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
        self.check_header_quotes()?;
        Ok(Header::of_names(self.record.iter().map(one_line).collect()))
    }

    fn header_before_tags(&mut self) -> Result<Header, MapError> {
        let mut before: Vec<String> = Vec::new();
        let mut quotes = Ok(());
        for _ in 0..HXL_ROWS {
            if self.read_record()?.is_none() {
                break;
            }
            let tags: Vec<Option<Tag>> = self.record.iter().map(Tag::parse).collect();
            let filled = self.record.iter().filter(|cell| !cell.trim().is_empty()).count();
            let tagged = tags.iter().flatten().count();
            if tagged > 0 && tagged * 2 >= filled {
                quotes?;
                self.tag_row = Some(self.record.clone());
                before.resize(tags.len(), String::new());
                return Ok(Header::new(before, tags));
            }
            if filled > 0 {
                before = self.record.iter().map(one_line).collect();
                quotes = self.check_header_quotes();
            }
        }
        let why = format!(
            "no row of HXL hashtags (#adm1+name, #affected) is among the first {HXL_ROWS} rows"
        );
        Err(MapFault::whole(&self.file, why).with(MapRemedy::DraftByNames).into())
    }
}

/// The first records of a file of separated values, without blank lines; empty for JSON Lines.
pub(in crate::mapping) fn first_records(
    source: &Source,
    count: usize,
) -> Result<Vec<Vec<String>>, FormatError> {
    let bytes = open_text(source)?;
    let is_declared = separator(bytes.head()).is_declared;
    let Form::Delimited(sign) = guess(source.name(), bytes.head()) else { return Ok(Vec::new()) };
    let mut records = RecordReader::new(source, bytes, sign, true);
    let (mut first, mut record) = (Vec::new(), RowCells::default());
    if is_declared {
        records.read(&mut record)?;
    }
    while first.len() < count && records.read(&mut record)?.is_some() {
        first.push(record.iter().map(one_line).collect());
    }
    Ok(first)
}

fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Guesses the format of a file from its extension and first bytes.
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
