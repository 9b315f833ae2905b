//! Reads "the first convoy since late November": what happened, and for how long it had not happened before.
//!
//! Knows the words around "the first". Must not know what is recorded about it.

use super::dates::{self, Anchor};
use super::quantities;
use super::reading::{Beside, ReadError, Reading, UnderstoodSpan};
use crate::domain::indicator::Measure;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::when::{Bounds, Day, Expression, When};
use std::ops::Range;

/// The reading of words with "the first since".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstSince<'t> {
    /// The words that count what happened, if there are any: `46 trucks` of "46 trucks, the first since Friday".
    pub counted: Option<&'t str>,
    /// The noun after "the first": `convoy`; empty for "the first in weeks".
    noun: &'t str,
    /// The time since which it had not happened: `since late November`, `in three months`.
    pub since: &'t str,
}

/// The reading of the words of a value.
#[derive(Clone, Debug, Default)]
pub struct ValueWords<'t> {
    /// The value; `None` if the words have "the first" but no number.
    pub value: Option<Quantity>,
    /// Other meanings of the value.
    pub alternatives: Vec<Quantity>,
    /// Further figures that the words state.
    pub besides: Vec<Beside<Quantity>>,
    /// The words with "the first"; `None` if there are none.
    pub first: Option<FirstSince<'t>>,
    /// Byte ranges of the words that count something, each with its meaning.
    pub understood: Vec<UnderstoodSpan>,
}

/// Reads the words of a value, which may contain "the first": "46 trucks, the first since late November". `measures` is
/// what its indicator measures, and `read` reads the words of figures. Fails if the words of a figure cannot be read.
pub fn value_words(
    words: &str,
    measures: Measure,
    read: impl FnOnce(&str) -> Result<Reading<Quantity>, ReadError>,
) -> Result<ValueWords<'_>, ReadError> {
    let first = first_since(words);
    let counted = match &first {
        Some(first) => first.counted,
        None => Some(words),
    };
    let Some(counted) = counted else {
        let one = first.as_ref().and_then(FirstSince::one);
        let value = one.filter(|_| measures == Measure::Count).map(|one| stated(one, words));
        return Ok(ValueWords { value, first, ..ValueWords::default() });
    };
    let Reading { value, alternatives, besides, understood } = read(counted)?;
    let value = Some(stated(value, words));
    Ok(ValueWords { value, alternatives, besides, first, understood })
}

impl ValueWords<'_> {
    /// The reading of the words as a quantity, with the absence before a first event as a further value. Fails if they
    /// have "the first" but no number.
    pub fn reading(self, words: &str) -> Result<Reading<Quantity>, ReadError> {
        let Self { value, alternatives, mut besides, first, mut understood } = self;
        if let Some(first) = first {
            let start = first.since.as_ptr() as usize - words.as_ptr() as usize;
            let span = start..start + first.since.len();
            let Some(_) = &value else {
                let why =
                    "has a first event but no number: leave the value out, and record an event"
                        .into();
                return Err(ReadError { text: words.to_owned(), at: span, why, understood });
            };
            let none =
                Quantity { best: Some(Number::ZERO), ..stated(Quantity::default(), first.since) };
            besides.push(Beside { value: none, scope: None });
            understood.push(UnderstoodSpan {
                span,
                meaning: "there was none before, recorded as a separate fact".into(),
            });
        }
        Ok(Reading { value: value.unwrap_or_default(), alternatives, besides, understood })
    }
}

/// A quantity with all the words that it was read from.
fn stated(quantity: Quantity, words: &str) -> Quantity {
    Quantity { as_stated: words.trim().to_owned(), ..quantity }
}

/// Why the time before a first event cannot be given.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum BeforeError {
    /// The words after "the first" are not a time.
    #[error(transparent)]
    Unread(#[from] ReadError),
    /// The words name no day or length of time after which nothing happened.
    #[error("no day is given since which it had not happened")]
    NoStart,
    /// Neither the first event nor its report has a known day.
    #[error("the day of the first event is not known")]
    NoDay,
    /// The first event is not later than that time.
    #[error("it does not begin before the first event")]
    NotBefore,
}

