//! Tests that randomly damaged files never crash an import, and never leave a database that fails to verify.
//! `FUZZ_TRIES=20000 cargo test --release --test fuzzed` tries longer; `FUZZ_SEED` sets the seed.

use factline::domain::changeset::Recorder;
use factline::domain::when::Expression;
use factline::format::remedy::RemedyWords;
use factline::format::source::Source;
use factline::import::{self, Options};
use factline::language::{dates, quantities};
use factline::mapping::Map;
use factline::store::Store;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use zip::write::SimpleFileOptions;

#[path = "../benches/peers/data/dice.rs"]
#[allow(dead_code, reason = "other programs roll more kinds of dice")]
mod dice;

use dice::Dice;

/// How often each kind of file is damaged.
fn tries() -> usize {
    number("FUZZ_TRIES").unwrap_or(60)
}

fn number(variable: &str) -> Option<usize> {
    std::env::var(variable).ok()?.parse().ok()
}

fn dice() -> Dice {
    Dice::new(number("FUZZ_SEED").unwrap_or(7) as u64)
}

/// Bytes that parsers trip over: quotes, separators, ends of lines, signs of JSON, TOML, EDTF and zip, extreme numbers,
/// characters of several bytes and halves of them.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\0",
    b"{",
    b"}",
    b"[",
    b"]",
    b"[[",
    b"{{",
    b":",
    b"'",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"null",
    b"true",
    b"-",
    b"-1",
    b"0",
    b"1e309",
    b"99999999999999999999",
    b"NaN",
    b"=1+1",
    b"2016-02-30",
    b"XXXX",
    b"..",
    b"/",
    b"~",
    b"%",
    b"?",
    b"<",
    b">",
    b"#adm1+name",
    b"PK\x03\x04",
    b"PAR1",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xF0\x9F\x95",
    b"\xE2\x80\xAE",
    b"\xC2\xA0",
    b"\xED\xA0\x80",
    b"SQLite format 3\0",
    b"as many as",
    b"since early July",
    b"half a million",
    b"nearly",
    b"Friday",
    b"the day before",
    b"|",
    b"&",
    b"::",
];

/// A file with up to six damages: pieces inserted, cut out, doubled, exchanged or reversed.
fn damaged(whole: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len() + 1);
        let end = (at + dice.roll(40)).min(bytes.len());
        match dice.roll(7) {
            0 => drop(bytes.splice(at..at, dice.pick(PIECES).iter().copied())),
            1 => drop(bytes.splice(at..end, dice.pick(PIECES).iter().copied())),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let part = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, part.repeat(1 + dice.roll(50))));
            }
            4 => bytes.truncate(at),
            5 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            _ => {
                let from = dice.roll(whole.len());
                let to = (from + dice.roll(200)).min(whole.len());
                drop(bytes.splice(at..at, whole[from..to].iter().copied()));
            }
        }
    }
    bytes
}

/// A folder with the sample, and exports of it.
struct Sample {
    folder: tempfile::TempDir,
}

