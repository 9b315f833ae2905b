//! What Factline alone does at this size, measured for its memory: listings, exports in every
//! format, the timeline of a whole country, a database read in.

use crate::contest::{Entry, FACTLINE, Programs, Work};
use crate::data::Asked;

/// Works and the most memory that each may take, in megabytes.
pub(crate) const MEMORY: &[(&str, u32)] = &[
    ("table", 100),
    ("table as CSV", 100),
    ("table as JSON", 100),
    ("table of the latest", 150),
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

/// All works of Factline alone. They need the database that the import made.
pub(crate) fn works(programs: &Programs, asked: &Asked) -> Vec<Work> {
    let mut works = listings(programs);
    works.extend(exports(programs, asked));
    works.push(database_import(programs));
    works.extend(timelines(programs, asked));
    let by = ["table", "--by", "place,month,indicator", "--format", "csv"];
    works.push(alone(programs, "counts by place, month and indicator", by));
    let log = alone(programs, "newest changesets", ["log", "--limit", "10"]);
    works.push(Work { is_brief: true, ..log });
    works
}

fn listings(programs: &Programs) -> Vec<Work> {
    vec![
        alone(programs, "table", ["table"]),
        alone(programs, "table as CSV", ["table", "--format", "csv"]),
        alone(programs, "table as JSON", ["table", "--format", "json"]),
        alone(programs, "table of the latest", ["table", "--latest", "--format", "csv"]),
    ]
}

fn timelines(programs: &Programs, asked: &Asked) -> [Work; 3] {
    let timeline = |name, format| {
        alone(programs, name, ["timeline", asked.country.as_str(), "--format", format])
    };
    [
        timeline("timeline of a country", "text"),
        timeline("timeline of a country as JSON", "json"),
        timeline("timeline of a country as Markdown", "markdown"),
    ]
}

fn exports(programs: &Programs, asked: &Asked) -> Vec<Work> {
    let export = |name, format| alone(programs, name, ["export", "--format", format]);
    let mut works = vec![
        export("export to JSON Lines", "jsonl"),
        export("export to HXL", "hxl"),
        export("export to GeoJSON", "geojson"),
    ];
    works.push(file(
        programs,
        "export to a data package",
        &["package"],
        ["--format", "datapackage"],
    ));
    works.push(file(programs, "export to a zip", &["package.zip"], ["--format", "datapackage"]));
    let mut parquet = file(programs, "export to Parquet", &["facts.parquet"], []);
    if !cfg!(feature = "parquet") {
        parquet.entries[0].missing = Some("left out: built without the feature parquet".to_owned());
    }
    works.push(parquet);
    let mut whole = file(programs, "export to SQLite", &["whole.db"], []);
    whole.entries.push(programs.entry("cp", ["factline.db", "copy.db"]));
    works.push(whole);
    let place = ["--place", asked.country.as_str()];
    works.push(file(programs, "export of a country to SQLite", &["country.db"], place));
    works
}

/// An export into a file, which is removed before each run.
fn file<const N: usize>(
    programs: &Programs,
    name: &'static str,
    anew: &'static [&'static str],
    options: [&str; N],
) -> Work {
    let mut work = alone(programs, name, ["export", "--quiet", "--output", anew[0]]);
    let entry = &mut work.entries[0];
    entry.arguments.extend(options.map(str::to_owned));
    entry.anew = anew;
    work
}

fn database_import(programs: &Programs) -> Work {
    let import = ["--db", "again.db", "import", "factline.db", "--quiet"];
    let mut work = alone(programs, "import of a database", import);
    work.entries[0] =
        Entry { anew: &["again.db"], init: Some("again.db"), ..work.entries.remove(0) };
    work
}

fn alone<const N: usize>(programs: &Programs, name: &'static str, arguments: [&str; N]) -> Work {
    Work { name, is_brief: false, entries: vec![programs.entry(FACTLINE, arguments)] }
}
