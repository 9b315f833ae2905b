//! Tests that programs which people use open the files that Factline writes: the validators of each
//! format, and programs that read databases, CSV and JSON Lines without knowing Factline.
//!
//! `tests/clients/setup` installs them, in the versions of `tests/clients/requirements.txt`; until it has run, these
//! tests are listed as ignored, with that reason. Each program reads the file by its own means; the result is compared
//! with the views of the database.

#[path = "clients/environment.rs"]
mod environment;

use environment::{browser, browser_missing, client, missing, office, office_missing};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

/// A folder with two databases: the sample, and one of hostile texts.
struct Databases {
    folder: tempfile::TempDir,
}

const ACTORS: &str =
    "key,name,kind\nmonitor,\"The \"\"Monitor\"\", Ltd.\",monitor\nزيد,زيد | Zayd,person\n";
const PLACES: &str = "key,name,kind,country,pcode,latitude,longitude\n\
    quoted,\"Qa'bat \"\"al\"\" Ḥajar, <b>upper</b>\",city,SYR,SY99,-33.123456,179.999999\n\
    nowhere,=2+5,village,,,,\n";
const REPORTS: &str = "key,publisher,title,url,published,language\n\
    r1,monitor,\"=HYPERLINK(\"\"http://x.example\"\",\"\"click\"\")\",https://x.example/?a=1&b=%20|2,2016-10-24,en\n\
    r2,monitor,\"two\nlines, and a\ttab\",,2016-10~,ar\n";
/// Formulas, line breaks, quotes, scripts from right to left, control characters, an apostrophe at
/// the beginning, the greatest and least numbers that programs can store.
const FACTS: &str = "indicator,place_key,report_key,value_low,value_best,value_high,when_edtf,quote,claimant,comment\n\
    key-figure,quoted,r1,,0.1,,2016-10-20,\"=cmd|' /C calc'!A0\",monitor,\n\
    killed,quoted,r1,1,,9007199254740991,[2016-10-01..2016-10-05],\"a, \"\"b\"\"\r\nc;\td\",زيد,'quoted\n\
    trapped,nowhere,r2,,,300000,2016-07~,\"\u{202e}abc\u{200b} حلب 🕊 e\u{301}\",,@sum\n\
    aid-delivery,nowhere,r2,,0,,[2016-07-01..2016-07-10]/..,'it began with an apostrophe,,\"+1 -1 \u{1b}[31mred\"\n\
    ceasefire,quoted,r2,,72,,2016-10-20/2016-10-22,\\N \\ NULL,monitor,\"NULL\"\n";

impl Databases {
    fn new() -> Self {
        let databases = Self { folder: tempfile::tempdir().expect("a folder") };
        databases.factline(&["demo", "demo", "--quiet"]);
        std::fs::rename(databases.path("demo/factline.db"), databases.path("sample.db"))
            .expect("the sample is there");
        databases.factline(&["--db", "hostile.db", "init", "--quiet"]);
        for (name, rows) in [
            ("actors.csv", ACTORS),
            ("places.csv", PLACES),
            ("reports.csv", REPORTS),
            ("facts.csv", FACTS),
        ] {
            std::fs::write(databases.path(name), rows).expect("a file is written");
        }
        let files = ["actors.csv", "places.csv", "reports.csv", "facts.csv"];
        databases.factline(&[&["--db", "hostile.db", "import"], files.as_slice()].concat());
        databases
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn factline(&self, arguments: &[&str]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factline"));
        command.current_dir(self.folder.path()).args(arguments);
        done(command.env("FACTLINE_USER", "ana").env("FACTLINE_NOW", "2016-11-25T12:00:00Z"));
    }

    /// Exports both databases in a format, and lets a Python script read each.
    fn read(&self, script: &str, format: &str, ending: &str) {
        for name in ["sample", "hostile"] {
            let (database, file) = (format!("{name}.db"), format!("{name}.{ending}"));
            self.factline(&["--db", &database, "export", "--format", format, "-o", &file]);
            self.script(script, [database, file]);
        }
    }

    /// Runs a Python script of these tests.
    fn script(&self, name: &str, arguments: [String; 2]) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(name);
        self.run(client("python").arg(script).args(arguments));
    }

