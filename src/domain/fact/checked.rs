//! A fact: a draft that passed its checks and can no longer be changed.

use super::draft::Draft;
use crate::domain::words::word_set;
use std::ops::{Deref, Range};

word_set! {
    /// Whether the quote was found in the report's text.
    QuoteCheck, "quote check" {
        /// The quote is in the report's captured text.
        Found = "found",
        /// The quote is not in the captured text, and the recorder insisted on recording it.
        Unchecked = "unchecked",
        /// The report has no captured text to check the quote against.
        NoText = "no-text",
    }
}

/// A checked statement; it dereferences to its [`Draft`]. Only [`Draft::check`] creates new ones.
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
    /// Rebuilds a fact from the store, without checks: it was checked when it was recorded.
    #[must_use]
    pub(crate) fn from_record(
        draft: Draft,
        quote_check: Option<QuoteCheck>,
        quote_span: Option<Range<usize>>,
    ) -> Self {
        Self { draft, quote_check, quote_span }
    }

    /// Result of the quote check; `None` if the fact has no quote.
    #[must_use]
    pub fn quote_check(&self) -> Option<QuoteCheck> {
        self.quote_check
    }

    /// Position of the quote in the report's text, in characters from 0, end exclusive; `None` if
    /// it was not found.
    #[must_use]
    pub fn quote_span(&self) -> Option<Range<usize>> {
        self.quote_span.clone()
    }
}
