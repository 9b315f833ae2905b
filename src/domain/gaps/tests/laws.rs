//! Laws: the order of recording does not matter, facts that do not count change nothing, and the search for later
//! reports gives the result that its definition demands.

use super::*;
use crate::domain::gaps::due::due_day;
use crate::domain::gaps::heard::Heard;
use crate::domain::gaps::list::Since;
use crate::domain::gaps::telling::{Telling, beginning, reach};
use crate::domain::gaps::thing::Thing;
use proptest::prelude::*;

fn any_said() -> impl Strategy<Value = Said> {
    let published = (1..28u32).prop_map(|day| format!("2016-10-{day:02}"));
    let when = prop_oneof![
        Just(String::new()),
        (1..28u32).prop_map(|day| format!("2016-10-{day:02}")),
        (1..28u32).prop_map(|day| format!("2016-10-{day:02}/..")),
        (1..15u32, 15..30u32).prop_map(|(a, b)| format!("2016-10-{a:02}/2016-10-{b:02}")),
        (1..15u32, 15..30u32).prop_map(|(a, b)| format!("[2016-10-{a:02}..2016-10-{b:02}]")),
    ];
    let indicator =
        prop::sample::select(vec!["convoy", "siege", "truce", "trapped", "rations-end"]);
    let place = prop::sample::select(vec!["aleppo", "east", "syria", "homs", "unknown"]);
    let status = prop::option::of(prop::sample::select(Status::ALL));
    let stance = prop::sample::select(Stance::ALL);
    let word = || prop::option::of(prop::sample::select(vec!["a", "b"]));
    let value = prop::option::of(0..60u32);
    (published, indicator, when, place, status, stance, word(), word(), value).prop_map(
        |(published, indicator, when, place, status, stance, scope, thread, value)| {
            let mut one = said(&published, indicator, &when).at(place).stance(stance);
            one.draft.status = status;
            one.draft.scope = scope.map(str::to_owned);
            one.draft.thread = thread.map(str::to_owned);
            match value {
                Some(best) => one.value(best, "hours"),
                None => one,
            }
        },
    )
}

fn shown(facts: &[Said]) -> String {
    let uids = |said: &[&Statement]| said.iter().map(|one| one.uid).collect::<Vec<_>>();
    as_of("2016-10-25", Some(3), facts, |gaps| {
        let silences = gaps.silences.iter().map(|one| (one.last.uid, one.silent, one.usual));
        let due = gaps.due.iter().map(|one| (uids(&one.said), uids(&one.since), one.is_open));
        let hanging = gaps.hanging.iter().map(|one| (uids(&one.said), uids(&one.since), one.left));
        let durations =
            gaps.durations.iter().map(|one| (uids(&one.said), uids(&one.from), one.lasted));
        format!(
            "{:?} {:?} {:?} {:?}",
            silences.collect::<Vec<_>>(),
            due.collect::<Vec<_>>(),
            hanging.collect::<Vec<_>>(),
            durations.collect::<Vec<_>>()
        )
    })
}

/// Whether a statement has news about a thing, by the definition.
fn tells(one: &Statement, thing: Thing<'_>, rows: &Selection) -> bool {
    let lies_in = |inner: &str, outer: &str| {
        inner == outer || rows.path(inner).any(|place| place.key == outer)
    };
    let near = |stated: Option<&str>, asked: Option<&str>| {
        asked.is_none() || stated.is_none() || stated == asked
    };
    *one.indicator == *thing.indicator
        && (lies_in(&one.place, thing.place) || lies_in(thing.place, &one.place))
        && near(one.scope.as_deref(), thing.scope)
        && near(one.thread.as_deref(), thing.thread)
}

/// Whether the statement says that it happened, and promises nothing.
fn happened(one: &Said) -> bool {
    let one = one.statement();
    matches!(Telling::of(&one), Some(Telling::Going | Telling::Ended)) && due_day(&one).is_none()
}

