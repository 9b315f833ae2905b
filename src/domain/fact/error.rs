//! Why a draft cannot become a fact.

use crate::domain::indicator::Nature;
use crate::domain::number::Number;
use crate::domain::quantity::QuantityError;

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
        /// The kind of value by its unit: `a duration`, `an amount of money`.
        found: &'static str,
        /// The key of the indicator that the draft names.
        indicator: String,
        /// The kind of value of the indicator, and its unit (`a count (people)`).
        expected: String,
    },
    /// The words of the value name another state than the one that the indicator counts.
    #[error(
        "value `{value}` is about {about} (`{word}`), and `{indicator}` counts something else: {counts}"
    )]
    OtherIndicator {
        /// The value in the report's words (`12 injured`).
        value: String,
        /// The word of that state (`injured`).
        word: Box<str>,
        /// The people or things in that state (`people injured`).
        about: &'static str,
        /// The key of the indicator that the draft names.
        indicator: String,
        /// The things that the indicator counts, as a sentence without its full stop.
        counts: Box<str>,
        /// Key of the built-in indicator that counts what is in that state; `None` if there is none.
        fits: Option<&'static str>,
    },
    /// People are counted, but the figure is not a whole number.
    #[error("{figure} people: `{indicator}` counts whole people")]
    PartOfAPerson {
        /// The figure with its decimals.
        figure: Number,
        /// The key of the indicator that the draft names.
        indicator: String,
    },
    /// The words of one value state two figures of the same series, so that they contradict each
    /// other.
    #[error("value `{value}` states two figures in {unit}")]
    SeveralFigures {
        /// The words of the second figure.
        value: String,
        /// The unit of both.
        unit: String,
    },
    /// The words say "the first since", but an absence before it cannot be recorded for the indicator.
    #[error(
        "`{indicator}` is a {nature}: only an event or a flow can have a first before which there was none"
    )]
    NoneBefore {
        /// The key of the indicator that the draft names.
        indicator: String,
        /// The nature of that indicator.
        nature: Nature,
    },
    /// A statement has no time. Only a stock can be recorded without one, as of the publication date.
    #[error("`{indicator}` is {} {nature}, which needs a time", if *nature == Nature::Event { "an" } else { "a" })]
    NoTime {
        /// The key of the indicator that the draft names.
        indicator: String,
        /// The nature of that indicator.
        nature: Nature,
    },
    /// The report asserts an event on a day after its own publication.
    #[error(
        "when `{when}`{}: report `{report}` came out before that ({published}), but states it as \
         having happened",
        first.as_ref().map(|day| format!(" ({day})")).unwrap_or_default()
    )]
    AfterReport {
        /// The time in the report's words, or as EDTF if there are none.
        when: String,
        /// The first day of that time (ISO 8601); `None` if `when` is EDTF already.
        first: Option<String>,
        /// The key of the report, for the message.
        report: String,
        /// The day of publication, as EDTF.
        published: String,
    },
    /// A figure without a time would count as of the report's publication, but the report is undated.
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
        /// The key of the report in whose text the quote was searched for.
        report: String,
    },
}

impl FactError {
    /// The same error for a confidential report, which is named only by the user's `words`.
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
