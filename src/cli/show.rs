//! The command `factline show`.

use super::context::Context;
use super::outcome::{Outcome, Run};
use super::output::Output;
use crate::{render, view};
use clap::Args;

/// Show everything about one fact: claimant, quote, history, assessments
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline show 3f9a")]
pub(super) struct Show {
    /// The fact: the first four or more characters of its id
    fact: String,
    #[command(flatten)]
    output: Output,
}

impl Show {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let store = context.open()?;
        let uid = store.find_fact(&self.fact)?;
        let history = store.history(uid)?;
        let report = history
            .facts
            .iter()
            .find(|recorded| recorded.uid == uid)
            .map(|recorded| recorded.fact.report.clone());
        let text = report.map(|key| store.report_text(&key)).transpose()?.flatten();
        let detail = view::detail::fact(&history, uid, text.as_ref(), &store.acts_on(uid)?);
        self.output
            .write(context, |format, style, out| render::detail(&detail, format, style, out))?;
        Ok(Outcome::Done)
    }
}
