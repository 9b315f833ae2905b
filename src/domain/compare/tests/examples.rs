//! Each rule of comparison by an example.

use super::*;
use crate::domain::compare::relate::Relation::{
    Agrees, Compatible, Contradicts, PartOf, Refines, Updates,
};

fn stock(one: &Said, two: &Said) -> Option<Relation> {
    relation(Nature::Stock, one, two)
}

fn flow(one: &Said, two: &Said) -> Option<Relation> {
    relation(Nature::Flow, one, two)
}

fn event(one: &Said, two: &Said) -> Option<Relation> {
    relation(Nature::Event, one, two)
}

fn state(one: &Said, two: &Said) -> Option<Relation> {
    relation(Nature::State, one, two)
}

#[test]
fn stocks_within_the_window_are_compared_by_what_their_words_allow() {
    let on = |day: &'static str| said(day, day);
    let many = on("2018-04-01").exactly(170_000);
    assert_eq!(stock(&on("2018-04-04").exactly(100_000), &many), Some(Contradicts));
    assert_eq!(stock(&on("2018-04-09").exactly(100_000), &many), None, "eight days later");
    assert_eq!(stock(&on("2018-04-04").exactly(170_000), &many), Some(Agrees));
    let bounds = on("2016-10-20").figures(Some(250_000), None, Some(300_000));
    let exact = on("2016-10-21").exactly(275_000);
    assert_eq!(stock(&exact, &bounds), Some(Refines));
    assert_eq!(stock(&bounds, &exact), Some(Compatible));
    let at_least = on("2016-10-20").figures(Some(250_000), None, None);
    let at_most = on("2016-10-24").figures(None, None, Some(300_000));
    assert_eq!(stock(&at_least, &at_most), Some(Compatible));
}

#[test]
fn the_same_claimant_in_a_later_report_updates_and_does_not_contradict() {
    let old = said("2018-04-01", "2018-04-01").exactly(1_400).by("un");
    let new = said("2018-04-03", "2018-04-03").exactly(1_200).by("un");
    let other = said("2018-04-02", "2018-04-02").exactly(1_200).by("msf");
    assert_eq!(stock(&new, &old), Some(Updates));
    let page = |day: &'static str, figure| said("2018-03-01", day).exactly(figure).by("un");
    assert_eq!(stock(&page("2018-04-03", 1_200), &page("2018-04-01", 1_900)), Some(Updates));
    assert_eq!(stock(&page("2018-04-03", 1_200), &page("2018-04-03", 1_900)), Some(Contradicts));
    let toll = |end: &'static str, figure| said(&end[11..], end).exactly(figure).by("un");
    let may = toll("2018-01-01/2018-05-23", 10);
    let august = |figure| toll("2018-01-01/2018-08-21", figure);
    assert_eq!(
        flow(&may, &august(18)),
        Some(PartOf),
        "a toll that grows is no other figure of May"
    );
    assert_eq!(flow(&august(8), &may), Some(Updates), "one that shrinks is");
    let day = said("2018-03-06", "2018-03-05").exactly(18).by("un");
    let total = said("2018-03-20", "2018-03-05/2018-03-15").exactly(55).by("un");
    assert_eq!(event(&day, &total), Some(PartOf));
    compared(Nature::Stock, Measure::Count, &[old, new, other], |groups| {
        assert_eq!(groups.len(), 1);
        assert!(!groups[0].is_contradicted, "what was updated contradicts nobody");
        assert_eq!(groups[0].voices.iter().filter(|voice| voice.is_updated).count(), 1);
    });
}

