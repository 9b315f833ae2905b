use super::*;

fn day_of(text: &str) -> Option<Day> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

/// A time whose `bounds` are the text `start earliest, start latest, end earliest, end latest`.
fn stated(expression: &str, words: &str, bounds: &str) -> When {
    let days: Vec<Option<Day>> = bounds.split(',').map(|text| day_of(text.trim())).collect();
    When {
        as_stated: words.into(),
        expression: expression.parse().unwrap(),
        bounds: Bounds {
            start_earliest: days[0],
            start_latest: days[1],
            end_earliest: days[2],
            end_latest: days[3],
        },
    }
}

#[test]
fn a_when_is_worded_as_precisely_as_it_is_known() {
    let table = [
        ("2016-10-24", "", "2016-10-24, 2016-10-24, 2016-10-24, 2016-10-24", "24 Oct"),
        (
            "2016-10-20/2016-10-22",
            "",
            "2016-10-20, 2016-10-20, 2016-10-22, 2016-10-22",
            "20-22 Oct",
        ),
        (
            "2016-09-28/2016-10-02",
            "",
            "2016-09-28, 2016-09-28, 2016-10-02, 2016-10-02",
            "28 Sep - 2 Oct",
        ),
        (
            "2015-12-28/2016-01-02",
            "",
            "2015-12-28, 2015-12-28, 2016-01-02, 2016-01-02",
            "28 Dec 2015 - 2 Jan 2016",
        ),
        ("2016-07", "", "2016-07-01, 2016-07-01, 2016-07-31, 2016-07-31", "Jul"),
        ("2016", "", "2016-01-01, 2016-01-01, 2016-12-31, 2016-12-31", "2016"),
        ("201X", "", "2010-01-01, 2010-01-01, 2019-12-31, 2019-12-31", "2010-2019"),
        ("2016-07-07/..", "", "2016-07-07, 2016-07-07,,", "since 7 Jul"),
        ("[2016-07-01..2016-07-10]/..", "", "2016-07-01, 2016-07-10,,", "since 1-10 Jul"),
        ("2016-07/..", "", "2016-07-01, 2016-07-31,,", "since Jul"),
        ("2015-07/..", "", "2015-07-01, 2015-07-31,,", "since Jul 2015"),
        (
            "[2016-10-24..2016-10-31]",
            "",
            "2016-10-24, 2016-10-31, 2016-10-24, 2016-10-31",
            "between 24 and 31 Oct",
        ),
        (
            "[2016-10-24..2016-10-31]",
            "by the end of this month",
            "2016-10-24, 2016-10-31, 2016-10-24, 2016-10-31",
            "by 31 Oct",
        ),
        (
            "[2016-10-01..2016-10-31]",
            "",
            "2016-10-01, 2016-10-31, 2016-10-01, 2016-10-31",
            "some day in Oct",
        ),
        ("[..2016-10-31]", "", ", 2016-10-31,, 2016-10-31", "by 31 Oct"),
        ("[2016-10-23..]", "", "2016-10-23,, 2016-10-23,", "after 22 Oct"),
        ("/2016-10-22", "", ",, 2016-10-22, 2016-10-22", "until 22 Oct"),
        ("2016-10-24~", "", "2016-10-24, 2016-10-24, 2016-10-24, 2016-10-24", "about 24 Oct"),
        ("2016-10-24%", "", "2016-10-24, 2016-10-24, 2016-10-24, 2016-10-24", "about 24 Oct?"),
        ("2016-07-07~/..", "", "2016-07-07, 2016-07-07,,", "since about 7 Jul"),
        ("2016-07/2016-09", "", "2016-07-01, 2016-07-31, 2016-09-01, 2016-09-30", "Jul to Sep"),
        (
            "[2015-07-01..2015-07-10]/2015-10-22",
            "",
            "2015-07-01, 2015-07-10, 2015-10-22, 2015-10-22",
            "1-10 Jul to 22 Oct 2015",
        ),
        (
            "2016-10-20~/2016-10-22",
            "",
            "2016-10-20, 2016-10-20, 2016-10-22, 2016-10-22",
            "about 20 Oct to 22 Oct",
        ),
        (
            "{2016-10-20,2016-10-22}",
            "",
            "2016-10-20, 2016-10-20, 2016-10-22, 2016-10-22",
            "20 and 22 Oct",
        ),
        (
            "[2016-09-30,2016-10-02]",
            "",
            "2016-09-30, 2016-10-02, 2016-09-30, 2016-10-02",
            "30 Sep or 2 Oct",
        ),
        ("2016", "for a long time", ",,,", "for a long time"),
        ("2016", "", ",,,", "at an unknown time"),
    ];
    for (expression, words, bounds, expected) in table {
        assert_eq!(when(&stated(expression, words, bounds), Some(2016)), expected, "{expression}");
    }
}

#[test]
fn the_year_is_there_unless_it_is_the_one_left_out() {
    let july = stated("2016-07", "", "2016-07-01, 2016-07-01, 2016-07-31, 2016-07-31");
    assert_eq!(when(&july, None), "Jul 2016");
    assert_eq!(when(&july, Some(2015)), "Jul 2016");
    let since = stated("[2016-07-01..2016-07-10]/..", "", "2016-07-01, 2016-07-10,,");
    assert_eq!(when(&since, None), "since 1-10 Jul 2016");
}

#[test]
fn a_forecast_reads_by_its_last_day_whatever_its_words() {
    let within =
        stated("[2016-10-24..2016-10-31]", "", "2016-10-24, 2016-10-31, 2016-10-24, 2016-10-31");
    let mut fact = Draft::new("r", "food-stock-end", "aleppo");
    fact.when = Some(within);
    assert_eq!(when_of(&fact, None).unwrap(), "between 24 and 31 Oct 2016");
    fact.stance = Stance::Forecasts;
    assert_eq!(when_of(&fact, None).unwrap(), "by 31 Oct 2016");
    fact.when = None;
    assert_eq!(when_of(&fact, None), None);
}

#[test]
fn what_ended_until_a_day_has_ended_by_it() {
    let mut fact = Draft::new("r", "ceasefire", "aleppo");
    fact.when = Some(stated("/2016-10-24", "", ",, 2016-10-24, 2016-10-24"));
    assert_eq!(when_of(&fact, Some(2016)).unwrap(), "until 24 Oct");
    fact.status = Some(Status::Ended);
    assert_eq!(when_of(&fact, Some(2016)).unwrap(), "by 24 Oct");
}