/// Splits words that contain "the first"; `None` if they do not.
fn first_since(words: &str) -> Option<FirstSince<'_>> {
    let first = b"first";
    if !words.as_bytes().windows(first.len()).any(|five| five.eq_ignore_ascii_case(first)) {
        return None;
    }
    let spans = word_spans(words);
    let word = |at: usize| spans.get(at).map_or("", |span| &words[span.clone()]);
    let is = |at: usize, any: &[&str]| any.iter().any(|it| word(at).eq_ignore_ascii_case(it));
    let first = (0..spans.len()).find(|at| is(*at, &["first"]))?;
    let joint = (first + 1..spans.len()).find(|at| {
        is(*at, &["since"])
            || is(*at, &["in", "for"]) && (*at == first + 1 || begins_length(word, *at + 1))
    })?;
    let since = words[spans[joint].start..].trim_end_matches(['.', ' ', ',']);
    let noun = (first + 1..joint).map(word).take_while(|it| *it != "to").collect::<Vec<_>>();
    let noun = match (noun.first(), noun.last()) {
        (Some(_), Some(_)) if !is(first + 1, &["time"]) => {
            &words[spans[first + 1].start..spans[first + noun.len()].end]
        }
        _ => "",
    };
    let mut before = first;
    while before > 0 && is(before - 1, &["for", "the", "a", "its", "their", "was", "were", "is"]) {
        before -= 1;
    }
    let counted = words[..spans[before].start].trim_end_matches([' ', ',', '-', '–', '—', '(']);
    Some(FirstSince { counted: Some(counted).filter(|it| !it.is_empty()), noun, since })
}

/// Whether the word at a position begins a length of time: "three months", "nearly a week", "weeks".
fn begins_length<'t>(word: impl Fn(usize) -> &'t str, at: usize) -> bool {
    (at..at + 6).any(|at| length_of_time(word(at)))
}

fn length_of_time(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    let stem = word.strip_suffix('s').unwrap_or(&word);
    matches!(stem, "hour" | "day" | "night" | "week" | "fortnight" | "month" | "year" | "decade")
}

/// The words of a text, with their byte ranges.
fn word_spans(text: &str) -> Vec<Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|word| start(word)..start(word) + word.len()).collect()
}

impl FirstSince<'_> {
    /// The amount in the words: one convoy for "the first convoy", 46 trucks for "the first 46-truck convoy"; `None` if
    /// they have no number.
    #[must_use]
    pub fn one(&self) -> Option<Quantity> {
        if self.noun.is_empty() {
            return None;
        }
        let noun = self.noun.split_once(" of ").map_or(self.noun, |(noun, _)| noun);
        let last = noun.rsplit(' ').next().unwrap_or(noun);
        let counted = [self.noun, noun, last].map(|noun| format!("a {noun}"));
        let one = [noun, last].map(|noun| format!("one {noun}"));
        let is_plural = last.ends_with('s');
        let read = counted.iter().chain(one.iter().filter(|_| !is_plural));
        let read = read.filter_map(|words| Some(quantities::read(words).ok()?.value));
        let mut known = read.filter(|read| quantities::usual_unit(&read.unit).is_some());
        known.find(|read| !read.has_no_figure())
    }

    /// The time before the first event in which nothing happened, up to the day before. `happened` is the time of the
    /// first event, and `anchor` has the publication of the report, which limits a first event in the future.
    pub fn before(&self, happened: Option<&When>, anchor: &Anchor) -> Result<When, BeforeError> {
        let published = anchor.days();
        let bounds = happened.map(|when| when.bounds).unwrap_or_default();
        let (earliest, latest) = first_days(bounds, published).ok_or(BeforeError::NoDay)?;
        let start = self.start(earliest, anchor)?;
        let [from, to] = [earliest, latest].map(|day| day.pred_opt());
        let (from, to) = (from.ok_or(BeforeError::NotBefore)?, to.ok_or(BeforeError::NotBefore)?);
        let end = if from == to { from.to_string() } else { format!("[{from}..{to}]") };
        let begins = start.bounds().start_latest.or(start.bounds().start_earliest);
        if begins.is_none_or(|begins| begins > from) {
            return Err(BeforeError::NotBefore);
        }
        let text = start.as_str();
        let text = text.split_once('/').map_or(text, |(start, _)| start);
        let expression: Expression =
            format!("{text}/{end}").parse().map_err(|_| BeforeError::NotBefore)?;
        Ok(When::new(expression, self.since))
    }

    /// The day from which nothing had happened, counted back from the day of the first event.
    fn start(&self, first: Day, anchor: &Anchor) -> Result<Expression, BeforeError> {
        if self.since.to_lowercase().starts_with("since") {
            return read_start(self.since, anchor);
        }
        let length = self.since.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
        // "weeks" means several weeks.
        let several = if length_of_time(length.split_whitespace().next().unwrap_or_default()) {
            "several "
        } else {
            ""
        };
        let anchor = Anchor { order: anchor.order, ..Anchor::on(first) };
        let ago = |length: &str| read_start(&format!("{several}{length} ago"), &anchor);
        ago(length).or_else(|why| match length.split_once(" to ") {
            Some((length, _)) => ago(length),
            None => Err(why),
        })
    }
}