#[test]
fn a_part_contradicts_its_whole_only_where_it_must_be_greater() {
    let on = |report| said("2016-10-22", "2016-10-22").in_report(report);
    let all = on("a").exactly(8);
    assert_eq!(stock(&on("b").exactly(6).scope("civilians"), &all), Some(PartOf));
    assert_eq!(stock(&on("b").exactly(9).scope("civilians"), &all), Some(Contradicts));
    assert_eq!(stock(&all, &on("b").exactly(9).scope("civilians")), Some(Contradicts));
    let fighters = on("b").exactly(2).scope("fighters");
    assert_eq!(stock(&fighters, &on("c").exactly(6).scope("civilians")), None);
    let toll = |end: &'static str| said(end, "").figures(None, Some(500), None);
    let until = |end: &'static str, when: &str| {
        let mut one = toll(end);
        one.draft.when = said(end, when).draft.when;
        one
    };
    let short = until("2016-10-20", "2016-09-22/2016-10-20");
    let long = until("2016-10-24", "2016-09-22/2016-10-24");
    assert_eq!(flow(&short, &long), Some(PartOf));
    assert_eq!(flow(&short.clone().exactly(600), &long), Some(Contradicts));
}

#[test]
fn what_is_said_of_shorter_times_is_a_part_of_a_total_and_may_have_begun_later() {
    let toll = |report, when, figure| said("2018-05-02", when).exactly(figure).in_report(report);
    let april = toll("a", "2018-04-01/2018-04-30", 500).by("un");
    let part = toll("b", "2018-04-10/2018-04-20", 120).by("msf");
    assert_eq!(flow(&part, &april), Some(PartOf));
    assert_eq!(flow(&part.clone().by("un"), &april), Some(PartOf), "also of one claimant");
    assert_eq!(event(&part, &april), Some(PartOf));
    let day = toll("c", "2018-04-05", 46);
    assert_eq!(event(&day, &april), Some(PartOf));
    assert_eq!(event(&day.clone().in_report("a").by("un"), &april), Some(PartOf), "in one report");
    assert_eq!(flow(&toll("b", "2018-04-10/2018-04-20", 620), &april), Some(Contradicts));
    let rival = toll("d", "2018-04-10/2018-04-20", 80);
    let into_may = toll("e", "2018-04-15/2018-05-01", 300);
    let all = [april.clone(), part, rival.clone(), into_may];
    compared(Nature::Flow, Measure::Count, &all, |groups| {
        let of = |said: &Said| {
            let uid = said.draft.uid(Uid([0; 16]));
            groups.iter().find(|group| group.voices[0].statement.uid == uid)
        };
        let group = of(&april).unwrap();
        assert_eq!((group.voices.len(), group.is_contradicted), (3, false), "not that into May");
        assert_eq!(group.stands.figure.as_ref().unwrap().best, Some(500_u32.into()));
        let rivals = groups.iter().filter(|group| group.is_contradicted);
        assert_eq!(rivals.map(|group| group.voices.len()).collect::<Vec<_>>(), [2]);
    });
}

#[test]
fn a_total_with_one_day_more_may_be_greater() {
    let toll = |report, when, figure| said("2016-10-24", when).exactly(figure).in_report(report);
    let one = toll("a", "2016-09-22/2016-10-20", 500);
    let longer = |figure| toll("b", "2016-09-22/2016-10-21", figure);
    assert_eq!(flow(&one, &longer(520)), Some(PartOf));
    assert_eq!(flow(&longer(520), &one), Some(Compatible));
    assert_eq!(flow(&longer(480), &one), Some(Contradicts));
    assert_eq!(flow(&longer(500), &one), Some(Agrees));
    assert_eq!(flow(&toll("b", "2016-09-23/2016-10-20", 480), &one), Some(PartOf));
    let shifted = toll("b", "2016-09-23/2016-10-21", 520);
    assert_eq!(flow(&shifted, &one), Some(Contradicts), "as many days");
}

#[test]
fn totals_meet_where_their_ends_may_be_the_same_day() {
    let toll = |published, when| said(published, when).exactly(500);
    let one = toll("2016-10-20", "2016-09-22/2016-10-20");
    assert_eq!(flow(&toll("2016-10-21", "2016-09-22/2016-10-21"), &one), Some(Agrees));
    let monday = toll("2018-03-05", "2018-03-05");
    assert_eq!(flow(&toll("2018-03-06", "2018-03-06").exactly(3), &monday), None);
    assert_eq!(flow(&toll("2018-03-06", "2018-03-05").exactly(3), &monday), Some(Contradicts));
}

