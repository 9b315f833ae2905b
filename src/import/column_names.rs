//! What else people call the columns of facts: `place`, `date`, `source`, `n` …
//!
//! A name counts only where the file has no column of ours with that meaning, so that a file of ours
//! is never read otherwise. Must not know how rows are read.

use crate::format::error::FormatError;

/// A meaning: our columns for it, and the names that people give it, each with our column.
struct Meaning {
    ours: &'static [&'static str],
    names: &'static [(&'static str, &'static str)],
}

const MEANINGS: &[Meaning] = &[
    Meaning {
        ours: &["indicator"],
        names: &[
            ("what", "indicator"),
            ("measure", "indicator"),
            ("metric", "indicator"),
            ("type", "indicator"),
            ("category", "indicator"),
            ("event_type", "indicator"),
        ],
    },
    Meaning {
        ours: &["place_name", "place_key"],
        names: &[
            ("place", "place_name"),
            ("where", "place_name"),
            ("location", "place_name"),
            ("town", "place_name"),
            ("city", "place_name"),
            ("site", "place_name"),
        ],
    },
    Meaning {
        ours: &["value_as_stated", "value_low", "value_best", "value_high"],
        names: &[
            ("value", "value_as_stated"),
            ("figure", "value_as_stated"),
            ("n", "value_as_stated"),
            ("number", "value_as_stated"),
            ("count", "value_as_stated"),
            ("total", "value_as_stated"),
        ],
    },
    Meaning {
        ours: &["when_edtf", "when_as_stated"],
        names: &[
            ("when", "when_as_stated"),
            ("date", "when_edtf"),
            ("day", "when_edtf"),
            ("event_date", "when_edtf"),
        ],
    },
    Meaning {
        ours: &["claimant", "claimant_key"],
        names: &[("who", "claimant"), ("by", "claimant"), ("according_to", "claimant")],
    },
    Meaning {
        ours: &["publisher", "publisher_key"],
        names: &[("source", "publisher"), ("outlet", "publisher"), ("published_by", "publisher")],
    },
    Meaning {
        ours: &["report_title"],
        names: &[("title", "report_title"), ("headline", "report_title")],
    },
    Meaning {
        ours: &["report_date", "report_date_edtf"],
        names: &[
            ("published", "report_date"),
            ("publication_date", "report_date"),
            ("date_published", "report_date"),
        ],
    },
    Meaning {
        ours: &["report_url"],
        names: &[
            ("url", "report_url"),
            ("link", "report_url"),
            ("source_url", "report_url"),
            ("source_link", "report_url"),
        ],
    },
    Meaning {
        ours: &["comment"],
        names: &[("note", "comment"), ("notes", "comment"), ("remarks", "comment")],
    },
];

/// Names that only facts have: a file without a column of ours holds facts if it has a name for each
/// of these meanings.
const OF_FACTS: [&str; 2] = ["indicator", "place_name"];

/// A column that is read under our name.
pub(crate) struct Renamed {
    /// Its position in the header.
    pub(super) at: usize,
    pub(super) theirs: String,
    pub(super) ours: &'static str,
}

/// Our column that a name may mean; `None` where it means none.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    let names = MEANINGS.iter().flat_map(|meaning| meaning.names);
    names.into_iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours)
}

/// Whether the names of a file alone say that it holds facts.
pub(super) fn are_of_facts(header: &[String]) -> bool {
    let means = |ours: &&str| header.iter().any(|name| meant(name) == Some(*ours));
    OF_FACTS.iter().all(means)
}

/// The columns of a file of facts that are called otherwise. Fails where two columns claim the same
/// meaning.
pub(super) fn renamed(file: &str, header: &[String]) -> Result<Vec<Renamed>, FormatError> {
    let position = |column: &str| header.iter().position(|name| name == column);
    let mut all = Vec::new();
    for Meaning { ours, names } in MEANINGS {
        if ours.iter().any(|ours| position(ours).is_some()) {
            continue;
        }
        let mut found = names.iter().filter_map(|(theirs, ours)| {
            let at = position(theirs)?;
            Some(Renamed { at, theirs: (*theirs).to_owned(), ours })
        });
        let Some(first) = found.next() else { continue };
        if let Some(second) = found.next() {
            return Err(FormatError::SameMeaning {
                file: file.to_owned(),
                columns: [first.theirs, second.theirs],
                ours: first.ours,
            });
        }
        all.push(first);
    }
    Ok(all)
}
