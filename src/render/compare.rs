//! Writes comparisons: pages for people, and one list of groups as JSON.

use super::json::{JsonWriter, figure};
use super::shelf::{PieceWriter, Shelf, Shelved, csv_row};
use super::{Format, Style, detail, markdown};
use crate::view::compare::{Compare, Dispute, Group, Voice, data_columns, data_rows};
use serde_json::{Value, json};
use std::io::{self, Read, Seek, Write};

/// Writes a page of groups under a title. Fails if `out` does.
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

/// Groups as data that are waiting to be written: several parts of the facts may be computed at the same time, and
/// their groups are kept here until those before them are written.
pub struct CompareShelf<F> {
    format: Format,
    is_quoted: bool,
    most: usize,
    shelf: Shelf<F>,
}

/// Some groups about one indicator at one place, one after another in the file of the shelf.
struct Piece {
    indicator: String,
    place: String,
    shelved: Shelved,
    groups: usize,
}

/// The groups of a part of the facts: those with a contradiction, and the others.
#[derive(Default)]
pub struct ComparePart {
    pieces: [Vec<Piece>; 2],
    groups: [usize; 2],
}

/// Collects the groups of one part of the facts.
pub struct PartShelf<'s, F> {
    shelf: &'s CompareShelf<F>,
    part: ComparePart,
    /// The bytes that are not in the file yet, and the number of pieces that they contain.
    bytes: [Vec<u8>; 2],
    done: [usize; 2],
}

/// The number of bytes that are written to the file at once.
const CHUNK: usize = 1 << 18;

impl<F: Read + Write + Seek> CompareShelf<F> {
    /// A shelf for at most `most` groups as CSV or JSON, with quotes if `is_quoted` is true. `file` is an empty file.
    /// Fails if groups cannot be written in the format.
    pub fn new(format: Format, is_quoted: bool, most: usize, file: F) -> io::Result<Self> {
        match format {
            Format::Html | Format::Svg | Format::Workbook => Err(format.unsupported()),
            _ => Ok(Self { format, is_quoted, most, shelf: Shelf::new(file) }),
        }
    }

    /// Whether the groups have their quotes.
    #[must_use]
    pub fn is_quoted(&self) -> bool {
        self.is_quoted
    }

    /// Adds the groups of a part of the facts.
    #[must_use]
    pub fn part(&self) -> PartShelf<'_, F> {
        PartShelf {
            shelf: self,
            part: ComparePart::default(),
            bytes: Default::default(),
            done: [0; 2],
        }
    }

    /// The pieces of a group in the output: its rows in CSV, otherwise the whole group.
    fn pieces(&self, group: &Group) -> io::Result<Vec<Vec<u8>>> {
        let mut bytes = Vec::new();
        match self.format {
            Format::Csv => return data_rows(group).map(|row| csv_row(&row)).collect(),
            Format::JsonLines => JsonWriter::compact(&mut bytes).value(&self::group(group))?,
            _ => JsonWriter::pretty_element(&mut bytes).value(&self::group(group))?,
        }
        Ok(vec![bytes])
    }
}

impl<F: Read + Write + Seek> PartShelf<'_, F> {
    /// Counts one more group, with or without a contradiction, and returns whether there may still be room for it.
    pub fn has_room(&mut self, is_contradicted: bool) -> bool {
        let list = usize::from(!is_contradicted);
        self.part.groups[list] += 1;
        self.part.groups[list] <= self.shelf.most
    }

    /// Adds a group. Fails if the file cannot be written.
    pub fn add(&mut self, group: &Group, is_contradicted: bool) -> io::Result<()> {
        let list = usize::from(!is_contradicted);
        let bytes = &mut self.bytes[list];
        let before = bytes.len();
        frame(&self.shelf.pieces(group)?, bytes);
        let pieces = &mut self.part.pieces[list];
        let is_of = |last: &Piece| last.indicator == group.indicator && last.place == group.place;
        if pieces.len() == self.done[list] || !pieces.last().is_some_and(is_of) {
            let at = u64::try_from(before).unwrap_or(u64::MAX);
            pieces.push(Piece {
                indicator: group.indicator.clone(),
                place: group.place.clone(),
                shelved: Shelved { at, bytes: 0 },
                groups: 0,
            });
        }
        if let Some(last) = pieces.last_mut() {
            last.shelved.bytes += bytes.len() - before;
            last.groups += 1;
        }
        if bytes.len() >= CHUNK { self.shelve(list) } else { Ok(()) }
    }

    fn shelve(&mut self, list: usize) -> io::Result<()> {
        let start = self.shelf.shelf.put(&self.bytes[list])?;
        self.bytes[list].clear();
        let new = &mut self.part.pieces[list][self.done[list]..];
        for piece in new {
            piece.shelved.at += start;
        }
        self.done[list] = self.part.pieces[list].len();
        Ok(())
    }

    /// All groups of the part. Fails if the file cannot be written.
    pub fn finish(mut self) -> io::Result<ComparePart> {
        (0..2).try_for_each(|list| self.shelve(list))?;
        Ok(self.part)
    }
}

