//! Rows that a fact names and that are not there: found, or made once the fact itself is good.
//!
//! A refused row leaves nothing behind, so that what is missing is only noted here until
//! [`Missing::make`].

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::identity::canonical_url;
use crate::domain::name::{fold, key_of};
use crate::domain::place::{Place, PlaceKind};
use crate::domain::report::Report;
use crate::format::problem::Problem;
use crate::import::book::{Book, free_key, uid_of};
use crate::import::cells::Cells;
use crate::import::reports::default_key;
use crate::import::summary::{Created, Failure, Kind};
use crate::store::WriteError;
use crate::wire::{Column, bare_report, name_and_key};
use std::sync::Arc;

/// Rows to be made.
#[derive(Default)]
pub(super) struct Missing {
    actors: Vec<Actor>,
    pub(super) places: Vec<Place>,
    /// New places whose parents are not there yet: key, key of the parent.
    pub(super) waiting: Vec<(String, String)>,
    report: Option<Arc<Report>>,
    /// Why that report is to be retracted once the facts are in.
    report_retracted: Option<String>,
}

impl Missing {
    /// The key of the actor that some words name; where none has that name and the import may make
    /// actors, one of that kind is to be made.
    pub(super) fn actor(
        &mut self,
        book: &mut Book<'_>,
        column: &'static str,
        words: &str,
        kind: ActorKind,
    ) -> Result<String, Failure> {
        let (name, key) = name_and_key(words);
        // Only words that are refused need those that are near them.
        let is_new = key.is_none() && !key_of(name).is_empty() && book.is_new_actor(name);
        let problem = match (!is_new).then(|| book.actor(column, words)) {
            None => None,
            Some(Err(Failure::Unknown(problem))) => Some(problem),
            Some(found) => return found,
        };
        let noted = self.actors.iter().find(|actor| fold(&actor.name) == fold(name));
        if let Some(actor) = noted.filter(|actor| key.is_none_or(|key| actor.key == key)) {
            return Ok(actor.key.clone());
        }
        let base = key.map_or_else(|| key_of(name), str::to_owned);
        if let Some(problem) = problem.filter(|_| !book.options.create || base.is_empty()) {
            return Err(Failure::Unknown(problem));
        }
        short_enough(column, name)?;
        let is_taken = |key: &str| {
            book.actors.contains_key(key) || self.actors.iter().any(|actor| actor.key == key)
        };
        let (key, name) = (free_key(&base, is_taken), name.to_owned());
        self.actors.push(Actor { key: key.clone(), name, kind, parent: None, aliases: Vec::new() });
        Ok(key)
    }

    /// The row's report: found by its key or as the same document, or to be made.
    pub(super) fn report(
        &mut self,
        cells: &Cells<'_>,
        book: &mut Book<'_>,
    ) -> Result<Arc<Report>, Failure> {
        let key = cells.get(Column::ReportKey);
        let key = key.map(|key| book.renamed.get(key).map_or(key, String::as_str).to_owned());
        let by_key = key.as_ref().and_then(|key| book.reports.get(key));
        let is_it =
            |report: &&Arc<Report>| is_document(cells, report) && replaces_as_stated(cells, report);
        if let Some(report) = by_key.filter(is_it) {
            return Ok(report.clone());
        }
        let mut report = match self.stated_report(cells, book)? {
            Ok(report) => report,
            Err(blank) => return find_report(cells, book, blank),
        };
        if let Some(known) = book.report_like(&report) {
            return Ok(known.clone());
        }
        report.uid = uid_of(&report);
        self.report_retracted = report.retracted.take();
        let is_stated = key.is_some();
        let wanted = key.unwrap_or_else(|| default_key(&report));
        report.key = book.free_report_key(&wanted);
        if is_stated && report.key != wanted {
            let (title, key) = (&report.title, &report.key);
            book.notes.push(format!("report `{wanted}` is another one here: {title} is `{key}`"));
        }
        let report = Arc::new(report);
        self.report = Some(report.clone());
        Ok(report)
    }

