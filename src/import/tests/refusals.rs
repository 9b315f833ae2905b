//! Tests of how rows with mistakes are refused, and with which message.

use crate::domain::number::Number;
use crate::import::tests::support::Database;
use crate::import::{Input, RecordKind, RowCounts};

const HEADER: &str = "indicator,place_key,report_key,value_as_stated,value_low,value_best,\
value_high,value_approximate,unit,status,stance,when_as_stated,when_edtf,start_earliest,claimant,\
via,quote,quote_check,replaces,replaces_reason,retracted,fact_id,publisher,report_title,report_date";

/// A good row of facts, with the cells in `column=value` pairs replaced.
fn row(pairs: &[(&str, &str)]) -> String {
    let columns: Vec<&str> = HEADER.split(',').collect();
    let good = [
        ("indicator", "trapped"),
        ("place_key", "eastern-aleppo"),
        ("report_key", "voa-2016-10-24"),
        ("value_best", "5"),
        ("when_edtf", "2016-10-24"),
    ];
    let cell = |column: &str| {
        let found = pairs.iter().chain(&good).find(|(name, _)| *name == column);
        found.map_or(String::new(), |(_, value)| format!("\"{}\"", value.replace('"', "\"\"")))
    };
    columns.into_iter().map(cell).collect::<Vec<_>>().join(",")
}

/// Pairs of a change to a good row and the beginning of the expected refusal.
type Mistake = (&'static [(&'static str, &'static str)], &'static str);

const MISTAKES: &[Mistake] = &[
    (&[("indicator", "")], "indicator: blank"),
    (&[("indicator", "traped")], "indicator: `traped` is not recorded; similar: "),
    (&[("place_key", "")], "place_key: blank, and so is place_name"),
    (&[("place_key", "Alepo")], "place_key: `Alepo` is not recorded; similar: "),
    (&[("report_key", "voa-2016-10-42")], "report_key: `voa-2016-10-42` is not recorded"),
    (&[("report_key", "")], "publisher: blank: without a report_key"),
    (
        &[
            ("report_key", "x"),
            ("publisher", "Nobody"),
            ("report_title", "T"),
            ("report_date", "2016-10-25"),
        ],
        "publisher: `Nobody` is not recorded",
    ),
    (
        &[
            ("report_key", "x"),
            ("publisher", "rfi"),
            ("report_title", "T"),
            ("report_date", "2016-02-30"),
        ],
        "report_date: ",
    ),
    (
        &[
            ("report_key", "x"),
            ("publisher", "rfi"),
            ("report_title", "T"),
            ("report_date", "2016-02-01/.."),
        ],
        "report_date: `2016-02-01/..` has no last day",
    ),
    (&[("value_best", "1,000")], "value_best: `1,000` is not a plain number"),
    (&[("value_best", "-5")], "value_best: best `-5` is below zero"),
    (&[("value_low", "9")], "value_best: low `9` is above best `5`"),
    (&[("value_approximate", "yes")], "value_approximate: `yes`: 1 or blank"),
    (&[("value_best", ""), ("value_approximate", "1")], "value_approximate: `1`, but the row"),
    (&[("unit", "hours")], "unit: value `hours` is a duration, and `trapped`"),
    (&[("value_best", ""), ("value_as_stated", "purple")], "value_as_stated: `purple` cannot"),
    (
        &[("value_best", ""), ("value_as_stated", "72 hours"), ("unit", "days")],
        "unit: `days`, and `72 hours` says hours",
    ),
    (&[("status", "over")], "status: `over` is not a status"),
    (&[("stance", "thinks")], "stance: `thinks` is not a stance"),
    (&[("when_edtf", "2016-02-30")], "when_edtf: "),
    (&[("when_edtf", ""), ("when_as_stated", "purple")], "when_as_stated: `purple` cannot"),
    (&[("when_edtf", ""), ("start_earliest", "2016-10-20")], "start_earliest: is derived"),
    (&[("claimant", "Nobody")], "claimant: `Nobody` is not recorded"),
    (&[("via", "afp | Nobody")], "via: `Nobody` is not recorded"),
    (&[("quote", "never said")], "quote: quote `never said` is not in the text of `voa"),
    (&[("quote_check", "sure")], "quote_check: `sure` is not a quote check"),
    (&[("replaces", "abc")], "replaces: `abc` is not a fact id"),
    (&[("replaces", "00112233445566778899aabbccddeeff")], "replaces_reason: blank"),
    (&[("replaces_reason", "typo")], "replaces: blank, but a reason"),
    (&[("fact_id", "xyz")], "fact_id: `xyz` is not a fact id"),
    (&[("indicator", "ceasefire"), ("value_best", ""), ("when_edtf", "")], "a fact needs a value"),
];

