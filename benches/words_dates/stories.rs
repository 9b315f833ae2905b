//! Measures the reading of whole war narratives: the `WikiWars` corpus (Mazur and Dale 2010), whose time
//! expressions are marked as TIMEX2.
//!
//! Only calendar dates count: lengths of time, "now", years before Christ and times of day without a date are left out,
//! and so are expressions found at their positions. An expression is found if any found one overlaps it. Its value is
//! right if a found expression has its first and last day, or names it as the end of a longer time ("until 1940"); for
//! a part of a period ("early October"), a day within the period is enough.

use factline::domain::when::{Day, When};
use factline::language;
use factline::language::dates::Anchor;
use std::ops::Range;
use std::path::Path;

/// A marked expression: its position in the text, its first and last day, and whether it is a part of a period.
struct Marked {
    span: Range<usize>,
    days: Option<(Day, Day)>,
    part: bool,
}

/// Counts over all narratives.
#[derive(Default)]
struct Score {
    marked: usize,
    found: usize,
    right: usize,
    extra: usize,
}

/// Reads all narratives in a folder, and prints precision, recall and the share of right values.
pub(super) fn measure(folder: &Path) {
    let Ok(files) = std::fs::read_dir(folder) else {
        println!("no narratives: {}", folder.display());
        return;
    };
    let mut score = Score::default();
    for file in files.flatten() {
        let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
        if let Some((published, plain, marked)) = marked(&text) {
            score.add(&plain, &marked, published);
        }
    }
    score.print();
}

impl Score {
    fn add(&mut self, text: &str, marked: &[Marked], published: Day) {
        let found: Vec<_> = language::find(text, &Anchor::on(published))
            .into_iter()
            .filter_map(language::FoundExpression::time)
            .collect();
        let overlap = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        for gold in marked {
            let Some(days) = gold.days else { continue };
            let mut hits = found.iter().filter(|hit| overlap(&hit.span, &gold.span)).peekable();
            self.marked += 1;
            self.found += usize::from(hits.peek().is_some());
            self.right +=
                usize::from(hits.any(|hit| is_right(&hit.reading.value, days, gold.part)));
        }
        let alone = |span: &Range<usize>| marked.iter().all(|gold| !overlap(span, &gold.span));
        self.extra += found.iter().filter(|hit| alone(&hit.span)).count();
    }

    #[expect(clippy::cast_precision_loss, reason = "a few hundred expressions")]
    fn print(&self) {
        let f1 = |hits: usize| {
            200.0 * hits as f64 / (2 * self.found + self.extra + self.marked - self.found) as f64
        };
        println!(
            "narratives: {} marked, {} found, {} with the right value, {} extra; F1 relaxed {:.1}, value {:.1}",
            self.marked,
            self.found,
            self.right,
            self.extra,
            f1(self.found),
            f1(self.right)
        );
    }
}

/// Whether a reading means the days of a marked expression, or has them as one of its ends.
fn is_right(when: &When, (first, last): (Day, Day), part: bool) -> bool {
    let bounds = when.bounds;
    let starts = [bounds.start_earliest, bounds.start_latest];
    let ends = [bounds.end_earliest, bounds.end_latest];
    if part {
        let inside = |day: &Option<Day>| day.is_some_and(|day| first <= day && day <= last);
        return starts.iter().chain(&ends).any(inside);
    }
    if starts.contains(&Some(first)) && ends.contains(&Some(last)) {
        return true;
    }
    let text = when.expression.to_string();
    let longer = text.contains("..") || text.contains('/') || text.contains(',');
    let touches = [first.pred_opt(), Some(first), Some(last), last.succ_opt()];
    longer && touches.iter().any(|day| starts.contains(day) || ends.contains(day))
}

/// The publication day, the text without its marks, and the marked expressions.
fn marked(text: &str) -> Option<(Day, String, Vec<Marked>)> {
    let dated = text.split_once("<DATETIME>")?.1.split_once("val=\"")?.1;
    let published = dated.get(..10)?.parse().ok()?;
    let mut rest = text.split_once("<TEXT>")?.1.split_once("</TEXT>")?.0;
    let (mut plain, mut marked, mut open) = (String::new(), Vec::new(), Vec::new());
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let (tag, after) = after.split_once('>')?;
        if tag.starts_with("TIMEX2") {
            open.push((plain.len(), tag));
        } else if let Some((start, tag)) = open.pop() {
            let value = attribute(tag, "val");
            let part = !attribute(tag, "mod").is_empty();
            marked.push(Marked { span: start..plain.len(), days: days(value), part });
        }
        rest = after;
    }
    plain.push_str(rest);
    Some((published, plain, marked))
}

fn attribute<'t>(tag: &'t str, name: &str) -> &'t str {
    let value = tag.split_once(&format!(" {name}=\"")).map(|(_, after)| after);
    value.and_then(|after| after.split_once('"')).map_or("", |(value, _)| value)
}

/// First and last day of a TIMEX2 value; `None` if it is not a calendar date.
fn days(value: &str) -> Option<(Day, Day)> {
    let date = value.split('T').next()?;
    let year = |text: &str| text.parse::<i32>().ok();
    let months = |year: i32, from: u32, months: u32| {
        let first = Day::from_ymd_opt(year, from, 1)?;
        let after = first.checked_add_months(chrono::Months::new(months))?;
        Some((first, after.pred_opt()?))
    };
    match date.split('-').collect::<Vec<_>>()[..] {
        [century] if century.len() == 2 => months((year(century)? * 100).max(1), 1, 1200),
        [decade] if decade.len() == 3 => months(year(decade)? * 10, 1, 120),
        [all] if all.len() == 4 => months(year(all)?, 1, 12),
        [all, "SP"] => months(year(all)?, 3, 3),
        [all, "SU"] => months(year(all)?, 6, 3),
        [all, "FA"] => months(year(all)?, 9, 3),
        [all, "WI"] => months(year(all)?, 12, 3),
        [all, month] => months(year(all)?, month.parse().ok()?, 1),
        [all, month, day] => {
            let day = Day::from_ymd_opt(year(all)?, month.parse().ok()?, day.parse().ok()?)?;
            Some((day, day))
        }
        _ => None,
    }
}
