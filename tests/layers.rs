//! Tests that each folder of src uses only the folders that it may use.

use std::fs;
use std::path::Path;

#[path = "support/source_files.rs"]
mod source_files;

/// A folder of src.
struct Room {
    name: &'static str,
    /// The folders that its files may use.
    uses: &'static [&'static str],
    /// Words that must not occur in its files.
    never: &'static [&'static str],
}

/// Every folder of src; each comes after the folders that it may use.
const ROOMS: &[Room] = &[
    Room { name: "text", uses: &[], never: &["rusqlite", "Utc::now", "clap::"] },
    Room {
        name: "domain",
        uses: &["text"],
        never: &["rusqlite", "std::fs", "std::io", "std::env", "Utc::now", "Local::now", "clap"],
    },
    Room {
        name: "language",
        uses: &["domain"],
        never: &["rusqlite", "std::fs", "std::io", "std::env", "Utc::now", "clap"],
    },
    Room { name: "store", uses: &["text", "domain"], never: &["Utc::now", "clap::"] },
    Room { name: "format", uses: &["text", "domain"], never: &["rusqlite", "Utc::now", "clap::"] },
    Room {
        name: "capture",
        uses: &["domain", "format"],
        never: &["rusqlite", "std::fs", "std::io", "std::env", "Utc::now", "clap::"],
    },
    Room {
        name: "wire",
        uses: &["text", "domain", "store", "format"],
        never: &["rusqlite", "std::fs", "Utc::now", "clap::"],
    },
    Room {
        name: "mapping",
        uses: &["text", "domain", "format", "wire"],
        never: &["rusqlite", "Utc::now", "clap::"],
    },
    Room {
        name: "gazetteer",
        uses: &["domain", "format", "wire"],
        never: &["rusqlite", "std::fs", "Utc::now", "clap::"],
    },
    Room {
        name: "workbook",
        uses: &["text", "domain", "format"],
        never: &["rusqlite", "std::fs", "Utc::now", "clap::"],
    },
    Room {
        name: "export",
        uses: &["text", "domain", "store", "wire", "workbook"],
        never: &["rusqlite", "Utc::now", "clap::"],
    },
    Room {
        name: "import",
        uses: &["text", "domain", "language", "store", "format", "wire", "mapping", "gazetteer"],
        never: &["rusqlite", "Utc::now", "clap::"],
    },
    Room {
        name: "sheet",
        uses: &[],
        never: &["rusqlite", "std::fs", "std::io", "std::env", "Utc::now", "clap::"],
    },
    Room {
        name: "view",
        uses: &["text", "domain", "language"],
        never: &["rusqlite", "std::fs", "std::io", "std::env", "Utc::now", "clap::"],
    },
    Room {
        name: "render",
        uses: &["text", "domain", "language", "view", "workbook"],
        never: &["rusqlite", "std::fs", "std::env", "Utc::now", "clap::"],
    },
    Room {
        name: "cli",
        uses: &[
            "text", "domain", "language", "store", "format", "capture", "wire", "mapping",
            "export", "import", "sheet", "view", "render", "workbook",
        ],
        never: &["rusqlite", "SELECT ", "INSERT ", "UPDATE "],
    },
];

impl Room {
    /// The first part of a line that the folder must not know.
    fn strangers(&self, line: &str) -> Vec<String> {
        let other = |room: &&Room| room.name != self.name && !self.uses.contains(&room.name);
        let paths = ROOMS.iter().filter(other).map(|room| format!("crate::{}", room.name));
        let words = self.never.iter().map(|word| (*word).to_owned());
        // Paths in braces would hide which folders they lead to.
        let hidden = (self.name != "cli").then(|| "crate::{".to_owned());
        paths.chain(words).chain(hidden).filter(|word| line.contains(word.as_str())).collect()
    }
}

#[test]
fn no_folder_knows_what_it_must_not_know() {
    let mut wrong = Vec::new();
    for room in ROOMS {
        let found = source_files::below(&source_files::src().join(room.name));
        assert!(!found.is_empty(), "{} has no file", room.name);
        for file in &found {
            for (number, line) in source_files::read(file).lines().enumerate() {
                if !line.trim_start().starts_with("//") {
                    let strangers = room.strangers(line).into_iter();
                    let told = |word| format!("{}:{}: {word}", file.display(), number + 1);
                    wrong.extend(strangers.map(told));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "forbidden acquaintances:\n{}", wrong.join("\n"));
}

#[test]
fn every_folder_that_a_folder_may_use_is_used_by_it() {
    let mut unused = Vec::new();
    for room in ROOMS {
        let files = source_files::below(&source_files::src().join(room.name));
        let code: String = files.iter().map(|file| source_files::read(file)).collect();
        let is_unused = |used: &&&str| !names(&code, used);
        let told = |used| format!("{} -> {used}", room.name);
        unused.extend(room.uses.iter().filter(is_unused).map(told));
    }
    assert!(unused.is_empty(), "allowed, and not needed:\n{}", unused.join("\n"));
}

/// Whether code names a folder of src: `crate::store`, or `store` among others in braces.
fn names(code: &str, room: &str) -> bool {
    let begins = |path: &str| {
        let rest = path.trim_start().strip_prefix(room);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    code.split("crate::").skip(1).any(|path| match path.strip_prefix('{') {
        Some(paths) => paths.split('}').next().unwrap_or_default().split(',').any(begins),
        None => begins(path),
    })
}

/// Only the command line may name commands and options: elsewhere they would be repeated, or become
/// wrong.
#[test]
fn nothing_but_the_command_line_names_commands_and_options() {
    let src = source_files::src();
    let mut wrong = Vec::new();
    for file in source_files::below(&src) {
        let name = file.strip_prefix(&src).expect("a file of src");
        let is_told = name.starts_with("cli") || name == Path::new("main.rs");
        if is_told {
            continue;
        }
        for (number, line) in source_files::read(&file).lines().enumerate() {
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
    let src = source_files::src();
    for Room { name: folder, .. } in ROOMS {
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

#[test]
fn every_folder_of_src_is_a_room_that_is_held_to_its_rules() {
    let src = source_files::src();
    let folders = fs::read_dir(&src).expect("src can be read").flatten();
    for folder in folders.filter(|entry| entry.path().is_dir()) {
        let name = folder.file_name();
        assert!(ROOMS.iter().any(|room| *room.name == *name), "{name:?} has no rules");
    }
}

/// The rules for dates and quantities must work for other languages, so the words are in separate tables.
#[test]
fn tables_of_words_are_in_the_folder_of_their_language() {
    let language = source_files::src().join("language");
    let mut wrong = Vec::new();
    for file in source_files::below(&language) {
        let below = file.strip_prefix(&language).expect("the file is below the folder");
        let is = |name: &str| below.components().any(|part| part.as_os_str() == name);
        if is("tests") || is("tests.rs") || is("words") {
            continue;
        }
        for (number, line) in source_files::read(&file).lines().enumerate() {
            let table = ["&[&str]", "[&str;", "&[(&str", "[(&str"];
            let declares = line.trim_start().contains("const ") && line.contains(':');
            // A text that continues on the next line is a list of words.
            let lists = ["const ", "let "].iter().any(|word| line.trim_start().starts_with(word))
                && line.ends_with("= \"\\");
            if lists || declares && table.iter().any(|kind| line.contains(kind)) {
                wrong.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "these tables belong to src/language/words/english:\n{}",
        wrong.join("\n")
    );
}
