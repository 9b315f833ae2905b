//! The command `factline record`.

use super::add;
use super::answer::{self, Names};
use super::context::Context;
use super::doubts::{self, Attempt};
use super::in_words::{InWords, Stated, Told};
use super::mistakes::Mistakes;
use super::outcome::{Outcome, Run};
use super::sheet_blocks::{FactBlock, ReportBlock, SheetFile};
use super::sheet_fields::Fields;
use super::sheet_report;
use crate::domain::changeset::Recorder;
use crate::domain::fact::{Doubt, Fact};
use crate::store::{Added, Store, Writer};
use crate::text::counts::counted;
use clap::Args;

/// Record the reports and facts of sheets, which are plain text
#[derive(Debug, Args)]
#[command(after_help = "\
A sheet has one block for a report and one for each of its facts, with a blank line between them. Each line is \
`field: words`. Fields have the names of the options of `factline add` and `factline report add`. What is the same for \
all facts of a report stands in the block of the report. Lines that are indented go on with the words above; \
lines that begin with # are comments.

  report: voa-2016-10-24
  by: UN

  trapped: as many as 300,000
  place: eastern Aleppo
  quote: As many as 300,000 civilians may be trapped
    in eastern Aleppo.

Either all is recorded, in one changeset, or nothing: every mistake is shown with its line. Recording a sheet again \
adds nothing.

Example:
  factline record page.sheet --dry-run
  factline record monday.sheet tuesday.sheet")]
pub(super) struct Record {
    /// The sheets (- for standard input)
    #[arg(required = true)]
    file: Vec<String>,
    /// Show how everything is read, and record nothing
    #[arg(long)]
    dry_run: bool,
}

/// A fact that was recorded, or is there already.
struct Recorded {
    added: Added,
    fact: Fact,
    names: Names,
    doubts: Vec<Doubt>,
}

impl Record {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let mut faults = Mistakes::default();
        let read = |file: &String| SheetFile::read(file, &mut faults);
        let files = self.file.iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
        let mut store = context.open_to_record()?;
        let recorder = context.recorder()?;
        let mut faults = Some(faults);
        doubts::settle(context, |context, settled| {
            let mistakes = faults.take().unwrap_or_default();
            self.record(context, &mut store, (&files, mistakes), (&recorder, settled))
        })
    }

    /// Records what the sheets say, unless the user is to be asked about it first; `settled` are the
    /// doubts about which the user was asked. Fails with all `mistakes`.
    fn record(
        &self,
        context: &mut Context,
        store: &mut Store,
        (files, mistakes): (&[SheetFile], Mistakes),
        (recorder, settled): (&Recorder, &[Doubt]),
    ) -> anyhow::Result<Attempt> {
        let fields = Fields::new();
        let mut recording = Recording {
            context,
            fields,
            recorder,
            mistakes,
            recorded: Vec::new(),
            made: Vec::new(),
        };
        let mut writer = store.begin()?;
        for file in files {
            for block in file.blocks(&recording.fields, &mut recording.mistakes) {
                recording.block(&mut writer, file, &block)?;
            }
        }
        let Recording { mut mistakes, recorded, made, .. } = recording;
        mistakes.sort(&self.file);
        mistakes.end(|count| {
            format!("nothing was recorded: {}", counted(count, "mistake", "mistakes"))
        })?;
        let doubts = recorded.iter().flat_map(|one| &one.doubts).cloned().collect::<Vec<_>>();
        let open = doubts::to_ask(context, &doubts, settled);
        if !open.is_empty() && !self.dry_run {
            return Ok(Attempt::Doubtful(open));
        }
        if self.dry_run {
            drop(writer);
            return Ok(Attempt::Done(would(context, &made, &recorded)?));
        }
        if let Some(last) = recorded.last() {
            writer.use_report(&recorder.by, &last.names.report.key)?;
        }
        let facts = counted(recorded.len(), "fact", "facts");
        context.commit(writer, recorder, &facts)?;
        for line in &made {
            context.say_line(line);
        }
        let mut outcome = Outcome::Done;
        for one in recorded {
            let told = add::tell(context, store, one.added, &one.fact, &one.names)?;
            outcome = if outcome == Outcome::Done { told } else { outcome };
            doubts::tell(context, &one.doubts, &one.names);
        }
        Ok(Attempt::Done(outcome))
    }
}

/// Shows what would be recorded.
fn would(context: &mut Context, made: &[String], recorded: &[Recorded]) -> Run {
    for line in made {
        context.say_line(line);
    }
    for one in recorded {
        answer::write(context, &one.added.uid.short(), &one.fact, &one.names)?;
        if !one.added.new {
            context.say("recorded already");
        }
        doubts::tell(context, &one.doubts, &one.names);
    }
    let new = recorded.iter().filter(|one| one.added.new).count();
    context.say(format!("{} would be recorded (--dry-run)", counted(new, "fact", "facts")));
    Ok(Outcome::Done)
}

/// What is recorded of some sheets, and what is wrong with them.
struct Recording<'c> {
    context: &'c Context,
    fields: Fields,
    recorder: &'c Recorder,
    mistakes: Mistakes,
    recorded: Vec<Recorded>,
    /// The reports that were made, in words.
    made: Vec<String>,
}

impl Recording<'_> {
    /// Records a report and its facts. Fails where the database does; notes everything else.
    fn block(
        &mut self,
        writer: &mut Writer<'_>,
        file: &SheetFile,
        block: &ReportBlock<'_>,
    ) -> anyhow::Result<()> {
        let Self { context, fields, recorder, mistakes, made, .. } = self;
        let wanted = sheet_report::Wanted { context, recorder, file, block };
        let found = wanted.found(writer, fields, (mistakes, made))?;
        let told = found.map(|report| Told::of(writer.store(), report, block.name()));
        let told = told.transpose()?;
        for fact in &block.facts {
            self.fact(writer, file, fact, told.as_ref())?;
        }
        Ok(())
    }

    fn fact(
        &mut self,
        writer: &mut Writer<'_>,
        file: &SheetFile,
        fact: &FactBlock<'_>,
        told: Option<&Told<'_>>,
    ) -> anyhow::Result<()> {
        let mut said = Vec::new();
        let mut is_whole = fact.is_whole;
        for line in fact.lines.iter().filter(|line| !line.said.words.is_empty()) {
            match self.fields.check(line.said) {
                Ok(()) => said.push(line.said),
                Err(why) => {
                    self.mistakes.note_at(file.words(line), why);
                    is_whole = false;
                }
            }
        }
        let statement = self.fields.statement(&said)?;
        let (indicator, place) = (fact.words("indicator"), fact.words("place"));
        let words = InWords { indicator, place, value: fact.words("value"), statement: &statement };
        let checked = words.check(self.context, writer.store(), told, Mistakes::default());
        let Stated { facts, doubts, names } = match checked {
            Ok(stated) if is_whole => stated,
            Ok(_) => return Ok(()),
            Err(mistakes) => {
                for mistake in mistakes {
                    let place = file.of_mistake(fact, mistake.field, &mistake.why);
                    self.mistakes.note_at(place, mistake.why);
                }
                return Ok(());
            }
        };
        for (at, fact) in facts.into_iter().enumerate() {
            let added = writer.add_fact(&fact)?;
            let doubts = if at == 0 { doubts.clone() } else { Vec::new() };
            self.recorded.push(Recorded { added, fact, names: names.clone(), doubts });
        }
        Ok(())
    }
}
