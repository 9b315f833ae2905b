//! The page on one fact.

use super::{Detail, Entry, Passage, Section};
use super::{acts, assessments};
use crate::domain::act::Act;
use crate::domain::fact::{Draft, QuoteCheck};
use crate::domain::identity::Uid;
use crate::domain::quantity::Quantity;
use crate::domain::report::{CapturedText, Report};
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::{Bounds, Day};
use crate::view::grid::{Cell, Column, Emphasis, Grid};
use crate::view::{facts, wording};

/// This many characters of the report's text are shown before and after a quote.
const CONTEXT: usize = 80;

/// The page on one fact: its statement, its claimants, its quote in the report's text, and its versions.
/// `history` has the fact, all facts that it replaces and all that replace it; `acts` are the later acts on
/// the fact.
#[must_use]
pub fn fact(history: &Selection, uid: Uid, text: Option<&CapturedText>, acts: &[Act]) -> Detail {
    let Some(recorded) = history.facts.iter().find(|recorded| recorded.uid == uid) else {
        let gone = Entry::field("fact_id", "fact", Cell::text(uid.to_string()));
        return Detail {
            title: "no such fact".to_owned(),
            sections: vec![Section::new(vec![gone])],
        };
    };
    let mut sections = vec![
        Section::new(data(history, recorded)),
        Section::new(what(history, recorded)),
        Section::new(who(history, &recorded.fact)),
        Section::new(quote(recorded, text)),
        Section::new(record(recorded)),
    ];
    if let Some(assessments) = history.assessments.get(&uid) {
        let grid = assessments::grid(assessments);
        sections
            .push(Section::headed("Assessments", vec![Entry::Grid { key: "assessments", grid }]));
    }
    if history.facts.len() > 1 {
        let grid = versions(history);
        sections.push(Section::headed("History", vec![Entry::Grid { key: "history", grid }]));
    }
    if !acts.is_empty() {
        let grid = acts::grid(acts);
        sections
            .push(Section::headed("Changes since then", vec![Entry::Grid { key: "acts", grid }]));
    }
    sections.retain(|section| !section.entries.is_empty());
    Detail { title: title(history, recorded), sections }
}

/// The title of the page: indicator, place and value of the fact, and whether it does not count.
fn title(selection: &Selection, recorded: &RecordedFact) -> String {
    let fact: &Draft = &recorded.fact;
    let mut title = wording::measured(selection, &fact.indicator, fact.scope.as_deref());
    title.push_str(", ");
    title.push_str(wording::place(selection, &fact.place));
    if let Some(quantity) = &fact.quantity {
        title.push_str(": ");
        title.push_str(&wording::quantity(quantity));
    }
    if recorded.withdrawn().is_some() {
        title.push_str(" (retracted)");
    } else if recorded.replaced_by.is_some() {
        title.push_str(" (corrected)");
    }
    title
}

/// All fields of the fact, for JSON and CSV.
fn data(selection: &Selection, recorded: &RecordedFact) -> Vec<Entry> {
    let cells = facts::data_row(selection, recorded);
    facts::data_columns().zip(cells).map(|(column, cell)| Entry::data(column.key, cell)).collect()
}

fn what(selection: &Selection, recorded: &RecordedFact) -> Vec<Entry> {
    let fact: &Draft = &recorded.fact;
    let mut path: Vec<&str> =
        selection.path(&fact.place).map(|place| place.name.as_str()).collect();
    path.dedup();
    let place = if path.is_empty() { fact.place.clone() } else { path.join(", ") };
    let mut entries = vec![
        page("fact", Cell::text(recorded.uid.to_string())),
        page(
            "indicator",
            Cell::text(wording::measured(selection, &fact.indicator, fact.scope.as_deref())),
        ),
        page("reported as", Cell::said(fact.term.as_ref())),
        page("place", Cell::text(place)),
    ];
    if let Some(quantity) = &fact.quantity {
        entries.push(page("value", Cell::words(wording::quantity(quantity), Emphasis::Strong)));
        entries.push(page("as stated", stated(&quantity.as_stated)));
        entries.push(page("figures", Cell::text(figures(quantity))));
    }
    if let Some(when) = &fact.when {
        entries.push(page("when", Cell::said(wording::when_of(fact, None))));
        entries.push(page("as stated", stated(&when.as_stated)));
        entries.push(page("EDTF", Cell::text(when.expression.to_string())));
        entries.push(page("bounds", Cell::text(bounds(&when.bounds))));
    }
    entries.push(page("time of day", Cell::said(fact.time_of_day.map(wording::hours))));
    entries.push(page("status", Cell::said(fact.status.map(wording::status))));
    entries.push(page("stance", Cell::text(fact.stance.as_str())));
    entries
}

