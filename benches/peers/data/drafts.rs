//! Facts as reports state them: figures in realistic mixes, times of every kind.

use super::dice::Dice;
use chrono::{Datelike, Days};
use factline::domain::fact::Draft;
use factline::domain::fact::{Stance, Status};
use factline::domain::indicator::{Indicator, Measure};
use factline::domain::number::Number;
use factline::domain::quantity::Quantity;
use factline::domain::when::{Day, Expression, When};

/// What a fact states besides place, indicator, claimant and words: value, status, stance, time.
pub(super) fn say(draft: Draft, indicator: &Indicator, published: Day, dice: &mut Dice) -> Draft {
    let takes_status = matches!(indicator.measures, Measure::Duration | Measure::Nothing);
    let quantity = match indicator.measures {
        Measure::Count => Some(count(dice, &indicator.unit)),
        Measure::Duration if dice.percent(40) => Some(hours(dice)),
        _ => None,
    };
    let status =
        (takes_status && quantity.is_none() || dice.percent(4)).then(|| dice.pick(STATUSES));
    Draft {
        quantity,
        status,
        stance: if dice.percent(80) { Stance::Asserts } else { dice.pick(STANCES) },
        scope: dice
            .percent(25)
            .then(|| dice.pick(&["civilians", "children", "fighters", "women"]).to_owned()),
        when: Some(when(published, dice)),
        ..draft
    }
}

const STATUSES: &[Status] = &[
    Status::Proposed,
    Status::Announced,
    Status::Agreed,
    Status::UnderWay,
    Status::Extended,
    Status::Suspended,
    Status::Ended,
];
const STANCES: &[Stance] =
    &[Stance::Estimates, Stance::Forecasts, Stance::Announces, Stance::Alleges, Stance::Denies];

fn count(dice: &mut Dice, unit: &str) -> Quantity {
    let size = dice.pick(&[10, 100, 1_000, 10_000, 300_000]);
    let figure = 1 + dice.roll(size);
    let more = figure + 1 + dice.roll(figure);
    let number = |figure: usize| u32::try_from(figure).ok().and_then(|f| Number::new(f64::from(f)));
    let said =
        |words: String| Quantity { as_stated: words, unit: unit.to_owned(), ..Quantity::default() };
    match dice.roll(100) {
        0..20 => Quantity { best: number(figure), ..said(String::new()) },
        20..45 => Quantity { best: number(figure), ..said(grouped(figure)) },
        45..60 => {
            Quantity { high: number(figure), ..said(format!("as many as {}", grouped(figure))) }
        }
        60..72 => Quantity { low: number(figure), ..said(format!("at least {}", grouped(figure))) },
        72..82 => Quantity {
            low: number(figure),
            high: number(more),
            ..said(format!("between {} and {}", grouped(figure), grouped(more)))
        },
        82..86 => Quantity {
            low: number(figure),
            best: number(more),
            high: number(more + figure),
            ..said(String::new())
        },
        86..93 => Quantity {
            best: number(figure),
            approximate: true,
            ..said(format!("about {}", grouped(figure)))
        },
        93..97 => Quantity { best: number(0), ..said("none".to_owned()) },
        _ => Quantity { low: number(24), approximate: true, ..said("dozens".to_owned()) },
    }
}

fn hours(dice: &mut Dice) -> Quantity {
    let hours = dice.pick(&[8_u32, 24, 48, 72]);
    Quantity {
        as_stated: format!("{hours}-hour"),
        best: Number::new(f64::from(hours)),
        unit: "hours".to_owned(),
        ..Quantity::default()
    }
}

/// Digits with commas between the thousands.
fn grouped(figure: usize) -> String {
    let digits = figure.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Half of the facts are about one day; the others have times of every kind that EDTF can express.
fn when(published: Day, dice: &mut Dice) -> When {
    let day = earlier(published, dice.roll(40));
    let from = earlier(day, 1 + dice.roll(30));
    let first = earlier(day, 1 + dice.roll(10));
    let (expression, words) = match dice.roll(100) {
        0..50 => (
            Expression::day(day),
            if dice.percent(50) { String::new() } else { day.format("%A").to_string() },
        ),
        50..62 => {
            (Expression::span(from, day), format!("from {} to {}", spoken(from), spoken(day)))
        }
        62..68 => (parsed(&format!("{from}/..")), format!("since {}", spoken(from))),
        68..74 => (Expression::one_of(first, day), String::new()),
        74..78 => (Expression::since(first, day), "since early this month".to_owned()),
        78..80 => (parsed(&format!("../{day}")), format!("until {}", spoken(day))),
        80..88 => (parsed(&day.format("%Y-%m").to_string()), day.format("in %B").to_string()),
        88..91 => (parsed(&day.format("%Y-%m~").to_string()), day.format("around %B").to_string()),
        91..94 => (parsed(&day.year().to_string()), format!("in {}", day.year())),
        94..96 => (parsed(&format!("{day}?")), String::new()),
        96..98 => (parsed(&format!("{}-{}", day.year(), 21 + dice.roll(4))), String::new()),
        _ => (parsed(&format!("{from}~/{day}~")), String::new()),
    };
    When::new(expression, words)
}

fn earlier(day: Day, days: usize) -> Day {
    day.checked_sub_days(Days::new(days as u64)).unwrap_or(day)
}

fn spoken(day: Day) -> String {
    day.format("%-d %B").to_string()
}

fn parsed(expression: &str) -> Expression {
    expression.parse().expect("the expression is EDTF")
}
