//! A limit on what a file may become when it is rewritten for reading, so that a small file of a
//! stranger cannot fill the disk.

use std::io::{self, Write};

/// Every file may become at least this many bytes.
const ALWAYS: u64 = 64 << 20;
/// The number of bytes that a file may become for each byte that it has. Sheets and packed JSON
/// need about twenty.
const A_BYTE: u64 = 200;

/// Passes bytes on until there are too many, and fails then.
pub(crate) struct LimitedOut<W> {
    out: W,
    left: u64,
    most: u64,
}

impl<W: Write> LimitedOut<W> {
    /// Limits what is written to `out` by the size, in bytes, of the file from which it is made.
    pub(crate) fn of(out: W, size: u64) -> Self {
        let most = ALWAYS.max(size.saturating_mul(A_BYTE));
        Self { out, left: most, most }
    }

    /// The writer below.
    pub(crate) fn into_inner(self) -> W {
        self.out
    }
}

impl<W: Write> Write for LimitedOut<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            let most = self.most >> 20;
            return Err(io::Error::other(format!(
                "its rows take more than {most} MB, which is out of proportion to the file"
            )));
        };
        let written = self.out.write(bytes)?;
        self.left = left + (bytes.len() - written) as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_becomes_is_in_proportion_to_it() {
        let mut out = LimitedOut { out: Vec::new(), left: 5, most: 5 };
        out.write_all(b"abc").unwrap();
        assert!(out.write_all(b"def").is_err());
        out.write_all(b"de").unwrap();
        assert_eq!(out.into_inner(), b"abcde");
        assert_eq!(LimitedOut::of(Vec::new(), 1 << 20).most, 200 << 20);
        assert_eq!(LimitedOut::of(Vec::new(), 1).most, ALWAYS);
    }
}
