//! One sheet: a frozen header with filters, rows of typed cells, and columns as wide as their contents.

use super::value::{Held, Value};
use super::{cause, guarded};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Url, Worksheet, XlsxError};
use std::io;
use unicode_width::UnicodeWidthStr;

/// A sheet has at most this many rows below its header.
pub const MOST_ROWS: usize = 1_048_575;
/// A sheet has at most this many links. If there are more, Excel calls the file damaged.
const MOST_LINKS: usize = 65_530;
/// The number of rows that decide the widths of columns.
const MEASURED: u32 = 1_000;
/// The narrowest and the widest column, in characters.
const WIDTHS: [usize; 2] = [8, 60];
/// The width, in characters, of the button of a filter in a heading.
const BUTTON: usize = 3;
/// This many characters can still be read when they are fitted to the width of a sheet of paper in landscape format.
const ON_PAPER: usize = 230;
/// The number of A4 in the list of paper sizes.
const A4: u8 = 9;
/// The colour behind the headings: a light grey.
const GREY: u32 = 0x00E7_E9EC;
/// The approximate number of bytes of a cell without its text.
const BYTES_PER_CELL: u64 = 64;

/// A sheet has more rows than Excel can open.
#[derive(Debug, thiserror::Error)]
#[error("sheet `{sheet}` has more than 1,048,576 rows, the most that a workbook allows")]
pub struct TooManyRows {
    /// The name of the sheet.
    pub sheet: &'static str,
}

/// Values that a sheet could not store unchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shortened {
    /// Number of texts that were cut to the limit of a cell.
    pub cut: usize,
    /// Number of addresses that are plain text, because a sheet has no more links.
    pub unlinked: usize,
}

/// A sheet that is being written.
pub(crate) struct Sheet {
    inner: Worksheet,
    name: &'static str,
    looks: Looks,
    columns: Vec<Seen>,
    /// The number of the next row; the header is row 0.
    next: u32,
    links: usize,
    shortened: Shortened,
    bytes: u64,
}

/// How cells look.
struct Looks {
    day: Format,
    moment: Format,
    grouped: Format,
    link: Format,
    wrapped: Format,
}

/// The collected data about a column.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// The width of its widest cell, in characters.
    width: usize,
    has_value: bool,
    wraps: bool,
}

