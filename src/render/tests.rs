//! Tests of grids in every format, with the exact text, and property tests of page layout.

use super::*;
use crate::domain::identity::Uid;
use crate::domain::report::{Confidentiality, Restricted};
use crate::view::grid::{Cell, Column, Emphasis};
use crate::workbook::Holds;
use proptest::prelude::*;

const PLAIN: Style = Style {
    width: 80,
    colour: false,
    ascii: false,
    links: false,
    advice: crate::render::Advice::NONE,
};

fn written(shown: &Grid, format: Format, style: &Style) -> String {
    let mut bytes = Vec::new();
    grid(shown, format, style, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// A small table of facts: an id, words, a figure, a link that may fold below the words to its
/// left.
fn sample() -> Grid {
    let columns = vec![
        Column::new("fact_id", "id").keep(),
        Column::new("value", "value").right(),
        Column::new("claimant", "according to"),
        Column::page("report", "report").keep().fold(),
        Column::data("approximate"),
    ];
    let row = |id: u8, value: &str, who: &str, report: &str| {
        vec![
            Cell::Id(Uid([id; 16])),
            Cell::text(value),
            Cell::words(who, Emphasis::Strong),
            Cell::link(report, Some("https://example.org/1")),
            Cell::Flag(true),
        ]
    };
    Grid {
        title: Some("Trapped".into()),
        rows: vec![
            row(0x3f, "up to 300,000 people", "United Nations", "voa-2016-10-24"),
            row(0xa1, "none", "=cmd|\u{1b}[31m", "rfi-2016-10-20"),
        ],
        notes: vec!["120 more; narrow the filter".into()],
        ..Grid::new(columns)
    }
}

#[test]
fn a_table_has_one_rule_and_no_trailing_space() {
    let expected = "\
Trapped

id                       value  according to     report
───────────────────────────────────────────────────────────────
3f3f3f3f  up to 300,000 people  United Nations   voa-2016-10-24
a1a1a1a1                  none  =cmd|\\u{1b}[31m  rfi-2016-10-20

120 more; narrow the filter
";
    assert_eq!(written(&sample(), Format::Text, &PLAIN), expected);
}

#[test]
fn a_narrow_table_folds_before_it_breaks_words() {
    let style = Style { width: 40, ascii: true, ..PLAIN };
    let text = written(&sample(), Format::Text, &style);
    assert!(text.lines().all(|line| line.chars().count() <= 40), "{text}");
    assert!(text.contains("voa-2016-10-24") && text.contains("300,000"), "{text}");
    assert_eq!(text.lines().nth(3).map(str::trim), Some("report"), "{text}");
}

#[test]
fn a_page_too_narrow_for_columns_gets_a_paragraph_for_each_row() {
    let style = Style { width: 24, ascii: true, ..PLAIN };
    let text = written(&sample(), Format::Text, &style);
    let expected = "\
id | value | according
  to | report
------------------------
3f3f3f3f | up to
  300,000 people |
  United Nations |
  voa-2016-10-24
";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn colour_and_links_add_sequences_and_move_nothing() {
    let style = Style { colour: true, links: true, ..PLAIN };
    let text = written(&sample(), Format::Text, &style);
    assert!(text.contains("\u{1b}[36m3f3f3f3f\u{1b}[0m  up to"), "{text:?}");
    assert!(
        text.contains("\u{1b}]8;;https://example.org/1\u{1b}\\voa-2016-10-24\u{1b}]8;;\u{1b}\\")
    );
    assert_eq!(stripped(&text), written(&sample(), Format::Text, &PLAIN));
}

/// The text without the terminal sequences that `render` writes.
fn stripped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        plain.push_str(&rest[..at]);
        let end = if rest[at..].starts_with("\u{1b}]") { "\u{1b}\\" } else { "m" };
        rest = &rest[at + rest[at..].find(end).unwrap() + end.len()..];
    }
    plain + rest
}

#[test]
fn a_page_shows_the_beginning_of_a_long_cell_and_data_all_of_it() {
    let mut long = sample();
    long.rows[1][2] = Cell::text("=".repeat(300_000));
    let text = written(&long, Format::Text, &PLAIN);
    assert_eq!(text.matches('=').count(), 1_000, "{text}");
    assert!(text.contains("=…") && text.len() < 10_000, "{text}");
    assert!(text.ends_with("… cells are cut after 1,000 characters: data has all\n"));
    let ascii = written(&long, Format::Text, &Style { ascii: true, ..PLAIN });
    assert!(ascii.is_ascii() && ascii.contains("=..."), "{ascii}");
    for format in [Format::Csv, Format::Json, Format::Markdown] {
        assert_eq!(written(&long, format, &PLAIN).matches('=').count(), 300_000, "{format:?}");
    }
    assert!(!written(&sample(), Format::Text, &PLAIN).contains('…'));
}

#[test]
fn csv_has_keys_whole_ids_and_guarded_text() {
    let expected = "\
fact_id,value,claimant,approximate
3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f,\"up to 300,000 people\",United Nations,true
a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1,none,'=cmd|\\u{1b}[31m,true
";
    assert_eq!(written(&sample(), Format::Csv, &PLAIN), expected);
}

#[test]
fn json_has_typed_values_and_escapes_what_is_unseen() {
    let mut grid = sample();
    grid.rows[1][1] = Cell::Number(8.into());
    grid.rows[1][2] = Cell::text("a\u{202e}b\u{9b}\u{e0041}");
    let text = written(&grid, Format::Json, &PLAIN);
    assert!(text.contains(r#""claimant": "a\u202eb\u009b\udb40\udc41""#), "{text}");
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read[1]["value"], 8);
    assert_eq!(read[1]["claimant"], "a\u{202e}b\u{9b}\u{e0041}");
    assert_eq!(read[0]["approximate"], true);
    assert_eq!(read[0].as_object().unwrap().len(), 4);
}

#[test]
fn json_lines_have_an_object_on_each_line() {
    let text = written(&sample(), Format::JsonLines, &PLAIN);
    let rows: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let all: Vec<serde_json::Value> =
        serde_json::from_str(&written(&sample(), Format::Json, &PLAIN)).unwrap();
    assert_eq!(rows, all);
}

#[test]
fn markdown_has_a_pipe_table_with_links() {
    let expected = "\
## Trapped

| id | value | according to | report |
| --- | ---: | --- | --- |
| 3f3f3f3f | up to 300,000 people | **United Nations** | [voa-2016-10-24](https://example.org/1) |
| a1a1a1a1 | none | **=cmd\\|\\\\u{1b}\\[31m** | [rfi-2016-10-20](https://example.org/1) |

120 more; narrow the filter
";
    assert_eq!(written(&sample(), Format::Markdown, &PLAIN), expected);
}

#[test]
fn without_rows_only_the_notes_are_written() {
    let empty = Grid { rows: Vec::new(), notes: vec!["no facts".into()], title: None, ..sample() };
    assert_eq!(written(&empty, Format::Text, &PLAIN), "no facts\n");
    assert_eq!(written(&empty, Format::Markdown, &PLAIN), "no facts\n");
    assert_eq!(written(&empty, Format::Json, &PLAIN), "[]\n");
    assert_eq!(written(&empty, Format::JsonLines, &PLAIN), "");
    assert_eq!(written(&empty, Format::Csv, &PLAIN), "fact_id,value,claimant,approximate\n");
}

#[test]
fn the_wide_arrangement_is_taken_where_it_fits() {
    let wide = Grid { title: Some("Wide".into()), ..sample() };
    let both = Grid { wide: Some(Box::new(wide)), ..sample() };
    assert!(written(&both, Format::Text, &PLAIN).starts_with("Wide"));
    assert!(written(&both, Format::Text, &Style { width: 60, ..PLAIN }).starts_with("Trapped"));
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let text = "[a-z0-9 =\\-東京حلابéß\u{301}\u{1b}\u{202e}\u{200d}\n\t👩🏽❤\u{fe0f}]{0,40}";
    prop_oneof![
        Just(Cell::Empty),
        text.prop_map(Cell::text),
        text.prop_map(|text| Cell::words(text, Emphasis::Bad)),
        text.prop_map(|text| Cell::link(text, Some("https://example.org"))),
        any::<u32>().prop_map(|n| Cell::Number(n.into())),
        any::<[u8; 16]>().prop_map(|bytes| Cell::Id(Uid(bytes))),
        (0_usize..4, text).prop_map(|(depth, text)| Cell::Nested { depth, text }),
        prop::collection::vec(text, 0..3).prop_map(Cell::List),
    ]
}

fn any_grid() -> impl Strategy<Value = Grid> {
    (1_usize..12).prop_flat_map(|columns| {
        let column = (any::<[bool; 3]>(), "[a-z ]{1,14}").prop_map(|(is, heading)| {
            let column = Column::new("key", heading);
            let column = if is[0] { column.keep() } else { column };
            let column = if is[1] { column.right() } else { column };
            if is[2] { column.fold() } else { column }
        });
        let row = prop::collection::vec(any_cell(), columns);
        let columns = prop::collection::vec(column, columns);
        (columns, prop::collection::vec(row, 0..5))
            .prop_map(|(columns, rows)| Grid { rows, ..Grid::new(columns) })
    })
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_page_and_nothing_hostile_is_raw(
        shown in any_grid(),
        width in 60_usize..300,
        colour in any::<bool>(),
    ) {
        let style = Style { width, colour, ascii: false, links: colour, advice: crate::render::Advice::NONE };
        let text = stripped(&written(&shown, Format::Text, &style));
        for line in text.lines() {
            prop_assert!(crate::text::layout::width(line) <= width, "{} > {width}: {line:?}", crate::text::layout::width(line));
            // Some languages need joiners in their spelling; `safe` decides where they are allowed.
            let is_joiner = |c| matches!(c, '\u{200c}' | '\u{200d}');
            let acts = line.contains(|c| crate::text::safe::is_unseen(c) && !is_joiner(c));
            prop_assert!(!acts, "{line:?}");
        }
    }

    #[test]
    fn csv_reads_back_cell_for_cell(shown in any_grid()) {
        let text = written(&shown, Format::Csv, &PLAIN);
        let mut reader = csv_reader(&text);
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(rows.len(), shown.rows.len());
        prop_assert!(rows.iter().all(|row| row.len() == shown.columns.len()));
        serde_json::from_str::<serde_json::Value>(&written(&shown, Format::Json, &PLAIN)).unwrap();
    }
}

fn csv_reader(text: &str) -> ::csv::Reader<&[u8]> {
    ::csv::Reader::from_reader(text.as_bytes())
}

fn page_of(shown: &Grid, confidential: usize) -> String {
    let restricted = Restricted { confidential, internal: 0 };
    let provenance = crate::view::provenance::Provenance::of("2016-11-25".parse().unwrap(), None);
    let page =
        TablePage { title: "Facts", asked: "place <x>", restricted, provenance: &provenance };
    let mut bytes = Vec::new();
    page.write(shown, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_page_names_every_column_and_row_and_repeats_headings_for_small_screens() {
    let page = page_of(&sample(), 0);
    assert!(page.contains("<h1>Trapped</h1>"), "{page}");
    assert!(page.contains("place &lt;x&gt;"), "{page}");
    assert!(page.contains("<caption><span>120 more; narrow the filter</span>"), "{page}");
    assert_eq!(page.matches("scope=\"col\"").count(), 4, "{page}");
    assert_eq!(page.matches("scope=\"row\"").count(), 2, "{page}");
    assert_eq!(page.matches("data-heading=\"value\"").count(), 2, "{page}");
    assert!(page.contains("=cmd|\\u{1b}[31m") && !page.contains('\u{1b}'), "{page}");
    assert!(page_of(&sample(), 1).contains("has facts of 1 confidential report"));
    let none = page_of(&Grid { notes: vec!["no facts match".into()], ..Grid::default() }, 0);
    assert!(none.contains("no facts match") && !none.contains("<table"), "{none}");
}

#[test]
fn a_workbook_has_typed_cells_and_a_sheet_of_notes() {
    use calamine::{Data, Reader, Xlsx};
    let mut shown = sample();
    shown.columns.push(Column::data("day"));
    let day = "2016-10-24".parse().unwrap();
    shown.rows.iter_mut().for_each(|row| row.push(Cell::Day(day)));
    let mut bytes = Vec::new();
    let restricted = Restricted { confidential: 0, internal: 1 };
    let what = ["place Aleppo".to_owned()];
    let column: fn(&str) -> (&'static str, Holds) = |name| match name {
        "fact_id" => ("The id.", Holds::Text),
        _ => ("", Holds::Text),
    };
    workbook(&shown, &TableDescription { what: &what, restricted, column }, &mut bytes).unwrap();
    let mut read: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(read.sheet_names(), ["table", "how to read"]);
    let table = read.worksheet_range("table").unwrap();
    let row = |at: usize| table.rows().nth(at).unwrap().to_vec();
    assert_eq!(row(0)[0], Data::String("report, in words".to_owned()));
    assert_eq!(row(1)[0], Data::String("voa-2016-10-24".to_owned()));
    assert_eq!(row(0)[1], Data::String("fact_id".to_owned()));
    assert_eq!(row(1)[1], Data::String("3f".repeat(16)));
    assert_eq!(row(2)[3], Data::String("=cmd|\\u{1b}[31m".to_owned()));
    assert_eq!(row(1)[4], Data::Bool(true));
    assert!(matches!(row(1)[5], Data::DateTime(at) if at.as_f64().total_cmp(&42_667.0).is_eq()));
    let notes = read.worksheet_range("how to read").unwrap();
    let note = |at: u32| notes.get_value((at, 1)).cloned().unwrap_or_default().to_string();
    assert!(note(1).starts_with("INTERNAL · has facts of 1 internal report"), "{}", note(1));
    assert_eq!(note(2), "place Aleppo");
    assert_eq!(note(3), "120 more; narrow the filter");
    let told: Vec<String> = notes.rows().map(|row| format!("{}: {}", row[0], row[1])).collect();
    assert!(told.contains(&"fact_id: The id.".to_owned()), "{told:?}");
    assert!(
        told.contains(&"report, in words: The same in words, as on a page.".to_owned()),
        "{told:?}"
    );
}

#[test]
fn slides_are_the_documented_json_and_every_text_in_them_is_escaped() {
    let slide = crate::view::facts::Slide {
        id: "3f".repeat(16),
        group: "Killed <b>".to_owned(),
        headline: "Killed: \"5\" <script>".to_owned(),
        when: "Oct 2016".to_owned(),
        first: "2016-10-01".parse().unwrap(),
        last: Some("2016-10-31".parse().unwrap()),
        place: "A & B".to_owned(),
        by: "unattributed".to_owned(),
        quote: Some("five\u{202e}".to_owned()),
        source: "VOA, 2016-10-24: <i>".to_owned(),
        links: [Some("javascript:alert(1)".to_owned()), Some("https://a.org/<b>".to_owned())],
        confidentiality: Some(Confidentiality::Confidential),
    };
    let mut bytes = Vec::new();
    let mut slides = TimelineJs::new(&mut bytes).unwrap();
    slides.slide(&slide).unwrap();
    slides.slide(&slide).unwrap();
    slides.finish("Facts <x>", &["2 facts".to_owned()]).unwrap();
    let all: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let event = &all["events"][1];
    assert_eq!(event["start_date"], serde_json::json!({"year": 2016, "month": 10, "day": 1}));
    assert_eq!(event["end_date"]["day"], 31);
    assert_eq!(event["display_date"], "Oct 2016");
    assert_eq!(event["autolink"], false);
    assert_eq!(event["text"]["headline"], "Killed: &quot;5&quot; &lt;script&gt;");
    let text = event["text"]["text"].as_str().unwrap();
    assert!(text.contains("A &amp; B") && text.contains("five\\u{202e}"), "{text}");
    assert!(
        !text.contains("javascript") && text.contains("href=\"https://a.org/%3Cb%3E\""),
        "{text}"
    );
    let title = all["title"]["text"].to_string();
    assert!(title.contains("CONFIDENTIAL") && title.contains("Facts &lt;x&gt;"), "{title}");
}
