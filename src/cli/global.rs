//! The options that every command takes.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The options that every command takes, before or after its name.
#[derive(Clone, Debug, Args)]
pub(super) struct Global {
    /// The database [default: `$FACTLINE_DB`, else factline.db in this folder]
    #[arg(long, value_name = "FILE", global = true, help_heading = "Global options")]
    pub(super) db: Option<PathBuf>,
    /// Who records [default: `$FACTLINE_USER`, else the login name]
    #[arg(long = "as", value_name = "NAME", global = true, help_heading = "Global options")]
    pub(super) recorder: Option<String>,
    /// Why this is recorded; kept in the log
    #[arg(long, value_name = "TEXT", global = true, help_heading = "Global options")]
    pub(super) note: Option<String>,
    /// Use only what was recorded up to the end of this day (UTC), with the names and places as they were
    #[arg(long, value_name = "DATE", global = true, help_heading = "Global options")]
    pub(super) as_recorded: Option<String>,
    /// Never ask questions on the terminal
    #[arg(long, global = true, help_heading = "Global options")]
    pub(super) no_input: bool,
    /// Show confidential reports and facts also in files and pipes, and name them in messages
    #[arg(long, global = true, help_heading = "Global options")]
    pub(super) include_confidential: bool,
    /// Never show a long page through a pager
    #[arg(long, global = true, help_heading = "Global options")]
    pub(super) no_pager: bool,
    /// Print only data and errors
    #[arg(long, short, global = true, help_heading = "Global options")]
    pub(super) quiet: bool,
    /// When to use colour
    #[arg(
        long,
        value_enum,
        default_value = "auto",
        global = true,
        help_heading = "Global options"
    )]
    pub(super) color: ColourWhen,
}

/// When to use colour, as `--color` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourWhen {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
