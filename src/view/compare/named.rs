//! Different words one after another.

/// At most this many words are listed.
const MOST_NAMED: usize = 4;

/// Different words in a list; if there are many, only the first: `6,000: UN; 7,000: MSF; 3 more`.
pub(in crate::view) fn first_of(words: impl Iterator<Item = String>) -> String {
    let mut once = each_once(words);
    let more = once.len().saturating_sub(MOST_NAMED);
    once.truncate(MOST_NAMED);
    once.extend((more > 0).then(|| format!("{more} more")));
    once.join("; ")
}

/// Different words, each once.
pub(super) fn each_once(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for word in words {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    once
}
