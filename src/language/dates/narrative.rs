//! Resolves dates in histories. A history names its year once and then writes "on 7 December". This
//! file tells histories from news, and resolves each date forward from the one before it.

use super::calendar;
use super::point::Direction;
use super::running_text::{Candidate, RunningText};
use crate::domain::when::Day;
use chrono::Datelike;

/// Maximum number of days by which a date in a history may be before the previous one.
const STEP_BACK: i64 = 60;
/// Minimum number of years between the dates of a history and its publication.
const DISTANCE: i32 = 2;

/// Reads dates without a year again where the text is a history. The first reading, relative to the
/// publication day, becomes the last alternative.
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

/// Whether a text is a history: it never refers to the time of writing, and has at least two dates
/// with years, all years ago.
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
