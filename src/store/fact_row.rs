//! The one decoder of a fact's columns: a row of table `fact` and what is read beside it become a
//! [`StreamedFact`], whichever question they were read for.

use super::decode;
use super::error::StoreError;
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::when::Answer;
use rusqlite::Row;
use rusqlite::types::{Type, ValueRef};

/// The columns of a fact. The first ones suffice to put it in order.
pub(super) const COLUMNS: [&str; 32] = [
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
    "term",
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
    "verb",
    "quote",
    "quote_end",
    "quote_check",
    "thread",
    "origin",
    "comment",
    "fact.replaces",
    "fact.reason",
];

/// Where the changeset stands among [`COLUMNS`].
const CHANGESET: usize = 6;
/// So many of [`COLUMNS`] are what the place of a fact in the order of time follows from.
const ORDERED_BY: usize = 6;

/// The columns that [`decode`] takes, as SQL.
pub(super) fn columns() -> String {
    COLUMNS.join(", ")
}

/// The first columns, as SQL: what the place of a fact in the order of time follows from.
pub(super) fn order_columns() -> String {
    COLUMNS[..ORDERED_BY].join(", ")
}

/// A fact as it is kept: borrowed, its expression and days as text, and the rows that it names by
/// their numbers in this file.
#[derive(Clone, Copy, Debug)]
pub struct StreamedFact<'a> {
    /// Its own number in this file.
    pub number: i64,
    /// The first half of the digest of what it says.
    pub uid: Uid,
    /// The number of the report it was found in.
    pub report: i64,
    /// The number of what is measured or followed.
    pub indicator: i64,
    /// The number of the place it is about.
    pub place: i64,
    /// The number of the actor who says so; none: unattributed.
    pub claimant: Option<i64>,
    /// The numbers of the actors between claimant and publisher, in order.
    pub via: &'a [i64],
    /// Which part is meant: civilians, fighters.
    pub scope: Option<&'a str>,
    /// The report's own word for the indicator (`truce`).
    pub term: Option<&'a str>,
    /// How the claimant stands to it: a word of [`Stance`](crate::domain::fact::Stance).
    pub stance: &'a str,
    /// Where the process stands: a word of [`Status`](crate::domain::fact::Status).
    pub status: Option<&'a str>,
    /// The quantity in the report's words (`dozens`).
    pub value: Option<&'a str>,
    /// The least that the quantity can be.
    pub low: Option<Number>,
    /// The figure that is stated.
    pub best: Option<Number>,
    /// The most that the quantity can be.
    pub high: Option<Number>,
    /// Whether the words make the figures approximate; none: there is no quantity.
    pub approximate: Option<bool>,
    /// What is counted or measured (`people`).
    pub unit: Option<&'a str>,
    /// The time in the report's words (`last week`).
    pub when: Option<&'a str>,
    /// The time as EDTF.
    pub edtf: Option<&'a str>,
    /// The four bounds of the time, `YYYY-MM-DD`: start earliest and latest, end earliest and
    /// latest; none: open or unknown.
    pub days: [Option<&'a str>; 4],
    /// The claimant's verb: says, warns.
    pub verb: Option<&'a str>,
    /// The report's words, verbatim.
    pub quote: Option<&'a str>,
    /// Where the quote stands in the report's text: characters from 0, end exclusive.
    pub quote_span: Option<(usize, usize)>,
    /// Whether the quote was compared with the report's text: a word of
    /// [`QuoteCheck`](crate::domain::fact::QuoteCheck).
    pub quote_check: Option<&'a str>,
    /// The process it belongs to.
    pub thread: Option<&'a str>,
    /// The one utterance that several reports repeat; none: unknown.
    pub origin: Option<&'a str>,
    /// The recorder's remark, which is no part of the report.
    pub comment: Option<&'a str>,
    /// The fact that it corrects.
    pub replaces: Option<Uid>,
    /// Why it corrects that fact.
    pub reason: Option<&'a str>,
    /// The number of the changeset that recorded it.
    pub changeset: i64,
    /// When it was recorded (UTC, `YYYY-MM-DDThh:mm:ssZ`).
    pub recorded_at: &'a str,
    /// The name of the person or program that recorded it.
    pub recorded_by: &'a str,
    /// Why it was retracted for itself, if it is.
    pub retracted: Option<&'a str>,
    /// Why its report was retracted, and the fact with it, if it is.
    pub report_retracted: Option<&'a str>,
    /// The fact that corrects it, if one does.
    pub replaced_by: Option<Uid>,
    /// Whether it answers the filter's question about time for sure, or only may.
    pub answer: Answer,
}

