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
    let options = Options { window: None, most: usize::MAX, more: "", stocks: "" };
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
