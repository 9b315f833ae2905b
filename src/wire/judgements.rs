//! Assessments and taken-back retractions as text of one cell. The text is a JSON list, so that a cell can
//! have any number of them without loss.

use crate::domain::assessment::{Assessment, Credibility, RecordedAssessment, TakenBack};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::Display;

/// The JSON object of an assessment; grades that were not given are left out.
#[derive(Deserialize, Serialize)]
struct Judgement<'a> {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    reliability: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    credibility: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    disposition: Option<Cow<'a, str>>,
    reason: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    by: Option<Cow<'a, str>>,
}

/// JSON form of a retraction that was taken back: the reason of each step.
#[derive(Deserialize, Serialize)]
struct Withdrawal<'a> {
    retracted: Cow<'a, str>,
    reinstated: Cow<'a, str>,
}

/// Writes assessments as a JSON list; an empty text if there are none.
pub(super) fn assessments_cell(assessments: &[RecordedAssessment]) -> String {
    let listed =
        assessments.iter().map(|RecordedAssessment { assessment, recorded_by, .. }| Judgement {
            reliability: assessment.reliability.map(|grade| grade.as_str().into()),
            credibility: assessment.credibility.map(Credibility::number),
            disposition: assessment.disposition.map(|word| word.as_str().into()),
            reason: assessment.reason.as_str().into(),
            by: Some(recorded_by.as_str().into()),
        });
    json(&listed.collect::<Vec<_>>())
}

/// Reads the assessments of a cell. Fails if the JSON is wrong or an assessment lacks a grade or
/// reason.
pub(crate) fn assessments_of(cell: &str) -> Result<Vec<Assessment>, String> {
    let listed: Vec<Judgement<'_>> = read(cell)?;
    let assessment = |judgement: Judgement<'_>| {
        let credibility = judgement.credibility.map(|grade| grade.to_string());
        let assessment = Assessment {
            reliability: word(judgement.reliability.as_deref())?,
            credibility: word(credibility.as_deref())?,
            disposition: word(judgement.disposition.as_deref())?,
            reason: judgement.reason.trim().to_owned(),
            by: judgement.by.map(|by| by.trim().to_owned()).filter(|by| !by.is_empty()),
        };
        if assessment.says_nothing() || assessment.reason.is_empty() {
            return Err("an assessment has a grade or a disposition, and a reason".to_owned());
        }
        Ok(assessment)
    };
    listed.into_iter().map(assessment).collect()
}

/// Writes taken-back retractions as a JSON list; an empty text if there are none.
pub(crate) fn taken_back_cell(taken_back: &[TakenBack]) -> String {
    let listed = taken_back.iter().map(|taken| Withdrawal {
        retracted: taken.retracted.as_str().into(),
        reinstated: taken.reinstated.as_str().into(),
    });
    json(&listed.collect::<Vec<_>>())
}

/// Reads the taken-back retractions of a cell. Fails if the JSON is wrong or a reason is missing.
pub(crate) fn taken_back_of(cell: &str) -> Result<Vec<TakenBack>, String> {
    let listed: Vec<Withdrawal<'_>> = read(cell)?;
    let taken = |withdrawal: Withdrawal<'_>| {
        let [retracted, reinstated] =
            [withdrawal.retracted, withdrawal.reinstated].map(|reason| reason.trim().to_owned());
        if retracted.is_empty() || reinstated.is_empty() {
            return Err("`retracted` and `reinstated` each give a reason".to_owned());
        }
        Ok(TakenBack { retracted, reinstated })
    };
    listed.into_iter().map(taken).collect()
}

/// Writes values as a JSON list. The types here always serialize.
fn json<T: Serialize>(listed: &[T]) -> String {
    if listed.is_empty() {
        return String::new();
    }
    serde_json::to_string(listed).unwrap_or_default()
}

fn read<'a, T: Deserialize<'a>>(cell: &'a str) -> Result<Vec<T>, String> {
    serde_json::from_str(cell)
        .map_err(|why| format!("is not a JSON list of the kind expected: {why}"))
}

fn word<T: std::str::FromStr<Err: Display>>(text: Option<&str>) -> Result<Option<T>, String> {
    text.map(str::parse).transpose().map_err(|why: T::Err| why.to_string())
}
