//! Reads the rows of a file ahead on a separate thread. Splitting a file into cells and interpreting its rows
//! each take one processor, so the two run side by side.

use crate::format::csv::CsvReader;
use crate::format::error::FormatError;
use crate::format::problem::Problem;
use crate::format::row::{NumberedRow, Row, Signs};
use crate::format::row_cells::RowCells;
use std::io;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{self, Scope};

/// Number of rows in a batch that goes from one thread to the other; fewer if the rows are long.
const BATCH: usize = 256;
/// A batch is sent early once its cells have this many bytes.
const MANY_BYTES: usize = 1 << 18;
/// Number of batches that may wait to be taken, before the reading thread waits itself.
const WAITING: usize = 2;
/// The buffer of a row with more bytes than this is freed rather than used again.
const LONG: usize = 1 << 14;

/// A row with its line number, and its problem if it cannot be used.
#[derive(Default)]
struct Raw {
    line: u64,
    record: RowCells,
    signs: Signs,
    problem: Option<Problem>,
}

type Batch = Vec<Raw>;

/// The receiving end: gives the rows of a file in order. `E` is the error of a file that cannot be
/// read further.
pub(crate) struct PrefetchReader<E> {
    /// Name of the file, as the user gave it.
    pub(crate) file: String,
    header: Vec<String>,
    /// Whether cells may begin with the `'` that protects against formulas in spreadsheets.
    is_guarded: bool,
    batches: Receiver<Result<Batch, E>>,
    /// Sends used batches back, so that their memory is used again.
    spent: Sender<Batch>,
    batch: Batch,
    /// Number of rows of the batch that were returned.
    shown: usize,
    /// Whether the last row of the file was returned.
    is_over: bool,
    none: RowCells,
}

/// The sending end: takes the rows from the thread that splits a file into cells.
pub(crate) struct RowSender<E> {
    batches: SyncSender<Result<Batch, E>>,
    spent: Receiver<Batch>,
    batch: Batch,
    /// Number of rows in the batch so far, and of bytes in their cells.
    rows: usize,
    bytes: usize,
}

/// The receiving end is gone, so no more rows are needed.
#[derive(Debug)]
pub(crate) struct Unwanted;

/// The reading thread ended before the last row and without an error, because it panicked.
#[derive(Debug, thiserror::Error)]
#[error("reading stopped before the last row")]
pub(crate) struct Stopped;

impl From<Stopped> for FormatError {
    fn from(stopped: Stopped) -> Self {
        Self::Unreadable { file: "a file".to_owned(), why: io::Error::other(stopped) }
    }
}

/// Makes the two ends for the rows of a file: one to send rows, one to receive them.
pub(crate) fn row_channel<E>(
    file: String,
    header: Vec<String>,
    is_guarded: bool,
) -> (RowSender<E>, PrefetchReader<E>) {
    let (made, batches) = sync_channel(WAITING);
    let (spent, empty) = channel();
    let (batch, none) = (Batch::new(), RowCells::default());
    let (shown, is_over) = (0, false);
    let reader =
        PrefetchReader { file, header, is_guarded, batches, spent, batch, shown, is_over, none };
    let (batch, rows, bytes) = (Batch::new(), 0, 0);
    (RowSender { batches: made, spent: empty, batch, rows, bytes }, reader)
}

impl PrefetchReader<FormatError> {
    /// Moves the reading of rows to a new thread, which ends with the rows or once the receiving
    /// end is dropped. Returns the reader as the error if no thread can be started.
    pub(crate) fn new<'scope, 'a: 'scope>(
        rows: Box<CsvReader<'a>>,
        scope: &'scope Scope<'scope, '_>,
    ) -> Result<Self, Box<CsvReader<'a>>> {
        let (sender, reader) = row_channel(rows.file.clone(), rows.header().to_vec(), true);
        let (hand, handed) = channel::<Box<CsvReader<'a>>>();
        let reading = move || {
            if let Ok(rows) = handed.recv() {
                // Sending fails only if the receiving end is gone, which has its own error to
                // report.
                let _ = send_all(*rows, sender);
            }
        };
        if thread::Builder::new().spawn_scoped(scope, reading).is_err() {
            return Err(rows);
        }
        hand.send(rows).map_err(|unsent| unsent.0)?;
        Ok(reader)
    }
}

