//! The command `factline indicator add|list|deprecate`.

use super::context::Context;
use super::error::Failure;
use super::outcome::{Outcome, Run};
use super::output::Output;
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::name;
use crate::{render, view};
use clap::{Args, Subcommand};

/// Indicators, which say what facts measure or follow: add, list, deprecate
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline indicator list
  factline indicator add bread-price --measures count --unit SYP \\
    --nature stock")]
pub(super) struct IndicatorCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Add(Add),
    List(List),
    Deprecate(Deprecate),
}

/// Add an indicator
#[derive(Debug, Args)]
#[command(override_usage = "\
factline indicator add [OPTIONS] --measures <MEASURES>
                              --nature <NATURE> <KEY>")]
#[command(after_help = "\
The nature says what the time of a fact means: a stock is a number as of a day; a flow is a total over a \
period; a state is true on every day of a period; an event happens on some day of a period.

Example:
  factline indicator add bread-price --label 'bread price' \\
    --measures count --unit SYP --nature stock \\
    --definition 'Price of one kilogram of bread at the market.'")]
struct Add {
    /// The key of the indicator: lower-case words with hyphens
    key: String,
    /// The name that is shown [default: the key]
    #[arg(long)]
    label: Option<String>,
    /// What counts as this indicator and what does not
    #[arg(long, default_value = "")]
    definition: String,
    /// What a value measures: count, duration, date or nothing
    #[arg(long)]
    measures: Measure,
    /// The unit of the values (people, hours …)
    #[arg(long, default_value = "")]
    unit: String,
    /// A further unit of the values, with a series of its own (households); may be repeated
    #[arg(long, value_name = "UNIT")]
    further_unit: Vec<String>,
    /// What the time of a fact means: stock, flow, state or event
    #[arg(long)]
    nature: Nature,
    /// Stocks no further apart than this many days are comparable
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    window: u32,
    /// Its hashtag in the Humanitarian Exchange Language (#affected+trapped)
    #[arg(long, value_name = "TAG")]
    hxl: Option<String>,
    /// Another word for it; may be repeated
    #[arg(long, value_name = "WORD")]
    alias: Vec<String>,
}

/// List the indicators
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline indicator list --format markdown")]
struct List {
    #[command(flatten)]
    output: Output,
}

/// Stop using an indicator; its facts stay
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline indicator deprecate bread-price --note 'use food-price'")]
struct Deprecate {
    /// The indicator: key, label or alias
    indicator: String,
}

impl IndicatorCommand {
    pub(super) fn run(self, context: &mut Context) -> Run {
        match self.action {
            Action::Add(action) => action.run(context),
            Action::List(action) => action.run(context),
            Action::Deprecate(action) => action.run(context),
        }
    }
}

impl Add {
    fn run(self, context: &mut Context) -> Run {
        let key = name::key_of(&self.key);
        if key != self.key {
            return Err(Failure::new(format!(
                "indicator key `{}`: lower-case words with hyphens are expected",
                self.key
            ))
            .hint(format!("try `{key}`"))
            .into());
        }
        let has_unit = matches!(self.measures, Measure::Count | Measure::Duration);
        if has_unit && self.unit.trim().is_empty() {
            return Err(Failure::new(format!(
                "indicator `{key}`: what measures a {} needs a --unit",
                self.measures
            ))
            .hint("people, trucks, hours, percent, USD …")
            .into());
        }
        if self.hxl.as_ref().is_some_and(|tag| !tag.starts_with('#')) {
            return Err(Failure::new("--hxl: a hashtag starts with `#`")
                .hint("#affected+trapped")
                .into());
        }
        let indicator = Indicator {
            label: self.label.unwrap_or_else(|| key.replace('-', " ")),
            key,
            definition: self.definition.trim().to_owned(),
            measures: self.measures,
            unit: self.unit.trim().to_owned(),
            units: self.further_unit,
            nature: self.nature,
            window_days: self.window,
            hxl_tag: self.hxl,
            aliases: self.alias,
            deprecated_at: None,
        };
        let recorder = context.recorder()?;
        let mut store = context.open_to_record()?;
        let mut writer = store.begin()?;
        writer.add_indicator(&indicator)?;
        context.commit(writer, &recorder, &format!("indicator `{}`", indicator.key))?;
        context.say(format!(
            "added {}: measures {} {}, a {}",
            indicator.key, indicator.measures, indicator.unit, indicator.nature
        ));
        Ok(Outcome::Done)
    }
}

impl List {
    fn run(self, context: &mut Context) -> Run {
        let grid = view::lists::indicators(&context.open()?.indicators()?);
        self.output.write(context, |format, style, out| render::grid(&grid, format, style, out))?;
        Ok(Outcome::Done)
    }
}

impl Deprecate {
    fn run(self, context: &mut Context) -> Run {
        let mut store = context.open_to_record()?;
        let indicator = store.find_indicator(&self.indicator)?.row;
        if let Some(since) = &indicator.deprecated_at {
            return Err(Failure::new(format!(
                "indicator `{}` is deprecated already, since {since}",
                indicator.key
            ))
            .into());
        }
        let recorder = context.recorder()?;
        let mut writer = store.begin()?;
        writer.deprecate_indicator(&indicator.key, &recorder.at)?;
        context.commit(writer, &recorder, &format!("indicator `{}`", indicator.key))?;
        context.say(format!("deprecated {}; its facts stay", indicator.key));
        Ok(Outcome::Done)
    }
}
