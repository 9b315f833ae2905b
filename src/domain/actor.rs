//! Actors: those who publish reports, make statements, or pass them on.

use super::name::fold;
use super::words::word_set;

word_set! {
    /// The kind of an actor: which sort of organization, or a person.
    ActorKind, "kind of actor" {
        /// A newspaper, agency, broadcaster or site.
        Media = "media",
        /// A state as a whole, such as Jordan.
        State = "state",
        /// A ministry, army or other body of a state.
        StateBody = "state-body",
        /// An armed group that is not part of a state.
        ArmedGroup = "armed-group",
        /// The United Nations, or one of its agencies and offices.
        UnAgency = "un-agency",
        /// An intergovernmental organisation outside the United Nations: the EU, the Arab League.
        Igo = "igo",
        /// A non-governmental organisation: MSF, the White Helmets.
        Ngo = "ngo",
        /// An organization that monitors and documents a conflict.
        Monitor = "monitor",
        /// A named person: a minister, a witness quoted by name.
        Person = "person",
        /// Unnamed people: witnesses, residents, activists.
        UnnamedGroup = "unnamed-group",
        /// None of the above; the actor's name has to say what it is.
        Other = "other",
    }
}

/// An organization or person that publishes reports, makes statements, or passes them on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The key that facts and commands name the actor by (`united-nations`).
    pub key: String,
    /// The display name (`United Nations`).
    pub name: String,
    /// The kind of the actor.
    pub kind: ActorKind,
    /// Key of the organization that the actor belongs to or speaks for; `None` if there is none.
    pub parent: Option<String>,
    /// Other names by which the actor is found, as written (`UN`).
    pub aliases: Vec<String>,
}

/// Words in the names of actors that show their kind, folded. The first word of the list that is in a name decides.
const KIND_WORDS: &[(ActorKind, &[&str])] = &[
    (
        ActorKind::UnAgency,
        &[
            "united nations",
            "un",
            "ocha",
            "unicef",
            "unhcr",
            "unrwa",
            "wfp",
            "unesco",
            "unfpa",
            "undp",
            "iom",
            "ohchr",
            "fao",
            "world food programme",
            "world health organization",
        ],
    ),
    (
        ActorKind::Igo,
        &["european union", "eu", "nato", "osce", "arab league", "african union", "icrc"],
    ),
    (
        ActorKind::Ngo,
        &[
            "msf",
            "oxfam",
            "red cross",
            "red crescent",
            "white helmets",
            "save the children",
            "amnesty",
            "human rights watch",
            "doctors without borders",
            "foundation",
            "charity",
            "ngo",
        ],
    ),
    (ActorKind::Monitor, &["observatory", "monitor", "monitors", "monitoring"]),
    (
        ActorKind::StateBody,
        &[
            "ministry",
            "government",
            "police",
            "air force",
            "navy",
            "parliament",
            "embassy",
            "kremlin",
            "pentagon",
            "state department",
            "defense department",
        ],
    ),
    (ActorKind::ArmedGroup, &["brigade", "brigades", "battalion", "militia", "jaysh", "jaish"]),
    (
        ActorKind::Media,
        &[
            "news",
            "times",
            "newspaper",
            "tv",
            "television",
            "radio",
            "agency",
            "press",
            "interfax",
            "reuters",
            "afp",
            "tass",
            "sana",
            "bbc",
            "cnn",
        ],
    ),
    (
        ActorKind::UnnamedGroup,
        &[
            "witnesses",
            "residents",
            "activists",
            "officials",
            "locals",
            "sources",
            "medics",
            "rebels",
        ],
    ),
];

impl ActorKind {
    /// The kind that the words of a name show: `Ministry of Defence` is a state body. `None` if they show
    /// none, as in the name of a person.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let folded = fold(name);
        let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
        let spaced = format!(" {} ", folded.chars().map(plain).collect::<String>());
        let occurs = |word: &&str| spaced.contains(&format!(" {word} "));
        KIND_WORDS.iter().find(|(_, words)| words.iter().any(occurs)).map(|(kind, _)| *kind)
    }
}

impl Actor {
    /// Whether a name of the actor is one of these names of the host of a link.
    #[must_use]
    pub fn is_of_host(&self, hosts: &[String]) -> bool {
        let plain = |name: &str| fold(name).replace(|c: char| !c.is_alphanumeric() && c != '.', "");
        let names = self.aliases.iter().chain([&self.key, &self.name]);
        names.map(|name| plain(name)).any(|name| hosts.contains(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_name_say_what_it_is() {
        for (name, kind) in [
            ("Ministry of Defence", Some(ActorKind::StateBody)),
            ("The New York Times", Some(ActorKind::Media)),
            ("UN", Some(ActorKind::UnAgency)),
            ("UN's OCHA", Some(ActorKind::UnAgency)),
            ("Syrian Observatory for Human Rights", Some(ActorKind::Monitor)),
            ("Médecins sans frontières (MSF)", Some(ActorKind::Ngo)),
            ("Witnesses", Some(ActorKind::UnnamedGroup)),
            ("Sergei Ryabkov", None),
            // An army may belong to a state or to rebels.
            ("Free Syrian Army", None),
            ("Arakan Army", None),
            ("Unai", None),
        ] {
            assert_eq!(ActorKind::from_name(name), kind, "{name}");
        }
    }
}
