//! Parses numbers that are stated twice, or with their whole or parts: "eight (8)", "two of the
//! eight corridors", "40 people, including 12 children".
//!
//! Knows which words repeat a number or state a part of it; must not know bounds.

use super::amounts::Amount;
use super::expression::Expression;
use super::numeral::Numeral;
use super::phrase_table::is_one_of;
use super::ratio::Ratio;
use super::tokens::Phrase;
use super::units::Unit;
use crate::language::reading::UnderstoodSpan;
use crate::language::words::UnitClass;
use crate::language::words::english::around_figures::{INCLUDING, MOSTLY};

/// The meaning that is reported for a stated part.
const PART: &str = "a part of it, a separate figure";

/// The meaning that is reported for the whole of which something is a part.
const WHOLE: &str = "the whole it is a part of";

/// What the words after a figure add.
#[derive(Default)]
pub(super) struct Additions {
    /// The unit of the figure; `None` if it has none.
    pub(super) unit: Option<Unit>,
    /// The words understood, each with its meaning.
    pub(super) understood: Vec<UnderstoodSpan>,
    /// Further figures.
    pub(super) besides: Vec<Part>,
}

/// A further figure, with the group that it counts, if the words name it.
pub(super) struct Part {
    pub(super) figure: Expression,
    pub(super) scope: Option<String>,
}

impl From<Expression> for Part {
    fn from(figure: Expression) -> Self {
        Self { figure, scope: None }
    }
}

