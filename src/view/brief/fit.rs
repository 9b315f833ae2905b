//! Fits the blocks onto two pages: first some lines of each block, then more lines of all blocks in turn while there is
//! room.
//!
//! The number of rows is estimated from the number of characters, for pages of text; other formats have the same lines.

use super::block::{Block, Kind, Line, Part};
use super::cited::{FEW_SOURCES, MOST_OF_PART, MOST_SOURCES};
use super::weight::Weighed;
use std::collections::BTreeSet;

/// The rows of two pages, minus a reserve for rows that break earlier than estimated.
const ROWS: usize = 114;
/// The rows of the title and the counts below it, and of the axis and the key of the lanes.
const HEAD: usize = 3;
const AXIS: usize = 7;
/// A blank row and the heading of a block.
const HEADING: usize = 2;
/// The number of characters in a row beside a label, and in a row below it.
const BESIDE: usize = 68;
const BELOW: usize = 90;
/// If a label of a block is longer, all labels of the block are on rows of their own.
const LONGEST_LABEL: usize = 22;
/// The number of characters of a source's number.
const NUMBER: usize = 4;

/// All lines that a block could have, before it is known how many of them fit.
pub(super) struct Candidates {
    kind: Kind,
    pub(super) heading: String,
    /// All lines, the most important first.
    lines: Vec<Weighed>,
    /// For each line, whether it is shown in full.
    shown: Vec<bool>,
}

impl Candidates {
    /// The lines of a block, with the heading of its kind.
    pub(super) fn of(kind: Kind, lines: Vec<Weighed>) -> Self {
        let shown = vec![false; lines.len().min(kind.least_lines())];
        Self { kind, heading: kind.heading().to_owned(), lines, shown }
    }

    fn shown(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().zip(&self.shown).map(|(weighed, is_full)| weighed.line(*is_full))
    }

    fn rows(&self) -> usize {
        if self.shown.is_empty() {
            return 0;
        }
        let is_beside = self.shown().all(|line| line.label.chars().count() <= LONGEST_LABEL);
        let left_out = usize::from(self.shown.len() < self.lines.len());
        HEADING + self.shown().map(|line| rows(line, is_beside)).sum::<usize>() + left_out
    }

    fn block(mut self) -> Block {
        let left_out = self.lines.len() - self.shown.len();
        let of = |(weighed, is_full): (Weighed, bool)| match weighed.short {
            Some(short) if !is_full => short,
            _ => weighed.line,
        };
        let lines = self.lines.drain(..).zip(self.shown).map(of).collect();
        Block { kind: self.kind, heading: self.heading, lines, left_out }
    }
}

/// The rows of a line.
fn rows(line: &Line, is_beside: bool) -> usize {
    let notes: usize = line.notes.iter().map(|note| note.chars().count() + 3).sum();
    let said = |part: &Part| {
        let numbers = NUMBER * (part.reports.len().min(MOST_OF_PART) + 1);
        part.words.chars().count() + numbers
    };
    if is_beside {
        let notes = std::iter::once(notes).chain(std::iter::repeat(0));
        line.parts
            .iter()
            .zip(notes)
            .map(|(part, notes)| (said(part) + notes).div_ceil(BESIDE))
            .sum()
    } else {
        let label = line.label.chars().count() + notes;
        let parts: usize = line.parts.iter().map(|part| said(part).div_ceil(BELOW)).sum();
        label.div_ceil(BELOW) + parts
    }
}

/// The rows of the sources behind the lines that are shown.
fn rows_of_sources(blocks: &[Candidates]) -> usize {
    let parts = blocks.iter().flat_map(Candidates::shown).flat_map(|line| &line.parts);
    let cited: BTreeSet<&str> =
        parts.flat_map(|part| part.reports.iter().take(MOST_OF_PART)).map(String::as_str).collect();
    match cited.len() {
        0 => 0,
        few @ ..=FEW_SOURCES => HEADING + 2 * few,
        many => HEADING + many.min(MOST_SOURCES) + 1,
    }
}

/// The blocks that are not empty, with as many lines as fit onto two pages beside the lanes.
pub(super) fn onto_two_pages(mut blocks: Vec<Candidates>, lanes: usize) -> Vec<Block> {
    let axis = if lanes > 0 { AXIS } else { 0 };
    let room = ROWS - HEAD - axis - lanes;
    let fits = |blocks: &[Candidates]| {
        blocks.iter().map(Candidates::rows).sum::<usize>() + rows_of_sources(blocks) <= room
    };
    for block in 0..blocks.len() {
        for line in 0..blocks[block].shown.len() {
            blocks[block].shown[line] = true;
            blocks[block].shown[line] = fits(&blocks);
        }
    }
    let mut grew = true;
    while grew {
        grew = false;
        for at in 0..blocks.len() {
            grew |= add_a_line(&mut blocks, at, fits);
        }
    }
    blocks.into_iter().map(Candidates::block).filter(|block| !block.lines.is_empty()).collect()
}

/// Shows one more line of a block, in full or in fewer words, if there is one that still fits.
fn add_a_line(blocks: &mut [Candidates], at: usize, fits: impl Fn(&[Candidates]) -> bool) -> bool {
    if blocks[at].shown.len() == blocks[at].lines.len() {
        return false;
    }
    for is_full in [true, false] {
        blocks[at].shown.push(is_full);
        if fits(blocks) {
            return true;
        }
        blocks[at].shown.pop();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(n: usize, words: usize, sides: usize) -> Weighed {
        let side = |at: usize| Part {
            words: "x".repeat(words),
            reports: vec![format!("r{}", (n + at) % 30)],
            ..Part::default()
        };
        let line = |sides: usize| Line {
            label: format!("Label {n}"),
            parts: (0..sides).map(side).collect(),
            ..Line::default()
        };
        Weighed { short: (sides > 2).then(|| line(2)), ..Weighed::of(line(sides)) }
    }

    fn candidates(many: usize, sides: usize) -> Vec<Candidates> {
        let of = |kind| Candidates::of(kind, (0..many).map(|n| weighed(n, 60, sides)).collect());
        vec![of(Kind::Known), of(Kind::Disagree), of(Kind::Promised), of(Kind::Silent)]
    }

    #[test]
    fn what_has_room_is_shown_in_full() {
        let blocks = onto_two_pages(candidates(9, 1), 7);
        assert_eq!(blocks.len(), 4);
        assert!(blocks.iter().all(|block| block.lines.len() == 9 && block.left_out == 0));
        let sides =
            onto_two_pages(vec![Candidates::of(Kind::Disagree, vec![weighed(0, 30, 9)])], 7);
        assert_eq!(sides[0].lines[0].parts.len(), 9);
        assert!(onto_two_pages(candidates(0, 1), 0).is_empty());
    }

    #[test]
    fn what_has_no_room_is_counted_and_every_block_has_some_lines() {
        let blocks = onto_two_pages(candidates(500, 5), 7);
        for block in &blocks {
            assert_eq!(block.lines.len() + block.left_out, 500);
            assert!(block.lines.len() >= block.kind.least_lines());
        }
        let parts: usize =
            blocks.iter().flat_map(|block| &block.lines).map(|l| l.parts.len()).sum();
        assert!((40..ROWS).contains(&parts), "{parts}");
        // Three sides fewer in the last blocks make room for lines.
        let last = blocks[3].lines.last().map(|line| line.parts.len());
        assert_eq!(last, Some(2));
    }
}
