use super::*;
use crate::domain::fact::{Correction, Fact, QuoteCheck};
use crate::domain::place::Coordinates;
use crate::domain::report::CapturedText;
use crate::domain::selection::Selection;
use crate::render::{self, Format, Style};
use crate::view::timeline::sample;

fn written(shown: &Detail, format: Format) -> String {
    let mut bytes = Vec::new();
    let style = Style {
        width: 70,
        colour: false,
        ascii: true,
        links: false,
        advice: crate::render::Advice::NONE,
    };
    render::detail(shown, format, &style, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The sample's fact that up to 300,000 people are trapped, with its quote in a text.
fn trapped() -> (Selection, CapturedText) {
    let mut all = sample::all();
    all.facts.retain(|f| f.fact.indicator == "trapped" && f.fact.report == "voa-2016-10-24");
    let quote = "As many as 300,000 civilians";
    let text = format!("{}حلب: {quote} are thought to be trapped.", "word ".repeat(40));
    let start = 200 + "حلب: ".chars().count();
    let mut draft = (*all.facts[0].fact).clone();
    draft.quote = Some(quote.into());
    draft.verb = Some("estimates".into());
    let span = start..start + quote.chars().count();
    all.facts[0].fact = Fact::from_record(draft, Some(QuoteCheck::Found), Some(span));
    (all, CapturedText { text, captured_at: "2016-10-24T12:00:00Z".into() })
}

#[test]
fn a_fact_shows_its_quote_in_its_context() {
    let (selection, text) = trapped();
    let shown = written(&fact(&selection, selection.facts[0].uid, Some(&text), &[]), Format::Text);
    let expected = "\
quote         ... word word word word word word word word word word
              word word word word حلب: \"As many as 300,000 civilians\"
              are thought to be trapped.
quote check   found in the text at 205-233
";
    assert!(shown.contains(expected), "{shown}");
    assert!(shown.contains("figures       high 300,000\n"), "{shown}");
    assert!(shown.contains("according to  unattributed (estimates)\n"), "{shown}");
    assert!(shown.starts_with("People trapped, civilians, Eastern Aleppo: up to"), "{shown}");
}

#[test]
fn the_json_of_a_fact_is_one_object_with_typed_values() {
    let (selection, text) = trapped();
    let json = written(&fact(&selection, selection.facts[0].uid, Some(&text), &[]), Format::Json);
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["value_high"], 300_000);
    assert_eq!(read["value_best"], serde_json::Value::Null);
    assert_eq!(read["fact_id"], selection.facts[0].uid.to_string());
    assert_eq!(read["quote_check"], "found");
}

#[test]
fn a_corrected_fact_shows_its_history_and_why() {
    let (mut selection, text) = trapped();
    let old = selection.facts[0].uid;
    let mut draft = (*selection.facts[0].fact).clone();
    draft.replaces = Some(Correction { fact: old, reason: "a typo".into() });
    let new = sample::recorded(draft);
    selection.facts[0].replaced_by = Some(new.uid);
    selection.facts.push(new.clone());
    let shown = written(&fact(&selection, old, Some(&text), &[]), Format::Text);
    assert!(shown.contains(&format!("replaced by   {}\n", new.uid.short())), "{shown}");
    assert!(shown.contains("\nHistory\n") && shown.contains("a typo"), "{shown}");
    let shown = written(&fact(&selection, new.uid, None, &[]), Format::Text);
    assert!(shown.contains(&format!("replaces      {}: a typo\n", old.short())), "{shown}");
}

#[test]
fn an_uncertain_start_and_an_open_end_are_put_into_words() {
    let mut all = sample::all();
    all.facts.retain(|f| f.fact.indicator == "besieged");
    let shown = written(&fact(&all, all.facts[0].uid, None, &[]), Format::Text);
    let bounds = "starts between 1 Jul 2016 and 31 Jul 2016, no known end";
    assert!(shown.replace("\n              ", " ").contains(bounds), "{shown}");
}

#[test]
fn a_report_shows_its_head_its_facts_and_its_text() {
    let mut all = sample::all();
    all.facts.retain(|f| f.fact.report == "voa-2016-10-24");
    let row = all.reports["voa-2016-10-24"].clone();
    let text = CapturedText { text: "One.\n\nTwo\u{1b}.".into(), captured_at: "now".into() };
    let shown = written(&report(&row, &[], &all, Some(&text)), Format::Text);
    assert!(shown.contains("\nFacts\nid "), "{shown}");
    assert!(shown.ends_with("Text\nOne.\n\nTwo\\u{1b}.\n"), "{shown}");
    assert!(!shown.lines().any(|line| line.contains("according to / report")));
    let json = written(&report(&row, &[], &all, Some(&text)), Format::Json);
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["facts"].as_array().unwrap().len(), all.facts.len());
    assert_eq!(read["text"], "One.\n\nTwo\u{1b}.");
}

#[test]
fn a_place_shows_what_it_lies_in_and_what_lies_in_it() {
    let mut selection = sample::reference();
    let city = selection.places.get_mut("aleppo").unwrap();
    city.coordinates = Some(Coordinates { latitude: 36.2, longitude: 37.16 });
    let places: Vec<_> = selection.places.values().cloned().collect();
    let shown = written(&place(&selection.places["aleppo"], &places), Format::Text);
    assert!(shown.contains("position  36.2, 37.16\n"), "{shown}");
    assert!(shown.contains("Syria\n") && shown.contains("Eastern Aleppo"), "{shown}");
    let csv = written(&place(&selection.places["aleppo"], &places), Format::Csv);
    assert!(csv.starts_with("field,value\nkey,aleppo\nname,Aleppo\n"), "{csv}");
}

#[test]
fn markdown_has_a_list_and_a_quote() {
    let (selection, text) = trapped();
    let shown =
        written(&fact(&selection, selection.facts[0].uid, Some(&text), &[]), Format::Markdown);
    assert!(shown.contains("- **figures**: high 300,000\n"), "{shown}");
    assert!(shown.contains("حلب: **As many as 300,000 civilians** are thought"), "{shown}");
}