impl Sheet {
    pub(super) fn begin<'h>(
        mut sheet: Worksheet,
        name: &'static str,
        header: impl Iterator<Item = &'h str>,
    ) -> io::Result<Self> {
        let bold = Format::new()
            .set_bold()
            .set_background_color(GREY)
            .set_border_bottom(FormatBorder::Thin);
        sheet.set_name(name).map_err(cause)?.set_freeze_panes(1, 0).map_err(cause)?;
        sheet.set_repeat_rows(0, 0).map_err(cause)?.set_landscape();
        let mut columns = Vec::new();
        for (column, heading) in (0..).zip(header) {
            guarded(|| sheet.write_string_with_format(0, column, heading, &bold).map(drop))?;
            columns.push(Seen { width: heading.width() + BUTTON, ..Seen::default() });
        }
        let (links, shortened, bytes) = (0, Shortened::default(), 0);
        Ok(Self {
            inner: sheet,
            name,
            looks: Looks::new(),
            columns,
            next: 1,
            links,
            shortened,
            bytes,
        })
    }

    /// Breaks the lines of long texts in a column, for a sheet that is read as prose.
    pub(crate) fn wrap(mut self, column: usize) -> Self {
        if let Some(column) = self.columns.get_mut(column) {
            column.wraps = true;
        }
        self
    }

    /// Writes a row, with a value for each column. Fails if the sheet is full, or a file cannot be written.
    pub(crate) fn row<'v>(&mut self, values: impl Iterator<Item = Value<'v>>) -> io::Result<()> {
        if self.next as usize > MOST_ROWS {
            return Err(io::Error::other(TooManyRows { sheet: self.name }));
        }
        guarded(|| (0..).zip(values).try_for_each(|(column, value)| self.cell(column, value)))?;
        self.next += 1;
        Ok(())
    }

    /// Whether a column has a value in some row. Other columns are hidden.
    pub(crate) fn has_values(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|seen| seen.has_value)
    }

    /// Values that the sheet could not store unchanged.
    pub(crate) fn shortened(&self) -> Shortened {
        self.shortened
    }

    /// The approximate number of bytes of the sheet before it is packed.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Adds filters, and sets the widths of the columns. Columns without any value are hidden.
    pub(super) fn finish(mut self) -> io::Result<Worksheet> {
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.inner.autofilter(0, 0, self.next - 1, last).map_err(cause)?;
        let mut whole = 0;
        for (column, seen) in (0..).zip(&self.columns) {
            let [narrowest, widest] = WIDTHS;
            let width = seen.width.clamp(narrowest, widest);
            self.inner
                .set_column_width(column, f64::from(u32::try_from(width).unwrap_or_default()))
                .map_err(cause)?;
            if seen.has_value || self.next == 1 {
                whole += width;
            } else {
                self.inner.set_column_hidden(column).map_err(cause)?;
            }
        }
        self.on_paper(whole)?;
        Ok(self.inner)
    }

    /// Fits the columns to the width of the paper; if they would be too small to read, to several pages side by side,
    /// each with the first column.
    fn on_paper(&mut self, width: usize) -> io::Result<()> {
        let sheets = u16::try_from(width.div_ceil(ON_PAPER).max(1)).unwrap_or(1);
        self.inner.set_paper_size(A4).set_print_fit_to_pages(sheets, 0);
        if sheets > 1 {
            self.inner.set_repeat_columns(0, 0).map_err(cause)?;
        }
        Ok(())
    }

    fn cell(&mut self, column: u16, value: Value<'_>) -> Result<(), XlsxError> {
        let (row, looks) = (self.next, &self.looks);
        let mut held = value.held();
        if let Held::Link(text, url) = held {
            let is_full = self.links >= MOST_LINKS;
            self.shortened.unlinked += usize::from(is_full);
            self.links += usize::from(!is_full);
            held = if is_full { Held::Text(text, false) } else { Held::Link(text, url) };
        }
        let Some(seen) = self.columns.get_mut(usize::from(column)) else { return Ok(()) };
        seen.see(&held, row);
        let sheet = &mut self.inner;
        match held {
            Held::Blank => return Ok(()),
            Held::Text(text, is_cut) => {
                self.shortened.cut += usize::from(is_cut);
                self.bytes += text.len() as u64;
                if seen.wraps {
                    sheet.write_string_with_format(row, column, text, &looks.wrapped)?
                } else {
                    sheet.write_string(row, column, text)?
                }
            }
            Held::Number(number) if number.fract() == 0.0 && number.abs() >= 1000.0 => {
                sheet.write_number_with_format(row, column, number, &looks.grouped)?
            }
            Held::Number(number) => sheet.write_number(row, column, number)?,
            Held::Day(days) => sheet.write_number_with_format(row, column, days, &looks.day)?,
            Held::Moment(days) => {
                sheet.write_number_with_format(row, column, days, &looks.moment)?
            }
            Held::Flag(flag) => sheet.write_boolean(row, column, flag)?,
            Held::Link(text, url) => {
                self.bytes += text.len() as u64;
                let url = Url::new(url).set_text(text);
                sheet.write_url_with_format(row, column, url, &looks.link)?
            }
        };
        self.bytes += BYTES_PER_CELL;
        Ok(())
    }
}

impl Looks {
    fn new() -> Self {
        Self {
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            grouped: Format::new().set_num_format("#,##0"),
            link: Format::new().set_hyperlink(),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        }
    }
}

impl Seen {
    /// Notes that the column has a value, and its width. A text of several lines is as wide as its first line.
    fn see(&mut self, held: &Held<'_>, row: u32) {
        self.has_value |= *held != Held::Blank;
        if row > MEASURED {
            return;
        }
        let width = match held {
            Held::Blank => 0,
            Held::Text(text, _) | Held::Link(text, _) => text
                .lines()
                .next()
                .unwrap_or_default()
                .chars()
                .take(WIDTHS[1])
                .collect::<String>()
                .width(),
            Held::Flag(_) => 5,
            Held::Day(_) => 11,
            Held::Moment(_) => 19,
            Held::Number(number) => number.to_string().len() * 4 / 3,
        };
        self.width = self.width.max(width + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_excel_cannot_open_is_refused() {
        let sheet = rust_xlsxwriter::Workbook::new().new_worksheet_with_constant_memory().unwrap();
        let mut sheet = Sheet::begin(sheet, "facts", ["a"].into_iter()).unwrap();
        sheet.next = u32::try_from(MOST_ROWS).unwrap();
        let mut row = || sheet.row([Value::Flag(true)].into_iter());
        assert!(row().is_ok());
        let refused = row().unwrap_err();
        assert!(
            refused.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<TooManyRows>),
            "{refused}"
        );
    }
}
