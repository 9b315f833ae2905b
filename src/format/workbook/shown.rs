//! How a sheet shows its numbers, if this changes what they mean.

/// How a style shows a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// As it is.
    #[default]
    Plain,
    /// As a percentage.
    Percent,
    /// As a month without its day: `Feb-25`.
    Month,
}

impl Shown {
    /// How a number format shows numbers (ECMA-376, part 1, 18.8.31).
    pub(super) fn by(format: &str) -> Self {
        let format = unquoted(format);
        let has = |signs: &[char]| format.contains(signs);
        if has(&['%']) {
            Self::Percent
        } else if has(&['m', 'M']) && has(&['y', 'Y']) && !has(&['d', 'D', 'h', 'H', 's', 'S']) {
            Self::Month
        } else {
            Self::Plain
        }
    }
}

/// A number format without its quoted and escaped texts, and without the parts in brackets.
fn unquoted(format: &str) -> String {
    let (mut is_quoted, mut is_escaped, mut is_bracketed) = (false, false, false);
    let mut rest = String::new();
    for sign in format.chars() {
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' | '_' | '*' if !is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '[' if !is_quoted => is_bracketed = true,
            ']' => is_bracketed = false,
            _ if !is_quoted && !is_bracketed => rest.push(sign),
            _ => {}
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_percentages_and_months_are_known() {
        for (format, shown) in [
            ("0.00%", Shown::Percent),
            ("mmm-yy", Shown::Month),
            ("[$-409]mmmm yyyy;@", Shown::Month),
            ("yyyy\\-mm", Shown::Month),
            ("dd/mm/yyyy", Shown::Plain),
            ("yyyy-mm-dd hh:mm", Shown::Plain),
            ("0\"%\"", Shown::Plain),
            ("General", Shown::Plain),
        ] {
            assert_eq!(Shown::by(format), shown, "{format}");
        }
    }
}
