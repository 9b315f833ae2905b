//! The formats of listings: their names, the endings of their files, and which command has which formats.

use super::error::Failure;
use crate::render::Format;
use crate::text::lists::in_words;
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::fmt::Debug;

/// The formats of a listing, as `--format` names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatName {
    /// Text for people
    Text,
    /// CSV of what is shown, with more columns
    Csv,
    /// A list of records with typed values
    Json,
    /// The same records, one on each line
    Jsonl,
    /// A table for a document
    Markdown,
    /// A page for a browser, whole in one file
    Html,
    /// A workbook for spreadsheets, with typed cells
    Xlsx,
    /// The lanes as a picture
    Svg,
}

impl FormatName {
    /// The endings of files of this format, without the dot; the usual one first.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "text"],
            Self::Csv => &["csv"],
            Self::Json => &["json"],
            Self::Jsonl => &["jsonl", "ndjson"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm"],
            Self::Xlsx => &["xlsx"],
            Self::Svg => &["svg"],
        }
    }
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Text => Self::Text,
            FormatName::Csv => Self::Csv,
            FormatName::Json => Self::Json,
            FormatName::Jsonl => Self::JsonLines,
            FormatName::Markdown => Self::Markdown,
            FormatName::Html => Self::Html,
            FormatName::Xlsx => Self::Workbook,
            FormatName::Svg => Self::Svg,
        }
    }
}

/// A kind of listing, which decides its formats.
pub(super) trait Listing: Clone + Copy + Debug + Send + Sync + 'static {
    /// The formats, in the order of `--help`; text is the first.
    const FORMATS: &'static [FormatName];
}

/// The formats that every listing has.
#[derive(Clone, Copy, Debug)]
pub(super) struct EveryListing;

impl Listing for EveryListing {
    const FORMATS: &'static [FormatName] = &[
        FormatName::Text,
        FormatName::Csv,
        FormatName::Json,
        FormatName::Jsonl,
        FormatName::Markdown,
    ];
}

/// The formats of a timeline.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimelineFormats;

impl Listing for TimelineFormats {
    const FORMATS: &'static [FormatName] = &[
        FormatName::Text,
        FormatName::Csv,
        FormatName::Json,
        FormatName::Jsonl,
        FormatName::Markdown,
        FormatName::Html,
        FormatName::Svg,
    ];
}

/// The formats of a brief.
#[derive(Clone, Copy, Debug)]
pub(super) struct BriefFormats;

impl Listing for BriefFormats {
    const FORMATS: &'static [FormatName] = &[
        FormatName::Text,
        FormatName::Csv,
        FormatName::Json,
        FormatName::Jsonl,
        FormatName::Markdown,
        FormatName::Html,
    ];
}

/// The formats of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct TableFormats;

impl Listing for TableFormats {
    const FORMATS: &'static [FormatName] = &[
        FormatName::Text,
        FormatName::Csv,
        FormatName::Json,
        FormatName::Jsonl,
        FormatName::Markdown,
        FormatName::Html,
        FormatName::Xlsx,
        FormatName::Svg,
    ];
}

/// The commands with more formats than every listing has.
const BY_COMMAND: &[(&str, &[FormatName])] = &[
    ("timeline", TimelineFormats::FORMATS),
    ("table", TableFormats::FORMATS),
    ("brief", BriefFormats::FORMATS),
];

/// Reads the value of `--format`: one of the listing's formats.
pub(super) fn parser<L: Listing>() -> impl TypedValueParser<Value = FormatName> {
    let names: Vec<PossibleValue> =
        L::FORMATS.iter().filter_map(FormatName::to_possible_value).collect();
    PossibleValuesParser::new(names).try_map(|name| FormatName::from_str(&name, false))
}

/// The help of `-o`.
pub(super) fn output_help<L: Listing>() -> String {
    let endings: Vec<String> = endings(L::FORMATS).collect();
    format!("Write to FILE; its ending ({}) picks the format", endings.join(", "))
}

