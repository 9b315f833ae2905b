//! Records rows to which other rows refer (actors, places, indicators, reports): parents before
//! children.

use crate::format::problem::Problem;
use crate::format::row::Row;
use crate::import::entry::Entry;
use crate::import::error::ImportError;
use crate::import::row_reader::RowReader;
use crate::import::session::ImportSession;
use crate::import::summary::{Failure, RecordKind, Summary};
use crate::store::StoreError;
use std::collections::HashMap;

/// A row of the file that may have to wait for its parent.
struct PendingRow<T> {
    line: u64,
    /// The row; `None` after it was recorded or refused. It is boxed, so that its memory is freed
    /// then.
    entry: Option<Box<T>>,
    /// The key under which the row is recorded; empty until then.
    key: String,
    state: PendingState,
}

impl<T> PendingRow<T> {
    fn new(line: u64, entry: T) -> Self {
        Self { line, entry: Some(Box::new(entry)), key: String::new(), state: PendingState::New }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PendingState {
    New,
    OnPath,
    /// It refers to a row that is not recorded yet, or its parent does.
    Waiting,
    Recorded,
    Refused,
}

/// Records the rows of a file, parents before children whatever their order in the file. Rows of a
/// database come parents first, so each is recorded at once and not kept.
pub(crate) fn load<T: Entry>(
    mut feed: RowReader<'_>,
    read: impl Fn(&Row<'_>) -> Result<T, Problem>,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    let file = feed.file().to_owned();
    let mut list = RowList::default();
    // Cells of rows that are not recorded yet, by line: if a row is refused later, they go to the rejects.
    let mut raw = HashMap::new();
    while let Some((line, row)) = feed.next_row()? {
        if let Ok(row) = &row {
            session.remarks.on_garbled(row, (&file, line));
        }
        let is_read = match row.and_then(|row| read(&row)) {
            Ok(entry) => {
                list.push(line, entry);
                true
            }
            Err(problem) => {
                summary.refuse_row(&file, line, problem);
                false
            }
        };
        let is_settled = is_read && feed.has_parents_first();
        let is_recorded = is_settled && list.settle_last(&file, session, summary)?;
        if session.rejects.is_some() && !is_recorded {
            raw.insert(line, feed.last_row().cells().clone());
        }
    }
    list.settle_all(&file, session, summary)?;
    list.settle_waiting(&file, session, summary)?;
    // Only the refusals of this file are sorted; those of earlier files come before them.
    let earlier = summary.refused.iter().rposition(|refused| refused.file != file);
    let earlier = earlier.map_or(0, |last| last + 1);
    summary.refused[earlier..].sort_by_key(|refused| refused.line);
    for refused in &summary.refused[earlier..] {
        if let Some(cells) = raw.get(&refused.line) {
            feed.keep_row(session.rejects.as_mut(), cells, std::slice::from_ref(refused))?;
        }
    }
    Ok(())
}

/// Records rows that were read already, parents before children.
pub(crate) fn record_all<T: Entry>(
    file: &str,
    entries: Vec<(u64, T)>,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<(), StoreError> {
    let mut list = RowList::default();
    for (line, entry) in entries {
        list.push(line, entry);
    }
    list.settle_all(file, session, summary)?;
    list.settle_waiting(file, session, summary)
}

/// The rows of a file, and the index of each by key and by code.
struct RowList<T> {
    rows: Vec<PendingRow<T>>,
    by_name: HashMap<String, usize>,
}

impl<T> Default for RowList<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), by_name: HashMap::new() }
    }
}

impl<T: Entry> RowList<T> {
    fn push(&mut self, line: u64, entry: T) {
        for name in [Some(entry.key()), entry.code()].into_iter().flatten() {
            self.by_name.entry(name.to_owned()).or_insert(self.rows.len());
        }
        self.rows.push(PendingRow::new(line, entry));
    }

