//! Decodes a row of table `fact`, with columns joined to it, into a [`StreamedFact`]. All queries for facts
//! use this decoder.

use super::decode;
use super::error::StoreError;
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::when::Answer;
use rusqlite::Row;
use rusqlite::types::{Type, ValueRef};

/// The columns of a fact that are read. The first `ORDERED_BY` of them are enough to sort facts by time, the first
/// `COMPARED` to compare them.
pub(super) const COLUMNS: [&str; 36] = [
    "fact.id",
    "fact.report",
    "fact.uid",
    "start_earliest",
    "end_latest",
    "quote_start",
    "fact.changeset",
    "fact.indicator",
    "fact.place",
    "scope",
    "stance",
    "status",
    "value_text",
    "low",
    "best",
    "high",
    "approximate",
    "fact.unit",
    "when_text",
    "when_edtf",
    "start_latest",
    "end_earliest",
    "thread",
    "origin",
    "source_row_id",
    "out_of",
    "per",
    "time_of_day",
    "term",
    "verb",
    "quote",
    "quote_end",
    "quote_check",
    "comment",
    "fact.replaces",
    "fact.reason",
];

/// Position of the changeset among [`COLUMNS`].
const CHANGESET: usize = 6;
/// Number of [`COLUMNS`] that sorting by time needs.
const ORDERED_BY: usize = 6;
/// Number of [`COLUMNS`] that comparing facts needs: all except quotes, comments and corrections.
pub(super) const COMPARED: usize = 28;

/// The columns that [`decode`] reads, as SQL.
pub(super) fn columns() -> String {
    COLUMNS.join(", ")
}

/// The columns that comparing facts needs, as SQL.
pub(super) fn compared_columns() -> String {
    COLUMNS[..COMPARED].join(", ")
}

/// The columns that sorting by time needs, as SQL.
pub(super) fn order_columns() -> String {
    COLUMNS[..ORDERED_BY].join(", ")
}

/// The stored form of a fact, borrowed from a row. EDTF and days are texts, and other rows are given by their ids in
/// this file.
#[derive(Clone, Copy, Debug, Default)]
pub struct StreamedFact<'a> {
    /// Id of the fact in this file.
    pub number: i64,
    /// The uid: the first half of the digest of the fact's content.
    pub uid: Uid,
    /// Id of the report that states the fact.
    pub report: i64,
    /// Id of the indicator that is measured or followed.
    pub indicator: i64,
    /// Id of the place that the fact is about.
    pub place: i64,
    /// Ids of the actors who make the statement, together if there are several; empty if the fact
    /// is unattributed.
    pub claimants: &'a [i64],
    /// Ids of the actors between claimant and publisher, in order.
    pub via: &'a [i64],
    /// The part that the fact is about (`civilians`, `fighters`); `None` if it is about the whole.
    pub scope: Option<&'a str>,
    /// The report's own word for the indicator (`truce`); `None` if it was not recorded.
    pub term: Option<&'a str>,
    /// What the claimant does with the statement (`asserts`, `denies`): a word of
    /// [`Stance`](crate::domain::fact::Stance).
    pub stance: &'a str,
    /// The stage of the process: a word of [`Status`](crate::domain::fact::Status); `None` if there
    /// is none.
    pub status: Option<&'a str>,
    /// The quantity in the report's words (`dozens`); `None` if there is none.
    pub value: Option<&'a str>,
    /// The lower bound, in `unit`; `None` if it is open or unknown.
    pub low: Option<Number>,
    /// The stated figure, in `unit`; `None` if there is none.
    pub best: Option<Number>,
    /// The upper bound, in `unit`; `None` if it is open or unknown.
    pub high: Option<Number>,
    /// Whether the words mark the figures as approximate; `None` if there is no quantity.
    pub approximate: Option<bool>,
    /// The unit of the figures (`people`); `None` if there is no quantity.
    pub unit: Option<&'a str>,
    /// The time in the report's words (`last week`); `None` if the fact is undated.
    pub when: Option<&'a str>,
    /// The time as EDTF (ISO 8601-2); `None` if the fact is undated.
    pub edtf: Option<&'a str>,
    /// The bounds of the time as `YYYY-MM-DD`: earliest and latest start, earliest and latest end;
    /// `None` if a bound is open or unknown.
    pub days: [Option<&'a str>; 4],
    /// The report's verb for the claimant (`says`, `warns`); `None` if it was not recorded.
    pub verb: Option<&'a str>,
    /// The report's words, verbatim; `None` if they were not recorded.
    pub quote: Option<&'a str>,
    /// Position of the quote in the report's text, in characters from 0, end exclusive; `None` if
    /// it is not known.
    pub quote_span: Option<(usize, usize)>,
    /// The result of comparing the quote with the report's text: a word of
    /// [`QuoteCheck`](crate::domain::fact::QuoteCheck); `None` without a quote.
    pub quote_check: Option<&'a str>,
    /// The thread (a course of events) that the fact belongs to, such as `october-truce`; `None` if
    /// it belongs to none.
    pub thread: Option<&'a str>,
    /// The utterance that several reports repeat; `None` if it is unknown.
    pub origin: Option<&'a str>,
    /// The recorder's comment, which is not part of the report; `None` without one.
    pub comment: Option<&'a str>,
    /// The uid of the fact that this one corrects; `None` if it corrects none.
    pub replaces: Option<Uid>,
    /// The reason for the correction; `None` if this fact corrects none.
    pub reason: Option<&'a str>,
    /// The publisher's own id of the row that the fact comes from; `None` if it has none.
    pub source_row_id: Option<&'a str>,
    /// The whole of which the figures are a part or a share; `None` if none is stated.
    pub out_of: Option<Number>,
    /// The unit of time of a rate: a word of [`Per`](crate::domain::quantity::Per); `None` for a plain
    /// figure.
    pub per: Option<&'a str>,
    /// The time of day, as [`Hours`](crate::domain::hours::Hours) prints it; `None` if none is stated.
    pub time_of_day: Option<&'a str>,
    /// Id of the changeset that recorded the fact.
    pub changeset: i64,
    /// Time of recording (UTC, `YYYY-MM-DDThh:mm:ssZ`).
    pub recorded_at: &'a str,
    /// Name of the person or program that recorded the fact.
    pub recorded_by: &'a str,
    /// Reason for the retraction of the fact itself; `None` if it is not retracted.
    pub retracted: Option<&'a str>,
    /// Reason for the retraction of its report, which withdraws the fact, too; `None` if the report
    /// is not retracted.
    pub report_retracted: Option<&'a str>,
    /// The uid of the fact that corrects this one; `None` if none does.
    pub replaced_by: Option<Uid>,
    /// Whether the time of the fact matches the filter's window certainly, or only maybe.
    pub answer: Answer,
}

