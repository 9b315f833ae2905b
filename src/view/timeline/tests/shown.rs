//! Tests of counts, and of the entries that a timeline of limited size leaves out.

use super::{entries, idps};
use crate::domain::assessment::Disposition;
use crate::view::timeline::{Entry, Options, Quotes, Timeline, sample};

#[test]
fn a_rejected_fact_is_not_counted_and_a_page_says_who_rejected_it_and_why() {
    let drafts = [idps(16_000, "people", "2016-10-20"), idps(900, "people", "2016-10-22")];
    let mut selection = sample::all();
    selection.facts = drafts.into_iter().map(sample::recorded).collect();
    let verdict = &mut selection.facts[1].verdict;
    verdict.disposition = Some(Disposition::Rejected);
    verdict.rejected_because = Some("a typing error".to_owned());
    verdict.rejected_by = Some("amal".to_owned());
    let mut quotes = Quotes::default();
    selection.facts.iter().for_each(|recorded| quotes.add(recorded));
    let timeline = Timeline::of(&selection, "aleppo", &Options::default());
    assert_eq!((timeline.head.facts, timeline.head.rejected), (1, 1));
    let reasons: Vec<Vec<&str>> =
        entries(&timeline).map(|entry| quotes.rejections(&entry.facts)).collect();
    assert_eq!(reasons, [vec![], vec!["rejected by amal: a typing error"]]);
}

#[test]
fn a_shortened_timeline_keeps_what_is_asked_for_first_and_then_the_newest() {
    let selection = sample::all();
    let mut timeline = Timeline::of(&selection, "aleppo", &Options::default());
    let all = timeline.len();
    let left_out = timeline.shorten(5 * 450, &Quotes::default(), |one| &*one.indicator == "killed");
    assert_eq!(timeline.len() + left_out, all);
    assert!((1..=5).contains(&timeline.len()), "{}", timeline.len());
    let kept: Vec<Entry> = entries(&timeline).collect();
    assert!(kept.iter().any(|entry| &*entry.indicator == "killed"));
    assert!(kept.first().is_some_and(|entry| !entry.is_against_above));
    assert_eq!(timeline.shorten(usize::MAX, &Quotes::default(), |_| false), 0);
}
