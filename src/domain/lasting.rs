//! How long a state may have lasted by its stated duration: a 72-hour truce from 1 March until 4 March.

use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::when::{Bounds, Day};
use chrono::Days;

/// Hours of a day. A shorter duration may be one of each day ("a five-hour daily pause"), and ends
/// nothing.
const DAY: f64 = 24.0;

/// The longest hours of a duration; `None` for other units, and if it has no upper bound.
fn most_hours(most: Option<Number>, approximate: bool, unit: &str) -> Option<f64> {
    let hours = match unit {
        "hours" => 1.0,
        "days" => DAY,
        "weeks" => 7.0 * DAY,
        "months" => 31.0 * DAY,
        "years" => 366.0 * DAY,
        _ => return None,
    };
    // "About" is at most a tenth more.
    let rounding = if approximate { 1.1 } else { 1.0 };
    Some(most?.get() * hours * rounding).filter(|hours| *hours >= DAY)
}

/// The last possible day of a state with a stated start and duration and without an end; `None` if it cannot
/// be computed. `most` is the longest duration.
#[must_use]
pub fn last_day(
    bounds: &Bounds,
    most: Option<Number>,
    approximate: bool,
    unit: &str,
) -> Option<Day> {
    if bounds.end_latest.is_some() || bounds.end_earliest.is_some() {
        return None;
    }
    let hours = most_hours(most, approximate, unit)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is at least 1")]
    let days = (hours / DAY).ceil().min(1e9) as u64;
    bounds.start_latest?.checked_add_days(Days::new(days))
}

/// The bounds of a state that lasts at most until the end of its stated duration. A report that came out
/// before that shows that it lasted until the report. A later report shows no certain day after its start,
/// since a stated duration is not a measurement.
#[must_use]
pub fn until(bounds: Bounds, last: Day, published: Option<Day>) -> Bounds {
    let told = published.filter(|published| *published <= last);
    let held = told.max(bounds.start_latest).unwrap_or(last);
    Bounds { end_earliest: Some(held), end_latest: Some(last), ..bounds }
}

impl Quantity {
    /// The last day by this duration; see [`last_day`].
    #[must_use]
    pub fn last_day(&self, bounds: &Bounds) -> Option<Day> {
        let most = self.high.or(self.best).filter(|_| self.is_plain());
        last_day(bounds, most, self.approximate, &self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(when: &str, most: f64, unit: &str) -> Option<String> {
        let bounds = when.parse::<crate::domain::when::Expression>().unwrap().bounds();
        last_day(&bounds, Number::new(most), false, unit).map(|day| day.to_string())
    }

    #[test]
    fn a_duration_from_a_day_ends_so_much_later_at_most() {
        assert_eq!(last("2018-03-01/..", 72.0, "hours").as_deref(), Some("2018-03-04"));
        assert_eq!(last("2018-03-01/..", 30.0, "days").as_deref(), Some("2018-03-31"));
        assert_eq!(last("2018-03-01/..", 60.0, "hours").as_deref(), Some("2018-03-04"));
        assert_eq!(
            last("[2018-03-01..2018-03-03]/..", 1.0, "weeks").as_deref(),
            Some("2018-03-10")
        );
        for (when, most, unit) in [
            ("2018-03-01/..", 5.0, "hours"),
            ("2018-03-01/..", 5.0, "hours a day"),
            ("2018-03-01/..", 72.0, "people"),
            ("2018-03-01/2018-05-01", 72.0, "hours"),
            ("2018-03-01", 72.0, "hours"),
            ("../2018-03-01", 72.0, "hours"),
        ] {
            assert_eq!(last(when, most, unit), None, "{most} {unit} {when}");
        }
    }

    #[test]
    fn it_certainly_lasted_until_its_report_and_no_longer_than_its_duration() {
        let bounds = "2018-03-01/..".parse::<crate::domain::when::Expression>().unwrap().bounds();
        let day = |text: &str| text.parse::<Day>().unwrap();
        let held = |published: Option<&str>| {
            until(bounds, day("2018-03-04"), published.map(day)).end_earliest.unwrap().to_string()
        };
        assert_eq!(held(Some("2018-03-02")), "2018-03-02");
        assert_eq!(held(Some("2018-02-27")), "2018-03-01");
        assert_eq!(held(Some("2018-05-01")), "2018-03-01");
        assert_eq!(held(None), "2018-03-01");
    }
}
