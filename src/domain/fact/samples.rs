//! An indicator and a report for the tests of facts.

use crate::domain::identity::Uid;
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::report::Report;
use crate::domain::when::Expression;

/// An indicator with a key, which counts people as of a day.
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

/// An indicator that counts people.
pub(super) fn people() -> Indicator {
    measuring(Measure::Count, "people", Nature::Stock)
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
