//! Tests that the hint after a mistake works: each mistake is made on the sample, and then the command in its hint is
//! run.
#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Stdio};

/// Mistakes on the command line, and the command that the hint of each names.
const MISTAKES: &[(&str, &str)] = &[
    // Arguments in another order, or without quotes.
    ("add Aleppo trapped 8", "add trapped Aleppo 8"),
    ("add trapped 8 Aleppo", "add trapped Aleppo 8"),
    ("add 'eastern Aleppo' 8 trapped", "add trapped 'eastern Aleppo' 8"),
    ("add trapped Aleppo as many as 300,000", "add trapped Aleppo 'as many as 300,000'"),
    ("add trapped eastern Aleppo 8 --by AFP", "add trapped 'eastern Aleppo' 8 --by AFP"),
    ("add --indicator trapped --place Aleppo 8", "add trapped Aleppo 8"),
    ("retract 7532 the wrong city", "retract 7532 --reason 'the wrong city'"),
    ("timeline eastern Aleppo", "timeline 'eastern Aleppo'"),
    ("timeline Aleppo trapped", "timeline Aleppo --indicator trapped"),
    ("place add New Town", "place add 'New Town'"),
    // A time as a separate word, words of a sentence, and a place with the place that contains it.
    ("add killed Aleppo 8 Friday", "add killed Aleppo 8 --when Friday"),
    ("add killed Aleppo 8 when Friday", "add killed Aleppo 8 --when Friday"),
    ("add killed in Aleppo 8 --when 2016-10-20", "add killed Aleppo 8 --when 2016-10-20"),
    ("add fact killed Aleppo 8 --when Friday", "add killed Aleppo 8 --when Friday"),
    ("correct 7532 value 32 --reason WHY", "correct 7532 32 --reason WHY"),
    ("place add Idlib Syria", "place add Idlib --in Syria"),
    ("assess 7532 b2 --reason x", "assess 7532 --reliability B --credibility 2 --reason x"),
    ("actor alias AFP Presse", "actor edit AFP --alias Presse"),
    // Pages and reports instead of facts.
    ("report page.html", "report add page.html"),
    ("capture page.html", "report add page.html"),
    ("add page.html", "report add page.html"),
    ("show voa-2016-10-24", "report show voa-2016-10-24"),
    ("retract voa-2016-10-24 --reason x", "report retract voa-2016-10-24 --reason WHY"),
    // Words after commands that take options.
    ("table Aleppo", "table --place Aleppo"),
    ("table eastern Aleppo", "table --place 'eastern Aleppo'"),
    ("table trapped --limit 3", "table --indicator trapped --limit 3"),
    ("compare Aleppo", "compare --place Aleppo"),
    ("export facts.csv", "export -o facts.csv"),
    ("export csv", "export --format csv"),
    ("init x.db", "--db x.db init"),
    // Options under another name.
    ("table --date 2016-10-20", "table --on 2016-10-20"),
    ("table --from 2016-10-20 --to 2016-10-22", "table --since 2016-10-20 --until 2016-10-22"),
    ("table --source AFP", "table --publisher AFP"),
    ("table --country=Syria", "table --place Syria"),
    ("timeline Aleppo --search truce", "timeline Aleppo --text truce"),
    ("compare --type trapped", "compare --indicator trapped"),
    ("table --json", "table --format json"),
    ("table --per month", "table --by month"),
    ("add killed Aleppo 8 --date '20 October'", "add killed Aleppo 8 --when '20 October'"),
    ("add killed Aleppo 8 -d Friday", "add killed Aleppo 8 --when Friday"),
    ("add trapped Aleppo 8 --from AFP", "add trapped Aleppo 8 --by AFP"),
    ("add trapped Aleppo 8 --source AFP", "add trapped Aleppo 8 --by AFP"),
    (
        "report add --url https://example.org/1 --title One --publisher AFP --date 2016-10-20",
        "report add https://example.org/1 --title One --publisher AFP --published 2016-10-20",
    ),
    // Commands under another name.
    ("edit 7532 9", "correct 7532 9 --reason WHY"),
    ("delete 7532", "retract 7532 --reason WHY"),
    ("list", "table"),
    ("search truce", "table --text truce"),
    ("find 'food rations'", "table --text 'food rations'"),
    ("latest", "table --latest"),
    ("stats", "table --by indicator"),
    ("contradictions", "compare --only contradicts"),
    ("reports", "report list"),
    ("history", "log"),
    ("backup copy.db", "export --format sqlite -o copy.db"),
    ("version", "--version"),
    ("place new Town", "place add Town"),
    ("place rename aleppo --name Halab", "place edit aleppo --name Halab"),
    ("report delete voa-2016-10-24", "report retract voa-2016-10-24 --reason WHY"),
    ("report ls", "report list"),
    ("explain 'early July'", "explain when 'early July'"),
    ("explain about two dozen", "explain value 'about two dozen'"),
    ("delete 7532 --reason 'said twice'", "retract 7532 --reason 'said twice'"),
    ("edit --reason typo 7532 9", "correct 7532 9 --reason typo"),
    ("search truce --limit 3", "table --text truce --limit 3"),
    ("list --place Aleppo", "table --place Aleppo"),
    ("explain Friday --published 2016-10-24", "explain when Friday --published 2016-10-24"),
    ("--note compare table Aleppo", "--note compare table --place Aleppo"),
    ("place rename aleppo Halab", "place edit aleppo --name Halab"),
    ("compare trapped Aleppo", "compare --indicator trapped --place Aleppo"),
    ("timeline --place Aleppo", "timeline Aleppo"),
    ("--db factline.db timeline", "--db factline.db place list"),
    // Missing arguments.
    ("undo", "undo --reason WHY"),
    ("correct 7532 9", "correct 7532 9 --reason WHY"),
    ("timeline", "place list"),
    ("show", "table"),
    ("report show", "report list"),
];

