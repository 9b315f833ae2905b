//! The command `factline record`.

use super::answer::{self, Names};
use super::context::Context;
use super::correction;
use super::doubts::{self, Attempt, Settled};
use super::error::Failure;
use super::in_words::{self, InWords, ReportData, Stated};
use super::mistakes::{Mistakes, Place};
use super::new_names::NewNames;
use super::outcome::{Outcome, Run};
use super::sheet_blocks::{FactBlock, ReportBlock, SheetFile};
use super::sheet_fields::{Fields, Said};
use super::sheet_lines;
use super::sheet_report;
use crate::domain::changeset::Recorder;
use crate::domain::fact::{Doubt, Fact};
use crate::domain::names::NameError;
use crate::store::{Added, LookupError, Store, Writer};
use crate::text::counts::counted;
use crate::text::safe;
use clap::Args;

/// Record the reports and facts of sheets, which are plain text
#[derive(Debug, Args)]
#[command(after_help = "\
A sheet has one block for a report and one for each of its facts, with a blank line between them. Each line is \
`field: words`. Fields have the names of the options of `factline add` and `factline report add`. Fields that \
are the same for all facts of a report can be given in the block of the report. Indented lines continue the \
words above; lines that begin with # are comments.

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
    /// Add the places and actors that are not recorded: `NAME, LARGER PLACE`, and `NAME` or
    /// `NAME, KIND`
    #[arg(long)]
    create: bool,
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
        doubts::settle(context, &mut store, Settled::default(), |context, store, settled| {
            let mistakes = faults.take().unwrap_or_default();
            self.record(context, store, (&files, mistakes), (&recorder, settled))
        })
    }

    /// Records what the sheets say, unless the user must be asked about it first; `settled` is what the user was
    /// already asked about. Fails with all `mistakes`.
    fn record(
        &self,
        context: &mut Context,
        store: &mut Store,
        (files, mistakes): (&[SheetFile], Mistakes),
        (recorder, settled): (&Recorder, &Settled),
    ) -> anyhow::Result<Attempt> {
        let fields = Fields::new();
        let mut recording = Recording {
            context,
            fields,
            recorder,
            mistakes,
            recorded: Vec::new(),
            without_facts: Vec::new(),
            new: NewNames::allowed(self.create, &settled.names),
        };
        let mut writer = store.begin()?;
        for file in files {
            for block in file.blocks(&recording.fields, &mut recording.mistakes) {
                recording.block(&mut writer, file, &block)?;
            }
        }
        let Recording { mut mistakes, recorded, without_facts, new: NewNames { made, .. }, .. } =
            recording;
        mistakes.sort(&self.file);
        mistakes.end(|mistakes| nothing("recorded", mistakes, self.create))?;
        let doubts = recorded.iter().flat_map(|one| &one.doubts).cloned().collect::<Vec<_>>();
        let open = doubts::to_ask(context, &doubts, &settled.doubts);
        if !open.is_empty() && !self.dry_run {
            return Ok(Attempt::Doubtful(open));
        }
        if self.dry_run {
            drop(writer);
            would(context, &made, &recorded)?;
            return Ok(Attempt::Done(tell_empty(context, without_facts)));
        }
        if let Some(last) = recorded.last() {
            writer.use_report(&recorder.by, &last.names.report.key)?;
        }
        let facts = counted(recorded.len(), "fact", "facts");
        context.commit(writer, recorder, &facts)?;
        for line in &made {
            context.say_line(line);
        }
        let outcome = tell_empty(context, without_facts);
        Ok(Attempt::Done(outcome.and(tell(context, store, &recorded)?)))
    }
}

/// Tells what was recorded.
fn tell(context: &mut Context, store: &Store, recorded: &[Recorded]) -> Run {
    let mut outcome = Outcome::Done;
    for one in recorded {
        let told = answer::tell(context, store, one.added, &one.fact, &one.names)?;
        outcome = outcome.and(told);
        doubts::tell(context, &one.doubts, &one.names);
    }
    Ok(outcome)
}

/// The last message about a sheet with mistakes.
pub(super) fn nothing(done: &str, mistakes: &Mistakes, creates: bool) -> anyhow::Error {
    let count = counted(mistakes.count(), "mistake", "mistakes");
    let failure = Failure::new(format!("nothing was {done}: {count}"));
    if creates || !mistakes.has_new_name() {
        return failure.into();
    }
    failure.hint("--create adds the places and actors that are right, and not recorded").into()
}

/// Says which reports have no fact.
fn tell_empty(context: &mut Context, without_facts: Vec<String>) -> Outcome {
    let outcome = if without_facts.is_empty() { Outcome::Done } else { Outcome::LookAt };
    for note in without_facts {
        context.insist(safe::terminal(&note));
    }
    outcome
}

/// Shows what would be recorded.
fn would(context: &mut Context, made: &[String], recorded: &[Recorded]) -> anyhow::Result<()> {
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
    Ok(())
}

/// The recorded fact with an id that a sheet states.
enum Known {
    /// No fact has the id.
    Not,
    /// The fact, with exactly these lines.
    Same(Box<Recorded>),
    /// The lines differ from those of the fact.
    Wrong(anyhow::Error),
}

/// The rows that are recorded from some sheets, and the mistakes in the sheets.
struct Recording<'c> {
    context: &'c Context,
    fields: Fields,
    recorder: &'c Recorder,
    mistakes: Mistakes,
    recorded: Vec<Recorded>,
    /// Notes on reports for which the sheets have no fact.
    without_facts: Vec<String>,
    /// The rows that are created for the facts, including reports.
    new: NewNames,
}

