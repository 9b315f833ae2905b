//! Words around a figure that make it a bound, approximate, or an addition. Only data, no rules. The phrases
//! of each row are separated by `|`.

/// Words before an upper bound.
pub(crate) const UPPER_BEFORE: &str = "\
    as many as|as much as|as high as|up to|at most|at the most|no more than|not more than|\
    no greater than|no higher than|not exceeding|a maximum of|maximum of|maximum|max|fewer than|\
    less than|lower than|smaller than|under|below|a ceiling of|≤|<|< =|less or equal than|\
    less than or equal to|fewer than or equal to|smaller or equal than|smaller than or equal to|\
    lower or equal than|lower than or equal to|equal to or less than|equal to or fewer than|\
    equal to or smaller than|less or equal to|at most or equal to|no larger than|not over|\
    as few as or fewer than|less then|up to a maximum of";

/// Words before a lower bound.
pub(crate) const LOWER_BEFORE: &str = "\
    at least|at the least|at the very least|as few as|as little as|as low as|no fewer than|\
    no less than|not less than|not fewer than|no smaller than|no lower than|more than|\
    greater than|larger than|bigger than|higher than|over|above|upwards of|upward of|in excess of|\
    excess of|exceeding|exceed|exceeds|exceeded|surpass|surpassed|surpasses|surpassing|\
    a minimum of|minimum of|minimum|topped|topping|well over|well above|far more than|\
    many more than|well in excess of|≥|>|> =|more or equal than|more than or equal to|\
    greater or equal than|greater than or equal to|bigger or equal than|bigger than or equal to|\
    larger or equal than|larger than or equal to|higher or equal than|higher than or equal to|\
    equal to or more than|equal to or greater than|greater or equal to|more or equal to|\
    at least or equal to|not below|not under|way over|way more than|significantly more than|\
    considerably more than|much more than";

/// Words before an approximate figure.
pub(crate) const ABOUT_BEFORE: &str = "\
    about|some|around|round about|roughly|approximately|approx|approx .|approximating|\
    an estimated|estimated|est .|est|estimates of|an estimate of|~|≈|∼|circa|ca|ca .|c .|perhaps|\
    maybe|possibly|probably|in the region of|barely|scarcely|in the order of|on the order of|\
    in the neighborhood of|in the neighbourhood of|somewhere around|something like|an approximate|\
    an average of|on average|or so|an approximated|close on|to the tune of|roughly estimated at|\
    estimated at|as an estimate|something around";

/// Words before a figure that is nearly reached.
pub(crate) const NEARLY_BEFORE: &str = "\
    nearly|almost|close to|just under|a little under|slightly under|just below|slightly below|\
    a little less than|slightly less than|slightly fewer than|just short of|approaching|nearing|\
    just less than|not quite|little less than|only just under|near to|very nearly|very close to|\
    a shade under";

/// Words before a figure that is just exceeded.
pub(crate) const JUST_OVER_BEFORE: &str = "\
    just over|a little over|slightly over|slightly more than|a little more than|just above|\
    slightly above|just more than|little more than|a bit more than|a bit over|\
    marginally more than|a shade over|only just over";

/// Words before a figure that do not change it.
pub(crate) const EXACTLY_BEFORE: &str = "\
    exactly|precisely|a total of|a cumulative total of|the cumulative total of|\
    cumulative total of|an overall total of|a grand total of|a combined total of|\
    a provisional total of|a cumulative|totalling|totaling|total of|in total|only|just|\
    the total of|as exactly|equal to|equals|equals to|equaling to|equaling|equalling|=|merely|\
    altogether|a mere|a record|a combined|at|just about exactly|an unprecedented|a staggering|\
    a whopping|an astonishing|a shocking|in all|overall|total|total :|in total :|a toll of|a death toll of|the death toll of|\
    death toll of|a revised toll of|an overall toll of|a running total of";

/// Words before a figure that is added to an earlier one.
pub(crate) const FURTHER_BEFORE: &str = "\
    another|a further|further|an additional|additional|an extra|yet another";

/// Words after a lower bound.
pub(crate) const LOWER_AFTER: &str = "\
    or more|or possibly more|or perhaps more|or even more|and possibly more|if not more|\
    or greater|or greater than|or above|or higher|or over|or upwards|or up|and more|and above|\
    and over|and up|and upwards|+|plus|- plus|at least|at the least|at a minimum|minimum|\
    and counting|or larger|or bigger|or more than|or longer|or older|at the very least|and rising|\
    and higher|and greater|or better";

/// Words after an upper bound.
pub(crate) const UPPER_AFTER: &str = "\
    or less|or fewer|or below|or under|or lower|or smaller|or less than|or fewer than|and less|\
    and fewer|and below|and under|at most|at the most|at a maximum|maximum|max|tops|or shorter|\
    or younger|at the very most|or smaller than";

/// Words after an approximate figure.
pub(crate) const ABOUT_AFTER: &str = "\
    or so|or thereabouts|- odd|odd|- ish|approximately|give or take|more or less|approx|approx .|\
    or about|roughly|on average";

/// Words after a figure that do not change it.
pub(crate) const EXACTLY_AFTER: &str = "\
    - strong|- long|or equal|or equal to|exactly|precisely|or equal to it";

/// Words after a figure that is added to an earlier one.
pub(crate) const FURTHER_AFTER: &str = "more|others|of others|extra|additional";

/// Words that are followed by an age: "children under five".
pub(crate) const AGED: &str = "\
    child children kids infants boys girls aged anyone everyone youths babies";

/// Words that may mark a figure as added to an earlier one.
pub(crate) const ADDING: &str = "another further additional extra more others other";
