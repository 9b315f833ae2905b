//! The policy that a page gives to the browser (Content Security Policy, level 3): nothing may be loaded or run, and
//! only the page's own styles are used.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// The policy of a page whose only style element has exactly this text.
pub(super) fn of(style: &str) -> String {
    let digest = BASE64_STANDARD.encode(Sha256::digest(style));
    format!(
        "default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
}
