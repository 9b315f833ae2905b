//! The entries of a page, by month. Marks are short, since a page may have thousands of entries.

use crate::domain::assessment::Disposition;
use crate::domain::compare::StatementKind;
use crate::render::html::{cited, numbered, sentence};
use crate::render::timeline::words::{against, evidence};
use crate::view::timeline::{Claimant, Entry, Group, Quotes, Source, Timeline};
use foldhash::HashMap;
use maud::{Markup, html};

/// At most this many claimants are named for one entry, and at most so many source numbers for one of them.
const MOST_CLAIMANTS: usize = 12;
const MOST_SOURCES: usize = 12;

/// The number of each source, by the key of its report.
pub(in crate::render) type Numbers<'a> = HashMap<&'a str, usize>;

/// The entries, each month under its heading.
pub(in crate::render) fn by_month(
    timeline: &Timeline<'_>,
    quotes: &Quotes,
    numbers: &Numbers<'_>,
) -> Markup {
    html! {
        @for group in timeline.groups() { (month(&group, quotes, numbers)) }
    }
}

/// The number of each source, by the key of its report.
pub(in crate::render) fn numbers(sources: &[Source]) -> Numbers<'_> {
    sources.iter().map(|source| (&*source.report, source.number)).collect()
}

fn month(group: &Group<'_>, quotes: &Quotes, numbers: &Numbers<'_>) -> Markup {
    let entries: Vec<Entry> = group.entries().collect();
    let is_new = |at: usize| at == 0 || entries[at - 1].when != entries[at].when;
    html! {
        h3 { (group.title()) }
        ul.entries {
            @for (at, entry) in entries.iter().enumerate() {
                (one(entry, is_new(at), quotes, numbers))
            }
        }
    }
}

/// An entry: its days, its statement, its claimants. If its days are the same as those of the previous entry,
/// only screen readers get them.
fn one(entry: &Entry, is_new: bool, quotes: &Quotes, numbers: &Numbers<'_>) -> Markup {
    let versus = if entry.is_against_above { " versus" } else { "" };
    let rejections = quotes.rejections(&entry.facts);
    let quotes = quotes.of(&entry.facts);
    let is_rejected = entry.doubt == Some(Disposition::Rejected);
    html! {
        li class={ (class(entry.kind)) (versus) } {
            b class=[(!is_new).then_some("same")] { (entry.when) @if entry.maybe { " (maybe)" } }
            div {
                span {
                    @if entry.is_against_above { strong.mark { "≠ " } }
                    (sentence(&entry.label))
                    @if let Some(scope) = &entry.scope { ", " (sentence(scope)) }
                    @if let Some(at) = &entry.at { " (" (sentence(at)) ")" }
                }
                @if !entry.value.is_empty() {
                    " " @if is_rejected { s { (sentence(&entry.value)) } } @else { b { (sentence(&entry.value)) } }
                }
                @if !entry.standing.is_empty() { " " i { (entry.standing) } }
                @for why in rejections { " " i { "(" (sentence(why)) ")" } }
            }
            div {
                (claimants(entry))
                @if !quotes.is_empty() { " " (folded(&quotes, numbers, entry.sources.len() > 1)) }
                @for other in against(entry, "≠") { p { (sentence(&other)) } }
            }
        }
    }
}

/// The claimants with the numbers of their sources, and how many reports and origins there are.
fn claimants(entry: &Entry) -> Markup {
    let more = entry.claimants.len().saturating_sub(MOST_CLAIMANTS);
    let evidence = evidence(entry);
    html! {
        @for (at, Claimant { name, sources }) in entry.claimants.iter().take(MOST_CLAIMANTS).enumerate() {
            @if at > 0 { "; " }
            (sentence(name)) " " (numbered(sources, MOST_SOURCES))
        }
        @if more > 0 { "; and " (more) " more" }
        @if !evidence.is_empty() { " · " (evidence) }
    }
}

/// The quotes, which can be expanded. With `are_cited`, each has the numbers of its sources.
fn folded(quotes: &[(&str, Vec<&str>)], numbers: &Numbers<'_>, are_cited: bool) -> Markup {
    html! {
        details {
            summary { @if quotes.len() == 1 { "quote" } @else { (quotes.len()) " quotes" } }
            @for (words, reports) in quotes {
                blockquote {
                    (words)
                    @if are_cited { " " (cited(&reports.iter().filter_map(|key| numbers.get(key).copied()).collect::<Vec<_>>())) }
                }
            }
        }
    }
}

/// The class of an entry, which gives it the mark of its kind.
fn class(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Held => "held",
        StatementKind::Absent => "absent",
        StatementKind::Total => "total",
        StatementKind::Level => "level",
        StatementKind::Happened => "happened",
        StatementKind::Ended => "ended",
        StatementKind::Foreseen => "foreseen",
        StatementKind::Demanded => "demanded",
        StatementKind::Planned => "planned",
        StatementKind::PutOff => "put-off",
        StatementKind::Denied => "denied",
    }
}
