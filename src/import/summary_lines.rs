//! Puts the result of an import into lines: counts, rows that were created, and refusals.
//!
//! Knows the counts of a summary. Must not know how they came about, nor where the lines are printed.

use crate::format::problem::Refused;
use crate::import::summary::{Created, RecordKind, RowCounts, Summary};
use crate::text::counts::counted;
use std::cmp::Reverse;
use std::collections::HashMap;

/// This many unknown names are listed, and this many created rows of each kind.
pub(super) const LISTED: usize = 20;

impl Summary {
    /// The result in lines: the counts of each kind, then the reference rows that were created.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.lines_with("made")
    }

    /// The lines for a dry run, which say `would make` instead of `made`.
    #[must_use]
    pub fn dry_lines(&self) -> Vec<String> {
        self.lines_with("would make")
    }

    /// The refusals in the order of the files. The same refusal of several rows is one line, with
    /// the first line number and the number of further rows.
    #[must_use]
    pub fn refusals(&self) -> Vec<String> {
        let mut groups: Vec<(&Refused, usize, u64)> = Vec::new();
        let mut known: HashMap<(&str, Option<&str>, &str), usize> = HashMap::new();
        for refused in &self.refused {
            let same = (refused.file.as_str(), refused.column.as_deref(), refused.what.as_str());
            let at = *known.entry(same).or_insert(groups.len());
            match groups.get_mut(at) {
                Some((_, more, last)) => {
                    *more += usize::from(*last != refused.line);
                    *last = refused.line;
                }
                None => groups.push((refused, 0, refused.line)),
            }
        }
        groups.into_iter().map(|(refused, more, _)| refused.worded(more)).collect()
    }

    /// Lines of counts: of each kind, of refused rows, and of names that are not recorded.
    #[must_use]
    pub fn counts(&self) -> Vec<String> {
        let counts = RecordKind::ALL.iter().filter_map(|kind| {
            let RowCounts { new, known } = self.rows_of(*kind);
            let (changed, how) = match kind {
                RecordKind::Place => (self.filled, "filled in"),
                RecordKind::Report => (self.edited, "edited"),
                RecordKind::Fact => (self.updated, "updated"),
                _ => (0, ""),
            };
            let changes = if changed > 0 { format!(" {changed} {how},") } else { String::new() };
            let repeated = if *kind == RecordKind::Fact { self.repeated } else { 0 };
            let repeats = match repeated {
                0 => String::new(),
                repeated => format!(", {repeated} repeated in the file"),
            };
            let is_any = new + changed + known + repeated > 0;
            let noun = kind.noun();
            is_any.then(|| format!("{noun}s: {new} new,{changes} {known} already there{repeats}"))
        });
        let refused = self.refused_rows;
        let refused = (refused > 0).then(|| format!("rows refused: {refused}"));
        counts.chain(refused).chain(self.unknown_lines()).collect()
    }

    fn lines_with(&self, verb: &str) -> Vec<String> {
        let mut lines = self.counts();
        let mut made = [0; RecordKind::ALL.len()];
        for Created { kind, key, name, near } in &self.created {
            made[*kind as usize] += 1;
            // Reports are not listed: a file of facts may make thousands, and the count says
            // enough.
            if *kind != RecordKind::Report && made[*kind as usize] <= LISTED {
                let near =
                    near.as_ref().map(|(key, name)| format!(" (similar to `{key}`: {name})"));
                let near = near.unwrap_or_default();
                lines.push(format!("{verb} {} `{key}`: {name}{near}", kind.noun()));
            }
        }
        for kind in RecordKind::ALL.into_iter().filter(|kind| *kind != RecordKind::Report) {
            let more = made[kind as usize].saturating_sub(LISTED);
            if more > 0 {
                let s = if more == 1 { "" } else { "s" };
                lines.push(format!("… and {more} more {}{s}", kind.noun()));
            }
        }
        lines
    }

    /// Lines for the names that are not recorded; those in most rows come first.
    fn unknown_lines(&self) -> Vec<String> {
        let mut unknown: Vec<_> = self.unknown.iter().collect();
        unknown.sort_by_key(|(_, rows)| Reverse(rows.count));
        let more = unknown.len().saturating_sub(LISTED);
        let lines = unknown.into_iter().take(LISTED).map(|((what, name), rows)| {
            let rows = counted(rows.count, "row", "rows");
            format!("not recorded: {what} `{name}` ({rows})")
        });
        let more = (more > 0).then(|| format!("… and {more} more names that are not recorded"));
        lines.chain(more).collect()
    }
}
