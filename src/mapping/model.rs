//! What a map says, as values. `R` is how a column is named: by a [`Reference`] in the map, or by
//! its position once the header of a file is known.

use crate::mapping::date_form::DateForm;
use crate::mapping::number_form::NumberForm;
use crate::mapping::split::Split;
use crate::mapping::template::{Reference, Template};
use crate::mapping::time_precision::TimePrecision;
use crate::mapping::words::{UnknownWord, WordPattern, WordTable};

/// All that a map says.
#[derive(Clone, Debug)]
pub(super) struct MapSpec {
    /// One line on what it reads.
    pub(super) about: String,
    /// How the file is written, where its beginning is not to be asked.
    pub(super) form: Option<Form>,
    /// Where the header stands.
    pub(super) header: HeaderAt,
    /// Cells that say nothing, such as `NA`.
    pub(super) blanks: Vec<String>,
    /// Columns that are known and not read.
    pub(super) ignore: Vec<WordPattern>,
    /// A cell that holds many values.
    pub(super) each: Option<EachValue>,
    /// Rows that are not read.
    pub(super) skip: Vec<Condition<Reference>>,
    /// What a foreign row becomes.
    pub(super) rows: Vec<RowSpec>,
}

/// How a file of rows is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Cells with this byte between them, quoted as in CSV.
    Delimited(u8),
    /// A JSON object in each line.
    Lines,
}

/// Where the names of the columns stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderAt {
    /// In this row, from 1.
    Row(usize),
    /// In the row before the row of HXL hashtags, which is among the first ones.
    Hxl,
}

/// A cell that holds many values, each of which makes rows of its own.
#[derive(Clone, Debug)]
pub(super) struct EachValue {
    /// How other columns name the value.
    pub(super) name: String,
    /// The cell that is split: the first of some texts that says something.
    pub(super) of: Vec<Template<Reference>>,
    /// How it falls into values.
    pub(super) split: Split,
}

/// One of the rows that a foreign row becomes.
#[derive(Clone, Debug)]
pub(super) struct RowSpec {
    /// Our columns and what stands in them.
    pub(super) columns: Vec<(&'static str, Rule<Reference>)>,
    /// When it is made.
    pub(super) only: Vec<Condition<Reference>>,
    /// Foreign columns for each of which it is made.
    pub(super) each_column: Vec<String>,
    /// The line of the map.
    pub(super) line: usize,
}

/// What stands in one of our columns.
#[derive(Clone, Debug)]
pub(super) enum Rule<R> {
    /// The first of some texts that says something, each read as something.
    Text(Vec<TextRule<R>>),
    /// A time of which the file has days: it becomes EDTF.
    Time(Box<TimeRule<R>>),
}

/// The first of some texts that says something.
#[derive(Clone, Debug)]
pub(super) struct TextRule<R> {
    /// What must hold of a row for the text to count.
    pub(super) only: Vec<Condition<R>>,
    pub(super) from: Vec<Template<R>>,
    /// The words it may have.
    pub(super) words: Option<WordTable>,
    /// What becomes of a word or a country that is not known.
    pub(super) unknown: UnknownWord,
    /// How the text is read: as words, a number, a date or a country.
    pub(super) kind: TextType,
}

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TextType {
    /// Words, taken as they stand.
    Plain,
    /// A number in one form.
    Number(NumberForm),
    /// A date in one of some forms.
    Date(Vec<DateForm>),
    /// A country by name or code, which becomes its alpha-3 code.
    CountryCode,
    /// The same, which becomes its name.
    CountryName,
}

/// A time of which the days and their precision are known.
#[derive(Clone, Debug)]
pub(super) struct TimeRule<R> {
    pub(super) start: Vec<Template<R>>,
    /// The last day; the first where it is blank.
    pub(super) end: Vec<Template<R>>,
    pub(super) forms: Vec<DateForm>,
    pub(super) precision: Vec<Template<R>>,
    /// Their words for spans.
    pub(super) precisions: Option<WordTable>,
    /// The span where no precision is said.
    pub(super) span: TimePrecision,
}

/// A test of a row.
#[derive(Clone, Debug)]
pub(super) struct Condition<R> {
    pub(super) of: Vec<Template<R>>,
    pub(super) is: Option<Vec<WordPattern>>,
    pub(super) is_not: Option<Vec<WordPattern>>,
    pub(super) blank: Option<bool>,
    /// Why, for the note that tells of it.
    pub(super) because: Option<String>,
}

impl<R> Rule<R> {
    /// A text that is the same in every row.
    pub(super) fn constant(text: &str) -> Self {
        Self::Text(vec![TextRule::plain(vec![Template::constant(text)], TextType::Plain)])
    }

    /// The columns it names.
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

    /// The same with columns named otherwise.
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
                forms: time.forms.clone(),
                precision: map_all(&time.precision, name)?,
                precisions: time.precisions.clone(),
                span: time.span,
            })),
        })
    }
}

impl<R> TextRule<R> {
    /// A text as it stands.
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
    /// The same with columns named otherwise.
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

    /// Whether a text passes.
    pub(super) fn holds(&self, text: &str) -> bool {
        let fits = |patterns: &Vec<WordPattern>| patterns.iter().any(|pattern| pattern.fits(text));
        self.is.as_ref().is_none_or(fits)
            && !self.is_not.as_ref().is_some_and(fits)
            && self.blank.is_none_or(|blank| blank == text.is_empty())
    }
}

/// The columns that some texts name.
pub(super) fn holes<R>(templates: &[Template<R>]) -> Vec<&R> {
    templates.iter().flat_map(Template::holes).collect()
}

/// The same texts with columns named otherwise.
pub(super) fn map_all<R, S, E>(
    templates: &[Template<R>],
    name: &mut impl FnMut(&R) -> Result<S, E>,
) -> Result<Vec<Template<S>>, E> {
    templates.iter().map(|template| template.map(name)).collect()
}