#[test]
fn every_mistake_in_a_row_names_its_line_its_column_and_a_reason() {
    let mut database = Database::with_sample();
    for (pairs, expected) in MISTAKES {
        let summary = database.load_rows(&format!("{HEADER}\n{}\n", row(pairs)));
        let said: Vec<_> = summary.refused.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1, "{expected}: {summary:?}");
        assert!(said[0].starts_with(&format!("rows.csv:2: {expected}")), "{}\n{expected}", said[0]);
        assert_eq!(summary.recorded(), 0, "{expected}");
    }
}

#[test]
fn all_faults_of_a_row_are_reported_at_once() {
    let mut database = Database::with_sample();
    let wrong = row(&[
        ("indicator", "traped"),
        ("place_key", "Alepo"),
        ("value_best", "1,000"),
        ("when_edtf", "2016-02-30"),
        ("claimant", "Nobody"),
        ("via", "Who | Whom"),
        ("stance", "thinks"),
    ]);
    // The fault of the fact is found only after the unknown place.
    let behind = row(&[("place_key", "Alepo"), ("unit", "hours")]);
    let rejects = database.folder.path().join("rejects.csv");
    let rows = format!("{HEADER}\n{wrong}\n{behind}\n");
    let summary = database.load_rows(&rows);
    let said: Vec<_> = summary.refused.iter().map(ToString::to_string).collect();
    let columns = |line: u64| {
        let mut columns: Vec<_> =
            summary.refused.iter().filter(|it| it.line == line).flat_map(|it| &it.column).collect();
        columns.sort();
        columns
    };
    let expected =
        ["claimant", "indicator", "place_key", "stance", "value_best", "via", "via", "when_edtf"];
    assert_eq!(columns(2), expected, "{said:?}");
    assert_eq!(columns(3), ["place_key", "unit"], "{said:?}");
    assert_eq!(summary.refused_rows, 2);
    database.load_with_rejects(&[Input::bytes("f.csv", rows.into_bytes())], &rejects);
    let written = std::fs::read_to_string(&rejects).unwrap();
    let reasons = written.lines().nth(1).unwrap();
    assert!(
        reasons.contains("stance: `thinks`") && reasons.contains("; and when_edtf: "),
        "{reasons}"
    );
    assert_eq!(database.store.find_place("Alepo").ok().map(|found| found.row.key), None);
}

