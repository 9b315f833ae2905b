//! Asks for the parts of a report that are required but not given.

use super::parts::{Part, Published, Publisher, read_date, shown_reading};
use crate::capture::DateInPage;
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::in_passing;
use crate::cli::new_names::{Agreed, Meant, Which};
use crate::cli::prompt::{self, Asker, Question, Suggestion, Suggestions, complain, stopped};
use crate::domain::name::{free_key, key_of};
use crate::store::Store;
use crate::text::safe;

/// The data for the questions.
pub(super) struct Asking<'a> {
    pub(super) context: &'a Context,
    pub(super) store: &'a Store,
    /// The dates in the page.
    pub(super) dates: &'a [DateInPage],
    /// The user's decisions about publishers that are not recorded.
    pub(super) agreed: &'a mut Agreed,
}

impl Asking<'_> {
    /// Asks for each missing part, after saying what is wrong with it; Esc goes back to the previous part. Fails if the
    /// user stops.
    pub(super) fn fill(
        &mut self,
        asker: &mut dyn Asker,
        (title, publisher, published): (
            &mut Part<String>,
            &mut Part<Publisher>,
            &mut Part<Published>,
        ),
    ) -> anyhow::Result<()> {
        let missing = [
            title.as_ref().err().map(|part| (&part.why, &part.words)),
            publisher.as_ref().err().map(|part| (&part.why, &part.words)),
            published.as_ref().err().map(|part| (&part.why, &part.words)),
        ];
        let is_open = missing.map(|part| part.is_some());
        let mut lines =
            missing.map(|part| part.map(|(_, words)| words.clone()).unwrap_or_default());
        let mut said_before = [false; 3];
        let mut at = 0;
        while let Some(next) = (at..3).find(|part| is_open[*part]) {
            let why = [
                title.as_ref().err().map(|part| &part.why),
                publisher.as_ref().err().map(|part| &part.why),
                published.as_ref().err().map(|part| &part.why),
            ];
            let is_first = !std::mem::replace(&mut said_before[next], true);
            if let Some(why) = why[next].filter(|_| is_first) {
                complain(asker, why, None);
            }
            let line = &mut lines[next];
            let is_done = match next {
                0 => put(title, ask_title(asker, line)?),
                1 => put(publisher, self.publisher(asker, line, is_first)?),
                _ => put(published, self.published(asker, line)?),
            };
            at = if is_done {
                next + 1
            } else {
                (0..next).rev().find(|part| is_open[*part]).ok_or_else(stopped)?
            };
        }
        Ok(())
    }

    fn published(
        &self,
        asker: &mut dyn Asker,
        line: &mut String,
    ) -> anyhow::Result<Option<Published>> {
        let help = "a day (2016-10-24), a month (2016-10), a year, or unknown";
        let mut question = Question::of("published", help);
        let offered = |date: &DateInPage| Suggestion::of(shown_date(date), &date.date, []);
        question.suggestions = Suggestions::of(self.dates.iter().map(offered).collect());
        question.before.clone_from(line);
        prompt::until(asker, question, |asker, words| {
            needed(words)?;
            words.clone_into(line);
            let published = read_date("published", words, self.context)?;
            if let Some(reading) = shown_reading(&published, words) {
                asker.tell(&format!("  {reading}"));
            }
            Ok(published)
        })
    }

    fn publisher(
        &mut self,
        asker: &mut dyn Asker,
        line: &mut String,
        is_first: bool,
    ) -> anyhow::Result<Option<Publisher>> {
        // First the user is asked about the publisher that the page or the option names.
        if is_first && !line.is_empty() {
            match self.named(asker, line) {
                Ok(publisher) => return Ok(Some(publisher)),
                Err(stop) if prompt::is_stop(&stop) => return Err(stop),
                // The mistake has already been reported; its words are in the line, so that the user can change them.
                Err(_) => {}
            }
        }
        let help = "who published it: key, name or alias of an actor, or a new one";
        let mut question = Question::of("publisher", help);
        question.before.clone_from(line);
        question.suggestions = in_passing::actors(&self.store.actors()?);
        prompt::until(asker, question, |asker, words| {
            needed(words)?;
            words.clone_into(line);
            self.named(asker, words)
        })
    }

    /// The publisher with that name, or a new one that the user adds. Fails if it is neither.
    fn named(&mut self, asker: &mut dyn Asker, words: &str) -> anyhow::Result<Publisher> {
        let which = Which::PUBLISHER;
        if self.agreed.meaning(which, words).is_none() {
            match self.store.find_actor(words) {
                Ok(found) => return Ok(Publisher::recorded(found.row.key)),
                Err(why) => {
                    let is_new = in_passing::is_new(&why);
                    if !is_new || !in_passing::ask(self.store, asker, (which, words), self.agreed)?
                    {
                        return Err(why.into());
                    }
                }
            }
        }
        match self.agreed.meaning(which, words) {
            Some(Meant::Known(key)) => Ok(Publisher::recorded(key.clone())),
            Some(Meant::Actor { name, kind }) => {
                let actors = self.store.actors()?;
                let is_taken = |key: &str| actors.iter().any(|actor| actor.key == key);
                let key = free_key(&key_of(name), is_taken);
                let new = Some((name.clone(), *kind));
                Ok(Publisher { new, ..Publisher::recorded(key) })
            }
            _ => Err(Failure::new(format!("publisher `{words}`: not recorded")).into()),
        }
    }
}

/// A date in a page with the words before it.
pub(super) fn shown_date(DateInPage { date, label }: &DateInPage) -> String {
    let shown = if label.is_empty() { date.clone() } else { format!("{date} ({label})") };
    safe::terminal(&shown).into_owned()
}

fn ask_title(asker: &mut dyn Asker, line: &mut String) -> anyhow::Result<Option<String>> {
    let mut question = Question::of("title", "the title of the document");
    question.before.clone_from(line);
    prompt::until(asker, question, |_, words| {
        needed(words)?;
        words.clone_into(line);
        Ok(words.to_owned())
    })
}

/// Stores an answer; `false` if the user goes back.
fn put<T>(part: &mut Part<T>, answer: Option<T>) -> bool {
    let is_answered = answer.is_some();
    if let Some(answer) = answer {
        *part = Ok(answer);
    }
    is_answered
}

/// Fails if the answer is empty.
fn needed(words: &str) -> anyhow::Result<()> {
    if words.is_empty() {
        return Err(Failure::new("an answer is needed here").into());
    }
    Ok(())
}