#[test]
fn events_meet_on_one_day_and_one_report_may_have_two() {
    let convoy = |report, when| said("2018-03-06", when).in_report(report);
    let monday = convoy("a", "2018-03-05").exactly(46);
    assert_eq!(event(&convoy("b", "2018-03-05").exactly(45), &monday), Some(Contradicts));
    assert_eq!(event(&convoy("b", "[2018-03-04..2018-03-05]").exactly(46), &monday), Some(Agrees));
    assert_eq!(event(&convoy("a", "2018-03-05").exactly(13), &monday), None, "two convoys");
    assert_eq!(event(&convoy("b", "2018-03-06").exactly(46), &monday), None, "another day");
    let both = [
        monday.clone(),
        convoy("a", "2018-03-05").exactly(13),
        convoy("b", "2018-03-05").exactly(13),
    ];
    compared(Nature::Event, Measure::Count, &both, |groups| {
        assert_eq!(groups.len(), 2, "the second report tells of the second convoy");
        assert!(groups.iter().all(|group| !group.is_contradicted));
    });
    let threads = [monday.clone().thread("one"), convoy("b", "2018-03-05").exactly(45)];
    assert_eq!(event(&threads[1].clone().thread("two"), &threads[0]), None);
    assert_eq!(event(&threads[1], &threads[0]), Some(Contradicts), "one has no thread");
}

#[test]
fn none_contradicts_some_on_days_that_both_cover() {
    let none = said("2016-10-24", "[2016-07-01..2016-07-10]/..").exactly(0);
    let on = |published, day| said(published, day).exactly(46);
    assert_eq!(event(&on("2016-10-01", "2016-09-30"), &none), Some(Contradicts));
    assert_eq!(event(&on("2016-07-06", "2016-07-05"), &none), None, "it may have begun later");
    assert_eq!(event(&on("2016-12-01", "2016-12-01"), &none), None, "it was said before");
    let wide = none.clone().at("syria");
    assert_eq!(event(&on("2016-10-01", "2016-09-30"), &wide), Some(Contradicts));
    let later = said("2016-10-24", "2016-09-01/..").exactly(0).at("syria");
    assert_eq!(event(&later, &none), None, "a part may have had none for longer");
    let exact = said("2016-10-20", "2016-07-07/..").exactly(0);
    assert_eq!(event(&exact, &none), Some(Refines));
    let handful = said("2016-10-22", "2016-10-20/2016-10-22").vague("a handful");
    let nobody = said("2016-10-23", "2016-10-20/2016-10-22").exactly(0);
    assert_eq!(flow(&handful, &nobody), Some(Contradicts));
    let few = said("2016-10-23", "2016-10-20/2016-10-22").vague("few");
    assert_eq!(flow(&handful, &few), Some(Compatible));
}

#[test]
fn statuses_contradict_that_cannot_hold_on_one_day() {
    use Status::{Ended, UnderWay};
    let on = |published, when, status| said(published, when).status(status);
    let holds = on("2018-03-03", "2018-03-03", UnderWay);
    assert_eq!(state(&on("2018-03-03", "2018-03-03", Ended), &holds), Some(Contradicts));
    assert_eq!(state(&on("2018-03-03", "2018-03-01", Ended), &holds), Some(Contradicts));
    let until = on("2016-10-22", "2016-10-20/2016-10-22", UnderWay);
    assert_eq!(state(&on("2016-10-24", "2016-10-22", Ended), &until), None);
    let earlier = on("2016-10-24", "2016-10-22", Ended);
    assert_eq!(state(&on("2016-10-24", "2016-10-24", Ended), &earlier), Some(Contradicts));
    let early = on("2016-10-24", "[2016-07-01..2016-07-10]/..", UnderWay);
    assert_eq!(state(&on("2016-10-24", "2016-07-07/..", UnderWay), &early), Some(Refines));
    let planned = on("2016-10-20", "2016-10-21", Status::Planned);
    let postponed = on("2016-10-22", "2016-10-21", Status::Postponed);
    assert_eq!(event(&postponed, &planned), None, "a course");
    let happened = on("2016-10-22", "2016-10-21", Ended);
    assert_eq!(event(&postponed, &happened), Some(Contradicts));
}

