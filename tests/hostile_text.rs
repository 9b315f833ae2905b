//! Tests that hostile text has no effect on readers: every command in every format on a database full of such text, and
//! every message about hostile arguments, files and variables, to a pipe and to a terminal. No invisible character is
//! printed unchanged, except in lossless exports to a file or a pipe.

#![cfg(target_os = "linux")]

#[path = "hostile_text/desk.rs"]
mod desk;

use desk::{Desk, HOSTILE, Printed, To, printed};
use factline::text::safe::is_unseen;
use std::fs;

/// Each command with arguments that make it print what is in the database. `{H}` is hostile text, `{L}` the same for a
/// link, `{fact}` and `{taken-back}` are facts, `{form}` stands for each format of the command.
const COMMANDS: &[(&str, &[&str])] = &[
    ("init", &["--db {H}.db"]),
    ("demo", &["{H}-folder"]),
    (
        "report add",
        &[
            "page{H}.html --title t{H} --publisher voa{H} --published 2016-10-20 --key r https://e.org/{L}",
            "page{H}.html --key q --create",
            "page{H}.html absent{H}.html --create --lang l{H}",
        ],
    ),
    (
        "report edit",
        &[
            "voa-2016-10-24{H} --key edited --title t{H} --publisher voa{H} --byline b{H} --url https://e.org/{L} --reason {H}",
            "voa-2016-10-24{H} --key edited --published 2016-11-24 --reread --reason {H}",
        ],
    ),
    ("report list", &["--format {form}"]),
    ("report show", &["voa-2016-10-24{H} --format {form}"]),
    ("report retract", &["voa-2016-10-24{H} --reason {H}"]),
    ("report reinstate", &["ynet-2016-11-21{H} --reason {H}"]),
    ("place add", &["new{H} --in aleppo{H} --kind site"]),
    ("place list", &["--format {form}"]),
    ("place show", &["aleppo{H} --format {form}"]),
    ("place edit", &["aleppo{H} --name n{H}"]),
    ("place import", &["places{H}.csv"]),
    ("actor add", &["new{H} --kind other"]),
    ("actor list", &["--format {form}"]),
    ("actor edit", &["voa{H} --name n{H}"]),
    ("indicator add", &["k --label l{H} --measures count --unit u{H} --nature event"]),
    ("indicator list", &["--format {form}"]),
    ("indicator deprecate", &["killed{H}"]),
    (
        "add",
        &[
            "killed{H} aleppo{H} 5 --report voa-2016-10-24{H} --when 2016-10-20 --scope s{H} --comment {H}",
        ],
    ),
    (
        "record",
        &[
            "facts{H}.sheet",
            "broken{H}.sheet",
            "facts{H}.sheet --dry-run",
            "new{H}.sheet --create",
            "broken{H}.sheet --create",
        ],
    ),
    ("sheet", &["voa-2016-10-24{H}"]),
    (
        "correct",
        &[
            "{fact} --comment c{H} --quote-unchecked --reason {H}",
            "facts{H}.sheet --reason {H}",
            "broken{H}.sheet --reason {H}",
        ],
    ),
    ("retract", &["{fact} --reason {H}"]),
    ("reinstate", &["{taken-back} --reason {H}"]),
    ("undo", &["{changeset} --reason {H}", "{changeset} --dry-run --reason {H}"]),
    ("assess", &["{fact} --reliability B --reason {H}"]),
    ("show", &["{fact} --format {form}", "{taken-back} --format {form}"]),
    (
        "table",
        &[
            "--format {form} --retracted",
            "--format {form} --latest",
            "--chart",
            "--chart --ascii --limit 1 --place aleppo{H}",
            "--format {form} --sum --by place,claimant,scope,thread,report,publisher",
            "--format {form} --by place,claimant,scope,thread,report,publisher",
            "--format {form} --place aleppo{H} --text owned",
        ],
    ),
    ("compare", &["--format {form} --quotes", "--only agrees --check --place aleppo{H} --ascii"]),
    (
        "brief",
        &[
            "aleppo{H} --format {form}",
            "aleppo{H} --format html",
            "aleppo{H} --format html --basemap page{H}.html",
            "aleppo{H} --changed-since 2016-10-20 --ascii",
        ],
    ),
    ("gaps", &["--format {form}", "--days 1 --check --place aleppo{H} --ascii"]),
    (
        "diff",
        &[
            "--from 2016-10-01 --format {form}",
            "--from 2016-10-01 --recorded --place aleppo{H} --ascii",
        ],
    ),
    ("timeline", &["aleppo{H} --format {form} --retracted", "aleppo{H} --ascii"]),
    (
        "export",
        &[
            "--format {form} --retracted",
            "-o /dev/stdout --format jsonl --retracted",
            "-o {H}.{form} --retracted",
        ],
    ),
    (
        "import",
        &[
            "rows{H}.csv --create --rejects refused{H}.csv",
            "rows{H}.csv --rejects /dev/stdout",
            "rows{H}.csv --readings readings{H}.csv",
            "rows{H}.csv --map {H}.toml",
            "rows{H}.csv --map broken{H}.toml",
            "rows{H}.csv --map hxl --set {H}={H} --dry-run",
        ],
    ),
    ("map list", &[""]),
    ("map show", &["ucdp-ged", "{H}.toml", "broken{H}.toml"]),
    ("map suggest", &["rows{H}.csv"]),
    ("log", &["--format {form}", "{changeset} --format {form}"]),
    ("explain when", &["20{H}", "--batch lines{H}.txt", "--batch lines{H}.txt --find"]),
    ("explain value", &["5{H}", "--batch lines{H}.txt", "5{H} --format json"]),
    ("completions", &["bash", "{H}"]),
    ("man", &[""]),
];

