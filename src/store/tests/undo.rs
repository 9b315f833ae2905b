//! Tests that undoing changesets does not change what the others recorded, in whatever order they are undone.

use super::changesets::send;
use super::*;
use crate::domain::assessment::{Assessment, Disposition, Reliability};
use crate::domain::fact::Correction;
use crate::domain::report::CapturedText;
use crate::domain::when::Day;
use crate::store::{Change, WriteError};
use proptest::prelude::*;

const REPORTS: [&str; 5] = ["voa-1", "reuters-1", "reuters-2", "new-1", "new-2"];
const PLACES: [&str; 4] = ["homs", "eastern-aleppo", "hama", "idlib"];

fn rejection(n: usize) -> Assessment {
    let disposition = [None, Some(Disposition::Rejected), Some(Disposition::Accepted)][n % 3];
    let reliability = [Some(Reliability::B), None][usize::from(disposition.is_some())];
    Assessment { reliability, credibility: None, disposition, reason: "known".into(), by: None }
}

/// Records one act, chosen by numbers, unless it is refused.
fn act(writer: &mut Writer<'_>, kind: usize, a: usize, b: usize) -> Result<(), WriteError> {
    let figure = u32::try_from(b).unwrap();
    let (report, place) = (REPORTS[a % REPORTS.len()], PLACES[b % PLACES.len()]);
    let draft =
        |best| Draft { report: report.into(), place: place.into(), ..trapped(best, "2016-10-22") };
    let everything = Filter { retracted: true, ..Filter::default() };
    let facts = writer.store().select(&everything)?.facts;
    let one = facts.get(a % facts.len().max(1)).map(|fact| fact.uid);
    match (kind, one) {
        (0 | 1, _) => writer.add_fact(&fact(draft(figure))).map(drop),
        (2, Some(fact)) => {
            let correction = Correction { fact, reason: "recounted".into() };
            let draft = Draft { replaces: Some(correction), ..draft(100 + figure) };
            writer.add_fact(&super::fact(draft)).map(drop)
        }
        (3, Some(fact)) => writer.retract_fact(fact, "wrong"),
        (4, Some(fact)) => writer.reinstate_fact(fact, "right"),
        (5, Some(fact)) => writer.add_assessment(fact, &rejection(b)),
        (6, _) => writer.retract_report(report, "a hoax"),
        (7, _) => writer.reinstate_report(report, "no hoax"),
        (8, _) => {
            writer.add_report(&super::report(report, "reuters", "2016-10-25"), None).map(drop)
        }
        (9, _) => writer.add_place(&super::place(place, "A place", PlaceKind::City, None)),
        (10, _) => {
            let mut edited =
                super::place(place, &format!("Name {a}"), PlaceKind::City, Some("syria"));
            edited.aliases = vec![format!("alias {b}")];
            edited.pcode = a.is_multiple_of(3).then(|| format!("P{}", b % 2));
            writer.edit_place(&edited)
        }
        _ => Ok(()),
    }
}

/// Everything that commands show: what counts, what does not and why, names, counts.
pub(super) fn picture(store: &Store, as_recorded: Option<Day>) -> Vec<String> {
    let filter = Filter { as_recorded, ..Filter::default() };
    let shown = as_recorded.map(|day| Store::open(store.path()).unwrap().as_recorded(day).unwrap());
    let store = shown.as_ref().unwrap_or(store);
    let mut lines = Vec::new();
    let all = store.select(&Filter { retracted: true, ..filter.clone() }).unwrap();
    for fact in &all.facts {
        let (why, by, judged) = (&fact.retracted, fact.replaced_by, fact.verdict.disposition);
        lines.push(format!("{} {why:?} {by:?} {judged:?}", fact.uid));
    }
    lines.push(format!("{:?} {:?}", all.assessments, all.taken_back));
    for narrow in [filter.clone(), Filter { places: vec!["syria".into()], ..filter.clone() }] {
        let standing = store.select(&narrow).unwrap();
        lines.push(format!("{:?}", standing.facts.iter().map(|f| f.uid).collect::<Vec<_>>()));
        let graded = Filter { min_reliability: Some(Reliability::C), ..narrow };
        lines.push(format!("{}", store.select(&graded).unwrap().facts.len()));
    }
    let gone = |report: &Report| format!("{} {:?}", report.key, report.retracted);
    lines.extend(store.reports().unwrap().iter().map(gone));
    lines.push(format!("{:?} {:?}", store.places().unwrap(), store.actors().unwrap()));
    lines.push(format!("{:?}", store.facts_per_report().unwrap()));
    if as_recorded.is_none() {
        let views = "SELECT fact_id FROM current_fact ORDER BY fact_id";
        let plain = rusqlite::Connection::open(store.path()).unwrap();
        let mut view = plain.prepare(views).unwrap();
        let shown = view.query_map([], |row| row.get::<_, String>(0)).unwrap();
        let mut standing: Vec<_> =
            store.select(&filter).unwrap().facts.iter().map(|fact| fact.uid.to_string()).collect();
        standing.sort();
        assert_eq!(shown.collect::<Result<Vec<_>, _>>().unwrap(), standing);
    }
    lines
}

