//! Reads the facts whose rows have an id of their publisher, so that a newer release of a data set
//! finds them again.

use super::attributions::Attributions;
use super::error::StoreError;
use super::fact_row::{Beside, columns, decode};
use super::row_keys::RowKeys;
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
    /// The uid of the fact that this one corrects; `None` where it corrects none.
    pub replaces: Option<Uid>,
    /// Whether a newer fact corrects it.
    pub is_replaced: bool,
    /// Whether the fact or its report is retracted.
    pub is_retracted: bool,
}

/// A recorded fact whose row has an id, as a whole.
pub struct FactOfRow {
    /// The uid of the fact.
    pub uid: Uid,
    /// The uid of the fact's report.
    pub report: Uid,
    /// What the fact says.
    pub fact: Fact,
}

impl Writer<'_> {
    /// Calls `each` with every fact whose row has an id, in the order of recording. Facts that this writer
    /// recorded count, though their changeset is not complete.
    pub fn each_source_row(
        &mut self,
        mut each: impl FnMut(&SourceRow<'_>),
    ) -> Result<(), StoreError> {
        let connection = self.connection();
        let retracted = self.store().retracted_facts()?;
        let replaced: HashSet<[u8; 16]> = set(connection, REPLACED)?;
        let reports: HashSet<i64> = set(connection, RETRACTED_REPORTS)?;
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
            let uid = Uid(row.get(1)?);
            each(&SourceRow {
                number: row.get(0)?,
                uid,
                source_row_id: text(2)?,
                publisher: text(3)?,
                replaces: row.get::<_, Option<[u8; 16]>>(4)?.map(Uid),
                is_replaced: replaced.contains(&uid.0),
                is_retracted: retracted.contains(&uid) || reports.contains(&row.get(5)?),
            });
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
            let fact = decode(row, beside)?;
            let report = keys.report_uid(fact.report)?;
            facts.push(FactOfRow { uid: fact.uid, report, fact: fact.fact(&mut keys)? });
        }
        Ok(facts)
    }
}

const REPLACED: &str = "SELECT replaces FROM fact WHERE replaces IS NOT NULL";
const RETRACTED_REPORTS: &str = "SELECT report FROM retraction WHERE report IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM reinstatement WHERE retraction = retraction.id)";

fn set<T: FromSql + Eq + Hash>(
    connection: &Connection,
    sql: &str,
) -> Result<HashSet<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
