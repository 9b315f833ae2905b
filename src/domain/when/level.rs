//! Which level of the specification an expression needs, for those who hand it to other software.

use super::ast::{Date, End, Expression, ExpressionForm, Finer};
use super::calendar::Digits;

impl Expression {
    /// The lowest level of the specification (0, 1 or 2) that has every form in the canonical
    /// text. The extension counts as level 2; see [`Self::is_strict_edtf`].
    #[must_use]
    pub fn level(&self) -> u8 {
        match self.kind() {
            ExpressionForm::Date(date) => date.level(),
            ExpressionForm::Moment(_) => 0,
            ExpressionForm::Interval { start, end } => start.level().max(end.level()),
            ExpressionForm::Set(_) => 2,
        }
    }

    /// Whether other EDTF software can read it: no end of an interval is a set.
    #[must_use]
    pub fn is_strict_edtf(&self) -> bool {
        let set = |end: &End| matches!(end, End::OneOf(_));
        !matches!(self.kind(), ExpressionForm::Interval { start, end } if set(start) || set(end))
    }
}

impl End {
    fn level(&self) -> u8 {
        match self {
            Self::Open | Self::Unknown => 1,
            Self::Date(date) => date.level(),
            Self::OneOf(_) => 2,
        }
    }
}

impl Date {
    /// The lowest level of the specification that has this form.
    fn level(&self) -> u8 {
        let present = &self.qualifiers[..self.finer.components()];
        let year = self.year.unspecified_tail();
        let masked = |digits: Digits<2>| digits.unspecified_tail().filter(|tail| *tail != 1);
        let form = match (self.finer, year) {
            (Finer::Nothing, Some(0)) => Some(0),
            (Finer::Nothing, Some(1 | 2)) => Some(1),
            (Finer::Season(season), Some(0)) if season.number() <= 24 => Some(1),
            (Finer::Month(month), Some(0)) => masked(month).map(|tail| u8::from(tail > 0)),
            (Finer::Day(month, day), Some(0)) => match (masked(month), masked(day)) {
                (Some(0), Some(0)) => Some(0),
                (Some(_), Some(2)) => Some(1),
                _ => None,
            },
            _ => None,
        };
        match form {
            Some(form) if present.iter().all(Option::is_none) => form,
            Some(_) if present.iter().all(|q| *q == present[0]) => 1,
            _ => 2,
        }
    }
}
