use super::*;
use crate::domain::group_counts::tests::count;
use crate::domain::selection::{RecordedFact, Selection};
use crate::render::{self, Format, Style};
use crate::view::timeline::sample;

fn dimensions(words: &str) -> Vec<Dimension> {
    words.split(',').map(|word| word.parse().unwrap()).collect()
}

fn counts(selection: &Selection, by: &[Dimension]) -> Grid {
    CountTable::of(&count(selection, by), by).grid(usize::MAX)
}

fn text(words: &str, selection: &Selection, format: Format, width: usize) -> String {
    let mut bytes = Vec::new();
    let style = Style {
        width,
        colour: false,
        ascii: true,
        links: false,
        advice: crate::render::Advice::NONE,
    };
    render::grid(&counts(selection, &dimensions(words)), format, &style, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Four facts about two places and two months: one without a time, two of one origin, one without
/// an origin.
fn few() -> Selection {
    let mut all = sample::all();
    let wanted = |recorded: &RecordedFact| recorded.fact.indicator == "aid-delivery";
    let mut facts: Vec<_> = all.facts.iter().filter(|f| wanted(f)).take(3).cloned().collect();
    let mut elsewhere = (*facts[2].fact).clone();
    elsewhere.place = "eastern-aleppo".into();
    elsewhere.when = None;
    elsewhere.origin = None;
    facts.push(sample::recorded(elsewhere));
    all.facts = facts;
    all
}

#[test]
fn two_dimensions_are_columns_if_they_fit_and_rows_if_not() {
    let expected = "\
Facts by place and month

place           Jul 2016  undated  total
----------------------------------------
Aleppo                 3               3
Eastern Aleppo                  1      1

4 facts from 3 reports
3 of them may continue after the month in which they begin, and are counted
there
";
    assert_eq!(text("place,month", &few(), Format::Text, 80), expected);
    let narrow = text("place,month", &few(), Format::Text, 38);
    assert!(!narrow.contains("total"), "{narrow}");
}

#[test]
fn origins_are_a_span_where_some_are_unknown() {
    let mut selection = few();
    selection.facts[0].fact = named_origin(&selection.facts[0], Some("speech"));
    selection.facts[1].fact = named_origin(&selection.facts[1], Some("speech"));
    selection.facts[2].fact = named_origin(&selection.facts[2], None);
    let expected = "\
place_key,place_name,facts,reports,origins_least,origins_most
aleppo,Aleppo,3,3,1,2
eastern-aleppo,Eastern Aleppo,1,1,1,1
";
    assert_eq!(text("place", &selection, Format::Csv, 80), expected);
    let shown = text("place", &selection, Format::Text, 80);
    assert!(shown.lines().nth(2).is_some_and(|line| line.ends_with("      1-2")), "{shown}");
}

fn named_origin(recorded: &RecordedFact, origin: Option<&str>) -> crate::domain::fact::Fact {
    let draft = crate::domain::fact::Draft {
        origin: origin.map(str::to_owned),
        ..(*recorded.fact).clone()
    };
    crate::domain::fact::Fact::from_record(draft, None, None)
}

#[test]
fn data_has_dates_in_iso_order_and_nothing_for_what_was_not_stated() {
    let expected = "\
month,facts,reports,origins_least,origins_most
2016-07,3,3,";
    let csv = text("month", &few(), Format::Csv, 80);
    assert!(csv.starts_with(expected), "{csv}");
    assert!(csv.lines().nth(2).is_some_and(|line| line.starts_with(",1,1")), "{csv}");
}

#[test]
fn every_fact_is_counted_once_by_every_dimension() {
    let all = sample::all();
    for &dimension in Dimension::ALL {
        let grid = counts(&all, &[dimension]);
        let at = grid.columns.iter().position(|column| column.key == "facts").unwrap();
        let count = |row: &Vec<Cell>| if let Cell::Count(n) = row[at] { n } else { 0 };
        assert_eq!(grid.rows.iter().map(count).sum::<usize>(), all.facts.len(), "{dimension}");
        assert!(grid.rows.iter().all(|row| row.len() == grid.columns.len()), "{dimension}");
    }
}

#[test]
fn an_unknown_way_to_count_names_the_known_ones() {
    let wrong = "moon".parse::<Dimension>().unwrap_err().to_string();
    assert!(
        wrong.starts_with("`moon` is not a way to count: it must be one of place, indicator"),
        "{wrong}"
    );
}
