//! The columns of a table of facts, in the order of the file.
//!
//! A row of this table also repeats data of the fact's indicator, place and report. [`Get`] says from which
//! of these a column takes its value, so that a writer can encode a place once and copy the bytes for all its
//! facts.

use crate::domain::assessment::{Assessment, Disposition, RecordedAssessment, Reliability};
use crate::domain::fact::{QuoteCheck, Stance, Status};
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::quantity::Per;
use crate::domain::report::{Confidentiality, Report};
use crate::store::StreamedFact;
use crate::text::lists;
use crate::wire::column::ColumnType;
use crate::wire::fact_table::{ActorNames, JudgedFact, PlaceInAreas};
use crate::wire::judgements::{assessments_cell, taken_back_cell};
use crate::wire::value::CellValue;

/// The row from which a column takes its value, with the function that reads it.
#[derive(Clone, Copy)]
pub(crate) enum Get {
    /// From the fact itself.
    Fact(for<'a> fn(&StreamedFact<'a>) -> CellValue<'a>),
    /// From the fact, with the names of the actors that it refers to.
    Actors(for<'a> fn(&StreamedFact<'_>, &ActorNames<'a>) -> CellValue<'a>),
    /// From the indicator; all facts of one indicator share the value.
    Indicator(for<'a> fn(&'a Indicator) -> CellValue<'a>),
    /// From the place; all facts about one place share the value.
    Place(for<'a> fn(&PlaceInAreas<'a>) -> CellValue<'a>),
    /// From the report; all facts of one report share the value.
    Report(for<'a> fn(&'a Report, &ActorNames<'a>) -> CellValue<'a>),
    /// From the fact's assessments and its retractions that were taken back.
    Judgements(for<'a> fn(&JudgedFact<'a>) -> CellValue<'a>),
}

/// The definition of one column of facts.
struct Definition {
    name: &'static str,
    /// The description of the column, for readers.
    meaning: &'static str,
    holds: ColumnType,
    hashtag: &'static str,
    get: Get,
}

