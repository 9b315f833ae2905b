//! Doubts about a figure whose quote names a state that the indicator does not count.

use super::doubt::Doubt;
use super::draft::Draft;
use crate::domain::indicator::Indicator;
use crate::domain::states::Misfit;

/// Maximum number of words after a figure that are taken to be about it.
const AFTER: usize = 8;

impl Draft {
    /// The doubt about a figure if the words right after it in the quote name a state that the indicator does not
    /// count: "46 trucks were destroyed". `None` if there is no such state, or if the figure also occurs with fitting
    /// words.
    #[must_use]
    pub fn doubt_about_state(&self, indicator: &Indicator) -> Option<Doubt> {
        let (quote, quantity) = (self.quote.as_deref()?, self.quantity.as_ref()?);
        let figure = quantity.magnitude()?.to_string();
        let mut doubt = None;
        for said in clauses(quote, &quantity.as_stated, &figure) {
            let Misfit { about, .. } = Misfit::of(&said, &quantity.unit, indicator)?;
            doubt.get_or_insert_with(|| Doubt::OtherState {
                words: said,
                about,
                indicator: self.indicator.clone(),
                counts: indicator.what_it_counts().to_owned(),
            });
        }
        doubt
    }
}

/// Each occurrence of a figure in a text, in words or in digits, with the words after it up to the end of the
/// clause.
fn clauses(text: &str, stated: &str, figure: &str) -> impl Iterator<Item = String> {
    let stated: Vec<&str> = stated.split_whitespace().map(bare).collect();
    let mut rest = text;
    // An import calls this for each row, so only words that may be the figure are split off.
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start();
            let from = rest.get(may_begin(rest, stated.first().copied())?..)?;
            let word = from.split(char::is_whitespace).next().unwrap_or(from);
            rest = &from[word.len()..];
            let is_own = stated.first().is_some_and(|own| is_same(word, own));
            let length = if is_own { stated.len() } else { 1 };
            if !is_own && !is_figure(word, figure) {
                continue;
            }
            let words: Vec<&str> = from.split_whitespace().take(length + AFTER).collect();
            let is_stated = is_own
                && words.len() >= length
                && words.iter().zip(&stated).all(|(word, own)| is_same(word, own));
            if is_stated || is_figure(word, figure) {
                return Some(clause(&words, if is_stated { length } else { 1 }));
            }
        }
    })
}

/// The position of the first word of a text that may be a figure in digits, or the word `own`; `None` if there is none.
fn may_begin(text: &str, own: Option<&str>) -> Option<usize> {
    let initial = own.and_then(|own| own.bytes().next());
    let is_any = own.is_some() && initial.is_none();
    let bytes = text.as_bytes();
    let at = bytes.iter().enumerate().position(|(at, byte)| {
        // A word begins after a blank or a mark, which may be outside ASCII.
        let begins =
            || at.checked_sub(1).is_none_or(|before| !bytes[before].is_ascii_alphanumeric());
        byte.is_ascii_digit()
            || is_any && !byte.is_ascii_whitespace()
            || initial.is_some_and(|own| byte.eq_ignore_ascii_case(&own)) && begins()
    })?;
    let mut before = text.get(..at)?.char_indices();
    let blank = before.rfind(|(_, sign)| sign.is_whitespace());
    Some(blank.map_or(0, |(at, sign)| at + sign.len_utf8()))
}

/// Whether a word is one of the stated words, ignoring marks around it.
fn is_same(word: &str, own: &str) -> bool {
    bare(word).eq_ignore_ascii_case(own)
}

/// Whether a word is a figure in digits.
fn is_figure(word: &str, figure: &str) -> bool {
    // Most words have no digit.
    word.bytes().any(|byte| byte.is_ascii_digit()) && {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        digits == figure || digits.contains(',') && digits.replace(',', "") == figure
    }
}