/// Words that cannot be read, and the hint for each.
const UNREAD: &[(&str, &str)] = &[
    (
        "add killed Aleppo 8 --when 1/2/2016",
        "write 2016-02-01 or 2016-01-02, or give the order: --date-order dmy or mdy",
    ),
    ("add killed Aleppo 8 --when 2016-13-01", "did you mean 2016-01-13?"),
    ("add killed Aleppo 8 --when '30 February'", "if the day is not known, write `February`"),
    ("table --since 2016-02-30", "did you mean 2016-02?"),
    ("table --as-published 1/2/2016", "write 2016-02-01 or 2016-01-02"),
    (
        "report add https://example.org/1 --title One --publisher AFP --published 1/2/2016",
        "write 2016-02-01 or 2016-01-02",
    ),
    ("explain when Friday --published 1/2/2016", "write 2016-02-01 or 2016-01-02"),
];

fn shell(folder: &Path, line: &str) -> (String, Option<i32>) {
    let program = env!("CARGO_BIN_EXE_factline");
    let mut command = Command::new("sh");
    command.args(["-c", &format!("factline() {{ '{program}' \"$@\"; }}; factline {line}")]);
    command.env("FACTLINE_NOW", "2016-11-25T12:00:00Z").env("FACTLINE_USER", "ana");
    command.env_remove("FACTLINE_DB").current_dir(folder).stdin(Stdio::null());
    let output = command.output().expect("a shell runs");
    let printed = [output.stdout, output.stderr].concat();
    (String::from_utf8_lossy(&printed).into_owned(), output.status.code())
}

#[test]
fn each_mistake_on_the_command_line_has_a_hint_that_works() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = folder.path().join("sample.db");
    assert_eq!(shell(folder.path(), "demo . --quiet").1, Some(0));
    std::fs::rename(folder.path().join("factline.db"), &sample).expect("a database");
    let page = page_of("2016-10-24").replace("content=AFP", "content=VOA");
    std::fs::write(folder.path().join("page.html"), page).expect("a page");
    let mut wrong = Vec::new();
    for (mistake, meant) in MISTAKES {
        std::fs::copy(&sample, folder.path().join("factline.db")).expect("a database");
        let (printed, code) = shell(folder.path(), mistake);
        let hint = printed.lines().filter_map(|line| line.strip_prefix("hint: ")).next_back();
        let hint = hint.and_then(|hint| hint.split_once("factline ")).map(|(_, rest)| rest);
        let step = hint.map(|hint| hint.trim_end_matches(", and the options as given"));
        if step != Some(*meant) || !matches!(code, Some(1 | 2)) {
            wrong.push(format!("factline {mistake}\n{code:?} {printed}"));
            continue;
        }
        let (printed, code) = shell(folder.path(), &meant.replace("WHY", "'it was wrong'"));
        if code != Some(0) {
            wrong.push(format!("factline {mistake}\nhint: factline {meant}\n{code:?} {printed}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_line_whose_meaning_is_not_clear_has_no_hint() {
    let folder = tempfile::tempdir().expect("a folder");
    for line in [
        "table -- Aleppo",
        "assess 7532 A1 no reason",
        "place add",
        "$(printf 'table f\\377')",
        "qwerty",
    ] {
        let (printed, code) = shell(folder.path(), line);
        assert!(!printed.contains("hint: ") && code == Some(2), "{line}\n{printed}");
    }
}

#[test]
fn a_date_that_cannot_be_read_has_a_hint_for_its_option() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shell(folder.path(), "demo . --quiet").1, Some(0));
    for (mistake, hint) in UNREAD {
        let (printed, code) = shell(folder.path(), mistake);
        assert!(printed.ends_with(&format!("hint: {hint}\n")), "factline {mistake}\n{printed}");
        assert!(matches!(code, Some(1)), "{mistake}");
    }
}

#[test]
fn the_steps_of_start_here_work_in_their_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/voa.html");
    std::fs::copy(page, folder.path().join("page.html")).expect("a page");
    let (help, _) = shell(folder.path(), "--help");
    let steps = help.split("Start here:\n").nth(1).and_then(|rest| rest.split("\n\n").next());
    let steps: Vec<&str> = steps.expect("steps").lines().map(str::trim).collect();
    assert_eq!(steps.len(), 5, "{steps:?}");
    for step in steps {
        let line = step.strip_prefix("factline ").and_then(|line| line.split("  ").next());
        let (printed, code) = shell(folder.path(), line.expect("a command"));
        assert_eq!(code, Some(0), "{step}\n{printed}");
    }
}

