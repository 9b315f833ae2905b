//! The CSV with a row of hashtags under its header (Humanitarian Exchange Language 1.1).
//!
//! An EDTF expression is no date to the programs that read these tags, so `#date` is for days
//! alone; and the first column that a tag like `#date+end` finds is the one that it should.

use super::{Options, csv};
use crate::domain::selection::Selection;
use crate::wire::Column;
use std::io::{self, Write};

/// Writes the facts as CSV with hashtags.
pub fn write(selection: &Selection, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    csv::write_tagged(selection, *options, Some(hashtag), out)
}

/// The hashtag of a column. The tags are of the core list, the attributes partly our own.
pub(super) fn hashtag(column: Column) -> &'static str {
    use Column as C;
    match column {
        C::Indicator => "#indicator+code",
        C::IndicatorLabel => "#indicator+name",
        C::Scope => "#indicator+scope",
        C::ValueAsStated => "#description+value",
        C::ValueLow => "#indicator+low",
        C::ValueBest => "#indicator+value+num",
        C::ValueHigh => "#indicator+high",
        C::ValueApproximate => "#indicator+approximate",
        C::Unit => "#indicator+unit",
        C::IndicatorAsStated => "#indicator+term",
        C::Status => "#status",
        C::StartEarliest => "#date+start",
        C::StartLatest => "#date+latest_start",
        C::EndEarliest => "#date+earliest_end",
        C::EndLatest => "#date+end",
        C::WhenAsStated => "#description+when",
        C::Quote => "#description+quote",
        C::Comment => "#description+comment",
        _ => hashtag_of_place(column),
    }
}

fn hashtag_of_place(column: Column) -> &'static str {
    use Column as C;
    match column {
        C::LocationCode => "#country+code+v_iso3",
        C::Admin1Code => "#adm1+code+v_pcode",
        C::Admin1Name => "#adm1+name",
        C::Admin2Code => "#adm2+code+v_pcode",
        C::Admin2Name => "#adm2+name",
        C::PlaceKey => "#loc+id",
        C::PlaceName => "#loc+name",
        C::PlaceKind => "#loc+type",
        C::PlaceParentKey => "#loc+parent",
        C::Latitude => "#geo+lat",
        C::Longitude => "#geo+lon",
        _ => hashtag_of_record(column),
    }
}

/// Where a fact comes from, and what became of it.
fn hashtag_of_record(column: Column) -> &'static str {
    use Column as C;
    match column {
        C::FactId => "#meta+id",
        C::Publisher => "#meta+source",
        C::ReportUrl => "#meta+url",
        C::ArchiveUrl => "#meta+archive",
        C::ReportTitle => "#meta+title",
        C::ReportDate => "#meta+published",
        C::ReportKey => "#meta+report_id",
        C::Claimant => "#meta+claimant",
        C::Via => "#meta+via",
        C::Origin => "#meta+origin",
        C::Thread => "#meta+thread",
        C::Stance => "#meta+stance",
        C::WhenEdtf => "#meta+edtf",
        C::QuoteCheck => "#meta+quote_check",
        C::Replaces => "#meta+replaces",
        C::Retracted => "#meta+retracted",
        C::RecordedAt => "#meta+recorded_at",
        C::RecordedBy => "#meta+recorded_by",
        C::ClaimantVerb => "#meta+verb",
        C::ReplacesReason => "#meta+replaces_reason",
        C::ClaimantKey => "#meta+claimant_id",
        C::ViaKeys => "#meta+via_ids",
        C::PublisherKey => "#meta+publisher_id",
        C::ReportReplaces => "#meta+report_replaces",
        C::ReportRetracted => "#meta+report_retracted",
        C::Reliability => "#meta+reliability",
        C::Credibility => "#meta+credibility",
        C::Disposition => "#meta+disposition",
        C::AssessmentReason => "#meta+assessment_reason",
        C::AssessmentsBefore => "#meta+assessments_before",
        C::RetractionsBefore => "#meta+retractions_before",
        _ => "#meta",
    }
}
