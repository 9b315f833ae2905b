//! Entries and sources as text, in aligned columns whose cells wrap.

use super::marks::{self, Marks};
use super::words::{against, evidence};
use crate::render::table_layout::LONGEST_CELL;
use crate::text::ink::Ink;
use crate::text::layout::{StyledLine, abridged, width};
use crate::text::safe::terminal_line;
use crate::text::wrap::{wrap_pieces, wrap_text};
use crate::view::both::{MANY, both};
use crate::view::timeline::{Entry, Group};
use std::io;
use std::ops::Range;

/// The space before an entry, and between its cells, in terminal columns.
pub(super) const INDENT: usize = 2;
pub(super) const GAP: usize = 2;
/// The number of cells of an entry.
const CELLS: usize = 6;
/// The cell of the claimants and that of the numbers of their sources.
const WHO: usize = 4;
const NUMBERS: usize = 5;
/// The greatest width of each cell, in terminal columns.
const WIDEST: [usize; CELLS] = [24, 60, 40, 30, 60, 16];
/// A cell with text is at least this wide, in terminal columns, as long as other cells can be narrowed.
const NARROWEST: usize = 8;
/// Of more entries than these, no lines are kept in memory.
const MOST_IN_MEMORY: usize = 20_000;
/// At most this many claimants are shown for one entry, and this many source numbers for one of them.
const MOST_CLAIMANTS: usize = 12;
const MOST_SOURCES: usize = 12;

/// The texts in the cells of an entry, and their colour.
struct Cells {
    ink: Ink,
    /// The text of each cell except the last two; empty if there is none.
    texts: [String; WHO],
    /// The claimants, each with the numbers of its sources.
    said_by: Vec<(String, Vec<String>)>,
    /// How many reports and origins there are; empty for one report.
    evidence: String,
    /// The facts about other places or months that contradict it, a text for each.
    against: Vec<String>,
    /// Whether it contradicts the entry above.
    is_against_above: bool,
}

/// The entries of all groups, as they are laid out.
pub(super) struct Laid<'t> {
    /// The groups, each with the cells of its entries.
    groups: Vec<(Group<'t>, Vec<Cells>)>,
    widths: [usize; CELLS],
    most: usize,
    /// Whether any cell was cut.
    pub(super) is_cut: bool,
}

impl<'t> Laid<'t> {
    pub(super) fn of(groups: impl Iterator<Item = Group<'t>>, most: usize, marks: &Marks) -> Self {
        let groups: Vec<Group<'_>> = groups.collect();
        let (mut cells, is_cut) = all_cells(&groups, marks);
        let naturals = Widths::of(&cells).greatest();
        if naturals.iter().map(|width| width + GAP).sum::<usize>() > most {
            for cells in cells.iter_mut().flatten() {
                cells.join_standing();
            }
        }
        let widths = fitted(&cells, most);
        for entries in &mut cells {
            without_repeated(entries, marks);
        }
        Self { groups: groups.into_iter().zip(cells).collect(), widths, most, is_cut }
    }

    /// The number of groups that have about the first two thirds of many entries; all groups where there are few
    /// entries, or so many that their lines would take much memory.
    pub(super) fn two_thirds(&self) -> usize {
        let total: usize = self.groups.iter().map(|(_, entries)| entries.len()).sum();
        if !(MANY..=MOST_IN_MEMORY).contains(&total) {
            return self.groups.len();
        }
        let mut before = 0;
        let is_over = |(_, entries): &(Group<'_>, Vec<Cells>)| {
            before += entries.len();
            before * 3 > total * 2
        };
        self.groups.iter().position(is_over).unwrap_or(self.groups.len())
    }

