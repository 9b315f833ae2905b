//! Errors of rules, with positions as tokens.

use std::borrow::Cow;
use std::ops::Range;

use super::figures::Flaw;

/// An error: words that have the form of a quantity but cannot be read.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// Indexes of the tokens that cannot be read; the search of a running text continues after
    /// them.
    pub(super) tokens: Range<usize>,
    /// The fault and what was expected, as text for the user.
    pub(super) why: Cow<'static, str>,
}

/// The result of a rule: a value, `None` if the rule does not apply, or a fault.
pub(super) type RuleResult<T> = Result<Option<T>, Fault>;

impl Fault {
    pub(super) fn new(tokens: Range<usize>, why: impl Into<Cow<'static, str>>) -> Self {
        Self { tokens, why: why.into() }
    }

    /// A fault for a number with too many digits.
    pub(super) fn too_long(at: usize) -> Self {
        Self::new(at..at + 1, "the number is too long to be kept exactly")
    }

    /// A fault for digits that are not a number.
    pub(super) fn flaw(tokens: Range<usize>, flaw: Flaw, words: &str) -> Self {
        let why = match flaw {
            Flaw::Grouping => "is not grouped like a number: expected `1,234`, `1234` or `12.5`",
            Flaw::Code => "begins with a zero, as codes do: expected a number such as `1234`",
            Flaw::Length => "is too long to be kept exactly",
        };
        Self::new(tokens, format!("`{words}` {why}"))
    }
}
