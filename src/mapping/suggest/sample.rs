//! A sample of a column: its name, hashtag and some values, and what the values look like.

use crate::domain::country::by_code;
use crate::mapping::date_form::DateForm;
use crate::mapping::foreign::header::{Found, Header};
use crate::mapping::number_form::NumberForm;
use crate::mapping::suggest::vocabulary::ReadsFigure;
use std::collections::BTreeSet;

/// A column with some of its values.
pub(super) struct Sample {
    pub(super) name: String,
    /// How a template refers to the column: by name or hashtag.
    pub(super) reference: String,
    /// Whether a template that refers to the column finds it: a column without a name cannot be
    /// referred to, nor one of two with the same name.
    pub(super) is_found: bool,
    pub(super) tag: Option<String>,
    pub(super) values: BTreeSet<String>,
    /// Number of cells with a value.
    pub(super) filled: usize,
    /// For each row, whether the cell is not blank.
    pub(super) says: Vec<bool>,
    /// Whether several rows have the same value, according to the sample.
    pub(super) repeats: bool,
    /// The words of [`BLANKS`] in the column; they are not values.
    pub(super) blanks: BTreeSet<&'static str>,
}

/// Words that data sets use for a cell without a value.
const BLANKS: &[&str] = &["NA", "N/A", "n/a", "-", "--", "NULL", "null", "nan", "NaN", "#N/A"];

/// Date formats to try, the likeliest first.
const DATES: &[&str] = &[
    "iso",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%m.%d.%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d %B %Y",
    "%B %d, %Y",
    "%d-%B-%Y",
    "%d-%B-%y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
    "%Y-%m",
    "%B %Y",
    "%m/%Y",
];

/// Number formats to try, the likeliest first, each as an example.
const NUMBERS: &[&str] =
    &["1234.5", "1,234.5", "1 234.5", "1 234,5", "1.234,5", "1'234.5", "1234,5"];

/// Maximum number of different values that a sample keeps.
const KEPT: usize = 500;

impl Sample {
    pub(super) fn new(header: &Header, at: usize) -> Self {
        let tag = header.tags[at].as_ref().map(crate::mapping::foreign::tags::Tag::text);
        let name = header.shown(at);
        // A hashtag also matches columns with further attributes, unless `!` excludes them.
        let is_found = |reference: &String| header.find(reference) == Found::At(at);
        let exactly = || tag.as_ref().map(|tag| format!("{tag}!")).filter(is_found);
        let loosely = tag.clone().filter(|tag| header.matching(tag) == [at]);
        let reference = loosely.or_else(exactly).or_else(|| tag.clone());
        let reference = reference.unwrap_or_else(|| name.clone());
        let is_found = is_found(&reference);
        let (values, blanks) = (BTreeSet::new(), BTreeSet::new());
        let (filled, says) = (0, Vec::new());
        Self { name, reference, is_found, tag, values, filled, says, repeats: false, blanks }
    }

    pub(super) fn add(&mut self, cell: &str) {
        let cell = cell.trim();
        let blank = BLANKS.iter().find(|blank| **blank == cell);
        self.says.push(blank.is_none() && !cell.is_empty());
        if let Some(blank) = blank {
            self.blanks.insert(*blank);
        } else if !cell.is_empty() {
            self.filled += 1;
            if self.values.contains(cell) {
                self.repeats = true;
            } else if self.values.len() < KEPT {
                self.values.insert(cell.to_owned());
            }
        }
    }

    /// Whether the sample has values and all pass a test.
    pub(super) fn all(&self, is: impl Fn(&str) -> bool) -> bool {
        !self.values.is_empty() && self.values.iter().all(|value| is(value))
    }