    /// Gives the lines of some of the groups with their entries to `put`.
    pub(super) fn write(
        &self,
        groups: Range<usize>,
        put: &mut impl FnMut(StyledLine) -> io::Result<()>,
    ) -> io::Result<()> {
        for (group, entries) in &self.groups[groups] {
            put(StyledLine::default())?;
            put(StyledLine::of(Ink::Bold, group.title()))?;
            for entry in entries {
                laid_out(entry, &self.widths, put)?;
                write_contradictions(entry, &self.widths, self.most, put)?;
            }
        }
        Ok(())
    }
}

/// Entries with the same date show it only once, and so with the same indicator below one date. Those that
/// contradict the entry above get a sign.
fn without_repeated(entries: &mut [Cells], marks: &Marks) {
    let mut before = [String::new(), String::new()];
    for entry in entries {
        let [when, what, ..] = &mut entry.texts;
        if *when == before[0] {
            when.clear();
            if *what == before[1] {
                what.clear();
            } else {
                before[1].clone_from(what);
            }
        } else {
            before = [when.clone(), what.clone()];
        }
        if entry.is_against_above {
            let label = std::mem::take(what);
            let sign = marks.differ.to_owned();
            *what = if label.is_empty() { sign } else { sign + " " + &label };
        }
    }
}

/// The cells of all groups, and whether any was cut. If there are many entries, two threads make the texts of one half
/// each.
fn all_cells(groups: &[Group<'_>], marks: &Marks) -> (Vec<Vec<Cells>>, bool) {
    let of = |groups: &[Group<'_>]| {
        let mut cleaner = Cleaner { marks, is_cut: false };
        let mut each = |group: &Group<'_>| -> Vec<Cells> {
            group.entries().map(|entry| cells(entry, &mut cleaner)).collect()
        };
        (groups.iter().map(&mut each).collect::<Vec<_>>(), cleaner.is_cut)
    };
    let total: usize = groups.iter().map(Group::len).sum();
    let mut before = 0;
    let middle = groups.iter().position(|group| {
        before += group.len();
        before * 2 > total
    });
    let (one, other) = groups.split_at(middle.unwrap_or(groups.len()));
    let ((mut cells, is_cut), (others, is_other_cut)) =
        both(total >= MANY, || of(one), || of(other));
    cells.extend(others);
    (cells, is_cut || is_other_cut)
}

fn cells(mut entry: Entry, cleaner: &mut Cleaner<'_>) -> Cells {
    let mut clean = |text: &str| cleaner.clean(text);
    if entry.maybe {
        entry.when += " (maybe)";
    }
    if let Some(scope) = &entry.scope {
        entry.label.extend([", ", scope]);
    }
    if let Some(at) = &entry.at {
        entry.label.extend([" (", at, ")"]);
    }
    let mut said_by: Vec<(String, Vec<String>)> = (entry.claimants.iter().take(MOST_CLAIMANTS))
        .map(|one| (clean(&one.name), numbers(&one.sources)))
        .collect();
    if entry.claimants.len() > MOST_CLAIMANTS {
        let more = entry.claimants.len() - MOST_CLAIMANTS;
        said_by.push((format!("and {more} more"), Vec::new()));
    }
    Cells {
        ink: marks::ink(entry.kind),
        texts: [
            clean(&entry.when),
            clean(&entry.label),
            clean(&entry.value),
            clean(&entry.standing),
        ],
        said_by,
        evidence: clean(&evidence(&entry)),
        against: against(&entry, cleaner.marks.differ)
            .iter()
            .map(|text| cleaner.clean(text))
            .collect(),
        is_against_above: entry.is_against_above,
    }
}

/// Source numbers as they are shown: `[3]`, and how many were left out.
fn numbers(sources: &[usize]) -> Vec<String> {
    let mut shown: Vec<String> =
        sources.iter().take(MOST_SOURCES).map(|number| format!("[{number}]")).collect();
    if sources.len() > MOST_SOURCES {
        shown.push(format!(" +{}", sources.len() - MOST_SOURCES));
    }
    shown
}

