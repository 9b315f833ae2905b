//! Rows that are read ahead: taking a file apart and making sense of its rows are work for two
//! threads.

use crate::format::csv::CsvReader;
use crate::format::error::FormatError;
use crate::format::problem::Problem;
use crate::format::row::{NumberedRow, Row};
use csv::StringRecord;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{self, Scope};

/// So many rows go from one thread to the other together, or fewer where they have many bytes.
const BATCH: usize = 256;
/// So many bytes are many.
const MANY_BYTES: usize = 1 << 18;
/// Batches that may wait.
const WAITING: usize = 2;
/// What a row of more bytes took is not kept for the next one.
const LONG: usize = 1 << 14;

/// A row, its line, and why it is none.
#[derive(Default)]
struct Raw {
    line: u64,
    record: StringRecord,
    problem: Option<Problem>,
}

type Batch = Vec<Raw>;

/// The rows of a file, in order.
pub(crate) struct PrefetchReader {
    /// The file as named.
    pub(crate) file: String,
    header: Vec<String>,
    batches: Receiver<Result<Batch, FormatError>>,
    /// Where batches go when all their rows were shown, so that their memory is used again.
    spent: Sender<Batch>,
    batch: Batch,
    /// How many rows of the batch were shown.
    shown: usize,
    none: StringRecord,
}

impl PrefetchReader {
    /// Goes on reading rows on a thread of its own, which ends when the rows do, or when
    /// nobody wants them any more. Gives the rows back where there is no thread to be had.
    pub(crate) fn new<'scope, 'a: 'scope>(
        rows: Box<CsvReader<'a>>,
        scope: &'scope Scope<'scope, '_>,
    ) -> Result<Self, Box<CsvReader<'a>>> {
        let (made, batches) = sync_channel(WAITING);
        let (spent, empty) = channel();
        let (hand, handed) = channel::<Box<CsvReader<'a>>>();
        let reading = move || {
            if let Ok(rows) = handed.recv() {
                read(*rows, &made, &empty);
            }
        };
        if thread::Builder::new().spawn_scoped(scope, reading).is_err() {
            return Err(rows);
        }
        let (file, header) = (rows.file.clone(), rows.header().to_vec());
        hand.send(rows).map_err(|unsent| unsent.0)?;
        let (batch, none) = (Batch::new(), StringRecord::new());
        Ok(Self { file, header, batches, spent, batch, shown: 0, none })
    }

    /// The names of the columns.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The row read last as it stands in the file.
    pub(crate) fn last_row(&self) -> Row<'_> {
        let last = self.shown.checked_sub(1).and_then(|at| self.batch.get(at));
        Row::guarded(&self.header, last.map_or(&self.none, |raw| &raw.record))
    }

    /// The next row, or why it is none; `None` at the end.
    pub(crate) fn next_row(&mut self) -> Result<Option<NumberedRow<'_>>, FormatError> {
        if self.shown == self.batch.len() {
            let Ok(batch) = self.batches.recv() else { return Ok(None) };
            let mut spent = std::mem::replace(&mut self.batch, batch?);
            let long = spent.iter_mut().filter(|raw| raw.record.as_slice().len() > LONG);
            long.for_each(|raw| raw.record = StringRecord::new());
            // Nobody takes it where all was read.
            let _ = self.spent.send(spent);
            self.shown = 0;
        }
        let Some(raw) = self.batch.get_mut(self.shown) else { return Ok(None) };
        self.shown += 1;
        let row = match raw.problem.take() {
            None => Ok(Row::guarded(&self.header, &raw.record)),
            Some(problem) => Err(problem),
        };
        Ok(Some((raw.line, row)))
    }
}

