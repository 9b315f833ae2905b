//! The tasks that are measured, and the programs that do each of them, as one process from start to end.

use crate::data::{Asked, COLUMNS, FLAT_COLUMNS, RARE};
use crate::postgres::Cluster;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) const FACTLINE: &str = "factline";

/// The programs and their paths.
pub(crate) struct Programs {
    pub(crate) factline: PathBuf,
    pub(crate) sqlite3: Option<PathBuf>,
    pub(crate) duckdb: Option<PathBuf>,
    pub(crate) sqlite_utils: Option<PathBuf>,
    pub(crate) xan: Option<PathBuf>,
    pub(crate) postgres: Result<Cluster, String>,
    /// A Rust program that does nothing.
    pub(crate) empty: Option<PathBuf>,
}

/// One program for one task.
pub(crate) struct Entry {
    pub(crate) who: &'static str,
    /// The reason why it does not take part.
    pub(crate) missing: Option<String>,
    pub(crate) program: Option<PathBuf>,
    pub(crate) arguments: Vec<String>,
    /// Files and folders that are removed before each run.
    pub(crate) anew: &'static [&'static str],
    /// What Factline does before each run, without being measured: the arguments of each command.
    pub(crate) before: &'static [&'static [&'static str]],
    pub(crate) is_postgres: bool,
    /// With more facts than this it takes minutes, and is left out.
    pub(crate) most_facts: usize,
}

/// A task, and the programs that do it.
pub(crate) struct Work {
    pub(crate) name: &'static str,
    /// The task takes only milliseconds, so it is measured more often.
    pub(crate) is_brief: bool,
    pub(crate) entries: Vec<Entry>,
}

impl Programs {
    pub(crate) fn entry<const N: usize>(&self, who: &'static str, arguments: [&str; N]) -> Entry {
        let first = who.split(' ').next().unwrap_or_default();
        let program = match first {
            FACTLINE => Some(self.factline.clone()),
            "sqlite3" => self.sqlite3.clone(),
            "DuckDB" => self.duckdb.clone(),
            "sqlite-utils" => self.sqlite_utils.clone(),
            "xan" => self.xan.clone(),
            "empty" => self.empty.clone(),
            "PostgreSQL" => None,
            other => Some(PathBuf::from(other)),
        };
        let is_postgres = first == "PostgreSQL";
        let missing = match &self.postgres {
            Err(why) if is_postgres => Some(why.clone()),
            _ if program.is_none() && !is_postgres => Some("not installed".to_owned()),
            _ => None,
        };
        let arguments = arguments.map(str::to_owned).to_vec();
        Entry {
            who,
            missing,
            program,
            arguments,
            anew: &[],
            before: &[],
            is_postgres,
            most_facts: usize::MAX,
        }
    }

    /// A command of Factline.
    pub(crate) fn factline(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(&self.entry(FACTLINE, []), 0);
        command.args(arguments);
        command
    }

    /// The command of an entry; `{n}` in its arguments stands for the number of the run.
    pub(crate) fn command(&self, entry: &Entry, number: usize) -> Command {
        let mut command = match (&entry.program, &self.postgres) {
            (None, Ok(cluster)) => cluster.psql(),
            (program, _) => Command::new(program.as_deref().unwrap_or(Path::new("false"))),
        };
        command.args(entry.arguments.iter().map(|a| a.replace("{n}", &number.to_string())));
        command.env("FACTLINE_USER", "bench").env("FACTLINE_DB", "factline.db");
        command
    }

    /// All tasks, in an order in which the files that a task needs are made before it.
    pub(crate) fn works(&self, asked: &Asked) -> Vec<Work> {
        let mut works = self.imports();
        works.extend([
            self.city("timeline of a city", &asked.city),
            self.city("timeline of a small city", &asked.small),
            self.export(),
            self.counts(),
            self.words(),
            self.start(),
            self.add(asked),
        ]);
        works
    }

