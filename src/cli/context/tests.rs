//! Tests of the order of precedence: options, the environment, defaults.

use super::*;
use crate::cli::environment::{PAGE_WIDTH, has_links, moment};
use chrono::DateTime;
use clap::Parser;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    global: Global,
}

impl Context {
    /// The context of a command in a pipe, on 24 October 2016.
    pub(in crate::cli) fn of_line(arguments: &[&str], writes_file: bool) -> Self {
        let line = Line::parse_from([&["factline"], arguments].concat());
        let environment = Environment {
            now: moment("2016-10-24").unwrap(),
            db: Some("of-environment.db".into()),
            home: None,
            user: Some("ana".to_owned()),
            replica: None,
            no_color: false,
            dumb: false,
            utf8: true,
            links: false,
            width: PAGE_WIDTH,
            height: None,
            pager: None,
            stdin_is_terminal: false,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
        };
        Self::new(line.global, environment, writes_file)
    }
}

#[test]
fn options_come_before_the_environment() {
    let context = Context::of_line(&[], false);
    assert_eq!(context.db(), PathBuf::from("of-environment.db"));
    assert_eq!(context.user().unwrap(), "ana");
    let context = Context::of_line(&["--db", "x.db", "--as", " ben "], false);
    assert_eq!((context.db(), context.user().unwrap()), ("x.db".into(), "ben".to_owned()));
    assert!(Context::of_line(&["--as", " "], false).user().is_err());
}

#[test]
fn the_note_of_the_command_line_comes_before_the_reason() {
    let note = |arguments: &[&str]| {
        Context::of_line(arguments, false).recorder_because(" wrong place ").unwrap().note
    };
    assert_eq!(note(&[]).as_deref(), Some("wrong place"));
    assert_eq!(note(&["--note", "as asked"]).as_deref(), Some("as asked"));
    assert_eq!(note(&["--note", " "]).as_deref(), Some("wrong place"));
}

#[test]
fn confidential_rows_are_shown_on_a_terminal_or_when_asked_for() {
    let shows = |arguments: &[&str], stdout_is_terminal, writes_file| {
        let Context { global, mut environment, .. } = Context::of_line(arguments, writes_file);
        environment.stdout_is_terminal = stdout_is_terminal;
        Context::new(global, environment, writes_file).shows_confidential()
    };
    assert!(shows(&[], true, false));
    assert!(!shows(&[], true, true) && !shows(&[], false, false));
    assert!(shows(&["--include-confidential"], false, true));
}

#[test]
fn a_fixed_time_is_a_moment_or_a_day() {
    let day = "2016-10-24T00:00:00Z".parse::<DateTime<Utc>>().unwrap();
    assert_eq!(moment("2016-10-24").unwrap(), day);
    assert_eq!(moment("2016-10-24T02:00:00+02:00").unwrap(), day);
    assert!(moment("Monday").is_err() && moment("").is_err());
}

#[test]
fn links_are_written_for_terminals_that_are_known_to_have_them() {
    let has = |term: &str, name: &str, value: &str| {
        has_links(term, &|asked| (asked == name).then(|| value.to_owned()))
    };
    assert!(has("xterm-kitty", "", "") && has("xterm", "VTE_VERSION", "7600"));
    assert!(has("xterm", "TERM_PROGRAM", "WezTerm"));
    assert!(!has("xterm", "VTE_VERSION", "4900") && !has("xterm", "TERM_PROGRAM", "tmux"));
}
