//! Facts as rows: every column of a file of facts, in the order in which it is written.
//!
//! A row of a fact also says what the rows say that it names. Which of them a column takes its value
//! from is its [`Get`]: a format may make the bytes of a place once and copy them for all its facts.

use crate::domain::assessment::{Assessment, Disposition, RecordedAssessment, Reliability};
use crate::domain::fact::{QuoteCheck, Stance, Status};
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::store::StreamedFact;
use crate::wire::column::ColumnType;
use crate::wire::fact_table::{ActorNames, JudgedFact, PlaceInAreas};
use crate::wire::judgements::{assessments_cell, taken_back_cell};
use crate::wire::value::CellValue;

/// Which row a column takes its value from, and how.
#[derive(Clone, Copy)]
pub(crate) enum Get {
    /// From the fact alone.
    Fact(for<'a> fn(&StreamedFact<'a>) -> CellValue<'a>),
    /// From the actors that the fact names.
    Actors(for<'a> fn(&StreamedFact<'_>, &ActorNames<'a>) -> CellValue<'a>),
    /// Its indicator: the same for every fact of it.
    Indicator(for<'a> fn(&'a Indicator) -> CellValue<'a>),
    /// Its place: the same for every fact about it.
    Place(for<'a> fn(&PlaceInAreas<'a>) -> CellValue<'a>),
    /// Its report: the same for every fact in it.
    Report(for<'a> fn(&'a Report, &ActorNames<'a>) -> CellValue<'a>),
    /// What was judged of it, and taken back.
    Judgements(for<'a> fn(&JudgedFact<'a>) -> CellValue<'a>),
}

/// What is said of a column of facts.
struct Definition {
    name: &'static str,
    holds: ColumnType,
    hashtag: &'static str,
    get: Get,
}

