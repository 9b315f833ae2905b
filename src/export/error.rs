//! Why an export was not written.

use crate::store::StoreError;
use std::io;

/// Why rows were not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Where they go.
    #[error(transparent)]
    Out(#[from] io::Error),
    /// Where they come from.
    #[error(transparent)]
    Store(#[from] StoreError),
}
