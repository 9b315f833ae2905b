//! Property tests: laws for any text.

use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn no_text_makes_reading_or_finding_panic(text in "\\PC{0,60}") {
        let _ = read(&text, &anchor());
        for found in find(&text, &anchor()) {
            prop_assert!(text.get(found.span).is_some());
        }
    }

    #[test]
    fn no_string_of_time_words_makes_reading_or_finding_panic(
        words in proptest::collection::vec(proptest::sample::select(VOCABULARY.to_vec()), 0..12),
        gap in proptest::sample::select(vec![" ", "", "-"]),
    ) {
        let text = words.join(gap);
        let _ = read(&text, &anchor());
        for far in [Day::from_ymd_opt(1, 1, 1), Day::from_ymd_opt(9999, 12, 31)] {
            let _ = read(&text, &Anchor::on(far.unwrap()));
        }
        for found in find(&text, &anchor()) {
            prop_assert!(text.get(found.span).is_some());
        }
    }
}

const VOCABULARY: &[&str] = &[
    "since",
    "sometime",
    "either",
    "winter",
    "weekend",
    "dawn",
    "by",
    "until",
    "before",
    "after",
    "from",
    "to",
    "between",
    "and",
    "or",
    "early",
    "mid",
    "late",
    "the",
    "of",
    "end",
    "beginning",
    "first",
    "week",
    "last",
    "next",
    "this",
    "past",
    "three",
    "20",
    "31",
    "2016",
    "9999",
    "October",
    "Feb",
    "Friday",
    "days",
    "ago",
    "later",
    ",",
    ".",
    "(",
    "?",
    ")",
    "16:00",
    "GMT",
    "pm",
    "night",
    "yesterday",
    "in",
    "for",
    "Q3",
    "summer",
    "199",
    "decades",
    "century",
    "'",
    "s",
    "’s",
    "½",
    "é",
    "–",
    "half",
    "a",
    "years",
    "within",
    "over",
    "weekend",
    "on",
    "at",
    "noon",
    "not",
    "latest",
    "19",
    "90s",
    "10000",
    "months",
];
