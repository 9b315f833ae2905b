//! What a user can do about a row that is not recorded, or about what a note says.
//!
//! The library says which remedy there is; the words, with commands and options in them, come from
//! the command line.

use crate::domain::indicator::Indicator;

/// What a user can do about a row or a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// To add the row that is named and not recorded; `or` where near names stand before that.
    Add {
        /// What kind of row: actor, place, indicator or report.
        what: &'static str,
        /// Whether to do so is one of several ways.
        or: bool,
    },
    /// To add a built-in indicator that is younger than the database.
    AddBuiltIn {
        /// The indicator as this program has it built in.
        indicator: Box<Indicator>,
        /// Whether to do so is one of several ways.
        or: bool,
    },
    /// To make the places and actors that rows name; whether it is only one.
    Create {
        /// Whether one row alone names one.
        one: bool,
    },
    /// To change the recorded actor.
    EditActor,
    /// To change the recorded place.
    EditPlace,
    /// To add another indicator and to deprecate the recorded one.
    ReplaceIndicator,
    /// To retract the recorded report and to add it anew.
    ReplaceReport,
    /// To correct the recorded fact.
    Correct,
    /// To retract the recorded fact with this short id.
    RetractFact(String),
    /// To retract the recorded report with this key.
    RetractReport(String),
    /// To take back the retraction of the fact with this short id.
    Reinstate(String),
    /// To give a column the same text in all rows of the file.
    Fill,
    /// To say for each place in which other one it lies.
    SayParent,
    /// To import the areas around first, or to say in which place the rows lie.
    ImportAround {
        /// Whether one area alone is missing.
        one: bool,
    },
    /// To read the file through the built-in map of this name.
    BuiltInMap(String),
    /// To look the indicators up.
    ListIndicators,
}

/// The words for remedies. Where nobody gives any, nothing is said of remedies.
#[derive(Clone, Copy, Debug, Default)]
pub struct RemedyWords(Option<fn(&Remedy) -> String>);

impl RemedyWords {
    /// Words that `worded` finds: each is appended to what is wrong, with the sign between them.
    #[must_use]
    pub fn new(worded: fn(&Remedy) -> String) -> Self {
        Self(Some(worded))
    }

    /// The words for a remedy.
    pub(crate) fn of(self, remedy: &Remedy) -> String {
        self.0.map(|worded| worded(remedy)).unwrap_or_default()
    }
}
