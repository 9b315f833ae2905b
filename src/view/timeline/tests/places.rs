//! Tests that places are not mixed up, and that retracted facts do not end a state.

use super::*;

fn at(place: &str, report: &str, indicator: &str, when: &str) -> Draft {
    Draft { place: place.into(), ..draft(report, indicator, when) }
}

#[expect(clippy::unnecessary_wraps, reason = "it is a field of a fact")]
fn people(low: Option<u32>, best: Option<u32>, high: Option<u32>) -> Option<Quantity> {
    let number = |n: Option<u32>| n.map(Number::from);
    let (low, best, high) = (number(low), number(best), number(high));
    Some(Quantity { low, best, high, unit: "people".into(), ..Quantity::default() })
}

fn trapped(place: &str, best: u32, when: &str) -> Draft {
    let quantity = people(None, Some(best), None);
    Draft { quantity, ..at(place, "voa-2016-10-24", "trapped", when) }
}

fn homs() -> Draft {
    let status = Some(Status::UnderWay);
    Draft { status, ..at("sy04", "rfi-2016-10-20", "besieged", "2016-10-01/..") }
}

fn end(place: &str) -> Draft {
    let status = Some(Status::Ended);
    Draft { status, ..at(place, "voa-2016-10-24", "besieged", "2016-10-22") }
}

fn selection(drafts: impl IntoIterator<Item = Draft>) -> Selection {
    let mut selection = sample::all();
    selection.facts = drafts.into_iter().map(sample::recorded).collect();
    selection
}

fn syria(drafts: impl IntoIterator<Item = Draft>) -> Timeline<'static> {
    Timeline::of(kept(selection(drafts)), "syria", &Options::default())
}

/// The last day of the mark for a state that existed; `None` if it has no end.
fn held_until(selection: &Selection) -> Option<String> {
    let timeline = Timeline::of(selection, "syria", &Options::default());
    let marks = &lane(&timeline, "besieged").marks;
    let held = marks.iter().find(|mark| mark.kind == StatementKind::Held).unwrap();
    held.last.map(|day| day.to_string())
}

#[test]
fn an_end_closes_only_what_is_at_the_same_place_of_the_same_part_and_thread() {
    let closed = Some("2016-10-22".to_owned());
    let scoped = |draft: Draft, scope: &str| Draft { scope: Some(scope.into()), ..draft };
    let threaded = |draft: Draft, thread: &str| Draft { thread: Some(thread.into()), ..draft };
    assert_eq!(held_until(&selection([homs(), end("sy04")])), closed);
    assert_eq!(held_until(&selection([homs(), end("aleppo")])), None);
    assert_eq!(held_until(&selection([homs(), scoped(end("sy04"), "the old town")])), None);
    let of_thread = threaded(homs(), "first");
    assert_eq!(held_until(&selection([of_thread.clone(), end("sy04")])), closed);
    assert_eq!(held_until(&selection([of_thread.clone(), threaded(end("sy04"), "first")])), closed);
    assert_eq!(held_until(&selection([of_thread, threaded(end("sy04"), "second")])), None);
}

#[test]
fn an_end_that_was_retracted_or_corrected_or_whose_report_was_closes_nothing() {
    let both = || selection([homs(), end("sy04")]);
    let (mut retracted, mut corrected, mut withdrawn) = (both(), both(), both());
    retracted.facts[1].retracted = Some("wrong".into());
    corrected.facts[1].replaced_by = Some(corrected.facts[0].uid);
    withdrawn.reports.get_mut("voa-2016-10-24").unwrap().retracted = Some("a hoax".into());
    for selection in [retracted, corrected, withdrawn] {
        assert_eq!(held_until(&selection), None);
        let timeline = Timeline::of(&selection, "syria", &Options::default());
        assert!(!lane(&timeline, "besieged").figure.join().contains("ended"));
    }
}

#[test]
fn steps_at_several_places_are_not_one_story() {
    let timeline = syria([homs(), end("aleppo")]);
    let figure = &lane(&timeline, "besieged").figure;
    assert_eq!(figure.join(), "since 1 Oct (Homs), ended 22 Oct (Aleppo)");
    assert_eq!(figure.fitted(|text| text.len() < 16), "ended (Aleppo)");
    let timeline = syria([homs(), end("aleppo"), end("sy05"), homs_like("sy07")]);
    let text = lane(&timeline, "besieged").figure.join();
    assert_eq!(text.matches('(').count(), 2, "{text}");
    assert!(text.starts_with("…, "), "{text}");
}

fn homs_like(place: &str) -> Draft {
    Draft { place: place.into(), ..homs() }
}

#[test]
fn a_figure_of_another_place_names_it_even_where_there_is_little_room() {
    let timeline = syria([trapped("sy04", 77, "2016-10-20")]);
    let figure = &lane(&timeline, "trapped").figure;
    assert_eq!(figure.join(), "77 people, Homs, 20 Oct");
    assert_eq!(figure.fitted(|text| text.len() < 16), "77 people, Homs");
    assert_eq!(figure.fitted(|text| text.len() < 10), "77, Homs");
    let own = [trapped("sy04", 77, "2016-10-20"), trapped("syria", 900, "2016-10-10")];
    assert_eq!(lane(&syria(own), "trapped").figure.join(), "900 people, 10 Oct");
}

