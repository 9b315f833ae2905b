//! Tests that no confidential data is in any answer to a pipe or a file, and that it is refused by
//! name.

use super::{bytes_of, holds};
use crate::folder::{COUNTED, FORMS, Folder, SECRET, WORD, must, with_secrets};

/// Every command that shows what is recorded, without its format.
fn listings(folder: &Folder) -> Vec<Vec<String>> {
    let mut listings: Vec<Vec<String>> = [
        "table",
        "table --retracted",
        "table --latest",
        "table --text convoys",
        "table --on 2016-10-21",
        "table --as-recorded 2016-11-25",
        "timeline Aleppo",
        "timeline Aleppo --retracted",
        "timeline Syria --all",
        "compare",
        "compare --retracted --quotes",
        "brief Aleppo",
        "brief Aleppo --changed-since 2016-01-01",
        "gaps",
        "gaps --days 1",
        "diff --from 2016-01-01",
        "diff --from 2016-01-01 --recorded",
        "table --latest --as-recorded 2016-11-25",
        "report list --retracted --as-recorded 2016-11-25",
        "log --as-recorded 2016-11-25",
        "report list",
        "report list --retracted",
        "report show open",
        "log",
        "place show Aleppo",
        "place list",
        "indicator list",
    ]
    .iter()
    .map(|words| words.split(' ').map(str::to_owned).collect())
    .collect();
    listings.push(vec!["show".to_owned(), folder.open.clone()]);
    listings.extend(COUNTED.map(|by| vec!["table".to_owned(), "--by".to_owned(), by.to_owned()]));
    listings
}

#[test]
fn no_listing_writes_confidential_facts_to_a_pipe_or_a_file() {
    let folder = with_secrets();
    for listing in listings(&folder) {
        let mut told = 0;
        let pages: &[&str] = match listing[0].as_str() {
            "timeline" => &["html", "svg"],
            "brief" => &["html"],
            _ => &[],
        };
        for form in FORMS.into_iter().chain(pages.iter().copied()) {
            let mut arguments: Vec<&str> = listing.iter().map(String::as_str).collect();
            arguments.extend(["--format", form]);
            let output = folder.run(&arguments);
            assert!(output.status.success(), "{arguments:?}");
            assert!(!holds(&output.stdout, WORD) && !holds(&output.stderr, WORD), "{arguments:?}");
            arguments.extend(["-o", "out"]);
            assert!(folder.run(&arguments).status.success(), "{arguments:?}");
            assert!(!holds(&bytes_of(&folder.path("out")), WORD), "{arguments:?}");
            arguments.push("--include-confidential");
            assert!(folder.run(&arguments).status.success(), "{arguments:?}");
            told += usize::from(holds(&bytes_of(&folder.path("out")), WORD));
        }
        let is_list = ["place", "indicator", "show"].contains(&listing[0].as_str());
        let is_count = listing.iter().any(|word| COUNTED.contains(&word.as_str()));
        let has_word = is_list || is_count || told > 0;
        assert!(has_word, "{listing:?} never shows it, so this test says nothing of it");
    }
}

#[test]
fn no_table_for_others_has_confidential_facts_unless_it_is_marked() {
    let folder = with_secrets();
    let kinds: [&[&str]; 6] = [
        &[],
        &["--retracted"],
        &["--latest"],
        &["--sum"],
        &["--by", "place"],
        &["--by", "report,claimant"],
    ];
    for kind in kinds {
        for (file, mark) in [("out.html", "do not pass on"), ("out.xlsx", ";BCONFIDENTIAL")] {
            let mut arguments = [&["table", "-o", file], kind].concat();
            must(folder.place.path(), &arguments);
            let bytes = bytes_of(&folder.path(file));
            assert!(!holds(&bytes, WORD) && !holds(&bytes, mark), "{arguments:?}");
            arguments.push("--include-confidential");
            must(folder.place.path(), &arguments);
            assert!(holds(&bytes_of(&folder.path(file)), mark), "{arguments:?}");
        }
    }
}

#[test]
fn what_is_confidential_is_refused_by_name_and_not_unknown() {
    let folder = with_secrets();
    let commands = [
        vec!["show", &folder.secret],
        vec!["show", &folder.corrected],
        vec!["report", "show", "quokka-leak"],
        vec!["table", "--report", "quokka-leak"],
        vec!["export", "--report", "quokka-leak"],
    ];
    for mut command in commands {
        let output = folder.run(&command);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{command:?}");
        assert!(said.contains("confidential") && said.contains("--include-confidential"), "{said}");
        assert!(output.stdout.is_empty());
        command.push("--include-confidential");
        assert!(folder.run(&command).status.success(), "{command:?}");
    }
    let near = folder.run(&["report", "show", "quoka-leak"]);
    let said = String::from_utf8_lossy(&near.stderr).into_owned();
    assert!(said.contains("not recorded") && !said.contains(WORD), "{said}");
}

#[test]
fn what_is_recorded_of_a_confidential_report_is_not_repeated_to_a_pipe() {
    let folder = with_secrets();
    let mut arguments = vec!["add", "killed", "Idlib", "44", "--when", "2016-10-22"];
    arguments.extend(SECRET);
    let output = folder.run(&arguments);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(said.trim().len(), 8, "{said}");
    let output = folder.run(&["correct", said.trim(), "45", "--reason", "misread"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim().len(), 8);
}
