//! What is confidential goes to no file and no pipe unless it is asked for: every command that shows
//! facts, reports or quotes, in every form, over a database in which every text of a confidential
//! report, its facts and what was said of them holds one word.

#[path = "confidential/folder.rs"]
mod folder;
#[path = "confidential/internal.rs"]
mod internal;

use folder::{COUNTED, FORMS, Folder, SECRET, WORD, must, with_secrets};
use std::path::Path;

/// Every command that shows what is recorded, without its form.
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

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// All bytes of a file, or of all files in a folder or in a zip file, such as a workbook.
fn bytes_of(path: &Path) -> Vec<u8> {
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

#[test]
fn no_listing_tells_what_is_confidential_to_a_pipe_or_a_file() {
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
        let facts = ["table", "timeline", "log"].contains(&listing[0].as_str());
        let has_word =
            !facts || told > 0 || listing.iter().any(|word| COUNTED.contains(&word.as_str()));
        assert!(has_word, "{listing:?} never shows it, so this test says nothing of it");
    }
}

#[test]
fn no_export_holds_what_is_confidential_and_each_says_how_much_it_left_out() {
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

#[test]
fn no_table_for_others_holds_what_is_confidential_and_one_that_does_is_marked() {
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

fn remove(path: &Path) {
    if path.is_dir() {
        std::fs::remove_dir_all(path).expect("the folder is removed");
    } else {
        std::fs::remove_file(path).expect("the file is removed");
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

#[test]
fn a_copy_without_what_is_confidential_goes_in_elsewhere() {
    let folder = with_secrets();
    for file in ["out.db", "out.jsonl", "out.zip", "out.csv"] {
        assert!(folder.run(&["export", "-o", file]).status.success());
        std::fs::remove_file(folder.path("new.db")).ok();
        must(folder.place.path(), &["--db", "new.db", "init", "--quiet"]);
        must(folder.place.path(), &["--db", "new.db", "import", file, "--create"]);
        let facts = must(folder.place.path(), &["--db", "new.db", "table", "--format", "csv"]);
        assert_eq!(facts.lines().count(), 2, "{file}: {facts}");
    }
    // A place that nothing names is kept, an actor that only a hidden report names is not.
    let places = must(folder.place.path(), &["--db", "out.db", "place", "list"]);
    assert!(places.contains("Aleppo"), "{places}");
}

/// What a command says on both outputs, in lower case. The command must end with this code.
fn told(folder: &Folder, arguments: &[&str], code: i32) -> String {
    let output = folder.run(arguments);
    let told = [output.stdout, output.stderr].concat();
    let told = String::from_utf8_lossy(&told).to_lowercase();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    told
}

#[test]
fn no_command_that_records_names_a_confidential_report_beyond_what_was_typed() {
    let folder = with_secrets();
    let (url, day) = ("https://example.org/quokka", ["--published", "2016-10-24"]);
    let add = ["report", "add", "--title", "New", "--publisher", "VOA"];
    let near = "quoka-leak";
    // Each with a part of the report that is not in its words, by which it would be given away.
    let commands: [(&[&str], &[&str]); 11] = [
        (&["add", "killed", "Aleppo", "1", "--when", "2016-10-20", "--report", near], &[WORD]),
        (&["correct", &folder.open, "13", "--report", "The quoka list", "--reason", "x"], &[WORD]),
        (&["report", "retract", near, "--reason", "x"], &[WORD]),
        (&["report", "reinstate", "the quoka list", "--reason", "x"], &[WORD]),
        (&["report", "edit", "the quoka list", "--title", "y", "--reason", "x"], &[WORD]),
        (
            &["report", "edit", url, "--confidentiality", "public", "--reason", "x"],
            &["quokka-leak", "list", "source"],
        ),
        (&[&add[..], &day, &["--republishes", near]].concat(), &[WORD]),
        (&[&add[..], &day, &["--key", "quokka-leak"]].concat(), &["list", "source"]),
        (&[&add[..], &day, &[url]].concat(), &["quokka-leak", "list", "source"]),
        (
            &[
                "add",
                "killed",
                "Aleppo",
                "1",
                "--when",
                "2016-10-20",
                "--report",
                url,
                "--quote",
                "absent",
            ],
            &["quokka-leak", "list", "source"],
        ),
        (
            &["add", "killed", "Aleppo", "1", "--when", "2017-01-01", "--report", url],
            &["quokka-leak", "list", "source", "2016-10-24"],
        ),
    ];
    for (command, hidden) in commands {
        for quiet in [&[][..], &["--quiet"][..]] {
            let command = [command, quiet].concat();
            let said = told(&folder, &command, 1);
            let given_away = hidden.iter().find(|part| said.contains(**part));
            assert_eq!(given_away, None, "{command:?}: {said}");
        }
        let said = told(&folder, &[command, &["--include-confidential"]].concat(), 1);
        assert!(hidden.iter().any(|part| said.contains(part)), "{command:?}: {said}");
    }
}

#[test]
fn no_reason_of_a_confidential_retraction_is_told() {
    let folder = with_secrets();
    let because = |words| ["--reason", words];
    let fact = &[&["retract", &folder.secret][..], &because("quokka hid")].concat();
    must(folder.place.path(), fact);
    assert!(!told(&folder, fact, 1).contains(WORD));
    let report = |words| [&["report", "retract", "The quokka list"][..], &because(words)].concat();
    let said = told(&folder, &report("the source ran"), 0);
    assert!(!said.contains("leak"), "{said}");
    let said = told(&folder, &report("x"), 1);
    assert!(!said.contains("leak") && !said.contains("source"), "{said}");
    let add =
        ["add", "killed", "Aleppo", "1", "--when", "2016-10-20", "--report", "the quokka list"];
    let said = told(&folder, &add, 1);
    assert!(!said.contains("leak") && !said.contains("source"), "{said}");
}

#[test]
fn neither_an_import_nor_its_rejects_name_a_confidential_report() {
    let folder = with_secrets();
    let facts = "indicator,place_key,report_key,value_best,when_edtf";
    let reports = "key,publisher,title,published,url";
    let files = [
        (format!("{facts}\nkilled,aleppo,quoka-leak,1,2016-10-20\n"), &[WORD][..]),
        (format!("{facts}\nkilled,aleppo,the quoka list,1,2016-10-20\n"), &[WORD]),
        (format!("{reports}\nquokka-leak,VOA,New,2016-01-01,\n"), &["list", "source"]),
        (
            format!("{reports}\nnew,VOA,New,2016-01-01,https://example.org/quokka\n"),
            &["leak", "list", "source"],
        ),
        (
            "indicator,place_key,publisher,report_title,report_date,report_url,value_best,confidentiality\n\
             killed,aleppo,VOA,New,2016-01-01,https://example.org/quokka,1,internal\n"
                .to_owned(),
            &["leak", "list", "source"],
        ),
    ];
    for (rows, hidden) in files {
        std::fs::write(folder.path("rows.csv"), &rows).expect("a file");
        let import = ["import", "rows.csv", "--rejects", "rejects.csv"];
        let said = told(&folder, &import, 3);
        let kept = String::from_utf8(bytes_of(&folder.path("rejects.csv"))).expect("UTF-8");
        for told in [said, kept.to_lowercase()] {
            assert!(!told.contains("confidential reports"), "{told}");
            let given_away = hidden.iter().find(|part| told.contains(**part));
            assert_eq!(given_away, None, "{rows}: {told}");
        }
        let said = told(&folder, &[&import[..], &["--include-confidential"]].concat(), 3);
        assert!(hidden.iter().any(|part| said.contains(part)), "{rows}: {said}");
        std::fs::remove_file(folder.path("rejects.csv")).expect("the file is removed");
    }
}

#[test]
fn an_import_whose_rows_ask_for_more_secrecy_than_the_first_records_nothing() {
    let folder = with_secrets();
    let head = "indicator,place_key,publisher,report_title,report_date,value_best,confidentiality";
    let row = |value: u32, mark: &str| {
        format!("trapped,aleppo,VOA,Late mark,2016-10-24,{value},{mark}\n")
    };
    let facts = |first: &str, second: &str| format!("{head}\n{}{}", row(1, first), row(2, second));
    let list = |first: &str, second: &str| {
        let row = |mark| format!("late,VOA,Late mark,2016-10-24,{mark}\n");
        format!("key,publisher,title,published,confidentiality\n{}{}", row(first), row(second))
    };
    for rows in [facts("", "confidential"), facts("internal", "confidential"), list("", "internal")]
    {
        std::fs::write(folder.path("rows.csv"), &rows).expect("a file");
        let said = told(&folder, &["import", "rows.csv"], 1);
        assert!(said.contains("nothing was recorded"), "{said}");
        assert!(!must(folder.place.path(), &["report", "list"]).contains("Late mark"));
    }
    std::fs::write(folder.path("rows.csv"), facts("confidential", "")).expect("a file");
    told(&folder, &["import", "rows.csv"], 0);
    assert!(!must(folder.place.path(), &["report", "list"]).contains("Late mark"));
}

#[test]
fn what_is_left_out_is_told_also_where_notes_are_not() {
    let folder = with_secrets();
    for file in ["out.csv", "out.db", "out.zip"] {
        let said = told(&folder, &["export", "-o", file, "--quiet"], 0);
        assert!(said.contains("of 1 confidential report left out"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn files_that_may_hold_what_is_confidential_are_the_users_alone() {
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
fn an_export_does_not_tell_where_the_database_lies() {
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

#[test]
fn readings_give_the_date_of_no_confidential_report_away() {
    let folder = with_secrets();
    let rows = "indicator,place_key,report_key,value_best,when_as_stated\n\
                killed,aleppo,quokka-leak,1,yesterday\n";
    std::fs::write(folder.path("rows.csv"), rows).expect("a file");
    let import = ["import", "rows.csv", "--dry-run", "--readings", "readings.csv"];
    let read = |said: String| said + &std::fs::read_to_string(folder.path("readings.csv")).unwrap();
    let said = read(told(&folder, &import, 0));
    assert!(said.contains("1 row, read against the dates of confidential reports"), "{said}");
    assert!(!said.contains("oct 2016") && !said.contains("2016-10-2"), "{said}");
    let said = read(told(&folder, &[&import[..], &["--include-confidential"]].concat(), 0));
    assert!(said.contains("23 oct 2016") && said.contains("2016-10-24"), "{said}");
}

#[test]
fn no_reason_of_an_undo_or_of_what_took_it_back_is_told() {
    let folder = with_secrets();
    let at = folder.place.path();
    let rows = "indicator,place,value_best,when_edtf,report_key\n\
                killed,Idlib,44,2016-10-20,open\nkilled,Idlib,45,2016-10-20,quokka-leak\n";
    std::fs::write(at.join("both.csv"), rows).expect("a file");
    must(at, &["import", "both.csv", "--include-confidential"]);
    must(at, &["undo", "--reason", "quokka undone"]);
    let newest = must(at, &["log", "--limit", "1", "--format", "csv"]);
    let undo = newest.lines().nth(1).and_then(|line| line.get(..8)).expect("an undo").to_owned();
    must(at, &["undo", &undo, "--reason", "quokka taken back"]);
    let table = must(at, &["table", "--place", "Idlib", "--format", "csv"]);
    let fact = table.lines().find(|line| line.contains("44")).expect("the open fact");
    let redo = must(at, &["log", "--limit", "1", "--format", "csv"]);
    let redo = redo.lines().nth(1).and_then(|line| line.get(..8)).expect("a redo").to_owned();
    for listing in [vec!["show", &fact[..8]], vec!["log", &undo], vec!["log", &redo], vec!["log"]] {
        for form in FORMS {
            let arguments = [&listing[..], &["--format", form]].concat();
            let output = folder.run(&arguments);
            assert!(output.status.success(), "{arguments:?}");
            assert!(!holds(&output.stdout, WORD) && !holds(&output.stderr, WORD), "{arguments:?}");
        }
        let whole = [&listing[..], &["--include-confidential"]].concat();
        assert!(holds(&folder.run(&whole).stdout, WORD), "{whole:?}");
    }
}

#[test]
fn what_an_undone_edit_said_stays_confidential() {
    let folder = with_secrets();
    let at = folder.place.path();
    let edit = ["report", "edit", "open", "--title", "Quokka told it", "--confidentiality"];
    let edit = [&edit[..], &["confidential", "--reason", "quokka asked for it"]].concat();
    must(at, &edit);
    must(at, &["undo", "--reason", "the quokka is safe"]);
    let log = must(at, &["log", "--limit", "2", "--format", "csv"]);
    assert!(!holds(log.as_bytes(), WORD), "{log}");
    for line in log.lines().skip(1) {
        let output = folder.run(&["log", &line[..8]]);
        assert!(!holds(&[output.stdout, output.stderr].concat(), WORD), "{line}");
    }
    must(at, &["export", "--format", "sqlite", "-o", "copy.db"]);
    assert!(!holds(&bytes_of(&at.join("copy.db")), WORD));
}

#[test]
fn an_edit_names_no_confidential_report_that_is_republished() {
    let folder = with_secrets();
    let at = folder.place.path();
    must(
        at,
        &[
            "report",
            "add",
            "--title",
            "B",
            "--publisher",
            "VOA",
            "--published",
            "2016-10-25",
            "--key",
            "b",
        ],
    );
    let edit =
        ["report", "edit", "b", "--republishes", "https://example.org/quokka", "--reason", "r"];
    let output = folder.run(&edit);
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(!said.contains("quokka-leak"), "{said}");
}

/// Files that are marked where they hold what is confidential: the arguments, the file, and its mark.
const MARKED: [(&str, &str, &str); 9] = [
    ("table", "out.html", "do not pass on"),
    ("table --latest", "out.xlsx", ";BCONFIDENTIAL"),
    ("table", "out.xlsx", ";BCONFIDENTIAL"),
    ("timeline Aleppo", "out.html", "do not pass on"),
    ("timeline Aleppo", "out.svg", "CONFIDENTIAL"),
    ("brief Aleppo", "out.html", "do not pass on"),
    ("export", "out.xlsx", "CONFIDENTIAL: this workbook"),
    ("export --format timelinejs", "out.json", "do not pass on"),
    ("export", "out.jsonl", r#""confidentiality":"confidential""#),
];

/// The words of a command, and more of them.
fn with<'a>(command: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    command.split(' ').chain(more.iter().copied()).collect()
}

/// A folder with a report that was public on 20 October, with a fact; and its id.
fn once_public() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let on = |day: &str, command: &[&str]| must_on(folder.path(), day, command);
    on("2016-10-20", &["init", "--quiet"]);
    on("2016-10-20", &with("place add Aleppo --kind city --lat 36 --lon 37", &[]));
    on("2016-10-20", &with("actor add VOA --kind media", &[]));
    let report =
        "report add https://example.org/1 --publisher VOA --published 2016-10-19 --key r1 --title";
    on("2016-10-20", &with(report, &["The quokka list"]));
    on("2016-10-20", &with("add killed Aleppo 12 --when 2016-10-19 --report r1", &[]));
    let facts = on("2016-10-20", &with("table --format csv", &[]));
    let fact =
        facts.lines().nth(1).and_then(|row| row.split(',').next()).expect("an id").to_owned();
    (folder, fact)
}

/// Runs a command that must succeed on a day.
fn must_on(folder: &Path, day: &str, arguments: &[&str]) -> String {
    let mut command = folder::command(folder, arguments);
    let output = command.env("FACTLINE_NOW", format!("{day}T12:00:00Z")).output();
    let output = output.expect("factline runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

/// What became confidential after the day of `--as-recorded` is marked in the answer of that day: by
/// an edit, and by a confidential report in place of one that was retracted.
#[test]
fn what_became_confidential_later_is_marked_as_recorded_earlier() {
    let edit = "report edit r1 --confidentiality confidential --reason list";
    let again = "report add https://example.org/1 --publisher VOA --published 2016-10-19 --key r2 --title \
                 names --confidentiality confidential";
    for acts in [&[edit][..], &["report retract r1 --reason list", again]] {
        let (place, fact) = once_public();
        let folder = place.path();
        for act in acts {
            must_on(folder, "2016-11-05", &with(act, &[]));
        }
        let asked = ["--as-recorded", "2016-10-25"];
        for (command, file, mark) in MARKED {
            let arguments = with(command, &[&asked[..], &["-o", file]].concat());
            must(folder, &arguments);
            let bytes = bytes_of(&folder.join(file));
            assert!(!holds(&bytes, WORD) && !holds(&bytes, "confidential report"), "{arguments:?}");
            let arguments =
                with(command, &[&asked[..], &["--include-confidential", "-o", file]].concat());
            must(folder, &arguments);
            assert!(holds(&bytes_of(&folder.join(file)), mark), "{arguments:?}");
            std::fs::remove_file(folder.join(file)).expect("the file is removed");
        }
        for arguments in
            [with("report show quoka", &asked), with("show", &[&[&fact[..]], &asked[..]].concat())]
        {
            let output = folder::run(folder, &arguments);
            let said = [output.stdout, output.stderr].concat();
            assert!(!output.status.success() && !holds(&said, WORD), "{arguments:?}");
        }
    }
}

/// A file for others that would show nothing but what is confidential does not tell that there is any: it
/// is the same as where nothing is recorded.
#[test]
fn an_empty_page_tells_of_nothing_confidential() {
    let pages = [
        ("table", "out.html"),
        ("table --latest", "out.html"),
        ("table --sum", "out.html"),
        ("table --by place", "out.html"),
        ("table", "out.xlsx"),
        ("table", "out.md"),
        ("table", "out.txt"),
        ("table", "out.csv"),
        ("table --chart", "out.txt"),
        ("timeline Aleppo", "out.html"),
        ("timeline Aleppo", "out.svg"),
        ("timeline Aleppo", "out.md"),
        ("timeline Aleppo", "out.json"),
        ("brief Aleppo", "out.html"),
        ("brief Aleppo", "out.md"),
        ("brief Aleppo", "out.txt"),
    ];
    let (place, _) = once_public();
    let edit = "report edit r1 --confidentiality confidential --reason list";
    must_on(place.path(), "2016-11-05", &with(edit, &[]));
    for (command, file) in pages {
        let arguments = with(command, &["-o", file]);
        let output = folder::run(place.path(), &arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.success() && said.contains("1 confidential report left out"),
            "{said}"
        );
        let bytes = bytes_of(&place.path().join(file));
        let tells = ["left out", "confidential report", "include-confidential"];
        assert_eq!(tells.iter().find(|words| holds(&bytes, words)), None, "{arguments:?}");
    }
}
