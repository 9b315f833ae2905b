//! Nouns for events, which are often named by their year: "the 2016 strikes", "the 2014 survey". Must not know years.

/// Such nouns in the singular, sorted for binary search.
const EVENTS: &[&str] = &[
    "accord",
    "agreement",
    "airstrike",
    "appeal",
    "assassination",
    "attack",
    "battle",
    "blackout",
    "blast",
    "bombardment",
    "bombing",
    "breach",
    "budget",
    "campaign",
    "ceasefire",
    "census",
    "clash",
    "conflict",
    "coup",
    "crises",
    "crisis",
    "curfew",
    "cyclone",
    "data",
    "deal",
    "demonstration",
    "disaster",
    "drought",
    "earthquake",
    "election",
    "epidemic",
    "eruption",
    "estimate",
    "exodus",
    "explosion",
    "famine",
    "fighting",
    "figure",
    "fire",
    "flood",
    "flooding",
    "genocide",
    "harvest",
    "hostilities",
    "hurricane",
    "incident",
    "influx",
    "insurgency",
    "invasion",
    "killing",
    "landslide",
    "level",
    "massacre",
    "mudslide",
    "negotiation",
    "offensive",
    "operation",
    "outbreak",
    "pandemic",
    "pause",
    "plan",
    "price",
    "protest",
    "quake",
    "raid",
    "rebellion",
    "referendum",
    "report",
    "revolt",
    "revolution",
    "riot",
    "season",
    "shelling",
    "shooting",
    "siege",
    "storm",
    "strike",
    "summit",
    "survey",
    "talk",
    "treaty",
    "truce",
    "tsunami",
    "typhoon",
    "uprising",
    "violation",
    "war",
    "wildfire",
];

/// Whether a word, in the singular or plural, is a noun for an event that is named by its year.
pub(crate) fn is_event(word: &str) -> bool {
    let singular = |ending| word.strip_suffix(ending).is_some_and(is_singular);
    is_singular(word) || singular("s") || singular("es")
}

fn is_singular(word: &str) -> bool {
    EVENTS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn events_are_in_order() {
        assert!(super::EVENTS.is_sorted());
    }
}
