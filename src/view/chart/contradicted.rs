//! The figures that are contradicted, and who contradicts them.

use crate::domain::compare::comparison::{Compared, Comparison};
use crate::domain::identity::Uid;
use crate::domain::selection::Selection;
use crate::view::compare::{days_of_dispute, first_of, says_against, side_in_few};
use crate::view::wording;
use foldhash::HashMap;

/// At most this many statements of a side are in a label, and at most this many claimants of each.
const MOST_SAID: (usize, usize) = (3, 2);

/// The contradictions of some groups of facts.
#[derive(Debug, Default)]
pub(super) struct Contradicted {
    /// For each fact that is contradicted, what the others say.
    facts: HashMap<Uid, String>,
    /// For each fact that is on a side of a dispute, the index of the dispute.
    dispute_of: HashMap<Uid, usize>,
    /// Each dispute in words.
    disputes: Vec<String>,
}

impl Contradicted {
    /// The contradictions of groups of facts, for a chart of `place`.
    pub(super) fn of(groups: &[Comparison<'_>], place: &str, rows: &Selection) -> Self {
        let mut all = Self::default();
        for group in groups.iter().filter(|group| group.is_contradicted) {
            let said = |at: &usize| {
                let one = group.voices[*at].statement;
                let words = says_against(one, group.scope, group.place, rows);
                format!("{words}: {}", wording::who(rows, &one.claimants, &[]))
            };
            for voice in group.voices.iter().filter(|voice| !voice.contradicts.is_empty()) {
                let against = first_of(voice.contradicts.iter().map(said));
                all.facts.insert(voice.statement.uid, against);
            }
            for sides in group.disputes() {
                let uids = sides.iter().flatten().map(|voice| voice.statement.uid);
                all.dispute_of.extend(uids.map(|uid| (uid, all.disputes.len())));
                all.disputes.push(in_words(&sides, group, place, rows));
            }
        }
        all
    }

    /// The statements that contradict a fact; empty if there are none.
    pub(super) fn against(&self, fact: Uid) -> &str {
        self.facts.get(&fact).map_or("", String::as_str)
    }

    /// The contradictions in which some of the facts take part.
    pub(super) fn among(&self, facts: impl Iterator<Item = Uid>) -> Vec<String> {
        let mut found: Vec<usize> =
            facts.filter_map(|fact| self.dispute_of.get(&fact).copied()).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| self.disputes[at].clone()).collect()
    }
}

/// Days, the place if it is another one, and sides: `20-22 Oct 2016: few: witnesses ≠ none: Rami Abdel Rahman`.
fn in_words(
    sides: &[Vec<&Compared<'_>>],
    group: &Comparison<'_>,
    place: &str,
    rows: &Selection,
) -> String {
    let days = days_of_dispute(sides).map(|(first, last)| wording::span(first, last, None));
    let at = (group.place != place).then(|| wording::place(rows, group.place).to_owned());
    let lead: Vec<String> = days.into_iter().chain(at).collect();
    let lead = if lead.is_empty() { String::new() } else { format!("{}: ", lead.join(", ")) };
    let sides: Vec<String> =
        sides.iter().map(|side| side_in_few(side, group, rows, MOST_SAID)).collect();
    format!("{lead}{}", sides.join(" ≠ "))
}
