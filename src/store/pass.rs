//! Reading facts past, one after the other: for what is made of each of them alone, however many
//! there are. Nothing of a fact is kept once it was shown.

use super::attributions::Attributions;
use super::error::StoreError;
use super::reference::{self, Reference, Which};
use super::rows::{COLUMNS, figure};
use super::search::Search;
use super::{Store, assessment, report, retraction};
use crate::domain::actor::Actor;
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::report::Report;
use crate::domain::selection::Selection;
use rusqlite::{Connection, Row};
use std::collections::HashMap;

/// A fact as it is kept: borrowed, its expression and days as text, and the rows that it names by
/// their numbers in this file.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its identity.
    pub uid: Uid,
    /// The report it was found in.
    pub report: i64,
    /// What is measured or followed.
    pub indicator: i64,
    /// Where.
    pub place: i64,
    /// Who says so; none: unattributed.
    pub claimant: Option<i64>,
    /// The actors between claimant and publisher, in order.
    pub via: &'a [i64],
    /// Which part is meant.
    pub scope: Option<&'a str>,
    /// The report's own word for the indicator.
    pub term: Option<&'a str>,
    /// How the claimant stands to it.
    pub stance: &'a str,
    /// Where the process stands.
    pub status: Option<&'a str>,
    /// The quantity in the report's words.
    pub value: Option<&'a str>,
    /// At least.
    pub low: Option<Number>,
    /// The figure stated.
    pub best: Option<Number>,
    /// Up to.
    pub high: Option<Number>,
    /// Whether the words make the figures approximate.
    pub approximate: bool,
    /// What is counted or measured.
    pub unit: Option<&'a str>,
    /// The time in the report's words.
    pub when: Option<&'a str>,
    /// The time as EDTF.
    pub edtf: Option<&'a str>,
    /// Its four bounds: start earliest and latest, end earliest and latest.
    pub days: [Option<&'a str>; 4],
    /// The claimant's verb.
    pub verb: Option<&'a str>,
    /// The report's words, verbatim.
    pub quote: Option<&'a str>,
    /// Whether they were compared with the report's text.
    pub quote_check: Option<&'a str>,
    /// The process it belongs to.
    pub thread: Option<&'a str>,
    /// The one utterance that several reports repeat.
    pub origin: Option<&'a str>,
    /// The recorder's remark.
    pub comment: Option<&'a str>,
    /// The fact that it corrects.
    pub replaces: Option<Uid>,
    /// Why it corrects it.
    pub reason: Option<&'a str>,
    /// When it was recorded (UTC).
    pub recorded_at: &'a str,
    /// Who recorded it.
    pub recorded_by: &'a str,
    /// Why it was retracted for itself, if it is.
    pub retracted: Option<&'a str>,
}

/// The rows that facts name by number, but for reports: there may be many of those.
#[derive(Debug)]
pub struct Vocabulary {
    /// Every place, actor and indicator, and what was judged of facts; no facts and no reports.
    pub rows: Selection,
    /// The keys of the places.
    pub places: HashMap<i64, String>,
    /// The keys of the actors.
    pub actors: HashMap<i64, String>,
    /// The keys of the indicators.
    pub indicators: HashMap<i64, String>,
    /// The greatest number of a report.
    pub newest_report: i64,
}

/// How many facts were shown, and how many more the limit left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Those shown.
    pub facts: usize,
    /// Those left out.
    pub left_out: usize,
}

impl Store {
    /// Every place, actor and indicator, with their numbers in this file, and what was judged of
    /// any fact up to the time that a filter asks about.
    pub fn vocabulary(&self, filter: &Filter) -> Result<Vocabulary, StoreError> {
        let read = |connection: &Connection| {
            let mut vocabulary = vocabulary(connection)?;
            let judged = assessment::judged_of_all(connection, filter.as_recorded)?;
            vocabulary.rows.assessments = judged.assessments;
            vocabulary.rows.taken_back = judged.taken_back;
            Ok(vocabulary)
        };
        self.reading(read).map_err(|error: StoreError| error.about(&self.path))
    }

    /// The report with this number. What was retracted later than the filter asks is not yet.
    pub fn numbered_report(&self, number: i64, filter: &Filter) -> Result<Report, StoreError> {
        report::by_id(&self.connection, number, filter.as_recorded)
    }

    /// Shows `each` fact that a filter asks for, in the order in which they were recorded.
    pub fn pass<E: From<StoreError>>(
        &self,
        filter: &Filter,
        each: impl FnMut(&Line<'_>) -> Result<(), E>,
    ) -> Result<Passed, E> {
        self.reading(|connection| {
            Passing::of(connection, filter)?.run(filter.limit.unwrap_or(usize::MAX), each)
        })
    }
}

/// Facts that are read past: those that a filter asks for, in the order of recording.
pub(super) struct Passing<'c> {
    search: Search<'c>,
    columns: String,
    changesets: Changesets<'c>,
    attributions: Attributions<'c>,
}

