//! The parts that every report must state: each part, or why it is missing.

use super::page_date::tomorrow;
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::unread;
use crate::domain::actor::ActorKind;
use crate::domain::link::stated_link;
use crate::domain::report::{UNDATED, known_publication, says_undated};
use crate::domain::when::{Day, Expression};
use crate::language::dates::{self, Anchor};
use anyhow::Context as _;

/// A part of a report that is missing or cannot be read.
pub(super) struct Missing {
    /// The message: what, and why.
    pub(super) why: anyhow::Error,
    /// The option that gives it.
    pub(super) option: &'static str,
    /// Whether an option gave it; then the option must be corrected, and no question is asked.
    pub(super) is_wrong_option: bool,
    /// The words that were given for it; empty if there were none.
    pub(super) words: String,
}

pub(super) type Part<T> = Result<T, Missing>;

pub(super) type Published = (Expression, Option<Day>);

/// The publisher of a report.
pub(super) struct Publisher {
    pub(super) key: String,
    /// The publisher's name and kind, if it must be created.
    pub(super) new: Option<(String, ActorKind)>,
    /// The publisher's name, if it was guessed from the link.
    pub(super) guessed: Option<String>,
}

impl Publisher {
    pub(super) fn recorded(key: String) -> Self {
        Self { key, new: None, guessed: None }
    }
}

/// Reads a publication date: EDTF or words, with a first and a last day, or a word for a date that is unknown, which
/// has no last day. Fails if it begins after tomorrow; tomorrow has already begun in time zones farther east. Errors
/// begin with `what`.
pub(super) fn read_date(what: &str, words: &str, context: &Context) -> anyhow::Result<Published> {
    let stated = if says_undated(words) { UNDATED } else { words };
    let anchor = Anchor::on(context.today());
    let read = dates::read(stated, &anchor);
    let when = read.with_context(|| unread::date(what, words, &anchor))?.value;
    let last = when.bounds.end_latest.filter(|_| when.bounds.start_earliest.is_some());
    let Some(last) = last else {
        return Err(Failure::new(format!("{what} `{words}`: it has no first or no last day"))
            .hint("a day (2016-10-24), a month (2016-10) or unknown")
            .into());
    };
    let Some(last) = known_publication(last) else { return Ok((when.expression, None)) };
    if when.bounds.start_earliest > Some(tomorrow(context.today())) {
        return Err(Failure::new(format!("{what} `{words}`: {last} is in the future")).into());
    }
    Ok((when.expression, Some(last)))
}

/// How a date was read; `None` if the words state it in that form.
pub(super) fn shown_reading((date, _): &Published, words: &str) -> Option<String> {
    let date = date.to_string();
    let is_new = !says_undated(words) && date != words.trim();
    is_new.then(|| format!("published  {date} (read from `{}`)", words.trim()))
}

/// The link of an archived copy that an option gives; `None` if it says that there is none. Fails if the words are not
/// a link.
pub(super) fn archive_link(words: &str) -> anyhow::Result<Option<String>> {
    Ok(stated_link(words).context("--archive-url")?.map(str::to_owned))
}
