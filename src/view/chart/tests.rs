//! Tests of charts, over the built-in sample and drafts.

use super::*;
use crate::domain::assessment::Disposition;
use crate::domain::fact::{Draft, Status};
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::When;
use crate::view::collected::Collected;
use crate::view::timeline::{Range, sample};
use proptest::prelude::*;

fn charts(selection: &Selection) -> Charts {
    let asked = Asked { range: Range::Auto, most: 20, first: &[], around: None };
    Charts::of(&Collected::of(selection), selection, asked)
}

/// The sample's rows with these facts.
fn of(drafts: impl IntoIterator<Item = Draft>) -> Selection {
    let mut selection = sample::all();
    selection.facts = drafts.into_iter().map(sample::recorded).collect();
    selection
}

/// A figure for displaced people, with its bounds, at a time.
fn idps(figures: [Option<u32>; 3], unit: &str, when: &str) -> Draft {
    let [low, best, high] = figures.map(|figure| figure.map(Number::from));
    let quantity = Quantity { low, best, high, unit: unit.into(), ..Quantity::default() };
    Draft {
        quantity: Some(quantity),
        when: Some(When::new(when.parse().unwrap(), "")),
        ..Draft::new("voa-2016-10-24", "idps", "aleppo")
    }
}

fn best(figure: u32, when: &str) -> Draft {
    idps([None, Some(figure), None], "people", when)
}

#[test]
fn the_sample_has_a_chart_of_people_trapped_with_its_bounds() {
    let charts = charts(&sample::all());
    let title = "People trapped, civilians · Eastern Aleppo";
    let trapped = charts.several.iter().find(|chart| chart.title == title).unwrap();
    let figures: Vec<_> = trapped.figures.iter().map(|one| (one.low, one.best, one.high)).collect();
    let (low, best, high) = (Some(250_000.0), Some(275_000.0), Some(300_000.0));
    assert!(figures.contains(&(low, None, None)) && figures.contains(&(None, best, None)));
    assert_eq!(figures.last(), Some(&(None, None, high)));
    assert_eq!((trapped.unit.as_str(), trapped.reports), ("people", 4));
    let alone = charts.single.iter().find(|chart| chart.indicator == "fighters").unwrap();
    assert_eq!((alone.figures[0].low, alone.figures[0].high), (Some(6_000.0), Some(7_000.0)));
    let shown = charts.several.iter().chain(&charts.single);
    assert!(shown.clone().all(|chart| chart.indicator != "ceasefire"), "durations of states");
}

#[test]
fn other_units_scopes_and_threads_are_other_series() {
    let day = "2016-10-20";
    let mut named = best(5, day);
    named.thread = Some("flight".to_owned());
    let mut children = best(6, day);
    children.scope = Some("children".to_owned());
    let households = idps([None, Some(7), None], "households", day);
    let charts = charts(&of([best(4, day), named, children, households]));
    let titles: Vec<&str> = charts.single.iter().map(|chart| chart.title.as_str()).collect();
    let measured = "People living in displacement";
    let expected = [
        format!("{measured} · Aleppo"),
        format!("{measured} · Aleppo · flight"),
        format!("{measured} · Aleppo · no thread"),
        format!("{measured}, children · Aleppo"),
    ];
    assert_eq!(titles, expected);
}

#[test]
fn what_contradicts_is_marked_with_what_the_others_say() {
    let charts = charts(&of([best(900, "2016-10-20"), best(16_000, "2016-10-20")]));
    let chart = &charts.several[0];
    assert!(chart.figures.iter().all(|figure| figure.mark.differs));
    assert_eq!(
        chart.figures.iter().find(|one| one.best == Some(900.0)).unwrap().against,
        "16,000 people: unattributed"
    );
    assert_eq!(chart.contradictions.len(), 1);
    let agreeing = self::charts(&of([best(900, "2016-10-20"), best(900, "2016-10-21")]));
    assert!(agreeing.several[0].figures.iter().all(|figure| !figure.mark.differs));
}

