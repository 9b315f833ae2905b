//! A fact as a row of the export.

use super::lists::{Actor, Lists, Place};
use csv::Writer;
use factline::domain::fact::Fact;
use factline::domain::indicator::Indicator;
use factline::domain::number::Number;
use factline::domain::place::PlaceKind;
use factline::domain::quantity::Quantity;
use factline::domain::when::Day;
use std::fs::File;
use std::io::{BufWriter, Result};

/// A fact with the rows that it refers to.
pub(super) struct Row<'a> {
    pub(super) lists: &'a Lists,
    pub(super) fact: &'a Fact,
    pub(super) id: String,
    pub(super) indicator: &'a Indicator,
    pub(super) place: &'a Place,
    pub(super) claimant: Option<&'a Actor>,
    pub(super) via: Option<&'a Actor>,
    pub(super) publisher: &'a Actor,
}

impl Row<'_> {
    pub(super) fn write(
        &self,
        rows: &mut Writer<BufWriter<File>>,
        report: (&str, &str, Day),
    ) -> Result<()> {
        let cells = self.statement().into_iter().chain(self.place()).chain(self.source(report));
        for cell in cells {
            rows.write_field(cell)?;
        }
        rows.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn statement(&self) -> [String; 18] {
        let fact = self.fact;
        let figure = |part: fn(&Quantity) -> Option<Number>| {
            fact.quantity
                .as_ref()
                .and_then(part)
                .map(|number| number.to_string())
                .unwrap_or_default()
        };
        let quantity = fact.quantity.clone().unwrap_or_default();
        let when = fact.when.clone().expect("every fact has a when");
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        [
            self.id.clone(),
            self.indicator.key.clone(),
            self.indicator.label.clone(),
            fact.scope.clone().unwrap_or_default(),
            quantity.as_stated,
            figure(|q| q.low),
            figure(|q| q.best),
            figure(|q| q.high),
            if quantity.approximate { "1".to_owned() } else { String::new() },
            quantity.unit,
            fact.status.map(|status| status.as_str().to_owned()).unwrap_or_default(),
            fact.stance.as_str().to_owned(),
            when.as_stated,
            when.expression.to_string(),
            day(when.bounds.start_earliest),
            day(when.bounds.start_latest),
            day(when.bounds.end_earliest),
            day(when.bounds.end_latest),
        ]
    }

    fn place(&self) -> [String; 10] {
        let area = |kind: PlaceKind| {
            let mut at = Some(self.place);
            while let Some(place) = at {
                if place.kind == kind {
                    return (place.pcode.clone().unwrap_or_default(), place.name.clone());
                }
                at = place.parent.map(|parent| &self.lists.places[parent]);
            }
            Default::default()
        };
        let ((admin1, admin1_name), (admin2, admin2_name)) =
            (area(PlaceKind::Admin1), area(PlaceKind::Admin2));
        let place = self.place;
        [
            place.country.to_owned(),
            admin1,
            admin1_name,
            admin2,
            admin2_name,
            place.key.clone(),
            place.name.clone(),
            place.kind.as_str().to_owned(),
            place.latitude.to_string(),
            place.longitude.to_string(),
        ]
    }

    fn source(&self, (title, url, published): (&str, &str, Day)) -> [String; 17] {
        let fact = self.fact;
        let name =
            |actor: Option<&Actor>| actor.map(|actor| actor.name.clone()).unwrap_or_default();
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            name(self.claimant),
            name(self.via),
            said(&fact.origin),
            said(&fact.thread),
            self.publisher.name.clone(),
            fact.report.clone(),
            title.to_owned(),
            published.to_string(),
            url.to_owned(),
            String::new(),
            said(&fact.quote),
            "no-text".to_owned(),
            String::new(),
            String::new(),
            String::new(),
            "2019-12-31T12:00:00Z".to_owned(),
            "bench".to_owned(),
        ]
    }
}
