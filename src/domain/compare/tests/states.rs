//! What begins and ends, what is only foreseen, and which disputes a group has.

use super::*;
use Relation::{Agrees, Compatible, Contradicts, Updates};
use Status::{Ended, Extended, Refused, Suspended, UnderWay};

fn related(nature: Nature, measures: Measure, one: &Said, two: &Said) -> Option<Relation> {
    let uid = one.draft.uid(Uid([0; 16]));
    compared(nature, measures, &[one.clone(), two.clone()], |groups| {
        let mut voices = groups.iter().flat_map(|group| &group.voices);
        let voice = voices.find(|voice| voice.statement.uid == uid)?;
        voice.related.map(|(related, _)| related.relation)
    })
}

/// For each group, the current claimants, the figure and the number of reports.
fn stands(nature: Nature, all: &[Said]) -> Vec<(String, Option<i64>, usize)> {
    compared(nature, Measure::Count, all, |groups| {
        let mut groups: Vec<&Comparison<'_>> = groups.iter().collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.stands.newest));
        let told = groups.iter().map(|group| {
            let stands = group.stands.voices.iter().map(|at| group.voices[*at].statement);
            let who: Vec<String> = stands.map(|one| one.claimants[0].to_string()).collect();
            let best = group.stands.figure.as_ref().and_then(|figure| figure.best?.whole());
            (who.join(" "), best, group.reports)
        });
        told.collect()
    })
}

#[test]
fn what_was_counted_and_ended_is_not_a_current_figure() {
    let open = said("2017-03-12", "2017-03-12").exactly(2).by("council").status(UnderWay);
    let over = |status, who| said("2017-03-15", "2017-03-14").exactly(2).by(who).status(status);
    for status in [Ended, Suspended] {
        let closed = over(status, "council");
        assert_eq!(related(Nature::Stock, Measure::Count, &closed, &open), Some(Updates));
        let told = stands(Nature::Stock, &[open.clone(), closed]);
        assert_eq!(told, [("council".to_owned(), None, 1)], "{status}");
    }
    let refused = over(Refused, "council");
    assert_eq!(stands(Nature::Stock, &[open.clone(), refused])[0].1, Some(2), "of others");
    let closed = over(Ended, "council");
    let on = |day, figure| said(day, day).exactly(figure).by("ocha");
    let of = |other: &Said| related(Nature::Stock, Measure::Count, &closed, other);
    assert_eq!(of(&on("2017-03-14", 2)), Some(Contradicts), "on its day");
    assert_eq!(of(&on("2017-03-10", 2)), Some(Compatible), "before");
    assert_eq!(of(&on("2017-03-14", 0)), Some(Agrees), "none is open");
    let later = [closed.clone(), on("2017-03-20", 3)];
    assert_eq!(stands(Nature::Stock, &later)[0], ("ocha".to_owned(), Some(3), 1), "opened again");
    let before = [closed, on("2017-03-10", 3)];
    assert_eq!(stands(Nature::Stock, &before)[0], ("council".to_owned(), None, 1));
}

