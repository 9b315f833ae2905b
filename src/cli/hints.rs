//! For each error of the library, the next step that helps: a command, an option, or a page of the
//! manual.
//!
//! Knows the errors of every module and the command line. Must not know how a hint is printed.

use super::file_hints::{self, format};
use crate::capture::CaptureError;
use crate::domain::fact::FactError;
use crate::domain::names::NameError;
use crate::format::error::FormatError;
use crate::import::ImportError;
use crate::mapping::{MapError, MapFault, MapRemedy, listed};
use crate::render::{Advice, Format};
use crate::store::{LookupError, SchemaFault, StoreError, WriteError};
use crate::workbook::{TemporaryFull, TooManyRows};
use std::error::Error;
use std::io;

/// Advice if the limit left out facts or rows.
pub(super) const MORE: &str = "raise --limit or narrow the filter";

/// Advice if the limit left out facts or rows of an output in this format; empty for readers who do not have the
/// program.
pub(super) fn more(format: Format) -> &'static str {
    if format.is_for_others() { "" } else { MORE }
}

/// Advice if an output in this format does not show everything.
pub(super) fn advice(format: Format) -> Advice {
    let left_out = if format.is_for_others() { "" } else { "Raise --limit or narrow the filter" };
    Advice { left_out, whole_cells: "--format json has them whole" }
}

/// The hint for an error; `None` if no hint helps.
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
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return error.get_ref().and_then(|why| of(why));
    }
    if let Some(CaptureError::Encoding { .. }) = error.downcast_ref() {
        return Some(file_hints::PAGE_ENCODING.to_owned());
    }
    if error.is::<TooManyRows>() {
        return Some("narrow the filter, or write csv, which has no such limit".to_owned());
    }
    if error.is::<TemporaryFull>() {
        return Some("free some space there, or name another folder as TMPDIR".to_owned());
    }
    error.downcast_ref::<FactError>().map(fact)
}

fn import(error: &ImportError) -> Option<String> {
    let hint = match error {
        ImportError::Format(error) => return format(error),
        ImportError::Map(error) => return map(error),
        ImportError::Store(error) | ImportError::OtherDatabase { why: error, .. } => {
            return store(error).map(str::to_owned);
        }
        ImportError::Unwritable { .. } => {
            "give --rejects a file in a folder in which you may write"
        }
        ImportError::NotFromInput { .. } => "save it as a file, and import that",
        ImportError::LateMark { .. } => "mark each row of the report, or at least its first row",
        ImportError::UnknownKind { .. } => {
            "read other people's columns through a map: `factline map suggest FILE` drafts one; import a \
             list of places with `factline place import`"
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
        MapRemedy::AnyBuiltIn => "factline map list shows the built-in maps".to_owned(),
        MapRemedy::Nearest(words) => format!("did you mean {}?", listed(words)),
        MapRemedy::OneOf(words) => format!("it must be one of {}", listed(words)),
        MapRemedy::OurColumns => "docs/maps.md lists the columns".to_owned(),
        MapRemedy::Keys => {
            "docs/maps.md lists all keys; `factline map show ucdp-ged` shows an example".to_owned()
        }
        MapRemedy::Draft => "for a first draft: factline map suggest FILE".to_owned(),
        MapRemedy::DraftByNames => {
            "for a draft of a map by the names of the columns: factline map suggest FILE".to_owned()
        }
        MapRemedy::NameValues => "name the value, as in `[each.source]`".to_owned(),
        MapRemedy::RenameColumn => "give one of them another name in the file".to_owned(),
        MapRemedy::NearColumn { column, nearest } => {
            format!(
                "did you mean {}? if the column may be missing: `{{{column}?}}`",
                listed(nearest)
            )
        }
        MapRemedy::OtherColumn { column, some } => {
            format!("it has {}; if the column may be missing: `{{{column}?}}`", listed(some))
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
            "if you know what made it, drop it with `sqlite3`; otherwise ask for a copy as Factline wrote it"
        }
        StoreError::Schema { .. } | StoreError::Altered { .. } => {
            "ask for a copy as Factline wrote it"
        }
        StoreError::FolderReadOnly(_) => "allow writing in the folder, or work on a copy elsewhere",
        StoreError::NoFolder { .. } => "make the folder first, or name another file",
        StoreError::OldJournal { .. } => {
            "if you have that database, put it back beside its journal; otherwise move the journal away, or \
             name another file"
        }
        StoreError::ReadOnly(_) => "allow writing to it, or work on a copy",
        StoreError::Replaced { .. } => {
            "repeat the command while no other program moves, replaces or synchronizes the file"
        }
        StoreError::Full => "free some space, then repeat the command",
        StoreError::Locked { .. } => "repeat the command when that program has finished",
        StoreError::Corrupt(_)
        | StoreError::Endless
        | StoreError::HotJournal { .. }
        | StoreError::Unconfirmed(_)
        | StoreError::Unknown(_)
        | StoreError::Unread(_)
        | StoreError::UnreadOnce => return damaged(error),
        StoreError::Io { .. } | StoreError::Disk(_) | StoreError::Sqlite(_) => return None,
    })
}

