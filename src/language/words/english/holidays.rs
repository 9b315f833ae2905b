//! Holidays by name, with their day or their distance from Easter Sunday. Only data, no rules.

/// Holidays on the same day each year, with month and day; longer names before their beginnings.
pub(crate) const FIXED: &[(&str, u32, u32)] = &[
    ("christmas day", 12, 25),
    ("christmas eve", 12, 24),
    ("boxing day", 12, 26),
    ("orthodox christmas", 1, 7),
    ("christmas", 12, 25),
    ("new year 's day", 1, 1),
    ("new year 's eve", 12, 31),
    ("new years day", 1, 1),
    ("new years eve", 12, 31),
    ("new year day", 1, 1),
    ("new year eve", 12, 31),
    ("new year", 1, 1),
    ("epiphany", 1, 6),
    ("all saints ' day", 11, 1),
    ("may day", 5, 1),
    ("halloween", 10, 31),
    ("valentine 's day", 2, 14),
    ("international women 's day", 3, 8),
    ("world refugee day", 6, 20),
    ("world humanitarian day", 8, 19),
    ("human rights day", 12, 10),
];

/// Holidays by their number of days after Easter Sunday.
pub(crate) const AROUND_EASTER: &[(&str, i64)] = &[
    ("ash wednesday", -46),
    ("palm sunday", -7),
    ("maundy thursday", -3),
    ("good friday", -2),
    ("holy saturday", -1),
    ("easter sunday", 0),
    ("easter monday", 1),
    ("easter", 0),
    ("ascension day", 39),
    ("whit sunday", 49),
    ("whit monday", 50),
    ("pentecost", 49),
];

/// Times that begin when the moon is seen; their days differ from place to place.
pub(crate) const BY_THE_MOON: &[&str] = &[
    "ramadan",
    "ramadhan",
    "eid al - fitr",
    "eid al - adha",
    "eid ul - fitr",
    "eid ul - adha",
    "eid",
    "ashura",
    "arbaeen",
    "muharram",
    "mawlid",
    "passover",
    "hanukkah",
    "yom kippur",
    "rosh hashanah",
    "diwali",
    "vesak",
    "lunar new year",
    "chinese new year",
];

/// Nouns that are described by a holiday, so that its name is not a day.
pub(crate) const NAMED_BY_A_HOLIDAY: &[&str] = &[
    "truce",
    "truces",
    "talks",
    "ceasefire",
    "massacre",
    "holiday",
    "holidays",
    "market",
    "markets",
    "mass",
    "attack",
    "attacks",
    "bombing",
    "bombings",
    "dinner",
    "party",
    "period",
    "season",
    "tree",
    "island",
    "message",
    "service",
    "services",
    "recess",
    "break",
    "offensive",
    "rising",
    "week",
    "weekend",
    "celebrations",
    "festivities",
    "procession",
    "vigil",
];

/// Words before "new year" that make it 1 January. "In the new year" is some time after it begins, and "the Islamic new
/// year" is another day.
pub(crate) const BEFORE_NEW_YEAR: &[&str] = &[
    "", "on", "since", "before", "by", "until", "after", "at", "over", "for", "of", "around", "and",
];
