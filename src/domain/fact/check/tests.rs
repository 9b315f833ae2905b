use super::*;
use crate::domain::fact::Stance;
use crate::domain::fact::samples::{measuring as indicator, people, report};
use crate::domain::identity::Uid;
use crate::domain::indicator::Measure;
use crate::domain::quantity::Quantity;
use crate::domain::report::UNDATED;

fn draft(best: u32, unit: &str) -> Draft {
    let quantity = Quantity {
        best: Some(best.into()),
        unit: unit.into(),
        as_stated: "words".into(),
        ..Quantity::default()
    };
    Draft { quantity: Some(quantity), ..Draft::new("voa", "trapped", "aleppo") }
}

#[test]
fn a_duration_is_not_a_count_of_people_and_a_count_is_not_a_duration() {
    let wrong = draft(72, "hours").check(&people(), &report(), None, false).unwrap_err();
    assert!(matches!(wrong, FactError::WrongMeasure { found: "a duration", .. }), "{wrong}");
    let lasting = indicator(Measure::Duration, "hours", Nature::State);
    assert!(draft(8, "trucks").check(&lasting, &report(), None, false).is_err());
    assert!(draft(3, "days").check(&lasting, &report(), None, false).is_ok());
}

#[test]
fn a_bare_number_takes_the_unit_of_its_indicator() {
    let fact = draft(300, "").check(&people(), &report(), None, false).unwrap();
    assert_eq!(fact.quantity.as_ref().unwrap().unit, "people");
}

#[test]
fn a_kind_of_people_becomes_the_scope_unless_one_is_given() {
    let fact = draft(300, "civilians").check(&people(), &report(), None, false).unwrap();
    assert_eq!(
        (fact.quantity.as_ref().unwrap().unit.as_str(), fact.scope.as_deref()),
        ("people", Some("civilians"))
    );
    let given = Draft { scope: Some("children".into()), ..draft(300, "civilians") };
    assert_eq!(
        given.check(&people(), &report(), None, false).unwrap().scope.as_deref(),
        Some("children")
    );
    let families = draft(30, "families").check(&people(), &report(), None, false).unwrap();
    assert_eq!(families.quantity.as_ref().unwrap().unit, "families");
}

#[test]
fn a_stock_without_a_when_is_as_of_publication_and_a_flow_is_not() {
    let stock = draft(300, "").check(&people(), &report(), None, false).unwrap();
    assert_eq!(stock.when.as_ref().unwrap().expression.to_string(), "2016-10-24");
    let flow = indicator(Measure::Count, "people", Nature::Flow);
    assert!(draft(300, "").check(&flow, &report(), None, false).unwrap().when.is_none());
}

#[test]
fn a_fact_that_says_nothing_is_refused_and_a_status_alone_is_enough() {
    let empty = Draft::new("voa", "trapped", "aleppo");
    assert_eq!(empty.clone().check(&people(), &report(), None, false), Err(FactError::SaysNothing));
    let ended = Draft { status: Some(super::super::Status::Ended), ..empty };
    assert!(ended.check(&people(), &report(), None, false).is_ok());
}

#[test]
fn a_quote_is_checked_against_the_text_where_there_is_one() {
    let quoting = |quote: &str| Draft { quote: Some(quote.into()), ..draft(8, "") };
    let text = Some("Eight corridors\nwere open.");
    let found = quoting("corridors were").check(&people(), &report(), text, false).unwrap();
    assert_eq!((found.quote_check(), found.quote_span()), (Some(QuoteCheck::Found), Some(6..20)));
    assert!(matches!(
        quoting("nine").check(&people(), &report(), text, false),
        Err(FactError::QuoteNotFound { .. })
    ));
    let unchecked = quoting("nine").check(&people(), &report(), text, true).unwrap();
    assert_eq!(unchecked.quote_check(), Some(QuoteCheck::Unchecked));
    let no_text = quoting("nine").check(&people(), &report(), None, false).unwrap();
    assert_eq!(no_text.quote_check(), Some(QuoteCheck::NoText));
}

#[test]
fn a_retracted_report_and_a_deprecated_indicator_take_no_facts() {
    let withdrawn = Report { retracted: Some("wrong date".into()), ..report() };
    assert!(matches!(
        draft(8, "").check(&people(), &withdrawn, None, false),
        Err(FactError::ReportRetracted { .. })
    ));
    let old = Indicator { deprecated_at: Some("2016-10-25T00:00:00Z".into()), ..people() };
    assert!(matches!(
        draft(8, "").check(&old, &report(), None, false),
        Err(FactError::IndicatorDeprecated(_))
    ));
}

#[test]
fn the_uid_covers_what_is_said_and_not_how_it_was_checked() {
    let uid = |draft: Draft, text| {
        draft.check(&people(), &report(), text, true).unwrap().uid(Uid([1; 16]))
    };
    let quoting = Draft { quote: Some("eight".into()), ..draft(8, "") };
    assert_eq!(uid(quoting.clone(), Some("eight")), uid(quoting.clone(), None));
    assert_ne!(uid(quoting.clone(), None), uid(draft(8, ""), None));
    let forecast = Draft { stance: Stance::Forecasts, ..quoting.clone() };
    assert_ne!(uid(quoting, None), uid(forecast, None));
}

#[test]
fn a_unit_alone_says_nothing_and_sums_of_money_are_not_people() {
    let bare = Quantity { unit: "people".into(), ..Quantity::default() };
    let only_unit = Draft { quantity: Some(bare), ..Draft::new("voa", "trapped", "aleppo") };
    assert_eq!(only_unit.check(&people(), &report(), None, false), Err(FactError::SaysNothing));
    let wrong = draft(40, "USD").check(&people(), &report(), None, false);
    assert!(matches!(wrong, Err(FactError::WrongMeasure { .. })));
    assert!(draft(40, "percent").check(&people(), &report(), None, false).is_ok(), "a share");
    let price = indicator(Measure::Count, "USD", Nature::Stock);
    assert!(draft(5, "SYP").check(&price, &report(), None, false).is_ok());
}

#[test]
fn a_figure_of_an_undated_report_needs_a_time_of_its_own() {
    let undated =
        Report { published: UNDATED.parse().unwrap(), published_latest: None, ..report() };
    let refused = draft(8, "").check(&people(), &undated, None, false);
    assert_eq!(refused, Err(FactError::NoDate { report: "voa".into() }));
    let dated = Draft { when: Some(When::new("2016-10".parse().unwrap(), "")), ..draft(8, "") };
    assert!(dated.check(&people(), &undated, None, false).is_ok());
}