#[test]
fn rejected_and_retracted_figures_are_left_out_and_plans_are_hollow() {
    let drafts = [
        best(1, "2016-10-20"),
        best(2, "2016-10-21"),
        best(3, "2016-10-22"),
        best(4, "2016-10-23"),
    ];
    let mut selection = of(drafts);
    selection.facts[0].verdict.disposition = Some(Disposition::Rejected);
    selection.facts[1].retracted = Some("wrong".to_owned());
    let planned = Draft { status: Some(Status::Planned), ..best(9, "2016-10-30") };
    selection.facts.push(sample::recorded(planned));
    let figures = &charts(&selection).several[0].figures;
    let told: Vec<_> = figures.iter().map(|one| (one.best, one.is_hollow())).collect();
    assert_eq!(told, [(Some(3.0), false), (Some(4.0), false), (Some(9.0), true)]);
}

#[test]
fn what_cannot_be_drawn_is_counted() {
    let mut undated = best(7, "2016-10-20");
    undated.when = None;
    let mut few = idps([None; 3], "people", "2016-10-20");
    few.quantity.as_mut().unwrap().as_stated = "few".to_owned();
    let mut old = vec![best(3, "2001-01-01"), undated, few];
    old.extend((10..20).map(|day| best(day, &format!("2016-10-{day}"))));
    let chart = &charts(&of(old)).several[0];
    assert_eq!((chart.figures.len(), chart.undated, chart.outside), (10, 1, 1));
    assert_eq!(chart.in_words, ["few"]);
}

#[test]
fn of_many_series_those_with_most_figures_are_kept() {
    let scoped = |scope: usize, day: usize| Draft {
        scope: Some(format!("scope {scope}")),
        ..best(5, &format!("2016-10-{day}"))
    };
    let all = (0..6).flat_map(|scope| (0..=scope).map(move |day| scoped(scope, day + 10)));
    let selection = of(all);
    let facts = Collected::of(&selection);
    let asked = Asked { range: Range::Auto, most: 2, first: &[], around: None };
    let mut charts = Charts::of(&facts, &selection, asked);
    let counts =
        |charts: &Charts| charts.several.iter().map(|one| one.figures.len()).collect::<Vec<_>>();
    assert_eq!((counts(&charts), charts.left_out), (vec![6, 5], 3));
    charts.join(Charts::of(&facts, &selection, asked), 2);
    assert_eq!((counts(&charts), charts.left_out), (vec![6, 6], 8));
}

/// How many were killed on a day, or in a period.
fn killed(place: &str, when: &str, best: u32) -> Draft {
    let figure = self::best(best, when);
    Draft { indicator: "killed".into(), place: place.into(), ..figure }
}

#[test]
fn many_events_have_a_sum_for_each_month_and_what_lies_in_two_is_in_none() {
    let one = |when: &str, best: u32| killed("aleppo", when, best);
    let of_one_row = |id: &str, draft: Draft| Draft { thread: Some(id.to_owned()), ..draft };
    let days = [("2016-07-01", 3), ("2016-07-20", 4), ("2016-09-05", 5), ("2016-10-01", 1)];
    let days =
        (1..).zip(days).map(|(id, (when, best))| of_one_row(&id.to_string(), one(when, best)));
    let long = of_one_row("long", one("[2016-08-20..2016-09-10]", 9));
    let charts = charts(&of(days.chain([long])));
    assert_eq!(charts.several.len(), 1, "{charts:?}");
    let chart = &charts.several[0];
    let sums = chart.sums.as_ref().unwrap();
    let told: Vec<_> = sums
        .bars
        .iter()
        .map(|bar| (bar.when.as_str(), bar.words.as_str(), bar.is_across))
        .collect();
    let expected = [
        ("Jul 2016", "7 people in 2 events", false),
        ("Aug-Sep 2016", "9 people in 1 event", true),
        ("Sep 2016", "5 people in 1 event", false),
        ("Oct 2016", "1 person in 1 event", false),
    ];
    assert_eq!(told, expected);
    assert_eq!((sums.by.as_str(), sums.events, chart.figures.len()), ("month", 5, 0));
}

