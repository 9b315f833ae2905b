//! Tests of days that a report calls approximate or uncertain.

use super::*;

/// An event on a day, a figure for another day, and a siege since a day, with the days written in this way.
fn of_days(days: [&str; 3]) -> Selection {
    let mut selection = sample::all();
    let indicators = ["shelling", "killed", "besieged"];
    let drafts = indicators.into_iter().zip(days).map(|(indicator, when)| Draft {
        when: Some(When::new(when.parse().unwrap(), "")),
        ..Draft::new("voa-2016-10-24", indicator, "aleppo")
    });
    selection.facts = drafts.map(sample::recorded).collect();
    selection
}

#[test]
fn days_that_are_approximate_or_doubted_have_a_sign_in_every_drawing() {
    let sure = of_days(["2016-10-12", "2016-10-20", "2016-10-05/2016-10-28"]);
    let hedged = of_days(["2016-10-12~", "2016-10-20?", "2016-10-05~/2016-10-28"]);
    let ascii = Style { ascii: true, ..PLAIN };
    for (text, sign, legend) in [
        (shown(&hedged, PLAIN, Format::Text), "≈●", "≈ about that day, or doubted"),
        (shown(&hedged, ascii, Format::Text), "a*", "a about that day, or doubted"),
        (page(&hedged), "href=\"#m-hedged\"", "about that day, or doubted"),
        (picture(&hedged), "href=\"#m-hedged\"", "about that day, or doubted"),
    ] {
        assert!(text.contains(legend), "{text}");
        assert!(text.matches(sign).count() >= 2, "{text}");
    }
    assert!(shown(&hedged, PLAIN, Format::Text).contains("≈█"), "the beginning of the siege");
    assert_eq!(page(&hedged).matches("href=\"#m-hedged\"").count(), 3, "two marks, the legend");
    assert_eq!(page(&hedged).matches("href=\"#m-hedged-before\"").count(), 1, "the siege");
    for text in [shown(&sure, PLAIN, Format::Text), page(&sure), picture(&sure)] {
        assert!(!text.contains("or doubted") && !text.contains("href=\"#m-hedged"), "{text}");
    }
    let json = shown(&hedged, PLAIN, Format::Json);
    assert!(
        json.contains("\"first_is\": \"approximate\"")
            && json.contains("\"last_is\": \"uncertain\"")
    );
}
