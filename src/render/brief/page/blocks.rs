//! The blocks of a brief on a page.

use crate::render::chart;
use crate::render::html::{numbered, sentence};
use crate::view::brief::{Block, Lead, Line, Part};
use crate::view::chart::{Chart, Figure};
use maud::{Markup, html};

/// What is known: each line with the chart of its figure. `placed` gets these charts.
pub(super) fn known<'c>(
    block: &Block,
    charts: &[&'c Chart],
    placed: &mut Vec<&'c Chart>,
) -> Markup {
    let beside: Vec<Option<&'c Chart>> = block
        .lines
        .iter()
        .map(|line| {
            let is_of = |chart: &&&'c Chart| {
                (&chart.indicator, &chart.place) == (&line.indicator, &line.place)
            };
            let is_exact =
                |chart: &&&Chart| (&chart.scope, &chart.apart) == (&line.scope, &line.unit);
            let mut of_line = charts
                .iter()
                .filter(is_of)
                .filter(|chart| placed.iter().all(|known| !std::ptr::eq(*known, **chart)));
            let chart = of_line.clone().find(is_exact).or_else(|| of_line.next()).copied();
            placed.extend(chart);
            chart
        })
        .collect();
    html! {
        ul.known {
            @for (line, chart) in block.lines.iter().zip(&beside) {
                li {
                    div {
                        h3 { (sentence(&line.label)) }
                        @for part in &line.parts {
                            @if !part.lead.in_words().is_empty() {
                                p.beside { (part.lead.in_words()) (said(part)) }
                            } @else {
                                p.says { (said(part)) }
                            }
                        }
                        (notes(line))
                    }
                    @if let Some(chart) = chart {
                        @let of = chart.scope.as_deref().filter(|_| chart.scope != line.scope);
                        (chart::in_card(chart, number_of(chart, charts), of))
                    }
                }
            }
        }
        (left_out(block))
    }
}

/// The number of a chart among those of the page.
pub(super) fn number_of(chart: &Chart, charts: &[&Chart]) -> usize {
    charts.iter().position(|one| std::ptr::eq(*one, chart)).unwrap_or(charts.len())
}

/// Contradictions, with the sides next to each other.
pub(super) fn disagree(block: &Block) -> Markup {
    html! {
        ul.disagree {
            @for line in &block.lines {
                li {
                    h3 { (sentence(&line.label)) }
                    div.sides {
                        @for part in &line.parts {
                            @if part.lead == Lead::Against { span.against role="img" aria-label="against" { "≠" } }
                            p.side { (said(part)) }
                        }
                    }
                    (notes(line))
                }
            }
        }
        (left_out(block))
    }
}

/// The blocks for promises, changes, and series that nobody reports any more.
pub(super) fn lines(block: &Block) -> Markup {
    html! {
        ul.lines {
            @for line in &block.lines {
                li {
                    h3 { (sentence(&line.label)) }
                    @for part in &line.parts {
                        p {
                            @if part.lead == Lead::Since { i { (part.lead.in_words()) } }
                            @if part.lead == Lead::Against { span.against role="img" aria-label="against" { "≠ " } }
                            (said(part))
                        }
                    }
                    (notes(line))
                }
            }
        }
        (left_out(block))
    }
}

/// Series with one figure, collapsed.
pub(super) fn single(charts: &[&Chart]) -> Markup {
    html! {
        details.single {
            summary { (charts.len()) " series with one figure, or always the same" }
            ul {
                @for chart in charts {
                    @if let Some((figure, more)) = newest(chart) {
                        li {
                            (sentence(&chart.title)) ": " b { (sentence(&figure.words)) } ", " (sentence(&figure.when)) " (" (sentence(&figure.who)) ")"
                            @if more > 0 { ", and " (more) " more times" }
                        }
                    }
                }
            }
        }
    }
}

/// The newest figure of a series, and how many others there are. What is planned, demanded or denied is shown only if
/// there is nothing else.
fn newest(chart: &Chart) -> Option<(&Figure, usize)> {
    let is = |figure: &&Figure| !figure.is_hollow();
    let others = chart.figures.iter().filter(is).count().saturating_sub(1);
    let newest = chart.figures.iter().rfind(is).or(chart.figures.last())?;
    Some((newest, others))
}

fn said(part: &Part) -> Markup {
    html! { (sentence(&part.words)) " " (numbered(&part.sources, part.sources.len())) @if part.more_sources > 0 { span.more { " +" (part.more_sources) } } }
}

fn notes(line: &Line) -> Markup {
    html! {
        @if !line.notes.is_empty() || line.is_disputed {
            p.notes {
                @for (at, note) in line.notes.iter().enumerate() {
                    @if at > 0 { " · " }
                    @if note.starts_with("disputed") || note.starts_with("overdue") { strong.mark { (sentence(note)) } }
                    @else { (sentence(note)) }
                }
            }
        }
    }
}

fn left_out(block: &Block) -> Markup {
    html! { @if block.left_out > 0 { p.quiet { "and " (block.left_out) " more" } } }
}
