//! Reads gzip files (RFC 1952), unpacked while they are read.

use crate::format::error::BadBytes;
use flate2::read::MultiGzDecoder;
use std::io::{self, Read};

/// Unpacks a gzip file while it is read. Errors say whether it is not a gzip file or a damaged one.
pub(crate) struct GzipReader<R> {
    bytes: MultiGzDecoder<R>,
    /// Whether a first part was unpacked, so that the file is certainly gzip.
    is_packed: bool,
}

impl<R: Read> GzipReader<R> {
    pub(crate) fn new(bytes: R) -> Self {
        Self { bytes: MultiGzDecoder::new(bytes), is_packed: false }
    }
}

impl<R: Read> Read for GzipReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer).map_err(|error| {
            let wrong = match error.kind() {
                io::ErrorKind::InvalidInput if !self.is_packed => BadBytes::NotPacked,
                io::ErrorKind::InvalidInput
                | io::ErrorKind::InvalidData
                | io::ErrorKind::UnexpectedEof => BadBytes::DamagedPacked,
                _ => return error,
            };
            io::Error::new(io::ErrorKind::InvalidData, wrong)
        })?;
        self.is_packed |= read > 0;
        Ok(read)
    }
}
