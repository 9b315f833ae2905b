//! The readings of words in imported rows, so that a person can check them.
//!
//! Knows the values that words have. Must not know how these values are worded or written. Cells with a literal value
//! (`12`, `1,200`, `2016-10-20`) are left out, and take no memory.

use crate::domain::fact::{Doubt, Fact};
use crate::domain::quantity::Quantity;
use crate::domain::when::{Day, When};
use foldhash::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// This many different readings are kept; further readings are only counted.
const KEPT: usize = 50_000;
/// Readings of longer words are only counted. The readings that are kept, with their other meanings, need at most some
/// tens of megabytes.
const MOST_BYTES: usize = 200;

/// The readings of all words in the files of an import.
#[derive(Clone, Debug, Default)]
pub struct WordsRead {
    /// The readings of the words of values. They are boxed, because the table has up to twice as many places
    /// as readings.
    pub values: Readings<Box<Quantity>, Quantity>,
    /// The readings of the words of times; their other meanings are EDTF expressions.
    pub whens: Readings<TimeRead, Box<str>>,
    /// The number of rows with a reading that is not kept because there are too many, or because its words are too
    /// long.
    pub rows_beyond: usize,
    /// The number of rows whose time was read against the date of a report that messages must not
    /// name; these readings are not kept.
    pub rows_unnamed: usize,
    /// The name of the last row's file.
    file: Option<Arc<str>>,
}

/// Different readings `T`, each of some words, with the rows that have them and with other meanings `O`. The words are
/// part of the value.
pub type Readings<T, O> = HashMap<T, Seen<O>>;

/// A time that was read from words, stored in little memory.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimeRead {
    /// The report's words.
    pub words: Box<str>,
    /// The EDTF expression as which the words were read.
    pub edtf: Box<str>,
    /// Whether it is a single day.
    pub is_day: bool,
}

impl TimeRead {
    /// The time of the words with this EDTF expression, which is the reading itself or one of its other meanings;
    /// `None` if the text is not an expression.
    #[must_use]
    pub fn when(&self, edtf: &str) -> Option<When> {
        Some(When::new(edtf.parse().ok()?, &*self.words))
    }
}

/// A value that was read from words.
trait FromWords {
    /// The stored form of the value.
    type Kept: Eq + Hash;
    /// The stored form of another meaning of the same words.
    type Other;

    /// The stored form of the value, with its words.
    fn kept(&self) -> Self::Kept;

    /// The rows in which the value was read before; `None` if there are none.
    fn seen<'s>(
        &self,
        readings: &'s mut Readings<Self::Kept, Self::Other>,
    ) -> Option<&'s mut Seen<Self::Other>>;

    /// The stored form of the value if it is another meaning.
    fn kept_as_other(&self) -> Self::Other;

    /// The number of bytes of the words, and of what was read from them.
    fn bytes(&self) -> usize;
}

impl FromWords for Quantity {
    type Kept = Box<Self>;
    type Other = Self;

    fn kept(&self) -> Box<Self> {
        Box::new(self.clone())
    }

    fn seen<'s>(&self, readings: &'s mut Readings<Box<Self>, Self>) -> Option<&'s mut Seen<Self>> {
        readings.get_mut(self)
    }

    fn kept_as_other(&self) -> Self {
        self.clone()
    }

    fn bytes(&self) -> usize {
        self.as_stated.len() + self.unit.len()
    }
}

impl FromWords for When {
    type Kept = TimeRead;
    type Other = Box<str>;

    fn kept(&self) -> TimeRead {
        let words = self.as_stated.as_str().into();
        let edtf = self.expression.as_str().into();
        TimeRead { words, edtf, is_day: self.bounds.is_exact_day() }
    }

    fn seen<'s>(
        &self,
        readings: &'s mut Readings<TimeRead, Box<str>>,
    ) -> Option<&'s mut Seen<Box<str>>> {
        readings.get_mut(&self.kept())
    }

    fn kept_as_other(&self) -> Box<str> {
        self.expression.as_str().into()
    }

    fn bytes(&self) -> usize {
        self.as_stated.len() + self.expression.as_str().len()
    }
}

/// The rows in which some words were read in one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen<O> {
    /// Other meanings that the words may have.
    pub others: Box<[O]>,
    /// A doubt about the reading, apart from other meanings; `None` if there is none.
    pub doubt: Option<Box<Doubt>>,
    /// The last day on which that row's report may have come out; `None` if it is undated.
    pub published: Option<Day>,
    /// The number of rows.
    pub rows: u32,
    /// The number of rows whose fact this import recorded.
    pub new: u32,
    /// The position of the first row among the first rows of all readings.
    pub order: u32,
    /// The file and the line of the first row; if there are doubtful rows, of the first of these.
    pub first: (Arc<str>, u64),
}

