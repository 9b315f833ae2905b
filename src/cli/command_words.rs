//! The parts of a command line: commands, options with their values, and other words.

use clap::{Arg, Command};

/// One part of a command line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// The name of a command.
    Command(String),
    /// An option, with its value if that is a separate word.
    Option(Vec<String>),
    /// Another word.
    Word(String),
}

impl Piece {
    /// Whether the piece is the option with this name, as `--reason`.
    pub(super) fn is_option(&self, name: &str) -> bool {
        matches!(self, Self::Option(words) if words[0].split('=').next() == Some(name))
    }

    fn words(&self) -> Vec<String> {
        match self {
            Self::Command(word) | Self::Word(word) => vec![word.clone()],
            Self::Option(words) => words.clone(),
        }
    }
}

/// A command line as its parts, in the order in which they were given.
pub(super) struct Words<'a> {
    whole: &'a Command,
    /// The command that the line names, as far as it names one.
    command: &'a Command,
    pieces: Vec<Piece>,
}

impl<'a> Words<'a> {
    /// Splits a line by the definition of all commands; `None` if it has `--`, after which everything is a
    /// plain word.
    pub(super) fn of(whole: &'a Command, line: &[String]) -> Option<Self> {
        let mut words = Self { whole, command: whole, pieces: Vec::new() };
        let mut rest = line.iter().peekable();
        while let Some(word) = rest.next() {
            if word == "--" {
                return None;
            }
            if word.starts_with('-') && word.len() > 1 {
                let has_value = !word.contains('=') && words.takes_value(word);
                let value = rest.next_if(|next| has_value && !next.starts_with("--"));
                words.pieces.push(Piece::Option(
                    [Some(word), value].into_iter().flatten().cloned().collect(),
                ));
                continue;
            }
            let is_word = words.pieces.iter().any(|piece| matches!(piece, Piece::Word(_)));
            let below = words.command.find_subcommand(word).filter(|_| !is_word);
            if let Some(below) = below {
                words.command = below;
                words.pieces.push(Piece::Command(word.clone()));
            } else {
                words.pieces.push(Piece::Word(word.clone()));
            }
        }
        Some(words)
    }

    /// Whether the next word belongs to an option. For an unknown option, this is assumed.
    fn takes_value(&self, option: &str) -> bool {
        let long = option.strip_prefix("--");
        let short = option.strip_prefix('-').filter(|_| long.is_none());
        let is_it = |arg: &&Arg| match (long, short) {
            (Some(long), _) => arg.get_long() == Some(long),
            (_, Some(short)) => arg.get_short().is_some_and(|letter| short.chars().eq([letter])),
            _ => false,
        };
        let known = self.command.get_arguments().chain(self.whole.get_arguments()).find(is_it);
        let is_flag = ["help", "version", "h", "V"].contains(&option.trim_start_matches('-'));
        known.map_or(!is_flag, |arg| arg.get_action().takes_values())
    }

    /// The option with this name that the command has.
    pub(super) fn option(&self, name: &str) -> Option<&'a Arg> {
        let mut all = self.command.get_arguments().chain(self.whole.get_arguments());
        all.find(|arg| arg.get_long() == Some(name))
    }

    /// Whether the command has a subcommand with this name.
    pub(super) fn has_command(&self, name: &str) -> bool {
        self.command.find_subcommand(name).is_some()
    }

    /// The arguments of the command that are not options.
    pub(super) fn positionals(&self) -> impl Iterator<Item = &'a Arg> {
        self.command.get_positionals()
    }

    pub(super) fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter()
    }

    /// All words, in their order.
    pub(super) fn all(&self) -> Vec<String> {
        self.pieces.iter().flat_map(Piece::words).collect()
    }

    /// The names of the commands.
    pub(super) fn commands(&self) -> Vec<String> {
        self.those(|piece, _| matches!(piece, Piece::Command(_)))
    }

    /// The words that are neither commands nor belong to an option.
    pub(super) fn words(&self) -> Vec<String> {
        self.those(|piece, _| matches!(piece, Piece::Word(_)))
    }

    /// The options before the first command.
    pub(super) fn globals(&self) -> Vec<String> {
        self.those(|piece, is_before| matches!(piece, Piece::Option(_)) && is_before)
    }

    /// The options after the first command or word.
    pub(super) fn options(&self) -> Vec<String> {
        self.those(|piece, is_before| matches!(piece, Piece::Option(_)) && !is_before)
    }

    fn those(&self, is_meant: impl Fn(&Piece, bool) -> bool) -> Vec<String> {
        let is_option = |piece: &Piece| matches!(piece, Piece::Option(_));
        let first = self.pieces.iter().take_while(|piece| is_option(piece)).count();
        let meant =
            self.pieces.iter().enumerate().filter(|(at, piece)| is_meant(piece, *at < first));
        meant.flat_map(|(_, piece)| piece.words()).collect()
    }

    /// All words, with an option renamed, or removed so that only its value is left; `None` if the line has
    /// no such option.
    pub(super) fn with_option(&self, option: &str, by: &[String]) -> Option<Vec<String>> {
        let name = option.split('=').next()?;
        let at = self.pieces.iter().position(|piece| piece.is_option(name))?;
        let Piece::Option(words) = &self.pieces[at] else { return None };
        let value = words[0].split_once('=').map(|(_, value)| value.to_owned());
        let value = value.or_else(|| words.get(1).cloned());
        let each = |(place, piece): (usize, &Piece)| {
            if place == at {
                [by.to_vec(), value.iter().cloned().collect()].concat()
            } else {
                piece.words()
            }
        };
        Some(self.pieces.iter().enumerate().flat_map(each).collect())
    }

    /// All words without an option, and its value; `None` if the line has no such option with a value.
    pub(super) fn without_option(&self, name: &str) -> Option<(Vec<String>, String)> {
        let at = self.pieces.iter().position(|piece| piece.is_option(name))?;
        let Piece::Option(words) = &self.pieces[at] else { return None };
        let value = words[0].split_once('=').map(|(_, value)| value.to_owned());
        let value = value.or_else(|| words.get(1).cloned())?;
        let others = self.pieces.iter().enumerate().filter(|(place, _)| *place != at);
        Some((others.flat_map(|(_, piece)| piece.words()).collect(), value))
    }
}