#[test]
fn figures_of_several_places_are_two_and_an_ellipsis() {
    let two = [trapped("sy04", 77, "2016-10-20"), trapped("aleppo", 300_000, "2016-10-12")];
    let timeline = syria(two.clone());
    let figure = &lane(&timeline, "trapped").figure;
    assert_eq!(figure.join(), "300,000 people, Aleppo, 12 Oct; 77 people, Homs, 20 Oct");
    let timeline = syria(two.into_iter().chain([trapped("sy05", 5, "2016-10-01")]));
    let figure = &lane(&timeline, "trapped").figure;
    assert_eq!(figure.join(), "300,000 people, Aleppo, 12 Oct; 77 people, Homs, 20 Oct; …");
    assert_eq!(figure.core(), "300,000 people, Aleppo; 77 people, Homs; …");
    assert_eq!(figure.fitted(|text| text.len() < 24), "300,000, Aleppo; …");
}

#[test]
fn a_contradiction_names_the_places_that_are_not_the_timelines_own() {
    let count = |best: u32| {
        Some(Quantity { unit: "convoys".into(), ..people(None, Some(best), None).unwrap() })
    };
    let none = Draft {
        quantity: count(0),
        ..at("sy04", "rferl-2016-11-10", "aid-delivery", "2016-10-01/..")
    };
    let one =
        Draft { quantity: count(1), ..at("sy04", "voa-2016-10-24", "aid-delivery", "2016-10-12") };
    let timeline = syria([none, one]);
    let figure = &lane(&timeline, "aid-delivery").figure;
    assert_eq!(figure.join(), "none since 1 Oct ≠ 1 convoy 12 Oct, Homs");
    assert_eq!(figure.core(), "none ≠ 1 convoy, Homs");
}

#[test]
fn the_same_value_of_another_place_is_not_a_repeat() {
    let long = trapped("sy04", 77, "2016-10-01/2016-10-20");
    let marks = |place| {
        lane(&syria([long.clone(), trapped(place, 77, "2016-10-10")]), "trapped").marks.len()
    };
    assert_eq!((marks("sy04"), marks("sy05")), (1, 2));
}

#[test]
fn only_figures_that_cannot_both_be_true_differ() {
    let differ = |a: Option<Quantity>, b: Option<Quantity>| {
        let said = |quantity| Draft { quantity, ..trapped("syria", 0, "2016-10-10") };
        let timeline = syria([said(a), said(b)]);
        lane(&timeline, "trapped").marks.iter().any(|mark| mark.differs)
    };
    let exact = |best| people(None, Some(best), None);
    let (more, up_to) = (people(Some(250_000), None, None), people(None, None, Some(300_000)));
    assert!(!differ(exact(275_000), more.clone()));
    assert!(!differ(more.clone(), up_to.clone()));
    assert!(!differ(exact(300_000), up_to.clone()));
    assert!(differ(exact(200_000), more.clone()));
    assert!(differ(exact(300_001), up_to));
    assert!(differ(exact(250_000), exact(275_000)));
    let about = Quantity { approximate: true, ..exact(250_000).unwrap() };
    assert!(!differ(Some(about.clone()), exact(250_001)));
    assert!(differ(Some(about), exact(300_001)));
    let few = Quantity { as_stated: "few".into(), approximate: true, ..Quantity::default() };
    assert!(!differ(Some(few.clone()), more));
    assert!(differ(Some(few), exact(0)));
}

#[test]
fn a_zero_contradicts_a_figure_only_if_they_cannot_both_be_true() {
    let said =
        |quantity| Draft { quantity, ..at("syria", "voa-2016-10-24", "evacuated", "2016-10-22") };
    let figure = |other| {
        let timeline = syria([said(people(None, Some(0), None)), said(other)]);
        lane(&timeline, "evacuated").figure.parts[0].clone()
    };
    assert_eq!(figure(people(None, Some(8), None)), "8 people ≠ none");
    // "Up to 8" means that there were some.
    assert_eq!(figure(people(None, None, Some(8))), "up to 8 people ≠ none");
    assert!(!figure(people(Some(0), None, Some(8))).contains('≠'));
}

#[test]
fn what_matters_of_a_figure_never_begins_with_a_place_alone() {
    let strikes = at("aleppo", "daily-star-2016-10-24", "airstrike", "[2016-10-22..2016-10-24]");
    let waves = Quantity { as_stated: "waves".into(), approximate: true, ..Quantity::default() };
    let newer = at("aleppo", "voa-2016-10-24", "airstrike", "2016-10-24");
    let timeline = syria([strikes, Draft { quantity: Some(waves), ..newer }]);
    let figure = &lane(&timeline, "airstrike").figure;
    assert_eq!(figure.join(), "waves 24 Oct (Aleppo)");
    assert_eq!(figure.core(), "waves 24 Oct (Aleppo)");
}
