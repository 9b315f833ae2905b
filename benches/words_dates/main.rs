//! Measures the reading of English time expressions against published suites, and its speed.
//!
//! `cargo bench --bench words_dates`; the suites are searched for in `$FACTLINE_DATA`, or else in
//! `../shared/data`. Cases that fail are listed in `target/words_dates.tsv`.
//!
//! A case of the suite is a sentence, the span of its one expression, and two resolutions, one
//! looking back and one ahead. These are outside the task of Factline and are left out: cases
//! without exactly one expression, and resolutions without dates (a bare season). A reading is
//! right if its first and last day are those of either resolution. These differences are allowed:
//! - the suite's end is exclusive for periods and the last day itself for ranges, so both are accepted;
//! - in the suite, "the next three days" begin tomorrow; in Factline, they begin with the publication day;
//! - in the suite, "2014 to 2018" ends on 1 January 2018; in Factline, on some day of 2018.
//!
//! Whole war narratives are also measured: see `stories.rs`.
//!
//! Readings that differ by a documented convention are counted separately ("other"): "early" and "late" are halves in
//! the suite and thirds here, "the weekend" is the coming one there and the last one here, "the past two decades" are
//! calendar decades there and twenty years here, "two days hence" is a span there and a day here, and "a few" is three
//! there and two to six here.
#![expect(clippy::print_stdout, reason = "a bench talks to its reader")]

mod stories;

use factline::domain::when::{Day, When};
use factline::language::dates::{Anchor, find, read};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

/// One sentence of the suite.
struct Case {
    input: String,
    phrase: String,
    at: usize,
    published: Day,
    expected: Vec<(Option<Day>, Option<Day>)>,
}

/// Words for which Factline's documented convention differs from that of the suite.
const CONVENTIONS: [&str; 10] =
    ["early", "late", "mid", "end", "decade", "decades", "few", "weekend", "hence", "future"];

#[derive(Default)]
struct Score {
    read: usize,
    right: usize,
    second: usize,
    other: usize,
    wrong: usize,
    refused: usize,
}

fn main() {
    let mut failures = String::from("suite\tverdict\tpublished\twords\tgot\texpected\n");
    let folder = std::env::var_os("FACTLINE_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")),
        PathBuf::from,
    );
    let path = folder.join("words/DatePeriodParser.json");
    match std::fs::read_to_string(&path) {
        Ok(text) => suites(&cases(&text), &mut failures),
        Err(error) => println!("no suite: {}: {error}", path.display()),
    }
    stories::measure(&folder.join("words/wikiwars/keyinline"));
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/target/words_dates.tsv");
    match std::fs::write(list, failures) {
        Ok(()) => println!("failures are listed in {list}"),
        Err(error) => println!("{list}: {error}"),
    }
    speed();
}

fn cases(text: &str) -> Vec<Case> {
    let parsed: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    parsed.as_array().into_iter().flatten().filter_map(case).collect()
}

fn case(value: &Value) -> Option<Case> {
    let [result] = &value["Results"].as_array()?[..] else { return None };
    let reference = value["Context"]["ReferenceDateTime"].as_str()?;
    let expected: Vec<_> = ["PastResolution", "FutureResolution"]
        .iter()
        .map(|name| &result["Value"][name])
        .map(|dates| (day(&dates["startDate"]), day(&dates["endDate"])))
        .filter(|dates| *dates != (None, None))
        .collect();
    let input = value["Input"].as_str()?.to_owned();
    // The suite counts characters.
    let characters = usize::try_from(result["Start"].as_u64()?).ok()?;
    let at = input.char_indices().nth(characters)?.0;
    let phrase = result["Text"].as_str()?.to_owned();
    let published = reference.get(..10)?.parse().ok()?;
    (!expected.is_empty()).then_some(Case { input, phrase, at, published, expected })
}

fn day(value: &Value) -> Option<Day> {
    value.as_str()?.parse().ok()
}

fn is_right(when: &When, case: &Case) -> bool {
    let bounds = when.bounds;
    case.expected.iter().any(|(start, end)| {
        let begins = [bounds.start_earliest, bounds.start_latest].contains(start)
            || start.and_then(|day| day.pred_opt()) == Some(case.published)
                && bounds.start_earliest == Some(case.published);
        let ends = [bounds.end_earliest, bounds.end_latest];
        let shorter = end.and_then(|day| day.pred_opt());
        begins && (ends.contains(end) || end.is_some() && ends.contains(&shorter))
    })
}

