//! Where rows come from: a file, standard input, or what is built in.

use crate::format::error::FormatError;
use crate::format::progress::Counted;
use crate::format::utf8::Unpacked;
use crate::mapping::Map;
use std::any::Any;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What standard input is called in messages.
pub(crate) const STANDARD_INPUT: &str = "standard input";

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// A file of rows, and the folder of the texts that it names.
#[derive(Debug)]
pub struct Source {
    name: String,
    content: Content,
    texts: Texts,
    holds_objects: bool,
    /// What the rows were written anew into, where they were; dropping it deletes that.
    kept: Option<Kept>,
    map: Option<Map>,
    /// How many bytes were read since it was opened last.
    read: Arc<AtomicU64>,
}

/// A file or a folder that is deleted once nobody reads from it any more.
pub(crate) type Kept = Arc<dyn Any + Send + Sync>;

#[derive(Debug)]
enum Content {
    File(PathBuf),
    Input,
    Bytes(Cow<'static, [u8]>),
}

/// Where the texts are that a row names.
#[derive(Clone, Debug)]
pub(crate) enum Texts {
    /// Nowhere: rows that name one are refused.
    None,
    /// Beside the file.
    Folder(PathBuf),
    /// Built in: names and texts.
    BuiltIn(&'static [(&'static str, &'static str)]),
}

impl Source {
    /// A file, which must be there; `-` is standard input. The texts that its rows name are looked
    /// for beside it.
    pub fn file(path: impl AsRef<Path>) -> Result<Self, FormatError> {
        let path = path.as_ref();
        if path == Path::new("-") {
            let name = STANDARD_INPUT.to_owned();
            return Ok(Self::of(name, Content::Input, Texts::None));
        }
        let name = path.display().to_string();
        let is_folder = || io::Error::new(io::ErrorKind::IsADirectory, "it is a folder");
        std::fs::metadata(path)
            .and_then(|found| if found.is_dir() { Err(is_folder()) } else { Ok(()) })
            .map_err(|why| FormatError::Unreadable { file: name.clone(), why })?;
        let texts = Texts::Folder(path.parent().unwrap_or(Path::new("")).to_owned());
        Ok(Self::of(name, Content::File(path.to_owned()), texts))
    }

    /// Rows that are at hand, by the name to use in messages. They cannot name texts.
    #[must_use]
    pub fn bytes(name: &str, rows: impl Into<Cow<'static, [u8]>>) -> Self {
        Self::of(name.to_owned(), Content::Bytes(rows.into()), Texts::None)
    }

    fn of(name: String, content: Content, texts: Texts) -> Self {
        Self {
            name,
            content,
            texts,
            holds_objects: false,
            kept: None,
            map: None,
            read: Arc::default(),
        }
    }

    /// The same, to be read as JSON Lines.
    #[must_use]
    pub fn as_objects(self) -> Self {
        Self { holds_objects: true, ..self }
    }

    /// The same, by the name to use in messages, with what must stay until its rows are read.
    pub(crate) fn unpacked(self, name: String, kept: Kept) -> Self {
        Self { name, kept: Some(kept), ..self }
    }

    /// The same, by another name.
    pub(crate) fn named(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// The same, whose rows cannot name texts.
    pub(crate) fn without_texts(self) -> Self {
        Self { texts: Texts::None, ..self }
    }

    /// Whether its rows were written anew from another form.
    pub(crate) fn is_unpacked(&self) -> bool {
        self.kept.is_some()
    }

    /// Whether it holds JSON Lines rather than a sheet.
    pub(crate) fn holds_objects(&self) -> bool {
        self.holds_objects
    }

    /// What is built in, with the texts its rows name.
    pub(crate) fn built_in(
        name: &str,
        rows: &'static str,
        texts: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { texts: Texts::BuiltIn(texts), ..Self::bytes(name, rows.as_bytes()) }
    }

    /// The same, to be read through a map.
    #[must_use]
    pub fn through(self, map: Map) -> Self {
        Self { map: Some(map), ..self }
    }

    /// The map that it is to be read through.
    pub(crate) fn map(&self) -> Option<&Map> {
        self.map.as_ref()
    }

    /// The file as named.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Whether it is the standard input, which may come slowly and never end.
    pub(crate) fn is_input(&self) -> bool {
        matches!(self.content, Content::Input)
    }

    /// The bytes, from the beginning.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        self.read.store(0, Ordering::Relaxed);
        Ok(match &self.content {
            Content::File(path) => {
                let bytes = Counted { bytes: File::open(path)?, count: self.read.clone() };
                let is_packed = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz"));
                if is_packed { Box::new(Unpacked::of(bytes)) } else { Box::new(bytes) }
            }
            Content::Input => Box::new(io::stdin()),
            Content::Bytes(bytes) => Box::new(bytes.as_ref()),
        })
    }

    /// How many bytes were read since it was opened last, and how many there are.
    pub(crate) fn progress(&self) -> (u64, Option<u64>) {
        let size = match &self.content {
            Content::File(path) => std::fs::metadata(path).ok().map(|found| found.len()),
            Content::Input => None,
            Content::Bytes(bytes) => Some(bytes.len() as u64),
        };
        (self.read.load(Ordering::Relaxed), size)
    }
}

impl Texts {
    /// The text that a row names, or why there is none. A path may not lead out of the folder:
    /// who sends the rows must not choose which of our files to read.
    pub(crate) fn read(&self, name: &str) -> Result<String, String> {
        match self {
            Self::None => Err("there is no folder to read it from".to_owned()),
            Self::BuiltIn(texts) => texts
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, text)| (*text).to_owned())
                .ok_or_else(|| "it is not built in".to_owned()),
            Self::Folder(folder) => {
                let path = Path::new(name);
                if !path.components().all(|part| matches!(part, Component::Normal(_))) {
                    return Err("it must lie in the folder of the file, or below it".to_owned());
                }
                let bytes = std::fs::read(folder.join(path)).map_err(|error| error.to_string())?;
                String::from_utf8(bytes)
                    .map(|text| text.trim_start_matches(BYTE_ORDER_MARK).to_owned())
                    .map_err(|_| "it is not UTF-8".to_owned())
            }
        }
    }
}