/// Makes text for cells: safe for a terminal, on one line, and cut if it is too long.
struct Cleaner<'a> {
    marks: &'a Marks,
    /// Whether any text was cut.
    is_cut: bool,
}

impl Cleaner<'_> {
    fn clean(&mut self, text: &str) -> String {
        let Some(shown) = abridged(text, LONGEST_CELL) else {
            return terminal_line(text).into_owned();
        };
        self.is_cut = true;
        format!("{}{}", terminal_line(shown), self.marks.more)
    }
}

impl Cells {
    /// Moves status and stance into the cell of the value, which saves a column on a narrow page.
    fn join_standing(&mut self) {
        let standing = std::mem::take(&mut self.texts[3]);
        let comma = if self.texts[2].is_empty() || standing.is_empty() { "" } else { ", " };
        self.texts[2].extend([comma, &standing]);
    }

    /// The texts that are listed below each other in the cell of the claimants.
    fn below_who(&self) -> impl Iterator<Item = &String> {
        self.said_by.iter().map(|(who, _)| who).chain([&self.evidence])
    }

    /// The width of a cell that does not wrap, in terminal columns.
    fn natural(&self, cell: usize) -> usize {
        let widest = match cell {
            WHO => self.below_who().map(|text| width(text)).max(),
            NUMBERS => self.said_by.iter().map(|(_, all)| all.iter().map(|n| width(n)).sum()).max(),
            cell => Some(width(&self.texts[cell])),
        };
        widest.unwrap_or(0).min(WIDEST[cell])
    }

    /// The width of the longest word in a cell, in terminal columns.
    fn longest_word(&self, cell: usize) -> usize {
        let longest = |text: &String| {
            if text.is_ascii() {
                return text.split(' ').map(str::len).max().unwrap_or(0);
            }
            text.split_whitespace().map(width).max().unwrap_or(0)
        };
        let widest = match cell {
            WHO => self.below_who().map(longest).max(),
            NUMBERS => {
                self.said_by.iter().flat_map(|(_, numbers)| numbers.iter().map(longest)).max()
            }
            cell => Some(longest(&self.texts[cell])),
        };
        widest.unwrap_or(0).min(WIDEST[cell])
    }

    /// The lines of each cell in its width, and how many of them name claimants. The numbers of a
    /// claimant's sources begin on the line of its name.
    fn wrapped(&self, widths: &[usize; CELLS]) -> ([Vec<String>; CELLS], usize) {
        let mut cells: [Vec<String>; CELLS] = Default::default();
        for (cell, text) in self.texts.iter().enumerate().filter(|(cell, _)| widths[*cell] > 0) {
            cells[cell] = wrap_text(text, widths[cell]);
        }
        for (who, numbers) in &self.said_by {
            let height = cells[WHO].len().max(cells[NUMBERS].len());
            for (cell, lines) in [
                (WHO, wrap_text(who, widths[WHO].max(1))),
                (NUMBERS, wrap_pieces(numbers, widths[NUMBERS].max(1))),
            ] {
                cells[cell].resize(height, String::new());
                cells[cell].extend(lines);
            }
        }
        let named = cells[WHO].len();
        if !self.evidence.is_empty() {
            cells[WHO].extend(wrap_text(&self.evidence, widths[WHO].max(1)));
        }
        (cells, named)
    }
}

/// The natural widths of all cells, as the number of entries for each width. Widths are small, so
/// that a sum over all entries takes a few steps.
struct Widths([[usize; MOST_WIDE + 1]; CELLS]);

/// The greatest of `WIDEST`.
const MOST_WIDE: usize = 60;

impl Widths {
    fn of(groups: &[Vec<Cells>]) -> Self {
        let mut counts = [[0; MOST_WIDE + 1]; CELLS];
        for entry in groups.iter().flatten() {
            for (cell, counts) in counts.iter_mut().enumerate() {
                counts[entry.natural(cell)] += 1;
            }
        }
        Self(counts)
    }

