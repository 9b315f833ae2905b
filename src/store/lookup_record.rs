//! Finds the report or fact that words mean.

use super::Store;
use super::error::{LookupError, StoreError};
use super::reference::{Which, id_of};
use super::report;
use super::{report_row, report_version};
use crate::domain::identity::Uid;
use crate::domain::name::fold;
use crate::domain::names::{self, NameError, ReportLookup};
use crate::domain::report::Report;
use rusqlite::Connection;

/// The error for an ambiguous id lists at most this many candidates.
const CANDIDATES: i64 = 5;

/// At least this many hexadecimal digits are needed to name a fact.
const SHORTEST: usize = 4;

impl Store {
    /// Finds the report for the words of a user: its key, link or title. If several have the same link or title, takes
    /// the one that is not retracted. Fails if none or several match, or if the report is hidden.
    pub fn find_report(&self, words: &str) -> Result<Report, LookupError> {
        let found = self.reading(|connection| names::find_report(&connection, words));
        let found = self.discreetly(found, |public| public.find_report(words));
        self.unless_hidden(found, |whole| whole.find_report(words))
    }

    /// Finds the fact whose uid begins with these hexadecimal digits, four or more, in either case.
    /// Fails if none or several match, or if the fact is hidden.
    pub fn find_fact(&self, prefix: &str) -> Result<Uid, LookupError> {
        let found = self.reading(|connection| self.fact_with(connection, prefix.trim()));
        self.unless_hidden(found, |whole| whole.find_fact(prefix))
    }

    /// Finds the changeset whose uid begins with these hexadecimal digits, four or more, in either case. Fails if none
    /// or several match.
    pub fn find_changeset(&self, prefix: &str) -> Result<Uid, LookupError> {
        let digits = prefix.trim();
        let what = "changeset";
        let (first, last) = range_of(what, digits)?;
        let sql = "SELECT uid, recorded_at, recorded_by FROM changeset
                   WHERE uid BETWEEN ?1 AND ?2 ORDER BY uid LIMIT ?3";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement
            .query_map((first, last, CANDIDATES + 1), |row| {
                Ok((Uid(row.get(0)?), row.get::<_, String>(1)?, row.get::<_, String>(2)?))
            })?
            .collect::<Result<Vec<_>, _>>()?;
        let word = digits.to_owned();
        match found.as_slice() {
            [] => Err(NameError::Unknown { what, word, nearest: Vec::new() }.into()),
            [(uid, ..)] => Ok(*uid),
            many => {
                let described = |(uid, at, by): &(Uid, String, String)| {
                    format!("{} ({at}, {by})", &uid.to_string()[..12])
                };
                let candidates = many.iter().map(described).collect();
                Err(NameError::Ambiguous { what, word, candidates }.into())
            }
        }
    }

    fn fact_with(&self, connection: &Connection, digits: &str) -> Result<Uid, LookupError> {
        let (first, last) = range_of("fact", digits)?;
        let sql = "SELECT uid FROM fact WHERE uid BETWEEN ?1 AND ?2 ORDER BY uid LIMIT ?3";
        let mut statement = connection.prepare_cached(sql).map_err(StoreError::from)?;
        let found = statement
            .query_map((first, last, CANDIDATES + 1), |row| Ok(Uid(row.get(0)?)))?
            .collect::<Result<Vec<_>, _>>()?;
        let (what, word) = ("fact", digits.to_owned());
        match found.as_slice() {
            [] => Err(NameError::Unknown { what, word, nearest: Vec::new() }.into()),
            [uid] => Ok(*uid),
            many => {
                let describe = |uid: &Uid| -> Result<String, StoreError> {
                    if self.may_name_fact(*uid)? {
                        describe_fact(connection, *uid)
                    } else {
                        Ok("one that is confidential".to_owned())
                    }
                };
                let candidates = many.iter().map(describe).collect::<Result<_, _>>()?;
                Err(NameError::Ambiguous { what, word, candidates }.into())
            }
        }
    }

