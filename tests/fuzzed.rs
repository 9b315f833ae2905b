//! Files that were damaged at random never crash an import, and never leave a database that does not
//! verify. `FUZZ_TRIES=20000 cargo test --release --test fuzzed` tries longer; `FUZZ_SEED` varies it.

use factline::domain::changeset::Recorder;
use factline::domain::when::Expression;
use factline::format::source::Source;
use factline::import::{self, Options};
use factline::language::{dates, quantities};
use factline::mapping::Map;
use factline::store::Store;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// Bytes that parsers trip over: quotes, separators, ends of lines, signs of JSON, TOML, EDTF and zip,
/// numbers at the edge, characters of several bytes and halves of them.
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

/// A file with up to six damages: pieces put in, parts cut out, doubled, exchanged or turned over.
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

/// Imports damaged copies of a file into a database that it may add to, which must verify.
fn try_imports(sample: &Sample, whole: &[u8], ending: &str) {
    let mut dice = dice();
    let database = sample.path(&format!("{ending}.db"));
    fs::copy(sample.path("factline.db"), &database).expect("a copy");
    let path = sample.path(&format!("damaged.{ending}"));
    let mut recorded = 0;
    for _ in 0..tries() {
        let bytes = damaged(whole, &mut dice);
        fs::write(&path, &bytes).expect("a file is written");
        recorded += import(&path, &database);
    }
    let store = Store::open(&database).expect("the database opens");
    store.verify(|_, _| ()).unwrap_or_else(|why| panic!("{ending}: {why}"));
    assert!(recorded > 0, "{ending}: no damaged file was read");
}

/// Imports a file as far as it can be read; gives the number of rows that it named.
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
        drop(import::import(&inputs, &mut writer, &options));
    }
    assert!(read > 0, "no damaged map was read");
}

#[test]
fn damaged_lists_of_places_are_read_or_refused() {
    let (sample, mut dice) = (Sample::new(), dice());
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
        drop(import::import_places(
            &source,
            &mut writer,
            None,
            factline::format::remedy::RemedyWords::default(),
        ));
    }
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
