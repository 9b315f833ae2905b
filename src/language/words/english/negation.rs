//! Words for none and for nearly none, and for what there may be none of. Only data, no rules.

/// Words for none that need a noun after them, separated by `|`.
pub(crate) const NONE_OF: &str = "no|not a single|not any|zero|not a|not even a single|no single";

/// Words for none that need no noun.
pub(crate) const NONE: &str = "\
    none|nil|nobody|no one|no - one|not one|not even one|not a single one|none at all|not one of";

/// Words before a word for none that leave the figure unknown: "almost none".
pub(crate) const SCARCE: &str = "almost|nearly|virtually|practically|next to";

/// Words for nearly none, with or without a noun after them.
pub(crate) const SCARCELY: &str = "hardly any|barely any|scarcely any";

/// Nouns about knowledge, and others that count nothing: "no reports of deaths" is not a known zero of deaths.
pub(crate) const KNOWLEDGE: &str = "\
    reports report signs sign indications details figures claims plans doubts comments news \
    reasons grounds intentions illusions winners questions excuses limits options choices ties \
    conditions problems differences ideas alternatives guarantees secrets words terms";

/// Mass nouns, which are not counted. A zero of them has no unit; the words say of what there is none.
pub(crate) const MASS: &str = "\
    supplies rice wheat grain rations cash funding goods equipment land support milk aid food \
    water fuel electricity power medicine assistance relief access help progress bread gas \
    internet oxygen shelter evacuation deliveries agreement flour communication maize sorghum \
    pulses beans lentils sugar salt oil diesel petrol cereals commodities seeds fertiliser \
    fertilizer cement cargo medicines coal firewood fodder hay soap clothing vaccine vaccines \
    blood concrete timber insulin chlorine biscuits bedding";

/// Mass nouns for aid.
pub(crate) const AID: &str = "aid supplies assistance relief deliveries";

/// Verbs for goods that arrive.
pub(crate) const COMING: &str = "\
    entered arrived reached delivered come came got passed crossed allowed permitted entering \
    reaching coming arriving distributed sent received";
