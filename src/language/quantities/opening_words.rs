//! The words and marks with which a quantity may begin, so that running text is searched quickly: most words cannot
//! begin one.
//!
//! Knows the first words of all phrases; must not know the phrases. A rule that begins with another word
//! needs that word here; debug builds also try all other words.

use std::sync::LazyLock;

use foldhash::HashSet;

use super::tokens::{Phrase, TokenKind};
use super::{bounds, cardinals, negation, vague};
use crate::language::words::english::not_figures::OPENING_OTHERS;
use crate::language::words::english::units::CURRENCIES;

static OPENING: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let currencies = CURRENCIES.iter().flat_map(|(_, words)| words.split('|'));
    let currencies = currencies.filter_map(|words| words.split(' ').next());
    bounds::first_words()
        .chain(negation::first_words())
        .chain(vague::first_words())
        .chain(currencies)
        .chain(OPENING_OTHERS.iter().copied())
        .collect()
});

/// Whether a quantity may begin at `at`, or a number that is not a quantity and is skipped as a whole.
pub(super) fn may_open(phrase: &Phrase, at: usize) -> bool {
    // A number joined to a mark may be a part of another word: the 19 of "COVID-19".
    if phrase.glued(at) && phrase.mark(at - 1).is_some() {
        return true;
    }
    match phrase.tokens.get(at).map(|token| &token.kind) {
        Some(TokenKind::Word(word)) => {
            OPENING.contains(&**word) || cardinals::small(word).is_some()
        }
        Some(TokenKind::Mark(mark)) => OPENING.contains(&*mark.encode_utf8(&mut [0; 4])),
        _ => true,
    }
}
