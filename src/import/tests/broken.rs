//! Tests of files that are not tables, and of damaged tables.

use crate::cli::hints;
use crate::import::tests::support::Database;
use crate::import::{Input, RecordKind};
use std::fmt::Write as _;
use std::io::Read as _;

/// The error message for a file that cannot be read.
fn failure(bytes: &[u8]) -> String {
    let source = Input::bytes("f.csv", bytes.to_vec());
    let error = Database::new().try_load(&[source], false).unwrap_err();
    assert!(hints::of(&error).is_some(), "no hint: {error}");
    error.to_string()
}

#[test]
fn a_file_that_is_not_a_table_is_refused_as_a_whole_and_named_for_what_it_is() {
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
        (b"key,name, KEY \na,b,c\n", "column `key` appears twice"),
        (b"indicator,place_key,value_best\na,b,1\n", "column `report_key` is missing"),
        (b"fact_id,place_key\na,b\n", "column `indicator` is missing"),
        (b"key,title,published\na,b,c\n", "column `publisher` is missing"),
        (b"label,definition,nature\na,b,c\n", "column `measures` is missing"),
        (b"date,deaths\n2016,3\n", "not those of any file that is imported"),
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
    assert!(failure(header.as_bytes()).contains("10000 columns; at most 1000 are allowed"));
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
    assert_eq!(said[0], "rows.csv:2: 2 fields, but the header has 3");
    assert_eq!(said[1], "rows.csv:3: 4 fields, but the header has 3");
    assert!(said[2].starts_with("rows.csv:4: name: a text of 2097152 bytes"), "{}", said[2]);
    assert!(said[3].starts_with("rows.csv:6: a quote is not closed, so that 2 lines (6 to 7)"));
    assert_eq!(summary.recorded(), 1);
}

#[test]
fn a_row_that_swallows_other_lines_because_of_a_stray_quote_is_refused() {
    let cases = [
        (
            "b,\"B,media\nc,C,media\nd,\"D\",media\n",
            "2: text follows a closing quote, so that 3 lines (2 to 4)",
        ),
        ("b,\"B\" b,media\n", "2: text follows a closing quote: inside quotes,"),
        ("b,B,\"media\n\nc,C,media\n", "2: a quote is not closed, so that 3 lines (2 to 4)"),
        ("b,B,\"media", "2: a quote is not closed"),
        ("b,\"B,media\nc,C\",media\n", "2: 2 lines (2 to 3) form one row, although each"),
    ];
    for (rows, expected) in cases {
        for (sign, end) in [(",", "\n"), ("\t", "\n"), (";", "\r\n")] {
            let text = format!("key,name,kind\n{rows}").replace(',', sign).replace('\n', end);
            let summary = Database::new().load_rows(&text);
            let said: Vec<String> = summary.refused.iter().map(ToString::to_string).collect();
            assert_eq!((said.len(), summary.recorded()), (1, 0), "{text:?} {said:?}");
            assert!(said[0].starts_with(&format!("rows.csv:{expected}")), "{text:?} {}", said[0]);
        }
    }
    let prose = "key,name,kind\na,\"A, of\nB, C\",media\nb,\"5\"\" pipe\n\",media\nc,5\" C,media\n";
    assert_eq!(Database::new().load_rows(prose).recorded(), 3);
    let signs = "key,name,kind,parent,aliases\na,\",,,\n,\",media,,\n";
    assert_eq!(Database::new().load_rows(signs).recorded(), 1);
    assert!(failure(b"key,\"name\" x,kind\na,A,media\n").contains("text follows a closing quote"));
}

