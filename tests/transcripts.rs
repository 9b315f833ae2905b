//! Tests that every command shown in the README, in docs/ and in tests/transcripts/ prints the
//! output shown there.

mod support;

use std::path::Path;

fn check_all(pages: impl IntoIterator<Item = impl AsRef<Path>>) {
    let mut wrong = Vec::new();
    let mut steps = 0;
    for page in pages {
        match support::check(page.as_ref()) {
            Ok(0) if needs_steps(page.as_ref()) => {
                wrong.push(format!("{}: no command was run", page.as_ref().display()));
            }
            Ok(count) => steps += count,
            Err(difference) => wrong.push(difference),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(steps > 0, "no command was run");
}

/// Pages that show commands: all except those that only explain.
fn needs_steps(page: &Path) -> bool {
    let name = page.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let explains =
        ["changelog", "data-model", "design", "edtf", "language", "performance", "reliability"];
    !explains.iter().any(|start| name.starts_with(start))
}

fn pages(folder: &str) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(support::root().join(folder)).expect("the folder can be read");
    let mut pages: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md"));
    pages.sort();
    pages
}

#[test]
fn the_readme_prints_what_it_says() {
    check_all([support::root().join("README.md")]);
}

#[test]
fn the_docs_print_what_they_say() {
    check_all(pages("docs"));
}

/// The pictures of the documentation, each with the commands that draw it into `picture`.
const PICTURES: &[(&str, &str)] = &[(
    "docs/aleppo.svg",
    "factline demo . --quiet > /dev/null && factline timeline Aleppo --format svg -o picture",
)];

#[test]
fn the_pictures_of_the_docs_are_what_the_program_draws() {
    for (file, command) in PICTURES {
        support::check_picture(&support::root().join(file), command).unwrap();
    }
}

#[test]
fn the_commands_print_what_their_transcripts_say() {
    check_all(pages("tests/transcripts"));
}
