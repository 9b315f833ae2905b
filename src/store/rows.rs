//! Facts as rows, and from rows to a [`Selection`]: the facts first, then the rows that they name,
//! each kind in one query.

use super::error::StoreError;
use super::reference::{self, Which, json_ids, optional_word, word};
use super::report::{self, day};
use super::{assessment, place, retraction};
use crate::domain::actor::Actor;
use crate::domain::fact::{Correction, Draft, Fact};
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::number::Number;
use crate::domain::place::Place;
use crate::domain::quantity::Quantity;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::{Answer, Bounds, Day, Expression, When};
use rusqlite::types::{Type, ValueRef};
use rusqlite::{Connection, Row};
use std::collections::{BTreeSet, HashMap};

/// The columns of a fact: what was recorded with it.
pub(super) const COLUMNS: &str =
    "fact.id, fact.report, fact.indicator, fact.place, fact.uid, scope, term,
    stance, status, value_text, low, best, high, approximate, fact.unit, when_text, when_edtf,
    start_earliest, start_latest, end_earliest, end_latest, verb, quote, quote_start, quote_end,
    quote_check, thread, origin, comment, fact.replaces, fact.reason";

/// Who recorded it and when.
const RECORDED: &str = "changeset.recorded_at, changeset.recorded_by";

/// The columns of a fact, in the order that [`Reader::read`] takes them. `?1` is the moment as of
/// which retractions and replacements are seen.
pub(super) fn columns() -> String {
    let retracted = retraction::reason_sql("fact = fact.id", "?1");
    format!("{COLUMNS}, {RECORDED}, {retracted}, {REPLACED_BY}")
}

/// The same for a query of table `fact` alone. Without `retracted`, what is gone was left out, and
/// nothing came after what is left.
pub(super) fn columns_alone(retracted: bool) -> String {
    let of = |column| format!("(SELECT {column} FROM changeset WHERE id = fact.changeset)");
    let (at, by) = (of("recorded_at"), of("recorded_by"));
    if retracted {
        let reason = retraction::reason_sql("fact = fact.id", "?1");
        format!("{COLUMNS}, {at}, {by}, {reason}, {REPLACED_BY}")
    } else {
        format!("{COLUMNS}, {at}, {by}, NULL, NULL")
    }
}

/// Facts by their ids, in the order of these.
pub(super) fn with_ids(
    connection: &Connection,
    ids: impl Iterator<Item = i64>,
    filter: &Filter,
) -> Result<Vec<FactRow>, StoreError> {
    let columns = columns_alone(filter.retracted);
    let sql = format!("SELECT {columns} FROM fact WHERE id = ?2 AND ?1 IS NOT NULL");
    let moment = retraction::end_of(filter.as_recorded);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut reader = Reader::default();
    // Read as they lie in the file.
    let mut order: Vec<(i64, usize)> = ids.enumerate().map(|(at, id)| (id, at)).collect();
    order.sort_unstable();
    let mut rows = Vec::with_capacity(order.len());
    for (id, at) in order {
        rows.push((at, statement.query_row((&moment, id), |row| reader.read(row))?));
    }
    rows.sort_unstable_by_key(|(at, _)| *at);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// The fact that replaces a fact; after a merge there may be several, and the first counts.
pub(super) const REPLACED_BY: &str =
    "(SELECT newer.uid FROM fact AS newer JOIN changeset AS c ON c.id = newer.changeset
      WHERE newer.replaces = fact.uid AND c.recorded_at <= ?1
      ORDER BY c.recorded_at, newer.uid LIMIT 1)";

/// A fact whose names are still ids.
pub(super) struct FactRow {
    id: i64,
    report: i64,
    indicator: i64,
    place: i64,
    draft: Draft,
    quote_check: Option<crate::domain::fact::QuoteCheck>,
    quote_span: Option<std::ops::Range<usize>>,
    days: (Option<Day>, Option<Day>),
    recorded: RecordedFact,
}

impl FactRow {
    /// The number of the report it was found in.
    pub(super) fn report(&self) -> i64 {
        self.report
    }

    /// Its identity.
    pub(super) fn uid(&self) -> Uid {
        self.recorded.uid
    }

    /// The answer noted for it.
    pub(super) fn answer(&self) -> Answer {
        self.recorded.answer
    }

    /// The first and the last day of its when, as they are kept.
    pub(super) fn days(&self) -> (Option<Day>, Option<Day>) {
        self.days
    }

