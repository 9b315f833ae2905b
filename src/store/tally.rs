//! Counting facts without reading what they say.
//!
//! A combination of values is a number, made from one dimension after the other. Where nothing is
//! asked of the facts, place, indicator and day of each come from one index and its report from
//! another; otherwise a search shows them.

use super::error::StoreError;
use super::gone::Known;
use super::pass::{Attributions, vocabulary};
use super::reference::Which;
use super::report::{self, day};
use super::retraction;
use super::search::Search;
use super::{Store, Vocabulary};
use crate::domain::fact::{Draft, Fact};
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::place::PlaceKind;
use crate::domain::quantity::Quantity;
use crate::domain::report::Report;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::tally::{Count, Dimension, Tallies};
use crate::domain::when::{Answer, Day, Expression, When};
use chrono::Datelike;
use foldhash::{HashMap, HashMapExt, HashSet};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;

/// Nothing was said: the number of no value.
const UNSTATED: i64 = i64::MIN;
/// The number of no combination.
const NONE: u32 = u32::MAX;
/// Up to this number of a fact, combinations are kept in a list by the numbers of facts.
const MOST_LISTED: i64 = 1 << 26;

impl Store {
    /// How many facts that a filter asks for there are for each combination of values. What the
    /// examples of combinations say besides these values is not told.
    pub fn tally(&self, filter: &Filter, by: &[Dimension]) -> Result<Tallies, StoreError> {
        self.reading(|connection| tally(connection, filter, by))
            .map_err(|error: StoreError| error.about(&self.path))
    }
}

fn tally(
    connection: &Connection,
    filter: &Filter,
    by: &[Dimension],
) -> Result<Tallies, StoreError> {
    let mut groups = Groups::default();
    let newest: Option<i64> =
        connection.query_row("SELECT max(id) FROM fact", [], |row| row.get(0))?;
    let newest = newest.unwrap_or(0);
    let mut values = Values::of(connection, by)?;
    if asks_nothing(filter) && by.iter().all(|by| is_indexed(*by)) && newest < MOST_LISTED {
        by_index(connection, filter, &mut values, &mut groups, newest)?;
    } else {
        by_search(connection, filter, &mut values, &mut groups)?;
    }
    groups.finish(connection, filter, by)
}

/// Whether a filter asks for all facts that still count, or for all.
fn asks_nothing(filter: &Filter) -> bool {
    *filter == Filter { retracted: filter.retracted, ..Filter::default() }
}

/// Whether the index of places tells the value of a dimension.
fn is_indexed(by: Dimension) -> bool {
    use Dimension as D;
    matches!(by, D::Place | D::Indicator | D::Admin1 | D::Admin2 | D::Year | D::Month | D::Day)
}

/// The columns of a row that is counted; those of the dimensions that are texts follow.
const COLUMNS: &str = "fact.id, fact.report, fact.place, fact.indicator, start_earliest,
    start_latest, end_earliest, end_latest, origin";
/// Where these begin.
const TEXTS: usize = 9;

fn by_search(
    connection: &Connection,
    filter: &Filter,
    values: &mut Values<'_>,
    groups: &mut Groups,
) -> Result<(), StoreError> {
    let columns = format!("{COLUMNS}{}", values.columns());
    let order = if values.by.contains(&Dimension::Claimant) { "ORDER BY fact.id" } else { "" };
    let mut origins = Texts::default();
    Search::of(connection, filter)?.run(&columns, order, |row, answer, _| {
        let group = values.group(row, groups, first_day)?;
        let origin = origins.number(row.get_ref(8)?)?;
        groups.add(group, row.get(1)?, origin);
        groups.maybe += usize::from(answer == Answer::Maybe);
        Ok(())
    })
}

/// The first of a row's four days.
fn first_day(row: &Row<'_>) -> Result<Option<Day>, StoreError> {
    for column in 4..8 {
        if let Some(day) = day(row, column)? {
            return Ok(Some(day));
        }
    }
    Ok(None)
}