#[test]
fn the_rejects_keep_the_text_of_a_row_with_stray_quotes() {
    let rows = "b,He said \"stop\" and,media\nc,\"The \"big one\" here\",media\n";
    for (sign, end) in [(",", "\n"), ("\t", "\r\n")] {
        for before in [0, 3_000] {
            let many: Vec<_> = (0..before).map(|n| format!("k{n},N{n},media\n")).collect();
            let many = many.concat();
            let text = format!("key,name,kind\n{many}{rows}a,A,media\n");
            let text = text.replace(',', sign).replace('\n', end);
            let mut database = Database::new();
            let rejects = database.folder.path().join("rejects.csv");
            let input = Input::bytes("rows.csv", text.into_bytes());
            let summary = database.load_with_rejects(&[input], &rejects);
            assert_eq!((summary.refused_rows, summary.recorded()), (1, before + 2));
            let mut kept = csv::ReaderBuilder::new();
            let kept = kept.flexible(true).from_path(&rejects).unwrap().into_records();
            let kept: Vec<_> = kept.map(Result::unwrap).collect();
            let row = "c,\"The \"big one\" here\",media".replace(',', sign);
            let cell = format!("correct the quotes, and delete this cell; the row is: {row}");
            assert_eq!(kept[0].iter().next_back(), Some(&cell[..]));
        }
    }
}

#[test]
fn a_missing_file_and_a_folder_are_distinguished() {
    let database = Database::new();
    let missing = Input::file(database.folder.path().join("none.csv")).unwrap_err();
    assert!(missing.to_string().contains("none.csv: "), "{missing}");
    let folder = Input::file(database.folder.path()).unwrap_err();
    assert!(folder.to_string().contains("it is a folder"), "{folder}");
}

#[test]
fn documents_and_lists_are_named_for_what_they_are() {
    let cases: &[(&str, &str)] = &[
        ("<!DOCTYPE html>\n<html>", "it is a web page"),
        ("\n <HTML><body>", "it is a web page"),
        ("<?xml version=\"1.0\"?>", "it is an XML document"),
        ("[{\"record\":\"fact\"},{\"record\":\"fact\"}]", "it is a list of JSON objects"),
        ("[\n {\"record\":\"fact\"}\n]\n", "it is a list of JSON objects"),
        ("[[\"#adm1\",\"#date\"],[\"x\",\"y\"]]", "it is a list of JSON lists"),
    ];
    for (text, expected) in cases {
        let said = failure(text.as_bytes());
        assert!(said.contains(expected), "{said}\nexpected: {expected}");
        let objects = Input::bytes("f.jsonl", text.as_bytes().to_vec()).as_objects();
        let said = Database::new().try_load(&[objects], false).unwrap_err().to_string();
        assert!(said.contains(expected), "{said}\nexpected: {expected}");
    }
}

#[test]
fn a_damaged_gzip_file_is_distinguished_from_a_file_that_is_not_gzip() {
    let database = Database::new();
    let rows = "key,name,kind\n".to_owned() + &"a,A,other\n".repeat(3_000);
    let mut packed = Vec::new();
    let mut packer = flate2::read::GzEncoder::new(rows.as_bytes(), flate2::Compression::fast());
    packer.read_to_end(&mut packed).unwrap();
    let cut = packed[..packed.len() - 6].to_vec();
    let mut flipped = packed.clone();
    flipped[packed.len() / 2] ^= 0xFF;
    let rubbish = [packed.as_slice(), b"rubbish"].concat();
    for (bytes, expected) in [
        (rows.into_bytes(), "its name ends in `.gz`, but it is not a gzip file"),
        (cut, "the gzip file is damaged, or a part of it is missing"),
        (flipped, "the gzip file is damaged, or a part of it is missing"),
        (rubbish, "the gzip file is damaged, or a part of it is missing"),
        (Vec::new(), "the gzip file is damaged, or a part of it is missing"),
    ] {
        let path = database.folder.path().join("rows.csv.gz");
        std::fs::write(&path, bytes).unwrap();
        let source = Input::file(&path).unwrap();
        let error = Database::new().try_load(&[source], false).unwrap_err();
        assert!(error.to_string().ends_with(expected), "{error}\nexpected: {expected}");
        assert!(hints::of(&error).is_some());
    }
}

