//! Tests of rows with the publisher's own id, as releases of a data set have them. The rows are made
//! up.

use crate::domain::assessment::{Assessment, Disposition};
use crate::domain::fact::{Correction, Fact};
use crate::domain::filter::Filter;
use crate::import::tests::support::{Database, recorder};
use crate::import::{Input, RecordKind, Summary};
use crate::mapping::Map;
use crate::store::Store;

const ACLED: &str = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,country,admin1,\
    admin2,location,latitude,longitude,geo_precision,source,notes,fatalities\n";

/// An event of ACLED with these sources, words and deaths.
fn event(id: &str, sources: &str, notes: &str, killed: u32) -> String {
    format!(
        "{id},2025-10-26,1,Battles,Armed clash,Sudan,North Darfur,El Fasher,El Fasher,13.6,25.3,1,\
         {sources},{notes},{killed}\n"
    )
}

fn load(database: &mut Database, map: &str, file: &str, rows: &str) -> Summary {
    let source = Input::bytes(file, rows.as_bytes().to_vec());
    let source = source.through(Map::named(map).unwrap());
    let summary = database.try_load(&[source], true).unwrap();
    assert_eq!(summary.refused, [], "{summary:?}");
    summary
}

fn row_ids(database: &Database) -> Vec<Option<String>> {
    let facts = database.everything().facts;
    facts.iter().map(|fact| fact.fact.source_row_id.clone()).collect()
}

#[test]
fn the_maps_of_data_sets_with_ids_keep_them() {
    let mut database = Database::new();
    load(&mut database, "acled", "a.csv", &(ACLED.to_owned() + &event("SDN1", "Radio", "x", 2)));
    assert_eq!(row_ids(&database), [Some("acled:SDN1".into()), Some("acled:SDN1".into())]);
    let hxl = "id,where,killed,day,who\n#event+id,#adm1+name,#affected+killed,#date+reported,#meta+source\n\
        7,Norte,3,2024-05-01,Monitor\n";
    let mut database = Database::new();
    load(&mut database, "hxl", "h.csv", hxl);
    assert_eq!(row_ids(&database), [Some("7".into())]);
}

#[test]
fn what_was_imported_before_ids_were_kept_is_already_there() {
    let rows = ACLED.to_owned() + &event("SDN1", "Radio", "x", 2);
    let mut database = Database::new();
    let before = Map::named("acled").unwrap();
    let text = before.text().replace("source_row_id = ", "# source_row_id = ");
    let source = Input::bytes("a.csv", rows.clone().into_bytes());
    let before = source.through(Map::parse("before.toml", &text).unwrap());
    database.try_load(&[before], true).unwrap();
    assert_eq!(row_ids(&database), [None, None]);
    let summary = load(&mut database, "acled", "a.csv", &rows);
    let facts = summary.rows_of(RecordKind::Fact);
    assert_eq!((facts.new, facts.known), (0, 2));
    assert_eq!(row_ids(&database), [None, None]);
}

/// New, updated and known facts.
fn counts(summary: &Summary) -> (usize, usize, usize) {
    let facts = summary.rows_of(RecordKind::Fact);
    (facts.new, summary.updated, facts.known)
}

fn acled(database: &mut Database, file: &str, events: &[String]) -> Summary {
    load(database, "acled", file, &(ACLED.to_owned() + &events.concat()))
}

/// The current figures of deaths, with the reason of a correction.
fn killed(database: &Database) -> Vec<(String, Option<String>)> {
    let selection = database.store.select(&Filter::default()).unwrap();
    let killed = selection.facts.iter().filter(|fact| fact.fact.indicator == "killed");
    let mut killed: Vec<_> = killed
        .map(|recorded| {
            let best = recorded.fact.quantity.as_ref().and_then(|it| it.best).unwrap();
            let reason = recorded.fact.replaces.as_ref().map(|it| it.reason.clone());
            (format!("{}: {best}", recorded.fact.report), reason)
        })
        .collect();
    killed.sort();
    killed
}