/// Commands that, if they succeed, print nothing from the database, their arguments or files.
const SILENT: &[&str] =
    &["assess", "completions", "man", "map list", "map show", "reinstate", "retract"];
/// The refusals of commands that must fail; all others must succeed.
const REFUSALS: &[&str] = &[
    "this GeoJSON cannot be drawn",
    "cannot be written to a terminal",
    "`svg` needs --chart",
    "not TOML",
    "not a column of Factline",
    "was not changed",
    "is not an ending that names a format",
    "has no column",
    "invalid value",
    "was built without",
    "nothing was recorded: ",
    "nothing was corrected: ",
];

/// The first invisible character with an effect, with the text before it, if there is any. The
/// program's own colours are allowed.
fn acts(text: &str) -> Option<String> {
    let text = without_colours(text);
    let is_bad = |c: char| is_unseen(c) && c != '\n' && c != '\t';
    let (at, c) = text.char_indices().find(|(_, c)| is_bad(*c))?;
    let line = text[..at].lines().last().unwrap_or_default();
    Some(format!("{c:?} after {line:?}"))
}

/// A text without sequences that begin or end a colour.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('m') {
            Some((numbers, rest)) if numbers.chars().all(|c| c.is_ascii_digit()) => {
                plain.push_str(rest);
            }
            _ => plain.extend(["\u{1b}[", part]),
        }
    }
    plain
}

/// The names of the commands in a help text.
fn below(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = listed.take_while(|line| !line.is_empty());
    let names = lines.filter(|line| !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned);
    names.filter(|name| name != "help").collect()
}

/// All commands that can be run, according to the program itself.
fn leaves(desk: &Desk, path: &str) -> Vec<String> {
    let below = below(&desk.must(&format!("{path} --help")));
    if below.is_empty() {
        return vec![path.to_owned()];
    }
    below.iter().flat_map(|name| leaves(desk, format!("{path} {name}").trim())).collect()
}

/// The output formats of a command.
fn forms(desk: &Desk, path: &str) -> Vec<String> {
    let help = desk.must(&format!("{path} --help"));
    let mut lines = help.lines().skip_while(|line| !line.trim_start().starts_with("--format"));
    let listed = lines.by_ref().skip_while(|line| !line.contains("Possible values")).skip(1);
    let names = listed.map_while(|line| line.trim().strip_prefix("- ")?.split(':').next());
    names.map(str::to_owned).collect()
}