/// Writes groups as data: first those with a contradiction, then the others, both by indicator and by place.
pub struct CompareWriter<'o, 's, F> {
    shelf: &'s CompareShelf<F>,
    form: PieceWriter<'o>,
    written: usize,
    /// The pieces of parts whose indicators may have further groups in the next part.
    pending: ComparePart,
    /// The groups that are written at the end.
    later: Vec<(Shelved, usize)>,
}

impl<'o, 's, F: Read + Write + Seek> CompareWriter<'o, 's, F> {
    /// Begins the output of the groups on a shelf. Fails if `out` does.
    pub fn new(shelf: &'s CompareShelf<F>, out: &'o mut dyn Write) -> io::Result<Self> {
        let form = PieceWriter::new(shelf.format, &data_columns(shelf.is_quoted), out)?;
        let (pending, later) = (ComparePart::default(), Vec::new());
        Ok(Self { shelf, form, written: 0, pending, later })
    }

    /// Adds the groups of the next part. Its indicators do not come before those of the previous part.
    pub fn join(&mut self, part: ComparePart) -> io::Result<()> {
        let ComparePart { pieces, groups } = part;
        let first = pieces.iter().flatten().map(|piece| piece.indicator.clone()).min();
        if let Some(first) = first {
            self.write_before(Some(&first))?;
        }
        for (list, more) in pieces.into_iter().enumerate() {
            self.pending.pieces[list].extend(more);
            self.pending.groups[list] += groups[list];
        }
        Ok(())
    }

    /// Writes the waiting groups of the indicators before a given one, or all of them.
    fn write_before(&mut self, end: Option<&str>) -> io::Result<()> {
        let is_before = |piece: &mut Piece| end.is_none_or(|end| piece.indicator.as_str() < end);
        for list in 0..2 {
            let mut ready: Vec<Piece> =
                self.pending.pieces[list].extract_if(.., is_before).collect();
            ready.sort_by(|a, b| (&a.indicator, &a.place).cmp(&(&b.indicator, &b.place)));
            let mut shelved = ready.into_iter().map(|piece| (piece.shelved, piece.groups));
            if list == 1 {
                self.later.extend(shelved);
            } else {
                shelved.try_for_each(|shelved| self.write(shelved))?;
            }
        }
        Ok(())
    }

    /// Writes some groups, as long as there is room.
    fn write(&mut self, (shelved, groups): (Shelved, usize)) -> io::Result<()> {
        let most = self.shelf.most - self.written;
        if most == 0 {
            return Ok(());
        }
        let bytes = self.shelf.shelf.get(shelved)?;
        let mut rest = bytes.as_slice();
        for _ in 0..groups.min(most) {
            self.written += 1;
            let number = format!("{},", self.written);
            for _ in 0..size(&mut rest)? {
                let length = size(&mut rest)?;
                let (piece, more) = rest.split_at_checked(length).ok_or_else(cut)?;
                rest = more;
                self.form.write(&number, piece)?;
            }
        }
        Ok(())
    }

    /// Writes the remaining groups, and ends the output. Returns the number of all groups, including those
    /// left out, and of those with a contradiction.
    pub fn finish(mut self) -> io::Result<(usize, usize)> {
        self.write_before(None)?;
        for shelved in std::mem::take(&mut self.later) {
            self.write(shelved)?;
        }
        self.form.finish()?;
        let [contradicted, others] = self.pending.groups;
        Ok((contradicted + others, contradicted))
    }
}

/// Appends pieces, each after its size.
fn frame(pieces: &[Vec<u8>], to: &mut Vec<u8>) {
    let size = |size: usize| u64::try_from(size).unwrap_or(u64::MAX).to_le_bytes();
    to.extend(size(pieces.len()));
    for piece in pieces {
        to.extend(size(piece.len()));
        to.extend(piece);
    }
}

/// Removes a size from the beginning of some bytes.
fn size(bytes: &mut &[u8]) -> io::Result<usize> {
    let (size, rest) = bytes.split_first_chunk().ok_or_else(cut)?;
    *bytes = rest;
    usize::try_from(u64::from_le_bytes(*size)).map_err(io::Error::other)
}

/// The error for bytes that differ from those that were written to the file.
fn cut() -> io::Error {
    io::Error::other("what was kept in a temporary file is not there any more")
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
        "disputes": disputes(&group.disputes),
        "voices": group.voices.iter().map(|one| voice(one, group.is_quoted)).collect::<Vec<_>>(),
    })
}

fn disputes(disputes: &[Dispute]) -> Vec<Value> {
    disputes.iter().map(|dispute| json!({ "days": dispute.days, "sides": dispute.sides })).collect()
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
