//! Advice about a row that is not recorded, or about a note.
//!
//! The library only names the kind of remedy. Its words, with commands and options, come from the command
//! line.

use crate::domain::indicator::Indicator;

/// A remedy: what a user can do about a refused row or a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Add the row that is named but not recorded.
    Add {
        /// Kind of the row: actor, place, indicator or report.
        what: &'static str,
        /// Whether this remedy is one of several; then its words begin with "or".
        or: bool,
    },
    /// Add a built-in indicator that is newer than the database, and so is missing there.
    AddBuiltIn {
        /// The built-in indicator of this program.
        indicator: Box<Indicator>,
        /// Whether this remedy is one of several; then its words begin with "or".
        or: bool,
    },
    /// Create the places and actors that rows name, with one option.
    Create {
        /// Whether only one is missing, so that the words are singular.
        one: bool,
    },
    /// Edit the recorded actor.
    EditActor,
    /// Edit the recorded place.
    EditPlace,
    /// Add a new indicator and deprecate the recorded one, because the meaning of an indicator
    /// never changes.
    ReplaceIndicator,
    /// Edit the recorded report.
    EditReport,
    /// Fill in the cell, or record the report by hand.
    RecordByHand,
    /// Say who published the reports of the list, in a column or with an option.
    SayPublisher,
    /// Correct the recorded fact.
    Correct,
    /// Correct the recorded fact with this short id, if the row is right.
    CorrectFact(String),
    /// Retract those of the named facts that are no longer true.
    RetractUnstated,
    /// Retract the recorded fact with this short id.
    RetractFact(String),
    /// Retract the recorded report with this key.
    RetractReport(String),
    /// Take back the retraction of the fact with this short id.
    Reinstate(String),
    /// Give a column the same text in all rows of the file.
    Fill,
    /// State for each place the place that contains it.
    SayParent,
    /// Import the surrounding areas first, or state the place that contains the rows.
    ImportAround {
        /// Whether only one area is missing, so that the words are singular.
        one: bool,
    },
    /// Draft a map for the file, which does not have Factline's columns.
    DraftMap,
    /// Read the file through the built-in map of this name.
    BuiltInMap(String),
    /// List the indicators, to find the right one.
    ListIndicators,
}

/// Turns remedies into words. The default gives none, so that messages have no remedy.
#[derive(Clone, Copy, Debug, Default)]
pub struct RemedyWords(Option<fn(&Remedy) -> String>);

impl RemedyWords {
    /// Makes words with `worded`. They are appended to the message, so they begin with their own
    /// punctuation.
    #[must_use]
    pub fn new(worded: fn(&Remedy) -> String) -> Self {
        Self(Some(worded))
    }

    /// The words for a remedy; empty if none were set.
    pub(crate) fn of(self, remedy: &Remedy) -> String {
        self.0.map(|worded| worded(remedy)).unwrap_or_default()
    }
}