/// The hint for a database that is damaged or could not be read or written to its end; `None` if no hint helps.
fn damaged(error: &StoreError) -> Option<&'static str> {
    Some(match error {
        StoreError::Corrupt(_) => {
            "if this file is a copy, copy the database again together with its `-journal` file, which a \
             killed command leaves beside it; otherwise go back to a copy from before the damage"
        }
        StoreError::Endless => {
            "ask for a copy as Factline wrote it, or go back to one from before the damage"
        }
        StoreError::HotJournal { .. } => {
            "make the folder and both files writable, and repeat the command; keep the two files together: \
             without its journal the database is damaged"
        }
        StoreError::Unconfirmed(_) => {
            "when the disk works again, check with `factline log` that it is there"
        }
        StoreError::Unknown(_) => {
            "when the disk works again, `factline log` shows what was recorded"
        }
        StoreError::Unread(_) => {
            "copy the file, and its journal if one lies beside it, to another disk while you can"
        }
        StoreError::UnreadOnce => "repeat the command; if it happens again, check the disk",
        _ => return None,
    })
}

fn lookup(error: &LookupError) -> Option<String> {
    Some(match error {
        LookupError::Name(NameError::Unknown { what, word, nearest }) => {
            let of_several = word.split_once(',').filter(|_| matches!(*what, "place" | "actor"));
            let word = quoted(word);
            let add = match *what {
                "place" => match of_several {
                    Some((name, around)) => format!(
                        "factline place add {} --in {}",
                        quoted(name.trim()),
                        quoted(around.trim())
                    ),
                    None => format!("factline place add {word} --in PLACE"),
                },
                "actor" => format!("factline actor add {word} --kind KIND"),
                "indicator" => "factline indicator list".to_owned(),
                "report" => "factline report list".to_owned(),
                "changeset" => "factline log".to_owned(),
                _ => "factline table".to_owned(),
            };
            let verb = match *what {
                "place" | "actor" => "to add it".to_owned(),
                what => format!("to see all {what}s"),
            };
            let several = match (of_several, *what) {
                (None, _) => "",
                (Some(_), "place") => "if these are several places, each has a fact of its own; ",
                (Some(_), _) => "if these are several, give each with its own --by; ",
            };
            match nearest.as_slice() {
                [] => format!("{several}{verb}: {add}"),
                near => format!("{several}did you mean {}? {verb}: {add}", either(near)),
            }
        }
        LookupError::Name(NameError::Ambiguous { .. }) => "name one of them by its key".to_owned(),
        LookupError::Confidential { .. } => {
            "what is confidential is shown on a terminal only; --include-confidential also writes it \
             elsewhere"
                .to_owned()
        }
        LookupError::NotAnId { what: "changeset", .. } => {
            "the first column of `factline log` has the ids".to_owned()
        }
        LookupError::NotAnId { .. } => {
            "the first column of `factline table` has the ids".to_owned()
        }
        LookupError::Store(error) => return store(error).map(str::to_owned),
    })
}

