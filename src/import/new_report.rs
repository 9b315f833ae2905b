//! Finds the report of a row by key or as the same document, or makes it from the row's columns.

use crate::domain::actor::ActorKind;
use crate::domain::link::{exported_link, is_one_document, stated_link};
use crate::domain::name::fold;
use crate::domain::report::{Confidentiality, Report};
use crate::format::problem::Problem;
use crate::format::remedy::Remedy;
use crate::import::document_identity::{default_key, uid_of};
use crate::import::fact_cells::FactCells;
use crate::import::new_rows::NewRows;
use crate::import::recorded_cells::RecordedCells;
use crate::import::references::quoted;
use crate::import::session::ImportSession;
use crate::import::summary::Failure;
use crate::wire::{Column, bare_report, publication_days};
use std::sync::Arc;

impl NewRows {
    /// The row's report: found by key or as the same document, or to be made. Refused if the row
    /// states another confidentiality than the recorded report, since readers of this database
    /// would not learn of it.
    pub(super) fn report(
        &mut self,
        cells: &FactCells<'_>,
        session: &mut ImportSession<'_>,
    ) -> Result<Arc<Report>, Failure> {
        if let Some(known) = cells.recorded().and_then(RecordedCells::known_report) {
            return Ok(known);
        }
        let report = self.named_report(cells, session)?;
        let stated: Option<Confidentiality> = cells.parsed(Column::Confidentiality)?;
        if report.is_otherwise_for(stated) {
            session.note_late_mark(&report, stated);
            let word = |of: Option<Confidentiality>| of.map_or("", Confidentiality::as_str);
            let there = quoted(word(report.confidentiality));
            let here = quoted(word(stated));
            let named = report_name(cells, &report, session);
            let why = format!("report `{named}` differs: recorded with {there}, here {here}");
            let problem = Problem::at(Column::Confidentiality.name(), why);
            return Err(problem.with(Remedy::EditReport).into());
        }
        if let Some(recorded) = cells.recorded() {
            let key = cells.get(Column::ReportKey).map(|key| session.documents.key_here(key));
            if self.report.is_none() && key == Some(&report.key) {
                recorded.know_report(&report);
            }
        }
        Ok(report)
    }

    fn named_report(
        &mut self,
        cells: &FactCells<'_>,
        session: &mut ImportSession<'_>,
    ) -> Result<Arc<Report>, Failure> {
        if let Some(known) = described_before(cells, session) {
            session.options.has_come_out(known, Column::ReportDate.name())?;
            self.is_described = true;
            return Ok(known.clone());
        }
        let key = cells.get(Column::ReportKey).map(|key| session.documents.key_here(key));
        let by_key = key.and_then(|key| session.documents.get(key));
        let is_it = |report: &&Arc<Report>| {
            is_document(cells, session.documents.versions(report))
                && replaces_as_stated(cells, report)
                && !session.documents.is_undone(report)
        };
        if let Some(report) = by_key.filter(is_it).cloned() {
            let is_contradicted = remark_contradiction(cells, (&report, None), session);
            self.is_described = !is_contradicted && has_key(cells, &report);
            return Ok(report);
        }
        let key = key.map(str::to_owned);
        let report = match self.stated_report(cells, session)? {
            Ok(report) => report,
            Err(blank) => {
                let report = find_report(cells, session, blank)?;
                remark_contradiction(cells, (&report, None), session);
                return Ok(report);
            }
        };
        if cells.get(Column::FactId).is_none() && cells.recorded().is_none() {
            session.documents.note_link(&report);
        }
        if let Some(known) = session.documents.undone_like(&report) {
            let report = Arc::new(again(&report, known));
            self.report = Some(report.clone());
            return Ok(report);
        }
        if let Some(known) = session.documents.like(&report).cloned() {
            remark_contradiction(cells, (&known, Some(&report.publisher)), session);
            return Ok(known);
        }
        session.documents.unless_link_taken(&report)?;
        Ok(self.named(report, key, session))
    }

    /// The new report of a row, with its uid and a free key; `key` is the one that the row states.
    fn named(
        &mut self,
        mut report: Report,
        key: Option<String>,
        session: &mut ImportSession<'_>,
    ) -> Arc<Report> {
        report.uid = uid_of(&report);
        self.report_retracted = report.retracted.take();
        let is_stated = key.is_some();
        let wanted = key.unwrap_or_else(|| default_key(&report));
        report.key = session.documents.free_key(&wanted);
        if is_stated && report.key != wanted {
            let (title, key) = (&report.title, &report.key);
            let other = format!("report `{wanted}` means another report here: {title} is `{key}`");
            session.remarks.note(other);
        }
        let report = Arc::new(report);
        self.report = Some(report.clone());
        report
    }

