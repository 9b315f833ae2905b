//! What every command is given: the global options, the environment, and the standard output.

use super::asked_days::last_day;
use super::error::Failure;
use super::global::{ColourWhen, Global};
use super::hints;
use super::pager;
use super::prompt::OnTerminal;
use crate::domain::changeset::Recorder;
use crate::domain::when::Day;
use crate::render::Style;
use crate::store::{Patience, Store, StoreError, Writer};
use crate::text::safe;
use crate::text::unfinished::Access;
use anyhow::{Context as _, bail};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use std::cell::RefCell;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

/// Everything that a run takes from its environment. It is read only once, here.
#[derive(Debug)]
pub(super) struct Environment {
    /// The time of this run; `$FACTLINE_NOW` replaces the clock.
    pub(super) now: DateTime<Utc>,
    db: Option<PathBuf>,
    /// The folder of the user; `None` where it is not known.
    pub(super) home: Option<PathBuf>,
    user: Option<String>,
    /// The replica name of a database made in this run; `None` for a random one. From
    /// `$FACTLINE_REPLICA`.
    replica: Option<String>,
    no_color: bool,
    dumb: bool,
    utf8: bool,
    links: bool,
    width: usize,
    /// The number of lines of the terminal; `None` where it is not known.
    height: Option<usize>,
    /// The command line of the pager; `None` for no pager.
    pager: Option<String>,
    stdin_is_terminal: bool,
    stdout_is_terminal: bool,
    stderr_is_terminal: bool,
}

/// The page width in columns, where neither a terminal nor `$COLUMNS` tells it.
const PAGE_WIDTH: usize = 100;

impl Environment {
    /// Reads the environment of the process. Fails if `$FACTLINE_NOW` is not a time.
    pub(super) fn of_process() -> anyhow::Result<Self> {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let now = match set("FACTLINE_NOW") {
            Some(fixed) => moment(&fixed)?,
            None => Utc::now(),
        };
        let stdout_is_terminal = io::stdout().is_terminal();
        let columns = || set("COLUMNS").and_then(|columns| columns.parse().ok());
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        // With a pipe to `less` or `head`, the text ends up on the terminal of stderr.
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
            home: set("HOME").map(PathBuf::from),
            user: set("FACTLINE_USER"),
            replica: set("FACTLINE_REPLICA"),
            no_color: set("NO_COLOR").is_some(),
            dumb: term == "dumb",
            utf8: locale
                .is_none_or(|locale| locale.to_lowercase().replace('-', "").contains("utf8")),
            links: stdout_is_terminal && has_links(&term, &set),
            width: width.unwrap_or(PAGE_WIDTH).clamp(40, 1000),
            height: terminal_size::terminal_size().map(|(_, height)| usize::from(height.0)),
            pager: pager::from_environment(),
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal,
            stderr_is_terminal: io::stderr().is_terminal(),
        })
    }
}

impl Environment {
    /// The path of the database: as the option gives it, or the environment sets it.
    pub(super) fn database(&self, given: Option<PathBuf>) -> PathBuf {
        let named = given.or_else(|| self.db.clone());
        named.unwrap_or_else(|| PathBuf::from("factline.db"))
    }
}

/// Whether the terminal is known to support hyperlinks (OSC 8).
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

/// A time from `$FACTLINE_NOW`: RFC 3339, or a day, which means its first second in UTC. Fails for
/// any other text.
fn moment(text: &str) -> anyhow::Result<DateTime<Utc>> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment.to_utc());
    }
    let day: NaiveDate = text.parse().ok().with_context(|| {
        format!("$FACTLINE_NOW: `{text}` is neither a moment (2016-10-24T12:00:00Z) nor a day")
    })?;
    Ok(day.and_time(chrono::NaiveTime::MIN).and_utc())
}

/// Notes on stderr which process uses the database that the command waits for.
fn tell_wait(holder: &str) {
    // A closed stderr must not stop the command.
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
    /// Whether confidential reports and facts are shown: on a terminal, or with
    /// `--include-confidential`.
    shows_confidential: bool,
    /// What was recorded already, for the message if the answer fails later; `None` before that.
    recorded: RefCell<Option<String>>,
}

impl Context {
    /// `writes_file` says whether the command writes to a file (`-o`) and not to standard output.
    pub(super) fn new(global: Global, environment: Environment, writes_file: bool) -> Self {
        let shows_confidential =
            global.include_confidential || (environment.stdout_is_terminal && !writes_file);
        let out = RefCell::new(BufWriter::new(io::stdout()));
        Self { global, environment, out, shows_confidential, recorded: RefCell::default() }
    }

