//! Tests that on a real terminal `add` and `report add` ask questions, and other commands ask about names that are not
//! recorded; that nothing is recorded partly if the user is refused or stops; and that no questions are asked
//! elsewhere.

#![cfg(target_os = "linux")]

#[path = "support/folder.rs"]
mod folder;
#[path = "support/terminal.rs"]
mod terminal;

use factline::text::safe::is_unseen;
use folder::Folder;
use terminal::Terminal;

const ENTER: &str = "\r";
const ESC: &str = "\u{1b}";
const DOWN: &str = "\u{1b}[B";
const CTRL_C: &str = "\u{3}";

/// A folder with the sample, a retracted report and hostile names.
fn desk() -> Folder {
    let folder = Folder::empty();
    folder.must(&["demo", ".", "--quiet"]);
    let hostile = "Aleppo \u{1b}[2J\u{202e}citadel";
    folder.must(&["place", "add", hostile, "--in", "Aleppo", "--kind", "site"]);
    let add = ["report", "add", "--publisher", "VOA", "--published", "2016-10-26", "--title"];
    folder.must(&[&add[..], &["Zebra \u{1b}[2J"]].concat());
    folder.must(&[&add[..], &["Withdrawn page", "--key", "withdrawn"]].concat());
    folder.must(&["report", "retract", "withdrawn", "--reason", "twice"]);
    folder
}

/// The program on a terminal of 80 columns.
fn on_terminal(folder: &Folder, arguments: &[&str]) -> Terminal {
    let mut command = folder.command(arguments);
    command.env("TERM", "xterm").env("LANG", "C.UTF-8");
    Terminal::with(command, (40, 80))
}

/// Types words and Enter after a question.
fn answer(terminal: &mut Terminal, question: &str, words: &str) {
    terminal.answer(&format!("? {question}"), &format!("{words}{ENTER}"));
}

fn facts(folder: &Folder) -> String {
    folder.must(&["table", "--format", "csv", "--include-confidential", "--limit", "1000"])
}

/// Text that a terminal does not show as letters, except the sequences of the prompts themselves.
fn has_hostile_sequence(shown: &str) -> bool {
    shown.contains("\u{1b}[2J") || shown.chars().any(|c| is_unseen(c) && !"\u{1b}\r\n".contains(c))
}

#[test]
fn a_bare_add_asks_completes_confirms_and_continues_with_the_report() {
    let folder = desk();
    let mut terminal = on_terminal(&folder, &["add"]);
    answer(&mut terminal, "report", "no further");
    // The beginning of the only matching suggestion is enough; Tab takes the first suggestion.
    answer(&mut terminal, "what", "trapp");
    terminal.answer("? where", "east");
    terminal.answer("Eastern Aleppo, ", "\t\r");
    answer(&mut terminal, "how many", "umpteen");
    terminal.wait_for("not understood");
    // The answer is in the line again.
    terminal.answer("umpteen", &"\u{7f}".repeat(7));
    terminal.press("as many as 300,000\r");
    answer(&mut terminal, "when", "");
    terminal.answer("? who says so", "UN\r");
    let quote = "As many as 300,000 civilians may be trapped in eastern Aleppo.";
    answer(&mut terminal, "quote", quote);
    terminal.wait_for("up to 300,000 people");
    terminal.wait_for("quote found at 828-890");
    terminal.answer("? record it?", ENTER);
    terminal.wait_for("United Nations");
    terminal.answer("? go on?", ENTER);
    // The report is kept, and the place is offered.
    answer(&mut terminal, "what", "siege");
    answer(&mut terminal, "where", "");
    answer(&mut terminal, "how many", "");
    answer(&mut terminal, "status", "under");
    answer(&mut terminal, "when", "since early July");
    answer(&mut terminal, "who says so", "");
    answer(&mut terminal, "quote", "");
    terminal.wait_for("since 1-10 Jul 2016");
    terminal.answer("? record it?", ENTER);
    terminal.answer("? go on?", &format!("{DOWN}{ENTER}"));
    let (shown, code) = terminal.end_raw();
    let shown = String::from_utf8_lossy(&shown).into_owned();
    assert_eq!(code, Some(0), "{shown}");
    assert!(!has_hostile_sequence(&shown), "{shown:?}");
    assert!(!shown.contains("Withdrawn"), "{shown}");
    let facts = facts(&folder);
    assert!(facts.contains("as many as 300,000") && facts.contains("since early July"), "{facts}");
}

