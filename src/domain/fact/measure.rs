//! The sorts of units: checks that a quantity fits its indicator.

use super::error::FactError;
use crate::domain::indicator::{Indicator, Measure};
use crate::domain::quantity::{Quantity, is_currency};

/// The sort of a unit. Quantities of different sorts cannot replace each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Duration,
    Share,
    Money,
    Thing,
    Extent,
    Count,
}

impl Sort {
    pub(super) fn of(unit: &str) -> Self {
        match unit {
            "seconds" | "minutes" | "hours" | "days" | "weeks" | "months" | "years"
            | "hours a day" => Self::Duration,
            "percent" => Self::Share,
            code if is_currency(code) => Self::Money,
            thing if THINGS.contains(&thing) => Self::Thing,
            extent if EXTENTS.contains(&extent) => Self::Extent,
            _ => Self::Count,
        }
    }

    /// Whether units of this sort count people or things.
    pub(super) fn is_counted(self) -> bool {
        matches!(self, Self::Thing | Self::Count)
    }

    fn worded(self) -> &'static str {
        match self {
            Self::Duration => "a duration",
            Self::Share => "a share",
            Self::Money => "an amount of money",
            Self::Thing => "a count of things",
            Self::Extent => "a length, an area or another measure",
            Self::Count => "a count",
        }
    }
}

/// Units that count things and animals. They do not fit an indicator that counts people.
const THINGS: &[&str] = &[
    "trucks",
    "convoys",
    "corridors",
    "tonnes",
    "tons",
    "kg",
    "grams",
    "pounds",
    "litres",
    "gallons",
    "barrels",
    "cubic metres",
    "calories",
    "buildings",
    "houses",
    "homes",
    "schools",
    "hospitals",
    "airstrikes",
    "strikes",
    "shells",
    "rockets",
    "missiles",
    "bombs",
    "barrel bombs",
    "tanks",
    "vehicles",
    "buses",
    "ambulances",
    "villages",
    "towns",
    "camps",
    "tents",
    "boxes",
    "meals",
    "rations",
    "parcels",
    "food parcels",
    "blankets",
    "beds",
    "doses",
    "cars",
    "boats",
    "ships",
    "aircraft",
    "helicopters",
    "drones",
    "crossings",
    "checkpoints",
    "clinics",
    "health facilities",
    "shelters",
    "cities",
    "neighbourhoods",
    "districts",
    "countries",
    "attacks",
    "clashes",
    "explosions",
    "mines",
    "ceasefires",
    "violations",
    "incidents",
    "animals",
    "livestock",
    "cattle",
    "cows",
    "sheep",
    "goats",
    "pigs",
    "horses",
    "donkeys",
    "camels",
    "buffaloes",
    "chickens",
    "poultry",
    "dogs",
];

/// Units of length, area, temperature and so on, in any spelling that an indicator may have. They count
/// neither people nor things.
const EXTENTS: &[&str] = &[
    "km",
    "metres",
    "m",
    "cm",
    "mm",
    "miles",
    "feet",
    "yards",
    "inches",
    "hectares",
    "ha",
    "acres",
    "square km",
    "km²",
    "km2",
    "square metres",
    "m²",
    "m2",
    "square miles",
    "cubic km",
    "acre-feet",
    "degrees",
    "degrees Celsius",
    "degrees Fahrenheit",
    "MW",
];

/// The unit of an indicator that counts people.
pub(super) const PEOPLE: &str = "people";

/// The unit of an indicator whose figures have no common unit, such as `key-figure`.
pub(super) const ANY_UNIT: &str = "units";

/// Units that count people of one kind. For an indicator that counts people, the unit becomes the
/// scope.
const PEOPLE_SCOPES: &[&str] = &[
    "civilians",
    "children",
    "women",
    "men",
    "fighters",
    "residents",
    "rebels",
    "militants",
    "soldiers",
    "patients",
];

/// Units of people and of families, in the spellings of data sets.
const OF_PEOPLE: &[&str] =
    &["people", "persons", "individuals", "households", "families", "hh", "pers"];

/// Whether figures in a unit count people or families.
pub(super) fn is_of_people(unit: &str) -> bool {
    names_people(unit) || OF_PEOPLE.iter().any(|known| unit.eq_ignore_ascii_case(known))
}

/// Whether an indicator counts things, such as convoys or strikes.
pub(super) fn counts_things(indicator: &Indicator) -> bool {
    Sort::of(&indicator.unit) == Sort::Thing
}

/// Whether a unit counts people of one kind (`children`), and so becomes the scope.
#[must_use]
pub fn names_people(unit: &str) -> bool {
    PEOPLE_SCOPES.contains(&unit)
}

/// Checks that a quantity fits the indicator, and fills in the unit. Returns the scope that the
/// unit names ("300 civilians"), or `None`. Fails if the unit does not fit or figures are out of
/// order.
pub fn measure(
    quantity: &mut Quantity,
    indicator: &Indicator,
) -> Result<Option<String>, FactError> {
    quantity.check()?;
    let bare = quantity.unit.is_empty();
    let fits = match indicator.measures {
        Measure::Count => bare || quantity.unit == indicator.unit || counts(quantity, indicator),
        Measure::Duration => {
            bare || Sort::of(&quantity.unit) == Sort::Duration || quantity.is_zero()
        }
        Measure::Date => false,
        Measure::Nothing => quantity.is_zero() || quantity.has_no_figure(),
    };
    if !fits {
        return Err(wrong_measure(quantity, indicator));
    }
    if indicator.unit == PEOPLE && names_people(&quantity.unit) {
        return Ok(Some(std::mem::replace(&mut quantity.unit, indicator.unit.clone())));
    }
    if bare {
        quantity.unit.clone_from(&indicator.unit);
    }
    Ok(None)
}

/// Whether a quantity in another unit than the indicator's is a count of what the indicator counts, or a
/// share of it.
fn counts(quantity: &Quantity, indicator: &Indicator) -> bool {
    let (sort, own) = (Sort::of(&quantity.unit), Sort::of(&indicator.unit));
    // A share of the people or things that the indicator counts.
    if sort == Sort::Share && own.is_counted() {
        return true;
    }
    if indicator.unit == PEOPLE {
        return sort == Sort::Count;
    }
    sort.is_counted() && own.is_counted()
        || sort == own
        || sort == Sort::Extent && indicator.unit == ANY_UNIT
}

fn wrong_measure(quantity: &Quantity, indicator: &Indicator) -> FactError {
    let value = if quantity.as_stated.is_empty() { &quantity.unit } else { &quantity.as_stated };
    FactError::WrongMeasure {
        value: value.clone(),
        found: Sort::of(&quantity.unit).worded(),
        indicator: indicator.key.clone(),
        expected: match indicator.measures {
            Measure::Count => format!("a count ({})", indicator.unit),
            Measure::Duration => format!("a duration ({})", indicator.unit),
            Measure::Date => "a date, which is given as its when".to_owned(),
            Measure::Nothing => "nothing: it takes a status or a when".to_owned(),
        },
    }
}