fn by_index(
    connection: &Connection,
    filter: &Filter,
    values: &mut Values<'_>,
    groups: &mut Groups,
    newest: i64,
) -> Result<(), StoreError> {
    let moment = retraction::end_of(None);
    let gone = if filter.retracted { Known::default() } else { Known::at(connection, &moment)? };
    let mut of_fact = vec![NONE; usize::try_from(newest).unwrap_or(0) + 1];
    let at = |fact: i64| usize::try_from(fact).unwrap_or(usize::MAX);
    // With the start first: the other days are looked up for the few that have none.
    let sql = "SELECT id, 0, place, indicator, start_earliest FROM fact
               ORDER BY place, start_earliest, indicator";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut ends = connection.prepare(
        "SELECT id, 0, 0, 0, start_earliest, start_latest, end_earliest, end_latest FROM fact
         WHERE id = ?1",
    )?;
    while let Some(row) = rows.next()? {
        let fact: i64 = row.get(0)?;
        let group = values.group(row, groups, |row| match day(row, 4)? {
            None => ends.query_row([fact], |row| Ok(first_day(row)))?,
            day => Ok(day),
        })?;
        if let Some(of_fact) = of_fact.get_mut(at(fact)).filter(|_| !gone.facts.contains(&fact)) {
            *of_fact = group;
        }
    }
    let group_of = |fact: i64| of_fact.get(at(fact)).copied().filter(|group| *group != NONE);
    let mut statement = connection.prepare("SELECT report, id FROM fact ORDER BY report")?;
    let mut rows = statement.query([])?;
    let mut of_gone_reports = HashSet::default();
    while let Some(row) = rows.next()? {
        let (report, fact) = (row.get(0)?, row.get(1)?);
        if gone.reports.contains(&report) {
            of_gone_reports.insert(fact);
        } else if let Some(group) = group_of(fact) {
            groups.add(group, report, UNSTATED);
        }
    }
    let mut statement =
        connection.prepare("SELECT origin, id FROM fact WHERE origin IS NOT NULL")?;
    let mut rows = statement.query([])?;
    let mut origins = Texts::default();
    while let Some(row) = rows.next()? {
        let fact = row.get(1)?;
        let group = group_of(fact).filter(|_| !of_gone_reports.contains(&fact));
        if let Some(group) = group {
            let origin = origins.number(row.get_ref(0)?)?;
            groups.name(group, origin);
        }
    }
    Ok(())
}

/// Texts as numbers.
#[derive(Default)]
struct Texts(HashMap<String, i64>);

impl Texts {
    fn number(&mut self, text: ValueRef<'_>) -> Result<i64, StoreError> {
        let text = text.as_str_or_null().map_err(rusqlite::Error::from)?;
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(UNSTATED) };
        if let Some(known) = self.0.get(text) {
            return Ok(*known);
        }
        let number = i64::try_from(self.0.len()).unwrap_or(i64::MAX);
        self.0.insert(text.to_owned(), number);
        Ok(number)
    }
}

/// The values of facts, as numbers: those of rows in the file, of days, and of texts.
struct Values<'c> {
    by: &'c [Dimension],
    texts: Texts,
    publishers: HashMap<i64, i64>,
    /// The areas of the first and second level that places lie in.
    areas: HashMap<i64, [i64; 2]>,
    attributions: Attributions<'c>,
    /// The fact that was asked for last, and its claimant.
    claimant: (i64, Option<i64>),
}

impl<'c> Values<'c> {
    fn of(connection: &'c Connection, by: &'c [Dimension]) -> Result<Self, StoreError> {
        use Dimension as D;
        let mut values = Self {
            by,
            texts: Texts::default(),
            publishers: HashMap::new(),
            areas: HashMap::new(),
            attributions: Attributions::of(connection),
            claimant: (UNSTATED, None),
        };
        if by.contains(&D::Publisher) {
            let mut statement = connection.prepare("SELECT id, publisher FROM report")?;
            let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            values.publishers = found.collect::<rusqlite::Result<_>>()?;
        }
        if by.contains(&D::Admin1) || by.contains(&D::Admin2) {
            values.areas = areas(connection)?;
        }
        Ok(values)
    }

    /// The columns of the dimensions that are texts, in their order.
    fn columns(&self) -> String {
        let columns = self.by.iter().filter_map(|by| text_column(*by));
        columns.flat_map(|column| [", ", column]).collect()
    }

