//! Laws for every expression and every text, tested with random ones.

use super::parse;
use crate::domain::when::ast::{Date, End, ExpressionForm, Finer, Member, Moment, Offset, Set};
use crate::domain::when::calendar::{Digits, Season};
use crate::domain::when::{Bounds, Day, Expression, Qualifier};
use chrono::Datelike;
use proptest::option;
use proptest::prelude::*;

fn digits<const N: usize>() -> impl Strategy<Value = Digits<N>> {
    let digit = prop_oneof![4 => (0u8..10).prop_map(Some), 1 => Just(None)];
    proptest::array::uniform(digit).prop_map(Digits)
}

fn qualifier() -> impl Strategy<Value = Option<Qualifier>> {
    let which = [Qualifier::Uncertain, Qualifier::Approximate, Qualifier::Both];
    option::weighted(0.3, proptest::sample::select(which.to_vec()))
}

fn year() -> impl Strategy<Value = Digits<4>> {
    prop_oneof![(1u16..=9999).prop_map(Digits::of), digits()]
}

fn two(max: u16) -> impl Strategy<Value = Digits<2>> {
    prop_oneof![(1..=max).prop_map(Digits::of), digits()]
        .prop_filter("some number fits", move |d| d.within(1..=max).next().is_some())
}

/// A random date. The strategies are boxed, since proptest would otherwise keep all alternatives on
/// the stack.
fn date() -> BoxedStrategy<Date> {
    let finer = prop_oneof![
        Just(Finer::Nothing),
        (1u8..=4).prop_map(Finer::Significant),
        (21u16..=41).prop_filter_map("a season", |n| Season::new(n).map(Finer::Season)),
        two(12).prop_map(Finer::Month),
        (two(12), two(31)).prop_map(|(month, day)| Finer::Day(month, day)),
    ];
    (year(), finer, [qualifier(), qualifier(), qualifier()])
        .prop_filter_map("a possible date", |(year, finer, mut qualifiers)| {
            qualifiers[finer.components()..].fill(None);
            Date::new(year, finer, qualifiers)
        })
        .boxed()
}

/// Two random dates, the second not wholly before the first.
fn ordered() -> impl Strategy<Value = (Date, Date)> {
    (date(), date()).prop_map(
        |(a, b)| {
            if b.span.last_end < a.span.first_start { (b, a) } else { (a, b) }
        },
    )
}

fn set(all: impl Strategy<Value = bool> + 'static) -> BoxedStrategy<Set> {
    let inner = prop_oneof![
        date().prop_map(Member::One),
        ordered().prop_map(|(a, b)| Member::Range(a, b)),
    ];
    let first = option::weighted(0.3, date().prop_map(Member::UpTo));
    let last = option::weighted(0.3, date().prop_map(Member::From));
    (all, first, proptest::collection::vec(inner, 1..4), last)
        .prop_map(|(all, first, mid, last)| Set {
            all,
            members: first.into_iter().chain(mid).chain(last).collect(),
        })
        .boxed()
}

fn end() -> BoxedStrategy<End> {
    prop_oneof![
        Just(End::Open),
        Just(End::Unknown),
        date().prop_map(End::Date),
        set(Just(false)).prop_map(End::OneOf),
    ]
    .boxed()
}

fn moment() -> impl Strategy<Value = Moment> {
    let offset = prop_oneof![
        Just(Offset::Local),
        Just(Offset::Utc),
        (any::<bool>(), 1u8..24, option::of(0u8..60))
            .prop_map(|(behind, hours, minutes)| Offset::By { behind, hours, minutes }),
    ];
    (0i32..3_652_059, 0u8..24, 0u8..60, 0u8..60, offset).prop_map(
        |(n, hour, minute, second, offset)| {
            let day = Day::from_num_days_from_ce_opt(n + 1).unwrap();
            Moment { day, hour, minute, second, offset }
        },
    )
}

fn expression() -> impl Strategy<Value = Expression> {
    let interval = (end(), end()).prop_filter_map("an interval in order", |(start, end)| {
        let stated = start.is_stated() || end.is_stated();
        let reversed = start.days().0.zip(end.days().1).is_some_and(|(s, e)| e < s);
        (stated && !reversed).then_some(ExpressionForm::Interval { start, end })
    });
    prop_oneof![
        date().prop_map(ExpressionForm::Date),
        moment().prop_map(ExpressionForm::Moment),
        interval,
        set(any::<bool>()).prop_map(ExpressionForm::Set),
    ]
    .prop_map(Expression::of)
}

/// Whether two bounds are in order; true if one of them is open.
fn ordered_pair(a: Option<Day>, b: Option<Day>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a <= b)
}

