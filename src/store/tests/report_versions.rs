//! Tests that queries see the newest versions of reports, and that earlier versions are kept.

use super::*;
use crate::domain::fact::QuoteCheck;
use crate::domain::report::{CapturedText, Confidentiality};
use crate::store::WriteError;

fn edit(fixture: &mut Fixture, day: &str, key: &str, change: impl Fn(&mut Report)) -> bool {
    let edited = fixture.on(day, |writer| tried(writer, key, &change));
    edited.unwrap()
}

fn tried(
    writer: &mut Writer<'_>,
    key: &str,
    change: &dyn Fn(&mut Report),
) -> Result<bool, WriteError> {
    let mut report = writer.store().find_report(key).unwrap();
    change(&mut report);
    writer.edit_report(report.uid, &report, None, "looked it up")
}

fn dated(day: &str) -> impl Fn(&mut Report) {
    move |report| {
        report.published = expression(day);
        report.published_latest = expression(day).bounds().end_latest;
    }
}

fn day(text: &str) -> crate::domain::when::Day {
    text.parse().unwrap()
}

#[test]
fn every_query_sees_the_newest_version_and_the_uid_stays() {
    let mut fixture = Fixture::new();
    let fact = fixture.add("2016-11-02", trapped(9, "2016-10-22"));
    let before = fixture.store.find_report("voa-1").unwrap();
    assert!(edit(&mut fixture, "2016-11-03", "voa-1", |report| {
        "The truce is over".clone_into(&mut report.title);
        "reuters".clone_into(&mut report.publisher);
        report.url = Some("https://example.org/new".to_owned());
        "truce".clone_into(&mut report.key);
        dated("2016-10-25")(report);
    }));
    for store in [&fixture.store, &Store::open_read_only(fixture.store.path()).unwrap()] {
        // By each name that it has now or had before.
        for words in [
            "truce",
            "voa-1",
            "https://www.example.org/new",
            "http://example.org/voa-1",
            "what VOA-1 says",
            "the truce is OVER",
        ] {
            let found = store.find_report(words).unwrap();
            assert_eq!((found.uid, found.key.as_str()), (before.uid, "truce"), "{words}");
        }
        let of = |filter: Filter| store.select(&filter).unwrap();
        let found = of(Filter { publishers: vec!["reuters".into()], ..Filter::default() });
        assert_eq!((found.facts[0].uid, found.facts[0].fact.report.as_str()), (fact, "truce"));
        assert_eq!(found.reports["truce"].published.as_str(), "2016-10-25");
        let old = of(Filter { publishers: vec!["voa-news".into()], ..Filter::default() });
        assert!(old.facts.is_empty());
        let early = Filter { as_published: Some(day("2016-10-24")), ..Filter::default() };
        assert!(of(early).facts.is_empty());
        let versions = store.versions_of_report(before.uid, None).unwrap();
        let titles: Vec<_> = versions.iter().map(|version| version.report.title.as_str()).collect();
        assert_eq!(titles, ["What voa-1 says", "The truce is over"]);
        assert_eq!(versions[1].reason.as_deref(), Some("looked it up"));
        store.verify(|_, _| {}).unwrap();
    }
    // Recording the same again changes nothing, and adds no row.
    let count = fixture.store.changesets().unwrap().len();
    assert!(!edit(&mut fixture, "2016-11-04", "truce", |_| ()));
    assert_eq!(fixture.store.changesets().unwrap().len(), count);
}

#[test]
fn the_metadata_of_a_day_are_those_that_were_known_then() {
    let mut fixture = Fixture::new();
    edit(&mut fixture, "2016-11-03", "voa-1", dated("2016-10-25"));
    edit(&mut fixture, "2016-11-05", "voa-1", dated("2016-10-26"));
    let store = fixture.store.without_confidential().unwrap();
    for (as_of, published) in [
        (Some("2016-11-02"), "2016-10-24"),
        (Some("2016-11-04"), "2016-10-25"),
        (Some("2016-11-05"), "2016-10-26"),
        (None, "2016-10-26"),
    ] {
        store.see_reports_as_of(as_of.map(day)).unwrap();
        assert_eq!(store.find_report("voa-1").unwrap().published.as_str(), published, "{as_of:?}");
    }
}