#[test]
fn nothing_unseen_acts_in_what_commands_print() {
    let desk = Desk::new();
    let mut wrong = Vec::new();
    for path in leaves(&desk, "") {
        let known = COMMANDS.iter().find(|(name, _)| *name == path);
        let (_, lines) = known.unwrap_or_else(|| panic!("`{path}` is not among the commands here"));
        let forms = forms(&desk, &path);
        let each = |line: &&str| {
            if !line.contains("{form}") {
                return vec![(*line).to_owned()];
            }
            let coloured = line.replace("{form}", "text --color always");
            let all = forms.iter().map(|form| line.replace("{form}", form));
            all.chain((path != "export").then_some(coloured)).collect()
        };
        for line in lines.iter().flat_map(each) {
            for to in [To::Pipe, To::Terminal] {
                let words = desk.words(&format!("{path} {line}"));
                let Printed { out, said, done } = printed(desk.command(&words), to);
                let told = |what: &str| format!("{path} {line} ({to:?}): {what}");
                // A workbook is not text; its cells are read in tests of their own.
                let is_packed =
                    to == To::Pipe && ["PK", "PAR1"].iter().any(|it| out.starts_with(it));
                let out = if is_packed { String::new() } else { out };
                let all = format!("{out}{said}");
                // The output of `sheet` to a file is recorded again. Slides are only checked for such characters.
                let is_export = path == "export" && !line.contains("timelinejs");
                let keeps_text = is_export || path == "sheet" || line.contains("/dev/stdout");
                let is_lossless = to == To::Pipe && keeps_text;
                wrong.extend(acts(if is_lossless { &said } else { &all }).map(|at| told(&at)));
                if is_lossless && !out.is_empty() && !out.contains('\u{202e}') {
                    wrong.push(told("the text is not as it was"));
                }
                let is_refused = REFUSALS.iter().any(|why| all.contains(why));
                if !done && !is_refused {
                    wrong.push(told(&all));
                } else if done
                    && !is_packed
                    && !all.contains("owned")
                    && !SILENT.contains(&path.as_str())
                {
                    wrong.push(told("nothing hostile is in it"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_unseen_acts_in_messages_about_arguments_and_variables() {
    let desk = Desk::new();
    let mut wrong = Vec::new();
    let leaves = leaves(&desk, "");
    let lines =
        ["{H}", "{H} {H} {H} {H}", "--{H}", "--format {H}", "--limit {H}", "--db {H}", "--help"];
    let of_leaves =
        leaves.iter().flat_map(|path| lines.iter().map(move |line| format!("{path} {line}")));
    let others = [
        "",
        "{H}",
        "--color {H}",
        "table -o {H}",
        "table --on {H}",
        "help {H}",
        "export -o {H}.{H}",
    ];
    let all = of_leaves.chain(others.map(str::to_owned)).map(|line| (line, ""));
    let variables =
        ["FACTLINE_DB", "FACTLINE_NOW", "FACTLINE_REPLICA", "COLUMNS", "LANG", "HOME", "TMPDIR"];
    let told = ["table", "init --db new.db", "export -o copy-of-it.db --place aleppo{H}"];
    let of_variables =
        variables.iter().flat_map(|name| told.iter().map(|line| ((*line).to_owned(), *name)));
    for (line, variable) in all.chain(of_variables) {
        for to in [To::Pipe, To::Terminal] {
            let mut command = desk.command(&desk.words(&line));
            if !variable.is_empty() {
                command.env(variable, HOSTILE);
            }
            let Printed { out, said, .. } = printed(command, to);
            // The output of `sheet` to a file is recorded again.
            let is_lossless = to == To::Pipe && line.starts_with("sheet ");
            let found = acts(&if is_lossless { said } else { format!("{out}{said}") });
            wrong.extend(found.map(|found| format!("{line} {variable} ({to:?}): {found}")));
            let _ = fs::remove_file(desk.folder.path().join("new.db"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_draft_of_a_map_for_hostile_columns_can_be_used() {
    let desk = Desk::new();
    let draft = desk.must("map suggest rows{H}.csv");
    fs::write(desk.folder.path().join("draft.toml"), draft).expect("a file is written");
    assert!(desk.must("map show draft.toml").contains("owned"));
}

#[test]
fn rows_that_are_refused_are_kept_as_they_were() {
    let desk = Desk::new();
    let words = desk.words("import rows{H}.csv --rejects refused.csv");
    let Printed { said, .. } = printed(desk.command(&words), To::Pipe);
    let refused = fs::read_to_string(desk.folder.path().join("refused.csv")).expect(&said);
    assert!(refused.contains(HOSTILE), "{refused:?}");
}
