//! Catches panics of libraries that read a damaged file, so that the user gets one message.
//!
//! Must not know which library, or what it reads.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is being caught, and so must not be printed.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// The result of a library; `None` if it panics. The panic is not printed.
pub(crate) fn caught<T>(read: impl FnOnce() -> T) -> Option<T> {
    caught_message(read).ok()
}

/// Like [`caught`], but gives the words of the panic.
pub(crate) fn caught_message<T>(read: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let printed = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !IS_CAUGHT.get() {
                printed(panic);
            }
        }));
    });
    let before = IS_CAUGHT.replace(true);
    // The file is given up, so nothing that a panic left incomplete is used afterwards.
    let read = panic::catch_unwind(AssertUnwindSafe(read));
    IS_CAUGHT.set(before);
    read.map_err(|words| {
        let text = words.downcast_ref::<String>().cloned();
        text.or_else(|| words.downcast_ref::<&str>().map(|text| (*text).to_owned()))
            .unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_not_a_value() {
        assert_eq!(caught(|| 1), Some(1));
        let numbers: Vec<u8> = Vec::new();
        assert_eq!(caught(|| numbers[1]), None);
        assert_eq!(caught(|| caught(|| numbers[1])), Some(None));
        assert!(!IS_CAUGHT.get());
    }
}
