//! The sums of many events as columns, with spots that show them in words. A period that does not lie within one day,
//! month or year is a hollow column over its days.

use super::figures::{MOST_SPOTS, words};
use super::frame::{AGAINST, Frame, NARROWEST, SIZE, ZERO};
use super::labels::Label;
use super::shape::{Shape, on_page};
use super::sign::Sign;
use super::words::sum_words;
use crate::render::svg::{part, tenth, wide};
use crate::view::chart::{Bar, Sums};
use maud::{Markup, html};

/// The part of its days that a column leaves free on each side.
const GAP: f64 = 0.1;

/// The columns; `number` is the number of the chart on its page.
pub(super) fn bars(sums: &Sums, number: usize, frame: &Frame) -> Markup {
    // Each period that does not lie within one month has its own spot, after those of the columns.
    let (across, columns): (Vec<&Bar>, Vec<&Bar>) =
        sums.bars.iter().filter(|bar| bar.is_drawn).partition(|bar| bar.is_across);
    let together = columns.len().div_ceil(usize::from(MOST_SPOTS)).max(1);
    let spots = across.chunks(1).chain(columns.chunks(together));
    html! {
        @for (at, bars) in spots.enumerate() {
            @let told: Vec<String> = bars.iter().map(|bar| sum_words(bar)).collect();
            g.known tabindex="0" role="img" aria-labelledby={ "c" (number) "-" (at) } {
                @for shape in bars.iter().flat_map(|bar| shapes(bar, frame)) { (on_page(&shape)) }
                (spot(bars, frame))
                (words(&told.join("; "), (number, at)))
            }
        }
    }
}

/// The left and the right end of a column.
fn across(bar: &Bar, frame: &Frame) -> (f64, f64) {
    let (from, to) = frame.days(bar.first, bar.last);
    let gap = if bar.is_across { 0.0 } else { (to - from) * GAP };
    (from + gap, to - gap)
}

/// A column up to the sum, or up to its lower bound, a dotted line for an approximate day, a line from the lower to the
/// upper bound, and `≠` above.
pub(super) fn shapes(bar: &Bar, frame: &Frame) -> Vec<Shape> {
    let (from, to) = across(bar, frame);
    let (top, bottom) = (frame.height(bar.body()), ZERO);
    let at = f64::midpoint(from, to);
    let is_across = bar.is_across;
    let column = (bar.body() > 0.0).then_some(Shape::Column { from, to, top, bottom, is_across });
    let (low, high) = (bar.low.unwrap_or(0.0), bar.high.unwrap_or(0.0));
    let range = Shape::Range { at, top: frame.height(high), bottom: frame.height(low) };
    let at_least = Shape::Sign { at, aside: 0.0, y: top, sign: Sign::AtLeast };
    let is_open = bar.high.is_none() && bar.greatest() > 0.0;
    let y = frame.height(bar.greatest()) - if is_open { 16.0 } else { 3.0 };
    let hedged = bar.is_hedged.then_some(Shape::Hedged { at, aside: 0.0, y: top });
    let against = bar.differs.then_some(Shape::Against { at, aside: 0.0, y });
    [column, hedged, (low < high).then_some(range), is_open.then_some(at_least), against]
        .into_iter()
        .flatten()
        .collect()
}

/// The spot that shows some columns in words.
fn spot(bars: &[&Bar], frame: &Frame) -> Markup {
    let edges = bars.iter().map(|bar| frame.days(bar.first, bar.last));
    let from = edges.clone().map(|(from, _)| from).fold(1.0, f64::min);
    let to = edges.map(|(_, to)| to).fold(0.0, f64::max);
    let greatest = bars.iter().map(|bar| bar.greatest()).fold(0.0, f64::max);
    // The columns below a period have their own words.
    let is_across = bars.iter().all(|bar| bar.is_across);
    let top = frame.height(greatest);
    let (y, height) = if is_across {
        (top - 3.0, 6.0)
    } else {
        (frame.height(frame.top), ZERO - frame.height(frame.top))
    };
    html! { rect.spot x=(part(from)) width=(part(to - from)) y=(tenth(y)) height=(tenth(height)) {} }
}

/// The greatest sum, written above its column.
pub(super) fn greatest(sums: &Sums, frame: &Frame) -> Option<Label> {
    let drawn = sums.bars.iter().filter(|bar| bar.is_drawn && bar.greatest() > 0.0);
    let bar = drawn.max_by(|a, b| a.greatest().total_cmp(&b.greatest()))?;
    let (from, to) = across(bar, frame);
    let x = f64::midpoint(from, to);
    // Because of the bounds, the text may be as long as half of a narrow chart.
    let half = wide(&bar.short, SIZE) / 2.0 / NARROWEST;
    let anchor = match x {
        _ if x < half.max(0.25) => "start",
        _ if x > (1.0 - half).min(0.8) => "end",
        _ => "middle",
    };
    // `≠` is above its column, so the text of the sum is above both.
    let above = if bar.differs { AGAINST } else { 0.0 };
    let y = frame.height(bar.greatest()) - 5.0 - above;
    Some(Label { words: bar.short.clone(), x, y, anchor })
}
