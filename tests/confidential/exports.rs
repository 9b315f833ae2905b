//! Tests that no file for other programs contains confidential data.

use super::{bytes_of, holds, told};
use crate::folder::{WORD, must, with_secrets};
use std::path::Path;

#[test]
fn no_export_has_confidential_facts_and_each_says_how_many_it_left_out() {
    let folder = with_secrets();
    let exports = [
        ("csv", "out.csv"),
        ("hxl", "out.csv"),
        ("jsonl", "out.jsonl"),
        ("geojson", "out.geojson"),
        ("datapackage", "package/"),
        ("datapackage", "package.zip"),
        ("sqlite", "out.db"),
        ("xlsx", "out.xlsx"),
        ("timelinejs", "out.json"),
    ];
    for (form, file) in exports {
        for more in [&[][..], &["--retracted"][..], &["--place", "Aleppo"][..]] {
            let mut arguments = vec!["export", "--format", form, "-o", file];
            arguments.extend(more);
            if form == "jsonl" {
                arguments.push("--with-texts");
            }
            let output = folder.run(&arguments);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{arguments:?}: {said}");
            assert!(said.contains("of 1 confidential report left out"), "{arguments:?}: {said}");
            assert!(!holds(&bytes_of(&folder.path(file)), WORD), "{arguments:?}");
            assert!(holds(&bytes_of(&folder.path(file)), "truce expires"), "{arguments:?}");
            remove(&folder.path(file));
            arguments.push("--include-confidential");
            let output = folder.run(&arguments);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success() && !said.contains("confidential report"), "{said}");
            assert!(holds(&bytes_of(&folder.path(file)), WORD), "{arguments:?}");
            remove(&folder.path(file));
        }
    }
}

fn remove(path: &Path) {
    if path.is_dir() {
        std::fs::remove_dir_all(path).expect("the folder is removed");
    } else {
        std::fs::remove_file(path).expect("the file is removed");
    }
}

#[test]
fn a_copy_without_confidential_rows_can_be_imported_elsewhere() {
    let folder = with_secrets();
    for file in ["out.db", "out.jsonl", "out.zip", "out.csv"] {
        assert!(folder.run(&["export", "-o", file]).status.success());
        std::fs::remove_file(folder.path("new.db")).ok();
        must(folder.place.path(), &["--db", "new.db", "init", "--quiet"]);
        must(folder.place.path(), &["--db", "new.db", "import", file, "--create"]);
        let facts = must(folder.place.path(), &["--db", "new.db", "table", "--format", "csv"]);
        assert_eq!(facts.lines().count(), 3, "{file}: {facts}");
    }
    // A place that nothing refers to is exported; an actor that only a hidden report refers to is
    // not.
    let places = must(folder.place.path(), &["--db", "out.db", "place", "list"]);
    assert!(places.contains("Aleppo"), "{places}");
}

#[test]
fn what_is_left_out_is_reported_even_if_notes_are_off() {
    let folder = with_secrets();
    for file in ["out.csv", "out.db", "out.zip"] {
        let said = told(&folder, &["export", "-o", file, "--quiet"], 0);
        assert!(said.contains("of 1 confidential report left out"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn files_with_confidential_content_are_readable_only_by_the_user() {
    use std::os::unix::fs::PermissionsExt;
    let folder = with_secrets();
    std::fs::write(folder.path("rows.csv"), "key,publisher,title,published\nx,nobody,T,2016\n")
        .expect("a file");
    let commands: [(&[&str], &str); 3] = [
        (&["export", "-o", "all.csv", "--include-confidential"], "all.csv"),
        (&["report", "list", "-o", "list.csv", "--include-confidential"], "list.csv"),
        (
            &["import", "rows.csv", "--rejects", "rejects.csv", "--include-confidential"],
            "rejects.csv",
        ),
    ];
    for (command, file) in commands {
        folder.run(command);
        let mode = folder.path(file).metadata().expect("the file").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{file}: {mode:o}");
    }
}

#[test]
fn an_export_does_not_reveal_the_path_of_the_database() {
    let folder = with_secrets();
    let db = folder.path("factline.db");
    let db = db.to_str().expect("UTF-8");
    must(folder.place.path(), &["--db", db, "export", "-o", "package/"]);
    must(folder.place.path(), &["--db", db, "export", "-o", "out.db"]);
    let place = folder.place.path().to_str().expect("UTF-8");
    for file in ["package", "out.db"] {
        assert!(!holds(&bytes_of(&folder.path(file)), place), "{file}");
    }
}