#[test]
fn a_changed_row_corrects_its_facts_and_no_older_file_turns_that_back() {
    let mut database = Database::new();
    let one = |notes, killed| event("SDN1", "Radio", notes, killed);
    assert_eq!(counts(&acled(&mut database, "a1.csv", &[one("x", 2)])), (2, 0, 0));
    assert_eq!(counts(&acled(&mut database, "in/a2.csv", &[one("x", 60)])), (0, 1, 1));
    let updated = [("radio-2025-10-26: 60".to_owned(), Some("updated in a2.csv".to_owned()))];
    assert_eq!(killed(&database), updated);
    for (file, killed) in [("in/a2.csv", 60), ("other.csv", 60), ("a1.csv", 2)] {
        let again = acled(&mut database, file, &[one("x", killed)]);
        assert_eq!((counts(&again), again.recorded()), ((0, 0, 2), 0), "{file} {again:?}");
        let is_older = again.notes.iter().any(|note| note.contains("newer file replaced"));
        assert_eq!((is_older, again.notes.len()), (file == "a1.csv", usize::from(is_older)));
    }
    assert_eq!(counts(&acled(&mut database, "a3.csv", &[one("y", 61)])), (0, 2, 0));
    assert_eq!(killed(&database)[0].1.as_deref(), Some("updated in a3.csv"));
    assert_eq!(counts(&acled(&mut database, "a2.csv", &[one("x", 60)])), (0, 0, 2));
    assert_eq!(killed(&database)[0].0, "radio-2025-10-26: 61");
    database.store.verify(|_, _| {}).unwrap();
}

#[test]
fn the_files_of_one_import_are_releases_in_their_order() {
    let mut database = Database::new();
    let source = |file: &str, killed| {
        let rows = ACLED.to_owned() + &event("SDN1", "Radio", "x", killed);
        Input::bytes(file, rows.into_bytes()).through(Map::named("acled").unwrap())
    };
    let sources = [source("a1.csv", 2), source("a2.csv", 60)];
    let summary = database.try_load(&sources, true).unwrap();
    assert_eq!(counts(&summary), (2, 1, 1), "{summary:?}");
    assert_eq!(killed(&database)[0].0, "radio-2025-10-26: 60");
}

#[test]
fn the_sources_of_an_event_may_change() {
    let mut database = Database::new();
    acled(&mut database, "a1.csv", &[event("SDN1", "Radio; Paper", "x", 2)]);
    let second = acled(&mut database, "a2.csv", &[event("SDN1", "Paper; Agency; Site", "x", 3)]);
    assert_eq!(counts(&second), (2, 3, 1), "{second:?}");
    let standing: Vec<_> = killed(&database).into_iter().map(|(what, _)| what).collect();
    assert_eq!(standing, ["agency-2025-10-26: 3", "paper-2025-10-26: 3", "site-2025-10-26: 3"]);
}

#[test]
fn what_a_newer_file_leaves_out_is_listed_and_stays() {
    let mut database = Database::new();
    let events = ["SDN1", "SDN2", "SDN3"].map(|id| event(id, "Radio", "x", 2));
    acled(&mut database, "a1.csv", &events);
    let blank = event("SDN1", "Radio", "x", 2).replace(",2\n", ",\n");
    let summary = acled(&mut database, "a2.csv", &[blank, events[1].clone()]);
    assert_eq!(counts(&summary), (0, 0, 3), "{summary:?}");
    let [facts, rows] = &summary.notes[..] else { panic!("{summary:?}") };
    assert!(
        facts.contains("a2.csv: 1 fact recorded for its rows")
            && facts.contains("`acled:SDN1` (fact")
    );
    assert!(rows.contains("a2.csv: 1 recorded row of the same data set not in this file"));
    assert!(
        rows.contains("`acled:SDN3`") && rows.contains("`factline retract FACT --reason WHY`"),
        "{rows}"
    );
    assert_eq!(killed(&database).len(), 3);
    let refused = events[2].replace("2025-10-26", "26/10/2025");
    let source = Input::bytes("a3.csv", (ACLED.to_owned() + &refused + &events[0]).into_bytes());
    let source = source.through(Map::named("acled").unwrap());
    let summary = database.try_load(&[source], true).unwrap();
    assert!(summary.notes[0].contains("not in this file, or refused: "), "{summary:?}");
    let part = acled(&mut database, "b.csv", &[event("SDN9", "Radio", "x", 2)]);
    assert_eq!(part.notes, [""; 0], "a file of other rows is no newer release");
}

