//! Writes comparisons: pages for people, and one list of groups as JSON.

use super::csv::CsvWriter;
use super::json::{JsonWriter, figure};
use super::{Format, Style, detail, markdown};
use crate::view::compare::{Compare, Group, Voice, data_columns, data_rows};
use crate::view::grid::Cell;
use serde_json::{Value, json};
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

/// Writes a page of groups under a title. Fails where `out` does.
pub fn compare_page(
    found: &Compare,
    title: String,
    format: Format,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = found.page(title);
    if format == Format::Markdown {
        return markdown::detail(&page, out);
    }
    detail::text(&page, style, out)
}

/// Writes groups as data, one after another. Those without a contradiction come last: they are kept in a
/// file meanwhile, since there may be very many.
pub struct CompareWriter<'o, F: Write> {
    form: Form<'o>,
    /// How many groups are written.
    written: usize,
    most: usize,
    later: Later<F>,
}

enum Form<'o> {
    Csv(&'o mut dyn Write),
    Json(JsonWriter<'o>),
    JsonLines(&'o mut dyn Write),
}

/// The groups that are written at the end.
struct Later<F: Write> {
    file: BufWriter<F>,
    groups: usize,
}

/// The parts of a group as they are written: its rows in CSV, else itself.
type Pieces = Vec<Vec<u8>>;

impl<'o, F: Read + Write + Seek> CompareWriter<'o, F> {
    /// Begins the output in CSV or JSON, of at most so many groups, which have their quotes where
    /// `is_quoted` says so. `file` is an empty one for what is written at the end. Fails where `out` does.
    pub fn new(
        format: Format,
        is_quoted: bool,
        most: usize,
        file: F,
        out: &'o mut dyn Write,
    ) -> io::Result<Self> {
        let form = match format {
            Format::Csv => {
                CsvWriter::new(out, data_columns(is_quoted).iter().map(|column| column.key))?
                    .finish()?;
                Form::Csv(out)
            }
            Format::JsonLines => Form::JsonLines(out),
            Format::Json | Format::Text | Format::Markdown => {
                let mut json = JsonWriter::pretty(out);
                json.begin("[")?;
                Form::Json(json)
            }
            Format::Html | Format::Svg | Format::Workbook => return Err(format.unsupported()),
        };
        Ok(Self { form, written: 0, most, later: Later { file: BufWriter::new(file), groups: 0 } })
    }

    /// Whether there is room for one more group, with a contradiction or without.
    #[must_use]
    pub fn has_room(&self, is_contradicted: bool) -> bool {
        let known = if is_contradicted { self.written } else { self.later.groups };
        known < self.most
    }

    /// Writes a group for which there is room, or keeps it for the end where nothing in it is contradicted.
    pub fn add(&mut self, group: &Group, is_contradicted: bool) -> io::Result<()> {
        let pieces = self.pieces(group)?;
        if !is_contradicted {
            return self.later.keep(&pieces);
        }
        self.written += 1;
        self.form.write(self.written, &pieces)
    }

    /// Writes what was kept, and ends the output.
    pub fn finish(self) -> io::Result<()> {
        let Self { mut form, mut written, most, later } = self;
        let groups = later.groups;
        let mut file = later.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        let mut file = BufReader::new(file);
        for _ in 0..groups.min(most - written) {
            written += 1;
            form.write(written, &kept(&mut file)?)?;
        }
        match form {
            Form::Json(mut json) => {
                json.end("]")?;
                json.end_line()
            }
            Form::Csv(_) | Form::JsonLines(_) => Ok(()),
        }
    }

    fn pieces(&self, group: &Group) -> io::Result<Pieces> {
        let mut bytes = Vec::new();
        match self.form {
            Form::Csv(_) => return data_rows(group).map(|row| csv_row(&row)).collect(),
            Form::Json(_) => JsonWriter::pretty_element(&mut bytes).value(&self::group(group))?,
            Form::JsonLines(_) => JsonWriter::compact(&mut bytes).value(&self::group(group))?,
        }
        Ok(vec![bytes])
    }
}

impl Form<'_> {
    /// Writes the group with a number.
    fn write(&mut self, number: usize, pieces: &Pieces) -> io::Result<()> {
        pieces.iter().try_for_each(|piece| match self {
            Self::Csv(out) => {
                write!(out, "{number},")?;
                out.write_all(piece)
            }
            Self::Json(json) => {
                json.element()?;
                json.raw(piece)
            }
            Self::JsonLines(out) => {
                out.write_all(piece)?;
                out.write_all(b"\n")
            }
        })
    }
}

fn csv_row(row: &[Cell]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut writer = CsvWriter::of_one_row(&mut bytes);
    writer.row(row.iter())?;
    writer.finish()?;
    Ok(bytes)
}

impl<F: Write> Later<F> {
    fn keep(&mut self, pieces: &Pieces) -> io::Result<()> {
        self.groups += 1;
        let length = |n: usize| u64::try_from(n).unwrap_or(u64::MAX).to_le_bytes();
        self.file.write_all(&length(pieces.len()))?;
        pieces.iter().try_for_each(|piece| {
            self.file.write_all(&length(piece.len()))?;
            self.file.write_all(piece)
        })
    }
}

/// The next group that was kept.
fn kept(file: &mut impl Read) -> io::Result<Pieces> {
    let pieces = length(file)?;
    let piece = |_| {
        let mut piece = vec![0; length(file)?];
        file.read_exact(&mut piece)?;
        Ok(piece)
    };
    (0..pieces).map(piece).collect()
}

fn length(file: &mut impl Read) -> io::Result<usize> {
    let mut bytes = [0; 8];
    file.read_exact(&mut bytes)?;
    usize::try_from(u64::from_le_bytes(bytes)).map_err(io::Error::other)
}

fn group(group: &Group) -> Value {
    let stated = group.figure.as_ref();
    json!({
        "indicator": group.indicator,
        "place": group.place,
        "scope": group.scope,
        "unit": Some(&group.unit).filter(|unit| !unit.is_empty()),
        "stands": {
            "low": stated.and_then(|one| one.low).map(figure),
            "best": stated.and_then(|one| one.best).map(figure),
            "high": stated.and_then(|one| one.high).map(figure),
            "words": group.stands,
            "as_of": group.as_of.map(|day| day.to_string()),
            "age_days": group.age_days,
            "origins_low": group.origins_low,
            "origins_high": group.origins_high,
            "grades": group.grades,
            "disputed": group.disputed,
        },
        "contradicted": group.contradicted,
        "reports": group.reports,
        "sides": group.sides,
        "voices": group.voices.iter().map(|one| voice(one, group.is_quoted)).collect::<Vec<_>>(),
    })
}

fn voice(voice: &Voice, is_quoted: bool) -> Value {
    let mut value = json!({
        "fact_id": voice.fact.to_string(),
        "says": voice.says,
        "when": voice.when,
        "claimant": Some(&voice.claimant).filter(|who| !who.is_empty()),
        "report": voice.report,
        "day": voice.day.map(|day| day.to_string()),
        "relation": voice.relation.as_str(),
        "contradicts": voice.contradicts.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "against": voice.against.map(|uid| uid.to_string()),
        "reason": voice.reason,
        "struck": voice.struck,
        "grade": Some(&voice.grade).filter(|grade| !grade.is_empty()),
    });
    if is_quoted {
        value["quote"] = json!(voice.quote);
    }
    value
}