impl Phrase<'_> {
    /// Index of the token after a repetition of the number in brackets, once in digits and once in
    /// words: "eight (8)". `None` without one.
    pub(super) fn stated_again(&self, at: usize, number: &Numeral) -> Option<usize> {
        let from = number.end + 1;
        if self.mark(number.end) != Some('(') || number.share {
            return None;
        }
        let once = self.figure(at).is_some() != self.figure(from).is_some();
        let again = self.numeral(from).ok()?.filter(|_| once)?;
        (again.value == number.value && self.mark(again.end) == Some(')')).then_some(again.end + 1)
    }

    /// Parses a whole with a number: "two of the eight corridors" is 2 of 8 corridors. `None` without one.
    pub(super) fn of_a_number(&self, amount: &Amount) -> Option<Amount> {
        let of = amount.end;
        let (out, determiner, number) = self.whole_begins(of).filter(|_| !amount.share)?;
        // An error in the second number ("of the 16:00 flights") is reported when that number is
        // read separately.
        let Ok(Some(whole)) = self.numeral(number) else { return None };
        // "Nine out of ten children" is a proportion; in "64 of 80 trucks" and "3 of 5 wells" both numbers are counts.
        let digits = out == 0 && self.figure(number).is_some() && self.figure(of - 1).is_some();
        if determiner == 0 && whole.value <= Ratio::whole(10) && !digits {
            return None;
        }
        let unit = self.unit(whole.end).filter(|(unit, _)| unit.times == Ratio::ONE);
        // In running text, "2 of 30" without a noun may also be a page or a score.
        if unit.is_none() && (self.running || self.word(whole.end) == "of") {
            return None;
        }
        if amount.value > whole.value || whole.share || self.word(whole.end) == "of" {
            return None;
        }
        let mut understood = amount.understood.clone();
        understood.push(self.understood_as(of..whole.end, WHOLE));
        let mut part = Amount { whole: Some(whole.value), end: whole.end, ..amount.clone() };
        if let Some((unit, end)) = unit {
            understood.extend(self.unit_understood(whole.end, end, &unit.name));
            (part.unit, part.end) = (Some(unit), end);
        }
        Some(Amount { understood, ..part })
    }

    /// The number of tokens at `at` that say whose the whole is: "the", "its", "the city's", "Gaza's".
    fn owner(&self, at: usize) -> usize {
        let owns = |at: &usize| {
            let word = self.word(*at);
            word.ends_with("'s") || matches!(self.mark(*at), Some('\'' | '’')) && self.glued(*at)
        };
        let named =
            (at..at + 4).find(owns).filter(|end| (at..*end).all(|at| !self.word(at).is_empty()));
        named.map_or(usize::from(self.determiner(at)), |end| end + 1 - at)
    }

    /// Parses the number of which a share is given: "70 percent of the 46 trucks". Returns the number, what
    /// is counted, and the index of the token after what is counted.
    pub(super) fn counted_whole(
        &self,
        of: usize,
        understood: &mut Vec<UnderstoodSpan>,
    ) -> Option<(Ratio, Unit, usize)> {
        let (_, _, number) = self.whole_begins(of)?;
        let whole = self.numeral(number).ok()??;
        let (unit, end) = self.unit(whole.end).filter(|(unit, _)| unit.times == Ratio::ONE)?;
        if whole.share || !matches!(unit.class, UnitClass::Count) {
            return None;
        }
        understood.push(self.understood_as(of..end, WHOLE));
        Some((whole.value, unit, end))
    }

    /// Parses "of" or "out of the" before a number: whether there is an "out" and whether there is a determiner, each
    /// as 0 or 1, and the index of the number.
    fn whole_begins(&self, of: usize) -> Option<(usize, usize, usize)> {
        let out = usize::from(self.word(of) == "out");
        let determiner = self.owner(of + out + 1);
        let number = of + out + 1 + determiner;
        let begins = self.word(of + out) == "of" && self.number_begins(number);
        begins.then_some((out, determiner, number))
    }

    /// Parses a stated part of what is counted; returns the index of the next token. It does not
    /// change the total: ", including 12 children", "(12 of them women)", "mostly children".
    pub(super) fn part_of_it(&self, at: usize, additions: &mut Additions) -> Option<usize> {
        let bracket = self.mark(at) == Some('(');
        let from = at + usize::from(bracket || self.mark(at) == Some(','));
        let (mut end, first) = self.one_part(from, from > at)?;
        let mut parts: Vec<Expression> = first.into_iter().collect();
        for _ in 0..8 {
            let comma = usize::from(self.mark(end) == Some(','));
            let and = usize::from(self.word(end + comma) == "and");
            if comma + and == 0 {
                break;
            }
            let Some(next) = self.counted_part(end + comma + and) else { break };
            end = next.end;
            parts.push(next);
        }
        if bracket {
            end = (self.mark(end) == Some(')')).then_some(end + 1)?;
        }
        additions.understood.push(self.understood_as(from - usize::from(bracket)..end, PART));
        additions.besides.extend(parts.into_iter().map(Part::from));
        Some(end)
    }

    /// Parses one stated part; returns the index of the next token, and the part if it is a figure.
    fn one_part(&self, at: usize, apart: bool) -> Option<(usize, Option<Expression>)> {
        if is_one_of(MOSTLY, self.word(at)) {
            return self.unit(at + 1).map(|(_, end)| (end, None));
        }
        let counted = |at: usize| self.counted_part(at).map(|part| (part.end, Some(part)));
        if is_one_of(INCLUDING, self.word(at)) {
            return counted(at + 1);
        }
        if self.word(at) == "among" && self.word(at + 1) == "them" {
            return counted(at + 2);
        }
        if !apart {
            return None;
        }
        let first = self.of_them(at);
        let number = first.unwrap_or(at);
        // A share would otherwise become a number of people: "a third of them children".
        let part = self.expression(number).ok()?.filter(|part| !part.is_share())?;
        let of = self.of_them(part.end).filter(|_| first.is_none());
        if first.is_none() && of.is_none() {
            return None;
        }
        // "Half of them children" is not a number of children.
        if part.is_share() {
            return None;
        }
        let end = of.unwrap_or(part.end);
        let end = end + usize::from(matches!(self.word(end), "are" | "were"));
        match self.unit(end) {
            Some((unit, after)) => {
                Some((after, Some(Expression { unit: Some(unit), end: after, ..part })))
            }
            None => part.unit.is_some().then_some((end, Some(part))),
        }
    }

    /// Parses the same quantity in another unit, or a further count: "(3,000 households)", "or 3,000 households", "and
    /// 5 fighters" after a figure in `unit`. Returns the index of the next token.
    pub(super) fn in_another_unit(&self, at: usize, additions: &mut Additions) -> Option<usize> {
        let bracket = self.mark(at) == Some('(');
        let comma = usize::from(!bracket && self.mark(at) == Some(','));
        let joint = at + comma;
        let joined = matches!(self.word(joint), "and" | "or");
        if !bracket && !joined {
            return None;
        }
        let mut others = vec![self.counted_part(joint + 1)?];
        let mut end = others[0].end;
        while bracket && self.mark(end) != Some(')') {
            let comma = usize::from(self.mark(end) == Some(','));
            let and = usize::from(self.word(end + comma) == "and");
            let next = self.counted_part(end + comma + and).filter(|_| comma + and > 0)?;
            end = next.end;
            others.push(next);
        }
        let names = |others: &[Expression]| -> Vec<_> {
            others.iter().filter_map(|one| Some(one.unit.as_ref()?.name.clone())).collect()
        };
        let mut known: Vec<_> =
            additions.besides.iter().filter_map(|part| part.figure.unit_name()).collect();
        known.extend(additions.unit.as_ref().map(|unit| unit.name.clone()));
        let is_first_unnamed = additions.unit.is_none() && !bracket;
        for name in names(&others) {
            if is_first_unnamed || known.contains(&name) {
                return None;
            }
            known.push(name);
        }
        let end = end + usize::from(bracket);
        additions.understood.push(self.understood_as(at..end, "separate figures"));
        additions.besides.extend(others.into_iter().map(Part::from));
        Some(end)
    }

    /// Parses parts with different purposes: "(six for civilians and two for fighters)". Returns the index of the next
    /// token.
    pub(super) fn parts_by_purpose(&self, at: usize, additions: &mut Additions) -> Option<usize> {
        let bracket = self.mark(at) == Some('(');
        if !bracket && !matches!(self.mark(at), Some(',' | ':' | '-' | '–' | '—')) {
            return None;
        }
        let mut parts = vec![];
        let mut end = at + 1;
        loop {
            let (part, after) = self.part_for(end, additions.unit.as_ref())?;
            parts.push(part);
            let comma = usize::from(self.mark(after) == Some(','));
            let and = usize::from(matches!(self.word(after + comma), "and" | "while"));
            end = after;
            if comma + and == 0 || !self.number_begins(after + comma + and) {
                break;
            }
            end = after + comma + and;
        }
        if bracket {
            end = (self.mark(end) == Some(')')).then_some(end + 1)?;
        }
        additions.understood.push(self.understood_as(at..end, "parts of it, separate figures"));
        additions.besides.extend(parts);
        Some(end)
    }

    /// Parses one part with a purpose, "six for civilians", of what is counted in `unit`.
    fn part_for(&self, at: usize, unit: Option<&Unit>) -> Option<(Part, usize)> {
        let figure = self.expression(at).ok()?.filter(|figure| !figure.is_share())?;
        let of = self.of_them(figure.end).unwrap_or(figure.end);
        let of = of + usize::from(matches!(self.word(of), "are" | "were"));
        if self.word(of) != "for" || figure.unit.is_some() && figure.unit.as_ref() != unit {
            return None;
        }
        let from = of + 1 + usize::from(self.determiner(of + 1));
        let known = self.unit(from).map(|(_, end)| end);
        let end = self.mass(from).or(known)?;
        let scope = Some(self.words(from..end).to_owned());
        let figure = Expression { unit: unit.cloned(), ..figure };
        Some((Part { figure: Expression { end, ..figure }, scope }, end))
    }

    /// Parses "of them", "of whom"; returns the index of the next token.
    fn of_them(&self, at: usize) -> Option<usize> {
        let of = self.word(at) == "of" && matches!(self.word(at + 1), "them" | "whom" | "which");
        of.then_some(at + 2)
    }

    /// Parses a number with what it counts: "12 children".
    fn counted_part(&self, at: usize) -> Option<Expression> {
        self.expression(at).ok()?.filter(|part| part.unit.is_some())
    }
}