    /// Records the row added last, after its parents; `true` if it was recorded.
    fn settle_last(
        &mut self,
        file: &str,
        session: &mut ImportSession<'_>,
        summary: &mut Summary,
    ) -> Result<bool, StoreError> {
        let Some(last) = self.rows.len().checked_sub(1) else { return Ok(false) };
        self.settle_from(last, file, session, summary)?;
        Ok(self.rows[last].state == PendingState::Recorded)
    }

    fn settle_all(
        &mut self,
        file: &str,
        session: &mut ImportSession<'_>,
        summary: &mut Summary,
    ) -> Result<(), StoreError> {
        (0..self.rows.len()).try_for_each(|start| self.settle_from(start, file, session, summary))
    }

    /// Records a row after all its parents that are not recorded yet.
    fn settle_from(
        &mut self,
        start: usize,
        file: &str,
        session: &mut ImportSession<'_>,
        summary: &mut Summary,
    ) -> Result<(), StoreError> {
        let mut path = climb(start, &mut self.rows, &self.by_name);
        while let Some(at) = path.pop() {
            let outcome = settle(at, &mut self.rows, &self.by_name, session);
            self.note(at, outcome, file, summary)?;
        }
        Ok(())
    }

    /// Notes the result for a row.
    fn note(
        &mut self,
        at: usize,
        outcome: Result<Settled, Failure>,
        file: &str,
        summary: &mut Summary,
    ) -> Result<(), StoreError> {
        let row = &mut self.rows[at];
        let is_recorded = match outcome {
            Ok(Settled::Waits) => {
                row.state = PendingState::Waiting;
                return Ok(());
            }
            Ok(Settled::Filled) => {
                match T::KIND {
                    RecordKind::Report => summary.edited += 1,
                    _ => summary.filled += 1,
                }
                true
            }
            outcome => {
                let is_new = outcome.map(|settled| settled == Settled::New);
                summary.note_and_refuse(file, row.line, T::KIND, is_new)?
            }
        };
        row.state = if is_recorded { PendingState::Recorded } else { PendingState::Refused };
        Ok(())
    }

    /// Records the rows that waited for others. Rows that wait for each other are recorded in two parts; a row that
    /// refers to a row that does not exist is refused.
    fn settle_waiting(
        &mut self,
        file: &str,
        session: &mut ImportSession<'_>,
        summary: &mut Summary,
    ) -> Result<(), StoreError> {
        let mut before = usize::MAX;
        let mut left = self.waiting();
        while left.len() < before {
            before = left.len();
            for at in &left {
                self.rows[*at].state = PendingState::New;
            }
            for at in left {
                self.settle_from(at, file, session, summary)?;
            }
            left = self.waiting();
        }
        let mut whole = Vec::new();
        for at in left {
            let Some(mut entry) = self.rows[at].entry.take() else { continue };
            let missing = entry.waits_for(session).filter(|words| !self.may_come(words));
            match entry.first_part(session).filter(|_| missing.is_none()) {
                Some(first) => {
                    whole.push((at, entry));
                    self.rows[at].entry = Some(Box::new(first));
                    self.rows[at].state = PendingState::New;
                }
                None => self.note(at, unfound(*entry, session), file, summary)?,
            }
        }
        for (at, _) in &whole {
            self.settle_from(*at, file, session, summary)?;
        }
        for (at, entry) in whole {
            if self.rows[at].state == PendingState::Recorded
                && let Err(why) = entry.add_rest(session)
            {
                self.note(at, Err(why), file, summary)?;
            }
        }
        Ok(())
    }

    /// The indexes of the rows that wait for others.
    fn waiting(&self) -> Vec<usize> {
        (0..self.rows.len()).filter(|at| self.rows[*at].state == PendingState::Waiting).collect()
    }

    /// Whether a row of the file has a name, and was not refused.
    fn may_come(&self, name: &str) -> bool {
        self.by_name.get(name).is_some_and(|at| self.rows[*at].state != PendingState::Refused)
    }
}

