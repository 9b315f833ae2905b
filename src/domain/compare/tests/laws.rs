//! Laws for any statements, tested with random ones.

use super::*;
use proptest::prelude::*;

/// The results that must not depend on the order of recording: the figures that stand, and the
/// contradictions.
fn picture(nature: Nature, all: &[Said]) -> Vec<String> {
    compared(nature, Measure::Count, all, |groups| {
        let mut lines: Vec<String> = groups
            .iter()
            .map(|group| {
                let mut voices: Vec<String> = group
                    .voices
                    .iter()
                    .map(|voice| {
                        format!("{} {:?}", voice.statement.uid, voice.related.map(|r| r.0))
                    })
                    .collect();
                voices.sort_unstable();
                let stands = &group.stands;
                format!("{:?} {:?} {voices:?}", stands.figure, stands.as_of)
            })
            .collect();
        lines.sort_unstable();
        lines
    })
}

const DAYS: [&str; 6] =
    ["2018-03-01", "2018-03-02", "2018-03-03", "2018-03-05", "2018-03-08", "2018-03-20"];

fn any_said() -> impl Strategy<Value = Said> {
    let when = prop::sample::select(vec![
        "",
        "2018-03-01",
        "2018-03-02",
        "2018-03-01/2018-03-08",
        "2018-03-01/..",
        "[2018-03-01..2018-03-03]",
        "2018-03",
    ]);
    let figure = prop::sample::select(vec![None, Some(0), Some(5), Some(46), Some(1_000)]);
    let claimant = prop::sample::select(vec![None, Some("un"), Some("msf")]);
    let scope = prop::sample::select(vec![None, Some("civilians"), Some("fighters")]);
    let status = prop::sample::select(vec![
        None,
        Some(Status::UnderWay),
        Some(Status::Ended),
        Some(Status::Planned),
        Some(Status::Postponed),
    ]);
    let report = prop::sample::select(vec!["a", "b", "c"]);
    (prop::sample::select(DAYS.to_vec()), when, figure, claimant, scope, status, report).prop_map(
        |(published, when, figure, claimant, scope, status, report)| {
            let mut one = said(published, when).in_report(&format!("{report}-{published}"));
            one.draft.claimants = claimant.map(str::to_owned).into_iter().collect();
            one.draft.scope = scope.map(str::to_owned);
            one.draft.status = status;
            figure.into_iter().fold(one, Said::exactly)
        },
    )
}

fn any_nature() -> impl Strategy<Value = Nature> {
    prop::sample::select(vec![Nature::Stock, Nature::Flow, Nature::Event, Nature::State])
}

/// The same facts in another order.
fn shuffled() -> impl Strategy<Value = (Vec<Said>, Vec<Said>)> {
    let all = prop::collection::vec(any_said(), 1..9).prop_map(|mut all| {
        all.sort_by_key(|one| one.draft.uid(Uid([0; 16])));
        all.dedup_by_key(|one| one.draft.uid(Uid([0; 16])));
        all
    });
    all.prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
}

/// The facts; of figures that add up, only one from each report. Two figures are known to be two events only because
/// one report has both, so a copy of one of them alone in another report could mean either.
fn told_apart(mut all: Vec<Said>, nature: Nature) -> Vec<Said> {
    if matches!(nature, Nature::Event | Nature::Flow) {
        let mut reports = std::collections::BTreeSet::new();
        all.retain(|one| reports.insert(one.draft.report.clone()));
    }
    all
}

proptest! {
    #[test]
    fn the_order_of_recording_changes_nothing((all, other) in shuffled(), nature in any_nature()) {
        prop_assert_eq!(picture(nature, &all), picture(nature, &other));
    }

    #[test]
    fn a_rejected_fact_changes_nothing(
        all in prop::collection::vec(any_said(), 1..8), one in any_said(), nature in any_nature()
    ) {
        let before = picture(nature, &all);
        let mut more = all;
        more.push(one.judged(Disposition::Rejected));
        prop_assert_eq!(picture(nature, &more), before);
    }

    #[test]
    fn a_copy_in_another_report_contradicts_no_more(
        all in prop::collection::vec(any_said(), 1..8), nature in any_nature()
    ) {
        let all = told_apart(all, nature);
        let contradicted = |all: &[Said]| {
            compared(nature, Measure::Count, all, |groups| {
                groups.iter().any(|group| group.is_contradicted)
            })
        };
        let mut more = all.clone();
        more.push(all[0].clone().in_report("copy"));
        prop_assert_eq!(contradicted(&more), contradicted(&all));
    }

    #[test]
    fn a_copy_in_another_report_does_not_change_the_current_figure(
        all in prop::collection::vec(any_said(), 1..8), nature in any_nature()
    ) {
        let all = told_apart(all, nature);
        let stands = |all: &[Said]| {
            compared(nature, Measure::Count, all, |groups| {
                let figure = |group: &Comparison<'_>| {
                    let figure = group.stands.figure.as_ref();
                    let bounds = figure.map(|figure| (figure.low, figure.best, figure.high));
                    format!("{bounds:?} {:?} {}", group.stands.as_of, group.is_contradicted)
                };
                groups.iter().map(figure).collect::<std::collections::BTreeSet<_>>()
            })
        };
        let mut more = all.clone();
        more.push(all[0].clone().in_report("copy"));
        prop_assert_eq!(stands(&more), stands(&all));
    }

    #[test]
    fn a_contradiction_is_one_for_both(
        one in any_said(), two in any_said(), nature in any_nature()
    ) {
        let there = relation(nature, &one, &two) == Some(Relation::Contradicts);
        let back = relation(nature, &two, &one) == Some(Relation::Contradicts);
        prop_assert_eq!(there, back);
    }
}
