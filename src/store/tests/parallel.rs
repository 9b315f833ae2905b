//! Tests that several threads encode facts as one thread does.

use super::*;
use crate::domain::when::Window;
use crate::store::{FactEncoder, FactOrder, KeptFact, StoreError, StreamedFact, ThreadPlan, Whole};
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
fn an_error_while_facts_are_written_ends_the_export() {
    let fixture = with_numbers(&(1..40).collect::<Vec<_>>());
    let failed = fixture.store.encode_facts(&Filter::default(), &SMALL, Lines::default, |_| {
        Err(StoreError::Corrupt("no room".to_owned()))
    });
    assert!(failed.unwrap_err().to_string().contains("no room"));
}

fn lines(store: &Store) -> Vec<u8> {
    let mut lines = Lines::default();
    let put = |line: &StreamedFact<'_>| {
        lines.put(line);
        Ok::<_, StoreError>(())
    };
    store.stream(&Filter::default(), FactOrder::Recorded, put).unwrap();
    lines.0
}

#[test]
fn a_twin_sees_what_its_store_sees() {
    let mut fixture = with_numbers(&(1..9).collect::<Vec<_>>());
    fixture
        .store
        .in_one_state(|| {
            let twin = fixture.store.twin(&SMALL).unwrap().unwrap();
            let seen = twin.read(|twin| Ok::<_, StoreError>(lines(twin))).unwrap();
            assert_eq!(seen, lines(&fixture.store));
            let few = ThreadPlan { least_facts: 100, ..SMALL };
            assert!(fixture.store.twin(&few).unwrap().is_none());
            assert!(fixture.store.twin_for_some(&few).unwrap().is_some());
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let twin = fixture.store.twin(&SMALL).unwrap().unwrap();
    fixture.add("2016-11-04", trapped(77, "2016-10-01"));
    assert!(twin.read(|_| Ok::<_, StoreError>(())).is_err());
}

#[test]
fn a_twin_refuses_a_copy_in_the_place_of_its_file() {
    let fixture = with_numbers(&(1..9).collect::<Vec<_>>());
    let twin = fixture.store.twin_for_some(&SMALL).unwrap().unwrap();
    let path = fixture.store.path();
    let copy = path.with_extension("copy");
    std::fs::copy(path, &copy).unwrap();
    std::fs::rename(&copy, path).unwrap();
    assert!(twin.read(|_| Ok::<_, StoreError>(())).is_err());
}

#[test]
fn what_is_compared_is_whole_but_for_words() {
    let mut fixture = with_numbers(&[]);
    let bare = trapped(3, "2016-10-20");
    let words = Draft {
        term: Some("stuck".into()),
        verb: Some("warns".into()),
        comment: Some("seen".into()),
        scope: Some("civilians".into()),
        thread: Some("siege".into()),
        origin: Some("a speech".into()),
        ..bare
    };
    fixture.add("2016-11-02", words);
    let window = Some(Window::day("2016-10-20".parse().unwrap()));
    for filter in [Filter::default(), Filter { window, ..Filter::default() }] {
        for order in [FactOrder::Recorded, FactOrder::Time] {
            let (mut whole, mut compared) = (Vec::new(), Vec::new());
            let without_words = |fact: &StreamedFact<'_>| {
                assert!(fact.verb.is_some() && fact.comment.is_some());
                let bare = StreamedFact { term: None, verb: None, comment: None, ..*fact };
                let bare =
                    StreamedFact { quote: None, quote_span: None, quote_check: None, ..bare };
                whole.push(format!("{bare:?}"));
                Ok::<_, StoreError>(())
            };
            fixture.store.stream(&filter, order, without_words).unwrap();
            let put = |fact: &StreamedFact<'_>| {
                compared.push(format!("{fact:?}"));
                Ok::<_, StoreError>(())
            };
            fixture.store.stream_compared(&filter, order, put).unwrap();
            assert_eq!(whole, compared);
            assert_eq!(whole.len(), 1);
        }
    }
}

