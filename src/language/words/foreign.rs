//! Number words of other languages, so that they are never taken for English words or for units, and
//! the names of other scripts. Must not know what such words mean: they are refused, not read.

/// The scripts, besides the Latin one, that reports are most often written in, each with the ranges of its
/// letters (Unicode's blocks).
const SCRIPTS: [(&str, &[std::ops::RangeInclusive<char>]); 11] = [
    (
        "Arabic",
        &[
            '\u{600}'..='\u{6FF}',
            '\u{750}'..='\u{77F}',
            '\u{FB50}'..='\u{FDFF}',
            '\u{FE70}'..='\u{FEFC}',
        ],
    ),
    ("Cyrillic", &['\u{400}'..='\u{52F}']),
    ("Greek", &['\u{370}'..='\u{3FF}']),
    ("Hebrew", &['\u{590}'..='\u{5FF}', '\u{FB1D}'..='\u{FB4F}']),
    ("Devanagari", &['\u{900}'..='\u{97F}']),
    ("Bengali", &['\u{980}'..='\u{9FF}']),
    ("Burmese", &['\u{1000}'..='\u{109F}']),
    ("Ethiopic", &['\u{1200}'..='\u{139F}']),
    ("Korean", &['\u{1100}'..='\u{11FF}', '\u{AC00}'..='\u{D7AF}']),
    ("Japanese", &['\u{3040}'..='\u{30FF}']),
    ("Chinese", &['\u{3400}'..='\u{4DBF}', '\u{4E00}'..='\u{9FFF}']),
];

/// The name of the script of the first letter that is not Latin. `None` if there is none, or if its
/// script is not listed here.
#[must_use]
pub fn foreign_script(text: &str) -> Option<&'static str> {
    let of = |letter: char| {
        SCRIPTS.iter().find(|(_, ranges)| ranges.iter().any(|range| range.contains(&letter)))
    };
    text.chars().filter(|letter| letter.is_alphabetic()).find_map(of).map(|(name, _)| *name)
}

/// Why words in another script are not read; `None` for words in Latin script.
pub(crate) fn refused_script(text: &str) -> Option<String> {
    foreign_script(text).map(|script| {
        format!(
            "words in {script} letters are not read, only English words, and figures in any digits"
        )
    })
}

/// Whether a word, in lower case, is a number word of another language than English: `mil` is a
/// thousand in Spanish and Portuguese, and short for a million in English. Leaves out words that are
/// units in English ("cent", "miles").
pub(crate) fn is_foreign_number(word: &str) -> bool {
    matches!(
        word,
        // Spanish, Portuguese
        "mil" | "millon" | "millón" | "millones" | "milhão" | "milhao" | "milhões" | "milhoes"
            | "bilhão" | "bilhões" | "billones" | "ciento" | "cientos" | "centenas" | "centenares"
            | "decenas" | "docenas" | "dezenas" | "dúzias" | "millares" | "milhares"
            // French
            | "mille" | "millier" | "milliers" | "milliard" | "milliards" | "centaine"
            | "centaines" | "dizaine" | "dizaines" | "douzaine" | "douzaines"
            // Italian
            | "mila" | "milione" | "milioni" | "miliardo" | "miliardi" | "migliaia" | "centinaia"
            // German, Dutch
            | "hundert" | "tausend" | "millionen" | "milliarde" | "milliarden" | "mio" | "mrd"
            | "duizend" | "miljoen" | "miljard"
            // Turkish, Polish, Indonesian, Swahili
            | "bin" | "milyon" | "milyar" | "tys" | "tysięcy" | "ribu" | "juta" | "elfu"
            // Russian, Ukrainian, Arabic
            | "тыс" | "тысяч" | "тысячи" | "тысяча" | "млн" | "млрд" | "миллион" | "миллиона"
            | "миллионов" | "миллиарда" | "тисяч" | "тисячі" | "мільйонів" | "мільйона"
            | "ألف" | "آلاف" | "الف" | "مليون" | "ملايين" | "مليار"
    )
}