/// The first `length` words, and the words after them up to the end of their clause.
fn clause(words: &[&str], length: usize) -> String {
    let is_end = |word: &str| word.ends_with(['.', ',', ';', ':', '!', '?', ')']);
    let is_next = |word: &str| {
        word.contains(|c: char| c.is_ascii_digit())
            || matches!(word, "and" | "but" | "while" | "after" | "when" | "as" | "who" | "which")
    };
    let most = words.len().min(length + AFTER);
    let mut end = length;
    while end < most && !is_end(words[end - 1]) && !is_next(words[end]) {
        end += 1;
    }
    words[..end].join(" ").trim_end_matches(|c: char| c.is_ascii_punctuation()).to_owned()
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    // Comparing bytes is enough, and fast: each row of an import asks for many words.
    let is_kept = |byte: &u8| !byte.is_ascii_punctuation();
    let from = word.bytes().position(|byte| is_kept(&byte)).unwrap_or(word.len());
    let to = word.bytes().rposition(|byte| is_kept(&byte)).map_or(from, |last| last + 1);
    &word[from..to]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::samples::indicator;
    use crate::domain::number::Number;
    use crate::domain::quantity::Quantity;
    use proptest::prelude::*;

    /// The same as [`clauses`], in a slower and simpler way: every word is checked.
    fn all_clauses(text: &str, stated: &str, figure: &str) -> Vec<String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let stated: Vec<&str> = stated.split_whitespace().map(bare).collect();
        let found = (0..words.len()).filter_map(|at| {
            let from = &words[at..];
            let is_stated = !stated.is_empty()
                && from.len() >= stated.len()
                && from.iter().zip(&stated).all(|(word, own)| is_same(word, own));
            let length = if is_stated { stated.len() } else { 1 };
            (is_stated || is_figure(words[at], figure)).then(|| clause(from, length))
        });
        found.collect()
    }

    proptest! {
        #[test]
        fn the_fast_way_finds_every_clause(
            words in prop::collection::vec(
                "(\\(|«)?(12|1,200|1200|About|about|és|people|as|-|x12|—)(\\.|,|:| )?", 0..30,
            ),
            gaps in "[ \u{a0}\u{3000}\u{b}\n]{30}",
            stated in "(about 12|as|As many as 1,200|1,200|- 12|és|—|)",
        ) {
            let gaps = gaps.chars().map(String::from);
            let text: String = words.into_iter().zip(gaps).flat_map(|(w, gap)| [w, gap]).collect();
            for figure in ["12", "1200"] {
                let found: Vec<String> = clauses(&text, &stated, figure).collect();
                prop_assert_eq!(found, all_clauses(&text, &stated, figure), "{}", text);
            }
        }
    }

    #[test]
    fn a_quote_that_says_the_opposite_of_the_figure_is_doubtful() {
        let is_doubtful = |key: &str, (stated, figure): (&str, u32), quote: &str| {
            let best = Some(Number::from(figure));
            let quantity = Some(Quantity { best, as_stated: stated.into(), ..Quantity::default() });
            let quote = Some(quote.to_owned());
            let draft = Draft { quantity, quote, ..Draft::new("r", key, "aleppo") };
            draft.doubt_about_state(&indicator(key)).is_some()
        };
        for (key, value, quote) in [
            ("aid-delivery", ("", 46), "the 46 trucks were turned back at the gate."),
            ("aid-delivery", ("46", 46), "46 trucks were destroyed"),
            ("hospitals-functioning", ("five", 5), "Five of the hospitals are out of service"),
            ("killed", ("", 1_200), "more than 1,200 people were injured"),
        ] {
            assert!(is_doubtful(key, value, quote), "{quote}");
        }
        for (key, value, quote) in [
            ("aid-delivery", ("", 46), "46 trucks arrived, and 3 were looted."),
            ("aid-delivery", ("", 46), "46 trucks came, others were looted."),
            ("aid-delivery", ("", 46), "all 46 trucks got through. None was looted"),
            ("aid-delivery", ("", 46), "46 trucks were stuck. The 46 trucks were unloaded"),
            ("killed", ("12", 12), "12 people were killed and 30 injured"),
            ("killed", ("12", 12), "killing 12 and wounding 30 injured"),
        ] {
            assert!(!is_doubtful(key, value, quote), "{quote}");
        }
    }
}
