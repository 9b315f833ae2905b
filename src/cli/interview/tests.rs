//! A user who answers by a script is asked for facts of the sample.

use super::*;
use crate::cli::prompt::scripted::{Act, Scripted};
use crate::cli::{add, demo};
use Act::{Back, Chooses, Enter, Says, Stops};

/// What the user sees, and what would be recorded; `None` if the user stops.
fn interviewed(acts: &[Act]) -> (Scripted, Option<Answers>) {
    let context = Context::of_line(&["--include-confidential"], false);
    let (_folder, mut store) = demo::sample(&context);
    let mut asker = Scripted::by(acts.iter().cloned());
    let asked = add::ask_one(&context, &mut store, &mut asker, (Before::default(), false));
    assert!(asker.is_at_end(), "{:#?}", asker.seen);
    (asker, asked.ok().map(|(answers, _)| answers))
}

const YES: Act = Chooses("", RECORD);

#[test]
fn each_answer_is_asked_for_and_the_reading_confirmed() {
    let (asker, answers) = interviewed(&[
        Says("report", "voa-2016-10-24"),
        Says("what", "trapped"),
        Says("where", "eastern aleppo"),
        Says("how many", "as many as 300,000"),
        Says("when", ""),
        Says("who", "UN | OCHA"),
        Says("quote", ""),
        YES,
    ]);
    let answers = answers.expect("it is confirmed");
    assert_eq!(answers.statement.by, ["UN", "OCHA"]);
    assert_eq!(answers.value.as_deref(), Some("as many as 300,000"));
    assert!(asker.saw("`as many as 300,000`: up to 300,000"), "{:#?}", asker.seen);
    assert!(asker.saw("trapped · Eastern Aleppo · up to 300,000 people · as of 2016-10-24"));
}

#[test]
fn a_refused_answer_is_put_back_into_the_line_with_the_reason() {
    let (asker, answers) = interviewed(&[
        Says("report", "voa-2016-10-24"),
        Says("what", "trapt"),
        Says("what", "trapped"),
        Says("where", "Aleppo"),
        Says("how many", "umpteen"),
        Says("how many", "8000"),
        Says("when", "30 February"),
        Says("when", "Friday"),
        Enter("who"),
        Says("quote", "Not in the text."),
        Says("quote", ""),
        YES,
    ]);
    assert!(answers.is_some());
    for line in
        ["what [trapt]", "how many [umpteen]", "when [30 February]", "quote [Not in the text.]"]
    {
        assert!(asker.saw(line), "{line}: {:#?}", asker.seen);
    }
    assert!(asker.saw("indicator `trapt`: not recorded") && asker.saw("hint: did you mean"));
    assert!(!asker.seen.iter().any(|line| line.contains("--")), "{:#?}", asker.seen);
}

#[test]
fn a_quote_that_is_not_in_the_text_is_recorded_once_it_is_given_twice() {
    let (_, answers) = interviewed(&[
        Says("report", "voa-2016-10-24"),
        Says("what", "trapped"),
        Says("where", "Aleppo"),
        Says("how many", "8000"),
        Enter("when"),
        Enter("who"),
        Says("quote", "Not in the text."),
        Enter("quote"),
        YES,
    ]);
    assert!(answers.expect("it is confirmed").statement.quote_unchecked);
}

#[test]
fn one_can_go_back_to_each_question_and_stop_at_each() {
    let (asker, answers) = interviewed(&[
        Says("report", "voa-2016-10-24"),
        Says("what", "killed"),
        Says("where", "Aleppo"),
        Back("how many"),
        Back("where"),
        Says("what", "trapped"),
        Says("how many", "8000"),
        Enter("when"),
        Back("who"),
        Enter("when"),
        Enter("who"),
        Enter("quote"),
        YES,
    ]);
    assert_eq!(answers.expect("it is confirmed").indicator, "trapped");
    assert!(asker.saw("where [Aleppo]") && asker.saw("what [killed]"), "{:#?}", asker.seen);
    for stop in [Back("report"), Stops] {
        assert!(interviewed(&[stop]).1.is_none());
    }
    let before = [Says("report", "voa-2016-10-24"), Says("what", "trapped")];
    assert!(interviewed(&[&before[..], &[Stops]].concat()).1.is_none());
}

