//! Tests of phrases for longer times: seasons and decades, open ends, deadlines, ranges, lists and hedges.

use super::*;

#[test]
fn longer_periods_have_their_edtf_codes() {
    check(&[
        ("July", "2016-07"),
        ("in December", "2015-12"),
        ("October", "2016-10"),
        ("July 2016", "2016-07"),
        ("July, 2016", "2016-07"),
        ("last July", "2016-07"),
        ("July last year", "2015-07"),
        ("July of last year", "2015-07"),
        ("next June", "2017-06"),
        ("2016", "2016"),
        ("in 2015", "2015"),
        ("Q3 2016", "2016-35"),
        ("2016 Q3", "2016-35"),
        ("the third quarter of 2016", "2016-35"),
        ("the third quarter of last year", "2015-35"),
        ("the first half of 2016", "2016-40"),
        ("H2 2016", "2016-41"),
        ("summer 2016", "2016-22"),
        ("the summer of 2016", "2016-22"),
        ("in the spring", "2016-21"),
        ("last winter", "2015-24"),
        ("the 1990s", "199X"),
        ("the '90s", "199X"),
        ("the nineties", "199X"),
        ("the 15th century", "14XX"),
        ("the winter of 2015/16", "2015-24"),
        ("nineteen ninety-nine", "1999"),
        ("two thousand and sixteen", "2016"),
        ("twenty sixteen", "2016"),
        ("the nineteen seventies", "197X"),
        ("week 40", "2016-10-03/2016-10-09"),
        ("epidemiological week 40 of 2016", "2016-10-03/2016-10-09"),
        ("the week of 20 October", "2016-10-17/2016-10-23"),
        ("the week ending 21 October", "2016-10-15/2016-10-21"),
        ("for the month of July", "2016-07"),
        ("during October", "2016-10"),
        ("throughout July", "2016-07"),
    ]);
}

#[test]
fn since_leaves_the_end_open() {
    check(&[
        ("since early July", "[2016-07-01..2016-07-10]/.."),
        ("since July", "2016-07/.."),
        ("since 7 July", "2016-07-07/.."),
        ("since 2011", "2011/.."),
        ("since mid-July", "[2016-07-11..2016-07-20]/.."),
        ("since Friday", "2016-10-21/.."),
        ("since yesterday", "2016-10-23/.."),
        ("since last week", "[2016-10-17..2016-10-23]/.."),
        ("since the beginning of the year", "2016-01-01/.."),
        ("from 2016-10-24", "2016-10-24/.."),
        ("from Monday on", "2016-10-24/.."),
        ("from Monday onwards", "2016-10-24/.."),
        ("starting Friday", "2016-10-21/.."),
        ("effective 20 October", "2016-10-20/.."),
        ("since July until now", "2016-07/2016-10-24"),
        ("from July to date", "2016-07/2016-10-24"),
        ("as of Friday", "2016-10-21"),
        ("since at least 2014", "[..2014-12-31]/.."),
        ("since summer 2016", "2016-22/.."),
        ("since the 1990s", "199X/.."),
        ("from 20 October until further notice", "2016-10-20/.."),
    ]);
}

#[test]
fn deadlines_run_from_the_publication_day() {
    check(&[
        ("by the end of this month", "[2016-10-24..2016-10-31]"),
        ("by the end of October", "[2016-10-24..2016-10-31]"),
        ("by Friday", "[2016-10-24..2016-10-28]"),
        ("by 31 October", "[2016-10-24..2016-10-31]"),
        ("by 20 October 2016", "[..2016-10-20]"),
        ("no later than Friday", "[2016-10-24..2016-10-28]"),
        ("Friday at the latest", "[2016-10-24..2016-10-28]"),
        ("by the end of the year", "[2016-10-24..2016-12-31]"),
        ("before Friday", "[..2016-10-27]"),
        ("before 20 October 2016", "[..2016-10-19]"),
        ("before the end of October", "[..2016-10-31]"),
        ("after 22 October", "[2016-10-23..2016-10-24]"),
        ("after 31 October 2016", "[2016-11-01..]"),
        ("until Friday", "/2016-10-28"),
        ("till the end of October", "/2016-10-31"),
        ("until 16:00 GMT on Saturday 22 October", "/2016-10-22"),
        ("through Friday", "/2016-10-28"),
        ("scheduled for Friday", "2016-10-28"),
        ("planned for Friday", "2016-10-28"),
        ("due on 30 October", "2016-10-30"),
        ("will be on Friday", "2016-10-28"),
    ]);
    assert_eq!(alternatives("by Friday"), ["[..2016-10-21]"]);
}

