//! A folder in which everything is hostile text, and runs of the program in it.

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;

/// Text that sets the title of a terminal, reverses the writing direction, hides words, and joins letters.
pub(crate) const HOSTILE: &str = "o\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\u{2066}\u{200b}x\u{200d}\u{feff}\u{2028}\
                       \u{7f}\u{8}\u{e0041}\r\u{ad}\u{61c}z";

/// Columns of the database that contain fixed words, dates or values computed from other columns.
const NOT_FREE: &[&str] = &[
    "kind",
    "content",
    "country",
    "coordinate_precision",
    "measures",
    "nature",
    "deprecated_at",
    "published",
    "published_earliest",
    "published_latest",
    "confidentiality",
    "captured_at",
    "recorded_at",
    "arrived_at",
    "stance",
    "status",
    "when_edtf",
    "start_earliest",
    "start_latest",
    "end_earliest",
    "end_latest",
    "per",
    "time_of_day",
    "quote_check",
    "reliability",
    "disposition",
];

/// A folder with a database and files of hostile text, and facts of the database.
pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    fact: String,
    taken_back: String,
    /// The id of the first changeset.
    changeset: String,
}

/// The target of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum To {
    Pipe,
    Terminal,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut desk = Self {
            folder,
            fact: String::new(),
            taken_back: String::new(),
            changeset: String::new(),
        };
        desk.must("demo . --quiet");
        let facts = desk.must("export --format csv");
        let mut facts = facts.lines().skip(1).map(|line| line[..32].to_owned());
        (desk.fact, desk.taken_back) =
            (facts.next().expect("a fact"), facts.next().expect("a fact"));
        let third = facts.next().expect("a fact");
        desk.must(
            "assess {fact} --reliability C --credibility 3 --disposition accepted --reason r",
        );
        desk.must("retract {taken-back} --reason r");
        desk.must(&format!("correct {third} --comment c --reason r"));
        desk.must("report retract ynet-2016-11-21 --reason r");
        desk.must("report edit voa-2016-10-24 --archive-url https://a.org --byline b --reason r");
        fs::write(desk.folder.path().join("words"), "words").expect("a file is written");
        desk.must("report add --title a --publisher voa --published 2016-10-20 --key a");
        desk.must("report edit a --text words --reason r");
        desk.must("assess {fact} --reliability D --reason r");
        desk.must("undo --reason r");
        let log = desk.must("log --format csv");
        desk.changeset = log.lines().last().map(|line| line[..32].to_owned()).expect("a changeset");
        desk.poison();
        let folder = desk.folder.path();
        let rows = format!(
            "indicator,place_key,report_key,\"{HOSTILE}\",when_edtf
\
             \"k{HOSTILE}\",\"{HOSTILE}\",x,\"{HOSTILE}\",\"{HOSTILE}\"
"
        );
        fs::write(folder.join(named("rows{H}.csv")), rows).expect("a file is written");
        let places = format!("key,name,kind,\"{HOSTILE}\"\na,\"a{HOSTILE}\",\"{HOSTILE}\",x\n");
        fs::write(folder.join(named("places{H}.csv")), places).expect("a file is written");
        let page = format!(
            "<html lang='e{HOSTILE}'><title>t{HOSTILE}</title><meta property='og:site_name' content='p{HOSTILE}'>
             <meta name=author content='a{HOSTILE}'><meta name=date content='d{HOSTILE}'>
             <meta name='dcterms.date' content='2016-10-24'><p>x{HOSTILE}"
        );
        fs::write(folder.join(named("page{H}.html")), page).expect("a file is written");
        fs::write(folder.join(named("broken{H}.toml")), format!("[{HOSTILE}\n"))
            .expect("a file is written");
        // A comment of TOML has no control characters.
        let map = format!(
            "{}\n# {}\n",
            desk.must("map show ucdp-ged"),
            HOSTILE.replace(char::is_control, "")
        );
        fs::write(folder.join(named("{H}.toml")), map).expect("a file is written");
        let lines = format!("20 October {HOSTILE}\n5 people\t{HOSTILE}\n{HOSTILE}\n");
        fs::write(folder.join(named("lines{H}.txt")), lines).expect("a file is written");
        // The words of a sheet are on one line.
        let words = HOSTILE.replace(['\r', '\n'], "");
        let fact = format!("killed{HOSTILE}: 5\nwhen: 2016-10-20\ncomment: {words}\n");
        let sheet = format!("report: voa-2016-10-24{HOSTILE}\nplace: aleppo{HOSTILE}\n\n{fact}");
        fs::write(folder.join(named("facts{H}.sheet")), &sheet).expect("a file is written");
        let new = format!("{sheet}by: new{words}\n\n{fact}place: n{words}, aleppo{HOSTILE}\n");
        fs::write(folder.join(named("new{H}.sheet")), new).expect("a file is written");
        let broken =
            format!("{sheet}{words}: x\nwhen: {words}\n\n{words}: 5\n\n{words}\nby: {words}\n");
        fs::write(folder.join(named("broken{H}.sheet")), broken).expect("a file is written");
        desk
    }

    /// Puts hostile text into every free text of the database, with no regard to digests.
    fn poison(&self) {
        let database = rusqlite::Connection::open(self.folder.path().join("factline.db"))
            .expect("a query runs");
        let list = |sql: &str| -> Vec<(String, String)> {
            let mut rows = database.prepare(sql).expect("a query runs");
            let rows =
                rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("a query runs");
            rows.collect::<Result<_, _>>().expect("a query runs")
        };
        let triggers = list("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
        for (name, _) in &triggers {
            database.execute_batch(&format!("DROP TRIGGER {name}")).expect("a query runs");
        }
        let texts = list(
            "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c \
             WHERE t.type = 'table' AND t.name NOT IN ('setting') AND c.type = 'TEXT'",
        );
        let free = texts.iter().filter(|(_, column)| !NOT_FREE.contains(&column.as_str()));
        for (table, column) in free {
            // If the row must not have such a text, it is not changed.
            let sql =
                format!("UPDATE OR IGNORE {table} SET {column} = coalesce({column}, '') || ?1");
            let changed = database.execute(&sql, [HOSTILE]).expect("a query runs");
            let rows: usize = database
                .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
                .expect("it runs");
            assert!(changed > 0 || rows == 0, "{table}.{column} has no hostile text");
        }
        for (_, sql) in &triggers {
            database.execute_batch(sql).expect("a query runs");
        }
    }

    /// The arguments in a line of words.
    pub(crate) fn words(&self, line: &str) -> Vec<String> {
        let filled = |word: &str| {
            named(word)
                .replace("{fact}", &self.fact)
                .replace("{taken-back}", &self.taken_back)
                .replace("{changeset}", &self.changeset)
        };
        line.split_whitespace().map(filled).collect()
    }

    /// A run of the program over a copy of the database.
    pub(crate) fn command(&self, words: &[String]) -> Command {
        let database = self.folder.path().join("factline.db");
        if database.exists() {
            fs::copy(database, self.folder.path().join("copy.db")).expect("a file is written");
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_factline"));
        command
            .args(words)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("LANG", "C.UTF-8")
            .env("TERM", "dumb")
            .env("FACTLINE_NOW", "2016-11-25T12:00:00Z")
            .env("FACTLINE_USER", format!("ana{HOSTILE}"))
            .env("FACTLINE_DB", "copy.db")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn must(&self, line: &str) -> String {
        let mut command = self.command(&self.words(line));
        let output = command.env("FACTLINE_DB", "factline.db").output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {said}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

fn named(template: &str) -> String {
    // A link has no white space in it.
    let link = HOSTILE.replace(char::is_whitespace, "");
    template.replace("{H}", HOSTILE).replace("{L}", &link)
}

/// The output of a command; on a terminal, messages are part of the output.
pub(crate) struct Printed {
    pub(crate) out: String,
    pub(crate) said: String,
    pub(crate) done: bool,
}

/// Runs a command.
pub(crate) fn printed(mut command: Command, to: To) -> Printed {
    if to == To::Pipe {
        let output = command.output().expect("the program runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let done = matches!(output.status.code(), Some(0 | 3));
        return Printed { out: text(&output.stdout), said: text(&output.stderr), done };
    }
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&ours).and_then(|()| unlockpt(&ours)).expect("a terminal");
    let name = ptsname(&ours, Vec::new()).expect("a name").into_string().expect("UTF-8");
    let theirs = OpenOptions::new().read(true).write(true).open(name).expect("a terminal");
    command.stdout(theirs.try_clone().expect("it runs")).stderr(theirs);
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        // The terminal returns an error when nobody has it open any more.
        let _ = File::from(ours).read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
    });
    let done = matches!(command.status().expect("the program runs").code(), Some(0 | 3));
    drop(command);
    Printed { out: reader.join().expect("it runs"), said: String::new(), done }
}
