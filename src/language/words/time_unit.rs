//! Units of time, whatever their language calls them. Must not know words or calendar arithmetic.

/// A unit of time, as in "three days ago".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeUnit {
    /// A second; dates are never that precise.
    Second,
    /// A minute: sixty seconds.
    Minute,
    /// An hour; 24 hours count as a day.
    Hour,
    /// A calendar day at the place of the event, in any time zone.
    Day,
    /// Saturday and Sunday, even if Friday is the day of rest.
    Weekend,
    /// A week from Monday to Sunday (ISO 8601).
    Week,
    /// Fourteen days, beginning on any day.
    Fortnight,
    /// A calendar month; as a length, its days depend on the month it is counted from.
    Month,
    /// A quarter of a year, beginning in January, April, July or October.
    Quarter,
    /// A calendar year; as a length, twelve months.
    Year,
    /// Ten years; as a calendar unit, beginning with a year that ends in 0.
    Decade,
}
