//! Reads foreign JSON Lines: one object on each line. Nested values become columns with a dotted
//! name, such as `place.name`, or `sources.0` for the first item of a list.

use crate::domain::name::key_of;
use crate::format::error::FormatError;
use crate::format::jsonl::{check_cell, digits};
use crate::format::lines::LineReader;
use crate::format::problem::Problem;
use crate::format::records::TextBytes;
use crate::format::repeated_keys::UniqueKeys;
use crate::format::row_cells::RowCells;
use serde_json::Value;
use std::collections::{HashMap, HashSet, VecDeque};

/// Maximum number of columns in a table; a file with more is refused.
pub(super) const MOST_COLUMNS: usize = 5_000;
/// Number of lines that are searched for the names of columns.
const LOOKED_AT: usize = 100;
/// This many items of a nested list become columns; a map may name further ones.
const ITEMS: usize = 20;
/// Maximum number of keys in the cache of positions; bounds the memory for files with new keys in
/// each line.
const REMEMBERED: usize = 20_000;
/// Deepest nesting of objects that is searched for values; deeper values are not read.
const DEEPEST: usize = 8;

/// A reader of JSON Lines as rows.
pub(super) struct ObjectReader<'a> {
    lines: LineReader<'a>,
    /// Lines that were searched for columns and must still be returned.
    ahead: VecDeque<(u64, String)>,
    columns: Vec<String>,
    /// Index of each column by its name. Empty until a key is searched for.
    exact: HashMap<String, usize>,
    /// The index of each column by its folded name.
    folded: HashMap<String, usize>,
    /// Cache: index of the column for each key that is not a name of one; `None` for keys without a
    /// column.
    others: HashMap<String, Option<usize>>,
    cells: Vec<String>,
    /// Indexes of the columns that are read: only a value of one of these can be a fault of its line.
    read: foldhash::HashSet<usize>,
}

impl<'a> ObjectReader<'a> {
    /// Opens a file, and finds the columns in its first lines. Fails if there are too many columns
    /// or none.
    pub(super) fn open(file: &str, bytes: TextBytes<'a>) -> Result<Self, FormatError> {
        let mut reader = Self {
            lines: LineReader::new(file, bytes),
            ahead: VecDeque::new(),
            columns: Vec::new(),
            exact: HashMap::new(),
            folded: HashMap::new(),
            others: HashMap::new(),
            cells: Vec::new(),
            read: foldhash::HashSet::default(),
        };
        for _ in 0..LOOKED_AT {
            let Some((line, text)) = reader.lines.next()? else { break };
            reader.ahead.push_back((line, text.to_owned()));
        }
        reader.find_columns(file)?;
        Ok(reader)
    }

    /// Adds a column for each name in the lines that were searched.
    fn find_columns(&mut self, file: &str) -> Result<(), FormatError> {
        let file = || file.to_owned();
        let Some((first, text)) = self.ahead.front() else {
            return Err(FormatError::NoLine { file: file() });
        };
        let problem = object(text).err().map(|problem| (*first, problem.what));
        let mut known = HashSet::new();
        let mut columns: Vec<String> = Vec::new();
        let mut said = HashSet::new();
        for (line, text) in &self.ahead {
            for (key, is_null) in keys_of(text) {
                if known.insert(key.clone()) {
                    columns.push(key.clone());
                }
                if !is_null {
                    said.insert(key);
                }
            }
            if columns.len() > MOST_COLUMNS {
                return Err(FormatError::TooManyKeys {
                    file: file(),
                    line: *line,
                    most: MOST_COLUMNS,
                });
            }
        }
        if let Some((line, why)) = problem.filter(|_| columns.is_empty()) {
            return Err(FormatError::NoObject { file: file(), line, why });
        }
        // A key that is an object in one line and null in all others is not a column.
        let parents: HashSet<&str> =
            said.iter().flat_map(|key| key.match_indices('.').map(|(at, _)| &key[..at])).collect();
        columns.retain(|key| said.contains(key) || !parents.contains(key.as_str()));
        self.columns = columns;
        Ok(())
    }

    /// The names of the columns, in order.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Says which columns are read.
    pub(super) fn reads(&mut self, columns: &foldhash::HashSet<usize>) {
        self.read.clone_from(columns);
    }

    /// Adds a column that the first lines lack; returns its index.
    pub(super) fn add_column(&mut self, name: &str) -> usize {
        let at = self.columns.len();
        self.columns.push(name.to_owned());
        self.exact.clear();
        self.folded.clear();
        self.others.clear();
        at
    }