fn write(error: &WriteError) -> Option<String> {
    Some(match error {
        WriteError::AlreadyReplaced { by, .. } => format!("correct `{by}` instead"),
        WriteError::Retracted { what: "fact", key, .. } => {
            format!("`factline reinstate {key} --reason WHY` undoes that")
        }
        WriteError::Undone { what: "fact", key, .. } => {
            format!("`factline reinstate {key} --reason WHY` lets it count again")
        }
        WriteError::Undone { key, .. } => {
            format!("`factline report reinstate {} --reason WHY` lets it count again", quoted(key))
        }
        WriteError::AlreadyUndone { by, .. } => {
            format!("`factline undo {by} --reason WHY` takes that back")
        }
        WriteError::StoodOn { first, .. } => {
            format!("undo that first: `factline undo {first} --reason WHY`")
        }
        WriteError::Unfounded { by, .. } => {
            format!("take that back first: `factline undo {by} --reason WHY`")
        }
        WriteError::RecordedAnew { by, .. } => {
            let by = by.as_ref()?;
            format!("retract the newer one first: `factline report retract {by} --reason WHY`")
        }
        WriteError::LinkTaken { .. } => {
            "leave out the link; then publisher, title and date identify the report".to_owned()
        }
        // A row that must not be named has another key.
        WriteError::AlreadyThere { what: "report", key, name } if name != "confidential" => {
            format!(
                "factline report edit {} --reason WHY changes its title, date, link and other parts",
                quoted(key)
            )
        }
        WriteError::HasText { .. } => {
            "a text is never replaced: retract the report, and record it again".to_owned()
        }
        WriteError::LessSecret { key, .. } => format!(
            "factline report retract {} --reason WHY, and record it again with --confidentiality",
            quoted(key)
        ),
        WriteError::KeyTaken { .. } => "give it another key with `--key KEY`".to_owned(),
        WriteError::Store(error) => return store(error).map(str::to_owned),
        _ => return None,
    })
}

/// The hint for a fact that is refused.
fn fact(error: &FactError) -> String {
    match error {
        FactError::ReportRetracted { report, .. } => format!(
            "record it from another report, or: factline report reinstate {} --reason WHY",
            quoted(report)
        ),
        FactError::OtherIndicator { fits, word, indicator, .. } => format!(
            "record it as {}; only if the figure is one of `{indicator}`, leave `{word}` out",
            fits.map_or_else(
                || "`key-figure` with --scope for what it counts".to_owned(),
                |key| format!("`{key}`")
            )
        ),
        FactError::QuoteNotFound { report, .. } => format!(
            "copy it from `factline report show {}`; --quote-unchecked records it unchecked",
            quoted(report)
        ),
        error => for_every(error).to_owned(),
    }
}

/// The hint for a fact that is refused, where it is the same for every fact.
fn for_every(error: &FactError) -> &'static str {
    match error {
        FactError::NoDate { .. } => "give --when with a full date: 2016-10-24, \"early July 2016\"",
        FactError::SaysNothing => "give a VALUE, --status or --when",
        FactError::IndicatorDeprecated(_) => "see the ones in use: factline indicator list",
        FactError::WrongMeasure { .. } => {
            "factline indicator list says what each measures; if another does not fit, leave the value out, and put \
             its words into --quote or --comment"
        }
        FactError::SeveralFigures { .. } => {
            "record each with its own `factline add`: with --scope for a part, or --unit for another unit"
        }
        FactError::NoneBefore { .. } => {
            "leave out the words about the first, or put them into --comment"
        }
        FactError::PartOfAPerson { .. } => {
            "give the unit that is counted with --unit (families), or say --stance estimates"
        }
        FactError::NoTime { .. } => {
            "--when with the report's words: Friday, \"since early July\", \"before 24 October\", 2016-10"
        }
        FactError::AfterReport { .. } => {
            "if it is in the future, say so: --stance forecasts, --stance announces or --status planned; \
             otherwise correct the date"
        }
        FactError::Figures(_) => {
            "--low is at most --best, --best at most --high, and --high at most --out-of; none is below zero"
        }
        FactError::ReportRetracted { .. }
        | FactError::OtherIndicator { .. }
        | FactError::QuoteNotFound { .. } => "",
    }
}

/// Several names as alternatives: `a, b or c`.
fn either(names: &[String]) -> String {
    match names {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        names => names.concat(),
    }
}

/// A word quoted for a shell, if it needs quotes.
pub(super) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
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
