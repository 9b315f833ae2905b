//! Turns the bytes of a page into text: by its byte order mark, as UTF-8, or in the encoding that it states.

use super::error::CaptureError;
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The encoding must be stated within this many bytes of a page. Browsers look at 1,024 bytes;
/// saved pages have a comment before it.
const STATED_WITHIN: usize = 4_096;

/// The text of a page. Fails if a byte has no meaning in the page's encoding, since a character would be replaced by
/// another one. `outside` is the encoding that was stated outside the page.
pub(super) fn decode(bytes: &[u8], outside: Option<&str>) -> Result<String, CaptureError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decoded(encoding, &bytes[mark..], Some(encoding.name()));
    }
    let stated = outside.map(str::to_owned).or_else(|| stated_encoding(bytes));
    let encoding = stated.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()));
    match (std::str::from_utf8(bytes), encoding) {
        // A text in UTF-8 cannot be a text in another encoding, except in encodings with only 7 bits.
        (Ok(text), Some(encoding)) if encoding != ISO_2022_JP => Ok(text.to_owned()),
        (Ok(text), None) => Ok(text.to_owned()),
        (_, Some(encoding)) if ![UTF_8, UTF_16BE, UTF_16LE].contains(&encoding) => {
            decoded(encoding, bytes, stated.as_deref())
        }
        (_, _) => Err(CaptureError::Encoding { stated }),
    }
}

/// The beginning of a page as text, by its byte order mark, else as UTF-8; bytes that cannot be decoded are
/// replaced.
pub(super) fn head(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = Encoding::for_bom(bytes).map_or(UTF_8, |(encoding, _)| encoding);
    encoding.decode(bytes).0
}

fn decoded(
    encoding: &'static Encoding,
    bytes: &[u8],
    stated: Option<&str>,
) -> Result<String, CaptureError> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let wrong = || CaptureError::Encoding { stated: stated.map(str::to_owned) };
    text.map(Cow::into_owned).ok_or_else(wrong)
}

/// The encoding that `<meta charset=…>` or `<meta http-equiv=Content-Type …>` states, else the declaration of XML.
fn stated_encoding(bytes: &[u8]) -> Option<String> {
    let head =
        String::from_utf8_lossy(&bytes[..bytes.len().min(STATED_WITHIN)]).to_ascii_lowercase();
    let declared = [("<meta", "charset"), ("<?xml", "encoding")];
    let tags = declared
        .iter()
        .flat_map(|(tag, name)| head.match_indices(tag).map(move |(at, _)| (at, *name)));
    tags.into_iter().find_map(|(at, name)| {
        let tag = head[at..].split('>').next().unwrap_or_default();
        let (_, value) = tag.split_once(name)?;
        let value =
            value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let label =
            value.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).next()?;
        (!label.is_empty()).then(|| label.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_in_the_encoding_that_they_state() {
        let russian = b"<meta charset=windows-1251><p>\xc0\xeb\xe5\xef\xef\xee";
        assert!(decode(russian, None).unwrap().ends_with("Алеппо"));
        let declared =
            b"<?xml version=\"1.0\" encoding=\"windows-1251\"?><html><p>\xc0\xeb\xe5\xef\xef\xee";
        assert!(decode(declared, None).unwrap().ends_with("Алеппо"));
        let old =
            b"<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>caf\xe9";
        assert!(decode(old, None).unwrap().ends_with("café"));
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("é".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&wide, None).unwrap(), "é");
        assert_eq!(decode(b"\xef\xbb\xbfx", None).unwrap(), "x");
    }

    #[test]
    fn what_is_stated_outside_of_the_page_counts() {
        assert_eq!(
            decode(b"\xe1 <meta charset=utf-8>", Some("koi8-r")).unwrap(),
            "А <meta charset=utf-8>"
        );
    }

    #[test]
    fn utf_8_is_utf_8_whatever_the_page_states() {
        let saved = "<meta charset=windows-1256>حلب";
        assert_eq!(decode(saved.as_bytes(), None).unwrap(), saved);
    }

    #[test]
    fn what_has_no_meaning_is_refused() {
        assert_eq!(decode(b"caf\xe9", None), Err(CaptureError::Encoding { stated: None }));
        let stated = Some("utf-8".to_owned());
        assert_eq!(
            decode(b"<meta charset='utf-8'>caf\xe9", None),
            Err(CaptureError::Encoding { stated })
        );
        let stated = Some("shift_jis".to_owned());
        assert_eq!(
            decode(b"<meta charset=shift_jis>\x81\x0a\xff", None),
            Err(CaptureError::Encoding { stated })
        );
    }
}
