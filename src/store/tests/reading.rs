//! Tests the filter, field by field.

use super::*;
use crate::domain::assessment::Reliability;
use crate::domain::fact::{Correction, Status};
use crate::domain::when::{Answer, Window};
use rusqlite::params;
use std::ops::ControlFlow;

fn keys(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Records five facts that differ in every field of a filter. Returns their uids in the order of a
/// selection.
fn five() -> (Fixture, [Uid; 5]) {
    let mut fixture = Fixture::new();
    let uids = [
        Draft { status: Some(Status::Ended), ..Draft::new("voa-1", "ceasefire", "SY02") },
        Draft {
            claimants: vec!["ban-ki-moon".into()],
            quote: Some("ÉCOLES détruites à Alep".into()),
            ..trapped(1, "2016-10-20")
        },
        Draft {
            report: "reuters-1".into(),
            claimants: vec!["united-nations".into()],
            thread: Some("truce".into()),
            ..trapped(2, "2016-10-22")
        },
        Draft {
            report: "reuters-2".into(),
            place: "homs".into(),
            via: vec!["united-nations".into()],
            comment: Some("seen twice".into()),
            ..trapped(3, "2016-10-25")
        },
        Draft {
            when: Some(when("2016-10-27")),
            ..Draft::new("reuters-2", "airstrike", "aleppo-city")
        },
    ]
    .map(|draft| {
        let checked = draft.quote.is_some().then_some(crate::domain::fact::QuoteCheck::NoText);
        let fact = Fact::from_record(draft, checked, None);
        fixture.on("2016-11-02", |writer| writer.add_fact(&fact).unwrap().uid)
    });
    (fixture, uids)
}

#[test]
fn without_a_question_all_facts_come_in_the_order_of_their_time() {
    let (fixture, uids) = five();
    assert_eq!(fixture.found(&Filter::default()), uids);
}

#[test]
fn a_filter_by_place_includes_all_places_inside_it() {
    let (fixture, uids) = five();
    let by = |places| fixture.found(&Filter { places: keys(places), ..Filter::default() });
    assert_eq!(by(&["SY02"]), [uids[0], uids[1], uids[2], uids[4]]);
    assert_eq!(by(&["aleppo-city"]), [uids[1], uids[2], uids[4]]);
    assert_eq!(by(&["eastern-aleppo", "homs"]), [uids[1], uids[2], uids[3]]);
    assert!(by(&["nowhere"]).is_empty());
}

#[test]
fn everything_must_lie_within_a_place_whatever_places_are_asked_for() {
    let (fixture, uids) = five();
    let every = |places: &[&str], within: &str| {
        let within = Some(within.to_owned());
        fixture.found(&Filter { places: keys(places), within, ..Filter::default() })
    };
    assert_eq!(every(&[], "eastern-aleppo"), [uids[1], uids[2]]);
    assert_eq!(every(&["SY02"], "eastern-aleppo"), [uids[1], uids[2]]);
    assert_eq!(every(&["aleppo-city", "homs"], "SY02"), [uids[1], uids[2], uids[4]]);
    assert!(every(&["homs"], "eastern-aleppo").is_empty());
}

#[test]
fn names_within_a_field_are_alternatives_and_fields_are_joined() {
    let (fixture, uids) = five();
    let by = |filter: Filter| fixture.found(&filter);
    let indicators = keys(&["airstrike", "ceasefire"]);
    assert_eq!(
        by(Filter { indicators: indicators.clone(), ..Filter::default() }),
        [uids[0], uids[4]]
    );
    let reports = keys(&["reuters-2"]);
    assert_eq!(by(Filter { reports: reports.clone(), ..Filter::default() }), uids[3..]);
    assert_eq!(by(Filter { indicators, reports, ..Filter::default() }), uids[4..]);
    assert_eq!(by(Filter { publishers: keys(&["reuters"]), ..Filter::default() }), uids[2..]);
    assert_eq!(by(Filter { statuses: vec![Status::Ended], ..Filter::default() }), uids[..1]);
    assert_eq!(by(Filter { threads: keys(&["truce"]), ..Filter::default() }), uids[2..3]);
}

#[test]
fn a_filter_by_claimant_includes_its_members_and_not_those_who_pass_statements_on() {
    let (fixture, uids) = five();
    let by = |claimants| fixture.found(&Filter { claimants: keys(claimants), ..Filter::default() });
    assert_eq!(by(&["united-nations"]), uids[1..3]);
    assert_eq!(by(&["ban-ki-moon"]), uids[1..2]);
}

#[test]
fn all_words_must_occur_in_any_case_and_without_regard_to_accents() {
    let (fixture, uids) = five();
    let by = |text| fixture.found(&Filter { text: keys(text), ..Filter::default() });
    assert_eq!(by(&["Écoles ALEP"]), uids[1..2]);
    assert_eq!(by(&["ecoles", "détruites"]), uids[1..2]);
    assert_eq!(by(&["TWICE", "what reuters"]), uids[3..4]);
    assert!(by(&["ecoles", "twice"]).is_empty());
    assert_eq!(by(&["  "]), uids);
}

#[test]
fn only_reports_of_the_day_and_before_count() {
    let (fixture, uids) = five();
    let by = |day: &str| {
        fixture.found(&Filter { as_published: Some(day.parse().unwrap()), ..Filter::default() })
    };
    assert_eq!(by("2016-10-22"), uids[2..3]);
    assert_eq!(by("2016-10-24"), uids[..3]);
    assert!(by("2016-10-21").is_empty());
}

#[test]
fn an_undated_report_is_never_the_newest_and_not_known_to_have_come_out_by_any_day() {
    let mut fixture = Fixture::new();
    let undated = report("undated", "reuters", "XXXX");
    let draft = Draft { report: undated.key.clone(), ..trapped(7, "2016-10-01/..") };
    let uid = fixture.on("2016-11-01", |writer| {
        writer.add_report(&undated, None).unwrap();
        writer.add_fact(&fact(draft)).unwrap().uid
    });
    let keys = fixture.store.reports().unwrap().into_iter().map(|report| report.key);
    assert_eq!(keys.last().as_deref(), Some("undated"));
    let reports = vec![undated.key];
    let by = Filter {
        as_published: Some("2026-01-01".parse().unwrap()),
        reports: reports.clone(),
        ..Filter::default()
    };
    assert!(fixture.found(&by).is_empty());
    let answers = |day: &str| {
        let window = Some(Window::day(day.parse().unwrap()));
        let filter = Filter { window, reports: reports.clone(), ..Filter::default() };
        let facts = fixture.store.select(&filter).unwrap().facts;
        facts.iter().map(|one| (one.uid, one.answer)).collect::<Vec<_>>()
    };
    assert_eq!(answers("2016-10-01"), [(uid, Answer::Yes)]);
    assert_eq!(answers("2016-10-02"), [(uid, Answer::Maybe)]);
    fixture.store.verify(|_, _| ()).unwrap();
}

#[test]
fn the_newest_assessment_decides_about_reliability() {
    let (fixture, uids) = five();
    let assess = |number: u32, fact: usize, reliability: &str, changeset: i64| {
        let sql = "INSERT INTO assessment (uid, fact, reliability, reason, changeset, ordinal)
                   SELECT ?1, id, ?2, 'known', ?3, ?4 FROM fact WHERE uid = ?5";
        let uid = [u8::try_from(number).unwrap(); 16];
        fixture
            .store
            .connection
            .execute(sql, params![uid, reliability, changeset, number, uids[fact].0])
            .unwrap();
    };
    assess(1, 1, "B", 2);
    assess(2, 2, "A", 2);
    assess(3, 2, "D", 3);
    let by = |least| Filter { min_reliability: Some(least), ..Filter::default() };
    let found = |least| fixture.found(&by(least));
    assert_eq!(found(Reliability::B), uids[1..2]);
    assert_eq!(found(Reliability::D), uids[1..3]);
    assert!(found(Reliability::A).is_empty());
    let ungraded = |filter: &Filter| fixture.store.ungraded_facts(filter).unwrap();
    assert_eq!(ungraded(&by(Reliability::A)), 3);
    assert_eq!(ungraded(&Filter::default()), 0, "no facts are left out");
}

#[test]
fn a_limit_keeps_the_first_and_counts_the_others() {
    let (fixture, uids) = five();
    let selection = fixture.store.select(&Filter { limit: Some(2), ..Filter::default() }).unwrap();
    assert_eq!((selection.facts.len(), selection.left_out), (2, 3));
    assert_eq!(selection.facts[1].uid, uids[1]);
    assert!(!selection.reports.contains_key("reuters-2"), "only rows that are named");
}

#[test]
fn a_question_about_time_is_answered_yes_or_maybe() {
    let mut fixture = Fixture::new();
    let [long, vague, strike] = [
        Draft {
            when: Some(when("2016-10-20/2016-10-22")),
            ..Draft::new("voa-1", "ceasefire", "homs")
        },
        Draft {
            when: Some(when("[2016-10-18..2016-10-21]/2016-10-23")),
            ..Draft::new("voa-1", "ceasefire", "homs")
        },
        Draft {
            when: Some(when("2016-10-20/2016-10-22")),
            ..Draft::new("voa-1", "airstrike", "homs")
        },
    ]
    .map(|draft| fixture.add("2016-11-02", draft));
    let ask = |from: &str, to: &str, sure| {
        let window = Some(Window::between(from.parse().unwrap(), to.parse().unwrap()));
        let found = fixture.store.select(&Filter { window, sure, ..Filter::default() }).unwrap();
        found.facts.iter().map(|fact| (fact.uid, fact.answer)).collect::<Vec<_>>()
    };
    let mut on_20 = ask("2016-10-20", "2016-10-20", false);
    on_20.sort();
    let mut expected = [(long, Answer::Yes), (vague, Answer::Maybe), (strike, Answer::Maybe)];
    expected.sort();
    assert_eq!(on_20, expected);
    assert_eq!(ask("2016-10-20", "2016-10-20", true), [(long, Answer::Yes)]);
    assert_eq!(ask("2016-10-23", "2016-10-30", false), [(vague, Answer::Yes)]);
    assert!(ask("2016-10-24", "2016-10-30", false).is_empty());
    assert!(ask("2016-10-22", "2016-10-20", false).is_empty());
}

#[test]
fn a_history_runs_from_the_first_version_to_the_last() {
    let mut fixture = Fixture::new();
    let first = fixture.add("2016-11-02", trapped(1, "2016-10-24"));
    let mut line = vec![first];
    for best in 2..5 {
        let correction = Correction { fact: line[line.len() - 1], reason: "recounted".into() };
        let draft = Draft { replaces: Some(correction), ..trapped(best, "2016-10-24") };
        line.push(fixture.add("2016-11-02", draft));
    }
    fixture.add("2016-11-02", trapped(9, "2016-10-24"));
    for uid in &line {
        let history = fixture.store.history(*uid).unwrap();
        let found: Vec<Uid> = history.facts.iter().map(|fact| fact.uid).collect();
        assert_eq!(found, line);
        assert_eq!(history.facts[0].replaced_by, Some(line[1]));
    }
    assert!(fixture.store.history(Uid([9; 16])).unwrap().facts.is_empty());
}

#[test]
fn facts_are_counted_by_report() {
    let (mut fixture, uids) = five();
    fixture.on("2016-11-03", |writer| writer.retract_fact(uids[0], "wrong").unwrap());
    let counts = fixture.store.facts_per_report().unwrap();
    let counts: Vec<(&str, usize)> = counts.iter().map(|(key, n)| (key.as_str(), *n)).collect();
    assert_eq!(counts, [("reuters-1", 1), ("reuters-2", 2), ("voa-1", 1)]);
}

#[test]
fn figures_of_an_indicator_are_shown_until_the_caller_breaks_off() {
    let mut fixture = Fixture::new();
    for (best, day) in [(5, "2016-10-24"), (300, "2016-10-25"), (7, "2016-10-26")] {
        fixture.add("2016-11-02", trapped(best, day));
    }
    let shown = |indicator: Option<&str>, most: usize| {
        let mut shown = 0;
        let places = keys(&["eastern-aleppo"]);
        let each = |_: &crate::store::RecordedFigure<'_>| {
            shown += 1;
            if shown < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        fixture.store.each_figure(&places, indicator, each).unwrap();
        shown
    };
    assert_eq!((shown(Some("trapped"), 9), shown(None, 9)), (3, 3));
    assert_eq!((shown(Some("trapped"), 2), shown(Some("airstrike"), 9)), (2, 0));
}
