//! The built-in indicators, which every new database gets.

use crate::domain::indicator::Indicator;
use crate::format::csv::CsvReader;
use crate::format::problem::Problem;
use crate::format::remedy::RemedyWords;
use crate::format::source::Source;
use crate::import::error::ImportError;
use crate::wire;

const INDICATORS: &str = include_str!("indicators.csv");

/// Reads the built-in indicators, in the order of their file. Fails only through a fault of this
/// program.
pub fn built_in() -> Result<Vec<Indicator>, ImportError> {
    let source = Source::bytes("indicators.csv", INDICATORS.as_bytes());
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
    fn every_row_of_the_built_in_indicators_is_read() {
        let indicators = built_in().unwrap();
        assert_eq!(indicators.len(), INDICATORS.lines().count() - 1);
        assert!(indicators.iter().all(|indicator| indicator.hxl_tag.is_some()));
        assert!(indicators.iter().any(|i| i.aliases.contains(&"truce".to_owned())));
    }
}
