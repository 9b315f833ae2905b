//! A chart as rows of characters: days from left to right, numbers from bottom to top.

use super::signs::Signs;
use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::render::timeline::axis::Scale;
use crate::render::timeline::marks::{self, Marks};
use crate::text::ink::Ink;
use crate::view::chart::{Chart, Figure};
use std::collections::BTreeSet;

/// The number of rows between labelled numbers, if there are 1, 2, 3, 4 or 5 steps.
const ROWS_OF_STEP: [usize; 5] = [2, 4, 3, 2, 2];

/// The figures of a chart, drawn.
pub(super) struct Plot<'a> {
    pub(super) chart: &'a Chart,
    pub(super) scale: Scale,
    pub(super) marks: &'a Marks,
    pub(super) signs: &'a Signs,
    pub(super) ascii: bool,
    /// The rows, the lowest first.
    cells: Vec<Vec<(char, Ink)>>,
    /// The cells with a value in words.
    worded: BTreeSet<(usize, usize)>,
    /// For each column, whether it has a contradicted figure.
    contradicted: Vec<bool>,
    used: BTreeSet<char>,
}

/// The number of rows between labelled numbers.
pub(super) fn rows_of_step(chart: &Chart) -> usize {
    let steps = usize::try_from(chart.ticks.count).unwrap_or(1).clamp(1, ROWS_OF_STEP.len());
    ROWS_OF_STEP[steps - 1]
}

impl<'a> Plot<'a> {
    pub(super) fn of(
        chart: &'a Chart,
        scale: Scale,
        (marks, signs): (&'a Marks, &'a Signs),
        ascii: bool,
    ) -> Self {
        let steps = usize::try_from(chart.ticks.count).unwrap_or(1);
        let rows = rows_of_step(chart) * steps + 1;
        let mut plot = Self {
            chart,
            scale,
            marks,
            signs,
            ascii,
            cells: vec![vec![(' ', Ink::Plain); scale.columns()]; rows],
            worded: BTreeSet::new(),
            contradicted: vec![false; scale.columns()],
            used: BTreeSet::new(),
        };
        chart.figures.iter().for_each(|figure| plot.stretch(figure));
        chart.figures.iter().for_each(|figure| plot.bar(figure));
        plot
    }

    /// The rows, the highest first, each in pieces of one colour.
    pub(super) fn rows(&self) -> impl Iterator<Item = Vec<(Ink, String)>> {
        self.cells.iter().rev().map(|row| pieces(row.iter().copied()))
    }

    /// The line below the lowest row, with a sign below each contradicted figure.
    pub(super) fn bottom(&self) -> Vec<(Ink, String)> {
        pieces(self.contradicted.iter().map(|contradicted| {
            if *contradicted {
                (self.signs.contradicted, Ink::Red)
            } else {
                (self.signs.below[1], Ink::Dim)
            }
        }))
    }

    /// The signs that are drawn, for the legend.
    pub(super) fn used(self) -> BTreeSet<char> {
        self.used
    }

    /// The row of a number.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few rows")]
    #[expect(clippy::cast_precision_loss, reason = "few rows")]
    pub(super) fn row(&self, number: f64) -> usize {
        let most = self.cells.len() - 1;
        let share = (number / self.chart.ticks.top()).clamp(0.0, 1.0);
        ((share * most as f64).round() as usize).min(most)
    }

    /// Whether a cell has no sign yet. Cells outside the plot are not free.
    pub(super) fn is_free(&self, row: usize, column: usize) -> bool {
        self.cells.get(row).and_then(|row| row.get(column)).is_some_and(|(c, _)| *c == ' ')
    }

    /// Whether a cell has a value in words.
    pub(super) fn has_word(&self, row: usize, column: usize) -> bool {
        self.worded.contains(&(row, column))
    }

    /// Writes a text that needs no explanation in the legend, beginning at a cell.
    pub(super) fn write(&mut self, row: usize, start: usize, text: &str) {
        for (column, c) in (start..).zip(text.chars()) {
            if let Some(cell) = self.cells.get_mut(row).and_then(|row| row.get_mut(column)) {
                *cell = (c, Ink::Plain);
                self.worded.insert((row, column));
            }
        }
    }

