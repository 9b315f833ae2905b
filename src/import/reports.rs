//! Reports: the documents that facts come from, with their texts.

use crate::domain::actor::ActorKind;
use crate::domain::assessment::TakenBack;
use crate::domain::identity::Uid;
use crate::domain::report::{CapturedText, Report};
use crate::domain::when::Expression;
use crate::format::csv::Row;
use crate::format::jsonl::VERBATIM;
use crate::format::problem::Problem;
use crate::format::source::Texts;
use crate::import::book::{Book, document_of};
use crate::import::entries::{first_difference, or_blank};
use crate::import::missing::Missing;
use crate::import::references::{Entry, quoted};
use crate::import::summary::{Failure, Kind};
use crate::store::WriteError;
use crate::wire::taken_back_of;
use std::fmt::Display;

/// A row of a file of reports. The publisher is as written until it is looked up.
#[derive(Clone)]
pub(super) struct Document {
    report: Report,
    /// Whether the key was made here, so that another one will do.
    is_key_free: bool,
    text: Option<CapturedText>,
    /// Retractions of it that were taken back, the oldest first.
    taken_back: Vec<TakenBack>,
}

/// A report from what must be said of it. Its uid is not known yet.
pub(super) fn report(
    key: &str,
    publisher: &str,
    title: &str,
    column: &'static str,
    date: &str,
) -> Result<Report, Problem> {
    let wrong = |why: &dyn Display| Problem::at(column, why);
    let expression: Expression = date.parse().map_err(|why| wrong(&why))?;
    let latest = expression.bounds().end_latest.ok_or_else(|| {
        wrong(&format!("`{date}` has no last day: when the report came out was expected"))
    })?;
    Ok(Report {
        uid: Uid([0; 16]),
        key: key.to_owned(),
        publisher: publisher.to_owned(),
        title: title.to_owned(),
        byline: None,
        url: None,
        archive_url: None,
        published: expression,
        published_latest: latest,
        language: None,
        republishes: None,
        replaces: None,
        confidentiality: None,
        has_text: false,
        retracted: None,
    })
}

/// Reads a row of a file of reports, and the text that it names.
pub(super) fn read(row: &Row<'_>, texts: &Texts, captured_at: &str) -> Result<Document, Problem> {
    let publisher = row.needed("publisher")?;
    let title = row.needed("title")?;
    let date = row.needed("published")?;
    let text =
        match row.text("text_file") {
            None => None,
            Some(name) => Some(texts.read(name).map_err(|why| {
                Problem::at("text_file", format!("`{name}` cannot be read: {why}"))
            })?),
        };
    let text = text.or_else(|| row.verbatim(VERBATIM).map(str::to_owned));
    let taken_back = row.text("retractions_before").map(taken_back_of).transpose();
    let taken_back = taken_back.map_err(|why| Problem::at("retractions_before", why))?;
    let key = row.text("key").unwrap_or_default();
    let report = Report {
        byline: row.owned("byline"),
        url: row.owned("url"),
        archive_url: row.owned("archive_url"),
        language: row.owned("language"),
        republishes: row.owned("republishes"),
        replaces: row.parsed("replaces")?,
        confidentiality: row.parsed("confidentiality")?,
        has_text: text.is_some(),
        retracted: row.owned("retracted"),
        ..report(key, publisher, title, "published", date)?
    };
    let captured_at = row.text("captured_at").unwrap_or(captured_at).to_owned();
    let text = text.map(|text| CapturedText { text, captured_at });
    let taken_back = taken_back.unwrap_or_default();
    Ok(Document { report, is_key_free: key.is_empty(), text, taken_back })
}

impl Entry for Document {
    const KIND: Kind = Kind::Report;
    const HINT: &'static str =
        "a report is not changed: `factline report retract` it, then add it anew";

    fn key(&self) -> &str {
        &self.report.key
    }

    fn parent(&self) -> Option<&str> {
        self.report.republishes.as_deref()
    }

    fn set_parent(&mut self, key: String) {
        self.report.republishes = Some(key);
    }

