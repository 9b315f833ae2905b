//! Pieces whose size is not known until they are complete: in blocks, each after its size. An empty block ends
//! the piece.

use super::shelf::{put_size, size};
use std::io::{self, Read, Write};

/// The number of bytes of a block.
const BLOCK: usize = 1 << 13;

/// Writes a piece. `block` is memory that is used again for the next piece.
pub(super) struct BlockWriter<'b, W: Write> {
    out: &'b mut W,
    block: &'b mut Vec<u8>,
}

impl<'b, W: Write> BlockWriter<'b, W> {
    pub(super) fn new(out: &'b mut W, block: &'b mut Vec<u8>) -> Self {
        block.clear();
        Self { out, block }
    }

    /// Ends the piece.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if !self.block.is_empty() {
            self.put()?;
        }
        put_size(0, self.out)
    }

    fn put(&mut self) -> io::Result<()> {
        put_size(self.block.len(), self.out)?;
        self.out.write_all(self.block)?;
        self.block.clear();
        Ok(())
    }
}

impl<W: Write> Write for BlockWriter<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let some = bytes.len().min(BLOCK - self.block.len());
        self.block.extend_from_slice(&bytes[..some]);
        if self.block.len() == BLOCK {
            self.put()?;
        }
        Ok(some)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads a piece to its end.
pub(super) struct BlockReader<'r, R: Read> {
    from: &'r mut R,
    /// How much of the block is left; `None` at the end of the piece.
    left: Option<usize>,
}

impl<'r, R: Read> BlockReader<'r, R> {
    pub(super) fn new(from: &'r mut R) -> Self {
        Self { from, left: Some(0) }
    }
}

impl<R: Read> Read for BlockReader<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.left == Some(0) {
            self.left = Some(size(self.from)?).filter(|size| *size > 0);
        }
        let Some(left) = &mut self.left else { return Ok(0) };
        let most = to.len().min(*left);
        let read = self.from.read(&mut to[..most])?;
        if read == 0 && most > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        *left -= read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_read_one_after_the_other_as_they_were_written() {
        let piece = |size: usize| vec![b'x'; size];
        let sizes = [0, 1, BLOCK - 1, BLOCK, 0, 2 * BLOCK + 7];
        let (mut bytes, mut block) = (Vec::new(), Vec::new());
        for size in sizes {
            let mut writer = BlockWriter::new(&mut bytes, &mut block);
            piece(size).chunks(1000).for_each(|some| writer.write_all(some).unwrap());
            writer.finish().unwrap();
        }
        let mut rest = bytes.as_slice();
        for size in sizes {
            let mut read = Vec::new();
            BlockReader::new(&mut rest).read_to_end(&mut read).unwrap();
            assert_eq!(read, piece(size));
        }
        assert!(rest.is_empty());
        let mut cut = &bytes[bytes.len() - 20..bytes.len() - 10];
        assert!(BlockReader::new(&mut cut).read_to_end(&mut Vec::new()).is_err());
    }
}
