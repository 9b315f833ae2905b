//! Parses ranges: "between 250,000 and 275,000", "6,000 to 7,000", "two to three million", "5-10
//! km".
//!
//! A range has a low and a high figure, but no best one. Knows how two amounts are joined; must not
//! know bounds.

use super::amounts::Amount;
use super::expression::{Core, CoreKind, same_unit};
use super::fault::{Fault, RuleResult};
use super::range_ends::{alternatives, in_one_unit, shared_scale, shared_thousands};
use super::ratio::Ratio;
use super::tokens::Phrase;
use super::units::Unit;
use crate::language::words::UnitClass;

/// How two amounts are joined into a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// "between A and B".
    Between,
    /// "from A to B".
    From,
    /// "A to B", "A–B".
    To,
    /// "A or B", two neighbours: "two or three". One of the two is meant exactly, so nothing is
    /// approximate.
    Or,
}

/// Whether both units are stated and the same.
fn same_unit_stated(a: Option<&Unit>, b: Option<&Unit>) -> bool {
    b.is_some() && same_unit(a, b)
}

impl Phrase<'_> {
    /// Parses a range with a word before it: "between A and B", "from A to B".
    pub(super) fn framed_range(&self, at: usize) -> RuleResult<Core> {
        let anywhere = usize::from(matches!(self.word(at), "anywhere" | "somewhere" | "ranging"));
        let joint = match self.word(at + anywhere) {
            "between" => Joint::Between,
            "either" if anywhere == 0 && !self.running => Joint::Or,
            "from" => Joint::From,
            _ => return Ok(None),
        };
        if joint == Joint::From && anywhere == 0 && self.is_change(at) {
            return Ok(None);
        }
        let inner = self.about(at + anywhere + 1);
        let Some(first) = self.bare_amount(inner)? else { return Ok(None) };
        let about = inner > at + anywhere + 1;
        match self.second(inner, &first, joint)? {
            Some(mut core) => {
                core.understood.insert(0, self.understood_as(at..at + anywhere + 1, "range"));
                if let (CoreKind::Range(_, _, approximate), true) = (&mut core.kind, about) {
                    *approximate = true;
                }
                Ok(Some(core))
            }
            None if matches!(joint, Joint::From | Joint::Or) => Ok(None),
            None if self.running => Ok(None),
            None => Err(Fault::new(
                first.end..first.end + 1,
                "expected the other end of the range: `between 20 and 30`",
            )),
        }
    }

    /// Parses a range that begins with the amount `first`, or returns that number alone. Fails if
    /// the number or range is ambiguous.
    pub(super) fn range_or_number(&self, at: usize, first: Amount) -> Result<Core, Fault> {
        let change = self.word_before(at) == "from" && self.is_change(at - 1);
        if let Some(step) = self.change_by(at, &first) {
            return Ok(step);
        }
        for joint in [Joint::To, Joint::Or] {
            match self.second(at, &first, joint) {
                Ok(Some(core)) if !change || self.mark_between(at, core.end).is_some() => {
                    return Ok(core);
                }
                // "Fell from 500 to 300" states two figures.
                Err(fault) if !change => return Err(fault),
                _ => {}
            }
        }
        let metres = self.million_or_metres(&first)?;
        let Some(amount) = self.with_unit(first)? else { return Err(Fault::too_long(at)) };
        if self.running && self.is_reversed_score(amount.end) {
            return Err(Fault::new(at..amount.end + 2, "this is a score or a code"));
        }
        let other = metres
            .filter(|_| amount.unit.is_none())
            .map(|(value, unit)| (CoreKind::Number(value), Some(unit)));
        if let Some(grouped) = amount.open {
            let why = format!(
                "`{}` is ambiguous: a decimal point or a mark between thousands ({} or {})",
                self.words(at..at + 1),
                amount.value.number(),
                grouped.number()
            );
            return Err(Fault::new(at..at + 1, why));
        }
        Ok(Core {
            kind: CoreKind::Number(amount.value),
            unit: amount.unit,
            understood: amount.understood,
            other,
            whole: amount.whole,
            end: amount.end,
        })
    }

    /// Parses the step of a change before its result: the 30 % of "fell 30 % to 1,400", the 300 of
    /// "rose by 300 to 1,500". `None` if the words may be a range, as in "rose by 10 to 15".
    fn change_by(&self, at: usize, first: &Amount) -> Option<Core> {
        let by = at - usize::from(at > 0 && self.word(at - 1) == "by");
        if !self.running || by == 0 || !self.is_change(by) || by + 1 < at {
            return None;
        }
        let Ok(Some(step)) = self.with_unit(first.clone()) else { return None };
        if self.word(step.end) != "to" || step.open.is_some() {
            return None;
        }
        let Ok(Some(result)) = self.bare_amount(self.about(step.end + 1)) else { return None };
        let Ok(Some(result)) = self.with_unit(result) else { return None };
        let other =
            step.unit.is_some() && !same_unit_stated(step.unit.as_ref(), result.unit.as_ref());
        let far = step.value.times(Ratio::whole(3)).is_some_and(|thrice| result.value >= thrice)
            && result.unit.as_ref().is_none_or(|unit| unit.class == UnitClass::Count);
        let told = by < at || matches!(self.word(at - 1), "up" | "down");
        // "Rose by 1.2 metres to 7.8 metres" states the unit of each amount.
        let stated =
            |unit: Option<&Unit>| unit.is_some_and(|unit| unit.class != UnitClass::Percent);
        let both = told && stated(step.unit.as_ref()) && stated(result.unit.as_ref());
        if !(other || both || told && far && step.unit.is_none()) {
            return None;
        }
        let (kind, end) = (CoreKind::Number(step.value), step.end);
        Some(Core {
            kind,
            unit: step.unit,
            understood: step.understood,
            other: None,
            whole: None,
            end,
        })
    }

    /// Parses what follows an amount without a number: "a week to 10 days", "a day or two".
    pub(super) fn after_single(&self, at: usize, first: Amount) -> Result<Core, Fault> {
        if let Some(core) = self.second(at, &first, Joint::To)? {
            return Ok(core);
        }
        let two = self.word(first.end) == "or" && self.word(first.end + 1) == "two";
        let counted = two && self.unit(first.end + 2).is_none();
        let twice = first.value.times(Ratio::whole(2)).filter(|_| counted);
        let mut core = Core {
            kind: CoreKind::Number(first.value),
            unit: first.unit,
            understood: first.understood,
            other: None,
            whole: None,
            end: first.end,
        };
        if let Some(twice) = twice {
            core.understood.push(self.understood_as(core.end..core.end + 2, "or 2"));
            (core.kind, core.end) = (CoreKind::Range(first.value, twice, true), core.end + 2);
        }
        Ok(core)
    }

    /// Parses the second amount of a range and joins the two.
    fn second(&self, at: usize, first: &Amount, joint: Joint) -> RuleResult<Core> {
        // The unit may follow both numbers, or only the second.
        let mut first = first.clone();
        let mut from = self.joint(first.end, joint);
        if from.is_none()
            && joint != Joint::Or
            && let Ok(Some(with)) = self.with_unit(first.clone())
        {
            from = self.joint(with.end, joint).filter(|_| with.end > first.end);
            first = with;
        }
        let Some(from) = from else { return Ok(None) };
        let inner = if joint == Joint::Or { from } else { self.about(from) };
        if joint == Joint::Or && first.open.is_some() || self.number_is_later(inner) {
            return Ok(None);
        }
        // In running text, an error in the number after "to" or "or" is reported when that number
        // is read separately.
        let by_word = self.running && !self.word(from - 1).is_empty() && joint != Joint::Between;
        let number = match self.bare_amount(inner) {
            Err(_) if by_word => return Ok(None),
            number => number?,
        };
        let second = match number {
            Some(second) => self.with_unit(second)?,
            None => self.single(inner, joint == Joint::To)?,
        };
        let Some(second) = second else { return Ok(None) };
        self.joined(at, first, second, joint, inner > from)
    }

    fn joined(
        &self,
        at: usize,
        first: Amount,
        second: Amount,
        joint: Joint,
        about: bool,
    ) -> RuleResult<Core> {
        let end = second.end;
        // In "four people - two of them children" the dash has spaces around it and joins nothing.
        let dash = first.end;
        let apart = first.unit.is_some() && !self.glued(dash) && !self.glued(dash + 1);
        let (first, second) = in_one_unit(first, second).ok_or_else(|| Fault::too_long(at))?;
        if !same_unit(first.unit.as_ref(), second.unit.as_ref()) {
            let why = "the two ends of the range have different units: expected one";
            return self.no_range(at, (end, apart), joint, why);
        }
        if first.whole.is_some() && first.whole != second.whole {
            let why = "the two ends of the range are parts of different wholes: expected one";
            return self.no_range(at, (end, apart), joint, why);
        }
        if first.open.is_some() || second.open.is_some() {
            let why = "a lone point before three digits is ambiguous: expected `1,234` or `1234`";
            return Err(Fault::new(at..end, why));
        }
        let thousands = shared_thousands(&first, &second).filter(|_| joint != Joint::Or);
        let low = thousands.unwrap_or_else(|| shared_scale(&first, &second));
        let high = second.value;
        // "6 or 5" means "5 or 6".
        let turned = joint == Joint::Or && high < low;
        let (low, high) = if turned { (high, low) } else { (low, high) };
        if low >= high {
            let why = "the range is reversed or empty: expected the lower number first";
            return self.no_range(at, (end, apart), joint, why);
        }
        if joint == Joint::Or && !alternatives(low, high) {
            let why = "these are two figures far apart: expected one, or a range: `20 to 30`";
            return self.no_range(at, (end, apart), joint, why);
        }
        let unit = first.unit.clone().or_else(|| second.unit.clone());
        if self.running
            && self.is_no_range(&first, &second, unit.as_ref(), joint == Joint::Between, at)
        {
            return Err(Fault::new(at..end, "this is a date, a score or a code"));
        }
        // Also gives the second reading: "one to two hundred" may be 1 to 200, and "200-300,000"
        // 200 to 300,000.
        let plain = first.value;
        let open = thousands.is_some() || second.scales == Some(Ratio::whole(100));
        let honest = open && low != plain && plain < high;
        let range = |low| CoreKind::Range(low, high, about);
        let other = honest.then(|| (range(plain), None));
        let mut understood = first.understood;
        if let Some(part) = understood.last_mut().filter(|_| thousands.is_some()) {
            part.meaning = format!("{}, in thousands like the other end", low.number());
        }
        understood.extend(second.understood);
        let whole = second.whole;
        Ok(Some(Core { kind: range(low), unit, understood, other, whole, end }))
    }

    /// Two amounts that form no range: in a phrase a fault; in running text, if joined by a word,
    /// two separate amounts.
    fn no_range(
        &self,
        at: usize,
        (end, apart): (usize, bool),
        joint: Joint,
        why: &'static str,
    ) -> RuleResult<Core> {
        let words =
            apart || matches!(joint, Joint::From | Joint::Or) || !self.word_before(end).is_empty();
        if self.running
            && (words && joint != Joint::Between)
            && (apart || self.mark_between(at, end).is_none())
        {
            return Ok(None);
        }
        Err(Fault::new(at..end, why))
    }

    /// The hyphen or dash between some tokens; `None` if there is none.
    pub(super) fn mark_between(&self, at: usize, end: usize) -> Option<char> {
        (at..end).find_map(|at| {
            self.mark(at).filter(|mark| matches!(mark, '-' | '–' | '~' | '‑' | '−' | '‐'))
        })
    }

    /// Index of the token after the joint at `at`; `None` if there is none.
    fn joint(&self, at: usize, joint: Joint) -> Option<usize> {
        let comma = usize::from(self.mark(at) == Some(','));
        let word = self.word(at);
        match joint {
            Joint::Between => match word {
                "and" | "to" | "or" => Some(at + 1),
                _ => self.range_dash(at).then_some(at + 1),
            },
            Joint::From | Joint::To => match word {
                "up" if self.word(at + 1) == "to" => Some(at + 2),
                "to" if self.word(at + 1) == "as"
                    && matches!(self.word(at + 2), "many" | "much")
                    && self.word(at + 3) == "as" =>
                {
                    Some(at + 4)
                }
                "to" | "through" => Some(at + 1),
                _ if self.hyphen_then_to(at) => Some(at + 2),
                _ => self.range_dash(at).then_some(at + 1),
            },
            Joint::Or => (word == "or" && comma == 0).then_some(at + 1),
        }
    }

    /// Whether a hyphen at `at` stands for the unit after the second number: "8- to 16-metre".
    fn hyphen_then_to(&self, at: usize) -> bool {
        self.glued(at)
            && matches!(self.mark(at), Some('-'))
            && matches!(self.word(at + 1), "to" | "or")
    }

    /// Whether a dash at `at` joins two numbers.
    fn range_dash(&self, at: usize) -> bool {
        let even = self.glued(at) == self.glued(at + 1);
        let mark = matches!(self.mark(at), Some('-' | '–' | '‐' | '‑' | '−' | '~'));
        mark && even && (self.number_begins(at + 1) || self.currency_before(at + 1).is_some())
    }

    /// Skips "about" and similar words inside a range: "between about 20 and 30".
    fn about(&self, at: usize) -> usize {
        let word = matches!(
            self.word(at),
            "about"
                | "around"
                | "roughly"
                | "approximately"
                | "some"
                | "perhaps"
                | "nearly"
                | "almost"
        );
        at + usize::from(word)
    }

    /// The number of metres or millimetres if "5m" and "5mm" may also be five million. Running text
    /// refuses it; a phrase gets both readings.
    fn million_or_metres(&self, amount: &Amount) -> RuleResult<(Ratio, Unit)> {
        let last = amount.end - 1;
        let letter =
            matches!(self.word(last), "m" | "mm") && self.glued(last) && !self.capital(last);
        let Some(figure) =
            self.figure(last.saturating_sub(1)).filter(|_| letter && amount.unit.is_none())
        else {
            return Ok(None);
        };
        if self.running && self.state_follows(amount.end) {
            return Ok(None);
        }
        if self.running && !self.noun_follows(amount.end) {
            return Err(Fault::new(last - 1..amount.end, "`m` may mean million or metres"));
        }
        Ok(self.noun(last).map(|(noun, _)| (figure.value, noun.into())))
    }
}
