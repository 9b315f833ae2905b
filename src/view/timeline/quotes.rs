//! The quotes of facts, kept only for pages that show them.

use crate::domain::identity::Uid;
use crate::domain::selection::RecordedFact;
use foldhash::HashMap;

/// The quotes of facts, by the uid of the fact.
#[derive(Debug, Default)]
pub struct Quotes(HashMap<Uid, Quote>);

/// What a report says word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub words: String,
    /// The key of the report.
    pub report: String,
}

impl Quotes {
    /// Keeps the quote of a fact, if it has one.
    pub fn add(&mut self, recorded: &RecordedFact) {
        if let Some(words) = recorded.fact.quote.clone().filter(|words| !words.trim().is_empty()) {
            let report = recorded.fact.report.clone();
            self.0.insert(recorded.uid, Quote { words, report });
        }
    }

    /// The quotes of facts, equal words once with every report that has them, in the order of the facts.
    #[must_use]
    pub fn of(&self, facts: &[Uid]) -> Vec<(&str, Vec<&str>)> {
        let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
        for Quote { words, report } in facts.iter().filter_map(|fact| self.0.get(fact)) {
            match all.iter_mut().find(|(known, _)| *known == words) {
                Some((_, reports)) if reports.contains(&&**report) => {}
                Some((_, reports)) => reports.push(report),
                None => all.push((words, vec![report])),
            }
        }
        all
    }
}
