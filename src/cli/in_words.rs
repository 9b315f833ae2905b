//! Turns one statement in words, from the arguments of `add` or a block of a sheet, into checked facts.

use super::answer::Names;
use super::confidential;
use super::context::Context;
use super::doubts;
use super::error::Failure;
use super::mistakes::Mistakes;
use super::named_place;
use super::read_values::ReadValues;
use super::statement::{self, StatementArgs};
use crate::domain::fact::{Doubt, Draft, Fact, FactError, Status, check_besides};
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::domain::selection::Selection;
use crate::domain::when::{Expression, When};
use crate::language::dates::{self, Anchor};
use crate::store::{LookupError, Store, StoreError};
use crate::view::wording;

/// A statement in the words of a user.
pub(super) struct InWords<'a> {
    /// The indicator; `None` if it is missing, which is a mistake.
    pub(super) indicator: Option<&'a str>,
    /// The place; `None` if it is missing, which is a mistake.
    pub(super) place: Option<&'a str>,
    pub(super) value: Option<&'a str>,
    pub(super) statement: &'a StatementArgs,
}

/// The report of a statement, with the data against which its facts are checked.
pub(super) struct ReportData<'a> {
    pub(super) report: Report,
    /// The captured text; `None` if there is none.
    text: Option<String>,
    /// The user's words for the report; `None` if it was not named.
    named: Option<&'a str>,
    /// Whether the report exists. If it does not, its facts are checked as far as possible.
    is_there: bool,
}

/// The checked facts of one statement, at least one: also its further figures, and the absence
/// before a first event.
pub(super) struct Stated {
    pub(super) facts: Vec<Fact>,
    pub(super) doubts: Vec<Doubt>,
    pub(super) names: Names,
}

impl<'a> ReportData<'a> {
    /// A recorded report with its text. Fails if the database cannot be read.
    pub(super) fn of(
        store: &Store,
        report: Report,
        named: Option<&'a str>,
    ) -> Result<Self, StoreError> {
        let text = store.report_text(&report.key)?.map(|captured| captured.text);
        Ok(Self { report, text, named, is_there: true })
    }

    /// A report that could not be found or created. The day on which it came out is given if it is known, so that the
    /// other mistakes in its facts can also be reported.
    pub(super) fn unknown(context: &Context, published: Option<&str>) -> Self {
        let today = Anchor::on(context.today());
        let read = |words: &str| dates::read(words, &today).ok();
        let when = published.and_then(read).map(|read| read.value);
        let when = when.unwrap_or_else(|| When::new(Expression::day(context.today()), ""));
        let report = Report {
            uid: Uid([0; 16]),
            key: String::new(),
            publisher: String::new(),
            title: String::new(),
            byline: None,
            url: None,
            archive_url: None,
            published_latest: when.bounds.end_latest.or(Some(context.today())),
            published: when.expression,
            language: None,
            republishes: None,
            replaces: None,
            confidentiality: None,
            has_text: false,
            retracted: None,
        };
        Self { report, text: None, named: None, is_there: false }
    }
}

impl ReportData<'_> {
    /// Notes why a statement cannot be a fact of the report. Mistakes that only come from a missing report
    /// are left out.
    fn note(&self, why: FactError, held: &Store, mistakes: &mut Mistakes) {
        let is_of_report = matches!(
            why,
            FactError::AfterReport { .. }
                | FactError::NoDate { .. }
                | FactError::QuoteNotFound { .. }
        );
        let field = field_of(&why);
        if self.is_there {
            let why = confidential::refusal(held, &self.report, self.named, why);
            mistakes.note::<(), _>(field, Err(why));
        } else if !is_of_report {
            mistakes.note::<(), _>(field, Err(why));
        }
    }
}