/// A page with a date in its metadata.
fn page_of(date: &str) -> String {
    format!(
        "<html><head><title>Story</title><meta property=og:site_name content=AFP>\
         <meta property=article:published_time content='{date}'></head><body><p>At least 31 people were killed when shells hit the market of Khan Tal on Sunday, the head of \
         the civil defence said on Monday, and forty others were taken to the only hospital that still works in the \
         district of the town.</p></body></html>"
    )
}

#[test]
fn a_date_on_which_no_page_was_published_is_not_taken_from_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shell(folder.path(), "demo . --quiet").1, Some(0));
    let page = folder.path().join("p.html");
    for (date, why) in [
        ("Oct 24", "names no year"),
        ("Monday", "names no year"),
        ("2 hours ago", "names no year"),
        ("Christmas Day", "names no year"),
        ("0001-01-01T00:00:00Z", "before there were web pages"),
        ("1970-01-01T00:00:00Z", "before there were web pages"),
        ("1395/08/03", "before there were web pages"),
        ("2559-10-24", "in the future"),
        ("03/04/2016", "is not read"),
    ] {
        std::fs::write(&page, page_of(date)).expect("a page");
        let (printed, code) = shell(folder.path(), "report add p.html");
        assert_eq!(code, Some(1), "{date}\n{printed}");
        assert!(
            printed.contains(&format!("`{date}` (<meta article:published_time>) ")),
            "{printed}"
        );
        assert!(
            printed.contains(why) && printed.ends_with("hint: give --published DATE\n"),
            "{printed}"
        );
        // A date from another source is accepted if it can be right.
        let two = page_of(date).replace("</head>", "<meta name=date content=2016-10-20></head>");
        std::fs::write(&page, two).expect("a page");
        let (printed, code) = shell(folder.path(), "report add p.html --no-input --key other");
        assert!(printed.contains("published  2016-10-20 (<meta date>)"), "{printed}");
        assert!(
            printed.contains(&format!("note: published is also given as `{date}`")),
            "{printed}"
        );
        assert!(matches!(code, Some(0 | 1)), "{printed}");
    }
    std::fs::write(&page, page_of("Mon, 24 Oct 2016 08:00:00 GMT")).expect("a page");
    let (printed, _) = shell(folder.path(), "report add p.html");
    let told =
        "published  2016-10-24 (<meta article:published_time>: Mon, 24 Oct 2016 08:00:00 GMT)";
    assert!(printed.contains(told), "{printed}");
}

#[test]
fn the_same_page_out_of_an_archive_is_recorded_already() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shell(folder.path(), "demo . --quiet").1, Some(0));
    for (file, before) in
        [("a.html", ""), ("b.html", "https://web.archive.org/web/20161101101010/")]
    {
        let link = format!("<link rel=canonical href='{before}https://valley.example/1'></head>");
        let page = page_of("2016-10-24").replace("</head>", &link);
        std::fs::write(folder.path().join(file), page).expect("a page");
    }
    assert_eq!(shell(folder.path(), "report add a.html").1, Some(0));
    let (printed, code) = shell(folder.path(), "report add b.html");
    assert!(code == Some(1) && printed.contains("recorded already"), "{printed}");
    let typed = "report add https://web.archive.org/web/2016/https://valley.example/2 --title T --publisher AFP \
                 --published 2016-10-20 --key two";
    assert_eq!(shell(folder.path(), typed).1, Some(0));
    let (printed, _) = shell(folder.path(), "report show two");
    assert!(printed.contains("  https://valley.example/2\n"), "{printed}");
    assert!(
        printed.contains("  https://web.archive.org/web/2016/https://valley.example/2\n"),
        "{printed}"
    );
}

