//! Writes Parquet if the program was built with feature `parquet`; otherwise refuses to.

use crate::domain::filter::Filter;
use crate::store::{Store, Streamed};
use std::io::Write;

/// Writes facts as Parquet. Fails if the output or the database does.
#[cfg(feature = "parquet")]
pub(super) fn write(
    store: &Store,
    filter: &Filter,
    out: &mut dyn Write,
) -> anyhow::Result<Streamed> {
    crate::export::parquet(store, filter, out).map_err(super::error::plain)
}

/// Fails: this program was built without Parquet.
#[cfg(not(feature = "parquet"))]
pub(super) fn write(_: &Store, _: &Filter, _: &mut dyn Write) -> anyhow::Result<Streamed> {
    let what = "--format parquet: this program was built without it";
    Err(super::error::Failure::new(what).hint(super::file_hints::BUILD_PARQUET_IN).into())
}
