//! Tests that the report of a row does not depend on what earlier rows described.

use crate::import::tests::support::Database;
use proptest::prelude::*;

const HEADER: &str = "indicator,place_key,value_best,when_as_stated,claimant,publisher,report_title,report_date,\
                      report_url,report_key,confidentiality\n";

/// What a row may state about its claimant and its report, in the order of the columns.
const CELLS: [&[&str]; 7] = [
    &["", "P", "p", "the governor"],
    &["P", "Q", "p", "q"],
    &["Alert 5", "alert 5", "Sitrep"],
    &["2016-03-10", "2016-03-17", "2016-03"],
    &["https://ex.org/1", "https://ex.org/2", "ex.org/1#top", ""],
    &["", "a", "b", "p-2016-03-10"],
    &["", "public"],
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rows_of_one_file_are_read_as_those_of_many(
        first in prop::array::uniform7(0_usize..12),
        changes in prop::collection::vec((0_usize..7, 0_usize..12, any::<bool>()), 2..8),
    ) {
        // Most rows differ from an earlier one in only one cell, and some not at all.
        let mut choices = vec![first];
        for (column, choice, is_of_first) in changes {
            let mut next = if is_of_first { first } else { choices[choices.len() - 1] };
            next[column] = choice;
            choices.extend([next, first]);
        }
        let row = |(at, choices): (usize, &[usize; 7])| {
            let cells = choices.iter().zip(CELLS).map(|(choice, any)| any[choice % any.len()]);
            let cells: Vec<_> = cells.collect();
            format!("killed,A,{},yesterday,{}\n", at + 1, cells.join(","))
        };
        let rows: Vec<_> = choices.iter().enumerate().map(row).collect();
        let (mut one, mut many) = (Database::new(), Database::new());
        let together = one.create_rows(&format!("{HEADER}{}", rows.concat()));
        let mut refused = Vec::new();
        for row in &rows {
            refused.extend(many.create_rows(&format!("{HEADER}{row}")).refused);
        }
        let what = |refused: &[crate::import::Refused]| -> Vec<String> {
            refused.iter().map(|it| it.what.clone()).collect()
        };
        prop_assert_eq!(what(&together.refused), what(&refused), "{}", rows.concat());
        prop_assert_eq!(one.export(), many.export(), "{}", rows.concat());
    }
}
