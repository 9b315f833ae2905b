//! The errors for words of a statement that could not be read, each with a step that makes them readable.
//!
//! A hint names an option, or other words, only if these words can then be read. Must not know how an error is printed.

use super::error::Failure;
use crate::language::dates::{self, Anchor, DateOrder};
use crate::language::foreign_script;
use crate::language::quantities::{self, Options, Point};

/// At most this many words of a value are tried as the first word of its time; no statement is longer.
const MOST_WORDS: usize = 40;

/// Words for an unknown time.
const UNKNOWN: &[&str] = &["unknown", "not known", "date unknown", "undated", "n/a", "?", "tbc"];

/// The error for a time that could not be read against the dates of its report.
pub(super) fn when(words: &str, anchor: &Anchor) -> Failure {
    let words = words.trim();
    let failure = failure("when", words);
    if let Some(days) = in_either_order(words, anchor) {
        return failure.hint(format!("write {days}, or give the order: --date-order dmy or mdy"));
    }
    if let Some(hint) = of_wrong_day(words, anchor) {
        return failure.hint(hint);
    }
    failure.hint(if is_numeric(words) {
        "write a day with its year as 2016-04-03, and a span with its first day first: 2016-04-03/2016-04-10"
    } else if has_hour(words) {
        "give the day alone (Tuesday, 2016-10-21, \"since 7 July\"), and the hours with --time-of-day (09:00-14:00)"
    } else if foreign_script(words).is_some() {
        "write the day in English (21 October 2016, Friday, since 5 July) or as 2016-10-21; the report's own words go \
         into --quote"
    } else if UNKNOWN.iter().any(|word| words.eq_ignore_ascii_case(word)) {
        "leave --when out: a stock then counts as of its report; for an event, give the time in which it must \
         have happened \
         (before 8 March 2024)"
    } else {
        "write a date (21 October 2016, 2016-10-21); if the report names no day, give the last possible one: 'by 24 \
         October'; the words go into --quote or --comment"
    })
}

/// The error for a date in an option that could not be read.
pub(super) fn date(option: &str, words: &str, anchor: &Anchor) -> Failure {
    let words = words.trim();
    let days = in_either_order(words, anchor).map(|days| format!("write {days}"));
    failure(option, words).hint(
        days.or_else(|| of_wrong_day(words, anchor))
            .unwrap_or_else(|| "write it as 2016-10-21, 2016-10 or `21 October 2016`".to_owned()),
    )
}

/// Both days that a date in digits may mean, if day and month cannot be distinguished.
fn in_either_order(words: &str, anchor: &Anchor) -> Option<String> {
    if !is_numeric(words) {
        return None;
    }
    let read = |order| {
        let ordered = Anchor { order: Some(order), ..*anchor };
        dates::read(words, &ordered).ok().map(|read| read.value.expression)
    };
    let (first, second) = (read(DateOrder::DayFirst)?, read(DateOrder::MonthFirst)?);
    (first != second).then(|| format!("{first} or {second}"))
}

/// The advice for a day that its month does not have, or for a month that no year has.
fn of_wrong_day(words: &str, anchor: &Anchor) -> Option<String> {
    let reads = |words: &str| dates::read(words, anchor).is_ok();
    let parts: Vec<&str> = words.split('-').collect();
    if let [year, month, day] = parts.as_slice()
        && year.len() == 4
    {
        let (turned, alone) = (format!("{year}-{day}-{month}"), format!("{year}-{month}"));
        return [turned, alone]
            .into_iter()
            .find(|words| reads(words))
            .map(|other| format!("did you mean {other}?"));
    }
    let is_day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == ',');
        (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let rest: Vec<&str> = words.split_whitespace().filter(|word| !is_day(word)).collect();
    let month = rest.join(" ");
    (month != words && reads(&month)).then(|| format!("if the day is not known, write `{month}`"))
}

