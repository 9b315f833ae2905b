//! What can be wrong with the schema of a file that is opened.

/// What in a schema is not as Factline made it; the gravest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum SchemaFault {
    /// One of our names stands for another kind of object.
    #[error("`{name}` is no {expected}, but a {found}")]
    OtherKind {
        /// The name.
        name: String,
        /// What it must be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// A trigger that is not ours, on a table or a view of ours.
    #[error("trigger `{name}` on `{table}` is none of Factline's")]
    Trigger {
        /// The name of the trigger.
        name: String,
        /// What it waits for changes of.
        table: String,
    },
    /// One of our objects has another definition.
    #[error("{kind} `{name}` is not as Factline made it")]
    Altered {
        /// Table, index, trigger or view.
        kind: String,
        /// Its name.
        name: String,
    },
    /// One of our objects is not there.
    #[error("{kind} `{name}` is missing")]
    Missing {
        /// Table or index.
        kind: String,
        /// Its name.
        name: String,
    },
}
