//! Doubts about statements that are possible but unlikely: a person is asked or warned, and the statement is recorded.
//! Statements that cannot be true are refused in `plausible`.

use super::draft::{Draft, Stance, Status};
use super::measure::{ANY_UNIT, Sort};
use crate::domain::compare::series::unit_apart;
use crate::domain::indicator::{Indicator, Measure};
use crate::domain::name::fold_name;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::when::Day;
use memchr::memmem;

/// A figure is doubtful if it is at least this many times as great as any other.
const FAR: f64 = 100.0;

/// Why a person should look at a fact, as a sentence without its full stop.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Doubt {
    /// The figure is far above all others of its series.
    #[error(
        "{figure} is at least a hundred times any other figure of `{indicator}` at `{place}` ({greatest})"
    )]
    FarAbove {
        /// The figure in doubt.
        figure: Number,
        /// The greatest of the other figures.
        greatest: Number,
        /// The key of the indicator.
        indicator: String,
        /// The key of the place.
        place: String,
    },
    /// The words also have other meanings that are just as likely.
    #[error("`{words}` is read as {reading}, and may also mean {}", others.join(" or "))]
    OtherMeaning {
        /// The report's words.
        words: String,
        /// The meaning that was recorded.
        reading: String,
        /// The other meanings of the words.
        others: Vec<String>,
    },
    /// The quote gives other figures than the value.
    #[error("the value `{value}` is not in its quote, which says {}", said.join(", "))]
    NotInQuote {
        /// The value in the report's words, or its figure.
        value: String,
        /// The quantities of the quote, in its words.
        said: Vec<String>,
    },
    /// According to the quote, the figure is about something that the indicator does not count.
    #[error("the quote says `{words}`, and `{indicator}` does not count {about}, but: {counts}")]
    OtherState {
        /// The figure in the quote, and the words after it.
        words: String,
        /// The meaning of these words: `what was destroyed or damaged`.
        about: &'static str,
        /// The key of the indicator.
        indicator: String,
        /// The things that it counts, as a sentence without its full stop.
        counts: String,
    },
    /// Something is said to have happened over a time that continues after the report.
    #[error("when `{when}` ends after its report, on {last}, and is stated as having happened")]
    EndsAfterReport {
        /// The time in the report's words, or as EDTF if there are none.
        when: String,
        /// The last day of that time.
        last: Day,
    },
    /// The figure was added to an earlier one, and is not a total.
    #[error(
        "`{words}` came in addition to an earlier figure: it is recorded as {figure}, which is not a total"
    )]
    Increase {
        /// The report's words.
        words: String,
        /// The figure that was recorded.
        figure: Number,
    },
    /// The indicator does not list the unit, so its figures are compared with no others.
    #[error("`{unit}` is not a unit of `{indicator}` ({}): its figures are a separate series", listed.join(", "))]
    OtherUnit {
        /// The unit of the figure.
        unit: String,
        /// The key of the indicator.
        indicator: String,
        /// The units that the indicator lists.
        listed: Vec<String>,
    },
    /// The words of the value say which people are meant, but no scope was given.
    #[error("`{words}` is recorded without {}: only a scope can say that only these are meant", which.join(" and "))]
    Narrowed {
        /// The report's words.
        words: String,
        /// The words among them that say which people are meant, each between backticks.
        which: Vec<String>,
    },
    /// The figures given as options differ from the words of the value.
    #[error("the value `{words}` is read as {reading}, and {} is given beside it", given.join(" and "))]
    OtherFigures {
        /// The report's words.
        words: String,
        /// The meaning that was recorded.
        reading: String,
        /// The figures that differ, each with its name.
        given: Vec<String>,
    },
}

/// Whether a figure is far above `greatest`, the greatest other one of its series. Nothing is far above
/// zero.
#[must_use]
pub fn is_far_above(figure: Number, greatest: Number) -> bool {
    greatest > Number::ZERO && figure.get() >= FAR * greatest.get()
}

/// Whether figures of an indicator can be compared only within one scope, since their units differ.
#[must_use]
pub fn compares_within_scope(indicator: &Indicator) -> bool {
    indicator.unit == ANY_UNIT
}

