//! Number formats of foreign files, given by an example: `1,234.5`, `1 234,5`, `1234,5`.
//!
//! A number that differs from the example is refused, never guessed at.

/// A number format: separator of thousands and decimal sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumberForm {
    thousands: Option<char>,
    decimals: Option<char>,
}

impl NumberForm {
    /// Digits, with a point as decimal sign.
    pub(super) const PLAIN: Self = Self { thousands: None, decimals: Some('.') };

    /// The format of an example: in `1,234.5` the comma separates thousands and the point decimals.
    /// A lone separator before exactly three last digits separates thousands. `None` if the example
    /// is not a number.
    pub(super) fn of_example(example: &str) -> Option<Self> {
        let signs: Vec<char> = example.chars().filter(|c| !c.is_ascii_digit()).collect();
        let starts = example.starts_with(|c: char| c.is_ascii_digit());
        let ends = example.ends_with(|c: char| c.is_ascii_digit());
        if !starts || !ends || !signs.iter().all(|sign| is_separator(*sign)) {
            return None;
        }
        let form = match signs[..] {
            [] => Self::PLAIN,
            [sign] => {
                let after = example.rsplit(sign).next().map_or(0, str::len);
                let before = example.find(sign).unwrap_or_default();
                let is_thousands = after == 3 && before <= 3;
                let decimals = (!is_thousands).then_some(sign);
                let thousands = is_thousands.then_some(sign);
                let point = thousands.filter(|sign| *sign != '.').map(|_| '.');
                Self { thousands, decimals: decimals.or(point) }
            }
            [.., last] => {
                let thousands = signs[0];
                let decimals = (last != thousands).then_some(last);
                let point = (thousands != '.').then_some('.');
                Self { thousands: Some(thousands), decimals: decimals.or(point) }
            }
        };
        form.plain(example).is_some().then_some(form)
    }

    /// An example of the format, such as `1,234.5`.
    pub(super) fn example(self) -> String {
        let thousands = self.thousands.map(String::from).unwrap_or_default();
        let decimals = self.decimals.map(|sign| format!("{sign}5")).unwrap_or_default();
        format!("1{thousands}234{decimals}")
    }

    /// The number with a point as decimal sign and no separators; `None` if it is not in this
    /// format.
    pub(super) fn plain(self, text: &str) -> Option<String> {
        let (sign, digits) = match text.strip_prefix(['-', '−']) {
            Some(digits) => ("-", digits),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        let parts = self.decimals.and_then(|sign| digits.split_once(sign));
        let (whole, decimals) = parts.map_or((digits, None), |(w, d)| (w, Some(d)));
        let whole = self.whole(whole)?;
        if decimals.is_some_and(|digits| !is_digits(digits)) {
            return None;
        }
        let decimals = decimals.map(|digits| format!(".{digits}")).unwrap_or_default();
        Some(format!("{sign}{whole}{decimals}"))
    }

    /// The digits before the decimal sign, if they are plain or in groups of three; `None`
    /// otherwise.
    fn whole(self, text: &str) -> Option<String> {
        if is_digits(text) {
            return Some(text.to_owned());
        }
        let between = self.thousands?;
        let same = |c: char| c == between || (between.is_whitespace() && is_space(c));
        let mut groups = text.split(same);
        let first = groups.next().filter(|group| is_digits(group) && group.len() <= 3)?;
        groups.try_fold(first.to_owned(), |whole, group| {
            (group.len() == 3 && is_digits(group)).then(|| whole + group)
        })
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Spaces that separate thousands, among them narrow and no-break spaces.
fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

fn is_separator(sign: char) -> bool {
    matches!(sign, ',' | '.' | '\'' | '’' | '_' | '٬' | '٫') || is_space(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(example: &str, text: &str) -> Option<String> {
        NumberForm::of_example(example).unwrap().plain(text)
    }

    #[test]
    fn an_example_says_which_signs_are_read() {
        assert_eq!(read("1,234", "14,560").as_deref(), Some("14560"));
        assert_eq!(read("1,234.5", "1,014,560.25").as_deref(), Some("1014560.25"));
        assert_eq!(read("1 234", "14\u{202F}560").as_deref(), Some("14560"));
        assert_eq!(read("1.234,5", "14.560,5").as_deref(), Some("14560.5"));
        assert_eq!(read("12,5", "3,75").as_deref(), Some("3.75"));
        assert_eq!(read("1,234", "-14,560.5").as_deref(), Some("-14560.5"));
        assert_eq!(read("1,234", "560").as_deref(), Some("560"));
    }

    #[test]
    fn what_the_example_does_not_show_is_refused() {
        for text in ["14560,823", "1,2345", ",123", "1,23", "1,234,", "12a", "", "1.2.3", "1 234"] {
            assert_eq!(read("1,234", text), None, "{text}");
        }
        assert_eq!(NumberForm::PLAIN.plain("14,560"), None);
        assert_eq!(read("1.234", "14.56"), None, "a point between thousands is no decimal point");
        for example in ["", "x", "1;2", ",1", "1,,2"] {
            assert_eq!(NumberForm::of_example(example), None, "{example}");
        }
    }
}