/// The start of a time in words. Words about the first event may follow it: "since late November to reach the
/// town".
fn read_start(words: &str, anchor: &Anchor) -> Result<Expression, BeforeError> {
    let read = dates::read(words, anchor).or_else(|why| match words.split_once(" to ") {
        Some((time, _)) => dates::read(time, anchor),
        None => Err(why),
    })?;
    let expression = read.value.expression;
    let has_start = expression.bounds().start_latest.is_some();
    if has_start { Ok(expression) } else { Err(BeforeError::NoStart) }
}

/// The days between which the first event happened, not later than its report.
fn first_days(bounds: Bounds, published: Option<(Day, Day)>) -> Option<(Day, Day)> {
    let latest = published.map(|(_, latest)| latest);
    let capped = |day: Option<Day>| match (day, latest) {
        (Some(day), Some(latest)) => Some(day.min(latest)),
        (day, latest) => day.or(latest),
    };
    let earliest = capped(bounds.start_earliest.or(published.map(|(earliest, _)| earliest)))?;
    let latest = capped(bounds.end_latest)?;
    Some((earliest, latest.max(earliest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// The figure of a first event on a day, and the time of the absence before it.
    fn read_first(words: &str, when: &str) -> String {
        let Some(first) = first_since(words) else { return "no first".to_owned() };
        let when = When::new(when.parse().unwrap(), "");
        let one = first.one().map(|one| format!("{} {}", one.best.unwrap(), one.unit));
        let counted = first.counted.map(str::to_owned).or(one).unwrap_or_default();
        match first.before(Some(&when), &Anchor::on(day("2018-03-06"))) {
            Ok(before) => format!("{counted} / {}", before.expression),
            Err(why) => format!("{counted} / {why}"),
        }
    }

    #[test]
    fn a_first_says_what_happened_and_that_it_had_not_happened_before() {
        for (words, expected) in [
            (
                "the first convoy since late November",
                "1 convoys / [2017-11-21..2017-11-30]/2018-03-04",
            ),
            ("first convoy in 3 months", "1 convoys / 2017-12~/2018-03-04"),
            ("the first in three months", " / 2017-12~/2018-03-04"),
            ("first in nearly three weeks", " / 2018-02-12~/2018-03-04"),
            ("for the first time in weeks", " / [2018-01-01..2018-02-12]/2018-03-04"),
            ("46 trucks, the first since 14 February", "46 trucks / 2018-02-14/2018-03-04"),
            ("46 trucks for the first time since 14 February", "46 trucks / 2018-02-14/2018-03-04"),
            ("the first aid in more than a month", " / [..2018-02-05]/2018-03-04"),
            (
                "first aid convoy to reach the town since Friday",
                "1 convoys / 2018-03-02/2018-03-04",
            ),
            (
                "the first convoy since 14 February to enter Douma",
                "1 convoys / 2018-02-14/2018-03-04",
            ),
            ("the first deliveries since 2017", " / 2017/2018-03-04"),
            ("the first 46-truck convoy since Friday", "46 trucks / 2018-03-02/2018-03-04"),
        ] {
            assert_eq!(read_first(words, "2018-03-05"), expected, "{words}");
        }
    }

    #[test]
    fn bounds_that_nobody_knows_are_refused_and_other_words_do_not_mean_a_first() {
        let why = read_first("the first convoy since the start of the war", "2018-03-05");
        assert!(why.contains("not understood"), "{why}");
        let why = read_first("the first convoy since 5 March", "2018-03-05");
        assert!(why.ends_with("does not begin before the first event"), "{why}");
        for words in
            ["46 trucks", "the first 20 trucks", "first aid kits", "the first week of July"]
        {
            assert_eq!(first_since(words), None, "{words}");
        }
    }

    #[test]
    fn a_first_of_an_uncertain_day_ends_the_time_before_it_as_uncertainly() {
        let read_first = |when| read_first("the first convoy since late November", when);
        assert_eq!(
            read_first("[2018-03-03..2018-03-05]"),
            "1 convoys / [2017-11-21..2017-11-30]/[2018-03-02..2018-03-04]"
        );
        assert_eq!(read_first("2018-03-09"), "1 convoys / [2017-11-21..2017-11-30]/2018-03-05");
    }
}
