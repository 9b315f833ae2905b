//! Facts that speak of the same thing, put side by side: what stands, and who says otherwise.
//!
//! Knows what the domain compares, and words it. Must not know how it looks.

mod beside;
pub(super) mod words;

use super::collected::Collected;
use super::detail::{Detail, Entry, Section};
use super::grid::{Cell, Column, Emphasis, Grid};
use super::wording;
use crate::domain::compare::Statement;
use crate::domain::compare::comparison::{Compared, Comparison};
use crate::domain::compare::grouping;
use crate::domain::compare::relate::Relation;
use crate::domain::compare::struck::struck;
use crate::domain::identity::Uid;
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::text::counts::counted;
use foldhash::HashSet;
use std::convert::Infallible;
use std::iter::once;

pub(super) use beside::{longer_total, when_beside};
pub(super) use words::{
    age, first_of, origins, reason_between, says, says_against, side_in_few, what_stands,
};

/// The most voices of a group that a page shows; data has all.
const MOST_VOICES: usize = 30;

/// Which groups are shown.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only groups in which a statement has one of these relations; all where it is empty.
    pub only: Vec<Relation>,
    /// The day from which the age of a figure is counted.
    pub today: Option<Day>,
    /// At most this many groups.
    pub limit: Option<usize>,
    /// Whether to show what does not count (retracted, replaced or rejected), struck out.
    pub struck: bool,
    /// Only groups with one of these facts; all where it is `None`.
    pub with: Option<HashSet<Uid>>,
}

/// The groups of facts that speak of the same thing and have more than one voice.
#[derive(Debug, Default)]
pub struct Compare {
    /// The groups, those with contradictions first.
    pub groups: Vec<Group>,
    /// How many further groups the limit left out.
    pub left_out: usize,
    /// How many groups have a contradiction, those that are left out among them.
    pub contradicted: usize,
}

/// Facts that speak of the same thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Key of the indicator.
    pub indicator: String,
    /// Key of the place.
    pub place: String,
    /// The scope of its widest statement; `None` for all.
    pub scope: Option<String>,
    /// The unit of its figures; empty where none is stated.
    pub unit: String,
    /// Indicator, scope, place and days in words.
    pub title: String,
    /// The figure as it stands; `None` where no figure is stated.
    pub figure: Option<Quantity>,
    /// What stands, in words.
    pub stands: String,
    /// The day as of which it stands.
    pub as_of: Option<Day>,
    /// The number of days since then.
    pub age_days: Option<i64>,
    /// The number of reports of what stands; of all voices where no figure does.
    pub reports: usize,
    /// The least possible number of separate utterances behind what stands.
    pub origins_low: usize,
    /// The greatest possible number of them.
    pub origins_high: usize,
    /// The grades of what stands, as analysts write them, each once; none where nobody graded it.
    pub grades: Vec<String>,
    /// Whether some voice contradicts another one.
    pub contradicted: bool,
    /// Whether somebody contradicts what stands.
    pub disputed: bool,
    /// Who says what against whom, a text for each side; none where nothing is contradicted.
    pub sides: Vec<String>,
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
    /// What it says, in words.
    pub says: String,
    /// Its time in words.
    pub when: String,
    /// Who says so; empty where nobody is named.
    pub claimant: String,
    /// The key of its report.
    pub report: String,
    /// The day on which its report was published.
    pub day: Option<Day>,
    /// Its grades as analysts write them; empty where nobody graded it.
    pub grade: String,
    /// All facts of the group that it contradicts.
    pub contradicts: Vec<Uid>,
    /// How it relates to the fact `against`.
    pub relation: Relation,
    /// The uid of the fact to which it relates so.
    pub against: Option<Uid>,
    /// What the relation follows from, in words.
    pub reason: String,
    /// Why the fact does not count; `None` where it does.
    pub struck: Option<String>,
    /// What the report says word for word; `None` where it was not asked for, or no quote is recorded.
    pub quote: Option<String>,
}

/// A group of facts that speak of the same thing, to be worded if it is shown.
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
    /// The group in words.
    #[must_use]
    pub fn group(&self) -> Group {
        let compared = self.group.compare(self.rows, &self.facts.republished);
        let mut group = group(&compared, self.rows, self.today);
        let struck = self.struck.iter().map(|one| struck_voice(one, self.facts, self.rows));
        group.voices.extend(struck);
        group
    }
}

