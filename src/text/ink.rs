//! What text is painted in.

/// The paint of a piece of text, where colour is on. What sequence makes it on a terminal is for
/// the renderer to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ink {
    /// As the terminal has it.
    #[default]
    Plain,
    /// Headings, and figures that matter.
    Bold,
    /// What stands back: retracted, replaced.
    Dim,
    /// What contradicts, or was refused.
    Red,
    /// What happened for sure.
    Green,
    /// What is forecast, planned or in doubt.
    Yellow,
    /// Names that lead on.
    Cyan,
}
