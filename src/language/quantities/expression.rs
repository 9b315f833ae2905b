//! Parses one whole expression: bounds, a number, range or vague word, a unit, and what follows.
//!
//! Knows the order of these parts; other files know what each part means.

use std::borrow::Cow;

use super::bounds::{Bound, Bounds, Figures};
use super::fault::{Fault, RuleResult};
use super::phrase_table::is_one_of;
use super::rates::Rate;
use super::ratio::Ratio;
use super::tokens::Phrase;
use super::units::Unit;
use crate::language::reading::UnderstoodSpan;
use crate::language::words::UnitClass;
use crate::language::words::english::around_figures::LASTING_OVER;

/// A parsed expression: figures, unit and rate, with an explanation.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    /// Low, best and high figures, and whether they are approximate.
    pub(super) figures: Figures,
    /// Figures and unit of another reasonable reading; `None` if there is only one reading.
    pub(super) other: Option<(Figures, Option<Unit>)>,
    /// The unit; `None` if the words name none.
    pub(super) unit: Option<Unit>,
    /// The number of which the figures are a part; `None` if they are not a part.
    pub(super) whole: Option<Ratio>,
    /// How often, and for whom, the figures are meant.
    pub(super) rate: Rate,
    /// The side that the words bound, if it is only one: such an expression may be half of a pair
    /// ("at least 10 and at most 20"). `None` if neither side or both sides are bounded.
    pub(super) side: Option<Bound>,
    /// Whether the number is a vague word, such as "dozens".
    pub(super) vague: bool,
    /// The words understood, each with its meaning.
    pub(super) understood: Vec<UnderstoodSpan>,
    /// Index of the token after the expression.
    pub(super) end: usize,
}

/// The core of an expression: number, range or vague word with unit, before bounds are applied.
pub(super) struct Core {
    pub(super) kind: CoreKind,
    pub(super) unit: Option<Unit>,
    pub(super) understood: Vec<UnderstoodSpan>,
    /// Number and unit of another reasonable reading; `None` if there is only one.
    pub(super) other: Option<(CoreKind, Option<Unit>)>,
    /// The number of which the figure is a part; `None` if it is not a part.
    pub(super) whole: Option<Ratio>,
    pub(super) end: usize,
}

/// The number in a core, by kind; bounds act differently on each kind.
#[derive(Clone, Copy, Debug)]
pub(super) enum CoreKind {
    /// One exact figure: "300", "two dozen".
    Number(Ratio),
    /// One approximate figure: "a couple".
    Near(Ratio),
    /// The ends of a range, and whether they are approximate.
    Range(Ratio, Ratio, bool),
    /// A vague word with its least number (its floor), if it has one.
    Floor(Option<Ratio>),
}

impl CoreKind {
    /// Multiplies the figures by the size of a unit: two decades are 20 years. Fails if a figure
    /// becomes too long.
    pub(super) fn times(self, times: Ratio) -> Result<Self, &'static str> {
        let by =
            |value: Ratio| value.times(times).ok_or("the number is too long to be kept exactly");
        Ok(match self {
            Self::Number(value) => Self::Number(by(value)?),
            Self::Near(value) => Self::Near(by(value)?),
            Self::Range(low, high, about) => Self::Range(by(low)?, by(high)?, about),
            Self::Floor(floor) => Self::Floor(floor.map(by).transpose()?),
        })
    }
}

impl Expression {
    /// The name of what is counted; `None` if the words name nothing.
    pub(super) fn unit_name(&self) -> Option<Cow<'static, str>> {
        Some(self.unit.as_ref()?.name.clone())
    }

    /// Whether the expression is a part of a whole: its unit is percent.
    pub(super) fn is_share(&self) -> bool {
        self.unit.as_ref().is_some_and(|unit| unit.class == UnitClass::Percent)
    }
}

