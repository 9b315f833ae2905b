//! Tests that facts are streamed in the order asked for, with all fields, whatever the memory
//! limit.

use super::order::draft;
use super::*;
use crate::domain::assessment::{Assessment, Disposition, Verdict};
use crate::domain::fact::Correction;
use crate::domain::selection::RecordedFact;
use crate::domain::when::Window;
use crate::store::stream::FactStream;
use crate::store::{Content, FactOrder, RowKeys, StoreError, Streamed};
use proptest::prelude::*;

/// Makes a database of facts in several changesets, some corrected or retracted, and a retracted
/// report.
fn filled(drafts: &[Draft]) -> Fixture {
    let mut fixture = Fixture::new();
    for (number, draft) in drafts.iter().enumerate() {
        let uid = fixture.add("2016-11-02", draft.clone());
        if number % 4 == 1 {
            let correction = Correction { fact: uid, reason: "recounted".into() };
            let newer = Draft { replaces: Some(correction), ..draft.clone() };
            fixture.on("2016-11-03", |writer| writer.import_fact(&fact(newer)).unwrap());
        } else if number % 4 == 3 {
            let _ = fixture.on("2016-11-03", |writer| writer.retract_fact(uid, "wrong").is_ok());
        }
    }
    fixture.on("2016-11-04", |writer| writer.retract_report("reuters-1", "forged").unwrap());
    fixture
}

/// Disputes each second fact, and then rejects each fourth.
fn judge(fixture: &mut Fixture) {
    let everything = Filter { retracted: true, ..Filter::default() };
    let facts = fixture.found(&everything);
    for (step, day, disposition) in
        [(2, "2016-11-02", Disposition::Disputed), (4, "2016-11-05", Disposition::Rejected)]
    {
        for uid in facts.iter().step_by(step) {
            let assessment = Assessment {
                reliability: None,
                credibility: None,
                disposition: Some(disposition),
                reason: "recounted".into(),
                by: None,
            };
            fixture.on(day, |writer| writer.add_assessment(*uid, &assessment).unwrap());
        }
    }
    let of = |uid: &Uid| {
        let all = fixture.store.select(&everything).unwrap().facts;
        all.into_iter()
            .find(|recorded| recorded.uid == *uid)
            .and_then(|one| one.verdict.disposition)
    };
    assert_eq!(facts.first().and_then(of), facts.first().map(|_| Disposition::Rejected));
    assert_eq!(facts.get(2).and_then(of), facts.get(2).map(|_| Disposition::Disputed));
    assert_eq!(facts.get(1).and_then(of), None);
}

fn filters() -> Vec<Filter> {
    let window = Some(Window::day("2016-10-21".parse().unwrap()));
    let everything = Filter { retracted: true, ..Filter::default() };
    vec![
        Filter::default(),
        Filter { limit: Some(3), ..everything.clone() },
        Filter { window, ..everything.clone() },
        Filter { within: Some("aleppo-city".into()), limit: Some(2), ..Filter::default() },
        Filter { text: vec!["a".into()], ..everything.clone() },
        Filter { as_recorded: Some("2016-11-02".parse().unwrap()), ..everything.clone() },
        everything,
    ]
}

/// The facts of a stream that may keep this number of bytes of rows in memory.
fn streamed(
    store: &Store,
    filter: &Filter,
    order: FactOrder,
    memory: usize,
) -> (Vec<RecordedFact>, Streamed) {
    let mut keys = RowKeys::of(&store.connection, filter.as_recorded);
    let mut facts = Vec::new();
    let mut stream = FactStream::of(&store.connection, filter).unwrap().holding(memory);
    let counts = stream.run(order, |fact| {
        facts.push(fact.to_recorded(&mut keys)?);
        Ok::<_, StoreError>(())
    });
    (facts, counts.unwrap())
}

/// The facts that match a filter but for its limit, read by halves of their ids and put in order by their
/// positions.
fn in_memory(store: &Store, filter: &Filter) -> Vec<RecordedFact> {
    let mut named = store.rows_of_facts(filter);
    let mut facts = Vec::new();
    for ids in [(i64::MIN, 3), (4, i64::MAX)] {
        let read = store.read_some((filter, Content::Whole), ids, |fact, order| {
            let recorded = named.read(fact)?;
            let report = &named.rows().reports[&recorded.fact.report];
            facts.push((
                order.in_report(report),
                RecordedFact { verdict: Verdict::default(), ..recorded },
            ));
            Ok::<_, StoreError>(())
        });
        read.unwrap();
    }
    facts.sort_by(|(a, _), (b, _)| a.cmp(b));
    facts.into_iter().map(|(_, fact)| fact).collect()
}

