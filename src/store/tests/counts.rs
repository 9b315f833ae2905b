//! Tests that counts of the store equal counts of selected facts.

use super::*;
use crate::domain::fact::{Correction, Status};
use crate::domain::group_counts::Dimension;
use crate::domain::group_counts::tests::count;
use crate::domain::selection::Selection;
use crate::domain::when::Window;
use crate::view::counts::CountTable;
use proptest::prelude::*;
use proptest::sample::select;

fn draft() -> impl Strategy<Value = Draft> {
    let names = (
        select(vec!["voa-1", "reuters-1", "reuters-2"]),
        select(vec!["trapped", "ceasefire", "airstrike"]),
        select(vec!["SY02", "aleppo-city", "eastern-aleppo", "homs"]),
    );
    let time = prop::option::of(select(vec![
        "2016-10-24",
        "2016-09",
        "2016-10-20/..",
        "../2016-10-22",
        "2015",
    ]));
    let said = (
        prop::option::of(0u32..4),
        prop::option::of(select(vec![Status::Ended, Status::Planned])),
        prop::sample::subsequence(vec!["ban-ki-moon", "interfax", "reuters"], 0..3),
        prop::option::of(select(vec!["speech", "call"])),
        prop::option::of(select(vec!["civilians", "truce"])),
        0u32..1000,
    );
    (names, time, said).prop_map(|((report, indicator, place), time, said)| {
        let (best, status, claimants, origin, word, number) = said;
        Draft {
            when: time.map(when),
            quantity: best.map(people),
            status: status.or(best.is_none().then_some(Status::Ended)),
            claimants: claimants.into_iter().map(str::to_owned).collect(),
            origin: origin.map(str::to_owned),
            scope: word.map(str::to_owned),
            thread: word.map(str::to_owned),
            comment: Some(number.to_string()),
            ..Draft::new(report, indicator, place)
        }
    })
}

/// Makes a database of facts, some corrected, some retracted, and a retracted report if
/// `with_report`.
fn filled(drafts: &[Draft], with_report: bool) -> Fixture {
    let mut fixture = Fixture::new();
    for (number, draft) in drafts.iter().enumerate() {
        let uid = fixture.add("2016-11-02", draft.clone());
        if number % 5 == 1 {
            let correction = Correction { fact: uid, reason: "recounted".into() };
            let newer = Draft { replaces: Some(correction), ..trapped(7, "2016-10-24") };
            fixture.add("2016-11-03", newer);
        } else if number % 5 == 3 {
            let _ = fixture.on("2016-11-03", |writer| writer.retract_fact(uid, "wrong").is_ok());
        }
    }
    if with_report {
        fixture.on("2016-11-04", |writer| writer.retract_report("reuters-1", "forged").unwrap());
    }
    fixture
}

fn filters() -> Vec<Filter> {
    let window = Some(Window::day("2016-10-21".parse().unwrap()));
    vec![
        Filter::default(),
        Filter { retracted: true, ..Filter::default() },
        Filter { window, ..Filter::default() },
        Filter { within: Some("aleppo-city".into()), ..Filter::default() },
        Filter { as_recorded: Some("2016-11-02".parse().unwrap()), ..Filter::default() },
        Filter { claimants: vec!["united-nations".into()], ..Filter::default() },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn the_store_counts_as_a_selection_is_counted(
        drafts in prop::collection::vec(draft(), 1..14),
        with_report: bool,
        second in select(Dimension::ALL),
    ) {
        let fixture = filled(&drafts, with_report);
        for filter in filters() {
            let selection: Selection = fixture.store.select(&filter).unwrap();
            for first in Dimension::ALL {
                let by = if *first == second { vec![second] } else { vec![*first, second] };
                let counted = CountTable::of(&fixture.store.count(&filter, &by).unwrap(), &by).grid(usize::MAX);
                let expected = CountTable::of(&count(&selection, &by), &by).grid(usize::MAX);
                prop_assert_eq!(counted, expected, "{:?} {:?}", by, filter);
            }
        }
    }
}
