//! Tests that on a real terminal, long pages go through a pager, and nothing else does.

#![cfg(target_os = "linux")]

#[path = "support/terminal.rs"]
#[expect(dead_code, reason = "nobody types here")]
mod terminal;

use std::process::{Command, Stdio};
use terminal::Terminal;

/// A pager that marks each line.
const MARKS: &str = "sed 's/^/P> /'";

/// What a command line of the shell prints on a terminal with this many lines.
fn on_terminal(folder: &std::path::Path, lines: u16, line: &str) -> String {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_factline"));
    let programs = program.parent().expect("a folder").display();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("{line}; echo done $?")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("HOME", folder)
        .env("LANG", "C.UTF-8")
        .env("TERM", "xterm")
        .env("FACTLINE_NOW", "2016-11-25T12:00:00Z")
        .env("FACTLINE_USER", "ana");
    let (printed, code) = Terminal::with(command, (lines, 100)).end();
    assert_eq!(code, Some(0), "{printed}");
    printed
}

#[test]
fn a_long_page_goes_through_the_pager_of_the_environment_and_nothing_else_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = Command::new(env!("CARGO_BIN_EXE_factline"))
        .args(["demo", ".", "--quiet"])
        .current_dir(folder.path())
        .env("FACTLINE_USER", "ana")
        .stdout(Stdio::null())
        .status();
    assert!(made.expect("it runs").success());
    let shown = |lines, line: &str| on_terminal(folder.path(), lines, line);
    let pages = |text: &str| text.lines().filter(|line| line.starts_with("P> ")).count();
    for (lines, variables, arguments, is_paged) in [
        (24, format!("PAGER=\"{MARKS}\""), "table", true),
        (24, format!("PAGER=cat FACTLINE_PAGER=\"{MARKS}\""), "timeline Aleppo", true),
        (24, format!("PAGER=\"{MARKS}\""), "table --no-pager", false),
        (24, format!("PAGER=\"{MARKS}\" FACTLINE_PAGER="), "table", false),
        (24, format!("PAGER=\"{MARKS}\" FACTLINE_PAGER=cat"), "table", false),
        (24, format!("PAGER=\"{MARKS}\""), "table --format json", false),
        (24, format!("PAGER=\"{MARKS}\""), "table | cat", false),
        (24, format!("PAGER=\"{MARKS}\""), "log", false),
        (900, format!("PAGER=\"{MARKS}\""), "table", false),
        (24, "PAGER=no-such-pager".to_owned(), "table", false),
    ] {
        let line = format!("{variables} factline {arguments}");
        let printed = shown(lines, &line);
        assert_eq!(pages(&printed) > 20, is_paged, "{line}: {printed}");
        assert!(printed.lines().count() > 3 && printed.ends_with("done 0\n"), "{line}: {printed}");
    }
    let early = shown(24, "PAGER='head -1' factline table");
    assert!(early.lines().count() < 5 && early.ends_with("done 0\n"), "{early}");
    assert!(!early.contains("error"), "{early}");
}
