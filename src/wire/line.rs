//! What stands in the columns of a fact that is only read past: the same as in a selection, without
//! taking its texts apart and putting them together again.

use super::{Cell, Column};
use crate::store::StreamedFact;

/// What stands in a column of [`Source::Fact`](crate::wire::Source::Fact).
pub(crate) fn cell<'a>(column: Column, line: &StreamedFact<'a>) -> Cell<'a> {
    use Column as C;
    match column {
        C::FactId => Cell::text(line.uid.to_string()),
        C::Scope => Cell::optional(line.scope),
        C::ValueAsStated => Cell::optional(line.value),
        C::ValueLow => Cell::number(line.low),
        C::ValueBest => Cell::number(line.best),
        C::ValueHigh => Cell::number(line.high),
        C::ValueApproximate if line.approximate == Some(true) => Cell::Figure("1".to_owned()),
        C::Unit => Cell::optional(line.unit),
        C::Status => Cell::optional(line.status),
        C::Stance => Cell::text(line.stance),
        C::WhenAsStated => Cell::optional(line.when),
        C::WhenEdtf => Cell::optional(line.edtf),
        C::StartEarliest => Cell::optional(line.days[0]),
        C::StartLatest => Cell::optional(line.days[1]),
        C::EndEarliest => Cell::optional(line.days[2]),
        C::EndLatest => Cell::optional(line.days[3]),
        C::Origin => Cell::optional(line.origin),
        C::Thread => Cell::optional(line.thread),
        C::Quote => Cell::optional(line.quote),
        C::QuoteCheck => Cell::optional(line.quote_check),
        C::Comment => Cell::optional(line.comment),
        C::Replaces => Cell::optional(line.replaces.map(|uid| uid.to_string())),
        C::Retracted => Cell::optional(line.retracted),
        C::RecordedAt => Cell::text(line.recorded_at),
        C::RecordedBy => Cell::text(line.recorded_by),
        C::IndicatorAsStated => Cell::optional(line.term),
        C::ClaimantVerb => Cell::optional(line.verb),
        C::ReplacesReason => Cell::optional(line.reason),
        _ => Cell::Blank,
    }
}
