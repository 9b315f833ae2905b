//! Turns a streamed fact into a fact of the domain, which owns its values.

use super::decode::{parse, parse_day};
use super::error::StoreError;
use super::fact_row::StreamedFact;
use super::row_keys::RowKeys;
use crate::domain::assessment::Verdict;
use crate::domain::fact::{Correction, Draft, Fact};
use crate::domain::quantity::Quantity;
use crate::domain::selection::RecordedFact;
use crate::domain::when::{Bounds, When};

impl StreamedFact<'_> {
    /// The fact with keys in place of ids, without its assessments. Fails if a value is not one that Factline stores.
    pub fn to_recorded(&self, keys: &mut RowKeys<'_>) -> Result<RecordedFact, StoreError> {
        self.recorded_of(self.report_key(keys)?, keys)
    }

    /// Does the same for a fact if the key of its report is known.
    pub(super) fn recorded_of(
        &self,
        report: String,
        keys: &mut RowKeys<'_>,
    ) -> Result<RecordedFact, StoreError> {
        Ok(RecordedFact {
            uid: self.uid,
            fact: self.fact_of(report, keys)?,
            recorded_at: self.recorded_at.to_owned(),
            recorded_by: self.recorded_by.to_owned(),
            retracted: self.retracted.map(str::to_owned),
            report_retracted: self.report_retracted.map(str::to_owned),
            replaced_by: self.replaced_by,
            verdict: Verdict::default(),
            answer: self.answer,
        })
    }

    /// The content of the fact, with keys instead of row ids, as an owned value.
    pub(super) fn fact(&self, keys: &mut RowKeys<'_>) -> Result<Fact, StoreError> {
        self.fact_of(self.report_key(keys)?, keys)
    }

    fn fact_of(&self, report: String, keys: &mut RowKeys<'_>) -> Result<Fact, StoreError> {
        let quote_check = self.quote_check.map(parse).transpose()?;
        let quote_span = self.quote_span.map(|(start, end)| start..end);
        Ok(Fact::from_record(self.draft(report, keys)?, quote_check, quote_span))
    }

    fn report_key(&self, keys: &mut RowKeys<'_>) -> Result<String, StoreError> {
        Ok(keys.report_key(self.report)?.unwrap_or_default().to_owned())
    }

    fn draft(&self, report: String, keys: &mut RowKeys<'_>) -> Result<Draft, StoreError> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let key = |key: Option<&str>| key.unwrap_or_default().to_owned();
        let mut actors = |numbers: &[i64]| -> Result<Vec<String>, StoreError> {
            let mut found = Vec::with_capacity(numbers.len());
            for actor in numbers {
                found.extend(keys.actor(*actor)?.map(str::to_owned));
            }
            Ok(found)
        };
        let (claimants, via) = (actors(self.claimants)?, actors(self.via)?);
        Ok(Draft {
            report,
            indicator: key(keys.indicator(self.indicator)?),
            place: key(keys.place(self.place)?),
            scope: owned(self.scope),
            term: owned(self.term),
            stance: parse(self.stance)?,
            status: self.status.map(parse).transpose()?,
            quantity: self.quantity()?,
            when: self.time(keys)?,
            time_of_day: self.time_of_day.map(parse).transpose()?,
            quote: owned(self.quote),
            claimants,
            verb: owned(self.verb),
            via,
            thread: owned(self.thread),
            origin: owned(self.origin),
            comment: owned(self.comment),
            replaces: self.correction(),
            source_row_id: owned(self.source_row_id),
        })
    }

    fn quantity(&self) -> Result<Option<Quantity>, StoreError> {
        let Some(approximate) = self.approximate else {
            if self.out_of.is_some() || self.per.is_some() {
                let why = "a fact without a quantity has a whole or a unit of time";
                return Err(StoreError::Corrupt(why.to_owned()));
            }
            return Ok(None);
        };
        Ok(Some(Quantity {
            as_stated: self.value.unwrap_or_default().to_owned(),
            low: self.low,
            best: self.best,
            high: self.high,
            approximate,
            unit: self.unit.unwrap_or_default().to_owned(),
            out_of: self.out_of,
            per: self.per.map(parse).transpose()?,
        }))
    }

    fn time(&self, keys: &mut RowKeys<'_>) -> Result<Option<When>, StoreError> {
        let Some(edtf) = self.edtf else { return Ok(None) };
        let as_stated = self.when.unwrap_or_default().to_owned();
        Ok(Some(When { as_stated, expression: keys.expression(edtf)?, bounds: self.bounds()? }))
    }

    /// The stored bounds of the fact's time. Fails if one is not a day.
    pub fn bounds(&self) -> Result<Bounds, StoreError> {
        let day = |text: Option<&str>| text.map(parse_day).transpose();
        let [start_earliest, start_latest, end_earliest, end_latest] = self.days;
        Ok(Bounds {
            start_earliest: day(start_earliest)?,
            start_latest: day(start_latest)?,
            end_earliest: day(end_earliest)?,
            end_latest: day(end_latest)?,
        })
    }

    fn correction(&self) -> Option<Correction> {
        let fact = self.replaces?;
        Some(Correction { fact, reason: self.reason.unwrap_or_default().to_owned() })
    }
}