impl Sample {
    fn new() -> Self {
        let sample = Self { folder: tempfile::tempdir().expect("a folder") };
        sample.factline(&["demo", ".", "--quiet"]);
        sample
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn factline(&self, arguments: &[&str]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factline"));
        command.current_dir(self.folder.path()).args(arguments).env_remove("FACTLINE_DB");
        command.env("FACTLINE_USER", "ana").env("FACTLINE_NOW", "2016-11-25T12:00:00Z");
        let output = command.output().expect("factline runs");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }

    /// The bytes of an export of a few facts in a format; `ending` is that of the file.
    fn export(&self, format: &str, ending: &str) -> Vec<u8> {
        let name = format!("export.{ending}");
        self.factline(&[
            "export",
            "--format",
            format,
            "--quiet",
            "--indicator=killed",
            "-o",
            &name,
        ]);
        fs::read(self.path(&name)).expect("an export")
    }
}

fn recorder() -> Recorder {
    Recorder { by: "ana".into(), at: "2026-01-02T03:04:05Z".into(), note: None }
}

/// Imports damaged copies of a file into a database that may change; the database must still verify.
fn try_imports(sample: &Sample, whole: &[u8], ending: &str) {
    try_files(sample, ending, |dice| damaged(whole, dice));
}

/// Imports files made by `damaged` into a database that may change; the database must still verify.
fn try_files(sample: &Sample, ending: &str, damaged: impl Fn(&mut Dice) -> Vec<u8>) {
    let mut dice = dice();
    let database = sample.path(&format!("{ending}.db"));
    fs::copy(sample.path("factline.db"), &database).expect("a copy");
    let path = sample.path(&format!("damaged.{ending}"));
    let mut recorded = 0;
    for _ in 0..tries() {
        let bytes = damaged(&mut dice);
        fs::write(&path, &bytes).expect("a file is written");
        recorded += import(&path, &database);
    }
    verify(&database, ending);
    assert!(recorded > 0, "{ending}: no damaged file was read");
}

fn verify(database: &Path, what: &str) {
    let store = Store::open(database).expect("the database opens");
    store.verify(|_, _| ()).unwrap_or_else(|why| panic!("{what}: {why}"));
}

/// Imports a file as far as it can be read; returns the number of rows that were read.
fn import(path: &Path, database: &Path) -> usize {
    let Ok(inputs) = import::sources(path, None) else { return 0 };
    let mut store = Store::open(database).expect("the database opens");
    let mut writer = store.begin().expect("nobody else writes");
    let options = Options { create: true, captured_at: recorder().at, ..Options::default() };
    let Ok(summary) = import::import(&inputs, &mut writer, &options) else { return 0 };
    writer.commit(&recorder()).expect("what was read is recorded");
    summary.recorded() + summary.refused.len() + 1
}

#[test]
fn damaged_tables_are_read_or_refused() {
    let sample = Sample::new();
    let csv = sample.export("csv", "csv");
    try_imports(&sample, &csv, "csv");
    let hxl = sample.export("hxl", "hxl.csv");
    try_imports(&sample, &hxl, "hxl.csv");
    let tabs = String::from_utf8(csv).expect("CSV is UTF-8").replace(',', "\t");
    try_imports(&sample, tabs.as_bytes(), "tsv");
    for name in ["places", "actors", "reports"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sample_data/{name}.csv"));
        try_imports(&sample, &fs::read(file).expect("the sample"), &format!("{name}.csv"));
    }
}

#[test]
fn damaged_objects_are_read_or_refused() {
    let sample = Sample::new();
    try_imports(&sample, &sample.export("jsonl", "jsonl"), "jsonl");
    try_imports(&sample, &sample.export("geojson", "geojson"), "geojson");
}

#[test]
fn damaged_packages_and_databases_are_read_or_refused() {
    let sample = Sample::new();
    try_imports(&sample, &sample.export("datapackage", "zip"), "zip");
    try_imports(&sample, &sample.export("sqlite", "sqlite"), "sqlite");
}

/// The parts of a workbook with one sheet: the name and the XML of each.
const PARTS: [(&str, &str); 6] = [
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Facts" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/s1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
    ),
    (
        "xl/sharedStrings.xml",
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>place</t></si><si><t>date</t></si><si><t>indicator</t></si><si><t>n</t></si><si><t>source</t></si><si><t>title</t></si><si><t>published</t></si><si><t>Aleppo</t></si><si><t>killed</t></si><si><t>OCHA</t></si><si><t>Sitrep</t></si></sst>"#,
    ),
    (
        "xl/worksheets/s1.xml",
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c><c r="F1" t="s"><v>5</v></c><c r="G1" t="s"><v>6</v></c></row><row r="2"><c r="A2" t="s"><v>7</v></c><c r="B2" s="1"><v>42663</v></c><c r="C2" t="s"><v>8</v></c><c r="D2"><v>12</v></c><c r="E2" t="s"><v>9</v></c><c r="F2" t="s"><v>10</v></c><c r="G2" s="1"><v>42664</v></c></row><row r="3"><c r="A3" t="s"><v>7</v></c><c r="B3" s="1"><v>42662</v></c><c r="C3" t="s"><v>8</v></c><c r="D3" t="inlineStr"><is><t>dozens</t></is></c><c r="E3" t="s"><v>9</v></c><c r="F3" t="s"><v>10</v></c><c r="G3" s="1"><v>42664</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A5:A6"/></mergeCells></worksheet>"#,
    ),
];

