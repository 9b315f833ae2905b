//! What a command is given: the global options, the environment, and where to write.

use super::error::Failure;
use super::global::{ColourWhen, Global};
use super::hints;
use crate::domain::changeset::Recorder;
use crate::domain::when::Day;
use crate::render::Style;
use crate::store::{Patience, Store, StoreError, Writer};
use crate::text::safe;
use anyhow::{Context as _, bail};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use std::cell::RefCell;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

/// All that a run takes from outside besides its arguments: read once, here.
#[derive(Debug)]
pub(super) struct Environment {
    /// The moment of this run (`$FACTLINE_NOW` fixes it).
    pub(super) now: DateTime<Utc>,
    db: Option<PathBuf>,
    user: Option<String>,
    /// The name of a database made in this run (`$FACTLINE_REPLICA` fixes it).
    replica: Option<String>,
    no_color: bool,
    dumb: bool,
    utf8: bool,
    links: bool,
    width: usize,
    stdin_is_terminal: bool,
    stdout_is_terminal: bool,
    stderr_is_terminal: bool,
}

/// The width of a page when there is no terminal to ask and `$COLUMNS` is not set.
const PAGE_WIDTH: usize = 100;

impl Environment {
    /// Reads the environment of the process.
    pub(super) fn of_process() -> anyhow::Result<Self> {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let now = match set("FACTLINE_NOW") {
            Some(fixed) => moment(&fixed)?,
            None => Utc::now(),
        };
        let stdout_is_terminal = io::stdout().is_terminal();
        let columns = || set("COLUMNS").and_then(|columns| columns.parse().ok());
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        // A pipe to `less` or `head` ends on the terminal that stderr is on.
        let width = if stdout_is_terminal {
            terminal().or_else(columns)
        } else {
            columns().or_else(terminal)
        };
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| set(name));
        let term = set("TERM").unwrap_or_default();
        Ok(Self {
            now: now.trunc_subsecs(0),
            db: set("FACTLINE_DB").map(PathBuf::from),
            user: set("FACTLINE_USER"),
            replica: set("FACTLINE_REPLICA"),
            no_color: set("NO_COLOR").is_some(),
            dumb: term == "dumb",
            utf8: locale
                .is_none_or(|locale| locale.to_lowercase().replace('-', "").contains("utf8")),
            links: stdout_is_terminal && has_links(&term, &set),
            width: width.unwrap_or(PAGE_WIDTH).clamp(40, 1000),
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal,
            stderr_is_terminal: io::stderr().is_terminal(),
        })
    }
}

/// Whether the terminal says that it shows links (OSC 8); unknown ones get none.
fn has_links(term: &str, set: &dyn Fn(&str) -> Option<String>) -> bool {
    let program = set("TERM_PROGRAM").unwrap_or_default();
    let vte = set("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
    matches!(program.as_str(), "iTerm.app" | "WezTerm" | "vscode" | "ghostty" | "Hyper" | "rio")
        || ["kitty", "alacritty", "foot", "ghostty", "wezterm"]
            .iter()
            .any(|name| term.contains(name))
        || vte.is_some_and(|version| version >= 5000)
        || set("WT_SESSION").is_some()
        || set("KONSOLE_VERSION").is_some()
}

/// A moment from `$FACTLINE_NOW`: RFC 3339, or a day.
fn moment(text: &str) -> anyhow::Result<DateTime<Utc>> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment.to_utc());
    }
    let day: NaiveDate = text.parse().ok().with_context(|| {
        format!("$FACTLINE_NOW: `{text}` is neither a moment (2016-10-24T12:00:00Z) nor a day")
    })?;
    Ok(day.and_time(chrono::NaiveTime::MIN).and_utc())
}

/// Says who holds the database that the command waits for.
fn tell_wait(holder: &str) {
    // A closed stderr must not stop the work.
    let _ = writeln!(
        io::stderr(),
        "note: waiting for {}, which uses the database",
        safe::terminal(holder)
    );
}

/// What a command is given.
pub(super) struct Context {
    global: Global,
    pub(super) environment: Environment,
    out: RefCell<BufWriter<io::Stdout>>,
    /// Whether what is confidential is shown: to a person at a terminal, or because it is asked for.
    shows_confidential: bool,
    /// What was recorded and cannot fail any more.
    recorded: RefCell<Option<String>>,
}

impl Context {
    /// `writes_file` says whether the command writes to a file in place of the standard output.
    pub(super) fn new(global: Global, environment: Environment, writes_file: bool) -> Self {
        let shows_confidential =
            global.include_confidential || (environment.stdout_is_terminal && !writes_file);
        let out = RefCell::new(BufWriter::new(io::stdout()));
        Self { global, environment, out, shows_confidential, recorded: RefCell::default() }
    }

    /// Where data goes: the standard output. Notes and questions go elsewhere, so that pipes get
    /// data only.
    pub(super) fn out(&mut self) -> &mut dyn Write {
        self.out.get_mut()
    }

    /// Writes what is still held back.
    pub(super) fn flush(&mut self) -> anyhow::Result<()> {
        Ok(self.out.get_mut().flush()?)
    }

