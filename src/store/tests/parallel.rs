//! Tests that several threads encode facts as one thread does.

use super::*;
use crate::domain::when::Window;
use crate::store::{FactEncoder, FactOrder, StoreError, StreamedFact, ThreadPlan};
use proptest::collection::btree_set;
use proptest::prelude::*;
use rusqlite::params;

/// A plan so small that a few facts are divided between all threads.
const SMALL: ThreadPlan =
    ThreadPlan { threads: 3, least_facts: 4, range: 3, chunk: 100, waiting: 24 };

/// Encodes the ids of a fact's report and place, and its uid.
#[derive(Default)]
struct Lines(Vec<u8>);

impl Lines {
    fn put(&mut self, line: &StreamedFact<'_>) {
        let said = (line.uid, line.report, line.claimants, line.recorded_at, line.retracted);
        self.0.extend(format!("{said:?}\n").bytes());
    }
}

impl FactEncoder for Lines {
    type Error = StoreError;

    fn add(&mut self, _: &Store, line: &StreamedFact<'_>) -> Result<(), StoreError> {
        self.put(line);
        Ok(())
    }

    fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

/// Makes a file whose facts have these ids; some facts are retracted.
fn with_numbers(numbers: &[i64]) -> Fixture {
    let mut fixture = Fixture::new();
    for number in 0..numbers.len() {
        let reports = ["voa-1", "reuters-1", "reuters-2"];
        let report = reports[number % reports.len()].to_owned();
        let claimants =
            ["united-nations", "interfax"][..number % 3].iter().map(|key| (*key).into());
        let claimants = claimants.collect();
        let day = format!("2016-10-{:02}", 1 + number % 27);
        let count = u32::try_from(number).unwrap() + 1;
        let uid = fixture.add("2016-11-02", Draft { report, claimants, ..trapped(count, &day) });
        if number % 5 == 3 {
            fixture.on("2016-11-03", |writer| writer.retract_fact(uid, "wrong").unwrap());
        }
    }
    renumber(&fixture.store, numbers);
    fixture
}

/// Gives facts other ids, as another program could.
fn renumber(store: &Store, numbers: &[i64]) {
    let connection = &store.connection;
    let triggers = "DROP TRIGGER fact_no_update; DROP TRIGGER attribution_no_update;
                    DROP TRIGGER retraction_no_update; PRAGMA foreign_keys = OFF";
    connection.execute_batch(triggers).unwrap();
    let far = 1_i64 << 40;
    let change = |from: i64, to: i64| {
        for sql in [
            "UPDATE fact SET id = ?2 WHERE id = ?1",
            "UPDATE attribution SET fact = ?2 WHERE fact = ?1",
            "UPDATE retraction SET fact = ?2 WHERE fact = ?1",
        ] {
            connection.execute(sql, params![from, to]).unwrap();
        }
    };
    (1..).zip(numbers).for_each(|(old, _)| change(old, far + old));
    (1..).zip(numbers).for_each(|(old, new)| change(far + old, *new));
}

fn assert_alike(fixture: &Fixture, filter: &Filter) {
    let mut one = Lines::default();
    let passed = fixture
        .store
        .stream(filter, FactOrder::Recorded, |line| {
            one.put(line);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    for plan in [SMALL, ThreadPlan { threads: 3, least_facts: 1, ..ThreadPlan::default() }] {
        let mut many = Vec::new();
        let shared = fixture.store.encode_facts(filter, &plan, Lines::default, |bytes| {
            many.extend_from_slice(bytes);
            Ok(())
        });
        assert_eq!(shared.unwrap(), passed, "{filter:?} {plan:?}");
        assert_eq!(many, one.0, "{filter:?} {plan:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_their_numbers(
        numbers in prop_oneof![
            2 => btree_set(0..60_i64, 4..24),
            1 => btree_set(prop_oneof![8 => 1..60_i64, 1 => -9..1_i64, 1 => 1_000..1_i64 << 40], 1..24),
        ],
    ) {
        let fixture = with_numbers(&numbers.into_iter().collect::<Vec<_>>());
        let window = Some(Window::day("2016-10-05".parse().unwrap()));
        for filter in [
            Filter::default(),
            Filter { retracted: true, ..Filter::default() },
            Filter { limit: Some(3), ..Filter::default() },
            Filter { window, ..Filter::default() },
            Filter { text: vec!["trapped".into()], ..Filter::default() },
            Filter { as_recorded: Some("2016-11-02".parse().unwrap()), ..Filter::default() },
            Filter { claimants: vec!["united-nations".into()], ..Filter::default() },
        ] {
            assert_alike(&fixture, &filter);
        }
    }
}

#[test]
fn the_greatest_number_ends_it() {
    assert_alike(&with_numbers(&[1, 2, 3, 4, 5, i64::MAX - 1]), &Filter::default());
}

#[test]
fn what_goes_wrong_while_facts_are_put_ends_it() {
    let fixture = with_numbers(&(1..40).collect::<Vec<_>>());
    let failed = fixture.store.encode_facts(&Filter::default(), &SMALL, Lines::default, |_| {
        Err(StoreError::Corrupt("no room".to_owned()))
    });
    assert!(failed.unwrap_err().to_string().contains("no room"));
}
