//! A timeline on a terminal: head, lanes, entries, sources.

use super::axis::{Axis, Scale};
use super::entries::Laid;
use super::marks::{self, Marks};
use super::source_list::write_sources;
use super::words::{NOTHING, asked, beyond, counted, counted_facts, partial};
use super::{lanes, legend};
use crate::render::restricted::mark;
use crate::render::style::{Style, painted as with_paint};
use crate::render::text::cut_cells;
use crate::text::ink::Ink;
use crate::text::layout::{StyledLine, clip, width};
use crate::text::safe::terminal_line;
use crate::text::wrap::wrap_text;
use crate::view::both::{MANY, both};
use crate::view::timeline::{Head, Lane, Source, Span, Timeline, restricted};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// The least and greatest width of the page, in terminal columns; the terminal may be narrower or
/// wider.
const NARROWEST: usize = 40;
const WIDEST: usize = 170;
/// The greatest width of a lane, and of one day in it, in terminal columns.
const WIDEST_AXIS: usize = 100;
const WIDEST_DAY: i64 = 9;
/// The space between label, lane and figure, in terminal columns.
const GAP: usize = 2;
/// Before its unit or scope, a label keeps at least this many terminal columns.
const LEAST_LABEL: usize = 6;
/// At least this many terminal columns show which scope it is: a comma, a blank, three letters and `…`.
const LEAST_SCOPE: usize = 6;

/// Writes head, lanes, legend, entries and sources.
pub(super) fn write(timeline: &Timeline<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let marks = marks::of(style.ascii);
    let most = style.width.clamp(NARROWEST, WIDEST);
    let mut lines: Vec<StyledLine> = Vec::new();
    if let Some(mark) = mark(restricted(&timeline.sources)) {
        lines.extend(painted(&marks::plain(&mark, style.ascii), Ink::Red, most));
    }
    lines.extend(head(&timeline.head, marks, most));
    if let Some(asked) = asked(&timeline.head) {
        lines.extend(painted(&marks::plain(&clean(&asked), style.ascii), Ink::Plain, most));
    }
    if let Some(partial) = partial(&timeline.head, style.advice) {
        lines.extend(painted(&partial, Ink::Yellow, most));
    }
    if timeline.head.is_empty() {
        lines.push(StyledLine::default());
        lines.extend(plain(NOTHING, most));
    }
    if let Some(window) = timeline.window.filter(|_| !timeline.lanes.is_empty()) {
        lines.push(StyledLine::default());
        lines.extend(drawn(&timeline.lanes, window, marks, style.ascii, most));
    }
    lines.drain(..).try_for_each(|line| put(line, style, out))?;
    let laid = Laid::of(timeline.groups(), most, marks);
    let (first, all) = (laid.two_thirds(), timeline.groups().count());
    // Entries may be many: each line is written as soon as its layout is known.
    let entries = || laid.write(0..first, &mut |line| put(line, style, out));
    let rest = || -> io::Result<[Vec<u8>; 2]> {
        let (mut entries, mut sources) = (Vec::new(), Vec::new());
        laid.write(first..all, &mut |line| put(line, style, &mut entries))?;
        let put = &mut |line| put(line, style, &mut sources);
        write_sources(&timeline.sources, most, style.links, put)?;
        Ok([entries, sources])
    };
    let (written, rest) = both(timeline.sources.len() >= MANY, entries, rest);
    written?;
    let [rest, sources] = rest?;
    out.write_all(&rest)?;
    if laid.is_cut {
        lines.push(StyledLine::default());
        lines.extend(plain(&cut_cells(marks.more, style.advice), most));
    }
    if timeline.left_out > 0 {
        lines.push(StyledLine::default());
        let left_out = format!("{} more are left out.", counted(timeline.left_out, "fact"));
        lines.extend(plain(&left_out, most));
    }
    if !timeline.sources.is_empty() {
        lines.push(StyledLine::default());
        lines.push(StyledLine::of(Ink::Bold, "Sources"));
    }
    lines.into_iter().try_for_each(|line| put(line, style, out))?;
    out.write_all(&sources)
}

/// The lines of lanes on a page of the style's width.
pub(in crate::render) fn lane_lines(
    lanes: &[Lane],
    window: Span,
    style: &Style,
) -> Vec<StyledLine> {
    drawn(lanes, window, marks::of(style.ascii), style.ascii, style.width.clamp(NARROWEST, WIDEST))
}

