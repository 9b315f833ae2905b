//! Vague words for numbers. Only data, no rules. The phrases of each row are separated by `|`.

/// Words for at least a certain number.
pub(crate) const FLOORS: &[(u64, &str)] = &[
    (20, "tens of|tens"),
    (24, "dozens|tens or dozens"),
    (40, "scores of|scores"),
    (200, "hundreds"),
    (2_000, "thousands"),
    (20_000, "tens of thousands"),
    (200_000, "hundreds of thousands"),
    (2_000_000, "millions|hundreds of thousands or millions"),
    (20_000_000, "tens of millions"),
    (200_000_000, "hundreds of millions"),
    (2_000_000_000, "billions"),
    (20_000_000_000, "tens of billions"),
    (200_000_000_000, "hundreds of billions"),
];

/// Words that give no figure.
pub(crate) const UNSAID: &str = "\
    few|a few|very few|several|some|many|very many|a great many|quite a few|a handful|\
    a handful of|handful of|handful|a number of|a large number of|large numbers of|\
    a great number of|a significant number of|great numbers of|a small number of|small numbers of|\
    an unknown number of|an unspecified number of|an undisclosed number of|a growing number of|\
    numerous|countless|multiple|waves of|waves|a lot of|lots of|untold numbers of|a series of|\
    a wave of|a string of|various|a good many|innumerable|scores or more";

/// Words for about two.
pub(crate) const COUPLE: &str = "a couple of|a couple|couple of";

/// Words for an exact number that are not numbers.
pub(crate) const PLAIN: &[(u64, &str)] =
    &[(2, "a pair of|a pair"), (1, "a single|a lone"), (20, "a score of")];

/// Words that make a scale vague, at least two of it: "several hundred".
pub(crate) const SEVERAL: &str = "few|a few|several|some|many|a good few|quite a few";

/// Words that make a scale vague, about two of it: "a couple of hundred".
pub(crate) const COUPLE_OF: &str = "a couple|a couple of|couple of";

/// Words that are too common to be a quantity in running text without a noun.
pub(crate) const NEED_A_NOUN: &str = "\
    few several some many numerous countless multiple various waves";