    /// Turns the error "unknown" into "confidential" if the row exists but is hidden.
    fn unless_hidden<T>(
        &self,
        found: Result<T, LookupError>,
        find: impl FnOnce(&Self) -> Result<T, LookupError>,
    ) -> Result<T, LookupError> {
        match found {
            Err(LookupError::Name(NameError::Unknown { what, word, .. }))
                if self.hides_reports() && find(&self.whole()?).is_ok() =>
            {
                Err(LookupError::Confidential { what, word })
            }
            found => found,
        }
    }
}

impl ReportLookup for &Connection {
    type Row = Report;
    type Error = LookupError;

    fn with_key(&self, key: &str) -> Result<Option<Report>, LookupError> {
        let id = id_of(self, "report", key)?;
        Ok(id.map(|id| report_row::by_id(self, id, None)).transpose()?)
    }

    fn with_uid(&self, _document: Uid, uid: Uid) -> Result<Option<Report>, LookupError> {
        let found = report::by_uid(self, uid)?;
        Ok(found.map(|(id, _, _)| report_row::by_id(self, id, None)).transpose()?)
    }

    fn with_title(&self, folded: &str) -> Result<Vec<Report>, LookupError> {
        let mut statement = self.prepare_cached("SELECT id, key, title FROM report")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let same = |column| -> Result<bool, rusqlite::Error> {
                Ok(fold(row.get_ref(column)?.as_str()?) == folded)
            };
            if same(1)? || same(2)? {
                found.push(row.get(0)?);
            }
        }
        let found = report_row::load(self, Which::Ids(&found), None)?;
        Ok(found.into_iter().map(|(_, report)| report).collect())
    }

    fn once_named(&self, words: &str) -> Result<Vec<Report>, LookupError> {
        let mut found = Vec::new();
        for (uid, versions) in report_version::versions(self, None, None)? {
            if versions.iter().any(|version| names::is_named(&version.report, words))
                && let Some((id, ..)) = report::by_uid(self, uid)?
            {
                found.push(report_row::by_id(self, id, None)?);
            }
        }
        Ok(found)
    }

    fn keys_and_titles(&self) -> Result<Vec<String>, LookupError> {
        let sql = "SELECT key FROM report UNION SELECT title FROM report";
        let mut statement = self.prepare_cached(sql)?;
        let names = statement.query_map([], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }
}

/// The least and the greatest uid that begin with these digits. Fails if they are too few, too
/// many, or not hexadecimal.
fn range_of(what: &'static str, digits: &str) -> Result<([u8; 16], [u8; 16]), LookupError> {
    let not = |why| LookupError::NotAnId { what, word: digits.to_owned(), why };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let why = match what {
            "fact" => "a fact is named by the first digits of its id (0-9, a-f)",
            _ => "a changeset is named by the first digits of its id (0-9, a-f)",
        };
        return Err(not(why));
    }
    if digits.len() < SHORTEST {
        return Err(not("at least four digits of its id are needed"));
    }
    uids_between(digits).ok_or_else(|| not("an id has no more than 32 digits"))
}

/// The least and the greatest uid that begin with these digits; `None` if they are not digits of a uid, or too many.
pub(super) fn uids_between(digits: &str) -> Option<([u8; 16], [u8; 16])> {
    let filled = |with: &str| {
        let more = with.repeat(32_usize.saturating_sub(digits.len()));
        format!("{digits}{more}").parse::<Uid>().ok()
    };
    Some((filled("0")?.0, filled("f")?.0))
}

/// Describes a fact in one line, with its id, so that the user can choose between several.
fn describe_fact(connection: &Connection, uid: Uid) -> Result<String, StoreError> {
    Ok(format!("{} ({})", &uid.to_string()[..12], fact_in_words(connection, uid)?))
}

/// A fact in one line: its indicator, place, value and report.
pub(super) fn fact_in_words(connection: &Connection, uid: Uid) -> Result<String, StoreError> {
    let sql =
        "SELECT indicator.key, place.name, coalesce(value_text, status, when_text, when_edtf, ''),
                 report.key
               FROM fact JOIN indicator ON indicator.id = fact.indicator
               JOIN place ON place.id = fact.place JOIN report ON report.id = fact.report
               WHERE fact.uid = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let parts = statement.query_row([uid.0], |row| {
        (0..4).map(|column| row.get(column)).collect::<rusqlite::Result<Vec<String>>>()
    })?;
    let parts: Vec<&str> =
        parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    Ok(parts.join(", "))
}