/// The format that the ending of a file names, for a listing. Fails if it names none, or one that the listing does not
/// have.
pub(super) fn of_ending<L: Listing>(ending: &str) -> anyhow::Result<FormatName> {
    let ending = &*ending.to_lowercase();
    let named = |name: &&FormatName| name.endings().contains(&ending);
    let known = || in_words(&endings(L::FORMATS).collect::<Vec<_>>());
    let Some(name) = FormatName::value_variants().iter().find(named) else {
        return Err(unknown_ending(ending, &known()));
    };
    if L::FORMATS.contains(name) {
        return Ok(*name);
    }
    let what = format!("-o: `.{ending}` is not a format of this command; {} are", known());
    Err(Failure::new(what).hint(format!("{} can write .{ending}", having(*name))).into())
}

/// The format, unless the ending of its file names another one and one of the two is a page, a picture or a workbook,
/// which no program opens under a wrong ending.
pub(super) fn agreeing(name: FormatName, ending: &str) -> anyhow::Result<FormatName> {
    let ending = &*ending.to_lowercase();
    let by_ending =
        FormatName::value_variants().iter().find(|other| other.endings().contains(&ending));
    let is_file =
        |name: FormatName| matches!(name, FormatName::Html | FormatName::Svg | FormatName::Xlsx);
    match by_ending {
        Some(other) if *other != name && (is_file(name) || is_file(*other)) => {
            let said = name.to_possible_value().map(|said| said.get_name().to_owned());
            let what = format!(
                "-o: `.{ending}` is not an ending for `--format {}`",
                said.unwrap_or_default()
            );
            Err(Failure::new(what)
                .hint("leave --format out, or give the file another ending")
                .into())
        }
        _ => Ok(name),
    }
}

/// The error for a file whose ending names no format; `known` lists the endings that do.
pub(super) fn unknown_ending(ending: &str, known: &str) -> anyhow::Error {
    let what = format!("-o: `.{ending}` is not an ending that names a format; {known} are");
    let hint = if ending == "pdf" {
        let pages = having(FormatName::Html);
        format!("{pages} can write a page (.html), which a browser prints as PDF")
    } else {
        "give the format with --format".to_owned()
    };
    Failure::new(what).hint(hint).into()
}

/// The commands that have this format, in words, if not every listing has it.
fn having(name: FormatName) -> String {
    let having = BY_COMMAND.iter().filter(|(_, formats)| formats.contains(&name));
    let having: Vec<String> = having.map(|(command, _)| format!("`factline {command}`")).collect();
    in_words(&having)
}

/// The usual endings of formats, that of text last.
fn endings(formats: &'static [FormatName]) -> impl Iterator<Item = String> {
    let (first, others) = formats.split_at(1.min(formats.len()));
    others.iter().chain(first).filter_map(|name| Some(format!(".{}", name.endings().first()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::error::hint;

    #[test]
    fn a_format_that_another_command_has_is_refused_with_its_name() {
        assert_eq!(of_ending::<TimelineFormats>("htm").unwrap(), FormatName::Html);
        let refused = of_ending::<EveryListing>("html").unwrap_err();
        assert!(
            refused.to_string().ends_with(".csv, .json, .jsonl, .md and .txt are"),
            "{refused}"
        );
        assert_eq!(
            hint(&refused).as_deref(),
            Some("`factline timeline`, `factline table` and `factline brief` can write .html")
        );
        assert_eq!(of_ending::<TableFormats>("HTM").unwrap(), FormatName::Html);
        assert_eq!(of_ending::<TableFormats>("XLSX").unwrap(), FormatName::Xlsx);
        assert!(
            agreeing(FormatName::Xlsx, "Xlsx").is_ok()
                && agreeing(FormatName::Csv, "XLSX").is_err()
        );
        let pdf = hint(&of_ending::<TableFormats>("PDF").unwrap_err()).unwrap();
        assert!(pdf.ends_with("can write a page (.html), which a browser prints as PDF"), "{pdf}");
        let unknown = of_ending::<EveryListing>("doc").unwrap_err();
        assert_eq!(hint(&unknown).as_deref(), Some("give the format with --format"));
    }

    #[test]
    fn each_ending_names_one_format_and_each_further_format_has_a_command() {
        let all: Vec<&str> =
            FormatName::value_variants().iter().flat_map(|name| name.endings()).copied().collect();
        let once: std::collections::BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(once.len(), all.len());
        for name in FormatName::value_variants() {
            let has = |formats: &[FormatName]| formats.contains(name);
            assert!(has(EveryListing::FORMATS) || BY_COMMAND.iter().any(|(_, all)| has(all)));
        }
    }
}
