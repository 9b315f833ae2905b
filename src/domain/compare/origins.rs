//! How many separate utterances are behind statements. Five reports about one speech count as one utterance.

use super::Name;
use super::statement::Statement;
use crate::domain::selection::Selection;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeSet;

/// How many separate utterances are behind a group. Reports with the same named origin repeat one utterance, and so
/// does a claimant who says it again. An unattributed statement may repeat another one or be independent; the same is
/// true of two bodies of one organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// Distinct names of origins, sorted.
    pub named: Vec<String>,
    /// Least possible number of utterances.
    pub least: usize,
    /// Greatest possible number of utterances.
    pub most: usize,
}

/// The reports that repeat another report's text: the key of each, and of its original.
#[derive(Clone, Debug, Default)]
pub struct Republished(HashMap<Name, Name>);

impl Republished {
    /// Notes that a report repeats the text of another one.
    pub fn add(&mut self, report: Name, original: Name) {
        self.0.insert(report, original);
    }

    /// The report whose text a report repeats, or that report itself.
    pub(super) fn original<'a>(&'a self, report: &'a str) -> &'a str {
        let mut report = report;
        for _ in 0..self.0.len() {
            match self.0.get(report) {
                Some(original) => report = original,
                None => break,
            }
        }
        report
    }
}

/// Who may have been the first to say something.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Speaker<'a> {
    /// A body at the top of its organisation, by key.
    Body(&'a str),
    /// An origin that was recorded, by name.
    Origin(&'a str),
}

/// Organisations and origins. Those behind one statement are joined into one set.
#[derive(Default)]
struct Organisations<'a> {
    numbers: HashMap<Speaker<'a>, usize>,
    /// For each number, another number of its set, or itself if it represents the set.
    next: Vec<usize>,
}

impl<'a> Organisations<'a> {
    /// Joins the sets of some speakers.
    fn join(&mut self, speakers: impl Iterator<Item = Speaker<'a>>) {
        let mut before = None;
        for speaker in speakers {
            let number = *self.numbers.entry(speaker).or_insert_with(|| {
                self.next.push(self.next.len());
                self.next.len() - 1
            });
            let root = self.root(number);
            if let Some(before) = before {
                self.next[root] = before;
            }
            before = Some(self.root(root));
        }
    }

    fn root(&self, mut number: usize) -> usize {
        while self.next[number] != number {
            number = self.next[number];
        }
        number
    }

    /// The number of separate sets.
    fn apart(&self) -> usize {
        self.next.iter().enumerate().filter(|(number, next)| number == *next).count()
    }
}

/// Who first made a statement, as far as this is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Source<'a> {
    /// An origin that was recorded.
    Named(&'a str),
    /// The claimants, by key.
    Claimants(&'a [Name]),
    /// Unattributed, in a report or in the one that it republishes.
    Unknown(&'a str),
}

impl Origins {
    /// Counts the utterances behind statements that say the same. `rows` has the actors, and the organisations that
    /// they belong to.
    pub fn of<'a>(
        statements: impl Iterator<Item = &'a Statement>,
        rows: &'a Selection,
        republished: &'a Republished,
    ) -> Self {
        let mut named: BTreeSet<&str> = BTreeSet::new();
        let mut sources: HashSet<Source<'a>> = HashSet::default();
        let mut organisations = Organisations::default();
        let mut of_original: HashMap<&str, Source<'a>> = HashMap::default();
        let statements: Vec<&Statement> = statements.collect();
        if let [one] = statements.as_slice() {
            let named = one.origin.iter().map(ToString::to_string).collect();
            return Self { named, least: 1, most: 1 };
        }
        for one in &statements {
            if !matches!(source(one), Source::Unknown(_)) {
                of_original.insert(republished.original(&one.report), source(one));
            }
        }
        for one in &statements {
            named.extend(one.origin.as_deref());
            let source = match source(one) {
                // A republished report counts with its original.
                Source::Unknown(report) => {
                    let original = republished.original(report);
                    let is_other = original != report;
                    let known = of_original.get(original).filter(|_| is_other);
                    known.copied().unwrap_or(Source::Unknown(original))
                }
                known => known,
            };
            sources.insert(source);
            let bodies = |keys: &'a [Name]| keys.iter().map(|key| Speaker::Body(top(key, rows)));
            match source {
                Source::Unknown(_) => {}
                // A copy that names the origin but not the speaker is not another utterance.
                Source::Named(origin) => organisations
                    .join(bodies(&one.claimants).chain(std::iter::once(Speaker::Origin(origin)))),
                Source::Claimants(claimants) => organisations.join(bodies(claimants)),
            }
        }
        Self {
            named: named.into_iter().map(str::to_owned).collect(),
            least: organisations.apart().max(1),
            most: sources.len().max(1),
        }
    }
}

/// The first source, from the data of the statement.
fn source(one: &Statement) -> Source<'_> {
    match (&one.origin, one.claimants.as_slice()) {
        (Some(origin), _) => Source::Named(origin),
        (None, []) => Source::Unknown(&one.report),
        (None, claimants) => Source::Claimants(claimants),
    }
}

/// The body at the top of an actor's organisation, or the actor itself.
fn top<'a>(actor: &'a str, rows: &'a Selection) -> &'a str {
    let mut actor = actor;
    for _ in 0..rows.actors.len() {
        match rows.actors.get(actor).and_then(|row| row.parent.as_deref()) {
            Some(parent) => actor = parent,
            None => break,
        }
    }
    actor
}