impl Draft {
    /// The doubt about a figure that is far above `greatest`, the greatest other one of its series;
    /// `None` if it is not far above it.
    #[must_use]
    pub fn doubt_about_size(&self, greatest: Option<Number>) -> Option<Doubt> {
        let figure = self.quantity.as_ref()?.magnitude()?;
        let greatest = greatest.filter(|greatest| is_far_above(figure, *greatest))?;
        let (indicator, place) = (self.indicator.clone(), self.place.clone());
        Some(Doubt::FarAbove { figure, greatest, indicator, place })
    }

    /// The doubt about a unit that the indicator does not list; `None` if it does. A share, and figures without a
    /// common unit, have none. `usual` gives the usual spelling of a unit, and `None` for words that it does not know.
    #[must_use]
    pub fn doubt_about_unit(
        &self,
        indicator: &Indicator,
        usual: fn(&str) -> Option<&'static str>,
    ) -> Option<Doubt> {
        let unit = &self.quantity.as_ref()?.unit;
        let apart = unit_apart(unit, Some(indicator), usual)?;
        let spelled = |unit: &str| fold_name(usual(unit).unwrap_or(unit));
        let is_listed = indicator.units.iter().any(|listed| spelled(listed) == spelled(apart));
        let is_counted = indicator.measures == Measure::Count && indicator.unit != ANY_UNIT;
        if is_listed || !is_counted || !Sort::of(apart).is_counted() {
            return None;
        }
        let listed = [&indicator.unit].into_iter().chain(&indicator.units).cloned().collect();
        Some(Doubt::OtherUnit { unit: unit.clone(), indicator: indicator.key.clone(), listed })
    }

    /// The doubt about something that is asserted over a time that partly lies after the report, published on
    /// `published` at the latest; `None` if there is no such doubt. A single date (`2016-10`, "this week") is accepted,
    /// as it includes the time before the report.
    #[must_use]
    pub fn doubt_about_end(&self, published: Day) -> Option<Doubt> {
        let when = self.when.as_ref()?;
        let is_asserted =
            matches!(self.stance, Stance::Asserts | Stance::Estimates | Stance::Alleges);
        if !is_asserted || !matches!(self.status, None | Some(Status::Ended)) {
            return None;
        }
        let edtf = when.expression.as_str();
        // One of several days may be before the report; words about the future ("by Friday") mean a day after
        // it.
        let is_ahead = edtf.contains("..") && !when.as_stated.is_empty();
        let is_period = edtf.contains('/') || is_ahead;
        let is_current = when.as_stated.split(' ').any(|word| word.eq_ignore_ascii_case("this"));
        if !is_period || is_current {
            return None;
        }
        // A day given in digits may already have begun in a time zone farther east.
        let now = match when.as_stated.as_str() {
            "" => published.succ_opt().unwrap_or(published),
            _ => published,
        };
        let last = when.bounds.last().filter(|last| *last > now)?;
        let begins = when.bounds.first().is_none_or(|first| first <= now);
        let stated = if when.as_stated.is_empty() { edtf } else { when.as_stated.as_str() };
        begins.then(|| Doubt::EndsAfterReport { when: stated.to_owned(), last })
    }

    /// The doubt about a figure that was added to an earlier one, "20 more"; `is_increase` is true if its
    /// words say so. `None` for other figures.
    pub fn doubt_about_increase(
        &self,
        is_increase: impl FnOnce(&Quantity) -> bool,
    ) -> Option<Doubt> {
        let quantity = self.quantity.as_ref().filter(|quantity| !quantity.as_stated.is_empty())?;
        let figure = quantity.best.or(quantity.low).or(quantity.high)?;
        let words = quantity.as_stated.clone();
        is_increase(quantity).then_some(Doubt::Increase { words, figure })
    }

