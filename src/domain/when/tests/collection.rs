//! Compares bounds with a collection of EDTF examples: TSV files in `edtf/` of the folder that
//! `FACTLINE_DATA` names, or of `../shared/data`. Skipped where the files are absent.

use crate::domain::when::{Day, Expression};
use std::path::PathBuf;

/// A row of the collection: the expression and its bounds. `inf` and `-inf` are open bounds, blank
/// ones are disputed.
struct Row {
    text: String,
    lower: String,
    upper: String,
}

/// The rows of a file, with columns found by name; `None` where the file is absent.
fn rows(file: &str) -> Option<Vec<Row>> {
    let folder = std::env::var_os("FACTLINE_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    let content = std::fs::read_to_string(folder.join("edtf").join(file)).ok()?;
    let mut lines = content.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next()?;
    let column = |name| header.iter().position(|h| *h == name);
    let (text, lower, upper) =
        (column("string")?, column("expected_lower")?, column("expected_upper")?);
    let row = |cells: Vec<&str>| Row {
        text: cells[text].into(),
        lower: cells[lower].into(),
        upper: cells[upper].into(),
    };
    Some(lines.map(row).collect())
}

/// Whether our bound equals the listed one.
fn agrees(ours: Option<Day>, listed: &str) -> bool {
    match ours {
        Some(day) => day.to_string() == listed,
        None => listed.ends_with("inf") || listed.is_empty(),
    }
}

/// Whether `docs/edtf.md` explains why this row differs.
fn is_explained(row: &Row) -> bool {
    let outside =
        row.text.parse::<Expression>().is_err_and(|error| error.why.contains("outside 1 to 9999"));
    outside
        // Significant digits: the specification gives a range, most software one year.
        || row.text.contains('S')
        // Implementations disagree, so the listing is blank.
        || (row.lower.is_empty() && row.upper.is_empty())
        // An offset from UTC does not change the date here.
        || row.text == "1985-04-12T23:20:30-04"
        // The year 0 is outside the supported years.
        || (row.text.starts_with("XXXX") && row.lower.starts_with("0000"))
}

fn compare(file: &str) {
    let Some(rows) = rows(file) else {
        println!("{file} is absent: compared nothing; the examples table has run regardless");
        return;
    };
    let (mut lower, mut upper, mut unexplained) = (0, 0, Vec::new());
    for row in &rows {
        let bounds = row.text.parse::<Expression>().map(|expression| expression.bounds());
        let low = bounds.as_ref().is_ok_and(|b| agrees(b.first(), &row.lower));
        let high = bounds.as_ref().is_ok_and(|b| agrees(b.last(), &row.upper));
        lower += usize::from(low);
        upper += usize::from(high);
        if !(low && high) {
            println!("{}: listed {} to {}, ours {bounds:?}", row.text, row.lower, row.upper);
            if !is_explained(row) {
                unexplained.push(&row.text);
            }
        }
    }
    println!("{file}: {lower} lower and {upper} upper bounds agree of {}", rows.len());
    assert!(unexplained.is_empty(), "not explained: {unexplained:?}");
}

#[test]
fn bounds_agree_with_the_collected_spec_examples_if_those_are_here() {
    compare("loc-spec-examples.tsv");
}

#[test]
fn bounds_agree_with_the_collected_sample_if_that_is_here() {
    compare("valid-bounds-sample.tsv");
}
