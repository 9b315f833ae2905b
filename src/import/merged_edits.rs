//! Decides which edits of a report in a file are not recorded here, and which version is then the newest one.
//!
//! Pure: knows two lists of edits. Whichever of two databases imports the other, the same edit is the newest in both:
//! the last one of a list that has all edits of the other; otherwise the later one.

use crate::domain::report::Report;
use std::cmp::min;

/// An edit of a report.
#[derive(Clone, Copy)]
pub(super) struct Edit<'e> {
    /// The data of the report after the edit.
    pub(super) says: &'e Report,
    pub(super) reason: &'e str,
    /// When it was made (UTC); blank if the file does not say.
    pub(super) at: &'e str,
}

impl Edit<'_> {
    /// Whether two edits are the same. Keys may differ between databases, and for confidentiality only the most secret
    /// level counts. Files of older versions, which state no time, have one `republishes` for all versions.
    fn is(&self, other: &Self) -> bool {
        let is_old = self.at.is_empty() || other.at.is_empty();
        let differences = self.says.differences(other.says);
        self.reason == other.reason && differences.iter().all(|(name, ..)| may_differ(name, is_old))
    }

    /// Decides which of two edits of the same second is the newer one. The order does not matter, but it must be the
    /// same in every database.
    fn content(&self) -> impl Ord + use<'_> {
        let Report { title, publisher, url, archive_url, byline, language, .. } = self.says;
        let says = (title, publisher, url, archive_url, byline, language);
        (self.says.published.as_str(), says, &self.says.republishes, self.reason)
    }

    /// Whether this edit is newer than another one; `at` are the times of both.
    fn is_newer(&self, other: &Self, at: [&str; 2]) -> bool {
        (at[0], self.content()) > (at[1], other.content())
    }
}

/// Whether two versions of one report may differ in a part. `is_old`: one is of a file of an older version.
pub(super) fn may_differ(part: &str, is_old: bool) -> bool {
    matches!(part, "key" | "confidentiality") || is_old && part == "republishes"
}

/// An edit of a file to be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Addition {
    /// Its position in the list of the file.
    pub(super) at: usize,
    /// Whether it is older than every edit here.
    pub(super) is_older: bool,
}

/// The edits of a file that are not recorded here, in their order. If all are recorded, but another one is the newest
/// there, that one may have to be recorded again.
pub(super) fn additions(here: &[Edit<'_>], there: &[Edit<'_>]) -> Vec<Addition> {
    let mut is_there = vec![false; here.len()];
    let mut partners = vec![None; there.len()];
    for (at, edit) in there.iter().enumerate().rev() {
        let is_partner = |own: &usize| !is_there[*own] && edit.is(&here[*own]);
        partners[at] = (0..here.len()).rev().find(is_partner);
        if let Some(own) = partners[at] {
            is_there[own] = true;
        }
    }
    let (newest, newest_there) = (here.last(), there.last());
    // Whether the file has all edits that are recorded here, and further ones.
    let goes_on = is_there.last().is_none_or(|is_there| *is_there);
    let is_newer = match (newest, newest_there, partners.last()) {
        (_, Some(_), Some(None)) if goes_on => true,
        (Some(own), Some(edit), Some(None)) => edit.is_newer(own, [edit.at, own.at]),
        _ => false,
    };
    let missing = (0..there.len()).filter(|at| partners[*at].is_none());
    let mut additions: Vec<Addition> =
        missing.map(|at| Addition { at, is_older: !is_newer }).collect();
    // Both have both newest edits, in a different order, since each database got them from others.
    let last = here.len().checked_sub(1);
    let own_there = partners.iter().position(|partner| partner.is_some() && *partner == last);
    if let (Some(own), Some(edit), Some(Some(edit_here)), Some(own_there)) =
        (newest, newest_there, partners.last(), own_there)
        && Some(*edit_here) != last
    {
        let at = [min(edit.at, here[*edit_here].at), min(own.at, there[own_there].at)];
        if edit.is_newer(own, at) {
            additions.push(Addition { at: there.len() - 1, is_older: false });
        }
    }
    additions
}
