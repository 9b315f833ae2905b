//! JSON Lines of somebody else's: one object a line. A value inside an object is named with a
//! point, as in `place.name`, or `sources.0` for the first of a list.

use super::table::Next;
use crate::domain::name::key_of;
use crate::exchange::bytes::Checked;
use crate::exchange::error::ImportError;
use crate::exchange::outcome::Problem;
use crate::exchange::sheet::unreadable;
use csv::StringRecord;
use serde_json::Value;
use std::collections::{HashMap, VecDeque};
use std::io::{self, BufRead, BufReader, Read};

/// So many first lines say which columns there are.
const LOOKED_AT: usize = 100;
/// Objects inside objects beyond this depth are no rows.
const DEEPEST: usize = 8;

/// A file of objects.
pub(super) struct Lines<'a> {
    bytes: BufReader<Checked<Box<dyn Read + Send + 'a>>>,
    offset: u64,
    line: u64,
    /// Lines that were looked at and not given out.
    ahead: VecDeque<(u64, String)>,
    columns: Vec<String>,
    /// Where each key stands; none for keys that no column is made of.
    positions: HashMap<String, Option<usize>>,
    cells: Vec<String>,
}

impl<'a> Lines<'a> {
    /// Looks at the first lines for the names of the columns.
    pub(super) fn open(
        file: &str,
        bytes: Checked<Box<dyn Read + Send + 'a>>,
    ) -> Result<Self, ImportError> {
        let mut lines = Self {
            bytes: BufReader::new(bytes),
            offset: 0,
            line: 0,
            ahead: VecDeque::new(),
            columns: Vec::new(),
            positions: HashMap::new(),
            cells: Vec::new(),
        };
        for _ in 0..LOOKED_AT {
            let next = lines.read_line().map_err(|error| unreadable(file, error))?;
            let Some(next) = next else { break };
            lines.ahead.push_back(next);
        }
        if lines.ahead.is_empty() {
            return Err(ImportError::Empty { file: file.to_owned() });
        }
        for at in 0..lines.ahead.len() {
            let keys = keys_of(&lines.ahead[at].1);
            for key in keys {
                if !lines.columns.contains(&key) {
                    lines.add_column(&key);
                }
            }
        }
        Ok(lines)
    }

    /// The names of the columns.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Makes room for another column; where it stands.
    pub(super) fn add_column(&mut self, name: &str) -> usize {
        let at = self.columns.len();
        self.columns.push(name.to_owned());
        self.positions.clear();
        at
    }

    /// Reads the next object into `record`.
    pub(super) fn next_row(&mut self, record: &mut StringRecord) -> io::Result<Next> {
        let next = match self.ahead.pop_front() {
            Some(next) => Some(next),
            None => self.read_line()?,
        };
        let Some((line, text)) = next else { return Ok(Next::End) };
        if let Err(problem) = self.fill(&text) {
            return Ok(Next::Bad(line, problem));
        }
        record.clear();
        self.cells.iter().for_each(|cell| record.push_field(cell));
        Ok(Next::Row(line))
    }

    /// The next line that is not blank.
    fn read_line(&mut self) -> io::Result<Option<(u64, String)>> {
        loop {
            self.line += 1;
            self.bytes.get_mut().begin_row(self.offset, self.line);
            let mut line = String::new();
            let read = self.bytes.read_line(&mut line)?;
            self.offset += read as u64;
            if read == 0 {
                return Ok(None);
            }
            if !line.trim().is_empty() {
                return Ok(Some((self.line, line)));
            }
        }
    }

    fn fill(&mut self, text: &str) -> Result<(), Problem> {
        self.cells.resize(self.columns.len(), String::new());
        self.cells.iter_mut().for_each(String::clear);
        let mut wrong = Ok(());
        let value = object(text)?;
        walk("", &value, 0, &mut |key, value| {
            let known = self.positions.get(key).copied();
            let at = known.unwrap_or_else(|| {
                let at = position(&self.columns, key);
                self.positions.insert(key.to_owned(), at);
                at
            });
            let Some(at) = at else { return false };
            match written(key, value) {
                Ok(cell) => self.cells[at].push_str(&cell),
                Err(what) if wrong.is_ok() => wrong = Err(Problem::at(key.to_owned(), what)),
                Err(_) => {}
            }
            true
        });
        wrong
    }
}

fn position(columns: &[String], key: &str) -> Option<usize> {
    let exact = columns.iter().position(|column| column == key);
    exact.or_else(|| columns.iter().position(|column| key_of(column) == key_of(key)))
}

/// The object in a line.
fn object(text: &str) -> Result<Value, Problem> {
    let value: Value = serde_json::from_str(text.trim_end()).map_err(|error| {
        let why = error.to_string();
        let why = why.split(" at line").next().unwrap_or_default();
        Problem::row(format!("no JSON: {why}, at character {}", error.column()))
    })?;
    match value {
        Value::Object(_) => Ok(value),
        Value::Array(_) => Err(Problem::row(
            "a list, and one object a line was expected: `jq -c '.[]' FILE` writes them so",
        )),
        _ => Err(Problem::row("no object, and one a line was expected")),
    }
}

/// The names of all values in a line; none where it is no object, which its turn will tell.
fn keys_of(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    if let Ok(value) = object(text) {
        walk("", &value, 0, &mut |key, value| {
            let is_leaf = written(key, value).is_ok();
            if is_leaf {
                keys.push(key.to_owned());
            }
            is_leaf
        });
    }
    keys
}

/// Offers every value with its name to `take`, those inside it where it is not taken.
fn walk(name: &str, value: &Value, depth: usize, take: &mut impl FnMut(&str, &Value) -> bool) {
    if (!name.is_empty() && take(name, value)) || depth > DEEPEST {
        return;
    }
    let inner = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| walk(&inner(key), value, depth + 1, take));
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                walk(&inner(&at.to_string()), value, depth + 1, take);
            }
        }
        _ => {}
    }
}

/// A value as a cell, or why it is none.
fn written(key: &str, value: &Value) -> Result<String, String> {
    Ok(match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
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