    /// Whether the quantities of the quote must be read to find the value among them: false if
    /// there is no exact value, or if the quote has the value's words or digits.
    fn may_differ_from(&self, quote: &str) -> bool {
        let Some(quantity) = &self.quantity else { return false };
        if quantity.has_no_figure() || quantity.is_vague() || quantity.is_zero() {
            return false;
        }
        let words = quantity.as_stated.as_str();
        if !words.is_empty() && says(quote, words) {
            return false;
        }
        let figures = [quantity.low, quantity.best, quantity.high].into_iter().flatten();
        let digits: Vec<String> =
            figures.map(|figure| figure.to_string().replace('.', "")).collect();
        !has_number(quote, &digits)
    }

    /// The doubt about a value whose quote has only other figures; `find` finds the quantities of a text with their
    /// words. `None` if one of them, or their sum, agrees with the value, or if none can be compared with it.
    pub fn doubt_about_quote(
        &self,
        find: impl FnOnce(&str) -> Vec<(String, Quantity)>,
    ) -> Option<Doubt> {
        let value = self.quantity.as_ref()?;
        let quote = self.quote.as_ref().filter(|quote| self.may_differ_from(quote))?;
        let said = find(quote);
        let is_compared = |other: &Quantity| !other.is_zero() && alike(value, other);
        let compared: Vec<_> = said.iter().filter(|(_, other)| is_compared(other)).collect();
        let agrees = compared.iter().any(|(_, other)| agree(value, other));
        let sum: f64 = compared.iter().filter_map(|(_, other)| other.best).map(Number::get).sum();
        let is_sum = value.magnitude().is_some_and(|figure| is_near(figure.get(), sum, 0.0));
        if compared.is_empty() || agrees || is_sum {
            return None;
        }
        let stated = match value.as_stated.as_str() {
            "" => value.magnitude().map(|figure| figure.to_string()).unwrap_or_default(),
            words => words.to_owned(),
        };
        let said = compared.iter().map(|(words, _)| format!("`{words}`")).collect();
        Some(Doubt::NotInQuote { value: stated, said })
    }
}

/// Whether a text has these words, ignoring case.
fn says(text: &str, words: &str) -> bool {
    // Most quotes have the words in the same case, so no copies in lower case are needed.
    let has_letters = || !text.is_ascii() || words.contains(char::is_alphabetic);
    has_words(text, words)
        || has_letters() && has_words(&text.to_lowercase(), &words.to_lowercase())
}

/// Whether a text has these words as whole words.
fn has_words(text: &str, words: &str) -> bool {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    memmem::find_iter(text.as_bytes(), words.as_bytes()).any(|at| {
        !inside(text[..at].chars().next_back())
            && !inside(text[at + words.len()..].chars().next())
            && !continues(&text[at + words.len()..])
    })
}

/// Whether a text continues with further digits of a number: `,000 people`.
fn continues(text: &str) -> bool {
    let mut rest = text.chars();
    matches!(rest.next(), Some(',' | '.')) && rest.next().is_some_and(|c| c.is_ascii_digit())
}

/// Whether a number in a text has the digits of one in `wanted`. The marks between digits do not count:
/// `2.1`, `300,000` and `1 204` have the digits 21, 300000 and 1204.
fn has_number(text: &str, wanted: &[String]) -> bool {
    let mut rest = text;
    let mut digits = String::new();
    while let Some(at) = rest.bytes().position(|byte| byte.is_ascii_digit()) {
        digits.clear();
        let mut mark = false;
        let end = rest[at..].find(|c| match c {
            '0'..='9' => {
                digits.push(c);
                mark = false;
                false
            }
            ',' | '.' | ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}' if !mark => {
                mark = true;
                false
            }
            _ => true,
        });
        if wanted.contains(&digits) {
            return true;
        }
        let Some(end) = end else { return false };
        rest = &rest[at + end..];
    }
    false
}

/// Whether two quantities count or measure the same sort of thing.
fn alike(one: &Quantity, other: &Quantity) -> bool {
    let (one, other) = (Sort::of(&one.unit), Sort::of(&other.unit));
    one == other || one.is_counted() && other.is_counted()
}

