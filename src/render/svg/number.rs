//! Numbers in pictures: short, and the same on every computer.

/// A length with at most two decimal places, as short as possible.
pub(in crate::render) fn short(length: f64) -> String {
    let text = format!("{length:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A length with at most one decimal place: readers cannot see more.
pub(in crate::render) fn tenth(length: f64) -> String {
    short((length * 10.0).round() / 10.0)
}

/// A part of a picture's width in percent, with at most one decimal place.
pub(in crate::render) fn part(part: f64) -> String {
    tenth(part * 100.0) + "%"
}

/// A part of a picture's width or height, in percent.
pub(in crate::render) fn percent(part: f64) -> String {
    format!("{}%", short(part * 100.0))
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn numbers_have_no_more_digits_than_they_need() {
        for (length, text) in
            [(12.0, "12"), (12.345, "12.35"), (-0.001, "0"), (100.0, "100"), (0.5, "0.5")]
        {
            assert_eq!(short(length), text);
        }
    }
}
