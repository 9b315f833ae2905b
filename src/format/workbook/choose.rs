//! Chooses the sheet of a workbook that is read.

use crate::format::error::FormatError;
use crate::format::workbook::book::Book;
use crate::format::workbook::cell::Cell;
use crate::format::workbook::header::{Head, HeaderSought, LOOKED_AT, shape};
use crate::format::workbook::rows::SheetRows;
use calamine::{Reader, SheetType, SheetVisible};

/// Which sheet of a workbook is read, and which row is its header.
pub(crate) struct SheetChoice<'c> {
    /// The name of the sheet, as the user gave it; `None`: the one with a header that is known.
    pub(crate) sheet: Option<&'c str>,
    pub(crate) header: HeaderSought<'c>,
    /// Whether words are a figure, such as `twelve`: a figure in merged cells belongs to none of their rows alone.
    pub(crate) reads: fn(&str) -> bool,
}

/// The sheet that is read.
pub(super) struct Chosen {
    pub(super) sheet: String,
    /// The row of the header, the first row that is read, and the first that is not blank; from 0.
    pub(super) header: u32,
    pub(super) first: u32,
    pub(super) first_filled: u32,
    /// Number of columns of the header.
    pub(super) width: usize,
    /// The names of the other sheets.
    pub(super) others: Vec<String>,
}

/// A sheet that may be the one, with its first rows.
struct Candidate {
    sheet: String,
    head: Vec<(u32, Vec<Cell>)>,
}

/// Chooses a sheet: the one that is named, or else the only visible one whose header is known, or else the only one
/// that has rows. Fails if no sheet, or more than one, is left.
pub(super) fn sheet(
    book: &mut Book,
    choice: &SheetChoice<'_>,
    file: &str,
) -> Result<Chosen, FormatError> {
    let is_sheet = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
    let all: Vec<_> = book.sheets_metadata().iter().filter(is_sheet).cloned().collect();
    let names = || all.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    let visible: Vec<String> = match choice.sheet {
        None => {
            let visible = all.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
            visible.map(|sheet| sheet.name.clone()).collect()
        }
        Some(named) => {
            let is_named =
                |sheet: &&String| sheet.trim().to_lowercase() == named.trim().to_lowercase();
            let named_so = names().iter().find(is_named).cloned();
            named_so.map(|sheet| vec![sheet]).ok_or_else(|| FormatError::NoSheet {
                file: file.to_owned(),
                sheet: named.to_owned(),
                sheets: names(),
            })?
        }
    };
    let mut candidates = Vec::new();
    for sheet in visible {
        let head = head(book, &sheet, file)?;
        if !head.is_empty() {
            candidates.push(Candidate { sheet, head });
        }
    }
    let (candidate, at) = the_one(candidates, &choice.header, file)?;
    let others = names().into_iter().filter(|name| *name != candidate.sheet).collect();
    Ok(candidate.chosen(at, &choice.header, others))
}

/// Finds the position of the header in the first rows of a sheet.
type FindHeader<'f> = &'f dyn Fn(&Candidate) -> Option<usize>;

/// The only candidate with a known header and rows below it, and the position of its header.
fn the_one(
    mut candidates: Vec<Candidate>,
    header: &HeaderSought<'_>,
    file: &str,
) -> Result<(Candidate, usize), FormatError> {
    let known = |candidate: &Candidate| header.find(&candidate.head);
    let like_one = |candidate: &Candidate| shape(&candidate.head);
    let has_rows = |candidate: &Candidate, at: usize| candidate.head.len() > at + 1;
    let tries: [(FindHeader<'_>, bool); 3] = [(&known, true), (&known, false), (&like_one, false)];
    for (find, needs_rows) in tries {
        let found: Vec<(usize, usize)> = candidates
            .iter()
            .enumerate()
            .filter_map(|(number, candidate)| Some((number, find(candidate)?)))
            .filter(|(number, at)| !needs_rows || has_rows(&candidates[*number], *at))
            .collect();
        match found[..] {
            [] => {}
            [(number, at)] => return Ok((candidates.swap_remove(number), at)),
            _ => {
                let sheets =
                    found.iter().map(|(number, _)| candidates[*number].sheet.clone()).collect();
                return Err(FormatError::WhichSheet { file: file.to_owned(), sheets });
            }
        }
    }
    if candidates.len() == 1 {
        return Ok((candidates.swap_remove(0), 0));
    }
    match candidates.into_iter().map(|candidate| candidate.sheet).collect::<Vec<_>>() {
        sheets if sheets.is_empty() => Err(FormatError::Empty { file: file.to_owned() }),
        sheets => Err(FormatError::WhichSheet { file: file.to_owned(), sheets }),
    }
}

/// The first rows of a sheet that are not blank.
fn head(book: &mut Book, sheet: &str, file: &str) -> Result<Vec<(u32, Vec<Cell>)>, FormatError> {
    let mut rows = SheetRows::open(book, sheet, file)?;
    let mut head = Vec::new();
    while head.len() < LOOKED_AT
        && let Some((at, row)) = rows.next_row()?
    {
        if !row.iter().all(Cell::is_blank) {
            head.push((at, row));
        }
    }
    Ok(head)
}

impl Candidate {
    fn chosen(self, at: usize, sought: &HeaderSought<'_>, others: Vec<String>) -> Chosen {
        let head: &Head = &self.head;
        let (header, row) = &head[at];
        let width = row.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
        let first = if matches!(sought, HeaderSought::Row(_)) { 0 } else { *header };
        let first_filled = head[0].0;
        Chosen { header: *header, first, first_filled, width, sheet: self.sheet, others }
    }
}
