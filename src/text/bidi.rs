//! Which parts of a sentence are written from right to left.
//!
//! In an English sentence, a name in Arabic or Hebrew would reverse the figures and signs after it: the bidirectional
//! algorithm (Unicode Standard Annex 9) reads them as parts of the name. Code that shows such a sentence therefore
//! isolates each name, by an element or by the characters for this purpose.

/// The parts of a text in their order: `true` for a part from right to left, from its first letter to its last, with
/// the brackets that it opens; `false` for everything else. No part is empty.
pub(crate) fn parts(text: &str) -> Vec<(bool, &str)> {
    if text.is_ascii() {
        return if text.is_empty() { Vec::new() } else { vec![(false, text)] };
    }
    let mut parts = Vec::new();
    let mut done = 0;
    let mut run: Option<(usize, usize)> = None;
    let end_run = |(from, to): (usize, usize), done: &mut usize, parts: &mut Vec<_>| {
        let to = with_closing(text, from, to);
        parts.extend((from > *done).then(|| (false, &text[*done..from])));
        parts.push((true, &text[from..to]));
        *done = to;
    };
    for (at, c) in text.char_indices() {
        if is_right_to_left(c) {
            run = Some((run.map_or(at, |run| run.0), at + c.len_utf8()));
        } else if c.is_alphabetic()
            && let Some(run) = run.take()
        {
            end_run(run, &mut done, &mut parts);
        }
    }
    if let Some(run) = run {
        end_run(run, &mut done, &mut parts);
    }
    parts.extend((done < text.len()).then(|| (false, &text[done..])));
    parts
}

/// The end of a run, including the signs on its last letter, and the brackets and quotation marks that close those in
/// it.
fn with_closing(text: &str, from: usize, to: usize) -> usize {
    let mut open: Vec<char> = Vec::new();
    for c in text[from..to].chars() {
        match closing(c) {
            Some(close) if open.last() != Some(&c) => open.push(close),
            _ if open.last() == Some(&c) => _ = open.pop(),
            _ => {}
        }
    }
    let rest = text[to..].chars();
    let mut end = to;
    for c in rest {
        let is_sign = unicode_width::UnicodeWidthChar::width(c) == Some(0);
        if !is_sign && open.last() != Some(&c) {
            break;
        }
        if !is_sign {
            open.pop();
        }
        end += c.len_utf8();
    }
    end
}

fn closing(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        '[' => ']',
        '«' => '»',
        '“' => '”',
        '"' => '"',
        _ => return None,
    })
}

/// Whether a character is a letter of a script that is written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko
/// and others of their blocks. Digits are not letters: Arabic digits are also written from left to right.
fn is_right_to_left(c: char) -> bool {
    let in_block = matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    in_block && c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_apart_and_the_figures_around_it_are_not() {
        let text = "killed, مستشفى الشفاء, 17 Oct 2023";
        let expected = vec![(false, "killed, "), (true, "مستشفى الشفاء"), (false, ", 17 Oct 2023")];
        assert_eq!(parts(text), expected);
        assert_eq!(parts("حلب (الشرقية) 5"), [(true, "حلب (الشرقية)"), (false, " 5")]);
        let two = [(true, "بيت"), (false, " and "), (true, "דובר צה\"ל")];
        assert_eq!(parts("بيت and דובר צה\"ל"), two);
        assert_eq!(parts("Алеппо ≠ 10-50"), [(false, "Алеппо ≠ 10-50")]);
        assert!(parts("").is_empty());
    }

    proptest! {
        #[test]
        fn the_parts_are_the_whole_text(text in "[a-z0-9 ،ء-ي\u{64b}א-ת()\"«»,≠]{0,40}") {
            let parts = parts(&text);
            prop_assert_eq!(parts.iter().map(|part| part.1).collect::<String>(), text.as_str());
            prop_assert!(parts.iter().all(|part| !part.1.is_empty()));
            prop_assert!(parts.windows(2).all(|two| two[0].0 || two[1].0));
        }
    }
}
