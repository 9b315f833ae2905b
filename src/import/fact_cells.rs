//! Reads the values that one row of facts states, before any name is looked up.

use crate::domain::fact::{Correction, QuoteCheck, Stance, Status};
use crate::domain::hours::{Hours, HoursError};
use crate::domain::identity::Uid;
use crate::domain::indicator::Measure;
use crate::domain::number::Number;
use crate::domain::quantity::{Quantity, QuantityError, WHOLE};
use crate::domain::when::When;
use crate::format::problem::Problem;
use crate::format::row::{self, Row, is_one, split};
use crate::import::column_positions::ColumnPositions;
use crate::import::recorded_cells::RecordedCells;
use crate::import::when_cache::WhenCache;
use crate::import::word_cache::WordCache;
use crate::language::dates::Anchor;
use crate::language::{ValueWords, read_hours, read_time, value_words};
use crate::wire::{Column, numeric_date, publication_days};
use std::fmt::Display;
use std::str::FromStr;

/// The cells of one row of a file of facts, or of a fact in another database.
#[derive(Clone, Copy)]
pub(super) struct FactCells<'a> {
    cells: Cells<'a>,
    /// The name of the file, and the line in which the row begins.
    at: (&'a str, u64),
}

#[derive(Clone, Copy)]
enum Cells<'a> {
    /// The cells of a row in a file.
    Row(Row<'a>, &'a ColumnPositions),
    /// The cells of a fact in another database.
    Recorded(&'a RecordedCells<'a>),
}

/// The values of a row that do not refer to other rows.
pub(super) struct FactValues {
    pub(super) fact_id: Option<Uid>,
    pub(super) stance: Stance,
    pub(super) status: Option<Status>,
    pub(super) replaces: Option<Correction>,
    pub(super) quote_unchecked: bool,
    pub(super) quantity: Option<Quantity>,
}

impl<'a> FactCells<'a> {
    /// The cells of a row; `at` is the name of the file and the line of the row.
    pub(super) fn of_row(row: Row<'a>, positions: &'a ColumnPositions, at: (&'a str, u64)) -> Self {
        Self { cells: Cells::Row(row, positions), at }
    }

    /// The cells of a fact of another database; `at` is the name of the file and the number of the
    /// row.
    pub(super) fn of_fact(cells: &'a RecordedCells<'a>, at: (&'a str, u64)) -> Self {
        Self { cells: Cells::Recorded(cells), at }
    }

    /// The fact of another database; `None` for a row of a file.
    pub(super) fn recorded(&self) -> Option<&'a RecordedCells<'a>> {
        match self.cells {
            Cells::Row(..) => None,
            Cells::Recorded(cells) => Some(cells),
        }
    }

    /// The row itself: header and cells.
    pub(super) fn row(&self) -> Row<'a> {
        match self.cells {
            Cells::Row(row, _) => row,
            Cells::Recorded(cells) => cells.row(),
        }
    }

    /// The cells that decide which report the row belongs to, as in the file, and whether the row has a fact id. `None`
    /// for a fact of another database.
    pub(super) fn describing(&self) -> Option<impl Iterator<Item = &'a str>> {
        let Cells::Row(row, positions) = self.cells else { return None };
        let has_id = self.get(Column::FactId).is_some();
        let cell = move |at: &usize| row.cells().get(*at).unwrap_or_default();
        let cells = positions.describing.iter().map(cell);
        Some(cells.chain([if has_id { "id" } else { "" }]))
    }

    /// Whether the file has a column.
    pub(super) fn has(&self, column: Column) -> bool {
        match self.cells {
            Cells::Row(_, positions) => positions.at[column as usize].is_some(),
            Cells::Recorded(cells) => cells.has(column),
        }
    }

    /// The name of the file, and the line in which the row begins.
    pub(super) fn at(&self) -> (&'a str, u64) {
        self.at
    }

    /// A remark on this row, as `file:line: what`.
    pub(super) fn remark(&self, what: impl Display) -> String {
        let (file, line) = self.at;
        format!("{file}:{line}: {what}")
    }