/// Undoes changesets, by numbers, except those that are refused; returns the uids of the undos, in the order of
/// recording.
fn undo_some(fixture: &mut Fixture, choices: &[usize], day: &str) -> Vec<Uid> {
    let mut undos = Vec::new();
    let acts: Vec<Uid> = fixture.store.changesets().unwrap().iter().map(|c| c.uid).collect();
    for choice in choices {
        let uid = acts[choice % acts.len()];
        let mut writer = fixture.store.begin().unwrap();
        match writer.undo(uid, "a mistake") {
            Ok(_) => {
                let recorded = writer.commit(&recorder(day)).unwrap();
                undos.push(recorded.unwrap().uid);
            }
            Err(WriteError::Store(error)) => panic!("{error}"),
            Err(_) => {}
        }
    }
    undos
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn what_counts_follows_from_the_acts_that_count(
        acts in prop::collection::vec((0..11usize, 0..30usize, 0..30usize), 1..14),
        choices in prop::collection::vec(0..40usize, 1..14),
        order in prop::collection::vec(0..40usize, 40),
    ) {
        let mut fixture = Fixture::new();
        for (kind, a, b) in acts {
            let mut writer = fixture.store.begin().unwrap();
            if act(&mut writer, kind, a, b).is_ok() {
                writer.commit(&recorder("2016-11-10")).unwrap();
            }
        }
        let stood = picture(&fixture.store, None);
        let then = Some("2016-11-10".parse().unwrap());
        let stood_then = picture(&fixture.store, then);
        let undos = undo_some(&mut fixture, &choices, "2016-11-20");
        fixture.store.verify(|_, _| {}).unwrap();
        let undone = picture(&fixture.store, None);
        prop_assert_eq!(&picture(&fixture.store, then), &stood_then);
        // A copy that gets all changesets at once has the same acts.
        let mut copy = Fixture::named("replica-2");
        send(&fixture.store, &mut copy.store, |_| {}).unwrap();
        copy.store.verify(|_, _| {}).unwrap();
        prop_assert_eq!(&picture(&copy.store, None), &undone);
        // The undos are undone in another order, each as soon as it is not refused.
        let mut left = undos;
        let mut turn = order.iter().cycle();
        while !left.is_empty() {
            let before = left.len();
            for _ in 0..left.len() * 8 {
                let at = turn.next().unwrap() % left.len();
                let mut writer = fixture.store.begin().unwrap();
                if writer.undo(left[at], "it was right").is_ok() {
                    writer.commit(&recorder("2016-11-21")).unwrap();
                    left.remove(at);
                }
                if left.is_empty() {
                    break;
                }
            }
            prop_assert!(left.len() < before, "no undo can be taken back: {left:?}");
        }
        fixture.store.verify(|_, _| {}).unwrap();
        prop_assert_eq!(picture(&fixture.store, None), stood);
    }
}

fn undo(fixture: &mut Fixture, uid: Uid) -> Result<super::super::Undone, WriteError> {
    let mut writer = fixture.store.begin().unwrap();
    let done = writer.undo(uid, "a mistake")?;
    writer.commit(&recorder("2016-11-20")).unwrap();
    Ok(done)
}

