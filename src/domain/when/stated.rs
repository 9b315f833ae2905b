//! The words a report uses for a time, together with what they mean.

use super::ast::Expression;
use super::bounds::Bounds;

/// The time a fact is about: the words as stated, and what they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct When {
    /// The words as the report states them; empty when only an expression was given.
    pub as_stated: String,
    /// The expression the words resolve to.
    pub expression: Expression,
    /// The bounds derived from the expression.
    pub bounds: Bounds,
}

impl When {
    /// A when from an expression, with the words it was read from (or none).
    #[must_use]
    pub fn new(expression: Expression, as_stated: impl Into<String>) -> Self {
        let bounds = expression.bounds();
        Self { as_stated: as_stated.into(), expression, bounds }
    }
}