fn suites(cases: &[Case], failures: &mut String) {
    let mut phrases = Score::default();
    let mut sentences = Score::default();
    for case in cases {
        let anchor = Anchor::on(case.published);
        let outcome =
            read(&case.phrase, &anchor).map(|reading| (reading.value, reading.alternatives));
        phrases.count("phrases", case, outcome.map_err(|error| error.why), failures);
        let span = case.at..case.at + case.phrase.len();
        let hit = find(&case.input, &anchor)
            .into_iter()
            .filter(|found| found.span.start < span.end && span.start < found.span.end)
            .max_by_key(|found| found.span.len());
        let outcome = hit.map(|found| (found.reading.value, found.reading.alternatives));
        sentences.count("sentences", case, outcome.ok_or_else(|| "not found".into()), failures);
    }
    println!(
        "{:<12} {:>6} {:>6} {:>6} {:>8} {:>6} {:>6} {:>8}",
        "suite", "cases", "read", "right", "(second)", "other", "wrong", "refused"
    );
    phrases.print("phrases");
    sentences.print("sentences");
}

impl Score {
    fn count(
        &mut self,
        suite: &str,
        case: &Case,
        outcome: Result<(When, Vec<When>), String>,
        failures: &mut String,
    ) {
        let (verdict, got) = match outcome {
            Err(why) => {
                self.refused += 1;
                ("refused", why)
            }
            Ok((best, others)) => {
                self.read += 1;
                let second = others.iter().any(|when| is_right(when, case));
                if is_right(&best, case) || second {
                    self.right += 1;
                    self.second += usize::from(!is_right(&best, case));
                    return;
                }
                let other = case.phrase.split_whitespace().any(|word| CONVENTIONS.contains(&word));
                let verdict = if other { "other" } else { "wrong" };
                *(if other { &mut self.other } else { &mut self.wrong }) += 1;
                (verdict, best.expression.to_string())
            }
        };
        let words = if suite == "phrases" { &case.phrase } else { &case.input };
        let _ = writeln!(
            failures,
            "{suite}\t{verdict}\t{}\t{words}\t{got}\t{:?}",
            case.published, case.expected
        );
    }

    fn print(&self, name: &str) {
        let cases = self.read + self.refused;
        let Self { read, right, second, other, wrong, refused } = self;
        println!(
            "{name:<12} {cases:>6} {read:>6} {right:>6} {second:>8} {other:>6} {wrong:>6} {refused:>8}"
        );
    }
}

/// Measures the time for running text of growing length, which must grow linearly, and for hostile text.
fn speed() {
    const NEWS: &str = "Officials said Friday that no aid has entered since early July 2016, and that 300,000 people \
        may run out of food by the end of this month. On 20 October, 21 people were killed. ";
    let anchor = Anchor::on(Day::from_ymd_opt(2016, 10, 24).unwrap_or_default());
    for (name, seed) in [
        ("news", NEWS),
        ("numbers", "20, 21, 22, "),
        ("openers", "the early "),
        ("counts", "two days and "),
        ("ranges", "from 2 to "),
        ("weekdays", "Friday, "),
        ("no spaces", "20-"),
        ("hedges", "about the night of "),
    ] {
        print!("find, {name:<10}");
        for size in [250_000, 500_000, 1_000_000] {
            let text = seed.repeat(size / seed.len());
            let begun = Instant::now();
            let found = find(&text, &anchor).len();
            print!(
                "  {:>4} kB: {:>4} ms, {found:>5} found",
                size / 1000,
                begun.elapsed().as_millis()
            );
        }
        println!();
    }
    let begun = Instant::now();
    for _ in 0..250 {
        for phrase in [
            "since early July",
            "by the end of this month",
            "Friday, 21 October 2016",
            "the past 72 hours",
        ] {
            std::hint::black_box(read(phrase, &anchor).is_ok());
        }
    }
    println!("read, 1,000 phrases: {} ms", begun.elapsed().as_millis());
}