#[test]
fn retracting_a_correction_lets_the_corrected_fact_count_again() {
    let mut fixture = Fixture::new();
    let old = fixture.add("2016-11-02", trapped(9, "2016-10-22"));
    let correction = |fact| Some(Correction { fact, reason: "recounted".into() });
    let newer = Draft { replaces: correction(old), ..trapped(10, "2016-10-22") };
    let newer = fixture.add("2016-11-03", newer);
    let newest = Draft { replaces: correction(newer), ..trapped(11, "2016-10-22") };
    let newest = fixture.add("2016-11-04", newest);
    fixture.on("2016-11-05", |writer| writer.retract_fact(newer, "no").unwrap());
    assert_eq!(fixture.found(&Filter::default()), [newest], "the newest correction still stands");
    fixture.on("2016-11-06", |writer| writer.retract_fact(newest, "no").unwrap());
    assert_eq!(fixture.found(&Filter::default()), [old]);
    let before = Filter { as_recorded: Some("2016-11-04".parse().unwrap()), ..Filter::default() };
    assert_eq!(fixture.found(&before), [newest]);
    let again = Draft { replaces: correction(old), ..trapped(12, "2016-10-22") };
    let again = fixture.add("2016-11-07", again);
    assert_eq!(fixture.found(&Filter::default()), [again], "it can be corrected anew");
}

#[test]
fn rows_of_an_undone_changeset_can_be_recorded_again() {
    let mut fixture = Fixture::new();
    let one = |writer: &mut Writer<'_>| {
        writer
            .add_place(&Place {
                pcode: Some("SY9".into()),
                ..place("hama", "Hama", PlaceKind::City, None)
            })
            .unwrap();
        writer.add_report(&report("new-1", "reuters", "2016-10-25"), None).unwrap();
        let draft =
            Draft { report: "new-1".into(), place: "hama".into(), ..trapped(3, "2016-10-22") };
        writer.add_fact(&fact(draft)).unwrap().uid
    };
    let uid = fixture.on("2016-11-02", one);
    let first = fixture.newest_changeset().uid;
    let done = undo(&mut fixture, first).unwrap();
    assert_eq!(done.names[0].change, Change::Withdrawn);
    assert!(
        fixture.found(&Filter::default()).is_empty() && fixture.store.find_place("Hama").is_err()
    );
    let other =
        Place { pcode: Some("SY9".into()), ..place("hamah", "Hamah", PlaceKind::City, None) };
    fixture.on("2016-11-21", |writer| writer.add_place(&other).unwrap());
    fixture.on("2016-11-22", |writer| {
        writer.edit_place(&Place { pcode: None, ..other.clone() }).unwrap();
    });
    assert_eq!(fixture.on("2016-11-23", one), uid);
    fixture.store.verify(|_, _| {}).unwrap();
    assert_eq!(fixture.found(&Filter::default()), [uid]);
    undo(&mut fixture, first).unwrap_err();
    let again = fixture.newest_changeset().uid;
    undo(&mut fixture, again).unwrap();
    assert!(fixture.found(&Filter::default()).is_empty());
    fixture.on("2016-11-25", |writer| writer.reinstate_report("new-1", "right").unwrap());
    fixture.on("2016-11-25", |writer| writer.reinstate_fact(uid, "right").unwrap());
    assert_eq!(fixture.found(&Filter::default()), [uid]);
    assert!(fixture.store.find_place("Hama").is_ok(), "a fact uses it");
    fixture.store.verify(|_, _| {}).unwrap();
}

#[test]
fn what_later_rows_depend_on_is_not_undone() {
    let mut fixture = Fixture::new();
    fixture.on("2016-11-02", |writer| {
        writer.add_report(&report("new-1", "reuters", "2016-10-25"), None).unwrap();
    });
    let of_report = fixture.newest_changeset().uid;
    let draft = Draft { report: "new-1".into(), ..trapped(3, "2016-10-22") };
    let uid = fixture.add("2016-11-03", draft);
    let of_fact = fixture.newest_changeset().uid;
    let refused = undo(&mut fixture, of_report).unwrap_err();
    let WriteError::StoodOn { later, first, .. } = &refused else { panic!("{refused}") };
    assert_eq!((later[0].key.clone(), first.clone()), (uid.short(), of_fact.short()));
    undo(&mut fixture, of_fact).unwrap();
    let of_undo = fixture.newest_changeset().uid;
    undo(&mut fixture, of_report).unwrap();
    let refused = undo(&mut fixture, of_undo).unwrap_err();
    assert!(matches!(refused, WriteError::Unfounded { .. }), "{refused}");
    let refused = undo(&mut fixture, of_fact).unwrap_err();
    assert!(matches!(refused, WriteError::AlreadyUndone { .. }), "{refused}");
}

