//! Tests that the answer as recorded at the end of a day never changes, whatever is recorded, undone or merged in
//! later: every command that shows something is run again after each later act, and must print the same bytes.

use proptest::prelude::*;
use std::path::Path;
use std::process::{Command, Output};

/// All answers are as recorded at the end of this day.
const DAY: &str = "2016-11-05";

/// A folder with databases, and the time of its clock.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn run(&self, now: &str, line: &str) -> Output {
        let words = words(line);
        Command::new(env!("CARGO_BIN_EXE_factline"))
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("FACTLINE_NOW", format!("{now}T12:00:00Z"))
            .env("FACTLINE_USER", "ana")
            .env("COLUMNS", "100")
            .args(words)
            .output()
            .expect("factline runs")
    }

    /// Runs a command that must succeed, and returns what it prints.
    fn must(&self, now: &str, line: &str) -> String {
        let output = self.run(now, line);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {told}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The answers of all commands as recorded on that day, when asked on another day.
    fn answers(&self, now: &str, fact: &str) -> Vec<(String, String)> {
        let ask = |line: &&str| {
            let line = line.replace("{fact}", fact);
            let output = self.run(now, &format!("{line} --as-recorded {DAY}"));
            let told = [output.stdout, output.stderr].concat();
            (line, String::from_utf8(told).expect("UTF-8"))
        };
        QUESTIONS.iter().map(ask).collect()
    }
}

/// The words of a command line; those in single quotes are one.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('\'').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().collect::<Vec<_>>(),
            _ => vec![part],
        })
        .collect()
}

/// Every command that shows what is recorded.
const QUESTIONS: &[&str] = &[
    "table --format csv",
    "table --retracted --format csv",
    "table --place syria --format csv",
    "table --place Halab",
    "table --publisher the-desk --format csv",
    "table --by place,indicator,publisher",
    "table --latest",
    "table --latest --format csv",
    "table --sum --format csv",
    "table --sum --by month",
    "table --chart",
    "table --min-reliability C --format csv",
    "timeline Aleppo",
    "timeline syria --format json",
    "compare",
    "compare --format json",
    "compare --format csv",
    "gaps",
    "gaps --days 1 --format csv",
    "diff --from 2016-10-30 --to 2016-10-31 --format csv",
    "brief Aleppo",
    "brief Aleppo --changed-since 2016-10-30",
    "show {fact}",
    "show {fact} --format json",
    "report list",
    "report list --retracted",
    "report list --format json",
    "report show first",
    "report show first --format json",
    "place list --format csv",
    "place show Aleppo",
    "place show syria --format json",
    "actor list --format csv",
    "indicator list --format csv",
    "export --format csv",
    "export --format jsonl --retracted",
    "export --format hxl",
    "export --format geojson",
    "log --format csv",
    "sheet first",
];

/// What is recorded before the end of the day, each with its day.
const BEFORE: &[(&str, &str)] = &[
    ("2016-11-01", "init"),
    ("2016-11-01", "place add Syria --kind country"),
    ("2016-11-01", "place add Aleppo --kind city --in Syria --alias Halab"),
    ("2016-11-01", "place add Homs --kind city"),
    ("2016-11-01", "place add Spare --kind city"),
    ("2016-11-01", "actor add 'The Desk' --kind media"),
    ("2016-11-01", "actor add Ministry --kind state-body"),
    (
        "2016-11-01",
        "report add --title First --publisher the-desk --published 2016-10-30 --key first",
    ),
    (
        "2016-11-01",
        "report add --title Second --publisher 'The Desk' --published 2016-10-31 --key second",
    ),
    ("2016-11-02", "add trapped Aleppo 300 --report first --when 2016-10-29 --by Ministry"),
    ("2016-11-02", "add trapped Aleppo 400 --report second --when 2016-10-29"),
    ("2016-11-02", "add killed Homs 7 --report first --when 2016-10-29"),
    ("2016-11-02", "add killed Aleppo 9 --report second --when 2016-10-28 --by Ministry"),
    ("2016-11-03", "place edit Homs --in Syria"),
    ("2016-11-03", "actor edit the-desk --name 'Desk News'"),
    ("2016-11-04", "report edit second --title 'The Second' --reason 'as printed'"),
];

/// What is recorded later. `{one}` and `{two}` are facts, `{place}`, `{spare}`, `{killed}` and `{edit}` the
/// changesets that moved and added a place, added a fact and edited a report.
const LATER: &[&str] = &[
    "undo {place} --reason mistake",
    "undo {spare} --reason mistake",
    "place edit Aleppo --name 'Aleppo City' --alias Berroea",
    "place edit Homs --name Emesa",
    "place edit Syria --in Homs",
    "place add Spare --kind village",
    "place add 'Halab Sharqi' --kind part --in Aleppo --alias Halab",
    "actor edit the-desk --name 'New Desk' --kind ngo",
    "actor add Stranger --kind person --in Ministry",
    "indicator add cows --label Cows --measures count --unit cows --nature stock",
    "indicator deprecate killed",
    "assess {two} --reliability B --disposition rejected --reason 'nobody else says so'",
    "correct {one} --value 301 --reason typo",
    "retract {two} --reason wrong",
    "reinstate {two} --reason right",
    "report retract second --reason fake",
    "report add --title Third --publisher the-desk --published 2016-10-31 --key third",
    "add trapped Aleppo 12 --report third --when 2016-10-30",
    "import other.db",
    "report reinstate second --reason real",
    "place edit Aleppo --remove-alias Halab",
    "report edit first --title 'First, again' --key former --published 2016-10-29 --reason seen",
    "undo {edit} --reason mistake",
    "report edit second --publisher stranger --reason 'it is theirs'",
    "undo {killed} --reason mistake",
];

