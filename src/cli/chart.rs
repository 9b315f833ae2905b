//! The option `--chart` of the command `factline table`.

use super::compared::Part;
use super::context::Context;
use super::error::Failure;
use super::formats::TableFormats;
use super::hints;
use super::output::Output;
use super::parts::{Way, each_part};
use super::table_output::About;
use crate::domain::filter::Filter;
use crate::domain::group_counts::Dimension;
use crate::render::{self, Format};
use crate::store::{RowsOfFacts, Store, StoreError};
use crate::text::counts::counted;
use crate::view::chart::{Asked, Charts};
use crate::view::timeline::Range;

/// Without `--limit`, at most this many series are drawn.
const MOST: usize = 10;

/// Refuses options that do not go with a picture: counts, and formats for programs.
pub(super) fn check(output: &Output<TableFormats>, count_by: &[Dimension]) -> anyhow::Result<()> {
    if !count_by.is_empty() {
        let what = "--chart draws figures and --by counts facts: give only one of them";
        return Err(Failure::new(what).into());
    }
    if !matches!(output.format()?, Format::Text | Format::Html | Format::Svg) {
        let hint = "leave out --chart: the table has the same figures as data";
        return Err(Failure::new("--chart is drawn as text, html or svg").hint(hint).into());
    }
    Ok(())
}

/// Draws the series of the facts that match a filter. The limit applies to the series. `about` describes the
/// content of a page or a picture.
pub(super) fn write(
    context: &mut Context,
    store: &Store,
    filter: &Filter,
    (output, about): (&Output<TableFormats>, impl FnOnce(&Filter) -> Result<About, StoreError>),
) -> anyhow::Result<()> {
    let range = match filter.window {
        Some(window) => Range::Days { first: window.from, last: window.to },
        None => Range::Auto,
    };
    let most = filter.limit.unwrap_or(MOST);
    let all = Filter { limit: None, ..filter.clone() };
    output.write_read(context, |format, style, out| {
        store.in_one_state(|| {
            let mut charts = Charts::default();
            let asked = Asked { range, most, first: &[], around: None };
            let of_part = |_: &Store, part: Part, named: &mut RowsOfFacts<'_>| {
                Ok(Charts::of(&part.facts, named.rows(), asked))
            };
            each_part(store, &all, Way::ADDED, of_part, |more| {
                charts.join(more, most);
                Ok(())
            })?;
            let notes = notes(&charts, format);
            if format == Format::Text {
                return Ok(render::charts(&charts, &notes, style, out)?);
            }
            let about = about(&all)?;
            Ok(render::charts_for_others(&charts, &notes, (format, about.of_charts()), out)?)
        })
    })
}

fn notes(charts: &Charts, format: Format) -> Vec<String> {
    let mut notes = Vec::new();
    if charts.several.is_empty() && charts.single.is_empty() {
        notes.push(
            "No figures over time: states and figures without a day are not drawn.".to_owned(),
        );
    }
    if charts.left_out > 0 {
        notes.push(not_drawn(charts.left_out, hints::more(format)));
    }
    notes
}

/// The note on series that are left out, with what to do about it, if the reader can.
fn not_drawn(left_out: usize, advice: &str) -> String {
    let more = counted(left_out, "more series", "more series");
    match advice {
        "" if left_out == 1 => format!("{more}, with fewer figures, is not drawn"),
        "" => format!("{more}, with fewer figures, are not drawn"),
        _ => format!("{more}, with fewer figures: {advice}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_says_what_is_not_drawn_and_only_text_names_the_option() {
        let note = |left_out, format| not_drawn(left_out, hints::more(format));
        assert_eq!(note(6, Format::Svg), "6 more series, with fewer figures, are not drawn");
        assert_eq!(note(1, Format::Html), "1 more series, with fewer figures, is not drawn");
        assert!(note(6, Format::Text).ends_with(": raise --limit or narrow the filter"));
    }
}
