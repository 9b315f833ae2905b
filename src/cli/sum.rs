//! The option `--sum` of the command `factline table`.

use super::error::Failure;
use super::hints;
use super::output::MOST_ON_PAGE;
use super::parts::{Way, each_fact};
use super::table_output::TableOutput;
use crate::domain::filter::Filter;
use crate::domain::group_counts::Dimension;
use crate::render::Format;
use crate::store::Store;
use crate::view::sum::{NotAdded, Options, Sums, not_added};
use std::io::Write;

/// Refuses what cannot be added up: stocks, states and indicators that measure a day, if they were named, and more than
/// one unit of time.
pub(super) fn check(store: &Store, filter: &Filter, by: &[Dimension]) -> anyhow::Result<()> {
    for key in &filter.indicators {
        let row = store.find_indicator(key)?.row;
        let Some(why) = not_added(&row) else { continue };
        let (why, next) = match why {
            NotAdded::Stock => ("its figures are valid as of a day", "--latest shows the newest"),
            NotAdded::State => ("it is a state, which lasts", "`factline timeline` shows when"),
            NotAdded::Day => ("it measures a day", "`factline compare` puts its days side by side"),
        };
        let what = format!("--sum cannot add up `{key}`: {why}");
        return Err(Failure::new(what).hint(next).into());
    }
    let is_time =
        |by: &&Dimension| matches!(by, Dimension::Day | Dimension::Month | Dimension::Year);
    let times: Vec<&str> = by.iter().filter(is_time).map(|by| by.as_str()).collect();
    if times.len() > 1 {
        let what = format!("--sum --by: {} cannot be combined", times.join(" and "));
        return Err(Failure::new(what).hint("give one of day, month and year").into());
    }
    Ok(())
}

/// Writes the sums of the facts that match a filter. The limit applies to the lines shown.
pub(super) fn write(
    store: &Store,
    filter: &Filter,
    by: &[Dimension],
    to: TableOutput<'_>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let all = Filter { limit: None, ..filter.clone() };
    let mut sums = Sums::by(by);
    let way = Way::BY_INDICATOR.with_titles(by.contains(&Dimension::Report));
    let rows = each_fact(store, &all, way, |rows, fact| match fact {
        Some(fact) => sums.add(rows, fact),
        None => sums.add_up(rows, filter.window),
    })?;
    let is_page = matches!(to.format, Format::Text | Format::Html);
    let most = if is_page { MOST_ON_PAGE } else { usize::MAX };
    let options = Options {
        most: filter.limit.unwrap_or(most),
        more: hints::more(to.format),
        stocks: if to.format.is_for_others() { "" } else { "; --latest shows the newest" },
    };
    Ok(to.grid(&sums.table(&rows, &options), out)?)
}
