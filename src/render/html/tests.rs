use super::{Page, Section, policy, web_link};
use crate::domain::report::Restricted;
use maud::{Markup, html};

fn written(title: &str, confidential: usize, body: Markup) -> String {
    let sections = vec![Section::new("one", "One", body), Section::new("two", "Two", html! {})];
    let styles = &["p{}"];
    let restricted = Restricted { confidential, internal: 0 };
    let (head, foot) = (html! { h1 { (title) } }, html! {});
    let mut bytes = Vec::new();
    Page { title, styles, restricted, head, sections, foot }.write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_policy_allows_exactly_the_styles_of_the_page() {
    let page = written("A", 0, html! {});
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(style.ends_with("p{}"));
    assert!(
        page.contains(&policy::of(style).replace('\'', "&#39;"))
            || page.contains(&policy::of(style))
    );
    assert_eq!(page.matches("<style").count(), 1);
    // The hash of RFC 6234's test "abc", as a policy writes it.
    assert!(policy::of("abc").contains("'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"));
}

#[test]
fn text_neither_acts_as_markup_nor_unseen() {
    let hostile = "</title><script>x</script>\u{202e}\u{1b}\"' onload=x";
    let page = written(hostile, 0, html! { p { (hostile) } });
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.contains(['\u{202e}', '\u{1b}']));
    assert!(page.contains("&lt;script&gt;x&lt;/script&gt;\\u{202e}\\u{1b}&quot;"), "{page}");
}

#[test]
fn only_web_addresses_become_links() {
    for url in ["javascript:alert(1)", "data:text/html,x", "mailto:a@example.org", "//a.org"] {
        assert_eq!(web_link("x", Some(url)).into_string(), "x", "{url}");
    }
    let link = web_link("x", Some("https://a.org/\"onclick=x")).into_string();
    assert!(link.starts_with("<a href=\"https://a.org/%22onclick=x\" rel="), "{link}");
}

#[test]
fn a_page_with_confidential_facts_says_so() {
    assert!(written("A", 2, html! {}).contains("has facts of 2 confidential reports"));
    assert!(!written("A", 0, html! {}).contains("<aside"));
}
