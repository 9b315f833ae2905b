//! Corrections from a sheet, for each fact with an id whose lines were changed.

use super::context::Context;
use super::correction::{self, Checked, Replaced, RightWords};
use super::doubts::{self, Attempt, Settled};
use super::error::Failure;
use super::in_words::ReportData;
use super::mistakes::Mistakes;
use super::new_names::NewNames;
use super::outcome::{Outcome, Run};
use super::record::nothing;
use super::sheet_blocks::{FactBlock, SheetFile};
use super::sheet_fields::{Fields, Said, right_words};
use super::sheet_lines::{self, Change};
use super::sheet_report;
use crate::domain::changeset::Recorder;
use crate::domain::fact::Fact;
use crate::domain::identity::Uid;
use crate::domain::report::Report;
use crate::store::{Added, Store, WriteError, Writer};
use crate::text::counts::counted;

/// Records a correction of each fact that the sheet changes, with one reason. All are recorded, or none.
pub(super) fn run(context: &mut Context, file: &str, reason: &str, create: bool) -> Run {
    let mut faults = Mistakes::default();
    let file = SheetFile::read(file, &mut faults)?;
    let recorder = context.recorder_because(reason)?;
    let mut store = context.open_to_record()?;
    let mut faults = Some(faults);
    doubts::settle(context, &mut store, Settled::default(), |context, store, settled| {
        let mistakes = faults.take().unwrap_or_default();
        record(context, store, (&file, reason, create, mistakes), (&recorder, settled))
    })
}

fn record(
    context: &mut Context,
    store: &mut Store,
    (file, reason, create, mistakes): (&SheetFile, &str, bool, Mistakes),
    (recorder, settled): (&Recorder, &Settled),
) -> anyhow::Result<Attempt> {
    let fields = Fields::new();
    let mut writer = store.begin()?;
    let mut correcting = Correcting {
        context,
        file,
        reason,
        fields,
        mistakes,
        new_names: NewNames::allowed(create, &settled.names),
        corrected: Vec::new(),
        unchanged: 0,
        new: Vec::new(),
    };
    for block in file.blocks(&correcting.fields, &mut correcting.mistakes) {
        let wanted = sheet_report::Wanted { context, recorder, file, block: &block };
        let found = wanted.found(
            &mut writer,
            &mut correcting.fields,
            (&mut correcting.mistakes, &mut correcting.new_names),
        )?;
        for fact in block.facts.iter().filter(|_| found.is_some()) {
            correcting.fact(&mut writer, fact, found.as_ref())?;
        }
    }
    let Correcting { mut mistakes, new_names, corrected, unchanged, new, .. } = correcting;
    mistakes.sort(&[&file.file]);
    mistakes.end(|mistakes| nothing("corrected", mistakes, create))?;
    let doubts = corrected.iter().flat_map(|one| &one.checked.doubts).cloned().collect::<Vec<_>>();
    let open = doubts::to_ask(context, &doubts, &settled.doubts);
    if !open.is_empty() {
        return Ok(Attempt::Doubtful(open));
    }
    context.commit(writer, recorder, &counted(corrected.len(), "correction", "corrections"))?;
    for line in &new_names.made {
        context.say_line(line);
    }
    let mut outcome = tell(context, store, &corrected)?;
    let facts = counted(corrected.len(), "fact", "facts");
    context.say(format!("{facts} corrected, {unchanged} unchanged"));
    for line in new {
        context.say_line(format!(
            "{}:{line}: a fact without an id: factline record records it",
            file.file
        ));
        outcome = Outcome::LookAt;
    }
    Ok(Attempt::Done(outcome))
}

/// Tells what was corrected.
fn tell(context: &mut Context, store: &Store, corrected: &[Corrected]) -> Run {
    let mut outcome = Outcome::Done;
    for one in corrected {
        let told = one.replaced.tell(context, store, one.added, &one.checked)?;
        outcome = outcome.and(told);
    }
    Ok(outcome)
}

/// The lines of a recorded fact.
fn lines_of(held: &Store, fact: &Fact) -> anyhow::Result<Vec<sheet_lines::Words>> {
    let report_data = ReportData::of(held, held.find_report(&fact.report)?, None)?;
    Ok(sheet_lines::of_fact(held, fact, &report_data)?)
}

/// A fact that has been corrected.
struct Corrected {
    added: Added,
    checked: Checked,
    replaced: Replaced,
}

struct Correcting<'c> {
    context: &'c Context,
    file: &'c SheetFile,
    reason: &'c str,
    fields: Fields,
    mistakes: Mistakes,
    new_names: NewNames,
    corrected: Vec<Corrected>,
    unchanged: usize,
    /// The lines where facts without an id begin.
    new: Vec<usize>,
}

