//! The order of the columns of facts on a sheet, which people read from left to right. Files for programs have the
//! order of [`super::Column::ALL`].

/// The columns that are read first: where, what, which status, how many, when, who says so, where it was found, and how
/// it was assessed. A table has further columns that an export does not have.
const FIRST: &[&str] = &[
    "place_name",
    "indicator_label",
    "scope",
    "stands",
    "stands_low",
    "stands_best",
    "stands_high",
    "as_of",
    "age_days",
    "figures",
    "reports",
    "origins_low",
    "origins_high",
    "disputed",
    "says_otherwise",
    "beside",
    "value",
    "value_as_stated",
    "value_low",
    "value_best",
    "value_high",
    "value_approximate",
    "unit",
    "out_of",
    "per",
    "status",
    "stance",
    "when",
    "when_as_stated",
    "when_edtf",
    "start_earliest",
    "start_latest",
    "end_earliest",
    "end_latest",
    "time_of_day",
    "answer",
    "claimant",
    "via",
    "publisher",
    "report_title",
    "report_date",
    "report_url",
    "archive_url",
    "quote",
    "quote_check",
    "comment",
    "disposition",
    "reliability",
    "credibility",
];
/// The columns that nobody reads, at the end: ids of 32 digits.
const LAST: &[&str] = &["fact_id", "replaces", "replaced_by", "report_replaces"];

/// The position of a column of facts on a sheet. Columns with the same position keep their order.
#[must_use]
pub fn place_on_sheet(name: &str) -> usize {
    let among = |names: &[&str]| names.iter().position(|known| *known == name);
    match (among(FIRST), among(LAST)) {
        (Some(at), _) => at,
        (_, Some(at)) => FIRST.len() + 1 + at,
        _ => FIRST.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Column;

    #[test]
    fn what_people_read_comes_first_and_ids_come_last() {
        let mut names: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
        names.sort_by_key(|name| place_on_sheet(name));
        assert_eq!(names[..3], ["place_name", "indicator_label", "scope"]);
        let [.., before, first, second, third] = names.as_slice() else { panic!("columns") };
        assert_eq!([*first, *second, *third], ["fact_id", "replaces", "report_replaces"]);
        assert_eq!(*before, "assessed_by");
    }
}
