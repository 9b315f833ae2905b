//! Refuses statements that cannot be true as recorded: an event that its report asserts before it happens, a value
//! whose words name another state than the indicator counts, a fraction of a person, and an event without a time.
//! Something in such a draft is wrong or missing.

use super::draft::{Draft, Stance, Status, has_not_happened, looks_ahead};
use super::error::FactError;
use super::measure::{PEOPLE, counts_things, is_of_people};
use crate::domain::indicator::{Indicator, Nature};
use crate::domain::states::Misfit;
use crate::domain::when::{Day, When};

impl Draft {
    /// Refuses a draft if the report asserts an event on a later day, if the value is about another state than the
    /// indicator counts, or if it is about a fraction of a person. The report is given as its key and the last day on
    /// which it may have been published; no day is later than an undated report.
    pub fn check_plausible(
        &self,
        indicator: &Indicator,
        (report, published): (&str, Option<Day>),
    ) -> Result<(), FactError> {
        self.check_words(indicator)?;
        self.check_whole(indicator)?;
        self.check_unit(indicator)?;
        let Some(published) = published else { return Ok(()) };
        match &self.when {
            Some(when) if self.is_past_or_present() && lies_after(when, published) => {
                let stated = Some(when.as_stated.as_str()).filter(|words| !words.is_empty());
                let first = when.bounds.start_earliest.map(|day| day.to_string());
                Err(FactError::AfterReport {
                    when: stated.unwrap_or(when.expression.as_str()).to_owned(),
                    first: first.filter(|_| stated.is_some()),
                    report: report.to_owned(),
                    published: published.to_string(),
                })
            }
            _ => Ok(()),
        }
    }

    /// Whether the draft's time may be `when`, a second reading of its words. A statement about the past or present
    /// does not begin after its report, and one about the future does not end before it. The report was published
    /// between two days; `None` if it is undated.
    #[must_use]
    pub fn may_be_at(&self, when: &When, published: Option<(Day, Day)>) -> bool {
        let Some((earliest, latest)) = published else { return true };
        if self.is_past_or_present() {
            return !lies_after(when, latest);
        }
        let is_past = when.bounds.end_latest.is_some_and(|last| last < earliest);
        !(looks_ahead(self.stance, self.status) && is_past)
    }

    /// Whether the draft is about something past or present. Forecasts, plans, demands, denials,
    /// and what was postponed or cancelled may be about the future.
    fn is_past_or_present(&self) -> bool {
        matches!(self.stance, Stance::Asserts | Stance::Estimates | Stance::Alleges)
            && matches!(self.status, None | Some(Status::UnderWay | Status::Ended))
    }

    /// Refuses a draft without a time, unless it is a stock with a value, which counts as of the day of publication, or
    /// is about something that has not happened: a plan may have no day yet.
    pub fn check_time(&self, indicator: &Indicator) -> Result<(), FactError> {
        let is_stock = indicator.nature == Nature::Stock && self.quantity.is_some();
        if self.when.is_some() || is_stock || has_not_happened(self.stance, self.status) {
            return Ok(());
        }
        Err(FactError::NoTime { indicator: indicator.key.clone(), nature: indicator.nature })
    }

    /// Refuses a fraction if people are counted. An approximate, estimated or forecast figure may come from a
    /// calculation.
    fn check_whole(&self, indicator: &Indicator) -> Result<(), FactError> {
        let Some(quantity) = &self.quantity else { return Ok(()) };
        let is_computed =
            quantity.approximate || matches!(self.stance, Stance::Estimates | Stance::Forecasts);
        let is_computed = is_computed || quantity.per.is_some();
        if quantity.unit != PEOPLE || is_computed {
            return Ok(());
        }
        let mut figures = [quantity.low, quantity.best, quantity.high].into_iter().flatten();
        match figures.find(|figure| figure.get().fract() != 0.0) {
            None => Ok(()),
            Some(figure) => {
                Err(FactError::PartOfAPerson { figure, indicator: indicator.key.clone() })
            }
        }
    }

    /// Refuses a count of people for an indicator of things, unless the indicator lists the unit.
    fn check_unit(&self, indicator: &Indicator) -> Result<(), FactError> {
        let Some(quantity) = &self.quantity else { return Ok(()) };
        let unit = quantity.unit.as_str();
        let is_listed = indicator.units.iter().any(|listed| listed == unit);
        if is_listed || unit == indicator.unit || !is_of_people(unit) || !counts_things(indicator) {
            return Ok(());
        }
        let value = if quantity.as_stated.is_empty() { unit } else { &quantity.as_stated };
        Err(FactError::WrongMeasure {
            value: value.to_owned(),
            found: "a count of people",
            indicator: indicator.key.clone(),
            expected: format!("a count ({})", indicator.unit),
        })
    }

