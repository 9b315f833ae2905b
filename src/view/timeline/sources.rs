//! The sources of a timeline: the numbered reports behind its entries.

use crate::domain::compare::{Interner, Name};
use crate::domain::report::{Confidentiality, Report, Restricted, restriction};
use crate::domain::selection::Selection;
use crate::domain::when::{Day, When};
use crate::view::wording;
use foldhash::HashSet;

/// A report that entries refer to by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The number by which entries refer to the report, from 1.
    pub number: usize,
    /// The key of the report.
    pub report: Name,
    /// The title of the report.
    pub title: String,
    /// The publisher, with the author: `RFI (AFP)`.
    pub publisher: Name,
    /// The day of publication, in words.
    pub published: Name,
    /// The link to the report, or else to an archived copy; `None` if there is neither.
    pub url: Option<String>,
    /// The link to an archived copy, if there is one besides `url`.
    pub archive_url: Option<String>,
    /// Whether the report was retracted.
    pub retracted: bool,
    /// Who may see the report; `None` if that is not stated.
    pub confidentiality: Option<Confidentiality>,
    /// The last day on which the report may have come out; `None` if it is undated.
    day: Option<Day>,
}

impl Source {
    /// A mark to put after the date: ` (retracted)`, ` (confidential)`, ` (internal)`, two of them, or an empty text.
    #[must_use]
    pub fn mark(&self) -> String {
        let retracted = self.retracted.then_some("retracted");
        let marks = restriction(self.confidentiality).into_iter().chain(retracted);
        match marks.collect::<Vec<_>>() {
            marks if marks.is_empty() => String::new(),
            marks => format!(" ({})", marks.join(", ")),
        }
    }
}

/// The reports among sources that are not public.
#[must_use]
pub fn restricted(sources: &[Source]) -> Restricted {
    sources.iter().map(|source| source.confidentiality).collect()
}

/// Reports collected for numbering, each once.
#[derive(Debug, Default)]
pub(super) struct Sources {
    all: Vec<Source>,
    reports: HashSet<Name>,
    /// Publishers and days in words, each kept in memory once.
    words: Interner,
}

impl Sources {
    /// Adds a report, unless it was added before.
    pub(super) fn add(&mut self, key: &Name, report: &Report, rows: &Selection) {
        if !self.reports.insert(key.clone()) {
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
        self.all.push(Source {
            number: 0,
            report: key.clone(),
            title: report.title.clone(),
            publisher: self.words.text(&publisher),
            published: self.words.text(&published),
            url: report.url.clone().or_else(|| report.archive_url.clone()),
            archive_url: report.archive_url.clone().filter(|_| report.url.is_some()),
            retracted: report.retracted.is_some(),
            confidentiality: report.confidentiality,
            day: report.published_latest,
        });
    }

    /// Takes over the named reports from another collection.
    pub(super) fn take_from<'s>(&mut self, mut other: Self, named: impl Iterator<Item = &'s Name>) {
        if other.all.is_empty() {
            return;
        }
        let named: HashSet<&Name> = named.collect();
        other.all.retain(|one| named.contains(&one.report));
        self.all
            .extend(other.all.into_iter().filter(|one| self.reports.insert(one.report.clone())));
    }

    /// The reports, sorted and numbered by date, undated ones last.
    pub(super) fn numbered(mut self) -> Vec<Source> {
        let order = |source: &Source| (source.day.is_none(), source.day);
        self.all.sort_unstable_by(|a, b| (order(a), &a.report).cmp(&(order(b), &b.report)));
        for (source, number) in self.all.iter_mut().zip(1..) {
            source.number = number;
        }
        self.all
    }
}
