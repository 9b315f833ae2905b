//! Writes a sheet, so that reading it gives the same words.

/// Words are broken into lines of at most this many characters.
const WIDTH: usize = 100;

/// A line of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry<'a> {
    /// A field: its name and its words.
    Field(&'a str, &'a str),
    /// A comment.
    Comment(&'a str),
}

/// Writes blocks with a blank line between them. The names must be names of fields, as `field_name` makes
/// them.
#[must_use]
pub fn write<'a, B: AsRef<[Entry<'a>]>>(blocks: impl IntoIterator<Item = B>) -> String {
    let mut sheet = String::new();
    for block in blocks {
        if !sheet.is_empty() {
            sheet.push('\n');
        }
        for entry in block.as_ref() {
            match entry {
                Entry::Field(name, words) => field(&mut sheet, name, words),
                Entry::Comment(words) => {
                    let words = words.replace(['\n', '\r', '\0'], " ");
                    sheet.extend(["# ", words.trim_end(), "\n"]);
                }
            }
        }
    }
    sheet
}

fn field(sheet: &mut String, name: &str, words: &str) {
    sheet.extend([name, ":"]);
    if words.is_empty() {
        sheet.push('\n');
    } else if words.contains('\n') || words.trim() != words {
        // Text with line breaks, or with white space at its ends, is written as lines that begin with a bar.
        sheet.push('\n');
        words.split('\n').for_each(|line| sheet.extend(["  | ", line, "\n"]));
    } else {
        folded(sheet, name.chars().count() + 1, words);
    }
}

/// Writes words that begin in a given column, broken into lines at single spaces.
fn folded(sheet: &mut String, column: usize, words: &str) {
    let mut column = column;
    let mut last = '\n';
    for (at, word) in words.split(' ').enumerate() {
        let length = word.chars().count();
        // A line that begins with a bar or a number sign would be read as something else.
        let may_break = at > 0
            && !word.is_empty()
            && !word.starts_with(['|', '#'])
            && !word.starts_with(char::is_whitespace)
            && !last.is_whitespace();
        if may_break && column + 1 + length > WIDTH {
            sheet.extend(["\n  ", word]);
            column = 2 + length;
        } else {
            sheet.extend([" ", word]);
            column += 1 + length;
        }
        last = word.chars().next_back().unwrap_or(' ');
    }
    sheet.push('\n');
}
