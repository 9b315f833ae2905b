//! Readers during an import: how long `timeline` and `table` take while another process records.
//!
//! A database with the rows of the flat file imports all facts; in the meantime, one reader after
//! another queries it. Readers that end before the import does are counted as readers during the
//! import; the one that is still waiting when the import ends was waiting for the final commit.

use crate::contest::{FACTLINE, Programs};
use crate::data::Asked;
use crate::measure::{self, Run, Runs};
use crate::results::{Measured, Results, Trouble};
use std::path::Path;
use std::process::{Child, Stdio};

/// The tasks, by name.
pub(crate) const WORKS: [&str; 3] =
    ["timeline beside an import", "table beside an import", "reader at the final commit"];

/// The database that is read while facts are imported into it.
const DATABASE: &str = "beside.db";

/// Runs one import, and measures the readers in the meantime.
pub(crate) fn measure(
    programs: &Programs,
    asked: &Asked,
    rows: &Path,
    facts: usize,
    results: &mut Results,
) {
    let taken = import_and_read(programs, asked, rows);
    let (readers, trouble) = match taken {
        Ok(readers) => (readers, None),
        Err(why) => (Readers::default(), Some(Trouble::Failed(why))),
    };
    for (work, reader) in WORKS.into_iter().zip(readers.0) {
        let trouble = trouble.clone().or_else(|| reader.trouble());
        let runs = Runs::new(reader.runs);
        results.0.push(Measured { work, who: FACTLINE, facts, runs, trouble });
    }
}

/// The runs of each task.
#[derive(Default)]
struct Readers([Reader; 3]);

#[derive(Default)]
struct Reader {
    runs: Vec<Run>,
    failures: Vec<String>,
}

impl Reader {
    fn trouble(&self) -> Option<Trouble> {
        let (first, failed) = (self.failures.first()?, self.failures.len());
        Some(Trouble::Failed(format!("{failed} of {}: {first}", self.runs.len() + failed)))
    }
}

fn import_and_read(programs: &Programs, asked: &Asked, rows: &Path) -> Result<Readers, String> {
    let _ = std::fs::remove_file(rows.join(DATABASE));
    let lists = ["import", "actors.csv", "places.csv", "reports.csv", "flat.csv", "--quiet"];
    measure::run(programs.factline(&["init", "--quiet", "--db", DATABASE]), rows)?;
    measure::run(programs.factline(&[&["--db", DATABASE], &lists[..]].concat()), rows)?;
    let mut import = Import::start(programs, rows)?;
    let mut readers = Readers::default();
    let questions: [&[&str]; 2] =
        [&["--db", DATABASE, "timeline", &asked.city], &["--db", DATABASE, "table"]];
    for number in 0.. {
        let which = number % questions.len();
        let run = measure::run(programs.factline(questions[which]), rows);
        let is_over = import.is_over()?;
        let reader = &mut readers.0[if is_over { questions.len() } else { which }];
        match run {
            Ok(run) => reader.runs.push(run),
            Err(why) => reader.failures.push(why),
        }
        if is_over {
            break;
        }
    }
    Ok(readers)
}

/// The import that runs in a separate process; it is killed when this value is dropped.
struct Import(Child);

impl Import {
    fn start(programs: &Programs, rows: &Path) -> Result<Self, String> {
        let mut import = programs.factline(&["--db", DATABASE, "import", "facts.csv", "--quiet"]);
        import.current_dir(rows).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        import.spawn().map(Self).map_err(|error| format!("cannot start: {error}"))
    }

    /// Whether it has ended. Fails if it failed.
    fn is_over(&mut self) -> Result<bool, String> {
        match self.0.try_wait() {
            Ok(None) => Ok(false),
            Ok(Some(status)) if status.success() => Ok(true),
            Ok(Some(status)) => Err(format!("the import failed: {status}")),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl Drop for Import {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