/// The failure of a row that refers to a row that is not recorded.
fn unfound<T: Entry>(mut entry: T, session: &mut ImportSession<'_>) -> Result<Settled, Failure> {
    let words = entry.waits_for(session).unwrap_or_default();
    T::find_parent(&words, session).map(|_| Settled::Known)
}

/// The indexes of the row and of its parents that are not recorded yet, the topmost parent last.
fn climb<T: Entry>(
    start: usize,
    waiting: &mut [PendingRow<T>],
    by_name: &HashMap<String, usize>,
) -> Vec<usize> {
    let mut path = Vec::new();
    let mut next = Some(start);
    while let Some(at) = next.filter(|at| waiting[*at].state == PendingState::New) {
        waiting[at].state = PendingState::OnPath;
        path.push(at);
        let parent = waiting[at].entry.as_deref().and_then(Entry::parent);
        next = parent.and_then(|parent| by_name.get(parent)).copied();
    }
    path
}

/// The result for a row that was accepted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Settled {
    New,
    /// The recorded row had blanks, which have been filled.
    Filled,
    /// The row was recorded before with the same content.
    Known,
    /// The row refers to a row that is not recorded yet.
    Waits,
}

/// Records one row whose parents are recorded, or fills the blanks of the recorded one.
fn settle<T: Entry>(
    at: usize,
    waiting: &mut [PendingRow<T>],
    by_name: &HashMap<String, usize>,
    session: &mut ImportSession<'_>,
) -> Result<Settled, Failure> {
    let Some(mut entry) = waiting[at].entry.take() else { return Ok(Settled::Known) };
    let of_file = entry.parent().and_then(|words| by_name.get(words));
    let parent_waits = of_file.is_some_and(|at| waiting[*at].state == PendingState::Waiting);
    if parent_waits || entry.waits_for(session).is_some() {
        waiting[at].entry = Some(entry);
        return Ok(Settled::Waits);
    }
    if let Some(words) = entry.parent().map(str::to_owned) {
        let parent = match by_name.get(&words) {
            Some(parent) => parent_in_file(&words, &waiting[*parent])?,
            None => T::find_parent(&words, session)?,
        };
        entry.set_parent(parent);
    }
    entry.prepare(session)?;
    if let Some(recorded) = entry.recorded(session)? {
        recorded.key().clone_into(&mut waiting[at].key);
        let Some((column, there, here)) = entry.difference(&recorded) else {
            let is_filled = entry.fill(&recorded, session)?;
            return Ok(if is_filled { Settled::Filled } else { Settled::Known });
        };
        let (noun, key) = (T::KIND.noun(), recorded.key());
        let (there, here) = (quoted(&there), quoted(&here));
        let why = if T::may_name(&recorded, session) {
            format!("{noun} `{key}` differs: recorded with {there}, here {here}")
        } else {
            format!(
                "the {noun} is recorded with other data, and is confidential; here it has {here}"
            )
        };
        return Err(Failure::Row(Problem::at(column, why).with(T::REMEDY)));
    }
    entry.key().clone_into(&mut waiting[at].key);
    entry.add(session).map(|()| Settled::New)
}

/// The key of a parent in the same file. Fails if the parent was refused, or if the two rows are
/// each other's ancestors.
fn parent_in_file<T: Entry>(words: &str, parent: &PendingRow<T>) -> Result<String, Problem> {
    let line = parent.line;
    match parent.state {
        PendingState::Recorded => Ok(parent.key.clone()),
        PendingState::Refused => {
            Err(Problem::at("parent", format!("`{words}` (line {line}) was refused")))
        }
        PendingState::New | PendingState::OnPath | PendingState::Waiting => {
            let why = format!(
                "`{words}` (line {line}) lies in the place of this row: the parents form a circle"
            );
            Err(Problem::at("parent", why))
        }
    }
}

pub(super) fn quoted(words: &str) -> String {
    if words.is_empty() { "nothing".to_owned() } else { format!("`{words}`") }
}
