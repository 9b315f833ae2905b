//! Rows of a file that make a fact which an earlier row already made.
//!
//! Two rows that differ only in columns which are not read make the same fact, although they may mean different things.
//! Knows the rows of one file. Must not know the content of facts.

use crate::domain::identity::Uid;
use crate::format::row::Row;
use crate::format::row_cells::RowCells;
use crate::import::source_rows::hash_of;
use crate::text::excerpt::quoted_list;
use foldhash::{HashMap, HashSet};
use std::collections::{BTreeMap, VecDeque};

/// At most this many bytes of rows are kept, for finding the columns in which a repeated row differs.
const KEPT: usize = 4 << 20;
/// The most rows that are kept.
const MOST_ROWS: usize = 1 << 12;
/// At most this many rows are listed together with the rows that repeat them, and at most this many line numbers for
/// each.
const MOST_LISTED: usize = 20;
const LINES: usize = 5;

/// The repeated rows of the file that is being read.
#[derive(Default)]
pub(super) struct Repeats {
    /// The columns that are not read. `None` if all columns are read: then the rows are not compared.
    unread: Option<HashSet<String>>,
    /// For each fact of the file, by the first bytes of its uid: the line that made it first, and a hash of the cells
    /// of that line. Takes 16 bytes each, and only in files with columns that are not read.
    firsts: HashMap<u64, (u32, u32)>,
    /// The facts of the current row, and whether each repeats another one.
    of_row: Vec<(u64, bool)>,
    /// The last rows of the file.
    rows: VecDeque<(u32, RowCells)>,
    kept: usize,
    /// The rows that other rows repeat with different cells, by line.
    differing: BTreeMap<u32, Repeated>,
    /// The number of rows that repeat, with different cells, rows that are no longer kept.
    more: usize,
    equal: Lines,
}

/// The lines that repeat an earlier row with different cells.
#[derive(Default)]
struct Repeated {
    lines: Lines,
    /// The names of the columns in which they differ, by position.
    columns: BTreeMap<usize, String>,
    is_unknown: bool,
}

/// Lines of a file, of which the first few are listed.
#[derive(Default)]
struct Lines {
    first: Vec<u32>,
    last: u32,
    count: usize,
}

impl Lines {
    fn add(&mut self, line: u32, most: usize) {
        if self.last == line && self.count > 0 {
            return;
        }
        (self.last, self.count) = (line, self.count + 1);
        if self.first.len() < most {
            self.first.push(line);
        }
    }

    /// `row 4`, `rows 4 and 5`, `rows 4, 5 and 3 more`.
    fn named(&self) -> String {
        let more = self.count - self.first.len();
        let mut names: Vec<String> = self.first.iter().map(u32::to_string).collect();
        names.extend((more > 0).then(|| format!("{more} more")));
        let last = names.pop().unwrap_or_default();
        if names.is_empty() {
            format!("row {last}")
        } else {
            format!("rows {} and {last}", names.join(", "))
        }
    }
}

impl Repeats {
    /// Begins a file with these columns that are not read; `None` if all its columns are.
    pub(super) fn of(unread: Option<HashSet<String>>) -> Self {
        Self { unread, ..Self::default() }
    }

    /// Notes a fact of the current row. Returns whether an earlier row made the same fact; if rows are not compared,
    /// `is_of_file` says so.
    pub(super) fn meet(&mut self, uid: Uid, is_of_file: bool) -> bool {
        let key = key(uid);
        let is_repeated = match self.unread {
            None => is_of_file,
            Some(_) => {
                self.firsts.contains_key(&key) || self.of_row.iter().any(|(met, _)| *met == key)
            }
        };
        if is_repeated || self.unread.is_some() {
            self.of_row.push((key, is_repeated));
        }
        is_repeated
    }

    /// Ends the row of a line; `row` is unchanged from the file.
    pub(super) fn end_row(&mut self, line: u64, row: Option<Row<'_>>) {
        if self.of_row.is_empty() {
            return;
        }
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let of_row = std::mem::take(&mut self.of_row);
        let Some(row) = row.filter(|_| self.unread.is_some()) else {
            return self.equal.add(line, MOST_LISTED);
        };
        let cells = row.cells();
        let hash = hash_of(&cells.iter().collect::<Vec<_>>());
        let hash = u32::try_from(hash >> 32).unwrap_or_default();
        for (key, is_repeated) in of_row {
            let (first, other) = *self.firsts.entry(key).or_insert((line, hash));
            if !is_repeated || first == line {
            } else if other == hash {
                self.equal.add(line, MOST_LISTED);
            } else {
                self.differ(first, line, row);
            }
        }
        self.kept += cells.text().len();
        self.rows.push_back((line, cells.clone()));
        while (self.kept > KEPT || self.rows.len() > MOST_ROWS)
            && let Some((_, oldest)) = self.rows.pop_front()
        {
            self.kept -= oldest.text().len();
        }
    }

    fn differ(&mut self, first: u32, line: u32, row: Row<'_>) {
        if self.differing.len() >= MOST_LISTED && !self.differing.contains_key(&first) {
            self.more += 1;
            return;
        }
        let at = self.rows.binary_search_by_key(&first, |(line, _)| *line);
        let before = at.ok().and_then(|at| self.rows.get(at));
        let repeated = self.differing.entry(first).or_default();
        repeated.lines.add(line, LINES);
        let Some((_, before)) = before else {
            repeated.is_unknown = true;
            return;
        };
        for at in 0..before.len().max(row.cells().len()) {
            if before.get(at) != row.cells().get(at) {
                let name = row.header().get(at).map(|name| name.trim()).unwrap_or_default();
                let number = || format!("column {}", at + 1);
                let name = if name.is_empty() { number() } else { name.to_owned() };
                repeated.columns.insert(at, name);
            }
        }
    }

    /// Whether rows that differ made the same fact.
    pub(super) fn differs(&self) -> bool {
        !self.differing.is_empty()
    }

    /// Writes the notes, at the end of the file.
    pub(super) fn notes(&self, file: &str) -> Vec<String> {
        let mut notes: Vec<String> =
            self.differing.iter().map(|(first, rows)| self.note(file, *first, rows)).collect();
        if self.more > 0 {
            notes.push(format!("{file}: … and {} more rows of that kind", self.more));
        }
        if self.equal.count > 0 {
            let say = if self.equal.count == 1 { "says" } else { "say" };
            notes.push(format!("{file}: {} {say} what earlier rows say", self.equal.named()));
        }
        notes
    }

    fn note(&self, file: &str, first: u32, rows: &Repeated) -> String {
        let is_one = rows.lines.count == 1;
        let (make, differ) = if is_one { ("makes", "it differs") } else { ("make", "they differ") };
        let unread = self.unread.as_ref();
        let names: Vec<&String> = rows.columns.values().collect();
        let are_unread =
            names.iter().all(|name| unread.is_some_and(|unread| unread.contains(*name)));
        let columns = match (names.as_slice(), rows.is_unknown) {
            ([], _) => "columns that make no difference to it".to_owned(),
            (names, true) => format!("{} and perhaps others", quoted_list(names)),
            (names, false) => quoted_list(names),
        };
        let not_read = match names.len() {
            0 => "",
            1 if are_unread => ", which is not read",
            _ if are_unread => ", which are not read",
            _ => "",
        };
        let lines = rows.lines.named();
        format!("{file}: {lines} {make} the fact of row {first}; {differ} in {columns}{not_read}")
    }
}

/// The first bytes of a uid, which is evenly spread.
fn key(uid: Uid) -> u64 {
    uid.0.first_chunk().map_or(0, |first| u64::from_ne_bytes(*first))
}
