//! How deeply the elements of a page are nested, computed from its tags only.
//!
//! The parsers need time in proportion to the square of the depth, or to its cube.

/// The deepest nesting of elements that is read. Chromium does not keep deeper elements, so no page that a browser
/// wrote has them.
pub(super) const DEEPEST: usize = 512;

/// Elements without an end tag, and those whose end tag is often left out because the next element ends them.
const NOT_NESTED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
    "optgroup", "rb", "rt", "rp", "rtc", "colgroup", "html", "head", "body",
];

/// Elements whose content is text.
const TEXT: &[&str] = &["script", "style", "textarea", "title", "noscript"];

/// Whether elements are nested more than [`DEEPEST`] deep.
pub(super) fn is_too_deep(html: &str) -> bool {
    let mut depth: usize = 0;
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let is_end = rest.starts_with('/');
        let name = tag_name(rest.trim_start_matches('/'));
        if name.is_empty() || NOT_NESTED.contains(&name.as_str()) {
            continue;
        }
        if is_end {
            depth = depth.saturating_sub(1);
        } else if TEXT.contains(&name.as_str()) {
            rest = after_text(rest, &name);
        } else {
            depth += 1;
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// The name of a tag, in lower case; blank if this is not a tag.
fn tag_name(tag: &str) -> String {
    let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '-' || *c == ':';
    tag.chars().take(20).take_while(is_name).collect::<String>().to_ascii_lowercase()
}

/// The rest of the page after the end of an element whose content is text.
fn after_text<'h>(html: &'h str, name: &str) -> &'h str {
    let is_end = |at: &usize| {
        let end = html.as_bytes().get(at + 2..at + 2 + name.len());
        html.as_bytes().get(at + 1) == Some(&b'/')
            && end.is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
    };
    let end = memchr::memchr_iter(b'<', html.as_bytes()).find(is_end);
    end.map_or("", |at| &html[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_by_elements_that_are_inside_each_other() {
        let nested = |tag: &str, times: usize| format!("<{tag} class='x'>").repeat(times);
        assert!(is_too_deep(&nested("div", 513)));
        assert!(is_too_deep(&nested("B", 100_000)));
        assert!(!is_too_deep(&nested("div", 512)));
        assert!(!is_too_deep(&nested("p", 10_000)));
        assert!(!is_too_deep(&nested("br", 10_000)));
        assert!(!is_too_deep(&"<div>x</div>".repeat(10_000)));
        assert!(is_too_deep(&format!("<script>1<2</script >{}", nested("i", 600))));
    }

    #[test]
    fn tags_in_scripts_and_comments_do_not_count() {
        let many = "<div>".repeat(1_000);
        for page in
            [format!("<script>{many}</SCRIPT>"), format!("<!-- {many} -->"), "< ".repeat(1_000)]
        {
            assert!(!is_too_deep(&page), "{page}");
        }
    }
}
