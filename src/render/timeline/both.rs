//! Runs two parts of the drawing of a long timeline at the same time.

use std::panic::resume_unwind;
use std::thread;

/// If there are at least this many entries, a second thread saves more time than it costs.
pub(super) const MANY: usize = 500;

/// Runs two tasks and returns both results: at the same time if `many` is true and a thread can be
/// started, otherwise one after the other.
pub(super) fn both<A, B: Send>(
    many: bool,
    first: impl FnOnce() -> A,
    second: impl Fn() -> B + Sync,
) -> (A, B) {
    if !many {
        return (first(), second());
    }
    thread::scope(|scope| {
        let beside = thread::Builder::new().spawn_scoped(scope, &second);
        let first = first();
        let second = match beside {
            Ok(beside) => beside.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => second(),
        };
        (first, second)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_results_come_back_in_their_order() {
        for many in [false, true] {
            assert_eq!(both(many, || 1, || "two".to_owned()), (1, "two".to_owned()));
        }
    }
}
