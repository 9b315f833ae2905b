//! The parts of a page, and the most trusted source for each.

use super::written_date::{is_one_date, is_universal};
use crate::domain::name::fold;

/// The metadata of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// Who published the page.
    Publisher,
    /// The date of publication.
    Published,
    /// The language, as BCP 47 tag.
    Language,
    /// The authors.
    Byline,
    /// The page's own address.
    Link,
    /// The address of its copy in an archive.
    Archive,
}

impl Field {
    /// The word for the field in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Publisher => "publisher",
            Self::Published => "published",
            Self::Language => "language",
            Self::Byline => "byline",
            Self::Link => "link",
            Self::Archive => "archived",
        }
    }
}

/// One value in the metadata of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The field of the value.
    pub field: Field,
    /// The value, on one line.
    pub value: String,
    /// The source of the value in the page: `JSON-LD headline`, `og:title`.
    pub source: String,
    /// The rank of this source among those of the field; 0 is the best.
    pub(super) rank: u8,
}

/// Sources with this rank or a worse one are guesses; they never contradict another source.
const GUESSED: u8 = 20;

/// The text of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageText {
    /// The text, with a blank line between paragraphs.
    pub text: String,
    /// Whether this is the text of the whole page, since no article was found in it.
    pub is_whole_page: bool,
}

/// The parts of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Every value of the metadata, the most trusted source first.
    pub(super) found: Vec<Found>,
    /// The text; `None` if the page has none.
    pub text: Option<PageText>,
    /// The metadata that could not be read.
    pub remarks: Vec<String>,
    /// The dates in the page, if it is not known which one is its date of publication.
    pub dates: Vec<DateInPage>,
}

/// A date in the text of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateInPage {
    /// The day, or the words for it if the page does not give it in digits.
    pub date: String,
    /// The words before it: `Originally published`; may be empty.
    pub label: String,
}

impl Page {
    /// The values of a field, the most trusted source first.
    pub fn all(&self, field: Field) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(move |found| found.field == field)
    }

    /// The value of a field from the most trusted source; `None` if no source has one.
    #[must_use]
    pub fn first(&self, field: Field) -> Option<&Found> {
        self.all(field).next()
    }

    /// Whether a heading begins the `<title>` of the page.
    fn is_in_title(&self, heading: &str) -> bool {
        let mut titles = self.all(Field::Title).filter(|found| found.source == "<title>");
        titles.any(|title| fold(&title.value).starts_with(heading))
    }

    /// Leaves out all values of a field.
    pub(super) fn leave_out(&mut self, field: Field) {
        self.found.retain(|found| found.field != field);
    }

    /// Keeps the values of a field that `read` accepts, as it returns them. Returns the others, each with the
    /// reason.
    pub fn keep(
        &mut self,
        field: Field,
        read: impl Fn(&str) -> Result<String, String>,
    ) -> Vec<(Found, String)> {
        let mut left_out = Vec::new();
        let found = std::mem::take(&mut self.found);
        for mut found in found {
            match (found.field == field).then(|| read(&found.value)) {
                Some(Err(why)) => {
                    left_out.push((found, why));
                    continue;
                }
                Some(Ok(value)) if value != found.value => {
                    found.source = format!("{}: {}", found.source, found.value);
                    found.value = value;
                }
                _ => {}
            }
            self.found.push(found);
        }
        self.arrange();
        left_out
    }

    /// A value of a field that contradicts the first one; `None` if all sources agree, or if pages often spell the
    /// field in several ways.
    #[must_use]
    pub fn contradiction(&self, field: Field) -> Option<(&Found, &Found)> {
        let mut all = self.all(field).filter(|found| found.rank < GUESSED);
        let first = all.next()?;
        let agrees = |other: &Found| match field {
            Field::Published => is_one_date(&first.value, &other.value),
            Field::Language => primary_language(&first.value) == primary_language(&other.value),
            // Sites add their names to titles, and cut titles; a heading that has nothing in common with it is another
            // title.
            Field::Title if other.source == "<h1>" => {
                let (one, other) = (fold(&first.value), fold(&other.value));
                one.contains(&other) || other.contains(&one) || !self.is_in_title(&other)
            }
            _ => true,
        };
        let other = all.find(|other| !agrees(other))?;
        Some((first, other))
    }

    /// Puts the title without the name of the site first, if two other sources have it in this form.
    fn take_tail_off_title(&mut self) {
        let titles = self.found.iter().enumerate().filter(|(_, one)| one.field == Field::Title);
        let titles: Vec<(usize, &str)> =
            titles.map(|(at, found)| (at, found.value.as_str())).collect();
        let Some((first, long)) = titles.first().copied() else { return };
        let is_begin = |short: &str| {
            let tail = long.strip_prefix(short).unwrap_or_default();
            BEFORE_TAIL.iter().any(|mark| tail.starts_with(mark))
        };
        let short = titles.iter().find(|(_, title)| is_begin(title)).copied();
        let Some((at, short)) = short else { return };
        if titles.iter().filter(|(_, title)| *title == short).count() > 1 {
            let found = self.found.remove(at);
            self.found.insert(first, found);
        }
    }

    /// Sorts the values. If the same time is given in UTC and in the publisher's time zone, the latter has
    /// the publisher's day.
    pub(super) fn arrange(&mut self) {
        self.found.sort_by_key(|found| (found.field, found.rank));
        self.take_tail_off_title();
        let Some(at) = self.found.iter().position(|found| found.field == Field::Published) else {
            return;
        };
        let first = self.found[at].value.clone();
        let is_local = |found: &Found| {
            found.field == Field::Published
                && found.rank < GUESSED
                && !is_universal(&found.value)
                && is_one_date(&first, &found.value)
        };
        if is_universal(&first)
            && let Some(local) = self.found.iter().position(is_local)
        {
            let local = self.found.remove(local);
            self.found.insert(at, local);
        }
        // Sites name themselves as the author if nobody signed.
        let publisher = self.first(Field::Publisher).map(|found| fold(&found.value));
        self.found
            .retain(|found| found.field != Field::Byline || Some(fold(&found.value)) != publisher);
    }
}

/// Separators between a title and the name of its site.
const BEFORE_TAIL: [&str; 5] = [" - ", " | ", " – ", " — ", " · "];

/// The first part of a language tag: `en` of `en-GB`.
fn primary_language(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}
