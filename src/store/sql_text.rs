//! Splits SQL text into statements and tokens, to compare schemas.

/// The statements of a script, without their semicolons. A trigger ends with `END`.
pub(super) fn statements(script: &str) -> impl Iterator<Item = &str> {
    let mut tokens = tokens_at(script);
    std::iter::from_fn(move || {
        let (start, first) = tokens.next()?;
        let mut last = (start, first);
        let mut is_trigger = false;
        for (at, token) in tokens.by_ref() {
            if token == ";" && (!is_trigger || last.1 == "END") {
                break;
            }
            is_trigger |= token == "TRIGGER";
            last = (at, token);
        }
        Some(&script[start..last.0 + last.1.len()])
    })
}

/// The tokens of a statement, without white space and comments.
pub(super) fn tokens(sql: &str) -> impl Iterator<Item = &str> {
    tokens_at(sql).map(|(_, token)| token)
}

/// The tokens, each with its offset in bytes.
fn tokens_at(sql: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += sql[at..].len() - sql[at..].trim_ascii_start().len();
            let rest = &sql[at..];
            let length = token_length(rest)?;
            let start = at;
            at += length;
            if !rest.starts_with("--") && !rest.starts_with("/*") {
                return Some((start, &rest[..length]));
            }
        }
    })
}

/// Length in bytes of the comment, quoted text, word or sign at the beginning of `text`; `None` for
/// an empty text.
fn token_length(text: &str) -> Option<usize> {
    let through = |end: &str, from: usize| {
        text.get(from..)
            .and_then(|rest| rest.find(end))
            .map_or(text.len(), |at| from + at + end.len())
    };
    let first = text.chars().next()?;
    Some(match first {
        '-' if text.starts_with("--") => through("\n", 2),
        '/' if text.starts_with("/*") => through("*/", 2),
        '[' => through("]", 1),
        // A doubled quote inside a quoted text splits it into two tokens. Comparing both gives the
        // same result.
        '\'' | '"' | '`' => through(first.encode_utf8(&mut [0; 4]), 1),
        _ if is_word(first) => text.find(|c| !is_word(c)).unwrap_or(text.len()),
        _ => first.len_utf8(),
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_script_is_taken_apart_at_the_ends_of_its_statements() {
        let script = "-- no; statement\nPRAGMA a = 1; -- one\nCREATE TABLE t (a, -- x; y\n b ';');
            CREATE TRIGGER u BEFORE UPDATE ON t BEGIN SELECT 1; END; /* ; */ CREATE VIEW v AS SELECT 1";
        let found: Vec<_> = statements(script).collect();
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(found[1], "CREATE TABLE t (a, -- x; y\n b ';')");
        assert!(found[2].ends_with("BEGIN SELECT 1; END"));
        assert_eq!(tokens(found[1]).collect::<Vec<_>>().join(" "), "CREATE TABLE t ( a , b ';' )");
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart_without_losing_a_sign(text in "[a-z'\"`\\[\\]/*; \n-]{0,40}|\\PC{0,20}") {
            let kept: String = tokens(&text).collect();
            prop_assert!(kept.len() <= text.len());
            let is_plain = |c: &char| !c.is_whitespace();
            if !text.contains("--") && !text.contains("/*") && !text.contains(['\'', '"', '`', '[']) {
                let plain: String = text.chars().filter(is_plain).collect();
                prop_assert_eq!(kept.chars().filter(is_plain).collect::<String>(), plain);
            }
        }
    }
}