#[test]
fn shares_and_parts_of_a_whole_are_compared_with_their_like_alone() {
    let on = |report| said("2018-03-05", "2018-03-05").in_report(report);
    let part = on("a").exactly(14).of(46).scope("unloaded");
    assert_eq!(event(&on("b").exactly(14).of(46).scope("not unloaded"), &part), Some(Contradicts));
    assert_eq!(event(&on("b").exactly(32).of(46).scope("not unloaded"), &part), Some(Compatible));
    assert_eq!(stock(&on("b").percent(70), &on("a").exactly(70)), None);
    assert_eq!(stock(&on("b").percent(72), &on("a").percent(70)), Some(Refines));
}

#[test]
fn one_speech_with_two_figures_contradicts_itself() {
    let quoted =
        |published, figure| said(published, "2018-03-04").exactly(figure).by("un").origin("speech");
    let (one, two) = (quoted("2018-03-05", 500), quoted("2018-03-06", 600));
    assert_eq!(flow(&two, &one), Some(Contradicts));
    assert_eq!(flow(&quoted("2018-03-06", 500), &one), Some(Agrees));
}

#[test]
fn durations_that_are_announced_are_compared_and_rates_keep_their_words() {
    let announced = |published, hours: u32, by| {
        let mut one = said(published, "2018-03-04").exactly(hours).by(by).status(Status::Announced);
        one.draft.quantity.as_mut().unwrap().unit = "hours".to_owned();
        one
    };
    let [one, two] =
        [("2018-03-05", 72, "rsf"), ("2018-03-06", 24, "saf")].map(|(d, h, b)| announced(d, h, b));
    assert_eq!(state(&two, &one), Some(Contradicts), "announced on one day");
    let mut rate = said("2018-03-06", "2018-03-01/2018-03-05").exactly(20);
    let quantity = rate.draft.quantity.as_mut().unwrap();
    (quantity.unit, quantity.per) = ("trucks".to_owned(), Some(crate::domain::quantity::Per::Day));
    compared(Nature::Event, Measure::Count, &[rate], |groups| {
        let figure = groups[0].stands.figure.as_ref().unwrap();
        assert_eq!((figure.unit.as_str(), figure.per.is_some()), ("trucks", true));
    });
}

#[test]
fn forecasts_are_compared_with_those_of_their_time() {
    let by = |published, when| said(published, when).stance(Stance::Forecasts);
    let first = by("2016-10-20", "[2016-10-20..2016-10-31]");
    assert_eq!(event(&by("2016-10-24", "[2016-10-24..2016-10-31]"), &first), Some(Agrees));
    let due = by("2016-11-03", "[2016-10-20..2016-10-31]");
    assert_eq!(event(&by("2016-11-10", "[2016-11-14..2016-11-20]"), &due), None);
    assert_eq!(event(&said("2016-11-14", "2016-10-25"), &first), None, "what became of it");
}

#[test]
fn the_current_figure_is_what_the_newest_statements_allow() {
    let on = |day: &'static str| said(day, day).scope("civilians");
    let all = [
        on("2016-10-20").figures(Some(250_000), None, None),
        on("2016-10-20").exactly(275_000).by("de-mistura"),
        on("2016-10-24").figures(None, None, Some(300_000)),
        on("2016-10-22").exactly(270_000).judged(Disposition::Rejected),
        on("2016-10-24").exactly(100_000).status(Status::Planned),
    ];
    compared(Nature::Stock, Measure::Count, &all, |groups| {
        let stands = groups[0].stands.figure.clone().unwrap();
        let number = |n: u32| Some(n.into());
        assert_eq!(
            (stands.low, stands.best, stands.high),
            (number(250_000), None, number(300_000))
        );
        assert_eq!(groups[0].stands.as_of.unwrap().to_string(), "2016-10-24");
        assert!(!groups[0].is_contradicted);
        assert_eq!((groups[0].origins.least, groups[0].origins.most), (1, 3));
    });
}