#[test]
fn hostile_titles_and_names_are_offered_escaped() {
    let folder = desk();
    let mut terminal = on_terminal(&folder, &["add"]);
    answer(&mut terminal, "report", "zebra");
    terminal.wait_for("Zebra \\u{1b}[2J");
    answer(&mut terminal, "what", "killed");
    terminal.answer("? where", "citadel");
    terminal.wait_for("Aleppo \\u{1b}[2J\\u{202e}citadel");
    terminal.press(CTRL_C);
    let (shown, code) = terminal.end_raw();
    let shown = String::from_utf8_lossy(&shown).into_owned();
    assert!(code.is_none() && !has_hostile_sequence(&shown), "{shown:?}");
}

#[test]
fn whoever_stops_leaves_nothing_recorded() {
    let folder = desk();
    let before = (facts(&folder), folder.must(&["log", "--format", "csv"]));
    for keys in [ESC, CTRL_C] {
        let mut terminal = on_terminal(&folder, &["add"]);
        terminal.answer("? report", keys);
        assert_eq!(terminal.end().1, (keys == ESC).then_some(1));
    }
    // At the last question, after the user agreed to a new place.
    let mut terminal = on_terminal(&folder, &["add", "killed", "--report", "voa-2016-10-24"]);
    answer(&mut terminal, "where", "Kafr Zita");
    terminal.answer("is not recorded", "add it\r");
    answer(&mut terminal, "it lies in", "");
    terminal.answer("? kind of Kafr Zita", ENTER);
    answer(&mut terminal, "how many", "12");
    answer(&mut terminal, "when", "Friday");
    answer(&mut terminal, "who says so", "");
    answer(&mut terminal, "quote", "");
    terminal.wait_for("added Kafr Zita, area");
    terminal.answer("? record it?", ESC);
    terminal.answer("? quote", CTRL_C);
    assert_eq!(terminal.end().1, None);
    assert_eq!((facts(&folder), folder.must(&["log", "--format", "csv"])), before);
}

#[test]
fn names_that_are_not_recorded_are_asked_about_in_every_command() {
    let folder = desk();
    let mut terminal = on_terminal(
        &folder,
        &[
            "add",
            "killed",
            "Kafr Zita",
            "12",
            "--when",
            "21 October 2016",
            "--by",
            "Jens Laerk",
            "--report",
            "voa-2016-10-24",
        ],
    );
    terminal.answer("? place `Kafr Zita` is not recorded", "add it\r");
    answer(&mut terminal, "it lies in", "sy0501");
    terminal.answer("? kind of Kafr Zita", "town\r");
    terminal.wait_for("? actor `Jens Laerk` is not recorded");
    terminal.answer("it is Jens Laerke", ENTER);
    terminal.wait_for("added Kafr Zita, town in Hama");
    let (shown, code) = terminal.end();
    assert!(code == Some(0) && shown.contains("Jens Laerke"), "{shown}");
    let id = folder.must(&["table", "--place", "Kafr Zita", "--format", "csv"]);
    let id = id.lines().nth(1).expect("a fact")[..8].to_owned();

    let mut terminal =
        on_terminal(&folder, &["correct", &id, "--by", "Local Council", "--reason", "misread"]);
    terminal.answer("? actor `Local Council` is not recorded", "add it\r");
    terminal.answer("? kind of Local Council", "state-body\r");
    terminal.wait_for("added Local Council, state-body");
    assert_eq!(terminal.end().1, Some(0));

    let sheet = "report: voa-2016-10-24\n\nkilled: 3\nplace: Latamna\nwhen: Friday\n";
    std::fs::write(folder.path("a.sheet"), sheet).expect("a sheet");
    let mut terminal = on_terminal(&folder, &["record", "a.sheet"]);
    terminal.answer("? place `Latamna` is not recorded", "add it\r");
    answer(&mut terminal, "it lies in", "sy0501");
    terminal.answer("? kind of Latamna", ENTER);
    terminal.wait_for("added Latamna, area in Hama");
    assert_eq!(terminal.end().1, Some(0));

    // A user who goes back gets the error.
    let mut terminal =
        on_terminal(&folder, &["add", "killed", "Nowhere", "12", "--when", "Friday"]);
    terminal.answer("? place `Nowhere` is not recorded", ESC);
    let (shown, code) = terminal.end();
    assert!(code == Some(1) && shown.contains("or repeat this with --create"), "{shown}");
}

