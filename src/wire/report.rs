//! The columns of a table of reports, with each report's text and its retractions that were taken
//! back.

use crate::domain::assessment::TakenBack;
use crate::domain::report::{Confidentiality, Report};
use crate::format::problem::Problem;
use crate::format::row::{self, Row};
use crate::wire::bare_report::bare_report;
use crate::wire::column::{ColumnOf, ColumnType, Compared, RowCell, WireRow};
use crate::wire::judgements::{taken_back_cell, taken_back_of};
use crate::wire::value::CellValue;
use crate::wire::versions::{EarlierVersion, versions_cell, versions_of};

/// A report with the data that only its row in a file has.
#[derive(Clone, Debug)]
pub(crate) struct ReportRow {
    /// The report. After reading, its uid is still zero, and its publisher is the name or key in
    /// the cell.
    pub(crate) report: Report,
    /// The report's text, in formats that put it into the row.
    pub(crate) text: Option<String>,
    /// Path of the file with the report's text, relative to the table; `None` if the text is in no
    /// file.
    pub(crate) text_file: Option<String>,
    /// When the text was captured (UTC); `None` if the report has no text.
    pub(crate) captured_at: Option<String>,
    /// Retractions of the report that were taken back, oldest first.
    pub(crate) taken_back: Vec<TakenBack>,
    /// The versions of the report before it was edited, oldest first.
    pub(crate) versions: Vec<EarlierVersion>,
}

impl ReportRow {
    /// A row without the report's text.
    pub(crate) fn without_text(report: Report, taken_back: Vec<TakenBack>) -> Self {
        let (text, text_file, captured_at, versions) = (None, None, None, Vec::new());
        Self { report, text, text_file, captured_at, taken_back, versions }
    }
}

impl WireRow for ReportRow {
    const COLUMNS: &'static [ColumnOf<Self>] = &[
        ColumnOf::new("key", "The key by which other rows name the report: report_key of facts, republishes of reports.", ColumnType::NeededText, |row: &Self| CellValue::text(&row.report.key))
            .compared(Compared::Never),
        ColumnOf::new("publisher", "Key of the actor that published it.", ColumnType::NeededText, |row: &Self| {
            CellValue::text(&row.report.publisher)
        }),
        ColumnOf::new("title", "Its title, as printed.", ColumnType::NeededText, |row: &Self| {
            CellValue::text(&row.report.title)
        }),
        ColumnOf::new("byline", "Its author, as printed.", ColumnType::Text, |row: &Self| {
            CellValue::optional(row.report.byline.as_deref())
        })
        .set(|row, cell| row.report.byline = cell.owned()),
        ColumnOf::new("url", "Its address; blank if it has none.", ColumnType::Link, |row: &Self| {
            CellValue::optional(row.report.url.as_deref())
        })
        .set(|row, cell| row.report.url = cell.owned())
        .compared(Compared::Never),
        ColumnOf::new("archive_url", "Address of an archived copy.", ColumnType::Link, |row: &Self| {
            CellValue::optional(row.report.archive_url.as_deref())
        })
        .set(|row, cell| row.report.archive_url = cell.owned())
        .compared(Compared::Never),
        ColumnOf::new("published", "When it was published: a day, or what is known of it, as EDTF; XXXX if nothing is known.", ColumnType::Edtf { needed: true }, |row: &Self| {
            CellValue::text(row.report.published.as_str())
        }),
        ColumnOf::new("language", "Language of its text (BCP 47).", ColumnType::Text, |row: &Self| {
            CellValue::optional(row.report.language.as_deref())
        })
        .set(|row, cell| row.report.language = cell.owned()),
        ColumnOf::new("republishes", "Key of the report whose text it repeats.", ColumnType::Text, |row: &Self| {
            CellValue::optional(row.report.republishes.as_deref())
        })
        .set(|row, cell| row.report.republishes = cell.owned())
        .compared(Compared::Never),
        ColumnOf::new("replaces", "Uid of the retracted report that it replaces.", ColumnType::Text, |row: &Self| {
            CellValue::optional(row.report.replaces.map(|uid| uid.to_string()))
        })
        .set_checked(|row, cell| {
            row.report.replaces = cell.parsed()?;
            Ok(())
        })
        .compared(Compared::Never),
        // A file without confidentiality does not contradict the recorded one; the comparison of versions takes this
        // into account.
        ColumnOf::new("confidentiality", "Who may see it; blank: not stated, so everybody may.", ColumnType::Word(Confidentiality::WORDS), |row: &Self| {
            CellValue::optional(row.report.confidentiality.map(Confidentiality::as_str))
        })
        .set_checked(|row, cell| {
            row.report.confidentiality = cell.parsed()?;
            Ok(())
        })
        .compared(Compared::Never),
        // Texts in files cannot be compared here; the reader of the files does this.
        ColumnOf::new("text", "Its text, as captured.", ColumnType::Document, |row: &Self| {
            row.text.as_deref().map_or(CellValue::Blank, |text| CellValue::Text(text.into()))
        })
        .set(|row, cell| row.text = cell.verbatim())
        .compared(Compared::Never),
        ColumnOf::new("text_file", "The file with its text.", ColumnType::Text, |row: &Self| {
            CellValue::optional(row.text_file.as_deref())
        })
        .set(|row, cell| row.text_file = cell.owned())
        .compared(Compared::Never),
        ColumnOf::new("captured_at", "When its text was captured (UTC).", ColumnType::Moment, |row: &Self| {
            CellValue::optional(row.captured_at.as_deref())
        })
        .set(|row, cell| row.captured_at = cell.owned())
        .compared(Compared::Never),
        ColumnOf::new("retracted", "Why it was retracted; blank if it is not.", ColumnType::Text, |row: &Self| {
            CellValue::optional(row.report.retracted.as_deref())
        })
        .set(|row, cell| row.report.retracted = retraction(cell))
        .compared(Compared::Never),
        ColumnOf::new("retractions_before", "Retractions of it that were taken back, oldest first, as a JSON list.", ColumnType::Json, |row: &Self| {
            CellValue::json(taken_back_cell(&row.taken_back))
        })
        .set_checked(|row, cell| {
            let taken_back = cell.text().map(taken_back_of).transpose();
            row.taken_back = taken_back.map_err(|why| cell.problem(why))?.unwrap_or_default();
            Ok(())
        })
        .compared(Compared::Never),
        ColumnOf::new("versions_before", "Its data before it was edited, oldest first, as a JSON list.", ColumnType::Json, |row: &Self| {
            CellValue::json(versions_cell(&row.versions))
        })
        .set_checked(|row, cell| {
            let versions = cell.text().map(versions_of).transpose();
            row.versions = versions.map_err(|why| cell.problem(why))?.unwrap_or_default();
            Ok(())
        })
        .compared(Compared::Never),
    ];

    fn begin(row: &Row<'_>) -> Result<Self, Problem> {
        let (publisher, title) = (row.needed("publisher")?, row.needed("title")?);
        let date = row.needed("published")?;
        let key = row.text("key").unwrap_or_default();
        let report = bare_report(key, publisher, title, "published", date)?;
        Ok(Self::without_text(report, Vec::new()))
    }
}

/// The reason in a cell; `None` if it is blank, or says that the report was not retracted (`0`, `no`). In a file with
/// retractions that were taken back, which was written by Factline, any word is a reason.
fn retraction(cell: &RowCell<'_>) -> Option<String> {
    let is_ours = cell.row().header().iter().any(|name| name == "retractions_before");
    cell.owned().filter(|reason| is_ours || !row::says_no(reason))
}
