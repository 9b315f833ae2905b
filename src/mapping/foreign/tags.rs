//! HXL hashtags (Humanitarian Exchange Language 1.1), and patterns by which a map names columns:
//! `#affected+killed-f`.

/// A hashtag with its attributes, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::mapping) struct Tag {
    tag: String,
    attributes: Vec<String>,
}

/// A pattern of hashtags: required and excluded attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::mapping) struct TagPattern {
    tag: String,
    has: Vec<String>,
    lacks: Vec<String>,
    /// Whether attributes other than the required ones are excluded.
    exactly: bool,
}

impl Tag {
    /// Parses a cell such as `#affected +killed +f`; `None` if it is not a hashtag. Attributes keep their order.
    pub(in crate::mapping) fn parse(cell: &str) -> Option<Self> {
        let cell = cell.trim().to_lowercase();
        let mut parts = cell.strip_prefix('#')?.split('+').map(str::trim);
        let tag = parts.next().filter(|tag| is_word(tag))?.to_owned();
        let attributes: Vec<String> = parts.map(str::to_owned).collect();
        attributes.iter().all(|word| is_word(word)).then_some(Self { tag, attributes })
    }

    /// The hashtag without spaces, in lower case: `#affected+killed+f`.
    pub(in crate::mapping) fn text(&self) -> String {
        let words: Vec<&str> =
            [&self.tag].into_iter().chain(&self.attributes).map(String::as_str).collect();
        format!("#{}", words.join("+"))
    }

    /// Number of attributes.
    pub(in crate::mapping) fn attributes(&self) -> usize {
        self.attributes.len()
    }
}

impl TagPattern {
    /// Parses a pattern `#tag+required-excluded`. `#*` matches any tag; `!` at the end excludes
    /// further attributes. `None` if the text is not a pattern.
    pub(in crate::mapping) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let rest = text.strip_prefix('#')?;
        let (rest, exactly) = rest.strip_suffix('!').map_or((rest, false), |rest| (rest, true));
        let end = rest.find(['+', '-']).unwrap_or(rest.len());
        let (tag, mut rest) = rest.split_at(end);
        let tag = tag.trim().to_owned();
        let (mut has, mut lacks) = (Vec::new(), Vec::new());
        while let Some(sign) = rest.chars().next() {
            let word = &rest[1..];
            let end = word.find(['+', '-']).unwrap_or(word.len());
            let attribute = word[..end].trim().to_owned();
            if !is_word(&attribute) {
                return None;
            }
            if sign == '+' { &mut has } else { &mut lacks }.push(attribute);
            rest = &word[end..];
        }
        (tag == "*" || is_word(&tag)).then_some(Self { tag, has, lacks, exactly })
    }

    /// Whether a hashtag matches the pattern. A hashtag with one of the attributes `avoided` matches
    /// only a pattern that names the attribute.
    pub(in crate::mapping) fn fits(&self, tag: &Tag, avoided: &[String]) -> bool {
        let has = |word: &String| tag.attributes.contains(word);
        let is_avoided = |word: &String| avoided.contains(word) && !self.has.contains(word);
        (self.tag == "*" || self.tag == tag.tag)
            && !tag.attributes.iter().any(is_avoided)
            && self.has.iter().all(has)
            && !self.lacks.iter().any(has)
            && (!self.exactly || tag.attributes.len() == self.has.len())
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_avoided_attribute_fits_only_a_pattern_that_names_it() {
        let fits = |pattern: &str, tag: &str| {
            let avoided = ["origin".to_owned()];
            TagPattern::parse(pattern).unwrap().fits(&Tag::parse(tag).unwrap(), &avoided)
        };
        assert!(!fits("#adm1", "#adm1+origin+name"));
        assert!(!fits("#adm1+name", "#adm1+origin+name"));
        assert!(fits("#adm1+origin", "#adm1+origin+name"));
        assert!(fits("#adm1", "#adm1+name"));
    }

    #[test]
    fn a_pattern_fits_tags_with_its_attributes_in_any_order() {
        let fits = |pattern: &str, tag: &str| {
            TagPattern::parse(pattern).unwrap().fits(&Tag::parse(tag).unwrap(), &[])
        };
        assert!(fits("#affected+killed", "#affected +f +killed"));
        assert!(fits("#affected", "#Affected+killed"));
        assert!(!fits("#affected+killed-f", "#affected+killed+f"));
        assert!(!fits("#adm1+name", "#adm1+code"));
        assert!(fits("#*+name", "#loc+name"));
        assert!(fits("#affected+killed!", "#affected+killed"));
        assert!(!fits("#affected+killed!", "#affected+killed+f"));
        assert_eq!(Tag::parse("killed"), None);
        assert_eq!(Tag::parse("#affected+Killed + f").unwrap().text(), "#affected+killed+f");
    }
}
