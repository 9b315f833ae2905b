//! Checks a workbook before the library reads it, because the library trusts the sizes that a file
//! states: nothing may unpack to more memory than its size makes plausible.

use crate::format::archive::{Archive, ArchiveError};
use crate::format::error::{FormatError, unreadable};
use crate::format::inside::NamedFileError;
use std::fs::File;
use std::io::Read;

/// All parts of a workbook together may unpack to at most this many bytes.
const LARGEST: u64 = 1 << 30;
/// Texts that cells share may have at most this many bytes, because they are kept in memory.
const MOST_TEXTS: u64 = 256 << 20;
/// A part without cells or texts, such as the styles, may have at most this many bytes: the library needs some hundred
/// bytes for the shortest tag.
const LARGEST_OTHER: u64 = 16 << 20;
/// A sheet may have at most this many merged cells.
const MOST_MERGED: usize = 1_000_000;
/// At most this many bytes may be between two tags: a cell has at most 32,767 characters.
const LONGEST_RUN: usize = 4 << 20;
/// A shared text takes at least this many bytes: `<si/>`.
const SHORTEST_TEXT: u64 = 5;
/// Number of bytes at the beginning of the shared texts that must contain their first tag.
const HEAD: usize = 4096;

/// Reads all parts of a workbook once, and checks their sizes and checksums. Fails if the file is
/// not a zip file, is damaged, or unpacks to more than the limits of this module.
pub(super) fn check(file: File, name: &str) -> Result<(), FormatError> {
    let wrong = |why: String| FormatError::Workbook { file: name.to_owned(), why };
    let zip = Archive::open(file).map_err(|why| match why {
        ArchiveError::Unreadable(why) => unreadable(name, why),
        why => wrong(why.to_string()),
    })?;
    let parts: Vec<String> =
        zip.names("").filter(|part| !part.ends_with('/')).map(str::to_owned).collect();
    let mut all = 0_u64;
    for part in parts {
        let (mut bytes, size) = zip.entry(&part).map_err(|why| match why {
            NamedFileError::Unreadable(why) => unreadable(name, why),
            why => wrong(format!("{part}: {why}")),
        })?;
        let has_texts = part.to_ascii_lowercase().ends_with("sharedstrings.xml");
        all = all.saturating_add(size);
        let is_other = !has_texts && is_read_whole(&part);
        let limits = [
            (has_texts, "its texts unpack", size, MOST_TEXTS),
            (is_other, "its styles or other parts unpack", size, LARGEST_OTHER),
            (true, "it unpacks", all, LARGEST),
        ];
        let passed = limits.into_iter().find(|(holds, _, found, most)| *holds && found > most);
        if let Some((_, what, found, most)) = passed {
            let (found, most) = (found >> 20, most >> 20);
            return Err(wrong(format!("{what} to {found} MB; at most {most} MB are allowed")));
        }
        let head = check_runs(&mut bytes, &part).map_err(|why| match why {
            Ok(why) => unreadable(name, why),
            Err(why) => wrong(why),
        })?;
        if has_texts {
            check_count(&head, size).map_err(|why| wrong(format!("{part}: {why}")))?;
        }
    }
    Ok(())
}

/// Whether the library reads a part into memory as a whole: all parts except sheets, and those that it never opens.
fn is_read_whole(part: &str) -> bool {
    let part = part.to_ascii_lowercase();
    let is_xml = [".xml", ".rels"].iter().any(|ending| part.ends_with(ending));
    is_xml && !part.contains("worksheets/")
}

/// Reads a part to its end; returns its first bytes. Fails if it cannot be read, or a text in it is
/// longer than any cell.
fn check_runs(
    bytes: &mut impl Read,
    part: &str,
) -> Result<Vec<u8>, Result<std::io::Error, String>> {
    let is_xml = !part.to_ascii_lowercase().contains("media/");
    let mut buffer = vec![0; 1 << 16];
    let (mut head, mut run, mut merged) = (Vec::new(), 0, 0);
    loop {
        let read = bytes.read(&mut buffer).map_err(Ok)?;
        let chunk = &buffer[..read];
        if read == 0 {
            return Ok(head);
        }
        head.extend_from_slice(&chunk[..read.min(HEAD - head.len())]);
        merged += memchr::memmem::find_iter(chunk, b"<mergeCell ").count();
        if merged > MOST_MERGED {
            return Err(Err(format!("{part}: more than {MOST_MERGED} merged cells")));
        }
        let first = memchr::memchr(b'<', chunk).unwrap_or(read);
        let longest = run + first;
        run = memchr::memrchr(b'<', chunk).map_or(longest, |last| read - last);
        if is_xml && longest > LONGEST_RUN {
            return Err(Err(format!("{part}: a text of more than {} MB", LONGEST_RUN >> 20)));
        }
    }
}

/// Checks the number of shared texts that the file states, for which the library reserves memory.
fn check_count(head: &[u8], size: u64) -> Result<(), String> {
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    let head =
        head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or(head, |it| it.1);
    let (tag, _) = head.split_once('>').ok_or("its first tag is too long")?;
    if tag.trim_start().starts_with("<!") || tag.trim_start().starts_with("<?") {
        return Err("there is something before its first tag".to_owned());
    }
    let Some((_, count)) = tag.split_once("uniqueCount") else { return Ok(()) };
    let digits = count.trim_start_matches(|c: char| !c.is_ascii_digit());
    let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
    match digits.parse::<u64>() {
        Ok(count) if count <= size / SHORTEST_TEXT => Ok(()),
        _ => Err(format!("it states {digits} texts, in {size} bytes")),
    }
}