#[test]
fn every_usual_sign_between_cells_is_found_and_a_declared_one_believed() {
    for rows in [
        "key;name;kind\na;A, of B;other\n",
        "key\tname\tkind\na\tA\tother\n",
        "key|name|kind\na|A|other\n",
        "\"key\",\"name\",\"kind; or what it is\"\na,A,other\n",
        "sep=;\nkey;name;kind\na;A;other\n",
        "SEP=,\r\nkey,name,kind\r\na,A,other\r\n",
    ] {
        let summary = Database::new().load_rows(rows);
        assert_eq!((summary.refused.len(), summary.recorded()), (0, 1), "{rows}");
    }
    let summary = Database::new().load_rows("sep=;\nkey;name;kind\na;A;wrong\n");
    assert_eq!(summary.refused[0].line, 3);
}

#[test]
fn a_message_about_a_huge_cell_is_short() {
    let huge = "x".repeat(900_000);
    let header = "indicator,place_name,value_best,publisher,report_title,report_date,when_edtf\n";
    let row = |cells: [&str; 4]| {
        let [indicator, place, value, publisher] = cells;
        format!("{indicator},{place},{value},{publisher},T,2016-10-24,2016-10-01\n")
    };
    let rows = [
        row(["killed", "A", &huge, "P"]),
        row([&huge, "A", "1", "P"]),
        row(["killed", &huge, "1", "P"]),
        row(["killed", "A", "1", &huge]),
        row(["killed", "A", "1", "P"]),
    ];
    let rows = header.to_owned() + &rows.concat();
    for create in [true, false] {
        let source = Input::bytes("rows.csv", rows.clone().into_bytes());
        let summary = Database::new().try_load(&[source], create).unwrap();
        assert_eq!(summary.refused_rows, if create { 4 } else { 5 }, "{:?}", summary.refused);
        for line in summary.refusals().iter().chain(&summary.lines()) {
            assert!(line.len() < 700, "{} bytes are told", line.len());
        }
    }
    let said = failure(format!("key,name,{huge}\na,A,x\n").as_bytes());
    assert_eq!(said, "f.csv:1: the name of column 3 has 900000 bytes: is a `\"` not closed?");
    let names: Vec<String> = (0..900).map(|n| format!("column{n}")).collect();
    let wide = format!("key,name,kind,{}\na,A,other{}\n", names.join(","), ",".repeat(900));
    let summary = Database::new().load_rows(&wide);
    assert!(summary.notes[0].ends_with("`column29` and 870 more"), "{}", summary.notes[0]);
}

#[test]
fn a_header_without_rows_is_remarked_on() {
    let summary = Database::new().load_rows("key,name,kind\n\n");
    assert_eq!(summary.notes, ["rows.csv: it has a header but no rows"]);
}

#[test]
fn many_reports_of_one_publisher_and_day_get_their_keys_quickly() {
    let mut rows = "key,name,kind\np,P,media\n".to_owned();
    let mut database = Database::new();
    database.load_rows(&rows);
    rows = "indicator,place_name,value_best,publisher,report_title,report_date,when_edtf\n".into();
    for n in 0..6_000 {
        writeln!(rows, "killed,A,{n},p,Title {n},2016-10-24,2016-10-01").unwrap();
    }
    let begun = std::time::Instant::now();
    let summary = database.create_rows(&rows);
    assert_eq!((summary.refused.len(), summary.rows_of(RecordKind::Report).new), (0, 6_000));
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    let keys: Vec<String> = database.store.reports().unwrap().into_iter().map(|r| r.key).collect();
    assert!(keys.contains(&"p-2016-10-24".into()) && keys.contains(&"p-2016-10-24-6000".into()));
}