    /// A report made from the row's columns. The inner error names a needed column that is blank.
    fn stated_report(
        &mut self,
        cells: &FactCells<'_>,
        session: &mut ImportSession<'_>,
    ) -> Result<Result<Report, Problem>, Failure> {
        let [publisher_at, title_at] = [Column::Publisher, Column::ReportTitle];
        let stated = (cells.get(publisher_at), cells.get(title_at), cells.report_date()?);
        let (Some(publisher), Some(title), Some((date_at, date))) = stated else {
            let blank = [publisher_at, title_at]
                .into_iter()
                .find(|column| cells.get(*column).is_none())
                .unwrap_or(Column::ReportDate);
            let why = "blank: without a report_key or report_url that is recorded, a row needs \
                       publisher, report_title and report_date";
            return Ok(Err(Problem::at(blank.name(), why)));
        };
        let with_key = cells.actors(Column::Publisher, Column::PublisherKey);
        let publisher = with_key.first().map_or(publisher, String::as_str);
        let publisher = self.actor(session, publisher_at.name(), publisher, ActorKind::Media)?;
        let report = bare_report("", &publisher, title, date_at.name(), date)?;
        session.options.has_come_out(&report, date_at.name())?;
        Ok(Ok(Report {
            url: report_link(cells)?.map(str::to_owned),
            archive_url: link_in(cells, Column::ArchiveUrl)?.map(str::to_owned),
            replaces: cells.parsed(Column::ReportReplaces)?,
            retracted: cells.owned(Column::ReportRetracted),
            confidentiality: cells.parsed(Column::Confidentiality)?,
            ..report
        }))
    }

    /// Whether the row's report will be made, and retracted after the facts.
    pub(super) fn retracts_report(&self) -> bool {
        self.report_retracted.is_some()
    }
}

/// A report whose recordings are all undone, with the state in which it counts again when a row states it.
fn again(stated: &Report, known: &Report) -> Report {
    Report {
        uid: known.uid,
        key: known.key.clone(),
        replaces: known.replaces,
        confidentiality: stated.confidentiality.or(known.confidentiality),
        has_text: known.has_text,
        ..stated.clone()
    }
}

/// The report that an earlier row described in the same words; this is faster than a search, with the same result.
/// `None` if the row must be examined completely.
fn described_before<'s>(
    cells: &FactCells<'_>,
    session: &'s ImportSession<'_>,
) -> Option<&'s Arc<Report>> {
    let [url, title, date] = [Column::ReportUrl, Column::ReportTitle, Column::ReportDate]
        .map(|column| cells.get(column));
    let known = session.documents.with_noted_link(url?)?;
    let publisher = cells.only_actor(Column::Publisher, Column::PublisherKey)?;
    let says_more = [
        Column::ReportKey,
        Column::ReportDateEdtf,
        Column::ReportReplaces,
        Column::ReportRetracted,
    ];
    let is_it = title == Some(&*known.title)
        && date == Some(known.published.as_str())
        && session.is_known_actor(publisher, &known.publisher)
        && says_more.into_iter().all(|column| cells.get(column).is_none());
    is_it.then_some(known)
}

/// The link in `report_url`; see [`link_in`].
fn report_link<'c>(cells: &FactCells<'c>) -> Result<Option<&'c str>, Problem> {
    link_in(cells, Column::ReportUrl)
}

/// The link in a column; `None` if the cell is blank or a placeholder. Fails if the words are not a link. A fact that
/// was recorded before (it comes from a database, or its row has a fact id) keeps its link unchanged.
fn link_in<'c>(cells: &FactCells<'c>, column: Column) -> Result<Option<&'c str>, Problem> {
    let words = cells.get(column);
    if cells.recorded().is_some() {
        return Ok(words);
    }
    let is_ours = cells.get(Column::FactId).is_some();
    let read = |words| if is_ours { exported_link(words).map(Some) } else { stated_link(words) };
    let stated = words.map(read).transpose();
    Ok(stated.map_err(|why| Problem::at(column.name(), why))?.flatten())
}

/// Whether the row names a report by its own key.
pub(super) fn has_key(cells: &FactCells<'_>, report: &Report) -> bool {
    cells.get(Column::ReportKey) == Some(&*report.key)
}