#[test]
fn a_sum_in_short_keeps_its_bounds() {
    let killed = |when: &str, (low, best, high): (u32, u32, u32)| {
        let mut draft = killed("aleppo", when, best);
        let quantity = draft.quantity.as_mut().unwrap();
        (quantity.low, quantity.high) = (Some(low.into()), Some(high.into()));
        draft
    };
    let charts = charts(&of([
        killed("2016-07-01", (3, 3, 3)),
        killed("[2016-08-20..2016-09-10]", (2, 7, 8)),
        killed("[2016-10-20..2016-11-10]", (0, 0, 4)),
        killed("2016-12-01", (5, 5, 5)),
    ]));
    let sums = charts.several[0].sums.as_ref().unwrap();
    let told: Vec<&str> = sums.bars.iter().map(|bar| bar.short.as_str()).collect();
    assert_eq!(told, ["3", "7 (2-8)", "0, up to 4", "5"]);
}

#[test]
fn a_place_has_the_events_inside_it_where_that_is_asked_and_a_toll_stays_a_series_of_figures() {
    let days = ["2016-10-01", "2016-10-09"];
    let city = days.map(|day| killed("aleppo", day, 2));
    let others = ["2016-10-03", "2016-10-11"];
    let part = others.map(|day| killed("eastern-aleppo", day, 3));
    let tolls = [("2016-09-01/2016-10-01", 50), ("2016-09-01/2016-10-09", 60)];
    let tolls = tolls
        .map(|(when, best)| Draft { indicator: "injured".into(), ..killed("aleppo", when, best) });
    let selection = of(city.into_iter().chain(part).chain(tolls));
    let facts = Collected::of(&selection);
    let asked = Asked { range: Range::Auto, most: 9, first: &[], around: Some("aleppo") };
    let charts = Charts::of(&facts, &selection, asked);
    let told: Vec<_> = charts
        .several
        .iter()
        .map(|chart| (chart.title.as_str(), chart.sums.as_ref().map(|sums| sums.events)))
        .collect();
    let expected = [
        ("People killed · Aleppo and places in it", Some(4)),
        ("People injured · Aleppo", None),
        ("People killed · Eastern Aleppo", Some(2)),
    ];
    assert_eq!(told, expected);
}

proptest! {
    #[test]
    fn the_order_of_recording_changes_nothing_and_every_figure_is_below_the_top(
        mixed in Just(sample::all().facts).prop_shuffle(),
    ) {
        let mut selection = sample::all();
        let expected = charts(&selection);
        selection.facts = mixed;
        let shuffled = charts(&selection);
        for (one, other) in expected.several.iter().zip(&shuffled.several) {
            prop_assert_eq!(&one.title, &other.title);
            prop_assert_eq!(&one.figures, &other.figures);
            prop_assert_eq!(&one.contradictions, &other.contradictions);
            let top = one.ticks.top();
            prop_assert!(one.figures.iter().all(|figure| figure.greatest() <= top));
        }
    }
}

#[test]
fn contradicted_columns_are_marked_and_listed_below() {
    let killed =
        |when: &str, figure: u32| Draft { indicator: "killed".into(), ..best(figure, when) };
    let facts = [killed("2016-10-01", 30), killed("2016-10-09", 12), killed("2016-10-09", 0)];
    let charts = charts(&of(facts));
    let chart = &charts.several[0];
    let bars = &chart.sums.as_ref().unwrap().bars;
    assert_eq!(bars.iter().map(|bar| bar.differs).collect::<Vec<_>>(), [false, true]);
    assert_eq!(chart.contradictions.len(), 1);
    assert!(chart.contradictions[0].contains('≠'), "{:?}", chart.contradictions);
}

#[test]
fn columns_of_days_that_are_approximate_say_so() {
    let killed =
        |when: &str, figure: u32| Draft { indicator: "killed".into(), ..best(figure, when) };
    let facts = [killed("2016-10-01", 30), killed("2016-10-09~", 12), killed("2016-10-11", 3)];
    let charts = charts(&of(facts));
    let bars = &charts.several[0].sums.as_ref().unwrap().bars;
    let told: Vec<(&str, bool)> = bars.iter().map(|bar| (&*bar.when, bar.is_hedged)).collect();
    let sure = [("1 Oct 2016", false), ("about 9 Oct 2016", true), ("11 Oct 2016", false)];
    assert_eq!(told, sure);
}
