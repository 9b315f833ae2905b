//! How numbers are written where the words come from.

/// What a lone point before exactly three digits means ("1.234"); everywhere else it is clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// 1.234 is a little more than one.
    Decimal,
    /// 1.234 is one thousand two hundred and thirty-four.
    Grouping,
}

/// How quantities are written where the words come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What a lone point means; without it, "1.234" is refused as ambiguous.
    pub point: Option<Point>,
}
