//! Groups of `compare` as data that are waiting to be written: several parts of the facts may be compared at the same
//! time.

use super::Format;
use super::blocks::{BlockReader, BlockWriter};
use super::compare::group_as_json;
use super::json::JsonWriter;
use super::pieces::{PieceWriter, csv_row};
use super::shelf::{Filler, Shelf, Strip};
use crate::view::compare::{Group, data_columns, data_rows};
use std::io::{self, Read, Seek, Write};
use std::ops::Range;
use std::sync::Arc;

/// Groups that are kept until those before them are written.
pub struct CompareShelf<F> {
    format: Format,
    is_quoted: bool,
    most: usize,
    shelf: Shelf<F>,
}

/// Some groups about one indicator at one place, one after another on the shelf.
struct AtPlace {
    indicator: String,
    place: String,
    /// Where they are in their strip.
    range: Range<u64>,
    groups: usize,
}

/// Groups on the shelf, in the order in which they were found.
#[derive(Default)]
struct Found {
    places: Vec<AtPlace>,
    groups: usize,
}

/// The groups of a part of the facts, those with a contradiction and the others.
pub struct ComparePart([(Found, Strip); 2]);

/// Collects the groups of one part of the facts.
pub struct PartShelf<'s, F> {
    shelf: &'s CompareShelf<F>,
    found: [Found; 2],
    fillers: [Filler<'s, F>; 2],
    /// Memory for a block of a piece.
    block: Vec<u8>,
}

/// Precedes a further piece of a group, and follows the last one.
const MORE: [u8; 1] = [1];
const END: [u8; 1] = [0];

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
            found: Default::default(),
            fillers: [self.shelf.fill(), self.shelf.fill()],
            block: Vec::new(),
        }
    }
}

impl<F: Read + Write + Seek> PartShelf<'_, F> {
    /// Counts one more group, with or without a contradiction, and returns whether there may still be room for it.
    pub fn has_room(&mut self, is_contradicted: bool) -> bool {
        let found = &mut self.found[usize::from(!is_contradicted)];
        found.groups += 1;
        found.groups <= self.shelf.most
    }

    /// Adds a group. Fails if the file cannot be written.
    pub fn add(&mut self, group: &Group, is_contradicted: bool) -> io::Result<()> {
        let list = usize::from(!is_contradicted);
        let start = self.fillers[list].written();
        self.put(group, list)?;
        let end = self.fillers[list].written();
        let places = &mut self.found[list].places;
        let is_of =
            |last: &&mut AtPlace| last.indicator == group.indicator && last.place == group.place;
        match places.last_mut().filter(is_of) {
            Some(last) => {
                last.range.end = end;
                last.groups += 1;
            }
            None => places.push(AtPlace {
                indicator: group.indicator.clone(),
                place: group.place.clone(),
                range: start..end,
                groups: 1,
            }),
        }
        Ok(())
    }

    /// Puts the pieces of a group on the shelf: its rows in CSV, otherwise the whole group.
    fn put(&mut self, group: &Group, list: usize) -> io::Result<()> {
        let (filler, block, format) = (&mut self.fillers[list], &mut self.block, self.shelf.format);
        if format == Format::Csv {
            for row in data_rows(group) {
                filler.write_all(&MORE)?;
                let mut piece = BlockWriter::new(filler, block);
                csv_row(&row, &mut piece)?;
                piece.finish()?;
            }
            return filler.write_all(&END);
        }
        filler.write_all(&MORE)?;
        let mut piece = BlockWriter::new(filler, block);
        let json = match format {
            Format::JsonLines => JsonWriter::compact(&mut piece),
            _ => JsonWriter::pretty_element(&mut piece),
        };
        group_as_json(group, json)?;
        piece.finish()?;
        filler.write_all(&END)
    }

    /// All groups of the part. Fails if the file cannot be written.
    pub fn finish(self) -> io::Result<ComparePart> {
        let ([contradicted, others], [first, second]) = (self.found, self.fillers);
        Ok(ComparePart([(contradicted, first.finish()?), (others, second.finish()?)]))
    }
}

