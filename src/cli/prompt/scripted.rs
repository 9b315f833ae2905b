//! A user who answers by a script.

use super::{Answer, Asker, Question, stopped};
use std::collections::VecDeque;

/// The user's next action.
#[derive(Clone, Debug)]
pub(in crate::cli) enum Act {
    /// Answers the question whose label contains the first words with the second ones.
    Says(&'static str, &'static str),
    /// In the question that contains the first words, chooses the option that contains the second
    /// ones.
    Chooses(&'static str, &'static str),
    /// Goes back from the question that contains these words.
    Back(&'static str),
    /// Presses Enter without changing the line.
    Enter(&'static str),
    Stops,
}

/// Gives its answers in order, and records all questions and messages.
pub(in crate::cli) struct Scripted {
    acts: VecDeque<Act>,
    /// Each label with the text in its line, each list of options, and each message.
    pub(in crate::cli) seen: Vec<String>,
}

impl Scripted {
    pub(in crate::cli) fn by(acts: impl IntoIterator<Item = Act>) -> Self {
        Self { acts: acts.into_iter().collect(), seen: Vec::new() }
    }

    /// Whether a line was shown that contains these words.
    pub(in crate::cli) fn saw(&self, words: &str) -> bool {
        self.seen.iter().any(|line| line.contains(words))
    }

    fn next(&mut self, question: &str) -> Act {
        self.acts
            .pop_front()
            .unwrap_or_else(|| panic!("`{question}` was not expected: {:#?}", self.seen))
    }

    /// Whether the script is finished.
    pub(in crate::cli) fn is_at_end(&self) -> bool {
        self.acts.is_empty()
    }
}

impl Asker for Scripted {
    fn words(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let usual = question.usual.as_ref().map(|usual| usual.words.clone());
        self.seen.push(format!("{} [{}]", question.label, question.before));
        let act = self.next(&question.label);
        let fits =
            |words: &str| assert!(question.label.contains(words), "{words}: {:#?}", self.seen);
        match act {
            Act::Says(label, words) => {
                fits(label);
                let said =
                    if words.is_empty() { usual.unwrap_or_default() } else { words.to_owned() };
                Ok(Answer::Said(said))
            }
            Act::Enter(label) => {
                fits(label);
                let line = question.before.clone();
                Ok(Answer::Said(if line.is_empty() { usual.unwrap_or_default() } else { line }))
            }
            Act::Back(label) => {
                fits(label);
                Ok(Answer::Back)
            }
            Act::Stops => Err(stopped()),
            act @ Act::Chooses(..) => panic!("{act:?} at {}: {:#?}", question.label, self.seen),
        }
    }

    fn choice(&mut self, question: &str, options: &[String]) -> anyhow::Result<Option<usize>> {
        self.seen.push(format!("{question} {options:?}"));
        match self.next(question) {
            Act::Chooses(asked, option) => {
                assert!(question.contains(asked), "{asked}: {:#?}", self.seen);
                let at = options.iter().position(|one| one.contains(option));
                Ok(Some(at.unwrap_or_else(|| panic!("{option}: {:#?}", self.seen))))
            }
            Act::Back(_) => Ok(None),
            Act::Stops => Err(stopped()),
            act => panic!("{act:?} at {question}: {:#?}", self.seen),
        }
    }

    fn tell(&mut self, words: &str) {
        self.seen.push(words.to_owned());
    }
}
