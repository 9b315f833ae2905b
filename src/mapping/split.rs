//! Splits cells with several values, and values with several parts.

use crate::mapping::date_form::DateForm;

/// How a cell is split into values, and each value into parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// The separator between values.
    pub(super) between: String,
    /// Whether a value may be in quotes, and then contain the separator.
    pub(super) quoted: bool,
    /// How a value is split into parts; `None` if it is one text.
    pub(super) parts: Option<PartsPattern>,
}

/// The parts of a value and the text between them: `{publisher},{date:iso},{title}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PartsPattern {
    before: String,
    parts: Vec<PartPattern>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct PartPattern {
    name: String,
    /// The date format of a part that must be a date. It finds the end of the part before it.
    /// `None` for a part that may be any text.
    date: Option<DateForm>,
    /// The text between this part and the next.
    after: String,
}

impl Split {
    /// The values of a cell, without duplicates.
    pub(super) fn values(&self, cell: &str) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        let mut rest = cell.trim();
        while !rest.is_empty() {
            let (value, after) = self.next_value(rest);
            let value = value.trim().to_owned();
            if !value.is_empty() && !values.contains(&value) {
                values.push(value);
            }
            rest = after.trim_start();
        }
        values
    }

    /// The first value, and the rest of the cell after the separator.
    fn next_value<'c>(&self, cell: &'c str) -> (String, &'c str) {
        if self.quoted && cell.starts_with('"') {
            let (inside, after) = self.closing_quote(&cell[1..]);
            let after = after.trim_start();
            let after = after.strip_prefix(self.between.as_str()).unwrap_or(after);
            return (inside.replace("\"\"", "\""), after);
        }
        match cell.split_once(self.between.as_str()) {
            Some((value, after)) => (value.to_owned(), after),
            None => (cell.to_owned(), ""),
        }
    }

    /// The inside of a quoted value, and the rest after its closing quote. Quotes inside a value
    /// are often not doubled, so a quote closes the value only at the end of the cell, before
    /// another quoted value, or before a separator if no inner quote is open.
    fn closing_quote<'c>(&self, text: &'c str) -> (&'c str, &'c str) {
        for (inner, (at, _)) in text.match_indices('"').enumerate() {
            let after = text[at + 1..].trim_start();
            let next = after.strip_prefix(self.between.as_str()).map(str::trim_start);
            let closes = after.is_empty()
                || next
                    .is_some_and(|next| next.is_empty() || next.starts_with('"') || inner % 2 == 0);
            if closes {
                return (&text[..at], &text[at + 1..]);
            }
        }
        (text, "")
    }
}

impl PartsPattern {
    /// Parses a pattern of parts. Fails with the reason.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (before, mut rest) = text.split_once('{').ok_or("`{name}` was expected")?;
        let mut parts: Vec<PartPattern> = Vec::new();
        loop {
            let (inside, after) = rest.split_once('}').ok_or("`{` without `}`")?;
            let (name, form) = match inside.split_once(':') {
                Some((name, form)) => (name, Some(DateForm::parse(form.trim())?)),
                None => (inside, None),
            };
            let name = name.trim().to_owned();
            if name.is_empty() || parts.iter().any(|part| part.name == name) {
                return Err(format!("`{{{inside}}}`: each part needs a name of its own"));
            }
            let (after, next) = after.split_once('{').map_or((after, None), |(a, n)| (a, Some(n)));
            if after.is_empty() && next.is_some() {
                return Err(format!("`{{{name}}}`: there must be some text before the next part"));
            }
            parts.push(PartPattern { name, date: form, after: after.to_owned() });
            match next {
                Some(next) => rest = next,
                None => return Ok(Self { before: before.to_owned(), parts }),
            }
        }
    }

    /// The names of the parts, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    /// The parts of a value in order, dates as `YYYY-MM-DD`; `None` if the value differs from the
    /// pattern.
    pub(super) fn of(&self, value: &str) -> Option<Vec<String>> {
        let rest = value.strip_prefix(self.before.as_str())?;
        let mut found = Vec::with_capacity(self.parts.len());
        fit(&self.parts, rest, &mut found).then_some(found)
    }
}

/// Matches parts from left to right, each as short as possible, with backtracking.
fn fit(parts: &[PartPattern], text: &str, found: &mut Vec<String>) -> bool {
    let Some((part, others)) = parts.split_first() else { return text.is_empty() };
    if others.is_empty() && part.after.is_empty() {
        return part.push(text, found);
    }
    for (at, _) in text.match_indices(part.after.as_str()) {
        let known = found.len();
        if part.push(&text[..at], found) && fit(others, &text[at + part.after.len()..], found) {
            return true;
        }
        found.truncate(known);
    }
    false
}

impl PartPattern {
    fn push(&self, text: &str, found: &mut Vec<String>) -> bool {
        let text = unquoted(text.trim());
        let Some(form) = &self.date else {
            found.push(text.to_owned());
            return true;
        };
        let mut day = String::new();
        // A part that must be a date may also be blank.
        match form.read(text) {
            Some(date) => date.push_to(&mut day),
            None if text.is_empty() => {}
            None => return false,
        }
        found.push(day);
        true
    }
}

/// A text without the quotes around it.
fn unquoted(text: &str) -> &str {
    let inside = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inside.filter(|inside| !inside.contains('"')).map_or(text, str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(cell: &str) -> Vec<String> {
        Split { between: ";".to_owned(), quoted: true, parts: None }.values(cell)
    }

    #[test]
    fn quoted_values_may_contain_the_separator() {
        assert_eq!(
            quoted(r#""A,2016-01-01,x; y";"B,2016-01-02,z""#),
            ["A,2016-01-01,x; y", "B,2016-01-02,z"]
        );
        assert_eq!(quoted(r#""A"; B ;"C";"#), ["A", "B", "C"]);
        assert_eq!(quoted("A; B;;A"), ["A", "B"], "blank and repeated values are left out");
    }

    #[test]
    fn quotes_inside_a_value_do_not_close_it() {
        for title in [
            r#"Fighters "neutralised" near the town"#,
            r#"He said "stop"; nobody did"#,
            r#"All about the "State, so called""#,
            r#"A doubled ""one"" too"#,
            r#""Opens" the title"#,
        ] {
            let cell = format!("\"P,2016-01-01,{title}\";\"Q,2016-01-02,other\"");
            let first = format!("P,2016-01-01,{}", title.replace("\"\"", "\""));
            assert_eq!(quoted(&cell), [first.as_str(), "Q,2016-01-02,other"], "{title}");
        }
        assert_eq!(quoted("\"never closed, A"), ["never closed, A"]);
    }

    #[test]
    fn a_part_that_is_a_date_finds_its_place_among_commas() {
        let parts = PartsPattern::parse("{publisher},{date:iso},{title}").unwrap();
        let of = |value: &str| parts.of(value).map(|parts| parts.join("|"));
        assert_eq!(of("AFP,2016-01-02,One, two").as_deref(), Some("AFP|2016-01-02|One, two"));
        assert_eq!(
            of("AFP, English,2016-01-02 00:00:00,2016-03-04, a date").as_deref(),
            Some("AFP, English|2016-01-02|2016-03-04, a date")
        );
        assert_eq!(of("AFP,,A title").as_deref(), Some("AFP||A title"));
        assert_eq!(of("AFP, 5 July, a title"), None);
        assert_eq!(of("a book"), None);
    }
}
