//! Puts together what every report must state, from options and page; asks for what is missing, or
//! tells all of it at once.

use super::add_args::{Add, wrong_line};
use super::document::{Document, Stated};
use crate::capture::{Field, as_written};
use crate::cli::context::Context;
use crate::cli::error::{self, Failure};
use crate::cli::prompt;
use crate::cli::unread;
use crate::domain::actor::Actor;
use crate::domain::link::host_names;
use crate::domain::name::{fold, key_of};
use crate::domain::names::NameError;
use crate::domain::report::{UNDATED, known_publication, says_undated};
use crate::domain::when::{Day, Expression};
use crate::language::dates::{self, Anchor};
use crate::store::{LookupError, Store};
use anyhow::Context as _;

/// A part of a report that is missing or cannot be read.
struct Missing {
    /// The message: what, and why.
    why: anyhow::Error,
    /// The option that says it.
    option: &'static str,
    /// Whether an option said it, and is to be mended rather than asked for.
    is_wrong_option: bool,
}

type Part<T> = Result<T, Missing>;

type Published = (Expression, Option<Day>);

/// The publisher of a report.
struct Publisher {
    key: String,
    /// Its name, where it is to be made.
    new_name: Option<String>,
    /// Its name, where it was guessed from the link.
    guessed: Option<String>,
}

impl Publisher {
    fn recorded(key: String) -> Self {
        Self { key, new_name: None, guessed: None }
    }
}

/// What the report states. On a terminal, asks for what is missing; elsewhere fails, and tells all of
/// it.
pub(super) fn complete(
    given: &Add,
    context: &Context,
    store: &Store,
    document: &Document,
) -> anyhow::Result<Stated> {
    let mut title = title(given, document);
    let mut publisher = publisher(given, store, document);
    let mut published = published(given, context, document);
    let wrong = [title.as_ref().err(), publisher.as_ref().err(), published.as_ref().err()];
    let may_ask = context.may_ask() && !wrong.iter().flatten().any(|part| part.is_wrong_option);
    if may_ask {
        title = asked(title, || prompt::until("title", |words| Ok(words.to_owned())))?;
        publisher = asked(publisher, || {
            prompt::until("publisher", |words| {
                Ok(Publisher::recorded(store.find_actor(words)?.row.key))
            })
        })?;
        published = asked(published, || {
            let question = "published (a day, a month, or unknown)";
            prompt::until(question, |words| read_date("published", words, context))
        })?;
    }
    match (title, publisher, published) {
        (Ok(title), Ok(publisher), Ok((published, published_latest))) => {
            let Publisher { key: publisher, new_name: new_publisher, guessed } = publisher;
            if let Some(name) = guessed {
                context.say_line(format!("publisher  {name} (guessed from the host of the link)"));
            }
            Ok(Stated { title, publisher, new_publisher, published, published_latest })
        }
        (title, publisher, published) => {
            let parts = [title.err(), publisher.err(), published.err()];
            Err(all_of(parts.into_iter().flatten().collect(), document))
        }
    }
}

/// The part, or the answer to a question for it, after what is wrong with it was told.
fn asked<T>(part: Part<T>, ask: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<Part<T>> {
    match part {
        Ok(part) => Ok(Ok(part)),
        Err(missing) => {
            prompt::complain(&missing.why);
            Ok(Ok(ask()?))
        }
    }
}

fn title(given: &Add, document: &Document) -> Part<String> {
    let found = document.captured.page.first(Field::Title).map(|found| found.value.as_str());
    match given.title.as_deref().map(str::trim) {
        Some("") => {
            let why = Failure::new("--title is empty").into();
            Err(Missing { why, option: "--title TITLE", is_wrong_option: true })
        }
        Some(title) => Ok(title.to_owned()),
        None => found.map(str::to_owned).ok_or_else(|| none("no title", "--title TITLE")),
    }
}

fn publisher(given: &Add, store: &Store, document: &Document) -> Part<Publisher> {
    let option = "--publisher ACTOR";
    let wrong = |why: anyhow::Error, is_wrong_option| Missing { why, option, is_wrong_option };
    if let Some(words) = given.publisher.as_deref() {
        return match store.find_actor(words) {
            Ok(found) => Ok(Publisher::recorded(found.row.key)),
            Err(why) => made(given, words, &why).ok_or_else(|| wrong(why.into(), true)),
        };
    }
    // The page may name its publisher in several ways, of which one is recorded.
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
        let why = anyhow::Error::from(why);
        Missing { option: "--publisher ACTOR, or --create", ..wrong(why, false) }
    })
}

/// The publisher to be made, where nobody is recorded under its name and `--create` is given.
fn made(given: &Add, name: &str, why: &LookupError) -> Option<Publisher> {
    let key = Some(key_of(name)).filter(|key| !key.is_empty())?;
    let is_unknown = matches!(why, LookupError::Name(NameError::Unknown { .. }));
    let new_name = Some(name.trim().to_owned());
    (given.create && is_unknown).then(|| Publisher { new_name, ..Publisher::recorded(key) })
}

/// The only actor that has the name of the link's host: `VOA News` for `www.voanews.com`.
fn of_host(store: &Store, link: &str) -> Option<Actor> {
    let hosts = host_names(link);
    let plain = |name: &str| fold(name).replace(|c: char| !c.is_alphanumeric() && c != '.', "");
    let is_its = |actor: &Actor| {
        let names = actor.aliases.iter().chain([&actor.key, &actor.name]);
        names.map(|name| plain(name)).any(|name| hosts.contains(&name))
    };
    let mut actors = store.actors().ok()?;
    actors.retain(is_its);
    if actors.len() == 1 { actors.pop() } else { None }
}

fn published(given: &Add, context: &Context, document: &Document) -> Part<Published> {
    let option = "--published DATE";
    if let Some(words) = &given.published {
        return read_date("--published", words, context).map_err(|why| Missing {
            why,
            option,
            is_wrong_option: true,
        });
    }
    let Some(found) = document.captured.page.first(Field::Published) else {
        return Err(none("no date of publication", option));
    };
    read_date(&format!("its date ({})", found.source), &as_written(&found.value), context)
        .map_err(|why| Missing { why, option, is_wrong_option: false })
}

fn none(what: &str, option: &'static str) -> Missing {
    Missing { why: Failure::new(what).into(), option, is_wrong_option: false }
}

/// One error for all that is missing. Without a file, the command line itself is incomplete.
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

/// Whether nothing was said of a part of a report that comes from no file.
fn is_absent(part: &Missing, is_bare: bool) -> bool {
    is_bare && !part.is_wrong_option
}

/// Reads a publication date: EDTF or words, with a first and a last day, or a word for a date that is
/// unknown, which has no last day. Fails if it begins after tomorrow; tomorrow has begun already in
/// time zones farther east. Errors begin with `what`.
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
    let tomorrow = context.today().succ_opt().unwrap_or(last);
    if when.bounds.start_earliest > Some(tomorrow) {
        return Err(Failure::new(format!("{what} `{words}`: {last} is in the future")).into());
    }
    Ok((when.expression, Some(last)))
}
