//! The origin of a page: the day on which it was made, and the newest changeset of the database.

use crate::domain::changeset::Changeset;
use crate::domain::when::Day;
use crate::view::wording;

/// The line about the origin of a page, so that a reader can ask for the same state again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The day on which the page was made.
    pub made: Day,
    /// The newest changeset of the database; `None` if nothing is recorded.
    pub newest: Option<Newest>,
}

/// The newest changeset of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newest {
    /// The first digits of its id, enough to find it in the log.
    pub id: String,
    /// The day on which it was recorded, `YYYY-MM-DD` (UTC).
    pub recorded: String,
}

impl Provenance {
    /// The program, the day and the state of the database: `Factline · 25 Nov 2016 · changeset 3f of 2016-11-24`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let newest = self.newest.as_ref();
        let newest =
            newest.map(|newest| format!(" · changeset {} of {}", newest.id, newest.recorded));
        let newest = newest.unwrap_or_default();
        format!("Factline · made on {}{newest}", wording::day(self.made, None))
    }

    /// The provenance of a page made on a day from a database with this newest changeset.
    #[must_use]
    pub fn of(made: Day, newest: Option<&Changeset>) -> Self {
        let newest = newest.map(|changeset| {
            let at = &changeset.recorder.at;
            let recorded = at.split('T').next().unwrap_or(at).to_owned();
            Newest { id: changeset.uid.short(), recorded }
        });
        Self { made, newest }
    }
}
