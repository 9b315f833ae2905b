//! The command `factline explain when|value`.

use super::context::Context;
use super::error::Failure;
use super::outcome::{Outcome, Run};
use super::statement_words::{OrderName, PointName};
use super::unread;
use crate::domain::fact::measure;
use crate::domain::indicator::Measure;
use crate::domain::report::says_undated;
use crate::domain::when::Day;
use crate::language::dates::{self, Anchor};
use crate::language::{self, Found, FoundExpression, quantities};
use crate::render;
use crate::view::reading::Explanation;
use anyhow::Context as _;
use clap::{Args, Subcommand, ValueEnum};
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::iter;

/// A line of a batch has at most this many bytes (1 MB).
const LONGEST_LINE: u64 = 1 << 20;

/// Show how words are read, without recording anything
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline explain when 'since early July' --published 2016-10-24
  factline explain value 'as many as 300,000' --format json
  factline explain when --find --published 2016-10-24 --batch article.txt")]
pub(super) struct Explain {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    When(When),
    Value(ValueWords),
}

/// Show which time words mean
#[derive(Debug, Args)]
#[command(after_help = "\
Each line of the FILE of --batch has one phrase, which may be followed by a tab and a publication date. The \
answer has one JSON object for each line, in the same order, also for errors.

Example:
  factline explain when 'since early July' --published 2016-10-24")]
struct When {
    #[command(flatten)]
    words: Words,
    /// The day the report was published, or `unknown` [default: today]
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// The day that "that day" and "two days later" refer to
    #[arg(long, value_name = "DATE")]
    given: Option<String>,
    /// How numeric dates such as 03/04/2016 are written
    #[arg(long, value_enum, value_name = "ORDER")]
    date_order: Option<OrderName>,
}

/// Show which quantity words mean
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline explain value 'between 250,000 and 275,000'
  factline explain value --find 'At least 12 were killed, some 2,000 fled.'")]
struct ValueWords {
    #[command(flatten)]
    words: Words,
    /// The meaning of a lone point before three digits (1.234)
    #[arg(long, value_enum, value_name = "MEANING")]
    point: Option<PointName>,
    /// Check the reading against what this indicator measures
    #[arg(long, value_name = "INDICATOR")]
    indicator: Option<String>,
}

/// The options that `explain when` and `explain value` share.
#[derive(Debug, Args)]
struct Words {
    /// The words to read
    #[arg(value_name = "WORDS")]
    text: Option<String>,
    /// Read the phrases of a file (- for standard input), one a line; the answer is JSON Lines
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    batch: Option<String>,
    /// Find every expression in running text, instead of reading one phrase
    #[arg(long)]
    find: bool,
    /// The format of the answer
    #[arg(long, value_enum, default_value = "text")]
    format: FormatName,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// The words with the meaning of each part under them
    Text,
    /// One JSON object
    Json,
}

impl Explain {
    pub(super) fn run(self, context: &mut Context) -> Run {
        match self.what {
            What::When(when) => when.run(context),
            What::Value(value) => value.run(context),
        }
    }
}

impl When {
    fn run(self, context: &mut Context) -> Run {
        let today = context.today();
        let day = |words: &Option<String>, what: &str| {
            words.as_deref().map(|words| one_day(words, what, today)).transpose()
        };
        let anchor = Anchor {
            given: day(&self.given, "--given")?,
            order: self.date_order.map(Into::into),
            ..anchor_of(self.published.as_deref(), "--published", today)?
        };
        let anchored = |line_day: Option<&str>| -> anyhow::Result<Anchor> {
            match line_day {
                Some(words) => {
                    let Anchor { given, order, .. } = anchor;
                    Ok(Anchor { given, order, ..anchor_of(Some(words), "published", today)? })
                }
                None => Ok(anchor),
            }
        };
        let read = |text: &str, day: Option<&str>| {
            Ok(Explanation::of(text, dates::read(text, &anchored(day)?)))
        };
        let find = |text: &str, day: Option<&str>| {
            let anchor = anchored(day)?;
            let is_sure = |found: &Found<_>| {
                !anchor.undated || dates::read(&text[found.span.clone()], &anchor).is_ok()
            };
            let times = language::find(text, &anchor).into_iter();
            Ok(times
                .filter_map(FoundExpression::time)
                .filter(is_sure)
                .map(|found| Explanation::found(text, found))
                .collect())
        };
        self.words.run(context, &Reader { read: &read, find: &find })
    }
}

impl ValueWords {
    fn run(self, context: &mut Context) -> Run {
        let indicator = match &self.indicator {
            Some(words) => Some(context.open()?.find_indicator(words)?.row),
            None => None,
        };
        let options = self.point.map(Into::into).unwrap_or_default();
        let read = |text: &str, _: Option<&str>| {
            let measures =
                indicator.as_ref().map_or(Measure::Count, |indicator| indicator.measures);
            let read = |words: &str| quantities::read_with(words, &options);
            let words = language::value_words(text, measures, read);
            let mut outcome = words.and_then(|words| words.reading(text));
            if let (Some(indicator), Ok(reading)) = (&indicator, &mut outcome) {
                measure(&mut reading.value, indicator)?;
            }
            Ok(Explanation::of(text, outcome))
        };
        let anchor = Anchor::on(context.today());
        let find = |text: &str, _: Option<&str>| {
            Ok(language::find(text, &anchor)
                .into_iter()
                .filter_map(FoundExpression::quantity)
                .map(|found| Explanation::found(text, found))
                .collect())
        };
        self.words.run(context, &Reader { read: &read, find: &find })
    }
}