impl Recording<'_> {
    /// Records a report and its facts. Fails if the database does; everything else is noted.
    fn block(
        &mut self,
        writer: &mut Writer<'_>,
        file: &SheetFile,
        block: &ReportBlock<'_>,
    ) -> anyhow::Result<()> {
        let Self { context, fields, recorder, mistakes, new, .. } = self;
        let wanted = sheet_report::Wanted { context, recorder, file, block };
        let found = wanted.found(writer, fields, (mistakes, new))?;
        let report_data = if let Some(report) = found {
            ReportData::of(writer.store(), report, block.name())?
        } else {
            let published = block.line("published").map(|line| line.said.words);
            ReportData::unknown(context, published)
        };
        if let Some(line) = block.without_facts() {
            let Place { file, spot, .. } = file.words(line);
            let note = "there is no fact below this report; a blank line begins the first one";
            self.without_facts.push(format!("{file}:{}: {note}", spot.line));
        }
        for fact in &block.facts {
            self.fact(writer, file, fact, &report_data)?;
        }
        Ok(())
    }

    /// The recorded fact whose id the sheet states.
    fn known(
        &mut self,
        held: &Store,
        id: &str,
        block: &FactBlock<'_>,
        report_data: &ReportData<'_>,
    ) -> anyhow::Result<Known> {
        let uid = match held.find_fact(id) {
            Ok(uid) => correction::newest(held, uid)?,
            Err(LookupError::Name(NameError::Unknown { .. })) => return Ok(Known::Not),
            Err(why) => return Ok(Known::Wrong(why.into())),
        };
        let fact = correction::recorded(held, uid)?;
        if report_data.report.key != fact.report {
            let why = Failure::new(format!("fact `{id}`: it belongs to another report"));
            return Ok(Known::Wrong(
                why.hint("put it below its report, or leave the line out").into(),
            ));
        }
        let lines = sheet_lines::of_fact(held, &fact, report_data)?;
        let changes = sheet_lines::changes(&lines, block);
        let first = changes.first().filter(|_| block.is_whole);
        if let Some((field, _)) = first
            && !self.fields.is_same(
                self.context,
                held,
                (uid, &fact),
                &sheet_lines::said(&changes),
            )?
        {
            let why = Failure::new(format!("fact `{id}`: recorded with another {field}"));
            let why = why.hint(
                "to correct it: factline correct SHEET --reason WHY; without this line it is a new fact",
            );
            return Ok(Known::Wrong(why.into()));
        }
        let who = in_words::who(held, &fact)?;
        let indicator = held.find_indicator(&fact.indicator)?.row;
        let place = held.find_place(&fact.place)?.row.name;
        let names = Names { indicator, place, report: report_data.report.clone(), who };
        let added = Added { uid, new: false };
        Ok(Known::Same(Box::new(Recorded { added, fact, names, doubts: Vec::new() })))
    }

    fn fact(
        &mut self,
        writer: &mut Writer<'_>,
        file: &SheetFile,
        fact: &FactBlock<'_>,
        report_data: &ReportData<'_>,
    ) -> anyhow::Result<()> {
        if let Some(id) = fact.words("fact") {
            match self.known(writer.store(), id, fact, report_data)? {
                Known::Not => {}
                Known::Same(recorded) => {
                    self.recorded.push(*recorded);
                    return Ok(());
                }
                Known::Wrong(why) => {
                    self.mistakes.note_at(file.of_mistake(fact, "fact", &why), why);
                    return Ok(());
                }
            }
        }
        let (said, is_whole) = self.readable(file, fact);
        let mut statement = self.fields.statement(&said)?;
        let mut place = fact.words("place").map(str::to_owned);
        let mut mistakes = Mistakes::default();
        self.new.of_statement(writer, place.as_mut(), &mut statement, &mut mistakes);
        let (indicator, place) = (fact.words("indicator"), place.as_deref());
        let words = InWords { indicator, place, value: fact.words("value"), statement: &statement };
        let checked = words.check(self.context, writer.store(), report_data, mistakes);
        match checked {
            Ok(stated) if is_whole => self.add(writer, file, fact, stated)?,
            Ok(_) => {}
            Err(wrong) => file.note_all(fact, wrong, &mut self.mistakes),
        }
        Ok(())
    }

    /// The fields of a fact that can be read, each by itself, and whether these are all; notes the others.
    fn readable<'f>(&mut self, file: &SheetFile, fact: &FactBlock<'f>) -> (Vec<Said<'f>>, bool) {
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
        (said, is_whole)
    }

    /// Records the facts of one block. Notes it if the block states the id of another fact.
    fn add(
        &mut self,
        writer: &mut Writer<'_>,
        file: &SheetFile,
        fact: &FactBlock<'_>,
        Stated { facts, doubts, names }: Stated,
    ) -> anyhow::Result<()> {
        for (at, stated) in facts.into_iter().enumerate() {
            let added = writer.add_fact(&stated)?;
            let id = fact.words("fact").filter(|_| at == 0);
            if id.is_some_and(|id| !added.uid.to_string().starts_with(&id.to_lowercase())) {
                let why = Failure::new(
                    "fact: no fact here has this id, and these lines are another fact",
                );
                let why = anyhow::Error::from(
                    why.hint("to record them as a new fact, leave the line out"),
                );
                self.mistakes.note_at(file.of_mistake(fact, "fact", &why), why);
            }
            let doubts = if at == 0 { doubts.clone() } else { Vec::new() };
            self.recorded.push(Recorded { added, fact: stated, names: names.clone(), doubts });
        }
        Ok(())
    }
}
