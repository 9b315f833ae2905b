//! For each error of the library, the one next step that helps: a command, an option, or a page of
//! the manual.
//!
//! Knows the errors of every room and the command line. Must not know how a hint is printed.

use super::file_hints::format;
use crate::domain::fact::FactError;
use crate::domain::indicator::Indicator;
use crate::domain::names::NameError;
use crate::format::error::FormatError;
use crate::format::remedy::{Remedy, RemedyWords};
use crate::import::ImportError;
use crate::mapping::{MapError, MapFault, MapRemedy, listed};
use crate::render::Advice;
use crate::store::{LookupError, SchemaFault, StoreError, WriteError};
use std::error::Error;

/// Advice where the limit left out facts or rows.
pub(super) const MORE: &str = "raise --limit or narrow the filter";

/// Advice where a page does not show everything.
pub(super) const ADVICE: Advice = Advice {
    left_out: "Raise --limit or narrow the filter",
    whole_cells: "--format json has all of them",
};

/// The hint for an error; `None` where no hint helps.
pub(crate) fn of(error: &(dyn Error + 'static)) -> Option<String> {
    if let Some(error) = error.downcast_ref::<ImportError>() {
        return import(error);
    }
    if let Some(error) = error.downcast_ref::<FormatError>() {
        return format(error);
    }
    if let Some(error) = error.downcast_ref::<MapError>() {
        return map(error);
    }
    if let Some(fault) = error.downcast_ref::<MapFault>() {
        return map_fault(fault);
    }
    if let Some(error) = error.downcast_ref::<StoreError>() {
        return store(error).map(str::to_owned);
    }
    if let Some(error) = error.downcast_ref::<LookupError>() {
        return lookup(error);
    }
    if let Some(error) = error.downcast_ref::<WriteError>() {
        return write(error);
    }
    error.downcast_ref::<FactError>().map(fact)
}

fn import(error: &ImportError) -> Option<String> {
    let hint = match error {
        ImportError::Format(error) => return format(error),
        ImportError::Map(error) => return map(error),
        ImportError::Store(error) => return store(error).map(str::to_owned),
        ImportError::Unwritable { .. } => {
            "--rejects takes a file in a folder that you may write in"
        }
        ImportError::NotFromInput { .. } => "save it as a file, and import that",
        ImportError::LateMark { .. } => "write the mark into each row of the report, or the first",
        ImportError::UnknownKind { .. } => {
            "somebody else's rows go in with --map: `factline map suggest FILE` drafts one; lists of \
             places with `factline place import`"
        }
        ImportError::BuiltIn(_) => return None,
    };
    Some(hint.to_owned())
}

fn map(error: &MapError) -> Option<String> {
    match error {
        MapError::Fault(fault) => map_fault(fault),
        MapError::Format(error) => format(error),
    }
}

fn map_fault(fault: &MapFault) -> Option<String> {
    Some(match fault.remedy.as_ref()? {
        MapRemedy::BuiltIn(name) => format!("did you mean {name}, which is built in?"),
        MapRemedy::AnyBuiltIn => "the ones that are built in: factline map list".to_owned(),
        MapRemedy::Nearest(words) => format!("did you mean {}?", listed(words)),
        MapRemedy::OneOf(words) => format!("it takes {}", listed(words)),
        MapRemedy::OurColumns => "docs/maps.md lists the columns".to_owned(),
        MapRemedy::Keys => {
            "all keys stand in docs/maps.md; `factline map show ucdp-ged` is an example".to_owned()
        }
        MapRemedy::Draft => "for a first draft: factline map suggest FILE".to_owned(),
        MapRemedy::DraftByNames => {
            "for a draft of a map by the names of the columns: factline map suggest FILE".to_owned()
        }
        MapRemedy::NameValues => "name what a value is, as in `[each.source]`".to_owned(),
        MapRemedy::RenameColumn => "give one of them another name in the file".to_owned(),
        MapRemedy::NearColumn { column, nearest } => {
            format!("did you mean {}? `{{{column}?}}` does without", listed(nearest))
        }
        MapRemedy::OtherColumn { column, some } => {
            format!("it has {}; `{{{column}?}}` does without", listed(some))
        }
        MapRemedy::Fill(column) => {
            format!("in the map: {column} = \"{{COLUMN}}\"; or --set {column}=TEXT")
        }
    })
}

fn store(error: &StoreError) -> Option<&'static str> {
    Some(match error {
        StoreError::NotFound(_) => "`factline init` makes one; `--db FILE` names another",
        StoreError::Exists(_) | StoreError::OtherProgram(_) | StoreError::NotADatabase { .. } => {
            "`--db FILE` names another file"
        }
        StoreError::Newer { .. } => "update Factline",
        StoreError::Schema {
            fault: SchemaFault::Trigger { .. } | SchemaFault::Index { .. },
            ..
        } => {
            "drop it with `sqlite3` if you know what made it; else ask for a copy as Factline wrote it"
        }
        StoreError::Schema { .. } | StoreError::Altered { .. } => {
            "ask for a copy as Factline wrote it"
        }
        StoreError::FolderReadOnly(_) => "allow writing in the folder, or work on a copy elsewhere",
        StoreError::NoFolder { .. } => "make the folder first, or name another file",
        StoreError::OldJournal { .. } => {
            "put that database back beside its journal if you can; else move the journal away, or name \
             another file"
        }
        StoreError::ReadOnly(_) => "allow writing to it, or work on a copy",
        StoreError::Replaced { .. } => {
            "do it again while no other program moves, replaces or synchronizes the file"
        }
        StoreError::Full => "make room, then do it again",
        StoreError::Locked { .. } => "do it again when that is done",
        StoreError::Corrupt(_) => "go back to a copy of the file from before the damage",
        StoreError::Endless => {
            "ask for a copy as Factline wrote it, or go back to one from before the damage"
        }
        StoreError::HotJournal { .. } => {
            "make the folder and both files writable, and do it again; keep the two together: \
             without its journal the database is damaged"
        }
        StoreError::Unconfirmed(_) => {
            "`factline log` shows it; look again once the disk is well, before you go on"
        }
        StoreError::Unknown(_) => "`factline log` shows what was recorded, once the disk is well",
        StoreError::Unread(_) => {
            "copy the file, and its journal if one lies beside it, to another disk while you can"
        }
        StoreError::UnreadOnce => "do it again; look after the disk if it happens twice",
        StoreError::Io { .. } | StoreError::Disk(_) | StoreError::Sqlite(_) => return None,
    })
}

