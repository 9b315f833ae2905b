//! Makes places, actors and indicators findable by name.

use super::nameable::{Candidate, NameLookup, Nameable};
use super::settlement;
use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use std::borrow::Borrow;

impl Nameable for Place {
    const WHAT: &'static str = "place";

    fn key(&self) -> &str {
        &self.key
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn code(&self) -> Option<&str> {
        self.pcode.as_deref()
    }

    fn parent(&self) -> Option<&str> {
        self.parent.as_deref()
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn kind_word(&self) -> &'static str {
        self.kind.as_str()
    }

    fn preferred<L: NameLookup<Self>>(
        found: &[Candidate<L::Row>],
        lookup: &L,
    ) -> Result<Option<usize>, L::Error> {
        let places: Vec<&Self> = found.iter().map(|candidate| candidate.row.borrow()).collect();
        settlement::among(&places, lookup)
    }
}

impl Nameable for Actor {
    const WHAT: &'static str = "actor";

    fn key(&self) -> &str {
        &self.key
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn parent(&self) -> Option<&str> {
        self.parent.as_deref()
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn kind_word(&self) -> &'static str {
        self.kind.as_str()
    }
}

impl Nameable for Indicator {
    const WHAT: &'static str = "indicator";
    const NAME: &'static str = "label";

    fn key(&self) -> &str {
        &self.key
    }

    fn name(&self) -> &str {
        &self.label
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn kind_word(&self) -> &'static str {
        self.nature.as_str()
    }
}
