//! Tells what the words of imported rows were read as: the first phrases on the terminal, all of them
//! as CSV.

use super::context::Context;
use super::output;
use crate::domain::quantity::Quantity;
use crate::domain::when::{Day, When};
use crate::import::{Seen, WordsRead};
use crate::render::{self, Format};
use crate::text::counts::counted;
use crate::text::excerpt::{SHOWN, shortened};
use crate::view::grid::{Cell, Column};
use crate::view::wording;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;
use std::slice;

/// At most this many phrases are listed on a terminal.
const LISTED: usize = 15;

/// One reading of some words, in words and as cells.
struct Line<'r> {
    /// The name of the column with the words.
    column: &'static str,
    /// The report's words.
    words: &'r str,
    /// What the words were read as.
    reading: String,
    /// What they may mean as well.
    others: Vec<String>,
    /// What else makes the reading doubtful.
    doubt: Option<String>,
    /// The EDTF expression, the lowest, best and highest figure, and the unit.
    value: [Cell; 5],
    /// Whether a person should look at it.
    is_doubtful: bool,
    /// Whether the reading is a single day.
    is_day: bool,
    published: Option<Day>,
    rows: usize,
    new: usize,
    order: usize,
    first: (&'r str, u64),
}

impl<'r> Line<'r> {
    fn of<T>(seen: &'r Seen<T>, words: &'r str, meaning: impl Fn(&T) -> String) -> Self {
        Self {
            column: "",
            words,
            reading: String::new(),
            others: seen.others.iter().map(meaning).collect(),
            doubt: seen.doubt.as_ref().map(ToString::to_string),
            value: Default::default(),
            is_doubtful: seen.is_doubtful(),
            is_day: false,
            published: seen.published,
            rows: seen.rows,
            new: seen.new,
            order: seen.order,
            first: (&seen.first.0, seen.first.1),
        }
    }

    fn of_value(value: &'r Quantity, seen: &'r Seen<Quantity>) -> Self {
        let Quantity { low, best, high, .. } = *value;
        let figures = [low, best, high].map(Cell::number);
        let [low, best, high] = figures;
        Self {
            column: "value_as_stated",
            reading: quantity(value),
            value: [Cell::Empty, low, best, high, Cell::text(&value.unit)],
            ..Self::of(seen, &value.as_stated, quantity)
        }
    }

    fn of_when(when: &'r When, seen: &'r Seen<When>) -> Self {
        let time = |when: &When| wording::when(when, None);
        let edtf = Cell::text(when.expression.as_str());
        Self {
            column: "when_as_stated",
            reading: time(when),
            value: [edtf, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
            is_day: when.bounds.is_exact_day(),
            ..Self::of(seen, &when.as_stated, time)
        }
    }

    /// The file and line of the first row.
    fn first_row(&self) -> String {
        format!("{}:{}", shortened(self.first.0, SHOWN), self.first.1)
    }

    /// The cells under [`columns`].
    fn cells(self) -> Vec<Cell> {
        let first_row = self.first_row();
        let of_time = self.column == "when_as_stated";
        let report_date = Cell::day(self.published.filter(|_| of_time));
        let mut cells =
            vec![Cell::text(self.column), Cell::text(self.words), Cell::text(self.reading)];
        cells.extend(self.value);
        cells.push(report_date);
        cells.push(Cell::said(self.doubt));
        cells.push(Cell::List(self.others));
        cells.push(Cell::Count(self.rows));
        cells.push(Cell::text(first_row));
        cells
    }
}

/// A quantity in words that say its figures, also where the report's words are vague.
fn quantity(value: &Quantity) -> String {
    if value.has_no_figure() {
        return "no figure".to_owned();
    }
    if !value.is_vague() {
        return wording::quantity(value);
    }
    wording::quantity(&Quantity { as_stated: String::new(), ..value.clone() })
}

/// All readings, those of most rows first, and the doubtful ones before all others.
fn lines(read: &WordsRead) -> Vec<Line<'_>> {
    let values = read.values.iter().map(|(value, seen)| Line::of_value(value, seen));
    let whens = read.whens.iter().map(|(when, seen)| Line::of_when(when, seen));
    let mut lines: Vec<Line<'_>> = values.chain(whens).collect();
    lines.sort_by_key(|line| (!line.is_doubtful, Reverse(line.rows), line.order));
    lines
}

