//! Bytes on their way to the output: they may be made by several threads at the same time, and wait in a file until
//! those before them are written.

use std::io::{self, BufRead, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// A file for bytes, which several threads may use.
pub(super) struct Shelf<F>(Mutex<F>);

/// The number of bytes that are written to the file and read from it at once.
pub(super) const CHUNK: usize = 1 << 15;

/// The position of the bytes that one thread put on a shelf one after another.
#[derive(Debug, Default)]
pub(super) struct Strip {
    /// The position of each chunk in the file. All but the last have [`CHUNK`] bytes.
    chunks: Vec<u64>,
    pub(super) bytes: u64,
}

impl<F: Read + Write + Seek> Shelf<F> {
    /// A shelf in an empty file.
    pub(super) fn new(file: F) -> Self {
        Self(Mutex::new(file))
    }

    /// Begins a strip.
    pub(super) fn fill(&self) -> Filler<'_, F> {
        Filler { shelf: self, strip: Strip::default(), chunk: Vec::new() }
    }

    /// Reads a part of a strip.
    pub(super) fn read<'s>(&'s self, strip: &'s Strip, part: Range<u64>) -> Reader<'s, F> {
        Reader { shelf: self, strip, at: part.start, end: part.end, chunk: Vec::new(), used: 0 }
    }

    fn put(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let start = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(start)
    }

    fn get(&self, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(bytes)
    }
}

/// Writes a strip.
pub(super) struct Filler<'s, F> {
    shelf: &'s Shelf<F>,
    strip: Strip,
    /// The bytes that are not in the file yet.
    chunk: Vec<u8>,
}

impl<F: Read + Write + Seek> Filler<'_, F> {
    /// How many bytes were written.
    pub(super) fn written(&self) -> u64 {
        self.strip.bytes + size_of_chunk(&self.chunk)
    }

    /// Ends the strip. Fails if the file cannot be written.
    pub(super) fn finish(mut self) -> io::Result<Strip> {
        if !self.chunk.is_empty() {
            self.put()?;
        }
        Ok(self.strip)
    }

    fn put(&mut self) -> io::Result<()> {
        self.strip.chunks.push(self.shelf.put(&self.chunk)?);
        self.strip.bytes += size_of_chunk(&self.chunk);
        self.chunk.clear();
        Ok(())
    }
}

impl<F: Read + Write + Seek> Write for Filler<'_, F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let some = bytes.len().min(CHUNK - self.chunk.len());
        self.chunk.extend_from_slice(&bytes[..some]);
        if self.chunk.len() == CHUNK {
            self.put()?;
        }
        Ok(some)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn size_of_chunk(chunk: &[u8]) -> u64 {
    u64::try_from(chunk.len()).unwrap_or(u64::MAX)
}

/// Reads a part of a strip.
pub(super) struct Reader<'s, F> {
    shelf: &'s Shelf<F>,
    strip: &'s Strip,
    /// The part of the strip that was not read from the file yet.
    at: u64,
    end: u64,
    /// The bytes that were read last, and how many of them the caller had.
    chunk: Vec<u8>,
    used: usize,
}

impl<F: Read + Write + Seek> BufRead for Reader<'_, F> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.used == self.chunk.len() && self.at < self.end {
            let size = CHUNK as u64;
            let (number, within) = (self.at / size, self.at % size);
            let bytes = (size - within).min(self.end - self.at);
            let number = usize::try_from(number).map_err(io::Error::other)?;
            let start = *self.strip.chunks.get(number).ok_or_else(cut)?;
            self.chunk.resize(usize::try_from(bytes).map_err(io::Error::other)?, 0);
            self.shelf.get(start + within, &mut self.chunk)?;
            self.at += bytes;
            self.used = 0;
        }
        Ok(&self.chunk[self.used..])
    }

    fn consume(&mut self, bytes: usize) {
        self.used += bytes;
    }
}

impl<F: Read + Write + Seek> Read for Reader<'_, F> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(to)?;
        self.consume(read);
        Ok(read)
    }
}

/// Appends a number.
pub(super) fn put_size(size: usize, to: &mut impl Write) -> io::Result<()> {
    to.write_all(&u64::try_from(size).unwrap_or(u64::MAX).to_le_bytes())
}

/// Reads a number.
pub(super) fn size(from: &mut impl Read) -> io::Result<usize> {
    let mut size = [0; 8];
    from.read_exact(&mut size)?;
    usize::try_from(u64::from_le_bytes(size)).map_err(io::Error::other)
}

/// The error for bytes that differ from those that were written to the file.
fn cut() -> io::Error {
    io::Error::other("what was kept in a temporary file is not there any more")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn strips_of_several_threads_are_read_as_they_were_written() {
        let shelf = Shelf::new(Cursor::new(Vec::new()));
        let bytes = |step: usize| -> Vec<u8> {
            (0..=250).cycle().step_by(step).take(3 * CHUNK + 7).collect()
        };
        let (mut one, mut other) = (shelf.fill(), shelf.fill());
        for (a, b) in bytes(3).chunks(1000).zip(bytes(7).chunks(1000)) {
            one.write_all(a).unwrap();
            other.write_all(b).unwrap();
        }
        assert_eq!(one.written(), bytes(3).len() as u64);
        let (one, other) = (one.finish().unwrap(), other.finish().unwrap());
        for (strip, step) in [(one, 3), (other, 7)] {
            let all = bytes(step);
            let size = all.len();
            for part in [0..size, 0..0, CHUNK..CHUNK + 1, 5..2 * CHUNK, 2 * CHUNK - 1..size] {
                let mut read = Vec::new();
                let range = part.start as u64..part.end as u64;
                shelf.read(&strip, range).read_to_end(&mut read).unwrap();
                assert_eq!(read, all[part]);
            }
        }
    }
}
