//! Further parts of facts on pages, besides their entries: quotes, and the reasons of rejections.

use crate::domain::identity::Uid;
use crate::domain::selection::RecordedFact;
use foldhash::{HashMap, HashSet};

/// The quotes of facts, and why some are rejected, by the uid of the fact.
#[derive(Debug, Default)]
pub struct Quotes {
    quotes: HashMap<Uid, Quote>,
    rejections: HashMap<Uid, String>,
}

/// The quote from a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub words: String,
    /// The key of the report.
    pub report: String,
}

impl Quotes {
    /// Keeps the quote of a fact, if it has one, and why it is rejected, if it is.
    pub fn add(&mut self, recorded: &RecordedFact) {
        if let Some(words) = recorded.fact.quote.clone().filter(|words| !words.trim().is_empty()) {
            let report = recorded.fact.report.clone();
            self.quotes.insert(recorded.uid, Quote { words, report });
        }
        let verdict = &recorded.verdict;
        if let (Some(why), Some(by)) = (&verdict.rejected_because, &verdict.rejected_by) {
            self.rejections.insert(recorded.uid, format!("rejected by {by}: {why}"));
        }
    }

    /// The quotes of facts, equal words once with every report that has them, in the order of the facts.
    #[must_use]
    pub fn of(&self, facts: &[Uid]) -> Vec<(&str, Vec<&str>)> {
        let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::default();
        let mut told: HashSet<(&str, &str)> = HashSet::default();
        for Quote { words, report } in facts.iter().filter_map(|fact| self.quotes.get(fact)) {
            if told.insert((words, report)) {
                let at = *known.entry(words).or_insert(all.len());
                if at == all.len() {
                    all.push((words, Vec::new()));
                }
                all[at].1.push(report);
            }
        }
        all
    }

    /// The length of the quotes of facts, in bytes.
    #[must_use]
    pub fn length(&self, facts: impl Iterator<Item = Uid>) -> usize {
        facts.filter_map(|fact| self.quotes.get(&fact)).map(|quote| quote.words.len()).sum()
    }

    /// Who rejected facts, and why, each reason once.
    #[must_use]
    pub fn rejections(&self, facts: &[Uid]) -> Vec<&str> {
        let mut all: Vec<&str> =
            facts.iter().filter_map(|fact| self.rejections.get(fact)).map(String::as_str).collect();
        all.dedup();
        all
    }
}
