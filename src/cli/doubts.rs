//! Doubts about a fact that `add` or `correct` records: on a terminal the user is asked about them; otherwise they are
//! printed.

use super::answer::Names;
use super::context::Context;
use super::in_passing;
use super::new_names::Agreed;
use super::outcome::{Outcome, Run};
use super::prompt;
use super::read_values::ReadValues;
use super::unknown_names;
use crate::domain::fact::{Doubt, Fact, compares_within_scope};
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::number::Number;
use crate::domain::report::Report;
use crate::language::{quantities, quantities_in};
use crate::store::{Store, StoreError};
use crate::text::safe;
use std::ops::ControlFlow;

/// The result of recording a fact.
pub(super) enum Attempt {
    /// The fact is recorded.
    Done(Outcome),
    /// The fact is not recorded: the user must be asked about doubts first.
    Doubtful(Vec<Doubt>),
}

/// The doubts that the user was asked about.
#[derive(Default)]
pub(super) struct Settled {
    /// The doubts that the user removed.
    pub(super) doubts: Vec<Doubt>,
    /// What the user said about names that are not recorded.
    pub(super) names: Agreed,
}

/// Calls `record` until it is done. In between, asks the user about doubts, and about names that are not recorded if
/// nothing else is wrong; `record` gets what is `settled`. Nothing is locked while the user is asked. Fails if the user
/// says no.
pub(super) fn settle(
    context: &mut Context,
    store: &mut Store,
    mut settled: Settled,
    mut record: impl FnMut(&mut Context, &mut Store, &Settled) -> anyhow::Result<Attempt>,
) -> Run {
    loop {
        match record(context, store, &settled) {
            Err(why) if !are_explained(context, store, &why, &mut settled.names)? => {
                return Err(unknown_names::naming_create(why));
            }
            Err(_) => {}
            Ok(Attempt::Done(outcome)) => return Ok(outcome),
            Ok(Attempt::Doubtful(doubts)) => {
                for doubt in &doubts {
                    context.insist(worded(doubt));
                }
                if !prompt::agrees("is that right? [y/N]")? {
                    return Err(prompt::stopped());
                }
                settled.doubts.extend(doubts);
            }
        }
    }
}

/// Asks about the meaning of names that are not recorded, on a terminal and if nothing else is wrong. Returns whether
/// the user has explained all of them. Fails if the user stops.
fn are_explained(
    context: &Context,
    store: &Store,
    why: &anyhow::Error,
    agreed: &mut Agreed,
) -> anyhow::Result<bool> {
    let Some(names) = unknown_names::alone(why).filter(|_| context.may_prompt()) else {
        return Ok(false);
    };
    let mut asker = context.asker();
    for (which, words) in names {
        // A name that the user explained, but that is still refused, is not asked about again.
        if agreed.meaning(which, &words).is_some()
            || !in_passing::ask(store, &mut asker, (which, &words), agreed)?
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The doubts about a fact whose values were read from words. `corrected` is the fact that it
/// replaces. Fails if the database cannot be read.
pub(super) fn about(
    store: &Store,
    fact: &Fact,
    (indicator, report): (&Indicator, &Report),
    read: &ReadValues,
    corrected: Option<Uid>,
) -> Result<Vec<Doubt>, StoreError> {
    let mut doubts = read.doubts(fact, report.publication_days());
    doubts.extend(report.published_latest.and_then(|day| fact.doubt_about_end(day)));
    doubts.extend(fact.doubt_about_increase(quantities::is_increase));
    doubts.extend(fact.doubt_about_quote(quantities_in));
    doubts.extend(fact.doubt_about_unit(indicator, quantities::usual_unit));
    doubts.extend(fact.doubt_about_state(indicator));
    doubts.extend(fact.doubt_about_scope(indicator, quantities::narrowing));
    let mut greatest = None;
    if let Some(quantity) =
        fact.quantity.as_ref().filter(|quantity| !quantity.has_no_figure() && quantity.is_plain())
    {
        let scope = fact.scope.as_deref().unwrap_or_default();
        let places = [fact.place.clone()];
        store.each_figure(&places, Some(&fact.indicator), |other| {
            let is_alike = other.unit == quantity.unit
                && (other.scope == scope || !compares_within_scope(indicator));
            if is_alike && Some(other.fact) != corrected {
                greatest = greatest.max(Some(other.figure));
            }
            // One figure that the new one is not far above is enough: a place may have thousands of figures.
            let is_settled = greatest > Some(Number::ZERO);
            if is_settled && fact.doubt_about_size(greatest).is_none() {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        })?;
    }
    doubts.extend(fact.doubt_about_size(greatest));
    Ok(doubts)
}

/// The doubts that the user must be asked about: on a terminal, those that are not settled.
pub(super) fn to_ask(context: &Context, doubts: &[Doubt], settled: &[Doubt]) -> Vec<Doubt> {
    let open = doubts.iter().filter(|doubt| context.may_ask() && !settled.contains(doubt));
    open.cloned().collect()
}

/// Prints the doubts about a fact that was recorded, unless the user was asked about them. Confidential
/// doubts are printed on a terminal only.
pub(super) fn tell(context: &Context, doubts: &[Doubt], names: &Names) {
    if context.may_ask() || doubts.is_empty() {
        return;
    }
    if names.report.is_confidential() && !context.shows_confidential() {
        context.say("doubt: it is left out, since its report is confidential");
        return;
    }
    for doubt in doubts {
        context.say(worded(doubt));
    }
}

/// The words of a doubt, safe for a terminal.
pub(super) fn worded(doubt: &Doubt) -> String {
    safe::terminal(&format!("doubt: {doubt}")).into_owned()
}
