//! A grid: rows and columns of typed cells, the same for every output format.
//!
//! Knows values, not how they look: a cell says that it is a number or an id, and `render` decides
//! on width, colour and escaping.

use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::when::Day;

/// How the cells of a column are aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Left, for words.
    #[default]
    Left,
    /// Right, for figures.
    Right,
}

/// What happens to a column on a page that is too narrow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shrink {
    /// Long cells continue on the next line.
    #[default]
    Wrap,
    /// Cells are never broken: ids, numbers, keys.
    Keep,
}

/// Which outputs show a column or a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Pages and data.
    #[default]
    Everywhere,
    /// Only pages for people: text and Markdown.
    Page,
    /// Only data for programs: CSV and JSON.
    Data,
    /// No output; for a column that a particular table does not need, such as the report in a table
    /// of one report.
    Nowhere,
}

impl Shown {
    /// Whether pages show the column or line.
    #[must_use]
    pub fn on_page(self) -> bool {
        matches!(self, Self::Everywhere | Self::Page)
    }

    /// Whether data has the column or line.
    #[must_use]
    pub fn in_data(self) -> bool {
        matches!(self, Self::Everywhere | Self::Data)
    }
}

/// A column of a grid: its names, and how and where it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name of the column in CSV and JSON.
    pub key: &'static str,
    /// The heading on a page.
    pub heading: String,
    /// How the cells are aligned.
    pub align: Align,
    /// What happens to the column on a narrow page.
    pub shrink: Shrink,
    /// Whether its cells may move below those of the column before it on a narrow page.
    pub folds: bool,
    /// Which outputs show the column.
    pub shown: Shown,
}

impl Column {
    /// A left-aligned column for pages and data.
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

    /// A column for data only.
    #[must_use]
    pub fn data(key: &'static str) -> Self {
        Self { shown: Shown::Data, ..Self::new(key, key) }
    }

    /// A column for pages only.
    #[must_use]
    pub fn page(key: &'static str, heading: impl Into<String>) -> Self {
        Self { shown: Shown::Page, ..Self::new(key, heading) }
    }

    /// The column, right-aligned.
    #[must_use]
    pub fn right(self) -> Self {
        Self { align: Align::Right, ..self }
    }

    /// The column, with cells that are never broken.
    #[must_use]
    pub fn keep(self) -> Self {
        Self { shrink: Shrink::Keep, ..self }
    }

    /// The column, with cells that move below those of the column before it if the page is narrow.
    #[must_use]
    pub fn fold(self) -> Self {
        Self { folds: true, ..self }
    }
}

/// The importance of a text for the reader, shown by colour. Colour is never the only sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// Words without emphasis.
    #[default]
    Plain,
    /// Text that the reader should see first.
    Strong,
    /// Less important text: context.
    Faint,
    /// Text that does not count: retracted, replaced, rejected.
    Struck,
    /// A doubt, a plan, a forecast.
    Caution,
    /// A contradiction, a refusal.
    Bad,
    /// A name that can be used in another command.
    Name,
}

/// One typed value of a grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// No value: blank on a page, null in JSON.
    #[default]
    Empty,
    /// Words without emphasis.
    Text(String),
    /// Words with an emphasis.
    Words {
        /// The words to show.
        text: String,
        /// The importance of the words for the reader.
        emphasis: Emphasis,
    },
    /// A figure; on a page with commas between groups of three digits.
    Number(Number),
    /// A count.
    Count(usize),
    /// Yes or no on a page; true or false in data.
    Flag(bool),
    /// An id: the first eight hexadecimal digits on a page, all 32 in data.
    Id(Uid),
    /// Words with a hyperlink.
    Link {
        /// The visible words.
        text: String,
        /// The URL, as recorded.
        url: String,
    },
    /// Several values in order.
    List(Vec<String>),
    /// A calendar date, `2016-10-24`.
    Day(Day),
    /// A name in a tree, indented on a page.
    Nested {
        /// The number of steps below the root of the tree.
        depth: usize,
        /// The name in the tree.
        text: String,
    },
}

impl Cell {
    /// A cell of words; [`Cell::Empty`] for an empty text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A cell of words with an emphasis; [`Cell::Empty`] for an empty text.
    #[must_use]
    pub fn words(text: impl Into<String>, emphasis: Emphasis) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Words { text, emphasis } }
    }

    /// A hyperlink, or plain words if `url` is `None`.
    #[must_use]
    pub fn link(text: impl Into<String>, url: Option<&str>) -> Self {
        match url {
            Some(url) => Self::Link { text: text.into(), url: url.to_owned() },
            None => Self::text(text),
        }
    }

    /// Whether the cell shows nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::List(values) => values.is_empty(),
            _ => false,
        }
    }

    /// A cell with the value as words; [`Cell::Empty`] for `None`.
    #[must_use]
    pub fn said(value: Option<impl ToString>) -> Self {
        value.map_or(Self::Empty, |value| Self::text(value.to_string()))
    }

    /// A cell with a figure; [`Cell::Empty`] for `None`.
    #[must_use]
    pub fn number(value: Option<Number>) -> Self {
        value.map_or(Self::Empty, Self::Number)
    }

    /// A cell with a date; [`Cell::Empty`] for `None`.
    #[must_use]
    pub fn day(value: Option<Day>) -> Self {
        value.map_or(Self::Empty, Self::Day)
    }
}

/// A table of typed cells, with its title and notes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The title, shown above the grid on a page; `None` for no title.
    pub title: Option<String>,
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// The rows, each with one cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// Notes for the reader, shown below the grid on a page; data leaves them out.
    pub notes: Vec<String>,
    /// The same values in a wider arrangement, for pages with room for it; data never uses it.
    /// `None` if there is no other arrangement.
    pub wide: Option<Box<Grid>>,
}

impl Grid {
    /// A grid without rows.
    #[must_use]
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, ..Self::default() }
    }

    /// The columns that a page shows, each with its index in a row. Columns without any value are
    /// left out.
    pub fn page_columns(&self) -> impl Iterator<Item = (usize, &Column)> {
        let says =
            |at: usize| self.rows.iter().any(|row| row.get(at).is_some_and(|c| !c.is_empty()));
        self.columns_where(Shown::on_page).filter(move |(at, _)| says(*at))
    }

    /// The columns for which `shown` is true, each with its index in a row.
    pub fn columns_where(
        &self,
        shown: impl Fn(Shown) -> bool,
    ) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(move |(_, column)| shown(column.shown))
    }
}