#[test]
fn ranges_lend_each_other_month_and_year() {
    check(&[
        ("from 20 to 22 October", "2016-10-20/2016-10-22"),
        ("20-22 October", "2016-10-20/2016-10-22"),
        ("20\u{2013}22 Oct 2016", "2016-10-20/2016-10-22"),
        ("October 20-22", "2016-10-20/2016-10-22"),
        ("October 20 to 22, 2016", "2016-10-20/2016-10-22"),
        ("between 20 and 22 October", "2016-10-20/2016-10-22"),
        ("from Thursday to Saturday", "2016-10-20/2016-10-22"),
        ("Friday to Monday", "2016-10-21/2016-10-24"),
        ("Oct. 20 through Oct. 22", "2016-10-20/2016-10-22"),
        ("from 30 September to 2 October", "2016-09-30/2016-10-02"),
        ("from 30 December to 2 January 2016", "2015-12-30/2016-01-02"),
        ("from November to January 2016", "2015-11/2016-01"),
        ("July-September 2016", "2016-07/2016-09"),
        ("from early July to mid-August", "[2016-07-01..2016-07-10]/[2016-08-11..2016-08-20]"),
        ("from 4 to 22 this month", "2016-10-04/2016-10-22"),
        ("from 2014 to 2016", "2014/2016"),
        ("2014\u{2013}2016", "2014/2016"),
        ("late September to early October", "[2016-09-21..2016-09-30]/[2016-10-01..2016-10-10]"),
        ("between now and the end of October", "2016-10-24/2016-10-31"),
        ("from 0500 GMT on Thursday to 16:00 GMT on Saturday", "2016-10-20/2016-10-22"),
        ("last week between Tuesday and Thursday", "2016-10-18/2016-10-20"),
        ("the 12 months to September 2016", "2015-10-01/2016-09-30"),
        ("from 20 October to 2 November", "2016-10-20/2016-11-02"),
        ("October 3, 2016 - October 5, 2016", "2016-10-03/2016-10-05"),
        ("from yesterday to tomorrow", "2016-10-23/2016-10-25"),
        ("for three days from Thursday", "2016-10-20/2016-10-22"),
        ("for four days from 20 October", "2016-10-20/2016-10-23"),
        ("the three days to 22 October", "2016-10-20/2016-10-22"),
        ("for 72 hours from 20 October", "2016-10-20/2016-10-22"),
    ]);
    assert_eq!(alternatives("between 20 and 22 October"), ["[2016-10-20..2016-10-22]"]);
}

#[test]
fn lists_of_names_are_found_whole() {
    for (text, expected) in [
        ("They may go in June, July or August.", "[2016-06,2016-07,2016-08]"),
        ("It rained on Thursday, Friday and Saturday.", "{2016-10-20,2016-10-21,2016-10-22}"),
        ("He leaves next Monday or Tuesday.", "[2016-10-31,2016-11-01]"),
        ("It began this past weekend.", "2016-10-22/2016-10-23"),
    ] {
        let values: Vec<_> = found(text).into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, [expected], "{text}");
    }
}

#[test]
fn lists_hold_all_their_days() {
    check(&[
        ("on 20 and 22 October", "{2016-10-20,2016-10-22}"),
        ("20, 21 and 22 October", "{2016-10-20,2016-10-21,2016-10-22}"),
        ("October 20 and 22, 2016", "{2016-10-20,2016-10-22}"),
        ("on Friday and Saturday", "{2016-10-21,2016-10-22}"),
        ("September and October", "{2016-09,2016-10}"),
        ("late September or early October", "[2016-09-21..2016-09-30,2016-10-01..2016-10-10]"),
        ("20 or 22 October", "[2016-10-20,2016-10-22]"),
        ("December and January 2016", "{2015-12,2016-01}"),
    ]);
}

#[test]
fn hedges_become_qualifiers() {
    check(&[
        ("around 20 October", "2016-10-20~"),
        ("on or around 20 October", "2016-10-20~"),
        ("circa 2011", "2011~"),
        ("c. 2011", "2011~"),
        ("about July", "2016-07~"),
        ("possibly Friday", "2016-10-21?"),
        ("20 October (?)", "2016-10-20?"),
        ("possibly around 20 October", "2016-10-20%"),
        ("20 October or so", "2016-10-20~"),
    ]);
}

#[test]
fn times_of_day_leave_the_day_alone() {
    check(&[
        ("16:00 GMT on Saturday 22 October", "2016-10-22"),
        ("7 p.m. local time Friday", "2016-10-21"),
        ("at 0500 GMT on Thursday", "2016-10-20"),
        ("Friday morning", "2016-10-21"),
        ("Friday night", "2016-10-21"),
        ("late on Friday", "2016-10-21"),
        ("early Friday", "2016-10-21"),
        ("Friday at 7pm", "2016-10-21"),
        ("Friday, 16:00 GMT", "2016-10-21"),
        ("dawn on Friday", "2016-10-21"),
        ("the early hours of Friday", "2016-10-21"),
        ("in the early hours of Friday morning", "2016-10-21"),
        ("on the night of 20 October", "2016-10-20"),
        ("Friday at 7 p.m. (1600 GMT)", "2016-10-21"),
        ("11 am Damascus time on 20 October 2016", "2016-10-20"),
        ("midnight on Friday", "2016-10-21"),
        ("noon Friday", "2016-10-21"),
        ("late Friday night", "2016-10-21"),
        ("on 20 October between 10:00 and 12:00", "2016-10-20"),
        ("around 05:30 on 20 October", "2016-10-20"),
        ("shortly before 5 p.m. on Friday", "2016-10-21"),
        ("Friday shortly after midnight", "2016-10-21"),
        ("2016-10-20T05:00:00Z", "2016-10-20T05:00:00Z"),
    ]);
}

#[test]
fn a_length_from_a_date_is_the_days_from_it_on() {
    for (text, first, second) in [
        ("72 hours from 14 October", "2016-10-14/2016-10-16", "2016-10-17"),
        ("three days from 1 October", "2016-10-01/2016-10-03", "2016-10-04"),
        ("two weeks from 1 October", "2016-10-01/2016-10-14", "2016-10-15"),
        ("two days from Monday", "2016-10-24/2016-10-25", "2016-10-26"),
    ] {
        assert_eq!(best(text, &anchor()), first, "{text}");
        assert_eq!(alternatives(text)[0], second, "{text}");
    }
    let text = "A pause of 72 hours from 14 October was agreed.";
    assert_eq!(found(text)[0].1, "2016-10-14/2016-10-16");
    check(&[("a week from Friday", "2016-11-04"), ("two days from tomorrow", "2016-10-27")]);
}
