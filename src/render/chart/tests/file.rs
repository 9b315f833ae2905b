//! Tests of charts as a separate page and picture.

use super::*;
use crate::domain::report::Restricted;
use crate::domain::selection::Selection;
use crate::render::chart::{Captions, write_page, write_picture};
use crate::render::svg::wide;
use crate::view::provenance::Provenance;

fn charts(selection: &Selection) -> Charts {
    let asked = Asked { range: Range::Auto, most: 20, first: &[], around: None };
    Charts::of(&Collected::of(selection), selection, asked)
}

/// The page and the picture of the same charts.
fn both(selection: &Selection) -> [String; 2] {
    let provenance = Provenance::of("2016-11-25".parse().unwrap(), None);
    let captions = Captions {
        title: "Figures <over> time",
        asked: "place <x>",
        restricted: Restricted { confidential: 0, internal: 2 },
        provenance: &provenance,
    };
    let charts = charts(selection);
    let notes = ["a note".to_owned()];
    let (mut page, mut picture) = (Vec::new(), Vec::new());
    write_page(&charts, &notes, captions, &mut page).unwrap();
    write_picture(&charts, &notes, captions, &mut picture).unwrap();
    [page, picture].map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn a_page_and_a_picture_have_every_series_and_figure_of_the_terminal() {
    let selection = sample::all();
    let charts = charts(&selection);
    for text in both(&selection) {
        for chart in &charts.several {
            assert!(text.contains(&chart.title), "{}", chart.title);
        }
        for chart in &charts.single {
            assert!(text.contains(&chart.title), "{}", chart.title);
        }
        assert!(text.contains("has facts of 2 internal reports") && text.contains("a note"));
        assert!(text.contains("Figures &lt;over&gt; time") && text.contains("place &lt;x&gt;"));
        assert!(
            text.contains("at most") && text.contains("300,000 people"),
            "the legend, and a figure"
        );
    }
}

#[test]
fn the_text_of_a_picture_lies_inside_of_it() {
    let [_, picture] = both(&sample::all());
    let attribute = |text: &str, name: &str| -> f64 {
        let value = text.split_once(&format!(" {name}=\"")).unwrap().1;
        value.split('"').next().unwrap().parse().unwrap()
    };
    for text in picture.split("<text").skip(1).filter(|text| text.contains("font-size")) {
        let words = text.split(['>', '<']).nth(1).unwrap().replace("&quot;", "\"");
        let (x, length) = (attribute(text, "x"), wide(&words, attribute(text, "font-size")));
        let (left, right) = match text.split_once("text-anchor=\"").map(|(_, rest)| &rest[..3]) {
            Some("mid") => (x - length / 2.0, x + length / 2.0),
            Some("end") => (x - length, x),
            _ => (x, x + length),
        };
        assert!(left >= -12.0 && right <= 960.0 - 12.0, "{words}: {left} to {right}");
    }
    assert!(!picture.contains('%') && !picture.contains("var("), "no style sheet is needed");
}

#[test]
fn hostile_text_is_text() {
    let mut selection = sample::all();
    for place in selection.places.values_mut() {
        place.name.push_str("<script>x</script>\u{202e}");
    }
    for text in both(&selection) {
        assert!(text.contains("&lt;script&gt;") && !text.contains("<script"), "{text}");
        assert!(!text.contains('\u{202e}'));
    }
}