#[test]
fn an_end_does_not_end_what_began_after_it() {
    let since = |when, who: &str| said("2017-03-12", when).status(UnderWay).by(who);
    let ended = |when| said("2017-03-15", when).status(Ended).by("ocha");
    let new = since("2017-03-10/..", "council");
    let background = ended("2017-03-03");
    let of = |one: &Said, two: &Said| related(Nature::State, Measure::Nothing, one, two);
    assert_eq!(of(&new, &background), None, "two truces, one after the other");
    assert_eq!(of(&new, &ended("2017-03-11")), Some(Contradicts));
    assert_eq!(of(&since("2017-03-01/..", "council"), &background), Some(Contradicts));
    let told = stands(Nature::State, &[new.clone(), background.clone()]);
    assert_eq!(told[0].0, "council", "what holds on the newest day, not what was printed last");
    // A third statement joins all of them into one group.
    let old = since("2017-03-01/..", "afp").in_report("c");
    let told = stands(Nature::State, &[new.clone(), background, old]);
    assert!(told[0].0.contains("council") && !told[0].0.contains("ocha"), "{told:?}");
    let told = stands(Nature::State, &[new, ended("2017-03-13")]);
    assert_eq!(told[0].0, "ocha", "it ended");
    // A duration that a later report states says nothing about single days, except that the state
    // held on the first.
    let week = said("2017-03-30", "2017-03-10/..").by("council").exactly(10);
    let week = Said { draft: Draft { status: Some(UnderWay), ..week.draft }, ..week };
    let mut days = week;
    days.draft.quantity.as_mut().unwrap().unit = "days".to_owned();
    let told = stands(Nature::State, &[days, ended("2017-03-13")]);
    assert_eq!(told[0].0, "ocha", "it ended before its length was over");
}

#[test]
fn an_extension_is_not_a_beginning() {
    let truce = |published, when, status: Status| said(published, when).status(status);
    let first = truce("2017-03-05", "2017-03-01/..", UnderWay).by("envoy");
    let more = truce("2017-03-03", "2017-03-04/..", Extended).by("government");
    let relation = related(Nature::State, Measure::Nothing, &more, &first);
    assert_ne!(relation, Some(Contradicts));
    let other = truce("2017-03-03", "2017-03-03/..", UnderWay).by("government");
    let relation = related(Nature::State, Measure::Nothing, &other, &first);
    assert_eq!(relation, Some(Contradicts), "when it began");
}

#[test]
fn a_claimant_who_contradicts_himself_later_no_longer_supports_his_earlier_statement() {
    let under_way = |published, who: &str| said(published, "2017-02-01/..").by(who);
    let all = [
        under_way("2017-03-10", "council"),
        said("2017-03-14", "2017-03-12").status(Ended).by("council"),
        under_way("2017-03-15", "monitor"),
        under_way("2017-03-09", "afp"),
    ];
    let told = stands(Nature::State, &all);
    assert_eq!(told[0], ("monitor afp".to_owned(), None, 2));
}

#[test]
fn of_what_is_only_foreseen_those_count_that_agree_with_the_newest() {
    let plan = |published, who: &str, trucks| {
        said(published, "2017-03-06").exactly(trucks).by(who).status(Status::Planned)
    };
    let all = [plan("2017-03-01", "wfp", 20), plan("2017-03-02", "icrc", 60)];
    let counted = |all: &[Said]| {
        compared(Nature::Event, Measure::Count, all, |groups| {
            (groups[0].reports, groups[0].origins.most)
        })
    };
    assert_eq!(counted(&all), (1, 1));
    assert_eq!(counted(&[all[0].clone(), plan("2017-03-02", "icrc", 20)]), (2, 2));
}

#[test]
fn disputes_of_one_group_are_distinguished() {
    let toll = |published, who: &str, killed| {
        let when = if published == "2017-03-02" {
            "2017-03-01/2017-03-02"
        } else {
            "2017-03-01/2017-03-09"
        };
        said(published, when).exactly(killed).by(who).in_report(published)
    };
    let all = [
        toll("2017-03-02", "ministry", 20),
        toll("2017-03-02", "doctors", 80),
        toll("2017-03-09", "council", 300),
        toll("2017-03-09", "ministry", 250),
    ];
    let disputes = compared(Nature::Flow, Measure::Count, &all, |groups| {
        let figure = |voice: &&crate::domain::compare::comparison::Compared<'_>| {
            voice.statement.quantity.as_ref().unwrap().best.unwrap().whole().unwrap()
        };
        let mut of_group = Vec::new();
        for dispute in groups[0].disputes() {
            let mut said: Vec<i64> = dispute.iter().flatten().map(figure).collect();
            said.sort_unstable();
            of_group.push((dispute.len(), said));
        }
        of_group
    });
    assert_eq!(disputes, [(2, vec![250, 300]), (2, vec![20, 80])]);
}

