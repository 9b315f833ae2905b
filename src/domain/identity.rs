//! Uids made from content, so that the same statement recorded twice is one fact.

use super::link::{canonical_url, canonical_url_before};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};

/// An identifier that is the same in every database: the first 16 bytes of a SHA-256 over the
/// canonical content of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uid(pub [u8; 16]);

/// The text is not a uid, which has 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a fact id (32 hexadecimal digits)")]
pub struct UidError(pub String);

impl Uid {
    /// The first 16 bytes of a digest, as uid.
    #[must_use]
    pub fn of_digest(digest: [u8; 32]) -> Self {
        let mut first = [0; 16];
        first.copy_from_slice(&digest[..16]);
        Self(first)
    }

    /// The first eight hexadecimal digits: enough to distinguish thousands of facts on a screen.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string()[..8].to_owned()
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [[0; 2]; 16];
        for (pair, byte) in digits.iter_mut().zip(self.0) {
            *pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
        }
        f.write_str(std::str::from_utf8(digits.as_flattened()).map_err(|_| fmt::Error)?)
    }
}

impl std::str::FromStr for Uid {
    type Err = UidError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || UidError(text.to_owned());
        let digits: &[u8; 32] = text.as_bytes().try_into().map_err(|_| wrong())?;
        let (mut bytes, mut seen) = ([0; 16], 0);
        for (byte, [high, low]) in bytes.iter_mut().zip(digits.as_chunks::<2>().0) {
            let (high, low) = (HEX[usize::from(*high)], HEX[usize::from(*low)]);
            seen |= high | low;
            *byte = high << 4 | low & 15;
        }
        if seen == NO_DIGIT { Err(wrong()) } else { Ok(Self(bytes)) }
    }
}

/// The values of hexadecimal digits; [`NO_DIGIT`] for every other byte. An import reads a uid from
/// every row.
const HEX: [u8; 256] = {
    let mut values = [NO_DIGIT; 256];
    let mut value: u8 = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value as usize] as usize] = value;
        values[b"0123456789ABCDEF"[value as usize] as usize] = value;
        value += 1;
    }
    values
};
const NO_DIGIT: u8 = u8::MAX;

/// A map with uids as keys. A uid serves as its own hash.
pub type UidMap<T> = HashMap<Uid, T, BuildHasherDefault<FirstBytes>>;

/// A hasher that takes the first 8 bytes of a uid: uids come from SHA-256, so these are evenly
/// spread.
#[derive(Clone, Debug, Default)]
pub struct FirstBytes(u64);

impl Hasher for FirstBytes {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk() {
            self.0 = u64::from_ne_bytes(*first);
        }
    }

    /// The length is ignored: all uids are equally long.
    fn write_usize(&mut self, _length: usize) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Builds a digest from named fields. Each field is hashed as name, length and bytes, so that
/// different contents cannot give the same input. Fields without a value are left out.
pub struct Canonical {
    /// The state of the hash so far; `None` if nothing was hashed yet, as for most rows.
    hash: Option<Box<Sha256>>,
    /// Input that is not hashed yet. Fields are short, and hashing many at once is faster.
    pending: Vec<u8>,
}

/// The digits of the greatest length.
const LENGTH_DIGITS: usize = 20;

/// Number of pending bytes that triggers hashing. Most facts are shorter and are hashed in one
/// step.
const AT_ONCE: usize = 1000;

impl Canonical {
    /// Starts the digest of a kind of content (`fact`), in version 1 of its canonical form.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        let mut pending = Vec::with_capacity(AT_ONCE);
        for part in ["factline ", kind, " 1\n"] {
            pending.extend_from_slice(part.as_bytes());
        }
        Self { hash: None, pending }
    }

    /// Adds a field: its name, the length of its value in bytes, and the value.
    #[must_use]
    pub fn field(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        let value = value.as_ref();
        self.pending.reserve(name.len() + value.len() + LENGTH_DIGITS + 3);
        self.pending.extend_from_slice(name.as_bytes());
        self.pending.push(b' ');
        push_digits(&mut self.pending, value.len());
        self.pending.push(b':');
        self.pending.extend_from_slice(value);
        self.pending.push(b'\n');
        if self.pending.len() >= AT_ONCE {
            self.hash.get_or_insert_default().update(&self.pending);
            self.pending.clear();
        }
        self
    }

    /// Adds a field unless it is `None`. A new optional field therefore does not change the digests
    /// of older rows.
    #[must_use]
    pub fn optional(self, name: &str, value: Option<impl AsRef<[u8]>>) -> Self {
        match value {
            Some(value) => self.field(name, value),
            None => self,
        }
    }

    /// The SHA-256 of all fields.
    #[must_use]
    pub fn digest(self) -> [u8; 32] {
        let Some(mut hash) = self.hash else { return sha256(&self.pending) };
        hash.update(&self.pending);
        hash.finalize().into()
    }

    /// The first 16 bytes of the SHA-256 of all fields, as uid.
    #[must_use]
    pub fn uid(self) -> Uid {
        Uid::of_digest(self.digest())
    }
}

