//! The classes of units: quantities of two classes are never added or compared.

/// What kind of thing a unit is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum UnitClass {
    /// People and things that are counted.
    Count,
    /// A span of time, so many seconds long.
    Seconds(u32),
    /// A span of time, so many months long.
    Months(u32),
    /// Tonnes, litres, kilometres.
    Measure,
    /// A currency.
    Money,
    /// Parts of a hundred.
    Percent,
}
