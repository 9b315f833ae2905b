//! Why a file cannot be read at all; what is wrong with one row is an
//! [`Refused`](super::Refused).

use crate::format::problem::Refused;
use crate::format::source::STANDARD_INPUT;
use std::io;

/// What each kind of file needs, as its header tells.
const NEEDED: &str = "facts have indicator, place_key (or place_name), report_key (or publisher, \
    report_title and report_date) and value_as_stated, value_best, status or when_edtf; places \
    have name and one of country, pcode, latitude and longitude; actors have name and key, kind or \
    aliases; indicators have label, definition, measures and nature; reports have publisher, title \
    and published";

/// Why a file cannot be read at all. Nothing of it was recorded if the writer is dropped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be opened or read.
    #[error("{file}: {why}")]
    Unreadable {
        /// The file as named.
        file: String,
        /// What the system says.
        why: io::Error,
    },
    /// A file of refused rows cannot be written.
    #[error("{file}: cannot write the refused rows: {why}")]
    Unwritable {
        /// The file as named.
        file: String,
        /// What the system says.
        why: io::Error,
    },
    /// It is no UTF-8 text.
    #[error("{file}: {why}")]
    NotText {
        /// The file as named.
        file: String,
        /// What it is instead.
        why: BadBytes,
    },
    /// It has no header.
    #[error("{file}: it is empty; a first row with the names of the columns was expected")]
    Empty {
        /// The file as named.
        file: String,
    },
    /// The header is no header.
    #[error("{file}:1: {why}")]
    Header {
        /// The file as named.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// Two columns have the same name.
    #[error("{file}:1: column `{column}` stands there twice")]
    RepeatedColumn {
        /// The file as named.
        file: String,
        /// The column.
        column: String,
    },
    /// It has no object in any of its first lines.
    #[error("{file}:{line}: {why}")]
    NoObject {
        /// The file as named.
        file: String,
        /// The first line that holds anything.
        line: u64,
        /// Why it is no object.
        why: String,
    },
    /// It has no line.
    #[error("{file}: it is empty; one JSON object a line was expected")]
    NoLine {
        /// The file as named.
        file: String,
    },
    /// Objects with too many different keys.
    #[error("{file}:{line}: more than {most} different keys")]
    TooManyKeys {
        /// The file as named.
        file: String,
        /// The line with the key that was too much.
        line: u64,
        /// The most.
        most: usize,
    },
    /// A file or a folder of several files that is not what it should be.
    #[error("{file}: {why}")]
    Package {
        /// The file as named.
        file: String,
        /// What is wrong with it.
        why: String,
        /// The one next step that helps.
        hint: Option<&'static str>,
    },
    /// A column that rows cannot do without.
    #[error("{file}:1: column `{column}` is missing; {kind} need {needed}")]
    MissingColumn {
        /// The file as named.
        file: String,
        /// What the file seems to hold.
        kind: &'static str,
        /// The column.
        column: &'static str,
        /// All that such a file needs.
        needed: &'static str,
    },
    /// The header is of no kind of file that is known.
    #[error("{file}:1: the columns ({found}) are of no kind of file that is known here: {NEEDED}")]
    UnknownKind {
        /// The file as named.
        file: String,
        /// The first columns.
        found: String,
    },
    /// A row that is built in is wrong: a fault of this program.
    #[error("{0}")]
    BuiltIn(Refused),
    /// The map that the file is read through does not fit it.
    #[error(transparent)]
    Map(#[from] crate::mapping::MapError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
}

impl ImportError {
    /// The one next step that helps.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::NotText { file, why: BadBytes::OtherFile("a gzip file") }
                if file == STANDARD_INPUT =>
            {
                "unpack it on the way: `gunzip -c FILE | factline import -`".into()
            }
            Self::NotText { why, .. } => why.hint().to_owned(),
            Self::Header { .. } => "the first row names the columns, separated by commas".into(),
            Self::RepeatedColumn { column, .. } => {
                format!("rename or delete one of the columns `{column}`")
            }
            Self::MissingColumn { .. } | Self::Empty { .. } => {
                "`factline export` writes a file with every column".into()
            }
            Self::UnknownKind { .. } => "somebody else's rows go in with --map: `factline map \
                 suggest FILE` drafts one; lists of places with `factline place import`"
                .into(),
            Self::Map(error) => return error.hint.clone(),
            Self::Store(error) => return error.hint(),
            Self::Package { hint, .. } => return hint.map(str::to_owned),
            Self::TooManyKeys { .. } => "the keys are the names of columns, the same in each \
                object of a kind"
                .into(),
            Self::NoObject { .. } => "JSON Lines are read: one object a line, the same keys in \
                each; `--format csv` reads rows of cells"
                .into(),
            Self::NoLine { .. } => {
                "`factline export --format jsonl` writes one that can be read".into()
            }
            Self::Unwritable { .. } => {
                "--rejects takes a file in a folder that you may write in".into()
            }
            Self::Unreadable { .. } | Self::BuiltIn(_) => return None,
        })
    }
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBytes {
    /// Bytes that no UTF-8 text has.
    #[error("not UTF-8: byte {offset}, in line {line}, begins no character")]
    NotUtf8 {
        /// How many bytes stand before it.
        offset: u64,
        /// The line, from 1.
        line: u64,
    },
    /// Text in two bytes a character.
    #[error("it is in {0}, and UTF-8 was expected")]
    OtherEncoding(&'static str),
    /// Another kind of file, known by its first bytes.
    #[error("it is {0}, and a text of rows was expected")]
    OtherFile(&'static str),
    /// It is named as a packed file, and is none.
    #[error("it is named `.gz`, and is no gzip file")]
    NotPacked,
    /// A packed file that cannot be unpacked to its end.
    #[error("the gzip file is damaged, or a part of it is missing")]
    DamagedPacked,
    /// A zero byte.
    #[error("not text: a zero byte (byte {offset}, in line {line})")]
    Nul {
        /// How many bytes stand before it.
        offset: u64,
        /// The line, from 1.
        line: u64,
    },
    /// A row without end, mostly a quote that is never closed.
    #[error("the row that begins in line {line} is longer than {limit} MB: is a quote not closed?")]
    EndlessRow {
        /// The line in which the row begins.
        line: u64,
        /// The longest row allowed.
        limit: u64,
    },
}

impl BadBytes {
    fn hint(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } | Self::OtherEncoding(_) => {
                "save it as `CSV UTF-8`, or convert it with `iconv -t UTF-8`"
            }
            Self::OtherFile("a gzip file") => "name it `….gz`, and it is unpacked while it is read",
            Self::OtherFile("a web page") => {
                "the address may be that of a page about the file: download the file itself"
            }
            Self::OtherFile("a list of JSON objects") => {
                "one object a line is read: `jq -c '.[]' FILE > FILE.jsonl` writes them so"
            }
            Self::OtherFile("a list of JSON lists") => {
                "CSV is read: `jq -r '.[] | @csv' FILE > FILE.csv` writes it so"
            }
            Self::NotPacked => "take the `.gz` off its name, or pack it with `gzip`",
            Self::DamagedPacked => "fetch it again; `gzip -t FILE` says whether it is whole",
            Self::OtherFile("an SQLite database") => {
                "it may be a Factline database: `factline --db FILE export` writes its facts"
            }
            Self::OtherFile(_) => "save the sheet as `CSV UTF-8`",
            Self::Nul { .. } => "save it as `CSV UTF-8` in the program that wrote it",
            Self::EndlessRow { .. } => "look for a `\"` without its partner in that line",
        }
    }
}