    /// The widths of the cells if nothing wraps.
    fn greatest(&self) -> [usize; CELLS] {
        self.0.map(|counts| counts.iter().rposition(|count| *count > 0).unwrap_or(0))
    }

    /// The number of lines that a cell takes in all entries if it is this wide.
    fn lines(&self, cell: usize, width: usize) -> usize {
        let lines = |(length, count): (usize, &usize)| length.div_ceil(width.max(1)) * count;
        self.0[cell].iter().enumerate().map(lines).sum()
    }
}

/// The widths of the cells such that a line fits into `most` terminal columns. The cell that costs
/// the fewest additional lines is narrowed first. No cell becomes narrower than its longest word as
/// long as another one can be narrowed.
fn fitted(groups: &[Vec<Cells>], most: usize) -> [usize; CELLS] {
    let naturals = Widths::of(groups);
    let mut widths = naturals.greatest();
    let used = widths.iter().filter(|width| **width > 0).count().saturating_sub(1);
    let room = most.saturating_sub(INDENT + GAP * used);
    if widths.iter().sum::<usize>() <= room {
        return widths;
    }
    let all = || groups.iter().flatten();
    let words: [usize; CELLS] =
        std::array::from_fn(|cell| all().map(|entry| entry.longest_word(cell)).max().unwrap_or(0));
    let unbroken_dates = std::array::from_fn(|cell| match cell {
        0 => widths[0].min("22 Sep - 20 Oct".len()),
        cell => words[cell],
    });
    for floors in [unbroken_dates, words, words.map(|word| word.min(NARROWEST)), [1; CELLS]] {
        while widths.iter().sum::<usize>() > room {
            let cells = (0..CELLS).filter(|&cell| widths[cell] > floors[cell]);
            let price = |&cell: &usize| {
                let width = widths[cell];
                let lines = |width| naturals.lines(cell, width);
                (lines(width - 1) - lines(width), usize::MAX - width)
            };
            let Some(cell) = cells.min_by_key(price) else { break };
            widths[cell] -= 1;
        }
    }
    widths
}

/// Calls `put` with the lines for facts about other places or months that contradict an entry.
fn write_contradictions(
    entry: &Cells,
    widths: &[usize; CELLS],
    most: usize,
    put: &mut impl FnMut(StyledLine) -> io::Result<()>,
) -> io::Result<()> {
    let column = INDENT + widths[0] + GAP;
    for text in &entry.against {
        for text in wrap_text(text, most.saturating_sub(column).max(NARROWEST)) {
            let mut line = StyledLine::default();
            line.pad_to(column);
            line.push(Ink::Red, text);
            put(line)?;
        }
    }
    Ok(())
}

/// Passes the lines of an entry to `put`.
fn laid_out(
    entry: &Cells,
    widths: &[usize; CELLS],
    put: &mut impl FnMut(StyledLine) -> io::Result<()>,
) -> io::Result<()> {
    let (mut wrapped, named) = entry.wrapped(widths);
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..height {
        let mut line = StyledLine::default();
        let mut column = INDENT;
        for (cell, texts) in wrapped.iter_mut().enumerate() {
            if widths[cell] == 0 {
                continue;
            }
            line.pad_to(column);
            if let Some(text) = texts.get_mut(at) {
                let is_evidence = cell == WHO && at >= named;
                let ink = if is_evidence { Ink::Dim } else { ink(entry, cell) };
                line.push(ink, std::mem::take(text));
            }
            column += widths[cell] + GAP;
        }
        put(line)?;
    }
    Ok(())
}

fn ink(entry: &Cells, cell: usize) -> Ink {
    match cell {
        1 if entry.is_against_above => Ink::Red,
        1 => entry.ink,
        2 => Ink::Bold,
        NUMBERS => Ink::Dim,
        _ => Ink::Plain,
    }
}
