//! The command `factline init`.

use super::context::Context;
use super::outcome::{Outcome, Run};
use crate::domain::changeset::Recorder;
use crate::domain::indicator::Indicator;
use crate::import::vocabulary;
use crate::store::Store;
use clap::Args;
use std::path::Path;

/// Make a database with the built-in indicators
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline init
  factline init --db gaza.db")]
pub(super) struct Init {}

impl Init {
    #[expect(clippy::unused_self, reason = "every command runs in the same way")]
    pub(super) fn run(self, context: &mut Context) -> Run {
        let db = context.db();
        let count = create(context, &db, |_| Ok(()))?;
        context.say(format!(
            "made {} with {count} indicators (factline indicator list)",
            db.display()
        ));
        context.say("next: factline place add NAME --kind KIND, factline actor add NAME --kind KIND, factline report add URL …");
        Ok(Outcome::Done)
    }
}

/// Makes a database with the built-in indicators and with the rows that `fill` records. Returns the
/// number of indicators. If it fails, no file is left behind.
pub(super) fn create(
    context: &Context,
    db: &Path,
    fill: impl FnOnce(&mut Store) -> anyhow::Result<()>,
) -> anyhow::Result<usize> {
    let mut recorder = context.recorder()?;
    recorder.note.get_or_insert_with(|| "the built-in indicators".to_owned());
    let indicators = vocabulary::built_in()?;
    Store::create_filled(db, &context.new_replica(), |store| {
        record(store, &indicators, &recorder)?;
        fill(store)
    })?;
    Ok(indicators.len())
}

fn record(store: &mut Store, indicators: &[Indicator], recorder: &Recorder) -> anyhow::Result<()> {
    let mut writer = store.begin()?;
    for indicator in indicators {
        writer.add_indicator(indicator)?;
    }
    writer.commit(recorder)?;
    Ok(())
}
