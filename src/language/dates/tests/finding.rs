//! Tests of time expressions in running text.

use super::*;

#[test]
fn expressions_are_found_in_running_text() {
    let text = "Ryabkov spoke Monday, after a 72-hour truce expired. UN coordinators were forced on Friday to \
                postpone evacuations. No aid has entered the city since early July, and rations will run out by \
                the end of this month. FILE - Aleppo, Sept. 23, 2016.";
    let all = found(text);
    let all: Vec<_> = all.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        all,
        [
            ("Monday", "2016-10-24"),
            ("Friday", "2016-10-21"),
            ("since early July", "[2016-07-01..2016-07-10]/.."),
            ("by the end of this month", "[2016-10-24..2016-10-31]"),
            ("Sept. 23, 2016", "2016-09-23"),
        ]
    );
}

#[test]
fn ordinary_words_are_not_dates_in_running_text() {
    for text in [
        "Aid may have been delivered",
        "They march on the city",
        "The Sun reported it",
        "He sat down",
        "Some 2,000 civilians and 1,500 fighters",
        "a 72-hour truce",
        "the second convoy",
        "the first week was calm",
        "the fall of Aleppo",
        "2016 people were killed",
        "of 30 February",
        "won 20-22 on points",
        "for three days",
        "in three days of fighting",
        "Russia Today said",
        "version 3.4.16",
        "the day before the attack",
        "May God help them",
        "in 2000 villages",
        "mid-air",
        "now is the time",
        "20 to 22 trucks",
        "one of them",
        "spring water",
        "$20 million",
        "two days later",
    ] {
        assert!(found(text).is_empty(), "{text}: {:?}", found(text));
    }
}

#[test]
fn the_words_before_say_whether_a_date_lies_ahead() {
    for (text, expected) in [
        ("The pause will last from 8 a.m. to 4 p.m. on Thursday.", "2016-10-27"),
        ("It is due on Friday", "2016-10-28"),
        ("It had been scheduled for Friday", "2016-10-21"),
        ("possibly as early as Friday", "2016-10-28"),
        ("They met on Thursday", "2016-10-20"),
    ] {
        assert_eq!(found(text).last().unwrap().1, expected, "{text}");
    }
}

#[test]
fn numbers_of_things_are_neither_days_nor_years() {
    let rows = [
        ("On Oct. 20, 21 people were killed", "Oct. 20", "2016-10-20"),
        (
            "hit on Oct. 18, 19 and 20, and 21 people",
            "Oct. 18, 19 and 20",
            "{2016-10-18,2016-10-19,2016-10-20}",
        ),
        ("in July 12 people died", "July", "2016-07"),
        ("in 2015, 300 died", "2015", "2015"),
        ("the war (1939\u{2013}1945)", "1939\u{2013}1945", "1939/1945"),
        ("in the winter of 1941-42", "the winter of 1941-42", "1941-24"),
        (
            "11 hours a day for four days from 20 October",
            "for four days from 20 October",
            "2016-10-20/2016-10-23",
        ),
    ];
    for (text, words, expected) in rows {
        assert_eq!(found(text), [(words.to_owned(), expected.to_owned())], "{text}");
    }
}

#[test]
fn a_text_about_the_past_is_read_forward_from_the_date_before() {
    let text = "On 22 June 1941 they invaded. On 7 December others did. By April 1943 it was over; in May peace came.";
    let all: Vec<_> = found(text).into_iter().map(|(_, edtf)| edtf).collect();
    assert_eq!(all, ["1941-06-22", "1941-12-07", "[..1943-04-30]", "1943-05"]);
    let news = "In 2011 it began. On 7 July the road was cut, he said on Friday.";
    assert_eq!(found(news)[1].1, "2016-07-07");
}

#[test]
fn phrases_nested_to_the_limit_are_read_in_no_time() {
    let given = Anchor { given: Day::from_ymd_opt(2016, 10, 20), ..anchor() };
    for seed in [
        "two days before ",
        "the day before ",
        "the early ",
        "from 2 to ",
        "1 am (",
        "early to ",
        "20, ",
    ] {
        let text = seed.repeat(190 / seed.split_whitespace().count());
        let begun = std::time::Instant::now();
        let _ = read(&text, &given);
        let _ = find(&text, &given);
        assert!(begun.elapsed().as_secs() < 5, "{seed}");
    }
}

#[test]
fn ordinals_and_plain_numbers_are_not_days() {
    for text in [
        "moved by the third and fourth waves",
        "Before the second round of talks",
        "the hill is held by the 4th Brigade",
        "the worst since the First World War",
        "until the second half",
        "between the first and second sessions",
        "Wages fell by 12 per cent",
        "up to 30 families",
        "Two men in their 30s",
        "a woman in her early twenties",
    ] {
        assert!(found(text).is_empty(), "{text}: {:?}", found(text));
    }
    for (text, words) in [
        ("They must leave by the 28th.", "by the 28th"),
        ("It has held since the 15th, he said", "since the 15th"),
        ("from the 3rd to the 5th", "from the 3rd to the 5th"),
        ("in the late 80s", "the late 80s"),
    ] {
        assert_eq!(found(text)[0].0, words, "{text}");
    }
    assert_eq!(found("12 died on 14 March and 3 on 15 March").len(), 2);
}
