//! Reads numbers in digits: decides what the marks between the digits mean.
//!
//! Separators of thousands are a comma, a point, a space (plain, thin, no-break) or an apostrophe;
//! lakhs and crores have commas after two digits. The decimal sign of English is the point. A
//! single point before exactly three digits ("1.234") can be either; it stays ambiguous until a
//! scale word, a percent sign or the caller's [`Point`] decides. Knows only digits; must not know
//! words.

use std::ops::Range;

use super::options::Point;
use super::ratio::Ratio;

/// A number in digits, with its second value if it has an ambiguous point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure {
    /// The value; an ambiguous point is read as decimal point.
    pub(super) value: Ratio,
    /// The value with an ambiguous point read as separator of thousands; `None` for other numbers.
    pub(super) grouped: Option<Ratio>,
    /// Number of digits; `None` if there are marks between them.
    pub(super) plain: Option<usize>,
}

/// Why a run of digits is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The marks fit neither separators of thousands nor decimals.
    Grouping,
    /// It has a leading zero, as codes have.
    Code,
    /// It has more digits than can be represented exactly.
    Length,
}

/// A run of digits with the mark before it.
struct Run {
    mark: char,
    digits: Vec<u8>,
}

/// The value of a digit: European, Arabic-Indic, Persian or full-width. `None` for other
/// characters.
pub(super) fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}

/// Parses the number that begins at byte `at`; also returns its byte range.
pub(super) fn figure(
    text: &str,
    at: usize,
    point: Option<Point>,
) -> (Range<usize>, Result<Figure, Flaw>) {
    let mut runs = vec![];
    let mut end = at;
    let mut mark = '\0';
    if text[at..].starts_with('.') {
        runs.push(Run { mark, digits: vec![0] });
        (mark, end) = ('.', at + 1);
    }
    loop {
        let digits: Vec<u8> = text[end..].chars().map_while(digit).collect();
        end += text[end..]
            .chars()
            .take_while(|&c| digit(c).is_some())
            .map(char::len_utf8)
            .sum::<usize>();
        runs.push(Run { mark, digits });
        match separator(&text[end..], &runs) {
            Some(next) => {
                // The comma of "61 ,000" has a space before it.
                let space = usize::from(next == ',' && text[end..].starts_with(' '));
                (mark, end) = (next, end + space + next.len_utf8());
                // The comma of "61, 000" has a space after it.
                end += usize::from(next == ',' && text[end..].starts_with(' '));
            }
            None => break,
        }
    }
    (at..end, classify(&runs, point))
}

/// The mark between the runs so far and the next digits; `None` if the number ends.
fn separator(rest: &str, runs: &[Run]) -> Option<char> {
    let mut chars = rest.chars();
    let mark = chars.next()?;
    let following = chars.clone().take(5).map_while(digit).count();
    let after = chars.clone().nth(following);
    // "61 ,000" has its space before the comma.
    if rest.starts_with(" ,") && runs.iter().skip(1).all(|run| run.mark == ',') {
        let digits = rest[2..].chars().map_while(digit).count();
        let first = runs.first().is_some_and(|run| run.digits.len() <= 3 && run.digits[0] != 0);
        return (digits == 3 && first).then_some(',');
    }
    match mark {
        // Only a group of digits that begins with a zero cannot be a separate number.
        ',' if chars.next() == Some(' ') && chars.next() == Some('0') => {
            let digits = rest[2..].chars().map_while(digit).count();
            let first = runs.first().is_some_and(|run| run.digits.len() <= 3 && run.digits[0] != 0);
            (digits == 3 && first && runs.iter().skip(1).all(|run| run.mark == ',')).then_some(mark)
        }
        ',' | '.' | '\u{66b}' | '\u{66c}' if following > 0 => Some(mark),
        '\'' | '’' if following == 3 => Some(mark),
        ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => {
            // Earlier runs were checked when they were the last, so only the last one is checked.
            let spaced = runs.len() == 1
                || runs.last().is_some_and(|r| is_space(r.mark) && r.digits.len() == 3);
            let first = runs.first().is_some_and(|r| r.digits.len() <= 3 && r.digits[0] != 0);
            let comma =
                after == Some(',') && chars.nth(following + 1).is_some_and(|c| digit(c).is_some());
            // In "40 122mm rockets" the second number is a calibre.
            let calibre = rest[mark.len_utf8()..].trim_start_matches(|c| digit(c).is_some());
            let calibre = calibre.trim_start_matches('-').starts_with("mm");
            (following == 3 && spaced && first && !comma && !calibre).then_some(mark)
        }
        _ => None,
    }
}

fn is_space(mark: char) -> bool {
    mark.is_whitespace()
}