/// Whether a quantity of a quote may be the value. Vague words may be any value.
fn agree(value: &Quantity, said: &Quantity) -> bool {
    if said.has_no_figure() || said.is_vague() {
        return true;
    }
    let (value_in, said_in) = (scale(&value.unit), scale(&said.unit));
    let figures = |quantity: &Quantity, scale: f64| {
        [quantity.low, quantity.best, quantity.high]
            .map(|figure| figure.map(|figure| figure.get() * scale))
    };
    let (ours, theirs) = (figures(value, value_in), figures(said, said_in));
    // Figures that are rounded agree if they differ by no more than a tenth.
    let slack = if value.approximate || said.approximate { 0.1 } else { 0.0 };
    let is_same = ours
        .iter()
        .flatten()
        .any(|one| theirs.iter().flatten().any(|other| is_near(*one, *other, slack)));
    is_same || is_within(ours, theirs) || is_within(theirs, ours)
}

/// Whether the figure of the first lies between the bounds of the second.
fn is_within([_, best, _]: [Option<f64>; 3], [low, _, high]: [Option<f64>; 3]) -> bool {
    match (best, low, high) {
        (Some(best), Some(low), Some(high)) => low <= best && best <= high,
        _ => false,
    }
}

fn is_near(one: f64, other: f64, slack: f64) -> bool {
    (one - other).abs() <= one.abs().max(other.abs()) * slack.max(1e-9)
}

/// The number of minutes in a unit of time; 1 for other units.
fn scale(unit: &str) -> f64 {
    match unit {
        "seconds" => 1.0 / 60.0,
        "hours" => 60.0,
        "days" => 1_440.0,
        "weeks" => 10_080.0,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::samples::report;
    use crate::domain::when::When;

    #[test]
    fn a_figure_a_hundred_times_all_others_is_doubtful() {
        let of = |figures: [Option<u32>; 2], greatest: Option<u32>| {
            let [best, high] = figures.map(|figure| figure.map(Number::from));
            let quantity = Some(Quantity { best, high, ..Quantity::default() });
            let draft = Draft { quantity, ..Draft::new("r", "killed", "aleppo") };
            draft.doubt_about_size(greatest.map(Number::from)).is_some()
        };
        let is_doubtful = |figure: u32, greatest| of([Some(figure), None], greatest);
        assert!(is_doubtful(1_200, Some(12)));
        assert!(of([None, Some(1_200)], Some(12)));
        assert!(!is_doubtful(1_199, Some(12)));
        assert!(!is_doubtful(1_200, None));
        assert!(!is_doubtful(1_200, Some(0)));
        assert!(!is_doubtful(3, Some(300)), "a part may be small");
        assert!(!of([None, None], Some(12)));
    }

    #[test]
    fn what_is_stated_as_past_does_not_end_after_its_report() {
        // The report came out on 24 October 2016.
        let published = report().published_latest.unwrap();
        let at = |edtf: &str, words: &str| {
            let when = Some(When::new(edtf.parse().unwrap(), words));
            Draft { when, ..Draft::new("r", "killed", "aleppo") }
        };
        let is_doubtful = |draft: &Draft| draft.doubt_about_end(published).is_some();
        assert!(is_doubtful(&at("2016-10-23/2016-10-26", "Sunday to Wednesday")));
        assert!(is_doubtful(&at("[2016-10-24..2016-10-28]", "by Friday")));
        assert!(is_doubtful(&at("../2016-10-28", "until Friday")));
        assert!(is_doubtful(&at("2016-10-20/2016-10-30", "")));
        assert!(!is_doubtful(&at("2016-10-20/2016-10-25", "")), "it is tomorrow farther east");
        assert!(!is_doubtful(&at("[2016-10-20..2016-10-27]", "")), "some day of that week");
        assert!(!is_doubtful(&at("2016-10-24/2016-10-30", "this week")));
        assert!(!is_doubtful(&at("2016-10", "in October")));
        assert!(!is_doubtful(&at("2016-07-01/..", "since July")));
        assert!(!is_doubtful(&at("2016-10-20/2016-10-24", "Thursday to Monday")));
        let mut draft = at("2016-10-23/2016-10-26", "Sunday to Wednesday");
        draft.status = Some(Status::UnderWay);
        assert!(!is_doubtful(&draft));
        draft = Draft { status: None, stance: Stance::Forecasts, ..draft };
        assert!(!is_doubtful(&draft));
    }
}