#[test]
fn for_a_process_the_status_is_asked_and_no_day_is_needed_if_it_is_in_the_future() {
    let (_, answers) = interviewed(&[
        Says("report", "voa-2016-10-24"),
        Says("what", "evacuation"),
        Says("where", "Aleppo"),
        Says("status", "planned"),
        Says("when", ""),
        Enter("who"),
        Enter("quote"),
        YES,
    ]);
    assert!(answers.is_some());
    let (asker, answers) = interviewed(&[
        Says("report", "voa-2016-10-24"),
        Says("what", "killed"),
        Says("where", "Aleppo"),
        Says("how many", "8"),
        Says("when", ""),
        Says("status", "under-way"),
        Back("status"),
        Says("when", "Friday"),
        Enter("who"),
        Enter("quote"),
        YES,
    ]);
    assert!(answers.is_some() && asker.saw("when"), "{:#?}", asker.seen);
}

#[test]
fn a_day_after_the_report_leads_to_the_day_and_to_what_makes_it_right() {
    let (asker, answers) = interviewed(&[
        Says("report", "voa-2016-10-24"),
        Says("what", "killed"),
        Says("where", "Aleppo"),
        Says("how many", "8"),
        Says("when", "2016-10-28"),
        Enter("who"),
        Enter("quote"),
        Enter("when"),
        Says("stance", "forecasts"),
        Enter("status"),
        YES,
    ]);
    assert!(answers.is_some(), "{:#?}", asker.seen);
    assert!(asker.saw("came out before that"), "{:#?}", asker.seen);
}

#[test]
fn more_can_be_said_and_each_answer_changed_before_it_is_recorded() {
    let (asker, answers) = interviewed(&[
        Says("report", "voa-2016-10-24"),
        Says("what", "trapped"),
        Says("where", "Aleppo"),
        Says("how many", "8000"),
        Enter("when"),
        Enter("who"),
        Enter("quote"),
        Chooses("record it?", MORE),
        Chooses("which?", "scope:"),
        Says("scope", "children"),
        Chooses("record it?", CHANGE),
        Chooses("which answer?", "value:"),
        Says("how many", "9000"),
        YES,
    ]);
    let answers = answers.expect("it is confirmed");
    assert_eq!(answers.statement.scope.as_deref(), Some("children"));
    assert_eq!(answers.value.as_deref(), Some("9000"));
    assert!(asker.saw("how many [8000]") && asker.saw("children"), "{:#?}", asker.seen);
}

#[test]
fn an_unknown_name_is_one_that_is_near_or_made_with_its_likely_kind() {
    let (asker, answers) = interviewed(&[
        Says("report", "voa-2016-10-24"),
        Says("what", "killed"),
        Says("where", "Kafr Zita, Hamma"),
        Chooses("place `Kafr Zita, Hamma`", "add it: Kafr Zita"),
        Says("lies in", "Hamma"),
        Chooses("place `Hamma`", "it is Hama"),
        Chooses("kind of Kafr Zita", "town"),
        Says("how many", "8"),
        Says("when", "Friday"),
        Says("who", "Local Council of Kafr Zita"),
        Chooses("actor `Local Council", "add it"),
        Chooses("kind of Local Council", "state-body"),
        Enter("quote"),
        YES,
    ]);
    assert!(answers.is_some());
    assert!(asker.saw("added Kafr Zita, town in Hama"), "{:#?}", asker.seen);
    assert!(asker.saw("added Local Council of Kafr Zita, state-body"), "{:#?}", asker.seen);
    let (_, answers) = interviewed(&[
        Says("report", "voa-2016-10-24"),
        Says("what", "killed"),
        Says("where", "Alepo"),
        Back("place `Alepo`"),
        Stops,
    ]);
    assert!(answers.is_none());
}
