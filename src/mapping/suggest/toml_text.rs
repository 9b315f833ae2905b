//! Builds the text of a draft: lines of TOML, and comments.

use crate::mapping::suggest::sample::Sample;
use crate::text::safe::is_unseen;
use std::fmt::Write;

/// A buffer for TOML text.
#[derive(Default)]
pub(super) struct TomlText {
    pub(super) text: String,
}

impl TomlText {
    /// Appends a line of TOML, as given.
    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// Appends a comment line; control characters become spaces.
    pub(super) fn comment(&mut self, words: impl AsRef<str>) {
        let words = words.as_ref().replace(char::is_control, " ");
        self.line(format!("# {words}"));
    }
}

/// The placeholder of a template that reads a column: `{name}`.
pub(super) fn hole(sample: &Sample) -> String {
    format!("{{{}}}", sample.reference)
}

/// A template for a constant text: braces and brackets are doubled.
pub(super) fn constant(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace('[', "[[").replace(']', "]]")
}

/// A text as a TOML string, quoted and escaped.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            // Writing to a `String` cannot fail.
            sign if is_unseen(sign) => {
                let code = u32::from(sign);
                let _ = match code {
                    ..=0xffff => write!(quoted, "\\u{code:04X}"),
                    _ => write!(quoted, "\\U{code:08X}"),
                };
            }
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}
