//! The input of every command: the global options, the environment, and the standard output.

use super::asked_days::last_day;
use super::environment::Environment;
use super::error::Failure;
use super::global::{ColourWhen, Global};
use super::hints;
use super::prompt::OnTerminal;
use crate::domain::changeset::Recorder;
use crate::domain::when::Day;
use crate::render::{Format, Style};
use crate::store::{Patience, Store, StoreError, Writer};
use crate::text::counts::counted;
use crate::text::safe;
use crate::text::unfinished::Access;
use anyhow::bail;
use chrono::Utc;
use std::cell::RefCell;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Notes on stderr which process uses the database that the command waits for.
fn tell_wait(holder: &str) {
    // A closed stderr must not stop the command.
    let _ = writeln!(
        io::stderr(),
        "note: waiting for {}, which uses the database",
        safe::terminal(holder)
    );
}

/// The input of a command.
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

    /// Writes the data that is still in the buffer. Fails if the standard output does, for example
    /// because of a full disk or a closed pipe.
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

    /// Prints a note of one line on stderr, unless `--quiet` was given. Line breaks in it become spaces, so that words
    /// of a file cannot begin a new line.
    pub(super) fn say_line(&self, words: impl AsRef<str>) {
        self.say(safe::terminal(words.as_ref()));
    }

    /// Prints a note on stderr, even if `--quiet` was given: without the note, the output would seem complete.
    pub(super) fn insist(&self, words: impl AsRef<str>) {
        // Data written so far must come before the note on a terminal. A closed stdout is
        // reported at the end of the run; a closed stderr must not stop the command.
        let _ = self.out.borrow_mut().flush();
        let _ = writeln!(io::stderr(), "{}", safe::terminal_block(words.as_ref()));
    }

    /// The path of the database: `--db`, or else `$FACTLINE_DB`, or else `factline.db`.
    pub(super) fn db(&self) -> PathBuf {
        self.environment.database(self.global.db.clone())
    }

    /// The day of `--as-recorded`; `None` without it. Fails if the date cannot be read.
    pub(super) fn as_recorded(&self) -> anyhow::Result<Option<Day>> {
        let words = self.global.as_recorded.as_deref();
        words.map(|words| last_day(words, self.today())).transpose()
    }

    /// Opens the database for a command that shows rows, as it was at the end of the day of `--as-recorded`.
    /// Confidential rows are hidden unless they may be shown. Waits while another program has locked the
    /// file. Fails if the file does not exist, or that day cannot be read.
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
        let Some(day) = day else { return Ok(store) };
        let store = store.as_recorded(day)?;
        let misdated = store.misdated_changesets();
        if misdated > 0 {
            let changesets = counted(misdated, "changeset", "changesets");
            self.insist(format!(
                "{changesets} dated up to {day} left out: recorded after one that is dated later, so a clock \
                 was wrong (`factline log` lists all)"
            ));
        }
        Ok(store)
    }

    fn hiding_confidential(&self, store: Store) -> Result<Store, StoreError> {
        if self.shows_confidential {
            Ok(self.discreet(store))
        } else {
            store.without_confidential()
        }
    }

    /// Opens the database for a page that is meant for others: confidential rows are hidden, even on a terminal, unless
    /// `--include-confidential` was given.
    pub(super) fn open_for_others(&self) -> anyhow::Result<Store> {
        let store = self.open_whole(self.as_recorded()?)?;
        let shows_all = self.global.include_confidential;
        Ok(if shows_all { store } else { store.without_confidential()? })
    }

    /// Opens the database for a command that records. Confidential rows are not hidden, but errors
    /// only name them in the words that the user typed, since a log may keep the errors;
    /// `--include-confidential` allows more. Waits half a minute for other programs. Fails if the
    /// file does not exist, or if an earlier state of it is asked for.
    pub(super) fn open_to_record(&self) -> anyhow::Result<Store> {
        if self.global.as_recorded.is_some() {
            let what = "--as-recorded: the database as recorded on a day can be shown, but nothing can be recorded in it";
            return Err(Failure::new(what).hint("leave --as-recorded out").into());
        }
        let patience = Patience::default().telling(self.tell_wait());
        Ok(self.discreet(Store::open_with_patience(self.db(), patience)?))
    }

    fn discreet(&self, store: Store) -> Store {
        let names_all = self.global.include_confidential;
        if names_all { store } else { store.naming_nothing_confidential() }
    }

    /// The callback for a wait for another program; it says nothing if `--quiet` was given.
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

    /// The error to report; if something was recorded already, the error says so.
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

    /// Who may read a new file: only the user if it may have confidential content.
    pub(super) fn access(&self) -> Access {
        if self.global.include_confidential { Access::Private } else { Access::Shared }
    }

    /// Who records, when and why, from the options and the environment. Fails if nobody is named;
    /// see [`Self::user`].
    pub(super) fn recorder(&self) -> anyhow::Result<Recorder> {
        Ok(Recorder {
            by: self.user()?,
            at: self.environment.now.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            note: self.global.note.clone().filter(|note| !note.trim().is_empty()),
        })
    }

    /// Who records and when. The note is `--note`, or else `reason`. Fails if nobody is named; see
    /// [`Self::user`].
    pub(super) fn recorder_because(&self, reason: &str) -> anyhow::Result<Recorder> {
        let mut recorder = self.recorder()?;
        let reason = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        recorder.note = recorder.note.or(reason);
        Ok(recorder)
    }

    /// The name of the person who records: `--as`, or else `$FACTLINE_USER`, or else the login
    /// name. Fails if all are empty.
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

    /// The pager for a page with this number of lines; `None` if the page and the next prompt fit on the terminal.
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

    /// Whether the command may ask for words, which requires a terminal that can be read key by key.
    pub(super) fn may_prompt(&self) -> bool {
        self.may_ask() && !self.environment.dumb
    }

    /// The object that asks the user on the terminal.
    pub(super) fn asker(&self) -> OnTerminal {
        let environment = &self.environment;
        OnTerminal::new(match self.global.color {
            ColourWhen::Auto => !environment.no_color && !environment.dumb,
            ColourWhen::Always => true,
            ColourWhen::Never => false,
        })
    }

    /// Notes that the answer about everything recorded so far has been written.
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
            advice: hints::advice(Format::Text),
        }
    }
}

#[cfg(test)]
mod tests;
