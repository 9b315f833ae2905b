//! Closed sets of words (kinds, stances, statuses …); one macro declares each set.

/// The error for a word that is not in a closed set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a {what}: it must be one of {expected}")]
pub struct UnknownWord {
    /// What was expected (`status`).
    pub what: &'static str,
    /// The unknown word, as the user wrote it.
    pub word: String,
    /// The words of the set, separated by commas.
    pub expected: String,
}

/// Declares an enum whose variants are printed as, and parsed from, fixed words.
macro_rules! word_set {
    ($(#[$meta:meta])* $name:ident, $what:literal { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// The words of all variants, in the same order.
            pub const WORDS: &[&str] = &[$($word),+];

            /// The word of the variant, as stored and displayed.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::words::UnknownWord;

            /// Parses a word, ignoring case; spaces and underscores count as hyphens. Fails for a
            /// word that is not in the set.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                if let Some(known) = Self::ALL.iter().find(|known| known.as_str() == text) {
                    return Ok(*known);
                }
                let word = text.trim().to_lowercase().replace([' ', '_'], "-");
                Self::ALL.iter().copied().find(|known| known.as_str() == word).ok_or_else(|| {
                    $crate::domain::words::UnknownWord {
                        what: $what,
                        word: text.to_owned(),
                        expected: Self::ALL.iter().map(|known| known.as_str()).collect::<Vec<_>>().join(", "),
                    }
                })
            }
        }
    };
}
pub(crate) use word_set;
