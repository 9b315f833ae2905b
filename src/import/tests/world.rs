//! Generated databases for tests of laws: all kinds of rows, with texts that are special in files.

use crate::domain::assessment::{Assessment, Credibility, Disposition, Reliability};
use crate::domain::fact::{Stance, Status};
use crate::domain::hours::Hours;
use crate::domain::quantity::Per;
use crate::format::row::says_no;
use crate::text::safe;
use proptest::prelude::*;

/// Text with characters that are special in files, spreadsheets or terminals.
fn words() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        ',', '"', '\'', '=', '+', '-', '@', '|', ';', '\n', '\r', '\t', ' ', '#', '[', ']', '{',
        '\\', '/', '0', 'a', 'Z', 'ح', 'é', 'e', '\u{301}', '\u{202e}', '\u{200f}', '\u{200b}',
        '\u{1b}', '🏥',
    ]);
    prop::collection::vec(signs, 1..10)
        .prop_map(|signs| signs.into_iter().collect::<String>().trim().to_owned())
        .prop_filter("something is said", |words| {
            words.chars().any(char::is_alphanumeric) || words.len() > 3
        })
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    prop::option::of(words())
}

/// The generated rows of a database, besides the built-in indicators.
#[derive(Clone, Debug)]
pub(super) struct World {
    pub(super) actors: Vec<(String, Option<usize>, Vec<String>)>,
    pub(super) places: Vec<Spot>,
    pub(super) indicator: (String, String, Vec<String>, bool),
    pub(super) reports: Vec<Paper>,
    pub(super) facts: Vec<Said>,
}

/// A place: name, index of the parent, coordinates, aliases.
pub(super) type Spot = (String, Option<usize>, Option<(f64, f64)>, Vec<String>);

#[derive(Clone, Debug)]
pub(super) struct Paper {
    pub(super) publisher: usize,
    pub(super) published: &'static str,
    pub(super) texts: [Option<String>; 5],
    pub(super) title: String,
    pub(super) text: Option<String>,
    pub(super) republishes: Option<usize>,
    pub(super) history: History,
    pub(super) edits: Vec<Edited>,
}

/// An edit of a report.
#[derive(Clone, Debug)]
pub(super) struct Edited {
    pub(super) title: String,
    pub(super) publisher: usize,
    pub(super) published: &'static str,
    pub(super) url: Option<String>,
    pub(super) republishes: Option<usize>,
    /// The number in its key; `None` if the key does not change.
    pub(super) key: Option<usize>,
    /// Whether its text is added, if it has none.
    pub(super) adds_text: bool,
    /// Whether only the text changes.
    pub(super) adds_text_alone: bool,
    pub(super) is_internal: bool,
    pub(super) reason: String,
}

fn edited() -> impl Strategy<Value = Edited> {
    let published = prop::sample::select(DATES.to_vec());
    let says = (words(), 0..4usize, published, maybe(), prop::option::of(0..4usize));
    let more = (prop::option::of(0..2usize), any::<bool>(), any::<bool>(), any::<bool>(), words());
    (says, more).prop_map(|((title, publisher, published, url, republishes), more)| {
        let (key, adds_text, adds_text_alone, is_internal, reason) = more;
        Edited {
            title,
            publisher,
            published,
            url,
            republishes,
            key,
            adds_text,
            adds_text_alone,
            is_internal,
            reason,
        }
    })
}

const DATES: [&str; 5] = ["2016-10-24", "2016-10", "2016-10-24~", "2016-10-24T10:00:00Z", "XXXX"];

/// Retractions in order: the reason of each, and the reason for taking it back; `None` if it was
/// not taken back.
pub(super) type History = Vec<(String, Option<String>)>;

#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) names: (usize, usize, usize, Vec<usize>, Vec<usize>),
    pub(super) texts: [Option<String>; 7],
    pub(super) quote: Option<String>,
    pub(super) quantity: Option<([Option<u32>; 3], bool, String)>,
    pub(super) beside: (Option<u32>, Option<Per>, Option<Hours>),
    pub(super) when: (&'static str, Option<String>),
    pub(super) stands: (Stance, Option<Status>),
    pub(super) replaces: Option<(usize, String)>,
    pub(super) history: History,
    pub(super) assessments: Vec<Assessment>,
}

/// A time of day, or none.
pub(super) fn hours() -> impl Strategy<Value = Option<Hours>> {
    let hours = ["09:00", "09:00/14:00", "22:00/04:00", "../14:00", "16:30Z", "09:00/.."];
    prop::option::of(prop::sample::select(hours.to_vec()))
        .prop_map(|hours| hours.map(|hours| hours.parse().unwrap()))
}

fn history() -> impl Strategy<Value = History> {
    let none = Just(Vec::new());
    let some = prop::collection::vec((words(), words()), 0..3).prop_flat_map(|past| {
        // The command line refuses such a reason, since in tables it means that nothing was retracted.
        let reason = words().prop_filter("it says no", |reason| !says_no(reason));
        prop::option::of(reason).prop_map(move |last| {
            let past = past.clone().into_iter().map(|(why, back)| (why, Some(back)));
            past.chain(last.map(|why| (why, None))).collect()
        })
    });
    prop_oneof![3 => none, 1 => some]
}

