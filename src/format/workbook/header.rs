//! Finds the header of a sheet among its first rows, since there may be a title above it.

use crate::format::workbook::cell::Cell;

/// Number of first rows that are searched for a header.
pub(super) const LOOKED_AT: usize = 30;

/// Where to look for the header of a sheet.
pub(crate) enum HeaderSought<'c> {
    /// In the row for which the function counts the most known columns.
    Known(&'c dyn Fn(&[String]) -> usize),
    /// Above the row of HXL hashtags.
    Tagged,
    /// In the row of this number, from 1.
    Row(usize),
    /// In the first row that looks like one.
    Shape,
}

/// The first rows of a sheet, each with its number from 0.
pub(super) type Head = [(u32, Vec<Cell>)];

impl HeaderSought<'_> {
    /// The position in `head` of the row that is the header; `None` if none is known.
    pub(super) fn find(&self, head: &Head) -> Option<usize> {
        match self {
            Self::Row(row) => head.iter().position(|(at, _)| *at as usize + 1 == *row),
            Self::Tagged => tags(head).map(|at| at.saturating_sub(1)),
            Self::Shape => tags(head).map(|at| at.saturating_sub(1)).or_else(|| shape(head)),
            Self::Known(count) => {
                let known = head.iter().map(|(_, row)| {
                    let names: Vec<String> = row.iter().map(|cell| cell.text.clone()).collect();
                    count(&names)
                });
                let best = known.enumerate().max_by_key(|(at, known)| (*known, usize::MAX - at));
                best.filter(|(_, known)| *known > 0).map(|(at, _)| at)
            }
        }
    }
}

fn filled(row: &[Cell]) -> impl Iterator<Item = &Cell> {
    row.iter().filter(|cell| !cell.is_blank())
}

/// The position of the row of HXL hashtags: at least half of its cells are hashtags.
fn tags(head: &Head) -> Option<usize> {
    let is_tag = |cell: &&Cell| {
        let name = cell.text.trim().strip_prefix('#');
        name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    head.iter().position(|(_, row)| {
        let tags = filled(row).filter(is_tag).count();
        tags > 0 && tags * 2 >= filled(row).count()
    })
}

/// The position of the first row of texts that is about as wide as the widest row. A title has only
/// one or two cells.
pub(super) fn shape(head: &Head) -> Option<usize> {
    let widest = head.iter().map(|(_, row)| filled(row).count()).max().unwrap_or_default();
    head.iter().position(|(_, row)| {
        let cells = filled(row).count();
        cells * 3 >= widest * 2 && cells > 0 && filled(row).all(|cell| cell.is_text)
    })
}