#[test]
fn for_a_state_the_newest_report_is_current_with_those_that_agree() {
    let on = |published, when, status: Status| {
        said(published, when).status(status).in_report(&format!("{published}-{status}"))
    };
    let all = [
        on("2018-11-19", "2018-11-18/..", Status::UnderWay).by("rsf"),
        on("2018-11-20", "2018-11-18", Status::Ended).by("ocha"),
        on("2018-11-21", "2018-11-19", Status::Ended).by("saf"),
        on("2018-11-22", "2018-11-20", Status::UnderWay).by("wfp"),
    ];
    compared(Nature::State, Measure::Nothing, &all, |groups| {
        let group = groups.iter().find(|group| group.is_contradicted).unwrap();
        let newest = group.stands.voices.iter().map(|at| group.voices[*at].statement);
        let by: Vec<_> = newest.map(|one| one.claimants[0].to_string()).collect();
        assert_eq!((by, group.reports), (vec!["wfp".to_owned()], 1));
        assert!(group.is_disputed());
        assert_eq!(group.disputes()[0].len(), 3, "two that say `ended` name other days");
    });
}

#[test]
fn one_utterance_is_one_origin_and_the_unattributed_counts_at_most() {
    let on = |report| said("2016-10-20", "2016-10-20").in_report(report).exactly(5);
    let origins = |all: &[Said]| {
        compared(Nature::Stock, Measure::Count, all, |groups| {
            (groups[0].reports, groups[0].origins.least, groups[0].origins.most)
        })
    };
    let speech = |report| on(report).by("ban").origin("speech");
    assert_eq!(origins(&[speech("a"), speech("b"), on("c").origin("speech")]), (3, 1, 1));
    assert_eq!(origins(&[on("a").by("un"), on("b"), on("c")]), (3, 1, 3));
    assert_eq!(origins(&[on("a").by("un"), on("b").by("msf")]), (2, 2, 2));
    assert_eq!(origins(&[on("a").by("un"), on("b").by("un")]), (2, 1, 1), "said again");
}

#[test]
fn what_contradicts_about_a_place_inside_makes_the_wider_place_disputed() {
    let none = said("2018-03-06", "2018-03-05").exactly(0).by("un");
    let wider = |one: &Said| Said {
        draft: Draft { place: "syria".into(), ..one.draft.clone() },
        ..one.clone()
    };
    let some = said("2018-03-06", "2018-03-05").exactly(5).in_report("b").by("msf");
    let later = said("2018-03-07", "2018-03-05").exactly(0).in_report("c").by("msf");
    let disputed = |all: &[Said]| {
        compared(Nature::Event, Measure::Count, all, |groups| {
            let of = |place: &str| groups.iter().find(|group| group.place == place).unwrap();
            ["syria", "aleppo"].map(|place| of(place).is_disputed())
        })
    };
    assert_eq!(disputed(&[wider(&none), some.clone()]), [true, true]);
    assert_eq!(disputed(&[wider(&none), some.clone(), later]), [false, false], "it was updated");
    let other = wider(&said("2018-03-08", "2018-03-05").exactly(7).in_report("d").by("un"));
    assert_eq!(disputed(&[wider(&none), other, some]), [false, false], "the none was updated");
}

#[test]
fn rival_figures_of_one_report_and_a_none_in_it_are_not_a_second_event() {
    let on = |report| said("2018-03-06", "2018-03-05").in_report(report);
    let contradictions = |all: &[Said]| {
        compared(Nature::Event, Measure::Count, all, |groups| {
            let voices = groups.iter().flat_map(|group| &group.voices);
            voices.map(|voice| voice.contradicts.len()).sum::<usize>()
        })
    };
    let rivals = [on("a").exactly(19).by("un"), on("a").exactly(18), on("b").exactly(20).by("msf")];
    assert_eq!(contradictions(&rivals), 6, "each contradicts both others");
    let mut more = rivals.to_vec();
    let none = said("2018-03-06", "2018-03-04/2018-03-06").in_report("b").exactly(0).by("edhi");
    more.push(none);
    assert_eq!(contradictions(&more), 12, "all four contradict each other");
}