    /// Whether nothing is to be said but data and errors.
    pub(super) fn is_quiet(&self) -> bool {
        self.global.quiet
    }

    /// Whether progress may be shown on stderr.
    pub(super) fn shows_progress(&self) -> bool {
        self.environment.stderr_is_terminal && !self.environment.dumb && !self.global.quiet
    }

    /// Says something to the person, on stderr, unless `--quiet`. Hostile text is made harmless.
    pub(super) fn say(&self, words: impl AsRef<str>) {
        if !self.global.quiet {
            // Data comes first where both go to one terminal. A closed pipe shows when the run ends,
            // and a closed stderr must not stop the work.
            let _ = self.out.borrow_mut().flush();
            let _ = writeln!(io::stderr(), "{}", safe::terminal_block(words.as_ref()));
        }
    }

    /// The database file of this run.
    pub(super) fn db(&self) -> PathBuf {
        let given = self.global.db.clone().or_else(|| self.environment.db.clone());
        given.unwrap_or_else(|| PathBuf::from("factline.db"))
    }

    /// Opens the database that the command shows; its file must exist. What is confidential is not
    /// there unless it may be shown.
    pub(super) fn open(&self) -> Result<Store, StoreError> {
        let store = self.open_to_record()?;
        if self.shows_confidential { Ok(store) } else { store.without_confidential() }
    }

    /// Opens the database that the command records in; its file must exist. All of it is there.
    pub(super) fn open_to_record(&self) -> Result<Store, StoreError> {
        let tell = if self.is_quiet() { |_: &str| () } else { tell_wait };
        Store::open_with_patience(self.db(), Patience::default().telling(tell))
    }

    /// Keeps what was recorded. From then on a failure is one of the answer alone: `what` names to
    /// the person what is recorded.
    pub(super) fn commit(
        &self,
        writer: Writer<'_>,
        recorder: &Recorder,
        what: &str,
    ) -> Result<(), StoreError> {
        if writer.commit(recorder)?.is_some() {
            self.recorded.replace(Some(what.to_owned()));
        }
        Ok(())
    }

    /// A failure of the run, told as what became of what was to be recorded.
    pub(super) fn after_recording(&self, failure: anyhow::Error) -> anyhow::Error {
        match self.recorded.take() {
            None => failure,
            Some(what) => {
                let what = format!("recorded ({what}), but the answer could not be written");
                failure.context(Failure::new(what).hint("`factline log` shows it"))
            }
        }
    }

    /// Whether what is confidential may be shown.
    pub(super) fn shows_confidential(&self) -> bool {
        self.shows_confidential
    }

    /// Who records, when and why.
    pub(super) fn recorder(&self) -> anyhow::Result<Recorder> {
        Ok(Recorder {
            by: self.user()?,
            at: self.environment.now.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            note: self.global.note.clone().filter(|note| !note.trim().is_empty()),
        })
    }

    /// Who records and when; why is the reason given for the act, unless there is a note.
    pub(super) fn recorder_because(&self, reason: &str) -> anyhow::Result<Recorder> {
        let mut recorder = self.recorder()?;
        let reason = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        recorder.note = recorder.note.or(reason);
        Ok(recorder)
    }

    /// Who records: the name that changesets carry.
    pub(super) fn user(&self) -> anyhow::Result<String> {
        let named = self.global.recorder.clone().or_else(|| self.environment.user.clone());
        let user = named.unwrap_or_else(whoami::username);
        if user.trim().is_empty() {
            bail!(
                "who records? `--as` and $FACTLINE_USER are empty and the login name is not known"
            );
        }
        Ok(user.trim().to_owned())
    }

    /// The day of this run (UTC).
    pub(super) fn today(&self) -> Day {
        self.environment.now.date_naive()
    }

    /// A name for a new database, which no other one has.
    pub(super) fn new_replica(&self) -> String {
        let fresh = || {
            let moment = Utc::now().timestamp_nanos_opt().unwrap_or_default();
            let seed = format!("{moment} {} {:?}", std::process::id(), std::env::current_dir());
            crate::domain::identity::Uid::of_digest(crate::domain::identity::sha256(seed)).short()
        };
        self.environment.replica.clone().unwrap_or_else(fresh)
    }

    /// Whether data goes to a terminal, where hostile text must not arrive as it is.
    pub(super) fn writes_to_terminal(&self) -> bool {
        self.environment.stdout_is_terminal
    }

    /// Whether to ask on the terminal.
    pub(super) fn may_ask(&self) -> bool {
        !self.global.no_input
            && self.environment.stdin_is_terminal
            && self.environment.stderr_is_terminal
    }

    /// How the output should look.
    pub(super) fn style(&self) -> Style {
        let environment = &self.environment;
        let auto = environment.stdout_is_terminal && !environment.no_color && !environment.dumb;
        Style {
            width: environment.width,
            colour: match self.global.color {
                ColourWhen::Auto => auto,
                ColourWhen::Always => true,
                ColourWhen::Never => false,
            },
            ascii: !environment.utf8,
            links: environment.links && !environment.dumb,
            advice: hints::ADVICE,
        }
    }
}
