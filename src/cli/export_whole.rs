//! The exports that cannot be streamed to standard output: a data package, a database.

use super::context::Context;
use super::error::plain;
use super::output::{to_database, to_file, to_folder};
use crate::domain::filter::Filter;
use crate::export::{self, package};
use crate::store::{Store, Streamed};
use crate::text::unfinished::Access;
use crate::wire::Bundle;
use std::path::Path;

/// Whether the path names a folder: one exists there, or the path ends with a slash.
pub(super) fn is_folder(file: &Path) -> bool {
    file.is_dir() || file.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

/// The file name of a database. Its path may contain names of people or places, so it is not passed
/// on.
pub(super) fn name_of(store: &Store) -> String {
    let name = store.path().file_name().unwrap_or(store.path().as_os_str());
    name.to_string_lossy().into_owned()
}

/// Writes a data package: a zip file if the file's name ends in `.zip`, else a folder.
pub(super) fn pack(
    context: &Context,
    store: &Store,
    bundle: &Bundle,
    file: &Path,
) -> anyhow::Result<Streamed> {
    let about = package::About {
        title: format!("Facts from {}", name_of(store)),
        created: context.environment.now.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    };
    let is_zip = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let mut streamed = Streamed::default();
    if is_zip && !is_folder(file) {
        to_file(file, Access::Private, |out| {
            streamed = package::to_zip(bundle, store, &about, out).map_err(plain)?;
            Ok(())
        })?;
    } else {
        to_folder(file, |folder| {
            streamed = package::to_folder(bundle, store, &about, folder).map_err(plain)?;
            Ok(())
        })?;
    }
    Ok(streamed)
}

/// Writes a database: an exact copy if the filter leaves nothing out, else a new one with the
/// matching facts.
pub(super) fn copy(
    context: &Context,
    store: &Store,
    filter: &Filter,
    file: &Path,
) -> anyhow::Result<Streamed> {
    let mut streamed = Streamed::default();
    to_database(file, |unfinished| {
        let is_whole = Bundle::is_whole(filter) && !store.hides_reports();
        if is_whole && store.copy_to(unfinished)? {
            streamed.facts = store.count_facts()?;
            return Ok(());
        }
        // A copy in which rows turned out to be confidential is deleted.
        std::fs::File::options().write(true).truncate(true).open(unfinished)?;
        let mut recorder = context.recorder()?;
        let mut copy = Store::create_unfinished(unfinished, &context.new_replica())?;
        store.in_one_state(|| {
            let bundle = Bundle::of(store, filter)?;
            let (facts, origin) = (bundle.facts, name_of(store));
            recorder.note.get_or_insert_with(|| {
                format!("filtered copy of {origin}: {facts} facts and the rows that they need")
            });
            streamed = export::copy(&bundle, store, &mut copy, &recorder)?;
            Ok(())
        })
    })?;
    Ok(streamed)
}
