//! Tests that the order of recording makes no difference.

use super::*;
use crate::domain::fact::Status;
use crate::domain::selection::Selection;
use proptest::prelude::*;
use proptest::sample::select;

pub(super) fn draft() -> impl Strategy<Value = Draft> {
    let names = (
        select(vec!["voa-1", "reuters-1", "reuters-2"]),
        select(vec!["trapped", "ceasefire", "airstrike"]),
        select(vec!["SY02", "aleppo-city", "eastern-aleppo", "homs"]),
    );
    let time = prop::option::of(select(vec![
        "2016-10-24",
        "2016-10",
        "2016-10-20/..",
        "[2016-07-01..2016-07-10]/..",
        "../2016-10-22",
    ]));
    let actors = prop::collection::vec(select(vec!["united-nations", "interfax", "reuters"]), 0..3);
    let said = (prop::option::of(0u32..4), select(Status::ALL), prop::option::of("[a-c]{1,2}"));
    (names, time, actors, said).prop_map(|((report, indicator, place), time, actors, said)| {
        let (best, status, comment) = said;
        let mut actors = actors.into_iter().map(str::to_owned);
        Draft {
            when: time.map(when),
            quantity: best.map(people),
            status: Some(status),
            claimants: actors.next().into_iter().collect(),
            via: actors.collect(),
            comment,
            ..Draft::new(report, indicator, place)
        }
    })
}

/// Records the facts in one changeset. Returns their uids, the selection of all, and the uid of the
/// changeset.
fn record(drafts: &[Draft]) -> (Vec<Uid>, Selection, Uid) {
    let mut fixture = Fixture::new();
    let mut uids = fixture.on("2016-11-02", |writer| {
        let add = |draft: &Draft| writer.add_fact(&fact(draft.clone())).unwrap().uid;
        drafts.iter().map(add).collect::<Vec<_>>()
    });
    uids.sort();
    let selection = fixture.store.select(&Filter::default()).unwrap();
    (uids, selection, fixture.newest_changeset().uid)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_same_facts_in_any_order_are_the_same_record(
        (drafts, shuffled) in prop::collection::vec(draft(), 1..12)
            .prop_flat_map(|drafts| (Just(drafts.clone()), Just(drafts).prop_shuffle()))
    ) {
        prop_assert_eq!(record(&drafts), record(&shuffled));
    }

    #[test]
    fn what_is_read_is_what_was_recorded(drafts in prop::collection::vec(draft(), 1..12)) {
        let (mut uids, selection, _) = record(&drafts);
        uids.dedup();
        prop_assert_eq!(selection.facts.len(), uids.len());
        for recorded in &selection.facts {
            prop_assert!(drafts.contains(&*recorded.fact));
            prop_assert_eq!(recorded.fact.uid(selection.reports[&recorded.fact.report].uid), recorded.uid);
        }
    }
}
