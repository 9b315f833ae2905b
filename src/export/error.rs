//! Why an export was not written.

use crate::store::StoreError;
use std::io;

/// Why rows were not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file, pipe or folder that they go to.
    #[error(transparent)]
    Out(#[from] io::Error),
    /// The database that they come from.
    #[error(transparent)]
    Store(#[from] StoreError),
}