#[test]
fn good_rows_are_recorded_even_if_others_are_refused() {
    let mut database = Database::with_sample();
    let rows = [
        row(&[("status", "over")]),
        row(&[]),
        row(&[("quote", "never said")]),
        row(&[("quote", "never said"), ("quote_check", "unchecked")]),
    ];
    let summary = database.load_rows(&format!("{HEADER}\n{}\n", rows.join("\n")));
    assert_eq!(summary.refused.iter().map(|r| r.line).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(summary.rows_of(RecordKind::Fact), RowCounts { new: 2, known: 0 });
}

#[test]
fn similar_names_are_listed_as_long_as_somebody_reads_them() {
    let mut database = Database::with_sample();
    let rows: Vec<String> =
        (0..30).map(|at| row(&[("place_key", format!("Alepo{at}").as_str())])).collect();
    let known = row(&[("place_key", "Halab")]);
    let summary = database.load_rows(&format!("{HEADER}\n{}\n{known}\n", rows.join("\n")));
    assert_eq!(summary.refused.len(), 30);
    let hinted = summary.refused.iter().filter(|r| r.to_string().contains("similar: `Aleppo"));
    assert_eq!(hinted.map(|refused| refused.line).collect::<Vec<_>>(), (2..22).collect::<Vec<_>>());
    assert!(summary.refused[29].to_string().contains("`Alepo29` is not recorded; add it with"));
    assert_eq!(summary.rows_of(RecordKind::Fact).new, 1, "a known name is found all the same");
}

#[test]
fn words_are_read_on_the_day_of_their_report() {
    let mut database = Database::with_sample();
    let rows = row(&[
        ("value_best", ""),
        ("value_as_stated", "as many as 250,000 civilians"),
        ("when_edtf", ""),
        ("when_as_stated", "since early July"),
    ]);
    let summary = database.load_rows(&format!("{HEADER}\n{rows}\n"));
    assert_eq!(summary.refused, []);
    let facts = database.everything().facts;
    let fact = facts.iter().map(|f| &f.fact).find(|fact| {
        fact.quantity.as_ref().is_some_and(|q| q.as_stated == "as many as 250,000 civilians")
    });
    let fact = fact.unwrap();
    let quantity = fact.quantity.as_ref().unwrap();
    assert_eq!((quantity.high.map(Number::get), quantity.best), (Some(250_000.0), None));
    assert_eq!((quantity.unit.as_str(), fact.scope.as_deref()), ("people", Some("civilians")));
    assert_eq!(fact.when.as_ref().unwrap().expression.to_string(), "[2016-07-01..2016-07-10]/..");
}

#[test]
fn a_stated_id_with_another_content_is_refused_where_that_fact_is_recorded() {
    let mut database = Database::with_sample();
    let id = database.everything().facts[0].uid.to_string();
    let summary = database.load_rows(&format!("{HEADER}\n{}\n", row(&[("fact_id", &id)])));
    assert!(summary.refused[0].what.contains("use `factline correct`"), "{summary:?}");
    let mut other = Database::with_sample();
    let unknown = "00112233445566778899aabbccddeeff";
    let summary = other.load_rows(&format!("{HEADER}\n{}\n", row(&[("fact_id", unknown)])));
    assert_eq!(summary.rows_of(RecordKind::Fact).new, 1, "{summary:?}");
}

#[test]
fn what_rows_name_is_made_only_on_demand_and_listed() {
    let mut database = Database::with_sample();
    let rows = "indicator,value_best,when_edtf,place_name,place_kind,admin1_code,admin1_name,\
                location_code,latitude,longitude,claimant,via,publisher,report_title,report_date\n\
                killed,3,2016-10-20,Azaz Camp,camp,SY02,Aleppo,SYR,36.6,37.1,A Doctor,A Nurse | A Doctor,The Paper,Dead,2016-10-21\n\
                killed,x,2016-10-20,Other Camp,camp,,,,,,Somebody,,The Paper,Dead,2016-10-21\n";
    assert_eq!(database.load_rows(rows).refused_rows, 2);
    let summary = database.create_rows(rows);
    assert_eq!(summary.refused.len(), 1, "{summary:?}");
    let made: Vec<_> = summary.created.iter().map(|made| made.key.as_str()).collect();
    assert_eq!(made, ["the-paper", "a-doctor", "a-nurse", "azaz-camp", "the-paper-2016-10-21"]);
    let camp = database.store.find_place("azaz camp").unwrap().row;
    assert_eq!(camp.parent.as_deref(), Some("sy02"));
    assert_eq!(camp.country.as_deref(), Some("SYR"));
    assert_eq!(database.create_rows(rows).recorded(), 0);
}

#[test]
fn reference_rows_that_differ_are_refused_and_parents_may_come_later() {
    let mut database = Database::new();
    let rows = "key,name,kind,parent,country\nb,B,part,a,\na,A,city,,SYR\nx,X,area,y,\ny,Y,area,x,\nz,Z,area,gone,\n";
    let summary = database.load_rows(rows);
    assert_eq!(summary.rows_of(RecordKind::Place).new, 2);
    let said: Vec<_> = summary.refused.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|s| s.contains("parents form a circle")), "{said:?}");
    assert!(said.iter().any(|s| s.starts_with("rows.csv:6: parent: `gone`")), "{said:?}");
    let summary = database.load_rows("key,name,kind,parent,country\na,A,town,,SYR\n");
    let said = summary.refused[0].to_string();
    assert_eq!(
        said,
        "rows.csv:2: kind: place `a` differs: recorded with `city`, here `town`; use `factline place edit`"
    );
}

