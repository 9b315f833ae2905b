//! Notes at the end of a file whose rows have ids given by their publisher: recorded rows that the file does not have.

use crate::domain::identity::Uid;
use crate::format::remedy::Remedy;
use crate::import::release::about_without_row;
use crate::import::session::ImportSession;
use crate::import::source_rows::{RowKey, clashes};
use crate::store::{FactOfRow, StoreError};
use crate::text::counts::counted;
use foldhash::HashSet;

/// At most this many facts are named in a note.
const NAMED: usize = 20;

impl ImportSession<'_> {
    /// Writes the notes about rows with ids, at the end of a file. The next file is compared with the result
    /// of this one.
    pub(super) fn end_release(&mut self, file: &str) -> Result<(), StoreError> {
        let mut release = std::mem::take(&mut self.release);
        for (first, line) in clashes(&mut release.met) {
            self.remarks.on_row(format!(
                "{file}:{line}: has the id of the row in line {first} and says something else about the same; \
                 both are kept"
            ));
        }
        release.counted(file).into_iter().for_each(|note| self.remarks.note(note));
        self.note_unmet(file, std::mem::take(&mut release.unmet))?;
        let mut met: Vec<RowKey> = release.met.iter().map(|fact| fact.row).collect();
        met.dedup();
        let Some(known) = &mut release.known else { return Ok(()) };
        release.refused.iter().for_each(|row| known.see_all(*row));
        let left_out = known.left_out(&met, self.documents.names_confidential());
        let way = self.options.remedies.of(&Remedy::RetractUnstated);
        if !left_out.facts.is_empty() {
            let (facts, which) = (left_out.facts.len(), self.named(&left_out.facts)?);
            let facts = counted(facts, "fact", "facts");
            self.remarks.note(format!(
                "{file}: {facts} recorded for its rows, which it no longer states: {which}; nothing was \
                 withdrawn{way}"
            ));
        }
        if !left_out.rows.is_empty() {
            let firsts: Vec<i64> = left_out.rows.iter().map(|facts| facts[0]).collect();
            let (rows, which) = (firsts.len(), self.named(&firsts)?);
            let rows = counted(rows, "recorded row", "recorded rows");
            let or_refused = if release.has_unread { ", or refused" } else { "" };
            self.remarks.note(format!(
                "{file}: {rows} of the same data set not in this file{or_refused}: {which}; that is as it \
                 should be if the file is a part of the data set{way}"
            ));
        }
        Ok(())
    }

    /// Notes recorded facts without the id of a row that are about the same things as new facts with one.
    fn note_unmet(&mut self, file: &str, unmet: HashSet<u64>) -> Result<(), StoreError> {
        if unmet.is_empty() {
            return Ok(());
        }
        let same = self.writer.call(move |writer| {
            let mut same: Vec<Uid> = Vec::new();
            writer.each_without_row(|fact| {
                same.extend(unmet.contains(&about_without_row(&fact)).then_some(fact.uid));
            })?;
            Ok::<_, StoreError>(same)
        })??;
        let Some(first) = same.first().map(Uid::short) else { return Ok(()) };
        let facts = counted(same.len(), "fact", "facts");
        self.remarks.note(format!(
            "{file}: {facts} recorded without the id of a row, with report, indicator, place and time of \
             new facts that have one; all are kept (first: fact {first})"
        ));
        Ok(())
    }

    /// Facts, by the ids of their rows and their own.
    fn named(&mut self, numbers: &[i64]) -> Result<String, StoreError> {
        let some: Vec<i64> = numbers.iter().copied().take(NAMED).collect();
        let facts = self.writer.call(move |writer| writer.facts_of_rows(&some))??;
        let name = |one: &FactOfRow| {
            let id = one.fact.source_row_id.as_deref().unwrap_or_default();
            format!("`{id}` (fact {})", one.uid.short())
        };
        let more = numbers.len() - facts.len();
        let more = (more > 0).then(|| format!("{more} more"));
        Ok(facts.iter().map(name).chain(more).collect::<Vec<_>>().join(", "))
    }
}
