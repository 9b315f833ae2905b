//! Tests that databases with the same changesets show the same, in whatever order these came into them.

use super::changesets::send;
use super::undo::picture;
use super::*;
use crate::domain::assessment::{Assessment, Disposition};
use crate::store::WriteError;
use proptest::prelude::*;

const REPORTS: [&str; 3] = ["voa-1", "reuters-1", "reuters-2"];

/// Two databases that begin with the same changeset.
struct Two([Fixture; 2]);

impl Two {
    fn new() -> Self {
        let (one, mut other) = (Fixture::new(), Fixture::named("replica-2"));
        send(&one.store, &mut other.store, |_| ()).unwrap();
        Self([one, other])
    }

    /// Records an act in one of them, unless it is refused.
    fn act(&mut self, which: usize, day: &str, act: impl FnOnce(&mut Writer<'_>) -> Acted) {
        let fixture = &mut self.0[which];
        let mut writer = fixture.store.begin().unwrap();
        match act(&mut writer) {
            Ok(()) => _ = writer.commit(&recorder(day)).unwrap(),
            Err(WriteError::Store(error)) => panic!("{error}"),
            Err(_) => {}
        }
    }

    /// Gives each the changesets of the other.
    fn exchange(&mut self) {
        self.send(0);
        self.send(1);
    }

    /// Gives the changesets of one to the other.
    fn send(&mut self, from: usize) {
        let [one, other] = &mut self.0;
        let (from, to) = if from == 0 { (one, other) } else { (other, one) };
        send(&from.store, &mut to.store, |_| ()).unwrap();
    }

    /// What all databases show that have the changesets of both; a third gets them from each.
    fn shown(&mut self) -> Vec<Vec<String>> {
        self.exchange();
        let mut shown = Vec::new();
        for fixture in &self.0 {
            let mut third = Fixture::named("replica-3");
            send(&fixture.store, &mut third.store, |_| ()).unwrap();
            for store in [&fixture.store, &third.store] {
                store.verify(|_, _| {}).unwrap();
                shown.push(everything(store));
            }
        }
        shown
    }

    fn titles(&self) -> [String; 2] {
        self.0.each_ref().map(|fixture| fixture.store.find_report("voa-1").unwrap().title)
    }
}

type Acted = Result<(), WriteError>;

fn everything(store: &Store) -> Vec<String> {
    let mut lines = picture(store, None);
    lines.extend(store.reports().unwrap().iter().map(|report| format!("{report:?}")));
    let versions = store.report_versions(None).unwrap();
    lines.extend(versions.iter().map(|versions| format!("{versions:?}")));
    lines.push(format!("{:?}", store.indicators().unwrap()));
    let changesets = store.changesets().unwrap();
    lines.push(format!("{:?}", store.undone_by(&changesets).unwrap()));
    lines
}

fn titled(writer: &mut Writer<'_>, key: &str, title: &str) -> Acted {
    let says = Report { title: title.into(), ..writer.store().find_report(key).unwrap() };
    writer.edit_report(says.uid, &says, None, "looked it up").map(drop)
}

/// An edit of another database that is older than every edit here.
fn titled_before(writer: &mut Writer<'_>, key: &str, title: &str) -> Acted {
    let says = Report { title: title.into(), ..writer.store().find_report(key).unwrap() };
    writer.import_edit(says.uid, &says, None, "looked it up there", true)
}

fn newest(store: &Store) -> Uid {
    store.changesets().unwrap()[0].uid
}

fn judged(disposition: Disposition) -> Assessment {
    Assessment {
        reliability: None,
        credibility: None,
        disposition: Some(disposition),
        reason: format!("{disposition:?}"),
        by: None,
    }
}

/// An act, chosen by numbers; `at` makes it different from others.
fn chosen(writer: &mut Writer<'_>, kind: usize, n: usize, at: usize) -> Acted {
    let report = REPORTS[n % REPORTS.len()];
    let draft = |best| Draft { report: report.into(), ..trapped(best, "2016-10-22") };
    let everything = Filter { retracted: true, ..Filter::default() };
    let facts = writer.store().select(&everything)?.facts;
    let one = facts.get(n % facts.len().max(1)).map(|fact| fact.uid);
    let (city, parent) = (PlaceKind::City, [None, Some("syria"), Some("SY02")][n % 3]);
    match (kind, one) {
        (0 | 1, _) => titled(writer, report, &format!("title {at}")),
        (2, _) => titled_before(writer, report, &format!("older title {at}")),
        (3, _) => writer.edit_place(&place("homs", &format!("Homs {at}"), city, parent)),
        (4, _) => writer.edit_actor(&actor("reuters", &format!("R {at}"), ActorKind::Media, None)),
        (5, _) => writer.add_place(&place("hama", &format!("Hama {at}"), city, parent)),
        (6, _) => {
            let figure = u32::try_from(at).unwrap();
            let place = ["homs", "hama", "homs"][n % 3].into();
            writer.add_fact(&fact(Draft { place, ..draft(figure) })).map(drop)
        }
        (7, Some(fact)) => {
            let words = [Disposition::Accepted, Disposition::Rejected, Disposition::Disputed];
            writer.add_assessment(fact, &judged(words[n % words.len()]))
        }
        (8, Some(fact)) => writer.retract_fact(fact, &format!("wrong {at}")),
        (9, Some(fact)) => writer.reinstate_fact(fact, &format!("right {at}")),
        (10 | 11, _) => match writer.store().newest_to_undo()? {
            Some(newest) => writer.undo(newest, &format!("no {at}")).map(drop),
            None => Ok(()),
        },
        (12, _) => {
            let all = writer.store().changesets()?;
            writer.undo(all[n % all.len()].uid, &format!("no {at}")).map(drop)
        }
        _ => Ok(()),
    }
}

fn acts() -> impl Strategy<Value = Vec<(usize, usize, usize, usize)>> {
    prop::collection::vec((0..2usize, 0..14usize, 0..12usize, 0..6usize), 1..16)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Acts of two databases with one clock, which get the changesets of each other now and then.
    #[test]
    fn databases_with_the_same_changesets_show_the_same(acts in acts()) {
        let mut two = Two::new();
        for (at, (which, kind, n, _)) in acts.into_iter().enumerate() {
            if kind == 13 {
                two.send(which);
            } else {
                let day = format!("2016-11-{:02}", at + 2);
                two.act(which, &day, |writer| chosen(writer, kind, n, at));
            }
        }
        let shown = two.shown();
        for others in &shown[1..] {
            prop_assert_eq!(others, &shown[0]);
        }
    }

    /// The clocks of both may be put back, and both may record in the same second.
    #[test]
    fn databases_with_wrong_clocks_show_the_same(acts in acts()) {
        let mut two = Two::new();
        for (at, (which, kind, n, day)) in acts.into_iter().enumerate() {
            let day = format!("2016-11-{:02}", day + 2);
            two.act(which, &day, |writer| chosen(writer, kind, n, at));
        }
        let shown = two.shown();
        for others in &shown[1..] {
            prop_assert_eq!(others, &shown[0]);
        }
    }
}

#[test]
fn what_counts_after_an_undo_is_the_edit_before_it_wherever_that_was_made() {
    let mut two = Two::new();
    for (which, day, title) in
        [(0, "02", "title 0"), (1, "02", "title 1"), (0, "03", "title 2"), (1, "03", "title 3")]
    {
        let day = format!("2016-11-{day}");
        two.act(which, &day, |writer| titled(writer, "voa-1", title));
    }
    two.act(1, "2016-11-04", |writer| {
        let newest = newest(writer.store());
        writer.undo(newest, "no").map(drop)
    });
    two.exchange();
    assert_eq!(two.titles(), ["title 2", "title 2"]);
}

#[test]
fn an_edit_that_is_older_than_all_others_is_so_in_every_database() {
    let mut two = Two::new();
    two.act(0, "2016-11-02", |writer| titled(writer, "voa-1", "ours"));
    two.act(0, "2016-11-03", |writer| {
        titled_before(writer, "voa-1", "theirs, second")?;
        titled_before(writer, "voa-1", "theirs, first")
    });
    two.act(1, "2016-11-01", |writer| titled(writer, "voa-1", "before ours"));
    two.exchange();
    for fixture in &two.0 {
        let versions = fixture.store.report_versions(None).unwrap().into_values().next().unwrap();
        let titles: Vec<_> = versions[1..].iter().map(|one| one.report.title.as_str()).collect();
        assert_eq!(titles, ["theirs, first", "theirs, second", "before ours", "ours"]);
    }
}

#[test]
fn the_last_edit_counts_everywhere_though_the_clock_was_put_back() {
    let mut two = Two::new();
    two.act(0, "2016-11-09", |writer| titled(writer, "voa-1", "first"));
    two.act(0, "2016-11-05", |writer| titled(writer, "voa-1", "last"));
    two.exchange();
    assert_eq!(two.titles(), ["last", "last"]);
}

#[test]
fn of_two_assessments_in_one_second_the_same_counts_everywhere() {
    let mut two = Two::new();
    let fact = two.0[0].add("2016-11-02", trapped(9, "2016-10-22"));
    two.exchange();
    for (which, word) in [(0, Disposition::Accepted), (1, Disposition::Rejected)] {
        two.act(which, "2016-11-03", |writer| writer.add_assessment(fact, &judged(word)));
    }
    two.exchange();
    let verdicts = two.0.each_ref().map(|fixture| {
        fixture.store.select(&Filter::default()).unwrap().facts[0].verdict.disposition
    });
    assert_eq!(verdicts, [Some(Disposition::Rejected); 2]);
}

#[test]
fn a_name_in_use_of_which_all_recording_is_undone_is_the_first_everywhere() {
    let mut two = Two::new();
    let hama = |name| place("hama", name, PlaceKind::City, None);
    let draft = Draft { place: "hama".into(), ..trapped(9, "2016-10-22") };
    for (which, day, name) in [(0, "2016-11-03", "Hama"), (1, "2016-11-02", "Hamah")] {
        two.act(which, day, |writer| writer.add_place(&hama(name)));
        let made = newest(&two.0[which].store);
        two.act(which, "2016-11-04", |writer| writer.add_fact(&fact(draft.clone())).map(drop));
        two.act(which, "2016-11-05", |writer| writer.undo(made, "no").map(drop));
    }
    two.exchange();
    let names = two.0.each_ref().map(|fixture| fixture.store.find_place("hama").unwrap().row.name);
    assert_eq!(names, ["Hamah", "Hamah"]);
}

#[test]
fn a_place_that_is_no_longer_inside_another_leaves_it_unused_everywhere() {
    let mut two = Two::new();
    two.act(0, "2016-11-02", |writer| {
        let first = newest(writer.store());
        writer.undo(first, "no").map(drop)
    });
    two.act(0, "2016-11-03", |writer| {
        writer.edit_place(&place("homs", "Homs", PlaceKind::City, None))
    });
    let shown = two.shown();
    for others in &shown[1..] {
        assert_eq!(others, &shown[0]);
    }
}

#[test]
fn two_places_that_changed_their_order_are_undone_together() {
    let mut fixture = Fixture::new();
    let city = |key: &str, parent| place(key, key, PlaceKind::City, parent);
    fixture.on("2016-11-02", |writer| {
        writer.add_place(&city("b", None)).unwrap();
        writer.add_place(&city("a", Some("b"))).unwrap();
    });
    fixture.on("2016-11-03", |writer| {
        writer.edit_place(&city("a", None)).unwrap();
        writer.edit_place(&city("b", Some("a"))).unwrap();
    });
    let swapped = fixture.newest_changeset().uid;
    fixture.on("2016-11-04", |writer| writer.undo(swapped, "no").unwrap());
    assert_eq!(fixture.store.find_place("a").unwrap().row.parent.as_deref(), Some("b"));
    assert_eq!(fixture.store.find_place("b").unwrap().row.parent, None);
    fixture.store.verify(|_, _| {}).unwrap();
}