/// A phrase whose readings are all doubtful, or all not.
struct Phrase<'r> {
    first: &'r Line<'r>,
    readings: usize,
    rows: usize,
    are_days: bool,
}

impl Phrase<'_> {
    /// The phrase with its readings: "`Friday` → 14 days, the first 21 Oct 2016 (20 rows, …)".
    fn worded(&self) -> String {
        let Line { words, reading, others, doubt, .. } = self.first;
        let meanings = [slice::from_ref(reading), others.as_slice()].concat().join(" or ");
        let words = shortened(words, SHOWN);
        let mark = if self.first.is_doubtful { "? " } else { "  " };
        let several = match (self.readings, self.are_days) {
            (1, _) => String::new(),
            (days, true) => format!("{days} days, the first "),
            (readings, false) => format!("{readings} readings, the first "),
        };
        let doubt = if doubt.is_some() { "; ends after the report" } else { "" };
        let first = self.first.first_row();
        let rows = match self.rows {
            1 => first,
            rows => format!("{rows} rows, the first {first}"),
        };
        format!("{mark}`{words}` → {several}{meanings}{doubt} ({rows})")
    }
}

/// The phrases of the rows that were recorded, in the order of their lines.
fn phrases<'r>(lines: &'r [Line<'r>]) -> Vec<Phrase<'r>> {
    let mut phrases: Vec<Phrase<'r>> = Vec::new();
    let mut known = HashMap::new();
    for line in lines.iter().filter(|line| line.new > 0) {
        let at = *known.entry((line.column, line.words, line.is_doubtful)).or_insert(phrases.len());
        match phrases.get_mut(at) {
            Some(phrase) => {
                phrase.readings += 1;
                phrase.rows += line.new;
                phrase.are_days &= line.is_day;
                if line.order < phrase.first.order {
                    phrase.first = line;
                }
            }
            None => phrases.push(Phrase {
                first: line,
                readings: 1,
                rows: line.new,
                are_days: line.is_day,
            }),
        }
    }
    phrases.sort_by_key(|phrase| {
        (!phrase.first.is_doubtful, Reverse(phrase.rows), phrase.first.order)
    });
    phrases
}

/// Lists the readings that a person should check, unless `--quiet` was given. `has_file` says that
/// all of them were written to a file.
pub(super) fn tell(context: &Context, read: &WordsRead, has_file: bool) {
    let lines = lines(read);
    let phrases = phrases(&lines);
    if let Some(Phrase { first, .. }) = phrases.first() {
        let marks = if first.is_doubtful { "; `?` marks a doubt" } else { "" };
        context.say(format!("how words were read, to be checked{marks}:"));
    }
    for phrase in phrases.iter().take(LISTED) {
        context.say_line(phrase.worded());
    }
    let more = phrases.len().saturating_sub(LISTED);
    if more > 0 {
        let all = if has_file { "" } else { "; --readings FILE has all" };
        context.say(format!("… and {more} more{all}"));
    }
    if read.rows_beyond > 0 {
        let rows = counted(read.rows_beyond, "row", "rows");
        context
            .say(format!("… and the words of {rows}, which are too many or too long to be listed"));
    }
    if read.rows_unnamed > 0 {
        context.say(format!(
            "the times of {}, read against the dates of confidential reports, are left out \
             (--include-confidential includes them)",
            counted(read.rows_unnamed, "row", "rows")
        ));
    }
}

/// The columns of the file of readings.
fn columns() -> Vec<Column> {
    let keys = [
        "column",
        "as_stated",
        "reading",
        "edtf",
        "low",
        "best",
        "high",
        "unit",
        "report_date",
        "doubt",
        "other_readings",
        "rows",
        "first_row",
    ];
    keys.map(Column::data).into()
}

/// Writes all readings to a CSV file, which appears whole.
pub(super) fn write(context: &Context, read: &WordsRead, file: &Path) -> anyhow::Result<()> {
    let cells: Vec<Vec<Cell>> = lines(read).into_iter().map(Line::cells).collect();
    output::to_file(file, context.access(), |out| {
        Ok(render::rows(&columns(), cells.iter(), Format::Csv, out)?)
    })?;
    let readings = counted(cells.len(), "reading", "readings");
    context.say(format!("wrote {readings} to {}", file.display()));
    Ok(())
}
