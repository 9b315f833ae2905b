//! Links of documents: what is one, and which links are of one document.

use super::name::is_placeholder;

/// The words are not a link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a link: an address such as `https://example.org/a1` was expected")]
pub struct NoLink(pub String);

/// The link that a cell states; `None` if it says that there is none (`N/A`, `-`). Fails if the words are not a link:
/// otherwise, another document with the same words would be taken for the same one.
pub fn stated_link(words: &str) -> Result<Option<&str>, NoLink> {
    let words = words.trim();
    if is_placeholder(words) {
        return Ok(None);
    }
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    let has_host = |rest: &str| rest.starts_with(|c: char| !"/?#".contains(c));
    let is_link = words.split_once("://").is_some_and(|(scheme, rest)| {
        is_scheme(scheme) && has_host(rest) && !rest.contains(char::is_whitespace)
    });
    if is_link && !is_script(words) { Ok(Some(words)) } else { Err(NoLink(words.to_owned())) }
}

/// The link in a cell that a database of ours may have exported: older versions also recorded words that are not links.
/// Fails if a browser would run them as a script.
pub fn exported_link(words: &str) -> Result<&str, NoLink> {
    if is_script(words) { Err(NoLink(words.to_owned())) } else { Ok(words) }
}

/// Whether a browser would run words as a script, or show them as a page, if they were a link.
fn is_script(words: &str) -> bool {
    // Browsers ignore blanks and control characters before a colon.
    let plain: String = words.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let scheme = plain.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| matches!(&*scheme, "javascript" | "vbscript" | "data"))
}

/// The canonical form of a link, so that variants of one address are equal. Drops the scheme (http or https), a leading
/// `www.`, a fragment that is an anchor in the page (`#comments`), tracking parameters (`utm_…`, `fbclid`, `gclid`) and
/// a final slash; the host becomes lower case. A fragment that a program in the page reads (`#/alerts/5`, `#!case=7`)
/// is kept, since it selects a page.
#[must_use]
pub fn canonical_url(url: &str) -> String {
    let (address, fragment) = parts(url);
    let mut canonical = without_page(address);
    let is_pdf = canonical.get(canonical.len().saturating_sub(4)..) == Some(".pdf");
    if is_page(fragment) && !is_pdf {
        canonical.push('#');
        canonical.push_str(fragment.trim_end_matches('/'));
    }
    canonical
}

/// The canonical form that links had in older versions, without the part after `#`; `None` if it is the same. Reports
/// recorded by these versions are identified by it.
#[must_use]
pub fn canonical_url_before(url: &str) -> Option<String> {
    let (address, fragment) = parts(url);
    if fragment.is_empty() {
        return None;
    }
    let before = without_page(address);
    (before != canonical_url(url)).then_some(before)
}

/// Names under which the publisher of a link may be known: its host, and the label of the host that the publisher
/// registered (`bbc` of `www.bbc.co.uk`). Empty for hosts on which many people publish.
#[must_use]
pub fn host_names(url: &str) -> Vec<String> {
    let address = parts(url).0;
    let host = address.split(['/', '?', ':']).next().unwrap_or_default().to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.pop();
    if labels.len() > 1 && labels.last().is_some_and(|label| GENERAL.contains(label)) {
        labels.pop();
    }
    let Some(label) = labels.last().filter(|label| !SHARED.contains(label)) else {
        return Vec::new();
    };
    vec![(*label).to_owned(), host.clone()]
}

/// Labels that come before the country in a host: `co.uk`, `org.tr`.
const GENERAL: &[&str] = &["ac", "co", "com", "edu", "gov", "net", "or", "org"];

/// Labels of hosts on which many people publish.
const SHARED: &[&str] = &[
    "archive",
    "blogspot",
    "facebook",
    "github",
    "google",
    "instagram",
    "medium",
    "perma",
    "substack",
    "t",
    "telegram",
    "tiktok",
    "tumblr",
    "twitter",
    "vk",
    "wordpress",
    "x",
    "youtu",
    "youtube",
];

/// Hosts of archives whose links contain the link of the archived document.
const ARCHIVES: &[&str] = &[
    "archive.fo",
    "archive.is",
    "archive.li",
    "archive.md",
    "archive.ph",
    "archive.today",
    "archive.vn",
    "arquivo.pt",
    "wayback.archive-it.org",
    "web.archive.org",
    "webarchive.nationalarchives.gov.uk",
    "webarchive.org.uk",
    CACHE,
];

/// The host of Google's copies of pages.
const CACHE: &str = "webcache.googleusercontent.com";

/// The link of the archived document: the part after `web.archive.org/web/20161024101010/`. `None` for other
/// links, and if the archive's link does not contain it.
#[must_use]
pub fn archived_document(link: &str) -> Option<&str> {
    let (_, rest) = link.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    if !ARCHIVES.contains(&host) {
        return None;
    }
    let at = ["http://", "https://"].iter().filter_map(|scheme| path.find(scheme)).min()?;
    let document = &path[at..];
    let end = if host == CACHE { document.find(['+', '&']) } else { None };
    stated_link(&document[..end.unwrap_or(document.len())]).ok().flatten()
}

/// Whether two links lead to the same document.
#[must_use]
pub fn is_one_document(one: &str, other: &str) -> bool {
    one == other || canonical_url(one) == canonical_url(other)
}

