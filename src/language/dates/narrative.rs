//! Texts that tell of the past: a history names its year once, and then "on 7 December". Knows how to
//! tell such a text from news, and reads its dates forward from the one before.

use super::find::{Hit, Running};
use super::point::Look;
use super::stretch;
use crate::domain::when::Day;
use chrono::Datelike;

/// How far, in days, a narrative steps back in time.
const STEP_BACK: i64 = 60;
/// How many years lie at least between a narrative and its publication.
const DISTANCE: i32 = 2;

/// Reads the dates without a year again, if the text is a narrative. The reading against the
/// publication day stays, as the last alternative.
pub(super) fn retell(running: &Running<'_>, hits: &mut [Hit]) {
    if !is_narrative(hits, running.anchor.published) {
        return;
    }
    let mut told: Option<Day> = None;
    for hit in hits {
        if let Some(day) = hit.seen.dated {
            told = Some(day);
        } else if let Some(from) =
            told.filter(|_| hit.seen.gap).and_then(|day| stretch::shift(day, -STEP_BACK))
        {
            let Ok(mut again) = running.read_at(hit.at, Some(Look::NotBefore(from))) else {
                continue;
            };
            if again.found.span != hit.found.span {
                continue;
            }
            let stated = hit.found.reading.value.clone();
            if again.found.reading.value != stated {
                again.found.reading.alternatives.push(stated);
            }
            told = again.found.reading.value.bounds.start_earliest.or(told);
            *hit = again;
        }
    }
}

/// Whether a text never speaks of its own time, and names at least two dates of years ago.
fn is_narrative(hits: &[Hit], published: Day) -> bool {
    let mut dated = 0;
    for hit in hits {
        if hit.seen.present {
            return false;
        }
        if let Some(day) = hit.seen.dated {
            if (published.year() - day.year()).abs() < DISTANCE {
                return false;
            }
            dated += 1;
        }
    }
    dated >= 2
}
