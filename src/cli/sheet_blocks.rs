//! The blocks of a sheet: a report with what all its facts have in common, and its facts.

use super::error::Failure;
use super::mistakes::{Mistakes, Place};
use super::sheet_fields::{self, Fields, OF_REPORT, Said, Whose};
use crate::domain::report::LONGEST_TEXT;
use crate::language::ReadError;
use crate::sheet::{self, Block, Fault, Field, Sheet, Spot};
use crate::text::files;
use anyhow::Context as _;
use std::ops::Range;
use std::path::Path;

/// The fields that the first line of a fact states in the short form.
const SHORT: [&str; 2] = ["indicator", "value"];

/// Fields that only make sense for a single fact: if one is in the block of a report, the blank line above the fact is
/// missing.
const OF_ONE_FACT: [&str; 7] = ["value", "low", "best", "high", "quote", "quote-unchecked", "fact"];

/// If a zero is among this many first bytes, the file is not text at all; a later one is a mistake in its line.
const BEGINNING: usize = 512;

/// A sheet with the name of its file.
pub(super) struct SheetFile {
    pub(super) file: String,
    pub(super) sheet: Sheet,
}

/// The block of a report, and those of its facts.
pub(super) struct ReportBlock<'s> {
    /// The lines about the report.
    pub(super) report: Vec<Line<'s>>,
    /// The lines that apply to each of its facts, unless the fact states something else.
    common: Vec<Line<'s>>,
    pub(super) facts: Vec<FactBlock<'s>>,
}

/// The lines of a fact: its own, and those that it takes from its report.
pub(super) struct FactBlock<'s> {
    pub(super) lines: Vec<Line<'s>>,
    first: &'s Field,
    /// Whether all of its lines are fields of a fact.
    pub(super) is_whole: bool,
}

/// A field with its words, and their position.
#[derive(Clone, Copy)]
pub(super) struct Line<'s> {
    pub(super) said: Said<'s>,
    field: &'s Field,
    /// Whether the words are at the position of the field's name, as is the indicator in the short form.
    is_name: bool,
}

impl<'s> Line<'s> {
    fn of(field: &'s Field) -> Self {
        let said = Said { name: &field.name, words: &field.words };
        Self { said, field, is_name: false }
    }
}

impl<'s> ReportBlock<'s> {
    /// The line of the report with this name, if it is not empty; `None` if there is none.
    pub(super) fn line(&self, name: &str) -> Option<&Line<'s>> {
        let is_it = |line: &&Line<'_>| line.said.name == name && !line.said.words.is_empty();
        self.report.iter().find(is_it)
    }

    /// The first line of a block without facts, if the block has fields of facts, or nothing but the name of its
    /// report.
    pub(super) fn without_facts(&self) -> Option<&Line<'s>> {
        let is_name = |line: &Line<'_>| OF_REPORT.contains(&line.said.name);
        let says_more = self.common.is_empty() && !self.report.iter().all(is_name);
        self.report.first().filter(|_| self.facts.is_empty() && !says_more)
    }

    /// The words with which the block names its report; `None` if it does not.
    pub(super) fn name(&self) -> Option<&'s str> {
        self.line("report").or(self.line("link")).map(|line| line.said.words)
    }
}

impl<'s> FactBlock<'s> {
    /// The words of a field; `None` if it is not given, or empty.
    pub(super) fn words(&self, name: &str) -> Option<&'s str> {
        let line = self.lines.iter().find(|line| line.said.name == name)?;
        Some(line.said.words).filter(|words| !words.is_empty())
    }
}

impl SheetFile {
    /// Reads a sheet; `-` is standard input. Notes the lines that cannot be read. Fails if the file cannot be read.
    pub(super) fn read(file: &str, mistakes: &mut Mistakes) -> anyhow::Result<Self> {
        let most = LONGEST_TEXT as u64;
        let bytes = if file == "-" {
            files::bytes_at_most(std::io::stdin().lock(), most)
        } else {
            files::read_at_most(Path::new(file), most)
        };
        let shown = if file == "-" { "standard input" } else { file };
        let bytes = bytes.with_context(|| format!("{shown}: cannot read the sheet"))?;
        if let Some(why) = no_sheet(&bytes) {
            return Err(why.context(format!("{shown}: not a sheet")));
        }
        let (sheet, faults) = sheet::read(&bytes);
        let read = Self { file: file.to_owned(), sheet };
        for (spot, fault) in faults {
            mistakes.note_at(read.place(spot), Failure::new(fault.to_string()).hint(next(fault)));
        }
        Ok(read)
    }

    /// The folder in which the sheet may name files.
    pub(super) fn folder(&self) -> &Path {
        if self.file == "-" { Path::new(".") } else { files::folder_of(Path::new(&self.file)) }
    }

