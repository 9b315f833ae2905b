//! A number with its noun.

use std::fmt::Display;

/// `1 row`, `3 rows`: a number and what it counts.
#[must_use]
pub(crate) fn counted<N: Copy + Display + PartialEq + From<u8>>(
    number: N,
    one: &str,
    many: &str,
) -> String {
    let noun = if number == N::from(1) { one } else { many };
    format!("{number} {noun}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_none_is_plural() {
        let rows = |number: usize| counted(number, "row is", "rows are");
        assert_eq!([rows(0), rows(1), rows(2)], ["0 rows are", "1 row is", "2 rows are"]);
    }
}
