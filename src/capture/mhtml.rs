//! The page in a web archive (`.mhtml`, RFC 2557), as browsers write it: the first part that is
//! HTML.

use super::error::CaptureError;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, MessageParser, MimeHeaders};

/// The page of an archive.
pub(super) struct ArchivedPage {
    /// The bytes of the page, in its own encoding.
    pub(super) html: Vec<u8>,
    /// The encoding that the archive states for the page.
    pub(super) encoding: Option<String>,
    /// The address from which the page was saved.
    pub(super) link: Option<String>,
}

/// Whether bytes are those of a web archive.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]).to_ascii_lowercase();
    let first = head.trim_start().split(':').next().unwrap_or_default();
    let is_header =
        !first.is_empty() && first.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_header && head.contains("mime-version:") && head.contains("content-type:")
}

/// Returns the page of an archive. Fails if there is none.
pub(super) fn page(bytes: &[u8]) -> Result<ArchivedPage, CaptureError> {
    let archive = MessageParser::default().parse(bytes).ok_or(CaptureError::NoPage)?;
    let is_page = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type().is_some_and(|kind| {
            kind.ctype().eq_ignore_ascii_case("text")
                && kind.subtype().is_some_and(|kind| kind.eq_ignore_ascii_case("html"))
        })
    };
    let part = archive.parts.iter().find(is_page).ok_or(CaptureError::NoPage)?;
    let (start, end) = (part.offset_body as usize, part.offset_end as usize);
    let raw = bytes.get(start..end).ok_or(CaptureError::NoPage)?;
    let html = match part.encoding {
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
        Encoding::None => Some(raw.to_vec()),
    };
    let encoding = part.content_type().and_then(|kind| kind.attribute("charset"));
    let saved = archive.header("Snapshot-Content-Location").and_then(|value| value.as_text());
    Ok(ArchivedPage {
        html: html.ok_or(CaptureError::NoPage)?,
        encoding: encoding.map(str::to_owned),
        link: saved.or(part.content_location()).map(|link| link.trim().to_owned()),
    })
}
