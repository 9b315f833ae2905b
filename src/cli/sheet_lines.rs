//! The lines of a sheet for a recorded fact, and the changes that a sheet makes to them.

use super::in_words::ReportData;
use super::mistakes::Mistakes;
use super::sheet_blocks::FactBlock;
use super::sheet_fields::Said;
use super::statement::{self, StatementArgs};
use super::statement_words::{OrderName, PointName, TimeOfDayArg};
use crate::domain::fact::{Draft, Fact, QuoteCheck, Stance};
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::names::Named;
use crate::domain::quantity::Quantity;
use crate::domain::when::When;
use crate::sheet::{self, Entry};
use crate::store::{LookupError, Store};

/// A field and its words.
pub(super) type Words = (&'static str, String);

/// A changed field, with the words that the sheet has for it.
pub(super) type Change = (&'static str, Vec<String>);

/// Fields that are read together, since a change of one changes what the words of another mean.
const VALUE: &[&str] = &["value", "low", "best", "high", "unit", "out-of", "per", "point"];
const TIME: &[&str] = &["when", "date-order", "time-of-day"];
const QUOTE: &[&str] = &["quote", "quote-unchecked"];

/// The lines of a recorded fact, without its id. Fails if a row that it refers to is not recorded.
pub(super) fn of_fact(
    store: &Store,
    fact: &Fact,
    report_data: &ReportData<'_>,
) -> Result<Vec<Words>, LookupError> {
    let indicator = store.find_indicator(&fact.indicator)?.row;
    let mut lines = vec![("indicator", indicator_words(store, fact, &indicator))];
    let (value, figures, time) = read_words(fact, report_data, &indicator);
    lines.extend(value);
    lines.extend(figures);
    let place = &store.find_place(&fact.place)?.row.name;
    lines.push(("place", known_by(place, &fact.place, |words| store.find_place(words))));
    lines.extend(time);
    for (field, keys) in [("by", &fact.claimants), ("via", &fact.via)] {
        for key in keys {
            let name = &store.find_actor(key)?.row.name;
            lines.push((field, known_by(name, key, |words| store.find_actor(words))));
        }
    }
    let stance = Some(fact.stance).filter(|stance| *stance != Stance::Asserts);
    let unchecked = fact.quote_check() == Some(QuoteCheck::Unchecked);
    let texts = [
        ("verb", fact.verb.clone()),
        ("stance", stance.map(|stance| stance.to_string())),
        ("status", fact.status.map(|status| status.to_string())),
        ("thread", fact.thread.clone()),
        ("origin", fact.origin.clone()),
        ("quote", fact.quote.clone()),
        ("quote-unchecked", unchecked.then(|| "yes".to_owned())),
        ("comment", fact.comment.clone()),
    ];
    lines.extend(texts.into_iter().filter_map(|(field, words)| Some((field, words?))));
    Ok(lines)
}

/// The report's word for the indicator, if it names only this indicator; otherwise the key.
fn indicator_words(store: &Store, fact: &Fact, indicator: &Indicator) -> String {
    let is_it = |term: &&String| {
        store
            .find_indicator(term)
            .is_ok_and(|found| found.row.key == indicator.key && found.term.as_ref() == Some(*term))
    };
    fact.term.as_ref().filter(is_it).unwrap_or(&indicator.key).clone()
}

/// The name of a row, if no other row has it; otherwise the key.
fn known_by<T: crate::domain::names::Nameable>(
    name: &str,
    key: &str,
    find: impl Fn(&str) -> Result<Named<T>, LookupError>,
) -> String {
    let is_it = find(name).is_ok_and(|found| found.row.key() == key && found.also.is_empty());
    if is_it { name.to_owned() } else { key.to_owned() }
}

/// The words of value and time, with the further fields that are needed to read them back as recorded: the
/// value, its further fields, and those of the time.
fn read_words(
    fact: &Fact,
    report_data: &ReportData<'_>,
    indicator: &Indicator,
) -> (Option<Words>, Vec<Words>, Vec<Words>) {
    let stated = fact.quantity.as_ref().map(|quantity| quantity.as_stated.clone());
    let value = stated.filter(|words| !words.is_empty());
    let edtf = fact.when.as_ref().map(|when| when.expression.to_string());
    let words = fact.when.as_ref().map(|when| when.as_stated.clone());
    let mut whens = vec![None];
    whens.extend(
        [words.filter(|words| !words.is_empty()), edtf.clone()].into_iter().flatten().map(Some),
    );
    let orders = [None, Some(OrderName::Dmy), Some(OrderName::Mdy)];
    let points = [None, Some(PointName::Decimal), Some(PointName::Grouping)];
    let mut tried = StatementArgs::default();
    for when in &whens {
        for beside in [Beside::Nothing, Beside::Scope, Beside::Figures] {
            for (order, point) in
                orders.iter().flat_map(|order| points.map(|point| (*order, point)))
            {
                tried = beside.of(fact);
                (tried.when, tried.date_order, tried.point) = (when.clone(), order, point);
                if is_read(fact, report_data, indicator, value.as_deref(), &tried) {
                    return lines(value, &tried);
                }
            }
        }
    }
    // The words can no longer be read as before: the time is written as it was read.
    (tried.when, tried.date_order, tried.point) = (edtf, None, None);
    lines(value, &tried)
}

/// The further fields of value and time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Nothing,
    Scope,
    Figures,
}

impl Beside {
    fn of(self, fact: &Fact) -> StatementArgs {
        let mut beside = StatementArgs::default();
        if self != Self::Nothing {
            beside.scope.clone_from(&fact.scope);
            beside.time_of_day = fact.time_of_day.map(|hours| TimeOfDayArg(Some(hours)));
        }
        if let (Self::Figures, Some(quantity)) = (self, &fact.quantity) {
            let Quantity { low, best, high, unit, out_of, per, .. } = quantity.clone();
            (beside.low, beside.best, beside.high) = (low, best, high);
            beside.unit = Some(unit).filter(|unit| !unit.is_empty());
            beside.out_of = out_of.map(Into::into);
            beside.per = per.map(Into::into);
        }
        beside
    }
}

/// Whether words are read with the same result as in the fact.
fn is_read(
    fact: &Fact,
    report_data: &ReportData<'_>,
    indicator: &Indicator,
    value: Option<&str>,
    words: &StatementArgs,
) -> bool {
    let anchor = statement::anchor(&report_data.report, fact.stance, fact.status);
    let mut mistakes = Mistakes::default();
    let read = words.read(value, indicator, (anchor, None), &mut mistakes);
    if !mistakes.is_empty() || !read.besides.is_empty() || read.none_before.is_some() {
        return false;
    }
    let draft = Draft {
        stance: fact.stance,
        status: fact.status,
        quantity: read.quantity,
        when: read.when,
        time_of_day: words.time_of_day.map_or(read.time_of_day, |given| given.0),
        scope: words.scope.clone(),
        ..Draft::new(&fact.report, &fact.indicator, &fact.place)
    };
    draft.check(indicator, &report_data.report, None, true).is_ok_and(|read| {
        read.quantity == fact.quantity
            && is_same_time(read.when.as_ref(), fact.when.as_ref())
            && read.time_of_day == fact.time_of_day
            && read.scope == fact.scope
    })
}

/// Whether a time was read as it is recorded. Words that cannot be read any more are written as EDTF.
fn is_same_time(read: Option<&When>, recorded: Option<&When>) -> bool {
    match (read, recorded) {
        (Some(read), Some(recorded)) => {
            read.expression == recorded.expression
                && (read.as_stated == recorded.as_stated || read.as_stated.is_empty())
        }
        (read, recorded) => read == recorded,
    }
}

/// The value, its further fields, and the time, as lines.
fn lines(value: Option<String>, words: &StatementArgs) -> (Option<Words>, Vec<Words>, Vec<Words>) {
    let text = |number: &Option<crate::domain::number::Number>| number.map(|it| it.to_string());
    let point = words.point.map(|point| match point {
        PointName::Decimal => "decimal",
        PointName::Grouping => "grouping",
    });
    let order = words.date_order.map(|order| match order {
        OrderName::Dmy => "dmy",
        OrderName::Mdy => "mdy",
    });
    let beside = [
        ("point", point.map(str::to_owned)),
        ("low", text(&words.low)),
        ("best", text(&words.best)),
        ("high", text(&words.high)),
        ("unit", words.unit.clone()),
        ("out-of", words.out_of.and_then(|given| given.0).map(|number| number.to_string())),
        ("per", words.per.and_then(|given| given.0).map(|per| per.to_string())),
        ("scope", words.scope.clone()),
    ];
    let hours = words.time_of_day.and_then(|given| given.0).map(|hours| hours.to_string());
    let time = [
        ("when", words.when.clone()),
        ("date-order", order.map(str::to_owned)),
        ("time-of-day", hours),
    ];
    let said = |(field, words): (&'static str, Option<String>)| Some((field, words?));
    (
        value.map(|words| ("value", words)),
        beside.into_iter().filter_map(said).collect(),
        time.into_iter().filter_map(said).collect(),
    )
}

/// The fields whose words in a sheet differ from those of a recorded fact, each with its words in the sheet; without
/// words if the sheet removes them.
pub(super) fn changes(recorded: &[Words], block: &FactBlock<'_>) -> Vec<Change> {
    // The lines are read again, and the result is compared.
    let entries: Vec<_> =
        recorded.iter().map(|(field, words)| Entry::Field(field, words)).collect();
    let (written, _) = sheet::read(sheet::write([entries]).as_bytes());
    let written: Vec<_> = written.blocks.into_iter().flat_map(|block| block.fields).collect();
    let here = |name: &str| -> Vec<String> {
        let lines = block.lines.iter().map(|line| line.said).filter(|said| said.name == name);
        lines.filter(|said| !said.words.is_empty()).map(|said| said.words.to_owned()).collect()
    };
    let differs = |name: &str| {
        let there = written.iter().filter(|field| field.name == name);
        let there = there.filter(|field| !field.words.is_empty()).map(|field| &field.words);
        !there.eq(&here(name))
    };
    let changed: Vec<&'static str> = NAMES.iter().copied().filter(|name| differs(name)).collect();
    let is_beside = |name: &str| {
        let group = [VALUE, TIME].into_iter().find(|group| group.contains(&name));
        group.is_some_and(|group| changed.iter().any(|changed| group.contains(changed)))
            || name == "quote-unchecked" && changed.contains(&"quote")
    };
    let names = NAMES.iter().copied();
    let names = names.filter(|name| changed.contains(name) || is_beside(name));
    names.map(|name| (name, here(name))).collect()
}

/// The fields that a sheet changes in a fact that was corrected after the sheet was printed: fields that were
/// corrected since are not changed back. Fails with the name of a field that both changed.
pub(super) fn changes_since(
    printed: &[Words],
    newest: &[Words],
    block: &FactBlock<'_>,
) -> Result<Vec<Change>, &'static str> {
    let of_sheet = changes(printed, block);
    let mut changes = changes(newest, block);
    changes.retain(|(name, _)| of_sheet.iter().any(|(changed, _)| changed == name));
    for (name, _) in &changes {
        let together = [VALUE, TIME, QUOTE].into_iter().find(|group| group.contains(name));
        let together = together.unwrap_or(std::slice::from_ref(name));
        let of = |lines: &[Words]| -> Vec<Words> {
            lines.iter().filter(|(field, _)| together.contains(field)).cloned().collect()
        };
        if of(printed) != of(newest) {
            return Err(name);
        }
    }
    Ok(changes)
}

/// The fields of a fact that a sheet may change.
const NAMES: &[&str] = &[
    "indicator",
    "place",
    "value",
    "point",
    "low",
    "best",
    "high",
    "unit",
    "out-of",
    "per",
    "scope",
    "when",
    "date-order",
    "time-of-day",
    "by",
    "via",
    "verb",
    "stance",
    "status",
    "thread",
    "origin",
    "quote",
    "quote-unchecked",
    "comment",
];

/// Changed fields as options; an option is empty if the sheet removes the words.
pub(super) fn said(changes: &[Change]) -> Vec<Said<'_>> {
    let said = changes.iter().flat_map(|(name, words)| {
        let taken_away = taken_away(name).filter(|_| words.is_empty());
        let words = words.iter().map(String::as_str).chain(taken_away);
        words.map(|words| Said { name, words })
    });
    said.collect()
}

/// The words with which an option removes a field; `None` if the field becomes empty anyway when the words to which it
/// belongs are read again.
fn taken_away(name: &str) -> Option<&'static str> {
    match name {
        // The words of the value and of the time are read again, and may state the unit or the hours
        // themselves.
        "point" | "date-order" | "quote-unchecked" | "low" | "best" | "high" | "unit"
        | "out-of" | "per" | "time-of-day" => None,
        "stance" => Some(Stance::Asserts.as_str()),
        _ => Some(""),
    }
}

/// The line with the id of a fact.
pub(super) fn id(uid: Uid) -> Words {
    ("fact", uid.short())
}
