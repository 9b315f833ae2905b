//! Collects the mistakes of one command, to report all of them at once.

use crate::domain::names::NameError;
use crate::sheet::Spot;
use crate::store::LookupError;
use std::fmt;

/// A mistake in one part of a statement.
#[derive(Debug)]
pub(super) struct Mistake {
    /// The option or field that is wrong, by its name without dashes.
    pub(super) field: &'static str,
    /// Its position in a file; `None` outside of files.
    pub(super) place: Option<Place>,
    pub(super) why: anyhow::Error,
}

/// A place in a file.
#[derive(Debug)]
pub(super) struct Place {
    /// The file as the user named it.
    pub(super) file: String,
    /// The place in it.
    pub(super) spot: Spot,
    /// Turns a message about options into the words of the file.
    pub(super) reword: fn(&str) -> String,
}

impl Place {
    fn is(&self, other: &Self) -> bool {
        self.file == other.file && self.spot == other.spot
    }
}

/// Everything that is wrong with a statement, in the order in which it was found.
#[derive(Debug, Default)]
pub(super) struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// The value; `None` if there is an error, which is then noted for the field.
    pub(super) fn note<T, E: Into<anyhow::Error>>(
        &mut self,
        field: &'static str,
        done: Result<T, E>,
    ) -> Option<T> {
        done.map_err(|why| self.0.push(Mistake { field, place: None, why: why.into() })).ok()
    }

    /// Notes what is wrong at a position in a file, unless it is already noted: a mistake in the block of a report is
    /// reported once, not for each of its facts.
    pub(super) fn note_at(&mut self, place: Place, why: impl Into<anyhow::Error>) {
        let why = why.into();
        let words = format!("{why:#}");
        let is_same = |other: &Mistake| {
            other.place.as_ref().is_some_and(|other| other.is(&place))
                && format!("{:#}", other.why) == words
        };
        if !self.0.iter().any(is_same) {
            self.0.push(Mistake { field: "", place: Some(place), why });
        }
    }

    /// Sorts the mistakes by the lines of their files, with the files in the order of `files`.
    pub(super) fn sort(&mut self, files: &[impl AsRef<str>]) {
        self.0.sort_by_key(|mistake| {
            mistake.place.as_ref().map(|Place { file, spot, .. }| {
                (files.iter().position(|name| name.as_ref() == file), spot.line, spot.at.start)
            })
        });
    }

    /// The number of mistakes.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether something is wrong with a field.
    pub(super) fn has(&self, field: &str) -> bool {
        self.0.iter().any(|mistake| mistake.field == field)
    }

    /// The mistakes, each with the chain of its causes.
    pub(super) fn each(&self) -> impl Iterator<Item = &Mistake> {
        self.0.iter()
    }

    /// Fails if anything is wrong.
    pub(super) fn none(self) -> anyhow::Result<()> {
        if self.is_empty() { Ok(()) } else { Err(self.into_error()) }
    }

    /// Whether a place or an actor is named that is not recorded.
    pub(super) fn has_new_name(&self) -> bool {
        let is_new = |cause: &(dyn std::error::Error + 'static)| {
            matches!(
                cause.downcast_ref(),
                Some(LookupError::Name(NameError::Unknown { what: "place" | "actor", .. }))
            )
        };
        self.0.iter().any(|mistake| mistake.why.chain().any(is_new))
    }

    /// Fails if there is any mistake; the error of `end` comes last.
    pub(super) fn end(mut self, end: impl FnOnce(&Self) -> anyhow::Error) -> anyhow::Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        let why = end(&self);
        self.0.push(Mistake { field: "", place: None, why });
        Err(self.into())
    }

    /// One error for all mistakes; the mistake itself if it is the only one and not in a file.
    pub(super) fn into_error(mut self) -> anyhow::Error {
        match self.0.as_slice() {
            [Mistake { place: None, .. }] => self.0.remove(0).why,
            _ => self.into(),
        }
    }
}

impl IntoIterator for Mistakes {
    type Item = Mistake;
    type IntoIter = std::vec::IntoIter<Mistake>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Mistake> for Mistakes {
    fn from_iter<I: IntoIterator<Item = Mistake>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.0.iter().map(|mistake| format!("{:#}", mistake.why)).collect();
        f.write_str(&words.join("; "))
    }
}

impl std::error::Error for Mistakes {}
