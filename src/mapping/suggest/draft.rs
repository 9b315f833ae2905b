//! Writes the draft of a map as TOML, with a comment on each column that says why it was chosen.

use crate::domain::indicator::Indicator;
use crate::format::remedy::{Remedy, RemedyWords};
use crate::mapping::column_words::Role;
use crate::mapping::suggest::assign::assign_roles;
use crate::mapping::suggest::header::HeaderRow;
use crate::mapping::suggest::sample::{ColumnLook, Sample};
use crate::mapping::suggest::toml_text::{TomlText, hole, quoted};
use crate::mapping::suggest::vocabulary::{ReadsFigure, ReadsTime, Vocabulary};
use crate::text::counts::counted;
use std::collections::BTreeSet;

/// The state of writing a draft.
pub(super) struct Draft<'s> {
    pub(super) samples: &'s [Sample],
    pub(super) indicators: &'s [Indicator],
    pub(super) words: RemedyWords,
    pub(super) reads: ReadsFigure,
    pub(super) reads_time: ReadsTime,
    /// The role of each column; `None` for columns without one.
    pub(super) taken: Vec<Option<Role>>,
    pub(super) out: TomlText,
    /// Columns without a role, each with a description of its values, for a comment.
    unplaced: Vec<String>,
}

/// The properties of a file that its first rows show.
pub(super) struct Seen<'s> {
    /// The name of the file, as the user gave it.
    pub(super) file: &'s str,
    /// The columns, each with some values.
    pub(super) samples: &'s [Sample],
    /// Number of rows that were read.
    pub(super) rows: usize,
    /// Rows that could not be split into cells: how many there are, the line of the first, and its fault.
    pub(super) faulty: Option<(usize, u64, String)>,
    /// Whether the file has a row of HXL hashtags.
    pub(super) is_hxl: bool,
    /// The row with the names of the columns.
    pub(super) header: &'s HeaderRow,
    /// Whether the rows were made from the features of a file of `GeoJSON`.
    pub(super) is_geojson: bool,
    /// Built-in maps that fit the file.
    pub(super) known: &'s [String],
}

/// The draft of a map, as TOML text.
pub(super) fn write(seen: &Seen<'_>, vocabulary: &Vocabulary<'_>) -> String {
    let Vocabulary { indicators, words, reads, reads_time, .. } = *vocabulary;
    let mut draft = Draft {
        samples: seen.samples,
        indicators,
        words,
        reads,
        reads_time,
        taken: assign_roles(seen.samples, vocabulary),
        out: TomlText::default(),
        unplaced: Vec::new(),
    };
    draft.head(seen);
    draft.totals();
    draft.out.line("[columns]");
    draft.places();
    draft.time();
    draft.report();
    draft.statement();
    draft.values();
    draft.tail();
    draft.out.text
}