impl InWords<'_> {
    /// The facts from the words. Fails with all mistakes, including those in `mistakes`.
    pub(super) fn check(
        &self,
        context: &Context,
        held: &Store,
        report_data: &ReportData<'_>,
        mut mistakes: Mistakes,
    ) -> Result<Stated, Mistakes> {
        let indicator = match self.indicator {
            Some(words) => mistakes.note("indicator", held.find_indicator(words)),
            None => mistakes.note("indicator", Err(unsaid("indicator", "INDICATOR: VALUE"))),
        };
        let place = match self.place {
            // The place could not be created.
            Some(_) if mistakes.has("place") => None,
            Some(words) => mistakes.note("place", named_place::find(context, held, words)),
            None => mistakes.note("place", Err(unsaid("place", "place: PLACE"))),
        };
        let mut draft = Draft::new("", "", "");
        self.statement.apply(&mut draft, held, &mut mistakes);
        let anchor = statement::anchor(&report_data.report, draft.stance, draft.status);
        let Some(indicator) = indicator else {
            self.statement.check_when(anchor, &mut mistakes);
            return Err(mistakes);
        };
        let read = self.statement.read(self.value, &indicator.row, (anchor, None), &mut mistakes);
        if ["value", "when", "out-of", "per"].iter().any(|field| mistakes.has(field)) {
            // If other words of the statement are wrong, its quote is checked separately.
            let unchecked = self.statement.quote_unchecked;
            check_quote(draft.quote, unchecked, (&indicator.row, report_data, held), &mut mistakes);
            return Err(mistakes);
        }
        draft.report.clone_from(&report_data.report.key);
        draft.indicator.clone_from(&indicator.row.key);
        draft.term = indicator.term;
        (draft.quantity, draft.when) = (read.quantity.clone(), read.when.clone());
        if self.statement.time_of_day.is_none() {
            draft.time_of_day = read.time_of_day;
        }
        draft.place = place.as_ref().map(|place| place.key.clone()).unwrap_or_default();
        let stated = self.stated(
            (&draft, &read),
            (indicator.row, place),
            (report_data, held),
            &mut mistakes,
        );
        stated.ok_or(mistakes)
    }

    /// The facts of a draft, with their doubts and names; `None` if something is wrong, which is noted.
    fn stated(
        &self,
        (draft, read): (&Draft, &ReadValues),
        (indicator, place): (Indicator, Option<Place>),
        (report_data, held): (&ReportData<'_>, &Store),
        mistakes: &mut Mistakes,
    ) -> Option<Stated> {
        // The facts are also made if a name is wrong, to report the other mistakes as well.
        let facts = self.facts(draft, read, &indicator, report_data);
        let facts = facts.map_err(|why| report_data.note(why, held, mistakes)).ok()?;
        let place = place.filter(|_| report_data.is_there && mistakes.is_empty())?;
        let about = (&indicator, &report_data.report);
        let doubts = mistakes.note("indicator", doubts_about(held, &facts, about, read));
        let who = mistakes.note("by", who(held, &facts[0]));
        let (doubts, who) = (doubts?, who?);
        let names = Names { who, indicator, place: place.name, report: report_data.report.clone() };
        Some(Stated { facts, doubts, names })
    }

    fn facts(
        &self,
        draft: &Draft,
        read: &ReadValues,
        indicator: &Indicator,
        report_data: &ReportData<'_>,
    ) -> Result<Vec<Fact>, FactError> {
        let report = &report_data.report;
        let none_before = read.none_before.clone();
        let none_before = none_before.map(|when| draft.none_before(when, indicator)).transpose()?;
        let besides = read.besides.iter().cloned();
        let besides = besides.map(|other| draft.with_figure(other.value, other.scope));
        let further: Vec<Draft> = besides.chain(none_before).collect();
        let unchecked = self.statement.quote_unchecked;
        let mut facts = Vec::new();
        for draft in std::iter::once(draft.clone()).chain(further) {
            let fact = draft.check(indicator, report, report_data.text.as_deref(), unchecked)?;
            fact.check_time(indicator)?;
            fact.check_plausible(indicator, (&report.key, report.published_latest))?;
            facts.push(fact);
        }
        check_besides(&facts)?;
        Ok(facts)
    }
}

/// Notes what is wrong with a quote.
pub(super) fn check_quote(
    quote: Option<String>,
    unchecked: bool,
    (indicator, report_data, held): (&Indicator, &ReportData<'_>, &Store),
    mistakes: &mut Mistakes,
) {
    let alone = Draft { quote, status: Some(Status::Unknown), ..Draft::new("", "", "") };
    if let Err(why) =
        alone.check(indicator, &report_data.report, report_data.text.as_deref(), unchecked)
    {
        report_data.note(why, held, mistakes);
    }
}

/// The error for a fact that lacks a required part.
fn unsaid(part: &str, line: &str) -> Failure {
    Failure::new(format!("the fact has no {part}")).hint(format!("give it: {line}"))
}

/// The doubts about the facts of one statement.
fn doubts_about(
    held: &Store,
    facts: &[Fact],
    about: (&Indicator, &Report),
    read: &ReadValues,
) -> Result<Vec<Doubt>, StoreError> {
    let mut doubts = Vec::new();
    // The quote is about the first event, not about the absence before it.
    let stated = facts.len() - usize::from(read.none_before.is_some());
    for (at, fact) in facts[..stated].iter().enumerate() {
        let unread = ReadValues::default();
        let read = if at == 0 { read } else { &unread };
        doubts.extend(doubts::about(held, fact, about, read, None)?);
    }
    Ok(doubts)
}

/// The option or field that an error of a fact is about.
pub(super) fn field_of(why: &FactError) -> &'static str {
    match why {
        FactError::ReportRetracted { .. } => "report",
        FactError::SaysNothing
        | FactError::IndicatorDeprecated(_)
        | FactError::NoTime { .. }
        | FactError::NoDate { .. } => "indicator",
        FactError::AfterReport { .. } => "when",
        FactError::QuoteNotFound { .. } => "quote",
        FactError::WrongMeasure { .. }
        | FactError::OtherIndicator { .. }
        | FactError::PartOfAPerson { .. }
        | FactError::SeveralFigures { .. }
        | FactError::NoneBefore { .. }
        | FactError::Figures(_) => "value",
    }
}

/// The claimants and those who passed the statement on, in words. Fails if an actor of the fact is
/// not recorded.
pub(super) fn who(store: &Store, fact: &Fact) -> Result<String, LookupError> {
    let mut selection = Selection::default();
    for key in fact.claimants.iter().chain(&fact.via) {
        let actor = store.find_actor(key)?.row;
        selection.actors.insert(actor.key.clone(), actor);
    }
    Ok(wording::who(&selection, &fact.claimants, &fact.via))
}