    fn imports(&self) -> Vec<Work> {
        let files = ["import", "actors.csv", "places.csv", "reports.csv", "facts.csv", "--quiet"];
        let entries = vec![
            Entry {
                anew: &["factline.db"],
                before: &[&["init", "--quiet", "--db", "factline.db"]],
                ..self.entry(FACTLINE, files)
            },
            Entry {
                anew: &["flat.db"],
                ..self.entry("sqlite3 .import, indexes", ["flat.db", ".read import.sql"])
            },
            Entry {
                anew: &["bare.duckdb"],
                ..self.entry("DuckDB read_csv", ["bare.duckdb", "-f", "import.duckdb.sql"])
            },
            Entry {
                anew: &["flat.duckdb"],
                ..self
                    .entry("DuckDB read_csv, indexes", ["flat.duckdb", "-f", "indexed.duckdb.sql"])
            },
            self.entry("PostgreSQL COPY, indexes", ["-f", "import.psql.sql"]),
            Entry {
                anew: &["utils.db"],
                most_facts: 100_000,
                ..self.entry(
                    "sqlite-utils insert",
                    ["insert", "utils.db", "fact", "facts.csv", "--csv", "--pk", "fact_id"],
                )
            },
        ];
        let again = vec![self.entry(FACTLINE, ["import", "facts.csv", "--quiet"])];
        vec![
            Work { name: "import", is_brief: false, entries },
            Work { name: "import of the same again", is_brief: false, entries: again },
            self.flat(),
        ]
    }

    /// One file in which each row names its report and its claimant and has its value in words.
    /// Places and actors are recorded before; the peers load only the rows.
    fn flat(&self) -> Work {
        let entries = vec![
            Entry {
                anew: &["words.db"],
                before: &[
                    &["init", "--quiet", "--db", "words.db"],
                    &["--db", "words.db", "import", "actors.csv", "places.csv", "--quiet"],
                ],
                ..self.entry(FACTLINE, ["--db", "words.db", "import", "flat.csv", "--quiet"])
            },
            Entry {
                anew: &["rows.db"],
                ..self.entry("sqlite3 .import, indexes", ["rows.db", ".read flat.sql"])
            },
        ];
        Work { name: "import of a flat file", is_brief: false, entries }
    }

    fn city(&self, name: &'static str, place: &str) -> Work {
        let rows =
            format!("SELECT * FROM fact WHERE place_key = '{place}' ORDER BY start_earliest");
        let entries = vec![
            self.entry(FACTLINE, ["timeline", place]),
            self.entry("sqlite3 rows", ["-csv", "flat.db", &rows]),
            self.entry("DuckDB rows", ["-readonly", "-csv", "flat.duckdb", "-c", &rows]),
            self.entry("PostgreSQL rows", ["--csv", "-c", &rows]),
        ];
        Work { name, is_brief: true, entries }
    }

    fn export(&self) -> Work {
        let entries = vec![
            self.entry(FACTLINE, ["export", "--format", "csv"]),
            self.entry("sqlite3 -csv", ["-csv", "-header", "flat.db", "SELECT * FROM fact"]),
            self.entry(
                "DuckDB COPY",
                ["-readonly", "bare.duckdb", "-c", "COPY fact TO 'copy.csv' (HEADER)"],
            ),
            self.entry("PostgreSQL COPY", ["-c", "\\copy fact TO 'copy.csv' CSV HEADER"]),
            self.entry("cp", ["facts.csv", "copy.csv"]),
        ];
        Work { name: "export to CSV", is_brief: false, entries }
    }

    fn counts(&self) -> Work {
        let sql = "SELECT place_key, indicator, count(*) FROM fact GROUP BY place_key, indicator";
        let entries = vec![
            self.entry(FACTLINE, ["table", "--by", "place,indicator", "--format", "csv"]),
            self.entry("sqlite3 GROUP BY", ["-csv", "flat.db", sql]),
            self.entry("DuckDB GROUP BY", ["-readonly", "-csv", "bare.duckdb", "-c", sql]),
            self.entry("PostgreSQL GROUP BY", ["--csv", "-c", sql]),
            self.entry("xan groupby", ["groupby", "place_key,indicator", "count()", "facts.csv"]),
        ];
        Work { name: "counts by place and indicator", is_brief: false, entries }
    }

