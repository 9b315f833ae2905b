//! The content of a map. The parameter `R` is how a rule refers to a column: by [`Reference`] (its
//! name) after parsing, by position after compiling.

use crate::mapping::date_form::DateForm;
use crate::mapping::number_form::NumberForm;
use crate::mapping::split::Split;
use crate::mapping::template::{Reference, Template};
use crate::mapping::time_precision::TimePrecision;
use crate::mapping::words::{UnknownWord, WordPattern, WordTable};
use std::sync::Arc;

/// The whole content of a map, after parsing.
#[derive(Clone, Debug)]
pub(super) struct MapSpec {
    /// One line that says which files the map reads.
    pub(super) about: String,
    /// Format of the file; `None` lets its first bytes decide.
    pub(super) form: Option<Form>,
    /// Where the header is in the file.
    pub(super) header: HeaderAt,
    /// Cells that mean a blank, such as `NA`.
    pub(super) blanks: Vec<String>,
    /// Columns that the map leaves out on purpose, so that no note mentions them.
    pub(super) ignore: Vec<WordPattern>,
    /// Attributes of HXL hashtags that show that a column is about something else (`origin`): only
    /// a pattern that names the attribute finds the column.
    pub(super) avoid: Vec<String>,
    /// A cell with several values; each gives separate rows. `None` if the map splits no cell.
    pub(super) each: Option<EachValue>,
    /// Conditions on foreign rows that are left out.
    pub(super) skip: Vec<Condition<Reference>>,
    /// The rows that are made from a foreign row.
    pub(super) rows: Vec<RowSpec>,
}

/// Format of a foreign table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// CSV with this byte as the separator.
    Delimited(u8),
    /// JSON Lines: one object a line.
    Lines,
}

/// Where the header of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderAt {
    /// In the row with this number, where 1 is the first row of the file.
    Row(usize),
    /// In the row before the row of HXL hashtags, which is searched among the first rows.
    Hxl,
}

/// `[each.NAME]`: a cell with several values; each gives separate rows.
#[derive(Clone, Debug)]
pub(super) struct EachValue {
    /// The name by which templates refer to the value.
    pub(super) name: String,
    /// The cell to split: the first template that has a text.
    pub(super) of: Vec<Template<Reference>>,
    /// How the cell is split into values.
    pub(super) split: Split,
}

/// One `[[rows]]` table: a row that is made from each foreign row.
#[derive(Clone, Debug)]
pub(super) struct RowSpec {
    /// Factline's columns with the rules that fill them.
    pub(super) columns: Vec<(&'static str, Rule<Reference>)>,
    /// Conditions that must all be true for the row to be made.
    pub(super) only: Vec<Condition<Reference>>,
    /// Patterns of columns: the row is made once for each column that matches. Empty for a single
    /// row.
    pub(super) each_column: Vec<String>,
    /// Line of the table in the map.
    pub(super) line: usize,
}

/// How one of Factline's columns is filled.
#[derive(Clone, Debug)]
pub(super) enum Rule<R> {
    /// From the first of these texts that is not blank, each converted to its type.
    Text(Vec<TextRule<R>>),
    /// From columns with days; the result is EDTF.
    Time(Box<TimeRule<R>>),
}

/// A text from the first template that is not blank.
#[derive(Clone, Debug)]
pub(super) struct TextRule<R> {
    /// Conditions that must all be true for the text to be used.
    pub(super) only: Vec<Condition<R>>,
    pub(super) from: Vec<Template<R>>,
    /// Translates foreign words; `None` takes the text unchanged.
    pub(super) words: Option<Arc<WordTable>>,
    /// What to do with an unknown word or country.
    pub(super) unknown: UnknownWord,
    /// How the text is converted.
    pub(super) kind: TextType,
}

/// The type of a text, which decides how it is converted and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TextType {
    /// Any text, unchanged.
    Plain,
    /// A number in this format, converted to digits with a point.
    Number(NumberForm),
    /// A date in one of these formats; the first that fits is used.
    Date(Vec<DateForm>),
    /// A country by name or code, converted to its alpha-3 code.
    CountryCode,
    /// A country by name or code, converted to its name.
    CountryName,
}

