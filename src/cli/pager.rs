//! Shows a long page on a terminal through a pager, as git does.

use crate::text::leftovers;
use std::env;
use std::io::{self, Write};
use std::process::{Command, ExitStatus, Stdio};

/// The exit codes of a shell that did not find a program, or could not run it.
const NOT_RUN: [i32; 2] = [126, 127];

/// The pager if the environment names none.
const USUAL: &str = "less";

/// The command line of the pager: `$FACTLINE_PAGER`, or else `$PAGER`, or else `less`. `None` if it is empty or `cat`,
/// which means no pager.
pub(super) fn from_environment() -> Option<String> {
    let set = ["FACTLINE_PAGER", "PAGER"].iter().find_map(|name| env::var(name).ok());
    let pager = set.unwrap_or_else(|| USUAL.to_owned());
    Some(pager.trim().to_owned()).filter(|pager| !pager.is_empty() && pager != "cat")
}

/// Runs the pager on a page. Returns whether it ran.
pub(super) fn is_shown(pager: &str, page: &[u8]) -> bool {
    // Ctrl-C must only reach the pager; otherwise the shell would take the terminal from it.
    leftovers::leave_interrupts_to_others();
    match run(pager, page) {
        Ok(status) => !status.code().is_some_and(|code| NOT_RUN.contains(&code)),
        Err(_) => false,
    }
}

fn run(pager: &str, page: &[u8]) -> io::Result<ExitStatus> {
    let mut command = shell(pager);
    // Show colours, keep the text on the screen at the end, and do not wait if it fits.
    for (name, value) in [("LESS", "FRX"), ("LV", "-c")] {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // A pager that the user quits early closes the pipe.
        let _ = input.write_all(page);
    }
    child.wait()
}

#[cfg(unix)]
fn shell(pager: &str) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(pager);
    command
}

#[cfg(not(unix))]
fn shell(pager: &str) -> Command {
    let mut words = pager.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(USUAL));
    command.args(words);
    command
}
