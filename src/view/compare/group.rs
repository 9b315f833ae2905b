//! A group in words, with its voices.

use super::words::{self, Dispute};
use crate::domain::compare::Statement;
use crate::domain::compare::comparison::{Compared, Comparison};
use crate::domain::compare::relate::Relation;
use crate::domain::identity::Uid;
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::view::collected::Collected;
use crate::view::wording;

/// Facts about the same thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Key of the indicator.
    pub indicator: String,
    /// Key of the place.
    pub place: String,
    /// The scope of its widest statement; `None` for all.
    pub scope: Option<String>,
    /// The unit of its figures; empty if none is stated.
    pub unit: String,
    /// Indicator, scope, place and days in words.
    pub title: String,
    /// The current figure; `None` if no figure is stated.
    pub figure: Option<Quantity>,
    /// The current figure or status, in words.
    pub stands: String,
    /// The day as of which it is stated.
    pub as_of: Option<Day>,
    /// The number of days since then.
    pub age_days: Option<i64>,
    /// The number of reports of the current figure; of all voices if there is none.
    pub reports: usize,
    /// The least possible number of separate utterances behind the current figure or status.
    pub origins_low: usize,
    /// The greatest possible number of them.
    pub origins_high: usize,
    /// The grades of the current figure or status, as analysts write them, each once; empty if
    /// nobody graded it.
    pub grades: Vec<String>,
    /// Whether some voice contradicts another one.
    pub contradicted: bool,
    /// Whether somebody contradicts the current figure or status.
    pub disputed: bool,
    /// Who says what against whom; empty if nothing is contradicted.
    pub disputes: Vec<Dispute>,
    /// The voices, the newest first.
    pub voices: Vec<Voice>,
    /// Whether the voices have their quotes.
    pub is_quoted: bool,
}

/// A fact in a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    /// The uid of the fact.
    pub fact: Uid,
    /// The statement, in words.
    pub says: String,
    /// Its time in words.
    pub when: String,
    /// Its claimants; empty if nobody is named.
    pub claimant: String,
    /// The key of its report.
    pub report: String,
    /// The day on which its report was published.
    pub day: Option<Day>,
    /// Its grades as analysts write them; empty if nobody graded it.
    pub grade: String,
    /// All facts of the group that this one contradicts.
    pub contradicts: Vec<Uid>,
    /// How it relates to the fact `against`.
    pub relation: Relation,
    /// The uid of the fact to which it relates in this way.
    pub against: Option<Uid>,
    /// The reason of the relation, in words.
    pub reason: String,
    /// Why the fact does not count; `None` if it does.
    pub struck: Option<String>,
    /// The quote; `None` if it was not asked for, or if none was recorded.
    pub quote: Option<String>,
}

impl Group {
    /// Adds the quotes of the voices. Fails if `quote` does.
    pub fn add_quotes<E>(
        &mut self,
        mut quote: impl FnMut(Uid) -> Result<Option<String>, E>,
    ) -> Result<(), E> {
        self.is_quoted = true;
        self.voices.iter_mut().try_for_each(|voice| {
            voice.quote = quote(voice.fact)?;
            Ok(())
        })
    }
}

pub(super) fn group(found: &Comparison<'_>, rows: &Selection, today: Option<Day>) -> Group {
    let voices = found.voices.iter().map(|voice| self::voice(voice, found, rows)).collect();
    let stands = &found.stands;
    let figure = stands.figure.clone();
    let unit = figure.as_ref().map(wording::unit).unwrap_or_default();
    Group {
        indicator: found.indicator.to_owned(),
        place: found.place.to_owned(),
        scope: found.scope.map(str::to_owned),
        unit,
        title: words::title(found, rows),
        stands: words::stands(found, rows),
        disputes: words::disputes(found, rows),
        as_of: stands.as_of,
        age_days: today.zip(stands.as_of).map(|(today, day)| (today - day).num_days()),
        reports: found.reports,
        origins_low: found.origins.least,
        origins_high: found.origins.most,
        contradicted: found.is_contradicted,
        disputed: found.is_disputed(),
        grades: words::grades(found),
        figure,
        voices,
        is_quoted: false,
    }
}

fn voice(voice: &Compared<'_>, group: &Comparison<'_>, rows: &Selection) -> Voice {
    let one = voice.statement;
    let (relation, against, reason) = match voice.related {
        Some((related, with)) => {
            let other = group.voices[with].statement;
            (related.relation, Some(other.uid), words::reason_between(related, one, other))
        }
        None => (Relation::NotComparable, None, String::new()),
    };
    Voice {
        fact: one.uid,
        says: words::says_at(one, group.scope, group.place, rows),
        when: wording::when_or_reported(one, None),
        claimant: wording::who(rows, &one.claimants, &one.via),
        report: one.report.to_string(),
        day: one.published,
        grade: one.grade(),
        contradicts: voice.contradicts.iter().map(|at| group.voices[*at].statement.uid).collect(),
        relation,
        against,
        reason,
        struck: None,
        quote: None,
    }
}

/// A fact that would belong to a group if it counted.
pub(super) fn struck_voice(one: &Statement, facts: &Collected, rows: &Selection) -> Voice {
    Voice {
        fact: one.uid,
        says: words::says(one, None, rows),
        when: wording::when_or_reported(one, None),
        claimant: wording::who(rows, &one.claimants, &one.via),
        report: one.report.to_string(),
        day: one.published,
        grade: one.grade(),
        contradicts: Vec::new(),
        relation: Relation::NotComparable,
        against: None,
        reason: String::new(),
        struck: facts.struck.get(&one.uid).cloned(),
        quote: None,
    }
}
