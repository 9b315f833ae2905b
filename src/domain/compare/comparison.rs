//! Groups of statements about the same thing, and how they relate within each.

use super::origins::{Origins, Republished};
use super::relate::{Related, Relation};
use super::standing_figure::{Stands, can_be_both, is_standing_figure};
use super::statement::Statement;
use super::table::{INSIDE, Role, Table};
use super::voice::Voice;
use crate::domain::selection::Selection;
use foldhash::HashSet;
use std::collections::BTreeMap;

/// Statements about the same thing.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// Key of the indicator.
    pub indicator: &'a str,
    /// Key of the place.
    pub place: &'a str,
    /// The scope of the group: that of the widest of its statements.
    pub scope: Option<&'a str>,
    /// The unit of a separate series; `None` for the indicator's own unit.
    pub unit: Option<&'a str>,
    /// The statements, the newest first.
    pub voices: Vec<Compared<'a>>,
    /// The current figure: what stands.
    pub stands: Stands,
    /// The number of reports behind the current figure; if there is none, behind the statements that agree with the
    /// newest.
    pub reports: usize,
    /// How many separate utterances are behind these reports.
    pub origins: Origins,
    /// Whether some voice contradicts another one, and was not updated by its claimant.
    pub is_contradicted: bool,
    /// The voices that state the current figure; if there is none, those that agree with the newest.
    told: Vec<usize>,
    /// The disputes, each with its sides as indexes of voices.
    disputes: Vec<Vec<Vec<usize>>>,
}

/// A statement of a group, and its most important relation to another one of the group.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// How it relates, and to which voice of its group (by index); `None` if it is the only voice.
    pub related: Option<(Related, usize)>,
    /// All voices of its group that it contradicts, by index.
    pub contradicts: Vec<usize>,
    /// Whether its claimant said something else later.
    pub is_updated: bool,
    /// Whether it states a figure that can stand.
    pub is_figure: bool,
    /// Whether it is about a place inside that of the group; then it is in a group of that place, too.
    pub is_inside: bool,
    /// Whether it is what a claimant of the group said before the window, and in a group of that time.
    pub is_earlier: bool,
}

impl<'a> Comparison<'a> {
    /// Compares voices of one group, of which the first `own` are about its place.
    pub(super) fn of(
        table: &Table<'a>,
        own: usize,
        is_updated: &[bool],
        is_contradicted: bool,
    ) -> Self {
        let voices: Vec<Voice<'a>> = table.members.iter().map(|member| member.voice).collect();
        let most = table.most_contradictions();
        let contradicts = |at: usize| {
            let all = is_contradicted.then(|| table.contradicted_by(at, is_updated, most));
            all.unwrap_or_default()
        };
        let compared: Vec<Compared<'a>> = (0..voices.len())
            .map(|at| Compared {
                statement: voices[at].statement,
                related: table.most_telling(at, is_updated),
                contradicts: contradicts(at),
                is_updated: is_updated[at],
                is_figure: is_standing_figure(&voices[at]),
                is_inside: table.members[at].level == INSIDE,
                is_earlier: table.members[at].role == Role::Earlier,
            })
            .collect();
        let scope = table.scope(own);
        let newest = voices[0].statement;
        let disputes = if is_contradicted {
            disputes(table, &compared, scope, &newest.place)
        } else {
            Vec::new()
        };
        let stands = table.stands(own, scope, is_updated);
        let told = if stands.is_known() {
            stands.voices.clone()
        } else {
            (0..own).filter(|at| *at == 0 || can_be_both(table.relate(*at, 0).relation)).collect()
        };
        Self {
            indicator: &newest.indicator,
            place: &newest.place,
            scope,
            unit: voices[..own].iter().find_map(|voice| voice.statement.unit.as_deref()),
            reports: 0,
            origins: Origins::default(),
            voices: compared,
            stands,
            is_contradicted,
            told,
            disputes,
        }
    }

