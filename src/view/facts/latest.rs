//! The current figure of each series: that of the newest of its groups. A series is an indicator, scope and unit at a
//! place.

use super::newest::{AtPlace, Newest};
use super::{data_columns, data_row, left_out};
use crate::domain::compare::grouping::{self, Group};
use crate::domain::compare::origins::Origins;
use crate::domain::compare::standing_figure::tells_why_none;
use crate::domain::compare::{Name, Statement, StatementKind};
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::{Answer, Day};
use crate::text::byte_key::ByteKey;
use crate::view::collected::Collected;
use crate::view::compare::{first_of, total_beside, when_beside, words};
use crate::view::grid::{Cell, Column, Emphasis, Grid};
use crate::view::wording;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeSet;

/// Collects the current figure of each series while facts are read.
#[derive(Debug, Default)]
pub struct Latest {
    found: Vec<CurrentFigure>,
    /// How many series there are, those that were left out among them.
    pub all: usize,
}

/// The current figure of a series.
#[derive(Clone, Debug)]
pub struct CurrentFigure {
    /// The sort key: by place and indicator.
    key: Box<[u8]>,
    scope: Option<Name>,
    /// The newest fact that states it: its uid, and its number and answer in the file.
    uid: Uid,
    fact: (i64, Answer),
    /// How many figures the series has.
    figures: usize,
    words: Box<str>,
    /// The lower bound, the figure and the upper bound.
    figure: [Option<Number>; 3],
    as_of: Option<Day>,
    reports: usize,
    origins: (usize, usize),
    /// The statements that contradict it; empty if there are none.
    otherwise: Box<str>,
    /// The newest figures of other scopes in the group; empty if there are none.
    beside: Box<str>,
}

