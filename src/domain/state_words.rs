//! The table of words for states, with the built-in indicators that may count each state.

/// A state that people or things may be in, with the words that report it.
pub(super) struct State {
    /// The people or things in this state, for messages.
    pub(super) about: &'static str,
    /// Words and phrases in lower case, with `|` between them. They match only whole words: `hurt` does not match
    /// "hurtful".
    pub(super) words: &'static str,
    /// The built-in indicators that count this state, each with a unit if it is proposed only for counts in that unit.
    /// Empty if no built-in indicator counts it.
    pub(super) own: &'static [(&'static str, &'static str)],
    /// The other indicators that may be reported with these words: wounded people may also be evacuated.
    pub(super) takes: Takes,
    pub(super) pole: Pole,
    /// Whether the words may also describe a place: "besieged Aleppo".
    pub(super) is_of_place: bool,
}

/// Which indicators may be reported with the words of a state, besides its own: keys with `|` between them.
pub(super) enum Takes {
    /// Only these built-in indicators.
    Only(&'static str),
    /// All but these.
    AllBut(&'static str),
}

/// The side of a state that has an opposite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pole {
    Works,
    Broken,
    Arrived,
    Held,
    None,
}

impl Pole {
    pub(super) fn opposite(self) -> Option<Self> {
        match self {
            Self::Works => Some(Self::Broken),
            Self::Broken => Some(Self::Works),
            Self::Arrived => Some(Self::Held),
            Self::Held => Some(Self::Arrived),
            Self::None => None,
        }
    }
}

/// The built-in indicators that count people, things or events. `incident` and `key-figure` take the
/// words of every state.
pub(super) const COUNTING: &str = "aid-delivery|aid-refused|airstrike|attack-on-aid|besieged|buses|corridors|\
            detained|disease-cases|displaced|evacuated|fighters|ground-clash|\
            hospital-damaged|hospitals-functioning|idps|injured|killed|missing|\
            need-evacuation|people-in-need|people-reached|people-targeted|population|\
            power-cut|refugees|returned|schools-closed|shelling|shelters-damaged|trapped|\
            water-cut";

/// A state without an opposite.
const PLAIN: State = State {
    about: "",
    words: "",
    own: &[],
    takes: Takes::AllBut(""),
    pole: Pole::None,
    is_of_place: false,
};

/// The states, those of people first. The first state that has a word decides.
pub(super) const STATES: &[State] = &[
    State {
        about: "people killed",
        words: "killed|dead|died|deaths|fatalities|slain|bodies",
        own: &[("killed", "")],
        takes: Takes::Only(""),
        ..PLAIN
    },
    State {
        about: "people injured",
        words: "injured|wounded|hurt|injuries|maimed",
        own: &[("injured", "")],
        takes: Takes::Only(
            "besieged|detained|evacuated|fighters|need-evacuation|people-in-need|\
            people-reached|people-targeted|population|trapped",
        ),
        ..PLAIN
    },
    State {
        about: "people missing",
        words: "missing|unaccounted|disappeared",
        own: &[("missing", "")],
        takes: Takes::Only("detained"),
        ..PLAIN
    },
    State {
        about: "people killed or injured, together",
        words: "casualties|casualty",
        takes: Takes::Only("evacuated|need-evacuation|people-in-need|people-reached"),
        ..PLAIN
    },
    State {
        about: "people alive and unharmed",
        words: "survived|survivors|alive|unharmed|unhurt|uninjured|spared",
        takes: Takes::AllBut("killed|injured|missing|hospital-damaged|shelters-damaged"),
        ..PLAIN
    },
    State {
        about: "people rescued",
        words: "rescued|saved",
        takes: Takes::AllBut("killed|injured|missing|trapped|besieged|need-evacuation"),
        ..PLAIN
    },
    State {
        about: "people displaced",
        words: "displaced|homeless|uprooted",
        own: &[("displaced", ""), ("idps", "")],
        takes: Takes::AllBut(
            "killed|injured|missing|detained|airstrike|shelling|ground-clash|shelters-damaged",
        ),
        ..PLAIN
    },
    State {
        about: "people who got away",
        words: "fled|escaped",
        own: &[("displaced", "")],
        takes: Takes::AllBut(
            "killed|injured|missing|detained|trapped|besieged|population|evacuated|\
            need-evacuation|returned|fighters",
        ),
        ..PLAIN
    },
    State {
        about: "people detained",
        words: "detained|arrested|abducted|kidnapped|imprisoned|captured",
        own: &[("detained", "")],
        takes: Takes::Only("people-in-need|people-reached|people-targeted|population"),
        ..PLAIN
    },
    State {
        about: "people released",
        words: "released|freed",
        takes: Takes::Only("evacuated|returned|people-in-need|people-reached"),
        ..PLAIN
    },
    State {
        about: "people evacuated",
        words: "evacuated",
        own: &[("evacuated", "")],
        takes: Takes::Only(
            "buses|displaced|idps|people-in-need|people-reached|people-targeted|refugees",
        ),
        ..PLAIN
    },
    State {
        about: "people trapped",
        words: "trapped|stranded",
        own: &[("trapped", ""), ("besieged", "")],
        takes: Takes::AllBut(
            "killed|injured|missing|evacuated|returned|people-reached|aid-delivery|buses",
        ),
        ..PLAIN
    },
    State {
        about: "people besieged",
        words: "besieged|under siege",
        own: &[("trapped", ""), ("besieged", "")],
        takes: Takes::AllBut("killed|injured|missing|returned"),
        is_of_place: true,
        ..PLAIN
    },
    State {
        about: "people or things returned",
        words: "returned|returnees",
        own: &[("returned", "people")],
        takes: Takes::Only("people-in-need|people-reached|people-targeted|population"),
        ..PLAIN
    },
    State {
        about: "people recovered or protected",
        words: "recovered|cured|vaccinated|discharged",
        takes: Takes::AllBut("disease-cases|killed|injured|missing"),
        ..PLAIN
    },
    State {
        about: "those who were found",
        words: "found|located",
        takes: Takes::AllBut("missing"),
        ..PLAIN
    },
    State {
        about: "people who were helped",
        words: "assisted|helped|served|fed|reached",
        own: &[("people-reached", "")],
        takes: Takes::AllBut("people-in-need|people-targeted|need-evacuation|aid-refused"),
        pole: Pole::Arrived,
        ..PLAIN
    },
    State {
        about: "what arrived",
        words: "delivered|arrived|entered|crossed|unloaded|distributed|allowed in|let in|\
            let through",
        own: &[("aid-delivery", ""), ("buses", "buses"), ("people-reached", "")],
        takes: Takes::AllBut(
            "aid-refused|attack-on-aid|besieged|hospital-damaged|need-evacuation|\
            people-in-need|people-targeted|shelters-damaged|trapped",
        ),
        pole: Pole::Arrived,
        ..PLAIN
    },
    State {
        about: "what was refused or turned back",
        words: "turned back|turned away|sent back|denied|refused|rejected|blocked|barred|\
            confiscated|seized",
        own: &[("aid-refused", "trucks"), ("aid-refused", "convoys")],
        takes: HELD,
        pole: Pole::Held,
        ..PLAIN
    },
    State {
        about: "what was looted",
        words: "looted|stolen|hijacked|robbed|pillaged",
        own: &[("attack-on-aid", "attacks"), ("aid-refused", "refusals")],
        takes: HELD,
        pole: Pole::Held,
        ..PLAIN
    },
    State {
        about: "what has not arrived",
        words: "waiting|stuck|halted|stopped|delayed|cancelled|canceled|postponed|empty|\
            undelivered|held up|queuing|idle|diverted|intercepted",
        own: &[("aid-refused", "refusals")],
        takes: HELD,
        pole: Pole::Held,
        ..PLAIN
    },
    State {
        about: "what works or is open",
        words: "functioning|functional|operating|operational|open|opened|reopened|working|intact|\
            undamaged|unscathed|restored|repaired|in service",
        own: &[("hospitals-functioning", "hospitals"), ("corridors", "corridors")],
        takes: Takes::AllBut(
            "aid-refused|attack-on-aid|hospital-damaged|power-cut|schools-closed|\
            shelters-damaged|water-cut",
        ),
        pole: Pole::Works,
        ..PLAIN
    },
    State {
        about: "what is closed or does not work",
        words: "closed|shut|shuttered|out of service|out of action|offline|nonfunctional|\
            inoperable|inoperative|unserviceable|suspended",
        own: &[
            ("hospital-damaged", "hospitals"),
            ("schools-closed", "schools"),
            ("water-cut", "water"),
            ("power-cut", "power"),
        ],
        takes: Takes::AllBut(NOT_BROKEN),
        pole: Pole::Broken,
        ..PLAIN
    },
    State {
        about: "what was destroyed or damaged",
        words: "destroyed|damaged|demolished|ruined|burned|burnt|torched|flattened|wrecked|\
            collapsed|razed|blown up",
        own: &[("hospital-damaged", "hospitals"), ("shelters-damaged", "buildings")],
        takes: Takes::Only(
            "attack-on-aid|people-in-need|people-reached|people-targeted|power-cut|water-cut",
        ),
        pole: Pole::Broken,
        ..PLAIN
    },
    State {
        about: "what was hit",
        words: "hit|bombed|shelled|struck",
        own: &[("hospital-damaged", "hospitals"), ("shelters-damaged", "buildings")],
        takes: Takes::AllBut(NOT_BROKEN),
        pole: Pole::Broken,
        ..PLAIN
    },
    // Words for the events themselves: "five airstrikes killed twelve" is a value of `airstrike`.
    State {
        about: "attacks",
        words: "airstrike|airstrikes|strike|strikes|raid|raids|attack|attacks|shelling|shellings|\
            clash|clashes",
        own: &[
            ("incident", ""),
            ("airstrike", ""),
            ("shelling", ""),
            ("ground-clash", ""),
            ("attack-on-aid", ""),
        ],
        ..PLAIN
    },
];

/// People and things that may be stopped on the way.
const HELD: Takes = Takes::Only(
    "attack-on-aid|besieged|detained|hospital-damaged|idps|need-evacuation|\
            people-in-need|people-targeted|population|power-cut|refugees|trapped|water-cut",
);

/// The indicators of things that work, are undamaged, or arrived.
const NOT_BROKEN: &str =
    "aid-delivery|buses|corridors|evacuated|hospitals-functioning|people-reached";