/// All questions are asked again after every this many acts.
const ASKED_AFTER: usize = 6;

/// A folder in which everything before the end of the day is recorded, and the names by which later acts refer to what
/// they change.
fn desk() -> (Desk, Vec<(&'static str, String)>) {
    let desk = Desk { folder: tempfile::tempdir().expect("a folder") };
    for (day, line) in BEFORE {
        desk.must(day, line);
    }
    other_database(&desk);
    let log = desk.must("2016-11-06", "log --format csv --limit 100");
    let facts = desk.must("2016-11-06", "table --format csv --indicator trapped");
    let ids: Vec<&str> = facts.lines().skip(1).filter_map(id_in).collect();
    let mut named = vec![("{one}", ids[0].to_owned()), ("{two}", ids[1].to_owned())];
    for (name, day, key) in [
        ("{place}", "2016-11-03", "homs"),
        ("{spare}", "2016-11-01", "spare"),
        ("{killed}", "2016-11-02", "homs"),
        ("{edit}", "2016-11-04", "second"),
    ] {
        named.push((name, changeset_of(&desk, &log, day, key)));
    }
    (desk, named)
}

/// A command line, with the names filled in.
fn with_names(line: &str, named: &[(&str, String)]) -> String {
    named.iter().fold(line.to_owned(), |line, (name, id)| line.replace(name, id))
}

#[test]
fn the_answer_as_recorded_never_changes() {
    let (desk, named) = desk();
    let fact = &named[0].1;
    let before = desk.answers("2016-11-06", fact);
    for (line, answer) in &before {
        assert!(!answer.contains("error:"), "{line}: {answer}");
    }
    let mut done = 0;
    for (days, line) in (0..).zip(LATER) {
        let line = with_names(line, &named);
        let now = format!("2016-12-{:02}", 1 + days);
        let output = desk.run(&now, &line);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        // Exit code 3: something that was imported needs attention.
        let is_done = matches!(output.status.code(), Some(0 | 3));
        assert!(is_done, "{line}: {told}");
        done += 1;
        if done % ASKED_AFTER > 0 && done < LATER.len() {
            continue;
        }
        for ((question, was), (_, is)) in before.iter().zip(desk.answers("2017-01-01", fact)) {
            assert_eq!(*was, is, "{question} after `{line}` ({told})");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4) })]
    #[test]
    fn no_later_acts_change_the_answer(acts in prop::collection::vec(0..LATER.len(), 8..16)) {
        let (desk, named) = desk();
        let before = desk.answers("2016-11-06", &named[0].1);
        for (days, at) in (1..).zip(&acts) {
            // Some acts are refused in this order.
            desk.run(&format!("2016-12-{days:02}"), &with_names(LATER[*at], &named));
        }
        for ((question, was), (_, is)) in before.iter().zip(desk.answers("2017-01-01", &named[0].1)) {
            prop_assert_eq!(was, &is, "{}", question);
        }
    }
}

/// A database of somebody else. Its changesets are older than the day, and its places have other names.
fn other_database(desk: &Desk) {
    for line in [
        "init --db other.db",
        "place add Syria --kind country --db other.db",
        "place add Aleppo --kind city --in Syria --alias Alep --db other.db",
        "actor add 'The Desk' --kind ngo --db other.db",
        "report add --title Other --publisher 'The Desk' --published 2016-10-20 --key other --db other.db",
        "add killed Aleppo 3 --report other --when 2016-10-19 --db other.db",
    ] {
        desk.must("2016-10-25", line);
    }
    assert!(Path::new(desk.folder.path()).join("other.db").exists());
}

/// The first id of a fact in a line of CSV.
fn id_in(line: &str) -> Option<&str> {
    let is_id = |cell: &&str| cell.len() == 32 && cell.bytes().all(|byte| byte.is_ascii_hexdigit());
    line.split(',').find(is_id)
}

/// The id of the changeset of a day that recorded a row with a key.
fn changeset_of(desk: &Desk, log: &str, day: &str, key: &str) -> String {
    let ids = log.lines().skip(1).filter(|line| line.contains(day)).filter_map(|line| {
        line.split(',').find(|cell| cell.len() >= 8 && cell.bytes().all(|b| b.is_ascii_hexdigit()))
    });
    let mut found = ids.filter(|id| {
        desk.must("2016-11-06", &format!("log {id} --format csv")).to_lowercase().contains(key)
    });
    found.next().expect("a changeset").to_owned()
}

#[test]
fn what_was_recorded_up_to_a_day_cannot_be_added_to() {
    let desk = Desk { folder: tempfile::tempdir().expect("a folder") };
    desk.must("2016-11-01", "init");
    let refused = desk.run("2016-12-01", "place add Homs --kind city --as-recorded 2016-11-05");
    assert_eq!(refused.status.code(), Some(1));
    let told = String::from_utf8_lossy(&refused.stderr);
    assert!(told.contains("can be shown, but nothing can be recorded in it"), "{told}");
}
