//! Prints the canonical text of an expression: equal values have the same text.

use super::ast::{
    Date, End, Expression, ExpressionForm, Finer, Member, Moment, Offset, Qualifier, Set,
};
use super::calendar::Digits;
use std::fmt::{self, Display, Formatter, Write};

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Display for ExpressionForm {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            ExpressionForm::Date(date) => date.fmt(f),
            ExpressionForm::Moment(moment) => moment.fmt(f),
            ExpressionForm::Interval { start, end } => write!(f, "{start}/{end}"),
            ExpressionForm::Set(set) => set.fmt(f),
        }
    }
}

impl Display for End {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
            Self::Date(date) => date.fmt(f),
            Self::OneOf(set) => set.fmt(f),
        }
    }
}

impl Display for Set {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char(if self.all { '{' } else { '[' })?;
        for (i, member) in self.members.iter().enumerate() {
            if i > 0 {
                f.write_char(',')?;
            }
            match member {
                Member::One(date) => date.fmt(f)?,
                Member::Range(first, last) => write!(f, "{first}..{last}")?,
                Member::UpTo(date) => write!(f, "..{date}")?,
                Member::From(date) => write!(f, "{date}..")?,
            }
        }
        f.write_char(if self.all { '}' } else { ']' })
    }
}

impl Display for Date {
    /// Prints a qualifier that all components up to some component have in common once, to the
    /// right of that component. Prints every other qualifier to the left of its component.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let all = &self.qualifiers[..self.finer.components()];
        let group = match all[0] {
            Some(_) => all.iter().take_while(|q| **q == all[0]).count(),
            None => 0,
        };
        for (i, qualifier) in all.iter().enumerate() {
            if i > 0 {
                f.write_char('-')?;
            }
            if i >= group {
                qualifier.map_or(Ok(()), |q| q.fmt(f))?;
            }
            self.component(i, f)?;
            if i + 1 == group {
                qualifier.map_or(Ok(()), |q| q.fmt(f))?;
            }
        }
        Ok(())
    }
}

impl Date {
    /// Prints one component: year (0), month or season (1), or day (2).
    fn component(&self, index: usize, f: &mut Formatter<'_>) -> fmt::Result {
        match (index, self.finer) {
            (0, Finer::Significant(digits)) => write!(f, "{}S{digits}", self.year),
            (0, _) => self.year.fmt(f),
            (1, Finer::Season(season)) => season.number().fmt(f),
            (1, Finer::Month(month) | Finer::Day(month, _)) => month.fmt(f),
            (_, Finer::Day(_, day)) => day.fmt(f),
            _ => Ok(()),
        }
    }
}

impl Display for Qualifier {
    /// Prints `?`, `~` or `%`.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char(match self {
            Self::Uncertain => '?',
            Self::Approximate => '~',
            Self::Both => '%',
        })
    }
}

impl<const N: usize> Display for Digits<N> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|digit| f.write_char(digit.map_or('X', |digit| char::from(b'0' + digit))))
    }
}

impl Display for Moment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { day, hour, minute, second, offset } = self;
        write!(f, "{day}T{hour:02}:{minute:02}:{second:02}")?;
        match offset {
            Offset::Local => Ok(()),
            Offset::Utc => f.write_char('Z'),
            Offset::By { behind, hours, minutes } => {
                write!(f, "{}{hours:02}", if *behind { '-' } else { '+' })?;
                minutes.map_or(Ok(()), |minutes| write!(f, ":{minutes:02}"))
            }
        }
    }
}
