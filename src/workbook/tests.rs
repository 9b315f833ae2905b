//! Tests that read the written workbook with another library.

use super::*;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

fn written(book: Workbook) -> Vec<u8> {
    let mut bytes = Vec::new();
    book.write(&mut bytes).unwrap();
    bytes
}

/// A workbook with one sheet of these rows.
fn book_of(rows: &[Vec<Value<'_>>]) -> Workbook {
    let mut book = Workbook::new("Facts", None).unwrap();
    let mut sheet = book.sheet("facts", ["a", "b", "c"].into_iter()).unwrap();
    for row in rows {
        sheet.row(row.iter().cloned()).unwrap();
    }
    book.add(sheet).unwrap();
    book
}

/// The text of one file in a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    io::read_to_string(zip.by_name(name).unwrap()).unwrap()
}

#[test]
fn cells_come_back_with_their_types() {
    let day = "2016-10-24".parse().unwrap();
    let hostile = "=HYPERLINK(\"x\")\u{1b}_x0041_ <b>&amp; حلب";
    let bytes = written(book_of(&[
        vec![Value::Number("300000".into()), Value::Day(day), Value::Text(hostile.into())],
        vec![Value::Number("9007199254740993".into()), Value::Flag(true), Value::Blank],
    ]));
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = read.worksheet_range("facts").unwrap();
    let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(cell(1, 0), Data::Float(300_000.0));
    assert!(matches!(cell(1, 1), Data::DateTime(at) if at.as_f64().total_cmp(&42_667.0).is_eq()));
    let shown = hostile.replace('\u{1b}', "\\u{1b}");
    assert_eq!(cell(1, 2), Data::String(shown));
    assert_eq!(cell(2, 0), Data::String("9007199254740993".to_owned()));
    assert_eq!(cell(2, 1), Data::Bool(true));
    assert_eq!(read.worksheet_formula("facts").unwrap().used_cells().count(), 0);
}

#[test]
fn the_header_is_frozen_with_filters_and_blank_columns_are_hidden() {
    let text = || Value::Text("text".into());
    let bytes = written(book_of(&[vec![text(), Value::Blank, text()]]));
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"<pane ySplit="1" topLeftCell="A2""#), "{sheet}");
    assert!(sheet.contains(r#"<autoFilter ref="A1:C2"/>"#), "{sheet}");
    assert_eq!(sheet.matches("hidden=\"1\"").count(), 1, "{sheet}");
}

#[test]
fn a_link_leads_to_its_address_and_a_trick_to_none() {
    let link = |url: &'static str| Value::Link { text: url.into(), url: url.into() };
    let bytes = written(book_of(&[vec![
        link("https://a.org/x y?b=1&c=2#d"),
        link("javascript:alert(1)"),
        link("internal:'facts'!A1"),
    ]]));
    let links = part(&bytes, "xl/worksheets/_rels/sheet1.xml.rels");
    assert_eq!(links.matches("<Relationship ").count(), 1, "{links}");
    assert!(links.contains("https://a.org/x%20y?b=1&amp;c=2\""), "{links}");
}

#[test]
fn the_same_rows_give_the_same_bytes_and_a_secret_marks_each_sheet() {
    let rows = [vec![Value::Text("text".into()), Value::Blank, Value::Blank]];
    assert_eq!(written(book_of(&rows)), written(book_of(&rows)));
    let mut secret = Workbook::new("Facts", None).unwrap();
    secret.mark(Some(Confidentiality::Confidential));
    let sheet = secret.sheet("facts", ["a"].into_iter()).unwrap();
    secret.add(sheet).unwrap();
    let sheet = part(&written(secret), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<tabColor rgb=\"FFC00000\"/>"), "{sheet}");
    assert!(sheet.contains("<oddHeader>&amp;C&amp;BCONFIDENTIAL</oddHeader>"), "{sheet}");
}

#[test]
fn a_sheet_has_no_more_links_than_excel_opens() {
    let mut book = Workbook::new("Facts", None).unwrap();
    let mut sheet = book.sheet("facts", ["a"].into_iter()).unwrap();
    for _ in 0..65_532 {
        let url = "https://a.org/";
        sheet.row([Value::Link { text: url.into(), url: url.into() }].into_iter()).unwrap();
    }
    assert_eq!(sheet.shortened().unlinked, 2);
}

#[test]
fn a_library_that_cannot_write_gives_an_error_and_prints_nothing() {
    let failed = guarded::<()>(|| panic!("Couldn't write to xml file"));
    assert!(failed.unwrap_err().to_string().ends_with("` cannot be written"));
    let broken = guarded::<()>(|| panic!("no such cell")).unwrap_err().to_string();
    assert_eq!(broken, "the library that writes workbooks failed: no such cell");
}
