//! The letters by which a sheet names its columns.

/// The letters of a column, which is counted from 0: `A` to `Z`, `AA` …
pub(super) fn letters(mut column: u32) -> String {
    let mut letters = String::new();
    loop {
        let letter = char::from_digit(column % 26 + 10, 36).unwrap_or('?');
        letters.insert(0, letter.to_ascii_uppercase());
        match (column / 26).checked_sub(1) {
            Some(left) => column = left,
            None => return letters,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_have_letters() {
        let named: Vec<String> = [0, 25, 26, 701, 702, 16_383].map(letters).to_vec();
        assert_eq!(named, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
