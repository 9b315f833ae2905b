//! Resolves dates in stories. A story names its year once and then writes "on 7 December". This file distinguishes
//! stories from news, and resolves each date as the next one after the previous date.

use super::calendar;
use super::point::Direction;
use super::running_text::{Candidate, NEAR, RunningText, Story};
use super::tokens::Token;
use crate::domain::when::Day;
use crate::language::words::english::verbs::SAID;

/// Maximum number of days by which a date in a story may be before the previous one.
const STEP_BACK: i64 = 90;
/// Minimum number of days between the date of a story and its publication.
const LONG_AGO: i64 = 183;
/// News has dates from the last days before its publication; a story has them only by chance.
const NEWS: i64 = 60;
/// Maximum number of days between a date in a news text and an earlier date that it may follow.
const EPISODE: i64 = 200;

/// Maximum number of days between two dates of one thread of a story.
const THREAD: i64 = 400;
/// A date this near to the last date of the story belongs to the story, even if another year was mentioned in between.
const BESIDE: i64 = 45;

/// Reads dates without a year again if they follow a date of a story, and words such as "yesterday" if they count from
/// it. The first reading, relative to the publication day, becomes the last alternative.
pub(super) fn retell(running: &RunningText<'_>, candidates: &mut [Candidate]) {
    let published = running.anchor.published;
    let is_story = is_story(running, candidates);
    let mut reached = None;
    let mut named: Option<(Day, usize)> = None;
    for candidate in candidates {
        let again = match reached {
            Some(reached) if candidate.clues.dated.is_none() => {
                retold(running, candidate, reached, is_story)
            }
            _ => None,
        };
        let again = again.or_else(|| reported_on(running, candidate, named));
        named = single_day(candidate, published).map(|day| (day, candidate.at)).or(named);
        let follows = again.is_some();
        if let Some(mut again) = again {
            let stated = candidate.found.reading.value.clone();
            if again.found.reading.value != stated {
                again.found.reading.alternatives.push(stated);
            }
            *candidate = again;
        }
        let dated = candidate.clues.dated.filter(|(first, _)| *first <= published);
        if let Some(days) = dated.or_else(|| candidate.days().filter(|_| follows)) {
            let heading = running.is_heading(candidate);
            reached = Some(StoryDate { heading, ..StoryDate::after(reached, days, candidate) });
        }
    }
}

/// The day of a candidate that is a single day in the past; `None` for others.
fn single_day(candidate: &Candidate, published: Day) -> Option<Day> {
    let (first, last) = candidate.days()?;
    (first == last && first < published && !candidate.clues.counts_on).then_some(first)
}

/// "The past 48 hours" up to the day on which, according to the sentence, somebody spoke about them: "on 3 January the
/// ministry said that 12 had died in the past 48 hours". `None` for other words, or if no day is named.
fn reported_on(
    running: &RunningText<'_>,
    candidate: &Candidate,
    named: Option<(Day, usize)>,
) -> Option<Candidate> {
    let (day, at) = named?;
    let (from, to) = candidate.days()?;
    let published = running.anchor.published;
    let rolling = candidate.clues.present && from < to && to == published;
    let said = |token: &Token<'_>| SAID.contains(&token.text);
    if !rolling
        || !running.is_one_sentence(at, candidate.at)
        || !running.tokens[at..candidate.at].iter().any(said)
    {
        return None;
    }
    let story = Story { now: Some(day), reached: Some((day, day)), ..Story::default() };
    let again = running.read_at(candidate.at, story).ok()?;
    (again.found.span == candidate.found.span && again.days()?.1 <= published).then_some(again)
}

/// The date that a story has reached.
#[derive(Clone, Copy, Debug)]
struct StoryDate {
    /// First and last day of the last date.
    days: (Day, Day),
    /// Index of its first token.
    at: usize,
    /// First day of the last date in the course of the story. A year that is mentioned in passing does not change it.
    thread: Day,
    /// Whether the last date is a heading, such as "2019:" or "May 2019" on a separate line.
    heading: bool,
    /// Whether the last date has no end, as in "since 24 February": the story continues after it.
    open: bool,
}

impl StoryDate {
    fn after(before: Option<Self>, days: (Day, Day), candidate: &Candidate) -> Self {
        let step = |from: Day| (days.0 - from).num_days();
        let (at, first) = (candidate.at, days.0);
        let bounds = candidate.found.reading.value.bounds;
        let open = bounds.end_latest.is_none_or(|end| end > days.1);
        let Some(before) = before else {
            return Self { days, at, thread: first, open, heading: false };
        };
        let goes_on = |from: Day| (-STEP_BACK..=THREAD).contains(&step(from));
        let precise = is_precise(days);
        // "By late 1949" and "two decades earlier" do not show the time that the story has reached.
        let until = bounds.start_earliest.is_none();
        if until && goes_on(before.thread) || candidate.clues.counts_on && !precise {
            return before;
        }
        let on = precise && (goes_on(before.thread) || goes_on(before.days.0));
        Self { days, at, thread: if on { first } else { before.thread }, open, heading: false }
    }
}