#[test]
fn what_arrives_later_changes_no_answer_as_recorded_before() {
    let (mut here, mut there) = (Fixture::named("a"), Fixture::named("b"));
    for fixture in [&mut here, &mut there] {
        fixture.on("2016-11-01", super::vocabulary);
    }
    there.add("2016-11-02", trapped(9, "2016-10-22"));
    let as_of = |day: &str| Filter { as_recorded: Some(day.parse().unwrap()), ..Filter::default() };
    send(&there.store, &mut here.store, |_| {}).unwrap();
    assert_eq!(here.found(&as_of("2016-11-30")), []);
    assert_eq!(here.found(&as_of("2016-12-01")).len(), 1);
    assert_eq!(there.found(&as_of("2016-11-02")).len(), 1);
}

/// The acts on a fact, in short form.
fn acts(fixture: &Fixture, fact: Uid) -> Vec<String> {
    let acts = fixture.store.acts_on(fact).unwrap();
    acts.iter().map(|act| format!("{:?} {:?}: {}", act.subject, act.done, act.reason)).collect()
}

#[test]
fn all_that_was_done_to_a_fact_is_listed_in_order() {
    let mut fixture = Fixture::new();
    let one = |writer: &mut Writer<'_>| {
        writer.add_report(&report("new-1", "reuters", "2016-10-25"), None).unwrap();
        let draft = Draft { report: "new-1".into(), ..trapped(3, "2016-10-22") };
        writer.add_fact(&fact(draft)).unwrap().uid
    };
    let uid = fixture.on("2016-11-02", one);
    assert!(acts(&fixture, uid).is_empty());
    fixture.on("2016-11-03", |writer| writer.retract_fact(uid, "wrong").unwrap());
    fixture.on("2016-11-04", |writer| writer.reinstate_fact(uid, "right").unwrap());
    let reinstated = fixture.newest_changeset().uid;
    undo(&mut fixture, reinstated).unwrap();
    let undone = fixture.newest_changeset().uid;
    undo(&mut fixture, undone).unwrap();
    assert_eq!(
        acts(&fixture, uid),
        [
            "Retraction Recorded: wrong",
            "Reinstatement Recorded: right",
            "Reinstatement Undone: a mistake",
            "Reinstatement Redone: a mistake",
        ]
    );
    let mut other = Fixture::new();
    let again = other.on("2016-11-02", one);
    let recorded = other.newest_changeset().uid;
    undo(&mut other, recorded).unwrap();
    other.on("2016-11-21", one);
    assert_eq!(
        acts(&other, again),
        [
            "Recording Undone: a mistake",
            "RecordingOfReport Undone: a mistake",
            "Recording Recorded: ",
            "RecordingOfReport Recorded: ",
        ]
    );
}

