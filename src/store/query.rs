//! Translates a [`Filter`] into SQL: those conditions that can be decided by the columns of a fact
//! and by indexes.

use super::retraction;
use super::undone::known_at;
use crate::domain::filter::Filter;
use rusqlite::types::Value;

/// A filter as SQL conditions with their parameters. `?1` is the time as of which the database is seen.
pub(super) struct Query {
    /// SQL conditions, all of which must be true for a fact.
    pub(super) conditions: Vec<String>,
    /// The values of `?1`, `?2` …
    pub(super) parameters: Vec<Value>,
}

impl Query {
    pub(super) fn of(filter: &Filter) -> Self {
        let as_of = retraction::end_of(filter.as_recorded);
        let mut query =
            Self { conditions: vec!["?1 IS NOT NULL".to_owned()], parameters: vec![as_of.into()] };
        query.add_names(filter);
        query.add_window(filter);
        query.add_days(filter);
        query
    }

    /// Adds a parameter; returns its name (`?2`).
    pub(super) fn parameter(&mut self, value: impl Into<Value>) -> String {
        self.parameters.push(value.into());
        format!("?{}", self.parameters.len())
    }

    /// Adds a condition that a column has one of these words. Adds none if there are no words.
    fn one_of<'a>(
        &mut self,
        words: impl IntoIterator<Item = &'a str>,
        condition: impl FnOnce(&str) -> String,
    ) {
        let words: Vec<&str> = words.into_iter().collect();
        if !words.is_empty() {
            let list = self.parameter(serde_json::Value::from(words).to_string());
            self.conditions.push(condition(&format!("(SELECT value FROM json_each({list}))")));
        }
    }

    fn add_names(&mut self, filter: &Filter) {
        self.one_of(filter.places.iter().map(String::as_str), |list| {
            format!("fact.place IN ({})", below("place", list))
        });
        self.one_of(filter.within.as_deref(), |list| {
            format!("fact.place IN ({})", below("place", list))
        });
        self.one_of(filter.around.iter().map(String::as_str), |list| {
            format!(
                "fact.place IN ({}) AND fact.place NOT IN ({})",
                above(list),
                below("place", list)
            )
        });
        // Comparing with one number is faster than looking it up in a list.
        let equals = if filter.indicators.len() == 1 { "=" } else { "IN" };
        self.one_of(filter.indicators.iter().map(String::as_str), |list| {
            format!("fact.indicator {equals} (SELECT id FROM indicator WHERE key IN {list})")
        });
        self.one_of(filter.reports.iter().map(String::as_str), |list| {
            format!("fact.report IN (SELECT id FROM report WHERE key IN {list})")
        });
        self.one_of(filter.publishers.iter().map(String::as_str), |list| {
            format!(
                "fact.report IN (SELECT id FROM report WHERE publisher IN ({}))",
                below("actor", list)
            )
        });
        self.one_of(filter.claimants.iter().map(String::as_str), |list| {
            format!(
                "EXISTS (SELECT 1 FROM attribution WHERE fact = fact.id AND (step = 0 OR joint = 1)
                         AND actor IN ({}))",
                below("actor", list)
            )
        });
        self.one_of(filter.statuses.iter().map(|status| status.as_str()), |list| {
            format!("fact.status IN {list}")
        });
        self.one_of(filter.threads.iter().map(String::as_str), |list| {
            format!("fact.thread IN {list}")
        });
    }

    /// Excludes facts whose bounds lie outside the window. `Search` applies the exact rule
    /// afterwards.
    fn add_window(&mut self, filter: &Filter) {
        let Some(window) = filter.window else { return };
        if let Some(to) = window.to {
            let to = self.parameter(to.to_string());
            self.conditions.push(format!("(start_earliest IS NULL OR start_earliest <= {to})"));
        }
        if let Some(from) = window.from {
            let from = self.parameter(from.to_string());
            self.conditions.push(format!("(end_latest IS NULL OR end_latest >= {from})"));
        }
    }

    /// Adds conditions on the day of recording and the day of publication.
    fn add_days(&mut self, filter: &Filter) {
        if filter.as_recorded.is_some() {
            self.conditions.push(format!(
                "fact.changeset IN (SELECT id FROM changeset WHERE {} <= ?1)",
                known_at("changeset")
            ));
        }
        if let Some(day) = filter.as_published {
            let day = self.parameter(day.to_string());
            // The row of an undated report has a day that no filter can name (`known_publication`).
            // The `+` keeps SQLite from using the index of reports, which is slower if most reports
            // match.
            self.conditions.push(format!(
                "+fact.report IN (SELECT id FROM report WHERE published_latest <= {day})"
            ));
        }
    }
}

/// SQL for the ids of rows with these keys and of all their descendants.
fn below(table: &str, keys: &str) -> String {
    format!(
        "WITH RECURSIVE below (id) AS (
           SELECT id FROM {table} WHERE key IN {keys}
           UNION SELECT {table}.id FROM {table} JOIN below ON {table}.parent = below.id)
         SELECT id FROM below"
    )
}

/// SQL for the ids of the places that contain places with these keys.
fn above(keys: &str) -> String {
    format!(
        "WITH RECURSIVE above (id) AS (
           SELECT parent FROM place WHERE key IN {keys} AND parent IS NOT NULL
           UNION SELECT place.parent FROM place JOIN above ON place.id = above.id
           WHERE place.parent IS NOT NULL)
         SELECT id FROM above"
    )
}
