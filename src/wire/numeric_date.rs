//! The possible meanings of a date in numbers that is not EDTF: `21/06/2023`.

use crate::domain::when::Day;
use chrono::Days;

/// The error for a date in numbers: its possible meanings, and how to write them; `None` for other texts. `words` is
/// the column for times in words, if there is one.
pub(crate) fn numeric_date(text: &str, words: Option<&str>) -> Option<String> {
    if let Some(day) = day_of_spreadsheet(text.trim()) {
        return Some(format!(
            "`{text}` looks like a spreadsheet's number of a day, which would be {day}: write it in this form"
        ));
    }
    let readings = readings(text.trim())?;
    if readings.is_empty() {
        return Some(format!("`{text}` is not EDTF, and its numbers are not a date in any order"));
    }
    let could: Vec<String> = readings
        .iter()
        .map(|(date, how)| if how.is_empty() { date.clone() } else { format!("{date} ({how})") })
        .collect();
    let words = words.map(|column| format!(", put it into `{column}`")).unwrap_or_default();
    let could = could.join(" or ");
    Some(format!(
        "`{text}` is not EDTF; it could mean {could}: write it in this form{words}, or say in a map how dates are \
         written, as in `date = \"%d/%m/%Y\"`"
    ))
}

/// The dates that a text of numbers could mean, each with the order in which its numbers were read.
/// `None` if the text is not made of numbers.
fn readings(text: &str) -> Option<Vec<(String, &'static str)>> {
    if let Some(day) = day_before_time(text) {
        return Some(vec![(day, "the time of day is not recorded")]);
    }
    // A date in the order of EDTF has a different error, such as a month of too few days.
    if text.find('-') == Some(4) {
        return None;
    }
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let is_number = |part: &&str| {
        matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|digit| digit.is_ascii_digit())
    };
    if !parts.iter().all(is_number) || parts.iter().filter(|part| part.len() == 4).count() != 1 {
        return None;
    }
    let day = |year: &str, month: &str, day: &str, how: &'static str| {
        let day = Day::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
        Some((day.to_string(), how))
    };
    let month = |year: &str, month: &str| {
        let first = Day::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)?;
        Some((first.format("%Y-%m").to_string(), ""))
    };
    let mut found: Vec<_> = match parts[..] {
        [first, second, year] if year.len() == 4 => {
            [day(year, second, first, "the day first"), day(year, first, second, "the month first")]
                .into_iter()
                .flatten()
                .collect()
        }
        [year, first, second] if year.len() == 4 => {
            day(year, first, second, "").into_iter().collect()
        }
        [first, year] if year.len() == 4 => month(year, first).into_iter().collect(),
        [year, second] if year.len() == 4 => month(year, second).into_iter().collect(),
        _ => return None,
    };
    if let [(first, _), (second, _)] = &found[..]
        && first == second
    {
        found.truncate(1);
        found[0].1 = "";
    }
    Some(found)
}

/// The day before the one that spreadsheets count as 1, for numbers after 1900-02-28: they treat 1900 as a
/// leap year.
const BEFORE_DAY_ONE: Option<Day> = Day::from_ymd_opt(1899, 12, 30);
/// The numbers that spreadsheets give to the days from 1954 to 2099; other numbers are probably not the day of a
/// report.
const LIKELY_DAYS: std::ops::Range<u64> = 20_000..73_000;

/// The day whose number a spreadsheet shows in a cell that is not formatted as a date, with the time of
/// day as a fraction: 2016-10-20 for `42663` and `42663.5`. `None` for other texts.
fn day_of_spreadsheet(text: &str) -> Option<Day> {
    let (number, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let number = number.parse().ok().filter(|_| is_digits(number) && is_digits(fraction))?;
    LIKELY_DAYS.contains(&number).then(|| BEFORE_DAY_ONE?.checked_add_days(Days::new(number)))?
}

/// The day in a text of a day followed by a time: `2023-06-21` in `2023-06-21 00:00:00`.
fn day_before_time(text: &str) -> Option<String> {
    let (day, time) = text.split_at_checked(10)?;
    let time = time.strip_prefix([' ', 'T'])?;
    let is_time = time.contains(':')
        && time.bytes().all(|sign| sign.is_ascii_digit() || b":.+-Z".contains(&sign));
    let is_day = day.parse::<Day>().is_ok_and(|parsed| parsed.to_string() == day);
    (is_time && is_day).then(|| day.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let said = numeric_date(text, Some("when_as_stated")).unwrap_or_default();
        said.split(": write it in this form").next().unwrap_or_default().to_owned()
    }

    #[test]
    fn a_date_of_numbers_is_reported_with_what_it_could_mean() {
        for (text, could) in [
            ("21/06/2023", "2023-06-21 (the day first)"),
            ("06/21/2023", "2023-06-21 (the month first)"),
            ("5.6.2023", "2023-06-05 (the day first) or 2023-05-06 (the month first)"),
            ("05/05/2023", "2023-05-05"),
            ("2023/06/21", "2023-06-21"),
            ("06/2023", "2023-06"),
            ("2023-06-21 00:00:00", "2023-06-21 (the time of day is not recorded)"),
            ("2023-06-21T12:30:00+03:00", "2023-06-21 (the time of day is not recorded)"),
        ] {
            assert_eq!(said(text), format!("`{text}` is not EDTF; it could mean {could}"));
        }
        for (text, day) in
            [("42663", "2016-10-20"), ("42663.75", "2016-10-20"), ("45000.0", "2023-03-15")]
        {
            let told = format!(
                "a spreadsheet's number of a day, which would be {day}: write it in this form"
            );
            assert_eq!(numeric_date(text, None), Some(format!("`{text}` looks like {told}")));
        }
        assert!(said("31/06/2023").ends_with("its numbers are not a date in any order"));
        for text in [
            "",
            "June",
            "2016-10-20/2016-10-22",
            "2016/2017",
            "[2016..2017]",
            "1/2/3",
            "2016-02-30",
            "2016",
            "19999",
            "+42663",
            "42663.",
            "426630",
        ] {
            assert_eq!(numeric_date(text, None), None, "{text}");
        }
    }
}