/// Writes sources with their links.
pub(in crate::render) fn source_lines(
    sources: &[Source],
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let most = style.width.clamp(NARROWEST, WIDEST);
    write_sources(sources, most, style.links, &mut |line| put(line, style, out))
}

/// Writes a line without the spaces at its end.
fn put(mut line: StyledLine, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    line.trim_end();
    let mut text = with_paint(&line, style);
    text.push('\n');
    out.write_all(text.as_bytes())
}

/// Text of a fact, safe for a terminal and on one line.
fn clean(text: &str) -> String {
    terminal_line(text).into_owned()
}

fn plain(text: &str, most: usize) -> Vec<StyledLine> {
    painted(text, Ink::Plain, most)
}

fn painted(text: &str, ink: Ink, most: usize) -> Vec<StyledLine> {
    wrap_text(text, most).into_iter().map(|text| StyledLine::of(ink, text)).collect()
}

fn head(head: &Head, marks: &Marks, most: usize) -> Vec<StyledLine> {
    let counts = [
        (!head.span.is_empty()).then(|| head.span.clone()),
        Some(counted_facts(head)),
        Some(counted(head.reports, "report")),
        Some(counted(head.claimants, "claimant")),
    ];
    let counts = counts.into_iter().flatten().collect::<Vec<_>>().join(marks.dot);
    let with = clean(&head.below().unwrap_or_default());
    let beyond = clean(&beyond(head).join("; "));
    let mut lines = pair(&clean(&head.title), Ink::Bold, &counts, most);
    lines.extend(pair(&with, Ink::Plain, &beyond, most));
    lines
}

/// Two texts at the two ends of a line, or on two lines if they do not fit.
pub(in crate::render) fn pair(left: &str, ink: Ink, right: &str, most: usize) -> Vec<StyledLine> {
    if width(left) + GAP + width(right) <= most {
        let mut line = StyledLine::default();
        line.push(ink, left);
        if !right.is_empty() {
            line.pad_to(most - width(right));
            line.push(Ink::Dim, right);
        }
        return if left.is_empty() && right.is_empty() { Vec::new() } else { vec![line] };
    }
    let mut lines = Vec::new();
    for (ink, text) in [(ink, left), (Ink::Dim, right)].iter().filter(|(_, text)| !text.is_empty())
    {
        lines.extend(painted(text, *ink, most));
    }
    lines
}

/// The widths of label, lane and figure, in terminal columns.
struct Shares {
    label: usize,
    axis: usize,
    figure: usize,
}

impl Shares {
    /// Divides the width. Labels are narrowed first, then figures: to two fifths of the rest, or to
    /// their most important part.
    fn of(lanes: &[Lane], window: Span, most: usize) -> Self {
        let label = labels(lanes, most, "").map(|label| width(&label)).max().unwrap_or(0);
        let figure = lanes.iter().map(|lane| width(&clean(&lane.figure.join()))).max().unwrap_or(0);
        let label = label.min(most / 4).max(1);
        let room = most.saturating_sub(label + 2 * GAP);
        let days = usize::try_from(window.days().saturating_mul(WIDEST_DAY)).unwrap_or(usize::MAX);
        let widest = WIDEST_AXIS.min(days);
        let least = lanes.iter().map(|lane| width(&clean(&lane.figure.least()))).max();
        let main = lanes.iter().filter_map(|lane| lane.figure.parts.get(lane.figure.main).cloned());
        let wanted = main.chain(lanes.iter().map(|lane| lane.figure.core()));
        let wanted = wanted.map(|text| width(&clean(&text))).filter(|wide| *wide <= room / 2).max();
        let main = wanted.max(least.map(|least| least.min(room / 2))).unwrap_or(0);
        let figure = figure.min((room * 2 / 5).max(main).max(room.saturating_sub(widest)));
        let axis = room.saturating_sub(figure).min(widest);
        Self { label, axis, figure }
    }
}