    /// Where its quote begins in the report's text.
    pub(super) fn quote_start(&self) -> Option<usize> {
        self.quote_span.as_ref().map(|span| span.start)
    }

    /// Notes whether it answers a question about time.
    pub(super) fn answers(&mut self, answer: Answer) {
        self.recorded.answer = answer;
    }
}

/// Reads rows; facts share their expressions, so each is parsed once.
#[derive(Default)]
pub(super) struct Reader {
    expressions: HashMap<String, Expression>,
}

impl Reader {
    /// One row of [`columns`].
    pub(super) fn read(&mut self, row: &Row<'_>) -> rusqlite::Result<FactRow> {
        let span = match (row.get::<_, Option<usize>>(23)?, row.get::<_, Option<usize>>(24)?) {
            (Some(start), Some(end)) => Some(start..end),
            _ => None,
        };
        let draft = Draft {
            scope: row.get(5)?,
            term: row.get(6)?,
            stance: word(row, 7)?,
            status: optional_word(row, 8)?,
            quantity: quantity(row)?,
            when: self.when(row)?,
            verb: row.get(21)?,
            quote: row.get(22)?,
            thread: row.get(26)?,
            origin: row.get(27)?,
            comment: row.get(28)?,
            replaces: correction(row)?,
            ..Draft::new("", "", "")
        };
        Ok(FactRow {
            id: row.get(0)?,
            report: row.get(1)?,
            indicator: row.get(2)?,
            place: row.get(3)?,
            quote_check: optional_word(row, 25)?,
            quote_span: span,
            days: (day(row, 17)?, day(row, 20)?),
            recorded: RecordedFact {
                uid: Uid(row.get(4)?),
                fact: Fact::from_record(Draft::new("", "", ""), None, None),
                recorded_at: row.get(31)?,
                recorded_by: row.get(32)?,
                retracted: row.get(33)?,
                report_retracted: None,
                replaced_by: row.get::<_, Option<[u8; 16]>>(34)?.map(Uid),
                answer: Answer::Yes,
            },
            draft,
        })
    }

    fn when(&mut self, row: &Row<'_>) -> rusqlite::Result<Option<When>> {
        let Some(text) = row.get_ref(16)?.as_str_or_null()? else { return Ok(None) };
        let expression = if let Some(known) = self.expressions.get(text) {
            known.clone()
        } else {
            let read: Expression = word(row, 16)?;
            self.expressions.insert(text.to_owned(), read.clone());
            read
        };
        let as_stated = row.get::<_, Option<String>>(15)?.unwrap_or_default();
        Ok(Some(When { as_stated, expression, bounds: bounds(row)? }))
    }
}

/// The four bounds of a row of [`columns`].
fn bounds(row: &Row<'_>) -> rusqlite::Result<Bounds> {
    Ok(Bounds {
        start_earliest: day(row, 17)?,
        start_latest: day(row, 18)?,
        end_earliest: day(row, 19)?,
        end_latest: day(row, 20)?,
    })
}

fn quantity(row: &Row<'_>) -> rusqlite::Result<Option<Quantity>> {
    let Some(approximate) = row.get(13)? else { return Ok(None) };
    Ok(Some(Quantity {
        as_stated: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
        low: figure(row, 10)?,
        best: figure(row, 11)?,
        high: figure(row, 12)?,
        approximate,
        unit: row.get::<_, Option<String>>(14)?.unwrap_or_default(),
    }))
}

