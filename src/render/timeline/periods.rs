//! The labels of months and years above an axis. A month or year without room for its name has no label. Its guide is
//! left out, too, so that it is not taken for a part of the previous one.

/// A month or a year of an axis.
pub(super) struct Period {
    /// The position where it begins, in pixels or terminal columns.
    pub(super) from: f64,
    pub(super) name: String,
    /// The year of a month; `None` for a year.
    pub(super) year: Option<i32>,
}

/// The labels of the periods, in order: the index of each period that has one, and its words. The first label has the
/// year, and so has the first label of each later year. An axis ends at `end`; labels are `gap` apart.
pub(super) fn labelled(
    periods: &[Period],
    end: f64,
    gap: f64,
    wide: impl Fn(&str) -> f64,
) -> Vec<(usize, String)> {
    let mut told = None;
    let mut labels = Vec::new();
    for (at, period) in periods.iter().enumerate() {
        let to = periods.get(at + 1).map_or(end, |next| next.from - gap);
        let fits = |label: &String| period.from + wide(label) <= to + 1e-9;
        let year = period.year.filter(|year| told != Some(*year));
        let with_year = year.map(|year| format!("{} {year}", period.name)).filter(fits);
        if with_year.is_some() {
            told = year;
        }
        let label = with_year.or_else(|| Some(period.name.clone()).filter(fits));
        labels.extend(label.map(|label| (at, label)));
    }
    labels
}

/// Whether a position is in a period that has a label.
pub(super) fn is_labelled(position: f64, periods: &[Period], labels: &[(usize, String)]) -> bool {
    labels.iter().any(|(at, _)| {
        let to = periods.get(at + 1).map_or(f64::INFINITY, |next| next.from);
        (periods[*at].from..to).contains(&position)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[expect(clippy::cast_precision_loss, reason = "labels are short")]
    fn wide(label: &str) -> f64 {
        label.len() as f64
    }

    fn months(all: &[(f64, &str, i32)]) -> Vec<Period> {
        let period = |(from, name, year): &(f64, &str, i32)| Period {
            from: *from,
            name: (*name).to_owned(),
            year: Some(*year),
        };
        all.iter().map(period).collect()
    }

    #[test]
    fn a_sliver_has_no_label_and_the_month_after_it_has() {
        let all = months(&[(0.0, "Feb", 2022), (1.0, "Mar", 2022), (30.0, "Apr", 2022)]);
        let labels = labelled(&all, 31.0, 1.0, wide);
        assert_eq!(labels, [(1, "Mar 2022".to_owned())]);
        assert!(!is_labelled(0.5, &all, &labels) && !is_labelled(30.0, &all, &labels));
        assert!(is_labelled(1.0, &all, &labels) && is_labelled(29.0, &all, &labels));
    }

    #[test]
    fn the_year_is_written_where_it_first_has_room() {
        let all = months(&[(0.0, "Dec", 2021), (4.0, "Jan", 2022), (8.0, "Feb", 2022)]);
        let labels = labelled(&all, 40.0, 1.0, wide);
        let labels: Vec<&str> = labels.iter().map(|(_, label)| label.as_str()).collect();
        assert_eq!(labels, ["Dec", "Jan", "Feb 2022"]);
    }

    proptest! {
        #[test]
        fn labels_stay_in_their_periods(
            lengths in prop::collection::vec(0.2..40.0_f64, 1..30), gap in 0.5..8.0_f64,
        ) {
            let mut from = 0.0;
            let mut all = Vec::new();
            for (at, length) in (0..).zip(&lengths) {
                all.push(Period { from, name: "Sep".to_owned(), year: Some(2016 + at / 12) });
                from += length;
            }
            for (at, label) in labelled(&all, from, gap, wide) {
                let next = all.get(at + 1).map_or(from + gap, |next| next.from);
                prop_assert!(all[at].from + wide(&label) + gap <= next + 1e-6);
            }
        }
    }
}
