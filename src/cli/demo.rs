//! The command `factline demo`.

use super::context::Context;
use super::error::Failure;
use super::outcome::{Outcome, Run};
use crate::domain::changeset::Recorder;
use crate::domain::filter::Filter;
use crate::import::sample;
use crate::import::{self, Options};
use crate::store::Store;
use crate::text::files::folder_of;
use crate::text::unfinished_folder::UnfinishedFolder;
use crate::view::timeline;
use crate::{render, view};
use anyhow::Context as _;
use clap::Args;
use std::path::{Path, PathBuf};

/// Load the built-in sample into a new database and show its timeline and table
#[derive(Debug, Args)]
#[command(after_help = "\
The sample is about a truce in Aleppo in October 2016: twelve real reports, summarised in our own words. With \
DIR, the database is DIR/factline.db, on which you can try other commands. Without DIR, it is removed at the end.

Example:
  factline demo
  factline demo try && cd try && factline report list")]
pub(super) struct Demo {
    /// The folder for the new database
    dir: Option<PathBuf>,
}

impl Demo {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let mut recorder = context.recorder()?;
        recorder.note.get_or_insert_with(|| "the sample: Aleppo, October 2016".to_owned());
        let record =
            |db: &Path| super::init::create(context, db, |store| load(store, &recorder)).map(drop);
        let (db, _temporary) = match &self.dir {
            None => {
                let folder = UnfinishedFolder::of(&std::env::temp_dir())
                    .context("cannot make a temporary folder")?;
                let db = folder.content().join(DATABASE);
                record(&db)?;
                (db, Some(folder))
            }
            Some(dir) if dir.is_dir() => {
                record(&dir.join(DATABASE))?;
                (dir.join(DATABASE), None)
            }
            // The folder is created together with the sample, or not at all.
            Some(dir) => {
                let cannot = || format!("{}: cannot make the folder", dir.display());
                let around = folder_of(dir);
                let new = std::fs::create_dir_all(around)
                    .and_then(|()| UnfinishedFolder::of(around))
                    .with_context(cannot)?;
                record(&new.content().join(DATABASE))?;
                new.put(dir).with_context(cannot)?;
                (dir.join(DATABASE), None)
            }
        };
        show(context, &Store::open(&db)?)?;
        context.say(match self.dir {
            Some(_) => {
                format!("\nThe sample is in {0}. Try: factline --db {0} report list", db.display())
            }
            None => "\nThis was a temporary database. To keep one: factline demo DIR".to_owned(),
        });
        Ok(Outcome::Done)
    }
}

/// The file name of the database in its folder.
const DATABASE: &str = "factline.db";

/// Imports the sample in the same way as a user's files. Fails only because of a fault in this
/// program or of the disk.
fn load(store: &mut Store, recorder: &Recorder) -> anyhow::Result<()> {
    let mut writer = store.begin()?;
    let options = Options { captured_at: recorder.at.clone(), ..Options::default() };
    let summary = import::import(&sample::sources(), &mut writer, &options)?;
    if let Some(refused) = summary.refused.first() {
        return Err(Failure::new(format!("the sample: {refused}")).into());
    }
    writer.commit(recorder)?;
    Ok(())
}

fn show(context: &mut Context, store: &Store) -> anyhow::Result<()> {
    let place = store.find_place("aleppo")?.row;
    let selection =
        store.select(&Filter { places: vec![place.key.clone()], ..Filter::default() })?;
    let style = context.style();
    let options = timeline::Options::default();
    let timeline = view::timeline::Timeline::of(&selection, &place.key, &options);
    render::timeline(&timeline, render::Format::Text, &style, context.out())?;
    writeln!(context.out())?;
    let grid = view::facts::latest(&selection, Some(context.today()));
    Ok(render::grid(&grid, render::Format::Text, &style, context.out())?)
}

/// The sample in a new database, for tests.
#[cfg(test)]
pub(super) fn sample(context: &Context) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join(DATABASE);
    let at = "2016-11-25T12:00:00Z".to_owned();
    let recorder = Recorder { at, ..context.recorder().unwrap() };
    super::init::create(context, &db, |store| load(store, &recorder)).unwrap();
    (folder, Store::open(&db).unwrap())
}
