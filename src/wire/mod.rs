//! The columns of a file of facts, in their order: one table for export and import.
//!
//! Knows which part of a fact, or of the rows it names, stands in which column. Must not know how
//! a file is written.

mod actor;
mod actors;
mod cells;
mod column;
mod indicator;
mod judgements;
mod line;
mod names;
mod place;
mod report;
mod value;

pub use cells::{Cell, Table};
pub(crate) use column::{ColumnOf, WireRow, first_difference, names, read};
pub use column::{ColumnType, Heading};
pub(crate) use judgements::{assessments_of, taken_back_of};
pub(crate) use line::cell as line_cell;
pub(crate) use names::name_and_key;
pub(crate) use place::{coordinates, country};
pub(crate) use report::{ReportRow, bare_report};
pub use value::CellValue;

macro_rules! columns {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// A column of a file of facts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Column { $($(#[$doc])* $variant),+ }

        impl Column {
            /// Every column, in the order in which they are written.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its name in the header.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

columns! {
    /// The fact's uid, 32 hexadecimal digits.
    FactId = "fact_id",
    /// Key of the indicator.
    Indicator = "indicator",
    /// Its name.
    IndicatorLabel = "indicator_label",
    /// Which part is meant: civilians, fighters.
    Scope = "scope",
    /// The quantity in the report's words.
    ValueAsStated = "value_as_stated",
    /// At least.
    ValueLow = "value_low",
    /// The figure stated.
    ValueBest = "value_best",
    /// Up to.
    ValueHigh = "value_high",
    /// `1` where the words make the figures approximate.
    ValueApproximate = "value_approximate",
    /// What is counted or measured.
    Unit = "unit",
    /// Where the process stands.
    Status = "status",
    /// How the claimant stands to it.
    Stance = "stance",
    /// The time in the report's words.
    WhenAsStated = "when_as_stated",
    /// The time as EDTF (ISO 8601-2).
    WhenEdtf = "when_edtf",
    /// First day on which it may have started; derived from `when_edtf`, as the next three.
    StartEarliest = "start_earliest",
    /// Last day by which it has started.
    StartLatest = "start_latest",
    /// First day on which it may have ended.
    EndEarliest = "end_earliest",
    /// Last day on which it may have gone on.
    EndLatest = "end_latest",
    /// ISO 3166-1 alpha-3 code of the country.
    LocationCode = "location_code",
    /// P-code of the first administrative level.
    Admin1Code = "admin1_code",
    /// Its name.
    Admin1Name = "admin1_name",
    /// P-code of the second administrative level.
    Admin2Code = "admin2_code",
    /// Its name.
    Admin2Name = "admin2_name",
    /// Key of the place.
    PlaceKey = "place_key",
    /// Its name.
    PlaceName = "place_name",
    /// What it is.
    PlaceKind = "place_kind",
    /// Degrees north (WGS 84).
    Latitude = "latitude",
    /// Degrees east (WGS 84).
    Longitude = "longitude",
    /// Who says so; blank: unattributed.
    Claimant = "claimant",
    /// Who passed it on, in order.
    Via = "via",
    /// The one utterance that several reports repeat.
    Origin = "origin",
    /// The process it belongs to.
    Thread = "thread",
    /// Who put the report out.
    Publisher = "publisher",
    /// Key of the report.
    ReportKey = "report_key",
    /// Its title.
    ReportTitle = "report_title",
    /// When it came out, as EDTF: mostly a day.
    ReportDate = "report_date",
    /// Its link.
    ReportUrl = "report_url",
    /// Where a copy is kept.
    ArchiveUrl = "archive_url",
    /// The report's words, verbatim.
    Quote = "quote",
    /// Whether they were compared with the report's text.
    QuoteCheck = "quote_check",
    /// The recorder's remark.
    Comment = "comment",
    /// The uid of the fact that it corrects.
    Replaces = "replaces",
    /// Why it was retracted for itself, if it is.
    Retracted = "retracted",
    /// When it was recorded (UTC).
    RecordedAt = "recorded_at",
    /// Who recorded it.
    RecordedBy = "recorded_by",
    /// The report's own word for the indicator.
    IndicatorAsStated = "indicator_as_stated",
    /// The claimant's verb: says, warns.
    ClaimantVerb = "claimant_verb",
    /// Why the fact that it corrects was wrong.
    ReplacesReason = "replaces_reason",
    /// The key of the claimant: names may change or be shared.
    ClaimantKey = "claimant_key",
    /// The keys of the actors between claimant and publisher.
    ViaKeys = "via_keys",
    /// The key of the publisher.
    PublisherKey = "publisher_key",
    /// The key of the place that the place lies in.
    PlaceParentKey = "place_parent_key",
    /// The uid of the retracted report that the report stands for: part of its identity.
    ReportReplaces = "report_replaces",
    /// Why the report was retracted, if it is.
    ReportRetracted = "report_retracted",
    /// The newest assessment: how reliable the source is, A to F.
    Reliability = "reliability",
    /// How credible the statement is, 1 to 6.
    Credibility = "credibility",
    /// What is to be done with the fact.
    Disposition = "disposition",
    /// Why it is judged so.
    AssessmentReason = "assessment_reason",
    /// The assessments before that one, the oldest first, as a JSON list.
    AssessmentsBefore = "assessments_before",
    /// The retractions that were taken back, the oldest first, as a JSON list.
    RetractionsBefore = "retractions_before",
}

/// Which row tells what stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    /// The fact.
    Fact,
    /// Its claimant, and those who passed it on.
    Actors,
    /// Its indicator: the same for every fact of it.
    Indicator,
    /// Its place: the same for every fact about it.
    Place,
    /// Its report: the same for every fact in it.
    Report,
    /// What was judged of it, and taken back.
    Judgements,
}

impl Column {
    /// Which row tells what stands in it.
    pub(crate) fn source(self) -> Source {
        match self {
            Self::Indicator | Self::IndicatorLabel => Source::Indicator,
            Self::LocationCode
            | Self::Admin1Code
            | Self::Admin1Name
            | Self::Admin2Code
            | Self::Admin2Name
            | Self::PlaceKey
            | Self::PlaceName
            | Self::PlaceKind
            | Self::PlaceParentKey
            | Self::Latitude
            | Self::Longitude => Source::Place,
            Self::Claimant | Self::Via | Self::ClaimantKey | Self::ViaKeys => Source::Actors,
            Self::Publisher
            | Self::PublisherKey
            | Self::ReportKey
            | Self::ReportTitle
            | Self::ReportDate
            | Self::ReportUrl
            | Self::ArchiveUrl
            | Self::ReportReplaces
            | Self::ReportRetracted => Source::Report,
            Self::Reliability
            | Self::Credibility
            | Self::Disposition
            | Self::AssessmentReason
            | Self::AssessmentsBefore
            | Self::RetractionsBefore => Source::Judgements,
            _ => Source::Fact,
        }
    }
}
