//! The filter of facts: the same options for every command that reads facts.

use super::asked_days::{last_day, period};
use super::context::Context;
use super::error::Failure;
use crate::domain::assessment::Reliability;
use crate::domain::fact::Status;
use crate::domain::filter::Filter;
use crate::domain::when::Window;
use crate::store::Store;
use clap::Args;

/// The options that choose facts. An option for names may be repeated: a fact matches if one of the
/// names does.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Filter")]
pub(super) struct FilterArgs {
    /// Facts about this place or a place inside it
    #[arg(long, value_name = "PLACE")]
    pub(super) place: Vec<String>,
    /// Facts of this indicator
    #[arg(long, value_name = "INDICATOR")]
    indicator: Vec<String>,
    /// Facts about this day or a later one
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Facts about this day or an earlier one
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Facts about this day; `?` marks those that may be about another day
    #[arg(long, value_name = "DATE", conflicts_with_all = ["since", "until", "during"])]
    on: Option<String>,
    /// Facts about these days (2016-10-20..2016-10-22)
    #[arg(long, value_name = "FROM..TO", conflicts_with_all = ["since", "until"])]
    during: Option<String>,
    /// Facts found in this report
    #[arg(long, value_name = "REPORT")]
    report: Vec<String>,
    /// Facts published by this actor or an actor that belongs to it
    #[arg(long, value_name = "ACTOR")]
    publisher: Vec<String>,
    /// Facts claimed by this actor or an actor that belongs to it
    #[arg(long, value_name = "ACTOR")]
    pub(super) by: Vec<String>,
    /// Facts with this status
    #[arg(long, value_name = "STATUS")]
    status: Vec<Status>,
    /// Facts of this thread
    #[arg(long, value_name = "THREAD")]
    thread: Vec<String>,
    /// Facts with all these words in the quote, the words as stated, the comment or the report's title
    #[arg(long, value_name = "WORDS")]
    text: Vec<String>,
    /// Facts assessed as at least this reliable (A to F)
    #[arg(long, value_name = "A-F")]
    min_reliability: Option<Reliability>,
    /// Use only reports that were published up to this day
    #[arg(long, value_name = "DATE")]
    as_published: Option<String>,
    /// Include facts that were retracted or replaced by a correction
    #[arg(long)]
    retracted: bool,
    /// Leave out facts that may lie outside the time asked for
    #[arg(long)]
    sure: bool,
    /// Show at most this many facts or rows
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
}

impl FilterArgs {
    /// The filter with names replaced by keys. Fails if a name is unknown or a date cannot be read.
    pub(super) fn resolve(&self, context: &Context, store: &Store) -> anyhow::Result<Filter> {
        let mut filter = Filter {
            window: self.window(context)?,
            statuses: self.status.clone(),
            threads: self.thread.clone(),
            text: self.text.clone(),
            min_reliability: self.min_reliability,
            retracted: self.retracted,
            sure: self.sure,
            limit: self.limit,
            ..Filter::default()
        };
        let last = |words: &Option<String>| {
            words.as_deref().map(|words| last_day(words, context.today())).transpose()
        };
        filter.as_published = last(&self.as_published)?;
        filter.as_recorded = context.as_recorded()?;
        for words in &self.place {
            filter.places.push(super::named_place::find(context, store, words)?.key);
        }
        for words in &self.indicator {
            filter.indicators.push(store.find_indicator(words)?.row.key);
        }
        for words in &self.report {
            filter.reports.push(store.find_report(words)?.key);
        }
        for words in &self.publisher {
            filter.publishers.push(store.find_actor(words)?.row.key);
        }
        for words in &self.by {
            filter.claimants.push(store.find_actor(words)?.row.key);
        }
        Ok(filter)
    }

