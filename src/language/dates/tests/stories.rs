//! Tests of the years of stories, and of words that count from an earlier date.

use super::*;

fn told(text: &str, published: (i32, u32, u32)) -> Vec<String> {
    let (year, month, day) = published;
    let anchor = Anchor::on(Day::from_ymd_opt(year, month, day).unwrap());
    find(text, &anchor).iter().map(|f| f.reading.value.expression.to_string()).collect()
}

#[test]
fn dates_below_a_heading_are_of_its_year() {
    let text = "2019: The protests\nIn April the president fell.\n2021\nOn 25 October the army took power.";
    assert_eq!(told(text, (2024, 3, 12)), ["2019", "2019-04", "2021", "2021-10-25"]);
    let month = "May 2023:\nOn 20 May a truce was signed. On Thursday, 7 March, he recalled it.";
    assert_eq!(told(month, (2024, 3, 12)), ["2023-05", "2023-05-20", "2024-03-07"]);
}

#[test]
fn news_after_a_date_of_long_ago_stays_news() {
    let anchor = Anchor::on(Day::from_ymd_opt(2024, 3, 12).unwrap());
    for (text, expected) in [
        (
            "More than 10,500 civilians have been killed since 24 February 2022, the UN said on Thursday.",
            &["2022-02-24/2024-03-12", "2024-03-07"][..],
        ),
        (
            "What was promised for March 2023 will not arrive before the end of the year.",
            &["2023-03", "[2024-03-12..2024-12-31]"],
        ),
        (
            "He was arrested on 1 August 2023, and on Thursday he was freed.",
            &["2023-08-01", "2024-03-07"],
        ),
        (
            "The rain began on 10 March 2023; the dams burst on 11 March.",
            &["2023-03-10", "2023-03-11"],
        ),
        (
            "The state of emergency was extended on Thursday to 3 April.",
            &["2024-03-07", "2024-04-03"],
        ),
        ("It happened over the weekend of 2-3 March.", &["2024-03-02/2024-03-03"]),
        ("Two air strikes within 24 hours killed at least 17.", &[]),
        ("They must leave within 24 hours.", &["[2024-03-12..2024-03-13]"]),
    ] {
        let values: Vec<_> = find(text, &anchor)
            .into_iter()
            .map(|found| found.reading.value.expression.to_string())
            .collect();
        assert_eq!(values, expected, "{text}");
    }
}

#[test]
fn a_date_follows_the_one_before_it_even_if_the_text_refers_to_its_own_time() {
    let text = "The siege began on 5 April 1992. On 2 May the roads were cut. By September food was short. \
                In February 1994 a market was hit, and on Friday people still remember it. In August NATO struck.";
    assert_eq!(
        told(text, (2012, 4, 6)),
        ["1992-04-05", "1992-05-02", "[..1992-09-30]", "1994-02", "2012-04-06", "1994-08",]
    );
}

#[test]
fn one_date_with_a_year_is_enough_where_the_others_are_not_of_the_last_weeks() {
    let text =
        "Fighting broke out on 15 April 2023. On 21 April a truce failed; in late May another did.";
    assert_eq!(told(text, (2024, 11, 3)), ["2023-04-15", "2023-04-21", "[2023-05-21..2023-05-31]"]);
    // News that looks back at its beginning, and then has dates from the last weeks.
    let news = "Fighting broke out on 15 April 2023. On 21 October the market was hit.";
    assert_eq!(told(news, (2024, 11, 3)), ["2023-04-15", "2024-10-21"]);
}

#[test]
fn a_year_by_the_way_does_not_break_the_thread() {
    let text = "On 3 March 1965 the first troops landed. In 1945 a treaty had failed. On 9 March they moved on. \
                The plan was to end it by 1970. In December 1965 they were 200,000.";
    assert_eq!(
        told(text, (2009, 12, 19)),
        ["1965-03-03", "1945", "1965-03-09", "[..1970-12-31]", "1965-12"]
    );
}

#[test]
fn words_count_from_the_date_before_them() {
    let text = "The town fell on 20 March 1992. The next day the bridge was blown up; three days later \
                they left. In May it burned. Later that month it was rebuilt.";
    assert_eq!(
        told(text, (2012, 4, 6)),
        ["1992-03-20", "1992-03-21", "1992-03-24", "1992-05", "[1992-05-01..1992-05-31]"]
    );
    let sentence = "On 10 November 2022 he said 40 had died in the last 24 hours.";
    assert_eq!(told(sentence, (2023, 7, 16)), ["2022-11-10", "2022-11-09/2022-11-10"]);
    assert_eq!(
        told("It fell on Friday. The next day they left.", (2016, 10, 24)),
        ["2016-10-21", "2016-10-22"]
    );
}

#[test]
fn years_are_found_in_headings_and_before_their_nouns() {
    let year = |text: &str| told(text, (2016, 10, 24));
    for (text, expected) in [
        ("War in the north, 1775-1780\nIt was cold.", vec!["1775/1780"]),
        ("First.\n2007: the surge\nMore.", vec!["2007"]),
        ("First.\n2007\nMore.", vec!["2007"]),
        ("after the 2003 invasion", vec!["2003"]),
        ("the campaign of 1777 failed", vec!["1777"]),
        ("far into 1941.", vec!["1941"]),
        ("a total of 1950 died", vec![]),
        ("the 1950 villagers", vec![]),
        ("the 2000 strong force", vec![]),
        ("a height of 1865 m", vec![]),
        ("call 2011-1955", vec![]),
    ] {
        assert_eq!(year(text), expected, "{text}");
    }
}