fn drawn(all: &[Lane], window: Span, marks: &Marks, ascii: bool, most: usize) -> Vec<StyledLine> {
    let shares = Shares::of(all, window, most);
    let scale = Scale::new(window, shares.axis);
    let axis = scale.axis();
    let mut lines = axis_lines(&axis, shares.label + GAP);
    let mut crowd = 0;
    let mut used = BTreeSet::new();
    for (lane, label) in all.iter().zip(labels(all, shares.label, marks.more)) {
        let row = lanes::row(lane, scale, &axis.guides, marks, ascii);
        crowd = crowd.max(row.crowd.unwrap_or(0));
        used.extend(row.used());
        let mut line = StyledLine::default();
        line.push(Ink::Plain, label);
        line.pad_to(shares.label + GAP);
        row.pieces().into_iter().for_each(|(ink, text)| line.push(ink, text));
        line.pad_to(shares.label + GAP + shares.axis + GAP);
        let shown = |text: &str| marks::plain(&clean(text), ascii);
        let figure = lane.figure.fitted(|text| width(&shown(text)) <= shares.figure);
        line.push(Ink::Plain, clip(&shown(&figure), shares.figure, marks.more));
        lines.push(line);
    }
    lines.push(StyledLine::default());
    lines.extend(legend::lines(&used, crowd, marks, most));
    lines
}

/// The labels of lanes. A lane that follows others of its indicator only has its scope as label.
fn labels<'l>(all: &'l [Lane], most: usize, more: &'l str) -> impl Iterator<Item = String> + 'l {
    let before = std::iter::once(None).chain(all.iter().map(Some));
    all.iter().zip(before).map(move |(lane, before)| {
        let is_below = before
            .is_some_and(|before| before.indicator == lane.indicator && before.unit == lane.unit);
        match lane.scope_words().filter(|_| is_below) {
            Some(scope) => clip(&format!("  {}", clean(&scope)), most, more),
            None => label(lane, most, more),
        }
    })
}

/// The title of a lane in at most `most` columns. A scope is cut last, since "22 of 36 hospitals" are others if they are
/// "not functioning"; the figure beside the lane has the unit, too.
fn label(lane: &Lane, most: usize, more: &str) -> String {
    let title = clean(&lane.title());
    if width(&title) <= most {
        return title;
    }
    let label = clean(&lane.label);
    let unit = lane.unit.as_ref().map(|unit| format!("({})", clean(unit))).unwrap_or_default();
    let Some(scope) = lane.scope_words().map(|scope| format!(", {}", clean(&scope))) else {
        let room = most.saturating_sub(width(&unit)).max(LEAST_LABEL);
        return clip(&format!("{}{unit}", clip(&label, room, more)), most, more);
    };
    let both = if unit.is_empty() { scope.clone() } else { format!("{scope} {unit}") };
    let end = if width(&both) + LEAST_LABEL <= most { both } else { scope };
    let is_known_by_its_beginning = width(&label) + LEAST_SCOPE <= most;
    if is_known_by_its_beginning && unit.is_empty() {
        return clip(&title, most, more);
    }
    let room = most.saturating_sub(width(&end)).max(LEAST_LABEL);
    clip(&format!("{}{end}", clip(&label, room, more)), most, more)
}

pub(in crate::render) fn axis_lines(axis: &Axis, indent: usize) -> Vec<StyledLine> {
    [(Ink::Plain, &axis.upper), (Ink::Dim, &axis.lower)]
        .into_iter()
        .filter(|(_, row)| !row.trim().is_empty())
        .map(|(ink, row)| {
            let mut line = StyledLine::default();
            line.pad_to(indent);
            line.push(ink, row.clone());
            line
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::indicator::Nature;
    use crate::view::timeline::Figure;

    #[test]
    fn a_label_that_is_too_long_keeps_its_scope() {
        let lane = |scope: Option<&str>| Lane {
            indicator: "hospitals-functioning".to_owned(),
            label: "Hospitals functioning".to_owned(),
            unit: Some("hospitals of 36".into()),
            scope: scope.map(Into::into),
            shared_by: 0,
            nature: Nature::Stock,
            marks: Vec::new(),
            figure: Figure::default(),
        };
        let part = lane(Some("not functioning"));
        for (most, expected) in [
            (56, "Hospitals functioning, not functioning (hospitals of 36)"),
            (45, "Hospitals…, not functioning (hospitals of 36)"),
            (30, "Hospitals fu…, not functioning"),
            (22, "Hospi…, not functioni…"),
        ] {
            assert_eq!(label(&part, most, "…"), expected, "{most}");
        }
        assert_eq!(label(&lane(None), 26, "…"), "Hospital…(hospitals of 36)");
    }
}
