//! The small lists that facts refer to: places, actors and reports.

use super::dice::Dice;
use super::words;
use factline::domain::identity::ReportIdentity;
use factline::domain::place::PlaceKind;
use factline::domain::report::Report;
use factline::domain::when::{Day, Expression};

/// How many places facts are about.
pub(super) const PLACES: usize = 5_000;
/// How many actors claim something, and how many publish.
const CLAIMANTS: usize = 200;
const PUBLISHERS: usize = 60;

/// A place as a row shows it.
pub(super) struct Place {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) kind: PlaceKind,
    pub(super) parent: Option<usize>,
    pub(super) country: &'static str,
    /// Only administrative areas have one.
    pub(super) pcode: Option<String>,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

/// An actor as a row shows it.
pub(super) struct Actor {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) kind: &'static str,
}

/// All rows that facts refer to.
pub(super) struct Lists {
    pub(super) places: Vec<Place>,
    /// The places by how often facts are about them, the most frequent first.
    pub(super) ranks: Vec<usize>,
    pub(super) claimants: Vec<Actor>,
    pub(super) publishers: Vec<Actor>,
    pub(super) reports: Vec<(Report, usize)>,
}

impl Lists {
    pub(super) fn new(dice: &mut Dice, reports: usize) -> Self {
        let places = places(dice);
        let settled = |place: &usize| places[*place].kind.is_settlement();
        let (mut ranks, areas): (Vec<_>, Vec<_>) = (0..places.len()).partition(settled);
        // Areas are spread among the frequent places, since reports also write about districts.
        for area in areas {
            let rank = 100 + dice.roll(2_000);
            ranks.insert(rank, area);
        }
        let claimants = actors(
            dice,
            "claimant",
            CLAIMANTS,
            &["un-agency", "state-body", "ngo", "monitor", "armed-group", "person"],
        );
        let publishers = actors(dice, "publisher", PUBLISHERS, &["media", "igo", "ngo"]);
        let reports =
            (0..reports).map(|number| report(dice, number, &publishers, &places)).collect();
        Self { places, ranks, claimants, publishers, reports }
    }
}

/// Four countries of 14 provinces with 6 districts each; cities, towns and villages in these.
fn places(dice: &mut Dice) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(PLACES);
    for (country, letters, latitude, longitude) in [
        ("SYR", "SY", 35.0, 38.5),
        ("UKR", "UA", 49.0, 32.0),
        ("SDN", "SD", 15.5, 30.5),
        ("MMR", "MM", 21.0, 96.5),
    ] {
        let root = places.len();
        places.push(place(dice, country, letters, PlaceKind::Country, None, (latitude, longitude)));
        for province in 1..=14 {
            let code = format!("{letters}{province:02}");
            let admin1 = places.len();
            let point = (places[root].latitude, places[root].longitude);
            places.push(place(dice, country, &code, PlaceKind::Admin1, Some(root), point));
            for district in 1..=6 {
                let code = format!("{code}{district:02}");
                let point = (places[admin1].latitude, places[admin1].longitude);
                places.push(place(dice, country, &code, PlaceKind::Admin2, Some(admin1), point));
            }
        }
    }
    let districts: Vec<usize> =
        (0..places.len()).filter(|at| places[*at].kind == PlaceKind::Admin2).collect();
    while places.len() < PLACES {
        let parent = dice.pick(&districts);
        let kind =
            dice.pick(&[PlaceKind::City, PlaceKind::Town, PlaceKind::Village, PlaceKind::Village]);
        let (country, point) =
            (places[parent].country, (places[parent].latitude, places[parent].longitude));
        let code = format!("place-{}", places.len());
        places.push(place(dice, country, &code, kind, Some(parent), point));
    }
    places
}

fn place(
    dice: &mut Dice,
    country: &'static str,
    code: &str,
    kind: PlaceKind,
    parent: Option<usize>,
    near: (f64, f64),
) -> Place {
    let mut away = || f64::from(u32::try_from(dice.roll(2_000_001)).unwrap_or(0)) / 1e6 - 1.0;
    let (latitude, longitude) = (round(near.0 + away()), round(near.1 + away()));
    let pcode = kind.is_area().then(|| code.to_owned());
    Place {
        key: code.to_lowercase(),
        name: words::name(dice),
        kind,
        parent,
        country,
        pcode,
        latitude,
        longitude,
    }
}

/// Six decimal places: a tenth of a metre.
fn round(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

fn actors(dice: &mut Dice, word: &str, many: usize, kinds: &[&'static str]) -> Vec<Actor> {
    let actor = |number| Actor {
        key: format!("{word}-{number}"),
        name: format!(
            "{} {} {number}",
            words::name(dice),
            if word == "publisher" { "News" } else { "Office" }
        ),
        kind: dice.pick(kinds),
    };
    (0..many).map(actor).collect()
}

fn report(
    dice: &mut Dice,
    number: usize,
    publishers: &[Actor],
    places: &[Place],
) -> (Report, usize) {
    let by = dice.roll(publishers.len());
    let published = day(dice);
    let place = &places[dice.roll(places.len())].name;
    let title = words::title(dice, place);
    let publisher = publishers[by].key.clone();
    let url = format!("https://{publisher}.example/{number}");
    let identity = ReportIdentity {
        url: Some(&url),
        publisher: &publisher,
        title: &title,
        published: &published.to_string(),
        replaces: None,
    };
    let report = Report {
        uid: identity.uid(),
        key: format!("{publisher}-{published}-{number}"),
        title,
        byline: None,
        archive_url: None,
        published: Expression::day(published),
        published_latest: Some(published),
        language: Some("en".to_owned()),
        republishes: None,
        replaces: None,
        confidentiality: None,
        has_text: false,
        retracted: None,
        url: Some(url),
        publisher,
    };
    (report, by)
}

/// A day of the years 2012 to 2019.
fn day(dice: &mut Dice) -> Day {
    let first = Day::from_ymd_opt(2012, 1, 1).unwrap_or_default();
    first.checked_add_days(chrono::Days::new(dice.roll(8 * 365) as u64)).unwrap_or(first)
}
