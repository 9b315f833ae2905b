//! Reads zip files (PKWARE APPNOTE). Entries are unpacked while they are read, and never written to
//! the disk.
//!
//! Knows the sizes that a zip file states, and that these may be false. Must not know the content of entries.

use crate::format::error::BadBytes;
use crate::format::file_at::FileAt;
use crate::format::inside::NamedFileError;
use flate2::bufread::DeflateDecoder;
use foldhash::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

/// A zip file may have at most this many entries.
const MOST_ENTRIES: usize = 500_000;
/// The longest central directory (the list of entries) of a zip file that is read, in bytes.
const LONGEST_LIST: u64 = 96 << 20;
/// All entries of a zip file together may unpack to at most this many bytes.
const LARGEST: u64 = 16 << 30;
/// One packed byte may unpack to at most this many bytes, beyond the first `FREE_GROWTH` bytes.
/// Rows of facts are packed to about a tenth; a file that grows two hundred times is a zip bomb.
const MOST_GROWTH: u64 = 200;
const FREE_GROWTH: u64 = 64 << 20;
/// The fixed part of an entry's header: its length in bytes, its first bytes, and the offsets at
/// which it states the lengths of the name and the extra field that follow (APPNOTE 4.3.7).
const HEADER: usize = 30;
const HEADER_MAGIC: &[u8] = b"PK\x03\x04";
const NAME_LENGTH_AT: usize = 26;
const EXTRA_LENGTH_AT: usize = 28;

/// The reason why a zip file is not read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ArchiveError {
    /// The zip file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    /// The file is not a zip file, or one of a kind that this program does not read.
    #[error("{0}")]
    NotAZip(String),
    /// The zip file has more entries than any data package would have.
    #[error("it has {0} files; at most {MOST_ENTRIES} are read")]
    TooMany(usize),
    /// According to the zip file itself, the entries unpack to more bytes than is plausible.
    #[error("it unpacks to more than {} MB, out of {size} bytes", limit >> 20)]
    TooLarge {
        /// The limit for the unpacked entries, in bytes.
        limit: u64,
        /// The size of the zip file, in bytes.
        size: u64,
    },
    /// Two entries have the same name, so that the name does not say which is meant.
    #[error("two files in it have the same name")]
    Repeated,
}

/// A zip file and the list of its entries.
#[derive(Debug)]
pub(crate) struct Archive {
    file: FileAt,
    list: ZipArchive<ListReader>,
    /// Entries whose names are not written in UTF-8: their positions in the list, by decoded name.
    renamed: HashMap<String, usize>,
}

/// Reads an entry, unpacks it, and checks its size and CRC-32.
pub(crate) struct EntryReader {
    bytes: Packed,
    /// Number of bytes still to come, according to the zip file.
    left: u64,
    sum: flate2::Crc,
    expected_sum: u32,
}

enum Packed {
    Stored(io::Take<FileAt>),
    Deflated(DeflateDecoder<BufReader<io::Take<FileAt>>>),
}

impl Archive {
    /// Reads the list of entries. Fails if the file is not a zip file, or its numbers of entries
    /// and bytes are beyond the limits of this module.
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

    /// The names of all entries that end in `ending`.
    pub(crate) fn names<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = &'a str> {
        let names = self.list.file_names_raw().filter_map(|name| std::str::from_utf8(name).ok());
        names
            .chain(self.renamed.keys().map(String::as_str))
            .filter(move |name| name.ends_with(ending))
    }

    /// Opens an entry; returns its reader and its unpacked size in bytes. Fails if there is no such
    /// entry, or it is a link, a folder, encrypted, damaged, or packed by another method than
    /// DEFLATE.
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
        // A short input can unpack to a thousand times its length, so reading stops at the stated
        // size.
        self.left = self.left.checked_sub(read as u64).ok_or_else(damaged)?;
        let is_over = read == 0 && !buffer.is_empty();
        if is_over && (self.left > 0 || self.sum.sum() != self.expected_sum) {
            return Err(damaged());
        }
        Ok(read)
    }
}

/// Reads the list of entries. Fails beyond `LONGEST_LIST` bytes, because the list is kept in memory.
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
