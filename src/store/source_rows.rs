//! Reads the facts whose rows have an id given by their publisher, so that a newer release of a
//! data set finds them again.

use super::attributions::Attributions;
use super::error::StoreError;
use super::fact_row::{Beside, COLUMNS, columns, decode};
use super::hidden_rows::{hidden_reports, is_fact_hidden};
use super::retraction::in_force_now;
use super::row_keys::RowKeys;
use super::undone::{EVER, UNDONE, UndoneRows};
use super::withdrawn::add_replaced_further;
use super::writer::Writer;
use crate::domain::fact::Fact;
use crate::domain::identity::Uid;
use crate::domain::when::Answer;
use foldhash::HashSet;
use rusqlite::Connection;
use rusqlite::types::FromSql;
use std::hash::Hash;

/// A recorded fact whose row has an id.
pub struct SourceRow<'r> {
    /// Id of the fact in this file.
    pub number: i64,
    /// The uid of the fact.
    pub uid: Uid,
    /// The publisher's own id of the row.
    pub source_row_id: &'r str,
    /// Key of the publisher of the fact's report.
    pub publisher: &'r str,
    /// The uid of the fact that this one corrects; `None` if it corrects none.
    pub replaces: Option<Uid>,
    /// Whether a newer fact corrects it.
    pub is_replaced: bool,
    /// Whether its report is retracted, so that the fact does not count.
    pub is_of_retracted_report: bool,
    /// Further data about the fact.
    pub marks: RowMarks,
}

/// Further data about a recorded fact of a row, besides its content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowMarks {
    /// Whether the fact itself is retracted.
    pub is_retracted: bool,
    /// Whether somebody has assessed the fact.
    pub is_assessed: bool,
    /// Whether the fact is hidden from people who may not see confidential reports.
    pub is_hidden: bool,
}

/// A recorded fact whose row has no id.
pub struct FactWithoutRow<'r> {
    /// The uid of the fact.
    pub uid: Uid,
    /// The uid of the fact's report.
    pub report: Uid,
    /// Key of the indicator.
    pub indicator: &'r str,
    /// Key of the place.
    pub place: &'r str,
    /// The part of the people or things; `None` for all of them.
    pub scope: Option<&'r str>,
    /// The time as EDTF; `None` if none is stated.
    pub when: Option<&'r str>,
}

/// The complete fact whose row has an id.
pub struct FactOfRow {
    /// The uid of the fact.
    pub uid: Uid,
    /// The uid of the fact's report.
    pub report: Uid,
    /// The content of the fact.
    pub fact: Fact,
}

