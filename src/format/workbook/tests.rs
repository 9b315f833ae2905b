//! Workbooks written for tests, and what is read from them.

use super::*;
use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// A workbook of sheets, each a name and the XML of its rows (see [`rows`]).
pub(crate) fn workbook(sheets: &[(&str, String)]) -> Vec<u8> {
    packed(&parts(sheets, false))
}

/// The rows of a sheet from its first one on. Each cell is a text, or begins with its type: `n:44`
/// a number, `d:42663` a day, `p:0.44` a percentage, `b:1` a boolean, `e:#N/A` an error, `f:A1` a
/// formula without a saved result, `r:44` one with a result. A blank text makes no cell.
pub(crate) fn rows(rows: &[&[&str]]) -> String {
    let mut xml = "<sheetData>".to_owned();
    for (number, row) in (1..).zip(rows) {
        write!(xml, "<row r=\"{number}\">").unwrap();
        for (column, cell) in ('A'..).zip(*row) {
            let at = format!("r=\"{column}{number}\"");
            let (kind, value) =
                cell.split_once(':').filter(|(kind, _)| kind.len() == 1).unwrap_or(("t", cell));
            let cell = match kind {
                _ if cell.is_empty() => continue,
                "n" => format!("<c {at}><v>{value}</v></c>"),
                "d" => format!("<c {at} s=\"1\"><v>{value}</v></c>"),
                "p" => format!("<c {at} s=\"2\"><v>{value}</v></c>"),
                "b" | "e" => format!("<c {at} t=\"{kind}\"><v>{value}</v></c>"),
                "f" => format!("<c {at}><f>{value}</f></c>"),
                "r" => format!("<c {at}><f>A1*2</f><v>{value}</v></c>"),
                _ => format!("<c {at} t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            };
            xml.push_str(&cell);
        }
        xml.push_str("</row>");
    }
    xml + "</sheetData>"
}

/// The parts of a workbook: the name and the XML of each.
fn parts(sheets: &[(&str, String)], is_1904: bool) -> Vec<(String, String)> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = |all: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
        )
    };
    let (mut list, mut related) = (String::new(), String::new());
    let mut parts = Vec::new();
    for (number, (name, xml)) in (1..).zip(sheets) {
        let hidden = if name.starts_with("hidden") { " state=\"hidden\"" } else { "" };
        write!(list, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"{hidden}/>")
            .unwrap();
        write!(
            related,
            "<Relationship Id=\"r{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/s{number}.xml\"/>"
        )
        .unwrap();
        parts.push((
            format!("xl/worksheets/s{number}.xml"),
            format!("<worksheet xmlns=\"{MAIN}\">{xml}</worksheet>"),
        ));
    }
    let office = format!(
        "<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>"
    );
    let epoch = if is_1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{epoch}<sheets>{list}</sheets></workbook>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>\
         <xf numFmtId=\"10\"/></cellXfs></styleSheet>"
    );
    parts.extend([
        ("_rels/.rels".to_owned(), relations(&office)),
        ("xl/workbook.xml".to_owned(), book),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(&related)),
        ("xl/styles.xml".to_owned(), styles),
    ]);
    parts
}

fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Writes the sheet of a workbook as CSV; returns its lines, each with the number of its row, and
/// the notes; otherwise the error.
fn read(bytes: &[u8], choice: &SheetChoice<'_>) -> Result<(Vec<String>, Vec<String>), String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f.xlsx");
    fs::write(&path, bytes).unwrap();
    let mut csv = Vec::new();
    let read = transcribe(&path, choice, &mut csv)
        .map_err(|why| why.to_string().replace(&folder.path().display().to_string(), ""))?;
    let csv = String::from_utf8(csv).unwrap().replace('"', "");
    let lines = (1..).zip(csv.lines());
    let lines =
        lines.map(|(record, line)| format!("{} {line}", read.rows.row_of(record))).collect();
    Ok((lines, read.notes))
}

fn any(sheet: Option<&str>) -> SheetChoice<'_> {
    SheetChoice { sheet, header: HeaderSought::Shape, reads }
}

fn lines(bytes: &[u8]) -> Vec<String> {
    read(bytes, &any(None)).unwrap().0
}

#[test]
fn cells_are_read_by_their_types() {
    let sheet = rows(&[
        &["name", "figure", "day", "more"],
        &["Aleppo", "n:44", "d:42663", "b:1"],
        &[],
        &["Idlib", "n:0.30000000000000004", "d:42663.5", "p:0.44"],
        &["", " ", "", ""],
        &["Homs", "r:1E3", "2016-10", "e:#DIV/0!"],
        &["Hama", "f:B2+1", "n:42663"],
    ]);
    let expected = [
        "1 name,figure,day,more",
        "2 Aleppo,44,2016-10-20,true",
        "4 Idlib,0.3,2016-10-20T12:00:00,44%",
        "6 Homs,1000,2016-10,#DIV/0!",
        "7 Hama,#FORMULA!,42663,",
    ];
    assert_eq!(lines(&workbook(&[("Data", sheet)])), expected);
}

