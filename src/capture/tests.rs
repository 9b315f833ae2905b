//! Pages in the markup of news and UN sites, and pages that are made to harm.

use super::*;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const FIELDS: [Field; 6] =
    [Field::Title, Field::Publisher, Field::Published, Field::Language, Field::Byline, Field::Link];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

/// What is found in a page, a line a field; and the beginning and the end of its text.
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
fn pages_that_are_cut_or_garbled_never_fail_otherwise_than_told() {
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
fn scripts_styles_and_menus_are_no_text() {
    let page = fs::read(folder().join("bbc.html")).unwrap();
    let text = read_page(&page).unwrap().text.unwrap().text;
    for word in ["not a text", "Sport", "newsletter"] {
        assert!(!text.contains(word), "{text}");
    }
    assert!(text.starts_with("Kareth floods: Last bridge closed\n\nRescue teams"), "{text}");
}

#[test]
fn a_link_of_a_front_page_and_a_relative_one_are_none() {
    for link in ["https://a.example", "https://a.example/", "/news/1", "javascript:alert(1)"] {
        let page = format!("<html><head><link rel=canonical href='{link}'></head><body>x");
        assert_eq!(read_page(page.as_bytes()).unwrap().first(Field::Link), None, "{link}");
    }
}
