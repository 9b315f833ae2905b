//! The legend: each mark that is used, with its meaning.

use super::marks::Marks;
use crate::text::ink::Ink;
use crate::text::layout::{StyledLine, width};
use std::collections::BTreeSet;

/// The space between two meanings.
const GAP: &str = "   ";

/// The lines of the legend for the marks in `used`. `crowd` is the number of facts in the fullest
/// column of a density, 0 if there is no density.
pub(super) fn lines(
    used: &BTreeSet<char>,
    crowd: usize,
    marks: &Marks,
    most: usize,
) -> Vec<StyledLine> {
    in_lines(parts(used, crowd, marks), most)
}

/// The meanings in lines of at most `most` columns.
pub(in crate::render) fn in_lines(parts: Vec<String>, most: usize) -> Vec<StyledLine> {
    let mut texts = vec![String::new()];
    for part in parts {
        let Some(text) = texts.last_mut() else { continue };
        if text.is_empty() {
            *text = part;
        } else if width(text) + GAP.len() + width(&part) <= most {
            text.push_str(GAP);
            text.push_str(&part);
        } else {
            texts.push(part);
        }
    }
    texts.into_iter().map(|text| StyledLine::of(Ink::Dim, text)).collect()
}

fn parts(used: &BTreeSet<char>, crowd: usize, marks: &Marks) -> Vec<String> {
    let has = |signs: &[char]| signs.iter().any(|sign| used.contains(sign));
    let one = |sign: char, meaning: &str| (has(&[sign]), format!("{sign} {meaning}"));
    let two = |sign: char, meaning: &str| (has(&[sign]), format!("{sign}{sign} {meaning}"));
    let [begin, middle, end, _] = marks.total;
    let [few, many] = [0, marks.density.len() - 1].map(|at| marks.density[at]);
    let used_of = |signs: [char; 2]| -> String {
        signs.into_iter().filter(|sign| used.contains(sign)).collect()
    };
    let (over_days, beyond) = (used_of(marks.level), used_of(marks.beyond));
    [
        one(marks.held, "held"),
        (has(&marks.claimed), format!("{} claimed", used_of(marks.claimed))),
        one(marks.maybe, "may have"),
        one(marks.ended, "ended"),
        two(marks.absent, "none"),
        one(marks.absent_short, "none, briefly or in a part"),
        two(marks.absent_maybe, "perhaps none"),
        (has(&[begin, middle, end]), format!("{begin}{middle}{end} total")),
        (!over_days.is_empty(), format!("{over_days} value over days")),
        one(marks.point, "value or event"),
        (
            marks.differ.chars().next().is_some_and(|sign| has(&[sign])),
            format!("{} figures differ", marks.differ),
        ),
        one(marks.hedged, "about that day, or doubted"),
        one(marks.foreseen, "forecast"),
        one(marks.demanded, "demanded"),
        one(marks.planned, "announced, agreed or planned"),
        one(marks.put_off, "postponed or refused"),
        one(marks.denied, "denied"),
        two(marks.between, "possible days"),
        (!beyond.is_empty(), format!("{beyond} continues")),
        (crowd > 0, format!("{few}-{many} how many facts: {many} is {crowd}")),
    ]
    .into_iter()
    .filter_map(|(used, part)| used.then_some(part))
    .collect()
}