#[test]
fn an_undone_report_counts_again_when_it_is_recorded_with_other_data() {
    let mut fixture = Fixture::new();
    let with_link = |key: &str, title: &str| Report {
        url: Some("https://s.example/1".into()),
        title: title.into(),
        ..report(key, "reuters", "2016-10-25")
    };
    fixture.on("2016-11-02", |writer| {
        writer.add_report(&with_link("new-1", "Worng"), None).unwrap();
    });
    let first = fixture.newest_changeset().uid;
    let known = fixture.store.find_report("new-1").unwrap();
    undo(&mut fixture, first).unwrap();
    let of_undo = fixture.newest_changeset().uid;
    let text =
        CapturedText { text: "They left.".into(), captured_at: "2016-11-21T08:00:00Z".into() };
    let again = fixture.on("2016-11-21", |writer| {
        // The command searches for a free key, and the key of the undone report is taken.
        writer.add_report(&with_link("new-1-2", "Wrong"), Some(&text)).unwrap()
    });
    assert_eq!((again.uid, again.key.as_str()), (known.uid, "new-1"));
    let shown = |fixture: &Fixture| -> Vec<(String, String, bool)> {
        let reports = fixture.store.reports().unwrap().into_iter();
        let ours = reports
            .filter(|r| r.uid == known.uid || r.key.starts_with("new-1"))
            .filter(|r| r.retracted.is_none());
        ours.map(|report| (report.key, report.title, report.has_text)).collect()
    };
    assert_eq!(shown(&fixture), [("new-1".into(), "Wrong".into(), true)]);
    fixture.store.verify(|_, _| {}).unwrap();
    let of_again = fixture.newest_changeset().uid;
    fixture.on("2016-11-22", |writer| writer.undo(of_undo, "it was right").unwrap());
    assert_eq!(shown(&fixture), [("new-1".into(), "Wrong".into(), true)], "once, not twice");
    fixture.on("2016-11-23", |writer| writer.undo(of_again, "a mistake").unwrap());
    assert_eq!(shown(&fixture), [("new-1".into(), "Worng".into(), false)]);
    let mut copy = Fixture::named("replica-2");
    send(&fixture.store, &mut copy.store, |_| {}).unwrap();
    copy.store.verify(|_, _| {}).unwrap();
    assert_eq!(shown(&copy), shown(&fixture));
}

#[test]
fn an_undone_edit_of_a_name_can_be_made_again() {
    let mut fixture = Fixture::new();
    let edited = place("homs", "Homs City", PlaceKind::City, Some("syria"));
    for day in ["2016-11-02", "2016-11-21"] {
        fixture.on(day, |writer| writer.edit_place(&edited).unwrap());
        assert_eq!(fixture.store.find_place("homs").unwrap().row.name, "Homs City");
        let edit = fixture.newest_changeset().uid;
        undo(&mut fixture, edit).unwrap();
        assert_ne!(fixture.store.find_place("homs").unwrap().row.name, "Homs City");
    }
    fixture.store.verify(|_, _| {}).unwrap();
}

#[test]
fn a_merged_edit_is_undone_even_if_a_newer_one_was_here_before() {
    let (mut here, mut there) = (Fixture::named("a"), Fixture::named("b"));
    here.on("2016-11-01", super::vocabulary);
    send(&here.store, &mut there.store, |_| {}).unwrap();
    let edit = |fixture: &mut Fixture, day: &str, title: &str| {
        let known = fixture.store.find_report("voa-1").unwrap();
        let says = Report { title: title.into(), ..known.clone() };
        fixture.on(day, |writer| {
            writer.edit_report(known.uid, &says, None, "r").unwrap();
            let name = place("homs", title, PlaceKind::City, Some("syria"));
            writer.edit_place(&name).unwrap();
        });
    };
    edit(&mut there, "2016-11-02", "Theirs");
    let merged = there.newest_changeset().uid;
    edit(&mut here, "2016-11-03", "Ours");
    send(&there.store, &mut here.store, |_| {}).unwrap();
    undo(&mut here, merged).unwrap();
    assert_eq!(here.store.find_report("voa-1").unwrap().title, "Ours");
    assert_eq!(here.store.find_place("homs").unwrap().row.name, "Ours");
    here.store.verify(|_, _| {}).unwrap();
}

#[test]
fn an_undo_is_not_taken_back_where_the_document_was_recorded_anew() {
    let mut fixture = Fixture::new();
    let known = fixture.store.find_report("voa-1").unwrap();
    let link = Some("https://x.example/8".to_owned());
    let says = Report { url: link.clone(), ..known.clone() };
    fixture.on("2016-11-02", |writer| writer.edit_report(known.uid, &says, None, "r").unwrap());
    let edit = fixture.newest_changeset().uid;
    undo(&mut fixture, edit).unwrap();
    let of_undo = fixture.newest_changeset().uid;
    let anew = Report { url: link, ..report("new-1", "reuters", "2016-10-25") };
    fixture.on("2016-11-21", |writer| writer.add_report(&anew, None).unwrap());
    let refused = undo(&mut fixture, of_undo).unwrap_err();
    assert!(matches!(refused, WriteError::AlreadyThere { what: "report", .. }), "{refused}");
    assert_eq!(fixture.store.find_report("voa-1").unwrap().url, known.url);
}
