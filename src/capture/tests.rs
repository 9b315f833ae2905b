//! Pages in the markup of news and UN sites, and pages that are made to do harm.

use super::*;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const FIELDS: [Field; 7] = [
    Field::Title,
    Field::Publisher,
    Field::Published,
    Field::Language,
    Field::Byline,
    Field::Link,
    Field::Archive,
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

/// The fields of a page, one on each line; and the beginning and the end of its text.
fn told(page: &Page) -> String {
    let mut told = String::new();
    for field in FIELDS {
        if let Some(found) = page.first(field) {
            let value = match field {
                Field::Published => as_written(&found.value),
                _ => found.value.clone(),
            };
            writeln!(told, "{}: {value} ({})", field.name(), found.source).unwrap();
        }
        if let Some((_, other)) = page.contradiction(field) {
            writeln!(told, "  but: {} ({})", other.value, other.source).unwrap();
        }
    }
    for remark in &page.remarks {
        writeln!(told, "remark: {remark}").unwrap();
    }
    if let Some(text) = &page.text {
        let words: Vec<&str> = text.text.split_whitespace().collect();
        let (first, last) = (words[..6].join(" "), words[words.len() - 3..].join(" "));
        let whole = if text.is_whole_page { "whole page, " } else { "" };
        writeln!(told, "text: {whole}{} words: {first} … {last}", words.len()).unwrap();
    }
    told
}

#[test]
fn pages_of_news_and_un_sites_say_what_they_are() {
    let mut names: Vec<_> =
        fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()).collect();
    names.retain(|file| file.extension().is_some_and(|end| end == "html" || end == "mhtml"));
    names.sort();
    let mut all = String::new();
    for file in names {
        let bytes = fs::read(&file).unwrap();
        let page = read_page(&bytes).unwrap();
        let name = file.file_name().unwrap().to_string_lossy();
        writeln!(all, "== {name}\n{}", told(&page)).unwrap();
    }
    let expected = fs::read_to_string(folder().join("expected.txt")).unwrap_or_default();
    assert_eq!(all, expected, "actual:\n{all}");
}

#[test]
fn pages_are_known_by_their_first_tag() {
    for file in ["bbc.html", "saved-by-edge.html", "plain.html", "chromium.mhtml", "base64.mhtml"] {
        assert!(is_page(&fs::read(folder().join(file)).unwrap()), "{file}");
    }
    for text in ["A page begins with <html>.", "<3 is no tag", "", "%PDF-1.4 <html>"] {
        assert!(!is_page(text.as_bytes()), "{text}");
    }
}

#[test]
fn pages_that_are_made_to_harm_are_refused_or_read_in_time() {
    let page =
        |body: &str| format!("<html><head><title>T</title></head><body>{body}</body></html>");
    for tag in ["div", "b", "table", "svg"] {
        let deep = page(&format!("<{tag}>").repeat(100_000));
        assert_eq!(read_page(deep.as_bytes()), Err(CaptureError::TooDeep), "{tag}");
    }
    for archive in [
        "From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x",
        "MIME-Version: 1.0\nContent-Type: image/png\n\nx",
    ] {
        assert_eq!(read_page(archive.as_bytes()), Err(CaptureError::NoPage), "{archive}");
    }
    let list = format!("<script type='application/ld+json'>{}</script>", "[".repeat(100_000));
    let read = read_page(page(&list).as_bytes()).unwrap();
    assert!(read.remarks[0].starts_with("its JSON-LD cannot be read"), "{:?}", read.remarks);
    let escaped =
        format!("<meta property='og:title' content='{}&amp;amp;'>", "&lt;i&gt;".repeat(100_000));
    assert_eq!(
        read_page(page(&escaped).as_bytes()).unwrap().first(Field::Title).unwrap().value,
        "T"
    );
    let attributes: String = (0..5_000).fold(String::new(), |all, n| all + &format!(" a{n}=1"));
    assert!(read_page(page(&format!("<p{attributes}>x</p>")).as_bytes()).is_ok());
}

#[test]
fn pages_that_are_cut_or_garbled_fail_only_with_known_errors() {
    let pages = ["chromium.mhtml", "base64.mhtml", "related-articles.html", "microdata.html"];
    for file in pages {
        let whole = fs::read(folder().join(file)).unwrap();
        for end in (0..whole.len()).step_by(97) {
            assert_ne!(read_page(&whole[..end]), Err(CaptureError::Damaged), "{file} to {end}");
            let mut garbled = whole.clone();
            let bytes = [b'<', b'>', b'"', b'\n', b'=', 0x80, b'&', 0];
            garbled[end] = bytes[end % bytes.len()];
            assert_ne!(read_page(&garbled), Err(CaptureError::Damaged), "{file} at {end}");
        }
    }
}

#[test]
fn scripts_styles_and_menus_are_not_text() {
    let page = fs::read(folder().join("bbc.html")).unwrap();
    let text = read_page(&page).unwrap().text.unwrap().text;
    for word in ["not a text", "Sport", "newsletter"] {
        assert!(!text.contains(word), "{text}");
    }
    assert!(text.starts_with("Kareth floods: Last bridge closed\n\nRescue teams"), "{text}");
}

