//! Tests of the notes of sums, over the built-in sample.

use super::*;
use crate::domain::assessment::Disposition;
use crate::view::grid::Grid;
use crate::view::timeline::sample;
use proptest::prelude::*;

/// The sums of the facts of a selection, by month.
fn sums(selection: &Selection) -> Grid {
    let mut sums = Sums::by(&[Dimension::Month]);
    selection.facts.iter().for_each(|one| sums.add(selection, one));
    sums.add_up(selection, None);
    let options = Options { most: usize::MAX, more: "", stocks: "" };
    sums.table(selection, &options)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn rejected_facts_are_in_no_line_and_no_note(which in prop::collection::vec(any::<bool>(), 60)) {
        let mut rejected = sample::all();
        let mut left = rejected.clone();
        let mut is_rejected = which.iter().cycle();
        left.facts.retain(|_| !is_rejected.next().unwrap());
        for (one, is_rejected) in rejected.facts.iter_mut().zip(which.iter().cycle()) {
            one.verdict.disposition = is_rejected.then_some(Disposition::Rejected);
        }
        prop_assert_eq!(sums(&rejected), sums(&left));
    }
}

#[test]
fn indicators_that_are_added_up_one_after_another_have_the_lines_of_all_at_once() {
    let all = sample::all();
    for by in [&[][..], &[Dimension::Place], &[Dimension::Publisher, Dimension::Month]] {
        let (mut whole, mut parts) = (Sums::by(by), Sums::by(by));
        all.facts.iter().for_each(|one| whole.add(&all, one));
        whole.add_up(&all, None);
        for key in all.indicators.keys() {
            let facts = all.facts.iter().filter(|one| one.fact.indicator == *key);
            facts.for_each(|one| parts.add(&all, one));
            parts.add_up(&all, None);
        }
        let options = Options { most: 1_000, more: "", stocks: "" };
        let [whole, parts] = [whole, parts].map(|sums| sums.table(&all, &options));
        assert!(whole.rows.len() > 3);
        assert_eq!(format!("{:?}", parts.rows), format!("{:?}", whole.rows));
        assert_eq!(parts.notes, whole.notes);
    }
}