#[test]
fn days_count_from_the_epoch_of_the_workbook() {
    let sheet = rows(&[&["name", "day"], &["Aleppo", "d:41201"]]);
    let book = packed(&parts(&[("Data", sheet)], true));
    assert_eq!(lines(&book), ["1 name,day", "2 Aleppo,2016-10-20"]);
}

#[test]
fn a_title_above_the_header_is_left_out_and_reported() {
    let sheet = rows(&[
        &["Killed in Syria"],
        &["as of", "d:42663"],
        &[],
        &["place", "killed", "day"],
        &["Aleppo", "n:44", "d:42663"],
    ]);
    let (lines, notes) = read(&workbook(&[("Data", sheet)]), &any(None)).unwrap();
    assert_eq!(lines, ["4 place,killed,day", "5 Aleppo,44,2016-10-20"]);
    assert!(notes[0].contains("the header is row 4"), "{notes:?}");
}

#[test]
fn a_map_may_name_the_row_of_the_header() {
    let sheet = rows(&[&["title"], &[], &["place", "killed"], &["Aleppo", "n:44"]]);
    let choice = SheetChoice { sheet: None, header: HeaderSought::Row(3), reads };
    let (lines, _) = read(&workbook(&[("Data", sheet)]), &choice).unwrap();
    assert_eq!(lines, ["1 title,", "2 ,", "3 place,killed", "4 Aleppo,44"]);
}

#[test]
fn the_sheet_with_the_known_header_is_read() {
    let data = || rows(&[&["place", "killed"], &["Aleppo", "n:44"]]);
    let notes = || rows(&[&["source", "remark"], &["a", "b"]]);
    let known = |names: &[String]| names.iter().filter(|name| *name == "killed").count();
    let header = || HeaderSought::Known(&known);
    let choice = |sheet| SheetChoice { sheet, header: header(), reads };
    let book = workbook(&[("Read me", notes()), ("Data", data()), ("hidden", data())]);
    let (lines, told) = read(&book, &choice(None)).unwrap();
    assert_eq!(lines[1], "2 Aleppo,44");
    assert!(
        told[0].contains("`Data` is read; its other sheets are not: `Read me`, `hidden`"),
        "{told:?}"
    );
    assert_eq!(read(&book, &choice(Some("read ME"))).unwrap().0[1], "2 a,b");
    assert_eq!(read(&book, &choice(Some("hidden"))).unwrap().0[1], "2 Aleppo,44");
    let none = read(&book, &choice(Some("Old"))).unwrap_err();
    assert_eq!(none, "/f.xlsx: no sheet `Old`; it has `Read me`, `Data`, `hidden`");
    let two = workbook(&[("Data", data()), ("Old", data())]);
    let two = read(&two, &choice(None)).unwrap_err();
    assert_eq!(two, "/f.xlsx: several sheets could be meant: `Data`, `Old`");
}

#[test]
fn merged_names_hold_for_each_row_and_merged_figures_for_none() {
    let sheet = rows(&[
        &["place", "killed", "day"],
        &["Aleppo", "n:44", "d:42663"],
        &["", "", "", "n:1"],
        &["", "n:3", "d:42664", "n:1"],
        &["Homs", "n:5", "d:42664", "n:1"],
        &["Homs", "twelve", "d:42665"],
        &["Hama", "", "d:42665"],
    ]);
    let merges = "<mergeCells><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"B2:B3\"/>\
                  <mergeCell ref=\"C2:C3\"/><mergeCell ref=\"B6:B7\"/></mergeCells>";
    let (lines, notes) = read(&workbook(&[("Data", sheet + merges)]), &any(None)).unwrap();
    let expected = [
        "1 place,killed,day",
        "2 Aleppo,#MERGED! 44 (B2:B3),2016-10-20",
        "3 Aleppo,#MERGED! 44 (B2:B3),2016-10-20,1",
        "4 Aleppo,3,2016-10-21,1",
        "5 Homs,5,2016-10-21,1",
        "6 Homs,#MERGED! twelve (B6:B7),2016-10-22",
        "7 Hama,#MERGED! twelve (B6:B7),2016-10-22",
    ];
    assert_eq!(lines, expected);
    assert!(notes[0].contains("3 cells have the text of the cell above"), "{notes:?}");
}

#[test]
fn a_cell_far_beyond_the_header_does_not_make_blank_cells_before_it() {
    let far = "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"XFD3\"><v>9</v></c></row>";
    let sheet = rows(&[&["place", "killed"], &["Aleppo", "n:44"]])
        .replace("</sheetData>", &format!("{far}</sheetData>"));
    let (lines, _) = read(&workbook(&[("Data", sheet)]), &any(None)).unwrap();
    assert_eq!(lines, ["1 place,killed", "2 Aleppo,44", "3 1,,9"]);
}