/// The ids of a fact's claimants (empty if it is unattributed), and of those who passed the claim
/// on, in order.
pub(super) type Actors<'a> = (&'a [i64], &'a [i64]);

/// The parts of a fact that are not in its row.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    pub(super) recorded_at: &'a str,
    pub(super) recorded_by: &'a str,
    pub(super) actors: Actors<'a>,
    pub(super) retracted: Option<&'a str>,
    pub(super) report_retracted: Option<&'a str>,
    pub(super) replaced_by: Option<Uid>,
    pub(super) answer: Answer,
}

/// A row whose cells can be read by position: the current row of a query, or a row kept in memory.
pub(super) trait Cells<'a>: Copy {
    /// The cell in a column, from 0; NULL beyond the last column.
    fn cell(self, column: usize) -> ValueRef<'a>;
}

impl<'a> Cells<'a> for &'a Row<'_> {
    fn cell(self, column: usize) -> ValueRef<'a> {
        self.get_ref(column).unwrap_or(ValueRef::Null)
    }
}

/// The ids that are needed to look up the parts of a fact that are not in its row.
pub(super) struct RowNumbers {
    pub(super) fact: i64,
    pub(super) report: i64,
    pub(super) changeset: i64,
}

/// Reads the ids of a fact, its report and its changeset from a row of [`columns`].
pub(super) fn row_numbers<'a>(row: impl Cells<'a>) -> Result<RowNumbers, StoreError> {
    let number = |column| Reader { row, column, columns: COLUMNS.len() }.number();
    Ok(RowNumbers { fact: number(0)?, report: number(1)?, changeset: number(CHANGESET)? })
}

/// The columns that sorting by time needs.
pub(super) struct Ordered<'a> {
    pub(super) number: i64,
    pub(super) report: i64,
    pub(super) uid: Uid,
    pub(super) start_earliest: Option<&'a str>,
    pub(super) end_latest: Option<&'a str>,
    pub(super) quote_start: Option<usize>,
}

/// Decodes the columns of [`order_columns`].
pub(super) fn decode_order<'a>(row: impl Cells<'a>) -> Result<Ordered<'a>, StoreError> {
    ordered(&mut Reader { row, column: 0, columns: ORDERED_BY })
}

fn ordered<'a, C: Cells<'a>>(row: &mut Reader<C>) -> Result<Ordered<'a>, StoreError> {
    Ok(Ordered {
        number: row.number()?,
        report: row.number()?,
        uid: row.needed(Reader::uid)?,
        start_earliest: row.text()?,
        end_latest: row.text()?,
        quote_start: row.position()?,
    })
}