    /// The standard output, for data. Notes and questions go to stderr, so that a pipe gets only
    /// data.
    pub(super) fn out(&mut self) -> &mut dyn Write {
        self.out.get_mut()
    }

    /// Writes the data that is still in the buffer. Fails where the standard output does, as on a
    /// full disk or a closed pipe.
    pub(super) fn flush(&mut self) -> anyhow::Result<()> {
        Ok(self.out.get_mut().flush()?)
    }

    /// Whether `--quiet` was given: only data and errors are printed.
    pub(super) fn is_quiet(&self) -> bool {
        self.global.quiet
    }

    /// Whether progress may be shown on stderr.
    pub(super) fn shows_progress(&self) -> bool {
        self.environment.stderr_is_terminal && !self.environment.dumb && !self.global.quiet
    }

    /// Prints a note on stderr, unless `--quiet` was given. Characters that control a terminal are
    /// escaped.
    pub(super) fn say(&self, words: impl AsRef<str>) {
        if !self.global.quiet {
            self.insist(words);
        }
    }

    /// Prints a note of one line on stderr, unless `--quiet` was given. Line breaks in it become blanks,
    /// so that words of a file cannot begin a line of their own.
    pub(super) fn say_line(&self, words: impl AsRef<str>) {
        self.say(safe::terminal(words.as_ref()));
    }

    /// Prints a note on stderr, also where `--quiet` was given: without the note, what is written
    /// would be taken for the whole.
    pub(super) fn insist(&self, words: impl AsRef<str>) {
        // Data written so far must come before the note on a terminal. A closed stdout is
        // reported at the end of the run; a closed stderr must not stop the command.
        let _ = self.out.borrow_mut().flush();
        let _ = writeln!(io::stderr(), "{}", safe::terminal_block(words.as_ref()));
    }

    /// The path of the database: `--db`, else `$FACTLINE_DB`, else `factline.db`.
    pub(super) fn db(&self) -> PathBuf {
        self.environment.database(self.global.db.clone())
    }

    /// The day of `--as-recorded`; `None` without it. Fails where the date cannot be read.
    pub(super) fn as_recorded(&self) -> anyhow::Result<Option<Day>> {
        let words = self.global.as_recorded.as_deref();
        words.map(|words| last_day(words, self.today())).transpose()
    }

    /// Opens the database for a command that shows rows, as it was at the end of the day of
    /// `--as-recorded`. Confidential rows are hidden unless they may be shown. Waits as long as another
    /// program holds the file. Fails if the file does not exist, or that day cannot be read.
    pub(super) fn open(&self) -> anyhow::Result<Store> {
        self.open_as_recorded(self.as_recorded()?)
    }

    /// Opens the database as [`open`](Self::open) does, as it was at the end of another day.
    pub(super) fn open_as_recorded(&self, day: Option<Day>) -> anyhow::Result<Store> {
        Ok(self.hiding_confidential(self.open_whole(day)?)?)
    }

    /// Opens the database for a command that shows rows, with all rows that were recorded by a day.
    pub(super) fn open_whole(&self, day: Option<Day>) -> Result<Store, StoreError> {
        let patience = Patience::endless().telling(self.tell_wait());
        let store = Store::open_to_ask(self.db(), patience)?;
        match day {
            Some(day) => store.as_recorded(day),
            None => Ok(store),
        }
    }

    fn hiding_confidential(&self, store: Store) -> Result<Store, StoreError> {
        if self.shows_confidential {
            Ok(self.discreet(store))
        } else {
            store.without_confidential()
        }
    }

    /// Opens the database for a page that is meant for others: confidential rows are hidden, also on a
    /// terminal, unless `--include-confidential` was given.
    pub(super) fn open_for_others(&self) -> anyhow::Result<Store> {
        let store = self.open_whole(self.as_recorded()?)?;
        let shows_all = self.global.include_confidential;
        Ok(if shows_all { store } else { store.without_confidential()? })
    }

    /// Opens the database for a command that records. Confidential rows are not hidden, but errors
    /// name none beyond what the user typed, since a log may keep them; `--include-confidential`
    /// allows that. Waits half a minute for other programs. Fails if the file does not exist, or an
    /// earlier state of it is asked for.
    pub(super) fn open_to_record(&self) -> anyhow::Result<Store> {
        if self.global.as_recorded.is_some() {
            let what =
                "--as-recorded: what was recorded up to a day can be shown, and not added to";
            return Err(Failure::new(what).hint("leave --as-recorded out").into());
        }
        let patience = Patience::default().telling(self.tell_wait());
        Ok(self.discreet(Store::open_with_patience(self.db(), patience)?))
    }

