//! How scopes relate: which part of the people or things a figure is about.

use crate::domain::name::fold_name;
use std::borrow::Cow;

/// The relation of one scope to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    /// Both mean the same people or things.
    Same,
    /// The first is a part of the second.
    Within,
    /// The second is a part of the first.
    Around,
    /// Together they are the whole: "unloaded" and "not unloaded".
    Complement,
    /// Neither is known to be a part of the other.
    Apart,
}

/// Scopes that are a part of others.
const PARTS: &[(&str, &[&str])] = &[
    ("people", &["civilians", "fighters", "children", "women", "men", "wounded", "sick"]),
    ("civilians", &["children", "women", "elderly"]),
    ("adults", &["women", "men", "elderly"]),
    ("children", &["boys", "girls", "infants", "babies"]),
];

/// The relation of the first scope to the second. No scope means all.
#[must_use]
pub fn nesting(scope: Option<&str>, other: Option<&str>) -> Nesting {
    let (scope, other) = match (scope, other) {
        (None, None) => return Nesting::Same,
        (Some(_), None) => return Nesting::Within,
        (None, Some(_)) => return Nesting::Around,
        (Some(scope), Some(other)) if scope == other => return Nesting::Same,
        (Some(scope), Some(other)) => (folded(scope), folded(other)),
    };
    match (positive(&scope), positive(&other)) {
        _ if scope == other => Nesting::Same,
        (Some(scope), None) if scope == other => Nesting::Complement,
        (None, Some(other)) if scope == other => Nesting::Complement,
        _ if is_part(&scope, &other, PARTS.len()) => Nesting::Within,
        _ if is_part(&other, &scope, PARTS.len()) => Nesting::Around,
        _ => Nesting::Apart,
    }
}

/// The form of a scope for comparing it. Nearly all scopes have that form already.
fn folded(scope: &str) -> Cow<'_, str> {
    let is_folded = scope.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_folded { Cow::Borrowed(scope) } else { Cow::Owned(fold_name(scope)) }
}

/// Whether a scope is the remainder of another one: "not unloaded".
pub(super) fn is_denying(scope: &str) -> bool {
    positive(&folded(scope)).is_some()
}

/// The scope without its negation: `unloaded` for "not unloaded"; `None` if it is not negated.
fn positive(scope: &str) -> Option<&str> {
    ["not ", "non "].iter().find_map(|no| scope.strip_prefix(no))
}

/// Whether a scope is a part of another, directly or through at most `steps` others.
fn is_part(scope: &str, whole: &str, steps: usize) -> bool {
    let around = PARTS.iter().filter(|(_, parts)| parts.contains(&scope)).map(|(name, _)| *name);
    steps > 0 && around.into_iter().any(|name| name == whole || is_part(name, whole, steps - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_parts_lie_in_their_whole_and_others_are_apart() {
        for (scope, other, expected) in [
            ("civilians", "Civilians", Nesting::Same),
            ("civilians", "", Nesting::Within),
            ("", "fighters", Nesting::Around),
            ("civilians", "people", Nesting::Within),
            ("girls", "people", Nesting::Within),
            ("people", "children", Nesting::Around),
            ("civilians", "fighters", Nesting::Apart),
            ("not unloaded", "unloaded", Nesting::Complement),
            ("unloaded", "not unloaded", Nesting::Complement),
            ("patients", "civilians", Nesting::Apart),
        ] {
            let some = |scope: &'static str| Some(scope).filter(|scope| !scope.is_empty());
            assert_eq!(nesting(some(scope), some(other)), expected, "{scope}, {other}");
        }
    }
}