/// Sorts facts by time as documented: undated facts first, open ends last.
fn sort(store: &Store, facts: &mut [RecordedFact]) {
    let reports = store.reports().unwrap();
    facts.sort_by_key(|recorded| {
        let fact = &recorded.fact;
        let bounds = fact.when.as_ref().map(|when| when.bounds).unwrap_or_default();
        let end = (bounds.end_latest.is_none(), bounds.end_latest);
        let report = reports.iter().find(|report| report.key == fact.report).unwrap();
        let quote = fact.quote_span().map(|span| span.start);
        let report = (report.published_latest, fact.report.clone());
        (bounds.start_earliest, end, report, quote, recorded.uid)
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn rows_that_are_read_as_facts_name_them_are_those_of_a_selection(
        drafts in prop::collection::vec(draft(), 0..8)
    ) {
        let mut fixture = filled(&drafts);
        judge(&mut fixture);
        for filter in filters() {
            let all = fixture.store.select(&filter).unwrap();
            let mut named = fixture.store.rows_of_facts(&filter);
            let (mut facts, mut order) = (Vec::new(), Vec::new());
            let streamed = fixture.store.stream(&filter, FactOrder::Time, |fact| {
                facts.push(named.read(fact)?);
                order.push((fact.number, fact.answer));
                Ok::<_, StoreError>(())
            });
            prop_assert_eq!(streamed.unwrap().left_out, all.left_out);
            prop_assert_eq!(&facts, &all.facts);
            let rows = named.rows();
            prop_assert_eq!((&rows.places, &rows.actors), (&all.places, &all.actors));
            prop_assert_eq!((&rows.indicators, &rows.reports), (&all.indicators, &all.reports));
            let places: Vec<_> = order.iter().rev().copied().collect();
            let mut backwards = Vec::new();
            let shown = fixture.store.stream_numbered(&filter, &places, |fact| {
                backwards.push(named.read(fact)?);
                Ok::<_, StoreError>(())
            });
            shown.unwrap();
            backwards.reverse();
            prop_assert_eq!(&backwards, &all.facts);
        }
    }

    #[test]
    fn the_order_of_time_is_that_of_recording_put_in_order(
        drafts in prop::collection::vec(draft(), 1..14),
    ) {
        let fixture = filled(&drafts);
        let store = &fixture.store;
        for filter in filters() {
            let unlimited = Filter { limit: None, ..filter.clone() };
            let (mut expected, _) = streamed(store, &unlimited, FactOrder::Recorded, 0);
            sort(store, &mut expected);
            let most = filter.limit.unwrap_or(usize::MAX).min(expected.len());
            let counts = Streamed { facts: most, left_out: expected.len() - most };
            expected.truncate(most);
            for memory in [0, 600, 3_000, 1 << 20] {
                let (facts, counted) = streamed(store, &filter, FactOrder::Time, memory);
                prop_assert_eq!(counted, counts, "{:?} in {} bytes", filter, memory);
                prop_assert_eq!(&facts, &expected, "{:?} in {} bytes", filter, memory);
            }
            prop_assert_eq!(&in_memory(store, &filter)[..most], &expected);
            let selection = store.select(&filter).unwrap();
            prop_assert_eq!((&selection.facts, selection.left_out), (&expected, counts.left_out));
        }
    }
}

#[test]
fn a_limit_in_the_order_of_recording_lets_the_first_through() {
    let drafts: Vec<Draft> = (1..6).map(|n| trapped(n, "2016-10-24")).collect();
    let mut fixture = Fixture::new();
    let uids: Vec<Uid> = drafts.into_iter().map(|d| fixture.add("2016-11-02", d)).collect();
    let filter = Filter { limit: Some(2), ..Filter::default() };
    let (facts, counts) = streamed(&fixture.store, &filter, FactOrder::Recorded, 0);
    assert_eq!(counts, Streamed { facts: 2, left_out: 3 });
    assert_eq!(facts.iter().map(|fact| fact.uid).collect::<Vec<_>>(), uids[..2]);
}