/// Makes an enum of the columns, so that an import can name one, and the table of what is said of
/// each: name, type, hashtag, value.
macro_rules! columns {
    ($($(#[$doc:meta])* $column:ident: $name:literal, $holds:expr, $hashtag:literal, $get:expr;)+) => {
        /// A column of a file of facts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Column { $($(#[$doc])* $column),+ }

        impl Column {
            /// Every column, in the order in which it is written.
            pub const ALL: &[Self] = &[$(Self::$column),+];
        }

        /// What is said of each column, in the order of [`Column::ALL`].
        static DEFINITIONS: [Definition; Column::ALL.len()] = [
            $(Definition { name: $name, holds: $holds, hashtag: $hashtag, get: $get }),+
        ];
    };
}

columns! {
    /// The fact's uid, 32 hexadecimal digits.
    FactId: "fact_id", ColumnType::NeededText, "#meta+id",
        Get::Fact(|fact| CellValue::text(fact.uid.to_string()));
    /// Key of the indicator.
    Indicator: "indicator", ColumnType::NeededText, "#indicator+code",
        Get::Indicator(|indicator| CellValue::text(&indicator.key));
    /// The name that the indicator is shown by (`Killed`).
    IndicatorLabel: "indicator_label", ColumnType::Text, "#indicator+name",
        Get::Indicator(|indicator| CellValue::text(&indicator.label));
    /// Which part is meant: civilians, fighters.
    Scope: "scope", ColumnType::Text, "#indicator+scope",
        Get::Fact(|fact| CellValue::optional(fact.scope));
    /// The quantity in the report's words.
    ValueAsStated: "value_as_stated", ColumnType::Text, "#description+value",
        Get::Fact(|fact| CellValue::optional(fact.value));
    /// The least that the quantity can be.
    ValueLow: "value_low", ColumnType::Number, "#indicator+low",
        Get::Fact(|fact| CellValue::number(fact.low));
    /// The one figure that the report states.
    ValueBest: "value_best", ColumnType::Number, "#indicator+value+num",
        Get::Fact(|fact| CellValue::number(fact.best));
    /// The most that the quantity can be.
    ValueHigh: "value_high", ColumnType::Number, "#indicator+high",
        Get::Fact(|fact| CellValue::number(fact.high));
    /// `1` where the words make the figures approximate.
    ValueApproximate: "value_approximate", ColumnType::Flag, "#indicator+approximate",
        Get::Fact(|fact| fact.approximate.map_or(CellValue::Blank, CellValue::Flag));
    /// What is counted or measured.
    Unit: "unit", ColumnType::Text, "#indicator+unit",
        Get::Fact(|fact| CellValue::optional(fact.unit));
    /// Where the process stands.
    Status: "status", ColumnType::Word(Status::WORDS), "#status",
        Get::Fact(|fact| CellValue::optional(fact.status));
    /// How the claimant stands to it.
    Stance: "stance", ColumnType::Word(Stance::WORDS), "#meta+stance",
        Get::Fact(|fact| CellValue::text(fact.stance));
    /// The time in the report's words.
    WhenAsStated: "when_as_stated", ColumnType::Text, "#description+when",
        Get::Fact(|fact| CellValue::optional(fact.when));
    /// The time as EDTF (ISO 8601-2).
    WhenEdtf: "when_edtf", ColumnType::Text, "#meta+edtf",
        Get::Fact(|fact| CellValue::optional(fact.edtf));
    /// First day on which it may have started; derived from `when_edtf`, as the next three.
    StartEarliest: "start_earliest", ColumnType::Day, "#date+start",
        Get::Fact(|fact| CellValue::optional(fact.days[0]));
    /// Last day by which it has started.
    StartLatest: "start_latest", ColumnType::Day, "#date+latest_start",
        Get::Fact(|fact| CellValue::optional(fact.days[1]));
    /// First day on which it may have ended.
    EndEarliest: "end_earliest", ColumnType::Day, "#date+earliest_end",
        Get::Fact(|fact| CellValue::optional(fact.days[2]));
    /// Last day on which it may have gone on.
    EndLatest: "end_latest", ColumnType::Day, "#date+end",
        Get::Fact(|fact| CellValue::optional(fact.days[3]));
    /// ISO 3166-1 alpha-3 code of the country.
    LocationCode: "location_code", ColumnType::Text, "#country+code+v_iso3",
        Get::Place(|place| CellValue::optional(place.country));
    /// P-code of the first administrative level.
    Admin1Code: "admin1_code", ColumnType::Text, "#adm1+code+v_pcode",
        Get::Place(|place| code(place.admin1));
    /// The name of the area of the first administrative level.
    Admin1Name: "admin1_name", ColumnType::Text, "#adm1+name",
        Get::Place(|place| name(place.admin1));
    /// P-code of the second administrative level.
    Admin2Code: "admin2_code", ColumnType::Text, "#adm2+code+v_pcode",
        Get::Place(|place| code(place.admin2));
    /// The name of the area of the second administrative level.
    Admin2Name: "admin2_name", ColumnType::Text, "#adm2+name",
        Get::Place(|place| name(place.admin2));
    /// Key of the place.
    PlaceKey: "place_key", ColumnType::NeededText, "#loc+id",
        Get::Place(|place| CellValue::text(&place.place.key));
    /// The name that the place is shown by.
    PlaceName: "place_name", ColumnType::Text, "#loc+name",
        Get::Place(|place| CellValue::text(&place.place.name));
    /// What the place is: city, camp, admin1.
    PlaceKind: "place_kind", ColumnType::Text, "#loc+type",
        Get::Place(|place| CellValue::text(place.place.kind.as_str()));
    /// Degrees north (WGS 84).
    Latitude: "latitude", ColumnType::Degrees(90), "#geo+lat",
        Get::Place(|place| CellValue::number(place.place.coordinates.map(|point| point.latitude)));
    /// Degrees east (WGS 84).
    Longitude: "longitude", ColumnType::Degrees(180), "#geo+lon",
        Get::Place(|place| CellValue::number(place.place.coordinates.map(|point| point.longitude)));
    /// Who says so; blank: unattributed.
    Claimant: "claimant", ColumnType::Text, "#meta+claimant",
        Get::Actors(|fact, actors| CellValue::optional(fact.claimant.map(|actor| actors.name(actor))));
    /// Who passed it on, in order.
    Via: "via", ColumnType::List, "#meta+via",
        Get::Actors(|fact, actors| CellValue::list(fact.via.iter().map(|actor| actors.name(*actor))));
    /// The one utterance that several reports repeat.
    Origin: "origin", ColumnType::Text, "#meta+origin",
        Get::Fact(|fact| CellValue::optional(fact.origin));
    /// The process it belongs to.
    Thread: "thread", ColumnType::Text, "#meta+thread",
        Get::Fact(|fact| CellValue::optional(fact.thread));
    /// Who put the report out.
    Publisher: "publisher", ColumnType::Text, "#meta+source",
        Get::Report(|report, actors| CellValue::text(actors.name_of(&report.publisher)));
    /// Key of the report.
    ReportKey: "report_key", ColumnType::NeededText, "#meta+report_id",
        Get::Report(|report, _| CellValue::text(&report.key));
    /// The title of the report.
    ReportTitle: "report_title", ColumnType::Text, "#meta+title",
        Get::Report(|report, _| CellValue::text(&report.title));
    /// When it came out, as EDTF: mostly a day.
    ReportDate: "report_date", ColumnType::Text, "#meta+published",
        Get::Report(|report, _| CellValue::text(report.published.as_str()));
    /// The link of the report.
    ReportUrl: "report_url", ColumnType::Text, "#meta+url",
        Get::Report(|report, _| CellValue::optional(report.url.as_deref()));
    /// Where a copy is kept.
    ArchiveUrl: "archive_url", ColumnType::Text, "#meta+archive",
        Get::Report(|report, _| CellValue::optional(report.archive_url.as_deref()));
    /// The report's words, verbatim.
    Quote: "quote", ColumnType::Text, "#description+quote",
        Get::Fact(|fact| CellValue::optional(fact.quote));
    /// Whether they were compared with the report's text.
    QuoteCheck: "quote_check", ColumnType::Word(QuoteCheck::WORDS), "#meta+quote_check",
        Get::Fact(|fact| CellValue::optional(fact.quote_check));
    /// What the recorder remarked on it.
    Comment: "comment", ColumnType::Text, "#description+comment",
        Get::Fact(|fact| CellValue::optional(fact.comment));
    /// The uid of the fact that it corrects.
    Replaces: "replaces", ColumnType::Text, "#meta+replaces",
        Get::Fact(|fact| CellValue::optional(fact.replaces.map(|uid| uid.to_string())));
    /// Why it was retracted for itself, if it is.
    Retracted: "retracted", ColumnType::Text, "#meta+retracted",
        Get::Fact(|fact| CellValue::optional(fact.retracted));
    /// When the fact was recorded (UTC).
    RecordedAt: "recorded_at", ColumnType::Moment, "#meta+recorded_at",
        Get::Fact(|fact| CellValue::text(fact.recorded_at));
    /// Who recorded the fact.
    RecordedBy: "recorded_by", ColumnType::Text, "#meta+recorded_by",
        Get::Fact(|fact| CellValue::text(fact.recorded_by));
    /// The report's own word for the indicator.
    IndicatorAsStated: "indicator_as_stated", ColumnType::Text, "#indicator+term",
        Get::Fact(|fact| CellValue::optional(fact.term));
    /// The claimant's verb: says, warns.
    ClaimantVerb: "claimant_verb", ColumnType::Text, "#meta+verb",
        Get::Fact(|fact| CellValue::optional(fact.verb));
    /// Why the fact that it corrects was wrong.
    ReplacesReason: "replaces_reason", ColumnType::Text, "#meta+replaces_reason",
        Get::Fact(|fact| CellValue::optional(fact.reason));
    /// The key of the claimant: names may change or be shared.
    ClaimantKey: "claimant_key", ColumnType::Text, "#meta+claimant_id",
        Get::Actors(|fact, actors| CellValue::optional(fact.claimant.map(|actor| actors.key(actor))));
    /// The keys of the actors between claimant and publisher.
    ViaKeys: "via_keys", ColumnType::List, "#meta+via_ids",
        Get::Actors(|fact, actors| CellValue::list(fact.via.iter().map(|actor| actors.key(*actor))));
    /// The key of the publisher.
    PublisherKey: "publisher_key", ColumnType::Text, "#meta+publisher_id",
        Get::Report(|report, _| CellValue::text(&report.publisher));
    /// The key of the place that the place lies in.
    PlaceParentKey: "place_parent_key", ColumnType::Text, "#loc+parent",
        Get::Place(|place| CellValue::optional(place.place.parent.as_deref()));
    /// The uid of the retracted report that the report stands for: part of its identity.
    ReportReplaces: "report_replaces", ColumnType::Text, "#meta+report_replaces",
        Get::Report(|report, _| CellValue::optional(report.replaces.map(|uid| uid.to_string())));
    /// Why the report was retracted, if it is.
    ReportRetracted: "report_retracted", ColumnType::Text, "#meta+report_retracted",
        Get::Report(|report, _| CellValue::optional(report.retracted.as_deref()));
    /// The newest assessment: how reliable the source is, A to F.
    Reliability: "reliability", ColumnType::Word(Reliability::WORDS), "#meta+reliability",
        Get::Judgements(|judged| CellValue::optional(newest(judged).and_then(|a| a.reliability).map(Reliability::as_str)));
    /// How credible the statement is, 1 to 6.
    Credibility: "credibility", ColumnType::Grade(1, 6), "#meta+credibility",
        Get::Judgements(|judged| CellValue::number(newest(judged).and_then(|a| a.credibility)));
    /// What is to be done with the fact.
    Disposition: "disposition", ColumnType::Text, "#meta+disposition",
        Get::Judgements(|judged| CellValue::optional(newest(judged).and_then(|a| a.disposition).map(Disposition::as_str)));
    /// Why it is judged so.
    AssessmentReason: "assessment_reason", ColumnType::Text, "#meta+assessment_reason",
        Get::Judgements(|judged| CellValue::optional(newest(judged).map(|a| a.reason.as_str())));
    /// The assessments before that one, the oldest first, as a JSON list.
    AssessmentsBefore: "assessments_before", ColumnType::Json, "#meta+assessments_before",
        Get::Judgements(|judged| CellValue::json(assessments_cell(before(judged))));
    /// The retractions that were taken back, the oldest first, as a JSON list.
    RetractionsBefore: "retractions_before", ColumnType::Json, "#meta+retractions_before",
        Get::Judgements(|judged| CellValue::json(taken_back_cell(judged.taken_back)));
}

impl Column {
    fn definition(self) -> &'static Definition {
        &DEFINITIONS[self as usize]
    }

    /// The name in the header.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.definition().name
    }

    /// What the values keep to.
    pub(crate) fn holds(self) -> ColumnType {
        self.definition().holds
    }

    /// The hashtag of the Humanitarian Exchange Language (1.1). The tags are of the core list, the
    /// attributes partly our own. An EDTF expression is no date to the programs that read hashtags,
    /// so `#date` is for days alone; and the first column that a tag like `#date+end` finds is the
    /// one that it should.
    pub(crate) fn hashtag(self) -> &'static str {
        self.definition().hashtag
    }

    /// Where the value of a fact comes from.
    pub(crate) fn get(self) -> Get {
        self.definition().get
    }
}

fn code(area: Option<&Place>) -> CellValue<'_> {
    CellValue::optional(area.and_then(|area| area.pcode.as_deref()))
}

fn name(area: Option<&Place>) -> CellValue<'_> {
    CellValue::optional(area.map(|area| area.name.as_str()))
}

/// The assessment that counts.
fn newest<'a>(judged: &JudgedFact<'a>) -> Option<&'a Assessment> {
    judged.assessments.last().map(|newest| &newest.assessment)
}

/// The assessments before the one that counts, the oldest first.
fn before<'a>(judged: &JudgedFact<'a>) -> &'a [RecordedAssessment] {
    judged.assessments.split_last().map_or(&[], |(_, before)| before)
}
