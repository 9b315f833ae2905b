//! Statements about enclosing places, and about places inside, that contradict a statement about a place.

use super::extent::{self, Extent};
use super::relate::contradicts;
use super::scopes::Nesting;
use super::standing_figure::newness;
use super::table::{INSIDE, Member, Table};
use super::voice::Rules;
use crate::domain::identity::Uid;
use crate::domain::selection::Selection;
use foldhash::HashMap;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// At most this many statements about places inside are kept as contradictions of one about the enclosing place.
const MOST_INSIDE: usize = 16;

/// The voices about places that enclose others.
pub(super) struct Around<'o, 'a> {
    own: &'o BTreeMap<&'a str, Vec<Member<'a>>>,
    beyond: BTreeMap<&'a str, Vec<Member<'a>>>,
    rules: Rules,
    /// The statements about the places that were asked for.
    known: HashMap<&'a str, Rc<AtPlace<'a>>>,
}

/// The voices about places inside that contradict a statement, by its uid.
pub(super) type Inside<'o, 'a> = HashMap<Uid, Vec<&'o Member<'a>>>;

/// All statements about a place.
struct AtPlace<'a> {
    table: Table<'a>,
    /// For each voice, whether its claimant said something else later; computed when it is first needed.
    updated: OnceCell<Vec<bool>>,
}

impl<'a> AtPlace<'a> {
    fn of(members: Vec<Member<'a>>, rules: Rules) -> Self {
        Self { table: Table::of(members, rules), updated: OnceCell::new() }
    }

    fn is_updated(&self, at: usize) -> bool {
        self.updated.get_or_init(|| self.table.updated())[at]
    }

    /// Passes on the voices here that contradict one about a place inside, by index. Those in `is_known` are not
    /// compared again.
    fn each_against(
        &self,
        member: &Member<'a>,
        is_known: impl Fn(usize) -> bool,
        mut found: impl FnMut(usize),
    ) {
        let rules = self.table.rules;
        let may = |others: &Extent| {
            extent::may_contradict(&member.extent, others, true, rules)
                && extent::may_meet(&member.extent, others, rules)
        };
        self.table.nearby().each(may, |at| {
            let here = &self.table.members[at];
            let clash = || contradicts(&member.voice, &here.voice, Nesting::Within, rules);
            if !is_known(at) && may(&here.extent) && clash() && !self.is_updated(at) {
                found(at);
            }
        });
    }
}

impl<'o, 'a> Around<'o, 'a> {
    /// The voices about the places of `own`, and those of `beyond` about places that enclose them.
    pub(super) fn of(
        own: &'o BTreeMap<&'a str, Vec<Member<'a>>>,
        beyond: BTreeMap<&'a str, Vec<Member<'a>>>,
        rules: Rules,
    ) -> Self {
        Self { own, beyond, rules, known: HashMap::default() }
    }

    /// Adds to the voices of a group those about enclosing places that contradict one of them.
    pub(super) fn add_what_contradicts(&mut self, members: &mut Vec<Member<'a>>, places: &[&str]) {
        let mut found: Vec<Member<'a>> = Vec::new();
        for (level, place) in (1..).zip(places) {
            let Some(around) = self.at(place) else { continue };
            let mut clashing: BTreeSet<usize> = BTreeSet::new();
            for member in members.iter() {
                let mut new = Vec::new();
                around.each_against(member, |at| clashing.contains(&at), |at| new.push(at));
                clashing.extend(new);
            }
            let of_place = &around.table.members;
            found.extend(clashing.into_iter().map(|at| Member { level, ..of_place[at] }));
        }
        found.sort_by_cached_key(|member| newness(&member.voice));
        members.append(&mut found);
    }

    /// For voices about places that contain other places: the voices about the inner places that contradict them.
    pub(super) fn contradicted_inside(&mut self, rows: &Selection) -> Inside<'o, 'a> {
        let mut found = Inside::default();
        let (own, rules) = (self.own, self.rules);
        for (place, members) in own {
            let path = rows.path(place).skip(1).map(|row| row.key.as_str());
            let path: Vec<&str> = path.filter(|around| own.contains_key(around)).collect();
            let Some(around) = self.all_at(&path) else { continue };
            let mut here: Option<AtPlace<'a>> = None;
            for (at, member) in members.iter().enumerate() {
                for around in &around {
                    let uid = |at: usize| around.table.members[at].voice.statement.uid;
                    let is_full =
                        |at| found.get(&uid(at)).is_some_and(|all| all.len() >= MOST_INSIDE);
                    let mut new = Vec::new();
                    around.each_against(member, is_full, |at| new.push(uid(at)));
                    if new.is_empty() {
                        continue;
                    }
                    let here = here.get_or_insert_with(|| AtPlace::of(members.clone(), rules));
                    if !here.is_updated(at) {
                        for uid in new {
                            found.entry(uid).or_default().push(member);
                        }
                    }
                }
            }
        }
        found
    }

    /// The statements about each of several places; `None` if there are none.
    fn all_at(&mut self, places: &[&str]) -> Option<Vec<Rc<AtPlace<'a>>>> {
        let all: Vec<_> = places.iter().filter_map(|place| self.at(place)).collect();
        (!all.is_empty()).then_some(all)
    }

    /// The statements about a place; `None` if there are none.
    fn at(&mut self, place: &str) -> Option<Rc<AtPlace<'a>>> {
        let lists = [self.own.get_key_value(place), self.beyond.get_key_value(place)];
        let key = lists.iter().flatten().map(|(key, _)| **key).next()?;
        if let Some(known) = self.known.get(key) {
            return Some(Rc::clone(known));
        }
        let members = lists.into_iter().flatten().flat_map(|(_, members)| members.iter().copied());
        let members = members.collect();
        let new = Rc::new(AtPlace::of(members, self.rules));
        self.known.insert(key, Rc::clone(&new));
        Some(new)
    }
}

/// Adds to the `own` voices of a group those about places inside that contradict them, and returns how many
/// these are.
pub(super) fn add_inside<'a>(
    members: &mut Vec<Member<'a>>,
    own: usize,
    inside: &Inside<'_, 'a>,
) -> usize {
    let against = |member: &Member<'a>| inside.get(&member.voice.statement.uid);
    let found = members[..own].iter().filter_map(against).flatten();
    let mut found: Vec<Member<'a>> =
        found.map(|member| Member { level: INSIDE, ..**member }).collect();
    found.sort_by_cached_key(|member| newness(&member.voice));
    found.dedup_by_key(|member| member.voice.statement.uid);
    let many = found.len();
    members.append(&mut found);
    many
}
