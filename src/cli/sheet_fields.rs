//! The fields of sheets: the options of `add` and of `report add`, under the same names. The words of a line are read
//! as those options read them.

use super::context::Context;
use super::correction::RightWords;
use super::error::Failure;
use super::mistakes::Mistakes;
use super::report;
use super::statement::StatementArgs;
use super::wrong_words::{FIELDS, OPTIONS};
use crate::domain::fact::Fact;
use crate::domain::identity::Uid;
use crate::domain::name::nearest;
use crate::store::Store;
use clap::builder::ArgAction;
use clap::error::{ContextKind, ContextValue};
use clap::{ArgMatches, Args, Command, FromArgMatches};
use std::error::Error as _;

/// Fields of a fact that are not options of `add`.
const OF_FACT: &[&str] = &["indicator", "place", "value", "fact"];
/// Fields of a report that are arguments of `report add`, not options.
pub(super) const OF_REPORT: &[&str] = &["report", "link"];
/// Options that are not fields: the report of a fact is given above its block, and `--create` on the command
/// line.
const NO_FIELDS: &[&str] = &["report", "create"];

/// The kind of block to which a field belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Fact,
    Report,
}

/// The fields that the command line knows.
pub(super) struct Fields {
    statement: Command,
    report: Command,
    /// The options of a report, none of which is required here.
    of_report: Command,
}

/// A field with its words, as an option takes them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'a> {
    pub(super) name: &'a str,
    pub(super) words: &'a str,
}

impl Fields {
    pub(super) fn new() -> Self {
        let command = || Command::new("sheet").no_binary_name(true).disable_help_flag(true);
        let described = report::Add::augment_args(command());
        // A sheet has no page from which these parts could be taken.
        let needed = ["title", "publisher", "published"];
        Self {
            statement: StatementArgs::augment_args(command()),
            of_report: described.clone(),
            report: needed.into_iter().fold(described, |options, name| {
                options.mut_arg(name, |option| option.required(true))
            }),
        }
    }

    /// The kind of block to which the field with this name belongs; `None` if there is no such field.
    pub(super) fn whose(&self, name: &str) -> Option<Whose> {
        if OF_REPORT.contains(&name) {
            return Some(Whose::Report);
        }
        if OF_FACT.contains(&name) || option(&self.statement, name).is_some() {
            return Some(Whose::Fact);
        }
        option(&self.report, name).map(|_| Whose::Report)
    }

