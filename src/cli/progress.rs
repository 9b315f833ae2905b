//! Shows the progress of long work on the terminal.

use super::context::Context;
use crate::import::{Progress, Watch};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// A line on stderr with the progress of an import. It disappears when the value is dropped.
pub(super) struct Bar(ProgressBar);

/// Progress is shown only for work that takes longer than this.
const PATIENCE: Duration = Duration::from_millis(700);

impl Bar {
    /// A progress line; `None` if stderr is not a terminal or `--quiet` was given.
    pub(super) fn on(context: &Context) -> Option<Self> {
        context.shows_progress().then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
            Self(bar)
        })
    }

    /// A watch for an import, which updates this line.
    pub(super) fn watch(&self) -> Watch {
        let bar = self.0.clone();
        Watch::new(move |progress| show(&bar, progress))
    }

    /// Shows that all rows were read and that the database is being written.
    pub(super) fn settle(&self) {
        if !self.0.is_hidden() {
            self.0.set_style(style("{spinner} sorting and writing ({elapsed})"));
            self.0.enable_steady_tick(Duration::from_millis(120));
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn show(bar: &ProgressBar, Progress { rows, read, size }: Progress) {
    if bar.elapsed() < PATIENCE {
        return;
    }
    if bar.is_hidden() {
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
        bar.set_style(style(if size.is_some() {
            "{percent:>3}% {wide_bar} {msg}, {eta} left"
        } else {
            "{spinner} {msg}"
        }));
    }
    if let Some(size) = size {
        bar.set_length(size);
    }
    bar.set_position(read);
    if rows == 0 {
        bar.set_message("checked");
        return;
    }
    let rate = u128::from(rows) * 1000 / bar.elapsed().as_millis().max(1);
    bar.set_message(format!("{rows} rows, {rate} a second"));
}

/// The style for a template; all templates of this file are valid.
fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}