    /// Reads the next object into `record`. Gives its line, and the reason if the line is
    /// refused; `None` at the end.
    pub(super) fn next_row(
        &mut self,
        record: &mut RowCells,
    ) -> Result<Option<(u64, Option<Problem>)>, FormatError> {
        let next = match self.ahead.pop_front() {
            Some(next) => Some(next),
            None => self.lines.next()?.map(|(line, text)| (line, text.to_owned())),
        };
        let Some((line, text)) = next else { return Ok(None) };
        let filled = self.fill(&text);
        // For a refused line, the cells that were read so far are returned, and none of the line before.
        record.clear();
        self.cells.iter().for_each(|cell| record.push(cell));
        Ok(Some((line, filled.err())))
    }

    fn fill(&mut self, text: &str) -> Result<(), Problem> {
        self.cells.resize(self.columns.len(), String::new());
        self.cells.iter_mut().for_each(String::clear);
        let mut wrong = Ok(());
        let value = object(text)?;
        walk("", &value, 0, usize::MAX, &mut |key, value| {
            let Some(at) = self.position(key) else { return false };
            let written = written(key, value);
            // An object under a column that is not read: the values inside it may be read.
            if written.is_err() && !self.read.contains(&at) {
                return false;
            }
            let cell = written.and_then(|cell| {
                check_cell(&cell, true)?;
                self.cells[at].push_str(&cell);
                Ok(())
            });
            if let Err(what) = cell
                && wrong.is_ok()
            {
                wrong = Err(Problem::at(key.to_owned(), what));
            }
            true
        });
        wrong
    }

    /// Index of the column for a key: by exact name, or ignoring case and punctuation; `None` if
    /// there is none.
    fn position(&mut self, key: &str) -> Option<usize> {
        if self.exact.is_empty() {
            // If names are equal or fold alike, the first column wins.
            for (at, column) in self.columns.iter().enumerate().rev() {
                self.exact.insert(column.clone(), at);
                self.folded.insert(key_of(column), at);
            }
        }
        if let Some(at) = self.exact.get(key).or_else(|| self.others.get(key)?.as_ref()) {
            return Some(*at);
        }
        if self.others.contains_key(key) {
            return None;
        }
        let at = self.folded.get(&key_of(key)).copied();
        // Every line may have new keys.
        if self.others.len() >= REMEMBERED {
            self.others.clear();
        }
        self.others.insert(key.to_owned(), at);
        at
    }
}

/// Parses the object of a line. Fails if it is no JSON or no object.
fn object(text: &str) -> Result<Value, Problem> {
    let UniqueKeys(value) = serde_json::from_str(text.trim_end()).map_err(|error| {
        let why = error.to_string();
        let why = why.split(" at line").next().unwrap_or_default();
        Problem::row(format!("not JSON: {why}, at character {}", error.column()))
    })?;
    match value {
        Value::Object(_) => Ok(value),
        Value::Array(_) => Err(Problem::row(
            "a list; one object a line was expected: `jq -c '.[]' FILE` writes them so",
        )),
        _ => Err(Problem::row("not an object; one object a line was expected")),
    }
}

/// The names of all values in a line, and whether each is null. Empty for a line that is not an object; reading its row
/// reports the error.
fn keys_of(text: &str) -> Vec<(String, bool)> {
    let mut keys = Vec::new();
    if let Ok(value) = object(text) {
        walk("", &value, 0, ITEMS, &mut |key, value| {
            let is_leaf = written(key, value).is_ok();
            if is_leaf {
                keys.push((key.to_owned(), value.is_null()));
            }
            is_leaf
        });
    }
    keys
}

/// Visits the values of an object and passes each with its dotted name to `take`. If `take` returns
/// false, visits the values inside. Visits at most `items` items of each list.
fn walk(
    name: &str,
    value: &Value,
    depth: usize,
    items: usize,
    take: &mut impl FnMut(&str, &Value) -> bool,
) {
    if (!name.is_empty() && take(name, value)) || depth > DEEPEST {
        return;
    }
    let inner = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| walk(&inner(key), value, depth + 1, items, take));
        }
        Value::Array(values) => {
            for (at, value) in values.iter().take(items).enumerate() {
                walk(&inner(&at.to_string()), value, depth + 1, items, take);
            }
        }
        _ => {}
    }
}

/// A value as text of a cell. Fails if the value has no such text.
fn written(key: &str, value: &Value) -> Result<String, String> {
    Ok(match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => digits(number),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let is_plain = |item: &Value| match item {
                Value::String(text) => !text.contains('|'),
                item => !item.is_array() && !item.is_object(),
            };
            if !items.iter().all(is_plain) {
                return Err(format!(
                    "a list of more than plain values: `{{{key}.0}}` is its first"
                ));
            }
            let items =
                items.iter().map(|item| written(key, item)).collect::<Result<Vec<_>, _>>()?;
            items.join(" | ")
        }
        Value::Object(fields) => {
            let first = fields.keys().next().map_or("name", String::as_str);
            return Err(format!("an object: name a value in it, as in `{{{key}.{first}}}`"));
        }
    })
}