/// Shows each group of collected facts that has more than one voice and is asked for: by indicator, by
/// place and from the newest on. `rows` has the rows that the facts name. Fails where `show` does.
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
        grouping::each_group(&statements, wider, indicator, rows, |group| {
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

/// Groups for a page, as many as it shows of those with a contradiction and of the others.
#[derive(Debug, Default)]
pub struct Page {
    contradicted: Vec<Group>,
    others: Vec<Group>,
    found: Compare,
    groups: usize,
}

impl Page {
    /// Adds the groups of collected facts; facts that may speak of the same thing must be added at
    /// once, and by their indicators in the order of the keys.
    pub fn add(&mut self, facts: &Collected, rows: &Selection, options: &Options) {
        let most = options.limit.unwrap_or(usize::MAX);
        let added = each_group(facts, rows, options, |told| {
            self.groups += 1;
            self.found.contradicted += usize::from(told.is_contradicted);
            let list = if told.is_contradicted { &mut self.contradicted } else { &mut self.others };
            if list.len() < most {
                list.push(told.group());
            }
            Ok::<_, Infallible>(())
        });
        let Ok(()) = added;
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

impl Group {
    /// Adds the quotes of the voices. Fails where `quote` does.
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

impl Compare {
    /// Compares all collected facts. `rows` has their indicators, places, actors and reports.
    #[must_use]
    pub fn of(facts: &Collected, rows: &Selection, options: &Options) -> Self {
        let mut page = Page::default();
        page.add(facts, rows, options);
        page.finish(options)
    }

    /// How many groups there are, those that the limit left out among them.
    #[must_use]
    pub fn count(&self) -> usize {
        self.groups.len() + self.left_out
    }

    /// The groups as a page: a section for each.
    #[must_use]
    pub fn page(&self, title: String) -> Detail {
        let sections =
            self.groups.iter().flat_map(|group| once(section(group)).chain(quotes(group)));
        Detail { title, sections: sections.collect() }
    }
}

/// The columns of [`data_rows`]; `is_quoted` says whether the voices have their quotes.
#[must_use]
pub fn data_columns(is_quoted: bool) -> Vec<Column> {
    let mut columns: Vec<Column> = [
        "group",
        "indicator",
        "place",
        "scope",
        "unit",
        "low",
        "best",
        "high",
        "as_of",
        "disputed",
    ]
    .map(Column::data)
    .into();
    columns.extend(voice_columns().into_iter().filter(|column| column.shown.in_data()));
    columns.extend(is_quoted.then(|| Column::data("quote")));
    columns
}

/// The rows of a group, one for each voice. The first column, the number of the group, is left out: it
/// is known when all groups are.
pub fn data_rows(group: &Group) -> impl Iterator<Item = Vec<Cell>> + '_ {
    let is_data: Vec<bool> = voice_columns().iter().map(|column| column.shown.in_data()).collect();
    group.voices.iter().map(move |voice| {
        let mut row = group_cells(group);
        let cells = voice_cells(voice).into_iter().zip(&is_data);
        row.extend(cells.filter(|(_, is_data)| **is_data).map(|(cell, _)| cell));
        row.extend(group.is_quoted.then(|| Cell::said(voice.quote.as_ref())));
        row
    })
}

/// What was found, in one line: `45 groups, 1 of them contradicted`.
#[must_use]
pub fn title(found: &Compare) -> String {
    match (found.count(), found.contradicted) {
        (0, _) => "no two facts speak of the same thing".to_owned(),
        (groups, 0) => format!("{}, none contradicted", counted(groups, "group", "groups")),
        (groups, bad) => format!("{}, {bad} contradicted", counted(groups, "group", "groups")),
    }
}

/// Whether a group has a voice with one of these relations.
fn has_one_of(group: &Comparison<'_>, relations: &[Relation]) -> bool {
    let has = |voice: &Compared<'_>| {
        voice.related.is_some_and(|(related, _)| relations.contains(&related.relation))
    };
    group.voices.iter().any(has)
}

fn group(found: &Comparison<'_>, rows: &Selection, today: Option<Day>) -> Group {
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
        sides: words::sides(found, rows),
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
        when: wording::when_stated(one, None).unwrap_or_default(),
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
fn struck_voice(one: &Statement, facts: &Collected, rows: &Selection) -> Voice {
    Voice {
        fact: one.uid,
        says: words::says(one, None),
        when: wording::when_stated(one, None).unwrap_or_default(),
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

fn section(group: &Group) -> Section {
    let mut grid = Grid::new(voice_columns());
    grid.rows = group.voices.iter().take(MOST_VOICES).map(voice_cells).collect();
    let more = group.voices.len().saturating_sub(MOST_VOICES);
    grid.notes.extend(
        (more > 0).then(|| format!("{} left out here", counted(more, "older fact", "older facts"))),
    );
    let heading = if group.contradicted {
        format!("{} · contradicted", group.title)
    } else {
        group.title.clone()
    };
    let origins = words::origins(group.origins_low, group.origins_high);
    let sources = format!("{}, {origins}", counted(group.reports, "report", "reports"));
    let age = group.age_days.map(words::age);
    let grades = Some(group.grades.join(", ")).filter(|grades| !grades.is_empty());
    let stands = Some(group.stands.clone()).filter(|words| !words.is_empty());
    let stands = [stands, Some(sources), grades, age];
    let stands: Vec<String> = stands.into_iter().flatten().collect();
    let stands = Entry::page("stands", "stands", Cell::text(stands.join(" · ")));
    let sides = Cell::words(group.sides.join("  ≠  "), Emphasis::Bad);
    let sides = Entry::page("sides", "against", sides);
    Section::headed(heading, vec![stands, sides, Entry::Grid { key: "voices", grid }])
}

/// The quotes of the voices that a page shows; `None` where none has one.
fn quotes(group: &Group) -> Option<Section> {
    let shown = group.voices.iter().take(MOST_VOICES);
    let quoted = shown.filter_map(|voice| Some((voice.fact, voice.quote.as_ref()?)));
    let rows = quoted.map(|(fact, words)| vec![Cell::Id(fact), Cell::text(words)]);
    let columns = vec![Column::page("fact_id", "fact").keep(), Column::page("quote", "quote")];
    let grid = Grid { rows: rows.collect(), ..Grid::new(columns) };
    let is_quoted = !grid.rows.is_empty();
    is_quoted.then(|| Section::new(vec![Entry::Grid { key: "quotes", grid }]))
}

fn voice_columns() -> Vec<Column> {
    vec![
        Column::new("fact_id", "fact").keep(),
        Column::new("says", "says"),
        Column::new("when", "when").fold(),
        Column::new("claimant", "according to"),
        Column::new("report", "report").keep().fold(),
        Column::data("day"),
        Column::data("relation"),
        Column::data("against"),
        Column::page("relation", "relation"),
        Column::new("reason", "about").fold(),
        Column::new("grade", "grade").keep(),
        Column::data("struck"),
    ]
}

fn voice_cells(voice: &Voice) -> Vec<Cell> {
    let is_bad = voice.relation == Relation::Contradicts;
    let emphasis = if is_bad { Emphasis::Bad } else { Emphasis::Plain };
    let to: Vec<Uid> =
        if is_bad { voice.contradicts.clone() } else { voice.against.into_iter().collect() };
    let to: Vec<String> = to.iter().map(Uid::short).collect();
    let relation = format!("{} {}", voice.relation, to.join(" "));
    let relation = voice.struck.clone().unwrap_or(relation);
    let is_struck = voice.struck.is_some();
    let said = |text: &String| {
        Cell::words(text, if is_struck { Emphasis::Struck } else { Emphasis::Plain })
    };
    vec![
        Cell::Id(voice.fact),
        said(&voice.says),
        said(&voice.when),
        said(&voice.claimant),
        Cell::text(&voice.report),
        Cell::day(voice.day),
        Cell::text(voice.relation.as_str()),
        voice.against.map_or(Cell::Empty, Cell::Id),
        Cell::words(relation.trim_end(), emphasis),
        Cell::text(&voice.reason),
        Cell::text(&voice.grade),
        Cell::said(voice.struck.as_ref()),
    ]
}

fn group_cells(group: &Group) -> Vec<Cell> {
    let figure = |of: fn(&Quantity) -> Option<crate::domain::number::Number>| {
        Cell::number(group.figure.as_ref().and_then(of))
    };
    vec![
        Cell::text(&group.indicator),
        Cell::text(&group.place),
        Cell::said(group.scope.as_ref()),
        Cell::text(&group.unit),
        figure(|one| one.low),
        figure(|one| one.best),
        figure(|one| one.high),
        Cell::day(group.as_of),
        Cell::Flag(group.disputed),
    ]
}
