//! Tests of drawn charts.

mod file;
mod page;

use super::*;
use crate::domain::fact::{Draft, Fact};
use crate::domain::when::When;
use crate::render::{Advice, Style};
use crate::text::layout::width;
use crate::view::chart::{Asked, Charts};
use crate::view::collected::Collected;
use crate::view::timeline::{Range, sample};
use proptest::prelude::*;

const PLAIN: Style =
    Style { width: 80, colour: false, ascii: false, links: false, advice: Advice::NONE };

fn drawn(style: Style) -> String {
    let selection = sample::all();
    let asked = Asked { range: Range::Auto, most: 20, first: &[], around: None };
    let charts = Charts::of(&Collected::of(&selection), &selection, asked);
    let mut out = Vec::new();
    write(&charts, &["a note".to_owned()], &style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn bounds_are_signs_before_their_number_and_the_greatest_is_at_the_top() {
    let page = drawn(PLAIN);
    let top = page.lines().find(|line| line.starts_with(" 300,000┤")).unwrap();
    assert!(top.trim_end().ends_with("≤300,000"), "{top}");
    assert!(page.contains(">250,000") && page.contains(">250,000 / 275,000"), "{page}");
    assert!(page.contains("╞═╡ total of days") && page.ends_with("a note\n"), "{page}");
    assert!(page.contains("People evacuated · Aleppo: none, 20-22 Oct 2016"), "{page}");
}

#[test]
fn without_unicode_all_signs_are_ascii() {
    let page = drawn(Style { ascii: true, ..PLAIN });
    assert!(page.is_ascii(), "{page}");
    assert!(page.contains("^ at least   v at most"), "{page}");
}

#[test]
fn a_day_that_is_approximate_or_doubted_has_a_sign_before_the_figure() {
    let mut selection = sample::all();
    for recorded in &mut selection.facts {
        if let Some(when) =
            recorded.fact.when.clone().filter(|_| recorded.fact.indicator == "trapped")
        {
            let mut draft = Draft::clone(&recorded.fact);
            draft.when = Some(When::new(when.expression.approximately(), ""));
            recorded.fact = Fact::from_record(draft, None, None);
        }
    }
    let asked = Asked { range: Range::Auto, most: 20, first: &[], around: None };
    let charts = Charts::of(&Collected::of(&selection), &selection, asked);
    let mut out = Vec::new();
    write(&charts, &[], &PLAIN, &mut out).unwrap();
    let page = String::from_utf8(out).unwrap();
    assert!(page.contains('≈') && page.contains("≈ about that day, or doubted"), "{page}");
    assert!(!drawn(PLAIN).contains('≈'));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_line_is_wider_than_the_page(wide in 40..200_usize, ascii: bool) {
        let page = drawn(Style { width: wide, ascii, ..PLAIN });
        for line in page.lines() {
            prop_assert!(width(line) <= wide, "{wide}: {line}");
        }
    }
}
