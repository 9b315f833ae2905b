//! Words that data sets put into another column to bound a figure.

use crate::domain::name::fold;

/// Words for bounds, case-folded, with Factline's words that have the same effect on a figure.
const BOUNDS: &[(&str, &str)] = &[
    ("more than", "more than"),
    ("over", "more than"),
    ("above", "more than"),
    (">", "more than"),
    ("at least", "at least"),
    ("minimum", "at least"),
    (">=", "at least"),
    ("less than", "fewer than"),
    ("fewer than", "fewer than"),
    ("under", "fewer than"),
    ("below", "fewer than"),
    ("<", "fewer than"),
    ("up to", "up to"),
    ("at most", "up to"),
    ("maximum", "up to"),
    ("<=", "up to"),
    ("approximately", "about"),
    ("approximate", "about"),
    ("approx", "about"),
    ("approx.", "about"),
    ("about", "about"),
    ("around", "about"),
    ("roughly", "about"),
    ("circa", "about"),
    ("~", "about"),
    ("nearly", "nearly"),
    ("almost", "nearly"),
];

/// Words that do not change a figure, case-folded.
pub(super) const PLAIN: &[&str] = &["total", "exactly", "exact", "equal", "equals", "precise", "="];

/// Factline's words for a word that bounds a figure; `None` for other words.
pub(super) fn ours(word: &str) -> Option<&'static str> {
    let word = fold(word);
    BOUNDS.iter().find(|(theirs, _)| *theirs == word).map(|(_, ours)| *ours)
}
