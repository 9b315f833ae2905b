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
    /// Weights, lengths, areas, volumes, energy: tonnes, litres, kilometres.
    Measure,
    /// A currency, by its ISO 4217 code where the words name one country's.
    Money,
    /// Parts of a hundred of some whole.
    Percent,
}