    /// The cell in a column, without surrounding white space; `None` if the cell is blank or the column is missing, or
    /// if the reason of a retraction is `0` or `no`.
    #[inline]
    pub(super) fn get(&self, column: Column) -> Option<&'a str> {
        match &self.cells {
            Cells::Row(row, positions) => row
                .at(positions.at[column as usize])
                .filter(|cell| !self.is_no_retraction(column, cell)),
            Cells::Recorded(cells) => cells.get(column),
        }
    }

    /// Whether a cell that should have the reason of a retraction says that there was none. A row with a fact id comes
    /// from Factline, where any words are a reason.
    fn is_no_retraction(&self, column: Column, cell: &str) -> bool {
        matches!(column, Column::Retracted | Column::ReportRetracted)
            && row::says_no(cell)
            && self.get(Column::FactId).is_none()
    }

    pub(super) fn owned(&self, column: Column) -> Option<String> {
        self.get(column).map(str::to_owned)
    }

    pub(super) fn several(&self, column: Column) -> Vec<String> {
        self.get(column).map(split).unwrap_or_default()
    }

    /// The actors named in a row; each as `Name [key]` if the row has names and equally many keys.
    pub(super) fn actors(&self, names: Column, keys: Column) -> Vec<String> {
        let (names, keys) = (self.several(names), self.several(keys));
        if names.is_empty() || names.len() != keys.len() {
            return if names.is_empty() { keys } else { names };
        }
        let named = names
            .iter()
            .zip(&keys)
            .map(|(name, key)| if name == key { key.clone() } else { format!("{name} [{key}]") });
        named.collect()
    }

    /// The only name in a column of actors; `None` if it has none or several, if the row also has keys, or for a fact
    /// of another database.
    pub(super) fn only_actor(&self, names: Column, keys: Column) -> Option<&'a str> {
        let name = self.get(names).filter(|cell| is_one(cell));
        name.filter(|_| self.get(keys).is_none() && self.recorded().is_none())
    }

    pub(super) fn parsed<T: FromStr<Err: Display>>(
        &self,
        column: Column,
    ) -> Result<Option<T>, Problem> {
        let cell = self.get(column).map(row::parsed).transpose();
        cell.map_err(|why| Problem::at(column.name(), why))
    }

    /// Reads all values that do not refer to other rows. The quantity comes only from the columns
    /// of figures; [`read_words`] reads its words. Fails with the column that cannot be read.
    pub(super) fn stated(&self) -> Result<FactValues, Problem> {
        Ok(FactValues {
            fact_id: match self.recorded() {
                Some(recorded) => Some(recorded.fact.uid),
                None => self.parsed(Column::FactId)?,
            },
            stance: self.parsed(Column::Stance)?.unwrap_or(Stance::Asserts),
            status: self.parsed(Column::Status)?,
            replaces: self.correction()?,
            quote_unchecked: self.parsed(Column::QuoteCheck)? == Some(QuoteCheck::Unchecked),
            quantity: self.quantity()?,
        })
    }

    pub(super) fn correction(&self) -> Result<Option<Correction>, Problem> {
        let fact: Option<Uid> = match self.recorded() {
            Some(recorded) => recorded.fact.replaces,
            None => self.parsed(Column::Replaces)?,
        };
        match (fact, self.owned(Column::ReplacesReason)) {
            (None, None) => Ok(None),
            (Some(fact), Some(reason)) => Ok(Some(Correction { fact, reason })),
            (Some(_), None) => {
                let why = "blank: a correction needs a reason";
                Err(Problem::at(Column::ReplacesReason.name(), why))
            }
            (None, Some(_)) => {
                let why = "blank, but a reason for a correction is given";
                Err(Problem::at(Column::Replaces.name(), why))
            }
        }
    }

    /// The quantity in the columns of figures and units; its words are kept but not interpreted.
    /// `None` if the columns are blank. Fails if a cell is not a number.
    pub(super) fn quantity(&self) -> Result<Option<Quantity>, Problem> {
        let [low, best, high] = self.figures()?;
        let quantity = Quantity {
            as_stated: self.owned(Column::ValueAsStated).unwrap_or_default(),
            low,
            best,
            high,
            approximate: self.is_approximate()?,
            unit: self.owned(Column::Unit).unwrap_or_default(),
            out_of: match self.recorded() {
                Some(recorded) => recorded.fact.out_of,
                None => self.parsed(Column::OutOf)?,
            },
            per: self.parsed(Column::Per)?,
        };
        quantity.check().map_err(|why| {
            let is_whole = matches!(why, QuantityError::Negative { name: WHOLE, .. });
            let column = if is_whole { Column::OutOf.name() } else { self.blamed_figure() };
            Problem::at(column, why)
        })?;
        let is_stated = !quantity.as_stated.is_empty() || !quantity.has_no_figure();
        if quantity.approximate && !is_stated {
            let why = "`1`, but the row has no value";
            return Err(Problem::at(Column::ValueApproximate.name(), why));
        }
        let beside = [Column::OutOf, Column::Per].into_iter();
        if let Some(column) = beside.filter(|_| !is_stated).find(|it| self.get(*it).is_some()) {
            return Err(Problem::at(column.name(), "filled, but the row has no value"));
        }
        Ok(is_stated.then_some(quantity))
    }

    /// The lowest, best and highest figure; `None` for a blank cell. Fails if a cell is no number.
    fn figures(&self) -> Result<[Option<Number>; 3], Problem> {
        if let Some(RecordedCells { fact, .. }) = self.recorded() {
            return Ok([fact.low, fact.best, fact.high]);
        }
        let figure = |column| self.parsed(column);
        Ok([figure(Column::ValueLow)?, figure(Column::ValueBest)?, figure(Column::ValueHigh)?])
    }

    fn blamed_figure(&self) -> &'static str {
        let columns = [Column::ValueBest, Column::ValueLow, Column::ValueHigh];
        let stated = columns.into_iter().find(|column| self.get(*column).is_some());
        stated.unwrap_or(Column::ValueBest).name()
    }

    fn is_approximate(&self) -> Result<bool, Problem> {
        if let Some(recorded) = self.recorded() {
            return Ok(recorded.fact.approximate == Some(true));
        }
        let cell = self.get(Column::ValueApproximate);
        match cell.map(|cell| row::whole(cell).unwrap_or(cell)) {
            None | Some("0") => Ok(false),
            Some("1") => Ok(true),
            Some(word) if word.eq_ignore_ascii_case("false") => Ok(false),
            Some(word) if word.eq_ignore_ascii_case("true") => Ok(true),
            Some(other) => {
                let why = format!("`{other}`: 1 or blank was expected");
                Err(Problem::at(Column::ValueApproximate.name(), why))
            }
        }
    }

    /// The report's date of publication as EDTF, with the column that states it: `report_date_edtf`, or else
    /// `report_date`. `None` if both are blank. Fails if they contradict each other.
    pub(super) fn report_date(&self) -> Result<Option<(Column, &'a str)>, Problem> {
        let edtf = self.get(Column::ReportDateEdtf).map(|date| (Column::ReportDateEdtf, date));
        if self.recorded().is_some() {
            return Ok(edtf);
        }
        let stated = self.get(Column::ReportDate).map(|date| (Column::ReportDate, date));
        if let (Some((column, date)), Some((other, edtf))) = (stated, edtf) {
            let days = |column: Column, date| publication_days(column.name(), date);
            if date != edtf && days(column, date)? != days(other, edtf)? {
                let why = format!("`{date}`, and {} says `{edtf}`", other.name());
                return Err(Problem::at(column.name(), why));
            }
        }
        Ok(edtf.or(stated))
    }

    /// The time of the fact: from column `when_edtf` if it is filled, or else from the words in `when_as_stated`, read
    /// relative to the report's publication date; other meanings of these words are added to `others`. `None` if
    /// neither is filled. The second value is the time of day, from column `time_of_day` or else from these words.
    /// Fails if the expression or the words cannot be read.
    pub(super) fn when(
        &self,
        anchor: &Anchor,
        known: &mut WhenCache,
        others: &mut Option<Vec<When>>,
    ) -> Result<(Option<When>, Option<Hours>), Problem> {
        let stated = self.time_of_day()?;
        let words = self.get(Column::WhenAsStated);
        if let Some(text) = self.get(Column::WhenEdtf) {
            let when = known.read(text).map_err(|why| {
                let meant = numeric_date(text, Some(Column::WhenAsStated.name()));
                Problem::at(Column::WhenEdtf.name(), meant.unwrap_or_else(|| why.to_string()))
            })?;
            let as_stated = words.unwrap_or_default().to_owned();
            return Ok((Some(When { as_stated, ..when }), stated));
        }
        let Some(words) = words else { return self.no_derived_days().map(|()| (None, stated)) };
        let read = read_time(words, |words| known.read_words(words, anchor));
        let (reading, hours) = read.map_err(|why| unread(Column::WhenAsStated, words, &why))?;
        *others = Some(reading.alternatives);
        Ok((Some(When { as_stated: words.to_owned(), ..reading.value }), stated.or(hours)))
    }

    /// The time of day in its column, in ISO 8601 or in words. Fails if it cannot be read.
    fn time_of_day(&self) -> Result<Option<Hours>, Problem> {
        let Some(words) = self.get(Column::TimeOfDay) else { return Ok(None) };
        let hours = read_hours(words).ok_or_else(|| HoursError(words.to_owned()));
        hours.map(Some).map_err(|why| Problem::at(Column::TimeOfDay.name(), why))
    }

    /// Refuses a row that has derived days (`start_earliest` …) but no `when_edtf`, since its time
    /// would be lost.
    fn no_derived_days(&self) -> Result<(), Problem> {
        let derived =
            [Column::StartEarliest, Column::StartLatest, Column::EndEarliest, Column::EndLatest];
        match derived.into_iter().find(|column| self.get(*column).is_some()) {
            None => Ok(()),
            Some(column) => {
                let why = "is derived from `when_edtf`, which is blank; give the time there, \
                           as in 2016-10-20/2016-10-22";
                Err(Problem::at(column.name(), why))
            }
        }
    }
}

