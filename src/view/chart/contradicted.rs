//! The figures that are contradicted, and by whom.

use crate::domain::compare::Statement;
use crate::domain::compare::comparison::Comparison;
use crate::domain::identity::Uid;
use crate::domain::selection::Selection;
use crate::view::compare::{first_of, says_against, side_in_few};
use crate::view::wording;
use foldhash::HashMap;

/// The most statements of a side in a label, and the most claimants of each.
const MOST_SAID: (usize, usize) = (3, 2);

/// The contradictions of some groups of facts.
#[derive(Debug, Default)]
pub(super) struct Contradicted {
    /// For each fact that is contradicted, the index of its group, and the statements of the others.
    facts: HashMap<Uid, (usize, String)>,
    /// For each group, its sides in words.
    sides: Vec<String>,
}

impl Contradicted {
    /// The contradictions of groups of facts.
    pub(super) fn of(groups: &[Comparison<'_>], rows: &Selection) -> Self {
        let mut all = Self::default();
        for group in groups.iter().filter(|group| group.is_contradicted) {
            let said = |at: &usize| {
                let one = group.voices[*at].statement;
                let words = says_against(one, group.scope, group.place, rows);
                format!("{words}: {}", wording::who(rows, &one.claimants, &[]))
            };
            for voice in group.voices.iter().filter(|voice| !voice.contradicts.is_empty()) {
                let against = first_of(voice.contradicts.iter().map(said));
                all.facts.insert(voice.statement.uid, (all.sides.len(), against));
            }
            all.sides.push(in_words(group, rows));
        }
        all
    }

    /// The statements that contradict a fact; empty where there are none.
    pub(super) fn against(&self, fact: Uid) -> &str {
        self.facts.get(&fact).map_or("", |(_, against)| against.as_str())
    }

    /// The contradictions in which some of the facts take part.
    pub(super) fn among(&self, facts: impl Iterator<Item = Uid>) -> Vec<String> {
        let mut found: Vec<usize> =
            facts.filter_map(|fact| Some(self.facts.get(&fact)?.0)).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| self.sides[at].clone()).collect()
    }
}

/// Days and sides: `20-22 Oct 2016: few: witnesses ≠ none: Rami Abdel Rahman`.
fn in_words(group: &Comparison<'_>, rows: &Selection) -> String {
    let sides: Vec<String> =
        group.sides().iter().map(|side| side_in_few(side, group, rows, MOST_SAID)).collect();
    let against = || group.voices.iter().filter(|voice| !voice.contradicts.is_empty());
    let first = against().filter_map(|voice| voice.statement.sort_day()).min();
    let last = against().filter_map(|voice| Statement::last(voice.statement)).max();
    let days = first.zip(last).map(|(first, last)| wording::span(first, last.max(first), None));
    let days = days.map(|days| format!("{days}: ")).unwrap_or_default();
    format!("{days}{}", sides.join(" ≠ "))
}
