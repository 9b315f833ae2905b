//! Compares the bounds of EDTF expressions with those listed in collections of examples.
//!
//! `cargo bench --bench edtf`; the collections are searched for in the folder `edtf` of `$FACTLINE_DATA`, or else of
//! `../shared/data`: they are tab-separated, with the columns `string`, `expected_lower` and `expected_upper` (`inf`,
//! `-inf` or blank for open ends). A case is "read" if it parses, "right" if both bounds are as listed, "refused" if it
//! does not parse, and "left out" if nothing is listed. Cases that are not right are listed in `target/edtf.tsv`;
//! `docs/edtf.md` gives the reasons. The exit code is 1 if a case is not right for another reason.
#![expect(clippy::print_stdout, reason = "a bench talks to its reader")]

use factline::domain::when::{Day, Expression};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = std::env::var_os("FACTLINE_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")),
        PathBuf::from,
    );
    let mut unexplained = Vec::new();
    let mut failures = String::from("suite\tverdict\texpression\tlisted\tours\n");
    println!("| suite | cases | read | right | wrong | refused |\n|---|---|---|---|---|---|");
    for suite in ["loc-spec-examples", "valid-bounds-sample"] {
        let path = folder.join("edtf").join(suite).with_extension("tsv");
        match std::fs::read_to_string(&path) {
            Ok(text) => score(suite, &text, &mut failures, &mut unexplained),
            Err(error) => println!("no suite: {}: {error}", path.display()),
        }
    }
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/edtf.tsv");
    match std::fs::write(&list, failures) {
        Ok(()) => println!("cases that are not right: {}", list.display()),
        Err(error) => println!("{}: {error}", list.display()),
    }
    for case in &unexplained {
        println!("not explained by docs/edtf.md: {case}");
    }
    if unexplained.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Counts the cases of one suite and lists those that are not right.
fn score(suite: &str, text: &str, failures: &mut String, unexplained: &mut Vec<String>) {
    let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().unwrap_or_default();
    let at = |name: &str| header.iter().position(|column| *column == name).unwrap_or(usize::MAX);
    let (string, lower, upper) = (at("string"), at("expected_lower"), at("expected_upper"));
    let (mut cases, mut right, mut wrong, mut refused) = (0, 0, 0, 0);
    for cells in lines {
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let (text, listed) = (cell(string), (cell(lower), cell(upper)));
        if listed == ("", "") {
            continue;
        }
        cases += 1;
        let (verdict, ours) = match text.parse::<Expression>() {
            Err(why) => ("refused", why.to_string()),
            Ok(expression) => {
                let bounds = expression.bounds();
                let agrees = agrees(bounds.first(), listed.0) && agrees(bounds.last(), listed.1);
                let ours = format!("{:?} to {:?}", bounds.first(), bounds.last());
                (if agrees { "right" } else { "wrong" }, ours)
            }
        };
        match verdict {
            "right" => right += 1,
            "wrong" => wrong += 1,
            _ => refused += 1,
        }
        if verdict != "right" {
            let listed = format!("{} to {}", listed.0, listed.1);
            let _ = writeln!(failures, "{suite}\t{verdict}\t{text}\t{listed}\t{ours}");
            if !is_explained(text, cell(lower)) {
                unexplained.push(format!("{text}: listed {listed}, ours {ours}"));
            }
        }
    }
    println!("| {suite} | {cases} | {} | {right} | {wrong} | {refused} |", right + wrong);
}

/// Whether a bound is as listed; a blank one is not checked.
fn agrees(ours: Option<Day>, listed: &str) -> bool {
    match (ours, listed) {
        (_, "") => true,
        (Some(day), _) => day.to_string() == listed,
        (None, _) => listed.ends_with("inf"),
    }
}

/// Whether `docs/edtf.md` explains why the bounds of an expression differ from the listed ones.
fn is_explained(text: &str, lower: &str) -> bool {
    let is_year_outside =
        text.parse::<Expression>().is_err_and(|error| error.why.contains("outside 1 to 9999"));
    is_year_outside
        // Significant digits: according to the specification they mean a range, in most software one year.
        || text.contains('S')
        // Implementations disagree with each other: winter lies in one year or in two.
        || text == "2001-21"
        // An offset from UTC does not change the date here.
        || text == "1985-04-12T23:20:30-04"
        // Factline has no year 0.
        || (text.starts_with("XXXX") && lower.starts_with("0000"))
}