/// A figure as it is kept: whole numbers as integers, others as floats.
pub(super) fn figure(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Number>> {
    let value = match row.get_ref(column)? {
        ValueRef::Null => return Ok(None),
        ValueRef::Real(value) => value,
        _ => {
            #[expect(clippy::cast_precision_loss, reason = "written from a Number, so exact")]
            let whole = row.get::<_, i64>(column)? as f64;
            whole
        }
    };
    let wrong = || rusqlite::Error::InvalidColumnType(column, "figure".to_owned(), Type::Real);
    Number::new(value).ok_or_else(wrong).map(Some)
}

fn correction(row: &Row<'_>) -> rusqlite::Result<Option<Correction>> {
    let Some(fact) = row.get::<_, Option<[u8; 16]>>(29)? else { return Ok(None) };
    let reason = row.get::<_, Option<String>>(30)?.unwrap_or_default();
    Ok(Some(Correction { fact: Uid(fact), reason }))
}

/// Loads the rows that the facts name, and puts their keys in the place of the ids.
pub(super) fn assemble(
    connection: &Connection,
    mut rows: Vec<FactRow>,
    left_out: usize,
    as_of: Option<Day>,
) -> Result<Selection, StoreError> {
    let judged = {
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        assessment::judged(connection, &ids, as_of)?
    };
    let actors = attribute(connection, &mut rows)?;
    let ids = |id: fn(&FactRow) -> i64| json_list(rows.iter().map(id).collect::<BTreeSet<_>>());
    let (reports, indicators, places) =
        (ids(|row| row.report), ids(|row| row.indicator), ids(|row| row.place));
    let places = place::with_ancestors(connection, &json_ids(&places))?;
    let places = by_id::<Place>(connection, &places)?;
    let indicators = by_id::<Indicator>(connection, &indicators)?;
    let reports: HashMap<_, _> =
        report::load(connection, Which::Ids(&reports), as_of)?.into_iter().collect();
    let actors = with_publishers(connection, actors, reports.values().map(|r| &*r.publisher))?;
    let facts = rows
        .into_iter()
        .map(|row| {
            let report = reports.get(&row.report);
            let mut draft = row.draft;
            draft.report = report.map(|report| report.key.clone()).unwrap_or_default();
            draft.indicator =
                indicators.get(&row.indicator).map(|row| row.key.clone()).unwrap_or_default();
            draft.place = places.get(&row.place).map(|row| row.key.clone()).unwrap_or_default();
            let mut recorded = row.recorded;
            recorded.report_retracted = report.and_then(|report| report.retracted.clone());
            recorded.fact = Fact::from_record(draft, row.quote_check, row.quote_span);
            recorded
        })
        .collect();
    Ok(Selection {
        facts,
        left_out,
        places: places.into_values().map(|row| (row.key.clone(), row)).collect(),
        actors: actors.into_iter().map(|row| (row.key.clone(), row)).collect(),
        indicators: indicators.into_values().map(|row| (row.key.clone(), row)).collect(),
        reports: reports.into_values().map(|row| (row.key.clone(), row)).collect(),
        assessments: judged.assessments,
        taken_back: judged.taken_back,
    })
}

fn json_list(ids: BTreeSet<i64>) -> Vec<i64> {
    ids.into_iter().collect()
}

fn by_id<T: reference::Reference>(
    connection: &Connection,
    ids: &[i64],
) -> Result<HashMap<i64, T>, StoreError> {
    Ok(reference::load(connection, Which::Ids(ids))?.into_iter().collect())
}

/// Gives the facts their claimants and those who passed them on, and says which actors these are.
fn attribute(
    connection: &Connection,
    rows: &mut [FactRow],
) -> Result<HashMap<i64, Actor>, StoreError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let sql = "SELECT fact, step, actor FROM attribution
               WHERE fact IN (SELECT value FROM json_each(?1)) ORDER BY fact, step";
    let mut statement = connection.prepare_cached(sql)?;
    let steps = statement
        .query_map([json_ids(&ids)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(i64, i64, i64)>>>()?;
    let wanted = json_list(steps.iter().map(|(_, _, actor)| *actor).collect());
    let actors = by_id::<Actor>(connection, &wanted)?;
    let at: HashMap<i64, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    for (fact, step, actor) in steps {
        let (Some(row), Some(actor)) =
            (at.get(&fact).and_then(|at| rows.get_mut(*at)), actors.get(&actor))
        else {
            continue;
        };
        if step == 0 {
            row.draft.claimant = Some(actor.key.clone());
        } else {
            row.draft.via.push(actor.key.clone());
        }
    }
    Ok(actors)
}

fn with_publishers<'a>(
    connection: &Connection,
    actors: HashMap<i64, Actor>,
    publishers: impl Iterator<Item = &'a str>,
) -> Result<Vec<Actor>, StoreError> {
    let known: BTreeSet<&str> = actors.values().map(|actor| actor.key.as_str()).collect();
    let more: BTreeSet<&str> = publishers.filter(|key| !known.contains(key)).collect();
    let ids = more
        .into_iter()
        .map(|key| reference::id_of(connection, "actor", key))
        .collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<i64> = ids.into_iter().flatten().collect();
    let more = reference::load::<Actor>(connection, Which::Ids(&ids))?;
    Ok(actors.into_values().chain(more.into_iter().map(|(_, actor)| actor)).collect())
}
