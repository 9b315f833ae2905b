//! A sample of a column: its name, hashtag and some values, and what the values look like.

use crate::domain::country::by_code;
use crate::mapping::date_form::DateForm;
use crate::mapping::foreign::header::{Found, Header};
use crate::mapping::number_form::NumberForm;
use std::collections::BTreeSet;

/// A column with some of its values.
pub(super) struct Sample {
    pub(super) name: String,
    /// How a template refers to the column: by name or hashtag.
    pub(super) reference: String,
    pub(super) tag: Option<String>,
    pub(super) values: BTreeSet<String>,
    pub(super) filled: usize,
    /// Whether a value stands in several rows, as far as the sample tells.
    pub(super) repeats: bool,
}

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
        Self { name, reference, tag, values: BTreeSet::new(), filled: 0, repeats: false }
    }

    pub(super) fn add(&mut self, cell: &str) {
        let cell = cell.trim();
        if !cell.is_empty() {
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

    /// The date formats that fit all values; none where the column holds no dates.
    pub(super) fn dates(&self) -> Vec<&'static str> {
        let fits = |form: &&&str| {
            DateForm::parse(form).is_ok_and(|form| self.all(|value| form.read(value).is_some()))
        };
        DATES.iter().filter(fits).copied().collect()
    }

    /// The date format that fits most values, if at least half of them; with the number of values
    /// it fits, and an example that it does not. `None` where no format fits half of them.
    pub(super) fn most_dates(&self) -> Option<(&'static str, usize, &str)> {
        let count = |form: &&'static str| {
            let Ok(form) = DateForm::parse(form) else { return 0 };
            self.values.iter().filter(|value| form.read(value).is_some()).count()
        };
        // `max_by_key` takes the last of equals, so the reversed order favours the likelier format.
        let best = DATES.iter().copied().rev().max_by_key(count)?;
        let form = DateForm::parse(best).ok()?;
        let other = self.values.iter().find(|value| form.read(value).is_none())?;
        let fitting = count(&best);
        (fitting > 0 && fitting * 2 >= self.values.len()).then_some((best, fitting, other))
    }

    /// The number formats that fit all values; none where the column holds no numbers.
    pub(super) fn numbers(&self) -> Vec<&'static str> {
        let fits = |example: &&&str| self.numbers_like(example) == self.values.len();
        NUMBERS.iter().filter(fits).copied().collect()
    }

    /// The number format that fits most values.
    pub(super) fn most_numbers(&self) -> &'static str {
        // `max_by_key` takes the last of equals, so the reversed order favours the likelier format.
        let likelier = NUMBERS.iter().copied().rev();
        likelier.max_by_key(|example| self.numbers_like(example)).unwrap_or("1234.5")
    }

    fn numbers_like(&self, example: &str) -> usize {
        let Some(form) = NumberForm::of_example(example) else { return 0 };
        self.values.iter().filter(|value| form.plain(value).is_some()).count()
    }

    /// Whether any value contains a point.
    pub(super) fn has_points(&self) -> bool {
        self.values.iter().any(|value| value.contains('.'))
    }

    /// Whether at most one in `parts` values is no number: `2` asks for half, `10` for nine in ten.
    pub(super) fn numbers_among(&self, parts: usize) -> bool {
        let forms: Vec<_> =
            NUMBERS.iter().filter_map(|example| NumberForm::of_example(example)).collect();
        let is = |value: &&String| forms.iter().any(|form| form.plain(value).is_some());
        let numbers = self.values.iter().filter(is).count();
        numbers > 0 && numbers * parts >= self.values.len() * (parts - 1)
    }

    /// What the values look like, apart from dates and numbers; `None` where nothing is recognized.
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
        let some = self.values.iter().take(3).map(|value| {
            let short: String = value.chars().take(30).collect();
            let dots = if short.len() < value.len() { "…" } else { "" };
            format!("`{}{dots}`", short.replace(char::is_control, " "))
        });
        let more = if self.values.len() > 3 { " …" } else { "" };
        some.collect::<Vec<_>>().join(", ") + more
    }
}

/// What the values of a column look like.
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