    /// The position of a part of a line's words.
    fn part(&self, line: &Line<'_>, part: Range<usize>) -> Place {
        self.place(if line.is_name {
            self.sheet.name(line.field)
        } else {
            self.sheet.part(line.field, part)
        })
    }

    /// The position of a line's words, or of its name if it has no words.
    pub(super) fn words(&self, line: &Line<'_>) -> Place {
        self.part(line, 0..line.said.words.len())
    }

    /// The position of a mistake in a fact: the words of the field that could not be read, or the beginning
    /// of the fact.
    pub(super) fn of_mistake(
        &self,
        fact: &FactBlock<'_>,
        field: &str,
        why: &anyhow::Error,
    ) -> Place {
        let named: Vec<_> = fact.lines.iter().filter(|line| line.said.name == field).collect();
        let told = why.to_string();
        let is_told = |line: &&&Line<'_>| told.contains(&format!("`{}`", line.said.words));
        let Some(line) = named.iter().find(is_told).or(named.first()) else {
            return self.start(fact);
        };
        let read = why.chain().find_map(|cause| cause.downcast_ref::<ReadError>());
        let found = read.and_then(|read| Some((line.said.words.find(&read.text)?, &read.at)));
        match found {
            Some((from, at)) => self.part(line, from + at.start..from + at.end),
            None => self.words(line),
        }
    }

    /// Notes in `mistakes` what is wrong with a fact, each at its position.
    pub(super) fn note_all(&self, fact: &FactBlock<'_>, wrong: Mistakes, mistakes: &mut Mistakes) {
        for mistake in wrong {
            let place = self.of_mistake(fact, mistake.field, &mistake.why);
            mistakes.note_at(place, mistake.why);
        }
    }

    /// The position where a fact begins.
    pub(super) fn start(&self, fact: &FactBlock<'_>) -> Place {
        self.place(self.sheet.name(fact.first))
    }

    /// A place in this file.
    pub(super) fn place(&self, spot: Spot) -> Place {
        Place { file: self.file.clone(), spot, reword: sheet_fields::in_sheet }
    }

