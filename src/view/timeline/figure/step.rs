//! The current figure or status of one group of facts, in words.

use super::super::mark::until_some;
use super::words::{About, doubt, other_place};
use crate::domain::compare::grouping::{Group, Standing};
use crate::domain::compare::standing_figure::Stands;
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::fact::{Stance, Status};
use crate::domain::indicator::Nature;
use crate::domain::number::Number;
use crate::domain::when::Day;
use crate::view::compare::words::standing_words;
use crate::view::wording;
use std::sync::Arc;

/// At most this many figures are named as contradicting the current one.
const MOST_AGAINST: usize = 3;

/// The current statement for one scope of a group; if all are plans or denials, the newest of them.
#[derive(Clone)]
pub(super) struct Step<'s> {
    pub(super) standing: Arc<Standing<'s>>,
    /// The statements that contradict it, the newest first.
    against: Arc<[&'s Statement]>,
}

impl<'s> Step<'s> {
    /// The current statement, with those who contradict it.
    pub(super) fn standing(standing: Standing<'s>, group: &Group<'s>) -> Self {
        let against = group.against(&standing);
        Self { standing: Arc::new(standing), against: against.into() }
    }

    /// A single statement: one about the future, or a denial.
    pub(super) fn one(one: &'s Statement) -> Self {
        let standing = Standing {
            scope: one.scope.as_deref(),
            unit: one.unit.as_deref(),
            stands: Stands::default(),
            statements: vec![one],
        };
        Self { standing: Arc::new(standing), against: Arc::default() }
    }

    /// A statement of a group that is not current, with those who contradict it.
    pub(super) fn against(one: &'s Statement, group: &Group<'s>) -> Self {
        Self { against: group.against_one(one).into(), ..Self::one(one) }
    }

    /// Whether those who contradict it are talking about other places.
    pub(super) fn has_other_places(&self) -> bool {
        self.against.iter().any(|one| one.place != self.newest().place)
    }

    /// The other current statuses of a state: `extended` for a state that has ended.
    pub(super) fn others_of_state(&self) -> impl Iterator<Item = Self> {
        let newest = self.newest();
        let is_other =
            move |one: &&&'s Statement| one.status != newest.status && one.nature == Nature::State;
        self.standing.statements.iter().filter(is_other).map(|one| Self::one(one))
    }