    /// The names of all fields, those of a report first.
    pub(super) fn names(&self) -> Vec<&str> {
        let options = |command: &'static [&'static str]| command.iter().copied();
        let longs = |command| longs(command).filter(|name| !NO_FIELDS.contains(name));
        let of_report = options(OF_REPORT).chain(longs(&self.report));
        let of_fact = longs(&self.statement);
        of_report.chain(options(OF_FACT)).chain(of_fact).collect()
    }

    /// The fields of a statement, except some, each with the first line of its help.
    pub(super) fn further(&self, without: &[&str]) -> Vec<(String, String)> {
        let names = longs(&self.statement).filter(|name| !NO_FIELDS.contains(name));
        let names = names.filter(|name| !without.contains(name));
        names.map(|name| (name.to_owned(), self.help(name))).collect()
    }

    /// The description of a field of a statement, in one line; empty if there is no such field.
    pub(super) fn help(&self, name: &str) -> String {
        let help = option(&self.statement, name).and_then(clap::Arg::get_help);
        help.map(ToString::to_string).unwrap_or_default().replace('\n', " ")
    }

    /// The name of the field that a word means, or the names that are similar to it.
    pub(super) fn near(&self, word: &str) -> Vec<String> {
        if let Some((_, meant)) = FIELDS.iter().find(|(tried, _)| tried.contains(&word)) {
            return meant.iter().map(|name| (*name).to_owned()).collect();
        }
        let meant = OPTIONS.iter().filter(|(tried, _)| tried.contains(&word));
        let meant = meant.flat_map(|(_, meant)| *meant).find(|meant| self.whose(meant).is_some());
        match meant {
            Some(meant) => vec![(*meant).to_owned()],
            None => nearest(word, self.names(), 2),
        }
    }

    /// Whether the field may be given several times in one block.
    pub(super) fn is_list(&self, name: &str) -> bool {
        option(&self.statement, name)
            .is_some_and(|option| matches!(option.get_action(), ArgAction::Append))
    }

    /// Checks the words of one field of a fact separately. Fails if its option does not accept them.
    pub(super) fn check(&mut self, said: Said<'_>) -> Result<(), Failure> {
        if OF_FACT.contains(&said.name) {
            return Ok(());
        }
        parse(&mut self.statement, [said]).map(|_| ())
    }

    /// Checks the words of one field of a report separately. Fails if its option does not accept them.
    pub(super) fn check_report(&mut self, said: Said<'_>) -> Result<(), Failure> {
        parse(&mut self.of_report, [said]).map(|_| ())
    }

    /// The values of a fact's fields. Fails if an option does not accept its words.
    pub(super) fn statement(&mut self, said: &[Said<'_>]) -> anyhow::Result<StatementArgs> {
        let options = said.iter().copied().filter(|said| !OF_FACT.contains(&said.name));
        let matches = parse(&mut self.statement, options)?;
        Ok(StatementArgs::from_arg_matches(&matches)?)
    }

    /// Whether the changed fields of a sheet mean the same as the fact, in other words. Fails if the database does.
    pub(super) fn is_same(
        &mut self,
        context: &Context,
        held: &Store,
        fact: (Uid, &Fact),
        said: &[Said<'_>],
    ) -> anyhow::Result<bool> {
        let Ok(statement) = self.statement(said) else { return Ok(false) };
        let mut mistakes = Mistakes::default();
        let words = right_words("", said, &statement);
        let checked = words.checked(context, held, fact, &mut mistakes)?;
        Ok(checked.is_none() && mistakes.is_empty())
    }

    /// The values of a report's fields. Fails if a required one is missing, or if an option does not accept its words.
    pub(super) fn report(&mut self, said: &[Said<'_>]) -> anyhow::Result<report::Add> {
        let matches = parse(&mut self.report, said.iter().copied())?;
        Ok(report::Add::from_arg_matches(&matches)?)
    }
}

fn longs(command: &Command) -> impl Iterator<Item = &str> {
    command.get_arguments().filter_map(clap::Arg::get_long)
}

fn option<'c>(command: &'c Command, name: &str) -> Option<&'c clap::Arg> {
    let is_it = |option: &&clap::Arg| option.get_long() == Some(name);
    command.get_arguments().find(is_it).filter(|_| !NO_FIELDS.contains(&name))
}

/// Reads fields as the options of those names. The field `link` is the argument of `report add`.
fn parse<'a>(
    command: &mut Command,
    said: impl IntoIterator<Item = Said<'a>>,
) -> Result<ArgMatches, Failure> {
    // Options keep their order, since values in a list have an order; the link is an argument, and comes last.
    let (mut arguments, mut link) = (Vec::new(), Vec::new());
    for Said { name, words } in said {
        let is_flag = option(command, name)
            .is_some_and(|option| matches!(option.get_action(), ArgAction::SetTrue));
        match (name, is_flag) {
            ("link", _) => link = vec!["--".to_owned(), words.to_owned()],
            (_, false) => arguments.push(format!("--{name}={words}")),
            (_, true) if words.is_empty() || words == "yes" => {
                arguments.push(format!("--{name}"));
            }
            (_, true) => {
                return Err(Failure::new(format!("{name} `{words}`: it takes no words"))
                    .hint("write `yes`, or leave the line out"));
            }
        }
    }
    arguments.extend(link);
    command.try_get_matches_from_mut(arguments).map_err(|wrong| refusal(&wrong))
}

/// An error of clap in the words of a sheet.
fn refusal(wrong: &clap::Error) -> Failure {
    let text = |kind| match wrong.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let named = text(ContextKind::InvalidArg).unwrap_or_default();
    let name = named.trim_start_matches("--").split([' ', '=']).next().unwrap_or_default();
    let Some(words) = text(ContextKind::InvalidValue) else {
        // Required options are listed with the names of their values, one after another.
        let names = named.split(", ").map(|name| name.trim_start_matches("--"));
        let names = names.map(|name| format!("`{}:`", name.split(' ').next().unwrap_or(name)));
        let names: Vec<_> = names.collect();
        return Failure::new(format!("a new report needs {}", names.join(", ")));
    };
    let valid = text(ContextKind::ValidValue).map(|valid| format!("it is one of {valid}"));
    let why = wrong.source().map(ToString::to_string).or(valid).unwrap_or_default();
    let shown = format!("`{words}`");
    let told = if why.contains(&shown) { String::new() } else { format!(" {shown}") };
    Failure::new(format!("{name}{told}: {why}"))
}

