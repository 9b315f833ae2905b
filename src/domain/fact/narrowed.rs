//! Words of a value that restrict it to a part of the people: "60 wounded" for an indicator of
//! evacuated people.

use super::doubt::Doubt;
use super::draft::Draft;
use crate::domain::indicator::Indicator;
use crate::domain::name::fold_name;

/// Two words are forms of one word if they begin with this many equal characters: "displaced" and
/// "displacement".
const STEM: usize = 6;

impl Draft {
    /// The doubt about a figure whose words restrict it to a part of the people; `None` if the
    /// indicator counts exactly that part. `narrowing` finds such words.
    pub fn doubt_about_scope(
        &self,
        indicator: &Indicator,
        narrowing: impl FnOnce(&str) -> Vec<&'static str>,
    ) -> Option<Doubt> {
        let words = self.quantity.as_ref()?.as_stated.as_str();
        let is_apart = |scope: &String| !fold_name(words).contains(&fold_name(scope));
        if words.is_empty() || self.scope.as_ref().is_some_and(is_apart) {
            return None;
        }
        let scope = self.scope.as_deref().map(fold_name).unwrap_or_default();
        let counts = |word: &&str| {
            let stem = &word[..word.len().min(STEM)];
            let names = [&indicator.key, &indicator.label].into_iter().chain(&indicator.aliases);
            names.into_iter().any(|name| fold_name(name).contains(stem))
        };
        let which: Vec<String> = narrowing(words)
            .into_iter()
            .filter(|word| !counts(word) && !scope.contains(word))
            .map(|word| format!("`{word}`"))
            .collect();
        (!which.is_empty()).then(|| Doubt::Narrowed { words: words.to_owned(), which })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::samples::indicator;
    use crate::domain::quantity::Quantity;

    #[test]
    fn a_part_of_the_people_without_a_scope_is_doubtful_unless_the_indicator_counts_it() {
        let is_doubtful = |key: &str, scope: Option<&str>, found: &'static str| {
            let as_stated = format!("60 {found} civilians");
            let quantity = Quantity { as_stated, ..Quantity::default() };
            let scope = scope.map(str::to_owned);
            let draft = Draft { quantity: Some(quantity), scope, ..Draft::new("r", key, "aleppo") };
            draft.doubt_about_scope(&indicator(key), |_| vec![found]).is_some()
        };
        assert!(is_doubtful("evacuated", None, "wounded"));
        assert!(is_doubtful("evacuated", Some("civilians"), "wounded"));
        assert!(!is_doubtful("evacuated", Some("wounded"), "wounded"));
        assert!(!is_doubtful("evacuated", Some("casualties"), "wounded"), "given otherwise");
        assert!(!is_doubtful("wounded", None, "wounded"));
        assert!(!is_doubtful("displacement", None, "displaced"));
    }
}