fn lookup(error: &LookupError) -> Option<String> {
    Some(match error {
        LookupError::Name(NameError::Unknown { what, word, nearest }) => {
            let word = quoted(word);
            let add = match *what {
                "place" => format!("factline place add {word} --in PLACE"),
                "actor" => format!("factline actor add {word} --kind KIND"),
                "indicator" => "factline indicator list".to_owned(),
                "report" => "factline report list".to_owned(),
                _ => "factline table".to_owned(),
            };
            let verb = if add.contains(" add ") { "to add it" } else { "to see them all" };
            match nearest.as_slice() {
                [] => format!("{verb}: {add}"),
                near => format!("did you mean {}? {verb}: {add}", near.join(", ")),
            }
        }
        LookupError::Name(NameError::Ambiguous { .. }) => "name one of them by its key".to_owned(),
        LookupError::Confidential { .. } => {
            "only a terminal shows what is confidential; --include-confidential writes it \
             elsewhere, too"
                .to_owned()
        }
        LookupError::NotAnId { .. } => {
            "the ids stand in the first column of: factline table".to_owned()
        }
        LookupError::Store(error) => return store(error).map(str::to_owned),
    })
}

fn write(error: &WriteError) -> Option<String> {
    Some(match error {
        WriteError::AlreadyReplaced { by, .. } => format!("correct `{by}` instead"),
        WriteError::Retracted { what: "fact", key, .. } => {
            format!("`factline reinstate {key}` takes that back")
        }
        WriteError::RecordedAnew { by, .. } => {
            let by = by.as_ref()?;
            format!("`factline report retract {by}` makes room for it")
        }
        WriteError::LinkTaken { .. } => {
            "leave out the link: publisher, title and date identify the report then".to_owned()
        }
        WriteError::KeyTaken { .. } => "`--key KEY` gives it another one".to_owned(),
        WriteError::Store(error) => return store(error).map(str::to_owned),
        _ => return None,
    })
}