impl Phrase<'_> {
    /// Parses the expression at `at`, together with a second one that bounds the other side.
    pub(super) fn expression(&self, at: usize) -> RuleResult<Expression> {
        let Some(first) = self.bounded(at)? else { return Ok(None) };
        Ok(Some(self.other_side(&first).unwrap_or(first)))
    }

    /// Parses one expression with the bounds before and after it: "at least 300 or so people".
    fn bounded(&self, at: usize) -> RuleResult<Expression> {
        let Some((mut bounds, mut core, start)) = self.opening(at)? else { return Ok(None) };
        let late = self.close(&mut bounds, &mut core)?;
        let mut understood = std::mem::take(&mut core.understood);
        let counted = core.end.max(late);
        let contents = self.contents_of_rate(counted).unwrap_or(counted);
        if contents > counted {
            understood.push(self.understood_as(counted..contents, "what it consists of or is for"));
        }
        let (rate, end) = self.rates(contents, &mut understood);
        let end = self.bounds_after(&mut bounds, end);
        if self.running
            && (self.is_age(at, &core, end) || self.not_by_itself((at, start), &bounds, &core, end))
        {
            return Err(Fault::new(at..end, "this is not a quantity"));
        }
        let apply = |kind| applied(&bounds, kind).map_err(|why| Fault::new(at..end, why));
        let figures = apply(core.kind)?;
        let other = match core.other {
            Some((kind, unit)) => Some((apply(kind)?, unit.or_else(|| core.unit.clone()))),
            None => None,
        };
        let side = bounds.side();
        let vague = matches!(core.kind, CoreKind::Floor(_));
        understood.append(&mut bounds.understood);
        understood.sort_by_key(|part| part.span.start);
        let (unit, whole) = (core.unit, core.whole);
        Ok(Some(Expression { figures, other, unit, whole, rate, side, vague, understood, end }))
    }

    /// Parses the bounds before the core, and the core; also returns the index of the core's first
    /// token.
    fn opening(&self, at: usize) -> RuleResult<(Bounds, Core, usize)> {
        let mut bounds = self.bounds_before(at);
        let mut start = bounds.end;
        let mut core = self.core(start, !bounds.found.is_empty())?;
        if core.is_none() && !bounds.found.is_empty() {
            // "some" before a number is a bound; without a number it is a vague word. "almost none"
            // is neither.
            (start, bounds) = (at, Bounds { end: at, ..Bounds::default() });
            core = match self.negation(at) {
                Some(scarce) => Some(scarce),
                None => self.vague_core(at)?,
            };
        }
        let Some(core) = core.filter(|core| !self.during(at, core)) else { return Ok(None) };
        let proportion = self.proportion(&core).filter(|_| core.unit.is_none());
        if let Some(end) = proportion {
            let why = "a proportion such as `one in five` is not read: expected a percentage";
            return Err(Fault::new(at..end, why));
        }
        Ok(Some((bounds, core, start)))
    }

    /// Parses the bounds after the core, and a unit after those: "300 or so people". Returns the
    /// index of the next token; `core.end` does not change.
    fn close(&self, bounds: &mut Bounds, core: &mut Core) -> Result<usize, Fault> {
        let end = self.bounds_after(bounds, core.end);
        if core.unit.is_some() || end == core.end {
            return Ok(end);
        }
        let Some((unit, after)) = self.unit(end) else { return Ok(end) };
        core.kind = core.kind.times(unit.times).map_err(|why| Fault::new(core.end..after, why))?;
        core.understood.extend(self.unit_understood(end, after, &unit.name));
        core.unit = Some(unit);
        Ok(after)
    }

    /// Parses the core: a word for none, a vague word, a range, or a number.
    fn core(&self, at: usize, bounded: bool) -> RuleResult<Core> {
        if let Some(fault) = self.none_beside_others(at) {
            return Err(fault);
        }
        if !bounded && let Some(core) = self.negation(at) {
            return Ok(Some(core));
        }
        if let Some(core) = self.vague_core(at)? {
            return Ok(Some(core));
        }
        if let Some(core) = self.framed_range(at)? {
            return Ok(Some(core));
        }
        if let Some(first) = self.bare_amount(at)? {
            return self.range_or_number(at, first).map(Some);
        }
        let more = matches!(self.word_before(at), "another" | "further" | "additional" | "extra");
        let Some(single) = self.single(at, bounded && more)? else { return Ok(None) };
        self.after_single(at, single).map(Some)
    }

    /// Joins a lower and an upper bound to a range: "at least 10 and possibly as many as 20",
    /// "above 1000 but below 1500". `None` if the second one is missing.
    fn other_side(&self, first: &Expression) -> Option<Expression> {
        let side = first.side?;
        let comma = usize::from(self.mark(first.end) == Some(','));
        let and = usize::from(matches!(self.word(first.end + comma), "and" | "but" | "yet"));
        let maybe = usize::from(matches!(
            self.word(first.end + comma + and),
            "possibly" | "perhaps" | "maybe" | "probably"
        ));
        let from = first.end + comma + and + maybe;
        if comma + and + maybe == 0 {
            return None;
        }
        let second = self.bounded(from).ok()??;
        let opposite =
            second.side.is_some_and(|other| other != side) && !second.vague && !first.vague;
        let (low, high) = match side {
            Bound::Lower => (first.figures.low?, second.figures.high),
            _ => (second.figures.low?, first.figures.high),
        };
        let units = same_unit(first.unit.as_ref(), second.unit.as_ref())
            && first.rate == second.rate
            && first.whole == second.whole;
        if !opposite || !units || high.is_none_or(|high| low >= high) {
            return None;
        }
        let approximate = first.figures.approximate || second.figures.approximate;
        let understood = first.understood.iter().chain(&second.understood).cloned().collect();
        Some(Expression {
            figures: Figures { low: Some(low), best: None, high, approximate },
            unit: second.unit.or_else(|| first.unit.clone()),
            side: None,
            understood,
            ..Expression { end: second.end, ..first.clone() }
        })
    }

    /// Whether a length of time is an age: "aged between 14 and 17", "15 to 18 years old".
    fn is_age(&self, at: usize, core: &Core, end: usize) -> bool {
        let time = core.unit.as_ref().is_none_or(Unit::is_time);
        let old = end + usize::from(self.hyphen(end));
        let told = matches!(self.word(old), "old" | "olds") && core.unit.is_some();
        time && (told || matches!(self.word_before(at), "aged" | "ages" | "age"))
    }

    /// Whether "over three days" means "in the course of", as it usually does in running text.
    fn during(&self, at: usize, core: &Core) -> bool {
        let time = core.unit.as_ref().is_some_and(Unit::is_time);
        self.running
            && time
            && self.word(at) == "over"
            && !is_one_of(LASTING_OVER, self.word_before(at))
    }

    /// Whether a number in running text is more likely a year, a name or a pronoun, since it has
    /// neither unit nor bound.
    fn not_by_itself(
        &self,
        (at, start): (usize, usize),
        bounds: &Bounds,
        core: &Core,
        end: usize,
    ) -> bool {
        let CoreKind::Number(value) = core.kind else { return false };
        let unit = core.unit.as_ref();
        // In "12-year-old" and "7.8-magnitude" the number belongs to a word that is not understood.
        if self.hyphen(end)
            && (self.word(end + 1) == "old" || unit.is_none() && !self.word(end + 1).is_empty())
        {
            return true;
        }
        let alone = end == start + 1;
        // "The Six-Day War" is a name.
        if self.capital(start) && self.word(end) == "war" && self.capital(end) {
            return true;
        }
        // "1,200 pounds a gallon" is a price.
        let measured = unit.is_some_and(|unit| unit.class == UnitClass::Measure);
        let priced =
            self.word_before(start).ends_with('s') || start > 0 && self.figure(start - 1).is_some();
        if matches!(self.word(start), "a" | "an") && measured && priced && value == Ratio::ONE {
            return true;
        }
        if self.word(start) == "one" && value == Ratio::ONE {
            return self.pronoun(start) || !unit.is_some_and(Unit::is_known);
        }
        let told =
            bounds.found.iter().any(|bound| !matches!(bound, Bound::Exactly | Bound::Further));
        let year = alone && self.looks_like_year(start) && !told;
        // "Janvier 2016 dans" has a year, and a word that only looks like a plural.
        if self.looks_like_year(start)
            && !told
            && unit.is_some_and(|unit| !unit.is_known() && end == start + 2)
        {
            return true;
        }
        // "IPC 3+" is also a name.
        let named = (bounds.found.is_empty() || at == start) && self.names_something(start);
        unit.is_none() && (year || named || self.names_parent(start))
    }

    /// Whether a number says how many children somebody has: "a mother of five".
    fn names_parent(&self, at: usize) -> bool {
        at >= 2
            && self.word(at - 1) == "of"
            && matches!(
                self.word(at - 2),
                "mother" | "father" | "grandmother" | "grandfather" | "parent"
            )
    }

    /// Index of the token after a proportion, which is refused: "one in five", "2000 over 3", "8
    /// out of 10". `None` without one.
    fn proportion(&self, core: &Core) -> Option<usize> {
        let (CoreKind::Number(value), end) = (core.kind, core.end) else { return None };
        let out = self.word(end) == "out" && self.word(end + 1) == "of";
        let from = end + if out { 2 } else { 1 };
        if !out && !matches!(self.word(end), "in" | "over" | "per") || !self.number_begins(from) {
            return None;
        }
        let whole = self.numeral(from).ok()??;
        let unit = self.unit(whole.end).map(|(unit, _)| unit);
        // "one in five children" is a proportion; "12 in six boxes" and "two in five days" are not.
        let few = value == Ratio::ONE || value < whole.value && whole.value <= Ratio::whole(10);
        let among =
            few && self.word(end) == "in" && unit.as_ref().is_some_and(|unit| !unit.is_time());
        let counted = unit.is_some() || self.looks_like_year(from);
        (out || among || !counted).then_some(whole.end)
    }
}

/// Whether two units are the same, or one of them is left out.
pub(super) fn same_unit(a: Option<&Unit>, b: Option<&Unit>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.name == b.name && a.class == b.class,
        _ => true,
    }
}

/// Applies the bounds to the number of a core. Fails with the reason if they contradict each
/// other.
fn applied(bounds: &Bounds, kind: CoreKind) -> Result<Figures, &'static str> {
    match kind {
        CoreKind::Number(value) if value.terminates() => bounds.on_number(value),
        // A third is written as 33.3333 percent, which is only approximate.
        CoreKind::Number(value) | CoreKind::Near(value) => {
            bounds.on_number(value).map(|figures| Figures { approximate: true, ..figures })
        }
        CoreKind::Range(low, high, about) => {
            let figures = bounds.on_range(low, high)?;
            let rounded = !low.terminates() || !high.terminates();
            Ok(Figures { approximate: about || rounded || figures.approximate, ..figures })
        }
        CoreKind::Floor(floor) => bounds.on_floor(floor),
    }
}
