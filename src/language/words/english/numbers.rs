//! Single words that are numbers: cardinals, ordinals and scales. Must not know how they combine.

/// 10^3, the least scale after a number such as "three hundred".
pub(crate) const THOUSAND: u64 = 1_000;
/// 10^6; also the meaning of "m" after a figure.
pub(crate) const MILLION: u64 = 1_000_000;
/// 10^9 (short scale, as in English news).
pub(crate) const BILLION: u64 = 1_000_000_000;
/// 10^12 (short scale).
pub(crate) const TRILLION: u64 = 1_000_000_000_000;

/// The value of a cardinal: one to nineteen, or a multiple of ten below a hundred. `None` for other
/// words.
pub(crate) fn cardinal(word: &str) -> Option<u32> {
    Some(match word {
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
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// The value of an ordinal: `first` to `twentieth`, or a multiple of ten up to `ninetieth`. `None`
/// for other words.
pub(crate) fn ordinal(word: &str) -> Option<u32> {
    Some(match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        "thirtieth" => 30,
        "fortieth" => 40,
        "fiftieth" => 50,
        "sixtieth" => 60,
        "seventieth" => 70,
        "eightieth" => 80,
        "ninetieth" => 90,
        _ => return None,
    })
}

/// The value of a scale word: dozen, hundred, thousand and so on. `None` for other words.
pub(crate) fn scale(word: &str) -> Option<u64> {
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

/// The value of an abbreviated scale after a figure: `k`, `bn`. Leaves out `m`, which may also mean
/// metres, and `mil`, which may also be a thousand: the grammar decides. `None` for other words.
pub(crate) fn short_scale(word: &str) -> Option<u64> {
    Some(match word {
        "k" => THOUSAND,
        "mn" | "mln" | "mill" | "mm" => MILLION,
        "b" | "bn" | "bln" => BILLION,
        "tn" | "tln" | "trn" => TRILLION,
        _ => return None,
    })
}
