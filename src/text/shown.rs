//! Lossless text on a terminal: characters that have an effect without being visible are shown as numbers.

use super::safe::terminal_block;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// A terminal for unescaped text: each complete line is escaped as by [`terminal_block`]. Text after the last
/// line break is shown by `flush`.
pub struct Shown<W> {
    out: W,
    line: Vec<u8>,
}

impl<W: Write> Shown<W> {
    /// Shows text on a terminal.
    pub fn on(out: W) -> Self {
        Self { out, line: Vec::new() }
    }

    fn show(&mut self, until: usize) -> io::Result<()> {
        let text: Vec<u8> = self.line.drain(..until).collect();
        self.out.write_all(terminal_block(&String::from_utf8_lossy(&text)).as_bytes())
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let before = self.line.len();
        self.line.extend_from_slice(bytes);
        if let Some(last) = bytes.iter().rposition(|byte| *byte == b'\n') {
            self.show(before + last + 1)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.show(self.line.len())?;
        self.out.flush()
    }
}

/// Opens a device or a pipe for writing. The output must be flushed. A terminal gets escaped text; other outputs get
/// the bytes unchanged.
pub fn open_special(path: &Path) -> io::Result<Box<dyn Write>> {
    let file = File::options().write(true).open(path)?;
    Ok(if file.is_terminal() { Box::new(Shown::on(file)) } else { Box::new(file) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_escaped_whole_however_they_are_written() {
        let text = "a\u{202e}b\n\u{1b}[2Jc";
        for size in [1, 3, 100] {
            let mut shown = Shown::on(Vec::new());
            text.as_bytes().chunks(size).for_each(|some| shown.write_all(some).unwrap());
            shown.flush().unwrap();
            assert_eq!(String::from_utf8(shown.out).unwrap(), "a\\u{202e}b\n\\u{1b}[2Jc");
        }
    }
}
