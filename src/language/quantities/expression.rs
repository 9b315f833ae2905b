//! One whole expression: bounds, a number or a range or a vague word, its unit, and what follows.
//!
//! Knows the order in which these stand; what each of them means is known elsewhere.

use super::bounds::{Bound, Bounds, Figures};
use super::fault::{Fault, RuleResult};
use super::phrase_table::is_one_of;
use super::ratio::Ratio;
use super::tokens::Phrase;
use super::unit_class::UnitClass;
use super::units::Unit;
use crate::language::reading::UnderstoodSpan;

/// What an expression was read as.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    /// Low, best and high figures, and whether the words make them approximate.
    pub(super) figures: Figures,
    /// Another honest reading of the words, with the unit of that reading.
    pub(super) other: Option<(Figures, Option<Unit>)>,
    /// What is counted or measured; none where the words name nothing.
    pub(super) unit: Option<Unit>,
    /// The words of a rate, such as "a day".
    pub(super) rate: String,
    /// On which side the words bound the figure, if on one: the expression may then be half of a
    /// pair.
    pub(super) side: Option<Bound>,
    /// Whether a vague word stands in the place of a figure: "dozens".
    pub(super) vague: bool,
    /// The words that were understood, each with its meaning.
    pub(super) understood: Vec<UnderstoodSpan>,
    /// Index of the first token behind the expression.
    pub(super) end: usize,
}

/// The middle of an expression, before its bounds are applied.
pub(super) struct Core {
    pub(super) kind: CoreKind,
    pub(super) unit: Option<Unit>,
    pub(super) understood: Vec<UnderstoodSpan>,
    /// Another value that the words honestly have.
    pub(super) other: Option<(CoreKind, Option<Unit>)>,
    pub(super) end: usize,
}

/// What the middle says.
#[derive(Clone, Copy, Debug)]
pub(super) enum CoreKind {
    /// One figure, as exact as the words: "300", "two dozen".
    Number(Ratio),
    /// One figure of a rough word: "a couple".
    Near(Ratio),
    /// Two ends, and whether they are rough.
    Range(Ratio, Ratio, bool),
    /// A vague word, and its floor if it has one.
    Floor(Option<Ratio>),
}

impl CoreKind {
    /// The figures in the unit's own size: two decades are 20 years.
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
    /// Whether the expression is a part of a whole: its unit is percent.
    pub(super) fn is_share(&self) -> bool {
        self.unit.as_ref().is_some_and(|unit| unit.class == UnitClass::Percent)
    }
}

impl Phrase<'_> {
    /// The expression at `at`, with a second one that bounds it from the other side.
    pub(super) fn expression(&self, at: usize) -> RuleResult<Expression> {
        let Some(first) = self.bounded(at)? else { return Ok(None) };
        Ok(Some(self.other_side(&first).unwrap_or(first)))
    }

    /// One expression with its bounds.
    fn bounded(&self, at: usize) -> RuleResult<Expression> {
        let Some((mut bounds, mut core, start)) = self.opening(at)? else { return Ok(None) };
        let late = self.close(&mut bounds, &mut core)?;
        let mut understood = std::mem::take(&mut core.understood);
        let (rate, end) = self.rates(core.end.max(late), &mut understood);
        let end = self.bounds_after(&mut bounds, end);
        if self.running && self.not_by_itself(start, &bounds, &core, end) {
            return Err(Fault::new(at..end, "this is no quantity"));
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
        Ok(Some(Expression { figures, other, unit: core.unit, rate, side, vague, understood, end }))
    }

    /// The bounds before, the middle, and the token where the middle begins.
    fn opening(&self, at: usize) -> RuleResult<(Bounds, Core, usize)> {
        let mut bounds = self.bounds_before(at);
        let mut start = bounds.end;
        let mut core = self.core(start, !bounds.found.is_empty())?;
        if core.is_none() && !bounds.found.is_empty() {
            // "some" is a bound before a number and a vague word without one; "almost none" is neither.
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

    /// The bounds that follow the middle, and a unit behind them: "300 or so people". Gives the
    /// token after all that; the middle keeps its own end.
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

    /// The middle: none, a vague word, a range, a number.
    fn core(&self, at: usize, bounded: bool) -> RuleResult<Core> {
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

    /// An upper bound after a lower one, or the other way round: "at least 10 and possibly as
    /// many as 20", "above 1000 but below 1500".
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
        let units =
            same_unit(first.unit.as_ref(), second.unit.as_ref()) && first.rate == second.rate;
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

    /// "over three days" in running text mostly means "in the course of".
    fn during(&self, at: usize, core: &Core) -> bool {
        let lasting = "\
            for lasted lasting lasts took takes taking after been is was well within of \
            spent";
        let time = core.unit.as_ref().is_some_and(Unit::is_time);
        self.running && time && self.word(at) == "over" && !is_one_of(lasting, self.word_before(at))
    }

    /// What a number in running text needs so as not to be a year, a name, a pronoun.
    fn not_by_itself(&self, start: usize, bounds: &Bounds, core: &Core, end: usize) -> bool {
        let CoreKind::Number(value) = core.kind else { return false };
        let unit = core.unit.as_ref();
        // "12-year-old", "7.8-magnitude": the number belongs to a word that is not understood.
        if self.hyphen(end)
            && (self.word(end + 1) == "old" || unit.is_none() && !self.word(end + 1).is_empty())
        {
            return true;
        }
        let alone = end == start + 1;
        if self.word(start) == "one" && value == Ratio::ONE {
            return self.pronoun(start) || !unit.is_some_and(Unit::is_known);
        }
        let told =
            bounds.found.iter().any(|bound| !matches!(bound, Bound::Exactly | Bound::Further));
        let year = alone && self.looks_like_year(start);
        unit.is_none() && !told && (year || bounds.found.is_empty() && self.names_something(start))
    }

    /// Where "one in five", "2000 over 3", "8 out of 10" end: proportions are not read.
    fn proportion(&self, core: &Core) -> Option<usize> {
        let (CoreKind::Number(value), end) = (core.kind, core.end) else { return None };
        let out = self.word(end) == "out" && self.word(end + 1) == "of";
        let from = end + if out { 2 } else { 1 };
        if !out && !matches!(self.word(end), "in" | "over" | "per") || !self.number_begins(from) {
            return None;
        }
        let whole = self.numeral(from).ok()??;
        let unit = self.unit(whole.end).map(|(unit, _)| unit);
        // "one in five children" is a share of them; "12 in six boxes" and "two in five days" are not.
        let few = value == Ratio::ONE || value < whole.value && whole.value <= Ratio::whole(10);
        let among =
            few && self.word(end) == "in" && unit.as_ref().is_some_and(|unit| !unit.is_time());
        let counted = unit.is_some() || self.looks_like_year(from);
        (out || among || !counted).then_some(whole.end)
    }
}

/// Whether two units can be one: the same, or one of them left out.
pub(super) fn same_unit(a: Option<&Unit>, b: Option<&Unit>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.name == b.name && a.class == b.class,
        _ => true,
    }
}

/// The bounds on the middle.
fn applied(bounds: &Bounds, kind: CoreKind) -> Result<Figures, &'static str> {
    match kind {
        CoreKind::Number(value) if value.terminates() => bounds.on_number(value),
        // A third is written 33.3333 percent, which is only near to it.
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
