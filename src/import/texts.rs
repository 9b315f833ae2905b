//! Finds the text files that rows of reports refer to.

use crate::domain::report::LONGEST_TEXT;
use crate::format::folder::Folder;

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// The source of the texts that rows of reports refer to.
#[derive(Clone, Debug)]
pub(crate) enum Texts {
    /// There are no texts: a row that refers to one is refused.
    None,
    /// In the folder of the imported file.
    Folder(Folder),
    /// Built into the program: pairs of name and text.
    BuiltIn(&'static [(&'static str, &'static str)]),
}

impl Texts {
    /// The text that a row refers to. The error is a reason to show to the user.
    pub(crate) fn read(&self, name: &str) -> Result<String, String> {
        match self {
            Self::None => Err("there is no folder to read it from".to_owned()),
            Self::BuiltIn(texts) => texts
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, text)| (*text).to_owned())
                .ok_or_else(|| "it is not built in".to_owned()),
            Self::Folder(folder) => {
                let bytes =
                    folder.read(name, LONGEST_TEXT as u64).map_err(|why| why.to_string())?;
                String::from_utf8(bytes)
                    .map(|text| text.trim_start_matches(BYTE_ORDER_MARK).to_owned())
                    .map_err(|_| "it is not UTF-8".to_owned())
                    .and_then(without_zero_byte)
            }
        }
    }
}

fn without_zero_byte(text: String) -> Result<String, String> {
    if text.contains('\0') { Err("it holds a zero byte".to_owned()) } else { Ok(text) }
}