    /// A report from the row's own columns, or which of those that it takes is blank.
    fn stated_report(
        &mut self,
        cells: &Cells<'_>,
        book: &mut Book<'_>,
    ) -> Result<Result<Report, Problem>, Failure> {
        let [publisher_at, title_at, date_at] =
            [Column::Publisher, Column::ReportTitle, Column::ReportDate];
        let stated = (cells.get(publisher_at), cells.get(title_at), cells.get(date_at));
        let (Some(publisher), Some(title), Some(date)) = stated else {
            let blank = [publisher_at, title_at, date_at]
                .into_iter()
                .find(|column| cells.get(*column).is_none())
                .unwrap_or(publisher_at);
            let why = "blank: without a report_key that is recorded, a row needs publisher, \
                       report_title and report_date";
            return Ok(Err(Problem::at(blank.name(), why)));
        };
        let with_key = cells.actors(Column::Publisher, Column::PublisherKey);
        let publisher = with_key.first().map_or(publisher, String::as_str);
        let publisher = self.actor(book, publisher_at.name(), publisher, ActorKind::Media)?;
        let report = bare_report("", &publisher, title, date_at.name(), date)?;
        Ok(Ok(Report {
            url: cells.owned(Column::ReportUrl),
            archive_url: cells.owned(Column::ArchiveUrl),
            replaces: cells.parsed(Column::ReportReplaces)?,
            retracted: cells.owned(Column::ReportRetracted),
            ..report
        }))
    }

    /// Whether the row's report is to be made, and retracted once the facts are in.
    pub(super) fn retracts_report(&self) -> bool {
        self.report_retracted.is_some()
    }

    /// Makes what is missing.
    pub(super) fn make(self, book: &mut Book<'_>) -> Result<(), Failure> {
        let keys = self.actors.iter().map(|actor| &actor.key);
        let keys = keys.chain(self.places.iter().map(|place| &place.key));
        let mut keys = keys.chain(self.report.iter().map(|report| &report.key));
        keys.try_for_each(|key| WriteError::unless_a_key(key))?;
        for actor in self.actors {
            let (key, name) = (actor.key.clone(), actor.name.clone());
            book.add_actor(actor)?;
            book.created.push(Created { kind: Kind::Actor, key, name });
        }
        book.waiting.extend(self.waiting);
        for place in self.places {
            if let (None, Some(code)) = (&place.parent, &place.country)
                && place.kind != PlaceKind::Country
            {
                book.strays.push((place.key.clone(), code.clone()));
            }
            let (key, name) = (place.key.clone(), place.name.clone());
            book.add_place(place)?;
            book.created.push(Created { kind: Kind::Place, key, name });
        }
        if let Some(report) = self.report {
            book.add_new_report(report.clone())?;
            book.retractions.extend(self.report_retracted.map(|why| (report.key.clone(), why)));
            let (key, name) = (report.key.clone(), report.title.clone());
            book.created.push(Created { kind: Kind::Report, key, name });
        }
        Ok(())
    }
}

/// The longest name that a place or an actor is made with, in characters. A longer one is a sentence,
/// or many lines that a `"` keeps together.
const LONGEST_NAME: usize = 500;

/// Refuses to make a place or an actor of what is no name.
pub(super) fn short_enough(column: &'static str, name: &str) -> Result<(), Problem> {
    match name.chars().count() {
        0..=LONGEST_NAME => Ok(()),
        length => {
            let why = format!(
                "`{name}` has {length} characters, and {LONGEST_NAME} are the most in a name: is a \
                 `\"` not closed?"
            );
            Err(Problem::at(column, why))
        }
    }
}

/// Whether a recorded report is the document that the row states, as far as it states one.
fn is_document(cells: &Cells<'_>, report: &Report) -> bool {
    if let (Some(here), Some(there)) = (cells.get(Column::ReportUrl), &report.url) {
        return here == there || canonical_url(here) == canonical_url(there);
    }
    let title = cells.get(Column::ReportTitle);
    let date = cells.get(Column::ReportDate);
    title.is_none_or(|title| title == report.title || fold(title) == fold(&report.title))
        && date.is_none_or(|date| date == report.published.as_str())
}

/// Whether a recorded report stands for the one that the row says, if it says one.
fn replaces_as_stated(cells: &Cells<'_>, report: &Report) -> bool {
    let is = |stated: &str| {
        report.replaces.is_some_and(|uid| uid.to_string().eq_ignore_ascii_case(stated))
    };
    cells.get(Column::ReportReplaces).is_none_or(is)
}

/// The report that the row's key names in other words (its title, its link), for a row that says
/// too little to make one.
fn find_report(
    cells: &Cells<'_>,
    book: &mut Book<'_>,
    problem: Problem,
) -> Result<Arc<Report>, Failure> {
    let (column, words) = match (cells.get(Column::ReportKey), cells.get(Column::ReportUrl)) {
        (Some(key), _) => (Column::ReportKey, key),
        (None, Some(url)) => (Column::ReportUrl, url),
        (None, None) => return Err(problem.into()),
    };
    let key = book.report(column.name(), words)?;
    let found = book.reports.get(&key).filter(|report| is_document(cells, report));
    found.cloned().ok_or_else(|| {
        let why = format!("`{words}` is another report here; {}", problem.what);
        Problem::at(column.name(), why).into()
    })
}
