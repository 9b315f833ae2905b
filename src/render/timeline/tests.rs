//! Tests of what a timeline looks like.

mod hedged;

use super::*;
use crate::domain::fact::{Draft, Stance, Status};
use crate::domain::quantity::Quantity;
use crate::domain::report::Confidentiality;
use crate::domain::selection::Selection;
use crate::domain::when::{Expression, When};
use crate::view::brief::{Asked, contradictions};
use crate::view::collected::Collected;
use crate::view::provenance::Provenance;
use crate::view::timeline::{Options, Quotes, sample};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

const PLAIN: Style = Style {
    width: 80,
    colour: false,
    ascii: false,
    links: false,
    advice: crate::render::Advice::NONE,
};

fn shown(selection: &Selection, style: Style, format: Format) -> String {
    let timeline = Timeline::of(selection, "aleppo", &Options::default());
    let mut bytes = Vec::new();
    write(&timeline, format, &style, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The facts of one report of the sample: a siege, a forecast, a number of dead.
fn one_report() -> Selection {
    let mut selection = sample::all();
    selection.facts.retain(|recorded| recorded.fact.report == "rfi-2016-10-20");
    selection
}

#[test]
fn a_small_timeline_looks_like_this_at_80_columns() {
    assert_eq!(shown(&one_report(), PLAIN, Format::Text), include_str!("tests/80.txt"));
}

#[test]
fn a_small_timeline_looks_like_this_at_140_columns() {
    let style = Style { width: 140, ..PLAIN };
    assert_eq!(shown(&one_report(), style, Format::Text), include_str!("tests/140.txt"));
}

#[test]
fn ascii_marks_are_ascii_and_say_the_same() {
    let text = shown(&one_report(), Style { ascii: true, ..PLAIN }, Format::Text);
    assert_eq!(text, include_str!("tests/80-ascii.txt"));
    assert!(text.is_ascii());
}

#[test]
fn colour_and_links_change_no_character() {
    let (plain, styled) = (
        shown(&sample::all(), PLAIN, Format::Text),
        shown(&sample::all(), Style { colour: true, ..PLAIN }, Format::Text),
    );
    let mut bare = String::new();
    for (at, part) in styled.split("\u{1b}[").enumerate() {
        bare.push_str(if at == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_eq!(bare, plain);
    let linked = shown(&one_report(), Style { links: true, ..PLAIN }, Format::Text);
    assert!(linked.contains("\u{1b}]8;;https://www.rfi.fr/") && !linked.contains("\n       https"));
}

#[test]
fn three_thousand_facts_are_a_density() {
    let text = shown(&crowd(3000), PLAIN, Format::Text);
    assert!(text.contains("3,000 facts") && text.contains("▁-█ how many facts: █ is"), "{text}");
    let lane = text.lines().find(|line| line.starts_with("Airstrikes")).unwrap();
    assert!(lane.contains('▅') && !lane.contains('●'), "{lane}");
}

#[test]
#[ignore = "writes the expected texts anew: run it, then read the difference"]
fn write_expected_texts() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render/timeline/tests");
    let (ascii, wide) = (Style { ascii: true, ..PLAIN }, Style { width: 140, ..PLAIN });
    for (name, style) in [("80.txt", PLAIN), ("80-ascii.txt", ascii), ("140.txt", wide)] {
        std::fs::write(folder.join(name), shown(&one_report(), style, Format::Text)).unwrap();
    }
}

/// Many facts over a year: airstrikes and shelling nearly every day, numbers of dead and trapped
/// people.
fn crowd(many: u32) -> Selection {
    let mut selection = sample::all();
    let first: crate::domain::when::Day = "2016-01-01".parse().unwrap();
    let drafts = (0..many).map(|at| {
        let day = first + chrono::Days::new(u64::from(at * at % 366));
        let indicator = ["airstrike", "shelling", "killed", "trapped"][at as usize % 4];
        let mut draft = Draft::new("rfi-2016-10-20", indicator, "aleppo");
        draft.when = Some(When::new(Expression::day(day), ""));
        draft.quantity = Some(Quantity { best: Some((at % 17).into()), ..Quantity::default() });
        sample::recorded(draft)
    });
    selection.facts = drafts.collect();
    selection
}

fn arbitrary_draft() -> impl Strategy<Value = Draft> {
    let hostile = prop_oneof![
        Just("حلب الشرقية".to_owned()),
        Just("阿勒颇 东部".to_owned()),
        Just("e\u{301}\u{1b}[31m\u{202e}\u{0}x".to_owned()),
        Just("=cmd|' /C calc'!A0\n| # [x](y)".to_owned()),
        "[a-z ]{0,40}",
        "\\PC{0,20}",
    ];
    let indicator = prop::sample::select(vec![
        "ceasefire",
        "corridors",
        "killed",
        "airstrike",
        "food-stock-end",
        "nowhere-defined",
    ]);
    let when = prop::sample::select(vec![
        "2016-10-24",
        "2016-10-20/2016-10-22",
        "[2016-07-01..2016-07-10]/..",
        "/2016-10-22",
        "[2016-10-24..2016-10-31]",
        "2011",
        "[..2016-10-31]",
        "2016-10~",
        "9999-12-31",
        "{2016-10-20,2016-10-22}",
        "2016-10-01/..",
        "0001-01-01/..",
    ]);
    let figures = (any::<Option<u32>>(), any::<bool>());
    let status = prop::option::of(prop::sample::select(Status::ALL.to_vec()));
    let stance = prop::sample::select(Stance::ALL.to_vec());
    (indicator, prop::option::of(when), prop::option::of(figures), status, stance, hostile)
        .prop_map(|(indicator, when, figures, status, stance, text)| {
            let mut draft = Draft::new("rfi-2016-10-20", indicator, "eastern-aleppo");
            draft.when = when.map(|when| When::new(when.parse::<Expression>().unwrap(), ""));
            draft.quantity = figures.map(|(best, approximate)| Quantity {
                as_stated: text.clone(),
                best: best.map(Into::into),
                approximate,
                unit: "people".into(),
                ..Quantity::default()
            });
            draft.status = status;
            draft.stance = stance;
            draft.scope = Some(text.clone());
            draft.claimants = vec![text];
            draft
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_line_is_wider_than_the_terminal_and_nothing_in_it_acts(
        drafts in prop::collection::vec(arbitrary_draft(), 0..30),
        width in 60_usize..240,
        ascii in any::<bool>(),
    ) {
        let mut selection = sample::all();
        selection.facts = drafts.into_iter().map(sample::recorded).collect();
        let text = shown(&selection, Style { width, ascii, ..PLAIN }, Format::Text);
        for line in text.lines() {
            let is_address = line.trim_start().starts_with("http") && !line.trim().contains(' ');
            prop_assert!(line.width() <= width || is_address, "{width}: {line}");
            let is_joiner = |c| matches!(c, '\u{200c}' | '\u{200d}');
            let unseen = line.contains(|c| crate::text::safe::is_unseen(c) && !is_joiner(c));
            prop_assert!(!unseen, "{line:?}");
            prop_assert!(line == line.trim_end());
        }
        let markdown = shown(&selection, PLAIN, Format::Markdown);
        let acts = markdown.contains(['\u{1b}', '\u{202e}']);
        prop_assert!(!acts);
        let json = shown(&selection, PLAIN, Format::Json);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
        let csv = shown(&selection, PLAIN, Format::Csv);
        for row in ::csv::Reader::from_reader(csv.as_bytes()).records() {
            let guarded = row.unwrap().iter().all(|cell| !cell.starts_with('='));
            prop_assert!(guarded);
        }
    }
}

#[test]
fn nothing_found_is_said_in_a_sentence() {
    let text = shown(&sample::reference(), PLAIN, Format::Text);
    assert!(
        text.starts_with("Aleppo, Syria") && text.contains("none about this place is recorded"),
        "{text}"
    );
}

/// The lane of an indicator at 80 columns.
fn lane_of(selection: &Selection, label: &str) -> String {
    let text = shown(selection, PLAIN, Format::Text);
    text.lines().find(|line| line.starts_with(label)).unwrap().to_owned()
}

#[test]
fn what_was_agreed_for_a_day_on_which_it_ended_comes_before_the_end() {
    let mut selection = one_report();
    selection.facts = [Status::Ended, Status::Agreed]
        .map(|status| {
            let when = When::new("2016-10-20".parse().unwrap(), "");
            let truce = Draft::new("rfi-2016-10-20", "ceasefire", "aleppo");
            Draft { status: Some(status), when: Some(when), ..truce }
        })
        .map(sample::recorded)
        .to_vec();
    let lane = lane_of(&selection, "Ceasefire");
    assert!(lane.contains("○×"), "{lane}");
}

#[test]
fn what_was_left_out_is_stated_before_the_lanes() {
    let mut selection = one_report();
    selection.left_out = 40_000;
    let text = shown(&selection, PLAIN, Format::Text);
    assert!(text.contains("6 of 40,006 facts"), "{text}");
    assert!(text.find("40,000 facts left out").unwrap() < text.find("Siege").unwrap(), "{text}");
    let for_others = crate::render::Advice { left_out: "", ..PLAIN.advice };
    let text = shown(&selection, Style { advice: for_others, ..PLAIN }, Format::Text);
    assert!(text.contains("left out of lanes, entries and counts.\n"), "{text}");
    let json = shown(&selection, PLAIN, Format::Json);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["head"]["left_out"], 40_000);
}

#[test]
fn a_long_part_is_shown_in_its_beginning_and_data_has_all_of_it() {
    let mut selection = one_report();
    let mut draft: Draft = (*selection.facts[0].fact).clone();
    draft.scope = Some("@".repeat(200_000));
    selection.facts.push(sample::recorded(draft));
    let ascii = shown(&selection, Style { ascii: true, ..PLAIN }, Format::Text);
    assert!(ascii.matches('@').count() < 1_050 && ascii.is_ascii(), "{ascii}");
    assert!(ascii.contains("... cells are cut after 1,000 characters: data has all"));
    assert!(shown(&selection, PLAIN, Format::Json).contains(&"@".repeat(200_000)));
}

#[test]
fn data_shows_what_would_act_unseen_as_that_of_a_table_does() {
    let mut selection = one_report();
    let mut draft: Draft = (*selection.facts[0].fact).clone();
    draft.scope = Some("a\u{202e}b\u{9b}\u{1b}[31m".into());
    selection.facts = vec![sample::recorded(draft)];
    let table = crate::view::facts::table(&selection);
    for (format, seen) in
        [(Format::Json, r"a\u202eb\u009b\u001b[31m"), (Format::Csv, r"a\u{202e}b\u{9b}\u{1b}[31m")]
    {
        let mut bytes = Vec::new();
        super::super::grid(&table, format, &PLAIN, &mut bytes).unwrap();
        for text in [shown(&selection, PLAIN, format), String::from_utf8(bytes).unwrap()] {
            assert!(text.contains(seen), "{text}");
            assert!(!text.contains(['\u{202e}', '\u{9b}', '\u{1b}']), "{text}");
        }
    }
}

#[test]
fn marks_of_neighbouring_days_are_side_by_side_and_addresses_stay_whole() {
    let text = shown(&sample::all(), Style { width: 60, ..PLAIN }, Format::Text);
    let lane = text.lines().find(|line| line.starts_with("Ceasefire")).unwrap();
    assert!(lane.contains('×') && lane.contains('ø'), "{lane}");
    assert!(text.contains("\n        http://www.eagleeyeintel.com/new-blog/2016/11/3/syria-truce-expires-without-evacuations\n"), "{text}");
}

#[test]
fn what_happened_is_drawn_over_its_absence_and_a_deadline_runs_over_the_edge() {
    let draft = |indicator, when: &str| Draft {
        when: Some(When::new(when.parse::<Expression>().unwrap(), "")),
        ..Draft::new("voa-2016-10-24", indicator, "aleppo")
    };
    let convoys = |best: u32, when| Draft {
        quantity: Some(Quantity {
            best: Some(best.into()),
            unit: "convoys".into(),
            ..Quantity::default()
        }),
        ..draft("aid-delivery", when)
    };
    let due = Draft { stance: Stance::Forecasts, ..draft("food-stock-end", "[..2016-12-31]") };
    let drafts = [convoys(0, "2016-09-01/.."), convoys(1, "2016-10-12"), due];
    let mut selection = sample::all();
    selection.facts = drafts.into_iter().map(sample::recorded).collect();
    let last = Some("2016-11-10".parse().unwrap());
    let range = crate::view::timeline::Range::Days { first: None, last };
    let timeline = Timeline::of(&selection, "aleppo", &Options { range, lanes: true });
    let mut bytes = Vec::new();
    write(&timeline, Format::Text, &Style { width: 100, ..PLAIN }, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let lane = |label: &str| text.lines().find(|line| line.starts_with(label)).unwrap();
    assert!(lane("Aid").contains("─●≠─"), "{text}");
    assert!(lane("Aid").contains("≠ 1 convoy 12 Oct"), "{text}");
    assert!(lane("Food").contains("◇┈") && lane("Food").contains("┈▸"), "{text}");
}

fn page(selection: &Selection) -> String {
    let mut quotes = Quotes::default();
    selection.facts.iter().for_each(|recorded| quotes.add(recorded));
    let mut timeline = Timeline::of(selection, "aleppo", &Options::default());
    timeline.head.asked = "by <x>".to_owned();
    let provenance = Provenance::of("2017-11-25".parse().unwrap(), None);
    let mut bytes = Vec::new();
    let asked = Asked { place: "aleppo", as_of: "2017-11-25".parse().unwrap() };
    let against = contradictions(&Collected::of(selection), selection, asked);
    let beside =
        page::Beside { quotes: &quotes, contradictions: &against, provenance: &provenance };
    page::write(&timeline, beside, &PLAIN, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_page_has_each_entry_with_its_quotes_and_links_that_lead_to_its_sources() {
    let page = page(&sample::all());
    let sample = sample::all();
    let timeline = Timeline::of(&sample, "aleppo", &Options::default());
    let entries: usize = timeline.groups().map(|group| group.len()).sum();
    assert_eq!(page.matches("<div><span>").count(), entries);
    for fact in &sample.facts {
        let quote = fact.fact.quote.as_deref().unwrap();
        let escaped = maud::html! { (quote) }.into_string();
        assert!(page.contains(&escaped), "{quote}");
    }
    for link in page.split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
}

#[test]
fn every_format_says_what_was_asked_and_that_it_is_confidential() {
    let mut selection = sample::all();
    for report in selection.reports.values_mut() {
        report.confidentiality = Some(Confidentiality::Confidential);
    }
    let mut timeline = Timeline::of(&selection, "aleppo", &Options::default());
    timeline.head.asked = "by SOHR".to_owned();
    for format in [Format::Text, Format::Markdown] {
        let mut bytes = Vec::new();
        super::write(&timeline, format, &PLAIN, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let mark = "CONFIDENTIAL · has facts of 12 confidential reports";
        assert!(text.contains(mark) && text.contains("asked for: by SOHR"), "{text}");
    }
    let internal = selection.reports.values_mut().next().unwrap();
    internal.confidentiality = Some(Confidentiality::Internal);
    for text in [page(&selection), picture(&selection)] {
        assert!(text.contains("11 confidential reports and 1 internal report"), "{text}");
    }
    assert!(page(&selection).contains(" (internal)"));
    let picture = picture(&selection);
    assert!(picture.contains("CONFIDENTIAL") && picture.contains(">by &lt;x&gt;<"), "{picture}");
}

#[test]
fn a_page_without_facts_says_so() {
    assert!(page(&sample::reference()).contains("No facts: none about this place is recorded"));
}

#[test]
fn a_page_with_sums_does_not_say_that_nothing_is_added_up() {
    let killed = |day: &str, best: u32| {
        let quantity = Quantity { best: Some(best.into()), ..Quantity::default() };
        let when = Some(When::new(day.parse().unwrap(), ""));
        let bare = Draft::new("rfi-2016-10-20", "killed", "aleppo");
        sample::recorded(Draft { quantity: Some(quantity), when, ..bare })
    };
    let mut selection = sample::reference();
    selection.facts = vec![killed("2016-10-01", 3), killed("2016-10-09", 4)];
    let page = page(&selection);
    assert!(page.contains("7 people in 2 events"), "{page}");
    assert!(!page.contains("Nothing is added up"), "{page}");
    assert!(page.contains("the figure beside a lane may be the sum of its events"), "{page}");
}

fn picture(selection: &Selection) -> String {
    let mut timeline = Timeline::of(selection, "aleppo", &Options::default());
    timeline.head.asked = "by <x>".to_owned();
    let provenance = Provenance::of("2017-11-25".parse().unwrap(), None);
    let mut bytes = Vec::new();
    picture::write(&timeline, &provenance, PLAIN.advice, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_picture_names_each_lane_and_its_text_lies_inside_of_it() {
    let sample = sample::all();
    let picture = picture(&sample);
    let timeline = Timeline::of(&sample, "aleppo", &Options::default());
    for lane in &timeline.lanes {
        assert!(picture.contains(&format!(">{}<", lane.label)), "{}", lane.label);
    }
    let height: f64 = attribute(picture.split_once("viewBox").unwrap().0, "height");
    for text in picture.split("<text").skip(1).filter(|text| !text.starts_with(" class=\"value\""))
    {
        let words = text.split(['>', '<']).nth(1).unwrap().replace("&quot;", "\"");
        let (x, y, size) =
            (attribute(text, "x"), attribute(text, "y"), attribute(text, "font-size"));
        let wide = crate::render::svg::wide(&words, size);
        let right = if text.contains("\"middle\"") { x + wide / 2.0 } else { x + wide };
        assert!(
            x >= 24.0 && right <= 960.0 - 15.0 && y > 10.0 && y < height - 8.0,
            "{words}: {right}"
        );
    }
}

#[test]
fn a_picture_looks_the_same_to_programs_that_draw_it_without_a_browser() {
    let picture = picture(&sample::all());
    assert!(!picture.contains(" dx=") && picture.contains("class=\"value\""), "{picture}");
    // Drawing programs apply the rules for dark mode for all readers, unless they do not understand the selectors.
    let dark = picture.split_once("dark) {").unwrap().1.split_once("</style>").unwrap().0;
    let rules: Vec<&str> = dark.lines().filter(|line| line.contains('{')).collect();
    assert!(rules.len() > 8, "{dark}");
    assert!(rules.iter().all(|rule| !rule.contains('.') && rule.contains("[class")), "{dark}");
}

fn attribute(text: &str, name: &str) -> f64 {
    let value = text.split_once(&format!(" {name}=\"")).unwrap().1;
    value.split('"').next().unwrap().parse().unwrap()
}

#[test]
fn hostile_text_is_text_in_pages_and_pictures_and_the_confidential_are_marked() {
    let mut selection = one_report();
    let hostile = "</title><script>x</script>\u{202e}\u{1b}\u{ffff}";
    for place in selection.places.values_mut() {
        place.name.push_str(hostile);
    }
    for report in selection.reports.values_mut() {
        report.title.push_str(hostile);
        report.url = Some(format!("javascript:{hostile}"));
        report.confidentiality = Some(Confidentiality::Confidential);
    }
    for indicator in selection.indicators.values_mut() {
        indicator.label.push_str(hostile);
    }
    for text in [page(&selection), picture(&selection)] {
        assert!(text.contains("by &lt;x&gt;"));
        assert!(text.contains("&lt;script&gt;") && !text.contains("<script"));
        assert!(!text.contains(['\u{202e}', '\u{1b}']) && !text.contains("href=\"javascript"));
        assert!(text.to_lowercase().contains("has facts of 1 confidential report"));
    }
    assert!(!picture(&selection).contains('\u{ffff}'));
}