    fn prepare(&mut self, book: &mut Book<'_>) -> Result<(), Failure> {
        let mut missing = Missing::default();
        let words = self.report.publisher.clone();
        self.report.publisher = missing.actor(book, "publisher", &words, ActorKind::Media)?;
        missing.make(book)?;
        if self.is_key_free {
            self.report.key = default_key(&self.report);
        }
        Ok(())
    }

    fn recorded(&self, book: &mut Book<'_>) -> Result<Option<Self>, Failure> {
        let document = document_of(&self.report);
        let by_key = book.reports.get(&self.report.key);
        let stated = self.report.replaces;
        let same = by_key.filter(|report| {
            document_of(report) == document && (stated.is_none() || stated == report.replaces)
        });
        let Some(report) = same.or_else(|| book.report_like(&self.report)) else {
            return self.key_taken(book).map(|()| None);
        };
        let report = report.clone();
        if report.key != self.report.key {
            book.renamed.insert(self.report.key.clone(), report.key.clone());
        }
        let text = if self.text.is_some() && report.has_text {
            book.captured_text(&report.key)?
        } else {
            None
        };
        let taken_back = Vec::new();
        Ok(Some(Self { report: Report::clone(&report), is_key_free: false, text, taken_back }))
    }

    fn find_parent(words: &str, book: &mut Book<'_>) -> Result<String, Failure> {
        book.report("republishes", words)
    }

    fn difference(&self, recorded: &Self) -> Option<(&'static str, String, String)> {
        let (there, here) = (&recorded.report, &self.report);
        let text = |document: &Self| document.text.as_ref().map(|t| excerpt(&t.text));
        let texts_differ =
            self.text.as_ref().map(|t| &t.text) != recorded.text.as_ref().map(|t| &t.text);
        if texts_differ {
            let text = |document| text(document).unwrap_or_default();
            return Some(("text_file", text(recorded), text(self)));
        }
        first_difference([
            ("publisher", there.publisher.clone(), here.publisher.clone()),
            ("title", there.title.clone(), here.title.clone()),
            ("byline", or_blank(there.byline.as_ref()), or_blank(here.byline.as_ref())),
            ("published", there.published.to_string(), here.published.to_string()),
            ("language", or_blank(there.language.as_ref()), or_blank(here.language.as_ref())),
        ])
    }

    fn add(mut self, book: &mut Book<'_>) -> Result<(), Failure> {
        if self.is_key_free {
            self.report.key = book.free_report_key(&self.report.key);
        }
        let reason = self.report.retracted.take().map(|reason| (self.report.key.clone(), reason));
        let (key, taken_back) = (self.report.key.clone(), self.taken_back);
        if self.text.is_none() && self.report.republishes.is_none() {
            book.add_stated_report(self.report)?;
        } else {
            book.add_report(self.report, self.text)?;
        }
        if !taken_back.is_empty() {
            book.desk.ask(move |writer| -> Result<(), WriteError> {
                for taken in taken_back {
                    writer.retract_report(&key, &taken.retracted)?;
                    writer.reinstate_report(&key, &taken.reinstated)?;
                }
                Ok(())
            })??;
        }
        book.retractions.extend(reason);
        Ok(())
    }
}

impl Document {
    /// Refuses a key that another document has.
    fn key_taken(&self, book: &Book<'_>) -> Result<(), Failure> {
        match book.reports.get(&self.report.key) {
            Some(other) if !self.is_key_free => {
                let (key, title) = (&self.report.key, quoted(&other.title));
                let why = format!("`{key}` is another report here, {title}; give it another key");
                Err(Failure::Row(Problem::at("key", why)))
            }
            _ => Ok(()),
        }
    }
}

/// The key of a report that was given none.
pub(super) fn default_key(report: &Report) -> String {
    format!("{}-{}", report.publisher, report.published_latest)
}

fn excerpt(text: &str) -> String {
    let first: String = text.chars().take(40).collect();
    format!("{} characters: {first}…", text.chars().count())
}