#[test]
fn an_edit_is_undone_and_done_again() {
    let mut fixture = Fixture::new();
    let published =
        |fixture: &Fixture| fixture.store.find_report("voa-1").unwrap().published.to_string();
    edit(&mut fixture, "2016-11-03", "voa-1", dated("2016-10-25"));
    let first = fixture.newest_changeset().uid;
    edit(&mut fixture, "2016-11-04", "voa-1", dated("2016-10-26"));
    let second = fixture.newest_changeset().uid;
    let refused = fixture.store.begin().unwrap().undo(first, "no").unwrap_err();
    assert!(matches!(refused, WriteError::StoodOn { .. }), "{refused}");
    fixture.on("2016-11-05", |writer| writer.undo(second, "wrong").unwrap());
    let undo = fixture.newest_changeset().uid;
    assert_eq!(published(&fixture), "2016-10-25");
    fixture.on("2016-11-06", |writer| writer.undo(first, "wrong").unwrap());
    assert_eq!(published(&fixture), "2016-10-24");
    let refused = fixture.store.begin().unwrap().undo(undo, "no").unwrap_err();
    assert!(matches!(refused, WriteError::Unfounded { .. }), "{refused}");
    let undo_of_first = fixture.newest_changeset().uid;
    fixture.on("2016-11-07", |writer| writer.undo(undo_of_first, "right").unwrap());
    fixture.on("2016-11-08", |writer| writer.undo(undo, "right").unwrap());
    assert_eq!(published(&fixture), "2016-10-26");
    fixture.store.verify(|_, _| {}).unwrap();
}

#[test]
fn an_edit_that_would_have_no_effect_is_not_done_again() {
    let mut fixture = Fixture::new();
    edit(&mut fixture, "2016-11-03", "voa-1", dated("2016-10-25"));
    let first = fixture.newest_changeset().uid;
    fixture.on("2016-11-04", |writer| writer.undo(first, "wrong").unwrap());
    let undo = fixture.newest_changeset().uid;
    edit(&mut fixture, "2016-11-05", "voa-1", dated("2016-10-26"));
    let second = fixture.newest_changeset().uid;
    let refused = fixture.store.begin().unwrap().undo(undo, "right").unwrap_err();
    let WriteError::StoodOn { later, first, .. } = &refused else { panic!("{refused}") };
    assert_eq!((&*later[0].what, first), ("edit of report", &second.short()));
    fixture.on("2016-11-06", |writer| writer.undo(second, "wrong").unwrap());
    fixture.on("2016-11-07", |writer| writer.undo(undo, "right").unwrap());
    let published = fixture.store.find_report("voa-1").unwrap().published;
    assert_eq!(published.as_str(), "2016-10-25");
}

#[test]
fn a_report_is_not_undone_while_a_later_edit_depends_on_it() {
    let mut fixture = Fixture::new();
    fixture.on("2016-11-02", |writer| {
        writer.add_report(&report("voa-2", "voa-news", "2016-10-24"), None).unwrap();
    });
    let made = fixture.newest_changeset().uid;
    edit(&mut fixture, "2016-11-03", "voa-2", dated("2016-10-25"));
    let refused = fixture.store.begin().unwrap().undo(made, "no").unwrap_err();
    assert!(refused.to_string().contains("edit of report `voa-2`"), "{refused}");
}