    fn discreet(&self, store: Store) -> Store {
        let names_all = self.global.include_confidential;
        if names_all { store } else { store.naming_nothing_confidential() }
    }

    /// The callback for a wait for another program; it says nothing where `--quiet` was given.
    fn tell_wait(&self) -> fn(&str) {
        if self.is_quiet() { |_| () } else { tell_wait }
    }

    /// Commits what was recorded. If the command fails afterwards, the error says that `what` is
    /// recorded.
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

    /// The error to report: if something was recorded already, it says so.
    pub(super) fn after_recording(&self, failure: anyhow::Error) -> anyhow::Error {
        match self.recorded.take() {
            None => failure,
            Some(what) => {
                let what = format!("recorded ({what}), but the answer could not be written");
                failure.context(Failure::new(what).hint("`factline log` shows it"))
            }
        }
    }

    /// Whether confidential reports and facts may be shown.
    pub(super) fn shows_confidential(&self) -> bool {
        self.shows_confidential
    }

    /// Who may read a new file: the user alone where it may hold what is confidential.
    pub(super) fn access(&self) -> Access {
        if self.global.include_confidential { Access::Private } else { Access::Shared }
    }

    /// Who records, when and why, from the options and the environment. Fails where nobody is
    /// named; see [`Self::user`].
    pub(super) fn recorder(&self) -> anyhow::Result<Recorder> {
        Ok(Recorder {
            by: self.user()?,
            at: self.environment.now.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            note: self.global.note.clone().filter(|note| !note.trim().is_empty()),
        })
    }

    /// Who records and when. The note is `--note`, else `reason`. Fails where nobody is named; see
    /// [`Self::user`].
    pub(super) fn recorder_because(&self, reason: &str) -> anyhow::Result<Recorder> {
        let mut recorder = self.recorder()?;
        let reason = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        recorder.note = recorder.note.or(reason);
        Ok(recorder)
    }

    /// The name of the person who records: `--as`, else `$FACTLINE_USER`, else the login name.
    /// Fails where all are empty.
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

    /// The day of this run, in UTC.
    pub(super) fn today(&self) -> Day {
        self.environment.now.date_naive()
    }

    /// A new replica name: random, or `$FACTLINE_REPLICA`.
    pub(super) fn new_replica(&self) -> String {
        let fresh = || {
            let moment = Utc::now().timestamp_nanos_opt().unwrap_or_default();
            let seed = format!("{moment} {} {:?}", std::process::id(), std::env::current_dir());
            crate::domain::identity::Uid::of_digest(crate::domain::identity::sha256(seed)).short()
        };
        self.environment.replica.clone().unwrap_or_else(fresh)
    }

    /// Whether the standard output is a terminal, so that text must be escaped.
    pub(super) fn writes_to_terminal(&self) -> bool {
        self.environment.stdout_is_terminal
    }

    /// Whether a page may be shown through a pager: on a terminal that has lines, without `--no-pager`.
    pub(super) fn may_page(&self) -> bool {
        let environment = &self.environment;
        !self.global.no_pager
            && environment.stdout_is_terminal
            && !environment.dumb
            && environment.pager.is_some()
    }

    /// The pager for a page of so many lines; `None` where it fits on the terminal with the next prompt.
    pub(super) fn pager(&self, lines: usize) -> Option<String> {
        let fits = self.environment.height.is_some_and(|height| lines < height);
        self.environment.pager.clone().filter(|_| self.may_page() && !fits)
    }

    /// Whether the command may ask questions: on a terminal, without `--no-input`.
    pub(super) fn may_ask(&self) -> bool {
        !self.global.no_input
            && self.environment.stdin_is_terminal
            && self.environment.stderr_is_terminal
    }

    /// Whether the command may ask for words, which takes a terminal that can be read key by key.
    pub(super) fn may_prompt(&self) -> bool {
        self.may_ask() && !self.environment.dumb
    }

    /// Who asks the user on the terminal.
    pub(super) fn asker(&self) -> OnTerminal {
        let environment = &self.environment;
        OnTerminal::new(match self.global.color {
            ColourWhen::Auto => !environment.no_color && !environment.dumb,
            ColourWhen::Always => true,
            ColourWhen::Never => false,
        })
    }

    /// Notes that the answer about what was recorded so far is written.
    pub(super) fn has_answered(&self) {
        self.recorded.take();
    }

    /// The style of output, from the options and the environment.
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

#[cfg(test)]
mod tests;
