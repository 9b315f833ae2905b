//! Zip files (PKWARE APPNOTE), whose entries are unpacked while they are read: nothing of them is written
//! to the disk.
//!
//! Knows the sizes that a zip file states, and that they may be lies. Must not know what entries hold.

use crate::format::error::BadBytes;
use crate::format::file_at::FileAt;
use crate::format::inside::NamedFileError;
use flate2::bufread::DeflateDecoder;
use foldhash::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

/// The most files in a zip.
const MOST_ENTRIES: usize = 500_000;
/// The longest list of files in a zip, in bytes.
const LONGEST_LIST: u64 = 96 << 20;
/// The most that a zip unpacks to, in bytes.
const LARGEST: u64 = 16 << 30;
/// Rows shrink to a tenth or so, and their ids hardly at all: what grows more than this, beyond
/// the first few megabytes, was made to do harm.
const MOST_GROWTH: u64 = 200;
const FREE_GROWTH: u64 = 64 << 20;
/// How long the part of an entry's header is that says how long the rest is, how it begins, and where
/// it says that (APPNOTE 4.3.7).
const HEADER: usize = 30;
const HEADER_MAGIC: &[u8] = b"PK\x03\x04";
const NAME_LENGTH_AT: usize = 26;
const EXTRA_LENGTH_AT: usize = 28;

/// Why a zip file is not read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ArchiveError {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    /// It is no zip file, or not one of a kind that is read.
    #[error("{0}")]
    NotAZip(String),
    /// More files than any package has.
    #[error("{0} files in it, and {MOST_ENTRIES} are the most")]
    TooMany(usize),
    /// It says that it unpacks to more than is plausible.
    #[error("it unpacks to more than {} MB, out of {size} bytes", limit >> 20)]
    TooLarge {
        /// How much is plausible.
        limit: u64,
        /// How long it is.
        size: u64,
    },
    /// Two files of one name: which one is meant?
    #[error("two files in it have the same name")]
    Repeated,
}

/// A zip file.
#[derive(Debug)]
pub(crate) struct Archive {
    file: FileAt,
    list: ZipArchive<ListReader>,
    /// Where entries stand whose names are not written in UTF-8.
    renamed: HashMap<String, usize>,
}

/// An entry, unpacked while it is read.
pub(crate) struct EntryReader {
    bytes: Packed,
    /// How many bytes are still to come, as the zip file says.
    left: u64,
    sum: flate2::Crc,
    expected_sum: u32,
}

enum Packed {
    Stored(io::Take<FileAt>),
    Deflated(DeflateDecoder<BufReader<io::Take<FileAt>>>),
}

impl Archive {
    /// Reads the list of the files in a zip file, and refuses one that cannot be a package.
    pub(crate) fn open(file: File) -> Result<Self, ArchiveError> {
        let file = FileAt::new(file);
        let size = file.size()?;
        let reader = ListReader { bytes: BufReader::new(file.clone()), left: LONGEST_LIST };
        let list = ZipArchive::new(reader).map_err(|why| match why {
            ZipError::Io(why) if why.kind() != io::ErrorKind::UnexpectedEof => why.into(),
            why => ArchiveError::NotAZip(why.to_string()),
        })?;
        if list.len() > MOST_ENTRIES {
            return Err(ArchiveError::TooMany(list.len()));
        }
        if list.has_duplicate_names() {
            return Err(ArchiveError::Repeated);
        }
        let limit = size.saturating_mul(MOST_GROWTH).saturating_add(FREE_GROWTH).min(LARGEST);
        let (mut sum, mut renamed) = (0_u64, HashMap::default());
        for at in 0..list.len() {
            let entry =
                list.by_index_data(at).map_err(|why| ArchiveError::NotAZip(why.to_string()))?;
            sum = sum.saturating_add(entry.size());
            if std::str::from_utf8(entry.name_raw()).is_err()
                && let Ok(name) = entry.name()
            {
                renamed.insert(name.into_owned(), at);
            }
        }
        if sum > limit {
            return Err(ArchiveError::TooLarge { limit, size });
        }
        Ok(Self { file, list, renamed })
    }

    /// The names of the files that end so.
    pub(crate) fn names<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = &'a str> {
        let names = self.list.file_names_raw().filter_map(|name| std::str::from_utf8(name).ok());
        names
            .chain(self.renamed.keys().map(String::as_str))
            .filter(move |name| name.ends_with(ending))
    }

    /// The bytes of an entry, and how many there are.
    pub(crate) fn entry(&self, name: &str) -> Result<(EntryReader, u64), NamedFileError> {
        let at = self.list.index_for_name_raw(name.as_bytes());
        let at = at.or_else(|| self.renamed.get(name).copied()).ok_or_else(|| {
            io::Error::new(io::ErrorKind::NotFound, "No such file in the zip file")
        })?;
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, BadBytes::DamagedZip);
        let entry = self.list.by_index_data(at).map_err(|_| damaged())?;
        if entry.is_symlink() {
            return Err(NamedFileError::Link);
        }
        if entry.is_dir() {
            return Err(NamedFileError::NotPlain);
        }
        if entry.encrypted() {
            return Err(io::Error::other("it is encrypted").into());
        }
        let mut header = [0; HEADER];
        let mut bytes = self.file.from(entry.header_start());
        bytes.read_exact(&mut header).map_err(|why| match why.kind() {
            io::ErrorKind::UnexpectedEof => damaged(),
            _ => why,
        })?;
        if !header.starts_with(HEADER_MAGIC) {
            return Err(damaged().into());
        }
        let length = |at: usize| u64::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let behind = length(NAME_LENGTH_AT) + length(EXTRA_LENGTH_AT);
        let start = entry.header_start() + HEADER as u64 + behind;
        let packed = self.file.from(start).take(entry.compressed_size());
        let bytes = match entry.compression() {
            CompressionMethod::Stored => Packed::Stored(packed),
            CompressionMethod::Deflated => {
                let packed = BufReader::with_capacity(1 << 16, packed);
                Packed::Deflated(DeflateDecoder::new(packed))
            }
            other => return Err(io::Error::other(format!("it is packed as {other}")).into()),
        };
        let (left, expected_sum) = (entry.size(), entry.crc32());
        Ok((EntryReader { bytes, left, sum: flate2::Crc::new(), expected_sum }, left))
    }
}

impl Read for EntryReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, BadBytes::DamagedZip);
        let read = match &mut self.bytes {
            Packed::Stored(bytes) => bytes.read(buffer)?,
            Packed::Deflated(bytes) => bytes.read(buffer).map_err(|why| match why.kind() {
                io::ErrorKind::InvalidInput
                | io::ErrorKind::InvalidData
                | io::ErrorKind::UnexpectedEof => damaged(),
                _ => why,
            })?,
        };
        self.sum.update(&buffer[..read]);
        // No more than it says, though what is packed may unpack to a thousand times that.
        self.left = self.left.checked_sub(read as u64).ok_or_else(damaged)?;
        let is_over = read == 0 && !buffer.is_empty();
        if is_over && (self.left > 0 || self.sum.sum() != self.expected_sum) {
            return Err(damaged());
        }
        Ok(read)
    }
}

/// Reads the list of files in a zip file, and no more of it than fits into memory.
#[derive(Debug)]
struct ListReader {
    bytes: BufReader<FileAt>,
    left: u64,
}

impl Read for ListReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        let too_long = || io::Error::other("its list of files is too long");
        self.left = self.left.checked_sub(read as u64).ok_or_else(too_long)?;
        Ok(read)
    }
}

impl Seek for ListReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}