/// Whether a bound of a whole includes the bound of a part; an open bound includes every bound.
fn covers(part: Option<Day>, whole: Option<Day>, takes_in: fn(Day, Day) -> bool) -> bool {
    whole.is_none_or(|whole| part.is_some_and(|part| takes_in(part, whole)))
}

fn is_ordered(b: &Bounds) -> bool {
    ordered_pair(b.start_earliest, b.start_latest)
        && ordered_pair(b.end_earliest, b.end_latest)
        && ordered_pair(b.start_earliest, b.end_latest)
        && ordered_pair(b.start_earliest, b.end_earliest)
        && ordered_pair(b.start_latest, b.end_latest)
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_parses_back_to_the_same(expression in expression()) {
        let text = expression.to_string();
        prop_assert_eq!(&parse(&text), &expression);
        prop_assert_eq!(parse(&text).to_string(), text);
    }

    #[test]
    fn bounds_are_in_order(expression in expression()) {
        prop_assert!(is_ordered(&expression.bounds()), "{} {:?}", expression, expression.bounds());
    }

    #[test]
    fn one_of_several_dates_may_be_any_of_them(set in set(Just(false))) {
        let all = set.bounds();
        for member in &set.members {
            let alone = Set { all: false, members: vec![member.clone()] }.bounds();
            prop_assert!(covers(alone.start_earliest, all.start_earliest, |a, b| b <= a));
            prop_assert!(covers(alone.start_latest, all.start_latest, |a, b| b >= a));
            prop_assert!(covers(alone.end_earliest, all.end_earliest, |a, b| b <= a));
            prop_assert!(covers(alone.end_latest, all.end_latest, |a, b| b >= a));
        }
    }

    #[test]
    fn every_day_that_fits_the_digits_lies_within_the_bounds(
        (year, month, day) in (year(), two(12), two(31)), n in 0i32..3_652_059,
    ) {
        let some_day = Day::from_num_days_from_ce_opt(n + 1).unwrap();
        let fits = |d: Day| {
            let number = |value: u32| u16::try_from(value).unwrap();
            year.fits(u16::try_from(d.year()).unwrap())
                && month.fits(number(d.month())) && day.fits(number(d.day()))
        };
        if let Some(date) = Date::new(year, Finer::Day(month, day), [None; 3]) {
            let (first, last) = (date.span.first_start, date.span.last_end);
            prop_assert!(fits(first) && fits(last));
            prop_assert!(!fits(some_day) || (first <= some_day && some_day <= last));
        } else {
            prop_assert!(!fits(some_day));
        }
    }

    #[test]
    fn qualifiers_move_no_bound(expression in expression()) {
        let about = expression.clone().approximately();
        prop_assert!(about.is_approximate());
        prop_assert_eq!(about.bounds(), expression.bounds());
    }

    #[test]
    fn spaces_and_small_letters_change_nothing(expression in expression()) {
        let loose = expression.to_string().replace('X', "x").replace("..", " .. ")
            .replace(',', " , ").replace('/', " / ");
        prop_assert_eq!(parse(&loose), expression);
    }

    #[test]
    fn no_text_panics_and_every_fault_lies_within_it(text in ".*") {
        checks(&text)?;
    }

    #[test]
    fn no_text_of_the_right_letters_panics(text in "[0-9XYESTZ?~%.,:/+ \\[\\]{}-]{0,24}") {
        checks(&text)?;
    }

    #[test]
    fn no_damaged_expression_panics(
        expression in expression(), at in any::<proptest::sample::Index>(), other in any::<char>(),
    ) {
        let mut text: Vec<char> = expression.to_string().chars().collect();
        let at = at.index(text.len());
        text[at] = other;
        checks(&text.into_iter().collect::<String>())?;
    }
}

/// Checks that any text either parses to a value with ordered bounds that prints and parses back to
/// the same, or gives a fault whose position lies inside the text.
fn checks(text: &str) -> Result<(), TestCaseError> {
    match text.parse::<Expression>() {
        Ok(expression) => {
            prop_assert_eq!(&parse(&expression.to_string()), &expression);
            prop_assert!(is_ordered(&expression.bounds()));
            prop_assert_eq!(parse(&expression.to_string()).bounds(), expression.bounds());
        }
        Err(error) => {
            prop_assert!(text.get(error.at.clone()).is_some(), "{:?}", error);
            let caret = error.caret();
            prop_assert_eq!(caret.matches('\n').count(), 1);
            prop_assert!(!caret.replace('\n', "").chars().any(char::is_control));
            prop_assert!(!error.why.chars().any(char::is_control), "{:?}", error.why);
        }
    }
    Ok(())
}