    /// The number of the combination of a row's values. `first_day` is asked only for dates.
    fn group(
        &mut self,
        row: &Row<'_>,
        groups: &mut Groups,
        mut first_day: impl FnMut(&Row<'_>) -> Result<Option<Day>, StoreError>,
    ) -> Result<u32, StoreError> {
        use Dimension as D;
        let (mut group, mut text) = (NONE, TEXTS);
        let mut date = None;
        for (level, by) in self.by.iter().enumerate() {
            let area = |level: usize| {
                let place = row.get(2)?;
                Ok::<_, StoreError>(self.areas.get(&place).map_or(UNSTATED, |areas| areas[level]))
            };
            let number = match by {
                D::Place => row.get(2)?,
                D::Indicator => row.get(3)?,
                D::Report => row.get(1)?,
                D::Admin1 => area(0)?,
                D::Admin2 => area(1)?,
                D::Publisher => self.publishers.get(&row.get(1)?).copied().unwrap_or(UNSTATED),
                D::Claimant => {
                    // Asked once for each fact: its actors are read past as it is.
                    let fact: i64 = row.get(0)?;
                    if self.claimant.0 != fact {
                        self.claimant = (fact, self.attributions.of_fact(fact)?.0);
                    }
                    self.claimant.1.unwrap_or(UNSTATED)
                }
                D::Year | D::Month | D::Day => {
                    date = first_day(row)?;
                    date.map_or(UNSTATED, |day| first_of(*by, day))
                }
                D::Status | D::Thread | D::Scope | D::Unit => {
                    text += 1;
                    self.texts.number(row.get_ref(text - 1)?)?
                }
            };
            group = groups.number(level, group, number);
        }
        if groups.example(group).is_none() {
            let example = self.example(row, date)?;
            groups.examples[group as usize] = Some(example);
        }
        Ok(group)
    }

    /// A row as the example of its combination.
    fn example(&self, row: &Row<'_>, date: Option<Day>) -> Result<Example, StoreError> {
        let text_columns = self.by.iter().filter(|by| text_column(**by).is_some());
        let texts = text_columns.zip(TEXTS..).map(|(by, column)| Ok((*by, row.get(column)?)));
        Ok(Example {
            report: row.get(1)?,
            place: row.get(2)?,
            indicator: row.get(3)?,
            claimant: self.claimant.1,
            date,
            texts: texts.collect::<rusqlite::Result<_>>()?,
        })
    }
}

/// What a fact says of the dimensions that are counted by.
struct Example {
    report: i64,
    place: i64,
    indicator: i64,
    claimant: Option<i64>,
    date: Option<Day>,
    texts: Vec<(Dimension, Option<String>)>,
}

impl Example {
    /// A fact that says so much and no more.
    fn recorded(self, keys: &Keys) -> Result<RecordedFact, StoreError> {
        let key = |keys: &std::collections::HashMap<i64, String>, id| {
            keys.get(&id).cloned().unwrap_or_default()
        };
        let mut draft = Draft::new(
            &key(&keys.reports, self.report),
            &key(&keys.vocabulary.indicators, self.indicator),
            &key(&keys.vocabulary.places, self.place),
        );
        draft.claimant = self.claimant.map(|actor| key(&keys.vocabulary.actors, actor));
        draft.when = self.date.map(|day| When::new(Expression::day(day), ""));
        for (by, text) in self.texts {
            match by {
                Dimension::Status => {
                    let status = text.as_deref().map(str::parse).transpose();
                    draft.status =
                        status.map_err(|error| StoreError::Corrupt(format!("status {error}")))?;
                }
                Dimension::Thread => draft.thread = text,
                Dimension::Scope => draft.scope = text,
                _ => draft.quantity = text.map(|unit| Quantity { unit, ..Quantity::default() }),
            }
        }
        Ok(RecordedFact {
            uid: Uid([0; 16]),
            fact: Fact::from_record(draft, None, None),
            recorded_at: String::new(),
            recorded_by: String::new(),
            retracted: None,
            report_retracted: None,
            replaced_by: None,
            answer: Answer::Yes,
        })
    }
}

/// The keys of what examples name by number.
struct Keys {
    vocabulary: Vocabulary,
    reports: std::collections::HashMap<i64, String>,
}

fn text_column(by: Dimension) -> Option<&'static str> {
    match by {
        Dimension::Status => Some("status"),
        Dimension::Thread => Some("thread"),
        Dimension::Scope => Some("scope"),
        Dimension::Unit => Some("fact.unit"),
        _ => None,
    }
}

/// The number of the first day of a day's year or month, or of itself.
fn first_of(by: Dimension, day: Day) -> i64 {
    let first = match by {
        Dimension::Year => day.with_ordinal(1),
        Dimension::Month => day.with_day(1),
        _ => Some(day),
    };
    first.unwrap_or(day).num_days_from_ce().into()
}

/// The areas of the first and second level that each place lies in, itself included.
fn areas(connection: &Connection) -> Result<HashMap<i64, [i64; 2]>, StoreError> {
    let mut statement = connection.prepare("SELECT id, parent, kind FROM place")?;
    let mut rows = statement.query([])?;
    let mut places: HashMap<i64, (Option<i64>, Option<usize>)> = HashMap::new();
    while let Some(row) = rows.next()? {
        let kind = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
        let level = [PlaceKind::Admin1, PlaceKind::Admin2].iter().position(|k| k.as_str() == kind);
        places.insert(row.get(0)?, (row.get(1)?, level));
    }
    let of = |place: i64| {
        let mut areas = [UNSTATED; 2];
        let mut next = Some(place);
        for _ in 0..places.len() {
            let Some((id, (parent, level))) = next.and_then(|id| Some((id, *places.get(&id)?)))
            else {
                break;
            };
            if let Some(level) = level.filter(|level| areas[*level] == UNSTATED) {
                areas[level] = id;
            }
            next = parent;
        }
        areas
    };
    Ok(places.keys().map(|place| (*place, of(*place))).collect())
}