impl Correcting<'_> {
    /// Records the correction of one fact, if its lines were changed. Fails if the database does; notes everything
    /// else.
    fn fact(
        &mut self,
        writer: &mut Writer<'_>,
        block: &FactBlock<'_>,
        report: Option<&Report>,
    ) -> anyhow::Result<()> {
        let Some(id) = block.words("fact") else {
            self.new.push(self.file.start(block).spot.line);
            return Ok(());
        };
        let held = writer.store();
        let Some((old, before, changes)) = self.changed(held, id, block)? else {
            return Ok(());
        };
        let moved = report.filter(|report| report.key != before.report);
        if changes.is_empty() && moved.is_none() {
            self.unchanged += 1;
            return Ok(());
        }
        if !self.is_readable(block, &changes) {
            return Ok(());
        }
        let said = sheet_lines::said(&changes);
        let mut statement = self.fields.statement(&said)?;
        statement.report = moved.map(|report| report.key.clone());
        let mut mistakes = Mistakes::default();
        let place = said.iter().find(|said| said.name == "place");
        let mut place = place.map(|said| said.words.to_owned());
        self.new_names.of_statement(writer, place.as_mut(), &mut statement, &mut mistakes);
        let words =
            RightWords { place: place.as_deref(), ..right_words(self.reason, &said, &statement) };
        let held = writer.store();
        let checked = words.checked(self.context, held, (old, &before), &mut mistakes)?;
        let is_right = mistakes.is_empty();
        self.file.note_all(block, mistakes, &mut self.mistakes);
        let Some(checked) = checked else {
            // Other words with the same meaning.
            self.unchanged += usize::from(is_right);
            return Ok(());
        };
        let replaced = Replaced::of(self.context, held, (old, &before), &checked)?;
        match writer.add_fact(&checked.fact) {
            Ok(added) => self.corrected.push(Corrected { added, checked, replaced }),
            Err(WriteError::Store(error)) => return Err(error.into()),
            Err(why) => self.note(block, "fact", why.into()),
        }
        Ok(())
    }

    /// The newest correction of the fact with an id, and what the sheet changes in it. Fields that were corrected since
    /// the sheet was printed are kept. `None` if there is no such fact, or if both made the same change; this is noted.
    fn changed(
        &mut self,
        held: &Store,
        id: &str,
        block: &FactBlock<'_>,
    ) -> anyhow::Result<Option<(Uid, Fact, Vec<Change>)>> {
        let found = held.find_fact(id).map_err(anyhow::Error::from);
        let newest = found.and_then(|uid| Ok((uid, correction::newest(held, uid)?)));
        let (printed, newest) = match newest {
            Ok(found) => found,
            Err(why) => {
                self.note(block, "fact", why);
                return Ok(None);
            }
        };
        let fact = correction::recorded(held, newest)?;
        let lines = lines_of(held, &fact)?;
        if printed == newest {
            let changes = sheet_lines::changes(&lines, block);
            return Ok(Some((newest, fact, changes)));
        }
        let of_sheet = lines_of(held, &correction::recorded(held, printed)?)?;
        match sheet_lines::changes_since(&of_sheet, &lines, block) {
            Ok(changes) => {
                if sheet_lines::changes(&lines, block).len() > changes.len() {
                    let by = newest.short();
                    self.context.say(format!(
                        "{id}: corrected since, by {by}; the fields that {by} changed are kept"
                    ));
                }
                Ok(Some((newest, fact, changes)))
            }
            Err(field) => {
                let changes = sheet_lines::changes(&lines, block);
                let said = sheet_lines::said(&changes);
                if self.fields.is_same(self.context, held, (newest, &fact), &said)? {
                    return Ok(Some((newest, fact, Vec::new())));
                }
                let by = newest.short();
                let why = format!("fact `{id}`: its {field} was corrected since, by `{by}`");
                let hint = format!("factline show {by}; to correct that one: fact: {by}");
                self.note(block, field, Failure::new(why).hint(hint).into());
                Ok(None)
            }
        }
    }

    /// Whether each changed field can be read by itself; notes those that cannot.
    fn is_readable(&mut self, block: &FactBlock<'_>, changes: &[Change]) -> bool {
        let mut is_readable = block.is_whole;
        for (name, words) in changes {
            let why = if words.is_empty() && matches!(*name, "indicator" | "place") {
                Some(Failure::new(format!("the fact has no {name}")).hint("give it again"))
            } else {
                words.iter().find_map(|words| self.fields.check(Said { name, words }).err())
            };
            if let Some(why) = why {
                self.note(block, name, why.into());
                is_readable = false;
            }
        }
        is_readable
    }

    fn note(&mut self, block: &FactBlock<'_>, field: &str, why: anyhow::Error) {
        let place = self.file.of_mistake(block, field, &why);
        self.mistakes.note_at(place, why);
    }
}
