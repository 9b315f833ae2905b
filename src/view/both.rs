//! Runs two parts of the work for a long timeline at once.

use std::panic::resume_unwind;
use std::thread;

/// From this number of entries on, a second thread saves more than it costs.
pub const MANY: usize = 500;

/// Runs two tasks and returns the results of both: at once where `many` is true and a thread can be
/// had, else one after the other.
pub fn both<A, B: Send>(
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