/// The error for a value that could not be read, in a report with those dates.
pub(super) fn value(words: &str, anchor: &Anchor) -> Failure {
    let words = words.trim();
    let failure = failure("value", words);
    if let Some((figure, time)) = figure_and_time(words, anchor) {
        return failure
            .hint(format!("give `{figure}` as the value, and the time as --when '{time}'"));
    }
    let part = words.replacen('/', " of ", 1);
    if part != words && quantities::read(&part).is_ok() {
        return failure.hint(format!("if it is a part of a whole, write `{part}`"));
    }
    let decimal = Options { point: Some(Point::Decimal) };
    failure.hint(match () {
        () if words.starts_with(['-', '−']) => {
            "a count is never below zero; `none` is zero; if the figure fell, give the figure that it fell to"
        }
        () if is_numeric(words) && quantities::read_with(words, &decimal).is_ok() => {
            "--point decimal reads the point as a decimal point, --point grouping as a mark between thousands"
        }
        () if is_numeric(words) && words.contains(['.', ',']) => {
            "write a point before decimals (12.50), and a comma or nothing between thousands (1,250)"
        }
        () if is_numeric(words) => {
            "write a number (300), a range (200 to 300) or words (about 300); a date goes to --when"
        }
        () if foreign_script(words).is_some() => {
            "write the figure in digits or in English (`5`, `about 20`, `as many as 300`); the report's own words go into \
             --quote"
        }
        () => {
            "if it states no figure, leave the value out; otherwise give the figure with --low, --best or \
             --high; the words go into --quote or --comment"
        }
    })
}

fn failure(what: &str, words: &str) -> Failure {
    Failure::new(format!("{what} `{words}`"))
}

/// Whether words consist only of digits and the marks of dates and numbers.
fn is_numeric(words: &str) -> bool {
    words.chars().all(|c| c.is_ascii_digit() || "/.,- ".contains(c))
}

/// Whether words have a time of day in digits, such as 09:00.
fn has_hour(words: &str) -> bool {
    let bytes = words.as_bytes();
    bytes.windows(3).any(|at| at[0].is_ascii_digit() && at[1] == b':' && at[2].is_ascii_digit())
}

/// The words of a value divided into those before its time and those of its time, if both can be read: `no aid` and
/// `since early July`.
fn figure_and_time<'w>(words: &'w str, anchor: &Anchor) -> Option<(&'w str, &'w str)> {
    let spaces = words.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS);
    let halves = spaces.map(|at| (words[..at].trim(), words[at..].trim()));
    let mut halves = halves.filter(|(_, time)| time.starts_with(char::is_alphabetic));
    halves.find(|(figure, time)| {
        dates::read(time, anchor).is_ok() && quantities::read(figure).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::error::hint;
    use crate::domain::when::Day;

    #[test]
    fn each_kind_of_unread_words_has_its_own_hint() {
        let anchor = Anchor::on("2016-10-24".parse::<Day>().unwrap());
        for (what, words, option) in [
            ("when", "03/04/2016", "--date-order"),
            ("when", "1/2/2024", "write 2024-02-01 or 2024-01-02"),
            ("when", "2016-13-01", "did you mean 2016-01-13?"),
            ("when", "2016-02-30", "did you mean 2016-02?"),
            ("when", "30 February", "write `February`"),
            ("when", "April 31st, 2016", "write `April 2016`"),
            ("when", "10/3", "with its year"),
            ("--since", "1/2/2024", "write 2024-02-01 or 2024-01-02"),
            ("--since", "2016-13-01", "did you mean 2016-01-13?"),
            ("--since", "31 April", "write `April`"),
            ("--since", "whenever", "write it as 2016-10-21"),
            ("when", "09:00-14:00 daily", "--time-of-day"),
            ("when", "when it rained", "--quote"),
            ("value", "-5", "below zero"),
            ("value", "1.234", "--point decimal"),
            ("value", "12,50", "12.50"),
            ("value", "24/10/2016", "--when"),
            ("value", "14/46 trucks", "`14 of 46 trucks`"),
            (
                "value",
                "no aid since early July",
                "`no aid` as the value, and the time as --when 'since early July'",
            ),
            ("value", "a 72-hour truce from 1 March", "--when 'from 1 March'"),
            ("value", "many of them", "--low"),
            ("value", "ثلاثة قتلى", "in English"),
            ("value", "5 قتلى", "in English"),
            ("when", "منذ 5 يوليو", "in English"),
            ("when", "вчера", "in English"),
        ] {
            let error = match what {
                "when" => when(words, &anchor),
                "value" => value(words, &anchor),
                option => date(option, words, &anchor),
            };
            let hint = hint(&error.into()).unwrap();
            assert!(hint.contains(option), "{what} {words}: {hint}");
        }
    }
}
