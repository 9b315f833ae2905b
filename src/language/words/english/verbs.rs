//! Verbs and their forms, which show whether a sentence is about the past or the future. Only data, no rules.

/// Words for plans; shortly before a date, they make it a future one.
pub(crate) const PLANS: &[&str] = &["scheduled", "planned", "due", "slated", "expected", "set"];

/// Words that move something to a later day.
pub(crate) const POSTPONED: &[&str] =
    &["postponed", "rescheduled", "adjourned", "deferred", "delayed", "extended", "deadline"];

/// Verbs that move something to another day with "off", "back" or "forward".
pub(crate) const MOVED: &[&str] = &["put", "pushed", "brought", "moved"];

/// Verbs in the present tense for the beginning or the end of a plan.
pub(crate) const BEGINS: &[&str] = &[
    "begins", "starts", "opens", "resumes", "ends", "expires", "closes", "runs", "extends",
    "lasts", "holds", "applies", "begin", "open", "resume", "expire", "reopens", "restarts",
];

/// Verbs of the future.
pub(crate) const FUTURE: &[&str] =
    &["will", "ll", "shall", "must", "should", "would", "could", "can", "may", "might", "cannot"];

/// Auxiliary verbs in the past tense.
pub(crate) const PAST: &[&str] = &["had", "was", "were", "did", "didn", "wasn", "weren", "hadn"];

/// Words after an auxiliary in the past tense that make it a plan: "was to leave", "was due".
pub(crate) const STILL_AHEAD: &[&str] =
    &["to", "due", "scheduled", "expected", "planned", "set", "supposed"];

/// Verbs in the past tense for what had happened to something, and for how long it lasted.
pub(crate) const HAPPENED: &[&str] = &[
    "reached",
    "rose",
    "fell",
    "grew",
    "climbed",
    "dropped",
    "increased",
    "doubled",
    "captured",
    "seized",
    "took",
    "retook",
    "recaptured",
    "fled",
    "left",
    "arrived",
    "died",
    "killed",
    "returned",
    "restored",
    "ended",
    "stopped",
    "collapsed",
    "resumed",
    "entered",
    "completed",
    "recovered",
    "lost",
    "controlled",
    "advanced",
    "withdrew",
    "spread",
    "subsided",
    "surrendered",
    "became",
    "lasted",
    "searched",
    "numbered",
    "totalled",
    "continued",
    "remained",
    "stayed",
    "held",
    "waited",
    "raged",
    "ran",
    "fought",
    "went",
    "gathered",
    "escaped",
    "crossed",
    "began",
    "started",
];

/// Things that happen and are counted up, so that their number "since" a day ends with the report.
pub(crate) const COUNTED_UP: &[&str] = &[
    "killed",
    "died",
    "dead",
    "deaths",
    "wounded",
    "injured",
    "injuries",
    "casualties",
    "arrested",
    "arrests",
    "attacks",
    "strikes",
    "airstrikes",
    "incidents",
    "cases",
    "recorded",
    "documented",
    "reported",
    "registered",
    "delivered",
    "fled",
    "launched",
    "abducted",
    "kidnapped",
    "executed",
    "destroyed",
    "displaced",
    "verified",
    "evacuated",
    "carried",
    "entered",
    "crossed",
    "arrived",
    "reached",
    "received",
    "distributed",
    "treated",
    "rescued",
    "returned",
    "detained",
    "perished",
    "martyred",
    "lost",
];

/// Verbs before the figure of a total: "deaths since Monday exceed 300".
pub(crate) const COMES_TO: &[&str] = &[
    "exceed", "exceeds", "exceeded", "reach", "reached", "passed", "topped", "stand", "stands",
    "stood", "total", "totals", "totalled", "number", "numbered", "amount", "is", "are", "was",
    "were", "has", "have",
];

/// Verbs of things that do something to people, so that a number before them does not count people: "the
/// rains of March 28 and 29 left 2,000 homeless".
pub(crate) const LEAVES_BEHIND: &[&str] = &[
    "left",
    "killed",
    "destroyed",
    "displaced",
    "hit",
    "forced",
    "caused",
    "damaged",
    "struck",
    "brought",
];

/// Verbs of saying.
pub(crate) const SAID: &[&str] =
    &["said", "reported", "announced", "stated", "told", "confirmed", "recorded", "put"];

/// Verbs in the past tense that are about the future: "demanded aid by Friday".
pub(crate) const OF_THE_FUTURE: &[&str] = &[
    "agreed",
    "asked",
    "vowed",
    "promised",
    "pledged",
    "ordered",
    "demanded",
    "urged",
    "hoped",
    "wanted",
    "threatened",
    "warned",
    "called",
    "offered",
    "needed",
    "required",
    "predicted",
    "intended",
    "aimed",
    "announced",
    "decided",
    "appealed",
    "requested",
    "instructed",
    "expected",
    "projected",
    "feared",
    "proposed",
    "said",
    "told",
    "need",
    "embed",
    "speed",
    "indeed",
    "proceed",
    "feed",
    "exceed",
    "succeed",
    "hundred",
    "armed",
    "unarmed",
    "displaced",
    "wounded",
    "injured",
    "trapped",
    "besieged",
    "stranded",
    "united",
    "allied",
];

/// Irregular verbs in the past tense for what had happened to something.
pub(crate) const IRREGULAR: &[&str] = &[
    "stood", "came", "got", "made", "built", "brought", "broke", "won", "drove", "flew", "sank",
    "sent", "sold", "paid", "found", "saw", "kept", "led", "met", "shot", "struck",
];

/// Verbs after which "to" means until.
pub(crate) const LASTS: &[&str] = &[
    "runs",
    "run",
    "ran",
    "running",
    "lasts",
    "lasted",
    "lasting",
    "extends",
    "extended",
    "continues",
    "continued",
    "valid",
    "period",
];