impl<O> Seen<O> {
    /// Whether a person should look at the reading.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.doubt.is_some() || !self.others.is_empty()
    }
}

/// Other meanings of the words of one row; `None` if its cells state the value itself.
#[derive(Default)]
pub(super) struct OtherMeanings {
    pub(super) value: Option<Vec<Quantity>>,
    pub(super) when: Option<Vec<When>>,
}

impl OtherMeanings {
    /// Whether no words of the row were read.
    pub(super) fn is_none(&self) -> bool {
        self.value.is_none() && self.when.is_none()
    }
}

/// A row whose words were read.
pub(super) struct ReadRow<'r> {
    /// The name of the file and the line of the row.
    pub(super) at: (&'r str, u64),
    /// The days between which its report came out; `None` if it is undated.
    pub(super) published: Option<(Day, Day)>,
    /// Whether messages may name its report.
    pub(super) may_name_report: bool,
    /// Whether this import recorded its fact.
    pub(super) is_new: bool,
}

impl WordsRead {
    /// Adds the readings of the words of a row.
    pub(super) fn add(&mut self, fact: &Fact, others: OtherMeanings, row: &ReadRow<'_>) {
        if let (Some(value), Some(others)) = (&fact.quantity, others.value)
            && !is_literal_value(value, &others)
        {
            let unit = &value.unit;
            let measured = |other: Quantity| Quantity {
                unit: if other.unit.is_empty() { unit.clone() } else { other.unit },
                ..other
            };
            let others = others.into_iter().map(measured).collect();
            self.add_to(|read| &mut read.values, value, (others, None), row);
        }
        if let (Some(when), Some(others)) = (&fact.when, others.when)
            && !is_literal_time(when, &others)
        {
            if row.may_name_report {
                let doubt = row.published.and_then(|(_, last)| fact.doubt_about_end(last));
                let mut others = others;
                others.retain(|other| fact.may_be_at(other, row.published));
                self.add_to(|read| &mut read.whens, when, (others, doubt), row);
            } else {
                self.rows_unnamed += 1;
            }
        }
    }

    fn add_to<T: FromWords>(
        &mut self,
        readings: impl Fn(&mut Self) -> &mut Readings<T::Kept, T::Other>,
        value: &T,
        (others, doubt): (Vec<T>, Option<Doubt>),
        row: &ReadRow<'_>,
    ) {
        let order = self.values.len() + self.whens.len();
        let kept_others = || others.iter().map(T::kept_as_other).collect();
        if value.bytes() > MOST_BYTES {
            self.rows_beyond += 1;
            return;
        }
        let first = (self.file(row.at.0), row.at.1);
        let published = row.published.map(|(_, last)| last);
        if let Some(seen) = value.seen(readings(self)) {
            seen.rows += 1;
            seen.new += u32::from(row.is_new);
            // If some rows are doubtful, the reading names the first of them.
            if !seen.is_doubtful() && (doubt.is_some() || !others.is_empty()) {
                (seen.others, seen.doubt) = (kept_others(), doubt.map(Box::new));
                (seen.published, seen.first) = (published, first);
            }
        } else if order >= KEPT {
            self.rows_beyond += 1;
        } else {
            let new = u32::from(row.is_new);
            let order = u32::try_from(order).unwrap_or(u32::MAX);
            let (others, doubt) = (kept_others(), doubt.map(Box::new));
            let seen = Seen { others, doubt, published, rows: 1, new, order, first };
            readings(self).insert(value.kept(), seen);
        }
    }

    /// The name of a row's file, stored once for all rows in succession.
    fn file(&mut self, name: &str) -> Arc<str> {
        let known = self.file.take().filter(|known| **known == *name);
        self.file.insert(known.unwrap_or_else(|| name.into())).clone()
    }
}

/// Whether the words of a value are the figure itself, with or without marks between thousands.
fn is_literal_value(value: &Quantity, others: &[Quantity]) -> bool {
    let is_figure = |c: u8| c.is_ascii_digit() || matches!(c, b',' | b'.' | b' ');
    others.is_empty() && value.as_stated.bytes().all(is_figure)
}