#[test]
fn report_add_asks_for_what_is_missing() {
    let folder = desk();
    let page = "<html><head><title>Convoy waits</title></head><body><p>Trucks.</p></body></html>";
    std::fs::write(folder.path("page.html"), page).expect("a page");
    let mut terminal = on_terminal(&folder, &["report", "add", "page.html"]);
    terminal.wait_for("no publisher");
    answer(&mut terminal, "publisher", "Orient News");
    // If the typed letters match no option, the user can still continue.
    terminal.answer("? actor `Orient News` is not recorded", "qqq");
    terminal.answer("nothing fits", ENTER);
    terminal.answer("? actor `Orient News` is not recorded", "add it\r");
    terminal.answer("? kind of Orient News", ENTER);
    terminal.wait_for("no date of publication");
    answer(&mut terminal, "published", "30 February 2016");
    terminal.wait_for("hint");
    terminal.answer("30 February 2016", ESC);
    // Going back keeps the typed answers.
    terminal.answer("? publisher", ENTER);
    terminal.answer("? published", &"\u{7f}".repeat(16));
    terminal.press("24 October 2016\r");
    terminal.wait_for("orient-news-2016-10-24");
    let (shown, code) = terminal.end();
    // Its text is not that of an article.
    assert_eq!(code, Some(3), "{shown}");
    assert!(shown.contains("2016-10-24 (read from `24 October 2016`)"), "{shown}");
    assert!(!shown.contains("<canceled>"), "{shown}");
    let report = folder.must(&["report", "show", "orient-news-2016-10-24"]);
    assert!(report.contains("Convoy waits"), "{report}");
    assert!(folder.must(&["actor", "list", "--format", "csv"]).contains("Orient News,media"));
}

#[test]
fn without_a_report_a_bare_add_says_what_comes_first() {
    let folder = Folder::empty();
    folder.must(&["init", "--quiet"]);
    let (shown, code) = on_terminal(&folder, &["add"]).end();
    assert!(code == Some(1) && shown.contains("no report is recorded yet"), "{shown}");
}

#[test]
fn a_flow_without_a_time_is_asked_for_its_time_again() {
    let folder = desk();
    let mut terminal = on_terminal(&folder, &["add"]);
    answer(&mut terminal, "report", "no further");
    answer(&mut terminal, "what", "killed");
    answer(&mut terminal, "where", "Aleppo");
    answer(&mut terminal, "how many", "12");
    answer(&mut terminal, "when", "");
    answer(&mut terminal, "status", "");
    terminal.wait_for("needs a time");
    answer(&mut terminal, "when", "Friday");
    answer(&mut terminal, "who says so", "");
    terminal.press(CTRL_C);
    terminal.end_raw();
}

#[test]
fn nobody_is_asked_without_a_terminal_or_with_no_input() {
    let folder = desk();
    let unknown = ["add", "killed", "Nowhere", "12", "--when", "Friday", "--no-input"];
    for arguments in [&["add", "--no-input"][..], &unknown] {
        let (shown, code) = on_terminal(&folder, arguments).end();
        let is_asked = shown.lines().any(|line| line.starts_with("? "));
        assert!(code == Some(1) && shown.contains("error: ") && !is_asked, "{shown}");
        let piped = folder.command(&arguments[..arguments.len() - 1]).output().expect("it runs");
        assert_eq!(piped.status.code(), Some(1));
    }
}

#[test]
fn lines_break_between_words_at_80_columns() {
    let folder = desk();
    let mut terminal = on_terminal(&folder, &["add"]);
    answer(&mut terminal, "report", "no further");
    answer(&mut terminal, "what", "qqq");
    terminal.wait_for("not recorded");
    terminal.answer("? what qqq", "\u{7f}\u{7f}\u{7f}idps\r");
    terminal.answer("? where", CTRL_C);
    let (shown, _) = terminal.end();
    for line in shown.lines().filter(|line| !line.contains('?')) {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn undo_without_a_changeset_says_what_it_would_undo_and_asks() {
    let folder = desk();
    let add = ["add", "killed", "Aleppo", "12", "--when", "2016-10-20", "--no-input", "--quiet"];
    folder.must(&[&add[..], &["--report", "voa-2016-10-24"]].concat());
    let before = facts(&folder);
    let undo = ["undo", "--reason", "mistyped"];
    for (typed, code) in [("n\r", 1), ("\r", 1), ("y\r", 0)] {
        let mut terminal = on_terminal(&folder, &undo);
        terminal.wait_for("would be undone");
        terminal.wait_for("facts that no longer count (1)");
        terminal.answer("undo that?", typed);
        let (shown, ended) = terminal.end();
        assert_eq!(ended, Some(code), "{shown}");
        assert_eq!(facts(&folder) == before, code == 1, "{shown}");
    }
}
