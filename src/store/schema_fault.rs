//! Faults of the schema of a file.

/// A fault of a schema, ordered by seriousness, the most serious first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum SchemaFault {
    /// A name of Factline's schema belongs to another kind of object.
    #[error("`{name}` is a {found}, not a {expected}")]
    OtherKind {
        /// The name of the object.
        name: String,
        /// The kind that it must be.
        expected: String,
        /// The kind that it is.
        found: String,
    },
    /// A trigger of another program is on a table or view of Factline's.
    #[error("trigger `{name}` on `{table}` was not made by Factline")]
    Trigger {
        /// The name of the trigger.
        name: String,
        /// The table or view whose changes run the trigger.
        table: String,
    },
    /// An index of another program on a table of Factline's computes something for each row that is
    /// recorded, which may take forever.
    #[error("index `{name}` on `{table}` was not made by Factline, and it computes an expression")]
    Index {
        /// The name of the index.
        name: String,
        /// The table that it is on.
        table: String,
    },
    /// An object of Factline's schema has another definition.
    #[error("{kind} `{name}` is not as Factline made it")]
    Altered {
        /// Kind of the object: table, index, trigger or view.
        kind: String,
        /// Name of the object in `schema.sql`.
        name: String,
    },
    /// An object of Factline's schema is missing.
    #[error("{kind} `{name}` is missing")]
    Missing {
        /// Kind of the object: table or index.
        kind: String,
        /// Name of the object in `schema.sql`.
        name: String,
    },
}