    /// The peers search the same five columns as Factline.
    fn words(&self) -> Work {
        const SEARCHED: [&str; 5] =
            ["quote", "value_as_stated", "when_as_stated", "comment", "report_title"];
        let sql = |like: &str| {
            let conditions = SEARCHED.map(|column| format!("{column} {like} '%{RARE}%'"));
            format!("SELECT * FROM fact WHERE {}", conditions.join(" OR "))
        };
        let (like, ilike) = (sql("LIKE"), sql("ILIKE"));
        let entries = vec![
            self.entry(FACTLINE, ["export", "--text", RARE]),
            self.entry("sqlite3 LIKE", ["-csv", "flat.db", &like]),
            self.entry("DuckDB ILIKE", ["-readonly", "-csv", "bare.duckdb", "-c", &ilike]),
            self.entry("PostgreSQL ILIKE", ["--csv", "-c", &ilike]),
            self.entry(
                "xan search",
                ["search", "-i", "-s", &SEARCHED.join(","), RARE, "facts.csv"],
            ),
        ];
        Work { name: "facts with a word", is_brief: false, entries }
    }

    fn start(&self) -> Work {
        let entries = vec![
            self.entry(FACTLINE, ["--version"]),
            self.entry("empty Rust program", []),
            self.entry("sqlite3 --version", ["--version"]),
            self.entry("DuckDB --version", ["--version"]),
        ];
        Work { name: "--version", is_brief: true, entries }
    }

    fn add(&self, asked: &Asked) -> Work {
        let insert = format!(
            "INSERT INTO fact (fact_id, indicator, place_key, value_best, report_key, quote)
             VALUES ('added-{{n}}', 'trapped', '{}', '{{n}}', '{}', 'People are trapped.')",
            asked.city, asked.report
        );
        let entries = vec![
            self.entry(
                FACTLINE,
                [
                    "add",
                    "trapped",
                    &asked.city,
                    "{n}",
                    "--report",
                    &asked.report,
                    "--quote",
                    "People are trapped.",
                    "--quiet",
                ],
            ),
            self.entry("sqlite3 INSERT", ["flat.db", &insert]),
            self.entry("PostgreSQL INSERT", ["-c", &insert]),
        ];
        Work { name: "add one fact", is_brief: true, entries }
    }
}

/// Writes the scripts of the peers into a folder of rows.
pub(crate) fn write_scripts(folder: &Path) -> std::io::Result<()> {
    let table =
        format!("CREATE TABLE fact ({});\n", COLUMNS.map(|c| format!("{c} TEXT")).join(", "));
    let indexes = "CREATE UNIQUE INDEX fact_id ON fact (fact_id);
CREATE INDEX fact_place ON fact (place_key, start_earliest, indicator);
CREATE INDEX fact_report ON fact (report_key);\n";
    let replaces = "CREATE INDEX fact_replaces ON fact (replaces) WHERE replaces <> '';\n";
    let write = |name: &str, text: String| std::fs::write(folder.join(name), text);
    write(
        "import.sql",
        format!("{table}.mode csv\n.import --skip 1 facts.csv fact\n{indexes}{replaces}"),
    )?;
    let columns = FLAT_COLUMNS.map(|column| format!("{column} TEXT")).join(", ");
    write(
        "flat.sql",
        format!(
            "CREATE TABLE fact ({columns});\n.mode csv\n.import --skip 1 flat.csv fact\n\
             CREATE INDEX fact_place ON fact (place_key, when_edtf, indicator);\n\
             CREATE INDEX fact_report ON fact (report_url);\n"
        ),
    )?;
    let read = "CREATE TABLE fact AS SELECT * FROM read_csv('facts.csv', header = true, all_varchar = true);\n";
    write("import.duckdb.sql", format!("{read}CHECKPOINT;\n"))?;
    // DuckDB has no partial indexes.
    write("indexed.duckdb.sql", format!("{read}{indexes}CHECKPOINT;\n"))?;
    let copy = "\\copy fact FROM 'facts.csv' CSV HEADER\n";
    write(
        "import.psql.sql",
        format!("DROP TABLE IF EXISTS fact;\n{table}{copy}{indexes}{replaces}ANALYZE fact;\n"),
    )
}