proptest! {
    #[test]
    fn the_order_of_recording_does_not_matter(
        facts in prop::collection::vec(any_said(), 0..20),
        seed in any::<u64>(),
    ) {
        let mut other = facts.clone();
        for at in (1..other.len()).rev() {
            other.swap(at, usize::try_from(seed >> (at % 48)).unwrap() % (at + 1));
        }
        prop_assert_eq!(shown(&facts), shown(&other));
    }

    #[test]
    fn what_does_not_count_changes_nothing(
        facts in prop::collection::vec(any_said(), 0..12),
        out in prop::collection::vec(any_said(), 0..12),
    ) {
        let out = out.into_iter().map(|one| Said { counts: false, ..one });
        let all: Vec<Said> = facts.iter().cloned().chain(out).collect();
        prop_assert_eq!(shown(&facts), shown(&all));
    }

    #[test]
    fn what_happened_opens_nothing_that_was_answered(
        facts in prop::collection::vec(any_said(), 1..16),
        more in any_said().prop_filter("it happened", happened),
    ) {
        let answered = |facts: &[Said]| {
            as_of("2016-11-25", None, facts, |gaps| {
                let due = |is_open| {
                    let those = gaps.due.iter().filter(move |due| due.is_open == is_open);
                    those.flat_map(|due| due.said.iter().map(|one| one.uid)).collect::<Vec<_>>()
                };
                (due(false), due(true))
            })
        };
        let (before, _) = answered(&facts);
        let with_more: Vec<Said> = facts.into_iter().chain([more]).collect();
        let (_, open) = answered(&with_more);
        prop_assert!(before.iter().all(|uid| !open.contains(uid)));
    }

    #[test]
    fn a_plan_without_a_later_report_is_open(facts in prop::collection::vec(any_said(), 1..16)) {
        as_of("2016-11-25", None, &facts, |gaps| {
            for due in &gaps.due {
                let tells = |one: &&Statement| {
                    matches!(Telling::of(one), Some(Telling::Going | Telling::Ended | Telling::PutOff))
                };
                let answer = due.since.iter().find(|one| tells(one));
                prop_assert!(due.is_open || answer.is_some() || due.has_more, "{due:?}");
            }
            Ok(())
        })?;
    }

    #[test]
    fn what_was_reported_since_is_found(
        facts in prop::collection::vec(any_said(), 1..24),
        published in 1..28u32,
        speaks_of in 1..28u32,
        begins in prop::option::of(1..28u32),
        until in prop::option::of(1..28u32),
        most in 1..6usize,
    ) {
        let rows = rows();
        let day = |day: u32| Day::from_ymd_opt(2016, 10, day).unwrap();
        let (published, speaks_of) = (day(published), day(speaks_of));
        let statements: Vec<Statement> = facts.iter().map(Said::statement).collect();
        let things = || statements.iter().map(Thing::of);
        let heard = Heard::of(statements.iter(), things(), &rows);
        for thing in things() {
            for telling in Telling::ALL {
                let begins = begins.map(day);
                let until = until.map(day);
                let since = Since { published, speaks_of, of_thread: speaks_of, begins, until };
                let found: Vec<Uid> =
                    heard.since(thing, telling, &since, most).iter().map(|one| one.uid).collect();
                let mut expected: Vec<&Statement> = statements
                    .iter()
                    .filter(|one| Telling::of(one) == Some(telling) && tells(one, thing, &rows))
                    .filter(|one| one.published >= Some(published) && reach(one) >= speaks_of)
                    .filter(|one| until.is_none_or(|until| beginning(one) <= until))
                    .filter(|one| {
                        let from = one.stated_bounds().map_or(one.published, |at| at.start_earliest);
                        one.published > Some(published) || begins.is_none_or(|day| from >= Some(day))
                    })
                    .collect();
                let is_in = |one: &Statement| rows.path(&one.place).any(|at| at.key == thing.place);
                expected.sort_by_key(|one| {
                    let newness = std::cmp::Reverse((one.published, reach(one), one.uid));
                    (*one.place != *thing.place, !is_in(one), newness)
                });
                let expected: Vec<Uid> = expected.iter().take(most).map(|one| one.uid).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
