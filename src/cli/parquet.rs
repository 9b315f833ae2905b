//! Parquet, where it is built in.

use crate::domain::selection::Selection;
use std::io::Write;

/// Writes facts as Parquet.
#[cfg(feature = "parquet")]
pub(super) fn write(selection: &Selection, out: &mut dyn Write) -> anyhow::Result<()> {
    Ok(crate::export::parquet(selection, out)?)
}

/// Says that this program was built without it.
#[cfg(not(feature = "parquet"))]
pub(super) fn write(_: &Selection, _: &mut dyn Write) -> anyhow::Result<()> {
    let what = "--format parquet: this program was built without it";
    let hint = "`cargo install factline --features parquet` builds it in; csv has the same columns";
    Err(super::error::Failure::new(what).hint(hint).into())
}
