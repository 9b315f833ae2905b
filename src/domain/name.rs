//! Names and keys: how the user's words are compared with recorded names.

use crate::text::safe::is_unseen;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The form of a name for comparisons: lower case, without accents, with single spaces.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut plain = String::new();
    fold_into(name, &mut plain);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The form of a name for looking it up: folded, with a space for each hyphen or dash, and without invisible
/// characters. `El-Fasher`, `El Fasher` and `El Fasher` with a direction mark after it are one name.
#[must_use]
pub fn fold_name(name: &str) -> String {
    let folded = fold(name);
    if folded.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'-' || byte == b' ') {
        return folded;
    }
    let seen = folded.chars().filter(|c| !is_unseen(*c));
    let plain: String = seen.map(|c| if is_hyphen(c) { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether words mean that a value is missing, as in tables: `-`, `?`, `n/a`, `unknown`.
#[must_use]
pub fn is_placeholder(words: &str) -> bool {
    let folded = fold(words);
    let has_letter = folded.chars().any(char::is_alphanumeric);
    !has_letter || PLACEHOLDERS.contains(&folded.trim_matches(|c: char| "()[]<>*.#\"'".contains(c)))
}

/// Words that tables use in a cell without a value, folded.
const PLACEHOLDERS: &[&str] = &[
    // The placeholders in a draft of a map, which its user must replace with names.
    "publisher?",
    "who?",
    "where?",
    "n/a",
    "n.a",
    "na",
    "nan",
    "nil",
    "none",
    "null",
    "unknown",
    "unidentified",
    "unspecified",
    "undefined",
    "not available",
    "not applicable",
    "not known",
    "not reported",
    "not specified",
    "not stated",
    "no data",
    "missing",
    "tbc",
    "tbd",
    "sin datos",
    "desconocido",
    "inconnu",
];

/// Hyphens, dashes and the minus sign, which writers put between the words of a name.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FB}')
}

/// Folds a text into the buffer `plain`, with its white space unchanged. Reuses the buffer, for
/// searches through many texts.
pub fn fold_into(text: &str, plain: &mut String) {
    plain.clear();
    let mut rest = text;
    while !rest.is_empty() {
        // Folds each character by itself. That is correct since combining marks, the only
        // characters that normalization could reorder, are dropped.
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

/// Makes a key from a name: folded, with hyphens between words (`VOA News` → `voa-news`). Keeps
/// letters of all scripts. Empty if the name has no letter or digit.
#[must_use]
pub fn key_of(name: &str) -> String {
    let folded = fold_name(name).replace('\'', "");
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// A free key: `base`, or else the first of `base-2`, `base-3` … that is not taken.
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

/// Up to `most` known names that are similar to a word, the most similar first.
#[must_use]
pub fn nearest<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<String> {
    let known: Vec<(String, &str)> = known.into_iter().map(|name| (fold(name), name)).collect();
    nearest_folded(word, known.iter().map(|(folded, name)| (folded.as_str(), *name)), most)
}

/// Like [`nearest`], for names that are available as pairs of folded and written form.
#[must_use]
pub fn nearest_folded<'a>(
    word: &str,
    known: impl IntoIterator<Item = (&'a str, &'a str)>,
    most: usize,
) -> Vec<String> {
    // A text longer than all names is not similar to any.
    if word.len() > LONGEST_WORD {
        return Vec::new();
    }
    let word = fold_name(word);
    let mut scored: Vec<(f64, &str)> = known
        .into_iter()
        .map(|(folded, name)| (likeness(&word, folded), name))
        .filter(|(score, _)| *score >= 0.84)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(most).map(|(_, name)| name.to_owned()).collect()
}

/// Whether one of two folded names may be the other misspelt: they are one letter apart (another, one more, one less,
/// or two swapped). Names of three letters are excluded, and so are names that differ in a number or a letter used as
/// one (`camp 1` and `camp 2`, `camp a` and `camp b`): they are too likely to be two different names.
#[must_use]
pub fn is_one_letter_apart(a: &str, b: &str) -> bool {
    let shortest = a.chars().count().min(b.chars().count());
    let differ = a.len().abs_diff(b.len());
    if shortest < 4 || differ > MOST_BYTES || a.len() > LONGEST_WORD || b.len() > LONGEST_WORD {
        return false;
    }
    numbers(a).eq(numbers(b)) && strsim::osa_distance(a, b) == 1
}

/// The words that number a name: words with digits, single letters, and Roman numbers.
fn numbers(name: &str) -> impl Iterator<Item = &str> {
    name.split_whitespace().filter(|word| {
        word.chars().any(char::is_numeric)
            || word.chars().count() == 1
            || word.chars().all(|letter| "ivx".contains(letter))
    })
}

/// The longest letter in UTF-8, in bytes.
const MOST_BYTES: usize = 4;

/// Maximum length in bytes of a word that is compared with names; bounds the time for hostile
/// input.
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
    fn case_accents_quotes_and_spaces_do_not_distinguish_names() {
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
    fn hyphens_and_invisible_marks_do_not_distinguish_names() {
        let names = [
            "El Fasher",
            "El-Fasher",
            "El\u{2011}Fasher",
            "El Fasher\u{200f}",
            "El\u{200b} Fasher",
            "\u{feff}el \u{2013} fasher",
            "El Fa\u{ad}sher",
        ];
        for name in names {
            assert_eq!((fold_name(name), key_of(name)), ("el fasher".into(), "el-fasher".into()));
        }
        assert_ne!(fold_name("El Fasher"), fold_name("Elfasher"));
    }

    #[test]
    fn what_says_nothing_is_known_for_it() {
        for words in [
            "-",
            "?",
            "--",
            "…",
            "WHO?",
            "PUBLISHER?",
            "n/a",
            "N/A",
            "#N/A",
            "N.A.",
            "NA",
            "Unknown",
            "(unknown)",
            "None",
            " ",
        ] {
            assert!(is_placeholder(words), "{words}");
        }
        for words in ["Naples", "WHO", "Unknown Sons", "Nil River", "?Ain", "حلب", "X", "24"] {
            assert!(!is_placeholder(words), "{words}");
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
    fn names_one_letter_apart_may_be_one_name_misspelt() {
        for (a, b) in [("alepo", "aleppo"), ("hmos", "homs"), ("idlib", "idleb"), ("حلبا", "حلبه")]
        {
            assert!(is_one_letter_apart(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("aleppo", "aleppo"),
            ("camp 1", "camp 2"),
            ("camp a", "camp b"),
            ("block ii", "block iii"),
            ("ain", "aid"),
            ("homs", "hama"),
        ] {
            assert!(!is_one_letter_apart(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_misspelt_word_finds_its_neighbour_and_a_strange_one_nobody() {
        let known = ["Aleppo", "Homs", "Idleb"];
        assert_eq!(nearest("Alepo", known, 3), ["Aleppo"]);
        assert!(nearest("xyzzy", known, 3).is_empty());
        assert!(nearest(&"Aleppo ".repeat(1000), known, 3).is_empty());
    }
}
