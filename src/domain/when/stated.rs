//! A time in a report's words, with the expression it was read as.

use super::ast::Expression;
use super::bounds::Bounds;

/// The time that a fact is about: the report's words, and their meaning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// The words of the report; empty if only an expression was given.
    pub as_stated: String,
    /// The expression that the words mean.
    pub expression: Expression,
    /// The bounds of the expression, computed once.
    pub bounds: Bounds,
}

impl When {
    /// A time from an expression; `as_stated` are the words it was read from, or empty.
    #[must_use]
    pub fn new(expression: Expression, as_stated: impl Into<String>) -> Self {
        let bounds = expression.bounds();
        Self { as_stated: as_stated.into(), expression, bounds }
    }
}
