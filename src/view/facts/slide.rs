//! Facts as slides of a timeline: the event or figure, its time, and its claimants.

use super::{standing, value};
use crate::domain::report::Confidentiality;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::{Bounds, Day};
use crate::view::grid::Cell;
use crate::view::wording;

/// A fact as a slide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slide {
    /// The id of the fact.
    pub id: String,
    /// The indicator and the scope: `Killed, civilians`.
    pub group: String,
    /// The headline: `Killed, civilians: nearly 500 people`.
    pub headline: String,
    /// The time, in words that are as vague as those of the report: `since early Jul 2016`.
    pub when: String,
    /// The first day on which it may have happened.
    pub first: Day,
    /// The last day on which it may have happened; `None` if the end is open.
    pub last: Option<Day>,
    /// The name of the place.
    pub place: String,
    /// The claimants.
    pub by: String,
    /// The passage of the report.
    pub quote: Option<String>,
    /// The title of the report, with its publisher and date.
    pub source: String,
    /// The addresses of the report and of its archived copy.
    pub links: [Option<String>; 2],
    /// Who may see the report; `None` if that is not stated.
    pub confidentiality: Option<Confidentiality>,
}

/// A fact as a slide; `rows` has the rows that it refers to. `None` if no day is known.
#[must_use]
pub fn slide(rows: &Selection, recorded: &RecordedFact) -> Option<Slide> {
    let fact = &recorded.fact;
    let (first, last) = days(&fact.when.as_ref()?.bounds)?;
    let group = wording::measured(rows, &fact.indicator, fact.scope.as_deref());
    let report = rows.reports.get(&fact.report);
    let said = [value(fact), words(&standing(recorded, report))];
    let said: Vec<&str> = said.iter().map(String::as_str).filter(|said| !said.is_empty()).collect();
    let source = report.map_or_else(String::new, |report| {
        let publisher = rows.actor_name(&report.publisher);
        let name = wording::marked(&report.title, Some(report));
        format!("{publisher}, {}: {name}", report.published)
    });
    Some(Slide {
        id: recorded.uid.to_string(),
        headline: if said.is_empty() {
            group.clone()
        } else {
            format!("{group}: {}", said.join(" · "))
        },
        group,
        when: wording::when_of(fact, None).unwrap_or_default(),
        first,
        last: last.filter(|last| *last != first),
        place: wording::place(rows, &fact.place).to_owned(),
        by: wording::who(rows, &fact.claimants, &fact.via),
        quote: fact.quote.clone(),
        source,
        links: [
            report.and_then(|report| report.url.clone()),
            report.and_then(|report| report.archive_url.clone()),
        ],
        confidentiality: report.and_then(|report| report.confidentiality),
    })
}

/// The first and the last day on which something may have happened. An open start is put on the first day on which the
/// end may be. `None` if neither is known.
fn days(bounds: &Bounds) -> Option<(Day, Option<Day>)> {
    let first = bounds.start_earliest.or(bounds.start_latest);
    let first = first.or(bounds.end_earliest).or(bounds.end_latest)?;
    Some((first, bounds.end_latest.filter(|last| *last >= first)))
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Words { text, .. } => text.clone(),
        _ => String::new(),
    }
}
