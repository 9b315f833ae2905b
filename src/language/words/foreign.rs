//! Number words of other languages, so that they are never taken for English words or for units.
//! Must not know their values: they are refused, not read.

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
