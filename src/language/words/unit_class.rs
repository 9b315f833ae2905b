//! Classes of units; quantities of different classes are never added or compared.

/// The class of a unit: people, things, time, money and so on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum UnitClass {
    /// People and things that are counted.
    Count,
    /// Time, with the unit's length in seconds.
    Seconds(u32),
    /// Time, with the unit's length in months.
    Months(u32),
    /// Weights, lengths, areas, volumes, energy: tonnes, litres, kilometres.
    Measure,
    /// Money, as ISO 4217 code if the words name one country's currency.
    Money,
    /// A percentage of a whole.
    Percent,
}