/// A message about options in the words of a sheet: `--when` is `when:`.
pub(super) fn in_sheet(words: &str) -> String {
    naming_fields(words, |name, rest| {
        let colon = if rest.starts_with(':') { "" } else { ":" };
        format!("{name}{colon}")
    })
}

/// A message about options, in the form for a user who is asked for fields: `--when` becomes `when`.
pub(super) fn in_questions(words: &str) -> String {
    naming_fields(words, |name, _| format!("`{name}`"))
}

/// A message about options. For each option that is a field, `named` returns the replacement; its arguments are the
/// name and the text that follows it.
fn naming_fields(words: &str, named: impl Fn(&str, &str) -> String) -> String {
    let fields = Fields::new();
    let mut told = String::new();
    let mut parts = words.split("--");
    told.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(part.len());
        let name = part[..end].trim_end_matches('-');
        match fields.whose(name) {
            Some(_) => {
                let rest = &part[name.len()..];
                told.extend([&named(name, rest), rest]);
            }
            None => told.extend(["--", part]),
        }
    }
    told
}

/// The values of the changed fields of a sheet; `statement` has those that are options.
pub(super) fn right_words<'a>(
    reason: &'a str,
    said: &[Said<'a>],
    statement: &'a StatementArgs,
) -> RightWords<'a> {
    let word = |name: &str| said.iter().find(|said| said.name == name).map(|said| said.words);
    let (value, indicator, place) = (word("value"), word("indicator"), word("place"));
    RightWords {
        reason,
        value,
        indicator,
        place,
        statement,
        checks_quote: false,
        keeps_hours: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_are_the_options_of_add_and_of_report_add() {
        let fields = Fields::new();
        for name in ["indicator", "value", "when", "by", "out-of", "time-of-day", "low", "quote"] {
            assert_eq!(fields.whose(name), Some(Whose::Fact), "{name}");
        }
        for name in ["report", "link", "title", "publisher", "published", "text"] {
            assert_eq!(fields.whose(name), Some(Whose::Report), "{name}");
        }
        assert_eq!(fields.whose("help"), None);
        assert!(fields.is_list("by") && fields.is_list("via") && !fields.is_list("when"));
    }

    #[test]
    fn a_list_keeps_its_order() {
        let said = ["UN", "OCHA"].map(|words| Said { name: "via", words });
        assert_eq!(Fields::new().statement(&said).unwrap().via, ["UN", "OCHA"]);
    }

    #[test]
    fn words_are_taken_or_refused_as_options_take_them() {
        let mut fields = Fields::new();
        let mut why =
            |name, words| fields.check(Said { name, words }).map_err(|why| why.to_string());
        assert_eq!(why("status", "agreed"), Ok(()));
        assert_eq!(why("quote", "--db x"), Ok(()));
        assert_eq!(why("quote-unchecked", "yes"), Ok(()));
        assert_eq!(
            why("quote-unchecked", "no"),
            Err("quote-unchecked `no`: it takes no words".into())
        );
        assert!(why("status", "agred").unwrap_err().starts_with("status: `agred` is not"));
        assert!(
            why("date-order", "x").unwrap_err().starts_with("date-order `x`: it is one of dmy")
        );
        assert!(why("low", "many").unwrap_err().starts_with("low"));
    }

    #[test]
    fn messages_name_fields_and_leave_other_options() {
        assert_eq!(in_sheet("give --when with a day"), "give when: with a day");
        assert_eq!(in_sheet("--low, --best or --kind K"), "low:, best: or --kind K");
    }

    /// The names in the first list of a file after `start`, separated by `between`.
    fn listed(file: &str, start: &str, between: &str) -> Vec<String> {
        let from = file.find(start).expect("a list begins") + start.len();
        let list = &file[from..];
        let end = list.find([')', '\n']).expect("the list ends");
        list[..end].trim_end_matches('\\').split(between).map(str::to_owned).collect()
    }

    #[test]
    fn the_syntaxes_for_editors_know_all_fields() {
        let vim = include_str!("../../contrib/vim/syntax/factline.vim");
        let code = include_str!("../../contrib/vscode/syntaxes/factline.tmLanguage.json");
        let fields = Fields::new();
        let mut names = fields.names();
        names.sort_unstable();
        for (list, start, between) in
            [(vim, r"factlineField /^\c\%(", r"\|"), (code, "^(?i:(report|", "|")]
        {
            let mut listed = listed(list, start, between);
            if list == code {
                listed.push("report".to_owned());
            }
            listed.sort_unstable();
            assert_eq!(listed, names);
        }
    }
}
