//! Reads JSON Lines as rows: one object a line. Its key `record` is the kind of the object (`fact`), and its
//! other keys are column names.
//!
//! Knows how a JSON value becomes a cell. Must not know what the columns mean.

use crate::format::error::FormatError;
use crate::format::lines::LineReader;
use crate::format::problem::Problem;
use crate::format::records::open_text;
use crate::format::remedy::Remedy;
use crate::format::repeated_keys::Fields;
use crate::format::row::{LONGEST_CELL, NumberedRow, Row, too_long};
use crate::format::row_cells::RowCells;
use crate::format::source::Source;
use crate::text::lists;
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// The key whose value is the kind of row.
const RECORD: &str = "record";
/// The column for a whole line that is not an object, in the file of refused rows that the user corrects.
const LINE: &str = "line";
/// The column of a report's text, which is kept unchanged: no length limit, no trimming.
pub(crate) const VERBATIM: &str = "text";

/// A file may have at most this many different keys; a file with more is not meant for this program.
const MOST_KEYS: usize = 1_000;

/// The kind of row that an object is, by the word of its `record`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Record {
    Actor,
    Place,
    Indicator,
    Report,
    Fact,
    /// The line is not an object of a known kind; it is refused and given back to the user.
    Nothing,
}

const RECORDS: [(Record, &str); 5] = [
    (Record::Actor, "actor"),
    (Record::Place, "place"),
    (Record::Indicator, "indicator"),
    (Record::Report, "report"),
    (Record::Fact, "fact"),
];

/// Reads the objects of one kind in a file as rows, or (for `Nothing`) the lines that are no known
/// object. The header has all keys that any of the objects has.
pub(crate) struct JsonlReader<'a> {
    pub(crate) file: String,
    pub(crate) record: Record,
    header: Vec<String>,
    lines: LineReader<'a>,
    /// Number of objects of this kind that are still to be read.
    left: usize,
    cells: RowCells,
}

/// The objects of one kind in a file: where they start, how many they are, and their keys.
struct Stretch {
    record: Record,
    /// Offset in bytes of the first such object, from 0.
    offset: u64,
    count: usize,
    keys: Vec<String>,
}

impl<'a> JsonlReader<'a> {
    /// Reads a file once to find its kinds of objects. Returns a reader for each kind, and one for the lines that are
    /// not an object. Fails if the file has no line, is not UTF-8 text, or has too many keys.
    pub(crate) fn open(source: &'a Source) -> Result<Vec<Self>, FormatError> {
        let open = |stretch: Stretch| {
            let Stretch { record, offset, count, keys } = stretch;
            let mut lines = LineReader::new(source.name(), open_text(source)?);
            lines.skip_to(offset)?;
            Ok(Self {
                file: source.name().to_owned(),
                record,
                header: keys,
                lines,
                left: count,
                cells: RowCells::default(),
            })
        };
        survey(source)?.into_iter().map(open).collect()
    }

    /// All keys that any of the objects has: the columns of the rows.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The object that was read last, as a row.
    pub(crate) fn last_row(&self) -> Row<'_> {
        Row::plain(&self.header, &self.cells)
    }

    /// The next object as a row with its line number, or the problem that makes it unusable; `None`
    /// at the end. Fails if the file cannot be read further.
    pub(crate) fn next_row(&mut self) -> Result<Option<NumberedRow<'_>>, FormatError> {
        let record = self.record;
        if record == Record::Nothing {
            return self.next_bad_line();
        }
        while self.left > 0 {
            let Some((line, text)) = self.lines.next()? else { break };
            let text = text.trim();
            // Lines that are not an object, or one of another kind, are left to the readers that `open`
            // made for them.
            let fields = serde_json::from_str::<Fields>(text);
            let is_ours = match &fields {
                Ok(fields) => record_of(fields) == Some(record.word()),
                Err(_) => kind_of(text).is_ok_and(|(found, _)| found == record),
            };
            if !is_ours {
                continue;
            }
            self.left -= 1;
            // Clears the cells first, so that an unreadable row does not show cells of the row
            // before.
            self.cells.clear();
            self.header.iter().for_each(|_| self.cells.push(""));
            let row = fields
                .map_err(|why| not_an_object(&why))
                .and_then(|fields| fill(&mut self.cells, &self.header, &fields.0))
                .map(|()| Row::plain(&self.header, &self.cells));
            return Ok(Some((line, row)));
        }
        Ok(None)
    }

    /// The next line that is not an object of a known kind, with its problem.
    fn next_bad_line(&mut self) -> Result<Option<NumberedRow<'_>>, FormatError> {
        while self.left > 0 {
            let Some((line, text)) = self.lines.next()? else { break };
            let text = text.trim();
            if let Err(problem) = kind_of(text) {
                self.left -= 1;
                self.cells.clear();
                self.cells.push(text);
                return Ok(Some((line, Err(problem))));
            }
        }
        Ok(None)
    }
}

impl Record {
    fn word(self) -> &'static str {
        RECORDS.get(self as usize).map_or("", |(_, word)| word)
    }
}

