//! A fact that a newer row of its publisher corrected, as it was before and as it is now.

use crate::domain::fact::Draft;

/// A fact that an import recorded as a correction, because a newer row says something else.
#[derive(Clone, Debug)]
pub struct UpdatedFact {
    /// The id that the publisher gives the row.
    pub row: String,
    /// The file and the line of the newer row.
    pub at: (String, u64),
    /// The recorded fact.
    pub before: Draft,
    /// The fact of the newer row.
    pub now: Draft,
}

/// At most this many facts are kept as they were; all are counted.
pub(super) const KEPT: usize = 20;
