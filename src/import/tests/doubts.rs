//! Tests of doubts about rows: they are recorded, and a note names them.

use crate::import::tests::support::Database;

const HEADER: &str =
    "indicator,place_key,report_key,scope,value_best,unit,when_edtf,quote,quote_check";

/// Imports rows into the sample. Returns the notes, without the names of files.
fn told(database: &mut Database, rows: &[String]) -> Vec<String> {
    let summary = database.load_rows(&format!("{HEADER}\n{}\n", rows.join("\n")));
    assert_eq!(summary.refusals(), [] as [String; 0]);
    assert_eq!(summary.recorded(), rows.len());
    summary.notes.iter().map(|note| note.replace("rows.csv:", "")).collect()
}

fn row(indicator: &str, figure: u32, more: &str) -> String {
    format!("{indicator},aleppo,voa-2016-10-24,,{figure},{more},2016-10-20,,")
}

#[test]
fn a_figure_far_above_all_others_of_the_file_or_the_database_is_reported() {
    let mut database = Database::with_sample();
    let rows = [12, 1_200, 7].map(|figure| row("missing", figure, ""));
    let far = "is at least a hundred times any other figure of `missing` at `aleppo`";
    assert_eq!(told(&mut database, &rows), [format!("3: 1200 {far} (12)")]);
    assert_eq!(told(&mut database, &[row("missing", 119_000, "")]), [] as [String; 0]);
    assert_eq!(
        told(&mut database, &[row("missing", 12_000_000, "")]),
        [format!("2: 12000000 {far} (119000)")]
    );
    // Another unit, another place and another indicator are not compared with it.
    let rows = [row("missing", 1, "families"), row("detained", 5, ""), row("detained", 499, "")];
    let unit =
        "2: `families` is not a unit of `missing` (people): its figures are a separate series";
    assert_eq!(told(&mut database, &rows), [unit]);
}

#[test]
fn key_figures_are_compared_within_their_name() {
    let mut database = Database::with_sample();
    let figure = |name: &str, figure: u32| {
        format!("key-figure,aleppo,voa-2016-10-24,{name},{figure},,2016-10-20,,")
    };
    let rows = [figure("Tents", 5), figure("Population", 2_000_000), figure("Tents", 600)];
    let notes = told(&mut database, &rows);
    assert!(notes.len() == 1 && notes[0].starts_with("4: 600 is at least"), "{notes:?}");
}

#[test]
fn a_value_that_is_not_in_its_quote_and_a_past_event_after_its_report_raise_doubts() {
    let mut database = Database::with_sample();
    let rows = [
        "trapped,aleppo,voa-2016-10-24,,8,,2016-10-20,300 people,unchecked".to_owned(),
        "trapped,aleppo,voa-2016-10-24,,12,,2016-10-20,a dozen people,unchecked".to_owned(),
        "missing,aleppo,voa-2016-10-24,,3,,2016-10-20/2016-10-30,,".to_owned(),
    ];
    assert_eq!(
        told(&mut database, &rows),
        [
            "2: the value `8` is not in its quote, which says `300 people`",
            "4: when `2016-10-20/2016-10-30` ends after its report, on 2016-10-30, and is stated as having happened",
        ]
    );
    let export = database.export();
    assert_eq!(database.load_rows(&export).notes, [] as [String; 0]);
    let mut copy = Database::new();
    assert_eq!(copy.create_rows(&export).notes.iter().filter(|it| it.contains("300")).count(), 0);
}