/// A link without its scheme, divided into the part before the fragment and the fragment.
fn parts(url: &str) -> (&str, &str) {
    let url = url.trim();
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| {
            url.get(..scheme.len())
                .filter(|s| s.eq_ignore_ascii_case(scheme))
                .map(|_| &url[scheme.len()..])
        })
        .unwrap_or(url);
    rest.split_once('#').unwrap_or((rest, ""))
}

fn without_page(address: &str) -> String {
    let (address, query) = address.split_once('?').unwrap_or((address, ""));
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let query: Vec<&str> =
        query.split('&').filter(|part| !part.is_empty() && !is_tracking(part)).collect();
    let path = path.trim_end_matches('/');
    let question = if query.is_empty() { "" } else { "?" };
    format!("{host}/{path}{question}{}", query.join("&"))
}

/// Whether a fragment names a page instead of a place in a page: it is not a plain word, not a text
/// to scroll to (`#:~:text=…`), and not there only for tracking readers.
fn is_page(fragment: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.%".contains(c);
    !fragment.chars().all(is_plain)
        && !fragment.starts_with(":~:")
        && !fragment.split('&').all(is_tracking)
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_lowercase();
    name.starts_with("utm_")
        || matches!(name.as_str(), "fbclid" | "gclid" | "mc_cid" | "mc_eid" | "xtor")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_has_the_name_that_its_owner_registered() {
        for (url, label) in [
            ("https://www.voanews.com/a/1.html", "voanews"),
            ("https://news.bbc.co.uk/1", "bbc"),
            ("http://reliefweb.int:80/report", "reliefweb"),
            ("https://news.un.org/en?x", "un"),
            ("https://rfi.my/1", "rfi"),
        ] {
            assert_eq!(host_names(url).first().map(String::as_str), Some(label), "{url}");
        }
        for url in
            ["https://twitter.com/voanews/1", "https://web.archive.org/web/1/x", "localhost/x"]
        {
            assert_eq!(host_names(url), Vec::<String>::new(), "{url}");
        }
    }

    #[test]
    fn a_link_of_an_archive_has_that_of_its_document() {
        let page = "https://valley.example/2016/10/24/market?x=1";
        for archive in [
            "https://web.archive.org/web/20161101101010/",
            "http://web.archive.org/web/20161101101010if_/",
            "https://archive.ph/20161101101010/",
            "https://www.webcache.googleusercontent.com/search?q=cache:abc:",
        ] {
            let link = format!("{archive}{page}");
            assert_eq!(archived_document(&link), Some(page), "{link}");
        }
        let cached = format!("https://{CACHE}/search?q=cache:{page}+&cd=1");
        assert_eq!(archived_document(&cached), Some(page));
        for link in [
            page,
            "https://archive.ph/AbCdE",
            "https://web.archive.org/",
            "https://example.org/share?u=https://valley.example/1",
        ] {
            assert_eq!(archived_document(link), None, "{link}");
        }
    }

    #[test]
    fn a_text_that_is_not_a_link_is_blank_or_refused() {
        for words in ["https://a.org", "HTTP://a.org/x?y#z", "ftp://a.org/x", " https://a.org/ä "]
        {
            assert_eq!(stated_link(words), Ok(Some(words.trim())));
        }
        for words in ["N/A", "-", "n.a.", "", "none", "unknown"] {
            assert_eq!(stated_link(words), Ok(None), "{words}");
        }
        let wrong =
            ["not a url", "www.a.org/x", "https://", "https:///x", "https://a.org https://b.org"];
        for words in
            wrong.into_iter().chain(["https://a.org/two words", "://a.org", "see https://a"])
        {
            assert!(stated_link(words).is_err(), "{words}");
            assert_eq!(exported_link(words), Ok(words));
        }
        for script in
            ["javascript://a.org/%0aalert(1)", "JavaScript:1", "java\tscript:1", "data://a"]
        {
            assert!(stated_link(script).is_err() && exported_link(script).is_err(), "{script}");
        }
    }

    #[test]
    fn pages_behind_a_fragment_are_distinguished_and_anchors_are_not() {
        let page = "https://data.example.org/app";
        for anchor in
            ["#comments", "#top", "#section-2.1", "#", "#:~:text=so,it", "#xtor=RSS-1", "#a%20b"]
        {
            let link = format!("{page}{anchor}");
            assert!(is_one_document(page, &link), "{link}");
            assert_eq!(canonical_url_before(&link), None, "{link}");
        }
        let pages = ["#/alerts/5", "#/alerts/6", "#!case=7", "#!/case/7", "#id=7", "#?id=7"];
        for (at, one) in pages.iter().enumerate() {
            let link = |fragment: &str| format!("{page}{fragment}");
            assert!(!is_one_document(page, &link(one)), "{one}");
            assert_eq!(canonical_url_before(&link(one)).as_deref(), Some("data.example.org/app"));
            for other in &pages[at + 1..] {
                assert!(!is_one_document(&link(one), &link(other)), "{one} {other}");
            }
        }
        assert!(is_one_document("https://a.org/#/x/", "http://www.a.org#/x"));
        assert!(is_one_document("https://a.org/x.pdf#page=5", "https://a.org/x.pdf"));
    }
}
