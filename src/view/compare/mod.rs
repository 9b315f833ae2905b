//! Facts about the same thing, side by side: the current figure or status, and who says something else.
//!
//! Knows what the domain compares, and puts it into words. Must not know how it looks.

mod beside;
mod cells;
mod group;
mod labels;
mod named;
pub(super) mod words;

use super::collected::Collected;
use super::detail::Detail;
use crate::domain::compare::Statement;
use crate::domain::compare::comparison::{Compared, Comparison};
use crate::domain::compare::grouping;
use crate::domain::compare::relate::Relation;
use crate::domain::compare::struck::struck;
use crate::domain::identity::Uid;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::text::counts::counted;
use foldhash::HashSet;
use std::convert::Infallible;
use std::iter::once;

pub use cells::{data_columns, data_rows};
pub use group::{Group, Voice};
pub use words::Dispute;

pub(super) use beside::{is_total, total_beside, when_beside};
pub(super) use labels::Label;
pub(super) use named::first_of;
pub(super) use words::{
    age, days_of_dispute, origins, reason_between, says, says_against, side_in_few, what_stands,
};

/// Which groups are shown.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only groups in which a statement has one of these relations; all if it is empty.
    pub only: Vec<Relation>,
    /// The day from which the age of a figure is counted.
    pub today: Option<Day>,
    /// At most this many groups.
    pub limit: Option<usize>,
    /// Whether to show what does not count (retracted, replaced or rejected), struck out.
    pub struck: bool,
    /// Only groups with one of these facts; all if it is `None`.
    pub with: Option<HashSet<Uid>>,
}

/// The groups of facts about the same thing that have more than one voice.
#[derive(Debug, Default)]
pub struct Compare {
    /// The groups, those with contradictions first.
    pub groups: Vec<Group>,
    /// How many further groups the limit left out.
    pub left_out: usize,
    /// How many groups have a contradiction, including those that are left out.
    pub contradicted: usize,
}

/// A group of facts about the same thing, which is put into words only if it is shown.
pub struct Told<'t, 'a> {
    group: &'t grouping::Group<'a>,
    rows: &'t Selection,
    facts: &'t Collected,
    struck: Vec<&'a Statement>,
    today: Option<Day>,
    /// Whether some voice contradicts another one.
    pub is_contradicted: bool,
}

impl Told<'_, '_> {
    /// The key of its indicator.
    fn indicator(&self) -> &str {
        self.group.indicator()
    }

    /// The group in words.
    #[must_use]
    pub fn group(&self) -> Group {
        let compared = self.group.compare(self.rows, &self.facts.republished);
        let mut group = group::group(&compared, self.rows, self.today);
        let struck = self.struck.iter().map(|one| group::struck_voice(one, self.facts, self.rows));
        group.voices.extend(struck);
        group
    }
}

/// Passes on each group of collected facts that has more than one voice and is asked for: by indicator, by place, and
/// the newest first. `rows` has the rows that the facts refer to. Fails if `show` does.
pub fn each_group<E>(
    facts: &Collected,
    rows: &Selection,
    options: &Options,
    mut show: impl FnMut(&Told<'_, '_>) -> Result<(), E>,
) -> Result<(), E> {
    let wider = facts.wider_by_indicator();
    let mut result = Ok(());
    for (key, statements) in facts.by_indicator() {
        let indicator = rows.indicators.get(&**key);
        let wider = wider.get(key).map_or(&[][..], Vec::as_slice);
        grouping::each_group_with_others(&statements, wider, indicator, rows, |group| {
            let compared = || group.compare(rows, &facts.republished);
            let struck = if options.struck {
                struck(&compared(), &statements, indicator)
            } else {
                Vec::new()
            };
            let is_several = !struck.is_empty() || group.has_several(&facts.republished);
            let has_one = |with: &HashSet<Uid>| {
                group.statements().chain(struck.iter().copied()).any(|one| with.contains(&one.uid))
            };
            let is_asked_for = || {
                options.with.as_ref().is_none_or(has_one)
                    && (options.only.is_empty() || has_one_of(&compared(), &options.only))
            };
            if is_several && result.is_ok() && is_asked_for() {
                result = show(&Told {
                    is_contradicted: group.is_contradicted(),
                    group: &group,
                    rows,
                    facts,
                    struck,
                    today: options.today,
                });
            }
        });
    }
    result
}

