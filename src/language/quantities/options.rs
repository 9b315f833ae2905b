//! Conventions for writing numbers in the country of a report.

/// Meaning of a single point before exactly three digits ("1.234"); all other points are clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A decimal point: 1.234 is a little more than one.
    Decimal,
    /// A separator of thousands: 1.234 is one thousand two hundred and thirty-four.
    Grouping,
}

/// How the report writes numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Meaning of an ambiguous point; `None` refuses "1.234" as ambiguous.
    pub point: Option<Point>,
}
