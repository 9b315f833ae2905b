//! How the cells of a grid share the width of a page.
//!
//! Knows painted text and widths. Must not know borders or bytes. Columns of words wrap, ids and
//! figures do not; where that is not enough, columns that may do so stand under their neighbours.

use crate::text::ink::Ink;
use crate::text::layout::{StyledLine, StyledText, abridged, width};
use crate::text::safe::terminal;
use crate::text::wrap::wrap;
use crate::view::grid::{Align, Cell, Column, Emphasis, Grid, Shrink};
use crate::view::wording;

/// A table shows no more characters of one cell than this.
pub(super) const LONGEST_CELL: usize = 1_000;
/// Columns between two columns.
pub(super) const GAP: usize = 2;
/// Words longer than this may be broken before columns are folded.
const LONG_WORD: usize = 16;
/// A column of words is comfortable from here on.
const COMFORT: usize = 16;

/// One paragraph of a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// The text, painted.
    pub(super) span: StyledText,
    /// How far it is indented.
    pub(super) indent: usize,
}

/// A cell: its paragraphs, one under the other.
pub(super) type Paragraphs = Vec<Paragraph>;

/// A column on a page.
#[derive(Debug)]
pub(super) struct PageColumn {
    /// Its heading: one line for each column that is folded into it.
    pub(super) heading: Paragraphs,
    /// How its cells stand.
    pub(super) align: Align,
    folds: bool,
    cells: Vec<Paragraphs>,
}

/// What a column asks for.
#[derive(Clone, Copy, Debug)]
struct Demand {
    /// To hold every cell on one line.
    natural: usize,
    /// To break no word, id or figure.
    least: usize,
}

/// The page columns of a grid, painted and safe.
#[derive(Debug)]
pub(super) struct TableLayout {
    /// The columns, from left to right.
    pub(super) columns: Vec<PageColumn>,
    /// Whether a cell is shown in part only.
    pub(super) is_cut: bool,
}

impl TableLayout {
    /// The columns of a grid that are shown on a page. `more` stands in place of what is cut off
    /// a long cell.
    pub(super) fn of(grid: &Grid, more: &str) -> Self {
        let mut is_cut = false;
        let columns = grid.page_columns().map(|(at, column)| PageColumn {
            heading: heading(column),
            align: column.align,
            folds: column.folds,
            cells: (grid.rows.iter())
                .map(|row| paragraphs(row.get(at), column, more, &mut is_cut))
                .collect(),
        });
        let columns = columns.collect();
        Self { columns, is_cut }
    }

    /// Whether every cell fits on one line of a page of `most` columns.
    pub(super) fn fits_unbroken(&self, most: usize) -> bool {
        let natural: usize = self.columns.iter().map(|lane| lane.demand().natural).sum();
        natural + self.gaps() <= most
    }

    /// The widths of the columns on a page of `most` columns, after folding as many as it takes;
    /// `None` where even then words, ids or figures would break.
    pub(super) fn fit(&mut self, most: usize) -> Option<Vec<usize>> {
        loop {
            let demands: Vec<Demand> = self.columns.iter().map(PageColumn::demand).collect();
            let room = most.saturating_sub(self.gaps());
            let ease = |d: &Demand| d.least.max(d.natural.min(COMFORT));
            if demands.iter().map(ease).sum::<usize>() <= room {
                return Some(self.settle(&demands, room));
            }
            let Some(last) = self.columns.iter().rposition(|lane| lane.folds) else {
                let least = demands.iter().map(|d| d.least).sum::<usize>();
                return (least <= room).then(|| self.settle(&demands, room));
            };
            self.fold(last);
        }
    }

    /// Shares the room, then gives what the line breaks leave unused to columns that can use it:
    /// first to those that need least to break no line.
    fn settle(&self, demands: &[Demand], room: usize) -> Vec<usize> {
        let widths = share(demands, room);
        if widths.iter().zip(demands).all(|(&width, demand)| width == demand.natural) {
            return widths;
        }
        let used = |(lane, width): (&PageColumn, usize)| lane.used(width);
        let used: Vec<usize> = self.columns.iter().zip(widths).map(used).collect();
        let mut left = room.saturating_sub(used.iter().sum());
        let mut least = used;
        let mut short: Vec<usize> = (0..least.len()).collect();
        short.sort_by_key(|&at| demands[at].natural.saturating_sub(least[at]));
        for at in short {
            let missing = demands[at].natural.saturating_sub(least[at]);
            if missing <= left {
                left -= missing;
                least[at] += missing;
            }
        }
        let again = demands.iter().zip(least).map(|(d, least)| Demand { least, ..*d });
        share(&again.collect::<Vec<_>>(), room)
    }

    /// Puts a column's cells under those of the column before it.
    fn fold(&mut self, at: usize) {
        if at == 0 {
            self.columns[0].folds = false;
            return;
        }
        let folded = self.columns.remove(at);
        let into = &mut self.columns[at - 1];
        into.heading.extend(folded.heading);
        if into.align != folded.align {
            into.align = Align::Left;
        }
        for (cell, below) in into.cells.iter_mut().zip(folded.cells) {
            cell.extend(below);
        }
    }

