use super::*;
use crate::domain::changeset::Recorder;
use crate::domain::identity::Canonical;
use crate::domain::place::PlaceKind;
use crate::render::{self, Format, Style};
use crate::view::timeline::sample;

fn text(grid: &Grid) -> String {
    let mut bytes = Vec::new();
    let style = Style {
        width: 80,
        colour: false,
        ascii: true,
        links: false,
        advice: crate::render::Advice::NONE,
    };
    render::grid(grid, Format::Text, &style, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn place(key: &str, parent: Option<&str>, aliases: &[&str]) -> Place {
    let parent = parent.map(str::to_owned);
    Place {
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        ..Place::new(key, &key.to_uppercase(), PlaceKind::Area, parent)
    }
}

#[test]
fn places_are_listed_below_the_place_that_contains_them() {
    let list = [
        place("c", Some("a"), &[]),
        place("b", Some("a"), &["Halab", "حلب"]),
        place("d", Some("b"), &[]),
        place("a", Some("not-listed"), &[]),
    ];
    let expected = "\
place  key  kind  also called
-----------------------------
A      a    area
  B    b    area  Halab, حلب
    D  d    area
  C    c    area
";
    assert_eq!(text(&places(&list)), expected);
}

#[test]
fn places_in_a_ring_are_listed_all_the_same() {
    let ring = [place("a", Some("b"), &[]), place("b", Some("a"), &[])];
    assert_eq!(places(&ring).rows.len(), 2);
}

#[test]
fn a_deprecated_indicator_comes_last_and_says_so() {
    let selection = sample::reference();
    let mut list: Vec<Indicator> =
        ["killed", "ceasefire"].iter().map(|key| selection.indicators[*key].clone()).collect();
    list[1].deprecated_at = Some("2026-01-02T03:04:05Z".into());
    let expected = "\
key        label                              measures         nature
---------------------------------------------------------------------
killed     People killed                      count, people    flow
ceasefire  Ceasefire (deprecated 2026-01-02)  duration, hours  state
";
    assert_eq!(text(&indicators(&list)), expected);
}

#[test]
fn reports_show_their_facts_and_text_and_retracted_ones_say_so() {
    let mut report = sample::report("voa", "voa-news", "No truce", "2016-10-24");
    let mut gone = sample::report("rfi", "rfi", "Nearly 500 dead", "2016-10-20");
    gone.retracted = Some("a hoax".into());
    gone.has_text = false;
    report.title.push_str(" in sight");
    let actors: Vec<Actor> = sample::reference().actors.into_values().collect();
    let grid = reports(&[report, gone], &actors, &BTreeMap::from([("voa".into(), 7)]));
    let expected = "\
key  title                        publisher  published   facts  text
--------------------------------------------------------------------
voa  No truce in sight            voa-news   2016-10-24      7  yes
rfi  Nearly 500 dead (retracted)  RFI        2016-10-20      0  no
";
    assert_eq!(text(&grid), expected);
}

#[test]
fn changesets_say_who_when_and_why() {
    let changeset = Changeset {
        uid: Canonical::of("x").uid(),
        replica: "r".into(),
        seq: 3,
        recorder: Recorder {
            by: "ana".into(),
            at: "2026-01-02T03:04:05Z".into(),
            note: Some("from the morning's papers".into()),
        },
        tool: "factline 0.1.0".into(),
        row_count: 12,
    };
    let kinds =
        BTreeMap::from([(changeset.uid, vec![("fact".to_owned(), 2), ("report".to_owned(), 1)])]);
    let shown = text(&changesets(std::slice::from_ref(&changeset), &kinds, &BTreeMap::new()));
    let row =
        format!("{}   2026-01-02T03:04:05Z  ana  2 facts, 1 report  from", changeset.uid.short());
    assert!(shown.contains(&row), "{shown}");
    assert_eq!(text(&changesets(&[], &BTreeMap::new(), &BTreeMap::new())), "no changesets\n");
}

#[test]
fn actors_are_sorted_by_name_whatever_its_case() {
    let mut list: Vec<Actor> = sample::reference().actors.into_values().collect();
    list.truncate(3);
    list[2].name = "aaa".into();
    let grid = actors(&list);
    assert_eq!(grid.rows[0][1], Cell::text("aaa"));
}
