//! Reasons why an export was not written.

use crate::store::StoreError;
use std::io;

/// The reason why an export was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The output (a file, pipe or folder) cannot be written.
    #[error(transparent)]
    Out(#[from] io::Error),
    /// The database cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}
