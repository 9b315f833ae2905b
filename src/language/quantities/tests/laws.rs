//! Property tests: laws for any text.

use super::*;
use crate::language::Reading;
use proptest::prelude::*;

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}") {
        let _ = read(&text);
        for found in find(&text) {
            prop_assert!(text.get(found.span).is_some());
        }
    }

    #[test]
    fn words_of_the_grammar_in_any_order_give_sound_figures(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "at least", "up to", "nearly", "between", "and", "to", "300", "1.5", "2,000", "a", "half", "million", "hundred",
                "two", "thirds", "dozen", "-", "–", ",", "people", "hours", "$", "%", "or", "more", "no", "few", "of", "the", "½",
                "twenty", "point", "from", "a day", "1/2", "m", "ago", "2016", "dozens", "over", "an", "0", "trillion",
                "more", "another", "(", ")", "of them", "including", "200", "300,000", "almost", "none", "a convoy of", "daily",
            ]),
            0..12,
        ),
        gap in proptest::sample::select(vec![" ", ""]),
    ) {
        let text = words.join(gap);
        let sound = |reading: &Reading<Quantity>| {
            reading.value.check().is_ok()
                && reading.understood.iter().all(|part| text.get(part.span.clone()).is_some())
        };
        match read(&text) {
            Ok(reading) => prop_assert!(sound(&reading)),
            Err(error) => prop_assert!(text.get(error.at).is_some()),
        }
        for found in find(&text) {
            prop_assert!(sound(&found.reading) && text.get(found.span).is_some());
        }
    }

    #[test]
    fn every_whole_number_is_read_back(n in 0_u64..1_000_000_000_000) {
        let figure = |text: &str| read(text).map(|reading| reading.value.best.map(|n| n.to_string()));
        prop_assert_eq!(figure(&n.to_string()), Ok(Some(n.to_string())));
        prop_assert_eq!(figure(&spelt(n)), Ok(Some(n.to_string())), "{}", spelt(n));
    }
}

proptest! {
    #[test]
    fn digits_are_read_as_they_are_by_their_words(
        digits in "[0-9]{1,17}|[1-9][0-9]{0,5}",
        before in "[ \\t\u{a0}]{0,2}",
        after in "[ \\t\u{a0}]{0,2}",
    ) {
        let text = format!("{before}{digits}{after}");
        for point in [None, Some(Point::Decimal), Some(Point::Grouping)] {
            let options = Options { point };
            prop_assert_eq!(read_with(&text, &options), read::read_words(&text, options));
        }
    }
}

/// A whole number in English words.
fn spelt(n: u64) -> String {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let small = |n: u64| SMALL[usize::try_from(n).unwrap()];
    for (size, name) in
        [(1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred")]
    {
        if n >= size {
            let rest = if n.is_multiple_of(size) {
                String::new()
            } else {
                format!(" {}", spelt(n % size))
            };
            return format!("{} {name}{rest}", spelt(n / size));
        }
    }
    match (n / 10, n % 10) {
        (0 | 1, _) => small(n).to_owned(),
        (tens, 0) => TENS[usize::try_from(tens).unwrap()].to_owned(),
        (tens, unit) => format!("{}-{}", TENS[usize::try_from(tens).unwrap()], small(unit)),
    }
}