    /// Refuses a value whose words name another state than the indicator counts.
    fn check_words(&self, indicator: &Indicator) -> Result<(), FactError> {
        let Some(quantity) = &self.quantity else { return Ok(()) };
        if !quantity.as_stated.contains(|c: char| !c.is_ascii() || c.is_ascii_alphabetic()) {
            return Ok(());
        }
        match Misfit::of(&quantity.as_stated, &quantity.unit, indicator) {
            None => Ok(()),
            Some(Misfit { word, about, fits }) => Err(FactError::OtherIndicator {
                value: quantity.as_stated.clone(),
                word: word.into(),
                about,
                indicator: indicator.key.clone(),
                counts: indicator.what_it_counts().into(),
                fits,
            }),
        }
    }
}

/// Whether a time begins after publication. A time given in digits may be one day later, since the
/// next day begins earlier farther east.
fn lies_after(when: &When, published: Day) -> bool {
    let last = match when.as_stated.as_str() {
        "" => published.succ_opt().unwrap_or(published),
        _ => published,
    };
    when.bounds.start_earliest.is_some_and(|first| first > last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::samples::{indicator, report};

    use crate::domain::number::Number;
    use crate::domain::quantity::Quantity;

    fn published() -> Option<Day> {
        report().published_latest
    }

    fn draft(value: &str) -> Draft {
        let mut draft = Draft::new("r", "killed", "aleppo");
        draft.quantity = Some(Quantity { as_stated: value.to_owned(), ..Quantity::default() });
        draft
    }

    fn at(when: &str, as_stated: &str) -> Draft {
        let mut draft = draft("12");
        draft.when = Some(When::new(when.parse().unwrap(), as_stated));
        draft
    }

    fn outcome(key: &str, value: &str) -> Result<(), FactError> {
        draft(value).check_plausible(&indicator(key), ("voa", published()))
    }

    #[test]
    fn words_of_another_fate_are_refused_with_the_indicator_that_fits() {
        for (key, value, fits) in [
            ("killed", "12 injured", Some("injured")),
            ("killed", "12 missing", Some("missing")),
            ("killed", "12 people were rescued", None),
            ("injured", "12 Killed", Some("killed")),
            ("missing", "at least 30 dead", Some("killed")),
            ("displaced", "40 bodies", Some("killed")),
            ("killed", "12 trapped", Some("trapped")),
            ("killed", "12 killed and wounded", None),
            ("killed", "12 dead or injured", None),
            ("killed", "50 casualties", None),
            ("injured", "50 casualties", None),
            ("injured", "12 killed and injured", None),
        ] {
            match outcome(key, value) {
                Err(FactError::OtherIndicator { fits: found, .. }) => assert_eq!(found, fits),
                other => panic!("{key} {value}: {other:?}"),
            }
        }
    }

    #[test]
    fn words_of_the_indicator_itself_fit_whatever_other_words_are_beside_them() {
        for (key, value) in [
            ("killed", "12"),
            ("killed", "12 killed and 30 injured"),
            ("killed", "2 of the wounded died"),
            ("killed", "50 casualties, 12 of them killed"),
            ("incident", "50 casualties"),
            ("evacuated", "200 wounded"),
            ("trapped", "300 injured people"),
            ("injured", "30 hurtful remarks"),
            ("incident", "12 killed"),
        ] {
            assert_eq!(outcome(key, value), Ok(()), "{key} {value}");
        }
    }

    #[test]
    fn people_are_counted_whole() {
        let outcome = |figure: f64, change: fn(&mut Draft)| {
            let mut draft = draft("");
            let best = Number::new(figure);
            draft.quantity = Some(Quantity { best, unit: "people".into(), ..Quantity::default() });
            change(&mut draft);
            draft.check_plausible(&indicator("killed"), ("voa", published()))
        };
        assert!(matches!(outcome(12.5, |_| ()), Err(FactError::PartOfAPerson { .. })));
        assert_eq!(outcome(2_100_000.0, |_| ()), Ok(()));
        assert_eq!(outcome(12.5, |draft| draft.stance = Stance::Estimates), Ok(()));
        assert_eq!(
            outcome(12.5, |draft| draft.quantity.as_mut().unwrap().approximate = true),
            Ok(())
        );
        assert_eq!(
            outcome(12.5, |draft| draft.quantity.as_mut().unwrap().unit = "people a day".into()),
            Ok(())
        );
    }

    #[test]
    fn people_are_not_a_unit_of_things_unless_it_is_listed() {
        let trucks = Indicator { unit: "trucks".to_owned(), ..indicator("killed") };
        let of = |indicator: &Indicator, unit: &str| {
            let mut draft = draft("");
            let best = Some(Number::from(300_u32));
            draft.quantity = Some(Quantity { best, unit: unit.to_owned(), ..Quantity::default() });
            draft.check_plausible(indicator, ("voa", published()))
        };
        for people in ["people", "persons", "households", "HH", "children"] {
            let refused = of(&trucks, people).unwrap_err();
            assert!(matches!(refused, FactError::WrongMeasure { found: "a count of people", .. }));
        }
        assert_eq!(of(&trucks, "tonnes"), Ok(()));
        assert_eq!(of(&indicator("killed"), "children"), Ok(()));
        let listed = Indicator { units: vec!["people".to_owned()], ..trucks };
        assert_eq!(of(&listed, "people"), Ok(()));
    }

    #[test]
    fn what_happens_has_a_time_and_a_stock_need_not() {
        let of = |nature| Indicator { nature, ..indicator("killed") };
        assert!(matches!(draft("12").check_time(&of(Nature::Flow)), Err(FactError::NoTime { .. })));
        assert_eq!(draft("12").check_time(&of(Nature::Stock)), Ok(()));
        assert_eq!(at("2016-10", "").check_time(&of(Nature::Event)), Ok(()));
        let with = |status| Draft { status: Some(status), ..Draft::new("r", "killed", "aleppo") };
        assert!(with(Status::UnderWay).check_time(&of(Nature::Stock)).is_err());
        assert_eq!(with(Status::Planned).check_time(&of(Nature::Event)), Ok(()));
        assert_eq!(with(Status::Refused).check_time(&of(Nature::Event)), Ok(()));
    }

    #[test]
    fn a_second_reading_is_none_on_the_wrong_side_of_the_report() {
        // The report came out on 24 October 2016, a Monday.
        let days = published().map(|day| (day, day));
        let may_be = |draft: &Draft, edtf: &str, words: &str| {
            draft.may_be_at(&When::new(edtf.parse().unwrap(), words), days)
        };
        let told = draft("12");
        assert!(!may_be(&told, "2016-10-28", "Friday"));
        assert!(may_be(&told, "2016-10-21", "Friday"));
        assert!(may_be(&told, "2016-10-24", "Monday"));
        assert!(may_be(&told, "../2016-10-28", "by Friday"));
        assert!(may_be(&told, "2016-10-24/2016-10-28", "Monday to Friday"));
        for ahead in [
            Draft { stance: Stance::Forecasts, ..draft("12") },
            Draft { status: Some(Status::Planned), ..draft("12") },
        ] {
            assert!(may_be(&ahead, "2016-10-28", "Friday"));
            assert!(!may_be(&ahead, "2016-10-21", "Friday"));
            assert!(may_be(&ahead, "2016-10-24", "Monday"));
            assert!(may_be(&ahead, "2016-10-21/..", "from Friday"));
            let of_october = published().map(|day| (Day::from_ymd_opt(2016, 10, 1).unwrap(), day));
            assert!(
                ahead.may_be_at(&When::new("2016-10-21".parse().unwrap(), "Friday"), of_october)
            );
        }
        let denied = Draft { stance: Stance::Denies, ..draft("12") };
        assert!(may_be(&denied, "2016-10-28", "Friday") && may_be(&denied, "2016-10-21", "Friday"));
        assert!(told.may_be_at(&When::new("2016-10-28".parse().unwrap(), "Friday"), None));
    }

    #[test]
    fn what_is_asserted_does_not_lie_after_its_report() {
        let check =
            |draft: Draft| draft.check_plausible(&indicator("killed"), ("voa", published()));
        let is_refused = |draft: Draft| matches!(check(draft), Err(FactError::AfterReport { .. }));
        // The report came out on 24 October 2016.
        assert!(is_refused(at("2024-10-20", "")));
        assert!(is_refused(at("2016-10-26", "")));
        assert!(is_refused(at("2016-10-25", "tomorrow")));
        assert!(is_refused(at("2016-11/..", "from November on")));
        assert!(!is_refused(at("2016-10-25", "")));
        assert!(!is_refused(at("2016-10-24", "today")));
        assert!(!is_refused(at("2016-10-20/2016-10-30", "")));
        assert!(!is_refused(at("../2016-10-31", "by the end of October")));
        let ahead = |change: fn(&mut Draft)| {
            let mut draft = at("2016-11-01", "on 1 November");
            change(&mut draft);
            check(draft)
        };
        assert_eq!(ahead(|draft| draft.stance = Stance::Forecasts), Ok(()));
        assert_eq!(ahead(|draft| draft.stance = Stance::Denies), Ok(()));
        assert_eq!(ahead(|draft| draft.status = Some(Status::Planned)), Ok(()));
        assert_eq!(ahead(|draft| draft.status = Some(Status::Cancelled)), Ok(()));
        assert!(ahead(|draft| draft.status = Some(Status::UnderWay)).is_err());
    }
}