#[test]
fn what_a_person_corrected_retracted_or_assessed_is_left_to_a_person() {
    for what in ["corrected", "retracted", "assessed"] {
        let is_corrected = what == "corrected";
        let mut database = Database::new();
        acled(&mut database, "a1.csv", &[event("SDN1", "Radio", "x", 2)]);
        let facts = database.store.select(&Filter::default()).unwrap().facts;
        let old = facts.into_iter().find(|fact| fact.fact.indicator == "killed").unwrap();
        let mut writer = database.store.begin().unwrap();
        if is_corrected {
            let correction = Correction { fact: old.uid, reason: "the list says so".into() };
            let mut draft = (*old.fact).clone();
            draft.replaces = Some(correction);
            let quantity = draft.quantity.as_mut().unwrap();
            (quantity.best, quantity.as_stated) = (Some(5.into()), "five".to_owned());
            writer.import_fact(&Fact::from_record(draft, None, None)).unwrap();
        } else if what == "retracted" {
            writer.retract_fact(old.uid, "another place").unwrap();
        } else {
            let disposition = Some(Disposition::Rejected);
            let reason = "no such event".to_owned();
            let rejected =
                Assessment { reliability: None, credibility: None, disposition, reason, by: None };
            writer.add_assessment(old.uid, &rejected).unwrap();
        }
        writer.commit(&recorder()).unwrap();
        let before = killed(&database);
        assert_eq!(counts(&acled(&mut database, "a1.csv", &[event("SDN1", "Radio", "x", 2)])).2, 2);
        if is_corrected {
            let same = acled(&mut database, "a5.csv", &[event("SDN1", "Radio", "x", 5)]);
            assert_eq!(counts(&same), (0, 0, 2), "{same:?}");
        }
        let rows = ACLED.to_owned() + &event("SDN1", "Radio", "x", 60);
        let source = Input::bytes("a2.csv", rows.into_bytes());
        let rejects = database.folder.path().join("rejects.csv");
        let source = source.through(Map::named("acled").unwrap());
        let summary = database.load_with_rejects(&[source], &rejects);
        assert_eq!(counts(&summary), (0, 0, 1), "{summary:?}");
        assert!(
            summary.refused[0].to_string().contains(&format!("of this row was {what}")),
            "{summary:?}"
        );
        assert_eq!(summary.refused[0].line, 2);
        assert_eq!(killed(&database), before);
        let kept = std::fs::read_to_string(&rejects).unwrap();
        assert!(kept.contains("SDN1,2025-10-26") && kept.contains("says something else"), "{kept}");
    }
}

const FEED: &str =
    "source_row_id,indicator,place_key,value_best,when_edtf,publisher,report_title,report_date\n";

