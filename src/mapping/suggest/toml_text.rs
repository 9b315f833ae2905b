//! The text of a draft: lines of TOML, and comments between them.

use crate::mapping::suggest::sample::Sample;
use std::fmt::Write;

/// TOML on its way.
#[derive(Default)]
pub(super) struct TomlText {
    pub(super) text: String,
}

impl TomlText {
    /// A line as it is.
    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// A line that says why.
    pub(super) fn comment(&mut self, words: impl AsRef<str>) {
        let words = words.as_ref().replace(char::is_control, " ");
        self.line(format!("# {words}"));
    }
}

/// The hole of a template that a column fills.
pub(super) fn hole(sample: &Sample) -> String {
    format!("{{{}}}", sample.reference)
}

/// A text in which no sign makes a hole.
pub(super) fn constant(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace('[', "[[").replace(']', "]]")
}

/// A text as TOML has it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            // Writing into a text cannot fail.
            sign if sign.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(sign));
            }
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}
