//! Sources: the reports behind the entries, numbered.

use crate::domain::compare::{Interner, Name};
use crate::domain::report::{Confidentiality, Report};
use crate::domain::selection::Selection;
use crate::domain::when::{Day, When};
use crate::view::wording;
use std::collections::HashMap;

/// A report that entries name by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The number by which entries name it, from 1.
    pub number: usize,
    /// The key of the report.
    pub report: Name,
    /// The title of the report.
    pub title: String,
    /// The publisher, and who wrote it: `RFI (AFP)`.
    pub publisher: Name,
    /// When it came out, in words.
    pub published: Name,
    /// The link of the report, else that of a kept copy.
    pub url: Option<String>,
    /// Whether the report was retracted.
    pub retracted: bool,
    /// Who may see the report, where that was said.
    pub confidentiality: Option<Confidentiality>,
}

impl Source {
    /// What sets it apart, to follow its date: ` (retracted)`, ` (confidential)`, both or nothing.
    #[must_use]
    pub fn mark(&self) -> &'static str {
        match (self.retracted, self.confidentiality == Some(Confidentiality::Confidential)) {
            (false, false) => "",
            (true, false) => " (retracted)",
            (false, true) => " (confidential)",
            (true, true) => " (confidential, retracted)",
        }
    }
}

/// Reports on their way to their numbers, each once.
#[derive(Debug, Default)]
pub(super) struct Sources {
    by_report: HashMap<Name, (Day, Source)>,
    /// Publishers and days in words.
    words: Interner,
}

impl Sources {
    /// Adds a report with its key, unless it is there.
    pub(super) fn add(&mut self, key: &Name, report: &Report, rows: &Selection) {
        if self.by_report.contains_key(key) {
            return;
        }
        let publisher = rows.actor_name(&report.publisher);
        let publisher = match &report.byline {
            Some(byline) if byline != publisher => format!("{publisher} ({byline})"),
            _ => publisher.to_owned(),
        };
        let when = When::new(report.published.clone(), String::new());
        let source = Source {
            number: 0,
            report: key.clone(),
            title: report.title.clone(),
            publisher: self.words.text(&publisher),
            published: self.words.text(&wording::when(&when, None)),
            url: report.url.clone().or_else(|| report.archive_url.clone()),
            retracted: report.retracted.is_some(),
            confidentiality: report.confidentiality,
        };
        self.by_report.insert(key.clone(), (report.published_latest, source));
    }

    /// The reports by date, with their numbers.
    pub(super) fn numbered(self) -> Vec<Source> {
        let mut dated: Vec<(Day, Source)> = self.by_report.into_values().collect();
        dated
            .sort_unstable_by(|(a_day, a), (b_day, b)| (a_day, &a.report).cmp(&(b_day, &b.report)));
        let numbered = dated.into_iter().zip(1..);
        numbered.map(|((_, source), number)| Source { number, ..source }).collect()
    }
}
