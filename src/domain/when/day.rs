//! The smallest unit of time in Factline: a day.

/// A calendar date at the place of the event; time zones do not change it.
pub type Day = chrono::NaiveDate;

/// Parses `YYYY-MM-DD`; `None` for other texts. This is faster than the general parser: most times
/// are days, and each fact has four.
#[must_use]
pub fn plain_day(text: &str) -> Option<Day> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0_u32, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u32::from(**digit - b'0'))
        })
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    Day::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)
}