impl<'c> Passing<'c> {
    pub(super) fn of(connection: &'c Connection, filter: &'c Filter) -> Result<Self, StoreError> {
        Ok(Self {
            search: Search::of(connection, filter)?,
            columns: columns(filter),
            changesets: Changesets { connection, known: HashMap::new() },
            attributions: Attributions::of(connection),
        })
    }

    /// Only those with numbers from `first` to `last`, none of which was shown before.
    pub(super) fn between(&mut self, first: i64, last: i64) {
        self.search.between(first, last);
    }

    /// Shows each of them, up to a limit.
    pub(super) fn run<E: From<StoreError>>(
        &mut self,
        most: usize,
        mut each: impl FnMut(&Line<'_>) -> Result<(), E>,
    ) -> Result<Passed, E> {
        let mut passed = Passed::default();
        let (changesets, attributions) = (&mut self.changesets, &mut self.attributions);
        self.search.run(&self.columns, "ORDER BY fact.id", |row, _, _| {
            if passed.facts == most {
                passed.left_out += 1;
                return Ok(());
            }
            passed.facts += 1;
            let recorded = changesets.get(row.get(CHANGESET).map_err(StoreError::from)?)?;
            let actors = attributions.of_fact(row.get(0).map_err(StoreError::from)?)?;
            each(&line(row, recorded, actors).map_err(StoreError::from)?)
        })?;
        Ok(passed)
    }
}

/// Where the changeset of a fact stands among its columns.
const CHANGESET: usize = 31;

/// The columns that [`line`] takes: those of a fact, its changeset, and why it was retracted.
fn columns(filter: &Filter) -> String {
    let retracted = if filter.retracted {
        retraction::reason_sql("fact = fact.id", "?1")
    } else {
        "NULL".to_owned()
    };
    format!("{COLUMNS}, fact.changeset, {retracted}")
}

fn line<'a>(
    row: &'a Row<'_>,
    (recorded_at, recorded_by): (&'a str, &'a str),
    (claimant, via): (Option<i64>, &'a [i64]),
) -> rusqlite::Result<Line<'a>> {
    let text = |column: usize| -> rusqlite::Result<Option<&'a str>> {
        Ok(row.get_ref(column)?.as_str_or_null()?)
    };
    let uid =
        |column: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<[u8; 16]>>(column)?.map(Uid));
    Ok(Line {
        report: row.get(1)?,
        indicator: row.get(2)?,
        place: row.get(3)?,
        uid: Uid(row.get(4)?),
        claimant,
        via,
        scope: text(5)?,
        term: text(6)?,
        stance: row.get_ref(7)?.as_str()?,
        status: text(8)?,
        value: text(9)?,
        low: figure(row, 10)?,
        best: figure(row, 11)?,
        high: figure(row, 12)?,
        approximate: row.get::<_, Option<bool>>(13)?.unwrap_or(false),
        unit: text(14)?,
        when: text(15)?,
        edtf: text(16)?,
        days: [text(17)?, text(18)?, text(19)?, text(20)?],
        verb: text(21)?,
        quote: text(22)?,
        quote_check: text(25)?,
        thread: text(26)?,
        origin: text(27)?,
        comment: text(28)?,
        replaces: uid(29)?,
        reason: text(30)?,
        recorded_at,
        recorded_by,
        retracted: text(CHANGESET + 1)?,
    })
}

/// Every place, actor and indicator.
pub(super) fn vocabulary(connection: &Connection) -> Result<Vocabulary, StoreError> {
    let mut rows = Selection::default();
    let places = numbered(connection, &mut rows.places)?;
    let actors = numbered::<Actor>(connection, &mut rows.actors)?;
    let indicators = numbered(connection, &mut rows.indicators)?;
    let sql = "SELECT coalesce(max(id), 0) FROM report";
    let newest_report = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(Vocabulary { rows, places, actors, indicators, newest_report })
}

/// Every row of a kind by its key, and the keys by number.
fn numbered<T: Reference>(
    connection: &Connection,
    rows: &mut std::collections::BTreeMap<String, T>,
) -> Result<HashMap<i64, String>, StoreError> {
    let mut keys = HashMap::new();
    for (id, row) in reference::load::<T>(connection, Which::All)? {
        keys.insert(id, row.key().to_owned());
        rows.insert(row.key().to_owned(), row);
    }
    Ok(keys)
}

/// Who recorded facts and when, looked up once for each changeset.
struct Changesets<'c> {
    connection: &'c Connection,
    known: HashMap<i64, (String, String)>,
}

/// So many changesets are held at most: there may be one for each fact.
const MOST_CHANGESETS: usize = 10_000;

impl Changesets<'_> {
    /// When and by whom a changeset was recorded.
    fn get(&mut self, id: i64) -> Result<(&str, &str), StoreError> {
        if self.known.len() >= MOST_CHANGESETS && !self.known.contains_key(&id) {
            self.known.clear();
        }
        let (at, by) = match self.known.entry(id) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(new) => {
                let sql = "SELECT recorded_at, recorded_by FROM changeset WHERE id = ?1";
                let mut statement = self.connection.prepare_cached(sql)?;
                new.insert(statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
            }
        };
        Ok((at, by))
    }
}