fn is_precise((first, last): (Day, Day)) -> bool {
    (last - first).num_days() < 31
}

/// The candidate read as part of a story; `None` if it is news, or if its words would change.
fn retold(
    running: &RunningText<'_>,
    candidate: &Candidate,
    reached: StoryDate,
    is_story: bool,
) -> Option<Candidate> {
    let (first, last) = reached.days;
    let published = running.anchor.published;
    let clues = candidate.clues;
    let read = |story: Story| {
        let again = running.read_at(candidate.at, story).ok()?;
        let end = again.days()?.1;
        (again.found.span == candidate.found.span && end <= published).then_some(again)
    };
    if clues.counts_on {
        return read(Story { reached: Some(reached.days), ..Story::default() });
    }
    let long_ago = (published - last).num_days() >= LONG_AGO;
    let near = long_ago && candidate.at - reached.at < NEAR;
    if reached.heading && clues.gap {
        let again = not_before(&read, first);
        let within = |again: &Candidate| again.days().is_some_and(|(_, day)| day <= last);
        if let Some(again) = again.filter(within) {
            return Some(again);
        }
    }
    let same_sentence = || near && running.is_one_sentence(reached.at, candidate.at);
    if clues.gap
        && (is_story
            || near
                && is_precise(reached.days)
                && (!is_news(candidate, published)
                    || !reached.open && same_sentence() && goes_on(&read, first)))
    {
        return gap_filled(&read, reached, is_story);
    }
    // "The last 24 hours" and "the end of the month", but not "the UN said on Thursday".
    let rolling = candidate.days().is_some_and(|(from, to)| from < to && to == published);
    let counted = !reached.open
        && (clues.definite || rolling)
        && same_sentence()
        && !running.looks_ahead(candidate.at);
    ((clues.present && first == last || clues.definite) && (is_story || counted)).then(|| {
        read(Story { now: Some(first), reached: Some(reached.days), ..Story::default() })
    })?
}

/// The candidate read as not before a day; `None` if its words would change.
fn not_before(read: &impl Fn(Story) -> Option<Candidate>, day: Day) -> Option<Candidate> {
    read(Story { direction: Some(Direction::NotBefore(day)), ..Story::default() })
}

/// Whether a date within a month follows: "It rained on 10 September 2023; the dam burst on 11 September" is one story,
/// even if it was written a year later.
fn goes_on(read: &impl Fn(Story) -> Option<Candidate>, first: Day) -> bool {
    let again = not_before(read, first).and_then(|again| again.days());
    again.is_some_and(|(day, _)| (0..=31).contains(&(day - first).num_days()))
}

/// A date without a year, read as the next one of its story.
fn gap_filled(
    read: &impl Fn(Story) -> Option<Candidate>,
    reached: StoryDate,
    is_story: bool,
) -> Option<Candidate> {
    let (first, last) = reached.days;
    let back_from = |day: Day, back: i64| not_before(read, calendar::shift(day, -back)?);
    let beside = back_from(reached.thread, BESIDE).filter(|again| {
        again.days().is_some_and(|(day, _)| (day - reached.thread).num_days() <= BESIDE)
    });
    let back = if is_precise(reached.days) { STEP_BACK } else { 0 };
    beside.or_else(|| back_from(first, back)).filter(|again| {
        let step = again.days().map_or(0, |(day, _)| (day - last).num_days());
        is_story || step <= EPISODE
    })
}

/// Whether a date without a year lies within the last weeks before publication, as in news.
fn is_news(candidate: &Candidate, published: Day) -> bool {
    candidate.days().is_none_or(|(first, last)| {
        let ahead = first > published;
        !ahead && (published - last).num_days() <= NEWS || ahead && !candidate.is_over
    })
}

/// Whether a text is a story: it has at least two dates with years long ago, rarely refers to the time of writing, and
/// its dates without a year are rarely within the last weeks.
fn is_story(running: &RunningText<'_>, candidates: &[Candidate]) -> bool {
    let published = running.anchor.published;
    let count = |is: &dyn Fn(&Candidate) -> bool| candidates.iter().filter(|c| is(c)).count();
    let dated = count(&|candidate| {
        candidate.clues.dated.is_some_and(|(_, last)| (published - last).num_days() >= LONG_AGO)
    });
    let present = count(&|candidate| candidate.clues.present);
    let gaps = count(&|candidate| candidate.clues.gap);
    let recent = count(&|candidate| candidate.clues.gap && is_news(candidate, published));
    dated >= 2 && present * 2 <= dated && recent * 2 <= gaps
}
