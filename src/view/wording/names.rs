//! Who says so, and how they stand to it.

use crate::domain::fact::{Stance, Status};
use crate::domain::report::Report;
use crate::domain::selection::Selection;

/// Who says so, and through whom: `United Nations (via Interfax)`, `unattributed`.
#[must_use]
pub fn who(selection: &Selection, claimant: Option<&str>, via: &[impl AsRef<str>]) -> String {
    let claimant = claimant.map_or("unattributed", |key| selection.actor_name(key));
    if via.is_empty() {
        return claimant.to_owned();
    }
    let via: Vec<&str> = via.iter().map(|key| selection.actor_name(key.as_ref())).collect();
    format!("{claimant} (via {})", via.join(", "))
}

/// The claimant's stance as a noun; none for a plain assertion.
#[must_use]
pub fn stance(stance: Stance) -> Option<&'static str> {
    match stance {
        Stance::Asserts => None,
        Stance::Estimates => Some("estimate"),
        Stance::Forecasts => Some("forecast"),
        Stance::Announces => Some("announcement"),
        Stance::Alleges => Some("allegation"),
        Stance::Denies => Some("denial"),
        Stance::Demands => Some("demand"),
    }
}

/// A status in words: `under way`.
#[must_use]
pub fn status(status: Status) -> String {
    status.as_str().replace('-', " ")
}

/// Status and stance together: `refused (announcement)`, `estimate`, `ended`; empty where neither
/// says anything.
#[must_use]
pub fn standing(of: Option<Status>, stance_of: Stance) -> String {
    match (of.map(status), stance(stance_of)) {
        (Some(status), Some(stance)) => format!("{status} ({stance})"),
        (Some(status), None) => status,
        (None, stance) => stance.unwrap_or_default().to_owned(),
    }
}

/// What a fact measures: the indicator's label, and the part that is meant: `corridors, civilians`.
#[must_use]
pub fn measured(selection: &Selection, indicator: &str, scope: Option<&str>) -> String {
    let row = selection.indicators.get(indicator);
    let label = row.map_or(indicator, |row| row.label.as_str());
    scope.map_or_else(|| label.to_owned(), |scope| format!("{label}, {scope}"))
}

/// The name of a place, or its key where the row is missing.
#[must_use]
pub fn place<'a>(selection: &'a Selection, key: &'a str) -> &'a str {
    selection.places.get(key).map_or(key, |place| place.name.as_str())
}

/// What names a report, marked where not everybody may see it: `leak-2016-10-24 (confidential)`.
#[must_use]
pub fn marked(name: &str, report: Option<&Report>) -> String {
    match report {
        Some(report) if report.is_confidential() => format!("{name} (confidential)"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claimant_is_named_with_those_in_between_and_its_absence_is_said() {
        let selection = Selection::default();
        assert_eq!(who(&selection, None, &[] as &[&str]), "unattributed");
        assert_eq!(
            who(&selection, Some("ryabkov"), &["interfax", "tass"]),
            "ryabkov (via interfax, tass)"
        );
    }

    #[test]
    fn status_and_stance_are_told_apart() {
        assert_eq!(standing(None, Stance::Asserts), "");
        assert_eq!(standing(None, Stance::Announces), "announcement");
        let both = standing(Some(Status::UnderWay), Stance::Announces);
        assert_eq!(both, "under way (announcement)");
        let measured = measured(&Selection::default(), "ceasefire", Some("civilians"));
        assert_eq!(measured, "ceasefire, civilians");
    }
}
