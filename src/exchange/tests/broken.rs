//! Files that are no table at all, and tables that are damaged.

use super::support::Database;
use crate::exchange::import::Source;
use std::fmt::Write as _;

/// What is said of a file that cannot be read.
fn failure(bytes: &[u8]) -> String {
    let source = Source::bytes("f.csv", bytes.to_vec());
    let error = Database::new().try_load(&[source], false).unwrap_err();
    assert!(error.hint().is_some(), "no hint: {error}");
    error.to_string()
}

#[test]
fn a_file_that_is_no_table_is_refused_as_a_whole_and_named_for_what_it_is() {
    let cases: &[(&[u8], &str)] = &[
        (b"", "it is empty"),
        (b"\xEF\xBB\xBF", "it is empty"),
        (b"\n\n", "it is empty"),
        (b"key,name\nx,caf\xE9\n", "byte 14, in line 2"),
        (b"key,name\nx,y\xC3", "byte 12, in line 2"),
        (b"\xFF\xFEk\0e\0y\0", "UTF-16 (little-endian)"),
        (b"\xFE\xFF\0k\0e\0y", "UTF-16 (big-endian)"),
        (b"k\0e\0y\0,\0n\0", "UTF-16 (little-endian)"),
        (b"\x1F\x8B\x08\0\0", "a gzip file"),
        (b"PK\x03\x04rest", "an Excel workbook"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"key,name,kind\nx,y\0,z\n", "a zero byte (byte 17, in line 2)"),
        (b",,\na,b,c\n", "no column has a name"),
        (b"key,name, KEY \na,b,c\n", "column `key` stands there twice"),
        (b"indicator,place_key,value_best\na,b,1\n", "column `report_key` is missing"),
        (b"fact_id,place_key\na,b\n", "column `indicator` is missing"),
        (b"key,title,published\na,b,c\n", "column `publisher` is missing"),
        (b"label,definition,nature\na,b,c\n", "column `measures` is missing"),
        (b"date,deaths\n2016,3\n", "no kind of file that is known"),
    ];
    for (bytes, expected) in cases {
        let said = failure(bytes);
        assert!(said.contains(expected), "{said}\nexpected: {expected}");
        assert!(said.starts_with("f.csv:"), "{said}");
    }
}

#[test]
fn ten_thousand_columns_are_refused_at_once() {
    let header = vec!["c"; 10_000].join(",");
    assert!(failure(header.as_bytes()).contains("10000 columns, and 1000 are the most"));
}

#[test]
fn a_character_that_is_cut_by_the_end_of_a_chunk_is_still_whole() {
    let names = "حلب".repeat(30_000);
    let rows: Vec<_> = names
        .as_bytes()
        .chunks(600)
        .map(|chunk| String::from_utf8(chunk.to_vec()).unwrap())
        .collect();
    let mut text = "key,name\n".to_owned();
    for (n, name) in rows.iter().enumerate() {
        writeln!(text, "k{n},{name}").unwrap();
    }
    let summary = Database::new().load_rows(&text);
    assert_eq!((summary.refused.len(), summary.recorded()), (0, 300));
}

#[test]
fn lines_are_counted_through_quoted_breaks_empty_lines_and_every_kind_of_line_end() {
    for (end, last) in [("\n", 7), ("\r\n", 7), ("\r", 4)] {
        let rows = ["key,name,kind", "", "", "a,A,other", "\"b\",\"B", "b\",wrong", "c,C,wrong"];
        let summary = Database::new().load_rows(&rows.join(end));
        let lines: Vec<u64> = summary.refused.iter().map(|refused| refused.line).collect();
        let first = if end == "\r" { 3 } else { 5 };
        assert_eq!(lines, [first, last], "{end:?}");
        assert_eq!(summary.recorded(), 1);
    }
}

#[test]
fn a_byte_order_mark_semicolons_spaces_and_capitals_in_the_header_do_no_harm() {
    let summary = Database::new().load_rows("\u{FEFF}Key; Name ;KIND;\na;A; Media;\n;;;\n");
    assert_eq!((summary.refused.len(), summary.recorded()), (0, 1), "{summary:?}");
}

#[test]
fn damaged_rows_are_refused_alone() {
    let huge = "x".repeat(2 << 20);
    let rows = format!(
        "key,name,kind\na,A\nb,B,media,more\nc,{huge},media\nd,D,media\ne,\"E,media\nf,F,media\n"
    );
    let summary = Database::new().load_rows(&rows);
    let said: Vec<String> = summary.refused.iter().map(ToString::to_string).collect();
    assert_eq!(said[0], "rows.csv:2: 2 fields, and the header has 3");
    assert_eq!(said[1], "rows.csv:3: 4 fields, and the header has 3");
    assert!(said[2].starts_with("rows.csv:4: name: a text of 2097152 bytes"), "{}", said[2]);
    assert!(
        said[3].starts_with("rows.csv:6: 2 fields") && said[3].contains("is a `\"` not closed?")
    );
    assert_eq!(summary.recorded(), 1);
}

#[test]
fn a_file_that_is_not_there_and_a_folder_are_told_apart() {
    let database = Database::new();
    let missing = Source::file(database.folder.path().join("none.csv")).unwrap_err();
    assert!(missing.to_string().contains("none.csv: "), "{missing}");
    let folder = Source::file(database.folder.path()).unwrap_err();
    assert!(folder.to_string().contains("it is a folder"), "{folder}");
}