#[test]
fn json_lines_that_are_not_rows_are_given_back_unchanged() {
    let mut database = Database::new();
    let rejects = database.folder.path().join("refused.csv");
    let deep = format!("{{\"record\":\"actor\",\"name\":{}{}}}", "[".repeat(300), "]".repeat(300));
    let long = "x".repeat(2 << 20);
    let lines = [
        "{\"record\":\"actor\",\"key\":\"a\",\"name\":\"A\"}",
        &deep,
        "{\"record\":\"actor\",\"key\":\"b\",",
        "=1",
        "{\"record\":\"actor\",\"key\":\"c\",\"name\":\"C\\u0000\"}",
        &format!("{{\"record\":\"actor\",\"key\":\"d\",\"name\":\"{long}\"}}"),
    ];
    let source = Input::bytes("rows.jsonl", lines.join("\n").into_bytes()).as_objects();
    let summary = database.load_with_rejects(&[source], &rejects);
    let said: Vec<String> = summary.refused.iter().map(ToString::to_string).collect();
    assert_eq!(summary.recorded(), 1, "{said:?}");
    for (said, expected) in said.iter().zip([
        "rows.jsonl:2: not a JSON object: recursion",
        "rows.jsonl:3: not a JSON object: EOF",
        "rows.jsonl:4: not a JSON object: ",
        "rows.jsonl:5: name: a zero byte (`\\u0000`, byte 1",
        "rows.jsonl:6: name: a text of 2097152 bytes",
    ]) {
        assert!(said.starts_with(expected), "{said}\nexpected: {expected}");
    }
    assert_eq!(summary.rejected.iter().map(|file| file.rows).sum::<usize>(), 5);
    let kept = std::fs::read_to_string(&rejects).unwrap();
    assert!(kept.starts_with("reason,line\n"), "{kept}");
    assert!(kept.contains("\"{\"\"record\"\":\"\"actor\"\",\"\"key\"\":\"\"b\"\",\"\n"), "{kept}");
    assert!(kept.contains(",'=1\n"), "{kept}");
    let rows = std::fs::read_to_string(database.folder.path().join("refused-2.csv")).unwrap();
    let deep = rows.lines().nth(1).unwrap();
    assert!(deep.ends_with("(column 152),,"), "nothing of the row before it: {deep}");
}

#[test]
fn refused_rows_say_the_same_when_they_are_mended_and_read_again() {
    let mut database = Database::with_sample();
    let rejects = database.folder.path().join("refused.csv");
    let header = "indicator,place_key,report_key,value_best,comment\n";
    let comments = ["'=1+1", "=1+1", "''=1", "'quoted' words", " -5", "plain"];
    let rows: Vec<_> = comments
        .iter()
        .map(|comment| format!("trapped,aleppo,voa-2016-10-24,wrong,{comment}\n"))
        .collect();
    let source = Input::bytes("rows.csv", (header.to_owned() + &rows.concat()).into_bytes());
    let summary = database.load_with_rejects(&[source], &rejects);
    assert_eq!(summary.refused_rows, comments.len());
    let kept = std::fs::read_to_string(&rejects).unwrap();
    let mut mended = String::new();
    for (number, line) in kept.lines().enumerate() {
        // A reason with a comma is a quoted CSV cell.
        mended.push_str(&line.replace(",wrong,", &format!(",{number},")));
        mended.push('\n');
    }
    let summary = database.load_rows(&mended);
    assert_eq!(summary.rows_of(RecordKind::Fact).new, comments.len(), "{summary:?}\n{mended}");
    let said: Vec<_> =
        database.everything().facts.iter().filter_map(|fact| fact.fact.comment.clone()).collect();
    for comment in ["=1+1", "'=1", "'quoted' words", "-5", "plain"] {
        assert!(said.iter().any(|said| said == comment), "{comment}: {said:?}");
    }
    assert!(!said.iter().any(|said| said.starts_with("''")), "{said:?}");
}
