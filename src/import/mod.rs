//! Files of rows into a database.
//!
//! Every row is recorded, found there already, or refused with its line, its column and the
//! reason; the good rows go in. Nothing is made silently: reference rows only on demand, and then
//! they are listed. Importing a file again adds nothing.
//!
//! Knows the columns of each kind of file and the store's writer. Must not know the terminal.

mod book;
mod cells;
mod contradictions;
mod countries;
mod desk;
mod entries;
pub(crate) mod error;
mod facts;
mod index;
mod judgements;
mod kind;
mod missing;
mod missing_place;
mod names;
mod recorded;
mod references;
pub(crate) mod rejects;
mod reports;
pub(crate) mod row_counter;
pub(crate) mod row_reader;
pub mod sample;
mod sources;
pub(crate) mod summary;
pub mod vocabulary;
mod which_place;

pub(crate) use book::Book;
use book::Shelf;
pub(crate) use missing_place::bare_place;
pub(crate) use references::{load as load_references, record_all};

pub use crate::format::problem::Refused;
pub use crate::format::progress::{Progress, Watch};
pub use crate::format::source::Source;
pub use crate::import::error::ImportError;
pub use crate::import::rejects::{Rejected, numbered};
pub use crate::import::sources::{Format, sources};
pub use crate::import::summary::{Created, Kind, Summary, Tally};

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::format::csv::Row;
use crate::format::problem::REASON;
use crate::format::remedy::RemedyWords;
use crate::import::row_reader::Feed;
use crate::store::Writer;
use crate::text::excerpt::quoted_list;
use crate::wire;
use kind::FileKind;
use std::path::PathBuf;

/// What an import is told from outside.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Make the actors and places that rows name and that are not there.
    pub create: bool,
    /// The moment at which texts count as captured (UTC, `YYYY-MM-DDThh:mm:ssZ`), where a row does
    /// not say.
    pub captured_at: String,
    /// Where the refused rows are to be written, as CSV with the reason in the first column.
    pub rejects: Option<PathBuf>,
    /// Who is told how far the import has come.
    pub watch: Option<Watch>,
    /// How refusals and notes word what the user can do.
    pub remedies: RemedyWords,
}

/// Records the rows of files, actors and places first, then indicators, reports and facts,
/// whatever the order of the files. What each file holds is told by its header. Fails only where
/// a file cannot be read at all; what was recorded until then is gone when the writer is dropped.
/// A dry run is the same with a writer that is not committed.
pub fn import(
    sources: &[Source],
    writer: &mut Writer<'_>,
    options: &Options,
) -> Result<Summary, ImportError> {
    let mut feeds = Vec::with_capacity(sources.len());
    let mut empty = Vec::new();
    for source in sources {
        let opened = Feed::all(source)?;
        if opened.is_empty() {
            empty.push(format!("{}: there is nothing in it", source.name()));
        }
        for feed in opened {
            feeds.push((FileKind::of(&feed)?, feed, source));
        }
    }
    feeds.sort_by_key(|(kind, ..)| *kind);
    with_book(writer, options, |book, summary| {
        summary.notes.append(&mut empty);
        feeds
            .into_iter()
            .try_for_each(|(kind, feed, source)| load(kind, feed, source, book, summary))
    })
}

/// Reads with an open book, and does what waits for the last row.
pub(crate) fn with_book(
    writer: &mut Writer<'_>,
    options: &Options,
    read: impl FnOnce(&mut Book<'_>, &mut Summary) -> Result<(), ImportError> + Send,
) -> Result<Summary, ImportError> {
    let shelf = Shelf::of(writer.store())?;
    desk::run(writer, |desk| {
        let mut book = Book::open(shelf, desk, options);
        let mut summary = Summary::new(options.remedies);
        read(&mut book, &mut summary)?;
        book.finish(&mut summary)?;
        if let Some(rejects) = book.rejects.take() {
            summary.rejected = rejects.finish()?;
        }
        Ok(summary)
    })
}

/// Records the rows of one file.
fn load(
    kind: FileKind,
    feed: Feed<'_>,
    source: &Source,
    book: &mut Book<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    note_unknown_columns(kind, &feed, summary);
    let file = feed.file().to_owned();
    let before = (summary.rows(), summary.notes.len());
    load_rows(kind, feed, source, book, summary)?;
    if before == (summary.rows(), summary.notes.len()) {
        summary.notes.push(format!("{file}: no row stands under its header"));
    }
    Ok(())
}

/// Records the rows of one file as what they are.
fn load_rows(
    kind: FileKind,
    feed: Feed<'_>,
    source: &Source,
    book: &mut Book<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    match kind {
        FileKind::Nothing => refuse_all(feed, book, summary),
        FileKind::Actors => load_references(feed, wire::read::<Actor>, book, summary),
        FileKind::Places => load_references(feed, wire::read::<Place>, book, summary),
        FileKind::Indicators => load_references(feed, wire::read::<Indicator>, book, summary),
        FileKind::Reports => load_reports(feed, book, summary),
        FileKind::Facts => facts::load(feed, source, book, summary),
    }
}

/// Refuses lines that are no rows.
fn refuse_all(
    mut feed: Feed<'_>,
    book: &mut Book<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    let file = feed.file().to_owned();
    while let Some((line, row)) = feed.next_row()? {
        let Err(problem) = row else { continue };
        let refused = problem.in_row(&file, line, book.options.remedies);
        feed.keep_refused(book.rejects.as_mut(), &refused)?;
        summary.refuse(refused);
    }
    Ok(())
}

fn load_reports(
    feed: Feed<'_>,
    book: &mut Book<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    let texts = feed.texts();
    let captured_at = book.options.captured_at.as_str();
    let read = |row: &Row<'_>| reports::read(row, texts, captured_at);
    load_references(feed, read, book, summary)
}

fn note_unknown_columns(kind: FileKind, feed: &Feed<'_>, summary: &mut Summary) {
    if matches!(feed, Feed::Mapped(_)) || kind == FileKind::Nothing {
        return;
    }
    let known = kind.columns();
    let unknown: Vec<_> = feed
        .header()
        .iter()
        .filter(|column| !column.is_empty() && *column != REASON)
        .filter(|column| !known.contains(&column.as_str()))
        .collect();
    if !unknown.is_empty() {
        let file = feed.file();
        summary.notes.push(format!("{file}: columns not read: {}", quoted_list(&unknown)));
    }
}

#[cfg(test)]
mod tests;
