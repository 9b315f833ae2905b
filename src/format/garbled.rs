//! Finds text that another program read in the wrong encoding: `Ã©` for `é`, and U+FFFD in place of lost
//! characters.
//!
//! UTF-8 that a program takes for Windows-1252 has a pattern: a letter such as `Ã` for the first byte of a character,
//! and for each further byte a sign that few languages put after such a letter. Must not know what the text is for.

/// The characters of Windows-1252 for the bytes 0x80 to 0x9F; U+FFFD if it has none.
const UPPER: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž',
    '\u{FFFD}', '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}',
    'ž', 'Ÿ',
];
/// Signs that may follow a word in correct text.
const PUNCTUATION: &str = "‘’“”„‚«»‹›–—…•·\u{A0}\u{AD}™®";
/// Signs that may follow a letter other than `Â` and `Ã`, for example for a footnote.
const FOOTNOTES: &str = "°²³¹ªº§¶©¡¿";

/// Whether a text may have something that [`garbled`] reports: U+FFFD, or a letter of U+00C2 to U+00F4 before
/// a character that is not ASCII. Looks only at bytes of UTF-8, because it is called for every row.
pub(crate) fn may_be_garbled(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(0xC3, 0xEF, bytes).any(|at| match bytes[at..] {
        [0xC3, 0x82..=0xB4, next, ..] => !next.is_ascii(),
        [0xEF, 0xBF, 0xBD, ..] => true,
        _ => false,
    })
}

/// The garbled part of a text, in words; `None` if nothing seems to be garbled.
pub(crate) fn garbled(text: &str) -> Option<String> {
    if may_be_garbled(text) { first_garbled(text) } else { None }
}

fn first_garbled(text: &str) -> Option<String> {
    if text.contains('\u{FFFD}') {
        return Some("`\u{FFFD}` marks a character that was lost".to_owned());
    }
    // Few characters are a first byte, so most texts end here.
    let leads = text.char_indices().filter(|(_, sign)| ('\u{C2}'..='\u{F4}').contains(sign));
    leads.into_iter().find_map(|(at, _)| {
        let signs: Vec<char> = text[at..].chars().take(5).collect();
        let (length, meant) = misread(&signs)?;
        let seen: String = signs[..length].iter().collect();
        Some(format!("`{seen}` seems to be `{meant}`, read in the wrong encoding"))
    })
}

/// The number of characters at the beginning of a text that are one UTF-8 character decoded as Windows-1252, and that
/// character; `None` if they are, or may be, correct.
fn misread(text: &[char]) -> Option<(usize, char)> {
    let lead = byte(*text.first()?)?;
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let bytes: Vec<u8> =
        text.get(..length)?.iter().map(|sign| byte(*sign)).collect::<Option<_>>()?;
    let meant = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let further = &text[1..length];
    // A Slavic word may have `Úž`; none has `Ãž`.
    let letters = further.iter().any(|sign| sign.is_alphabetic() && !"ªº".contains(*sign));
    if letters && !matches!(lead, 0xC2 | 0xC3 | 0xE2) {
        return None;
    }
    let may_follow = |sign: &char| {
        PUNCTUATION.contains(*sign) || FOOTNOTES.contains(*sign) && !matches!(lead, 0xC2 | 0xC3)
    };
    let is_punctuation = further.iter().all(may_follow);
    let goes_on = text.get(length).is_some_and(|next| next.is_alphabetic());
    let is_right = match length {
        2 => is_punctuation && !goes_on,
        _ => is_punctuation,
    };
    (!is_right).then_some((length, meant))
}

/// The byte of a character in Windows-1252, with the control characters that some programs use for
/// bytes without a character; `None` for other characters.
fn byte(sign: char) -> Option<u8> {
    match u32::from(sign) {
        code @ (0x80..=0xFF) => u8::try_from(code).ok(),
        0xFFFD => None,
        _ => {
            let at = UPPER.iter().position(|upper| *upper == sign)?;
            u8::try_from(0x80 + at).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_look_at_bytes_misses_nothing(text in "[a-cÁÂÃâñôõ¢°é€ﾰ’\u{FFFD}\u{80}\u{A0}]{0,6}") {
            prop_assert!(may_be_garbled(&text) || first_garbled(&text).is_none());
        }
    }

    /// A UTF-8 text, decoded as Windows-1252.
    fn mistaken(text: &str) -> String {
        let sign = |byte: u8| match byte {
            0x80..=0x9F if UPPER[usize::from(byte) - 0x80] != '\u{FFFD}' => {
                UPPER[usize::from(byte) - 0x80]
            }
            byte => char::from(byte),
        };
        text.bytes().map(sign).collect()
    }

    #[test]
    fn wrong_encodings_are_reported() {
        let texts = [
            "Alépo",
            "État",
            "it’s",
            "“Aleppo”",
            "naïve",
            "حلب",
            "Алеппо",
            "Côte d’Ivoire",
            "ÔTE",
            "東京",
            "Malmö",
            "Ñuble",
            "Übung",
            "10 €",
            "a\u{A0}b",
        ];
        for text in texts {
            assert!(garbled(&mistaken(text)).is_some(), "{text}: {}", mistaken(text));
            assert_eq!(garbled(text), None, "{text}");
        }
        assert!(garbled("Al\u{FFFD}po").is_some());
        let told = garbled("Alâ€™").unwrap();
        assert_eq!(told, "`â€™` seems to be `’`, read in the wrong encoding");
    }

    #[test]
    fn right_text_is_not_reported() {
        let texts = [
            "SÃO PAULO",
            "“A IRMÃ”",
            "Úžasný",
            "Spaß“ sagte",
            "«été…»",
            "à\u{A0}« Paris »",
            "«Ø»",
            "Ä“",
            "Nº 5",
            "25 °C",
            "5 m²",
            "CAFÉ®",
            "Ã",
            "É…",
            "Đà Nẵng",
            "Çeşme",
            "ÂÊÎ",
            "100 ±5",
            "¿QUÉ?",
            "ÎLE",
        ];
        for text in texts {
            assert_eq!(garbled(text), None, "{text}");
        }
    }
}
