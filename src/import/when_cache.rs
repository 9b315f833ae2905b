//! Remembers times that were read, since many facts have the same dates.

use crate::domain::when::{Expression, When, WhenError};
use crate::import::word_cache::{MOST_BYTES, WordCache};
use crate::language::dates::{self, Anchor};
use crate::language::{ReadError, Reading};
use foldhash::HashMap;

/// Times by the text that they were read from.
#[derive(Default)]
pub(super) struct WhenCache {
    /// By EDTF expression, without the words of a report.
    expressions: HashMap<String, When>,
    words: WordCache<Anchor, When>,
}

/// When this many expressions are remembered, all are forgotten: memory must not grow with the
/// file.
const REMEMBERED: usize = 8_192;

impl WhenCache {
    /// Parses an EDTF expression, or takes it from memory. Plain days are parsed each time, which
    /// takes less time than reading them from a large table. Fails as the parser does.
    pub(super) fn read(&mut self, text: &str) -> Result<When, WhenError> {
        if let Some(plain) = Expression::of_plain_days(text) {
            return Ok(When::new(plain, ""));
        }
        if let Some(known) = self.expressions.get(text) {
            return Ok(known.clone());
        }
        let when = When::new(text.parse()?, "");
        if text.len() > MOST_BYTES {
            return Ok(when);
        }
        if self.expressions.len() == REMEMBERED {
            self.expressions.clear();
        }
        self.expressions.insert(text.to_owned(), when.clone());
        Ok(when)
    }

    /// Reads the words of a time, or takes their reading from memory. The most common phrases are read
    /// each time, since few of them occur twice on one day. Fails as the reader does.
    pub(super) fn read_words(
        &mut self,
        words: &str,
        anchor: &Anchor,
    ) -> Result<Reading<When>, ReadError> {
        let common = dates::read_common(words, anchor);
        let read = || self.words.read(words, *anchor, || dates::read_value(words, anchor));
        common.map_or_else(read, Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_expressions_are_read_and_not_remembered() {
        let mut known = WhenCache::default();
        let long = format!("{{{}}}", ["2016-10-20"; 100].join(","));
        for text in ["2016-10-20", "2016-10-20/..", "2016-10", &long] {
            assert_eq!(known.read(text), Ok(When::new(text.parse().unwrap(), "")));
        }
        assert_eq!(known.expressions.len(), 1);
    }
}
