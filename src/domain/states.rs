//! Words of a state or a fate ("destroyed", "killed", "turned back"), the built-in indicators that count what is in
//! that state, and those that cannot: a count of the opposite must not be recorded under them. Words that belong to no
//! state are ignored.

use super::indicator::Indicator;
use super::state_words::{COUNTING, Pole, STATES, State, Takes};
use foldhash::{HashMap, HashMapExt};
use std::sync::LazyLock;

/// The phrases of all states by their first word, each with its state.
static PHRASES: LazyLock<HashMap<&str, Vec<(&str, &State)>>> = LazyLock::new(|| {
    let mut phrases: HashMap<&str, Vec<(&str, &State)>> = HashMap::new();
    for state in STATES {
        for phrase in state.words.split('|').filter(|phrase| !phrase.is_empty()) {
            let first = phrase.split(' ').next().unwrap_or(phrase);
            phrases.entry(first).or_default().push((phrase, state));
        }
    }
    phrases
});

/// The words that turn a state into its opposite; "t" is the end of "aren't", "non" begins "non-functional".
const NEGATIONS: &[&str] = &["not", "never", "longer", "non", "cannot", "t"];

/// Words that may come between a negation and the word that it negates: "not yet been delivered".
const BETWEEN: &[&str] = &["be", "been", "being", "yet", "fully", "currently", "considered"];

/// A word of a state in a phrase.
struct Said {
    state: &'static State,
    /// Index of its first word in the phrase.
    at: usize,
    /// How many words it has.
    length: usize,
    is_negated: bool,
}

/// A state in the words of a value that its indicator does not count.
#[derive(Debug, PartialEq)]
pub(super) struct Misfit {
    /// The word of the state, with its negation: `out of service`, `not functioning`.
    pub(super) word: String,
    /// The people or things in this state, for messages: `people injured`.
    pub(super) about: &'static str,
    /// Key of the built-in indicator that counts it; `None` if there is none.
    pub(super) fits: Option<&'static str>,
}

impl Misfit {
    /// The words of `text`, which counts in `unit`, that do not fit an indicator; `None` if all words fit or the
    /// indicator is unknown. A phrase also fits if it has words of the indicator's own state: "12 killed and 30
    /// injured" is a value of `killed`.
    pub(super) fn of(text: &str, unit: &str, indicator: &Indicator) -> Option<Self> {
        let text = text.to_lowercase();
        let words = words_of(&text);
        let said = states_in(&words);
        if said.is_empty() {
            return None;
        }
        let key = rules_key(indicator);
        let is_own = |one: &Said| !one.is_negated && one.state.is_own(key);
        let is_foreign = |one: &Said| {
            let (is_own, is_never) = (one.state.is_own(key), one.state.is_never(key));
            if one.is_negated { is_own } else { !is_own && is_never }
        };
        // One figure for both states: it is not known how many of them the indicator counts.
        let is_joined = |pair: &&[Said]| {
            let [a, b] = [&pair[0], &pair[1]];
            let and = a.at + a.length;
            b.at == and + 1
                && matches!(words[and], "and" | "or")
                && (is_own(a) && is_foreign(b) || is_foreign(a) && is_own(b))
        };
        if let Some(pair) = said.windows(2).find(is_joined) {
            let word = words[pair[0].at..pair[1].at + pair[1].length].join(" ");
            return Some(Self { word, about: "more than one fate together", fits: None });
        }
        // "Five working hospitals were destroyed": the last word says what happened to them.
        let is_undone = |pair: &&[Said]| {
            let between = &words[pair[0].at + pair[0].length..pair[1].at];
            let is_short = match between {
                [_] => true,
                [_, verb] => matches!(*verb, "is" | "are" | "was" | "were"),
                _ => false,
            };
            let is_contrary = pair[1].pole().opposite() == Some(pair[0].pole());
            is_short && is_contrary && is_own(&pair[0]) && is_foreign(&pair[1])
        };
        let undone = said.windows(2).find(is_undone).map(|pair| &pair[1]);
        let foreign = said.iter().find(|one| is_foreign(one));
        let foreign = foreign.filter(|_| !said.iter().any(is_own));
        undone.or(foreign).map(|one| one.misfit(&words, unit, (key, indicator)))
    }
}

