//! Reads a file of facts row by row, and handles the rows that were refused or must wait.
//!
//! Knows the order of rows. Must not know their content.

use crate::format::source::Source;
use crate::import::column_positions::ColumnPositions;
use crate::import::database::RecordedFacts;
use crate::import::error::ImportError;
use crate::import::fact_cells::FactCells;
use crate::import::facts::record_row;
use crate::import::repeats::Repeats;
use crate::import::row_reader::RowReader;
use crate::import::session::ImportSession;
use crate::import::summary::Summary;
use crate::wire::Column;
use foldhash::HashSet;
use std::thread;

/// Progress is reported after every this many rows.
const REPORTED_EVERY: u64 = 2048;

/// Records the rows of a file of facts.
pub(super) fn load(
    feed: RowReader<'_>,
    source: &Source,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    thread::scope(|scope| {
        // Standard input is not read ahead: after an error, the import would wait for more of it.
        let feed = if source.is_input() { feed } else { feed.ahead(scope) };
        record_all(feed, source, session, summary)
    })
}

fn record_all(
    mut feed: RowReader<'_>,
    source: &Source,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    let progress = RowCounter { source, rows: 0 };
    match feed.recorded_facts()? {
        Some(facts) => record_facts(facts, &feed, progress, session, summary),
        None => record_rows(feed, progress, session, summary),
    }
}

/// The number of rows of a file that were read, for showing the progress.
struct RowCounter<'s> {
    source: &'s Source,
    rows: u64,
}

impl RowCounter<'_> {
    fn row(&mut self, session: &ImportSession<'_>) {
        self.rows += 1;
        if self.rows.is_multiple_of(REPORTED_EVERY) {
            session.tell(self.source, self.rows);
        }
    }
}

/// Records the facts of another database.
fn record_facts(
    facts: RecordedFacts,
    feed: &RowReader<'_>,
    mut progress: RowCounter<'_>,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    let file = feed.file();
    facts.each(|line, recorded| {
        let at = (file, line);
        let cells = FactCells::of_fact(recorded, at);
        let refused = record_row(Ok(cells), at, session, summary)?;
        if session.rejects.is_some() && !refused.is_empty() {
            feed.keep_row(session.rejects.as_mut(), recorded.record(), &refused)?;
        }
        summary.refuse_all(refused);
        session.repeats.end_row(line, None);
        progress.row(session);
        Ok::<_, ImportError>(())
    })?;
    session.end_facts(file, summary);
    Ok(session.end_release(file)?)
}

/// Records the facts of the rows of a file.
fn record_rows(
    mut feed: RowReader<'_>,
    mut progress: RowCounter<'_>,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    let file = feed.file().to_owned();
    session.repeats = Repeats::of(unread(&feed));
    let positions = ColumnPositions::of(&feed);
    while let Some((line, row)) = feed.next_row()? {
        let at = (file.as_str(), line);
        if let Ok(row) = &row {
            session.remarks.on_garbled(row, at);
        }
        let cells = row.map(|row| FactCells::of_row(row, &positions, at));
        let mut refused = record_row(cells, at, session, summary)?;
        if !refused.is_empty() {
            let words = session.options.remedies;
            for refused in &mut refused {
                feed.name_column(refused, words);
            }
            feed.keep_refused(session.rejects.as_mut(), &refused)?;
            summary.refuse_all(refused);
        }
        if session.rejects.is_some() {
            session.keep_cells_of(line, feed.last_row().cells());
        }
        session.repeats.end_row(line, Some(feed.last_row()));
        if session.has_many_waiting() {
            settle_waiting(&feed, false, session, summary)?;
        }
        progress.row(session);
    }
    settle_waiting(&feed, true, session, summary)?;
    session.end_release(&file)?;
    session.end_facts(&file, summary);
    summary.notes.extend(feed.notes());
    Ok(())
}

/// Records the facts that waited for the end of the file, or for the end of their rows, and refuses those about which a
/// person must decide.
fn settle_waiting(
    feed: &RowReader<'_>,
    is_over: bool,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    for (mut refused, cells) in session.settle_waiting(feed.file(), is_over, summary)? {
        feed.name_column(&mut refused, session.options.remedies);
        if let Some(cells) = &cells {
            feed.keep_row(session.rejects.as_mut(), cells, std::slice::from_ref(&refused))?;
        }
        summary.refuse(refused);
    }
    Ok(())
}

/// The columns of a file that are not read; `None` if all are read. If a file is read through a map, rows are compared
/// in any case, since the map may ignore columns.
fn unread(feed: &RowReader<'_>) -> Option<HashSet<String>> {
    let ours: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
    let unread: HashSet<String> = feed.unread(&ours).into_iter().collect();
    (feed.is_mapped() || !unread.is_empty()).then_some(unread)
}
