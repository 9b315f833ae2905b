//! Tests that an exported database can be imported without loss and without duplicates.

use crate::domain::fact::{Correction, Draft, Stance, Status};
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::quantity::{Per, Quantity};
use crate::domain::report::Confidentiality;
use crate::domain::when::When;
use crate::export::Options;
use crate::import::sample;
use crate::import::tests::support::{Database, recorder, written};
use crate::import::tests::world::hours;
use crate::import::{RecordKind, RowCounts};
use crate::wire::Column;
use proptest::prelude::*;

#[test]
fn the_columns_are_in_their_documented_order() {
    let documented = "fact_id,indicator,indicator_label,scope,value_as_stated,value_low,\
value_best,value_high,value_approximate,unit,status,stance,when_as_stated,when_edtf,\
start_earliest,start_latest,end_earliest,end_latest,location_code,admin1_code,admin1_name,\
admin2_code,admin2_name,place_key,place_name,place_kind,latitude,longitude,claimant,via,origin,\
thread,publisher,report_key,report_title,report_date,report_url,archive_url,quote,quote_check,\
comment,replaces,retracted,recorded_at,recorded_by,indicator_as_stated,claimant_verb,\
replaces_reason,claimant_key,via_keys,publisher_key,place_parent_key,report_replaces,report_retracted,\
reliability,credibility,disposition,assessment_reason,assessments_before,retractions_before,\
confidentiality,source_row_id,report_date_edtf,out_of,per,time_of_day,assessed_by";
    let names: Vec<_> = Column::ALL.iter().map(|column| column.name()).collect();
    assert_eq!(names.join(","), documented);
    assert_eq!(
        written(&Database::new(), &Filter::default(), Options::default()),
        format!("{documented}\n")
    );
}

#[test]
fn importing_the_sample_or_its_export_again_adds_nothing() {
    let mut database = Database::with_sample();
    let before = database.export();
    let again = database.load(&sample::sources());
    assert_eq!((again.recorded(), again.refused.as_slice()), (0, [].as_slice()));
    let summary = database.load_rows(&before);
    assert_eq!((summary.recorded(), summary.refused.as_slice()), (0, [].as_slice()));
    assert_eq!(summary.rows_of(RecordKind::Fact).known, database.everything().facts.len());
    assert_eq!(summary.notes, [] as [String; 0]);
}

#[test]
fn an_export_fills_an_empty_database_with_the_same_facts_and_rows() {
    let source = Database::with_sample();
    let mut copy = Database::new();
    let summary = copy.create_rows(&source.export());
    assert_eq!(summary.refused, []);
    let uids = |database: &Database| {
        let mut uids: Vec<_> = database.everything().facts.iter().map(|f| f.uid).collect();
        uids.sort();
        uids
    };
    assert_eq!(uids(&copy), uids(&source));
    assert_eq!(copy.create_rows(&source.export()).recorded(), 0);
}

#[test]
fn a_retraction_is_exported_and_never_made_for_a_fact_that_counts() {
    let mut source = Database::with_sample();
    let standing = source.export();
    let uid = source.everything().facts[0].uid;
    let mut writer = source.store.begin().unwrap();
    writer.retract_fact(uid, "=wrong").unwrap();
    writer.commit(&recorder()).unwrap();
    let retracted = source.export();
    assert!(retracted.contains("'=wrong"));
    let mut copy = Database::with_sample();
    let summary = copy.load_rows(&retracted);
    assert_eq!(summary.refused.len(), 1, "{summary:?}");
    assert!(summary.refused[0].what.contains("use `factline retract"));
    let mut empty = Database::new();
    let summary = empty.create_rows(&retracted);
    assert_eq!(summary.rows_of(RecordKind::Retraction), RowCounts { new: 1, known: 0 });
    assert_eq!(source.load_rows(&standing).recorded(), 0);
    assert_eq!(source.load_rows(&retracted).recorded(), 0);
}

