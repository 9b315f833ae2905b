//! The text of a PDF, extracted by the programs `pdftotext` and `pdfinfo` of Poppler if they are installed.
//!
//! They run without a shell, read no input, and are killed if they take too long or write too much.

use crate::cli::error::Failure;
use crate::domain::report::LONGEST_TEXT;
use crate::text::files;
use std::ffi::OsStr;
use std::io;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The longest time that a program may take for one file.
const LONGEST: Duration = Duration::from_secs(60);

/// `pdfinfo` may write at most this many bytes.
const LONGEST_INFO: u64 = 1 << 20;

/// The hint if no text can be taken from a PDF.
const GIVE_TEXT: &str = "give its text: --text FILE";

/// Whether bytes are those of a PDF.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// The text of a PDF. Fails if `pdftotext` is not installed, takes too long, or finds none.
pub(super) fn text(file: &str) -> anyhow::Result<String> {
    let fail = |why: &str, hint: &str| Failure::new(format!("{file}: {why}")).hint(hint.to_owned());
    let bytes =
        match run("pdftotext", &["-q", "-enc", "UTF-8"], file, Some("-"), LONGEST_TEXT as u64) {
            Err(why) if why.kind() == io::ErrorKind::NotFound => {
                let hint = format!("install poppler-utils, or {GIVE_TEXT}");
                return Err(fail(
                    "pdftotext, which takes the text out of a PDF, is not installed",
                    &hint,
                )
                .into());
            }
            Err(why) => return Err(fail(&format!("pdftotext: {why}"), GIVE_TEXT).into()),
            Ok(bytes) => bytes,
        };
    let text = String::from_utf8_lossy(&bytes).replace('\u{c}', "\n\n");
    if text.trim().is_empty() {
        return Err(fail("there is no text in it; perhaps it has only pictures", GIVE_TEXT).into());
    }
    Ok(text.trim().to_owned())
}

/// The metadata of a PDF: its title and the day on which it was made, both of which often come from a template.
pub(super) fn suggestions(file: &str) -> Vec<String> {
    let Ok(bytes) = run("pdfinfo", &["-enc", "UTF-8", "-isodates"], file, None, LONGEST_INFO)
    else {
        return Vec::new();
    };
    let info = String::from_utf8_lossy(&bytes).into_owned();
    let value = |name: &str| {
        let line = info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
    };
    let title = value("Title").map(|title| format!("the PDF calls itself `{title}`"));
    let made = value("CreationDate").map(|date| format!("the PDF was made on {date}"));
    title.into_iter().chain(made).collect()
}

/// The output of a program about a file. Fails if the program is not installed, fails, takes longer
/// than [`LONGEST`], or writes more than `most` bytes.
fn run(
    program: &str,
    options: &[&str],
    file: &str,
    output: Option<&str>,
    most: u64,
) -> io::Result<Vec<u8>> {
    // An absolute path, so that a hyphen at its beginning is not taken for an option.
    let path = std::path::absolute(file)?;
    let arguments = options.iter().map(OsStr::new).chain([path.as_os_str()]);
    let mut child = Command::new(program)
        .args(arguments.chain(output.map(OsStr::new)))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let written = child.stdout.take();
    let reader = thread::spawn(move || match written {
        Some(written) => files::bytes_at_most(written, most),
        None => Ok(Vec::new()),
    });
    let ended = waited(&mut child);
    if matches!(ended, Ok(false)) {
        // A process that it started may still have its output open.
        return Err(io::Error::other(format!("stopped after {} seconds", LONGEST.as_secs())));
    }
    let bytes = reader.join().map_err(|_| io::Error::other("its output cannot be read"))??;
    ended.map(|_| bytes)
}

/// Waits until a program ends; kills it after [`LONGEST`]. Returns whether it ended by itself. Fails if it failed.
fn waited(child: &mut Child) -> io::Result<bool> {
    let begun = Instant::now();
    loop {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(true),
            Some(status) => return Err(io::Error::other(format!("it failed ({status})"))),
            None if begun.elapsed() > LONGEST => {
                child.kill()?;
                child.wait()?;
                return Ok(false);
            }
            None => thread::sleep(Duration::from_millis(5)),
        }
    }
}
