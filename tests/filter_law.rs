//! Tests that the store answers a question about time in the same way as the pure rule, fact by
//! fact.

use factline::domain::actor::{Actor, ActorKind};
use factline::domain::changeset::Recorder;
use factline::domain::fact::Draft;
use factline::domain::filter::{Filter, answer};
use factline::domain::identity::ReportIdentity;
use factline::domain::indicator::{Indicator, Measure, Nature};
use factline::domain::place::{Place, PlaceKind};
use factline::domain::quantity::Quantity;
use factline::domain::report::{Report, UNDATED};
use factline::domain::when::{Answer, Bounds, Day, Expression, When, Window};
use factline::store::Store;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(n: i64) -> Day {
    Day::default() + chrono::Duration::days(17_000 + n)
}

/// Expressions with every form of bounds, within about forty days.
fn expressions() -> impl Strategy<Value = Expression> {
    let span =
        || (0..40i64, 0..12i64).prop_map(|(first, length)| (day(first), day(first + length)));
    prop_oneof![
        (0..40i64).prop_map(|n| Expression::day(day(n))),
        span().prop_map(|(first, last)| Expression::span(first, last)),
        span().prop_map(|(first, last)| Expression::one_of(first, last)),
        span().prop_map(|(first, last)| Expression::since(first, last)),
        span().prop_map(|(first, last)| Expression::until(first, last)),
        (span(), span()).prop_map(|(a, b)| Expression::between_ends(a.min(b), a.max(b))),
    ]
}

fn windows() -> impl Strategy<Value = Window> {
    (proptest::option::of(0..50i64), proptest::option::of(0..15i64), 0..50i64).prop_map(
        |(from, length, to)| match (from, length) {
            (Some(from), Some(length)) => {
                Window { from: Some(day(from)), to: Some(day(from + length)) }
            }
            (Some(from), None) => Window { from: Some(day(from)), to: None },
            (None, _) => Window { from: None, to: Some(day(to)) },
        },
    )
}

fn indicator(nature: Nature) -> Indicator {
    Indicator {
        key: nature.to_string(),
        label: nature.to_string(),
        definition: "for the test".into(),
        measures: Measure::Count,
        unit: "people".into(),
        nature,
        window_days: 7,
        units: Vec::new(),
        hxl_tag: None,
        aliases: Vec::new(),
        deprecated_at: None,
    }
}

/// A report of a day, or an undated one.
fn report(published: Option<Day>) -> Report {
    let undated = || UNDATED.parse().expect("it is EDTF");
    let expression = published.map_or_else(undated, Expression::day);
    let date = expression.to_string();
    let identity =
        ReportIdentity { url: None, publisher: "p", title: "t", published: &date, replaces: None };
    Report {
        uid: identity.uid(),
        key: "r".into(),
        publisher: "p".into(),
        title: "t".into(),
        byline: None,
        url: None,
        archive_url: None,
        published: expression,
        published_latest: published,
        language: None,
        republishes: None,
        replaces: None,
        confidentiality: None,
        has_text: false,
        retracted: None,
    }
}

/// A database with one report and a fact for each expression.
fn filled(
    facts: &[(Expression, usize, u32)],
    published: Option<Day>,
) -> Result<(tempfile::TempDir, Store), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let mut store = Store::create(folder.path().join("law.db"), "law")?;
    let mut writer = store.begin()?;
    writer.add_actor(&Actor {
        key: "p".into(),
        name: "P".into(),
        kind: ActorKind::Media,
        parent: None,
        aliases: Vec::new(),
    })?;
    writer.add_place(&Place::new("x", "X", PlaceKind::City, None))?;
    for nature in Nature::ALL {
        writer.add_indicator(&indicator(*nature))?;
    }
    writer.add_report(&report(published), None)?;
    for (number, (expression, nature, count)) in facts.iter().enumerate() {
        let nature = Nature::ALL[nature % Nature::ALL.len()];
        let quantity = Quantity { best: Some((*count).into()), ..Quantity::default() };
        let draft = Draft {
            quantity: Some(quantity),
            when: Some(When::new(expression.clone(), "")),
            comment: Some(number.to_string()),
            ..Draft::new("r", nature.as_str(), "x")
        };
        let fact = draft.check(&indicator(nature), &report(published), None, false)?;
        writer.add_fact(&fact)?;
    }
    let at = "2016-10-24T00:00:00Z".to_owned();
    writer.commit(&Recorder { by: "law".into(), at, note: None })?;
    Ok((folder, store))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_store_answers_as_the_rule_does(
        facts in prop::collection::vec((expressions(), 0..4usize, 0..3u32), 1..25),
        window in windows(),
        published in proptest::option::of(0..50i64),
    ) {
        let published = published.map(day);
        let (_folder, store) = filled(&facts, published).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let all = store.select(&Filter::default()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let expected: BTreeMap<_, _> = all.facts.iter().map(|recorded| {
            let fact = &recorded.fact;
            let bounds = fact.when.as_ref().map_or_else(Bounds::default, |when| when.bounds);
            let nature: Nature = fact.indicator.parse().expect("the key is a nature");
            let absence = fact.quantity.as_ref().is_some_and(Quantity::is_zero);
            (recorded.uid, answer(&bounds, nature, absence, published, window))
        }).filter(|(_, answer)| *answer != Answer::No).collect();
        for sure in [false, true] {
            let filter = Filter { window: Some(window), sure, ..Filter::default() };
            let found = store.select(&filter).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let found: BTreeMap<_, _> = found.facts.iter().map(|recorded| (recorded.uid, recorded.answer)).collect();
            let wanted: BTreeMap<_, _> = expected.iter().filter(|(_, answer)| !sure || **answer == Answer::Yes).map(|(uid, answer)| (*uid, *answer)).collect();
            prop_assert_eq!(&found, &wanted);
        }
    }
}