/// Whether the words of a time are a date with its year, which no report's date can change.
fn is_literal_time(when: &When, others: &[When]) -> bool {
    let date = when.expression.as_str();
    let is_date = date.bytes().all(|c| c.is_ascii_digit() || c == b'-');
    let has_year = date.get(..4).is_some_and(|year| when.as_stated.contains(year));
    others.is_empty() && (is_date && has_year || when.as_stated == date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::samples::{indicator, report};
    use crate::domain::fact::{Draft, Stance};
    use crate::language::dates::{self, Anchor};
    use crate::language::quantities;

    /// Other meanings of a row's words: none for its value, the days `whens` for its time.
    fn others(whens: &[&When]) -> OtherMeanings {
        let when = whens.iter().copied().cloned().collect();
        OtherMeanings { value: Some(Vec::new()), when: Some(when) }
    }

    #[test]
    fn readings_of_long_words_are_counted_and_not_kept() {
        let row =
            ReadRow { at: ("f.csv", 2), published: None, may_name_report: true, is_new: true };
        let mut read = WordsRead::default();
        for blanks in [1, 150, 200, 900_000] {
            let as_stated = format!("about{}12", " ".repeat(blanks));
            let unit = "people".to_owned();
            let quantity = Some(Quantity { as_stated, unit, ..Quantity::default() });
            let draft = Draft { quantity, ..Draft::new("r", "incident", "aleppo") };
            let fact = draft.check(&indicator("incident"), &report(), None, false).unwrap();
            read.add(&fact, others(&[]), &row);
        }
        assert_eq!((read.values.len(), read.rows_beyond), (2, 2));
    }

    #[test]
    fn a_day_on_the_wrong_side_of_the_report_is_not_another_meaning() {
        let monday = Day::from_ymd_opt(2016, 10, 24).unwrap();
        let published = Some((monday, monday));
        let row = ReadRow { at: ("f.csv", 2), published, may_name_report: true, is_new: true };
        let on = |edtf: &str| When::new(edtf.parse().unwrap(), "Friday");
        let (last, next) = (on("2016-10-21"), on("2016-10-28"));
        for (stance, when, other, is_doubtful) in [
            (Stance::Asserts, &last, &next, false),
            (Stance::Denies, &last, &next, true),
            (Stance::Forecasts, &next, &last, false),
        ] {
            let mut read = WordsRead::default();
            let when = Some(when.clone());
            let draft = Draft { stance, when, ..Draft::new("r", "incident", "aleppo") };
            let fact = draft.check(&indicator("incident"), &report(), None, false).unwrap();
            read.add(&fact, others(&[other]), &row);
            let seen = read.whens.values().next().unwrap();
            assert_eq!(!seen.others.is_empty(), is_doubtful, "{stance:?}");
        }
        let mut read = WordsRead::default();
        for (stance, line) in [(Stance::Asserts, 2), (Stance::Denies, 3), (Stance::Asserts, 4)] {
            let when = Some(last.clone());
            let draft = Draft { stance, when, ..Draft::new("r", "incident", "aleppo") };
            let fact = draft.check(&indicator("incident"), &report(), None, false).unwrap();
            read.add(&fact, others(&[&next]), &ReadRow { at: ("f.csv", line), ..row });
        }
        let seen = read.whens.values().next().unwrap();
        assert_eq!((seen.rows, seen.first.1, seen.others.len()), (3, 3, 1));
    }

    #[test]
    fn what_says_its_value_is_literal() {
        let is_literal = |words: &str| {
            let reading = quantities::read(words).unwrap();
            is_literal_value(&reading.value, &reading.alternatives)
        };
        for words in ["12", "1,200", "1 200", "2.5", "1,234.5"] {
            assert!(is_literal(words), "{words}");
        }
        for words in ["twelve", "12 people", "12k", "100-200", "~300", ">12", "one to two hundred"]
        {
            assert!(!is_literal(words), "{words}");
        }
    }

    #[test]
    fn a_date_with_its_year_is_literal() {
        let anchor = Anchor::on(Day::from_ymd_opt(2016, 10, 24).unwrap());
        let is_literal = |words: &str| {
            let reading = dates::read(words, &anchor).unwrap();
            let when = When { as_stated: words.to_owned(), ..reading.value };
            is_literal_time(&when, &reading.alternatives)
        };
        for words in [
            "2016-10-20",
            "2016-10-20/..",
            "20 October 2016",
            "on 20 October 2016",
            "October 2016",
            "2016",
        ] {
            assert!(is_literal(words), "{words}");
        }
        for words in [
            "Friday",
            "20 October",
            "October",
            "yesterday",
            "about 20 October 2016",
            "before October 2016",
            "early 2016",
            "2015\u{2013}16",
            "20/10/16",
        ] {
            assert!(!is_literal(words), "{words}");
        }
    }
}