/// A truce that is under way, of a length or with hours of each day.
fn truce(published: &'static str, who: &str, length: Option<(u32, &str)>, hours: &str) -> Said {
    let mut one = said(published, "2017-03-05/..").status(UnderWay).by(who);
    one.draft.time_of_day = (!hours.is_empty()).then(|| hours.parse().unwrap());
    one.draft.quantity = length.map(|(best, unit)| Quantity {
        best: Some(best.into()),
        unit: unit.to_owned(),
        ..Quantity::default()
    });
    one
}

#[test]
fn states_of_other_lengths_hours_and_numbers_do_not_agree() {
    let of = |one: &Said, two: &Said| related(Nature::State, Measure::Duration, one, two);
    let long = |published, who, hours| truce(published, who, Some((hours, "hours")), "");
    let envoy = long("2017-03-06", "envoy", 48);
    assert_eq!(of(&long("2017-03-06", "rebels", 72), &envoy), Some(Contradicts));
    assert_eq!(of(&long("2017-03-06", "rebels", 48), &envoy), Some(Agrees));
    assert_eq!(of(&long("2017-03-07", "envoy", 72), &envoy), Some(Updates));
    let days = truce("2017-03-06", "rebels", Some((2, "days")), "");
    assert_eq!(of(&days, &envoy), Some(Agrees), "two days are 48 hours");
    let at_least = days.clone().figures(Some(1), None, None);
    assert_eq!(of(&envoy, &at_least), Some(Relation::Refines));
    assert_eq!(of(&truce("2017-03-06", "rebels", None, ""), &envoy), Some(Agrees), "no length");
    let more = long("2017-03-06", "rebels", 24).status(Extended);
    assert_ne!(of(&more, &envoy), Some(Contradicts), "an extension has its own length");
    let told = |one: &Said, two: &Said| stands(Nature::State, &[one.clone(), two.clone()]);
    assert_eq!(told(&long("2017-03-07", "rebels", 72), &envoy)[0].2, 1, "one report each");
    assert_eq!(told(&long("2017-03-07", "rebels", 48), &envoy)[0].2, 2);
}

#[test]
fn hours_and_numbers_of_a_state_may_change() {
    let of = |measures, one: &Said, two: &Said| related(Nature::State, measures, one, two);
    let hours = |published, who, hours| truce(published, who, None, hours);
    let council = hours("2017-03-10", "council", "09:00/14:00");
    let length = Measure::Duration;
    let rebels = |published| hours(published, "rebels", "08:00/19:00");
    assert_eq!(of(length, &rebels("2017-03-14"), &council), Some(Contradicts));
    assert_eq!(of(length, &rebels("2017-03-30"), &council), Some(Agrees), "it may have changed");
    assert_eq!(of(length, &hours("2017-03-12", "council", "08:00/19:00"), &council), Some(Updates));
    assert_eq!(of(length, &hours("2017-03-12", "rebels", "09:00/14:00"), &council), Some(Agrees));
    assert_eq!(of(length, &hours("2017-03-12", "rebels", "06:00Z/11:00Z"), &council), Some(Agrees));
    assert_eq!(of(length, &hours("2017-03-12", "rebels", "08:00/.."), &council), Some(Agrees));
    let siege = |published, who, people| truce(published, who, Some((people, "people")), "");
    let nine = siege("2017-03-10", "council", 9_000);
    let monitor = |published, people| siege(published, "monitor", people);
    let count = Measure::Count;
    assert_eq!(of(count, &monitor("2017-03-14", 9_500), &nine), Some(Compatible), "rounded");
    assert_eq!(of(count, &monitor("2017-03-14", 12_000), &nine), Some(Contradicts));
    assert_eq!(of(count, &monitor("2017-03-30", 12_000), &nine), Some(Agrees));
}
