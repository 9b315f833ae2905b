//! Counts the facts that a minimum reliability leaves out because nobody graded them.

use super::Store;
use super::assessment::facts_judged;
use super::error::StoreError;
use super::search::Search;
use crate::domain::assessment::Verdict;
use crate::domain::filter::Filter;
use foldhash::HashSet;

impl Store {
    /// How many facts a filter leaves out because nobody graded the reliability of their source; 0 if it sets no
    /// minimum.
    pub fn ungraded_facts(&self, filter: &Filter) -> Result<usize, StoreError> {
        if filter.min_reliability.is_none() {
            return Ok(0);
        }
        let of_any = Filter { min_reliability: None, limit: None, ..filter.clone() };
        self.reading(|connection| {
            let is_graded = |verdict: &Verdict| verdict.reliability.is_some();
            let graded = facts_judged(connection, filter.as_recorded, is_graded)?;
            let graded: HashSet<i64> = graded.into_iter().collect();
            let mut ungraded = 0;
            Search::of(connection, &of_any)?.run("fact.id, fact.report", "", |row, _| {
                ungraded += usize::from(!graded.contains(&row.get(0)?));
                Ok::<_, StoreError>(())
            })?;
            Ok(ungraded)
        })
    }
}