/// Sends all rows of a file, and what went wrong.
fn read(
    mut rows: CsvReader<'_>,
    made: &SyncSender<Result<Batch, FormatError>>,
    empty: &Receiver<Batch>,
) {
    loop {
        let mut batch = empty.try_recv().unwrap_or_default();
        let outcome = fill(&mut rows, &mut batch);
        // Nobody takes them only where the other side has failed already.
        let is_taken = batch.is_empty() || made.send(Ok(batch)).is_ok();
        match outcome {
            Ok(true) if is_taken => {}
            Ok(_) => return,
            Err(error) => {
                let _ = made.send(Err(error));
                return;
            }
        }
    }
}

/// Fills a batch with the next rows, in the memory of its old ones. Whether there may be more.
fn fill(reader: &mut CsvReader<'_>, batch: &mut Batch) -> Result<bool, FormatError> {
    batch.resize_with(BATCH, Raw::default);
    let (mut rows, mut bytes) = (0, 0);
    let outcome = loop {
        if rows == BATCH || bytes >= MANY_BYTES {
            break Ok(true);
        }
        let raw = &mut batch[rows];
        match reader.next_into(&mut raw.record) {
            Ok(Some((line, problem))) => (raw.line, raw.problem) = (line, problem),
            Ok(None) => break Ok(false),
            Err(error) => break Err(error),
        }
        bytes += raw.record.as_slice().len();
        rows += 1;
    };
    batch.truncate(rows);
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::source::Source;

    /// All that comes of a file's rows: the line and the cells or why not, and how it ends.
    macro_rules! told {
        ($reader:expr) => {{
            let mut reader = $reader;
            let mut told = Vec::new();
            loop {
                let row = match reader.next_row() {
                    Ok(None) => break told,
                    Ok(Some((line, row))) => {
                        format!("{line} {:?}", row.map(|row| row.owned("b")).map_err(|p| p.what))
                    }
                    Err(error) => {
                        told.push(format!("{error:?}"));
                        break told;
                    }
                };
                told.push(format!("{row} {:?}", reader.last_row()));
            }
        }};
    }

    fn open(source: &Source) -> Box<CsvReader<'_>> {
        Box::new(CsvReader::open(source).unwrap())
    }

    fn told_ahead(source: &Source) -> Vec<String> {
        thread::scope(|scope| told!(PrefetchReader::new(open(source), scope).ok().unwrap()))
    }

    #[test]
    fn rows_come_as_without_reading_ahead() {
        let row = |at: usize| match at % 7 {
            0 => format!("{at},\"two\nlines\"\n"),
            1 => format!("{at}\n"),
            2 => "\n".to_owned(),
            _ => format!("{at},{}\n", "x".repeat(at * at % 3000)),
        };
        for rows in [0, 1, 300, 7 * BATCH] {
            let text: String = (0..rows).map(row).collect();
            let source = Source::bytes("f.csv", format!("a,b\n{text}").into_bytes());
            let plain = told!(open(&source));
            let ahead = told_ahead(&source);
            let blank = (0..rows).filter(|at| at % 7 == 2).count();
            assert_eq!(plain.len(), rows - blank);
            assert_eq!(ahead, plain);
        }
    }

    #[test]
    fn what_is_no_text_is_told_after_the_rows_before_it() {
        let mut text = b"a,b\n".to_vec();
        text.extend(b"1,2\n".repeat(20_000));
        text.extend(b"3,\xff\n1,2\n");
        let source = Source::bytes("f.csv", text);
        let ahead = told_ahead(&source);
        assert_eq!(ahead, told!(open(&source)));
        assert!(ahead.len() > 1 && ahead.last().unwrap().contains("NotUtf8"), "{:?}", ahead.last());
    }

    #[test]
    fn nobody_has_to_take_all_rows() {
        let source = Source::bytes("f.csv", [b"a,b\n".to_vec(), b"1,2\n".repeat(99_999)].concat());
        thread::scope(|scope| {
            let mut reader = PrefetchReader::new(open(&source), scope).ok().unwrap();
            assert!(reader.next_row().unwrap().is_some());
        });
    }
}
