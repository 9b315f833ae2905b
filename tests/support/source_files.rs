//! The source files in `src`, for tests that read code.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder `src` of the source code.
pub(crate) fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The Rust files in a folder and its subfolders, without files of tests, in no particular order.
pub(crate) fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
        let path = entry.path();
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
        if path.is_dir() && !is_test {
            found.append(&mut below(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") && !is_test {
            found.push(path);
        }
    }
    found
}

/// The text of a file, without the module of tests at its end.
pub(crate) fn read(file: &Path) -> String {
    let mut text = fs::read_to_string(file).expect("the file can be read");
    if let Some(tests) = text.find("#[cfg(test)]\nmod tests {") {
        text.truncate(tests);
    }
    text
}
