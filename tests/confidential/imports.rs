//! Tests that imports, their rejects and their readings reveal nothing confidential.

use super::{bytes_of, told};
use crate::folder::{WORD, must, with_secrets};

#[test]
fn neither_an_import_nor_its_rejects_name_a_confidential_report() {
    let folder = with_secrets();
    let facts = "indicator,place_key,report_key,value_best,when_edtf";
    let reports = "key,publisher,title,published,url";
    let files = [
        (format!("{facts}\nkilled,aleppo,quoka-leak,1,2016-10-20\n"), &[WORD][..]),
        (format!("{facts}\nkilled,aleppo,the quoka list,1,2016-10-20\n"), &[WORD]),
        (format!("{reports}\nquokka-leak,VOA,New,2016-01-01,\n"), &["list", "source"]),
        (
            format!("{reports}\nnew,VOA,New,2016-01-01,https://example.org/quokka\n"),
            &["leak", "list", "source"],
        ),
        (
            "indicator,place_key,publisher,report_title,report_date,report_url,value_best,confidentiality\n\
             killed,aleppo,VOA,New,2016-01-01,https://example.org/quokka,1,internal\n"
                .to_owned(),
            &["leak", "list", "source"],
        ),
    ];
    for (rows, hidden) in files {
        std::fs::write(folder.path("rows.csv"), &rows).expect("a file");
        let import = ["import", "rows.csv", "--rejects", "rejects.csv"];
        let said = told(&folder, &import, 3);
        let kept = String::from_utf8(bytes_of(&folder.path("rejects.csv"))).expect("UTF-8");
        for told in [said, kept.to_lowercase()] {
            assert!(!told.contains("confidential reports"), "{told}");
            let given_away = hidden.iter().find(|part| told.contains(**part));
            assert_eq!(given_away, None, "{rows}: {told}");
        }
        let said = told(&folder, &[&import[..], &["--include-confidential"]].concat(), 3);
        assert!(hidden.iter().any(|part| said.contains(part)), "{rows}: {said}");
        std::fs::remove_file(folder.path("rejects.csv")).expect("the file is removed");
    }
}

#[test]
fn an_import_whose_rows_ask_for_more_secrecy_than_the_first_records_nothing() {
    let folder = with_secrets();
    let head = "indicator,place_key,publisher,report_title,report_date,value_best,confidentiality";
    let row = |value: u32, mark: &str| {
        format!("trapped,aleppo,VOA,Late mark,2016-10-24,{value},{mark}\n")
    };
    let facts = |first: &str, second: &str| format!("{head}\n{}{}", row(1, first), row(2, second));
    let list = |first: &str, second: &str| {
        let row = |mark| format!("late,VOA,Late mark,2016-10-24,{mark}\n");
        format!("key,publisher,title,published,confidentiality\n{}{}", row(first), row(second))
    };
    for rows in [facts("", "confidential"), facts("internal", "confidential"), list("", "internal")]
    {
        std::fs::write(folder.path("rows.csv"), &rows).expect("a file");
        let said = told(&folder, &["import", "rows.csv"], 1);
        assert!(said.contains("nothing was recorded"), "{said}");
        assert!(!must(folder.place.path(), &["report", "list"]).contains("Late mark"));
    }
    std::fs::write(folder.path("rows.csv"), facts("confidential", "")).expect("a file");
    told(&folder, &["import", "rows.csv"], 0);
    assert!(!must(folder.place.path(), &["report", "list"]).contains("Late mark"));
}

#[test]
fn readings_give_the_date_of_no_confidential_report_away() {
    let folder = with_secrets();
    let rows = "indicator,place_key,report_key,value_best,when_as_stated\n\
                killed,aleppo,quokka-leak,1,yesterday\n";
    std::fs::write(folder.path("rows.csv"), rows).expect("a file");
    let import = ["import", "rows.csv", "--dry-run", "--readings", "readings.csv"];
    let read = |said: String| said + &std::fs::read_to_string(folder.path("readings.csv")).unwrap();
    let said = read(told(&folder, &import, 0));
    assert!(said.contains("1 row, read against the dates of confidential reports"), "{said}");
    assert!(!said.contains("oct 2016") && !said.contains("2016-10-2"), "{said}");
    let said = read(told(&folder, &[&import[..], &["--include-confidential"]].concat(), 0));
    assert!(said.contains("23 oct 2016") && said.contains("2016-10-24"), "{said}");
}
