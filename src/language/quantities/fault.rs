//! Why a rule gave up, in terms of tokens.

use std::borrow::Cow;
use std::ops::Range;

use super::figures::Flaw;

/// Something that is there but cannot be read.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// The tokens that cannot be read; a running text is searched on after them.
    pub(super) tokens: Range<usize>,
    /// What is wrong, and what was expected, in the words of the refusal.
    pub(super) why: Cow<'static, str>,
}

/// What a rule gives back: a value, nothing of its kind, or a fault.
pub(super) type RuleResult<T> = Result<Option<T>, Fault>;

impl Fault {
    pub(super) fn new(tokens: Range<usize>, why: impl Into<Cow<'static, str>>) -> Self {
        Self { tokens, why: why.into() }
    }

    /// More digits than can be kept exactly.
    pub(super) fn too_long(at: usize) -> Self {
        Self::new(at..at + 1, "the number is too long to be kept exactly")
    }

    /// Digits that are no number, in the words of the refusal.
    pub(super) fn flaw(tokens: Range<usize>, flaw: Flaw, words: &str) -> Self {
        let why = match flaw {
            Flaw::Grouping => "is grouped like no number: expected `1,234`, `1234` or `12.5`",
            Flaw::Code => "begins with a zero, as codes do: expected a number such as `1234`",
            Flaw::Length => "is too long to be kept exactly",
        };
        Self::new(tokens, format!("`{words}` {why}"))
    }
}
