//! The names of numbers: data, no rules.
//!
//! Knows each word that is a number or a scale by itself; must not know how they are combined.

pub(super) const THOUSAND: u64 = 1_000;
pub(super) const MILLION: u64 = 1_000_000;
pub(super) const BILLION: u64 = 1_000_000_000;
pub(super) const TRILLION: u64 = 1_000_000_000_000;

/// The numbers below a hundred that are one word.
pub(super) fn small(word: &str) -> Option<u64> {
    Some(match word {
        "zero" | "nought" | "naught" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        _ => return tens(word),
    })
}

/// The tens, which a unit may follow.
pub(super) fn tens(word: &str) -> Option<u64> {
    Some(match word {
        "twenty" => 20,
        "thirty" => 30,
        "forty" | "fourty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// The scales, in words.
pub(super) fn scale(word: &str) -> Option<u64> {
    Some(match word {
        "dozen" | "dozens" | "doz" | "dozs" | "dzs" => 12,
        "score" => 20,
        "hundred" | "hundreds" => 100,
        "thousand" | "thousands" => THOUSAND,
        "lakh" | "lakhs" => 100_000,
        "million" | "millions" => MILLION,
        "crore" | "crores" => 10_000_000,
        "billion" | "billions" => BILLION,
        "trillion" | "trillions" => TRILLION,
        _ => return None,
    })
}

/// The scales as they are shortened after a figure. `m` alone is left to the grammar.
pub(super) fn short_scale(word: &str) -> Option<u64> {
    Some(match word {
        "k" => THOUSAND,
        "mn" | "mln" | "mil" | "mill" | "mm" => MILLION,
        "b" | "bn" | "bln" => BILLION,
        "tn" | "tln" | "trn" => TRILLION,
        _ => return None,
    })
}
