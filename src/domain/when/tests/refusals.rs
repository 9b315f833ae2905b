//! Texts that are not an expression, with the wrong part and the reason.

use crate::domain::when::Expression;

/// Columns: text, the wrong part (blank if something is missing at the end), and words of the
/// reason.
const REFUSALS: &[(&str, &str, &str)] = &[
    ("", "", "the text is empty"),
    ("   ", "", "the text is empty"),
    ("1900-02-29", "29", "February 1900 has 28 days"),
    ("2001-02-29", "29", "February 2001 has 28 days"),
    ("2016-02-30", "30", "February 2016 has 29 days"),
    ("2023-02-3X", "3X", "February 2023 has 28 days; none fits `3X`"),
    ("190X-02-30", "30", "February has at most 29 days"),
    ("19X1-02-29", "29", "no year that fits `19X1` has a 29 February"),
    ("XXXX-04-31", "31", "April has at most 30 days"),
    ("XXXX-02-3X", "3X", "February has at most 29 days; none fits"),
    ("2016-0X-00", "00", "there is no day 00"),
    ("2016-07-4X", "4X", "there is no day 4X"),
    ("2016-13", "13", "there is no month 13"),
    ("2016-00-10", "00", "there is no month 00"),
    ("2016-2X", "2X", "there is no month 2X"),
    ("2016-42", "42", "21 to 41 are seasons"),
    ("2016-21-05", "-", "has no day"),
    ("9999-24", "9999-24", "runs into the year 10000"),
    ("[2016-02-30..]", "30", "February 2016 has 29 days"),
    ("{2016,2017-02-29}", "29", "February 2017 has 28 days"),
    ("2016-10-22/2016-02-30", "30", "February 2016 has 29 days"),
    (
        "2016-10-22/2016-10-20",
        "2016-10-20",
        "the interval ends (2016-10-20) before it starts (2016-10-22)",
    ),
    ("2016/[2014..2015]", "[2014..2015]", "before it starts (2016)"),
    (
        "[2016-10-22..2016-10-20]",
        "2016-10-20",
        "the range ends (2016-10-20) before it starts (2016-10-22)",
    ),
    ("2016-10-24T25:61", "25", "there is no hour 25 (00 to 23)"),
    ("2016-10-24T24:00:00", "24", "there is no hour 24"),
    ("2016-10-24T23:61:00", "61", "there is no minute 61"),
    ("2016-10-24T23:20:60", "60", "there is no second 60"),
    ("2016-10-24T23:20", "", "expected `:` and the seconds"),
    ("2016-10-24T2:20:00", "2", "the two digits of the hour"),
    ("2016-10-24T23:20:30-00:00", "-00:00", "no offset"),
    ("2016-10-24T23:20:30+24", "24", "there is no hour of an offset 24"),
    ("2016-10T10:00:00", "2016-10", "a time of day needs a full date"),
    ("2016-10-24?T10:00:00", "2016-10-24?", "a time of day needs a full date"),
    ("2016-10-24T10:00:00/..", "/", "must be a single date"),
    ("2016/2016-10-24T10:00:00", "T", "not in an interval"),
    ("[2016-10-24T10:00:00]", "T", "not in a set"),
    ("-1985", "-1985", "the year -1985 is outside 1 to 9999"),
    ("0000", "0000", "the year 0000 is outside 1 to 9999"),
    ("Y170000002", "Y170000002", "the year 170000002 is outside"),
    ("Y-17E7", "Y-17E7", "the year -17E7 is outside"),
    ("Y3388E2S3", "Y3388E2", "the year 3388E2 is outside"),
    ("Y17E99999999999999999999", "Y17E99999999999999999999", "is outside"),
    ("Y1985", "Y1985", "write four digits"),
    ("Y", "", "the digits of a year after `Y`"),
    ("1950S5", "S5", "1 to 4 significant digits"),
    ("1950S0", "S0", "1 to 4 significant digits"),
    ("195XS2", "S2", "unspecified digits"),
    ("20161024", "20161024", "2016-10-24"),
    ("196", "196", "four digits"),
    ("19", "19", "four digits"),
    ("12016", "12016", "a year has four digits"),
    ("2016-7", "7", "a month has two digits, as in `07`"),
    ("2016-07-1", "1", "a day has two digits"),
    ("2016-", "", "the two digits of a month"),
    ("2016-07-09-01", "-", "found `-`"),
    ("2016??", "??", "one qualifier is enough"),
    ("?", "", "a date after the qualifier"),
    ("2016–10–24", "–", "a plain hyphen"),
    ("199u", "u", "an unspecified digit is written `X`"),
    ("2016-07-01/…", "…", "write two dots"),
    ("yesterday", "e", "the digits of a year after `Y`"),
    ("July 2016", "J", "expected a year"),
    ("..", "..", "only an end of an interval"),
    ("/", "/", "a date at one end"),
    ("../..", "../..", "a date at one end"),
    ("2016/2017/2018", "/", "two ends"),
    ("2016/...", "...", "two dots"),
    ("2016/{2017,2018}", "{2017,2018}", "an all-of set {..} cannot"),
    ("[]", "[]", "the set is empty"),
    ("[..]", "]", "expected a year"),
    ("[2016", "", "`,` and another date, or `]`"),
    ("[2016}", "}", "or `]`"),
    ("{2016]", "]", "or `}`"),
    ("[2016,]", "]", "expected a year"),
    ("[2016,..2018]", "..2018", "only be the first"),
    ("[2016..,2018]", "2016..", "only be the last"),
    ("[2016,[2017]]", "[", "no other set"),
    ("[2016/2017]", "/", "with `..`, not with `/`"),
    ("[2016]x", "x", "found `x`"),
    ("2016\u{1b}[2J", "\u{1b}", "found the character U+001B"),
    ("2016-10-24\u{202e}", "\u{202e}", "the character U+202E"),
];

#[test]
fn every_refusal_points_at_the_fault_and_gives_its_reason() {
    for &(text, part, words) in REFUSALS {
        let error = text.parse::<Expression>().map(|e| e.to_string()).expect_err(text);
        assert_eq!(error.text, text);
        assert_eq!(text.get(error.at.clone()), Some(part), "place in `{text}`: {error}");
        assert!(error.why.contains(words), "reason for `{text}`: {error}");
        if part.is_empty() {
            assert_eq!(error.at, text.len()..text.len());
        }
        assert!(!error.to_string().chars().any(char::is_control), "{error:?}");
    }
}

#[test]
fn a_long_run_of_digits_is_not_repeated_at_full_length() {
    let error = "9".repeat(100_000).parse::<Expression>().unwrap_err();
    assert!(error.why.len() < 100, "{}", error.why);
}