/// Reads a whole file to find each kind of object, its first offset, its number of objects and its
/// keys.
fn survey(source: &Source) -> Result<Vec<Stretch>, FormatError> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut lines = LineReader::new(source.name(), open_text(source)?);
    loop {
        let offset = lines.offset();
        let Some((line, text)) = lines.next()? else { break };
        let (record, keys) = match kind_of(text.trim()) {
            Ok(found) => found,
            Err(_) => (Record::Nothing, vec![Cow::Borrowed(LINE)]),
        };
        let at = stretches.iter().position(|stretch| stretch.record == record);
        let at = at.unwrap_or_else(|| {
            stretches.push(Stretch { record, offset, count: 0, keys: Vec::new() });
            stretches.len() - 1
        });
        let stretch = &mut stretches[at];
        stretch.count += 1;
        for key in keys {
            if !stretch.keys.iter().any(|known| *known == *key) {
                stretch.keys.push(key.into_owned());
            }
            if stretch.keys.len() > MOST_KEYS {
                let file = source.name().to_owned();
                return Err(FormatError::TooManyKeys { file, line, most: MOST_KEYS });
            }
        }
    }
    if stretches.is_empty() && !source.is_rewritten() {
        return Err(FormatError::NoLine { file: source.name().to_owned() });
    }
    Ok(stretches)
}

/// The kind of the object in a line, and its other keys. Fails if the line is not a JSON object or `record` has no
/// known word.
fn kind_of(text: &str) -> Result<(Record, Vec<Cow<'_, str>>), Problem> {
    let keys: Keys<'_> = serde_json::from_str(text).map_err(|why| not_an_object(&why))?;
    let words = || RECORDS.map(|(_, word)| word).join(", ");
    let Some(word) = keys.record else {
        let missing = format!("missing: one of {} was expected", words());
        return Err(Problem::at(RECORD, missing).with(Remedy::DraftMap));
    };
    let found = RECORDS.iter().find(|(_, known)| *known == word);
    let (record, _) =
        found.ok_or_else(|| Problem::at(RECORD, format!("`{word}` is not one of {}", words())))?;
    Ok((*record, keys.others))
}

fn not_an_object(why: &serde_json::Error) -> Problem {
    let said = why.to_string();
    let what = said.split(" at line ").next().unwrap_or(&said);
    Problem::row(format!("not a JSON object: {what} (column {})", why.column()))
}

/// The keys of an object without their values, and the word of its `record`.
struct Keys<'a> {
    record: Option<Cow<'a, str>>,
    others: Vec<Cow<'a, str>>,
}

#[derive(serde::Deserialize)]
struct Word<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Keys<'de> {
    fn deserialize<D: Deserializer<'de>>(object: D) -> Result<Self, D::Error> {
        struct Looking;
        impl<'de> Visitor<'de> for Looking {
            type Value = Keys<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Keys<'de>, M::Error> {
                let mut keys = Keys { record: None, others: Vec::new() };
                while let Some(Word(key)) = map.next_key()? {
                    if key != RECORD {
                        map.next_value::<IgnoredAny>()?;
                        keys.others.push(key);
                    } else if keys.record.is_some() {
                        return Err(de::Error::custom("key `record` appears twice"));
                    } else {
                        keys.record = Some(map.next_value::<Word<'de>>()?.0);
                    }
                }
                Ok(keys)
            }
        }
        object.deserialize_map(Looking)
    }
}

/// Fills the cells of a row with the values of an object; a column without a key gets a blank cell. Fails if a key
/// appears twice, or a value cannot be put into a cell.
fn fill(
    cells: &mut RowCells,
    header: &[String],
    fields: &[(String, Value)],
) -> Result<(), Problem> {
    cells.clear();
    for (at, key) in fields.iter().enumerate() {
        if fields[..at].iter().any(|(earlier, _)| *earlier == key.0) {
            return Err(Problem::at(key.0.clone(), "appears twice"));
        }
    }
    for column in header {
        let value = fields.iter().find(|(key, _)| key == column).map(|(_, value)| value);
        let cell = value.map_or(Cow::Borrowed(""), cell);
        cells.push(&cell);
    }
    for (column, cell) in header.iter().zip(cells.iter()) {
        check_cell(cell, column != VERBATIM).map_err(|what| Problem::at(column.clone(), what))?;
    }
    Ok(())
}

/// The word of an object's `record`; `None` if it has none.
fn record_of(fields: &Fields) -> Option<&str> {
    fields.0.iter().find(|(key, _)| key == RECORD)?.1.as_str()
}

/// Checks a text that came from JSON. Fails if it has a zero byte or, if `is_limited`, is longer than a cell may be.
pub(crate) fn check_cell(cell: &str, is_limited: bool) -> Result<(), String> {
    if is_limited && cell.len() > LONGEST_CELL {
        return Err(too_long(cell));
    }
    match memchr::memchr(0, cell.as_bytes()) {
        None => Ok(()),
        Some(at) => Err(format!("a zero byte (`\\u0000`, byte {at} of the text)")),
    }
}

/// A JSON value as the text of a cell: texts as they are, `1` or `0` for booleans, lists of texts
/// joined, and anything deeper as JSON.
fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Bool(flag) => Cow::Borrowed(if *flag { "1" } else { "0" }),
        Value::String(text) => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(digits(number)),
        Value::Array(values) => {
            let texts: Option<Vec<&str>> = values.iter().map(Value::as_str).collect();
            Cow::Owned(texts.map_or_else(|| value.to_string(), |texts| lists::join(&texts)))
        }
        Value::Object(_) => Cow::Owned(value.to_string()),
    }
}

/// A number written without an exponent, which JSON allows (`1e6`).
pub(crate) fn digits(number: &serde_json::Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() => float.to_string(),
        _ => number.to_string(),
    }
}