/// Decides what the marks between the runs mean. Fails if they have no meaning.
fn classify(runs: &[Run], point: Option<Point>) -> Result<Figure, Flaw> {
    let (first, rest) = runs.split_first().ok_or(Flaw::Grouping)?;
    let leading_zero = first.digits.len() > 1 && first.digits[0] == 0;
    let Some((last, middle)) = rest.split_last() else {
        let plain = Some(first.digits.len());
        return if leading_zero {
            Err(Flaw::Code)
        } else {
            Ok(Figure { plain, ..exact(runs, 0)? })
        };
    };
    if leading_zero {
        return Err(Flaw::Code);
    }
    if middle.is_empty() && matches!(last.mark, '.' | '\u{66b}') {
        let grouping = last.mark == '.'
            && last.digits.len() == 3
            && first.digits.len() <= 3
            && first.digits[0] != 0;
        return lone_point(runs, grouping, point);
    }
    if middle.iter().all(|run| run.mark == last.mark) && groups(runs) {
        return exact(runs, 0);
    }
    let decimals = middle.first().is_some_and(|run| decimal_after(run.mark, last));
    if decimals
        && middle.iter().all(|run| run.mark == middle[0].mark)
        && groups(&runs[..runs.len() - 1])
    {
        return exact(runs, last.digits.len());
    }
    Err(Flaw::Grouping)
}

fn lone_point(runs: &[Run], could_group: bool, point: Option<Point>) -> Result<Figure, Flaw> {
    let decimal = exact(runs, runs[1].digits.len())?;
    match (could_group, point) {
        (true, Some(Point::Grouping)) => exact(runs, 0),
        (true, None) => Ok(Figure { grouped: Some(exact(runs, 0)?.value), ..decimal }),
        _ => Ok(decimal),
    }
}

/// Whether `last` has the decimals of a number with `mark` as separator of thousands.
fn decimal_after(mark: char, last: &Run) -> bool {
    match (mark, last.mark) {
        // "1.111,11" is continental European; "1.111,111" is not used anywhere.
        ('.', ',') => last.digits.len() != 3,
        ('\u{66c}', '\u{66b}') => true,
        (mark, '.') => mark != '.',
        _ => false,
    }
}

/// Whether the runs are groups of three digits, or of two and at last three as in lakhs and crores.
fn groups(runs: &[Run]) -> bool {
    let lengths: Vec<usize> = runs.iter().map(|run| run.digits.len()).collect();
    let [first, middle @ .., last] = lengths.as_slice() else { return false };
    let mark = runs[runs.len() - 1].mark;
    let head = runs[0].digits[0] != 0;
    let threes = *first <= 3 && middle.iter().all(|&length| length == 3);
    let lakhs = mark == ','
        && *first <= 2
        && !middle.is_empty()
        && middle.iter().all(|&length| length == 2);
    head && *last == 3 && mark != '\u{66b}' && (threes || lakhs)
}

/// All digits as one number, the last `decimals` of them after the decimal point. Fails if it is
/// too long.
fn exact(runs: &[Run], decimals: usize) -> Result<Figure, Flaw> {
    let digits: Vec<u8> = runs.iter().flat_map(|run| run.digits.iter().copied()).collect();
    if digits.len() > 16 {
        return Err(Flaw::Length);
    }
    let top = digits.iter().fold(0_u128, |sum, &d| sum * 10 + u128::from(d));
    let bottom = (0..decimals).fold(1_u128, |product, _| product * 10);
    let value = Ratio::new(top, bottom).ok_or(Flaw::Length)?;
    Ok(Figure { value, grouped: None, plain: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, Flaw> {
        let (span, figure) = figure(text, 0, None);
        let figure = figure?;
        if figure.grouped.is_some() {
            return Ok("open".into());
        }
        let rest = &text[span.end..];
        Ok(format!("{}{}{rest}", figure.value.number(), if rest.is_empty() { "" } else { " |" }))
    }

    #[test]
    fn every_usual_grouping_is_read() {
        for (text, expected) in [
            ("300000", "300000"),
            ("300,000", "300000"),
            ("1,234,567.5", "1234567.5"),
            ("1.234.567", "1234567"),
            ("1.111,11", "1111.11"),
            ("1 234 567", "1234567"),
            ("40\u{202f}000", "40000"),
            ("40\u{2009}000", "40000"),
            ("1'234'567", "1234567"),
            ("1’234", "1234"),
            ("12,34,567.89", "1234567.89"),
            ("0.125", "0.125"),
            ("12.5", "12.5"),
            (".08", "0.08"),
            ("1234.567", "1234.567"),
            ("٣٠٠", "300"),
            ("٣٠٠٬٠٠٠", "300000"),
            ("۱٫۵", "1.5"),
            ("1.234", "open"),
            ("423 0000", "423 | 0000"),
            ("12 300,000", "12 | 300,000"),
            ("300.", "300 |."),
            ("300, 400", "300 |, 400"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn marks_that_are_neither_groups_nor_decimals_are_flaws() {
        for text in [
            "1,23",
            "14560,823",
            "192.168.1.2",
            "22,24,26",
            "007",
            "0,123",
            "1,234,56",
            "1.234,567",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert_eq!(read("12345678901234567"), Err(Flaw::Length));
    }
}