fn who(selection: &Selection, fact: &Draft) -> Vec<Entry> {
    let report = selection.reports.get(&fact.report);
    let name = |key: &String| selection.actor_name(key).to_owned();
    let claimant = wording::together(selection, &fact.claimants);
    let claimant = claimant.unwrap_or_else(|| "unattributed".to_owned());
    let said = match &fact.verb {
        Some(verb) => format!("{claimant} ({verb})"),
        None => claimant,
    };
    let origin = fact.origin.as_deref().unwrap_or("unknown");
    let archive = report.and_then(|report| report.archive_url.as_ref());
    let title = report.map_or(&fact.report, |report| &report.title);
    let url = report.and_then(|report| report.url.as_deref());
    vec![
        page("according to", Cell::text(said)),
        page("via", Cell::List(fact.via.iter().map(name).collect())),
        page("origin", Cell::text(origin)),
        page("thread", Cell::said(fact.thread.as_ref())),
        page("report", Cell::text(wording::marked(&fact.report, report))),
        page("title", Cell::link(title, url)),
        page("publisher", Cell::said(report.map(|report| name(&report.publisher)))),
        page("published", Cell::said(report.map(Report::published_shown))),
        page("archived at", archive.map_or(Cell::Empty, |url| Cell::link(url, Some(url)))),
        page(
            "retracted",
            Cell::said(
                report.and_then(|r| r.retracted.as_ref()).map(|why| format!("report: {why}")),
            ),
        ),
    ]
}

fn quote(recorded: &RecordedFact, text: Option<&CapturedText>) -> Vec<Entry> {
    let Some(quote) = &recorded.fact.quote else { return Vec::new() };
    let span = recorded.fact.quote_span();
    let passage = text.zip(span.as_ref()).map(|(text, span)| in_context(quote, &text.text, span));
    let passage = passage.unwrap_or_else(|| Passage { quote: quote.clone(), ..Passage::default() });
    let check = recorded.fact.quote_check().map(|check| match (check, &span) {
        (QuoteCheck::Found, Some(span)) => {
            format!("found in the text at {}-{}", span.start, span.end)
        }
        (QuoteCheck::Found, None) => "found in the text".to_owned(),
        (QuoteCheck::Unchecked, _) => "not found in the text, recorded anyway".to_owned(),
        (QuoteCheck::NoText, _) => "not compared: no text was captured".to_owned(),
    });
    vec![Entry::Passage(passage), page("quote check", Cell::said(check))]
}

/// A quote with the words around it, cut between words. `span` is the position of the quote in the
/// text, in characters.
fn in_context(quote: &str, text: &str, span: &std::ops::Range<usize>) -> Passage {
    let before: String = text
        .chars()
        .skip(span.start.saturating_sub(CONTEXT))
        .take(span.start.min(CONTEXT))
        .collect();
    let after: String = text.chars().skip(span.end).take(CONTEXT).collect();
    let is_start = span.start <= CONTEXT;
    let is_end = after.chars().count() < CONTEXT;
    let before = match before.split_once(char::is_whitespace) {
        Some((_, words)) if !is_start => format!("... {words}"),
        _ => before,
    };
    let after = match after.rsplit_once(char::is_whitespace) {
        Some((words, _)) if !is_end => format!("{words} ..."),
        _ => after,
    };
    Passage { before, quote: quote.to_owned(), after }
}

