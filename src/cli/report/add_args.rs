//! The arguments of `factline report add`.

use crate::domain::report::Confidentiality;
use clap::error::ErrorKind;
use clap::{Args, Command};

/// Record a document: by its options, or from a page saved by a browser
#[derive(Debug, Args)]
#[command(after_help = "\
Of a saved page (.html, .mhtml), the title, publisher, date, language, authors, link and text are \
taken from the page itself, and the answer says where each was found; options override them. On a terminal, you \
are asked for missing parts. docs/capture.md says which source counts most. Prints the keys of \
the reports.

Example:
  factline report add page.html
  factline report add *.html --publisher VOA
  factline report add https://example.org/a1 --title 'Truce expires' \\
    --publisher VOA --published 2016-10-24 --text article.txt")]
pub(in crate::cli) struct Add {
    /// The link of the document, or files: saved pages (.html, .mhtml), PDFs or texts
    #[arg(value_name = "URL|FILE")]
    pub(super) documents: Vec<String>,
    /// The title of the document
    #[arg(long)]
    pub(super) title: Option<String>,
    /// Who published it: key, name or alias of an actor
    #[arg(long, value_name = "ACTOR")]
    pub(super) publisher: Option<String>,
    /// When it was published: a day (2016-10-24), a month or year (2016-10) or `unknown`
    #[arg(long, value_name = "DATE")]
    pub(super) published: Option<String>,
    /// The file with its text (- for standard input)
    #[arg(long, value_name = "FILE")]
    pub(super) text: Option<String>,
    /// The key of the report [default: publisher and date]
    #[arg(long)]
    pub(super) key: Option<String>,
    /// The language of the document (en, ar, de …)
    #[arg(long, value_name = "CODE")]
    pub(super) lang: Option<String>,
    /// The report whose text this document repeats
    #[arg(long, value_name = "REPORT")]
    pub(super) republishes: Option<String>,
    /// The authors, as printed
    #[arg(long, value_name = "NAMES")]
    pub(super) byline: Option<String>,
    /// The link of an archived copy
    #[arg(long, value_name = "URL")]
    pub(super) archive_url: Option<String>,
    /// Who may see the report: public, internal or confidential
    #[arg(long, value_name = "LEVEL")]
    pub(super) confidentiality: Option<Confidentiality>,
    /// Make the publisher, as media, if it is not recorded
    #[arg(long)]
    pub(super) create: bool,
}

/// An error in the command line.
pub(super) fn wrong_line(why: &str) -> clap::Error {
    Command::new("factline report add").error(ErrorKind::ArgumentConflict, why)
}