    pub(super) fn set(&mut self, row: usize, column: usize, sign: char, ink: Ink) {
        if let Some(cell) = self.cells.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = (sign, ink);
            self.used.insert(sign);
        }
    }

    fn fill(&mut self, row: usize, columns: (usize, usize), sign: char, ink: Ink) {
        (columns.0..=columns.1).for_each(|column| self.set(row, column, sign, ink));
    }

    /// Draws the days that a figure is about, if there is more than one, and marks below if it is contradicted.
    fn stretch(&mut self, figure: &Figure) {
        let (mark, marks) = (&figure.mark, self.marks);
        let Some(columns) = self.scale.stretch(mark.first, mark.last) else { return };
        let ink = ink(figure);
        let may = match mark.kind {
            StatementKind::Absent => marks.absent_maybe,
            StatementKind::Happened => marks.maybe,
            _ => marks.between,
        };
        let is_sure = |days: (Day, Day)| mark.first == Some(days.0) && mark.last == Some(days.1);
        for row in self.levels(figure) {
            if !mark.certain.is_some_and(is_sure) {
                self.fill(row, columns, may, ink);
            }
            self.sure(figure, row);
            for (is_beyond, column, sign) in [
                (self.scale.is_before(mark.first), columns.0, marks.beyond[0]),
                (self.scale.is_after(mark.last), columns.1, marks.beyond[1]),
            ] {
                if is_beyond && (mark.kind.lasts() || mark.kind.is_ahead()) {
                    self.set(row, column, sign, ink);
                }
            }
        }
        if mark.differs {
            let at = self.column(figure).unwrap_or(usize::midpoint(columns.0, columns.1));
            self.contradict(at);
        }
    }

    /// Marks a column as contradicted, below the lowest row.
    pub(super) fn contradict(&mut self, column: usize) {
        if let Some(contradicted) = self.contradicted.get_mut(column) {
            *contradicted = true;
            self.used.insert(self.signs.contradicted);
        }
    }

    /// The rows in which the days of a figure are drawn: those of both bounds of a range, or that of the figure.
    fn levels(&self, figure: &Figure) -> BTreeSet<usize> {
        match (figure.best, figure.low, figure.high) {
            (None, Some(low), Some(high)) => [self.row(low), self.row(high)].into(),
            _ => [self.row(figure.middle())].into(),
        }
    }

    /// Draws the certain days of a figure.
    fn sure(&mut self, figure: &Figure, row: usize) {
        let (mark, marks, ink) = (&figure.mark, self.marks, ink(figure));
        let Some((first, last)) = mark.certain.filter(|_| mark.kind.lasts()) else { return };
        let Some(columns) = self.scale.stretch(Some(first), Some(last)) else { return };
        match mark.kind {
            StatementKind::Absent if columns.0 == columns.1 => {
                self.set(row, columns.0, marks.absent_short, ink);
            }
            StatementKind::Absent => self.fill(row, columns, marks.absent, ink),
            StatementKind::Total if first < last => {
                self.fill(row, columns, marks.total[1], ink);
                self.set(row, columns.0, marks.total[0], ink);
                self.set(row, columns.1, marks.total[2], ink);
            }
            StatementKind::Level if first < last => {
                self.fill(row, columns, marks.level[0], ink);
                if !self.scale.is_after(mark.last) {
                    self.set(row, columns.1, marks.level[1], ink);
                }
            }
            _ => {}
        }
    }

    /// The column of a figure: that of its day, of the first of several days, or of the last day of a total.
    pub(super) fn column(&self, figure: &Figure) -> Option<usize> {
        let mark = &figure.mark;
        if let (StatementKind::Total, Some((first, last))) = (mark.kind, mark.certain) {
            return Some(self.scale.stretch(Some(first), Some(last))?.1);
        }
        let day = match (mark.kind, mark.certain) {
            (_, Some((first, _))) => Some(first),
            (_, None) if figure.is_hollow() => mark.last.or(mark.first),
            (_, None) => None,
        };
        let day = day?.clamp(self.chart.window.first, self.chart.window.last);
        self.scale.point(day)
    }

    /// The column where bounds are drawn: that of the figure, or the middle of its possible days.
    pub(super) fn middle_column(&self, figure: &Figure) -> Option<usize> {
        let among = self.scale.stretch(figure.mark.first, figure.mark.last);
        self.column(figure).or(among.map(|(first, last)| usize::midpoint(first, last)))
    }

    /// Draws the bounds of a figure, if they are in different rows.
    fn bar(&mut self, figure: &Figure) {
        let Some(column) = self.middle_column(figure) else { return };
        let stated = || [figure.low, figure.best, figure.high].into_iter().flatten();
        let (low, high) =
            (stated().fold(f64::INFINITY, f64::min), stated().fold(0.0_f64, f64::max));
        if low < high {
            let (from, to) = (self.row(low), self.row(high));
            if from < to {
                (from..=to).for_each(|row| self.set(row, column, self.signs.bar, ink(figure)));
            }
        }
    }
}

/// The colour of a figure.
pub(super) fn ink(figure: &Figure) -> Ink {
    if figure.mark.differs { Ink::Red } else { marks::ink(figure.mark.kind) }
}

/// Characters in pieces of one colour; a blank joins the piece before it.
fn pieces(cells: impl Iterator<Item = (char, Ink)>) -> Vec<(Ink, String)> {
    let mut pieces: Vec<(Ink, String)> = Vec::new();
    for (c, ink) in cells {
        match pieces.last_mut() {
            Some((last, text)) if *last == ink || c == ' ' => text.push(c),
            _ => pieces.push((ink, c.to_string())),
        }
    }
    pieces
}