    /// The disputes, the newest first, each with its sides, the newest voice first. Voices of one side do not
    /// contradict each other, nor do voices of different disputes. Voices that contradict nobody are left out; if there
    /// are very many voices, only the newest are included.
    #[must_use]
    pub fn disputes(&self) -> Vec<Vec<Vec<&Compared<'a>>>> {
        let voices = |side: &Vec<usize>| side.iter().map(|at| &self.voices[*at]).collect();
        self.disputes.iter().map(|sides| sides.iter().map(voices).collect()).collect()
    }

    /// The figures about its place that can stand and that no claimant updated, the newest first.
    pub fn figures(&self) -> impl Iterator<Item = &'a Statement> {
        let own = self.voices.iter().filter(|voice| *voice.statement.place == *self.place);
        own.filter(|voice| voice.is_figure && !voice.is_updated).map(|voice| voice.statement)
    }

    /// Whether all its contradictions are also shown in groups about places inside.
    #[must_use]
    pub fn is_told_inside(&self) -> bool {
        let is_inside = |at: &usize| self.voices[*at].is_inside;
        self.voices.iter().all(|voice| voice.is_inside || voice.contradicts.iter().all(is_inside))
    }

    /// Whether a voice that stands is contradicted.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        self.stands.voices.iter().any(|at| !self.voices[*at].contradicts.is_empty())
    }
}

/// At most this many voices are divided into sides.
const MOST_ON_SIDES: usize = 200;

/// The disputes: sets of voices that are connected by contradictions, divided into sides.
fn disputes(
    table: &Table<'_>,
    compared: &[Compared<'_>],
    scope: Option<&str>,
    place: &str,
) -> Vec<Vec<Vec<usize>>> {
    let against = |at: usize| &compared[at].contradicts;
    let on_sides = (0..compared.len()).filter(|at| !against(*at).is_empty());
    let on_sides: Vec<usize> = on_sides.take(MOST_ON_SIDES).collect();
    // For each voice, the first voice of its dispute.
    let mut first: Vec<usize> = on_sides.clone();
    for (here, at) in on_sides.iter().enumerate() {
        for there in 0..here {
            let other = on_sides[there];
            let (new, old) = (first[there], first[here]);
            if new != old && (against(*at).contains(&other) || against(other).contains(at)) {
                let (new, old) = (new.min(old), new.max(old));
                first.iter_mut().filter(|one| **one == old).for_each(|one| *one = new);
            }
        }
    }
    let mut disputes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, first) in on_sides.iter().zip(first) {
        disputes.entry(first).or_default().push(*at);
    }
    // A voice that is contradicted only by voices that were left out (those beyond the newest) has no other side here.
    let all = disputes.into_values().map(|voices| sides(table, compared, voices, (scope, place)));
    let all: Vec<Vec<Vec<usize>>> = all.collect();
    let has_two = all.iter().any(|sides| sides.len() > 1);
    all.into_iter().filter(|sides| !has_two || sides.len() > 1).collect()
}

/// The sides of a dispute, as indexes of voices. Those about the place and the scope of the group open the sides; a
/// part is put on the side of its claimant, or else on the side of a whole of which it can be a part.
fn sides(
    table: &Table<'_>,
    compared: &[Compared<'_>],
    mut voices: Vec<usize>,
    (scope, place): (Option<&str>, &str),
) -> Vec<Vec<usize>> {
    let one = |at: usize| compared[at].statement;
    let is_part = |at: usize| one(at).scope.as_deref() != scope || &*one(at).place != place;
    voices.sort_by_key(|at| is_part(*at));
    let mut sides: Vec<Vec<usize>> = Vec::new();
    for at in voices {
        let relation = |with: &usize| table.relate(at, *with).relation;
        let claimants = &one(at).claimants;
        let has_claimant = |side: &[usize]| {
            !claimants.is_empty() && side.iter().any(|with| one(*with).claimants == *claimants)
        };
        let meets =
            |side: &[usize]| side.iter().any(|with| relation(with) != Relation::NotComparable);
        let fits = |side: &&mut Vec<usize>| {
            side.iter().all(|with| relation(with) != Relation::Contradicts)
                && (!is_part(at) || has_claimant(side) || meets(side))
        };
        match sides.iter_mut().filter(fits).min_by_key(|side| !has_claimant(side)) {
            Some(side) => side.push(at),
            None => sides.push(vec![at]),
        }
    }
    for side in &mut sides {
        side.sort_unstable();
    }
    sides
}

impl Comparison<'_> {
    /// Counts the reports and the origins behind the current figure; if there is none, behind what agrees with the
    /// newest.
    pub(super) fn count(&mut self, rows: &Selection, republished: &Republished) {
        let stated: Vec<&Statement> =
            self.told.iter().map(|at| self.voices[*at].statement).collect();
        let reports: HashSet<&str> = stated.iter().map(|one| &*one.report).collect();
        self.reports = reports.len();
        self.origins = Origins::of(stated.into_iter(), rows, republished);
    }
}
