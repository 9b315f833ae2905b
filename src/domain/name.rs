//! Names and keys: how people's words are compared with recorded names.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name as compared: without case, accents, or repeated and surrounding white space.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut plain = String::new();
    fold_into(name, &mut plain);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts a text as compared into `plain`, with its white space as it is: for looking through many
/// texts.
pub fn fold_into(text: &str, plain: &mut String) {
    plain.clear();
    let mut rest = text;
    while !rest.is_empty() {
        // Each character is folded for itself: marks, the only ones that could change places, go.
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (start, end) = (
            plain.len(),
            rest.len() - rest[ascii..].trim_start_matches(|c: char| !c.is_ascii()).len(),
        );
        plain.push_str(&rest[..ascii]);
        plain[start..].make_ascii_lowercase();
        let others = rest[ascii..end].nfkd().filter(|c| !is_combining_mark(*c));
        plain.extend(
            others.flat_map(char::to_lowercase).map(|c| if is_quote(c) { '\'' } else { c }),
        );
        rest = &rest[end..];
    }
    if plain.contains('`') {
        *plain = plain.replace('`', "'");
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{02BB}' | '`' | '\u{00B4}')
}

/// A key made from a name: folded, with hyphens between its words (`VOA News` → `voa-news`).
/// Letters of every script are kept. Empty when the name has no letter or digit.
#[must_use]
pub fn key_of(name: &str) -> String {
    let folded = fold(name).replace('\'', "");
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// `base`, or the first of `base-2`, `base-3` … that is not taken.
#[must_use]
pub fn free_key(base: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut key = base.to_owned();
    let mut number = 1;
    while is_taken(&key) {
        number += 1;
        key = format!("{base}-{number}");
    }
    key
}

/// The known names nearest to a word, nearest first, at most `most`; names too far off are left out.
#[must_use]
pub fn nearest<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<String> {
    let known: Vec<(String, &str)> = known.into_iter().map(|name| (fold(name), name)).collect();
    nearest_folded(word, known.iter().map(|(folded, name)| (folded.as_str(), *name)), most)
}

/// The same for names that are at hand both folded and as written.
#[must_use]
pub fn nearest_folded<'a>(
    word: &str,
    known: impl IntoIterator<Item = (&'a str, &'a str)>,
    most: usize,
) -> Vec<String> {
    // What is longer than any name is like none.
    if word.len() > LONGEST_WORD {
        return Vec::new();
    }
    let word = fold(word);
    let mut scored: Vec<(f64, &str)> = known
        .into_iter()
        .map(|(folded, name)| (likeness(&word, folded), name))
        .filter(|(score, _)| *score >= 0.84)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(most).map(|(_, name)| name.to_owned()).collect()
}

/// The longest word that is compared with names, in bytes: longer ones take time, and are no names.
const LONGEST_WORD: usize = 500;

fn likeness(word: &str, name: &str) -> f64 {
    let contained =
        word.len() >= 4 && (name.contains(word) || name.len() >= 4 && word.contains(name));
    if contained { 0.9 } else { strsim::jaro_winkler(word, name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_accents_quotes_and_spaces_do_not_tell_names_apart() {
        assert_eq!(fold("  Ḥalab "), "halab");
        assert_eq!(fold("Côte  d’Ivoire"), "cote d'ivoire");
        assert_eq!(fold("حَلَب"), fold("حلب"));
    }

    proptest! {
        #[test]
        fn folding_piece_by_piece_is_folding_the_whole(text: String, accented in "[a-cÅéİǅﬁ\u{301}\u{323}\u{1161}\u{1100}`\u{2019} ]{0,9}") {
            for text in [text, accented] {
                let whole: String = text
                    .nfkd()
                    .filter(|c| !is_combining_mark(*c))
                    .flat_map(char::to_lowercase)
                    .map(|c| if is_quote(c) { '\'' } else { c })
                    .collect();
                let mut pieces = String::new();
                fold_into(&text, &mut pieces);
                prop_assert_eq!(pieces, whole);
            }
        }
    }

    #[test]
    fn keys_are_words_joined_by_hyphens_in_any_script() {
        assert_eq!(key_of("VOA News"), "voa-news");
        assert_eq!(key_of("Médecins Sans Frontières (MSF)"), "medecins-sans-frontieres-msf");
        assert_eq!(key_of("حلب الجديدة"), "حلب-الجديدة");
        assert_eq!(key_of("?!"), "");
    }

    #[test]
    fn a_misspelt_word_finds_its_neighbour_and_a_strange_one_nobody() {
        let known = ["Aleppo", "Homs", "Idleb"];
        assert_eq!(nearest("Alepo", known, 3), ["Aleppo"]);
        assert!(nearest("xyzzy", known, 3).is_empty());
        assert!(nearest(&"Aleppo ".repeat(1000), known, 3).is_empty());
    }
}
