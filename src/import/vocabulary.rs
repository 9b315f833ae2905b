//! The built-in indicators, which every new database gets.

use crate::domain::indicator::Indicator;
use crate::format::csv::CsvReader;
use crate::format::problem::Problem;
use crate::format::remedy::RemedyWords;
use crate::format::source::Source;
use crate::import::error::ImportError;
use crate::wire;

const INDICATORS: &str = include_str!("indicators.csv");

/// Built-in indicators as they were before version 3 of the schema, if they differ.
const BEFORE: &str = include_str!("indicators_before.csv");

/// Reads the built-in indicators, in the order of their file. Fails only because of a fault in this
/// program.
pub fn built_in() -> Result<Vec<Indicator>, ImportError> {
    read("indicators.csv", INDICATORS)
}

/// Whether an indicator is as an older version created it, so that it differs from the present built-in one although
/// nobody changed it.
pub(super) fn was_built_in(indicator: &Indicator) -> bool {
    let before = read("indicators_before.csv", BEFORE).unwrap_or_default();
    before.iter().any(|known| wire::first_difference(known, indicator).is_none())
}

fn read(name: &str, rows: &'static str) -> Result<Vec<Indicator>, ImportError> {
    let source = Source::bytes(name, rows.as_bytes());
    let mut sheet = CsvReader::open(&source)?;
    let mut indicators = Vec::new();
    while let Some((line, row)) = sheet.next_row()? {
        let indicator = row.and_then(|row| wire::read(&row));
        let refused =
            |problem: Problem| problem.in_row(source.name(), line, RemedyWords::default());
        indicators.push(indicator.map_err(|problem| ImportError::BuiltIn(refused(problem)))?);
    }
    Ok(indicators)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indicators_of_older_versions_are_known_and_others_are_not() {
        let before = read("indicators_before.csv", BEFORE).unwrap();
        let now = built_in().unwrap();
        for old in before {
            let new = now.iter().find(|indicator| indicator.key == old.key).unwrap();
            assert!(was_built_in(&old) && !was_built_in(new), "{}", old.key);
        }
    }

    #[test]
    fn every_row_of_the_built_in_indicators_is_read() {
        let indicators = built_in().unwrap();
        assert_eq!(indicators.len(), INDICATORS.lines().count() - 1);
        assert!(indicators.iter().all(|indicator| indicator.hxl_tag.is_some()));
        assert!(indicators.iter().any(|i| i.aliases.contains(&"truce".to_owned())));
    }
}
