//! Texts that tell of the past: a history names its year once, and then "on 7 December". Knows how to
//! tell such a text from news, and reads its dates forward from the one before.

use super::calendar;
use super::point::Direction;
use super::running_text::{Candidate, RunningText};
use crate::domain::when::Day;
use chrono::Datelike;

/// How far, in days, a narrative steps back in time.
const STEP_BACK: i64 = 60;
/// How many years lie at least between a narrative and its publication.
const DISTANCE: i32 = 2;

/// Reads the dates without a year again, if the text is a narrative. The reading against the
/// publication day stays, as the last alternative.
pub(super) fn reread_forward(running: &RunningText<'_>, candidates: &mut [Candidate]) {
    if !is_narrative(candidates, running.anchor.published) {
        return;
    }
    let mut told: Option<Day> = None;
    for candidate in candidates {
        if let Some(day) = candidate.clues.dated {
            told = Some(day);
        } else if let Some(from) =
            told.filter(|_| candidate.clues.gap).and_then(|day| calendar::shift(day, -STEP_BACK))
        {
            let Ok(mut again) = running.read_at(candidate.at, Some(Direction::NotBefore(from)))
            else {
                continue;
            };
            if again.found.span != candidate.found.span {
                continue;
            }
            let stated = candidate.found.reading.value.clone();
            if again.found.reading.value != stated {
                again.found.reading.alternatives.push(stated);
            }
            told = again.found.reading.value.bounds.start_earliest.or(told);
            *candidate = again;
        }
    }
}

/// Whether a text never speaks of its own time, and names at least two dates of years ago.
fn is_narrative(candidates: &[Candidate], published: Day) -> bool {
    let mut dated = 0;
    for candidate in candidates {
        if candidate.clues.present {
            return false;
        }
        if let Some(day) = candidate.clues.dated {
            if (published.year() - day.year()).abs() < DISTANCE {
                return false;
            }
            dated += 1;
        }
    }
    dated >= 2
}
