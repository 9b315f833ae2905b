//! The command `factline log`.

use super::confidential;
use super::context::Context;
use super::error::Failure;
use super::hints;
use super::outcome::{Outcome, Run};
use super::output::{MOST_ON_PAGE, Output};
use crate::domain::changeset::{ChangesetRecord, Recorder, RowRecord};
use crate::domain::identity::Uid;
use crate::render::Format;
use crate::store::{Store, StoreError};
use crate::{render, view};
use clap::Args;

/// List changesets, the newest first: who recorded what, when and why; or the rows of one
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline log --limit 10
  factline log 4fd2a1b0")]
pub(super) struct Log {
    /// Show what this changeset recorded: the first four or more characters of its id
    changeset: Option<String>,
    /// Show at most this many changesets, or rows of one
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    output: Output,
}

impl Log {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let store = context.open()?;
        if let Some(words) = &self.changeset {
            let uid = store.find_changeset(words)?;
            return self.show(context, &store, uid);
        }
        let changesets = store.newest_changesets(self.limit.unwrap_or(usize::MAX))?;
        let added = store.added_by_others()?;
        if !added.is_empty() {
            let added = added.join(", ");
            context.say(format!("note: added by other programs, and not changed: {added}"));
        }
        let grid = view::lists::changesets(
            &changesets,
            &store.recorded_kinds(&changesets)?,
            &store.undone_by(&changesets)?,
        );
        self.output.write(context, |format, style, out| render::grid(&grid, format, style, out))?;
        confidential::tell_notes(context, &store, &changesets)?;
        Ok(Outcome::Done)
    }

    /// Shows the rows of one changeset.
    fn show(&self, context: &mut Context, store: &Store, uid: Uid) -> Run {
        let mut reader = store.changeset_reader()?;
        let Some(ChangesetRecord { changeset, .. }) = reader.record(uid)? else {
            return Err(Failure::new(format!("changeset `{}` is not recorded", uid.short())).into());
        };
        let most = match self.output.format()? {
            Format::Text => self.limit.unwrap_or(MOST_ON_PAGE),
            _ => self.limit.unwrap_or(usize::MAX),
        };
        let (mut rows, mut more) = (Vec::new(), 0_usize);
        reader.rows(uid, |row| {
            if rows.len() < most {
                rows.push(without_text(row));
            } else {
                more += 1;
            }
            Ok::<_, StoreError>(())
        })?;
        let Recorder { by, at, note } = &changeset.recorder;
        let mut title = format!("{} · {at} · {by}", uid.short());
        title.extend(note.iter().map(|note| format!(" · {note}")));
        let undone = store.undone_by(std::slice::from_ref(&changeset))?;
        title.extend(undone.values().map(|by| format!(" · undone by {by}")));
        let mut grid = view::lists::changes(title, &rows);
        if more > 0 {
            grid.notes.push(format!("{more} more rows: {}", hints::MORE));
        }
        self.output.write(context, |format, style, out| render::grid(&grid, format, style, out))?;
        confidential::tell_notes(context, store, &[changeset])?;
        Ok(Outcome::Done)
    }
}

/// A row without the text of a report, which may be long.
fn without_text(row: &RowRecord) -> RowRecord {
    let mut row = row.clone();
    match &mut row {
        RowRecord::Report(report) => report.text = None,
        RowRecord::ReportVersion(version) => version.text = None,
        _ => (),
    }
    row
}