#[test]
fn two_rows_of_a_file_with_one_id_correct_nothing_and_are_reported() {
    let mut database = Database::with_sample();
    let row =
        |id, figure, day| format!("{id},killed,aleppo,{figure},{day},VOA News,List,2017-01-01\n");
    let rows = |last: &str| {
        [FEED, &row("7", "2", "2016-10-24"), &row("7", "60", "2016-10-24"), last].concat()
    };
    let summary = database.load_rows(&rows(&row("8", "1", "2016-10-24")));
    assert_eq!(counts(&summary), (3, 0, 0), "{summary:?}");
    let told = "rows.csv:3: has the id of the row in line 2 and says something else";
    assert!(summary.notes.iter().any(|note| note.starts_with(told)), "{summary:?}");
    let again = database.load_rows(&rows(&row("8", "4", "2016-10-24")));
    assert_eq!(counts(&again), (0, 1, 2), "{again:?}");
    let repeated = rows(&row("8", "5", "2016-10-24").repeat(2));
    assert_eq!(counts(&database.load_rows(&repeated)), (0, 1, 3));
    let other = database.load_rows(&(FEED.to_owned() + &row("7", "61", "2016-10-24")));
    assert_eq!(counts(&other), (0, 1, 0), "{other:?}");
}

#[test]
fn the_stock_of_another_day_is_recorded_besides_the_older_one() {
    let mut database = Database::with_sample();
    let row = |figure, day| format!("k1,idps,aleppo,{figure},{day},VOA News,Figures,2017-01-01\n");
    database.load_rows(&(FEED.to_owned() + &row(100, "2016-10-01")));
    let later = database.load_rows(&(FEED.to_owned() + &row(150, "2016-11-01")));
    assert_eq!(counts(&later), (1, 0, 0), "{later:?}");
    assert!(
        later.notes[0].contains("1 figure of a recorded row is about another day"),
        "{later:?}"
    );
    let revised = database.load_rows(&(FEED.to_owned() + &row(160, "2016-11-01")));
    assert_eq!(counts(&revised), (0, 1, 0), "{revised:?}");
}

#[test]
fn an_export_of_corrected_rows_comes_back_whole_and_a_newer_database_adds_only_what_is_new() {
    let mut one = Database::new();
    acled(&mut one, "a1.csv", &[event("SDN1", "Radio", "x", 2)]);
    let first = one.folder.path().join("first.db");
    one.store.copy_to(&first).unwrap();
    acled(&mut one, "a2.csv", &[event("SDN1", "Radio", "x", 60)]);
    let mut other = Database::new();
    for path in [&first, &one.store.path().to_owned(), &first] {
        let sources = crate::import::sources(path, None).unwrap();
        let summary = other.try_load(&sources, true).unwrap();
        assert_eq!((summary.refused.len(), summary.updated), (0, 0), "{summary:?}");
        assert_eq!(summary.notes, [""; 0]);
    }
    assert_eq!(killed(&other), killed(&one));
}

#[test]
fn a_public_row_never_corrects_a_confidential_fact_nor_names_one() {
    let head = FEED.trim_end().to_owned() + ",confidentiality\n";
    let row = |id, figure, title, level| {
        format!("{id},killed,aleppo,{figure},2016-10-24,VOA News,{title},2017-01-01,{level}\n")
    };
    let mut database = Database::with_sample();
    let before = killed(&database).len();
    let secret = ["R1", "R2", "R3"].map(|id| row(id, 2, "Inside", "confidential"));
    assert_eq!(counts(&database.load_rows(&(head.clone() + &secret.concat()))), (3, 0, 0));
    database.store = Store::open(database.store.path()).unwrap().naming_nothing_confidential();
    let open = ["R1", "R2"].map(|id| row(id, 5, "For all", "public"));
    let summary = database.load_rows(&(head.clone() + &open.concat()));
    assert_eq!(counts(&summary), (2, 0, 0), "{summary:?}");
    assert!(!summary.notes.iter().any(|note| note.contains("recorded")), "{summary:?}");
    let public = Store::open(database.store.path()).unwrap().without_confidential().unwrap();
    let standing = public.select(&Filter::default()).unwrap().facts;
    let killed = standing.iter().filter(|fact| fact.fact.indicator == "killed");
    assert_eq!(killed.count(), before + 2);
    let newer = row("R1", 7, "Inside", "confidential");
    assert_eq!(counts(&database.load_rows(&(head.clone() + &newer))), (0, 1, 0));
    let facts = database.everything().facts;
    let seven = facts.iter().find(|fact| {
        fact.fact.quantity.as_ref().and_then(|it| it.best) == Some(7.into())
            && fact.fact.source_row_id.is_some()
    });
    let seven = seven.unwrap().uid;
    let mut writer = database.store.begin().unwrap();
    writer.retract_fact(seven, "another place").unwrap();
    writer.commit(&recorder()).unwrap();
    let summary = database.load_rows(&(head + &row("R1", 8, "Inside", "confidential")));
    let refused = summary.refused[0].to_string();
    assert!(refused.contains("a confidential fact of this row was retracted"), "{refused}");
    assert!(!refused.contains(&seven.short()), "{refused}");
}

