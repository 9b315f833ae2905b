//! Tests of quantities in running text, and of numbers that are not quantities.

use super::*;

fn found(text: &str) -> Vec<String> {
    find(text)
        .into_iter()
        .map(|f| format!("{} = {}", &text[f.span], shown(&f.reading.value)))
        .collect()
}

#[test]
fn quantities_are_found_in_running_text() {
    let text = "As many as 300,000 civilians are thought to be trapped in eastern Aleppo. Few civilians or rebels used \
                the lull. Syrian forces had opened eight corridors. No aid has entered since early July 2016, and warplanes \
                launched waves of new airstrikes after the 72-hour truce; some 31,500 fled on Oct. 24.";
    assert_eq!(
        found(text),
        [
            "As many as 300,000 civilians = ||300000 civilians",
            "Few civilians = ||~ civilians",
            "eight corridors = |8| corridors",
            "No aid = |0|",
            "waves of new airstrikes = ||~ airstrikes",
            "72-hour = |72| hours",
            "some 31,500 = |31500|~",
        ]
    );
}

#[test]
fn dates_times_names_and_codes_are_not_quantities() {
    for text in [
        "in 2016",
        "on Sept. 23, 2016",
        "on 24 October 2016",
        "at 16:00",
        "at 4 p.m.",
        "on the 3rd",
        "COVID-19",
        "under Article 5",
        "Resolution 2254",
        "between 2011 and 2016",
        "2013-14",
        "+1-222-2222/2222",
        "2016-10-24",
        "192.168.1.2",
        "in the 1990s",
        "the one you mentioned",
        "which one",
        "a 12-year-old boy",
        "children under 5",
        "won 3-2",
        "the first half",
        "a third convoy",
        "SCP-173",
        "one in three",
        "one in five children",
        "a 7.8-magnitude earthquake",
        "two thousand, three hundred",
        "3 years, 2 months, 14 days, and 16 hours",
        "six figures",
        "on 2/8",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn words_with_hyphens_stay_whole() {
    for (text, expected) in [
        ("No Local Cease-fires", "No Local Cease-fires = |0| ceasefires"),
        ("No Local Cease\u{2011}fires", "No Local Cease\u{2011}fires = |0| ceasefires"),
        ("No Stand-downs", "No Stand-downs = |0| Stand-downs"),
        ("20 counter-attacks", "20 counter-attacks = |20| counter-attacks"),
        ("20 Counter-attacks", "20 Counter-attacks = |20| Counter-attacks"),
        ("20 Non-combatants", "20 Non-combatants = |20| Non-combatants"),
        ("20 pro-government fighters", "20 pro-government fighters = |20| fighters"),
    ] {
        assert_eq!(found(text), [expected], "{text}");
    }
}

#[test]
fn ages_weights_of_bombs_and_names_are_not_quantities() {
    for text in [
        "girls aged between 14 and 17",
        "aged between 15 to 18-years old",
        "who were 6 to 9 years old",
        "a 500-pound bomb",
        "the Group of 77 met",
        "a magnitude 7.8 quake",
        "12, 500 houses",
        "they dialled 112",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(found("a group of 77 people"), ["77 people = |77| people"]);
    assert_eq!(found("two 2,000-lb bombs"), ["two 2,000-lb bombs = |2| bombs"]);
    assert_eq!(found("Population Evacuated 116129"), ["116129 = |116129|"]);
    assert_eq!(found("On March 3, 500 houses burnt"), ["500 houses = |500| houses"]);
}

#[test]
fn next_to_none_is_found_and_is_not_zero() {
    assert_eq!(
        found("virtually no aid entered, and almost none"),
        ["virtually no aid = ||~", "almost none = ||~"]
    );
}

#[test]
fn a_change_is_two_quantities_and_not_a_range() {
    assert_eq!(
        found("it rose from 200 to 300 people"),
        ["200 = |200|", "300 people = |300| people"]
    );
    assert_eq!(found("up from 300-400 on Sunday"), ["300-400 = 300||400"]);
    assert_eq!(
        found("it dropped 40% from 500 to 300"),
        ["40% = |40| percent", "500 = |500|", "300 = |300|"]
    );
    assert_eq!(found("$2000 over 3 years"), ["$2000 = |2000| USD", "3 years = |3| years"]);
}

#[test]
fn days_whose_month_follows_later_are_not_quantities() {
    for text in [
        "between 3 and 9 June",
        "on 3 and 4 June",
        "from 3 to 5 June",
        "on 3, 4, 5 and 6 June",
        "on 3 and again on 9 June",
        "3/4 June",
        "On 3-4 and 9 June",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(found("It killed 12 on 14 March"), ["12 = |12|"]);
    assert_eq!(found("It killed 12, 14 March saw more"), ["12 = |12|"]);
    assert_eq!(found("122 mil pessoas e 5 millones"), Vec::<String>::new());
}