#[test]
fn a_link_of_a_front_page_and_a_relative_link_are_not_taken() {
    for link in ["https://a.example", "https://a.example/", "/news/1", "javascript:alert(1)"] {
        let page = format!("<html><head><link rel=canonical href='{link}'></head><body>x");
        assert_eq!(read_page(page.as_bytes()).unwrap().first(Field::Link), None, "{link}");
    }
}

/// The values of a field in a page with that head and body.
fn said(field: Field, head: &str, body: &str) -> Option<String> {
    let page = format!("<html><head>{head}</head><body>{body}</body></html>");
    read_page(page.as_bytes()).unwrap().first(field).map(|found| found.value.clone())
}

#[test]
fn a_page_out_of_an_archive_has_the_link_of_its_document() {
    let document = "https://valley.example/2016/10/24/market";
    let archived = format!("https://web.archive.org/web/20161101101010/{document}");
    let canonical = format!("<link rel=canonical href='{archived}'>");
    let commented = format!("<!-- saved from url=(0088){archived} -->");
    for head in [&canonical, &commented] {
        assert_eq!(said(Field::Link, head, "x").as_deref(), Some(document), "{head}");
        assert_eq!(said(Field::Archive, head, "x").as_deref(), Some(&*archived), "{head}");
    }
    assert_eq!(said(Field::Archive, &format!("<link rel=canonical href='{document}'>"), "x"), None);
}

#[test]
fn a_platform_is_not_a_publisher() {
    for name in ["Telegram", "Facebook", "X (formerly Twitter)", "YouTube", "Medium"] {
        let head = format!("<meta property=og:site_name content='{name}'>");
        assert_eq!(said(Field::Publisher, &head, "x"), None, "{name}");
    }
}

#[test]
fn a_post_has_its_channel_as_publisher_and_its_first_line_as_title() {
    let head = "<title>Telegram: Contact @khantal_news</title><meta property=og:title content='Khan Tal News'>\
                <meta property=og:site_name content=Telegram>";
    let widget = "<div data-post='khantal_news/551'><a class=tgme_widget_message_owner_name><span>Khan Tal News\
                  </span></a><div class=tgme_widget_message_text>Shells hit the <b>market</b>.<br/>31 killed.</div>\
                  <time datetime='2016-10-23T20:11:05+00:00'>Oct 23, 2016 at 23:11</time></div>";
    let described = format!(
        "{head}<meta property=og:description content='Shells hit the market.\n31 killed.'>"
    );
    for (head, body) in [(head, widget), (&described, "x")] {
        assert_eq!(
            said(Field::Title, head, body).as_deref(),
            Some("Shells hit the market."),
            "{head}"
        );
        assert_eq!(said(Field::Publisher, head, body).as_deref(), Some("Khan Tal News"), "{head}");
    }
    let said = |field| said(field, head, widget);
    assert_eq!(said(Field::Link).as_deref(), Some("https://t.me/khantal_news/551"));
    assert_eq!(said(Field::Published).as_deref(), Some("2016-10-23T20:11:05+00:00"));
}

#[test]
fn a_title_loses_the_name_of_its_site_where_two_sources_have_it_so() {
    let long = "What we saw - Field Notes - Medium";
    let data = format!(
        r#"<script type="application/ld+json">{{"@type":"Article","headline":"{long}"}}</script>"#
    );
    let open = format!("{data}<meta property=og:title content='What we saw'>");
    assert_eq!(said(Field::Title, &open, "<h1>What we saw</h1>").as_deref(), Some("What we saw"));
    assert_eq!(said(Field::Title, &open, "x").as_deref(), Some(long));
    let part = format!("{data}<meta property=og:title content='What we'>");
    assert_eq!(said(Field::Title, &part, "<h1>What we</h1>").as_deref(), Some(long));
}

#[test]
fn if_a_page_has_several_days_none_counts_and_all_are_reported() {
    let body = "<dl><dt>Posted</dt><dd><time datetime='2016-10-26T08:11:02+00:00'>26 Oct</time></dd>\
                <dt>Originally published:</dt><dd><time datetime='2016-10-24'>24 Oct</time></dd></dl>";
    let page = format!("<html><body>{body}</body></html>");
    let page = read_page(page.as_bytes()).unwrap();
    assert_eq!(page.first(Field::Published), None);
    let told: Vec<(&str, &str)> =
        page.dates.iter().map(|date| (date.date.as_str(), date.label.as_str())).collect();
    assert_eq!(told, [("2016-10-26", "Posted"), ("2016-10-24", "Originally published")]);
    let words = "<p>Updated: <time>24 October 2016</time></p>";
    assert_eq!(said(Field::Published, "", words).as_deref(), Some("24 October 2016"));
}

#[test]
fn a_page_with_a_byte_order_mark_is_known() {
    let html = "<!DOCTYPE html><html><head><title>Обстрел</title></head><body>x</body></html>";
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(html.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert!(is_page(&wide));
    assert_eq!(read_page(&wide).unwrap().first(Field::Title).unwrap().value, "Обстрел");
}