fn record(recorded: &RecordedFact) -> Vec<Entry> {
    let fact = &recorded.fact;
    let replaces = fact.replaces.as_ref();
    let replaces = replaces.map(|old| format!("{}: {}", old.fact.short(), old.reason));
    vec![
        page("comment", Cell::said(fact.comment.as_ref())),
        page("source row", Cell::said(fact.source_row_id.as_ref())),
        page(
            "recorded",
            Cell::text(format!("{} by {}", recorded.recorded_at, recorded.recorded_by)),
        ),
        page("replaces", Cell::said(replaces)),
        page("replaced by", warning(recorded.replaced_by.map(|uid| uid.short()))),
        page("retracted", warning(recorded.withdrawn().map(str::to_owned))),
    ]
}

/// The versions of a fact, in the order of the selection, each with the reason of its correction or
/// retraction, and with its newest assessment.
fn versions(history: &Selection) -> Grid {
    let columns = vec![
        Column::new("fact_id", "fact").keep(),
        Column::new("recorded_at", "recorded").keep(),
        Column::new("recorded_by", "by"),
        Column::new("value", "value").right(),
        Column::new("when", "when"),
        Column::new("reason", "why"),
        Column::new("assessment", "judged"),
    ];
    let row = |recorded: &RecordedFact| {
        let judged = history.assessments.get(&recorded.uid).and_then(|all| all.last());
        let fact: &Draft = &recorded.fact;
        let corrects = fact.replaces.as_ref().map(|correction| correction.reason.clone());
        let retracted = recorded.withdrawn().map(|why| format!("retracted: {why}"));
        let why: Vec<String> = corrects.into_iter().chain(retracted).collect();
        vec![
            Cell::Id(recorded.uid),
            Cell::text(recorded.recorded_at.clone()),
            Cell::text(&recorded.recorded_by),
            Cell::said(fact.quantity.as_ref().map(wording::quantity)),
            Cell::said(wording::when_of(fact, None)),
            Cell::text(why.join("; ")),
            Cell::said(judged.map(|judged| wording::assessment(&judged.assessment))),
        ]
    };
    Grid { rows: history.facts.iter().map(row).collect(), ..Grid::new(columns) }
}

/// A line for pages only; its label is also its key.
fn page(label: &'static str, cell: Cell) -> Entry {
    Entry::page(label, label, cell)
}

fn stated(words: &str) -> Cell {
    if words.is_empty() { Cell::Empty } else { Cell::text(format!("\"{words}\"")) }
}

fn warning(text: Option<String>) -> Cell {
    text.map_or(Cell::Empty, |text| Cell::words(text, Emphasis::Bad))
}

/// The figures of a quantity, each with its name: `low 5, best 7`. A lower bound alone would read
/// like an exact number.
fn figures(quantity: &Quantity) -> String {
    let named = [("low", quantity.low), ("best", quantity.best), ("high", quantity.high)];
    let mut parts: Vec<String> = named
        .iter()
        .filter_map(|(name, figure)| figure.map(|n| format!("{name} {}", wording::number(n))))
        .collect();
    if let Some(whole) = quantity.out_of {
        parts.push(format!("out of {}", wording::number(whole)));
    }
    if quantity.approximate {
        parts.push("approximate".to_owned());
    }
    parts.join(", ")
}

/// Bounds in words: `starts 1 Jul 2016 to 10 Jul 2016, no known end`; empty for one known day.
fn bounds(bounds: &Bounds) -> String {
    if bounds.is_exact_day() {
        return String::new();
    }
    let day = |day: Day| wording::day(day, None);
    let edge = |verb: &str, noun: &str, earliest: Option<Day>, latest: Option<Day>| match (
        earliest, latest,
    ) {
        (Some(from), Some(to)) if from == to => format!("{verb} on {}", day(from)),
        (Some(from), Some(to)) => format!("{verb} between {} and {}", day(from), day(to)),
        (Some(from), None) => format!("{verb} on {} or later", day(from)),
        (None, Some(to)) => format!("{verb} by {}", day(to)),
        (None, None) => format!("no known {noun}"),
    };
    format!(
        "{}, {}",
        edge("starts", "start", bounds.start_earliest, bounds.start_latest),
        edge("ends", "end", bounds.end_earliest, bounds.end_latest)
    )
}
