//! Runs an import: a session reads on one thread, and the writer records on another.

use crate::import::error::ImportError;
use crate::import::options::Options;
use crate::import::session::{ImportSession, RecordedRows};
use crate::import::summary::Summary;
use crate::import::writer_thread;
use crate::store::Writer;

/// Calls `read` with an open session, then does everything that had to wait for the last row. Fails
/// if `read` or the database does.
pub(super) fn with_session(
    writer: &mut Writer<'_>,
    options: &Options,
    read: impl FnOnce(&mut ImportSession<'_>, &mut Summary) -> Result<(), ImportError> + Send,
) -> Result<Summary, ImportError> {
    let recorded = RecordedRows::of(writer.store())?;
    writer_thread::run(writer, |thread| {
        let mut session = ImportSession::new(recorded, thread, options);
        let mut summary = Summary::new(options.remedies);
        read(&mut session, &mut summary)?;
        if let Some((key, level)) = session.late_mark.take() {
            return Err(ImportError::LateMark { key, level });
        }
        session.finish(&mut summary)?;
        if let Some(rejects) = session.rejects.take() {
            summary.rejected = rejects.finish()?;
        }
        Ok(summary)
    })
}
