//! The advice in refusals and notes of an import, as commands.

use crate::domain::indicator::Indicator;
use crate::format::remedy::{Remedy, RemedyWords};

/// The words in which refusals and notes of an import say what the user can do, as commands.
pub(crate) fn remedies() -> RemedyWords {
    RemedyWords::new(remedy)
}

/// The advice to append to a message, beginning with the punctuation in between.
fn remedy(remedy: &Remedy) -> String {
    match remedy {
        Remedy::Add { .. }
        | Remedy::AddBuiltIn { .. }
        | Remedy::Create { .. }
        | Remedy::ImportAround { .. } => addition(remedy),
        Remedy::EditActor => "; use `factline actor edit`".to_owned(),
        Remedy::EditPlace => "; use `factline place edit`".to_owned(),
        Remedy::ReplaceIndicator => {
            "; add one under another key, and deprecate this one".to_owned()
        }
        Remedy::EditReport => {
            "; if the new row is right, correct the report with `factline report edit`".to_owned()
        }
        Remedy::RecordByHand => {
            "; fill in the cell, or record it by hand: `factline report add URL`".to_owned()
        }
        Remedy::SayPublisher => {
            "; add a column `publisher`, give `--publisher ACTOR`, or give the actor that name with `factline \
             actor edit --alias`"
                .to_owned()
        }
        Remedy::Fill => "; `--set COLUMN=TEXT` gives all rows the same one".to_owned(),
        Remedy::SayParent => "; `factline place edit KEY --in PLACE` records it".to_owned(),
        Remedy::DraftMap => {
            "; for other objects, `factline map suggest FILE` drafts a map".to_owned()
        }
        Remedy::BuiltInMap(name) => format!(": --map {name}"),
        Remedy::ListIndicators => ": `factline indicator list`".to_owned(),
        Remedy::Correct
        | Remedy::CorrectFact(_)
        | Remedy::RetractUnstated
        | Remedy::RetractFact(_)
        | Remedy::RetractReport(_)
        | Remedy::Reinstate(_) => withdrawal(remedy),
    }
}

/// The advice where a row is named that is not recorded.
fn addition(remedy: &Remedy) -> String {
    let either = |or: &bool| if *or { "; or" } else { ";" };
    let them = |one: &bool| if *one { "it" } else { "them" };
    match remedy {
        Remedy::Add { what: "indicator", or } => format!(
            "{} `factline indicator list` shows all, `factline indicator add` adds one",
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
        Remedy::ImportAround { one } => format!(
            ": import a list that has {}, then this one again; or say with `--in PLACE` where such \
             rows lie",
            them(one)
        ),
        _ => String::new(),
    }
}

/// The advice if a recorded fact or report must be corrected, retracted or reinstated.
fn withdrawal(remedy: &Remedy) -> String {
    match remedy {
        Remedy::Correct => ": use `factline correct`, or leave the id blank".to_owned(),
        Remedy::CorrectFact(id) => {
            format!("; `factline correct {id} VALUE --reason WHY` records that, if it is right")
        }
        Remedy::RetractUnstated => {
            "; `factline retract FACT --reason WHY` withdraws a fact that is no longer right"
                .to_owned()
        }
        Remedy::RetractFact(id) => format!("; use `factline retract {id} --reason WHY`"),
        Remedy::RetractReport(key) => format!("; use `factline report retract {key} --reason WHY`"),
        Remedy::Reinstate(id) => {
            format!(", and `factline reinstate {id} --reason WHY` undoes that")
        }
        _ => String::new(),
    }
}