impl Draft<'_> {
    fn head(&mut self, seen: &Seen<'_>) {
        let Seen { file, rows, .. } = seen;
        self.out.comment(format!(
            "A first draft of a map for {file}, from its header and {rows} rows."
        ));
        if let Some((rows, line, what)) = &seen.faulty {
            let rows = counted(*rows, "row is", "rows are");
            self.out.comment(format!("CHECK: {rows} no row of cells: line {line}: {what}"));
        }
        self.out.comment("Read it through before you use it; each `#` line says why.");
        if seen.is_geojson {
            self.out.comment(
                "The file is GeoJSON: each feature is a row, its properties are the columns, and its \
                 point is `latitude` and `longitude`.",
            );
        }
        for map in seen.known {
            let way = self.words.of(&Remedy::BuiltInMap(map.clone()));
            self.out.comment(format!("The built-in map `{map}` reads this file too{way}"));
        }
        let about = quoted(&format!("a draft for {file}"));
        self.out.line(format!("about = {about}"));
        if seen.is_hxl {
            self.out.line("header = \"hxl\"");
        }
        if !seen.is_hxl && seen.header.number > 1 {
            self.header(seen.header);
        }
        if seen.is_geojson {
            self.out.line("ignore = [\"record\"]");
        }
        let blanks: BTreeSet<_> = self.samples.iter().flat_map(|sample| &sample.blanks).collect();
        if !blanks.is_empty() {
            let list: Vec<_> = blanks.iter().map(|blank| quoted(blank)).collect();
            self.out.comment("Cells with these words count as blank.");
            self.out.line(format!("blanks = [{}]", list.join(", ")));
        }
        self.out.line("");
    }

    /// Writes the row of the header, and the names above it.
    fn header(&mut self, HeaderRow { number, groups }: &HeaderRow) {
        let above = if groups.is_empty() { "a title" } else { "words for several" };
        self.out.comment(format!("The names of the columns are in row {number}, below {above}."));
        for group in groups {
            self.out.comment(format!("  {group}"));
        }
        self.out.line(format!("header = {number}"));
    }

    /// Leaves out rows with totals of other rows, if a column of places marks them with words.
    fn totals(&mut self) {
        for role in [Role::Place, Role::Admin2, Role::Admin1, Role::Country] {
            let Some(sample) = self.of(role).map(|at| &self.samples[at]) else { continue };
            let totals: Vec<_> = sample.values.iter().filter(|word| Role::is_total(word)).collect();
            if !totals.is_empty() {
                let (place, words) =
                    (quoted(&hole(sample)), totals.into_iter().map(|word| quoted(word)));
                let words = words.collect::<Vec<_>>().join(", ");
                self.out.comment("Rows of totals are not places.");
                self.out.line("[[skip]]");
                self.out.line(format!("where = {place}\nis = [{words}]\nbecause = \"totals\"\n"));
            }
        }
    }

    pub(super) fn of(&self, role: Role) -> Option<usize> {
        self.taken.iter().position(|taken| *taken == Some(role))
    }

    /// Writes the line for a column that is used unchanged. Returns false if no column has the
    /// role.
    fn plain(&mut self, role: Role, ours: &str) -> bool {
        let Some(at) = self.of(role) else { return false };
        let sample = &self.samples[at];
        let (why, value) = (why(sample), quoted(&hole(sample)));
        let value = if role == Role::Title { format!("[{value}, \"{{file}}\"]") } else { value };
        self.out.comment(why);
        self.out.line(format!("{ours} = {value}"));
        true
    }

    fn places(&mut self) {
        let deeper = [
            (Role::Place, "place"),
            (Role::Admin2, "admin2"),
            (Role::Admin1, "admin1"),
            (Role::Country, "country"),
        ];
        // Tables go from larger places to smaller ones: if there are several, the last is the smallest.
        let of_role = |role: Role| {
            let columns = (0..self.taken.len()).rev();
            columns.filter(|at| self.taken[*at] == Some(role)).collect::<Vec<usize>>()
        };
        let named: Vec<(String, &str)> = deeper
            .iter()
            .flat_map(|(role, kind)| of_role(*role).into_iter().map(|at| (at, *kind)))
            .map(|(at, kind)| (hole(&self.samples[at]), kind))
            .collect();
        if named.is_empty() {
            self.out.comment("No column seems to name a place: write it here.");
            self.out.line("place_name = \"WHERE?\"");
        } else {
            self.out.comment("The smallest place that a row names.");
            let name = |(hole, kind): &(String, &str)| match *kind {
                "country" => format!(
                    "{{ from = {}, as = \"country name\", unknown = \"keep\" }}",
                    quoted(hole)
                ),
                _ => quoted(hole),
            };
            let names: Vec<_> = named.iter().map(name).collect();
            self.out.line(format!("place_name = [{}]", names.join(", ")));
            self.place_kind(&named);
        }
        self.plain(Role::Admin1, "admin1_name");
        self.plain(Role::Admin1Code, "admin1_code");
        self.plain(Role::Admin2, "admin2_name");
        self.plain(Role::Admin2Code, "admin2_code");
        if let Some(at) = self.of(Role::Country) {
            let (sample, from) = (&self.samples[at], quoted(&hole(&self.samples[at])));
            self.out.comment(why(sample));
            self.out.line(format!(
                "location_code = {{ from = {from}, as = \"country code\", unknown = \"blank\" }}"
            ));
        }
        if self.of(Role::Latitude).is_some() && self.of(Role::Longitude).is_some() {
            self.plain(Role::Latitude, "latitude");
            self.plain(Role::Longitude, "longitude");
        }
    }

    /// Writes the rule for the kind of place: a row that names only a province is about the
    /// province.
    fn place_kind(&mut self, named: &[(String, &str)]) {
        if named.iter().all(|(_, kind)| *kind == "place") {
            return;
        }
        let from: Vec<_> =
            named.iter().map(|(hole, kind)| quoted(&format!("{kind} {hole}"))).collect();
        let ours = |kind: &str| if kind == "place" { String::new() } else { kind.to_owned() };
        let words = |(_, kind): &(String, &str)| format!("\"{kind} *\" = \"{}\"", ours(kind));
        let words: Vec<_> = named.iter().map(words).collect();
        let (from, words) = (from.join(", "), words.join(", "));
        self.out.line(format!("place_kind = {{ from = [{from}], words = {{ {words} }} }}"));
    }

    fn report(&mut self) {
        if !self.plain(Role::Publisher, "publisher") {
            self.out.comment("No column seems to say who published it: write it here.");
            self.out.line("publisher = \"PUBLISHER?\"");
        }
        if !self.plain(Role::Title, "report_title") {
            self.out.comment("No column seems to have a title: the name of the file is used.");
            self.out.line("report_title = \"{file}\"");
        }
        self.report_date();
        self.plain(Role::Link, "report_url");
    }

    fn statement(&mut self) {
        self.plain(Role::Claimant, "claimant");
        self.plain(Role::Quote, "quote");
        self.plain(Role::Comment, "comment");
        self.plain(Role::TimeOfDay, "time_of_day");
        self.id();
        if let Some(at) = self.of(Role::Status) {
            let name = self.samples[at].name.clone();
            self.taken[at] = None;
            self.out.comment(format!(
                "`{name}` may be a status; it needs `words` to become one of ours"
            ));
        }
    }

    /// Writes the line for a column of ids. If an id names a single row, a newer file finds its facts again by it; an
    /// id that several rows share may be that of the event that they are about.
    fn id(&mut self) {
        let Some(at) = self.of(Role::Id) else { return };
        let (name, rows) = (self.samples[at].name.clone(), self.samples[at].filled);
        if self.samples[at].repeats {
            self.out.comment(format!(
                "`{name}`: several rows have the same value, so it is not an id of rows"
            ));
            self.plain(Role::Id, "thread");
        } else {
            self.out.comment(format!(
                "`{name}`: different in each of {rows} rows; with it, a newer file finds the facts of each row"
            ));
            self.plain(Role::Id, "source_row_id");
        }
    }

    fn tail(&mut self) {
        for (at, sample) in self.samples.iter().enumerate() {
            // A column with a role may be unused, for example an end without a start.
            if self.taken[at].is_some() && self.out.text.contains(&quoted_hole(sample)) {
                continue;
            }
            let looks = match sample.looks_like() {
                _ if sample.values.is_empty() => "blank in all rows looked at".to_owned(),
                Some(ColumnLook::Pcode) => format!("P-codes, as in {}", sample.examples()),
                Some(ColumnLook::YesNo) => format!("yes or no, as in {}", sample.examples()),
                Some(ColumnLook::Link) => format!("links, as in {}", sample.examples()),
                _ if sample.numbers_among(10) => format!("numbers, as in {}", sample.examples()),
                _ => sample.examples(),
            };
            let same =
                if sample.is_found { "" } else { "; it has no name, or that of another column" };
            self.unplaced.push(format!("  `{}`: {looks}{same}", sample.name));
        }
        if !self.unplaced.is_empty() {
            self.out.line("");
            self.out.comment("Columns that could not be placed; they are not read:");
            for line in std::mem::take(&mut self.unplaced) {
                self.out.comment(line);
            }
        }
    }
}

/// The placeholder of a column inside a text of TOML.
fn quoted_hole(sample: &Sample) -> String {
    quoted(&hole(sample)).trim_matches('"').to_owned()
}

/// Describes a column for a comment: its name, and examples of its values.
pub(super) fn why(sample: &Sample) -> String {
    let tag = sample.tag.as_ref().map(|tag| format!(" ({tag})")).unwrap_or_default();
    format!("`{}`{tag}: {}", sample.name, sample.examples())
}
