//! Combines the required parts of a report from options and page; asks for missing parts, or reports all of them at
//! once.

use super::add_args::{Add, wrong_line};
use super::asking::{Asking, shown_date};
use super::document::{Document, Stated};
use super::parts::{Missing, Part, Published, Publisher, read_date, shown_reading};
use crate::capture::{Field, as_written};
use crate::cli::context::Context;
use crate::cli::error::{self, Failure};
use crate::cli::in_passing;
use crate::cli::new_names::Agreed;
use crate::cli::unknown_names::naming_create;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::link::host_names;
use crate::domain::name::key_of;
use crate::domain::names::NameError;
use crate::store::{LookupError, Store};

/// The parts that every report must state. Asks for missing parts if the user may be asked; otherwise fails with all of
/// them.
pub(super) fn complete(
    given: &Add,
    context: &Context,
    store: &Store,
    document: &Document,
    agreed: Option<&mut Agreed>,
) -> anyhow::Result<Stated> {
    let mut title = title(given, document);
    let mut publisher = publisher(given, store, document);
    let mut published = published(given, context, document);
    let wrong = [title.as_ref().err(), publisher.as_ref().err(), published.as_ref().err()];
    let is_wrong = wrong.iter().flatten().any(|part| part.is_wrong_option);
    if let Some(agreed) = agreed.filter(|_| context.may_prompt() && !is_wrong) {
        let parts = (&mut title, &mut publisher, &mut published);
        let dates = &document.captured.page.dates;
        Asking { context, store, dates, agreed }.fill(&mut context.asker(), parts)?;
    }
    match (title, publisher, published) {
        (Ok(title), Ok(publisher), Ok((published, published_latest))) => {
            let Publisher { key: publisher, new: new_publisher, guessed } = publisher;
            if let Some(name) = guessed {
                context.say_line(format!("publisher  {name} (guessed from the host of the link)"));
            }
            let reading = given.published.as_deref();
            let reading = reading
                .and_then(|words| shown_reading(&(published.clone(), published_latest), words));
            if let Some(line) = reading {
                context.say_line(line);
            }
            Ok(Stated { title, publisher, new_publisher, published, published_latest })
        }
        (title, publisher, published) => {
            let parts = [title.err(), publisher.err(), published.err()];
            Err(all_of(parts.into_iter().flatten().collect(), document))
        }
    }
}

fn title(given: &Add, document: &Document) -> Part<String> {
    let found = document.captured.page.first(Field::Title).map(|found| found.value.as_str());
    match given.title.as_deref().map(str::trim) {
        Some("") => {
            let why = Failure::new("--title is empty").into();
            let words = String::new();
            Err(Missing { why, option: "--title TITLE", is_wrong_option: true, words })
        }
        Some(title) => Ok(title.to_owned()),
        None => found.map(str::to_owned).ok_or_else(|| none("no title", "--title TITLE")),
    }
}

fn publisher(given: &Add, store: &Store, document: &Document) -> Part<Publisher> {
    let option = "--publisher ACTOR";
    if let Some(words) = given.publisher.as_deref() {
        let why = match store.find_actor(words) {
            Ok(found) => return Ok(Publisher::recorded(found.row.key)),
            Err(why) => why,
        };
        return made(given, words, &why).ok_or_else(|| {
            // A publisher that is not recorded can be asked for.
            let is_wrong_option = !in_passing::is_new(&why);
            let words = words.to_owned();
            Missing { why: naming_create(why.into()), option, is_wrong_option, words }
        });
    }
    // The page may name its publisher in several ways, one of which may be recorded.
    let mut first = None;
    for found in document.captured.page.all(Field::Publisher) {
        match store.find_actor(&found.value) {
            Ok(found) => return Ok(Publisher::recorded(found.row.key)),
            Err(why) if first.is_none() => first = Some((found, why)),
            Err(_) => (),
        }
    }
    if let Some(actor) = document.link().and_then(|link| of_host(store, &link)) {
        return Ok(Publisher { guessed: Some(actor.name), ..Publisher::recorded(actor.key) });
    }
    let Some((found, why)) = first else { return Err(none("no publisher", option)) };
    made(given, &found.value, &why).ok_or_else(|| {
        let (option, words) = ("--publisher ACTOR, or --create", found.value.clone());
        Missing { why: why.into(), option, is_wrong_option: false, words }
    })
}

/// The publisher to be created, if nobody is recorded under its name and `--create` is given.
fn made(given: &Add, name: &str, why: &LookupError) -> Option<Publisher> {
    let key = Some(key_of(name)).filter(|key| !key.is_empty())?;
    let is_unknown = matches!(why, LookupError::Name(NameError::Unknown { .. }));
    let new = Some((name.trim().to_owned(), ActorKind::Media));
    (given.create && is_unknown).then(|| Publisher { new, ..Publisher::recorded(key) })
}

/// The only actor that has the name of the link's host: `VOA News` for `www.voanews.com`.
fn of_host(store: &Store, link: &str) -> Option<Actor> {
    let hosts = host_names(link);
    let mut actors = store.actors().ok()?;
    actors.retain(|actor| actor.is_of_host(&hosts));
    if actors.len() == 1 { actors.pop() } else { None }
}

fn published(given: &Add, context: &Context, document: &Document) -> Part<Published> {
    let option = "--published DATE";
    if let Some(words) = &given.published {
        return read_date("--published", words, context).map_err(|why| Missing {
            why,
            option,
            is_wrong_option: true,
            words: words.clone(),
        });
    }
    let Some(found) = document.captured.page.first(Field::Published) else {
        return Err(none(&no_date(document), option));
    };
    read_date(&format!("its date ({})", found.source), &as_written(&found.value), context).map_err(
        |why| Missing { why, option, is_wrong_option: false, words: as_written(&found.value) },
    )
}

/// Says that a page has no date of publication, and which dates it has.
fn no_date(document: &Document) -> String {
    let captured = &document.captured;
    let mut parts = vec!["no date of publication".to_owned()];
    parts.extend(captured.wrong_dates.iter().cloned());
    let dates: Vec<String> = captured.page.dates.iter().map(shown_date).collect();
    if !dates.is_empty() {
        parts.push(format!("the page has {}", dates.join(" and ")));
    }
    parts.join(", ")
}

fn none(what: &str, option: &'static str) -> Missing {
    let why = Failure::new(what).into();
    Missing { why, option, is_wrong_option: false, words: String::new() }
}

/// One error for all missing parts. Without a file, the command line itself is incomplete.
fn all_of(mut parts: Vec<Missing>, document: &Document) -> anyhow::Error {
    let is_bare = document.captured.file.is_none();
    if parts.len() == 1 && (is_bare || parts[0].is_wrong_option) && !is_absent(&parts[0], is_bare) {
        return parts.remove(0).why;
    }
    let options: Vec<&str> = parts.iter().map(|part| part.option).collect();
    let whys: Vec<String> = parts.iter().map(|part| format!("{:#}", part.why)).collect();
    let what = format!("{}: {}", document.name(), whys.join("; "));
    if is_bare && parts.iter().all(|part| is_absent(part, is_bare)) {
        return wrong_line(&format!("{what} (give {})", options.join(" "))).into();
    }
    let near = parts.iter().find_map(|part| error::hint(&part.why));
    let near = near.map(|hint| format!("; {hint}")).unwrap_or_default();
    Failure::new(what).hint(format!("give {}{near}", options.join(" "))).into()
}

/// Whether a part of a report without a file is missing.
fn is_absent(part: &Missing, is_bare: bool) -> bool {
    is_bare && !part.is_wrong_option
}
