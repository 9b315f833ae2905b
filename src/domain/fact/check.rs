//! Checks drafts. [`Draft::check`] is the only way to create a new [`Fact`].

use super::checked::{Fact, QuoteCheck};
use super::draft::Draft;
use super::quote::{self, Passage};
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::quantity::{Quantity, QuantityError};
use crate::domain::report::Report;
use crate::domain::when::When;

/// Why a draft cannot become a fact.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FactError {
    /// The draft has no value, status or time.
    #[error("a fact needs a value, a status or a time (when)")]
    SaysNothing,
    /// The draft's report is retracted.
    #[error("report `{report}` is retracted: {reason}")]
    ReportRetracted {
        /// The key of the report that the draft names.
        report: String,
        /// Why that report was retracted, as recorded.
        reason: String,
    },
    /// The draft's indicator is deprecated: it accepts no new facts.
    #[error("indicator `{0}` is deprecated")]
    IndicatorDeprecated(String),
    /// The unit of the value does not fit the indicator, as with hours for a count of people.
    #[error("value `{value}` is {found}, and `{indicator}` measures {expected}")]
    WrongMeasure {
        /// The value in the words of the report (`three hours`).
        value: String,
        /// What the value is by its unit: `a duration`, `an amount of money`.
        found: &'static str,
        /// The key of the indicator that the draft names.
        indicator: String,
        /// What the indicator measures, and the unit of it (`a count (people)`).
        expected: String,
    },
    /// The words of the value name other people than the indicator counts.
    #[error("value `{value}` speaks of {of_people}, and `{indicator}` does not count them")]
    OtherIndicator {
        /// The value in the report's words (`12 injured`).
        value: String,
        /// The people that these words name (`people injured`).
        of_people: &'static str,
        /// The key of the indicator that the draft names.
        indicator: String,
        /// Key of the built-in indicator that counts these people; `None` where there is none.
        fits: Option<&'static str>,
    },
    /// The report asserts an event after its own publication.
    #[error(
        "when `{when}`{}: report `{report}` came out before that ({published}), and states it as \
         having happened",
        first.as_ref().map(|day| format!(" ({day})")).unwrap_or_default()
    )]
    AfterReport {
        /// The time in the report's words, or as EDTF where there are none.
        when: String,
        /// The first day of that time (ISO 8601); `None` where the message shows EDTF already.
        first: Option<String>,
        /// The key of the report, for the message.
        report: String,
        /// The day of publication, as EDTF.
        published: String,
    },
    /// A figure without a time holds as of the report's publication, and the report is undated.
    #[error("when: report `{report}` is undated, so that the figure needs a time of its own")]
    NoDate {
        /// The key of the report.
        report: String,
    },
    /// The figures are out of order or negative.
    #[error("value: {0}")]
    Figures(QuantityError),
    /// The quote is not in the captured text of the report.
    #[error("quote `{quote}` is not in the text of `{report}`")]
    QuoteNotFound {
        /// The quote as the draft gives it.
        quote: String,
        /// The key of the report in whose text the quote was looked for.
        report: String,
    },
}

impl FactError {
    /// The same error of a confidential report, which is named by the user's `words` alone.
    #[must_use]
    pub fn naming_report_only_as(mut self, words: &str) -> Self {
        match &mut self {
            Self::ReportRetracted { report, reason: what }
            | Self::AfterReport { report, published: what, .. } => {
                words.clone_into(report);
                "confidential".clone_into(what);
            }
            Self::QuoteNotFound { report, .. } | Self::NoDate { report } => {
                words.clone_into(report);
            }
            _ => {}
        }
        self
    }
}

// Written by hand, since `#[from]` would also make the cause a source and error reports would print
// it twice.
impl From<QuantityError> for FactError {
    fn from(error: QuantityError) -> Self {
        Self::Figures(error)
    }
}

/// What a unit measures. Quantities of different sorts cannot replace each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Duration,
    Share,
    Money,
    Thing,
    Extent,
    Count,
}

impl Sort {
    pub(super) fn of(unit: &str) -> Self {
        match unit {
            "seconds" | "minutes" | "hours" | "days" | "weeks" | "months" | "years"
            | "hours a day" => Self::Duration,
            "percent" => Self::Share,
            // Currency codes (ISO 4217), such as `USD`, perhaps with more words after them.
            code if code.len() >= 3
                && code.bytes().take(3).all(|b| b.is_ascii_uppercase())
                && code.as_bytes().get(3).is_none_or(|b| *b == b' ') =>
            {
                Self::Money
            }
            thing if THINGS.contains(&thing) => Self::Thing,
            extent if EXTENTS.contains(&extent) => Self::Extent,
            _ => Self::Count,
        }
    }