impl Said {
    /// The side that the word means; a negation turns it into the opposite side.
    fn pole(&self) -> Pole {
        match self.state.pole.opposite() {
            Some(opposite) if self.is_negated => opposite,
            _ => self.state.pole,
        }
    }

    fn misfit(&self, words: &[&str], unit: &str, (key, own): (&str, &Indicator)) -> Misfit {
        let word = words[self.at..self.at + self.length].join(" ");
        let counts = |state: &State| state.counted_by([unit, &own.unit], key);
        if !self.is_negated {
            let about = self.state.about;
            return Misfit { word, about, fits: counts(self.state) };
        }
        let contrary = STATES.iter().filter(|state| Some(state.pole) == self.state.pole.opposite());
        let fits = contrary.into_iter().find_map(counts);
        Misfit { word: format!("not {word}"), about: "the contrary", fits }
    }
}

/// Whether one of two names says the opposite of the other: "hospitals out of service" and "hospitals
/// open".
pub(super) fn are_opposite(name: &str, other: &str) -> bool {
    let poles = |name: &str| -> Vec<Pole> {
        states_in(&words_of(&name.to_lowercase())).iter().map(Said::pole).collect()
    };
    let mine = poles(name);
    let contrary: Vec<Pole> = mine.iter().filter_map(|pole| pole.opposite()).collect();
    !contrary.is_empty() && poles(other).iter().any(|pole| contrary.contains(pole))
}

/// The key of the built-in indicator whose rules apply to an indicator: its own key, or for an indicator that is not
/// built in, the one that counts the only state in its label ("Bakeries open").
fn rules_key(indicator: &Indicator) -> &str {
    let key = indicator.key.as_str();
    if lists(COUNTING, key) {
        return key;
    }
    match states_in(&words_of(&indicator.label.to_lowercase())).as_slice() {
        [only] if !only.is_negated => only.state.own.first().map_or(key, |(own, _)| own),
        _ => key,
    }
}

/// The words of a text.
fn words_of(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The words of states among words in small letters, in their order.
fn states_in(words: &[&str]) -> Vec<Said> {
    let mut said = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let known = PHRASES.get(words[at]).into_iter().flatten();
        let found = known.copied().find(|(phrase, _)| starts_with_phrase(phrase, &words[at..]));
        let Some((phrase, state)) = found else {
            at += 1;
            continue;
        };
        let length = phrase.split(' ').count();
        // "In besieged Aleppo" describes only the place.
        let is_place = state.is_of_place
            && at > 0
            && matches!(words[at - 1], "in" | "to" | "from" | "into" | "of" | "inside");
        if !is_place {
            said.push(Said { state, at, length, is_negated: is_negated(&words[..at]) });
        }
        at += length;
    }
    said
}

/// Whether a list of keys with `|` between them has a key.
fn lists(keys: &str, key: &str) -> bool {
    keys.split('|').any(|listed| listed == key)
}

fn starts_with_phrase(phrase: &str, words: &[&str]) -> bool {
    let mut rest = words.iter();
    phrase.split(' ').all(|word| rest.next() == Some(&word))
}

fn is_negated(before: &[&str]) -> bool {
    let last = before.iter().rev().find(|word| !BETWEEN.contains(word));
    last.is_some_and(|word| NEGATIONS.contains(word))
}

impl State {
    fn is_own(&self, key: &str) -> bool {
        self.own.iter().any(|(own, _)| *own == key)
    }

    fn is_never(&self, key: &str) -> bool {
        match self.takes {
            Takes::Only(also) => lists(COUNTING, key) && !lists(also, key),
            Takes::AllBut(never) => lists(never, key),
        }
    }

    /// Key of the built-in indicator that counts this state in one of two units, and is not `other`.
    fn counted_by(&self, units: [&str; 2], other: &str) -> Option<&'static str> {
        // People who die of a disease are not counted as killed.
        let is_asked = other != "disease-cases";
        let is_in = |unit: &str| unit.is_empty() || units.contains(&unit);
        let found = self.own.iter().find(|(key, unit)| is_asked && *key != other && is_in(unit));
        found.map(|(key, _)| *key)
    }
}

#[cfg(test)]
mod tests;