/// Adds a remark if the row gives another publisher, title or date for its report than is recorded,
/// and returns whether it does. The publisher is given as its key; `None` if the row's publisher
/// was not looked up.
fn remark_contradiction(
    cells: &FactCells<'_>,
    (known, publisher): (&Report, Option<&str>),
    session: &mut ImportSession<'_>,
) -> bool {
    let versions = session.documents.versions(known);
    let is_any = |is: &dyn Fn(&Report) -> bool| versions.clone().any(is);
    let publisher = publisher.filter(|stated| !is_any(&|known| known.publisher == *stated));
    let publisher = publisher.map(|stated| ("publisher", known.publisher.as_str(), stated));
    let title =
        cells.get(Column::ReportTitle).filter(|title| !is_any(&|known| is_titled(known, title)));
    let title = title.map(|stated| ("title", known.title.as_str(), stated));
    let date = cells.report_date().ok().flatten();
    let date = date.filter(|(column, date)| !is_any(&|known| is_dated(known, *column, date)));
    let date = date.map(|(_, stated)| ("date", known.published.as_str(), stated));
    let is_contradicted = publisher.is_some() || title.is_some() || date.is_some();
    for (what, there, here) in [publisher, title, date].into_iter().flatten() {
        let key = &known.key;
        let remark = if session.documents.may_name(known) {
            format!(
                "its link is that of report `{key}`, where its fact is recorded: the {what} there is `{there}`, and here `{here}`"
            )
        } else {
            format!("its link is that of a confidential report with another {what} than `{here}`")
        };
        if session.remarks.is_first(&remark) {
            session.remarks.on_row(cells.remark(remark));
        }
    }
    is_contradicted
}

/// How messages name the report of a row: by its key, or in the words of the row if the report must not be named.
pub(super) fn report_name(
    cells: &FactCells<'_>,
    report: &Report,
    session: &ImportSession<'_>,
) -> String {
    if session.documents.may_name(report) {
        return report.key.clone();
    }
    let stated = [Column::ReportKey, Column::ReportUrl, Column::ReportTitle];
    stated.into_iter().find_map(|column| cells.get(column)).unwrap_or("REPORT").to_owned()
}

/// Whether some version of a recorded report is the document that the row describes; blank columns match
/// anything.
fn is_document<'r>(cells: &FactCells<'_>, mut versions: impl Iterator<Item = &'r Report>) -> bool {
    let link = report_link(cells).ok().flatten();
    let title = cells.get(Column::ReportTitle);
    let date = cells.report_date().ok().flatten();
    versions.any(|report| match (link, &report.url) {
        (Some(here), Some(there)) => is_one_document(here, there),
        _ => {
            title.is_none_or(|title| is_titled(report, title))
                && date.is_none_or(|(column, date)| is_dated(report, column, date))
        }
    })
}

fn is_titled(report: &Report, title: &str) -> bool {
    title == report.title || fold(title) == fold(&report.title)
}

fn is_dated(report: &Report, column: Column, date: &str) -> bool {
    date == report.published.as_str()
        || publication_days(column.name(), date) == Ok(report.publication_days())
}

/// Whether the recorded report replaces the report named in `report_replaces`; true if that column
/// is blank.
fn replaces_as_stated(cells: &FactCells<'_>, report: &Report) -> bool {
    let is = |stated: &str| {
        report.replaces.is_some_and(|uid| uid.to_string().eq_ignore_ascii_case(stated))
    };
    cells.get(Column::ReportReplaces).is_none_or(is)
}

/// Finds the report by title or link, for a row that has too few columns to make a report.
/// `problem` is what is missing, and becomes the error if no report is found.
fn find_report(
    cells: &FactCells<'_>,
    session: &mut ImportSession<'_>,
    problem: Problem,
) -> Result<Arc<Report>, Failure> {
    let (column, words) = match (cells.get(Column::ReportKey), report_link(cells)?) {
        (Some(key), _) => (Column::ReportKey, key),
        (None, Some(url)) => (Column::ReportUrl, url),
        (None, None) => return Err(problem.into()),
    };
    // A row with a publisher describes a new report: the error names what this report lacks.
    let is_described = column == Column::ReportUrl && cells.get(Column::Publisher).is_some();
    if is_described && session.documents.find(words).is_err() {
        return Err(problem.into());
    }
    let key = session.report(column.name(), words)?;
    let found = session.documents.get(&key);
    let found = found.filter(|report| is_document(cells, session.documents.versions(report)));
    found.cloned().ok_or_else(|| {
        let why = format!("`{words}` means another report here; {}", problem.what);
        Problem::at(column.name(), why).into()
    })
}
