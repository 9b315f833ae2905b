//! Columns of facts that have other names: `place`, `date`, `source`, `n` …
//!
//! A name is used only if the file has no column of Factline with that meaning, so that a file with Factline's columns
//! is never read in another way. Must not know how rows are read.

use crate::format::error::FormatError;
use crate::mapping::Role;

/// Names that only files of facts have: a file without any of Factline's columns is a file of facts if it has a name
/// for each of these roles.
const OF_FACTS: [Role; 2] = [Role::Indicator, Role::Place];

/// A column that is read under Factline's name.
pub(crate) struct Renamed {
    /// Its position in the header.
    pub(super) at: usize,
    pub(super) theirs: String,
    pub(super) ours: &'static str,
}

/// The column of Factline that a name may mean; `None` if it means none.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    Role::plain(name).map(|(_, ours)| ours)
}

/// Whether the names of the columns are enough to say that a file has facts.
pub(super) fn are_of_facts(header: &[String]) -> bool {
    let named = |role: &Role| {
        let is_it = |name: &String| Role::plain(name).is_some_and(|(found, _)| found == *role);
        header.iter().any(is_it)
    };
    OF_FACTS.iter().all(named)
}

/// The columns of a file of facts that have other names. Fails if two columns claim the same
/// meaning.
pub(super) fn renamed(file: &str, header: &[String]) -> Result<Vec<Renamed>, FormatError> {
    let mut all: Vec<(Renamed, &[&str])> = Vec::new();
    for (at, name) in header.iter().enumerate() {
        let Some((role, ours)) = Role::plain(name) else { continue };
        let columns = role.columns();
        if header.iter().any(|name| columns.contains(&name.as_str())) {
            continue;
        }
        if let Some((first, _)) = all.iter().find(|(_, taken)| *taken == columns) {
            return Err(FormatError::SameMeaning {
                file: file.to_owned(),
                columns: [first.theirs.clone(), name.clone()],
                ours: first.ours,
            });
        }
        all.push((Renamed { at, theirs: name.clone(), ours }, columns));
    }
    Ok(all.into_iter().map(|(renamed, _)| renamed).collect())
}
