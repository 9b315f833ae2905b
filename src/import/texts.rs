//! The texts of reports that rows name.

use std::path::{Component, Path, PathBuf};

const BYTE_ORDER_MARK: char = '\u{FEFF}';

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
