//! A grid: rows and columns of typed cells, for every form of output alike.
//!
//! Knows values, not how they look: a cell says that it is a number or an id, and `render` decides
//! how wide, how coloured and how escaped that is.

use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::when::Day;

/// How a column's cells stand in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left, as words do.
    #[default]
    Left,
    /// At the right, as figures do.
    Right,
}

/// How a column gives way where a page is too narrow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shrink {
    /// Its words go on in the next line.
    #[default]
    Wrap,
    /// Ids, numbers, keys: never broken.
    Keep,
}

/// Which forms of output show a column or a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// All of them.
    #[default]
    Everywhere,
    /// Those that people read: text, Markdown.
    Page,
    /// Those that programs read: CSV, JSON.
    Data,
    /// None: left out of an arrangement that needs it no more.
    Nowhere,
}

impl Shown {
    /// Whether it is on a page that people read.
    #[must_use]
    pub fn on_page(self) -> bool {
        matches!(self, Self::Everywhere | Self::Page)
    }

    /// Whether it is in data that programs read.
    #[must_use]
    pub fn in_data(self) -> bool {
        matches!(self, Self::Everywhere | Self::Data)
    }
}

/// A column of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in CSV and JSON.
    pub key: &'static str,
    /// Its heading on a page.
    pub heading: String,
    /// How its cells stand.
    pub align: Align,
    /// How it gives way.
    pub shrink: Shrink,
    /// Whether, on a narrow page, its cells may stand under those of the column before it.
    pub folds: bool,
    /// Where it is shown.
    pub shown: Shown,
}

impl Column {
    /// A column of words that is shown everywhere.
    #[must_use]
    pub fn new(key: &'static str, heading: impl Into<String>) -> Self {
        Self {
            key,
            heading: heading.into(),
            align: Align::default(),
            shrink: Shrink::default(),
            folds: false,
            shown: Shown::default(),
        }
    }

    /// A column for programs alone.
    #[must_use]
    pub fn data(key: &'static str) -> Self {
        Self { shown: Shown::Data, ..Self::new(key, key) }
    }

    /// A column for people alone.
    #[must_use]
    pub fn page(key: &'static str, heading: impl Into<String>) -> Self {
        Self { shown: Shown::Page, ..Self::new(key, heading) }
    }

    /// With its cells at the right.
    #[must_use]
    pub fn right(self) -> Self {
        Self { align: Align::Right, ..self }
    }

    /// With its cells never broken.
    #[must_use]
    pub fn keep(self) -> Self {
        Self { shrink: Shrink::Keep, ..self }
    }

    /// With its cells under those of the column before it where the page is narrow.
    #[must_use]
    pub fn fold(self) -> Self {
        Self { folds: true, ..self }
    }
}

/// What a piece of text means to its reader; colour adds to it and never carries it alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// Nothing beyond what the words say.
    #[default]
    Plain,
    /// What the eye should find first.
    Strong,
    /// What stands back: retracted, replaced, context.
    Faint,
    /// A doubt, a plan, a forecast.
    Caution,
    /// A contradiction, a refusal.
    Bad,
    /// A name that leads on.
    Name,
}

/// One value of a grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing was said: blank on a page, null in JSON.
    #[default]
    Empty,
    /// Words without emphasis.
    Text(String),
    /// Words with an emphasis.
    Words {
        /// What is said.
        text: String,
        /// What they mean to the reader.
        emphasis: Emphasis,
    },
    /// A figure, grouped by threes on a page.
    Number(Number),
    /// How many of something there are.
    Count(usize),
    /// Yes or no; true or false in data.
    Flag(bool),
    /// An id: its first eight digits on a page, all of it in data.
    Id(Uid),
    /// Words that lead to an address.
    Link {
        /// The words that are seen.
        text: String,
        /// The address behind the words, as recorded.
        url: String,
    },
    /// Several values in order.
    List(Vec<String>),
    /// A calendar date, `2016-10-24`.
    Day(Day),
    /// A name in a tree: indented on a page.
    Nested {
        /// How many steps below the root.
        depth: usize,
        /// The name of what stands in the tree.
        text: String,
    },
}

impl Cell {
    /// Words; none where they are empty.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Words with an emphasis; none where they are empty.
    #[must_use]
    pub fn words(text: impl Into<String>, emphasis: Emphasis) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Words { text, emphasis } }
    }

    /// Words that lead to an address, or only the words where there is none.
    #[must_use]
    pub fn link(text: impl Into<String>, url: Option<&str>) -> Self {
        match url {
            Some(url) => Self::Link { text: text.into(), url: url.to_owned() },
            None => Self::text(text),
        }
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::List(values) => values.is_empty(),
            _ => false,
        }
    }

    /// What was said, as words, or nothing.
    #[must_use]
    pub fn said(value: Option<impl ToString>) -> Self {
        value.map_or(Self::Empty, |value| Self::text(value.to_string()))
    }

    /// A figure, where there is one.
    #[must_use]
    pub fn number(value: Option<Number>) -> Self {
        value.map_or(Self::Empty, Self::Number)
    }

    /// A date, where there is one.
    #[must_use]
    pub fn day(value: Option<Day>) -> Self {
        value.map_or(Self::Empty, Self::Day)
    }
}

/// Rows and columns of typed cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// What it shows; stands above it on a page.
    pub title: Option<String>,
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// The rows, each with one cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// What the reader should know besides; stands below it on a page. Data has no place for it.
    pub notes: Vec<String>,
    /// The same in a wider arrangement, for pages that it fits on; data never takes it.
    pub wide: Option<Box<Grid>>,
}

impl Grid {
    /// A grid without rows.
    #[must_use]
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, ..Self::default() }
    }

    /// The columns that stand on a page, with their places in a row: those with nothing in any
    /// row are left out.
    pub fn page_columns(&self) -> impl Iterator<Item = (usize, &Column)> {
        let says =
            |at: usize| self.rows.iter().any(|row| row.get(at).is_some_and(|c| !c.is_empty()));
        self.columns_where(Shown::on_page).filter(move |(at, _)| says(*at))
    }

    /// The columns that `shown` lets through, with their places in a row.
    pub fn columns_where(
        &self,
        shown: impl Fn(Shown) -> bool,
    ) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(move |(_, column)| shown(column.shown))
    }
}

/// `one report`, `3 reports`: a number and what it counts.
#[must_use]
pub fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}
