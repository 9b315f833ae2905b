//! Actors: publishers, claimants, and those who pass on.

use super::words::word_set;

word_set! {
    /// What kind of body or person an actor is.
    ActorKind, "kind of actor" {
        /// A newspaper, agency, broadcaster or site.
        Media = "media",
        /// A state as such.
        State = "state",
        /// A ministry, army or other organ of a state.
        StateBody = "state-body",
        /// An armed group that is no state body.
        ArmedGroup = "armed-group",
        /// The United Nations, an agency or an office of it.
        UnAgency = "un-agency",
        /// An intergovernmental organisation outside the United Nations: the EU, the Arab League.
        Igo = "igo",
        /// A non-governmental organisation: MSF, the White Helmets.
        Ngo = "ngo",
        /// A body that watches and documents a conflict.
        Monitor = "monitor",
        /// A person with a name: a minister, a witness who is quoted by name.
        Person = "person",
        /// People without a name: witnesses, residents, activists.
        UnnamedGroup = "unnamed-group",
        /// An actor that is none of these; the name has to say what it is.
        Other = "other",
    }
}

/// Who publishes, claims or passes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The key that facts and commands name the actor by (`united-nations`).
    pub key: String,
    /// The name of the actor as shown (`United Nations`).
    pub name: String,
    /// What sort of body or person the actor is.
    pub kind: ActorKind,
    /// The key of the body that the actor belongs to or speaks for.
    pub parent: Option<String>,
    /// Other names that the actor is found by, as written (`UN`).
    pub aliases: Vec<String>,
}