/// Combinations of values, and what is counted of each.
#[derive(Default)]
struct Groups {
    /// The numbers of combinations, by level, the combination of the levels before, and the value.
    numbers: HashMap<(usize, u32, i64), u32>,
    /// The latest of them, by level.
    latest: Vec<((u32, i64), u32)>,
    counts: Vec<Count>,
    /// An example of each combination.
    examples: Vec<Option<Example>>,
    /// Reports and origins of combinations, in any order and perhaps several times.
    reports: Vec<(u32, i64)>,
    origins: Vec<(u32, i64)>,
    facts: usize,
    maybe: usize,
}

impl Groups {
    /// The number of a combination with one more value.
    fn number(&mut self, level: usize, before: u32, value: i64) -> u32 {
        if let Some((_, known)) = self.latest.get(level).filter(|(key, _)| *key == (before, value))
        {
            return *known;
        }
        let next = u32::try_from(self.numbers.len()).unwrap_or(NONE - 1);
        let number = *self.numbers.entry((level, before, value)).or_insert(next);
        self.latest.resize(self.latest.len().max(level + 1), ((NONE, UNSTATED), NONE));
        self.latest[level] = ((before, value), number);
        number
    }

    /// The example of a combination, for which there is room from now on.
    fn example(&mut self, group: u32) -> Option<&Example> {
        let at = group as usize;
        if at >= self.counts.len() {
            self.counts.resize(at + 1, Count::default());
            self.examples.resize_with(at + 1, || None);
        }
        self.examples[at].as_ref()
    }

    /// Counts a fact of a combination that has its example.
    fn add(&mut self, group: u32, report: i64, origin: i64) {
        let at = group as usize;
        self.facts += 1;
        self.counts[at].facts += 1;
        if self.reports.last() != Some(&(group, report)) {
            self.reports.push((group, report));
        }
        if origin == UNSTATED {
            self.counts[at].unknown += 1;
        } else {
            self.origins.push((group, origin));
        }
    }

    /// Gives a fact that was counted an origin.
    fn name(&mut self, group: u32, origin: i64) {
        if let Some(count) = self.counts.get_mut(group as usize) {
            count.unknown -= 1;
            self.origins.push((group, origin));
        }
    }

    /// The counts, each with its example.
    fn finish(
        mut self,
        connection: &Connection,
        filter: &Filter,
        by: &[Dimension],
    ) -> Result<Tallies, StoreError> {
        let all: HashSet<i64> = self.reports.iter().map(|(_, report)| *report).collect();
        for pairs in [&mut self.reports, &mut self.origins] {
            pairs.sort_unstable();
            pairs.dedup();
        }
        for (group, _) in &self.reports {
            self.counts[*group as usize].reports += 1;
        }
        for (group, _) in &self.origins {
            self.counts[*group as usize].origins += 1;
        }
        let keys = keys(connection, filter, by, &self.examples)?;
        let mut examples = Selection { reports: keys.1, ..Selection::default() };
        let mut counts = Vec::new();
        for (example, count) in self.examples.into_iter().zip(self.counts) {
            if let Some(example) = example.filter(|_| count.facts > 0) {
                examples.facts.push(example.recorded(&keys.0)?);
                counts.push(count);
            }
        }
        let rows = keys.0.vocabulary.rows;
        let (places, actors, indicators) = (rows.places, rows.actors, rows.indicators);
        Ok(Tallies {
            examples: Selection { places, actors, indicators, ..examples },
            counts,
            facts: self.facts,
            reports: all.len(),
            maybe: self.maybe,
        })
    }
}

/// The rows that examples name; reports only where facts are counted by something of theirs.
fn keys(
    connection: &Connection,
    filter: &Filter,
    by: &[Dimension],
    examples: &[Option<Example>],
) -> Result<(Keys, BTreeMap<String, Report>), StoreError> {
    let vocabulary = vocabulary(connection)?;
    let mut ids = Vec::new();
    if by.contains(&Dimension::Report) || by.contains(&Dimension::Publisher) {
        ids.extend(examples.iter().flatten().map(|example| example.report));
    }
    let reports = report::load(connection, Which::Ids(&ids), filter.as_recorded)?;
    let keys = reports.iter().map(|(id, report)| (*id, report.key.clone())).collect();
    let reports = reports.into_iter().map(|(_, report)| (report.key.clone(), report)).collect();
    Ok((Keys { vocabulary, reports: keys }, reports))
}