#[test]
fn a_text_that_a_row_names_must_lie_below_its_file() {
    let mut database = Database::with_sample();
    let folder = database.folder.path().to_owned();
    std::fs::write(folder.join("t.txt"), "eight corridors").unwrap();
    let rows = "key,publisher,title,published,text_file\na,rfi,A,2016-10-20,t.txt\n\
                b,rfi,B,2016-10-20,../t.txt\nc,rfi,C,2016-10-20,/etc/hostname\nd,rfi,D,2016-10-20,no.txt\n";
    std::fs::write(folder.join("reports.csv"), rows).unwrap();
    let source = crate::import::Input::file(folder.join("reports.csv")).unwrap();
    let summary = database.load(&[source]);
    let lines: Vec<_> = summary.refused.iter().map(|refused| refused.line).collect();
    assert_eq!((lines, summary.rows_of(RecordKind::Report).new), (vec![3, 4, 5], 1), "{summary:?}");
    assert_eq!(database.store.report_text("a").unwrap().unwrap().text, "eight corridors");
}

#[test]
fn an_indicator_without_a_unit_or_with_no_hashtag_is_refused_and_the_next_row_goes_in() {
    let rows = "key,label,definition,measures,nature,unit,hxl_tag\n\
                wells,wells,holes with water,count,stock,,#wash\n\
                pumps,pumps,what lifts water,count,stock,pumps,wash\n\
                tanks,tanks,what holds water,count,stock,tanks,#wash\n";
    let summary = Database::new().load_rows(rows);
    assert_eq!(
        summary.refusals(),
        [
            "rows.csv:2: unit: blank, but an indicator that measures a count needs a unit",
            "rows.csv:3: hxl_tag: `wash` is not a hashtag: a hashtag starts with `#`",
        ]
    );
    assert_eq!(summary.rows_of(RecordKind::Indicator).new, 1);
}

const LINKED: &str = "indicator,place_name,value_best,publisher,report_title,report_date,report_url,\
                      when_as_stated\n";

#[test]
fn a_placeholder_instead_of_a_link_does_not_make_two_reports_one() {
    let mut database = Database::new();
    let rows = "killed,A,7,Radio One,Morning,2024-05-01,N/A,yesterday\n\
                killed,A,8,Agency Two,Evening,2024-05-10,-,yesterday\n\
                killed,A,9,Daily Three,Weekly,2024-06-20,see the site,yesterday\n\
                killed,A,9,P,Alert 5,2024-06-20,https://d.example/#/5,yesterday\n\
                killed,B,9,P,Alert 6,2024-06-20,https://d.example/#/6,yesterday\n";
    let summary = database.create_rows(&format!("{LINKED}{rows}"));
    let said: Vec<String> = summary.refused.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("rows.csv:4: report_url: `see the site` is not a link"),
        "{}",
        said[0]
    );
    assert_eq!(database.store.reports().unwrap().len(), 4);
    let list = "key,publisher,title,published,url\na,P,A,2024-05-01,n/a\n,P,B,2024-05-01,see B\n";
    let summary = database.load_rows(list);
    assert_eq!((summary.recorded(), summary.refused.len()), (1, 1), "{summary:?}");
}

#[test]
fn a_row_that_contradicts_the_report_of_its_link_is_reported_once() {
    let mut database = Database::new();
    let row = |publisher: &str, title: &str| {
        format!("killed,A,7,{publisher},{title},2024-05-02,https://d.example/5,yesterday\n")
    };
    let (same, other) = (row("P", "alert 5"), row("Q", "Case 7"));
    let rows = format!("{LINKED}{}{same}{other}{other}", row("P", "Alert 5"));
    let notes = database.create_rows(&rows).notes.join("\n");
    assert_eq!(notes.matches("its link is that of report `p-2024-05-02`").count(), 2, "{notes}");
    assert!(
        notes.contains("rows.csv:4: its link") && notes.contains("the title there is `Alert 5`")
    );
}

#[test]
fn a_row_with_another_date_than_the_report_of_its_link_is_reported() {
    let row = |day: u32, more: &str| {
        format!("killed,A,{day},P,Sitrep,2016-03-{day},https://ex.org/9,yesterday{more}\n")
    };
    for (column, cell, key) in [("", "", "p-2016-03-10"), (",report_key", ",mine", "mine")] {
        let header = LINKED.trim_end();
        let rows = [10, 10, 17, 17].map(|day| row(day, cell)).concat();
        let summary = Database::new().create_rows(&format!("{header}{column}\n{rows}"));
        let told = format!(
            "rows.csv:4: its link is that of report `{key}`, where its fact is recorded: the date there is `2016-03-10`, and here `2016-03-17`"
        );
        let of_link: Vec<_> = summary.notes.iter().filter(|it| it.contains("its link")).collect();
        assert_eq!(of_link, [&told], "{summary:?}");
    }
}