/// Appends a number as decimal digits.
fn push_digits(text: &mut Vec<u8>, number: usize) {
    let digit = |number: usize| b"0123456789"[number % 10];
    match number {
        0..10 => text.push(digit(number)),
        10..100 => text.extend([digit(number / 10), digit(number)]),
        _ => {
            push_digits(text, number / 10);
            text.push(digit(number));
        }
    }
}

/// The SHA-256 (FIPS 180-4) of some bytes.
#[must_use]
pub fn sha256(bytes: impl AsRef<[u8]>) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The properties of a report from which its uid is computed.
#[derive(Clone, Copy, Debug)]
pub struct ReportIdentity<'a> {
    /// The link as captured; its canonical form is hashed. `None` for a report without a link.
    pub url: Option<&'a str>,
    /// Key of the publisher; hashed only if there is no link.
    pub publisher: &'a str,
    /// The title as printed; hashed, in folded form, only if there is no link.
    pub title: &'a str,
    /// The date of publication as canonical EDTF; hashed only if there is no link.
    pub published: &'a str,
    /// Uid of the retracted report that this one replaces, since the two must not share a uid.
    /// `None` if it replaces none.
    pub replaces: Option<Uid>,
}

impl ReportIdentity<'_> {
    /// The report's uid: from its canonical link, or else from publisher, title and date.
    #[must_use]
    pub fn uid(&self) -> Uid {
        match self.url {
            Some(url) => self.content().field("url", canonical_url(url)),
            None => self
                .content()
                .field("publisher", self.publisher)
                .field("title", super::name::fold(self.title))
                .field("published", self.published),
        }
        .uid()
    }

    /// The uid that the report had in older versions, which ignored the part of a link after `#`; `None` if it is the
    /// same.
    #[must_use]
    pub fn uid_before(&self) -> Option<Uid> {
        let url = self.url.and_then(canonical_url_before)?;
        Some(self.content().field("url", url).uid())
    }

    fn content(&self) -> Canonical {
        Canonical::of("report").optional("replaces", self.replaces.map(|uid| uid.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_document_under_two_links_has_one_uid() {
        let uid = |url| {
            ReportIdentity {
                url: Some(url),
                publisher: "p",
                title: "t",
                published: "2016",
                replaces: None,
            }
            .uid()
        };
        let plain = uid("https://www.voanews.com/a/1.html");
        for url in
            ["http://voanews.com/a/1.html", "https://WWW.voanews.com/a/1.html/?utm_source=x#top"]
        {
            assert_eq!(uid(url), plain, "{url}");
        }
        assert_ne!(uid("https://www.voanews.com/a/1.html?page=2"), plain);
        assert_ne!(uid("https://www.voanews.com/A/1.html"), plain);
    }

    #[test]
    fn fields_cannot_run_into_each_other() {
        let one = Canonical::of("x").field("a", "1\nb 1:2").uid();
        let two = Canonical::of("x").field("a", "1").field("b", "2").uid();
        assert_ne!(one, two);
    }

    #[test]
    fn a_uid_prints_and_parses_to_itself() {
        let uid = Canonical::of("x").uid();
        assert_eq!(uid.to_string().parse::<Uid>().unwrap(), uid);
        assert_eq!(uid.to_string().to_uppercase().parse::<Uid>().unwrap(), uid);
        for wrong in
            ["zz", "", &"g".repeat(32), &format!("{}/", &uid.to_string()[1..]), &"é".repeat(16)]
        {
            assert!(wrong.parse::<Uid>().is_err(), "{wrong}");
        }
    }
}