#[test]
fn what_is_kept_by_part_is_what_is_streamed_to_be_compared() {
    let mut fixture = with_numbers(&(1..30).collect::<Vec<_>>());
    let homs = Draft { place: "homs".into(), ..trapped(5, "2016-10-03") };
    fixture.add("2016-11-02", homs);
    fixture.add("2016-11-02", Draft { place: "syria".into(), ..trapped(500_000, "2016-10-03") });
    fixture.on("2016-11-05", |writer| writer.retract_report("reuters-1", "all wrong").unwrap());
    let without_recorder = |fact: &StreamedFact<'_>| {
        format!("{:?}", StreamedFact { changeset: 0, recorded_at: "", recorded_by: "", ..*fact })
    };
    let within = Filter { within: Some("aleppo-city".into()), ..Filter::default() };
    let retracted = Filter { retracted: true, ..Filter::default() };
    for (filter, around) in [(Filter::default(), 0), (retracted, 0), (within, 1)] {
        let store = &fixture.store;
        let parts = store.parts(&filter, Whole::Tree, 1).unwrap();
        let (mut streamed, mut kept, mut reports) = (Vec::new(), Vec::new(), Vec::new());
        let mut named = store.rows_of_facts(&filter);
        let mut note = |fact: &StreamedFact<'_>| {
            let recorded = named.read(fact)?;
            let report = &named.rows().reports[&recorded.fact.report];
            reports.push((
                report.publisher.clone(),
                report.published.clone(),
                report.retracted.clone(),
            ));
            streamed.push(without_recorder(fact));
            Ok::<_, StoreError>(())
        };
        store.stream_compared(&filter, FactOrder::Recorded, &mut note).unwrap();
        if around > 0 {
            store.stream_compared(&filter.around_its_places(), FactOrder::Recorded, note).unwrap();
        }
        let mut named = store.rows_of_facts(&filter).lean();
        let mut of_reports = Vec::new();
        let mut note = |fact: &KeptFact<'_>| {
            let recorded = named.read_kept(fact)?;
            let report = &named.rows().reports[&recorded.fact.report];
            of_reports.push((
                report.publisher.clone(),
                report.published.clone(),
                report.retracted.clone(),
            ));
            kept.push(without_recorder(&fact.fact));
            Ok::<_, StoreError>(())
        };
        for range in [(1, 12), (13, 99)] {
            let facts = store.keep_parts(&filter, &parts, range).unwrap();
            for part in 0..parts.len() {
                facts.own(part, &mut note).unwrap();
                facts.around(part, &mut note).unwrap();
            }
        }
        kept.sort();
        streamed.sort();
        assert_eq!(kept, streamed);
        of_reports.sort_by_key(|report| format!("{report:?}"));
        reports.sort_by_key(|report| format!("{report:?}"));
        assert_eq!(of_reports, reports);
    }
}

#[test]
fn a_copy_of_a_copy_counts_with_the_first_report() {
    let mut fixture = Fixture::new();
    for (key, of, day) in [("copy", "voa-1", "2016-10-29"), ("again", "copy", "2016-10-30")] {
        let copy = Report { republishes: Some(of.into()), ..report(key, "reuters", day) };
        fixture.on("2016-11-01", |writer| writer.add_report(&copy, None).unwrap());
    }
    fixture.add("2016-11-02", Draft { report: "again".into(), ..trapped(7, "2016-10-20") });
    let (store, all) = (&fixture.store, Filter::default());
    let selected = store.select(&all).unwrap();
    let mut named = store.rows_of_facts(&all);
    store.stream(&all, FactOrder::Time, |fact| named.read(fact).map(|_| ())).unwrap();
    let mut kept = store.rows_of_facts(&all).lean();
    let parts = store.parts(&all, Whole::Indicator, 1).unwrap();
    let facts = store.keep_parts(&all, &parts, (1, 1)).unwrap();
    facts.own(0, |fact| kept.read_kept(fact).map(|_| ())).unwrap();
    for rows in [&selected, named.rows(), kept.rows()] {
        assert_eq!(rows.originals["again"], "voa-1");
        assert_eq!(rows.first_published["again"].to_string(), "2016-10-24");
    }
}