/// A workbook with one damaged part. Its parts are stored without packing, and their checksums are correct, so that the
/// code that reads the XML meets the damage.
fn damaged_workbook(dice: &mut Dice) -> Vec<u8> {
    let part = dice.roll(PARTS.len());
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (at, (name, xml)) in PARTS.iter().enumerate() {
        zip.start_file(*name, stored).expect("a part");
        let xml = xml.as_bytes();
        let bytes = if at == part { damaged(xml, dice) } else { xml.to_vec() };
        zip.write_all(&bytes).expect("a part");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn damaged_workbooks_are_read_or_refused() {
    try_files(&Sample::new(), "xlsx", damaged_workbook);
}

#[cfg(feature = "parquet")]
#[test]
fn damaged_parquet_files_are_read_or_refused() {
    let sample = Sample::new();
    try_imports(&sample, &sample.export("parquet", "parquet"), "parquet");
}

#[test]
fn damaged_maps_are_read_or_refused() {
    let (sample, mut dice) = (Sample::new(), dice());
    let rows = sample.path("rows.csv");
    fs::write(&rows, "date,place,killed\n2016-10-20,Aleppo,3\n").expect("a file is written");
    let built_in = Map::built_in().expect("maps are built in");
    let mut read = 0;
    for number in 0..4 * tries() {
        let whole = built_in[number % built_in.len()].text();
        let text = String::from_utf8_lossy(&damaged(whole.as_bytes(), &mut dice)).into_owned();
        let Ok(map) = Map::parse("damaged.toml", &text) else { continue };
        read += 1;
        let inputs = import::sources(&rows, None).expect("rows");
        let inputs: Vec<_> = inputs.into_iter().map(|input| input.through(map.clone())).collect();
        let mut store = Store::open(sample.path("factline.db")).expect("the database opens");
        let mut writer = store.begin().expect("nobody else writes");
        let options = Options { create: true, captured_at: recorder().at, ..Options::default() };
        // Most damaged maps name columns that the file lacks.
        if import::import(&inputs, &mut writer, &options).is_ok() {
            writer.commit(&recorder()).expect("what was read is recorded");
        }
    }
    verify(&sample.path("factline.db"), "maps");
    assert!(read > 0, "no damaged map was read");
}

#[test]
fn damaged_lists_of_places_are_read_or_refused() {
    let (sample, mut dice, mut recorded) = (Sample::new(), dice(), 0);
    let lists: [&[u8]; 2] = [
        b"admin0Name_en,admin0Pcode,admin1Name_en,admin1Pcode,admin2Name_en,admin2Pcode,lat,lon\n\
          Syria,SY,Aleppo,SY02,Jebel Saman,SY0200,36.2,37.1\nSyria,SY,Aleppo,SY02,Afrin,SY0203,36.5,36.8\n",
        b"170063\tAleppo\tAleppo\tHalab,Alep\t36.20124\t37.16117\tP\tPPLA\tSY\t\t09\t\t\t\t1602264\t\t405\tAsia/Damascus\t2019-09-05\n",
    ];
    for number in 0..2 * tries() {
        let bytes = damaged(lists[number % lists.len()], &mut dice);
        let source = Source::bytes("places.txt", bytes);
        let mut store = Store::open(sample.path("factline.db")).expect("the database opens");
        let mut writer = store.begin().expect("nobody else writes");
        if import::import_places(&source, &mut writer, None, RemedyWords::default()).is_ok() {
            writer.commit(&recorder()).expect("what was read is recorded");
            recorded += 1;
        }
    }
    verify(&sample.path("factline.db"), "lists of places");
    assert!(recorded > 0, "no damaged list was read");
}

#[test]
fn damaged_words_are_read_or_refused() {
    let mut dice = dice();
    let whole = "As many as 300,000 civilians (between 250,000 and 275,000, or 2.1m), half of them children, \
        have been trapped since early July 2016; on 20-22 October, from Friday 16:00 to the end of this month, \
        a 72-hour truce expired two days later: 2016-07~/.., [2016-10-01..2016-10-05], 14 of 46 trucks, $12 \
        million, nearly half a dozen, 5-10%, twenty-one thousand and three, \u{661}\u{662} شخص";
    for _ in 0..20 * tries() {
        let text = String::from_utf8_lossy(&damaged(whole.as_bytes(), &mut dice)).into_owned();
        let from = text.char_indices().nth(dice.roll(200)).map_or(0, |(at, _)| at);
        let part: String = text[from..].chars().take(dice.roll(60)).collect();
        let published = "2016-10-24".parse().expect("a day");
        drop(quantities::read(&part));
        drop(quantities::find(&text));
        drop(dates::read(&part, &dates::Anchor::on(published)));
        drop(dates::find(&text, &dates::Anchor::on(published)));
        drop(part.parse::<Expression>());
    }
}