/// Defines the enum `Column` and the table `DEFINITIONS` from one list: name, type, HXL hashtag and getter of
/// each column. The comment above a column is shown to readers.
macro_rules! columns {
    ($($(#[doc = $doc:literal])* $column:ident: $name:literal, $holds:expr, $hashtag:literal, $get:expr;)+) => {
        /// A column of a file of facts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Column { $($(#[doc = $doc])* $column),+ }

        impl Column {
            /// Every column, in the order in which it is written.
            pub const ALL: &[Self] = &[$(Self::$column),+];
        }

        /// The definition of each column, in the order of [`Column::ALL`].
        static DEFINITIONS: [Definition; Column::ALL.len()] = [
            $(Definition {
                name: $name,
                meaning: concat!($($doc),*),
                holds: $holds,
                hashtag: $hashtag,
                get: $get,
            }),+
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
    /// Display name of the indicator (`Killed`).
    IndicatorLabel: "indicator_label", ColumnType::Text, "#indicator+name",
        Get::Indicator(|indicator| CellValue::text(&indicator.label));
    /// The part of the indicator that is counted: civilians, fighters.
    Scope: "scope", ColumnType::Text, "#indicator+scope",
        Get::Fact(|fact| CellValue::optional(fact.scope));
    /// The quantity in the report's words; blank if only figures were recorded.
    ValueAsStated: "value_as_stated", ColumnType::Text, "#description+value",
        Get::Fact(|fact| CellValue::optional(fact.value));
    /// Lower bound of the quantity; blank if it is open.
    ValueLow: "value_low", ColumnType::Number, "#indicator+low",
        Get::Fact(|fact| CellValue::number(fact.low));
    /// The single figure that the report states; blank if it states a range.
    ValueBest: "value_best", ColumnType::Number, "#indicator+value+num",
        Get::Fact(|fact| CellValue::number(fact.best));
    /// Upper bound of the quantity; blank if it is open.
    ValueHigh: "value_high", ColumnType::Number, "#indicator+high",
        Get::Fact(|fact| CellValue::number(fact.high));
    /// Whether the report's words make the figures approximate (`about 200`).
    ValueApproximate: "value_approximate", ColumnType::Flag, "#indicator+approximate",
        Get::Fact(|fact| fact.approximate.map_or(CellValue::Blank, CellValue::Flag));
    /// Unit of the quantity: `people`, `hours`, `USD`.
    Unit: "unit", ColumnType::Text, "#indicator+unit",
        Get::Fact(|fact| CellValue::optional(fact.unit));
    /// Stage of the process: planned, under way, ended and so on.
    Status: "status", ColumnType::Word(Status::WORDS), "#status",
        Get::Fact(|fact| CellValue::optional(fact.status));
    /// Whether the claimant asserts, estimates, forecasts or denies the statement, and so on.
    Stance: "stance", ColumnType::Word(Stance::WORDS), "#meta+stance",
        Get::Fact(|fact| CellValue::text(fact.stance));
    /// The time in the report's words; blank if only an EDTF expression was recorded.
    WhenAsStated: "when_as_stated", ColumnType::Text, "#description+when",
        Get::Fact(|fact| CellValue::optional(fact.when));
    /// The time as EDTF (ISO 8601-2); blank if the fact is undated.
    WhenEdtf: "when_edtf", ColumnType::Edtf { needed: false }, "#meta+edtf",
        Get::Fact(|fact| CellValue::optional(fact.edtf));
    /// First day on which the event may have started; derived from `when_edtf`, as the next three
    /// columns.
    StartEarliest: "start_earliest", ColumnType::Day, "#date+start",
        Get::Fact(|fact| CellValue::optional(fact.days[0]));
    /// Last day on which the event may have started.
    StartLatest: "start_latest", ColumnType::Day, "#date+latest_start",
        Get::Fact(|fact| CellValue::optional(fact.days[1]));
    /// First day on which the event may have ended.
    EndEarliest: "end_earliest", ColumnType::Day, "#date+earliest_end",
        Get::Fact(|fact| CellValue::optional(fact.days[2]));
    /// Last day on which the event may have ended.
    EndLatest: "end_latest", ColumnType::Day, "#date+end",
        Get::Fact(|fact| CellValue::optional(fact.days[3]));
    /// ISO 3166-1 alpha-3 code of the place's country; blank if it is unknown.
    LocationCode: "location_code", ColumnType::Text, "#country+code+v_iso3",
        Get::Place(|place| CellValue::optional(place.country));
    /// P-code of the area of administrative level 1; blank if the place lies in none.
    Admin1Code: "admin1_code", ColumnType::Text, "#adm1+code+v_pcode",
        Get::Place(|place| code(place.admin1));
    /// Name of the area of administrative level 1.
    Admin1Name: "admin1_name", ColumnType::Text, "#adm1+name",
        Get::Place(|place| name(place.admin1));
    /// P-code of the area of administrative level 2; blank if the place lies in none.
    Admin2Code: "admin2_code", ColumnType::Text, "#adm2+code+v_pcode",
        Get::Place(|place| code(place.admin2));
    /// Name of the area of administrative level 2.
    Admin2Name: "admin2_name", ColumnType::Text, "#adm2+name",
        Get::Place(|place| name(place.admin2));
    /// Key of the place that the fact is about.
    PlaceKey: "place_key", ColumnType::NeededText, "#loc+id",
        Get::Place(|place| CellValue::text(&place.place.key));
    /// Display name of the place (`Aleppo`).
    PlaceName: "place_name", ColumnType::Text, "#loc+name",
        Get::Place(|place| CellValue::text(&place.place.name));
    /// Kind of the place, such as `city`, `camp`, `admin1`.
    PlaceKind: "place_kind", ColumnType::Text, "#loc+type",
        Get::Place(|place| CellValue::text(place.place.kind.as_str()));
    /// Latitude of the place in degrees (WGS 84), positive to the north.
    Latitude: "latitude", ColumnType::Degrees(90), "#geo+lat",
        Get::Place(|place| CellValue::number(place.place.coordinates.map(|point| point.latitude)));
    /// Longitude of the place in degrees (WGS 84), positive to the east.
    Longitude: "longitude", ColumnType::Degrees(180), "#geo+lon",
        Get::Place(|place| CellValue::number(place.place.coordinates.map(|point| point.longitude)));
    /// Name of the actor that makes the statement, or the names of those who make it together; blank if it is
    /// unattributed.
    Claimant: "claimant", ColumnType::Text, "#meta+claimant",
        Get::Actors(|fact, actors| together(fact.claimants, |actor| actors.name(actor)));
    /// Actors that passed the statement on, from the claimant to the publisher.
    Via: "via", ColumnType::List, "#meta+via",
        Get::Actors(|fact, actors| CellValue::list(fact.via.iter().map(|actor| actors.name(*actor))));
    /// Name of the first statement that several reports repeat, so that it is not counted as several
    /// sources.
    Origin: "origin", ColumnType::Text, "#meta+origin",
        Get::Fact(|fact| CellValue::optional(fact.origin));
    /// Name of the thread: the running event that the fact belongs to.
    Thread: "thread", ColumnType::Text, "#meta+thread",
        Get::Fact(|fact| CellValue::optional(fact.thread));
    /// Name of the actor that published the report.
    Publisher: "publisher", ColumnType::Text, "#meta+source",
        Get::Report(|report, actors| CellValue::text(actors.name_of(&report.publisher)));
    /// Key of the report that contains the fact.
    ReportKey: "report_key", ColumnType::NeededText, "#meta+report_id",
        Get::Report(|report, _| CellValue::text(&report.key));
    /// Title of the report, as printed.
    ReportTitle: "report_title", ColumnType::Text, "#meta+title",
        Get::Report(|report, _| CellValue::text(&report.title));
    /// Day of publication; blank if the date is coarser than a day or unknown.
    ReportDate: "report_date", ColumnType::Day, "#meta+published",
        Get::Report(|report, _| CellValue::optional(report.published_day().map(|day| day.to_string())));
    /// URL of the report; blank if the report has none.
    ReportUrl: "report_url", ColumnType::Link, "#meta+url",
        Get::Report(|report, _| CellValue::optional(report.url.as_deref()));
    /// URL of an archived copy of the report.
    ArchiveUrl: "archive_url", ColumnType::Link, "#meta+archive",
        Get::Report(|report, _| CellValue::optional(report.archive_url.as_deref()));
    /// The passage of the report that supports the fact, verbatim.
    Quote: "quote", ColumnType::Text, "#description+quote",
        Get::Fact(|fact| CellValue::optional(fact.quote));
    /// Whether the quote was found in the report's text.
    QuoteCheck: "quote_check", ColumnType::Word(QuoteCheck::WORDS), "#meta+quote_check",
        Get::Fact(|fact| CellValue::optional(fact.quote_check));
    /// Comment of the person who recorded the fact.
    Comment: "comment", ColumnType::Text, "#description+comment",
        Get::Fact(|fact| CellValue::optional(fact.comment));
    /// Uid of the older fact that this one replaces; blank if it corrects nothing.
    Replaces: "replaces", ColumnType::Text, "#meta+replaces",
        Get::Fact(|fact| CellValue::optional(fact.replaces.map(|uid| uid.to_string())));
    /// Reason of the fact's own retraction; blank if only its report is retracted, or neither is.
    Retracted: "retracted", ColumnType::Text, "#meta+retracted",
        Get::Fact(|fact| CellValue::optional(fact.retracted));
    /// When the fact was recorded (UTC).
    RecordedAt: "recorded_at", ColumnType::Moment, "#meta+recorded_at",
        Get::Fact(|fact| CellValue::text(fact.recorded_at));
    /// User who recorded the fact.
    RecordedBy: "recorded_by", ColumnType::Text, "#meta+recorded_by",
        Get::Fact(|fact| CellValue::text(fact.recorded_by));
    /// The report's own word for the indicator (`truce`).
    IndicatorAsStated: "indicator_as_stated", ColumnType::Text, "#indicator+term",
        Get::Fact(|fact| CellValue::optional(fact.term));
    /// The report's verb for the claimant: `says`, `warns`.
    ClaimantVerb: "claimant_verb", ColumnType::Text, "#meta+verb",
        Get::Fact(|fact| CellValue::optional(fact.verb));
    /// Why the replaced fact was wrong, in the recorder's words.
    ReplacesReason: "replaces_reason", ColumnType::Text, "#meta+replaces_reason",
        Get::Fact(|fact| CellValue::optional(fact.reason));
    /// Key of the claimant; unlike the name, it is unique and does not change.
    ClaimantKey: "claimant_key", ColumnType::Text, "#meta+claimant_id",
        Get::Actors(|fact, actors| together(fact.claimants, |actor| actors.key(actor)));
    /// Keys of the actors in `via`, in the same order.
    ViaKeys: "via_keys", ColumnType::List, "#meta+via_ids",
        Get::Actors(|fact, actors| CellValue::list(fact.via.iter().map(|actor| actors.key(*actor))));
    /// Key of the publisher.
    PublisherKey: "publisher_key", ColumnType::Text, "#meta+publisher_id",
        Get::Report(|report, _| CellValue::text(&report.publisher));
    /// Key of the area that the place lies in.
    PlaceParentKey: "place_parent_key", ColumnType::Text, "#loc+parent",
        Get::Place(|place| CellValue::optional(place.place.parent.as_deref()));
    /// Uid of the retracted report that this report replaces; part of the report's identity.
    ReportReplaces: "report_replaces", ColumnType::Text, "#meta+report_replaces",
        Get::Report(|report, _| CellValue::optional(report.replaces.map(|uid| uid.to_string())));
    /// Reason of the report's retraction; blank if it is not retracted.
    ReportRetracted: "report_retracted", ColumnType::Text, "#meta+report_retracted",
        Get::Report(|report, _| CellValue::optional(report.retracted.as_deref()));
    /// Reliability of the source, A to F, from the newest assessment.
    Reliability: "reliability", ColumnType::Word(Reliability::WORDS), "#meta+reliability",
        Get::Judgements(|judged| CellValue::optional(newest(judged).and_then(|a| a.reliability).map(Reliability::as_str)));
    /// Credibility of the statement, 1 to 6, from the newest assessment.
    Credibility: "credibility", ColumnType::Grade(1, 6), "#meta+credibility",
        Get::Judgements(|judged| CellValue::number(newest(judged).and_then(|a| a.credibility)));
    /// Whether the fact is accepted, disputed or rejected, from the newest assessment.
    Disposition: "disposition", ColumnType::Text, "#meta+disposition",
        Get::Judgements(|judged| CellValue::optional(newest(judged).and_then(|a| a.disposition).map(Disposition::as_str)));
    /// Reason for the newest assessment, in the words of the person who judged.
    AssessmentReason: "assessment_reason", ColumnType::Text, "#meta+assessment_reason",
        Get::Judgements(|judged| CellValue::optional(newest(judged).map(|a| a.reason.as_str())));
    /// All earlier assessments, oldest first, as a JSON list.
    AssessmentsBefore: "assessments_before", ColumnType::Json, "#meta+assessments_before",
        Get::Judgements(|judged| CellValue::json(assessments_cell(before(judged))));
    /// Retractions of the fact that were taken back, oldest first, as a JSON list.
    RetractionsBefore: "retractions_before", ColumnType::Json, "#meta+retractions_before",
        Get::Judgements(|judged| CellValue::json(taken_back_cell(judged.taken_back)));
    /// Who may see the report; blank: not stated, so everybody may.
    Confidentiality: "confidentiality", ColumnType::Word(Confidentiality::WORDS), "#meta+confidentiality",
        Get::Report(|report, _| CellValue::optional(report.confidentiality.map(Confidentiality::as_str)));
    /// The publisher's own id of the row that the fact comes from; blank if the row has none.
    SourceRowId: "source_row_id", ColumnType::Text, "#meta+row_id",
        Get::Fact(|fact| CellValue::optional(fact.source_row_id));
    /// Date of publication as EDTF, always filled; `XXXX` if it is unknown.
    ReportDateEdtf: "report_date_edtf", ColumnType::Edtf { needed: false }, "#meta+published+edtf",
        Get::Report(|report, _| CellValue::text(report.published.as_str()));
    /// The whole of which the figures are a part, or a share; blank if none is stated.
    OutOf: "out_of", ColumnType::Number, "#indicator+out_of",
        Get::Fact(|fact| CellValue::number(fact.out_of));
    /// The unit of time of a rate; blank for a plain figure.
    Per: "per", ColumnType::Word(Per::WORDS), "#indicator+per",
        Get::Fact(|fact| CellValue::optional(fact.per));
    /// A time of day, or hours of a day (ISO 8601); blank if none is stated.
    TimeOfDay: "time_of_day", ColumnType::Text, "#meta+time_of_day",
        Get::Fact(|fact| CellValue::optional(fact.time_of_day));
    /// Who made the newest assessment; blank if the fact was never assessed.
    AssessedBy: "assessed_by", ColumnType::Text, "#meta+assessed_by",
        Get::Judgements(|judged| CellValue::optional(judged.assessments.last().map(|a| a.recorded_by.as_str())));
}

impl Column {
    fn definition(self) -> &'static Definition {
        &DEFINITIONS[self as usize]
    }

    /// The name of the column in the header.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.definition().name
    }

    /// The column with this name; `None` if no column of facts has it.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.name() == name)
    }

    /// The description of the column, in one or two sentences.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.definition().meaning.trim()
    }

    /// The type of the column's values.
    #[must_use]
    pub fn holds(self) -> ColumnType {
        self.definition().holds
    }

    /// The hashtag of the Humanitarian Exchange Language (HXL 1.1): a tag of the core list, with
    /// attributes, some of which are Factline's own. `#date` marks only plain days, since HXL tools
    /// cannot read EDTF. The order of columns matters: HXL tools take the first column that matches
    /// a pattern such as `#date+end`.
    pub(crate) fn hashtag(self) -> &'static str {
        self.definition().hashtag
    }

    /// The source of the value, and how it is read.
    pub(crate) fn get(self) -> Get {
        self.definition().get
    }
}

/// A cell with the claimants; usually there is only one.
fn together<'a>(actors: &[i64], named: impl Fn(i64) -> &'a str) -> CellValue<'a> {
    match actors {
        [one] => CellValue::text(named(*one)),
        several => {
            let names: Vec<&str> = several.iter().map(|actor| named(*actor)).collect();
            CellValue::text(lists::together(&names))
        }
    }
}

fn code(area: Option<&Place>) -> CellValue<'_> {
    CellValue::optional(area.and_then(|area| area.pcode.as_deref()))
}

fn name(area: Option<&Place>) -> CellValue<'_> {
    CellValue::optional(area.map(|area| area.name.as_str()))
}

/// The newest assessment; `None` if the fact was never assessed.
fn newest<'a>(judged: &JudgedFact<'a>) -> Option<&'a Assessment> {
    judged.assessments.last().map(|newest| &newest.assessment)
}

/// All assessments except the newest, oldest first.
fn before<'a>(judged: &JudgedFact<'a>) -> &'a [RecordedAssessment] {
    judged.assessments.split_last().map_or(&[], |(_, before)| before)
}
