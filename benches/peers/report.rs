//! The results as Markdown.

use crate::contest::FACTLINE;
use crate::measure::Runs;
use crate::results::Results;
use crate::targets;
use std::fmt::Write as _;
use std::time::Duration;

/// The tables: one for each size, one for growth, and one for the targets at the largest size.
pub(crate) fn markdown(results: &Results, sizes: &[usize]) -> String {
    let mut text = String::new();
    for facts in sizes {
        let _ = writeln!(text, "### {} facts\n\n{}", grouped(*facts), table(results, *facts));
    }
    if sizes.len() > 1 {
        let _ = writeln!(text, "### Growth\n\n{}", growth(results, sizes));
    }
    if let Some(most) = sizes.iter().max() {
        let _ = writeln!(
            text,
            "### Targets at {} facts\n\n{}",
            grouped(*most),
            targets::table(results, sizes)
        );
    }
    text
}

fn table(results: &Results, facts: usize) -> String {
    let mut text = String::from(
        "| work | program | wall | fastest-slowest | CPU | peak MB | lines out | factline = 1 | runs |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for line in results.0.iter().filter(|line| line.facts == facts) {
        let trouble = line.trouble.as_ref().map(ToString::to_string).unwrap_or_default();
        let _ = match &line.runs {
            None => writeln!(text, "| {} | {} | {trouble} | | | | | | |", line.work, line.who),
            Some(runs) => {
                let ratio = results.wall(line.work, FACTLINE, facts);
                let ratio = ratio.map_or_else(String::new, |own| ratio_of(runs, own));
                writeln!(
                    text,
                    "| {} | {} | {} {trouble}| {ratio} | {} |",
                    line.work,
                    line.who,
                    figures(runs),
                    runs.count()
                )
            }
        };
    }
    text
}

fn figures(runs: &Runs) -> String {
    let median = runs.median();
    let peak = if median.peak == 0 { "server".to_owned() } else { (runs.peak() >> 20).to_string() };
    format!(
        "{} | {}-{} | {} | {peak} | {}",
        spoken(median.wall),
        spoken(runs.fastest()),
        spoken(runs.slowest()),
        spoken(median.cpu),
        median.lines
    )
}

fn ratio_of(runs: &Runs, own: f64) -> String {
    format!("{:.2}", runs.median().wall.as_secs_f64() / own)
}

/// Milliseconds if it is less than a second.
fn spoken(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds >= 1.0 => format!("{seconds:.2} s"),
        seconds if seconds >= 0.1 => format!("{:.0} ms", seconds * 1e3),
        seconds => format!("{:.1} ms", seconds * 1e3),
    }
}

fn growth(results: &Results, sizes: &[usize]) -> String {
    let heads: Vec<_> = sizes.iter().map(|facts| format!("{} facts", grouped(*facts))).collect();
    let mut text = format!(
        "| work | program | {} | times |\n|---|---|{}---|\n",
        heads.join(" | "),
        "---|".repeat(sizes.len())
    );
    let (Some(least), Some(most)) = (sizes.iter().min(), sizes.iter().max()) else { return text };
    for line in results.0.iter().filter(|line| line.facts == *least && line.runs.is_some()) {
        if !line.who.starts_with(FACTLINE)
            && !line.who.starts_with("sqlite3")
            && !line.who.starts_with("DuckDB")
        {
            continue;
        }
        let wall = |facts: &usize| results.wall(line.work, line.who, *facts);
        let cells: Vec<_> = sizes
            .iter()
            .map(|facts| {
                wall(facts).map_or_else(String::new, |s| spoken(Duration::from_secs_f64(s)))
            })
            .collect();
        let times = wall(most)
            .zip(wall(least))
            .map_or_else(String::new, |(most, least)| format!("{:.1}", most / least));
        let _ =
            writeln!(text, "| {} | {} | {} | {times} |", line.work, line.who, cells.join(" | "));
    }
    text
}

/// Digits with commas between the thousands.
pub(crate) fn grouped(number: usize) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1_000), number % 1_000),
    }
}