impl Writer<'_> {
    /// Calls `each` with every fact whose row has an id, in the order of recording. Facts that this writer recorded are
    /// included, although their changeset is not complete.
    pub fn each_source_row(
        &mut self,
        mut each: impl FnMut(&SourceRow<'_>),
    ) -> Result<(), StoreError> {
        let connection = self.connection();
        let standing = Standing::of(connection)?;
        let assessed = format!("SELECT fact FROM assessment WHERE changeset NOT IN ({UNDONE})");
        let assessed: HashSet<i64> = set(connection, &assessed)?;
        let hidden = hidden_reports(connection)?;
        // The order of the joins is fixed: without an index on the id, facts are read one by one.
        let sql =
            "SELECT fact.id, fact.uid, fact.source_row_id, actor.key, fact.replaces, fact.report
                   FROM fact CROSS JOIN report ON report.id = fact.report
                   CROSS JOIN actor ON actor.id = report.publisher
                   WHERE fact.source_row_id IS NOT NULL";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = |column| -> Result<&str, StoreError> {
                Ok(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?)
            };
            let (number, uid, report) = (row.get(0)?, Uid(row.get(1)?), row.get(5)?);
            let replaces = row.get::<_, Option<[u8; 16]>>(4)?.map(Uid);
            let is_replaced = standing.replaced.contains(&uid.0);
            if standing.undone.contains(number) {
                continue;
            }
            // A correction is hidden together with the fact that it corrects.
            let has_others = !hidden.is_empty() && (is_replaced || replaces.is_some());
            let is_hidden =
                hidden.contains(&report) || has_others && is_fact_hidden(connection, uid)?;
            each(&SourceRow {
                number,
                uid,
                source_row_id: text(2)?,
                publisher: text(3)?,
                replaces,
                is_replaced,
                is_of_retracted_report: standing.reports.contains(&report)
                    || standing.undone_reports.contains(report),
                marks: RowMarks {
                    is_retracted: standing.retracted.contains(&uid.0),
                    is_assessed: assessed.contains(&number),
                    is_hidden,
                },
            });
        }
        Ok(())
    }

    /// Calls `each` with every fact whose row has no id, unless another fact corrects it.
    pub fn each_without_row(
        &mut self,
        mut each: impl FnMut(FactWithoutRow<'_>),
    ) -> Result<(), StoreError> {
        let connection = self.connection();
        let mut keys = RowKeys::of(connection, None);
        let standing = Standing::of(connection)?;
        let sql = "SELECT uid, report, indicator, place, scope, when_edtf, id FROM fact
                   WHERE source_row_id IS NULL";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = |column| -> Result<Option<&str>, StoreError> {
                Ok(row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from)?)
            };
            let uid = Uid(row.get(0)?);
            if standing.replaced.contains(&uid.0) || standing.undone.contains(row.get(6)?) {
                continue;
            }
            let report = keys.report_uid(row.get(1)?)?;
            let indicator = keys.indicator(row.get(2)?)?.unwrap_or_default().to_owned();
            let place = keys.place(row.get(3)?)?.unwrap_or_default();
            let (scope, when) = (text(4)?, text(5)?);
            each(FactWithoutRow { uid, report, indicator: &indicator, place, scope, when });
        }
        Ok(())
    }

    /// The facts with these ids in this file, in the same order.
    pub fn facts_of_rows(&mut self, numbers: &[i64]) -> Result<Vec<FactOfRow>, StoreError> {
        let connection = self.connection();
        let mut keys = RowKeys::of(connection, None);
        let mut attributions = Attributions::of(connection);
        let sql = format!("SELECT {} FROM fact WHERE id = ?1", columns());
        let mut statement = connection.prepare_cached(&sql)?;
        let mut facts = Vec::with_capacity(numbers.len());
        for number in numbers {
            let mut rows = statement.query([number])?;
            let missing = || StoreError::Corrupt(format!("fact number {number} is missing"));
            let row = rows.next()?.ok_or_else(missing)?;
            attributions.start_again();
            let beside = Beside {
                recorded_at: "",
                recorded_by: "",
                actors: attributions.of_fact(*number)?,
                retracted: None,
                report_retracted: None,
                replaced_by: None,
                answer: Answer::Yes,
            };
            let fact = decode(row, beside, COLUMNS.len())?;
            let report = keys.report_uid(fact.report)?;
            facts.push(FactOfRow { uid: fact.uid, report, fact: fact.fact(&mut keys)? });
        }
        Ok(facts)
    }
}

/// Which facts and reports no longer count, including those of the current transaction.
struct Standing {
    /// The uids of facts that are retracted.
    retracted: HashSet<[u8; 16]>,
    /// The facts whose changeset is undone.
    undone: UndoneRows,
    /// The uids of facts that are replaced, even if the newer fact is retracted: a person then decides about the row.
    replaced: HashSet<[u8; 16]>,
    /// The ids of reports that are retracted.
    reports: HashSet<i64>,
    /// The reports whose changeset is undone.
    undone_reports: UndoneRows,
}

impl Standing {
    fn of(connection: &Connection) -> Result<Self, StoreError> {
        let stands = in_force_now();
        let retracted = format!(
            "SELECT fact.uid FROM retraction JOIN fact ON fact.id = retraction.fact WHERE {stands}"
        );
        let retracted: HashSet<[u8; 16]> = set(connection, &retracted)?;
        let undone = UndoneRows::at(connection, "fact", EVER)?;
        let sql = "SELECT uid, replaces, id FROM fact WHERE replaces IS NOT NULL";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let (mut replaced, mut withdrawn) = (HashSet::default(), Vec::new());
        while let Some(row) = rows.next()? {
            let (newer, old): ([u8; 16], [u8; 16]) = (row.get(0)?, row.get(1)?);
            if undone.contains(row.get(2)?) {
                withdrawn.push((newer, old));
            } else {
                replaced.insert(old);
            }
        }
        add_replaced_further(&mut replaced, &withdrawn);
        let reports =
            format!("SELECT report FROM retraction WHERE report IS NOT NULL AND {stands}");
        let reports = set(connection, &reports)?;
        let undone_reports = UndoneRows::at(connection, "report", EVER)?;
        Ok(Self { retracted, undone, replaced, reports, undone_reports })
    }
}

fn set<T: FromSql + Eq + Hash>(
    connection: &Connection,
    sql: &str,
) -> Result<HashSet<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
