//! Inks: the colours of text, named by their look and chosen by meaning.

/// The meaning of a piece of text that decides its colour. The renderer turns it into an ANSI
/// escape sequence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ink {
    /// The terminal's default colour.
    #[default]
    Plain,
    /// Headings, and important figures.
    Bold,
    /// Text that the reader may skip.
    Dim,
    /// Retracted, replaced or rejected facts, which do not count.
    Struck,
    /// Contradictions and refused rows.
    Red,
    /// Events reported as having happened.
    Green,
    /// Forecasts, plans and doubtful statements.
    Yellow,
    /// Names and keys that the reader can ask for next.
    Cyan,
}
