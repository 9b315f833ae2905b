//! Tests that several connections to one file wait for each other, and that each gets its turn.

use super::*;
use crate::store::Patience;
use rusqlite::Connection;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long each connection records.
const WORK: Duration = Duration::from_secs(3);

#[test]
fn eight_writers_and_three_readers_each_get_their_share_and_no_refusal() {
    let fixture = Fixture::new();
    let path = fixture.store.path();
    let end = Instant::now() + WORK;
    let write = |number: u32| {
        let mut written = 0;
        while Instant::now() < end {
            let mut store = Store::open(path).unwrap();
            let mut writer = store.begin().unwrap();
            writer.add_fact(&fact(trapped(number + 8 * written, "2016-10-24"))).unwrap();
            writer.commit(&recorder("2016-11-02")).unwrap();
            written += 1;
        }
        written
    };
    let read = || {
        let mut seen = 0;
        while Instant::now() < end {
            let facts = Store::open(path).unwrap().count_facts().unwrap();
            assert!(facts >= seen, "what was there is gone");
            seen = facts;
        }
    };
    let written: Vec<u32> = thread::scope(|scope| {
        let writers: Vec<_> = (0..8).map(|number| scope.spawn(move || write(number))).collect();
        for _ in 0..3 {
            scope.spawn(read);
        }
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    let all: u32 = written.iter().sum();
    assert_eq!(fixture.store.count_facts().unwrap(), usize::try_from(all).unwrap());
    assert!(written.iter().all(|one| one * 8 * 4 > all), "shares: {written:?}");
}

#[test]
fn a_reader_without_a_limit_waits_longer_than_a_writer() {
    let fixture = Fixture::new();
    let path = fixture.store.path().to_owned();
    let holder = Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    thread::scope(|scope| {
        let asking = scope.spawn(|| Store::open_to_ask(&path, Patience::endless()).map(drop));
        let limited = Patience::of(Duration::from_millis(100));
        assert!(Store::open_with_patience(&path, limited).is_err());
        assert!(!asking.is_finished());
        holder.execute_batch("COMMIT").unwrap();
        asking.join().unwrap().unwrap();
    });
}

#[test]
fn a_program_that_waits_long_gets_one_message_and_then_the_file() {
    static TOLD: AtomicUsize = AtomicUsize::new(0);
    let mut fixture = Fixture::new();
    let path = fixture.store.path().to_owned();
    let tell = |holder: &str| {
        assert!(!holder.is_empty());
        TOLD.fetch_add(1, Ordering::Relaxed);
    };
    let mut other = Store::open_with_patience(&path, Patience::default().telling(tell)).unwrap();
    thread::scope(|scope| {
        let writer = fixture.store.begin().unwrap();
        let waiting = scope.spawn(|| other.begin().map(drop));
        thread::sleep(Duration::from_millis(1500));
        assert!(!waiting.is_finished());
        drop(writer);
        waiting.join().unwrap().unwrap();
    });
    assert_eq!(TOLD.load(Ordering::Relaxed), 1);
}
