//! The meanings of the columns of tables, for readers of a workbook. Columns of facts have the same meaning
//! as in an export.

use crate::export::texts_of;
use crate::wire::Column;
use crate::workbook::Holds;

/// The meaning of a column of a table, by its name in the data, and the type of its texts.
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
    ("when", "The time in words, as vague as in the report."),
    (
        "answer",
        "Whether the fact certainly lies in the days asked for (yes), or may lie outside of them (maybe).",
    ),
    ("replaced_by", "Uid of the newer fact that replaces this one; blank if none does."),
    ("figures", "How many figures the series has: of one indicator, scope and unit at one place."),
    ("stands", "The current figure: the newest figures that can be true together, in words."),
    ("stands_low", "The lower bound of the current figure; blank if it is open."),
    ("stands_best", "The current figure; blank if only its bounds are known."),
    ("stands_high", "The upper bound of the current figure; blank if it is open."),
    ("as_of", "The day of the current figure."),
    ("age_days", "How many days ago that was, from the day asked about."),
    ("reports", "How many reports are behind it."),
    (
        "origins_low",
        "The least number of independent origins of these reports: reports that pass on one statement are one.",
    ),
    ("origins_high", "The greatest number of their independent origins."),
    (
        "origins_least",
        "The least number of independent origins of these reports: reports that pass on one statement are one.",
    ),
    ("origins_most", "The greatest number of their independent origins."),
    ("disputed", "Whether somebody contradicts it."),
    ("says_otherwise", "Who contradicts it, and how."),
    ("beside", "The newest figures of parts of the people or things, beside the whole."),
    ("place", "Key of the place whose events are added up."),
    ("period", "The days of the events, as EDTF."),
    ("low", "The lower bound of the sum."),
    ("best", "The sum, if each event has a figure; blank if some have only bounds."),
    ("high", "The upper bound of the sum; blank if it is open."),
    ("events", "How many events are added up. Reports of one event count once."),
    ("stated_total", "The total that a report states for the same days, place and people."),
    ("difference", "The difference between the stated total and the sum of the events."),
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
