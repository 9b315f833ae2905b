//! The command `factline undo`.

use super::confidential;
use super::context::Context;
use super::error::Failure;
use super::outcome::{Outcome, Run};
use super::prompt;
use crate::domain::changeset::{Changeset, RowRecord};
use crate::domain::identity::Uid;
use crate::domain::report::Confidentiality;
use crate::store::{Change, Store, Undone, Writer};
use crate::view;
use clap::Args;

/// Take back what one changeset recorded; this is recorded as a new changeset
#[derive(Debug, Args)]
#[command(after_help = "\
Its facts and reports no longer count, nor do its corrections, retractions, reinstatements, assessments and \
edits: what they changed is as it was before. Nothing is deleted. A changeset cannot be undone while later rows \
depend on it; undo those first. An undo can be undone like any other changeset, and then everything is as it was.

Example:
  factline log
  factline undo --reason 'the wrong file'
  factline undo 4fd2a1b0 --reason 'the wrong city' --dry-run")]
pub(super) struct Undo {
    /// The changeset: the first four or more characters of its id, as `log` shows it [default: the
    /// newest that was recorded in this file and still counts; a terminal asks first]
    changeset: Option<String>,
    /// The reason, kept with the record
    #[arg(long)]
    reason: String,
    /// Show what would be undone, and record nothing
    #[arg(long)]
    dry_run: bool,
}

/// At most this many rows of each kind are named.
const NAMED: usize = 3;

impl Undo {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let recorder = context.recorder_because(&self.reason)?;
        let mut store = context.open_to_record()?;
        let uid = match &self.changeset {
            Some(words) => store.find_changeset(words)?,
            None => store.newest_to_undo()?.ok_or_else(|| {
                Failure::new("nothing to undo: no changeset of this file still counts")
                    .hint("factline log shows the changesets")
            })?,
        };
        // A user who names no changeset may not know which one is the newest.
        if self.changeset.is_none() && !self.dry_run && context.may_ask() {
            let (writer, undone) = self.undo(&mut store, uid)?;
            drop(writer);
            tell(context, &undone, true)?;
            if !prompt::agrees("undo that? [y/N]")? {
                return Err(prompt::stopped());
            }
        }
        let (writer, undone) = self.undo(&mut store, uid)?;
        if self.dry_run {
            drop(writer);
        } else {
            context.commit(writer, &recorder, &format!("the undo of `{}`", uid.short()))?;
        }
        tell(context, &undone, self.dry_run)?;
        if self.dry_run {
            context.say("nothing was recorded");
        } else if let Some(by) = store.newest_undo_of(undone.changeset)? {
            context.say(format!("factline undo {by} --reason WHY takes this back"));
        }
        Ok(Outcome::Done)
    }

    /// Undoes a changeset; the caller commits that.
    fn undo<'s>(&self, store: &'s mut Store, uid: Uid) -> anyhow::Result<(Writer<'s>, Undone)> {
        let mut writer = store.begin()?;
        let undone = writer.undo(uid, &self.reason)?;
        unless_all_kept(writer.store(), &undone)?;
        Ok((writer, undone))
    }
}

/// Prints what is undone. Confidential rows are named only if they may be shown.
fn tell(context: &Context, undone: &Undone, is_dry: bool) -> anyhow::Result<()> {
    let shown = context.open()?;
    let of = shown.changeset_reader()?.record(undone.changeset)?.map(|of| of.changeset);
    context.say(headline(undone, of.as_ref(), is_dry));
    for line in lines(&shown, undone)? {
        context.say_line(format!("  {line}"));
    }
    for (report, level) in still_secret(&shown, undone)? {
        context.say_line(format!("  {report} stays {level}: an undo makes no report less secret"));
    }
    if let Some(of) = of {
        confidential::tell_notes(context, &shown, &[of])?;
    }
    Ok(())
}

/// Refuses an undo that would change nothing, since the changeset only recorded names that are in
/// use.
fn unless_all_kept(store: &Store, undone: &Undone) -> anyhow::Result<()> {
    let [first, more @ ..] = &*undone.names else { return Ok(()) };
    let mut is_kept =
        !undone.is_redo && undone.names.iter().all(|name| name.change == Change::Kept);
    if is_kept {
        store.changeset_reader()?.rows(undone.changeset, |row| {
            is_kept &= matches!(row, RowRecord::Version(_));
            Ok::<_, crate::store::StoreError>(())
        })?;
    }
    if !is_kept {
        return Ok(());
    }
    let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    let (id, kind, key) = (undone.changeset.short(), first.kind, &first.key);
    Err(Failure::new(format!(
        "changeset `{id}`: an undo would change nothing: later rows use {kind} `{key}`{more}"
    ))
    .hint("undo those first: factline log shows the changesets")
    .into())
}