fn assessment() -> impl Strategy<Value = Assessment> {
    let reliability = prop::option::of(prop::sample::select(Reliability::ALL.to_vec()));
    let credibility = prop::option::of(prop::sample::select(Credibility::ALL.to_vec()));
    let disposition = prop::option::of(prop::sample::select(Disposition::ALL.to_vec()));
    let by = prop::option::of(words());
    (reliability, credibility, disposition, words(), by)
        .prop_map(|(reliability, credibility, disposition, reason, by)| Assessment {
            reliability,
            credibility,
            disposition,
            reason,
            by,
        })
        .prop_filter("something is judged", |assessment| !assessment.says_nothing())
}

fn paper() -> impl Strategy<Value = Paper> {
    let text = prop::option::of(words().prop_map(|words| format!("  {words}\n\nend \n")));
    let texts = prop::array::uniform5(maybe());
    let source = (0..4usize, prop::sample::select(DATES.to_vec()));
    let edits = prop_oneof![1 => Just(Vec::new()), 1 => prop::collection::vec(edited(), 0..4)];
    let past = (history(), edits);
    (source, texts, words(), text, prop::option::of(0..4usize), past).prop_map(
        |((publisher, published), texts, title, text, republishes, (history, edits))| Paper {
            publisher,
            published,
            texts,
            title,
            text,
            republishes,
            history,
            edits,
        },
    )
}

fn said() -> impl Strategy<Value = Said> {
    let names = (
        0..4usize,
        0..4usize,
        0..4usize,
        prop::collection::vec(0..4usize, 0..3),
        prop::collection::vec(0..4usize, 0..3),
    );
    let figures = prop::array::uniform3(prop::option::of(0u32..50));
    let quantity = prop::option::of((figures, any::<bool>(), words()));
    let when = prop::sample::select(vec![
        "2016-10-24",
        "2016-07~",
        "[2016-07-01..2016-07-10]/..",
        "2016-10-20/2016-10-22",
        "../2016-21",
    ]);
    let stands = (
        prop::sample::select(Stance::ALL.to_vec()),
        prop::option::of(prop::sample::select(Status::ALL.to_vec())),
    );
    let judged = (history(), prop::collection::vec(assessment(), 0..3));
    let per = prop::option::of(prop::sample::select(Per::ALL.to_vec()));
    let beside = (prop::option::of(50u32..60), per, hours());
    let told = (prop::array::uniform7(maybe()), maybe(), quantity, beside);
    (names, told, (when, maybe()), stands, prop::option::of((0..9usize, words())), judged).prop_map(
        |(
            names,
            (texts, quote, quantity, beside),
            when,
            stands,
            replaces,
            (history, assessments),
        )| {
            Said {
                names,
                texts,
                quote,
                quantity,
                beside,
                when,
                stands,
                replaces,
                history,
                assessments,
            }
        },
    )
}

/// A database with everything in it.
pub(super) fn world() -> impl Strategy<Value = World> {
    let aliases = || prop::collection::vec(words(), 0..3);
    let point = prop::option::of((-900i32..900, -1800i32..1800))
        .prop_map(|point| point.map(|(n, e)| (f64::from(n) / 10.0, f64::from(e) / 10.0)));
    let actors = prop::collection::vec((words(), prop::option::of(0..4usize), aliases()), 4);
    let places = prop::collection::vec((words(), prop::option::of(0..4usize), point, aliases()), 4);
    let definition = maybe().prop_map(Option::unwrap_or_default);
    let indicator = (words(), definition, aliases(), any::<bool>());
    let reports = prop::collection::vec(paper(), 4);
    let facts = prop::collection::vec(said(), 0..10);
    (actors, places, indicator, reports, facts).prop_map(
        |(mut actors, places, indicator, reports, facts)| {
            // Two actors have the same name.
            actors[3].0 = actors[0].0.clone();
            World { actors, places, indicator, reports, facts }
        },
    )
}

impl World {
    /// The rows as listings show them: without characters that change the writing direction,
    /// without texts, edits of reports, and retractions of reports that were taken back.
    pub(super) fn seen_in_lists(mut self) -> Self {
        let seen = |text: &mut String| {
            *text = safe::data(text).into_owned();
        };
        let names = self
            .actors
            .iter_mut()
            .flat_map(|(name, _, aliases)| std::iter::once(name).chain(aliases));
        names.for_each(seen);
        let names = self
            .places
            .iter_mut()
            .flat_map(|(name, _, _, aliases)| std::iter::once(name).chain(aliases));
        names.for_each(seen);
        let (label, definition, aliases, _) = &mut self.indicator;
        [label, definition].into_iter().chain(aliases).for_each(seen);
        for paper in &mut self.reports {
            paper.text = None;
            paper.edits.clear();
            paper.history.retain(|(_, back)| back.is_none());
            let texts = paper.texts.iter_mut().flatten();
            let reasons = paper.history.iter_mut().map(|(reason, _)| reason);
            texts.chain([&mut paper.title]).chain(reasons).for_each(seen);
        }
        self
    }
}
