//! Words around a figure that do not change it. Only data, no rules. Phrases are separated by `|`, single words by
//! spaces.

/// Words before a figure.
pub(crate) const LEAD: &str = "\
    the|for|lasting|there are|there were|there is|there was|currently|now|still|reportedly|\
    a reported|allegedly|as of now|so far|that|its|their|these|those|all|all of|the number is|\
    it is|it was|with|last|past|the last|the past|this|today";

/// Words after a figure that is added to an earlier one.
pub(crate) const MORE: &str = "more|others";

/// Words for what happened to the people who are counted, words of time, and totals without a figure.
pub(crate) const STATES: &str = "\
    killed|dead|wounded|injured|hurt|maimed|trapped|displaced|missing|detained|arrested|evacuated|\
    besieged|hungry|homeless|starving|stranded|affected|in need|in need of aid|\
    in need of assistance|in need of help|under siege|alive|open|opened|closed|destroyed|damaged|\
    hit|bombed|delivered|registered|recorded|reported|confirmed|left|remaining|old|long|deep|wide|\
    high|away|tall|free|rescued|released|returned|fled|captured|abducted|kidnapped|executed|\
    buried|treated|admitted|vaccinated|fed|sheltered|out of service|out of action|in total|in all|\
    altogether|overall|so far|to date|now|already|still|today|currently|alone|total|\
    dead or wounded|killed or wounded|killed and wounded|killed and injured|dead and wounded|\
    inside|there|in custody|at risk|and counting|waiting|living|involved|deployed|launched|fired|\
    dropped|carried out|reached|crossed|assisted|helped";

/// Verbs between the people who are counted and what happened to them.
pub(crate) const BEING: &str = "\
    are|were|is|was|have been|has been|had been|have|has|be|being|remain|remained|to be|\
    to have been|to have";

/// Words for an opinion about a figure.
pub(crate) const STANCES: &str = "\
    thought|believed|feared|said|reported|estimated|known|presumed|understood|also|reportedly";

/// Nouns for things that last or cost a stated amount.
pub(crate) const KINDS: &str = "\
    truce|ceasefire|cease - fire|pause|lull|siege|window|halt|break|respite|humanitarian|\
    humanitarian pause|unilateral|offensive|operation|bombardment|curfew|blackout|war|conflict|\
    visit|journey|walk|drive|grant|loan|fund|appeal|donation|contribution|package|aid package|\
    budget|shortfall|funding gap";

/// Nouns for a group of counted things: "a convoy of 20 trucks".
pub(crate) const HOLDERS: &str = "\
    convoy group fleet column team crowd contingent batch shipment delegation";

/// Verbs before the contents of something.
pub(crate) const CARRYING: &str = "carrying transporting bringing delivering containing holding";

/// Nouns for containers, whose contents follow after "of".
pub(crate) const CONTAINERS: &str = "\
    boxes cartons crates pallets sacks bags bottles cans jerrycans vials doses kits packs packets \
    parcels baskets bundles rolls trucks containers loads shipments consignments planeloads \
    boatloads meals rations rounds tablets bales";

/// Prepositions before a place or a whole.
pub(crate) const WHERE: &str = "\
    in at from near across inside outside around throughout within to into";

/// Words that may come before the name of a place.
pub(crate) const PLACE_WORDS: &str = "\
    the eastern western northern southern east west north south central rebel-held besieged city \
    town province of governorate district area countryside camp old";

/// Nouns for a whole of which a percentage is stated.
pub(crate) const WHOLES: &str = "\
    population people residents city town country territory region total inhabitants area land \
    buildings housing homes infrastructure capacity hospitals schools stock needs world";

/// Words before a stated part of the counted people or things.
pub(crate) const INCLUDING: &str = "including include includes included";

/// Words that say, without a figure, that most of them are of one kind.
pub(crate) const MOSTLY: &str = "mostly mainly largely";

/// Words that say that the number is unknown.
pub(crate) const UNKNOWN: &str = "unknown unclear undetermined unspecified undisclosed uncertain";

/// Words between a number and a noun that show that the noun is counted: "2016 more attacks".
pub(crate) const COUNTING: &str = "\
    of more other additional further extra new fresh separate different distinct confirmed \
    recorded reported documented verified registered known suspected alleged such";

/// Verbs of change: "rose from 200 to 300" is not a range.
pub(crate) const CHANGE: &str = "\
    rose rise rises risen rising fell fall falls fallen falling grew grow grown growing increased \
    increase increasing increases decreased decrease dropped drop dropping reduced reduce \
    reducing cut changed raised raise lowered up down jumped soared climbed shrank declined went \
    moved doubled tripled revised downgraded upgraded expanded";

/// Words before "a day" that make it a length of time.
pub(crate) const LASTING_A: &str = "\
    for in within than after over about almost of lasted took another want";

/// Words before "over three days" that make it a length of time.
pub(crate) const LASTING_OVER: &str = "\
    for lasted lasting lasts took takes taking after been is was well within of spent";
