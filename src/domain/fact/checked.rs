//! A fact as it stands once its draft was checked: it can be read, and no longer changed.

use super::draft::Draft;
use crate::domain::words::word_set;
use std::ops::{Deref, Range};

word_set! {
    /// Whether a quote was compared with the report's text.
    QuoteCheck, "quote check" {
        /// It stands in the captured text.
        Found = "found",
        /// It does not, and was recorded all the same, at the recorder's word.
        Unchecked = "unchecked",
        /// There is no captured text to compare it with.
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
    /// A fact as the store holds it: it was checked when it was recorded.
    #[must_use]
    pub(crate) fn from_record(
        draft: Draft,
        quote_check: Option<QuoteCheck>,
        quote_span: Option<Range<usize>>,
    ) -> Self {
        Self { draft, quote_check, quote_span }
    }

    /// How its quote was compared with the report's text.
    #[must_use]
    pub fn quote_check(&self) -> Option<QuoteCheck> {
        self.quote_check
    }

    /// Where its quote stands in the report's text: characters from 0, end exclusive.
    #[must_use]
    pub fn quote_span(&self) -> Option<Range<usize>> {
        self.quote_span.clone()
    }
}
