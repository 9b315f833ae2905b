//! Divides the width of a page among the columns of a grid.
//!
//! Knows coloured text and widths. Must not know borders or bytes. Columns of words wrap, ids and
//! figures do not. If the page is still too narrow, columns that may fold move below the column to
//! their left.

use crate::text::ink::Ink;
use crate::text::layout::{StyledLine, StyledText, abridged, width};
use crate::text::safe::terminal;
use crate::text::wrap::wrap;
use crate::view::grid::{Align, Cell, Column, Emphasis, Grid, Shrink};
use crate::view::wording;

/// Cells longer than this many characters are cut.
pub(super) const LONGEST_CELL: usize = 1_000;
/// The space between two columns, in terminal columns.
pub(super) const GAP: usize = 2;
/// Words longer than this many characters may be broken before any column is folded.
const LONG_WORD: usize = 16;
/// A column of words keeps at least this width (in terminal columns) as long as other columns can fold.
const COMFORT: usize = 16;

/// One paragraph of a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// The text, with its colour.
    pub(super) span: StyledText,
    /// The indent, in terminal columns.
    pub(super) indent: usize,
}

/// The paragraphs of a cell, from top to bottom.
pub(super) type Paragraphs = Vec<Paragraph>;

/// A column as laid out on a page, with its cells.
#[derive(Debug)]
pub(super) struct PageColumn {
    /// The heading: one line for the column itself and one for each column folded into it.
    pub(super) heading: Paragraphs,
    /// How the cells are aligned.
    pub(super) align: Align,
    folds: bool,
    cells: Vec<Paragraphs>,
}

/// The width that a column needs, in terminal columns.
#[derive(Clone, Copy, Debug)]
struct Demand {
    /// The width with every cell on one line.
    natural: usize,
    /// The least width that breaks no word, id or figure.
    least: usize,
}

/// The columns of a grid as a page shows them, coloured and safe for a terminal.
#[derive(Debug)]
pub(super) struct TableLayout {
    /// The columns, from left to right.
    pub(super) columns: Vec<PageColumn>,
    /// Whether some cell was cut.
    pub(super) is_cut: bool,
}

impl TableLayout {
    /// Lays out the columns of a grid that pages show. `more` marks where a long cell is cut.
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

    /// Whether every cell fits on one line if the page has `most` terminal columns.
    pub(super) fn fits_unbroken(&self, most: usize) -> bool {
        let natural: usize = self.columns.iter().map(|lane| lane.demand().natural).sum();
        natural + self.gaps() <= most
    }

    /// The widths of the columns on a page of `most` terminal columns. Folds columns if needed;
    /// `None` if even then words, ids or figures would be broken.
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

    /// Divides the width, then gives unused width to columns, first to those that need the least to avoid a line break.
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

    /// Moves a column's cells below those of the column to its left.
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

    /// The number of rows.
    pub(super) fn height(&self) -> usize {
        self.columns.first().map_or(0, |lane| lane.cells.len())
    }

    /// The cells of a row.
    pub(super) fn row(&self, at: usize) -> impl Iterator<Item = &Paragraphs> {
        self.columns.iter().filter_map(move |lane| lane.cells.get(at))
    }
}

impl PageColumn {
    /// The width of the column's longest line, if lines are broken at `most` terminal columns.
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

/// Divides the width among the columns: each gets its natural width up to a common limit, and never
/// less than its least width.
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

/// The lines of a cell in a column that is `most` terminal columns wide.
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

/// The paragraphs of a cell, coloured; none for an empty cell. Sets `is_cut` if the cell is cut.
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
        Emphasis::Struck => Ink::Struck,
        Emphasis::Caution => Ink::Yellow,
        Emphasis::Bad => Ink::Red,
        Emphasis::Name => Ink::Cyan,
    }
}