    /// The newest of the current statements.
    pub(super) fn newest(&self) -> &'s Statement {
        self.standing.statements[0]
    }

    /// The greatest number of the current figure; `None` if it has none.
    pub(super) fn size(&self) -> Option<Number> {
        let figure = self.standing.stands.figure.as_ref()?;
        [figure.low, figure.best, figure.high].into_iter().flatten().max()
    }

    /// Whether some statement contradicts it.
    pub(super) fn is_disputed(&self) -> bool {
        !self.against.is_empty()
    }

    /// The statement that gives its days: for a figure the newest; for a process, whose current statements have days in
    /// common, the most precise one.
    fn dating(&self) -> &'s Statement {
        let newest = self.newest();
        if matches!(newest.nature, Nature::Stock | Nature::Flow) {
            return newest;
        }
        let alike = self.standing.statements.iter().filter(|one| one.kind() == newest.kind());
        alike.min_by_key(|one| one.vagueness()).unwrap_or(&newest)
    }

    /// The sort key of steps by time. A state until a day comes before a state since that day.
    pub(super) fn order(&self) -> impl Ord + use<> {
        let one = self.dating();
        let day = |day: Option<Day>| day.or(one.published).unwrap_or(Day::MAX);
        (day(one.last()), one.first().is_some(), day(one.first()), one.published, one.uid)
    }

    /// Whether it comes after another step: it is for a later day, or has no day and is in a later report.
    pub(super) fn is_ahead_of(&self, other: &Self) -> bool {
        let (one, other_one) = (self.newest(), other.newest());
        match one.when {
            Some(_) => self.order() > other.order(),
            None => one.published > other_one.published,
        }
    }

    /// Its time in words; `None` if it is undated. For an absence that is over, also the last day on which there may
    /// have been none.
    pub(super) fn when(&self, about: About<'_>) -> Option<String> {
        let one = self.dating();
        let words = wording::when_stated(one, about.year)?;
        let last = until_some(one, about.happened);
        let last = last.map(|day| format!(", until {} at most", wording::day(day, about.year)));
        Some(words + &last.unwrap_or_default())
    }

    /// The figure in words.
    pub(super) fn figure(&self, about: About<'_>) -> String {
        let Standing { stands, statements, scope, .. } = &*self.standing;
        let words = match &stands.figure {
            Some(_) => standing_words(stands, statements, *scope, about.rows).unwrap_or_default(),
            None => crate::view::compare::says(self.newest(), *scope, about.rows),
        };
        words + self.doubt()
    }

    /// The figure without those that state exact ones inside it.
    pub(super) fn plain(&self, about: About<'_>) -> String {
        let figure = self.standing.stands.figure.as_ref().map(wording::quantity);
        figure.map_or_else(|| self.figure(about), |figure| figure + self.alleged() + self.doubt())
    }

    /// The figure in few characters.
    pub(super) fn short(&self, about: About<'_>) -> String {
        let figure = self.standing.stands.figure.as_ref();
        let short = figure.map(wording::short_quantity);
        short.map_or_else(|| self.figure(about), |short| short + self.alleged() + self.doubt())
    }

    /// `, allegation` if all current statements only allege it.
    fn alleged(&self) -> &'static str {
        let all = &self.standing.statements;
        if all.iter().all(|one| one.stance == Stance::Alleges) { ", allegation" } else { "" }
    }

    fn doubt(&self) -> &'static str {
        doubt(self.newest())
    }

    /// The current statement as a step of a process; empty if its days alone are enough. If it is the number of a state
    /// that somebody contradicts, the number is given.
    pub(super) fn words(&self, about: About<'_>) -> String {
        let own = || step_words(self.newest(), about);
        let others = || self.against.iter().map(|one| step_words(one, about));
        if self.is_disputed() && others().any(|other| other == own()) {
            return numbered(self.newest(), about);
        }
        if self.standing.stands.figure.is_some() && self.newest().kind() != StatementKind::Absent {
            return self.figure(about);
        }
        own()
    }

    /// The step with its time, its place and those who contradict it.
    pub(super) fn dated(&self, about: About<'_>) -> String {
        let own = self.words(about);
        let when = self.when(about);
        let others: Vec<&Statement> = self.others(about).collect();
        let is_one_day = |one: &&Statement| wording::when_stated(one, about.year) == when;
        if !others.is_empty() && others.iter().all(is_one_day) {
            let words = self.against_others(&own, about);
            return self.placed(&with_time(&words, when), about);
        }
        let own = with_time(&own, when) + self.doubt_of_status();
        self.placed(&self.against_others(&own, about), about)
    }

    /// The step without its time.
    pub(super) fn brief(&self, about: About<'_>) -> String {
        let own = Some(self.words(about)).filter(|own| !own.is_empty() || !self.is_disputed());
        let own = own.unwrap_or_else(|| with_time("", self.when(about))) + self.doubt_of_status();
        let others: Vec<String> =
            self.others(about).map(|one| self.other_words(one, about)).collect();
        let own = if others.is_empty() { own } else { format!("{own} ≠ {}", others.join(" / ")) };
        self.placed(&own, about)
    }

    /// Says that the status is disputed. A figure has a mark for that.
    fn doubt_of_status(&self) -> &'static str {
        if self.standing.stands.figure.is_some() { "" } else { self.doubt() }
    }

    fn placed(&self, words: &str, about: About<'_>) -> String {
        let place = other_place(about.rows, self.newest(), about.place);
        match place {
            Some(place) if words.is_empty() => format!("({place})"),
            // Each side is shown with its place.
            Some(_) if self.has_other_places() => words.to_owned(),
            Some(place) if self.is_disputed() => format!("{words}, {place}"),
            Some(place) => format!("{words} ({place})"),
            None => words.to_owned(),
        }
    }

    /// What contradicts it: a number if the two differ only in that.
    fn other_words(&self, one: &Statement, about: About<'_>) -> String {
        let words = step_words(one, about);
        let is_same = words == step_words(self.newest(), about);
        if is_same { numbered(one, about) } else { words }
    }

    /// The newest of the statements that contradict it, one for each different statement.
    fn others(&self, about: About<'_>) -> impl Iterator<Item = &'s Statement> {
        let mut said: Vec<String> = Vec::new();
        let is_new = move |one: &&Statement| {
            let words = numbered(one, about);
            let is_new = !said.contains(&words);
            said.push(words);
            is_new
        };
        self.against.iter().copied().filter(is_new).take(MOST_AGAINST)
    }

    /// The current statement, and those that contradict it: `few ≠ none`. A statement about other days has its time,
    /// and one about another place has that place.
    pub(super) fn against_others(&self, own: &str, about: About<'_>) -> String {
        let when = self.when(about);
        let place = &self.newest().place;
        let other = |one: &'s Statement| {
            let time =
                wording::when_stated(one, about.year).filter(|time| Some(time) != when.as_ref());
            let words = with_time(&self.other_words(one, about), time) + doubt(one);
            if one.place == *place {
                return words;
            }
            format!("{words} ({})", wording::place(about.rows, &one.place))
        };
        let others: Vec<String> = self.others(about).map(other).collect();
        if others.is_empty() {
            return own.to_owned();
        }
        let own_place = other_place(about.rows, self.newest(), about.place);
        let own_place = own_place.filter(|_| self.has_other_places());
        let own_place = own_place.map(|place| format!(" ({place})")).unwrap_or_default();
        format!("{own}{own_place} ≠ {}", others.join(" / "))
    }
}

