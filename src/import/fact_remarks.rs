//! Notes about a row that was recorded: how its words were read, and doubts about it.

use crate::domain::fact::{Doubt, Fact, QuoteCheck};
use crate::domain::identity::Uid;
use crate::domain::report::Report;
use crate::import::contradictions::contradictions;
use crate::import::fact_cells::FactCells;
use crate::import::session::ImportSession;
use crate::import::words_read::{OtherMeanings, ReadRow};
use crate::language::dates::Anchor;
use crate::language::{quantities, quantities_in};
use crate::wire::Column;

/// Notes what the words of a row were read as.
pub(super) fn note_words_read(
    fact: &Fact,
    others: OtherMeanings,
    cells: &FactCells<'_>,
    (report, anchor, is_new): (&Report, Anchor, bool),
    session: &mut ImportSession<'_>,
) {
    if others.is_none() {
        return;
    }
    let may_name_report = session.documents.may_name(report);
    let (at, published) = (cells.at(), anchor.days());
    session.words_read.add(fact, others, &ReadRow { at, published, may_name_report, is_new });
}

/// Notes doubts about a recorded row, and a quote whose text is not in this database. `read` is `None` if the fact id
/// shows that the row is unchanged. Otherwise it has the row's anchor, and says whether its time was read from words:
/// that reading is reported at the end of the import. The uid is `None` if it is not known yet.
pub(super) fn remark(
    cells: &FactCells<'_>,
    (fact, uid): (&Fact, Option<Uid>),
    read: Option<(Anchor, bool)>,
    session: &mut ImportSession<'_>,
) {
    match read {
        None => session.figures.pass(),
        Some((anchor, has_time_read)) => {
            let end = anchor.latest().filter(|_| !has_time_read);
            let indicator = session.indicators.get(&fact.indicator);
            let of_state = indicator.and_then(|indicator| fact.doubt_about_state(indicator));
            let of_scope = indicator
                .and_then(|indicator| fact.doubt_about_scope(indicator, quantities::narrowing));
            let doubts = [
                end.and_then(|published| fact.doubt_about_end(published)),
                fact.doubt_about_increase(quantities::is_increase),
                fact.doubt_about_quote(quantities_in),
                unit_not_listed(fact, session),
                of_state,
                of_scope,
            ];
            let doubts = doubts.into_iter().flatten().map(|doubt| doubt.to_string());
            for what in contradictions(cells, fact, &anchor).into_iter().chain(doubts) {
                session.remarks.on_row(cells.remark(what));
            }
            if let Some(uid) = uid {
                session.note_figure(fact, uid, cells.at());
            }
        }
    }
    let was_found = cells.get(Column::QuoteCheck) == Some(QuoteCheck::Found.as_str());
    let is_unread = was_found && fact.quote_check() == Some(QuoteCheck::NoText);
    if is_unread {
        session.remarks.quote_without_text();
    }
}

/// The doubt about a unit that the indicator does not list, for the first row with that unit.
fn unit_not_listed(fact: &Fact, session: &mut ImportSession<'_>) -> Option<Doubt> {
    let indicator = session.indicators.get(&fact.indicator)?;
    let doubt = fact.doubt_about_unit(indicator, quantities::usual_unit)?;
    session.remarks.is_first(&doubt.to_string()).then_some(doubt)
}
