//! Words for quotes, titles and names, in the manner of reports.

use super::dice::Dice;

/// A quote of 80 to 200 characters; some contain commas, quotation marks and other scripts, as real ones do.
pub(super) fn quote(dice: &mut Dice, place: &str, figure: &str) -> String {
    let least = 80 + dice.roll(100).min(dice.roll(100));
    let mut quote = String::with_capacity(220);
    quote.push_str(dice.pick(OPENINGS));
    quote.push(' ');
    if !figure.is_empty() {
        quote.push_str(figure);
        quote.push(' ');
    }
    quote.push_str(dice.pick(NOUNS));
    quote.push_str(" in ");
    quote.push_str(place);
    while quote.chars().count() < least {
        quote.push_str(dice.pick(JOINTS));
        quote.push_str(dice.pick(ADJECTIVES));
        quote.push(' ');
        quote.push_str(word(dice));
    }
    quote.push('.');
    quote
}

/// A noun; one in a thousand is a rare one, for which the search looks.
fn word(dice: &mut Dice) -> &'static str {
    if dice.roll(1000) == 0 { RARE } else { dice.pick(NOUNS) }
}

/// A word that few quotes contain.
pub(crate) const RARE: &str = "cholera";

/// A title of a report.
pub(super) fn title(dice: &mut Dice, place: &str) -> String {
    format!("{} {} in {place}", dice.pick(ACTS), word(dice))
}

/// A name that no place has.
pub(super) fn name(dice: &mut Dice) -> String {
    let mut name = String::new();
    for _ in 0..2 + dice.roll(2) {
        name.push_str(dice.pick(SYLLABLES));
    }
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

const SYLLABLES: &[&str] = &[
    "ba", "dar", "ka", "mir", "ha", "lab", "ra", "qa", "zo", "ny", "ko", "va", "tel", "ain", "sha",
    "rif", "nur", "mo", "sel", "gar", "om", "dur", "ye", "lin", "tau", "é", "ş", "ğa", "rö", "ny",
];

const OPENINGS: &[&str] = &[
    "Officials said that",
    "Residents told the agency that",
    "According to the ministry,",
    "The United Nations reported that",
    "Aid workers warned that",
    "\"We counted,\" he said,",
    "Monitors recorded",
    "The spokesman said, without giving a source, that",
    "It is feared that",
    "The governor's office confirmed that",
    "Activists in the city said that",
    "By nightfall",
];

const JOINTS: &[&str] = &[
    " and ",
    ", with ",
    " after ",
    " because of ",
    "; others reported ",
    " despite ",
    ", said the ",
    " without ",
    " as well as ",
    " near the ",
    " – following ",
    " under ",
];

const ADJECTIVES: &[&str] = &[
    "heavy",
    "renewed",
    "eastern",
    "besieged",
    "humanitarian",
    "urgent",
    "local",
    "armed",
    "wounded",
    "northern",
    "medical",
    "temporary",
    "continued",
    "remaining",
    "damaged",
    "international",
    "displaced",
    "joint",
    "reported",
    "planned",
    "new",
    "daily",
    "last",
    "main",
];

const NOUNS: &[&str] = &[
    "civilians",
    "families",
    "people",
    "children",
    "fighters",
    "strikes",
    "convoys",
    "shelling",
    "hospitals",
    "aid",
    "food",
    "water",
    "ceasefire",
    "corridors",
    "evacuation",
    "buses",
    "negotiations",
    "forces",
    "residents",
    "supplies",
    "ambulances",
    "clashes",
    "refugees",
    "camps",
    "schools",
    "electricity",
    "roads",
    "bridges",
    "patients",
    "fuel",
    "bakeries",
    "districts",
    "authorities",
    "doctors",
    "shelters",
    "deliveries",
    "checkpoints",
    "truce",
    "attacks",
    "bodies",
    "rubble",
    "tents",
    "vaccines",
    "floods",
    "winter",
    "observers",
    "flour",
    "prisoners",
];

const ACTS: &[&str] = &[
    "UN warns of",
    "Agencies report",
    "Ministry announces",
    "Army denies",
    "Thousands flee",
    "Governor promises",
    "Doctors describe",
    "Monitors count",
    "Envoy demands",
    "Red Cross confirms",
];
