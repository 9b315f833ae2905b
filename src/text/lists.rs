//! Writing several values into one cell of a table, and reading them back.

use std::borrow::Cow;

/// The separator between two values of a cell.
pub const SEPARATOR: &str = " | ";

/// Joins values into one cell with ` | `. Writes a JSON list (`["a|b","c"]`) instead if
/// [`split`] could not restore a value, such as one that contains `|`.
#[must_use]
pub fn join<T: AsRef<str>>(values: &[T]) -> String {
    let is_plain = |value: &str| {
        !value.is_empty()
            && value.trim() == value
            && !value.contains('|')
            && !value.starts_with(['[', '\''])
    };
    let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    if values.iter().all(|value| is_plain(value)) {
        values.join(SEPARATOR)
    } else {
        serde_json::Value::from(values).to_string()
    }
}

/// The cell with the claimants of one statement: a single name unchanged, or several names joined.
#[must_use]
pub fn together<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [one] => one.as_ref().to_owned(),
        several => join(several),
    }
}

/// Names in words: `Ahmed, Kuwait and Sweden`.
#[must_use]
pub fn in_words<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        few => few.concat(),
    }
}

/// Splits a cell into its values; the inverse of [`join`].
#[must_use]
pub fn split(cell: &str) -> Vec<Cow<'_, str>> {
    if cell.starts_with('[')
        && let Ok(values) = serde_json::from_str::<Vec<String>>(cell)
    {
        return values.into_iter().map(Cow::Owned).collect();
    }
    let parts = cell.split('|').map(str::trim).filter(|part| !part.is_empty());
    parts.map(Cow::Borrowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn joining_and_splitting_are_inverse(
            values in prop::collection::vec("[a\\[\\]|\"' ,ح]{0,4}", 0..4)
        ) {
            let cell = join(&values);
            prop_assert_eq!(split(cell.trim()), values);
        }
    }

    #[test]
    fn plain_values_are_joined_plainly() {
        assert_eq!(join(&["Halab", "حلب"]), "Halab | حلب");
        assert_eq!(join(&["a|b", "c"]), "[\"a|b\",\"c\"]");
        assert_eq!(split("[not a list | b"), ["[not a list", "b"]);
    }
}