#[test]
fn spreadsheet_formulas_are_guarded_unless_asked_not_to_be() {
    let mut database = Database::with_sample();
    database.load_rows("indicator,place_key,report_key,status,when_edtf,comment\nceasefire,aleppo,voa-2016-10-24,ended,2016-10,'=1+1\n");
    let (filter, options) = (Filter::default(), Options::default());
    assert!(written(&database, &filter, options).contains("'=1+1"));
    let options = Options { raw: true, ..options };
    assert!(written(&database, &filter, options).contains(",=1+1,"));
}

#[test]
fn actors_of_one_name_are_written_with_their_keys() {
    let mut database = Database::with_sample();
    database.load_rows("key,name,kind\nother-afp,AFP,media\n");
    let rows = "indicator,place_key,report_key,status,when_edtf,claimant,via\n\
                ceasefire,aleppo,voa-2016-10-24,ended,2016-10,afp,other-afp | united-nations\n";
    assert_eq!(database.load_rows(rows).refused, []);
    let export = database.export();
    assert!(export.contains(",AFP,AFP | United Nations,"), "{export}");
    assert!(export.contains(",afp,other-afp | united-nations,"), "{export}");
    assert_eq!(database.load_rows(&export).recorded(), 0);
    let edited = export.replace(",AFP,AFP |", ",OCHA,AFP |");
    let summary = database.load_rows(&edited);
    assert_eq!(summary.refused.len(), 1, "a name and a key of two actors are refused");
}

#[test]
fn a_namesake_that_was_not_exported_does_not_get_in_the_way() {
    let mut database = Database::with_sample();
    let export = database.export();
    database.load_rows("key,name,kind\nother-un,United Nations,other\n");
    let summary = database.load_rows(&export);
    assert_eq!((summary.recorded(), summary.refused.as_slice()), (0, [].as_slice()));
}

/// Text with characters that are special in CSV, spreadsheets or terminals.
fn words() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        ',', '"', '\'', '=', '+', '-', '@', '|', ';', '\n', '\t', ' ', 'a', 'Z', '7', 'ح', 'é',
        '\u{202e}', '🏥',
    ]);
    prop::collection::vec(signs, 1..12)
        .prop_map(|signs| signs.into_iter().collect::<String>().trim().to_owned())
        .prop_filter("something is said", |words| !words.is_empty())
}

fn quantity() -> impl Strategy<Value = Quantity> {
    let figure = || prop::option::of((0u32..5_000_000).prop_map(|n| f64::from(n) / 4.0));
    let per = prop::option::of(prop::sample::select(Per::ALL.to_vec()));
    let whole = prop::option::of((5_000_000u32..6_000_000).prop_map(Number::from));
    (figure(), figure(), figure(), any::<bool>(), words(), (whole, per)).prop_map(
        |(a, b, c, approximate, said, (out_of, per))| {
            let mut figures: Vec<f64> = [a, b, c].into_iter().flatten().collect();
            figures.sort_by(f64::total_cmp);
            let mut next = figures.into_iter();
            let mut take =
                |stated: bool| stated.then(|| next.next()).flatten().and_then(Number::new);
            Quantity {
                as_stated: said,
                low: take(a.is_some()),
                best: take(b.is_some()),
                high: take(c.is_some()),
                approximate,
                unit: "people".to_owned(),
                out_of,
                per,
            }
        },
    )
}

