//! The input for reading a list of places, and the result.

use crate::domain::names::NamedRows;
use crate::domain::place::Place;
use crate::format::remedy::RemedyWords;

/// The result of a list: new places and their countries, with notes for the user.
#[derive(Default)]
pub(crate) struct ListedPlaces {
    /// Countries to record first, since places of the list are in them.
    pub(crate) countries: Vec<Place>,
    /// New places, each with the line of its row.
    pub(crate) new: Vec<(u64, Place)>,
    /// The rows whose places are already recorded.
    pub(crate) known: Vec<KnownPlace>,
    /// Notes for the user about the list, such as the number of skipped rows.
    pub(crate) notes: Vec<String>,
}

/// A row about a recorded place.
pub(crate) struct KnownPlace {
    /// The line of the row.
    pub(crate) line: u64,
    /// The key of the recorded place.
    pub(crate) key: String,
    /// The place as the row describes it, as far as blanks may be filled from it.
    pub(crate) listed: Place,
}

/// The further input of the reader of a list.
pub(super) struct Setting<'s> {
    pub(super) recorded: &'s NamedRows<Place>,
    /// Parent for areas whose row names none that is known; `None` if the user gave none.
    pub(super) inside: Option<&'s Place>,
    pub(super) words: RemedyWords,
}
