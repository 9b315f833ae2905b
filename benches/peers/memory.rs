//! Tasks that no peer can do, for which the memory of Factline is measured: listings, exports in every format, the
//! timeline of a whole country, the import of a database.

use crate::contest::{Entry, FACTLINE, Programs, Work};
use crate::data::Asked;

/// Tasks, and the most memory that each may take, in megabytes.
pub(crate) const MEMORY: &[(&str, u32)] = &[
    ("table", 100),
    ("table as CSV", 100),
    ("table as JSON", 100),
    ("table of the latest", 150),
    ("comparison of all facts", 150),
    ("sums of all facts", 200),
    ("gaps of all facts", 200),
    ("export to JSON Lines", 100),
    ("export to HXL", 100),
    ("export to GeoJSON", 100),
    ("export to a data package", 100),
    ("export to a zip", 100),
    ("export to Parquet", 100),
    ("export to SQLite", 100),
    ("export of a country to SQLite", 250),
    ("import of a database", 250),
    ("timeline of a country", 100),
    ("timeline of a country as JSON", 150),
    ("timeline of a country as Markdown", 150),
    ("counts by place, month and indicator", 200),
];

/// All tasks that only Factline does. They need the database that the import made.
pub(crate) fn works(programs: &Programs, asked: &Asked) -> Vec<Work> {
    let mut works = listings(programs);
    works.extend(exports(programs, asked));
    works.push(database_import(programs));
    works.extend(timelines(programs, asked));
    let by = ["table", "--by", "place,month,indicator", "--format", "csv"];
    works.push(work("counts by place, month and indicator", programs.entry(FACTLINE, by)));
    works.extend(answers(programs, asked));
    let log = programs.entry(FACTLINE, ["log", "--limit", "10"]);
    works.push(Work { is_brief: true, ..work("newest changesets", log) });
    works
}

fn listings(programs: &Programs) -> Vec<Work> {
    let table = |name, options: &[&str]| {
        let mut entry = programs.entry(FACTLINE, ["table"]);
        entry.arguments.extend(options.iter().map(|&option| option.to_owned()));
        work(name, entry)
    };
    vec![
        table("table", &[]),
        table("table as CSV", &["--format", "csv"]),
        table("table as JSON", &["--format", "json"]),
        table("table of the latest", &["--latest", "--format", "csv"]),
    ]
}

/// Commands that compare facts: all facts, and those of a city.
fn answers(programs: &Programs, asked: &Asked) -> Vec<Work> {
    let answer = |name, arguments: &[&str]| {
        let mut entry = programs.entry(FACTLINE, []);
        entry.arguments.extend(arguments.iter().map(|&argument| argument.to_owned()));
        Work { is_brief: arguments.contains(&&*asked.city), ..work(name, entry) }
    };
    let city = &*asked.city;
    vec![
        answer("comparison of all facts", &["compare"]),
        answer("comparison of a city", &["compare", "--place", city]),
        answer("table of the latest of a city", &["table", "--latest", "--place", city]),
        answer("sums of all facts", &["table", "--sum"]),
        answer("sums of a city", &["table", "--sum", "--place", city]),
        answer("gaps of all facts", &["gaps"]),
        answer("gaps of a city", &["gaps", "--place", city]),
        answer("brief of a city", &["brief", city]),
        answer("brief of a country", &["brief", &asked.country]),
    ]
}

fn timelines(programs: &Programs, asked: &Asked) -> [Work; 3] {
    let timeline = |name, format| {
        work(name, programs.entry(FACTLINE, ["timeline", &asked.country, "--format", format]))
    };
    [
        timeline("timeline of a country", "text"),
        timeline("timeline of a country as JSON", "json"),
        timeline("timeline of a country as Markdown", "markdown"),
    ]
}

fn exports(programs: &Programs, asked: &Asked) -> Vec<Work> {
    let stream =
        |name, format| work(name, programs.entry(FACTLINE, ["export", "--format", format]));
    let package = ["--format", "datapackage"];
    let parquet = Entry {
        missing: (!cfg!(feature = "parquet"))
            .then(|| "left out: built without the feature parquet".to_owned()),
        ..into_file(programs, &["facts.parquet"], [])
    };
    let whole = into_file(programs, &["whole.db"], []);
    let copy = programs.entry("cp", ["factline.db", "copy.db"]);
    let country = into_file(programs, &["country.db"], ["--place", &asked.country]);
    vec![
        stream("export to JSON Lines", "jsonl"),
        stream("export to HXL", "hxl"),
        stream("export to GeoJSON", "geojson"),
        work("export to a data package", into_file(programs, &["package"], package)),
        work("export to a zip", into_file(programs, &["package.zip"], package)),
        work("export to Parquet", parquet),
        Work { name: "export to SQLite", is_brief: false, entries: vec![whole, copy] },
        work("export of a country to SQLite", country),
    ]
}

/// An export into a file, which is removed before each run.
fn into_file<const N: usize>(
    programs: &Programs,
    file: &'static [&'static str; 1],
    options: [&str; N],
) -> Entry {
    let mut entry = programs.entry(FACTLINE, ["export", "--quiet", "--output", file[0]]);
    entry.arguments.extend(options.map(str::to_owned));
    Entry { anew: file, ..entry }
}

fn database_import(programs: &Programs) -> Work {
    let import = ["--db", "again.db", "import", "factline.db", "--quiet"];
    let entry = programs.entry(FACTLINE, import);
    let before: &[&[&str]] = &[&["init", "--quiet", "--db", "again.db"]];
    let entry = Entry { anew: &["again.db"], before, ..entry };
    work("import of a database", entry)
}

fn work(name: &'static str, entry: Entry) -> Work {
    Work { name, is_brief: false, entries: vec![entry] }
}
