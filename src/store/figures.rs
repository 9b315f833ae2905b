//! The figures that are recorded for places, for comparing a new figure with them.

use super::Store;
use super::error::StoreError;
use super::hidden_rows::is_fact_hidden;
use super::withdrawn::{Asked, WithdrawnIds};
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use std::ops::ControlFlow;

/// A plain figure of a fact that counts, with its indicator, place and so on.
pub struct RecordedFigure<'r> {
    /// The uid of the fact.
    pub fact: Uid,
    /// The key of the indicator.
    pub indicator: &'r str,
    /// The key of the place.
    pub place: &'r str,
    /// The part that is meant; empty for the whole.
    pub scope: &'r str,
    /// The unit.
    pub unit: &'r str,
    /// The figure itself, or else the upper bound, or else the lower one.
    pub figure: Number,
}

/// The facts with a plain figure (neither a part nor a rate) at some places: all, or those of one indicator. Facts of
/// confidential reports, and of reports that a confidential one replaces, are left out if `is_public` is true.
fn sql(is_at_one: bool, is_of_one: bool, is_public: bool) -> String {
    let one = "fact.indicator = (SELECT id FROM indicator WHERE key = ?2)";
    let which = if is_of_one { one } else { "?2 IS NULL" };
    let place = if is_at_one { "= ?1" } else { "IN (SELECT value FROM json_each(?1))" };
    let public = "AND fact.report NOT IN (
        WITH RECURSIVE hidden (id, replaces) AS (
          SELECT id, replaces FROM report WHERE confidentiality = 'confidential'
          UNION SELECT older.id, older.replaces
          FROM hidden JOIN report AS older ON older.uid = hidden.replaces)
        SELECT id FROM hidden)";
    let public = if is_public { public } else { "" };
    format!(
        "SELECT fact.id, fact.report, fact.uid, indicator.key, place.key, fact.scope, fact.unit,
           coalesce(fact.best, fact.high, fact.low), fact.replaces IS NOT NULL
    FROM fact
      CROSS JOIN indicator ON indicator.id = fact.indicator
      CROSS JOIN place ON place.id = fact.place
    WHERE fact.place IN (SELECT id FROM place WHERE key {place})
      AND {which}
      AND coalesce(fact.best, fact.high, fact.low) IS NOT NULL
      AND fact.out_of IS NULL AND fact.per IS NULL {public}"
    )
}

/// Whether some report is confidential.
const ANY_CONFIDENTIAL: &str =
    "SELECT EXISTS (SELECT 1 FROM report WHERE confidentiality = 'confidential')";

impl Store {
    /// Calls `each` with the figures of the facts that count at the places with these keys: those of one indicator, or
    /// with `None` all; stops when `each` breaks off. Figures that messages must not name are left out. Fails if the
    /// database cannot be read.
    pub fn each_figure(
        &self,
        places: &[String],
        indicator: Option<&str>,
        mut each: impl FnMut(&RecordedFigure<'_>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let withdrawn = WithdrawnIds::at(&self.connection, &Asked::now())?;
        let one = if let [one] = places { Some(one) } else { None };
        let listed = || serde_json::Value::from(places).to_string();
        let places = one.map_or_else(listed, String::clone);
        let hides = self.is_discreet && {
            let mut any = self.connection.prepare_cached(ANY_CONFIDENTIAL)?;
            any.query_row([], |row| row.get(0))?
        };
        let mut statement =
            self.connection.prepare_cached(&sql(one.is_some(), indicator.is_some(), hides))?;
        let mut rows = statement.query((places, indicator))?;
        while let Some(row) = rows.next()? {
            let (fact, corrects): (_, bool) = (Uid(row.get(2)?), row.get(8)?);
            let is_unnamed = hides && corrects && is_fact_hidden(&self.connection, fact)?;
            if is_unnamed || !withdrawn.count(row.get(0)?, row.get(1)?) {
                continue;
            }
            let text = |column| row.get_ref(column).and_then(|cell| Ok(cell.as_str_or_null()?));
            let Some(figure) = Number::new(row.get(7)?) else { continue };
            let shown = each(&RecordedFigure {
                fact,
                indicator: text(3)?.unwrap_or_default(),
                place: text(4)?.unwrap_or_default(),
                scope: text(5)?.unwrap_or_default(),
                unit: text(6)?.unwrap_or_default(),
                figure,
            });
            if shown.is_break() {
                break;
            }
        }
        Ok(())
    }
}
