//! The columns of a table of indicators.

use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::format::problem::Problem;
use crate::format::row::Row;
use crate::wire::column::{ColumnOf, ColumnType, Compared, WireRow};
use crate::wire::names::{as_set, key_or};
use crate::wire::value::CellValue;
use std::fmt::Display;
use std::str::FromStr;

/// Default comparison window in days: stocks of an indicator (displaced people, say) are compared if their
/// dates are at most this far apart.
const USUAL_WINDOW: u32 = 7;

impl WireRow for Indicator {
    const COLUMNS: &'static [ColumnOf<Self>] = &[
        ColumnOf::new(
            "key",
            "The key by which facts name the indicator.",
            ColumnType::NeededText,
            |row: &Self| CellValue::text(&row.key),
        )
        .compared(Compared::Never),
        ColumnOf::new("label", "Name of the indicator.", ColumnType::NeededText, |row: &Self| {
            CellValue::text(&row.label)
        }),
        ColumnOf::new(
            "definition",
            "What exactly is measured or followed.",
            ColumnType::Text,
            |row: &Self| CellValue::text(&row.definition),
        )
        .set(|row, cell| row.definition = cell.owned().unwrap_or_default()),
        ColumnOf::new(
            "measures",
            "What a value is: a count, a duration and so on.",
            ColumnType::Word(Measure::WORDS),
            |row: &Self| CellValue::text(row.measures.as_str()),
        ),
        ColumnOf::new(
            "unit",
            "The unit of its figures, if a fact has no other.",
            ColumnType::Text,
            |row: &Self| CellValue::text(&row.unit),
        )
        .set_checked(|row, cell| {
            row.unit = cell.owned().unwrap_or_default();
            let needs_unit = matches!(row.measures, Measure::Count | Measure::Duration);
            if row.unit.is_empty() && needs_unit {
                let why = format!(
                    "blank, but an indicator that measures a {} needs a unit",
                    row.measures
                );
                return Err(cell.problem(why));
            }
            Ok(())
        }),
        ColumnOf::new(
            "nature",
            "What the time of a fact means: an event on some day, a flow over all of them, a stock as of a day, a state that lasts.",
            ColumnType::Word(Nature::WORDS),
            |row: &Self| CellValue::text(row.nature.as_str()),
        ),
        ColumnOf::new(
            "window_days",
            "Figures as of days that are at most this many days apart are compared with each other.",
            ColumnType::Integer,
            |row: &Self| CellValue::number(Some(row.window_days)),
        )
        .set_checked(|row, cell| {
            row.window_days = cell.parsed()?.unwrap_or(USUAL_WINDOW);
            Ok(())
        }),
        ColumnOf::new(
            "hxl_tag",
            "Its hashtag in the Humanitarian Exchange Language.",
            ColumnType::Text,
            |row: &Self| CellValue::optional(row.hxl_tag.as_deref()),
        )
        .set_checked(|row, cell| {
            row.hxl_tag = cell.owned();
            match row.hxl_tag.as_deref().filter(|tag| !tag.starts_with('#')) {
                Some(tag) => {
                    Err(cell
                        .problem(format!("`{tag}` is not a hashtag: a hashtag starts with `#`")))
                }
                None => Ok(()),
            }
        }),
        ColumnOf::new("aliases", "Other words for it.", ColumnType::List, |row: &Self| {
            CellValue::list(&row.aliases)
        })
        .set(|row, cell| row.aliases = cell.several())
        .compared(Compared::By(|row| as_set(&row.aliases))),
        ColumnOf::new(
            "deprecated_at",
            "Since when it is no longer used (UTC); blank if it is still used.",
            ColumnType::Moment,
            |row: &Self| CellValue::optional(row.deprecated_at.as_deref()),
        )
        .set(|row, cell| row.deprecated_at = cell.owned())
        .compared(Compared::Never),
        // Files of older versions do not have it.
        ColumnOf::new("units", "Further units of its figures.", ColumnType::List, |row: &Self| {
            CellValue::list(&row.units)
        })
        .set(|row, cell| row.units = cell.several())
        .compared(Compared::Never),
    ];

    fn begin(row: &Row<'_>) -> Result<Self, Problem> {
        let label = row.needed("label")?;
        Ok(Self {
            key: key_or(row, label)?,
            label: label.to_owned(),
            definition: String::new(),
            measures: needed_word(row, "measures", Measure::WORDS)?,
            unit: String::new(),
            units: Vec::new(),
            nature: needed_word(row, "nature", Nature::WORDS)?,
            window_days: USUAL_WINDOW,
            hxl_tag: None,
            aliases: Vec::new(),
            deprecated_at: None,
        })
    }
}

/// Parses a required word of a closed set. Fails if the cell is blank or has another word.
fn needed_word<T: FromStr<Err: Display>>(
    row: &Row<'_>,
    column: &'static str,
    words: &[&str],
) -> Result<T, Problem> {
    row.parsed(column)?.ok_or_else(|| {
        Problem::at(column, format!("blank: one of {} was expected", words.join(", ")))
    })
}
