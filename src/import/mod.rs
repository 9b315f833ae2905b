//! Imports files of rows into a database.
//!
//! Every row is recorded, found to be recorded already, or refused with its line, its column and
//! the reason; a refused row does not stop the others. Missing actors, places and reports are only
//! created on demand, and are then listed. Importing a file again adds nothing.
//!
//! [`import`] opens the files (`row_reader`), loads what is recorded into an `ImportSession`, and
//! reads each file on one thread while another one records (`writer_thread`). `facts` takes a row
//! from its cells to a checked fact, `references` records rows to which others refer, parents
//! first; `names` and `which_place` find what words mean, and `new_rows` creates what is missing.
//!
//! Knows the columns of each kind of file and the store's writer. Must not know the terminal.

mod archived;
mod column_names;
mod column_positions;
mod contradictions;
mod countries;
mod database;
mod dense_table;
mod described;
mod document_identity;
mod documents;
mod entries;
pub(crate) mod entry;
mod error;
mod fact_cells;
mod fact_checks;
mod fact_file;
mod fact_names;
mod fact_remarks;
mod facts;
mod figures;
mod finish;
mod further_facts;
mod gazetteer;
mod input;
mod judgements;
mod kind;
mod known_facts;
mod merged_edits;
mod names;
mod near_names;
mod new_place;
mod new_report;
mod new_rows;
mod options;
mod readings;
mod recorded_cells;
mod recorded_rows;
mod references;
pub(crate) mod rejects;
mod release;
mod release_notes;
mod remarks;
mod repeats;
mod report_edits;
mod report_lookup;
mod reports;
pub(crate) mod row_counter;
mod row_faults;
mod row_pairs;
pub(crate) mod row_reader;
mod run;
pub mod sample;
mod session;
mod settle;
mod source_rows;
mod sources;
pub(crate) mod summary;
mod summary_lines;
pub(crate) mod texts;
mod updated_fact;
mod updates;
pub mod vocabulary;
mod when_cache;
mod which_place;
mod word_cache;
mod words_read;
mod writer_thread;

pub use crate::format::detect::Format;
pub use crate::format::problem::Refused;
pub use crate::format::progress::{Progress, Watch};
pub use crate::import::error::ImportError;
pub use crate::import::gazetteer::import_places;
pub use crate::import::input::Input;
pub use crate::import::options::Options;
pub use crate::import::rejects::{Rejected, numbered};
pub use crate::import::sources::{SheetReader, any_table, features, sources, sources_of};
pub use crate::import::summary::{Created, RecordKind, RowCounts, Summary};
pub use crate::import::updated_fact::UpdatedFact;
pub use crate::import::words_read::{Readings, Seen, TimeRead, WordsRead};

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::format::row::Row;
use crate::format::source::Source;
use crate::import::entries::ListedPlace;
use crate::import::row_reader::RowReader;
use crate::store::Writer;
use crate::text::excerpt::quoted_list;
use crate::wire;
use kind::{FileKind, columns_of_ours};
use run::with_session;
use session::ImportSession;
use std::slice;

/// Records the rows of files: actors and places first, then indicators, reports and facts, whatever the order of the
/// files. The header shows the kind of rows in a file. Fails only if a file cannot be read or the database fails;
/// nothing is recorded until the caller commits the writer. A dry run does not commit.
pub fn import(
    inputs: &[Input],
    writer: &mut Writer<'_>,
    options: &Options,
) -> Result<Summary, ImportError> {
    let mut feeds = Vec::with_capacity(inputs.len());
    let mut notes = Vec::new();
    for input in inputs {
        notes.extend_from_slice(input.notes());
        let opened = RowReader::open(input, columns_of_ours, options.watch.as_ref())?;
        if opened.is_empty() {
            notes.push(format!("{}: there is nothing in it", input.name()));
        }
        for mut feed in opened {
            feeds.push((FileKind::of(&mut feed)?, feed, input.source()));
        }
    }
    feeds.sort_by_key(|(kind, ..)| *kind);
    with_session(writer, options, |session, summary| {
        summary.notes.append(&mut notes);
        feeds
            .into_iter()
            .try_for_each(|(kind, feed, source)| load(kind, feed, source, session, summary))
    })
}

/// Files with fewer bytes have no more rows than fit into the page cache of a database, even if they are compressed.
const MANY_BYTES: u64 = 1 << 20;

/// Whether files may have so many rows that recording them takes a while: then others should be able to read in the
/// meantime.
#[must_use]
pub fn may_be_many(inputs: &[Input]) -> bool {
    let sizes = inputs.iter().map(|input| input.source().progress().1);
    let bytes = sizes.map(|size| size.unwrap_or(MANY_BYTES)).fold(0, u64::saturating_add);
    bytes >= MANY_BYTES
}

/// Records the rows of one file. Adds notes about columns that are not read, and about a file without rows.
fn load(
    kind: FileKind,
    mut feed: RowReader<'_>,
    source: &Source,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    note_unknown_columns(kind, &feed, summary);
    summary.notes.extend([feed.header_note(), feed.names_note()].into_iter().flatten());
    feed.reads(&kind.columns());
    let file = feed.file().to_owned();
    let before = (summary.rows(), summary.notes.len());
    load_rows(kind, feed, source, session, summary)?;
    if before == (summary.rows(), summary.notes.len()) {
        summary.notes.push(format!("{file}: it has a header but no rows"));
    }
    Ok(())
}

/// Records the rows of one file, which are of the given kind.
fn load_rows(
    kind: FileKind,
    feed: RowReader<'_>,
    source: &Source,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    match kind {
        FileKind::Nothing => refuse_all(feed, session, summary),
        FileKind::Actors => references::load(feed, wire::read::<Actor>, session, summary),
        FileKind::Places => {
            references::load(feed, |row| ListedPlace::read(row, None), session, summary)
        }
        FileKind::Indicators => references::load(feed, wire::read::<Indicator>, session, summary),
        FileKind::Reports => load_reports(feed, session, summary),
        FileKind::Archived => {
            let options = session.options;
            let read = |row: &Row<'_>| reports::of_archiver(archived::read(row, options)?, options);
            references::load(feed, read, session, summary)
        }
        FileKind::Facts => fact_file::load(feed, source, session, summary),
    }
}

/// Refuses all lines of a file without rows.
fn refuse_all(
    mut feed: RowReader<'_>,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    let file = feed.file().to_owned();
    while let Some((line, row)) = feed.next_row()? {
        let Err(problem) = row else { continue };
        let refused = problem.in_row(&file, line, session.options.remedies);
        feed.keep_refused(session.rejects.as_mut(), slice::from_ref(&refused))?;
        summary.refuse(refused);
    }
    Ok(())
}

fn load_reports(
    feed: RowReader<'_>,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    let texts = feed.texts();
    let options = session.options;
    // Facts that another database has recorded are not checked for plausibility again.
    let is_recorded = feed.has_parents_first();
    let read = |row: &Row<'_>| {
        let document = reports::read(row, texts, options)?;
        if is_recorded { Ok(document) } else { document.with_links_read() }
    };
    references::load(feed, read, session, summary)
}

fn note_unknown_columns(kind: FileKind, feed: &RowReader<'_>, summary: &mut Summary) {
    if feed.is_mapped() || kind == FileKind::Nothing {
        return;
    }
    let unknown = feed.unread(&kind.columns());
    if !unknown.is_empty() {
        let file = feed.file();
        summary.notes.push(format!("{file}: columns not read: {}", quoted_list(&unknown)));
    }
}

#[cfg(test)]
mod tests;
