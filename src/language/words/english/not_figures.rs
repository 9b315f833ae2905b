//! Words that show that a number is not a figure, and words that look like units. Only data, no
//! rules.

/// Words before a number that make it a name: "Article 5", "page 12", "aged 12".
pub(crate) const LABELS: &str = "\
    article articles fig tel ref isbn resolution resolutions chapter no nr nos nrs number page \
    pages section phase route highway flight channel figure table room grade version paragraph \
    paragraphs ipc tier annex appendix aged age ages exercise exercises day week level stage step \
    part volume vol line item unit zone sector block camp gate building class brigade battalion \
    law laws decree decrees amendment protocol clause rule magnitude coordinates latitude \
    longitude dial dialled called hotline";

/// Units that show that a number at the beginning of a sentence is a count, even if it could be a
/// year.
pub(crate) const PEOPLE: &str = "\
    people civilians children women men residents families households refugees IDPs deaths \
    soldiers troops fighters houses homes trucks";

/// Words that begin sentences with a capital letter, but are not names.
pub(crate) const OPENERS: &str = "\
    the a an in on at of and but or for from with by to as when while after before since until \
    these those this that all other another their its his her our there they we he she it i you \
    who which where killing wounding injuring leaving including among with into against between \
    every both last next first now then also than";

/// Endings of adjectives, by which unlisted adjectives before a noun are recognized.
pub(crate) const ADJECTIVE_ENDINGS: &str = "al ian ary ive ese ish ous ic";

/// Words that end in "s" but are not plurals.
pub(crate) const NO_PLURALS: &str = "\
    others is was has does says as this us its his hers ours theirs yes plus less thus always \
    across towards besides perhaps versus minus news unless whereas since sometimes afterwards \
    upwards downwards backwards forwards regardless nevertheless nonetheless alas meanwhiles \
    whose series politics christmas remains needs lives leaves means seems appears comes goes \
    takes makes gets gives shows begins starts amounts equals hours'";

/// Weapons whose calibre is stated before them.
pub(crate) const WEAPONS: &str = "\
    shell shells mortar mortars rocket rockets gun guns howitzer howitzers cannon cannons \
    artillery round rounds missile missiles ammunition bullet bullets projectile projectiles \
    machine grenade grenades launcher launchers calibre caliber munition munitions";

/// Words that begin ranges, fractions, and amounts without a number.
pub(crate) const OPENING_OTHERS: &[&str] = &[
    "between",
    "from",
    "anywhere",
    "somewhere",
    "ranging",
    "a",
    "an",
    "full",
    "whole",
    "single",
    "all",
    "half",
    "quarter",
    "hundred",
];

/// Words before "one" that make it a pronoun.
pub(crate) const BEFORE_ONE: &str = "\
    this that the which no any every each some other only another new";
