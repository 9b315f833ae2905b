//! What `factline report add` does with a document that is recorded already: if it has no text, the text is added; a
//! title or date that differs is reported.

use super::add_args::Add;
use super::document::{Document, Ready};
use super::reread::{self, Edited};
use crate::capture::Field;
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::hints::quoted;
use crate::cli::outcome::{Outcome, Run};
use crate::domain::changeset::Recorder;
use crate::domain::link::is_one_document;
use crate::domain::report::{CapturedText, Report, TEXT_CAPTURED};
use crate::store::{Store, WriteError};
use crate::text::safe;

/// The recorded report with the link of a document, if the user gives only that link and a text (by `--text` or as a
/// file); `None` if there is none. Fails if the report already has a text.
pub(super) fn with_link_alone(
    given: &Add,
    store: &Store,
    document: &Document,
) -> anyhow::Result<Option<Report>> {
    let says_more = given.title.is_some()
        || given.publisher.is_some()
        || given.published.is_some()
        || document.captured.page.first(Field::Title).is_some();
    let has_text = given.text.is_some() || document.captured.text.is_some();
    let Some(link) = document.link.as_deref().filter(|_| has_text && !says_more) else {
        return Ok(None);
    };
    let Ok(there) = store.find_report(link) else { return Ok(None) };
    let is_it = there.url.as_deref().is_some_and(|url| is_one_document(url, link));
    if !is_it || !store.may_name_report(there.uid)? || there.retracted.is_some() {
        return Ok(None);
    }
    if there.has_text {
        let key = &there.key;
        return Err(Failure::new(format!("report `{key}`: recorded already, with its text"))
            .hint(format!("factline report show {} shows it", quoted(key)))
            .into());
    }
    Ok(Some(there))
}

/// Adds the text to a report that could not be recorded because it is already recorded without a text. Fails with the
/// first refusal, or with what differs in the command line.
pub(super) fn settle(
    given: &Add,
    context: &mut Context,
    store: &mut Store,
    (recorder, ready, why): (&Recorder, Ready, anyhow::Error),
) -> Run {
    let Some(WriteError::AlreadyThere { what: "report", key, .. }) = why.downcast_ref() else {
        return Err(why);
    };
    // A report that must not be named cannot be found by that name.
    let Ok(there) = store.find_report(key) else { return Err(why) };
    if !context.shows_confidential() && !store.may_name_report(there.uid)? {
        return Err(why);
    }
    let is_said = |name: &str| match name {
        "title" => given.title.is_some(),
        "publisher" => given.publisher.is_some(),
        "published" => given.published.is_some(),
        _ => false,
    };
    let differences = ready.report.differences(&there).into_iter();
    let differ: Vec<String> = differences
        .filter(|(name, ..)| is_said(name))
        .map(|(name, here, there)| format!("{name} `{there}`, here `{here}`"))
        .collect();
    if !differ.is_empty() {
        let key = &there.key;
        let what = format!("report `{key}`: recorded already, with {}", differ.join("; "));
        return Err(Failure::new(what)
            .hint(format!(
                "if that is wrong: factline report edit {key} --reason WHY with the right one"
            ))
            .into());
    }
    match ready.text {
        Some(text) if !there.has_text => add_text(context, store, recorder, &there, Some(text)),
        _ => Err(why),
    }
}

/// Adds a text to a recorded report, and compares it with the quotes of its facts.
pub(super) fn add_text(
    context: &mut Context,
    store: &mut Store,
    recorder: &Recorder,
    there: &Report,
    text: Option<CapturedText>,
) -> Run {
    let mut writer = store.begin()?;
    writer.edit_report(there.uid, there, text.as_ref(), TEXT_CAPTURED)?;
    let edited = Edited {
        key: &there.key,
        earlier: Vec::new(),
        has_new_text: true,
        rereads: false,
        reason: TEXT_CAPTURED,
    };
    let reread = reread::facts(context, &mut writer, &edited)?;
    writer.use_report(&recorder.by, &there.key)?;
    let may_name = context.shows_confidential() || writer.store().may_name_report(there.uid)?;
    context.commit(writer, recorder, &format!("the text of report `{}`", there.key))?;
    writeln!(context.out(), "{}", safe::terminal(&there.key))?;
    let length = text.map_or(0, |text| text.text.chars().count());
    context.say(format!("recorded already; its text of {length} characters was added"));
    reread.tell(context, may_name, &there.key);
    Ok(if reread.is_all_right() { Outcome::Done } else { Outcome::LookAt })
}