fn draft() -> impl Strategy<Value = Draft> {
    let place = prop::sample::select(vec!["aleppo", "eastern-aleppo", "sy02", "syria"]);
    let report = prop::sample::select(vec!["voa-2016-10-24", "rfi-2016-10-20"]);
    let actors = || prop::sample::select(vec!["united-nations", "kremlin", "witnesses", "afp"]);
    let when = prop::sample::select(vec![
        "2016-10-24",
        "2016-07~",
        "[2016-07-01..2016-07-10]/..",
        "2016-10-20/2016-10-22",
        "2016-21",
    ]);
    let names = (
        place,
        report,
        prop::collection::vec(actors(), 0..3),
        prop::collection::vec(actors(), 0..3),
    );
    let said = (prop::option::of(quantity()), when, prop::option::of(words()), hours());
    let texts = prop::collection::vec(prop::option::of(words()), 7);
    let stand = (
        prop::sample::select(Stance::ALL.to_vec()),
        prop::option::of(prop::sample::select(Status::ALL.to_vec())),
    );
    let replaces = prop::option::of((any::<[u8; 16]>(), words()));
    (names, said, texts, stand, replaces).prop_map(|(names, said, texts, stand, replaces)| {
        let (place, report, claimants, via) = names;
        let [scope, term, verb, thread, origin, comment, source_row_id] = texts.try_into().unwrap();
        Draft {
            scope,
            term,
            stance: stand.0,
            status: stand.1,
            quantity: said.0,
            when: Some(When::new(said.1.parse().unwrap(), said.2.unwrap_or_default())),
            time_of_day: said.3,
            claimants: claimants.into_iter().map(str::to_owned).collect(),
            verb,
            via: via.into_iter().map(str::to_owned).collect(),
            thread,
            origin,
            comment,
            replaces: replaces.map(|(fact, reason)| Correction { fact: Uid(fact), reason }),
            source_row_id,
            ..Draft::new(report, "trapped", place)
        }
    })
}

/// Records drafts as facts, without looking for their quotes.
fn record(database: &mut Database, drafts: Vec<Draft>) {
    let indicator = database.store.find_indicator("trapped").unwrap().row;
    let reports = database.store.reports().unwrap();
    let mut writer = database.store.begin().unwrap();
    for draft in drafts {
        let report = reports.iter().find(|report| report.key == draft.report).unwrap();
        let fact = draft.check(&indicator, report, None, true).unwrap();
        writer.import_fact(&fact).unwrap();
    }
    writer.commit(&recorder()).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn export_import_export_is_export(drafts in prop::collection::vec(draft(), 1..30)) {
        let mut source = Database::with_sample();
        record(&mut source, drafts);
        let export = source.export();
        let summary = source.load_rows(&export);
        prop_assert_eq!((summary.recorded(), summary.refused.as_slice()), (0, [].as_slice()));
        let mut copy = Database::with_sample();
        let summary = copy.load_rows(&export);
        prop_assert_eq!(summary.refused.as_slice(), [].as_slice());
        prop_assert_eq!(copy.export(), export);
    }
}

#[test]
fn who_may_see_a_report_comes_back_and_no_import_changes_it() {
    let head = "indicator,place_key,publisher,report_title,report_date,when_edtf,value_best,confidentiality\n";
    let row = |value: u32, level: &str| {
        format!("{head}killed,aleppo,VOA,The list,2016-10-24,2016-10,{value},{level}\n")
    };
    let level = |database: &Database| {
        let reports = database.store.reports().unwrap();
        reports.into_iter().find(|report| report.title == "The list").unwrap().confidentiality
    };
    let mut database = Database::with_sample();
    assert_eq!(database.load_rows(&row(1, "confidential")).refused, []);
    assert_eq!(level(&database), Some(Confidentiality::Confidential));
    // A blank cell does not contradict the recorded confidentiality; any other word does.
    assert_eq!(database.load_rows(&row(2, "")).refused, []);
    let refused = database.load_rows(&row(3, "public")).refused;
    let why = "recorded with `confidential`, here `public`";
    assert!(refused.len() == 1 && refused[0].to_string().contains(why), "{refused:?}");
    assert_eq!(level(&database), Some(Confidentiality::Confidential));
    let mut copy = Database::new();
    assert_eq!(copy.create_rows(&database.export()).refused, []);
    assert_eq!(level(&copy), Some(Confidentiality::Confidential));
    // A confidential fact must not be recorded under a report that is less confidential.
    let refused = database.load_rows(&row(4, "internal").replace("The list", "Other")).refused;
    assert_eq!(refused, []);
    let refused = database.load_rows(&row(5, "confidential").replace("The list", "Other")).refused;
    assert!(refused[0].to_string().contains("with `internal`, here `confidential`"));
}

