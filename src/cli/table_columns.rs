//! What the columns of tables say, for those who open a workbook. Columns of facts say what they say in an export.

use crate::export::texts_of;
use crate::wire::Column;
use crate::workbook::Holds;

/// What a column of a table says, by its name in the data, and what its texts stand for.
pub(super) fn said(name: &str) -> (&'static str, Holds) {
    if let Some(column) = Column::of_name(name) {
        return (column.meaning(), texts_of(column.holds()));
    }
    let known = ONLY_IN_TABLES.iter().find(|(known, ..)| *known == name);
    let holds = if name == "period" || name == "day" { Holds::Time } else { Holds::Text };
    (known.map_or("", |(_, meaning)| meaning), holds)
}

/// The columns that no export of facts has.
const ONLY_IN_TABLES: &[(&str, &str)] = &[
    ("value", "The quantity in words: a bound as a bound, and vague words as they are."),
    ("when", "The time in words, no surer than the report."),
    (
        "answer",
        "Whether the fact certainly lies in the days asked for (yes), or may lie outside of them (maybe).",
    ),
    ("replaced_by", "Uid of the newer fact that replaces this one; blank where none does."),
    ("figures", "How many figures the series has: of one indicator, scope and unit at one place."),
    ("stands", "What stands: the newest figures that can be true together, in words."),
    ("stands_low", "The lower bound of what stands; blank where it is open."),
    ("stands_best", "The figure that stands; blank where only bounds do."),
    ("stands_high", "The upper bound of what stands; blank where it is open."),
    ("as_of", "The day of which what stands speaks."),
    ("age_days", "How many days ago that was, from the day asked about."),
    ("reports", "How many reports are behind it."),
    (
        "origins_low",
        "How many independent origins these reports have at least: reports that pass on one statement are one.",
    ),
    ("origins_high", "How many independent origins they have at most."),
    (
        "origins_least",
        "How many independent origins these reports have at least: reports that pass on one statement are one.",
    ),
    ("origins_most", "How many independent origins they have at most."),
    ("disputed", "Whether somebody says otherwise."),
    ("says_otherwise", "Who says otherwise, and what."),
    ("beside", "The newest figures of parts of the people or things, beside the whole."),
    ("place", "Key of the place of which the events are added up."),
    ("period", "The days of the events, as EDTF."),
    ("low", "What the events add up to at least."),
    (
        "best",
        "What they add up to, where each of them has a figure; blank where some have only bounds.",
    ),
    ("high", "What they add up to at most; blank where that is open."),
    ("events", "How many events are added up. Reports of one event count once."),
    ("stated_total", "The total that a report states for the same days, place and people."),
    ("difference", "How far the stated total is from what the events add up to."),
    (
        "left_out",
        "How many figures are left out, because they are parts of others or cannot be placed.",
    ),
    ("facts", "How many facts there are."),
    ("month", "The month, as in 2016-10."),
    ("year", "The year."),
    ("day", "The day."),
    ("admin1_key", "Key of the area of administrative level 1."),
    ("admin2_key", "Key of the area of administrative level 2."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::group_counts::{Dimension, GroupCounts};
    use crate::domain::selection::Selection;
    use crate::view::counts::CountTable;
    use crate::view::facts::{data_columns, latest_data_columns};
    use crate::view::sum::{Options, Sums};
    use std::collections::BTreeSet;

    #[test]
    fn each_column_of_every_table_says_what_it_is() {
        let of_facts = data_columns().chain(latest_data_columns());
        let counts = GroupCounts {
            values: vec![Vec::new(); Dimension::ALL.len()],
            ..GroupCounts::default()
        };
        let counted = CountTable::of(&counts, Dimension::ALL).columns();
        let options = Options { most: 1, more: "", stocks: "" };
        let added = Sums::by(&[]).table(&Selection::default(), &options).columns;
        let names: BTreeSet<&str> = of_facts
            .chain(counted)
            .chain(added)
            .filter(|column| column.shown.in_data())
            .map(|column| column.key)
            .collect();
        assert!(names.len() > 60, "{names:?}");
        let silent: Vec<&&str> = names.iter().filter(|name| said(name).0.is_empty()).collect();
        assert!(silent.is_empty(), "{silent:?}");
        let twice: Vec<&str> = ONLY_IN_TABLES.iter().map(|(name, _)| *name).collect();
        assert!(twice.iter().all(|name| Column::of_name(name).is_none()));
        assert_eq!(said("recorded_at").1, Holds::Moment);
    }
}
