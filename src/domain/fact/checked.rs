//! A fact as it stands once its draft was checked: it can be read, and no longer changed.

use super::draft::Draft;
use crate::domain::words::word_set;
use std::ops::{Deref, Range};

word_set! {
    /// Whether a quote was compared with the report's text.
    QuoteCheck, "quote check" {
        /// The quote stands in the report's captured text.
        Found = "found",
        /// The quote does not stand in the captured text, and was recorded all the same, at the
        /// recorder's word.
        Unchecked = "unchecked",
        /// The report has no captured text to compare the quote with.
        NoText = "no-text",
    }
}

/// A checked statement: reads like its [`Draft`]. Made by [`Draft::check`] alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    draft: Draft,
    quote_check: Option<QuoteCheck>,
    quote_span: Option<Range<usize>>,
}

impl Deref for Fact {
    type Target = Draft;

    fn deref(&self) -> &Draft {
        &self.draft
    }
}

impl Fact {
    /// A fact as the store holds it: the draft was checked when the fact was recorded.
    #[must_use]
    pub(crate) fn from_record(
        draft: Draft,
        quote_check: Option<QuoteCheck>,
        quote_span: Option<Range<usize>>,
    ) -> Self {
        Self { draft, quote_check, quote_span }
    }

    /// How the fact's quote was compared with the report's text; none without a quote.
    #[must_use]
    pub fn quote_check(&self) -> Option<QuoteCheck> {
        self.quote_check
    }

    /// Where the fact's quote stands in the report's text: characters from 0, end exclusive.
    #[must_use]
    pub fn quote_span(&self) -> Option<Range<usize>> {
        self.quote_span.clone()
    }
}