    /// The date formats that fit all values; none if the column has no dates.
    pub(super) fn dates(&self) -> Vec<&'static str> {
        let fits = |form: &&&str| {
            DateForm::parse(form).is_ok_and(|form| self.all(|value| form.read(value).is_some()))
        };
        DATES.iter().filter(fits).copied().collect()
    }

    /// The date formats that most values have, the most common first, each with the number of
    /// values that it reads and the formats before it do not. No two of them read the same value
    /// differently. `None` if together they read less than half of the values.
    pub(super) fn most_dates(&self) -> Option<Vec<(&'static str, usize)>> {
        let mut left: Vec<&String> = self.values.iter().collect();
        let mut chosen: Vec<(&'static str, usize)> = Vec::new();
        loop {
            let reads = |form: &str, value: &String| {
                DateForm::parse(form).is_ok_and(|form| form.read(value).is_some())
            };
            let count = |form: &&str| left.iter().filter(|value| reads(form, value)).count();
            let is_clear = |form: &&'static str| !chosen.iter().any(|(it, _)| is_swapped(it, form));
            // `max_by_key` takes the last of equals, so the reversed order prefers the likelier format.
            let best = DATES.iter().copied().rev().filter(is_clear).max_by_key(count);
            let Some((best, fitting)) = best.map(|best| (best, count(&best))) else { break };
            if fitting == 0 {
                break;
            }
            left.retain(|value| !reads(best, value));
            chosen.push((best, fitting));
        }
        let read: usize = chosen.iter().map(|(_, fitting)| fitting).sum();
        (read > 0 && read * 2 >= self.values.len()).then_some(chosen)
    }

    /// Whether every value that a date format reads can also be read with day and month swapped.
    pub(super) fn fits_swapped(&self, form: &str) -> bool {
        let swapped = DATES.iter().find(|other| is_swapped(form, other));
        let forms = (DateForm::parse(form), swapped.map(|other| DateForm::parse(other)));
        let (Ok(form), Some(Ok(swapped))) = forms else { return false };
        let mut read = self.values.iter().filter(|value| form.read(value).is_some());
        read.all(|value| swapped.read(value).is_some())
    }

    /// Up to three values that none of the date formats reads, for a comment; `None` if each value is read by one.
    pub(super) fn other_than(&self, forms: &[&str]) -> Option<String> {
        let others = self.other_values(forms);
        (!others.is_empty()).then(|| examples(&others))
    }

    /// The values that none of the date formats reads.
    pub(super) fn other_values(&self, forms: &[&str]) -> Vec<&String> {
        let forms: Vec<_> = forms.iter().filter_map(|form| DateForm::parse(form).ok()).collect();
        let is_other = |value: &&String| forms.iter().all(|form| form.read(value).is_none());
        self.values.iter().filter(is_other).collect()
    }

    /// The number formats that fit all values; none if the column has no numbers.
    pub(super) fn numbers(&self) -> Vec<&'static str> {
        let fits = |example: &&&str| self.numbers_like(example) == self.values.len();
        NUMBERS.iter().filter(fits).copied().collect()
    }

    /// The number format that fits most values.
    pub(super) fn most_numbers(&self) -> &'static str {
        // `max_by_key` takes the last of equals, so the reversed order prefers the likelier format.
        let likelier = NUMBERS.iter().copied().rev();
        likelier.max_by_key(|example| self.numbers_like(example)).unwrap_or("1234.5")
    }

    /// The number of values that are not plain numbers, but can be read as figures.
    pub(super) fn figures_in_words(&self, reads: ReadsFigure) -> usize {
        let plain = NumberForm::of_example(NUMBERS[0]);
        let is_plain = |value: &str| plain.as_ref().is_some_and(|it| it.plain(value).is_some());
        self.values.iter().filter(|value| !is_plain(value) && reads(value)).count()
    }

    /// Whether at most one in `parts` values is not a figure, in words or not.
    pub(super) fn figures_among(&self, parts: usize, reads: ReadsFigure) -> bool {
        let figures = self.values.iter().filter(|value| reads(value)).count();
        figures > 0 && figures * parts >= self.values.len() * (parts - 1)
    }

    /// The number of values that the number format reads.
    pub(super) fn numbers_like(&self, example: &str) -> usize {
        let Some(form) = NumberForm::of_example(example) else { return 0 };
        self.values.iter().filter(|value| form.plain(value).is_some()).count()
    }

    /// Whether any value contains a point.
    pub(super) fn has_points(&self) -> bool {
        self.values.iter().any(|value| value.contains('.'))
    }

    /// Whether at most one in `parts` values is not a number: with `2`, at least half are numbers; with `10`, nine in
    /// ten.
    pub(super) fn numbers_among(&self, parts: usize) -> bool {
        let forms: Vec<_> =
            NUMBERS.iter().filter_map(|example| NumberForm::of_example(example)).collect();
        let is = |value: &&String| forms.iter().any(|form| form.plain(value).is_some());
        let numbers = self.values.iter().filter(is).count();
        numbers > 0 && numbers * parts >= self.values.len() * (parts - 1)
    }

    /// The recognized form of the values, apart from dates and numbers; `None` if there is none.
    pub(super) fn looks_like(&self) -> Option<ColumnLook> {
        let is_code = |value: &str| value.len() == 3 && by_code(value).is_some();
        if self.all(|value| value.starts_with("http://") || value.starts_with("https://")) {
            Some(ColumnLook::Link)
        } else if self.all(is_pcode) {
            Some(ColumnLook::Pcode)
        } else if self.all(is_code) {
            Some(ColumnLook::CountryCode)
        } else if self.all(is_yes_or_no) {
            Some(ColumnLook::YesNo)
        } else {
            None
        }
    }

    /// Whether the values can be degrees, from minus `most` to `most`.
    pub(super) fn is_degrees(&self, most: f64) -> bool {
        self.all(|value| value.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= most))
    }

    /// Up to three values, for a comment.
    pub(super) fn examples(&self) -> String {
        examples(&self.values.iter().collect::<Vec<_>>())
    }
}

/// Up to three of the values, for a comment.
fn examples(values: &[&String]) -> String {
    let some = values.iter().take(3).map(|value| {
        let short: String = value.chars().take(30).collect();
        let dots = if short.len() < value.len() { "…" } else { "" };
        format!("`{}{dots}`", short.replace(char::is_control, " "))
    });
    let more = if values.len() > 3 { " …" } else { "" };
    some.collect::<Vec<_>>().join(", ") + more
}

/// Whether two date formats differ only in the order of day and month.
pub(super) fn is_swapped(first: &str, second: &str) -> bool {
    let order = |form: &str| (form.find("%d"), form.find("%m"));
    let unordered = |form: &str| form.replace("%d", "%m");
    order(first) != order(second) && unordered(first) == unordered(second)
}

/// The forms of the values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnLook {
    Link,
    Pcode,
    CountryCode,
    YesNo,
}

/// Whether a value looks like a P-code: two letters and digits, such as `SY0201`.
fn is_pcode(value: &str) -> bool {
    let (letters, digits) = value.split_at_checked(2).unwrap_or_default();
    by_code(letters).is_some()
        && digits.len() >= 2
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_yes_or_no(value: &str) -> bool {
    const WORDS: &[&str] =
        &["yes", "no", "y", "n", "true", "false", "oui", "non", "sí", "si", "نعم", "لا"];
    WORDS.contains(&value.to_lowercase().as_str())
}