/// Writes groups as data: first those with a contradiction, then the others, both by indicator and by place.
pub struct CompareWriter<'o, 's, F> {
    shelf: &'s CompareShelf<F>,
    form: PieceWriter<'o>,
    written: usize,
    /// The groups of parts whose indicators may have further groups in the next part.
    pending: [Vec<(AtPlace, Arc<Strip>)>; 2],
    groups: [usize; 2],
    /// The groups that are written at the end.
    later: Vec<(Range<u64>, Arc<Strip>, usize)>,
}

impl<'o, 's, F: Read + Write + Seek> CompareWriter<'o, 's, F> {
    /// Begins the output of the groups on a shelf. Fails if `out` does.
    pub fn new(shelf: &'s CompareShelf<F>, out: &'o mut dyn Write) -> io::Result<Self> {
        let form = PieceWriter::new(shelf.format, &data_columns(shelf.is_quoted), out)?;
        let (pending, later) = (Default::default(), Vec::new());
        Ok(Self { shelf, form, written: 0, pending, groups: [0; 2], later })
    }

    /// Adds the groups of the next part. Its indicators do not come before those of the previous part.
    pub fn join(&mut self, part: ComparePart) -> io::Result<()> {
        let places = part.0.iter().flat_map(|(found, _)| &found.places);
        let first = places.map(|at| &at.indicator).min().cloned();
        if let Some(first) = first {
            self.write_before(Some(&first))?;
        }
        for (list, (found, strip)) in part.0.into_iter().enumerate() {
            let strip = Arc::new(strip);
            let places = found.places.into_iter().map(|place| (place, Arc::clone(&strip)));
            self.pending[list].extend(places);
            self.groups[list] += found.groups;
        }
        Ok(())
    }

    /// Writes the waiting groups of the indicators before a given one, or all of them.
    fn write_before(&mut self, end: Option<&str>) -> io::Result<()> {
        let is_before =
            |(at, _): &mut (AtPlace, Arc<Strip>)| end.is_none_or(|end| at.indicator.as_str() < end);
        for list in 0..2 {
            let mut ready: Vec<_> = self.pending[list].extract_if(.., is_before).collect();
            ready.sort_by(|(a, _), (b, _)| (&a.indicator, &a.place).cmp(&(&b.indicator, &b.place)));
            let mut ready = ready.into_iter().map(|(at, strip)| (at.range, strip, at.groups));
            if list == 1 {
                self.later.extend(ready);
            } else {
                ready.try_for_each(|(range, strip, groups)| self.write(range, &strip, groups))?;
            }
        }
        Ok(())
    }

    /// Writes some groups, as long as there is room.
    fn write(&mut self, range: Range<u64>, strip: &Strip, groups: usize) -> io::Result<()> {
        let most = self.shelf.most - self.written;
        if most == 0 {
            return Ok(());
        }
        let mut from = self.shelf.shelf.read(strip, range);
        for _ in 0..groups.min(most) {
            self.written += 1;
            let number = format!("{},", self.written);
            loop {
                let mut mark = END;
                from.read_exact(&mut mark)?;
                if mark == END {
                    break;
                }
                self.form.write(&number, &mut BlockReader::new(&mut from))?;
            }
        }
        Ok(())
    }

    /// Writes the remaining groups, and ends the output. Returns the number of all groups, including those
    /// left out, and of those with a contradiction.
    pub fn finish(mut self) -> io::Result<(usize, usize)> {
        self.write_before(None)?;
        for (range, strip, groups) in std::mem::take(&mut self.later) {
            self.write(range, &strip, groups)?;
        }
        self.form.finish()?;
        let [contradicted, others] = self.groups;
        Ok((contradicted + others, contradicted))
    }
}