#[test]
fn a_key_a_link_and_a_document_of_another_report_are_refused() {
    let mut fixture = Fixture::new();
    edit(&mut fixture, "2016-11-03", "voa-1", |report| {
        report.url = Some("https://example.org/moved".to_owned());
        "moved".clone_into(&mut report.key);
    });
    let mut writer = fixture.store.begin().unwrap();
    let of_key = |key: &'static str| move |report: &mut Report| key.clone_into(&mut report.key);
    for key in ["reuters-1", "voa-1", "moved"] {
        let refused = tried(&mut writer, "reuters-2", &of_key(key)).unwrap_err();
        assert!(matches!(refused, WriteError::KeyTaken { .. }), "{key}: {refused}");
    }
    for link in ["https://example.org/reuters-1", "https://example.org/moved#top"] {
        let refused = tried(&mut writer, "reuters-2", &|report| report.url = Some(link.to_owned()));
        let refused = refused.unwrap_err();
        assert!(matches!(refused, WriteError::AlreadyThere { .. }), "{link}: {refused}");
    }
    for link in ["https://example.org/moved", "https://example.org/voa-1"] {
        let new = Report { url: Some(link.to_owned()), ..report("x", "reuters", "2016-10-30") };
        let refused = writer.add_report(&new, None).unwrap_err();
        assert!(matches!(refused, WriteError::AlreadyThere { .. }), "{link}: {refused}");
    }
}

#[test]
fn a_text_is_added_once_and_quotes_are_as_they_were() {
    let mut fixture = Fixture::new();
    let text = CapturedText { text: "nine people".into(), captured_at: "2016-11-03".into() };
    let report = fixture.store.find_report("voa-1").unwrap();
    let quoted = Draft { quote: Some("nine people".into()), ..trapped(9, "2016-10-22") };
    let fact = Fact::from_record(quoted, Some(QuoteCheck::NoText), None);
    fixture.on("2016-11-02", |writer| writer.add_fact(&fact).unwrap());
    fixture.on("2016-11-03", |writer| {
        assert!(writer.edit_report(report.uid, &report, Some(&text), "found").unwrap());
        let twice = writer.edit_report(report.uid, &report, Some(&text), "found").unwrap_err();
        assert!(matches!(twice, WriteError::HasText { .. }));
    });
    assert_eq!(fixture.store.report_text("voa-1").unwrap(), Some(text));
    assert!(fixture.store.find_report("voa-1").unwrap().has_text);
    edit(&mut fixture, "2016-11-04", "voa-1", dated("2016-10-25"));
    assert!(fixture.store.report_text("voa-1").unwrap().is_some());
    fixture.store.verify(|_, _| {}).unwrap();
}

#[test]
fn no_edit_makes_a_report_less_secret_and_its_past_is_hidden_with_it() {
    let mut fixture = Fixture::new();
    let level = |level| move |report: &mut Report| report.confidentiality = Some(level);
    let fact = fixture.add("2016-11-02", trapped(9, "2016-10-22"));
    edit(&mut fixture, "2016-11-03", "voa-1", |report| "A secret".clone_into(&mut report.title));
    edit(&mut fixture, "2016-11-04", "voa-1", level(Confidentiality::Confidential));
    let mut writer = fixture.store.begin().unwrap();
    for less in [Confidentiality::Public, Confidentiality::Internal] {
        let refused = tried(&mut writer, "voa-1", &level(less)).unwrap_err();
        assert!(matches!(refused, WriteError::LessSecret { .. }), "{refused}");
    }
    drop(writer);
    let path = fixture.store.path().to_owned();
    let public = Store::open(&path).unwrap().without_confidential().unwrap();
    for as_of in [None, Some("2016-11-01"), Some("2016-11-03")] {
        public.see_reports_as_of(as_of.map(day)).unwrap();
        assert!(public.find_report("voa-1").is_err() && public.find_report("A secret").is_err());
        assert!(public.select(&Filter::default()).unwrap().facts.is_empty(), "{fact}");
        assert!(public.report_versions(None).unwrap().is_empty());
        assert_eq!(public.reports().unwrap().len(), 2);
    }
    let notes = public.changesets().unwrap();
    assert!(notes.iter().take(3).all(|changeset| changeset.recorder.note.is_none()));
    let mut reader = public.changeset_reader().unwrap();
    for changeset in &notes {
        reader
            .rows(changeset.uid, |row| {
                assert!(!format!("{row:?}").contains("secret"), "{row:?}");
                Ok::<_, crate::store::StoreError>(())
            })
            .unwrap();
    }
}