#[test]
fn a_text_that_is_not_a_link_is_not_an_archived_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shell(folder.path(), "demo . --quiet").1, Some(0));
    for command in [
        "report add --title T --publisher AFP --published 2016-10-20 --archive-url 'javascript:alert(1)'",
        "report edit voa-2016-10-24 --archive-url archived --reason x",
    ] {
        let (printed, code) = shell(folder.path(), command);
        assert!(code == Some(1) && printed.contains("--archive-url: "), "{printed}");
    }
}

#[test]
fn a_page_in_an_encoding_that_it_does_not_state_is_read_after_the_step_of_its_hint() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shell(folder.path(), "demo . --quiet").1, Some(0));
    let mut page = page_of("2016-10-24").into_bytes();
    let at = page.windows(5).position(|bytes| bytes == b"Story").expect("a title");
    page.splice(at..at + 5, *b"\xce\xe1\xf1\xf2\xf0\xe5\xeb");
    std::fs::write(folder.path().join("ru.html"), page).expect("a page");
    let (printed, code) = shell(folder.path(), "report add ru.html");
    assert_eq!(code, Some(1), "{printed}");
    let step = printed.split('`').find(|words| words.starts_with("iconv ")).expect(&printed);
    let done = Command::new("sh")
        .args(["-c", &step.replace("FILE", "ru.html")])
        .current_dir(&folder)
        .status();
    assert!(done.is_ok_and(|status| status.success()), "{step}");
    let (printed, code) = shell(folder.path(), "report add page.html");
    assert!(code == Some(0) && printed.contains("Обстрел"), "{printed}");
}

#[test]
fn a_page_in_the_place_of_an_article_is_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shell(folder.path(), "demo . --quiet").1, Some(0));
    let wall = "<html><head><title>Strike</title><meta property=og:site_name content=AFP><meta name=date content=2016-10-24>\
                <link rel=canonical href='https://vp.example/'></head><body><p>Just a moment... Checking your browser.</p></body></html>";
    std::fs::write(folder.path().join("wall.html"), wall).expect("a page");
    let (printed, code) = shell(folder.path(), "report add wall.html");
    assert_eq!(code, Some(3), "{printed}");
    assert!(
        printed.contains("note: its text has only ")
            && printed.contains("the front page of its site"),
        "{printed}"
    );
}

#[test]
fn a_link_given_with_a_page_is_shown_as_recorded_and_a_report_of_the_same_link_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shell(folder.path(), "demo . --quiet").1, Some(0));
    let link = "<link rel=canonical href='https://valley.example/1'></head>";
    let page = page_of("2016-10-24").replace("</head>", link);
    std::fs::write(folder.path().join("a.html"), page).expect("a page");
    let (printed, code) = shell(folder.path(), "report add https://mirror.example/zz a.html");
    assert_eq!(code, Some(0), "{printed}");
    let told =
        "link       https://mirror.example/zz (as given; the page says https://valley.example/1, ";
    assert!(printed.contains(told), "{printed}");
    let (printed, code) = shell(folder.path(), "report add a.html");
    assert_eq!(code, Some(3), "{printed}");
    assert!(
        printed.contains("note: afp-2016-10-24 has the same publisher, title and date"),
        "{printed}"
    );
}

#[test]
fn the_text_of_a_page_is_its_article_and_its_quotes_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shell(folder.path(), "demo . --quiet").1, Some(0));
    let page = page_of("2016-10-24")
        .replace("people were", "peo&shy;ple were")
        .replace("Khan Tal", "Khan&#8209;Tal");
    std::fs::write(folder.path().join("a.html"), page).expect("a page");
    let add = "report add https://x.example/9 --title T --publisher AFP --published 2016-10-24 --text a.html --key nine";
    assert_eq!(shell(folder.path(), add).1, Some(0));
    let (printed, _) = shell(folder.path(), "report show nine");
    assert!(printed.contains("At least 31 people were") && !printed.contains("<p>"), "{printed}");
    let fact = "add killed Aleppo 31 --when Sunday --quote 'hit the market of Khan-Tal on Sunday' --report nine";
    let (printed, code) = shell(folder.path(), fact);
    assert!(code == Some(0) && printed.contains("quote found"), "{printed}");
}

#[test]
fn a_publisher_that_is_added_is_reported_with_similar_names() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shell(folder.path(), "demo . --quiet").1, Some(0));
    let add = "report add --title Q --publisher 'VOA Newss' --published '20 Oct 2016' --create";
    let (printed, code) = shell(folder.path(), add);
    assert_eq!(code, Some(0), "{printed}");
    assert!(printed.contains("added VOA Newss, media (voa-newss); similar names: "), "{printed}");
    assert!(printed.contains("published  2016-10-20 (read from `20 Oct 2016`)"), "{printed}");
}
