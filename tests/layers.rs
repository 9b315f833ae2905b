//! The folders of src know only whom they may know.

use std::fs;
use std::path::{Path, PathBuf};

/// A folder, and the words that must not stand in its files.
const RULES: &[(&str, &[&str])] = &[
    (
        "domain",
        &[
            "rusqlite",
            "std::fs",
            "std::io",
            "std::env",
            "Utc::now",
            "Local::now",
            "clap",
            "crate::language",
            "crate::store",
            "crate::wire",
            "crate::format",
            "crate::mapping",
            "crate::gazetteer",
            "crate::import",
            "crate::export",
            "crate::view",
            "crate::render",
            "crate::cli",
        ],
    ),
    (
        "language",
        &[
            "rusqlite",
            "std::fs",
            "std::io",
            "std::env",
            "Utc::now",
            "clap",
            "crate::store",
            "crate::wire",
            "crate::format",
            "crate::mapping",
            "crate::gazetteer",
            "crate::import",
            "crate::export",
            "crate::view",
            "crate::render",
            "crate::cli",
        ],
    ),
    (
        "store",
        &[
            "Utc::now",
            "clap::",
            "crate::language",
            "crate::wire",
            "crate::format",
            "crate::mapping",
            "crate::gazetteer",
            "crate::import",
            "crate::export",
            "crate::view",
            "crate::render",
            "crate::cli",
        ],
    ),
    ("import", &["rusqlite", "Utc::now", "clap::", "crate::view", "crate::cli"]),
    (
        "view",
        &[
            "rusqlite",
            "std::fs",
            "std::io",
            "std::env",
            "Utc::now",
            "clap::",
            "crate::store",
            "crate::wire",
            "crate::format",
            "crate::mapping",
            "crate::gazetteer",
            "crate::import",
            "crate::export",
            "crate::render",
            "crate::cli",
        ],
    ),
    (
        "render",
        &[
            "rusqlite",
            "std::fs",
            "std::env",
            "Utc::now",
            "clap::",
            "crate::store",
            "crate::wire",
            "crate::format",
            "crate::mapping",
            "crate::gazetteer",
            "crate::import",
            "crate::export",
            "crate::cli",
        ],
    ),
    ("cli", &["rusqlite", "SELECT ", "INSERT ", "UPDATE "]),
    (
        "text",
        &[
            "rusqlite",
            "Utc::now",
            "clap::",
            "crate::domain",
            "crate::language",
            "crate::store",
            "crate::wire",
            "crate::format",
            "crate::mapping",
            "crate::gazetteer",
            "crate::import",
            "crate::export",
            "crate::view",
            "crate::render",
            "crate::cli",
        ],
    ),
    ("wire", &["rusqlite", "Utc::now", "clap::", "crate::view", "crate::cli"]),
    ("format", &["rusqlite", "Utc::now", "clap::", "crate::view", "crate::cli"]),
    ("mapping", &["rusqlite", "Utc::now", "clap::", "crate::view", "crate::cli"]),
    ("gazetteer", &["rusqlite", "Utc::now", "clap::", "crate::view", "crate::cli"]),
    ("export", &["rusqlite", "Utc::now", "clap::", "crate::view", "crate::cli"]),
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_folder_knows_what_it_must_not_know() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (folder, forbidden) in RULES {
        let mut found = Vec::new();
        files(&src.join(folder), &mut found);
        assert!(!found.is_empty(), "{folder} has no file");
        for file in found.iter().filter(|file| !is_test(file)) {
            let text = fs::read_to_string(file).expect("the file can be read");
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            for (number, line) in code.lines().enumerate() {
                let comment = line.trim_start().starts_with("//");
                for word in forbidden.iter().filter(|word| !comment && line.contains(**word)) {
                    wrong.push(format!("{}:{}: {word}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "forbidden acquaintances:\n{}", wrong.join("\n"));
}

fn is_test(file: &Path) -> bool {
    file.components().any(|part| part.as_os_str() == "tests")
        || file.file_stem().is_some_and(|stem| stem == "tests")
}

/// Commands and options are the command line's own: everywhere else they would be said twice, or
/// go stale.
#[test]
fn nothing_but_the_command_line_names_commands_and_options() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    let mut wrong = Vec::new();
    for file in &found {
        let name = file.strip_prefix(&src).expect("a file of src");
        let says_limit = ["view", "render"].iter().any(|room| name.starts_with(room));
        let is_told = name.starts_with("cli") || name == Path::new("main.rs") || is_test(file);
        if is_told || says_limit {
            continue;
        }
        let text = fs::read_to_string(file).expect("the file can be read");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let comment = line.trim_start().starts_with("//");
            if !comment && (names_a_command(line) || names_an_option(line)) {
                wrong.push(format!("src/{}:{}: {}", name.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "words of the command line:\n{}", wrong.join("\n"));
}

/// `factline init`, as a user would type it.
fn names_a_command(line: &str) -> bool {
    line.match_indices("factline ").any(|(at, word)| {
        let next = line[at + word.len()..].chars().next();
        line[at + word.len()..].starts_with("--") || next.is_some_and(|c| c.is_ascii_lowercase())
    })
}

/// `--limit`, as a user would type it.
fn names_an_option(line: &str) -> bool {
    line.match_indices("--").any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let next = line[at + 2..].chars().next();
        before.is_none_or(|c| " `\"'(:".contains(c)) && next.is_some_and(|c| c.is_ascii_lowercase())
    })
}

#[test]
fn every_folder_of_src_opens_with_what_it_knows() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (folder, _) in RULES {
        let text =
            fs::read_to_string(src.join(folder).join("mod.rs")).expect("each folder has a mod.rs");
        let head: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        assert!(
            head.contains("ust not know")
                || head.contains("knows nothing")
                || head.contains("nothing of"),
            "src/{folder}/mod.rs does not say what it must not know"
        );
    }
}
