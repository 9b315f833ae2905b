//! Remembers what words were read as, since many rows have the same words.

use crate::domain::quantity::Quantity;
use crate::language::{Beside, ReadError, Reading, quantities};
use foldhash::HashMap;
use foldhash::fast::RandomState;
use std::hash::{BuildHasher, Hash};

/// When this many readings are cached, all are dropped: memory must not grow with the file.
const REMEMBERED: usize = 4_096;
/// Longer words are read each time: a cell may have a megabyte of them.
pub(super) const MOST_BYTES: usize = 200;

/// Readings by the hash of their words and of everything else that they depend on (`C`), such as the day of the report.
pub(super) struct WordCache<C, T> {
    known: HashMap<u64, Known<C, T>>,
    hasher: RandomState,
}

struct Known<C, T> {
    words: Box<str>,
    context: C,
    value: T,
    alternatives: Box<[T]>,
    besides: Box<[Beside<T>]>,
}

impl<C, T> Default for WordCache<C, T> {
    fn default() -> Self {
        Self { known: HashMap::default(), hasher: RandomState::default() }
    }
}

impl<C: Copy + Eq + Hash, T: Clone> WordCache<C, T> {
    /// The reading of the words in this context, without explanations of single words; `read` reads words that are not
    /// cached. Fails as `read` does. Long words, and words that cannot be read, are not cached.
    pub(super) fn read(
        &mut self,
        words: &str,
        context: C,
        read: impl FnOnce() -> Result<Reading<T>, ReadError>,
    ) -> Result<Reading<T>, ReadError> {
        if words.len() > MOST_BYTES {
            return read();
        }
        let hash = self.hasher.hash_one((words, context));
        if let Some(known) = self.known.get(&hash)
            && (&*known.words, known.context) == (words, context)
        {
            return Ok(Reading {
                value: known.value.clone(),
                alternatives: known.alternatives.to_vec(),
                besides: known.besides.to_vec(),
                understood: Vec::new(),
            });
        }
        let reading = read()?;
        if self.known.len() == REMEMBERED {
            self.known.clear();
        }
        let known = Known {
            words: words.into(),
            context,
            value: reading.value.clone(),
            alternatives: reading.alternatives.as_slice().into(),
            besides: reading.besides.as_slice().into(),
        };
        self.known.insert(hash, known);
        Ok(reading)
    }
}

impl WordCache<(), Quantity> {
    /// The reading of the words of a value. The most common phrases are read again each time. Fails if they cannot be
    /// read.
    pub(super) fn read_value(&mut self, words: &str) -> Result<Reading<Quantity>, ReadError> {
        let common = quantities::read_common(words);
        common.map_or_else(|| self.read(words, (), || quantities::read(words)), Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::quantities;

    #[test]
    fn long_words_are_read_and_not_remembered() {
        let mut known = WordCache::default();
        for blanks in [1, 150, 200, 900_000] {
            let words = format!("about{}12", " ".repeat(blanks));
            for _ in 0..2 {
                let reading = known.read(&words, (), || quantities::read(&words)).unwrap();
                assert_eq!(reading.value, quantities::read(&words).unwrap().value);
            }
        }
        assert_eq!(known.known.len(), 2);
    }
}
