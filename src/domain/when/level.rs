//! Which level of the EDTF specification an expression needs, for exchange with other software.

use super::ast::{Date, End, Expression, ExpressionForm, Finer};
use super::calendar::Digits;

impl Expression {
    /// The lowest EDTF level (0, 1 or 2) that allows every form in the canonical text. Factline's
    /// extension counts as level 2; see [`Self::is_strict_edtf`].
    #[must_use]
    pub fn level(&self) -> u8 {
        match self.kind() {
            ExpressionForm::Date(date) => date.level(),
            ExpressionForm::Moment(_) => 0,
            ExpressionForm::Interval { start, end } => start.level().max(end.level()),
            ExpressionForm::Set(_) => 2,
        }
    }

    /// Whether other EDTF software can read the expression: it does not use Factline's extension, a
    /// set as an end of an interval.
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
    /// The lowest EDTF level that allows this date.
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