#[test]
fn a_part_is_on_the_side_of_its_claimant() {
    let on = |day: &'static str| said(day, day);
    let all = [
        on("2022-09-01").exactly(40_000).by("un"),
        on("2022-09-01").exactly(15_000).scope("children").by("un"),
        on("2022-09-03").figures(Some(30_000), None, Some(35_000)).by("msf"),
        on("2022-09-03").in_report("c").exactly(45_000).scope("children").by("khan"),
    ];
    let sides = compared(Nature::Stock, Measure::Count, &all, |groups| {
        let who = |side: &Vec<&crate::domain::compare::comparison::Compared<'_>>| {
            let mut who: Vec<String> =
                side.iter().map(|voice| voice.statement.claimants[0].to_string()).collect();
            who.sort();
            who.join(" ")
        };
        groups[0].disputes()[0].iter().map(who).collect::<Vec<_>>()
    });
    assert_eq!(sides, ["msf", "un un", "khan"]);
}

#[test]
fn all_statements_that_place_the_end_of_a_state_near_are_compared() {
    let ended =
        |published, when, report| said(published, when).status(Status::Ended).in_report(report);
    let first = ended("2022-09-05", "2022-09-04", "a");
    assert_eq!(state(&ended("2022-09-08", "2022-09-07", "b"), &first), Some(Contradicts));
    assert_eq!(state(&ended("2022-09-30", "2022-09-29", "b"), &first), None, "another truce");
}

#[test]
fn the_numbers_of_a_state_are_compared_of_one_time_and_its_length_is_of_any() {
    let since = |published, figure| said(published, "2022-09-05/..").exactly(figure);
    let few = since("2022-09-10", 2_000);
    let relation = |measures, other: &Said| {
        compared(Nature::State, measures, &[few.clone(), other.clone()], |groups| {
            groups[0].is_contradicted
        })
    };
    assert!(relation(Measure::Count, &since("2022-09-11", 80_000)));
    assert!(!relation(Measure::Count, &since("2022-09-11", 2_000)));
    assert!(!relation(Measure::Count, &since("2022-12-11", 80_000)), "three months later");
    assert!(relation(Measure::Duration, &since("2022-12-11", 80)), "a length does not change");
}

#[test]
fn what_lies_at_one_side_of_a_figure_bounds_the_current_figure() {
    let on = |report| said("2022-09-15", "2022-09-15").in_report(report);
    let about = |mut one: Said, low, best, high| {
        one = one.figures(low, best, high);
        one.draft.quantity.as_mut().unwrap().approximate = true;
        one
    };
    let nearly = |report, most| about(on(report), None, Some(most), Some(most));
    let stands = |all: &[Said]| {
        compared(Nature::Stock, Measure::Count, all, |groups| {
            let figure = groups[0].stands.figure.clone().unwrap();
            [figure.low, figure.best, figure.high].map(|one| one.map(|one| one.whole().unwrap()))
        })
    };
    let at_least = on("a").figures(Some(400), None, None);
    assert_eq!(stands(&[at_least, nearly("b", 500)]), [Some(450), None, Some(500)]);
    let fifty = about(on("a"), None, Some(50), None);
    assert_eq!(stands(&[fifty, nearly("b", 46)]), [Some(45), None, Some(46)]);
    let between = |report, low, best, high| on(report).figures(Some(low), Some(best), Some(high));
    let both = [between("a", 5, 10, 20), between("b", 12, 14, 18)];
    assert_eq!(stands(&both), [Some(12), None, Some(18)]);
    let up_to = on("a").figures(None, Some(10), Some(20));
    assert_eq!(stands(&[up_to, between("b", 8, 15, 25)]), [Some(8), None, Some(20)]);
}

#[test]
fn only_a_report_with_both_events_distinguishes_them() {
    let on = |report| said("2018-03-06", "2018-03-05").in_report(report);
    let contradictions = |all: &[Said]| {
        compared(Nature::Event, Measure::Count, all, |groups| {
            let voices = groups.iter().flat_map(|group| &group.voices);
            voices.map(|voice| voice.contradicts.len()).sum::<usize>()
        })
    };
    let mut all = vec![on("a").exactly(5), on("a").exactly(46), on("b").exactly(46)];
    assert_eq!(contradictions(&all), 0);
    all.push(on("c").exactly(5));
    assert_eq!(contradictions(&all), 2, "neither c nor b says that there were two");
}
