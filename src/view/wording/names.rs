//! Words for claimants, statuses, stances, assessments, and names of rows.

use crate::domain::assessment::Assessment;
use crate::domain::fact::{Stance, Status};
use crate::domain::indicator::Measure;
use crate::domain::report::{Report, restriction};
use crate::domain::selection::Selection;
use crate::text::lists;

/// The claimants, with those who passed the statement on: `United Nations (via Interfax)`, `Kuwait and
/// Sweden`, `unattributed`.
#[must_use]
pub fn who<T: AsRef<str>>(selection: &Selection, claimants: &[T], via: &[T]) -> String {
    let claimant = together(selection, claimants).unwrap_or_else(|| "unattributed".to_owned());
    if via.is_empty() {
        return claimant;
    }
    let via: Vec<&str> = via.iter().map(|key| selection.actor_name(key.as_ref())).collect();
    format!("{claimant} (via {})", via.join(", "))
}

/// Joint claimants in words: `Kuwait and Sweden`; `None` for nobody.
#[must_use]
pub fn together(selection: &Selection, claimants: &[impl AsRef<str>]) -> Option<String> {
    let names: Vec<&str> = claimants.iter().map(|key| selection.actor_name(key.as_ref())).collect();
    (!names.is_empty()).then(|| lists::in_words(&names))
}

/// The stance as a noun; `None` for a plain assertion.
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

/// Status and stance together: `refused (announcement)`, `estimate`, `ended`; empty for a plain
/// assertion without status.
#[must_use]
pub fn standing(of: Option<Status>, stance_of: Stance) -> String {
    match (of.map(status), stance(stance_of)) {
        (Some(status), Some(stance)) => format!("{status} ({stance})"),
        (Some(status), None) => status,
        (None, stance) => stance.unwrap_or_default().to_owned(),
    }
}

/// Status and stance of a statement about an indicator. If the indicator measures the day of an event, "ended" or
/// "under way" means that the event came, so no status is added ("Food stocks run out, ended").
#[must_use]
pub fn standing_of(
    selection: &Selection,
    indicator: &str,
    (of, stance_of): (Option<Status>, Stance),
) -> String {
    let row = selection.indicators.get(indicator);
    let is_day = row.is_some_and(|row| row.measures == Measure::Date);
    let came = match of.filter(|_| is_day) {
        Some(Status::Ended) => "happened",
        Some(Status::UnderWay) => "begun",
        _ => return standing(of, stance_of),
    };
    match stance(stance_of) {
        Some(stance) => format!("{came} ({stance})"),
        None => came.to_owned(),
    }
}

/// The indicator's label with the scope: `corridors, civilians`.
#[must_use]
pub fn measured(selection: &Selection, indicator: &str, scope: Option<&str>) -> String {
    let row = selection.indicators.get(indicator);
    let label = row.map_or(indicator, |row| row.label.as_str());
    scope.map_or_else(|| label.to_owned(), |scope| format!("{label}, {scope}"))
}

/// The name of a place, or its key if the selection lacks the place.
#[must_use]
pub fn place<'a>(selection: &'a Selection, key: &'a str) -> &'a str {
    selection.places.get(key).map_or(key, |place| place.name.as_str())
}

/// The name of a report, with a mark if not everybody may see it: `leak-2016-10-24 (confidential)`.
#[must_use]
pub fn marked(name: &str, report: Option<&Report>) -> String {
    match report.and_then(|report| restriction(report.confidentiality)) {
        Some(level) => format!("{name} ({level})"),
        None => name.to_owned(),
    }
}

/// An assessment in one line: `B, 2, disputed: the UN says six`.
#[must_use]
pub fn assessment(assessment: &Assessment) -> String {
    let parts = [
        assessment.reliability.map(|grade| grade.to_string()),
        assessment.credibility.map(|grade| grade.to_string()),
        assessment.disposition.map(|word| word.to_string()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}: {}", parts.join(", "), assessment.reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claimant_is_named_with_those_in_between_and_its_absence_is_said() {
        let selection = Selection::default();
        let nobody: &[&str] = &[];
        assert_eq!(who(&selection, nobody, nobody), "unattributed");
        assert_eq!(
            who(&selection, &["ryabkov"], &["interfax", "tass"]),
            "ryabkov (via interfax, tass)"
        );
        assert_eq!(who(&selection, &["kuwait", "sweden"], nobody), "kuwait and sweden");
        assert_eq!(who(&selection, &["a", "b", "c"], &["d"]), "a, b and c (via d)");
    }

    #[test]
    fn status_and_stance_are_distinguished() {
        assert_eq!(standing(None, Stance::Asserts), "");
        assert_eq!(standing(None, Stance::Announces), "announcement");
        let both = standing(Some(Status::UnderWay), Stance::Announces);
        assert_eq!(both, "under way (announcement)");
        let measured = measured(&Selection::default(), "ceasefire", Some("civilians"));
        assert_eq!(measured, "ceasefire, civilians");
    }
}
