//! Lists the recorded facts that a newer release of a data set corrected, as they were and as they are.

use super::context::Context;
use crate::domain::fact::Draft;
use crate::import::{Summary, UpdatedFact};
use crate::text::excerpt::{SHOWN, shortened};
use crate::view::wording;

/// Lists the first corrected facts, and counts the others, unless `--quiet` was given.
pub(super) fn tell(context: &Context, summary: &Summary) {
    if summary.updates.is_empty() {
        return;
    }
    context.say("what the newer rows correct:");
    for update in &summary.updates {
        context.say_line(format!("  {}", worded(update)));
    }
    let more = summary.updated - summary.updates.len();
    if more > 0 {
        context.say(format!("… and {more} more"));
    }
}

/// A correction as one line: "`E-1` killed at low-town: 2 people → 60 people (may.csv:2)".
fn worded(update: &UpdatedFact) -> String {
    let UpdatedFact { row, at: (file, line), before, now } = update;
    let (row, file) = (shortened(row, SHOWN), shortened(file, SHOWN));
    let changed = parts(before).into_iter().zip(parts(now)).filter(|(old, new)| old != new);
    let changed: Vec<_> =
        changed.map(|(old, new)| format!("{} → {}", said(old), said(new))).collect();
    let changed = match changed.as_slice() {
        [] => "its other words or its report".to_owned(),
        changed => changed.join("; "),
    };
    format!("`{row}` {} at {}: {changed} ({file}:{line})", before.indicator, before.place)
}

/// The parts of a statement that are listed if they differ.
fn parts(draft: &Draft) -> [Option<String>; 8] {
    [
        draft.quantity.as_ref().map(wording::quantity),
        wording::when_of(draft, None),
        (!draft.indicator.is_empty()).then(|| draft.indicator.clone()),
        (!draft.place.is_empty()).then(|| draft.place.clone()),
        draft.scope.clone(),
        draft.status.map(wording::status),
        wording::stance(draft.stance).map(str::to_owned),
        (!draft.claimants.is_empty()).then(|| draft.claimants.join(" and ")),
    ]
}

fn said(part: Option<String>) -> String {
    part.unwrap_or_else(|| "nothing".to_owned())
}