/// The anchor for the date of publication in an option or a batch; `None` means today.
fn anchor_of(words: Option<&str>, what: &str, today: Day) -> anyhow::Result<Anchor> {
    Ok(match words {
        Some(words) if says_undated(words) => Anchor::published(None),
        Some(words) => Anchor::on(one_day(words, what, today)?),
        None => Anchor::on(today),
    })
}

/// The last possible day of a date in the command line or a batch. Fails if the date has none.
fn one_day(words: &str, what: &str, today: Day) -> anyhow::Result<Day> {
    let anchor = Anchor::on(today);
    let read = dates::read(words, &anchor).with_context(|| unread::date(what, words, &anchor))?;
    let last = read
        .value
        .bounds
        .end_latest
        .ok_or_else(|| Failure::new(format!("{what} `{words}`: a day is expected")))?;
    Ok(last)
}

/// A function that reads a text; the second argument is its publication date, if one is given.
type Read<'a, T> = dyn Fn(&str, Option<&str>) -> anyhow::Result<T> + 'a;

/// The two ways to read a text: as a whole, or by finding expressions in it.
struct Reader<'a> {
    read: &'a Read<'a, Explanation>,
    find: &'a Read<'a, Vec<Explanation>>,
}

impl Words {
    fn run(&self, context: &mut Context, reader: &Reader) -> Run {
        match (&self.batch, &self.text) {
            (Some(file), _) => self.run_batch(context, reader, file),
            (None, Some(words)) => self.run_one(context, reader, words),
            (None, None) => {
                Err(Failure::new("which words?").hint("give WORDS, or --batch FILE").into())
            }
        }
    }

    fn run_one(&self, context: &mut Context, reader: &Reader, words: &str) -> Run {
        let explanations =
            if self.find { (reader.find)(words, None)? } else { vec![(reader.read)(words, None)?] };
        let style = context.style();
        for explanation in &explanations {
            if self.format == FormatName::Json {
                writeln!(context.out(), "{}", render::reading_json(explanation))?;
            } else {
                render::reading(explanation, &style, context.out())?;
            }
        }
        if explanations.is_empty() {
            context.say("nothing found");
        }
        let refused = explanations.iter().any(|explanation| explanation.outcome.is_err());
        Ok(if refused { Outcome::LookAt } else { Outcome::Done })
    }

    /// Prints one JSON object for each line; for a line that cannot be read, an object with the
    /// error.
    fn run_batch(&self, context: &mut Context, reader: &Reader, file: &str) -> Run {
        for line in lines_of(file)? {
            let line = line.with_context(|| format!("{file}: cannot read"))?;
            let (text, day) = split_day(&line);
            let answer = if self.find {
                (reader.find)(text, day).map(|found| render::found_json(text, &found))
            } else {
                (reader.read)(text, day).map(|explanation| render::reading_json(&explanation))
            };
            let answer =
                answer.unwrap_or_else(|wrong| render::failure_json(text, &format!("{wrong:#}")));
            writeln!(context.out(), "{answer}")?;
        }
        Ok(Outcome::Done)
    }
}

/// Splits a line of a batch at its last tab into the text and its publication date; `None` if the
/// line has no date.
fn split_day(line: &str) -> (&str, Option<&str>) {
    match line.rsplit_once('\t') {
        Some((text, day)) if !day.trim().is_empty() => (text, Some(day.trim())),
        Some((text, _)) => (text, None),
        None => (line, None),
    }
}

/// The next line without its line feed; `None` at the end of the input. Fails if the line is longer
/// than [`LONGEST_LINE`].
fn line_of(input: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if input.by_ref().take(LONGEST_LINE + 1).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.len() as u64 > LONGEST_LINE {
        let what = format!("a line is longer than {} MB", LONGEST_LINE >> 20);
        return Err(std::io::Error::other(what));
    }
    let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    Ok(Some(String::from_utf8_lossy(line).trim_end_matches('\r').to_owned()))
}

/// The lines of a file, or of standard input for `-`. Bytes that are not UTF-8 are replaced, so
/// that one bad line does not stop the others. Fails if the file cannot be opened.
fn lines_of(file: &str) -> anyhow::Result<impl Iterator<Item = std::io::Result<String>>> {
    let input: Box<dyn std::io::Read> = if file == "-" {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(file).with_context(|| format!("{file}: cannot read"))?)
    };
    let mut input = BufReader::new(input);
    Ok(iter::from_fn(move || line_of(&mut input).transpose()))
}
