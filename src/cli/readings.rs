//! Shows what the words of imported rows were read as: the first phrases on the terminal, all of them as CSV.

use super::context::Context;
use super::output;
use crate::domain::fact::Doubt;
use crate::domain::quantity::Quantity;
use crate::import::{Seen, TimeRead, WordsRead};
use crate::render::{self, Format};
use crate::text::counts::counted;
use crate::text::excerpt::{SHOWN, shortened};
use crate::view::grid::{Cell, Column};
use crate::view::wording;
use foldhash::HashMap;
use std::cmp::Reverse;
use std::path::Path;

/// At most this many phrases are listed on a terminal.
const LISTED: usize = 15;

/// One reading of some words. It is put into words only when it is shown: there may be tens of thousands, and a
/// terminal shows only a few.
struct Line<'r> {
    read: Read<'r>,
    words: &'r str,
    /// Whether a person should look at it.
    is_doubtful: bool,
    rows: usize,
    new: usize,
    order: usize,
    first: (&'r str, u64),
}

/// The reading of words, and further data about it.
#[derive(Clone, Copy)]
enum Read<'r> {
    Value(&'r Quantity, &'r Seen<Quantity>),
    Time(&'r TimeRead, &'r Seen<Box<str>>),
}

impl<'r> Line<'r> {
    fn of<T>(read: Read<'r>, words: &'r str, seen: &'r Seen<T>) -> Self {
        let first = (&*seen.first.0, seen.first.1);
        let [rows, new, order] = [seen.rows, seen.new, seen.order].map(|count| count as usize);
        Self { read, words, is_doubtful: seen.is_doubtful(), rows, new, order, first }
    }

    /// The name of the column with the words.
    fn column(&self) -> &'static str {
        match self.read {
            Read::Value(..) => "value_as_stated",
            Read::Time(..) => "when_as_stated",
        }
    }

    /// Whether the reading is a single day.
    fn is_day(&self) -> bool {
        matches!(self.read, Read::Time(time, _) if time.is_day)
    }

    /// The meaning that was recorded, and the other meanings of the words.
    fn meanings(&self) -> (String, Vec<String>) {
        match self.read {
            Read::Value(value, seen) => {
                (quantity(value), seen.others.iter().map(quantity).collect())
            }
            Read::Time(read, seen) => {
                let others = seen.others.iter().map(|edtf| time(read, edtf));
                (time(read, &read.edtf), others.collect())
            }
        }
    }

    /// A further doubt about the reading.
    fn doubt(&self) -> Option<&'r Doubt> {
        match self.read {
            Read::Value(_, seen) => seen.doubt.as_deref(),
            Read::Time(_, seen) => seen.doubt.as_deref(),
        }
    }

    /// The EDTF expression, the lowest, best and highest figure, the unit, and the day of the report.
    fn value(&self) -> [Cell; 6] {
        const EMPTY: Cell = Cell::Empty;
        match self.read {
            Read::Value(value, _) => {
                let [low, best, high] = [value.low, value.best, value.high].map(Cell::number);
                [EMPTY, low, best, high, Cell::text(&value.unit), EMPTY]
            }
            Read::Time(read, seen) => {
                let published = Cell::day(seen.published);
                [Cell::text(&*read.edtf), EMPTY, EMPTY, EMPTY, EMPTY, published]
            }
        }
    }

    /// The file and line of the first row.
    fn first_row(&self) -> String {
        format!("{}:{}", shortened(self.first.0, SHOWN), self.first.1)
    }

    /// The cells under [`columns`].
    fn cells(self) -> Vec<Cell> {
        let (reading, others) = self.meanings();
        let mut cells =
            vec![Cell::text(self.column()), Cell::text(self.words), Cell::text(reading)];
        cells.extend(self.value());
        cells.push(Cell::said(self.doubt().map(ToString::to_string)));
        cells.push(Cell::List(others));
        cells.push(Cell::Count(self.rows));
        cells.push(Cell::text(self.first_row()));
        cells
    }
}

/// The meaning of an EDTF expression, in words.
fn time(read: &TimeRead, edtf: &str) -> String {
    read.when(edtf).map(|when| wording::when(&when, None)).unwrap_or_default()
}

/// A quantity in words with its figures, also if the report's words are vague.
fn quantity(value: &Quantity) -> String {
    if value.has_no_figure() {
        return "no figure".to_owned();
    }
    if !value.is_vague() {
        return wording::quantity(value);
    }
    wording::quantity(&Quantity { as_stated: String::new(), ..value.clone() })
}

/// All readings: first the doubtful ones, then the others, in both cases those of most rows first.
fn lines(read: &WordsRead) -> Vec<Line<'_>> {
    let values = read.values.iter();
    let values =
        values.map(|(value, seen)| Line::of(Read::Value(value, seen), &value.as_stated, seen));
    let whens = read.whens.iter();
    let whens = whens.map(|(time, seen)| Line::of(Read::Time(time, seen), &time.words, seen));
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
        let (reading, others) = self.first.meanings();
        let meanings = [vec![reading], others].concat().join(" or ");
        let words = shortened(self.first.words, SHOWN);
        let mark = if self.first.is_doubtful { "? " } else { "  " };
        let several = match (self.readings, self.are_days) {
            (1, _) => String::new(),
            (days, true) => format!("{days} days, the first "),
            (readings, false) => format!("{readings} readings, the first "),
        };
        let doubt = if self.first.doubt().is_some() { "; ends after the report" } else { "" };
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
    let mut known = HashMap::default();
    for line in lines.iter().filter(|line| line.new > 0) {
        let at =
            *known.entry((line.column(), line.words, line.is_doubtful)).or_insert(phrases.len());
        match phrases.get_mut(at) {
            Some(phrase) => {
                phrase.readings += 1;
                phrase.rows += line.new;
                phrase.are_days &= line.is_day();
                if line.order < phrase.first.order {
                    phrase.first = line;
                }
            }
            None => phrases.push(Phrase {
                first: line,
                readings: 1,
                rows: line.new,
                are_days: line.is_day(),
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

/// Writes all readings to a CSV file; the file is created completely or not at all.
pub(super) fn write(context: &Context, read: &WordsRead, file: &Path) -> anyhow::Result<()> {
    let cells: Vec<Vec<Cell>> = lines(read).into_iter().map(Line::cells).collect();
    output::to_file(file, context.access(), |out| {
        Ok(render::rows(&columns(), cells.iter(), Format::Csv, out)?)
    })?;
    let readings = counted(cells.len(), "reading", "readings");
    context.say(format!("wrote {readings} to {}", file.display()));
    Ok(())
}