/// The lines of one indicator.
#[derive(Default)]
struct Lines<'a> {
    /// The current figures, each with its newest statement.
    stood: Vec<(CurrentFigure, &'a Statement)>,
    /// What was put off, each with its newest statement, and with its line unless that is among the current figures.
    put_off: Vec<(Option<CurrentFigure>, &'a Statement)>,
}

impl<'a> Lines<'a> {
    fn add(&mut self, at: &AtPlace<'a>, rows: &Selection, facts: &Collected) {
        for one in at.shown() {
            let Some(stood) = CurrentFigure::of(one, rows, facts) else { continue };
            self.stood.push((stood, one.first()));
            if one.first().kind() == StatementKind::PutOff {
                self.put_off.push((None, one.first()));
            }
        }
        let put_off = at.put_off().map(|one| (CurrentFigure::of(one, rows, facts), one.first()));
        self.put_off.extend(put_off);
    }

    /// All lines. If something was put off, it replaces a "none" that it explains, for its place or an enclosing one.
    fn all(self, rows: &Selection) -> Vec<CurrentFigure> {
        let mut inside: HashMap<(&str, Option<&str>), Vec<usize>> = HashMap::default();
        for (at, (_, one)) in self.put_off.iter().enumerate() {
            for place in rows.path(&one.place) {
                inside.entry((&place.key, one.scope.as_deref())).or_default().push(at);
            }
        }
        let why = |none: &Statement| {
            let inside = inside.get(&(&*none.place, none.scope.as_deref())).into_iter().flatten();
            let why = inside.filter(|at| tells_why_none(self.put_off[**at].1, none));
            why.copied().max_by_key(|at| {
                let one = self.put_off[*at].1;
                (one.published, one.last(), one.uid)
            })
        };
        let mut shown: BTreeSet<usize> = BTreeSet::new();
        let mut all = Vec::with_capacity(self.stood.len());
        for (stood, first) in self.stood {
            match why(first) {
                Some(at) => _ = shown.insert(at),
                None => all.push(stood),
            }
        }
        let put_off = self.put_off.into_iter().enumerate();
        all.extend(
            put_off.filter(|(at, _)| shown.contains(at)).filter_map(|(_, (stood, _))| stood),
        );
        all
    }
}

impl Latest {
    /// The current figures of collected facts; all facts of one series must be among them. `numbers` are those of the
    /// facts in the file, in the order of the facts.
    #[must_use]
    pub fn of(facts: &Collected, numbers: &[(i64, Answer)], rows: &Selection) -> Self {
        let mut latest = Self::default();
        let wider = facts.wider_by_indicator();
        for (key, statements) in facts.by_indicator() {
            let indicator = rows.indicators.get(&**key);
            let wider = wider.get(key).map_or(&[][..], Vec::as_slice);
            latest.add_indicator(&statements, wider, indicator, rows, facts);
        }
        let by_uid = latest.found.iter().enumerate().map(|(at, stood)| (stood.uid, at));
        let by_uid: HashMap<Uid, usize> = by_uid.collect();
        for (statement, number) in facts.statements.iter().zip(numbers) {
            if let Some(at) = by_uid.get(&statement.uid) {
                latest.found[*at].fact = *number;
            }
        }
        latest.all = latest.found.len();
        latest
    }

    fn add_indicator(
        &mut self,
        statements: &[&Statement],
        wider: &[&Statement],
        indicator: Option<&Indicator>,
        rows: &Selection,
        facts: &Collected,
    ) {
        let (mut lines, mut here) = (Lines::default(), AtPlace::default());
        let mut place = "";
        grouping::each_group(statements, wider, indicator, rows, |group| {
            if group.place() != place {
                lines.add(&std::mem::take(&mut here), rows, facts);
                place = group.place();
            }
            here.add(group);
        });
        lines.add(&here, rows, facts);
        self.found.append(&mut lines.all(rows));
    }

    /// Adds the current figures of other series. The first `most` of all are kept, and perhaps more.
    pub fn join(&mut self, mut other: Self, most: usize) {
        self.all += other.all;
        self.found.append(&mut other.found);
        if self.found.len() / 2 > most {
            self.keep_first(most);
        }
    }

    /// The first `most` current figures, by place and indicator.
    #[must_use]
    pub fn first(mut self, most: usize) -> Vec<CurrentFigure> {
        self.keep_first(most);
        self.found
    }

    fn keep_first(&mut self, most: usize) {
        self.found.sort_by(|a, b| a.key.cmp(&b.key));
        self.found.truncate(most);
    }
}

impl CurrentFigure {
    fn of(newest: &Newest<'_>, rows: &Selection, facts: &Collected) -> Option<Self> {
        let Newest { group, standing, figures, totals, is_widest } = newest;
        let first = *standing.statements.first()?;
        let says = |one: &&Statement| {
            let who = wording::who(rows, &one.claimants, &[]);
            format!("{who}: {}", words::says_against(one, standing.scope, &first.place, rows))
        };
        let stated = || standing.statements.iter().copied();
        let origins = Origins::of(stated(), rows, &facts.republished);
        let words =
            words::standing_words(&standing.stands, &standing.statements, standing.scope, rows);
        let total = total_beside(first, totals.iter().map(|(_, one)| *one));
        let total = totals.iter().find(|(_, one)| total.is_some_and(|total| total.uid == one.uid));
        let beside = if *is_widest { group.beside(standing) } else { Vec::new() };
        let over = |(group, one): (&Group<'_>, &Statement)| {
            let when = when_beside(one, &standing.statements, None);
            let against = first_of(group.against_one(one).iter().map(says));
            let disputed = (!against.is_empty()).then(|| format!("disputed ({against})"));
            let said = [Some(words::says(one, standing.scope, rows)), when, disputed];
            said.into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        let total = total.into_iter().map(|(group, one)| (&**group, *one));
        let beside = total.chain(beside.into_iter().map(|one| (&**group, one)));
        let measured = wording::measured(rows, &first.indicator, standing.scope);
        let key = ByteKey::default().text(wording::place(rows, &first.place)).text(&first.place);
        let key = key.text(&measured).text(&first.indicator).text_if_any(standing.unit);
        Some(Self {
            key: key.into_bytes(),
            scope: standing.scope.map(Name::from),
            uid: first.uid,
            fact: (0, Answer::Yes),
            figures: *figures,
            words: words.unwrap_or_default().into(),
            figure: standing.stands.figure.as_ref().map(bounds).unwrap_or_default(),
            as_of: standing.stands.as_of,
            reports: stated().map(|one| &*one.report).collect::<HashSet<&str>>().len(),
            origins: (origins.least, origins.most),
            otherwise: first_of(group.against(standing).iter().map(says)).into(),
            beside: first_of(beside.map(over)).into(),
        })
    }

    /// The sort key of the series.
    #[must_use]
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// The number of the newest fact of the current figure in the file, and its answer to the time asked for.
    #[must_use]
    pub fn fact(&self) -> (i64, Answer) {
        self.fact
    }

    /// The number of days since the day of the figure.
    fn age(&self, today: Option<Day>) -> Option<i64> {
        today.zip(self.as_of).map(|(today, day)| (today - day).num_days())
    }
}

fn bounds(quantity: &Quantity) -> [Option<Number>; 3] {
    [quantity.low, quantity.best, quantity.high]
}

/// The columns of [`latest_page_row`].
#[must_use]
pub fn latest_columns() -> Vec<Column> {
    vec![
        Column::page("fact", "newest").keep(),
        Column::page("indicator", "indicator"),
        Column::page("place", "place").fold(),
        Column::page("value", "value"),
        Column::page("beside", "beside").fold(),
        Column::page("as-of", "as of"),
        Column::page("age", "age").fold(),
        Column::page("sources", "sources"),
        Column::page("otherwise", "says otherwise").fold(),
    ]
}

/// The current figure of a series, for a page. `recorded` is its newest fact, `rows` has the rows that the fact refers
/// to.
#[must_use]
pub fn latest_page_row(
    rows: &Selection,
    recorded: &RecordedFact,
    stood: &CurrentFigure,
    today: Option<Day>,
) -> Vec<Cell> {
    let fact = &recorded.fact;
    let reports = crate::text::counts::counted(stood.reports, "report", "reports");
    let origins = words::origins(stood.origins.0, stood.origins.1);
    vec![
        Cell::Id(recorded.uid),
        Cell::text(wording::measured(rows, &fact.indicator, stood.scope.as_deref())),
        Cell::text(wording::place(rows, &fact.place)),
        Cell::text(&*stood.words),
        Cell::text(&*stood.beside),
        Cell::text(stood.as_of.map(|day| wording::day(day, None)).unwrap_or_default()),
        Cell::text(stood.age(today).map(words::age).unwrap_or_default()),
        Cell::text(format!("{reports}, {origins}")),
        Cell::words(&*stood.otherwise, Emphasis::Bad),
    ]
}

/// The columns of [`latest_data_row`].
pub fn latest_data_columns() -> impl Iterator<Item = Column> {
    let figures = Column::new("figures", "figures").right().keep();
    std::iter::once(figures).chain(data_columns()).chain(CURRENT_COLUMNS.map(Column::data))
}

/// The columns of the current figure.
const CURRENT_COLUMNS: [&str; 12] = [
    "stands",
    "stands_low",
    "stands_best",
    "stands_high",
    "as_of",
    "age_days",
    "reports",
    "origins_low",
    "origins_high",
    "disputed",
    "says_otherwise",
    "beside",
];

/// The current figure of a series, for data: the number of figures, all parts of its newest fact, and the current
/// figure.
#[must_use]
pub fn latest_data_row(
    rows: &Selection,
    recorded: &RecordedFact,
    stood: &CurrentFigure,
    today: Option<Day>,
) -> Vec<Cell> {
    let mut row = vec![Cell::Count(stood.figures)];
    row.extend(data_row(rows, recorded));
    let [low, best, high] = stood.figure.map(Cell::number);
    let age = stood.age(today).and_then(|days| i32::try_from(days).ok());
    row.extend([
        Cell::text(&*stood.words),
        low,
        best,
        high,
        Cell::day(stood.as_of),
        Cell::number(age.and_then(|days| Number::new(f64::from(days)))),
        Cell::Count(stood.reports),
        Cell::Count(stood.origins.0),
        Cell::Count(stood.origins.1),
        Cell::Flag(!stood.otherwise.is_empty()),
        Cell::text(&*stood.otherwise),
        Cell::text(&*stood.beside),
    ]);
    row
}

/// The current figures of a selection, with the columns for pages and for data.
#[must_use]
pub fn latest(selection: &Selection, today: Option<Day>) -> Grid {
    let facts = Collected::of(selection);
    let numbers: Vec<(i64, Answer)> =
        (0..).zip(&selection.facts).map(|(at, fact)| (at, fact.answer)).collect();
    let latest = Latest::of(&facts, &numbers, selection);
    let mut columns = latest_columns();
    columns.extend(latest_data_columns());
    let row = |stood: &CurrentFigure| {
        let recorded = &selection.facts[usize::try_from(stood.fact.0).unwrap_or_default()];
        let mut row = latest_page_row(selection, recorded, stood, today);
        row.extend(latest_data_row(selection, recorded, stood, today));
        row
    };
    let rows: Vec<_> = latest.first(usize::MAX).iter().map(row).collect();
    let notes = latest_notes(rows.len(), selection.left_out, super::NO_ADVICE);
    Grid { rows, notes, ..Grid::new(columns) }
}

/// Notes below current figures: that nothing matches, and how many series were left out. `advice`
/// says what to do about those left out.
#[must_use]
pub fn latest_notes(rows: usize, left: usize, advice: &str) -> Vec<String> {
    let none = (rows == 0).then(|| "no figures match".to_owned());
    none.into_iter().chain(left_out(left, advice)).collect()
}
