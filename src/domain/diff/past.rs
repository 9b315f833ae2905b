//! The state of knowledge on the earlier day.

use crate::domain::compare::Statement;
use crate::domain::gaps::Question;
use crate::domain::gaps::silence::silences;
use crate::domain::identity::Uid;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use foldhash::HashSet;

/// What a difference needs to know about the earlier day.
#[derive(Debug, Default)]
pub struct Past {
    /// The facts that were known.
    known: HashSet<Uid>,
    /// Those of them that counted.
    counted: HashSet<Uid>,
    /// The place and the indicator of each series that was silent already.
    silent: HashSet<(String, String)>,
}

impl Past {
    /// Keeps what a difference needs to know about an earlier day: the statements that counted, and the uids of all
    /// known ones.
    #[must_use]
    pub fn of(
        counted: &[&Statement],
        known: impl IntoIterator<Item = Uid>,
        rows: &Selection,
        day: Day,
    ) -> Self {
        let key = |one: &Statement| (one.place.to_string(), one.indicator.to_string());
        let silences = silences(counted, Question { rows, today: day, days: None }).into_iter();
        Self {
            known: known.into_iter().collect(),
            counted: counted.iter().map(|one| one.uid).collect(),
            silent: silences.map(|silence| key(silence.last)).collect(),
        }
    }

    pub(super) fn counted(&self, uid: Uid) -> bool {
        self.counted.contains(&uid)
    }

    pub(super) fn knew(&self, uid: Uid) -> bool {
        self.known.contains(&uid)
    }

    pub(super) fn is_silent(&self, one: &Statement) -> bool {
        self.silent.contains(&(one.place.to_string(), one.indicator.to_string()))
    }
}