#[test]
fn serial_numbers_of_two_data_sets_of_one_publisher_correct_nothing_and_are_reported() {
    let mut database = Database::with_sample();
    let list = |title, figure, day| {
        format!("{FEED}1,killed,aleppo,{figure},{day},VOA News,{title},2017-01-01\n")
    };
    database.load_rows(&list("Incidents of May", 12, "2016-05-02"));
    let june = database.load_rows(&list("Incidents of June", 40, "2016-06-11"));
    assert_eq!(counts(&june), (1, 0, 0), "{june:?}");
    assert!(june.notes[0].contains("1 fact has the id of a recorded row, but"), "{june:?}");
}

#[test]
fn facts_of_a_retracted_report_are_not_corrected_and_refuse_no_row() {
    let mut database = Database::with_sample();
    let list = |title, figure| {
        format!("{FEED}x:1,killed,aleppo,{figure},2016-05-02,VOA News,{title},2017-01-01\n")
    };
    database.load_rows(&list("First", 12));
    let facts = database.everything().facts;
    let first = facts.iter().find(|fact| fact.fact.source_row_id.is_some()).unwrap();
    let mut writer = database.store.begin().unwrap();
    writer.retract_report(&first.fact.report, "withdrawn").unwrap();
    writer.commit(&recorder()).unwrap();
    let second = database.load_rows(&list("Second", 40));
    assert_eq!((counts(&second), &second.refused[..]), ((1, 0, 0), &[][..]), "{second:?}");
    assert_eq!(counts(&database.load_rows(&list("Second", 41))), (0, 1, 0));
}

#[test]
fn two_claimants_with_one_id_say_nothing_else_of_the_same() {
    let mut database = Database::with_sample();
    let head = FEED.trim_end().to_owned() + ",claimant\n";
    let row = |figure, who| {
        format!("7,killed,aleppo,{figure},2016-10-24,VOA News,List,2017-01-01,{who}\n")
    };
    let rows = head + &row(9, "VOA News") + &row(20, "Iraqi Army");
    let summary = database.create_rows(&rows);
    assert_eq!(counts(&summary), (2, 0, 0), "{summary:?}");
    assert!(!summary.notes.iter().any(|note| note.contains("says something else")), "{summary:?}");
}

#[test]
fn a_row_with_an_id_is_reported_if_the_fact_is_recorded_without_one() {
    let mut database = Database::with_sample();
    let row = |id, figure, day| {
        format!("{FEED}{id},killed,aleppo,{figure},{day},VOA News,List,2017-01-01\n")
    };
    database.load_rows(&row("", 5, "2016-10-24"));
    let other = database.load_rows(&row("R0", 6, "2016-10-25"));
    assert!(!other.notes.iter().any(|note| note.contains("without the id")), "{other:?}");
    let summary = database.load_rows(&row("R1", 6, "2016-10-24"));
    assert_eq!(counts(&summary), (1, 0, 0), "{summary:?}");
    let told = "rows.csv: 1 fact recorded without the id of a row";
    assert!(summary.notes.iter().any(|note| note.starts_with(told)), "{summary:?}");
}