    fn gaps(&self) -> usize {
        self.columns.len().saturating_sub(1) * GAP
    }

    /// How many rows there are.
    pub(super) fn height(&self) -> usize {
        self.columns.first().map_or(0, |lane| lane.cells.len())
    }

    /// The cells of a row.
    pub(super) fn row(&self, at: usize) -> impl Iterator<Item = &Paragraphs> {
        self.columns.iter().filter_map(move |lane| lane.cells.get(at))
    }
}

impl PageColumn {
    /// The columns that its lines take when they are broken at `most`.
    fn used(&self, most: usize) -> usize {
        let cells = std::iter::once(&self.heading).chain(&self.cells);
        let lines = cells.flat_map(|cell| lines(cell, most));
        lines.map(|line| line.width()).max().unwrap_or(0)
    }

    fn demand(&self) -> Demand {
        let parts = || std::iter::once(&self.heading).chain(&self.cells).flatten();
        let whole = |part: &Paragraph| part.indent + width(&part.span.text);
        let least = |part: &Paragraph| {
            let unbroken = if part.span.keep {
                width(&part.span.text)
            } else {
                let longest = part.span.text.split(' ').map(width).max().unwrap_or(0);
                longest.min(LONG_WORD)
            };
            part.indent + unbroken
        };
        Demand {
            natural: parts().map(whole).max().unwrap_or(0),
            least: parts().map(least).max().unwrap_or(0),
        }
    }
}

/// Shares the room among the columns: each gets what it asks for up to a common level, and never
/// less than its least.
fn share(demands: &[Demand], room: usize) -> Vec<usize> {
    let at_level = |level: usize| -> Vec<usize> {
        demands.iter().map(|d| d.natural.min(level).max(d.least)).collect()
    };
    let highest = demands.iter().map(|d| d.natural).max().unwrap_or(0);
    let fits = |level: &usize| at_level(*level).iter().sum::<usize>() <= room;
    let level = (0..=highest.min(room)).rev().find(fits).unwrap_or(0);
    let mut widths = at_level(level);
    let mut left = room.saturating_sub(widths.iter().sum());
    for (width, demand) in widths.iter_mut().zip(demands) {
        if left > 0 && *width < demand.natural {
            *width += 1;
            left -= 1;
        }
    }
    widths
}

/// The lines of a cell in a column of `most` columns.
pub(super) fn lines(cell: &Paragraphs, most: usize) -> Vec<StyledLine> {
    let mut lines = Vec::new();
    for part in cell {
        for line in wrap(std::slice::from_ref(&part.span), most.saturating_sub(part.indent)) {
            let mut indented = StyledLine::default();
            indented.pad_to(part.indent);
            line.spans().iter().for_each(|span| indented.push_span(span.clone()));
            lines.push(indented);
        }
    }
    lines
}

fn heading(column: &Column) -> Paragraphs {
    let span = StyledText::new(terminal(&column.heading), Ink::Bold);
    vec![Paragraph { span, indent: 0 }]
}

/// A cell as painted paragraphs; an empty one has none.
fn paragraphs(cell: Option<&Cell>, column: &Column, more: &str, is_cut: &mut bool) -> Paragraphs {
    let cell = cell.unwrap_or(&Cell::Empty);
    let indent = if let Cell::Nested { depth, .. } = cell { depth * 2 } else { 0 };
    let mut span = span(cell);
    if let Some(shown) = abridged(&span.text, LONGEST_CELL) {
        span.text = format!("{shown}{more}");
        *is_cut = true;
    }
    span.keep |= column.shrink == Shrink::Keep;
    if span.text.is_empty() { Vec::new() } else { vec![Paragraph { span, indent }] }
}

/// A value as people read it, safe for a terminal.
pub(super) fn span(cell: &Cell) -> StyledText {
    let keep = |text: String| StyledText { keep: true, ..StyledText::new(text, Ink::Plain) };
    match cell {
        Cell::Empty => StyledText::default(),
        Cell::Text(text) | Cell::Nested { text, .. } => StyledText::new(terminal(text), Ink::Plain),
        Cell::Words { text, emphasis } => StyledText::new(terminal(text), ink(*emphasis)),
        Cell::Number(number) => keep(wording::number(*number)),
        Cell::Count(count) => keep(count.to_string()),
        Cell::Flag(flag) => StyledText::new(if *flag { "yes" } else { "no" }, Ink::Plain),
        Cell::Id(uid) => StyledText { ink: Ink::Cyan, ..keep(uid.short()) },
        Cell::Link { text, url } => {
            StyledText { link: Some(url.clone()), ..StyledText::new(terminal(text), Ink::Plain) }
        }
        Cell::List(values) => StyledText::new(terminal(&values.join(", ")), Ink::Plain),
        Cell::Day(day) => keep(day.to_string()),
    }
}

fn ink(emphasis: Emphasis) -> Ink {
    match emphasis {
        Emphasis::Plain => Ink::Plain,
        Emphasis::Strong => Ink::Bold,
        Emphasis::Faint => Ink::Dim,
        Emphasis::Caution => Ink::Yellow,
        Emphasis::Bad => Ink::Red,
        Emphasis::Name => Ink::Cyan,
    }
}
