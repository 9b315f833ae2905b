//! How well quantities are read, measured with suites that others have written.
//!
//! `cargo bench --bench words_quantities` reads the suites in `$FACTLINE_DATA/words` (or
//! `../shared/data/words`), prints for each how many cases were right, wrong and refused, and lists the
//! rest in `target/words/<suite>.txt`. Then it times texts of growing length, which shows that the
//! time is linear.
//!
//! Each expected number is tried twice: `found` in its sentence, and `phrase` read alone. These are left out, since
//! reports do not contain such quantities or the suite has another convention:
//! - numbers below zero, powers and exponents;
//! - numbers glued to letters, slashes, hyphens or points: parts of dates, telephones, addresses;
//! - plain years (1900 to 2099, four digits, no unit);
//! - in `quantulum3`, a figure that the suite does not take from a single position.
//!
//! These are compared although the conventions differ: a fraction below one is a percentage in Factline; the middle and
//! the uncertainty that `quantulum3` makes of a range are its two ends; a duration is compared in seconds; an open end
//! of an interval is a missing bound; "rose from A to B" is two figures in Factline and a range in `quantulum3`. Units
//! are compared if both sides have a name for them.

#![expect(clippy::print_stdout, reason = "a measuring program talks on stdout")]

mod judge;
mod suites;

use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use factline::domain::quantity::Quantity;
use factline::language::quantities::{find, read};
use judge::{agrees, are_ends, is_extra, overlap, whole_duration};
use serde_json::Value;
use suites::{Case, Expected, concerns_us, numbers, quantulum};

#[derive(Default)]
struct Score {
    cases: usize,
    right: usize,
    wrong: usize,
    refused: usize,
    extra: usize,
    list: String,
}

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = std::env::var_os("FACTLINE_DATA")
        .map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let words = data.join("words");
    if words.is_dir() {
        println!(
            "{:<24} {:>6} {:>6} {:>6} {:>6} {:>8} {:>6}",
            "suite", "cases", "read", "right", "wrong", "refused", "extra"
        );
        for (name, cases) in [
            ("NumberModel", numbers as fn(&Value) -> Vec<Case>),
            ("NumberRangeModel", numbers),
            ("DurationParser", numbers),
            ("quantulum3_quantities", quantulum),
        ] {
            let file = words.join(format!("{name}.json"));
            let text =
                std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            measure(name, &cases(&serde_json::from_str(&text)?), &root.join("target/words"))?;
        }
    } else {
        println!(
            "no suites in {}: set FACTLINE_DATA to the folder that holds `words`",
            words.display()
        );
    }
    time_long_texts();
    Ok(())
}

/// Runs one suite in both ways and prints its lines.
fn measure(name: &str, cases: &[Case], target: &Path) -> anyhow::Result<()> {
    let mut found = Score::default();
    let mut phrase = Score::default();
    for case in cases {
        let quantities = find(&case.input);
        for expected in case.expected.iter().filter(|expected| concerns_us(case, expected)) {
            let here: Vec<_> =
                quantities.iter().filter(|f| overlap(&f.span, &expected.span)).collect();
            note(
                &mut found,
                "found",
                case,
                expected,
                here.iter().map(|f| (&f.span, &f.reading.value)).collect(),
            );
            let alone = read(&expected.text).ok().map(|reading| reading.value);
            note(
                &mut phrase,
                "phrase",
                case,
                expected,
                alone.iter().map(|q| (&expected.span, q)).collect(),
            );
        }
        for extra in quantities.iter().filter(|f| is_extra(name, case, f)) {
            found.extra += 1;
            writeln!(found.list, "extra  {:?}: {}", case.input, shown(&extra.reading.value))?;
        }
    }
    std::fs::create_dir_all(target)?;
    std::fs::write(target.join(format!("{name}.txt")), format!("{}\n{}", found.list, phrase.list))?;
    for (way, score) in [("found", found), ("phrase", phrase)] {
        let Score { cases, right, wrong, refused, extra, .. } = score;
        let label = format!("{name} {way}");
        println!(
            "{label:<24} {cases:>6} {:>6} {right:>6} {wrong:>6} {refused:>8} {extra:>6}",
            right + wrong
        );
    }
    Ok(())
}

/// Counts one expected number as right, wrong or refused.
fn note(
    score: &mut Score,
    way: &str,
    case: &Case,
    expected: &Expected,
    got: Vec<(&Range<usize>, &Quantity)>,
) {
    score.cases += 1;
    let verdict = match got.as_slice() {
        [] => "refused",
        // A span of several units may be read as one sum, which the suite has in parts.
        [(span, quantity)] if agrees(expected, quantity, || whole_duration(case, span)) => "right",
        [(_, low), (_, high)] if are_ends(expected, low, high) => "right",
        _ => "wrong",
    };
    match verdict {
        "refused" => score.refused += 1,
        "right" => score.right += 1,
        _ => score.wrong += 1,
    }
    if verdict != "right" {
        let got: Vec<_> = got.into_iter().map(|(_, quantity)| shown(quantity)).collect();
        let Expected { text, figure, unit, .. } = expected;
        let _ = writeln!(
            score.list,
            "{way} {verdict}  {:?}: {text:?} {figure:?} {unit}: got {got:?}",
            case.input
        );
    }
}

fn shown(quantity: &Quantity) -> String {
    let figure =
        |n: Option<factline::domain::number::Number>| n.map_or(String::new(), |n| n.to_string());
    let [low, best, high] = [quantity.low, quantity.best, quantity.high].map(figure);
    let about = if quantity.approximate { "~" } else { "" };
    format!("{low}|{best}|{high}{about} {} ({})", quantity.unit, quantity.as_stated)
}

/// Times `find` on texts of 0.25, 0.5 and 1 MB: news, and texts that are the most difficult to search.
fn time_long_texts() {
    let news = "As many as 300,000 civilians are thought to be trapped in eastern Aleppo; between two and three dozen trucks \
                waited for 11 hours a day on Oct. 24, 2016, said an official, while dozens fled. ";
    let texts = [
        ("news", news),
        ("words", "one hundred and twenty thousand and "),
        ("bounds", "at least about some nearly "),
        ("digits", "1,"),
        ("chain", "1-2/"),
        ("spaces", "100 200 "),
        ("letters", "a"),
        ("joints", "more than 5 and less than 3 and "),
        ("spans", "3 years, 2 years and "),
    ];
    println!(
        "\n{:<10} {:>10} {:>10} {:>10}   milliseconds to find in a text of",
        "text", "0.25 MB", "0.5 MB", "1 MB"
    );
    for (name, piece) in texts {
        let times = [250_000, 500_000, 1_000_000].map(|size| {
            let text = piece.repeat(size / piece.len());
            let start = Instant::now();
            let count = find(&text).len();
            (start.elapsed().as_secs_f64() * 1e3, count)
        });
        let [(quarter, _), (half, _), (whole, count)] = times;
        println!("{name:<10} {quarter:>10.1} {half:>10.1} {whole:>10.1}   {count} found");
    }
    let start = Instant::now();
    let read_all = (0..1000_u32)
        .filter(|n| read(&format!("at least {n} and up to 20,000 people")).is_err())
        .count();
    println!("1000 phrases: {:.1} ms ({read_all} refused)", start.elapsed().as_secs_f64() * 1e3);
}
