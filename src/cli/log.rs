//! The command `factline log`.

use super::confidential;
use super::context::Context;
use super::outcome::{Outcome, Run};
use super::output::Output;
use crate::{render, view};
use clap::Args;

/// List changesets, the newest first: who recorded what, when and why
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline log --limit 10")]
pub(super) struct Log {
    /// Show at most this many changesets
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    output: Output,
}

impl Log {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let store = context.open()?;
        let changesets = store.newest_changesets(self.limit.unwrap_or(usize::MAX))?;
        let added = store.added_by_others()?;
        if !added.is_empty() {
            let added = added.join(", ");
            context.say(format!("note: added by other programs, and not changed: {added}"));
        }
        let grid = view::lists::changesets(&changesets, &store.recorded_kinds(&changesets)?);
        self.output.write(context, |format, style, out| render::grid(&grid, format, style, out))?;
        confidential::tell_notes(context, &store, &changesets)?;
        Ok(Outcome::Done)
    }
}