/// The act and its changeset, in one line.
fn headline(undone: &Undone, of: Option<&Changeset>, is_dry: bool) -> String {
    let done = match (undone.is_redo, is_dry) {
        (false, false) => "undone",
        (false, true) => "would be undone",
        (true, false) => "counts again",
        (true, true) => "would count again",
    };
    let recorded = of.map(|of| {
        let note = of.recorder.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        let day = of.recorder.at.get(..10).unwrap_or_default();
        format!(", recorded by {} on {day}{note}", of.recorder.by)
    });
    format!("{done}: {}{}", undone.changeset.short(), recorded.unwrap_or_default())
}

/// The reports that were made more secret by what is undone, and remain so, each with its level.
fn still_secret(store: &Store, undone: &Undone) -> anyhow::Result<Vec<(String, Confidentiality)>> {
    let mut edited = Vec::new();
    if !undone.is_redo {
        store.changeset_reader()?.rows(undone.changeset, |row| {
            if let RowRecord::ReportVersion(version) = row {
                edited.push(version.report.clone());
            }
            Ok::<_, crate::store::StoreError>(())
        })?;
    }
    let mut secret = Vec::new();
    for report in edited {
        if store.stated_secrecy(report.uid)? < report.secrecy() {
            secret.push((report.key.clone(), report.secrecy()));
        }
    }
    Ok(secret)
}

/// What happened to the rows, a line for each kind.
fn lines(store: &Store, undone: &Undone) -> anyhow::Result<Vec<String>> {
    let mut kinds: Vec<(&'static str, Vec<String>, usize)> = Vec::new();
    let mut add = |kind: &'static str, name: &dyn Fn() -> String| {
        let at = kinds.iter().position(|(known, ..)| *known == kind).unwrap_or_else(|| {
            kinds.push((kind, Vec::new(), 0));
            kinds.len() - 1
        });
        let (_, names, count) = &mut kinds[at];
        *count += 1;
        if names.len() < NAMED {
            names.push(name());
        }
    };
    let mut reader = store.changeset_reader()?;
    reader.rows(undone.changeset, |row| {
        let becomes = becomes(row, undone.is_redo);
        if let Some(becomes) = becomes {
            add(becomes, &|| view::lists::short(row));
        }
        Ok::<_, crate::store::StoreError>(())
    })?;
    for name in &undone.names {
        let becomes = match name.change {
            Change::Withdrawn => "no longer found by name",
            Change::Restored => "found by name again",
            Change::Reversed => "as before",
            Change::Kept => "kept, since something uses it",
        };
        add(becomes, &|| format!("{} {}", name.kind, name.key));
    }
    Ok(kinds
        .into_iter()
        .map(|(becomes, names, count)| {
            let more = count.saturating_sub(names.len());
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            format!("{becomes} ({count}): {}{more}", names.join("; "))
        })
        .collect())
}

/// What happens to a row; `None` for places, actors and indicators, which the store reports.
fn becomes(row: &RowRecord, is_redo: bool) -> Option<&'static str> {
    Some(match (row, is_redo) {
        (RowRecord::Fact(row), false) if row.fact.replaces.is_some() => {
            "corrections taken back, so that the facts that they corrected count again"
        }
        (RowRecord::Fact(row), true) if row.fact.replaces.is_some() => "corrections in force again",
        (RowRecord::Fact(_), false) => "facts that no longer count",
        (RowRecord::Fact(_), true) => "facts that count again",
        (RowRecord::Report(_), false) => "reports that no longer count",
        (RowRecord::Report(_), true) => "reports that count again",
        (RowRecord::ReportVersion(_), false) => "edits of reports taken back",
        (RowRecord::ReportVersion(_), true) => "edits of reports that count again",
        (RowRecord::Retraction(_), false) => "retractions taken back",
        (RowRecord::Retraction(_), true) => "retractions in force again",
        (RowRecord::Reinstatement(_), false) => "reinstatements taken back",
        (RowRecord::Reinstatement(_), true) => "reinstatements in force again",
        (RowRecord::Assessment(_), false) => "assessments withdrawn",
        (RowRecord::Assessment(_), true) => "assessments in force again",
        (RowRecord::Elsewhere(_), _) => "rows that another changeset recorded, too",
        (RowRecord::Version(_) | RowRecord::Undo(_) | RowRecord::Redo(_), _) => return None,
    })
}
