//! A table as a page for a browser: on a small screen, each row is a card with its headings.
//!
//! Knows [`Grid`] and the frame of pages. Must not know what the rows are about.

use super::html::{Page, Section, isolated, provenance, sentence, web_link};
use crate::domain::report::Restricted;
use crate::view::grid::{Align, Cell, Column, Emphasis, Grid, Shrink};
use crate::view::provenance::Provenance;
use crate::view::wording;
use maud::{Markup, html};
use std::io::{self, Write};

/// The styles of a table.
const STYLE: &str = include_str!("table_page.css");
/// The deepest level of a tree that is indented further than its parent.
const DEEPEST: usize = 4;

/// The parts of a page besides its table.
#[derive(Clone, Copy, Debug)]
pub struct TablePage<'a> {
    /// The title of the page.
    pub title: &'a str,
    /// The conditions on the facts; empty if there are none.
    pub asked: &'a str,
    /// The reports behind the table that are not public; the page is marked if there are any.
    pub restricted: Restricted,
    /// The origin of the page.
    pub provenance: &'a Provenance,
}

impl TablePage<'_> {
    /// Writes the page. Fails if `out` does.
    pub fn write(self, grid: &Grid, out: &mut dyn Write) -> io::Result<()> {
        let grid = grid.wide.as_deref().unwrap_or(grid);
        let heading = grid.title.as_deref().unwrap_or(self.title);
        let page = Page {
            title: heading,
            styles: &[STYLE],
            restricted: self.restricted,
            head: html! {
                p.kicker { "Table" }
                h1 { (sentence(heading)) }
                @if !self.asked.is_empty() { p.lead { (sentence(self.asked)) } }
            },
            sections: vec![Section::new("table", "What the reports say", table(grid))],
            foot: html! {
                h2 { "How to read this page" }
                p {
                    "Each row is what reports say, not what is certain. Figures are shown as stated: "
                    "“up to” and “more than” are bounds, and a range is not an average."
                }
                (provenance(self.provenance))
            },
        };
        page.write(out)
    }
}

/// The table, with its notes as the caption. Roles are stated, since browsers do not treat the cards of a small screen
/// as a table.
fn table(grid: &Grid) -> Markup {
    let columns: Vec<(usize, &Column)> = grid.page_columns().collect();
    html! {
        @if columns.is_empty() {
            @for note in &grid.notes { p { (sentence(note)) } }
        } @else {
            div.scroll tabindex="0" role="region" aria-label="The table, which scrolls where it is wide" { table role="table" {
                caption { @for note in &grid.notes { span { (sentence(note)) } " " } }
                thead role="rowgroup" {
                    tr role="row" {
                        @for (_, column) in &columns {
                            th scope="col" role="columnheader" class=[class(column)] { (column.heading) }
                        }
                    }
                }
                tbody role="rowgroup" {
                    @for row in &grid.rows {
                        tr role="row" { (cells(row, &columns)) }
                    }
                }
            } }
        }
    }
}

/// The cells of a row; the first one is its heading.
fn cells(row: &[Cell], columns: &[(usize, &Column)]) -> Markup {
    html! {
        @for (number, (at, column)) in columns.iter().enumerate() {
            @let cell = row.get(*at).unwrap_or(&Cell::Empty);
            @if number == 0 {
                th scope="row" role="rowheader" data-heading=(column.heading) class=[class(column)] { (words(cell)) }
            } @else if !cell.is_empty() {
                td role="cell" data-heading=(column.heading) class=[class(column)] { (words(cell)) }
            } @else {
                td role="cell" {}
            }
        }
    }
}

/// The alignment of the cells of a column: figures on the right, ids on one line.
fn class(column: &Column) -> Option<&'static str> {
    match (column.align, column.shrink) {
        (Align::Right, Shrink::Keep) => Some("figure keep"),
        (Align::Right, Shrink::Wrap) => Some("figure"),
        (Align::Left, Shrink::Keep) => Some("keep"),
        (Align::Left, Shrink::Wrap) => None,
    }
}

fn words(cell: &Cell) -> Markup {
    match cell {
        Cell::Empty => html! {},
        Cell::Text(text) => isolated(text),
        Cell::Words { text, emphasis } => match emphasis {
            Emphasis::Strong => html! { strong { (sentence(text)) } },
            Emphasis::Struck => html! { s { (sentence(text)) } },
            Emphasis::Caution => html! { em { (sentence(text)) } },
            Emphasis::Bad => html! { span.mark { (sentence(text)) } },
            Emphasis::Plain | Emphasis::Faint | Emphasis::Name => sentence(text),
        },
        Cell::Number(number) => html! { (wording::number(*number)) },
        Cell::Count(count) => html! { (count) },
        Cell::Flag(flag) => html! { (if *flag { "yes" } else { "no" }) },
        Cell::Id(uid) => html! { code { (uid.short()) } },
        Cell::Link { text, url } => web_link(text, Some(url)),
        Cell::List(values) => sentence(&values.join(", ")),
        Cell::Day(day) => html! { (day) },
        Cell::Nested { depth, text } => html! {
            span class={ "d" (depth.min(&DEEPEST)) } { (sentence(text)) }
        },
    }
}