    /// The blocks by report. Notes fields in the wrong block.
    pub(super) fn blocks(&self, fields: &Fields, mistakes: &mut Mistakes) -> Vec<ReportBlock<'_>> {
        let mut reports: Vec<ReportBlock<'_>> = Vec::new();
        for block in &self.sheet.blocks {
            let whose = block.fields.first().and_then(|field| fields.whose(&field.name));
            if whose == Some(Whose::Report) {
                reports.push(self.report(fields, block, mistakes));
            } else if let Some(report) = reports.last_mut() {
                let fact = self.fact(fields, block, &report.common, mistakes);
                report.facts.extend(fact);
            } else if let Some(first) = block.fields.first() {
                let why = Failure::new("which report? there is no `report:` above it")
                    .hint("begin the sheet with a block of its report: report: KEY");
                mistakes.note_at(self.place(self.sheet.name(first)), why);
            }
        }
        for report in &reports {
            self.note_unused(report, mistakes);
        }
        reports
    }

    /// Notes an indicator in the block of a report that no fact uses: the blank line above the fact is missing.
    fn note_unused(&self, report: &ReportBlock<'_>, mistakes: &mut Mistakes) {
        let is_indicator = |line: &&Line<'_>| line.said.name == "indicator";
        let Some(line) = report.common.iter().find(is_indicator) else { return };
        let takes =
            |fact: &FactBlock<'_>| fact.lines.iter().any(|own| std::ptr::eq(own.field, line.field));
        if !report.facts.iter().any(takes) {
            let why =
                Failure::new("indicator: every fact below has its own, so it is not used here")
                    .hint("a blank line ends the block of the report");
            mistakes.note_at(self.place(self.sheet.name(line.field)), why);
        }
    }

    /// The fields of a block. Notes those that were given before, and leaves them out.
    fn fields<'s>(
        &self,
        fields: &Fields,
        block: &'s Block,
        mistakes: &mut Mistakes,
    ) -> Vec<&'s Field> {
        let mut once: Vec<&Field> = Vec::with_capacity(block.fields.len());
        for field in &block.fields {
            match once.iter().find(|before| before.name == field.name) {
                Some(first) if !fields.is_list(&field.name) => {
                    mistakes
                        .note_at(self.place(self.sheet.name(field)), given_already(field, first));
                }
                _ => once.push(field),
            }
        }
        once
    }

    fn report<'s>(
        &'s self,
        fields: &Fields,
        block: &'s Block,
        mistakes: &mut Mistakes,
    ) -> ReportBlock<'s> {
        let (mut report, mut common) = (Vec::new(), Vec::new());
        for field in self.fields(fields, block, mistakes) {
            match fields.whose(&field.name) {
                Some(Whose::Report) => report.push(Line::of(field)),
                Some(Whose::Fact) if OF_ONE_FACT.contains(&field.name.as_str()) => {
                    let why = format!("{}: it belongs to a fact", field.stated);
                    let why = Failure::new(why).hint("a blank line ends the block of the report");
                    mistakes.note_at(self.place(self.sheet.name(field)), why);
                }
                Some(Whose::Fact) => common.push(Line::of(field)),
                None => self.note_unknown(fields, field, mistakes),
            }
        }
        ReportBlock { report, common, facts: Vec::new() }
    }

    /// A fact; `None` if the block has no line.
    fn fact<'s>(
        &'s self,
        fields: &Fields,
        block: &'s Block,
        common: &[Line<'s>],
        mistakes: &mut Mistakes,
    ) -> Option<FactBlock<'s>> {
        let (mut lines, mut is_whole) = (Vec::new(), true);
        for (at, field) in self.fields(fields, block, mistakes).into_iter().enumerate() {
            // The short form states the indicator, and usually the value.
            let said = lines.iter().find(|line: &&Line<'_>| line.said.name == field.name && at > 0);
            if let Some(first) = said.filter(|_| SHORT.contains(&field.name.as_str())) {
                mistakes
                    .note_at(self.place(self.sheet.name(field)), given_already(field, first.field));
                is_whole = false;
                continue;
            }
            match fields.whose(&field.name) {
                Some(Whose::Fact) => lines.push(Line::of(field)),
                None if at == 0 => {
                    // The short form: the indicator, and its value after the colon.
                    let said = Said { name: "indicator", words: &field.stated };
                    lines.push(Line { said, field, is_name: true });
                    if !field.words.is_empty() {
                        let said = Said { name: "value", words: &field.words };
                        lines.push(Line { said, ..Line::of(field) });
                    }
                }
                None => {
                    self.note_unknown(fields, field, mistakes);
                    is_whole = false;
                }
                Some(Whose::Report) => {
                    let why = format!("{}: it belongs to the block of the report", field.stated);
                    let why = Failure::new(why).hint("a blank line begins the next block");
                    mistakes.note_at(self.place(self.sheet.name(field)), why);
                    is_whole = false;
                }
            }
        }
        let is_own = |name: &str| lines.iter().any(|line: &Line<'_>| line.said.name == name);
        let further: Vec<_> =
            common.iter().copied().filter(|line| !is_own(line.said.name)).collect();
        lines.extend(further);
        let first = block.fields.first()?;
        Some(FactBlock { lines, first, is_whole })
    }

    fn note_unknown(&self, fields: &Fields, field: &Field, mistakes: &mut Mistakes) {
        let near = fields.near(&field.name);
        let next =
            "a blank line begins the next fact; lines that continue the words above are indented";
        let hint = match near.as_slice() {
            [] => next.to_owned(),
            near => format!("did you mean {}? {next}", near.join(", ")),
        };
        let why = Failure::new(format!("`{}`: there is no such field", field.stated)).hint(hint);
        mistakes.note_at(self.place(self.sheet.name(field)), why);
    }
}

fn given_already(field: &Field, first: &Field) -> Failure {
    Failure::new(format!("{}: given in line {} already", field.stated, first.line))
        .hint("a blank line begins the next fact")
}

/// Why a file as a whole is not a sheet: it is not text, or it is a page.
fn no_sheet(bytes: &[u8]) -> Option<anyhow::Error> {
    let text = String::from_utf8_lossy(bytes);
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let why = if bytes.iter().take(BEGINNING).any(|byte| *byte == 0) {
        Failure::new("it is not text")
            .hint("a sheet is plain text in UTF-8: factline record --help shows one")
    } else if start.starts_with('<') {
        Failure::new("it is a page").hint("factline report add records pages and their texts")
    } else {
        return None;
    };
    Some(why.into())
}

/// The next step for a line that cannot be read.
fn next(fault: Fault) -> &'static str {
    match fault {
        Fault::NotUtf8 | Fault::ZeroByte => "save it as plain text in UTF-8",
        Fault::NoColon | Fault::NoName => {
            "`value: 300`; a line that continues the words above is indented; a comment begins with #"
        }
        Fault::Stray => {
            "an empty line ends a fact; an empty line within words is written as an indented `|`"
        }
        Fault::IndentedComment => {
            "a comment begins at the start of its line; write `| ` before words that begin with #"
        }
        Fault::Empty => "factline record --help shows one",
    }
}
