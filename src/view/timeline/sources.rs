//! The sources of a timeline: the numbered reports behind its entries.

use crate::domain::compare::{Interner, Name};
use crate::domain::report::{Confidentiality, Report};
use crate::domain::selection::Selection;
use crate::domain::when::{Day, When};
use crate::view::wording;
use foldhash::HashMap;

/// A report that entries refer to by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The number by which entries refer to the report, from 1.
    pub number: usize,
    /// The key of the report.
    pub report: Name,
    /// The title of the report.
    pub title: String,
    /// The publisher, with the byline: `RFI (AFP)`.
    pub publisher: Name,
    /// The day of publication, in words.
    pub published: Name,
    /// The link to the report, or else to an archived copy; `None` where there is neither.
    pub url: Option<String>,
    /// Whether the report was retracted.
    pub retracted: bool,
    /// Who may see the report; `None` where that is not stated.
    pub confidentiality: Option<Confidentiality>,
}

impl Source {
    /// A mark to put after the date: ` (retracted)`, ` (confidential)`, both or nothing.
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

/// Reports collected for numbering, each once.
#[derive(Debug, Default)]
pub(super) struct Sources {
    by_report: HashMap<Name, (Option<Day>, Source)>,
    /// Publishers and days in words, each kept in memory once.
    words: Interner,
}

impl Sources {
    /// Adds a report, unless it was added before.
    pub(super) fn add(&mut self, key: &Name, report: &Report, rows: &Selection) {
        if self.by_report.contains_key(key) {
            return;
        }
        let publisher = rows.actor_name(&report.publisher);
        let publisher = match &report.byline {
            Some(byline) if byline != publisher => format!("{publisher} ({byline})"),
            _ => publisher.to_owned(),
        };
        let published = match report.published_latest {
            Some(_) => wording::when(&When::new(report.published.clone(), String::new()), None),
            None => report.published_shown().to_owned(),
        };
        let source = Source {
            number: 0,
            report: key.clone(),
            title: report.title.clone(),
            publisher: self.words.text(&publisher),
            published: self.words.text(&published),
            url: report.url.clone().or_else(|| report.archive_url.clone()),
            retracted: report.retracted.is_some(),
            confidentiality: report.confidentiality,
        };
        self.by_report.insert(key.clone(), (report.published_latest, source));
    }

    /// The reports, sorted and numbered by date, undated ones last.
    pub(super) fn numbered(self) -> Vec<Source> {
        let mut dated: Vec<(Option<Day>, Source)> = self.by_report.into_values().collect();
        dated.sort_unstable_by(|(a_day, a), (b_day, b)| {
            (a_day.is_none(), a_day, &a.report).cmp(&(b_day.is_none(), b_day, &b.report))
        });
        let numbered = dated.into_iter().zip(1..);
        numbered.map(|((_, source), number)| Source { number, ..source }).collect()
    }
}