/// The words for a step of a state, with its number.
fn numbered(one: &Statement, about: About<'_>) -> String {
    let number = one.quantity.as_deref().filter(|_| one.nature == Nature::State);
    let words = [number.map(wording::quantity), Some(step_words(one, about))];
    let words: Vec<String> =
        words.into_iter().flatten().filter(|words| !words.is_empty()).collect();
    words.join(", ")
}

/// The words of a statement as a step of a process; empty if its days alone are enough.
fn step_words(one: &Statement, about: About<'_>) -> String {
    let is_open = one.bounds().is_some_and(|bounds| bounds.end_latest.is_none());
    let is_alleged = one.stance == Stance::Alleges;
    let is_held = one.kind() == StatementKind::Held && is_open && !is_alleged;
    match one.status {
        _ if one.kind() == StatementKind::Absent => "none".to_owned(),
        Some(Status::UnderWay) if is_held => String::new(),
        Some(_) if one.nature != Nature::Stock && one.nature != Nature::Flow => {
            // A denial, a demand or an allegation is named as such, whatever the status.
            let stance = Some(one.stance).filter(|stance| {
                let named = [Stance::Denies, Stance::Demands, Stance::Forecasts, Stance::Alleges];
                named.contains(stance)
            });
            let said = (one.status, stance.unwrap_or(Stance::Asserts));
            wording::standing_of(about.rows, &one.indicator, said)
        }
        _ => match (not_so(one), &one.quantity) {
            (None, Some(quantity)) => wording::quantity(quantity),
            (Some(standing), Some(quantity)) => {
                format!("{}, {standing}", wording::quantity(quantity))
            }
            (Some(standing), None) => standing,
            (None, None) => wording::stance(one.stance).unwrap_or_default().to_owned(),
        },
    }
}

/// Status and stance of something that is not true, or not yet: forecast, demanded, denied, postponed or over; `None`
/// for what is true.
fn not_so(one: &Statement) -> Option<String> {
    use StatementKind::{Denied, Ended, PutOff};
    let kind = one.kind();
    let is_not = kind.is_ahead() || matches!(kind, Denied | Ended | PutOff);
    is_not.then(|| wording::standing(one.status, one.stance))
}

/// Words followed by a time.
fn with_time(words: &str, when: Option<String>) -> String {
    match when {
        Some(when) if words.is_empty() => when,
        Some(when) => format!("{words} {when}"),
        None if words.is_empty() => "reported".to_owned(),
        None => words.to_owned(),
    }
}