#[test]
fn a_list_of_reports_with_another_confidentiality_is_refused() {
    let list = |level: &str| {
        let head = "key,publisher,title,published,confidentiality";
        format!("{head}\nlist,VOA,The list,2016-10-24,{level}\n")
    };
    let mut database = Database::with_sample();
    for (level, refused) in
        [("confidential", 0), ("", 0), ("confidential", 0), ("public", 1), ("internal", 1)]
    {
        assert_eq!(database.load_rows(&list(level)).refused.len(), refused, "{level}");
    }
}

#[test]
fn the_report_date_is_a_day_or_blank_and_another_column_has_its_edtf() {
    let header = "indicator,place_name,value_best,when_edtf,publisher,report_title,report_date,\
                  report_date_edtf";
    let row = |number: u32, day: &str, edtf: &str| {
        format!("killed,A,{number},2015-05-01,P,T{number},{day},{edtf}\n")
    };
    let good = [
        row(1, "2016-10-24", ""),
        row(2, "2016-10", ""),
        row(3, "", "2016-10"),
        row(4, "2016-10-24", "2016-10-24~"),
        row(5, "undated", ""),
        row(6, "2016-10", "2016-10"),
    ];
    let bad = [row(7, "2016-10-24", "2016-10"), row(8, "2016-10-24", "XXXX"), row(9, "", "")];
    let mut database = Database::new();
    let summary = database.create_rows(&format!("{header}\n{}{}", good.concat(), bad.concat()));
    assert_eq!(
        summary.refused.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "rows.csv:8: report_date: `2016-10-24`, and report_date_edtf says `2016-10`",
            "rows.csv:9: report_date: `2016-10-24`, and report_date_edtf says `XXXX`",
            "rows.csv:10: report_date: blank: without a report_key or report_url that is recorded, a row needs \
             publisher, report_title and report_date",
        ]
    );
    let export = database.export();
    let mut rows = csv::Reader::from_reader(export.as_bytes());
    let at = |column: Column| Column::ALL.iter().position(|other| *other == column).unwrap();
    let (day, edtf) = (at(Column::ReportDate), at(Column::ReportDateEdtf));
    let records: Vec<_> = rows.records().map(Result::unwrap).collect();
    let dates: Vec<_> = records.iter().map(|row| [&row[day], &row[edtf]]).collect();
    assert_eq!(
        dates,
        [
            ["2016-10-24", "2016-10-24"],
            ["", "2016-10"],
            ["", "2016-10"],
            ["2016-10-24", "2016-10-24~"],
            ["", "XXXX"],
            ["", "2016-10"],
        ]
    );
    let again = database.load_rows(&export);
    assert_eq!((again.refused.len(), again.recorded()), (0, 0), "{again:?}");
    let mut copy = Database::new();
    copy.create_rows(&export);
    assert_eq!(copy.export(), export);
    // Exports of older versions have EDTF in report_date, and no column report_date_edtf.
    let mut before = csv::Writer::from_writer(Vec::new());
    for record in std::iter::once(rows.headers().unwrap()).chain(&records) {
        let cells = record.iter().enumerate().filter(|(at, _)| *at != edtf);
        let old = |at: usize, cell| if at == day { &record[edtf] } else { cell };
        before.write_record(cells.map(|(at, cell)| old(at, cell))).unwrap();
    }
    let before = String::from_utf8(before.into_inner().unwrap()).unwrap();
    let before = before.replace("report_date_edtf", "report_date");
    assert!(before.starts_with("fact_id,") && before.contains(",report_date,"));
    let again = database.load_rows(&before);
    assert_eq!((again.refused.len(), again.recorded()), (0, 0), "{again:?}");
}
