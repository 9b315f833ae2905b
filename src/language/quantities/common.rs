//! A fast way for the phrases of most values, without tables of words: "1,823", "at least 6",
//! "between 5 and 10", "5-10", ">500".
//!
//! Every phrase that is read here has the same reading as in [`read`](super::read()).

use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::language::reading::Reading;

/// Reads one of the most common phrases, without explaining each word. `None` for every other phrase, and for digits
/// that may be a year.
#[must_use]
pub fn read_common(text: &str) -> Option<Reading<Quantity>> {
    let words = text.trim();
    let value = if let Some(ends) = words.strip_prefix("between ") {
        range(ends.split_once(" and ")?, worded)?
    } else if let Some(low) = words.strip_prefix("at least ") {
        Quantity { low: Some(worded(low)?), ..Quantity::default() }
    } else if let Some(high) =
        ["as many as ", "up to "].iter().find_map(|lead| words.strip_prefix(lead))
    {
        Quantity { high: Some(worded(high)?), ..Quantity::default() }
    } else if let Some(best) = words.strip_prefix("about ") {
        Quantity { best: Some(worded(best)?), approximate: true, ..Quantity::default() }
    } else if let Some(low) = words.strip_prefix('>') {
        Quantity { low: Some(figure(low)?), ..Quantity::default() }
    } else if let Some(ends) = words.split_once('-') {
        range(ends, figure)?
    } else {
        Quantity { best: Some(figure(words)?), ..Quantity::default() }
    };
    let value = Quantity { as_stated: words.to_owned(), ..value };
    Some(Reading { value, alternatives: vec![], besides: vec![], understood: vec![] })
}

/// The quantity between two figures. `None` if they are out of order, or if the first may be a number of thousands:
/// "5-10,000".
fn range((low, high): (&str, &str), read: fn(&str) -> Option<Number>) -> Option<Quantity> {
    if high.ends_with(",000") && !low.contains(',') {
        return None;
    }
    let (low, high) = (read(low)?, read(high)?);
    (low < high).then(|| Quantity { low: Some(low), high: Some(high), ..Quantity::default() })
}

/// A figure among words, where four digits without a comma may be a year.
fn worded(text: &str) -> Option<Number> {
    if text.len() == 4 { None } else { figure(text) }
}

/// A number of up to nine digits, without zeros before it, and with or without commas between
/// thousands.
fn figure(text: &str) -> Option<Number> {
    let groups = text.split(',');
    let is_grouped = text.contains(',');
    let mut value: u32 = 0;
    for (at, group) in groups.enumerate() {
        let fits = match (at, is_grouped) {
            (0, true) => (1..=3).contains(&group.len()),
            (0, false) => (1..=9).contains(&group.len()),
            _ => group.len() == 3 && at < 3,
        };
        if !fits
            || at == 0 && group.len() > 1 && group.starts_with('0')
            || group == "0" && is_grouped
        {
            return None;
        }
        for digit in group.bytes() {
            if !digit.is_ascii_digit() {
                return None;
            }
            value = value * 10 + u32::from(digit - b'0');
        }
    }
    Some(Number::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::quantities;
    use proptest::prelude::*;

    fn check(words: &str) {
        let Some(common) = read_common(words) else { return };
        let Reading { value, alternatives, besides, .. } = quantities::read(words).unwrap();
        assert_eq!(
            (common.value, common.alternatives, common.besides),
            (value, alternatives, besides),
            "{words}"
        );
    }

    fn grouped(number: u32) -> String {
        let digits = number.to_string();
        let from = digits.len() % 3;
        let rest =
            digits.as_bytes()[from..].chunks(3).map(|group| std::str::from_utf8(group).unwrap());
        let first = Some(&digits[..from]).filter(|first| !first.is_empty());
        first.into_iter().chain(rest).collect::<Vec<_>>().join(",")
    }

    #[test]
    fn the_commonest_phrases_are_read() {
        for words in
            ["0", "7", "1,823", "136048", "at least 6", "as many as 1,823", "up to 12", "about 85"]
        {
            assert!(read_common(words).is_some(), "{words}");
        }
        assert!(read_common(" between 94,069 and 105,156 ").is_some());
        for words in [">500", ">1,823", "10-510", "1,200-3,400", "0-5"] {
            assert!(read_common(words).is_some(), "{words}");
            check(words);
        }
        for words in [
            "",
            "1,82",
            "01",
            "0,123",
            "1,234,567,890",
            "about 2016",
            "between 9 and 5",
            "9-5",
            "5-10,000",
            "between 5 and 10,000",
            "-5",
            "> 5",
            "12 people",
        ] {
            assert!(read_common(words).is_none(), "{words}");
        }
    }

    proptest! {
        #[test]
        fn common_phrases_are_read_as_all_others(
            one in 0_u32..3_000, other in 0_u32..1_000_000, scale in 0_usize..4, form in 0_usize..10
        ) {
            let scale = [1, 10, 1_000, 100_000][scale];
            let other = if one % 2 == 0 { other / 1_000 * 1_000 } else { other / scale.max(7) * 7 };
            let one = one * scale;
            for (one, other) in [(one.to_string(), other.to_string()), (grouped(one), grouped(other)), (grouped(one), other.to_string())] {
                check(&match form {
                    0 => one,
                    1 => format!("at least {one}"),
                    2 => format!("as many as {one}"),
                    3 => format!("up to {one}"),
                    4 => format!("about {one}"),
                    5 => format!(" {one} "),
                    6 => format!(">{one}"),
                    7 => format!("{one}-{other}"),
                    _ => format!("between {one} and {other}"),
                });
            }
        }
    }
}