/// Decodes a row of the first `columns` of [`COLUMNS`], with the parts that were read from other tables. The fields are
/// read in the order of the columns; the fields of later columns stay empty. Fails with [`StoreError::Corrupt`] if a
/// cell has a wrong type.
pub(super) fn decode<'a>(
    row: impl Cells<'a>,
    beside: Beside<'a>,
    columns: usize,
) -> Result<StreamedFact<'a>, StoreError> {
    let row = &mut Reader { row, column: 0, columns };
    let Ordered { number, report, uid, start_earliest, end_latest, quote_start } = ordered(row)?;
    let mut fact = StreamedFact {
        number,
        report,
        uid,
        changeset: row.number()?,
        indicator: row.number()?,
        place: row.number()?,
        scope: row.text()?,
        stance: row.needed(Reader::text)?,
        status: row.text()?,
        value: row.text()?,
        low: row.figure()?,
        best: row.figure()?,
        high: row.figure()?,
        approximate: row.integer()?.map(|flag| flag != 0),
        unit: row.text()?,
        when: row.text()?,
        edtf: row.text()?,
        days: [start_earliest, row.text()?, row.text()?, end_latest],
        thread: row.text()?,
        origin: row.text()?,
        source_row_id: row.text()?,
        out_of: row.figure()?,
        per: row.text()?,
        time_of_day: row.text()?,
        term: row.text()?,
        verb: row.text()?,
        quote: row.text()?,
        quote_span: quote_start.zip(row.position()?),
        quote_check: row.text()?,
        comment: row.text()?,
        replaces: row.uid()?,
        reason: row.text()?,
        retracted: beside.retracted,
        replaced_by: beside.replaced_by,
        claimants: &[],
        via: &[],
        recorded_at: beside.recorded_at,
        recorded_by: beside.recorded_by,
        report_retracted: beside.report_retracted,
        answer: beside.answer,
    };
    (fact.claimants, fact.via) = beside.actors;
    Ok(fact)
}

/// Reads the cells of a row one after the other.
struct Reader<C> {
    row: C,
    column: usize,
    /// The number of columns that the row has.
    columns: usize,
}

impl<'a, C: Cells<'a>> Reader<C> {
    fn next(&mut self) -> ValueRef<'a> {
        self.column += 1;
        if self.column > self.columns {
            return ValueRef::Null;
        }
        self.row.cell(self.column - 1)
    }

    fn text(&mut self) -> Result<Option<&'a str>, StoreError> {
        match self.next() {
            ValueRef::Null => Ok(None),
            ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(Some(text)),
                Err(error) => Err(StoreError::Corrupt(error.to_string())),
            },
            other => Err(self.wrong(other.data_type())),
        }
    }

    fn integer(&mut self) -> Result<Option<i64>, StoreError> {
        match self.next() {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(number) => Ok(Some(number)),
            other => Err(self.wrong(other.data_type())),
        }
    }

    /// Reads an id that must not be NULL.
    fn number(&mut self) -> Result<i64, StoreError> {
        self.needed(Self::integer)
    }

    /// Reads a position in a text, in characters from 0; `None` for NULL.
    fn position(&mut self) -> Result<Option<usize>, StoreError> {
        let position = self.integer()?.map(usize::try_from).transpose();
        position.map_err(|_| self.wrong(Type::Integer))
    }

    fn figure(&mut self) -> Result<Option<Number>, StoreError> {
        decode::number(self.next()).map_err(|found| self.wrong(found))
    }

    fn uid(&mut self) -> Result<Option<Uid>, StoreError> {
        match self.next() {
            ValueRef::Null => Ok(None),
            ValueRef::Blob(bytes) => {
                let bytes = bytes.try_into().map_err(|_| self.wrong(Type::Blob))?;
                Ok(Some(Uid(bytes)))
            }
            other => Err(self.wrong(other.data_type())),
        }
    }

    /// Reads a cell that must not be NULL.
    fn needed<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Option<T>, StoreError>,
    ) -> Result<T, StoreError> {
        read(self)?.ok_or_else(|| self.wrong(Type::Null))
    }

    /// The error for the last cell that was read: its type is not allowed in the column.
    fn wrong(&self, found: Type) -> StoreError {
        let name = COLUMNS.get(self.column - 1).copied().unwrap_or("beyond the last");
        let name = name.strip_prefix("fact.").unwrap_or(name);
        StoreError::Corrupt(format!("column `{name}` contains {found}"))
    }
}
