//! Writes and reads the content of a version of a reference row: one JSON object (RFC 8259) on one
//! line without white space. There is one spelling for each content, because digests cover its
//! bytes.
//!
//! Members are in the order in which they are added. In texts, only `"`, `\` and characters below U+0020 are
//! escaped, by the shortest JSON escape. A number has the fewest digits that read back as the same number,
//! with a point or an exponent; whole numbers are integers.

use super::error::StoreError;
use serde_json::{Map, Value};
use std::fmt::Write as _;
use std::str::FromStr;

/// A JSON object that is being written.
pub(super) struct Content(String);

impl Content {
    /// Begins an object without members.
    pub(super) fn new() -> Self {
        Self("{".to_owned())
    }

    /// Adds a member whose value is a text.
    pub(super) fn text(mut self, name: &str, text: &str) -> Self {
        self.name(name);
        self.string(text);
        self
    }

    /// Adds a member whose value is a text, or null for `None`.
    pub(super) fn optional(mut self, name: &str, text: Option<&str>) -> Self {
        self.name(name);
        match text {
            Some(text) => self.string(text),
            None => self.0.push_str("null"),
        }
        self
    }

    /// Adds a member whose value is in degrees (WGS 84), or null for `None`.
    pub(super) fn degrees(mut self, name: &str, degrees: Option<f64>) -> Self {
        self.name(name);
        match degrees {
            Some(degrees) => self.0.push_str(&number(degrees)),
            None => self.0.push_str("null"),
        }
        self
    }

    /// Adds a member whose value is a whole number.
    pub(super) fn whole(mut self, name: &str, number: u32) -> Self {
        self.name(name);
        // Writing to a string never fails.
        let _ = write!(self.0, "{number}");
        self
    }

    /// Adds a member whose value is a list of texts.
    pub(super) fn list(mut self, name: &str, texts: &[String]) -> Self {
        self.name(name);
        self.0.push('[');
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            self.string(text);
        }
        self.0.push(']');
        self
    }

    /// The finished JSON object.
    pub(super) fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.string(name);
        self.0.push(':');
    }

    fn string(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                '\u{8}' => self.0.push_str("\\b"),
                '\u{c}' => self.0.push_str("\\f"),
                '\0'..='\u{1f}' => {
                    let _ = write!(self.0, "\\u{:04x}", u32::from(c));
                }
                c => self.0.push(c),
            }
        }
        self.0.push('"');
    }
}

/// A number in degrees: with a decimal point, but with an exponent below 0.00001. This is the
/// spelling of older files, so it must not change.
fn number(degrees: f64) -> String {
    let short = format!("{degrees:e}");
    let (_, exponent) = short.split_once('e').unwrap_or_default();
    if matches!(exponent.parse(), Ok(-5..=15)) {
        let plain = format!("{degrees}");
        if plain.contains('.') { plain } else { plain + ".0" }
    } else {
        short
    }
}

/// The members of a stored content.
pub(super) struct Members(Map<String, Value>);

impl Members {
    /// Parses the content of a version. Fails if it is not a JSON object.
    pub(super) fn of(content: &str) -> Result<Self, StoreError> {
        let members = serde_json::from_str(content);
        members.map(Self).map_err(|error| StoreError::Corrupt(error.to_string()))
    }

    /// A member that is a text. Fails if it is missing.
    pub(super) fn text(&self, name: &str) -> Result<String, StoreError> {
        self.optional(name).ok_or_else(|| wrong(name))
    }

    /// A member that is a text; `None` if it is null, missing or not a text.
    pub(super) fn optional(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(Value::as_str).map(str::to_owned)
    }

    /// A member that is a word of a closed set, such as `city`. Fails if it is missing or not a
    /// word of the set.
    pub(super) fn word<T: FromStr>(&self, name: &str) -> Result<T, StoreError> {
        self.text(name)?.parse().map_err(|_| wrong(name))
    }

    /// A member that is a word of a closed set; `None` if it is null or missing. Fails if it is
    /// another word.
    pub(super) fn optional_word<T: FromStr>(&self, name: &str) -> Result<Option<T>, StoreError> {
        self.optional(name).map(|text| text.parse().map_err(|_| wrong(name))).transpose()
    }

    /// A member in degrees; `None` if it is null or missing.
    pub(super) fn degrees(&self, name: &str) -> Option<f64> {
        self.0.get(name).and_then(Value::as_f64)
    }

    /// A member that is a whole number. Fails if it is missing or beyond 32 bits.
    pub(super) fn whole(&self, name: &str) -> Result<u32, StoreError> {
        let number = self.0.get(name).and_then(Value::as_u64);
        number.and_then(|number| u32::try_from(number).ok()).ok_or_else(|| wrong(name))
    }

    /// Whether there is such a member.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// A member that is a list of texts. Fails if it is not one.
    pub(super) fn list(&self, name: &str) -> Result<Vec<String>, StoreError> {
        let texts = self.0.get(name).and_then(Value::as_array).ok_or_else(|| wrong(name))?;
        let text = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| wrong(name));
        texts.iter().map(text).collect()
    }
}

fn wrong(name: &str) -> StoreError {
    StoreError::Corrupt(format!("`{name}` of a version has a value that is not allowed"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    proptest! {
        #[test]
        fn it_is_the_text_that_serde_json_writes_for_the_same_members(
            text: String,
            other: Option<String>,
            texts in prop::collection::vec(any::<String>(), 0..3),
            degrees in prop::option::of(prop_oneof![-180.0..180.0, Just(0.0), -1e-3..1e-3, any::<i8>().prop_map(f64::from)]),
            whole: u32,
        ) {
            let content = Content::new()
                .text("text", &text)
                .optional("other", other.as_deref())
                .list("texts", &texts)
                .degrees("degrees", degrees)
                .whole("whole", whole)
                .finish();
            let parts = [
                format!("\"text\":{}", Value::from(text)),
                format!("\"other\":{}", json!(other)),
                format!("\"texts\":{}", Value::from(texts)),
                format!("\"degrees\":{}", json!(degrees)),
                format!("\"whole\":{whole}"),
            ];
            prop_assert_eq!(content, format!("{{{}}}", parts.join(",")));
        }
    }

    #[test]
    fn numbers_have_a_point_or_an_exponent_and_no_more_digits_than_they_need() {
        for (degrees, written) in [
            (36.2, "36.2"),
            (-37.0, "-37.0"),
            (0.0, "0.0"),
            (0.0001, "0.0001"),
            (0.000_012_34, "0.00001234"),
            (0.000_001, "1e-6"),
            (-0.000_001_5, "-1.5e-6"),
        ] {
            assert_eq!(number(degrees), written);
        }
    }
}
