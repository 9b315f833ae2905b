//! Reads the most common phrases faster, without tokens and rules: "from 3 October to 5 October", "since 3
//! October", "until 3 October", "in October" and "around October".
//!
//! Every phrase that is read here has the same reading as in [`read`](super::read()).

use super::anchor::Anchor;
use super::date_range::DateRange;
use super::phrase::intervals;
use super::point::{Base, Direction, PartialDate, Point};
use super::ranges_and_lists::resolve_pairs;
use super::read::readings;
use crate::domain::when::When;
use crate::language::reading::Reading;
use crate::language::words;

/// Such a phrase has at most this many bytes.
const LONGEST: usize = 40;

/// Reads one of the most common phrases with a month, without explaining each word. `None` for every other phrase, for
/// a phrase that must be refused, and if the day of the report is not known.
#[must_use]
pub fn read_common(text: &str, anchor: &Anchor) -> Option<Reading<When>> {
    if anchor.earliest.is_some() || text.len() > LONGEST {
        return None;
    }
    let published = anchor.published;
    // The same as `Parser::new`.
    let ahead = if anchor.ahead { Direction::Deadline } else { Direction::Backward };
    let mut words = text.split(' ');
    let texts = match words.next()? {
        "from" => {
            let (first, joint, last) = (day(&mut words)?, words.next()?, day(&mut words)?);
            if joint != "to" {
                return None;
            }
            intervals(&resolve_pairs(&first, &last, published, ahead).ok()?)
        }
        "since" => {
            let mut starts = day(&mut words)?.resolve(published, ahead).ok()?;
            starts.retain(|range| range.first <= published);
            starts.iter().map(|range| format!("{}/..", range.as_end())).collect()
        }
        "until" => {
            let is_over = anchor.over && ahead == Direction::Backward;
            let direction = if is_over { ahead } else { Direction::Deadline };
            let ends = day(&mut words)?.resolve(published, direction).ok()?;
            ends.iter().map(|range| format!("/{}", range.as_end())).collect()
        }
        "in" => edtf(&month(&mut words, None)?.resolve(published, ahead).ok()?),
        "around" => edtf(&month(&mut words, Some('~'))?.resolve(published, ahead).ok()?),
        _ => return None,
    };
    if words.next().is_some() {
        return None;
    }
    readings(&texts, text, Vec::new())
}

fn edtf(ranges: &[DateRange]) -> Vec<String> {
    ranges.iter().map(DateRange::edtf).collect()
}

/// A day of a month without its year: "3 October".
fn day<'w>(words: &mut impl Iterator<Item = &'w str>) -> Option<Point> {
    let digits = words.next()?;
    let is_day = (1..=2).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
    let day = digits.parse().ok().filter(|day| is_day && (1..=31).contains(day))?;
    let month = month(words, None)?;
    let date = PartialDate { day: Some(day), ..*month.date()? };
    Some(Point { base: Base::Date(date), ..month })
}

/// A month without its year, with the qualifier of a hedge before it.
fn month<'w>(words: &mut impl Iterator<Item = &'w str>, mark: Option<char>) -> Option<Point> {
    let month = words::month(&words.next()?.to_ascii_lowercase())?;
    let date = PartialDate { month: Some(month), ..PartialDate::EMPTY };
    Some(Point { base: Base::Date(date), part: None, mark, tokens: 0..0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::when::Day;
    use crate::language::dates::read;
    use proptest::prelude::*;

    const MONTHS: [&str; 14] = [
        "January", "Feb", "March", "april", "May", "JUNE", "July", "August", "Sept", "October",
        "November", "December", "Monday", "Octobre",
    ];
    const FORMS: [&str; 8] = [
        "from D M to d m",
        "since D M",
        "until D M",
        "in M",
        "around M",
        "from D M until d m",
        "since M",
        "in D M",
    ];

    /// Whether a phrase is read in the fast way; fails if its reading differs from that of the rules.
    fn is_read(words: &str, anchor: &Anchor) -> bool {
        let Some(common) = read_common(words, anchor) else { return false };
        let all = read(words, anchor).unwrap_or_else(|why| panic!("{words}: {why}"));
        assert_eq!(
            (common.value, common.alternatives, common.besides),
            (all.value, all.alternatives, all.besides),
            "{words} {anchor:?}"
        );
        true
    }

    #[test]
    fn the_commonest_phrases_are_read() {
        let anchor = Anchor::on(Day::from_ymd_opt(2016, 10, 24).unwrap());
        for words in [
            "from 3 October to 15 October",
            "from 30 September to 2 October",
            "since 3 October",
            "until 31 October",
            "in September",
            "around may",
        ] {
            assert!(is_read(words, &anchor), "{words}");
        }
        for words in [
            "from 3 to 15 October",
            "since 30 February",
            "in 2016",
            "in",
            "since 0 May",
            "in May 2016",
        ] {
            assert!(!is_read(words, &anchor), "{words}");
        }
        let vague = Anchor { earliest: anchor.published.pred_opt(), ..anchor };
        assert!(!is_read("in September", &vague));
    }

    proptest! {
        #[test]
        fn common_phrases_are_read_as_all_others(
            form in 0..FORMS.len(), days in prop::array::uniform2(0_u32..34),
            months in prop::array::uniform2(0..MONTHS.len()), published in 735_000..738_000,
            early in any::<bool>(), ahead in any::<bool>(), over in any::<bool>(),
        ) {
            // Also tests reports of the first and the last year of the calendar.
            let published = if early { published - 734_900 } else { published };
            let published = Day::from_num_days_from_ce_opt(published).unwrap();
            let anchor = Anchor { ahead, over, ..Anchor::on(published) };
            let part = |letter: char| match letter {
                'D' => days[0].to_string(),
                'd' => days[1].to_string(),
                'M' => MONTHS[months[0]].to_owned(),
                'm' => MONTHS[months[1]].to_owned(),
                other => other.to_string(),
            };
            let words = FORMS[form].split(' ').map(|word| match word {
                "D" | "d" | "M" | "m" => part(word.chars().next().unwrap()),
                word => word.to_owned(),
            });
            is_read(&words.collect::<Vec<_>>().join(" "), &anchor);
        }
    }
}