impl<E: From<Stopped>> PrefetchReader<E> {
    /// The names of the columns, one for each cell of a row.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The row that was returned last, unchanged from the file.
    pub(crate) fn last_row(&self) -> Row<'_> {
        let last = self.shown.checked_sub(1).and_then(|at| self.batch.get(at));
        row(&self.header, last.map_or(&self.none, |raw| &raw.record), self.is_guarded)
    }

    /// The next row with its line number, or its problem; `None` at the end. Fails if the file
    /// cannot be read further, or the reading thread stopped.
    pub(crate) fn next_row(&mut self) -> Result<Option<NumberedRow<'_>>, E> {
        if self.shown == self.batch.len() && !self.is_over {
            // An empty batch marks the end, so that a reading thread that panics is not taken for
            // the end of the file.
            let batch = self.batches.recv().map_err(|_| Stopped)??;
            self.is_over = batch.is_empty();
            let mut spent = std::mem::replace(&mut self.batch, batch);
            let long = spent.iter_mut().filter(|raw| raw.record.text().len() > LONG);
            long.for_each(|raw| raw.record = RowCells::default());
            // Sending fails if the reading thread has ended; then no batch is needed any more.
            let _ = self.spent.send(spent);
            self.shown = 0;
        }
        let Some(raw) = self.batch.get_mut(self.shown) else { return Ok(None) };
        self.shown += 1;
        let row = match raw.problem.take() {
            None => Ok(row(&self.header, &raw.record, self.is_guarded).with_signs(raw.signs)),
            Some(problem) => Err(problem),
        };
        Ok(Some((raw.line, row)))
    }
}

fn row<'r>(header: &'r [String], cells: &'r RowCells, is_guarded: bool) -> Row<'r> {
    if is_guarded { Row::guarded(header, cells) } else { Row::plain(header, cells) }
}

impl<E> RowSender<E> {
    /// The cells to fill with the next row. Their memory comes from a used batch if there is
    /// one.
    pub(crate) fn record(&mut self) -> &mut RowCells {
        if self.batch.is_empty() {
            self.batch = self.spent.try_recv().unwrap_or_default();
            self.batch.resize_with(BATCH, Raw::default);
        }
        &mut self.batch[self.rows].record
    }

    /// Adds the cells that were filled as the row of `line`, and sends the batch if it is full.
    /// Fails if the receiving end is gone.
    pub(crate) fn send(&mut self, line: u64, problem: Option<Problem>) -> Result<(), Unwanted> {
        let raw = &mut self.batch[self.rows];
        (raw.line, raw.problem, raw.signs) = (line, problem, Signs::of(&raw.record));
        self.bytes += raw.record.text().len();
        self.rows += 1;
        if self.rows == BATCH || self.bytes >= MANY_BYTES { self.hand_over() } else { Ok(()) }
    }

    /// Sends the last batch, and then the end or the error that stopped the reading. Fails if the
    /// receiving end is gone.
    pub(crate) fn finish(mut self, outcome: Result<(), E>) -> Result<(), Unwanted> {
        self.hand_over()?;
        match outcome {
            Ok(()) => self.batches.send(Ok(Batch::new())).map_err(|_| Unwanted),
            Err(error) => self.batches.send(Err(error)).map_err(|_| Unwanted),
        }
    }

    fn hand_over(&mut self) -> Result<(), Unwanted> {
        let mut batch = std::mem::take(&mut self.batch);
        batch.truncate(self.rows);
        (self.rows, self.bytes) = (0, 0);
        if batch.is_empty() {
            return Ok(());
        }
        self.batches.send(Ok(batch)).map_err(|_| Unwanted)
    }
}

/// Reads all rows of a file and sends them, then the end or the error.
fn send_all(mut rows: CsvReader<'_>, mut sender: RowSender<FormatError>) -> Result<(), Unwanted> {
    loop {
        match rows.next_into(sender.record()) {
            Ok(Some((line, problem))) => sender.send(line, problem)?,
            Ok(None) => return sender.finish(Ok(())),
            Err(error) => return sender.finish(Err(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::source::Source;

    /// Collects all rows of a file (line, cells or problem), and its end.
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
    fn a_thread_that_ends_without_a_message_is_not_the_end_of_the_rows() {
        let (mut sender, mut reader) =
            row_channel::<FormatError>("f.csv".to_owned(), vec!["a".to_owned()], true);
        sender.record().push("1");
        sender.send(2, None).unwrap();
        sender.hand_over().unwrap();
        drop(sender);
        assert!(reader.next_row().unwrap().is_some());
        assert!(reader.next_row().is_err());
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
    fn bytes_that_are_not_text_are_reported_after_the_rows_before_them() {
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
