//! The places that a list makes, and what they are made beside.

use crate::domain::names::NamedRows;
use crate::domain::place::Place;
use crate::format::remedy::RemedyWords;

/// The places that a list makes.
#[derive(Default)]
pub(crate) struct ListedPlaces {
    /// Countries to be made first, because codes of the list name them.
    pub(crate) countries: Vec<Place>,
    /// Places to be recorded, each with the line of its row.
    pub(crate) new: Vec<(u64, Place)>,
    /// How many rows are about places that are there already.
    pub(crate) known: usize,
    /// What a reader of the list should know of its rows.
    pub(crate) notes: Vec<String>,
}

/// What is recorded, and what is told of a list.
pub(super) struct Setting<'s> {
    pub(super) recorded: &'s NamedRows<Place>,
    /// Where a row lies whose own parent is not known.
    pub(super) inside: Option<&'s Place>,
    pub(super) words: RemedyWords,
}
