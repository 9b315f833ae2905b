//! Indicators, reports and recorded facts for tests.

use super::{Draft, Fact};
use crate::domain::assessment::Verdict;
use crate::domain::identity::Uid;
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::report::Report;
use crate::domain::selection::RecordedFact;
use crate::domain::when::{Answer, Expression};

/// An indicator with a key; it counts people as of a day.
pub(crate) fn indicator(key: &str) -> Indicator {
    Indicator { key: key.into(), label: key.into(), ..people() }
}

/// An indicator with a measure, unit and nature.
pub(super) fn measuring(measures: Measure, unit: &str, nature: Nature) -> Indicator {
    Indicator {
        key: "trapped".into(),
        label: "trapped".into(),
        definition: String::new(),
        measures,
        unit: unit.into(),
        nature,
        window_days: 7,
        units: Vec::new(),
        hxl_tag: None,
        aliases: Vec::new(),
        deprecated_at: None,
    }
}

/// An indicator with a key, a measure and a nature, in no unit.
pub(crate) fn indicator_of(key: &str, measures: Measure, nature: Nature) -> Indicator {
    Indicator { key: key.into(), label: key.into(), ..measuring(measures, "", nature) }
}

/// An indicator that counts people.
pub(super) fn people() -> Indicator {
    measuring(Measure::Count, "people", Nature::Stock)
}

/// A draft as a recorded fact that counts.
pub(crate) fn recorded(draft: Draft) -> RecordedFact {
    let fact = Fact::from_record(draft, None, None);
    RecordedFact {
        uid: fact.uid(Uid([0; 16])),
        fact,
        recorded_at: "2016-11-30T12:00:00Z".into(),
        recorded_by: "tests".into(),
        retracted: None,
        report_retracted: None,
        replaced_by: None,
        verdict: Verdict::default(),
        answer: Answer::Yes,
    }
}

/// A report with a key, published on a day.
pub(crate) fn report_of(key: &str, published: &str) -> Report {
    let published: Expression = published.parse().unwrap();
    let published_latest = published.bounds().end_latest;
    Report { key: key.into(), published, published_latest, ..report() }
}

/// A report published on 24 October 2016.
pub(crate) fn report() -> Report {
    let published: Expression = "2016-10-24".parse().unwrap();
    Report {
        uid: Uid([1; 16]),
        key: "voa".into(),
        publisher: "voa".into(),
        title: "Truce".into(),
        byline: None,
        url: None,
        archive_url: None,
        published_latest: published.bounds().end_latest,
        published,
        language: None,
        republishes: None,
        replaces: None,
        confidentiality: None,
        has_text: true,
        retracted: None,
    }
}
