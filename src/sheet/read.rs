//! Reads a sheet: text into blocks of fields, each word with its line and column.

use super::fault::{Fault, Spot};
use std::ops::Range;

/// A sheet that was read, with all its lines.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    lines: Vec<String>,
    /// The blocks, each with one field or more.
    pub blocks: Vec<Block>,
}

/// Lines without a blank line between them.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The fields in the order of their lines.
    pub fields: Vec<Field>,
}

/// A field with its words.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name in the form for comparisons: lower case, with `-` between words (see [`field_name`]).
    pub name: String,
    /// The name as written in the sheet.
    pub stated: String,
    /// The words, without white space at their ends; lines that were folded are joined by a space.
    pub words: String,
    /// The number of the line with the name, from 1.
    pub line: usize,
    /// The position of the name in that line, in bytes.
    name_at: Range<usize>,
    /// The positions of the words, piece by piece.
    pieces: Vec<Piece>,
}

/// The words of a field on one line.
#[derive(Clone, Debug)]
struct Piece {
    /// Where the piece begins in the words of the field, in bytes.
    start: usize,
    /// The number of the line, from 1.
    line: usize,
    /// The position of the piece in the line, in bytes.
    at: Range<usize>,
}

/// The name of a field in the form for comparisons: `Time of day` and `time_of_day` are `time-of-day`.
#[must_use]
pub fn field_name(stated: &str) -> String {
    stated.trim().to_lowercase().replace([' ', '_'], "-")
}

/// Reads a sheet. Parts that cannot be read are left out, and returned as faults with their positions.
#[must_use]
pub fn read(bytes: &[u8]) -> (Sheet, Vec<(Spot, Fault)>) {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut raw: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    // All lines end as the first one does, so that words may end in a carriage return.
    if raw.len() > 1 && raw[0].ends_with(b"\r") {
        for line in &mut raw {
            *line = line.strip_suffix(b"\r").unwrap_or(line);
        }
    }
    let mut reader = Reader::default();
    for (at, line) in raw.into_iter().enumerate() {
        let text = String::from_utf8_lossy(line);
        if std::str::from_utf8(line).is_err() {
            reader.refuse(at + 1, &text, Fault::NotUtf8);
        } else if line.contains(&0) {
            reader.refuse(at + 1, &text, Fault::ZeroByte);
        } else {
            reader.line(at + 1, &text);
        }
        reader.sheet.lines.push(text.into_owned());
    }
    reader.end_block();
    if reader.sheet.blocks.is_empty() && reader.faults.is_empty() {
        reader.refuse(1, "", Fault::Empty);
    }
    (reader.sheet, reader.faults)
}

#[derive(Default)]
struct Reader {
    sheet: Sheet,
    faults: Vec<(Spot, Fault)>,
    block: Block,
    /// The field above could not be read, so the lines that continue it cannot be read, either.
    is_lost: bool,
}

impl Reader {
    fn refuse(&mut self, line: usize, text: &str, fault: Fault) {
        self.faults.push((Spot::whole(line, text), fault));
        self.is_lost = true;
    }

    fn end_block(&mut self) {
        self.is_lost = false;
        if !self.block.fields.is_empty() {
            self.sheet.blocks.push(std::mem::take(&mut self.block));
        }
    }

    fn line(&mut self, number: usize, text: &str) {
        if text.trim().is_empty() {
            self.end_block();
        } else if text.starts_with(char::is_whitespace) {
            self.further(number, text);
        } else if !text.starts_with('#') {
            self.field(number, text);
        }
    }

    /// A line that begins a field.
    fn field(&mut self, number: usize, text: &str) {
        let Some((stated, words)) = text.split_once(':') else {
            return self.refuse(number, text, Fault::NoColon);
        };
        let name = field_name(stated);
        if name.is_empty() {
            return self.refuse(number, text, Fault::NoName);
        }
        self.is_lost = false;
        let mut field = Field {
            name,
            stated: stated.trim().to_owned(),
            words: String::new(),
            line: number,
            name_at: 0..stated.trim_end().len(),
            pieces: Vec::new(),
        };
        let start = text.len() - words.trim_start().len();
        if !words.trim().is_empty() {
            field.push("", number, (text, start..text.trim_end().len()));
        }
        self.block.fields.push(field);
    }

    /// A line that continues the words of the field above.
    fn further(&mut self, number: usize, text: &str) {
        let spot = Spot::whole(number, text);
        let words = &text[spot.at.clone()];
        if self.is_lost {
            return;
        }
        let fault = if words.starts_with('#') { Fault::IndentedComment } else { Fault::Stray };
        let Some(field) = self.block.fields.last_mut().filter(|_| !words.starts_with('#')) else {
            self.faults.push((spot, fault));
            return;
        };
        let is_first = field.pieces.is_empty();
        if words.starts_with('|') {
            // The text after a bar is a separate line, verbatim.
            let start = spot.at.start + 1;
            let start = start + usize::from(text[start..].starts_with(' '));
            field.push(if is_first { "" } else { "\n" }, number, (text, start..text.len()));
        } else {
            field.push(if is_first { "" } else { " " }, number, (text, spot.at));
        }
    }
}

impl Field {
    /// Adds a part of a line to the words, after `between`.
    fn push(&mut self, between: &str, line: usize, (text, at): (&str, Range<usize>)) {
        self.words.push_str(between);
        let start = self.words.len();
        self.words.push_str(&text[at.clone()]);
        self.pieces.push(Piece { start, line, at });
    }
}

impl Sheet {
    /// The position of a field's name.
    #[must_use]
    pub fn name(&self, field: &Field) -> Spot {
        self.spot(field.line, field.name_at.clone())
    }

    /// The position of a field's words in their first line; that of its name if it has no words.
    #[must_use]
    pub fn words(&self, field: &Field) -> Spot {
        self.part(field, 0..field.words.len())
    }

    /// The position of a part of a field's words, in its first line; the part is given in bytes of those
    /// words.
    #[must_use]
    pub fn part(&self, field: &Field, part: Range<usize>) -> Spot {
        let holds = |piece: &&Piece| piece.start <= part.start;
        let Some(piece) = field.pieces.iter().rev().find(holds) else { return self.name(field) };
        let within = |at: usize| (piece.at.start + (at - piece.start)).min(piece.at.end);
        self.spot(piece.line, within(part.start)..within(part.end.max(part.start)))
    }

    fn spot(&self, line: usize, at: Range<usize>) -> Spot {
        let text = self.lines.get(line - 1).cloned().unwrap_or_default();
        Spot { line, text, at }
    }
}
