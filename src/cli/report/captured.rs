//! Reads the file of a document: a page with its metadata, or plain text.

use super::add_args::Add;
use super::{page_date, pdf};
use crate::capture::{self, Field, LARGEST_PAGE, Page, as_written};
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::domain::link::is_one_document;
use crate::domain::report::LONGEST_TEXT;
use crate::text::files;
use anyhow::Context as _;
use std::path::Path;

/// A page whose text has fewer characters than this gets a note.
const SHORT: usize = 200;

/// The captured parts of a document.
#[derive(Default)]
pub(super) struct Captured {
    /// The file; `None` if there is none.
    pub(super) file: Option<String>,
    /// The metadata of the page; empty for a text.
    pub(super) page: Page,
    pub(super) text: Option<String>,
    /// Whether the file is a page, and the text was taken from it.
    is_page: bool,
    /// How the text was found in a page, for a message.
    pub(super) text_note: &'static str,
    /// The metadata of a PDF, which may come from a template.
    suggestions: Vec<String>,
    /// Dates of the page that cannot be its date of publication, each with the reason.
    pub(super) wrong_dates: Vec<String>,
}

impl Captured {
    /// Reads a file: a page, a PDF or a text. Fails if it cannot be read as any of these. The text of a PDF is not
    /// taken if another file has the text.
    pub(super) fn of_file(file: &str, has_text: bool) -> anyhow::Result<Self> {
        let bytes = bytes_of(file, LARGEST_PAGE)?;
        if pdf::is_pdf(&bytes) {
            let text = if has_text { None } else { Some(pdf::text(file)?) };
            let suggestions = pdf::suggestions(file);
            return Ok(Self { file: Some(file.to_owned()), text, suggestions, ..Self::default() });
        }
        let file = Some(file.to_owned());
        if !capture::is_page(&bytes) {
            let name = file.as_deref().unwrap_or_default();
            let text = text_of(name, bytes)?;
            return Ok(Self { file, text: Some(text), ..Self::default() });
        }
        let mut page =
            capture::read_page(&bytes).with_context(|| file.clone().unwrap_or_default())?;
        let text = page.text.take();
        let whole = text.as_ref().is_some_and(|text| text.is_whole_page);
        let text_note = if whole { " (of the whole page: no article was found in it)" } else { "" };
        let text = text.map(|text| unless_too_long(file.as_deref(), text.text)).transpose()?;
        Ok(Self { file, page, text, text_note, is_page: true, ..Self::default() })
    }

    /// The length of the text of a page, in characters, if it is too short for an article: a check against robots, an
    /// error, a page that a script fills. Otherwise `None`.
    pub(super) fn short_text(&self) -> Option<usize> {
        let length = self.text.as_ref()?.chars().count();
        (self.is_page && length < SHORT).then_some(length)
    }

    /// Leaves out dates of the page that cannot be its date of publication.
    pub(super) fn keep_dates(&mut self, context: &Context) {
        let wrong = self.page.keep(Field::Published, |value| page_date::stated(value, context));
        self.wrong_dates = wrong
            .into_iter()
            .map(|(found, why)| format!("`{}` ({}) {why}", found.value, found.source))
            .collect();
    }

    /// Uses a given text instead of that of the page.
    pub(super) fn put_text(&mut self, text: String) {
        (self.text, self.text_note, self.is_page) = (Some(text), "", false);
    }

    /// Prints the page's value of a field, and the option that replaces it.
    fn tell_field(&self, context: &Context, field: Field, given: Option<&str>) {
        if let Some(found) = self.page.first(field) {
            let (value, source) = (shown(field, &found.value), &found.source);
            context.say_line(match given.filter(|given| !is_one_document(given, &value)) {
                Some(given) => {
                    format!(
                        "{:9}  {given} (as given; the page says {value}, {source})",
                        field.name()
                    )
                }
                None => format!("{:9}  {value} ({source})", field.name()),
            });
        }
        if let Some((_, other)) = self.page.contradiction(field) {
            let value = shown(field, &other.value);
            let (name, source) = (field.name(), &other.source);
            context.say_line(format!("note: {name} is also given as {value} ({source})"));
        }
    }

    /// Prints the values from the page with their sources, and values that contradict each other. Values that an option
    /// gives are not searched for in the page.
    pub(super) fn tell(&self, context: &Context, given: &Add, link: Option<&str>) {
        let fields = [
            (Field::Title, given.title.is_some()),
            (Field::Publisher, given.publisher.is_some()),
            (Field::Published, given.published.is_some()),
            (Field::Language, given.lang.is_some()),
            (Field::Byline, given.byline.is_some()),
            (Field::Link, false),
            (Field::Archive, given.archive_url.is_some()),
        ];
        for (field, _) in fields.into_iter().filter(|(_, is_given)| !is_given) {
            self.tell_field(context, field, link.filter(|_| field == Field::Link));
        }
        // If no date is usable, the refusal lists them.
        if self.page.first(Field::Published).is_some() {
            for wrong in &self.wrong_dates {
                context.say_line(format!("note: published is also given as {wrong}"));
            }
        }
        if let Some(length) = self.short_text() {
            context.say_line(format!(
                "note: its text has only {length} characters: check that this is the article, and not an error page"
            ));
        }
        for remark in self.page.remarks.iter().chain(&self.suggestions) {
            context.say_line(format!("note: {remark}"));
        }
    }
}

fn shown(field: Field, value: &str) -> String {
    if field == Field::Published { as_written(value) } else { value.to_owned() }
}

/// Reads a text file, or standard input for `-`; from a page, takes its text. Fails if the text is not UTF-8, is empty,
/// or is longer than [`LONGEST_TEXT`] bytes.
pub(super) fn read_text(file: &str) -> anyhow::Result<String> {
    let bytes = bytes_of(file, LONGEST_TEXT as u64)?;
    if !capture::is_page(&bytes) {
        return text_of(file, bytes);
    }
    let page = capture::read_page(&bytes).with_context(|| file.to_owned())?;
    let none = || Failure::new(format!("{file}: there is no text in this page"));
    unless_too_long(Some(file), page.text.ok_or_else(none)?.text)
}

fn bytes_of(file: &str, most: u64) -> anyhow::Result<Vec<u8>> {
    if file == "-" {
        return files::bytes_at_most(std::io::stdin().lock(), most)
            .context("standard input: cannot read");
    }
    let read = files::read_at_most(Path::new(file), most);
    read.with_context(|| format!("{file}: cannot read the text"))
}

/// The text in the bytes of a file. Fails if it is not UTF-8, not a text, or empty.
pub(in crate::cli) fn text_of(file: &str, bytes: Vec<u8>) -> anyhow::Result<String> {
    let text = String::from_utf8(bytes).map_err(|wrong| {
        Failure::new(format!(
            "{file}: the text is not UTF-8 (byte {})",
            wrong.utf8_error().valid_up_to()
        ))
        .hint("save it as plain text in UTF-8; a PDF or a Word file must be turned into text first")
    })?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.contains('\0') {
        return Err(
            Failure::new(format!("{file}: this is not text (it contains zero bytes)")).into()
        );
    }
    if text.trim().is_empty() {
        return Err(Failure::new(format!("{file}: the text is empty")).into());
    }
    unless_too_long(Some(file), text)
}

fn unless_too_long(file: Option<&str>, text: String) -> anyhow::Result<String> {
    if text.len() <= LONGEST_TEXT {
        return Ok(text);
    }
    let most = LONGEST_TEXT >> 20;
    let file = file.unwrap_or_default();
    Err(Failure::new(format!("{file}: its text is longer than {most} MB")).into())
}