/// The words of a quantity without figures, read for an indicator with this measure and unit. The unit is used if the
/// row states no other. Fails if the words cannot be read.
pub(super) fn read_words<'w>(
    quantity: &'w Quantity,
    (measures, unit): (Measure, &str),
    known: &mut WordCache<(), Quantity>,
) -> Result<ValueWords<'w>, Problem> {
    let words = &quantity.as_stated;
    let read = value_words(words, measures, |words| known.read_value(words));
    let read =
        read.map_err(|why| unread(Column::ValueAsStated, words, &why_unreadable(words, &why)))?;
    let value = read.value.as_ref().map(|read| with_cells(read, quantity, unit)).transpose()?;
    Ok(ValueWords { value, ..read })
}

/// A quantity that was read from words, with the other cells of its row. Fails if the words state
/// another unit than the row.
fn with_cells(read: &Quantity, quantity: &Quantity, unit: &str) -> Result<Quantity, Problem> {
    let words = &quantity.as_stated;
    let is_default = quantity.unit.is_empty() || quantity.unit == unit;
    let chosen = match (is_default, read.unit.is_empty()) {
        (true, false) => read.unit.clone(),
        (_, true) => quantity.unit.clone(),
        (false, false) if quantity.unit == read.unit => read.unit.clone(),
        (false, false) => {
            let why = format!("`{}`, and `{words}` says {}", quantity.unit, read.unit);
            return Err(Problem::at(Column::Unit.name(), why));
        }
    };
    let says = |column: Column, said: String, cell: String| {
        Problem::at(column.name(), format!("`{cell}`, and `{words}` says {said}"))
    };
    if let (Some(cell), Some(said)) = (quantity.out_of, read.out_of)
        && cell != said
    {
        return Err(says(Column::OutOf, said.to_string(), cell.to_string()));
    }
    if let (Some(cell), Some(said)) = (quantity.per, read.per)
        && cell != said
    {
        return Err(says(Column::Per, said.to_string(), cell.to_string()));
    }
    Ok(Quantity {
        as_stated: words.clone(),
        low: read.low,
        best: read.best,
        high: read.high,
        approximate: read.approximate || quantity.approximate,
        unit: chosen,
        out_of: quantity.out_of.or(read.out_of),
        per: quantity.per.or(read.per),
    })
}

/// Why words are not a quantity; for a number whose point may separate thousands, also how to write it.
fn why_unreadable(words: &str, why: &impl Display) -> String {
    match words.split_once('.') {
        Some((whole, part)) if words.parse::<Number>().is_ok() => format!(
            "{why}: write {whole}{part}, or put the decimal fraction into a column `{}`",
            Column::ValueBest.name()
        ),
        _ => why.to_string(),
    }
}

fn unread(column: Column, words: &str, why: &impl Display) -> Problem {
    Problem::at(column.name(), format!("`{words}` cannot be read: {why}"))
}
