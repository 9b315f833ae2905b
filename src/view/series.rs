//! The units of series, with the spellings of units that the language knows.

use crate::domain::compare::series::{part_or_rate, unit_apart};
use crate::domain::compare::{Interner, Name};
use crate::domain::fact::Draft;
use crate::domain::indicator::Indicator;
use crate::domain::name::fold_name;
use crate::language::quantities::usual_unit;
use foldhash::HashMap;

/// Finds the unit of a series. It remembers each answer, since a million facts have few units.
#[derive(Debug, Default)]
pub(super) struct SeriesUnits {
    /// By key of the indicator, then by unit as recorded.
    known: HashMap<Name, HashMap<Name, Option<Name>>>,
    /// The first spelling of each unit, by its folded form.
    spellings: HashMap<String, Name>,
}

impl SeriesUnits {
    /// The unit that puts a fact into a separate series; `None` for the indicator's own series. See [`unit_apart`] and
    /// [`part_or_rate`].
    pub(super) fn of(
        &mut self,
        fact: &Draft,
        indicator: Option<&Indicator>,
        interner: &mut Interner,
    ) -> Option<Name> {
        let quantity = fact.quantity.as_ref()?;
        let unit = quantity.unit.as_str();
        if !quantity.is_plain()
            && let Some(apart) = part_or_rate(quantity, usual_unit(unit).unwrap_or(unit))
        {
            return Some(interner.text(&apart));
        }
        if unit.is_empty() || indicator.is_some_and(|row| row.unit == unit) {
            return None;
        }
        let units = self.known.entry(interner.text(&fact.indicator)).or_default();
        if let Some(known) = units.get(unit) {
            return known.clone();
        }
        let apart = unit_apart(unit, indicator, usual_unit).map(|apart| {
            self.spellings.entry(fold_name(apart)).or_insert_with(|| interner.text(apart)).clone()
        });
        units.insert(interner.text(unit), apart.clone());
        apart
    }
}