    /// Whether units of this sort count people or things.
    pub(super) fn is_counted(self) -> bool {
        matches!(self, Self::Thing | Self::Count)
    }

    fn worded(self) -> &'static str {
        match self {
            Self::Duration => "a duration",
            Self::Share => "a share",
            Self::Money => "an amount of money",
            Self::Thing => "a count of things",
            Self::Extent => "a length, an area or the like",
            Self::Count => "a count",
        }
    }
}

/// Units that count things. They do not fit an indicator that counts people.
const THINGS: &[&str] = &[
    "trucks",
    "convoys",
    "corridors",
    "tonnes",
    "tons",
    "kg",
    "grams",
    "pounds",
    "litres",
    "gallons",
    "barrels",
    "cubic metres",
    "calories",
    "buildings",
    "houses",
    "homes",
    "schools",
    "hospitals",
    "airstrikes",
    "strikes",
    "shells",
    "rockets",
    "missiles",
    "bombs",
    "barrel bombs",
    "tanks",
    "vehicles",
    "buses",
    "ambulances",
    "villages",
    "towns",
    "camps",
    "tents",
    "boxes",
    "meals",
];

/// Units of length, area, temperature and the like, in any spelling that an indicator may have.
/// They count neither people nor things.
const EXTENTS: &[&str] = &[
    "km",
    "metres",
    "m",
    "cm",
    "mm",
    "miles",
    "feet",
    "yards",
    "inches",
    "hectares",
    "ha",
    "acres",
    "square km",
    "km²",
    "km2",
    "square metres",
    "m²",
    "m2",
    "square miles",
    "cubic km",
    "acre-feet",
    "degrees",
    "degrees Celsius",
    "degrees Fahrenheit",
    "MW",
];

/// The unit of an indicator whose figures have no common unit, as key figures have not.
pub(super) const ANY_UNIT: &str = "units";

/// Units that count people of one kind. For an indicator that counts people, the unit becomes the
/// scope.
const PEOPLE_SCOPES: &[&str] = &[
    "civilians",
    "children",
    "women",
    "men",
    "fighters",
    "residents",
    "rebels",
    "militants",
    "soldiers",
    "patients",
];

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

/// Whether a unit counts people of one kind (`children`), and so becomes the scope.
#[must_use]
pub fn names_people(unit: &str) -> bool {
    PEOPLE_SCOPES.contains(&unit)
}

/// Checks that a quantity fits the indicator, and fills in the unit. Returns the scope that the
/// unit names ("300 civilians"), or `None`. Fails where the unit does not fit or figures are out of
/// order.
pub fn measure(
    quantity: &mut Quantity,
    indicator: &Indicator,
) -> Result<Option<String>, FactError> {
    quantity.check()?;
    let (sort, bare) = (Sort::of(&quantity.unit), quantity.unit.is_empty());
    let fits = match indicator.measures {
        Measure::Count if indicator.unit == "people" => bare || sort == Sort::Count,
        Measure::Count => {
            bare || sort.is_counted() && Sort::of(&indicator.unit).is_counted()
                || sort == Sort::of(&indicator.unit)
                || sort == Sort::Extent && indicator.unit == ANY_UNIT
        }
        Measure::Duration => bare || sort == Sort::Duration || quantity.is_zero(),
        Measure::Date => false,
        Measure::Nothing => quantity.is_zero() || quantity.has_no_figure(),
    };
    if !fits {
        return Err(wrong_measure(quantity, indicator, sort));
    }
    if indicator.unit == "people" && names_people(&quantity.unit) {
        return Ok(Some(std::mem::replace(&mut quantity.unit, indicator.unit.clone())));
    }
    if bare {
        quantity.unit.clone_from(&indicator.unit);
    }
    Ok(None)
}

fn wrong_measure(quantity: &Quantity, indicator: &Indicator, sort: Sort) -> FactError {
    let value = if quantity.as_stated.is_empty() { &quantity.unit } else { &quantity.as_stated };
    FactError::WrongMeasure {
        value: value.clone(),
        found: sort.worded(),
        indicator: indicator.key.clone(),
        expected: match indicator.measures {
            Measure::Count => format!("a count ({})", indicator.unit),
            Measure::Duration => format!("a duration ({})", indicator.unit),
            Measure::Date => "a date, which is its when".to_owned(),
            Measure::Nothing => "nothing: it takes a status or a when".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests;