/// A time made from columns with days and their precision.
#[derive(Clone, Debug)]
pub(super) struct TimeRule<R> {
    pub(super) start: Vec<Template<R>>,
    /// The last day; if it is blank, the first day is also the last, or with `open` there is none.
    pub(super) end: Vec<Template<R>>,
    /// Whether a time with a first day and a blank last day has an open end: `2016-07-17/..`.
    pub(super) is_open: bool,
    pub(super) forms: Vec<DateForm>,
    pub(super) precision: Vec<Template<R>>,
    /// Translates foreign words for a precision (`exact`, `month`) into ours. `None` if no column
    /// states the precision.
    pub(super) precisions: Option<Arc<WordTable>>,
    /// The precision if the row states none.
    pub(super) span: TimePrecision,
}

/// A condition on a foreign row: a text must or must not match some patterns.
#[derive(Clone, Debug)]
pub(super) struct Condition<R> {
    pub(super) of: Vec<Template<R>>,
    pub(super) is: Option<Vec<WordPattern>>,
    pub(super) is_not: Option<Vec<WordPattern>>,
    pub(super) blank: Option<bool>,
    /// The reason, for the note about skipped rows. `None` if the map states none.
    pub(super) because: Option<String>,
}

impl<R> Rule<R> {
    /// A rule that gives the same text in every row.
    pub(super) fn constant(text: &str) -> Self {
        Self::Text(vec![TextRule::plain(vec![Template::constant(text)], TextType::Plain)])
    }

    /// The columns that the rule reads.
    pub(super) fn holes(&self) -> Vec<&R> {
        match self {
            Self::Text(texts) => texts.iter().flat_map(|text| holes(&text.from)).collect(),
            Self::Time(time) => {
                let mut all = holes(&time.start);
                all.extend(holes(&time.end));
                all.extend(holes(&time.precision));
                all
            }
        }
    }

    /// The same rule with each reference to a column replaced by `name`. Fails if `name` fails.
    pub(super) fn map<S, E>(
        &self,
        name: &mut impl FnMut(&R) -> Result<S, E>,
    ) -> Result<Rule<S>, E> {
        Ok(match self {
            Self::Text(texts) => {
                Rule::Text(texts.iter().map(|text| text.map(name)).collect::<Result<_, _>>()?)
            }
            Self::Time(time) => Rule::Time(Box::new(TimeRule {
                start: map_all(&time.start, name)?,
                end: map_all(&time.end, name)?,
                is_open: time.is_open,
                forms: time.forms.clone(),
                precision: map_all(&time.precision, name)?,
                precisions: time.precisions.clone(),
                span: time.span,
            })),
        })
    }
}

impl<R> TextRule<R> {
    /// A text from templates, without translation or condition.
    pub(super) fn plain(from: Vec<Template<R>>, kind: TextType) -> Self {
        Self { only: Vec::new(), from, words: None, unknown: UnknownWord::Refuse, kind }
    }

    fn map<S, E>(&self, name: &mut impl FnMut(&R) -> Result<S, E>) -> Result<TextRule<S>, E> {
        Ok(TextRule {
            only: self.only.iter().map(|test| test.map(name)).collect::<Result<_, _>>()?,
            from: map_all(&self.from, name)?,
            words: self.words.clone(),
            unknown: self.unknown,
            kind: self.kind.clone(),
        })
    }
}

impl<R> Condition<R> {
    /// The same condition with each reference to a column replaced by `name`. Fails if `name`
    /// fails.
    pub(super) fn map<S, E>(
        &self,
        name: &mut impl FnMut(&R) -> Result<S, E>,
    ) -> Result<Condition<S>, E> {
        Ok(Condition {
            of: map_all(&self.of, name)?,
            is: self.is.clone(),
            is_not: self.is_not.clone(),
            blank: self.blank,
            because: self.because.clone(),
        })
    }

    /// Whether the condition is true for a text.
    pub(super) fn holds(&self, text: &str) -> bool {
        let fits = |patterns: &Vec<WordPattern>| patterns.iter().any(|pattern| pattern.fits(text));
        self.is.as_ref().is_none_or(fits)
            && !self.is_not.as_ref().is_some_and(fits)
            && self.blank.is_none_or(|blank| blank == text.is_empty())
    }
}

/// The columns that some templates read.
pub(super) fn holes<R>(templates: &[Template<R>]) -> Vec<&R> {
    templates.iter().flat_map(Template::holes).collect()
}

/// The same templates with each reference to a column replaced by `name`. Fails if `name` fails.
pub(super) fn map_all<R, S, E>(
    templates: &[Template<R>],
    name: &mut impl FnMut(&R) -> Result<S, E>,
) -> Result<Vec<Template<S>>, E> {
    templates.iter().map(|template| template.map(name)).collect()
}
