//! Actors: those who publish reports, make statements, or pass them on.

use super::words::word_set;

word_set! {
    /// What kind of organization or person an actor is.
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
    /// What kind of organization or person the actor is.
    pub kind: ActorKind,
    /// Key of the organization that the actor belongs to or speaks for; `None` where there is none.
    pub parent: Option<String>,
    /// Other names by which the actor is found, as written (`UN`).
    pub aliases: Vec<String>,
}
