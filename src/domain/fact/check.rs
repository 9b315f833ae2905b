//! Checks drafts. [`Draft::check`] is the only way to create a new [`Fact`].

use super::checked::{Fact, QuoteCheck};
use super::draft::Draft;
use super::error::FactError;
use super::measure::measure;
use super::quote::{self, Passage};
use crate::domain::indicator::{Indicator, Nature};
use crate::domain::quantity::Quantity;
use crate::domain::report::Report;
use crate::domain::when::When;

impl Draft {
    /// Checks the draft against its indicator, its report and the report's captured text. Fills in
    /// what follows: the indicator's unit, the scope that a unit names, and for a stock the
    /// publication date as its time; an undated report has none. With `quote_unchecked`, a quote that is not in the text is
    /// recorded and marked as unchecked. Fails as [`FactError`] describes.
    pub fn check(
        mut self,
        indicator: &Indicator,
        report: &Report,
        text: Option<&str>,
        quote_unchecked: bool,
    ) -> Result<Fact, FactError> {
        if let Some(reason) = &report.retracted {
            return Err(FactError::ReportRetracted {
                report: report.key.clone(),
                reason: reason.clone(),
            });
        }
        if indicator.deprecated_at.is_some() {
            return Err(FactError::IndicatorDeprecated(indicator.key.clone()));
        }
        self.tidy();
        self.check_quantity(indicator)?;
        if self.when.is_none() && indicator.nature == Nature::Stock && self.quantity.is_some() {
            if report.published_latest.is_none() {
                return Err(FactError::NoDate { report: report.key.clone() });
            }
            self.when = Some(When::new(report.published.clone(), ""));
        }
        if self.quantity.is_none() && self.status.is_none() && self.when.is_none() {
            return Err(FactError::SaysNothing);
        }
        self.check_quote(report, text, quote_unchecked)
    }

    /// Trims all texts, and turns empty ones into `None`.
    fn tidy(&mut self) {
        let texts = [
            &mut self.scope,
            &mut self.term,
            &mut self.quote,
            &mut self.verb,
            &mut self.thread,
            &mut self.origin,
            &mut self.comment,
        ];
        for text in texts {
            *text = text.take().map(trimmed).filter(|words| !words.is_empty());
        }
        let quantity = self.quantity.take().map(|quantity| Quantity {
            as_stated: trimmed(quantity.as_stated),
            unit: trimmed(quantity.unit),
            ..quantity
        });
        // A unit without a figure or words says nothing, so it is dropped.
        self.quantity = quantity.filter(|q| !q.has_no_figure() || !q.as_stated.is_empty());
        self.claimants.sort_unstable();
        self.claimants.dedup();
        if let Some(when) = &mut self.when {
            when.as_stated = trimmed(std::mem::take(&mut when.as_stated));
        }
    }

    fn check_quantity(&mut self, indicator: &Indicator) -> Result<(), FactError> {
        let Some(quantity) = &mut self.quantity else { return Ok(()) };
        let scope = measure(quantity, indicator)?;
        self.scope = self.scope.take().or(scope);
        Ok(())
    }

    fn check_quote(
        mut self,
        report: &Report,
        text: Option<&str>,
        unchecked: bool,
    ) -> Result<Fact, FactError> {
        let Some(quote) = self.quote.take() else { return Ok(Fact::from_record(self, None, None)) };
        let Some(text) = text else {
            self.quote = Some(quote);
            return Ok(Fact::from_record(self, Some(QuoteCheck::NoText), None));
        };
        match quote::find(&quote, text) {
            Some(Passage { span, words }) => {
                self.quote = Some(words);
                Ok(Fact::from_record(self, Some(QuoteCheck::Found), Some(span)))
            }
            None if unchecked => {
                self.quote = Some(quote);
                Ok(Fact::from_record(self, Some(QuoteCheck::Unchecked), None))
            }
            None => Err(FactError::QuoteNotFound { quote, report: report.key.clone() }),
        }
    }
}

/// The text without white space at its ends.
fn trimmed(text: String) -> String {
    let trimmed = text.trim();
    if trimmed.len() == text.len() { text } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests;
