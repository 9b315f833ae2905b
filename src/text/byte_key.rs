//! Keys as bytes, so that rows are put in order by comparing bytes, also rows that wait in a file.

/// The parts of a key, one after the other. Of two keys that were made of the same kinds of parts, that with
/// the lesser bytes has the lesser parts.
#[derive(Clone, Debug, Default)]
pub struct ByteKey(Vec<u8>);

impl ByteKey {
    /// Adds a number below 256.
    #[must_use]
    pub fn byte(mut self, byte: u8) -> Self {
        self.0.push(byte);
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, number: i64) -> Self {
        // So that negative numbers have the lesser bytes.
        self.bytes(&(number ^ i64::MIN).to_be_bytes())
    }

    /// Adds bytes; those of all keys must be equally many.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        for (at, part) in text.split('\0').enumerate() {
            if at > 0 {
                self.0.extend([0, 1]);
            }
            self.0.extend_from_slice(part.as_bytes());
        }
        // A text comes before those that it begins.
        self.0.extend([0, 0]);
        self
    }

    /// Adds a text that may be missing, which comes before all others.
    #[must_use]
    pub fn text_if_any(self, text: Option<&str>) -> Self {
        match text {
            None => self.byte(0),
            Some(text) => self.byte(1).text(text),
        }
    }

    /// The bytes of all parts.
    #[must_use]
    pub fn into_bytes(self) -> Box<[u8]> {
        self.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_as_bytes_have_the_order_of_their_parts() {
        let texts =
            [None, Some(""), Some("\0"), Some("\0a"), Some("\u{1}"), Some("a"), Some("a\0")];
        let more = [Some("a\0b"), Some("a b"), Some("ab"), Some("é")];
        let texts = || texts.into_iter().chain(more);
        let numbers = [i64::MIN, -1, 0, 1, 255, 256, i64::MAX];
        let mut parts = Vec::new();
        for number in numbers {
            for first in texts() {
                parts.extend(texts().flatten().map(|last| (number, first, last)));
            }
        }
        let mut by_bytes = parts.clone();
        parts.sort_unstable();
        by_bytes.sort_unstable_by_key(|(number, first, last)| {
            ByteKey::default().number(*number).text_if_any(*first).text(last).into_bytes()
        });
        assert_eq!(by_bytes, parts);
    }
}
