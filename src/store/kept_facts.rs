//! Facts that are read once, in the order of the file, and stored in a temporary file by part. Otherwise, the whole
//! database would be read again for each part.

use super::Store;
use super::error::StoreError;
use super::fact_row::StreamedFact;
use super::kept_fact::{KeptBytes, KeptFact, KeptReport, put, put_report};
use super::parallel::READ_ONCE;
use super::parts::Parts;
use super::report_row::ReportsById;
use super::stream::{FactOrder, FactStream};
use crate::domain::filter::Filter;
use foldhash::HashMap;
use rusqlite::Connection;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::{Mutex, PoisonError};

/// The number of bytes of a part that are written at once.
const CHUNK: usize = 1 << 14;
/// At most this many reports are kept in memory, at about 150 bytes each.
const MOST_REPORTS: usize = 1 << 16;

/// Facts in a temporary file, by part: those that match a filter, and separately those about the places that contain
/// the filter's places.
pub struct KeptFacts {
    /// Several threads read the file, one at a time.
    file: Mutex<File>,
    /// The positions of the chunks of each part, for the facts that match and for those about enclosing places.
    chunks: [Vec<Vec<Chunk>>; 2],
}

/// The position of some facts in the file, and their number of bytes.
type Chunk = (u64, usize);

impl Store {
    /// Stores what comparisons need of the facts that match a filter and whose ids are in a range, both ends included,
    /// and of those about enclosing places. Fails if a fact belongs to no part.
    pub fn keep_parts(
        &self,
        filter: &Filter,
        parts: &Parts,
        (first, last): (i64, i64),
    ) -> Result<KeptFacts, StoreError> {
        self.reading(|connection| {
            connection.execute_batch(READ_ONCE).map_err(StoreError::from)?;
            let mut keeper = Keeper::of(connection, filter, parts)?;
            let around = filter.around_its_places();
            let around = Some(&around).filter(|around| !around.around.is_empty());
            for (list, filter) in [Some(filter), around].into_iter().enumerate() {
                let Some(filter) = filter else { continue };
                let stream = FactStream::of(connection, filter);
                let mut stream = stream.map_err(|error| error.about(&self.path))?;
                stream.only_compared();
                stream.between(first, last);
                stream.run(FactOrder::Recorded, |fact| keeper.add(list, fact))?;
            }
            // The pages are read only once.
            connection.execute_batch("PRAGMA shrink_memory").map_err(StoreError::from)?;
            keeper.finish()
        })
    }

    /// The first and the last id of facts in the file, and one halfway between them.
    pub fn fact_ids(&self) -> Result<[i64; 3], StoreError> {
        // One query for both would read all ids.
        let sql = "SELECT coalesce((SELECT min(id) FROM fact), 0),
                          coalesce((SELECT max(id) FROM fact), 0)";
        let (first, last): (i64, i64) =
            self.connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok([first, first.midpoint(last), last])
    }
}

/// Writes facts to the file.
struct Keeper<'c> {
    parts: &'c Parts,
    reports: Reports<'c>,
    file: File,
    written: u64,
    chunks: [Vec<Vec<Chunk>>; 2],
    /// The bytes of each part that are not written yet.
    unwritten: [Vec<Vec<u8>>; 2],
}

impl<'c> Keeper<'c> {
    fn of(
        connection: &'c Connection,
        filter: &Filter,
        parts: &'c Parts,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            parts,
            reports: Reports {
                loader: ReportsById::of(connection, filter.as_recorded),
                known: HashMap::default(),
            },
            file: tempfile::tempfile().map_err(failed)?,
            written: 0,
            chunks: [(); 2].map(|()| vec![Vec::new(); parts.len()]),
            unwritten: [(); 2].map(|()| vec![Vec::new(); parts.len()]),
        })
    }

    fn add(&mut self, list: usize, fact: &StreamedFact<'_>) -> Result<(), StoreError> {
        let Some(part) = self.parts.number(fact.indicator, fact.place) else {
            let why = "it has facts that it did not have when they were counted";
            return Err(StoreError::Corrupt(why.to_owned()));
        };
        let bytes = &mut self.unwritten[list][part];
        put(fact, self.reports.get(fact.report)?, bytes);
        if bytes.len() >= CHUNK { self.write(list, part) } else { Ok(()) }
    }

    fn write(&mut self, list: usize, part: usize) -> Result<(), StoreError> {
        let bytes = &mut self.unwritten[list][part];
        self.file.write_all(bytes).map_err(failed)?;
        self.chunks[list][part].push((self.written, bytes.len()));
        self.written += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        bytes.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<KeptFacts, StoreError> {
        for list in 0..2 {
            for part in 0..self.parts.len() {
                if !self.unwritten[list][part].is_empty() {
                    self.write(list, part)?;
                }
            }
        }
        Ok(KeptFacts { file: Mutex::new(self.file), chunks: self.chunks })
    }
}

/// Reports as bytes; each is read from the database once, unless there are very many.
struct Reports<'c> {
    loader: ReportsById<'c>,
    known: HashMap<i64, Box<[u8]>>,
}

impl Reports<'_> {
    fn get(&mut self, id: i64) -> Result<&[u8], StoreError> {
        if self.known.len() >= MOST_REPORTS && !self.known.contains_key(&id) {
            self.known.clear();
        }
        match self.known.entry(id) {
            std::collections::hash_map::Entry::Occupied(known) => Ok(known.into_mut()),
            std::collections::hash_map::Entry::Vacant(new) => {
                let report = self.loader.get(id)?;
                let originals = self.loader.originals(id, &report)?;
                let (published, latest) = (
                    report.published.to_string(),
                    report.published_latest.map(|day| day.to_string()),
                );
                let first = originals.as_ref().and_then(|all| all.published);
                let first = first.map(|day| day.to_string());
                let mut bytes = Vec::new();
                let kept = KeptReport {
                    uid: report.uid,
                    key: &report.key,
                    publisher: &report.publisher,
                    published: &published,
                    published_latest: latest.as_deref(),
                    retracted: report.retracted.as_deref(),
                    republishes: report.republishes.as_deref(),
                    original: originals.as_ref().map(|all| all.key.as_str()),
                    first_published: first.as_deref(),
                };
                put_report(&kept, &mut bytes);
                Ok(new.insert(bytes.into()))
            }
        }
    }
}

impl KeptFacts {
    /// Calls `each` for every fact of a part that matches the filter, in the order of recording.
    pub fn own<E: From<StoreError>>(
        &self,
        part: usize,
        each: impl FnMut(&KeptFact<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.show(0, part, each)
    }

    /// Calls `each` for every fact of a part about places that contain the filter's places, in the order of recording.
    pub fn around<E: From<StoreError>>(
        &self,
        part: usize,
        each: impl FnMut(&KeptFact<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.show(1, part, each)
    }

    fn show<E: From<StoreError>>(
        &self,
        list: usize,
        part: usize,
        mut each: impl FnMut(&KeptFact<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (mut bytes, mut actors) = (Vec::new(), Default::default());
        for (at, size) in &self.chunks[list][part] {
            bytes.resize(*size, 0);
            self.read(*at, &mut bytes).map_err(failed)?;
            let mut kept = KeptBytes(&bytes);
            while let Some(fact) = kept.next(&mut actors)? {
                each(&fact)?;
            }
        }
        Ok(())
    }

    fn read(&self, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(bytes)
    }
}

/// The error for a temporary file that cannot be written or read.
fn failed(source: io::Error) -> StoreError {
    StoreError::Io { path: std::env::temp_dir(), source }
}
