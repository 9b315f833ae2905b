//! The inputs of a run from its environment: the clock, the terminal, and variables.

use super::pager;
use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// Everything that a run takes from its environment. It is read only once, here.
#[derive(Debug)]
pub(super) struct Environment {
    /// The time of this run; `$FACTLINE_NOW` replaces the clock.
    pub(super) now: DateTime<Utc>,
    pub(super) db: Option<PathBuf>,
    /// The folder of the user; `None` if it is not known.
    pub(super) home: Option<PathBuf>,
    pub(super) user: Option<String>,
    /// The replica name of a database that is created in this run; `None` for a random one. From
    /// `$FACTLINE_REPLICA`.
    pub(super) replica: Option<String>,
    pub(super) no_color: bool,
    pub(super) dumb: bool,
    pub(super) utf8: bool,
    pub(super) links: bool,
    pub(super) width: usize,
    /// The number of lines of the terminal; `None` if it is not known.
    pub(super) height: Option<usize>,
    /// The command line of the pager; `None` for no pager.
    pub(super) pager: Option<String>,
    pub(super) stdin_is_terminal: bool,
    pub(super) stdout_is_terminal: bool,
    pub(super) stderr_is_terminal: bool,
}

/// The page width in columns, if neither a terminal nor `$COLUMNS` gives it.
pub(super) const PAGE_WIDTH: usize = 100;

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
        // If the output is a pipe to `less` or `head`, the text ends up on the terminal of stderr.
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
    /// The path of the database: from the option, or else from the environment.
    pub(super) fn database(&self, given: Option<PathBuf>) -> PathBuf {
        let named = given.or_else(|| self.db.clone());
        named.unwrap_or_else(|| PathBuf::from("factline.db"))
    }
}

/// Whether the terminal is known to support hyperlinks (OSC 8).
pub(super) fn has_links(term: &str, set: &dyn Fn(&str) -> Option<String>) -> bool {
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
pub(super) fn moment(text: &str) -> anyhow::Result<DateTime<Utc>> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment.to_utc());
    }
    let day: NaiveDate = text.parse().ok().with_context(|| {
        format!("$FACTLINE_NOW: `{text}` is neither a moment (2016-10-24T12:00:00Z) nor a day")
    })?;
    Ok(day.and_time(chrono::NaiveTime::MIN).and_utc())
}