    /// The filter in the user's words: `place Aleppo · since 2016-10-20`.
    pub(super) fn in_words(&self) -> String {
        let lists = [
            ("place", &self.place),
            ("indicator", &self.indicator),
            ("report", &self.report),
            ("publisher", &self.publisher),
            ("by", &self.by),
            ("thread", &self.thread),
            ("with the words", &self.text),
        ];
        let days = [
            ("since", &self.since),
            ("until", &self.until),
            ("on", &self.on),
            ("during", &self.during),
            ("as published by", &self.as_published),
        ];
        let lists = lists.iter().filter(|(_, words)| !words.is_empty());
        let lists = lists.map(|(name, words)| format!("{name} {}", words.join(" or ")));
        let days = days.iter().filter_map(|(name, day)| Some(format!("{name} {}", day.as_ref()?)));
        let statuses = self.status.iter().map(|status| format!("status {status}"));
        let least =
            self.min_reliability.iter().map(|grade| format!("reliability {grade} or better"));
        let kinds = [(self.retracted, "with withdrawn facts"), (self.sure, "sure only")];
        let kinds = kinds.into_iter().filter(|(is_asked, _)| *is_asked);
        let kinds = kinds.map(|(_, words)| words.to_owned());
        lists.chain(days).chain(statuses).chain(least).chain(kinds).collect::<Vec<_>>().join(" · ")
    }

    fn window(&self, context: &Context) -> anyhow::Result<Option<Window>> {
        let bounds = |words: &String| period(words, context.today());
        if let Some(on) = &self.on {
            let on = bounds(on)?;
            return Ok(Some(Window { from: on.start_earliest, to: on.end_latest }));
        }
        if let Some(during) = &self.during {
            return self::during(during, context).map(Some);
        }
        if self.since.is_none() && self.until.is_none() {
            return Ok(None);
        }
        let from =
            self.since.as_ref().map(bounds).transpose()?.and_then(|since| since.start_earliest);
        let to = self.until.as_ref().map(bounds).transpose()?.and_then(|until| until.end_latest);
        if let (Some(first), Some(last)) = (from, to)
            && first > last
        {
            return Err(Failure::new(format!("--since {first} is after --until {last}")).into());
        }
        Ok(Some(Window { from, to }))
    }
}

fn during(words: &str, context: &Context) -> anyhow::Result<Window> {
    let (from, to) = words.split_once("..").unwrap_or((words, words));
    let window = Window {
        from: period(from, context.today())?.start_earliest,
        to: period(to, context.today())?.end_latest,
    };
    match window {
        Window { from: Some(from), to: Some(to) } if from > to => {
            Err(Failure::new(format!("--during `{words}`: it ends before it begins")).into())
        }
        window => Ok(window),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::when::Day;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        filter: FilterArgs,
    }

    /// The days asked for, from the first to the last; `..` at an end that is open.
    fn window(arguments: &[&str]) -> Result<String, String> {
        let line = Line::parse_from([&["table"], arguments].concat());
        let context = Context::of_line(&[], false);
        let day = |day: Option<Day>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
        let window = line.filter.window(&context).map_err(|why| why.to_string())?;
        let window = window.ok_or("no window")?;
        Ok(format!("{} {}", day(window.from), day(window.to)))
    }

    #[test]
    fn a_window_goes_from_the_first_to_the_last_day_named() {
        for (arguments, days) in [
            (&["--on", "2016-10"][..], "2016-10-01 2016-10-31"),
            (&["--during", "2016-10-20..2016-10-22"], "2016-10-20 2016-10-22"),
            (&["--during", "2016"], "2016-01-01 2016-12-31"),
            (&["--since", "yesterday"], "2016-10-23 .."),
            (&["--until", "2016-10"], ".. 2016-10-31"),
            (&["--since", "2016-09", "--until", "2016-10"], "2016-09-01 2016-10-31"),
        ] {
            assert_eq!(window(arguments).as_deref(), Ok(days), "{arguments:?}");
        }
        assert_eq!(window(&[]), Err("no window".to_owned()));
    }

    #[test]
    fn a_window_that_ends_before_it_begins_is_refused() {
        for arguments in
            [&["--since", "2016-11", "--until", "2016-10"][..], &["--during", "2017..2016"]]
        {
            assert_ne!(window(arguments).unwrap_err(), "no window", "{arguments:?}");
        }
    }
}