#[test]
fn a_damaged_workbook_is_refused() {
    let sound = || vec![("Data", rows(&[&["place", "killed"], &["Aleppo", "n:44"]]))];
    let refused = |bytes: &[u8], why: &str| {
        let found = read(bytes, &any(None)).unwrap_err();
        assert!(found.contains(why), "{found}");
    };
    let cut = workbook(&sound());
    refused(&cut[..cut.len() / 2], "this workbook cannot be read");
    let with = |name: &str, text: String| {
        let mut parts = parts(&sound(), false);
        parts.retain(|(part, _)| part != name);
        parts.push((name.to_owned(), text));
        packed(&parts)
    };
    let texts = "<sst uniqueCount=\"99999999999\"><si><t>a</t></si></sst>";
    refused(&with("xl/sharedStrings.xml", texts.to_owned()), "it states 99999999999 texts");
    let hidden = format!("<!-- <sst> -->{texts}");
    refused(&with("xl/sharedStrings.xml", hidden), "there is something before");
    let long = format!("<a>{}</a>", "x".repeat(5 << 20));
    refused(&with("xl/worksheets/s1.xml", long), "a text of more than 4 MB");
    let styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(4 << 20));
    refused(
        &with("xl/styles.xml", styles),
        "its styles or other parts unpack to 20 MB; at most 16 MB",
    );
    refused(&with("xl/workbook.xml", String::new()), "this workbook cannot be read");
    let far = "<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row></sheetData></worksheet>";
    refused(&with("xl/worksheets/s1.xml", far.to_owned()), "beyond the last row or column");
    let back = "<worksheet><sheetData><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>\
                <row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>";
    refused(&with("xl/worksheets/s1.xml", back.to_owned()), "not in order");
    refused(&workbook(&[("Data", rows(&[]))]), "it is empty");
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let file = tempfile::tempfile().unwrap();
    let mut zip = zip::ZipWriter::new(file.try_clone().unwrap());
    let packed = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9));
    zip.start_file("xl/worksheets/s1.xml", packed).unwrap();
    let row = b"<c/>".repeat(1 << 18);
    (0..200).for_each(|_| zip.write_all(&row).unwrap());
    zip.finish().unwrap();
    let why = limits::check(file, "f.xlsx").unwrap_err().to_string();
    assert!(why.contains("it unpacks to more than"), "{why}");
}

/// Replaces the reading of words in tests: this module knows no language.
fn reads(words: &str) -> bool {
    words == "twelve"
}

#[test]
fn a_workbook_that_makes_the_library_panic_is_refused() {
    let row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row>";
    let sheet = format!("<sheetData>{row}<row r=\"4294967295\"></row><row></row></sheetData>");
    let book = workbook(&[("Data", sheet)]);
    // The number of the row overflows. A release build of the library does not notice.
    if cfg!(debug_assertions) {
        let why = read(&book, &any(None)).unwrap_err();
        assert_eq!(why, "/f.xlsx: this workbook cannot be read: it is damaged");
    }
}

#[test]
fn hidden_rows_and_columns_are_read_and_reported() {
    let data = || {
        rows(&[
            &["title"],
            &["place", "killed", "injured", "note"],
            &["Aleppo", "n:44"],
            &["Idlib", "n:3"],
            &["Homs", "n:5", "n:1"],
        ])
    };
    let hide = |row: u32| {
        data().replace(&format!("<row r=\"{row}\">"), &format!("<row r=\"{row}\" hidden=\"1\">"))
    };
    let told = |xml: String| read(&workbook(&[("Data", xml)]), &any(None)).unwrap();
    let (lines, notes) = told(hide(4));
    assert_eq!((lines.len(), &*lines[2]), (4, "4 Idlib,3,,"));
    let note =
        "/f.xlsx: sheet `Data` hides 1 row (the first is row 4), which are read like the others";
    assert!(notes.iter().any(|told| told.ends_with(note)), "{notes:?}");
    // Columns beyond the header or without values, and rows above it or without cells, are not
    // mentioned.
    let cols = "<cols><col min=\"2\" max=\"4\" hidden=\"true\"/><col min=\"9\" max=\"16384\" hidden=\"1\"/></cols>";
    let empty = data().replace("</sheetData>", "<row r=\"9\" hidden=\"1\"/></sheetData>");
    let (_, notes) = told(format!("{cols}{empty}"));
    assert!(notes.iter().any(|told| told.contains("hides columns B, C, which")), "{notes:?}");
    for plain in [data(), hide(1), empty] {
        assert!(!told(plain).1.iter().any(|told| told.contains("hides")));
    }
}
