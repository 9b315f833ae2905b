//! The columns of a foreign file, and how they are found by the names in a map.

use crate::domain::name::{fold, key_of, nearest};
use crate::mapping::foreign::tags::{Tag, TagPattern};
use crate::mapping::words::WordPattern;
use foldhash::HashMap;

/// Names of the columns as written, and their HXL hashtags if the file has any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::mapping) struct Header {
    pub(in crate::mapping) names: Vec<String>,
    pub(in crate::mapping) tags: Vec<Option<Tag>>,
    /// Attributes of hashtags. Columns that have one of them are found only by patterns with that attribute.
    avoided: Vec<String>,
    index: NameIndex,
}

/// The positions of the columns by name: as written, and without the differences that [`Header::find`] ignores. A map
/// with many rules looks up many names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct NameIndex {
    exact: HashMap<String, Found>,
    folded: HashMap<String, Found>,
    keys: HashMap<String, Found>,
}

impl NameIndex {
    fn add(&mut self, name: &str, at: usize) {
        let name = name.trim();
        let Self { exact, folded, keys } = self;
        for (names, name) in [(exact, name.to_owned()), (folded, fold(name)), (keys, key_of(name))]
        {
            names.entry(name).and_modify(|found| *found = Found::Twice).or_insert(Found::At(at));
        }
    }
}

/// The result of looking up a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mapping) enum Found {
    At(usize),
    Nowhere,
    /// More than one column has that name, so that it is ambiguous.
    Twice,
}

impl Header {
    /// A header of a file without HXL hashtags.
    pub(in crate::mapping) fn of_names(names: Vec<String>) -> Self {
        let tags = vec![None; names.len()];
        Self::new(names, tags)
    }

    /// A header of columns with these names, and hashtags if they have some.
    pub(in crate::mapping) fn new(names: Vec<String>, tags: Vec<Option<Tag>>) -> Self {
        let mut index = NameIndex::default();
        names.iter().enumerate().for_each(|(at, name)| index.add(name, at));
        Self { names, tags, avoided: Vec::new(), index }
    }

    /// Makes columns whose hashtag has one of these attributes be found only by patterns that name the attribute.
    pub(in crate::mapping) fn avoid(&mut self, attributes: &[String]) {
        self.avoided = attributes.to_vec();
    }

    /// Adds a column without a hashtag.
    pub(in crate::mapping) fn push(&mut self, name: &str) {
        self.index.add(name, self.names.len());
        self.names.push(name.to_owned());
        self.tags.push(None);
    }

    /// The name of a column for messages; its hashtag if it has no name.
    pub(in crate::mapping) fn shown(&self, at: usize) -> String {
        let name = self.names.get(at).map(|name| name.trim()).unwrap_or_default();
        let tag = || self.tags.get(at).cloned().flatten().map(|tag| tag.text());
        if name.is_empty() {
            tag().unwrap_or_else(|| format!("column {}", at + 1))
        } else {
            name.to_owned()
        }
    }

    /// Finds a column by name: an exact match first, then one that ignores case, accents, spaces
    /// and punctuation. A hashtag finds the column that matches it with the fewest further
    /// attributes, and the first of several.
    pub(in crate::mapping) fn find(&self, name: &str) -> Found {
        let has_tags = self.tags.iter().any(Option::is_some);
        if let Some(pattern) = TagPattern::parse(name).filter(|_| has_tags) {
            let fitting = self.tags.iter().enumerate().filter_map(|(at, tag)| {
                let tag = tag.as_ref().filter(|tag| pattern.fits(tag, &self.avoided))?;
                Some((tag.attributes(), at))
            });
            return fitting.min().map_or(Found::Nowhere, |(_, at)| Found::At(at));
        }
        let NameIndex { exact, folded, keys } = &self.index;
        let by_key =
            || Some(key_of(name)).filter(|key| !key.is_empty()).and_then(|key| keys.get(&key));
        let found = exact.get(name).or_else(|| folded.get(&fold(name))).or_else(by_key);
        found.copied().unwrap_or(Found::Nowhere)
    }

    /// The columns whose name or hashtag matches a pattern.
    pub(in crate::mapping) fn matching(&self, pattern: &str) -> Vec<usize> {
        let all = 0..self.names.len();
        if let Some(tags) = TagPattern::parse(pattern) {
            let fits = |at: &usize| {
                self.tags[*at].as_ref().is_some_and(|tag| tags.fits(tag, &self.avoided))
            };
            return all.filter(fits).collect();
        }
        let names = WordPattern::new(pattern);
        all.filter(|at| names.fits(&self.names[*at])).collect()
    }

    /// Names of the columns most similar to a name that was not found, for the hint.
    pub(in crate::mapping) fn nearest(&self, name: &str) -> Vec<String> {
        let shown: Vec<String> = (0..self.names.len()).map(|at| self.shown(at)).collect();
        let tags: Vec<String> = self.tags.iter().flatten().map(Tag::text).collect();
        let known = if name.starts_with('#') { &tags } else { &shown };
        nearest(name, known.iter().map(String::as_str), 3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_without_regard_to_case_and_signs() {
        let names = ["Date Prec", "side_a", "Côté", "x", "x", "best (est.)"];
        let header = Header::of_names(names.map(str::to_owned).to_vec());
        assert_eq!(header.find("date_prec"), Found::At(0));
        assert_eq!(header.find("SIDE-A"), Found::At(1));
        assert_eq!(header.find("cote"), Found::At(2));
        assert_eq!(header.find("x"), Found::Twice);
        assert_eq!(header.find("best"), Found::Nowhere);
        assert_eq!(header.nearest("side_aa"), ["side_a"]);
        assert_eq!(header.matching("*_a"), [1]);
    }

    #[test]
    fn a_hashtag_finds_the_column_with_the_fewest_other_attributes() {
        let tags = ["#date+expires", "#date+start+v_iso", "#date+start", "#adm1+origin"];
        let names = tags.map(str::to_owned).to_vec();
        let mut header = Header::new(names, tags.map(Tag::parse).to_vec());
        assert_eq!(header.find("#date+start"), Found::At(2));
        assert_eq!(header.find("#adm1"), Found::At(3));
        header.avoid(&["origin".to_owned(), "expires".to_owned()]);
        assert_eq!(header.find("#date"), Found::At(2));
        assert_eq!(header.find("#adm1"), Found::Nowhere);
        assert_eq!(header.find("#adm1+origin"), Found::At(3));
        assert_eq!(header.matching("#date"), [1, 2]);
    }
}
