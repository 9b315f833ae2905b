//! Tests of rows that state parts, rates, several figures, a first event, several claimants and hours.

use crate::domain::filter::Filter;
use crate::import::tests::support::{Database, facts};

const HEADER: &str = "indicator,place_name,publisher,report_title,report_date,when_as_stated,value_as_stated,claimant,quote,unit,value_best,out_of,per,time_of_day";
const COLUMNS: [&str; 8] =
    ["scope", "value_best", "out_of", "unit", "per", "when_edtf", "time_of_day", "claimant"];

/// Imports a row, with these cells from `indicator` and from `when_as_stated` on, twice: the second time it adds
/// nothing. Returns the columns of its facts, or why it is refused.
fn told(indicator: &str, cells: &str) -> Vec<String> {
    let mut database = Database::new();
    let row = format!("{HEADER}\n{indicator},Ghouta,VOA,Aid turned back,2018-03-06,{cells}\n");
    let summary = database.create_rows(&row);
    if !summary.refused.is_empty() {
        assert_eq!(database.everything().facts, []);
        return summary
            .refused
            .iter()
            .map(|it| it.to_string().replace("rows.csv:2: ", ""))
            .collect();
    }
    assert_eq!(database.create_rows(&row).recorded(), 0, "{cells}");
    let mut copy = Database::new();
    copy.create_rows(&database.export());
    let uids = |database: &Database| {
        let all = database.store.select(&Filter::default()).unwrap();
        let mut uids: Vec<_> = all.facts.iter().map(|fact| fact.uid).collect();
        uids.sort();
        uids
    };
    assert_eq!(uids(&copy), uids(&database), "{cells}");
    facts(&database, &COLUMNS)
}

#[test]
fn every_figure_of_a_row_is_a_fact_that_comes_back() {
    for (indicator, cells, expected) in [
        ("trucks", "Monday,14 of 46 trucks,,,,,,,", &["; 14; 46; trucks; ; 2018-03-05; ; "][..]),
        ("aid-delivery", "Monday,64 out of 80,,,,,,,", &["; 64; 80; convoys; ; 2018-03-05; ; "]),
        (
            "aid-delivery",
            "Monday,70 percent of the planned supplies,,,,,,,",
            &["; 70; ; percent; ; 2018-03-05; ; "],
        ),
        ("trucks", "Monday,,,,trucks,14,46,,", &["; 14; 46; trucks; ; 2018-03-05; ; "]),
        ("trucks", "in February,54 trucks a day,,,,,,,", &["; 54; ; trucks; day; 2018-02; ; "]),
        ("trucks", "in February,,,,trucks,54,,day,", &["; 54; ; trucks; day; 2018-02; ; "]),
        (
            "displaced",
            "yesterday,\"16,000 people (3,000 households)\",,,,,,,",
            &["; 16000; ; people; ; 2018-03-05; ; ", "; 3000; ; households; ; 2018-03-05; ; "],
        ),
        (
            "killed",
            "yesterday,\"a thousand, including 200 children\",,,,,,,",
            &["; 1000; ; people; ; 2018-03-05; ; ", "children; 200; ; people; ; 2018-03-05; ; "],
        ),
        (
            "aid-delivery",
            "5 March,the first convoy since late November,OCHA,\"the first, it said\",,,,,",
            &[
                "; 0; ; convoys; ; [2017-11-21..2017-11-30]/2018-03-04; ; OCHA",
                "; 1; ; convoys; ; 2018-03-05; ; OCHA",
            ],
        ),
        (
            "ceasefire",
            "from 27 February,30-day,Sweden | Kuwait,,,,,,",
            &["; 30; ; days; ; 2018-02-27/..; ; Kuwait | Sweden"],
        ),
        (
            "shelling",
            "between 10:00 and 12:00 on Monday,,,,,,,,",
            &["; ; ; ; ; 2018-03-05; 10:00/12:00; "],
        ),
        ("shelling", "Monday,,,,,,,,9 am to 2 pm", &["; ; ; ; ; 2018-03-05; 09:00/14:00; "]),
    ] {
        assert_eq!(told(indicator, cells), expected, "{cells}");
    }
}

#[test]
fn a_row_of_several_facts_is_refused_whole() {
    for (indicator, cells, why) in [
        (
            "trucks",
            "Monday,10 full trucks and four partial,,,,,,,",
            "value_as_stated: `10 full trucks and four partial` cannot be read: `and` is not \
             understood",
        ),
        (
            "displaced",
            "yesterday,\"16,000 (15,000 people)\",,,,,,,",
            "value_as_stated: value `15,000 people` states two figures in people",
        ),
        (
            "killed",
            "yesterday,\"40 people, including 3 trucks\",,,,,,,",
            "value_as_stated: value `3 trucks` is a count of things",
        ),
        (
            "trapped",
            "yesterday,the first people since Friday,,,,,,,",
            "value_as_stated: `trapped` is a stock: only an event or a flow",
        ),
        (
            "aid-delivery",
            "yesterday,the first convoy since the start of the war,,,,,,,",
            "value_as_stated: `since the start of the war`: not understood",
        ),
        ("trucks", "yesterday,47 of 46 trucks,,,,,,,", "value_as_stated: "),
        ("trucks", "yesterday,,,,trucks,47,46,,", "value_best: best `47` is above the whole `46`"),
        ("trucks", "yesterday,,,,percent,70,-46,,", "out_of: the whole `-46` is below zero"),
        (
            "trucks",
            "yesterday,14 of 46 trucks,,,,,50,,",
            "out_of: `50`, and `14 of 46 trucks` says 46",
        ),
        (
            "trucks",
            "in February,54 trucks a day,,,,,,week,",
            "per: `week`, and `54 trucks a day` says day",
        ),
        ("trucks", "yesterday,,,,,,46,,", "out_of: filled, but the row has no value"),
        ("shelling", "yesterday,,,,,,,fortnight,", "per: `fortnight` is not a unit of time"),
        ("shelling", "yesterday,,,,,,,,noonish", "time_of_day: `noonish` is not a time of day"),
    ] {
        let refused = told(indicator, cells);
        assert!(refused.len() == 1 && refused[0].starts_with(why), "{cells}: {refused:?}");
    }
}