    fn run(&self, command: &mut Command) -> String {
        let output = done(command.current_dir(self.folder.path()));
        String::from_utf8(output.stdout).expect("programs write UTF-8")
    }
}

fn done(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

fn python_reads_the_csv() {
    Databases::new().read("read_csv.py", "csv", "csv");
}

fn duckdb_reads_the_csv() {
    Databases::new().read("read_duckdb.py", "csv", "csv");
}

/// The page of a Datasette that serves the database, without a port.
fn datasette(databases: &Databases, page: &str) -> Value {
    let page = databases.run(client("datasette").args(["sample.db", "hostile.db", "--get", page]));
    serde_json::from_str(&page).expect("the page is JSON")
}

fn datasette_answers_from_the_views() {
    let databases = Databases::new();
    let page = "/sample/current_fact.json?_shape=array&_size=max&place_key=aleppo&indicator=killed";
    let killed = datasette(&databases, page);
    let texts = |facts: &Value, column: &str| -> Vec<String> {
        let facts = facts.as_array().expect("a list of facts");
        facts.iter().map(|fact| fact[column].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert!(!texts(&killed, "fact_id").is_empty());
    assert!(texts(&killed, "value_text").contains(&"nearly 500".to_owned()), "{killed}");
    assert!(texts(&killed, "claimant").contains(&"Ban Ki-moon".to_owned()), "{killed}");
    assert!(killed.as_array().is_some_and(|facts| facts.iter().any(|fact| fact["high"] == 500)));
    let places =
        datasette(&databases, "/sample/place_path.json?_shape=array&place_key=eastern-aleppo");
    assert!(texts(&places, "path")[0].starts_with("Syria > Aleppo"), "{places}");
    let hostile = datasette(&databases, "/hostile/current_fact.json?_shape=array&_sort=fact_id");
    assert!(texts(&hostile, "quote").contains(&"a, \"b\"\r\nc;\td".to_owned()), "{hostile}");
    for view in ["current_report", "change_log"] {
        let rows = datasette(&databases, &format!("/sample/{view}.json?_shape=array"));
        assert!(rows.as_array().is_some_and(|rows| !rows.is_empty()), "{view}");
    }
}

fn sqlite_utils_reads_the_views() {
    let databases = Databases::new();
    for (name, facts) in [("sample.db", 59), ("hostile.db", 5)] {
        let rows = databases.run(client("sqlite-utils").args(["rows", name, "current_fact"]));
        let rows: Value = serde_json::from_str(&rows).expect("rows are JSON");
        assert_eq!(rows.as_array().map(Vec::len), Some(facts), "{name}");
    }
    let question = "SELECT count(DISTINCT publisher) AS publishers FROM current_fact
                    WHERE indicator = 'trapped' AND high IS NOT NULL AND best IS NULL";
    let answer = databases.run(client("sqlite-utils").args(["query", "sample.db", question]));
    let answer: Value = serde_json::from_str(&answer).expect("the answer is JSON");
    assert!(answer[0]["publishers"].as_u64() > Some(0), "{answer}");
}

fn duckdb_reads_the_json_lines() {
    Databases::new().read("read_duckdb.py", "jsonl", "jsonl");
}

#[cfg(feature = "parquet")]
fn duckdb_reads_the_parquet() {
    Databases::new().read("read_duckdb.py", "parquet", "parquet");
}

fn openpyxl_and_pandas_read_the_workbook() {
    Databases::new().read("read_workbook.py", "xlsx", "xlsx");
}

fn libreoffice_reads_the_workbook() {
    let databases = Databases::new();
    for name in ["sample", "hostile"] {
        let (database, book) = (format!("{name}.db"), format!("{name}.xlsx"));
        databases.factline(&["--db", &database, "export", "-o", &book]);
        databases.run(&mut office(&databases.path("office"), &book));
        databases.script("read_office_csv.py", [database, format!("{name}.csv")]);
    }
}

/// The place with hostile names, in the third database.
const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u{202e}\u{1b}[31m\u{200b}]]>--></style>";

/// A database in which every text would have an effect in a page if it were not escaped.
fn hostile_page(databases: &Databases) {
    let cell = HOSTILE.replace('"', "\"\"");
    let link = "ftp://example.org/<script>alert(3)</script>";
    for (name, rows) in [
        ("a.csv", format!("key,name,kind\nevil,\"{cell} & co\",monitor\n")),
        ("p.csv", format!("key,name,kind,latitude,longitude\nhere,\"{cell}\",city,36.2,37.1\n")),
        (
            "r.csv",
            format!(
                "key,publisher,title,url,published\nr1,evil,\"{cell}\",{link},2016-10-24\n\
                           r2,evil,\"{cell} again\",https://example.org/?a=<b>&c=%22,2016-10-25\n"
            ),
        ),
        (
            "f.csv",
            format!(
                "indicator,place_key,report_key,value_best,when_edtf,quote,claimant,scope,comment\n\
                           killed,here,r1,5,2016-10-20,\"{cell}\",evil,\"{cell}\",\"{cell}\"\n\
                           killed,here,r2,9,2016-10-20,\"{cell}\",evil,\"{cell}\",\n\
                           ceasefire,here,r2,,2016-10-21/2016-10-23,\"{cell}\",evil,,\n"
            ),
        ),
    ] {
        std::fs::write(databases.path(name), rows).expect("a file is written");
    }
    databases.factline(&["--db", "evil.db", "init", "--quiet"]);
    databases.factline(&["--db", "evil.db", "import", "a.csv", "p.csv", "r.csv", "f.csv"]);
}

/// A database with 5,000 facts about one city, in 24 series over a year. Every report adds to the figures of the one
/// before; now and then one contradicts it.
fn large_page(databases: &Databases) {
    let day = |report: usize| format!("{:02}-{:02}", report / 17 + 1, report % 17 + 1);
    let reports = (0..200).map(|report| {
        let url = format!("https://example.org/{report}");
        format!("report-{report},monitor,Report {report},{url},2015-{}\n", day(report))
    });
    let indicators = ["killed", "injured", "trapped", "displaced", "aid-delivery", "fighters"];
    let scopes = ["civilians", "women", "children", ""];
    let facts = (0..5000).map(|at| {
        let (report, indicator, scope) = (at / 25, indicators[at % 6], scopes[at / 6 % 4]);
        let otherwise = if at % 97 == 0 { 400 } else { 0 };
        let best = 100 + report * 3 + at % 6 * 50 + otherwise;
        let high = if at % 31 == 0 { (best + 80).to_string() } else { String::new() };
        let day = day(report);
        format!("{indicator},city,report-{report},{scope},{best},{high},2015-{day},sentence {at}\n")
    });
    let head = "indicator,place_key,report_key,scope,value_best,value_high,when_edtf,quote\n";
    let places = "key,name,kind,latitude,longitude\ncity,The City,city,36.2,37.1\n";
    let files = [
        ("actors.csv", "key,name,kind\nmonitor,The Monitor,monitor\n".to_owned()),
        ("places.csv", places.to_owned()),
        (
            "reports.csv",
            "key,publisher,title,url,published\n".to_owned() + &reports.collect::<String>(),
        ),
        ("facts.csv", head.to_owned() + &facts.collect::<String>()),
    ];
    databases.factline(&["--db", "large.db", "init", "--quiet"]);
    for (name, rows) in files {
        std::fs::write(databases.path(name), rows).expect("a file is written");
        databases.factline(&["--db", "large.db", "import", name]);
    }
}

fn chromium_shows_the_pages_whole_and_they_do_nothing() {
    let databases = Databases::new();
    hostile_page(&databases);
    large_page(&databases);
    let mut command = browser();
    for (name, place) in [("sample", "aleppo"), ("evil", "here"), ("large", "city")] {
        let database = format!("{name}.db");
        for kind in ["timeline", "brief"] {
            let page = format!("{name}-{kind}.html");
            databases.factline(&["--db", &database, kind, place, "-o", &page]);
            let size = databases.path(&page).metadata().expect("the page is there").len();
            assert!(size < 2_000_000, "{page} has {size} bytes");
            command.arg(page);
        }
        if name != "large" {
            let picture = format!("{name}-timeline.svg");
            databases.factline(&["--db", &database, "timeline", place, "-o", &picture]);
            command.arg(picture);
            for (kind, file) in [
                ("--retracted", "table.html"),
                ("--latest", "latest.html"),
                ("--sum", "sum.html"),
                ("--chart", "chart.html"),
                ("--chart", "chart.svg"),
            ] {
                let file = format!("{name}-{file}");
                databases.factline(&["--db", &database, "table", kind, "-o", &file]);
                command.arg(file);
            }
        }
    }
    databases.run(&mut command);
}

fn the_validator_and_libhxl_read_the_hxl() {
    let databases = Databases::new();
    databases.read("read_hxl.py", "hxl", "hxl.csv");
    for name in ["sample.hxl.csv", "hostile.hxl.csv"] {
        databases.run(client("hxlvalidate").arg(name));
    }
}

fn the_validator_accepts_the_geojson() {
    Databases::new().read("validate_geojson.py", "geojson", "geojson");
}

fn frictionless_accepts_the_data_package() {
    let databases = Databases::new();
    for name in ["sample", "hostile"] {
        for target in [format!("{name}/"), format!("{name}.zip")] {
            let database = format!("{name}.db");
            databases.factline(&[
                "--db",
                &database,
                "export",
                "--format",
                "datapackage",
                "-o",
                &target,
            ]);
            let described =
                if target.ends_with('/') { format!("{target}datapackage.json") } else { target };
            let report = databases.run(
                client("frictionless")
                    .args(["validate", "--json", "--type", "package"])
                    .arg(&described),
            );
            let report: Value = serde_json::from_str(&report).expect("the report is JSON");
            assert_eq!(report["valid"], true, "{described}: {report:#}");
            let tasks = report["tasks"].as_array().expect("a task for each table");
            let rows = |task: &Value| task["stats"]["rows"].as_u64().unwrap_or(0);
            assert!(tasks.len() >= 5 && tasks.iter().map(rows).sum::<u64>() > 5, "{report:#}");
        }
    }
}

/// Tests that a database written by an export is a complete database.
fn sqlite_utils_reads_an_exported_database() {
    let databases = Databases::new();
    databases.factline(&["--db", "sample.db", "export", "--format", "sqlite", "-o", "copy.db"]);
    let ids = |name: &str| {
        let question = "SELECT fact_id FROM current_fact ORDER BY fact_id";
        databases.run(client("sqlite-utils").args(["query", name, question]))
    };
    assert_eq!(ids("copy.db"), ids("sample.db"));
    assert!(Path::new(&databases.path("copy.db")).exists());
}

fn main() -> ExitCode {
    let missing = missing();
    let after = |missing: Option<String>, name: &str, test: fn()| {
        let kind = missing.clone().unwrap_or_default();
        let is_ignored = missing.is_some();
        let run = move || {
            if let Some(why) = missing {
                return Err(Failed::from(why));
            }
            test();
            Ok(())
        };
        Trial::test(name, run).with_kind(kind).with_ignored_flag(is_ignored)
    };
    let trial = |name: &str, test: fn()| after(missing.clone(), name, test);
    let office = missing.clone().or_else(office_missing);
    let trials = vec![
        trial("python_reads_the_csv", python_reads_the_csv),
        trial("duckdb_reads_the_csv", duckdb_reads_the_csv),
        trial("duckdb_reads_the_json_lines", duckdb_reads_the_json_lines),
        #[cfg(feature = "parquet")]
        trial("duckdb_reads_the_parquet", duckdb_reads_the_parquet),
        trial("datasette_answers_from_the_views", datasette_answers_from_the_views),
        trial("sqlite_utils_reads_the_views", sqlite_utils_reads_the_views),
        trial("sqlite_utils_reads_an_exported_database", sqlite_utils_reads_an_exported_database),
        trial("the_validator_and_libhxl_read_the_hxl", the_validator_and_libhxl_read_the_hxl),
        trial("the_validator_accepts_the_geojson", the_validator_accepts_the_geojson),
        trial("openpyxl_and_pandas_read_the_workbook", openpyxl_and_pandas_read_the_workbook),
        after(office, "libreoffice_reads_the_workbook", libreoffice_reads_the_workbook),
        after(
            browser_missing(),
            "chromium_shows_the_pages_whole_and_they_do_nothing",
            chromium_shows_the_pages_whole_and_they_do_nothing,
        ),
        trial("frictionless_accepts_the_data_package", frictionless_accepts_the_data_package),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
