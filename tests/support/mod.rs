//! Runs the commands of a Markdown page as a shell session, and compares what they print.
//!
//! All fenced blocks of kind `console` in a page are one session in one new folder. A line that
//! starts with `$ ` is a command (lines that start with `> ` continue it). The lines after it are
//! what the command prints, output and errors as a terminal shows them, and `? 3` if it exits with
//! 3. A line `...` stands for any lines. `TRANSCRIPTS=overwrite cargo test` replaces the expected
//! output in the page by the actual one.

use std::path::{Path, PathBuf};
use std::process::Command;

/// One step of a session: a command and its expected output.
struct Step {
    /// The command, as given to the shell.
    command: String,
    /// The lines of the command in the page.
    shown: Vec<String>,
    /// The expected output in the page.
    expected: Vec<String>,
}

enum Piece {
    Prose(String),
    Step(Step),
}

/// Runs every console block of a page. Returns the number of commands, or how their output differs;
/// rewrites the page if `TRANSCRIPTS=overwrite`.
pub(crate) fn check(page: &Path) -> Result<usize, String> {
    let text =
        std::fs::read_to_string(page).map_err(|error| format!("{}: {error}", page.display()))?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    copy(&root().join("sample_data"), &folder.path().join("sample_data"));
    copy(&root().join("tests/workbooks"), &folder.path().join("workbooks"));
    let overwrite = std::env::var("TRANSCRIPTS").is_ok_and(|mode| mode == "overwrite");
    let (mut written, mut wrong, mut steps) = (String::new(), String::new(), 0);
    for piece in pieces(&text) {
        match piece {
            Piece::Prose(line) => written.extend([line.as_str(), "\n"]),
            Piece::Step(step) => {
                steps += 1;
                let printed = run(&step.command, folder.path());
                if !matches(&step.expected, &printed) {
                    wrong.push_str(&difference(&step, &printed));
                }
                let kept =
                    if matches(&step.expected, &printed) { &step.expected } else { &printed };
                for line in step.shown.iter().chain(kept) {
                    written.extend([line.as_str(), "\n"]);
                }
            }
        }
    }
    if wrong.is_empty() {
        return Ok(steps);
    }
    if overwrite {
        std::fs::write(page, written).map_err(|error| error.to_string())?;
        return Ok(steps);
    }
    Err(format!(
        "{}\n{wrong}\n(TRANSCRIPTS=overwrite cargo test --test transcripts rewrites the page)",
        page.display()
    ))
}

/// Runs commands that make a file `picture`, and compares it with the picture of a page. Replaces the picture if
/// `TRANSCRIPTS=overwrite`.
#[allow(dead_code, reason = "not every test has pictures")]
pub(crate) fn check_picture(file: &Path, command: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let printed = run(command, folder.path());
    let drawn = std::fs::read(folder.path().join("picture"))
        .map_err(|error| format!("{}: {error}: {printed:?}", file.display()))?;
    if std::fs::read(file).is_ok_and(|known| known == drawn) {
        return Ok(());
    }
    if std::env::var("TRANSCRIPTS").is_ok_and(|mode| mode == "overwrite") {
        return std::fs::write(file, drawn).map_err(|error| error.to_string());
    }
    Err(format!(
        "{} is not what `{command}` draws\n(TRANSCRIPTS=overwrite cargo test --test transcripts rewrites it)",
        file.display()
    ))
}

/// The root folder of the source code.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let fence = line.starts_with("```");
        if fence {
            inside = !inside && line == "```console";
            pieces.push(Piece::Prose(line.to_owned()));
            continue;
        }
        match (inside, line.strip_prefix("$ "), pieces.last_mut()) {
            (true, Some(command), _) => pieces.push(Piece::Step(Step {
                command: command.to_owned(),
                shown: vec![line.to_owned()],
                expected: Vec::new(),
            })),
            (true, None, Some(Piece::Step(step))) => step.add(line),
            _ => pieces.push(Piece::Prose(line.to_owned())),
        }
    }
    pieces
}

impl Step {
    fn add(&mut self, line: &str) {
        let more = line.strip_prefix("> ").or((line == ">").then_some(""));
        match more.filter(|_| self.expected.is_empty()) {
            Some(more) => {
                self.command.push('\n');
                self.command.push_str(more);
                self.shown.push(line.to_owned());
            }
            None => self.expected.push(line.to_owned()),
        }
    }
}

fn run(command: &str, folder: &Path) -> Vec<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_factline"));
    let programs = program.parent().expect("the program lies in a folder");
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("HOME", folder)
        .env("LANG", "C.UTF-8")
        .env("COLUMNS", "100")
        .env("FACTLINE_NOW", "2016-11-25T12:00:00Z")
        .env("FACTLINE_USER", "ana")
        .env("FACTLINE_REPLICA", "sample")
        .output()
        .expect("a shell runs");
    let printed =
        String::from_utf8_lossy(&output.stdout).replace(&folder.display().to_string(), "FOLDER");
    let mut lines: Vec<String> = printed.lines().map(|line| line.trim_end().to_owned()).collect();
    if !output.status.success() {
        lines.insert(0, format!("? {}", output.status.code().unwrap_or(-1)));
    }
    lines
}

/// Whether the printed lines are the expected ones; `...` stands for any lines.
fn matches(expected: &[String], printed: &[String]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((any, rest)) if any == "..." => {
            (0..=printed.len()).any(|skip| matches(rest, &printed[skip..]))
        }
        Some((line, rest)) => {
            printed.first().is_some_and(|first| first == line.trim_end())
                && matches(rest, &printed[1..])
        }
    }
}

fn difference(step: &Step, printed: &[String]) -> String {
    format!(
        "\n$ {}\n--- expected\n{}\n--- printed\n{}\n",
        step.command,
        step.expected.join("\n"),
        printed.join("\n")
    )
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("the folder can be read").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(&from, &to).expect("the file can be copied");
        }
    }
}
