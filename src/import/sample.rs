//! The built-in sample: twelve reports on Aleppo in the autumn of 2016, and the facts they state.

use crate::import::input::Input;

macro_rules! texts {
    ($($key:literal),+ $(,)?) => {
        &[$((
            concat!("texts/", $key, ".txt"),
            include_str!(concat!("../../sample_data/texts/", $key, ".txt")),
        )),+]
    };
}

/// The texts of the sample's reports, by file name.
const TEXTS: &[(&str, &str)] = texts![
    "al-alam-2016-10-20",
    "alwatan-2016-10-24",
    "arab-news-2016-10-24",
    "china-post-2016-10-21",
    "daily-star-2016-10-24",
    "eagle-eye-2016-11-03",
    "new-arab-2016-10-22",
    "news-front-2016-10-22",
    "rferl-2016-11-10",
    "rfi-2016-10-20",
    "voa-2016-10-24",
    "ynet-2016-11-21",
];

/// The files of the sample, imported in the same way as a user's files.
#[must_use]
pub fn sources() -> Vec<Input> {
    vec![
        Input::built_in("actors.csv", include_str!("../../sample_data/actors.csv"), &[]),
        Input::built_in("places.csv", include_str!("../../sample_data/places.csv"), &[]),
        Input::built_in("reports.csv", include_str!("../../sample_data/reports.csv"), TEXTS),
        Input::built_in("facts.csv", include_str!("../../sample_data/facts.csv"), &[]),
    ]
}
