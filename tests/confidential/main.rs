//! Tests that confidential data is written to no file and no pipe unless the user asks for it: every command that shows
//! facts, reports or quotes, in every format, on a database in which every text of a confidential report, its facts and
//! everything about them contains one secret word.

mod exports;
mod folder;
mod imports;
mod internal;
mod later;
mod listings;
mod recording;

use folder::Folder;
use std::path::Path;

pub(crate) fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// All bytes of a file, or of all files in a folder or in a zip file, such as a workbook.
pub(crate) fn bytes_of(path: &Path) -> Vec<u8> {
    if !path.is_dir() {
        let mut bytes = std::fs::read(path).expect("a file");
        if bytes.starts_with(b"PK") {
            let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip file");
            bytes = Vec::new();
            for at in 0..zip.len() {
                let mut file = zip.by_index(at).expect("a file in the zip file");
                std::io::copy(&mut file, &mut bytes).expect("its bytes");
            }
        }
        return bytes;
    }
    let entries = std::fs::read_dir(path).expect("a folder").flatten();
    entries.flat_map(|entry| bytes_of(&entry.path())).collect()
}

/// What a command prints on both outputs, in lower case. The command must end with this code.
pub(crate) fn told(folder: &Folder, arguments: &[&str], code: i32) -> String {
    let output = folder.run(arguments);
    let told = [output.stdout, output.stderr].concat();
    let told = String::from_utf8_lossy(&told).to_lowercase();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    told
}