/// The groups for a page: as many as it shows of those with a contradiction, and as many of the others.
#[derive(Debug, Default)]
pub struct Page {
    contradicted: Vec<Group>,
    others: Vec<Group>,
    found: Compare,
    groups: usize,
    room: Room,
}

/// The last indicators of which a page may show groups, those with a contradiction and the others; `None` if it may
/// show those of any.
pub type Room = [Option<String>; 2];

impl Page {
    /// An empty page for some of the facts; `room` is what the groups before them left.
    #[must_use]
    pub fn with(room: Room) -> Self {
        Self { room, ..Self::default() }
    }

    /// The room for further groups, whose indicators do not come before those of this page.
    #[must_use]
    pub fn room(&self, options: &Options) -> Room {
        [&self.contradicted, &self.others].map(|list| {
            let is_full = list.len() >= options.limit.unwrap_or(usize::MAX);
            list.last().filter(|_| is_full).map(|last| last.indicator.clone())
        })
    }

    /// Adds the groups of collected facts; all facts that may be about the same thing must be in
    /// one call.
    pub fn add(&mut self, facts: &Collected, rows: &Selection, options: &Options) {
        let most = options.limit.unwrap_or(usize::MAX);
        let added = each_group(facts, rows, options, |told| {
            self.groups += 1;
            self.found.contradicted += usize::from(told.is_contradicted);
            let list = if told.is_contradicted { &mut self.contradicted } else { &mut self.others };
            let last = self.room[usize::from(!told.is_contradicted)].as_deref();
            if list.len() < most && last.is_none_or(|last| told.indicator() <= last) {
                list.push(told.group());
            }
            Ok::<_, Infallible>(())
        });
        let Ok(()) = added;
    }

    /// Adds the groups of other facts. Their indicators must not come before those of the first.
    pub fn join(&mut self, other: Self, options: &Options) {
        let most = options.limit.unwrap_or(usize::MAX);
        self.groups += other.groups;
        self.found.contradicted += other.found.contradicted;
        for (all, more) in
            [(&mut self.contradicted, other.contradicted), (&mut self.others, other.others)]
        {
            all.extend(more);
            all.sort_by(|a, b| (&a.indicator, &a.place).cmp(&(&b.indicator, &b.place)));
            all.truncate(most);
        }
    }

    /// The groups that the page shows, those with a contradiction first.
    #[must_use]
    pub fn finish(self, options: &Options) -> Compare {
        let mut groups = self.contradicted;
        groups.extend(self.others);
        groups.truncate(options.limit.unwrap_or(usize::MAX));
        let left_out = self.groups - groups.len();
        Compare { groups, left_out, ..self.found }
    }
}

impl Compare {
    /// Compares all collected facts. `rows` has their indicators, places, actors and reports.
    #[must_use]
    pub fn of(facts: &Collected, rows: &Selection, options: &Options) -> Self {
        let mut page = Page::default();
        page.add(facts, rows, options);
        page.finish(options)
    }

    /// How many groups there are, including those that the limit left out.
    #[must_use]
    pub fn count(&self) -> usize {
        self.groups.len() + self.left_out
    }

    /// The groups as a page: a section for each.
    #[must_use]
    pub fn page(&self, title: String) -> Detail {
        let sections = self
            .groups
            .iter()
            .flat_map(|group| once(cells::section(group)).chain(cells::quotes(group)));
        Detail { title, sections: sections.collect() }
    }
}

/// The result in one line: `45 groups, 1 of them contradicted`.
#[must_use]
pub fn title(found: &Compare) -> String {
    match (found.count(), found.contradicted) {
        (0, _) => "no two facts are about the same thing".to_owned(),
        (groups, 0) => format!("{}, none contradicted", counted(groups, "group", "groups")),
        (groups, bad) => format!("{}, {bad} contradicted", counted(groups, "group", "groups")),
    }
}

/// Whether a group has a voice with one of these relations. An update by the same claimant counts even if the newer
/// statement has another relation that is shown instead.
fn has_one_of(group: &Comparison<'_>, relations: &[Relation]) -> bool {
    let has = |voice: &Compared<'_>| {
        voice.related.is_some_and(|(related, _)| relations.contains(&related.relation))
    };
    let is_updated = |voice: &Compared<'_>| voice.is_updated;
    group.voices.iter().any(has)
        || relations.contains(&Relation::Updates) && group.voices.iter().any(is_updated)
}