/// The actors of a fact: its claimant, and those who passed its words on, in order.
pub(super) type Actors<'a> = (Option<i64>, &'a [i64]);

/// What is read beside the row of a fact.
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

/// A row whose cells can be looked at: one that SQLite stands at, or one that is held.
pub(super) trait Cells<'a>: Copy {
    /// The cell in a column; NULL beyond the last.
    fn cell(self, column: usize) -> ValueRef<'a>;
}

impl<'a> Cells<'a> for &'a Row<'_> {
    fn cell(self, column: usize) -> ValueRef<'a> {
        self.get_ref(column).unwrap_or(ValueRef::Null)
    }
}

/// The numbers that say where to read what is not in the row of a fact.
pub(super) struct RowNumbers {
    pub(super) fact: i64,
    pub(super) report: i64,
    pub(super) changeset: i64,
}

/// The numbers of a row of [`columns`], of its report and of its changeset.
pub(super) fn row_numbers<'a>(row: impl Cells<'a>) -> Result<RowNumbers, StoreError> {
    let number = |column| Reader { row, column }.number();
    Ok(RowNumbers { fact: number(0)?, report: number(1)?, changeset: number(CHANGESET)? })
}

/// What the place of a fact in the order of time follows from.
pub(super) struct Ordered<'a> {
    pub(super) number: i64,
    pub(super) report: i64,
    pub(super) uid: Uid,
    pub(super) start_earliest: Option<&'a str>,
    pub(super) end_latest: Option<&'a str>,
    pub(super) quote_start: Option<usize>,
}

/// The first columns of a row, [`order_columns`].
pub(super) fn decode_order<'a>(row: impl Cells<'a>) -> Result<Ordered<'a>, StoreError> {
    ordered(&mut Reader { row, column: 0 })
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

/// A row of [`columns`], with what was read beside it. The fields stand in the order of the columns.
pub(super) fn decode<'a>(
    row: impl Cells<'a>,
    beside: Beside<'a>,
) -> Result<StreamedFact<'a>, StoreError> {
    let row = &mut Reader { row, column: 0 };
    let Ordered { number, report, uid, start_earliest, end_latest, quote_start } = ordered(row)?;
    let mut fact = StreamedFact {
        number,
        report,
        uid,
        changeset: row.number()?,
        indicator: row.number()?,
        place: row.number()?,
        scope: row.text()?,
        term: row.text()?,
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
        verb: row.text()?,
        quote: row.text()?,
        quote_span: quote_start.zip(row.position()?),
        quote_check: row.text()?,
        thread: row.text()?,
        origin: row.text()?,
        comment: row.text()?,
        replaces: row.uid()?,
        reason: row.text()?,
        retracted: beside.retracted,
        replaced_by: beside.replaced_by,
        claimant: None,
        via: &[],
        recorded_at: beside.recorded_at,
        recorded_by: beside.recorded_by,
        report_retracted: beside.report_retracted,
        answer: beside.answer,
    };
    (fact.claimant, fact.via) = beside.actors;
    Ok(fact)
}

/// Reads the cells of a row one after the other.
struct Reader<C> {
    row: C,
    column: usize,
}

impl<'a, C: Cells<'a>> Reader<C> {
    fn next(&mut self) -> ValueRef<'a> {
        self.column += 1;
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

    /// The number of a row that must be named.
    fn number(&mut self) -> Result<i64, StoreError> {
        self.needed(Self::integer)
    }

    /// A position in a text, in characters.
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

    /// What must be there.
    fn needed<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Option<T>, StoreError>,
    ) -> Result<T, StoreError> {
        read(self)?.ok_or_else(|| self.wrong(Type::Null))
    }

    /// The cell that was read last is of a type that the column cannot have.
    fn wrong(&self, found: Type) -> StoreError {
        let name = COLUMNS.get(self.column - 1).copied().unwrap_or("beyond the last");
        let name = name.strip_prefix("fact.").unwrap_or(name);
        StoreError::Corrupt(format!("column `{name}` holds {found}"))
    }
}