fn fact(error: &FactError) -> String {
    match error {
        FactError::NoDate { .. } => {
            "--when with an absolute date: 2016-10-24, \"early July 2016\"".to_owned()
        }
        FactError::SaysNothing => "give a VALUE, --status or --when".to_owned(),
        FactError::ReportRetracted { report, .. } => {
            format!(
                "record it from another report, or: factline report reinstate {} --reason WHY",
                quoted(report)
            )
        }
        FactError::IndicatorDeprecated(_) => {
            "see the ones in use: factline indicator list".to_owned()
        }
        FactError::WrongMeasure { .. } => {
            "see what each indicator measures: factline indicator list".to_owned()
        }
        FactError::OtherIndicator { fits: Some(indicator), .. } => {
            format!("record it as `{indicator}`; or leave the words out, if the figure is right")
        }
        FactError::OtherIndicator { fits: None, .. } => {
            "`factline indicator list` says what each counts; leave the words out, if the figure is right"
                .to_owned()
        }
        FactError::PartOfAPerson { .. } => {
            "give the unit that is counted with --unit (families), or say --stance estimates".to_owned()
        }
        FactError::NoTime { .. } => {
            "--when with the report's words: Friday, \"since early July\", \"before 24 October\", 2016-10"
                .to_owned()
        }
        FactError::AfterReport { .. } => {
            "say what it is: --stance forecasts, --stance announces, --status planned; or mend the date"
                .to_owned()
        }
        FactError::Figures(_) => "low ≤ best ≤ high, none below zero".to_owned(),
        FactError::QuoteNotFound { report, .. } => format!(
            "copy it from: factline report show {}; --quote-unchecked records it as it is, marked so",
            quoted(report)
        ),
    }
}

/// How refusals and notes of an import word what the user can do, in terms of commands.
pub(crate) fn remedies() -> RemedyWords {
    RemedyWords::new(remedy)
}

/// The advice to append to a message, beginning with the punctuation in between.
fn remedy(remedy: &Remedy) -> String {
    let either = |or: &bool| if *or { "; or" } else { ";" };
    let them = |one: &bool| if *one { "it" } else { "them" };
    match remedy {
        Remedy::Add { what: "indicator", or } => format!(
            "{} `factline indicator list` shows them, `factline indicator add` adds one",
            either(or)
        ),
        Remedy::Add { what, or } => format!("{} add it with `factline {what} add`", either(or)),
        Remedy::AddBuiltIn { indicator, or } => {
            let Indicator { key, label, measures, unit, nature, .. } = &**indicator;
            let unit = if unit.is_empty() { String::new() } else { format!(" --unit {unit}") };
            format!(
                "{} it is newer than this database; `factline indicator add {key} --label '{label}' \
                 --measures {measures}{unit} --nature {nature}` adds it",
                either(or)
            )
        }
        Remedy::Create { one } => {
            format!(": add {}, import a list of them, or use --create", them(one))
        }
        Remedy::EditActor => "; use `factline actor edit`".to_owned(),
        Remedy::EditPlace => "; use `factline place edit`".to_owned(),
        Remedy::ReplaceIndicator => {
            "; add one under another key, and deprecate this one".to_owned()
        }
        Remedy::ReplaceReport => {
            "; a report is not changed: `factline report retract` it, then add it anew".to_owned()
        }
        Remedy::Correct => ": use `factline correct`, or leave the id blank".to_owned(),
        Remedy::RetractFact(id) => format!("; use `factline retract {id}`"),
        Remedy::RetractReport(key) => format!("; use `factline report retract {key}`"),
        Remedy::Reinstate(id) => format!(", and `factline reinstate {id}` takes that back"),
        Remedy::Fill => "; `--set COLUMN=TEXT` gives one that is the same in all rows".to_owned(),
        Remedy::SayParent => "; `factline place edit KEY --in PLACE` says it".to_owned(),
        Remedy::ImportAround { one } => format!(
            ": import a list that has {}, then this one again; or say with `--in PLACE` where such \
             rows lie",
            them(one)
        ),
        Remedy::BuiltInMap(name) => format!(": --map {name}"),
        Remedy::ListIndicators => ": `factline indicator list`".to_owned(),
    }
}

/// A word quoted for a shell, if it needs quotes.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_of_the_store_has_the_step_that_helps() {
        let missing = StoreError::NotFound("none.db".into());
        assert!(of(&missing).unwrap().contains("factline init"));
        let twice = WriteError::AlreadyReplaced { fact: "a".into(), by: "b".into() };
        assert_eq!(of(&twice).as_deref(), Some("correct `b` instead"));
    }

    #[test]
    fn a_wrapped_error_has_the_hint_of_the_one_inside() {
        let empty = || FormatError::NoLine { file: "f".into() };
        let hint = of(&empty());
        assert!(hint.is_some());
        assert_eq!(of(&MapError::from(empty())), hint);
        assert_eq!(of(&ImportError::from(MapError::from(empty()))), hint);
    }
}
