//! The draft as TOML: what each column was taken for, and why.

use crate::domain::indicator::Indicator;
use crate::domain::name::{fold, key_of, nearest};
use crate::format::remedy::{Remedy, RemedyWords};
use crate::mapping::suggest::roles::Role;
use crate::mapping::suggest::sample::{ColumnLook, Sample};
use std::fmt::Write;

/// More different words than this are no vocabulary.
const WORDS: usize = 60;

/// What the columns of a file were taken for.
struct Draft<'s> {
    samples: &'s [Sample],
    indicators: &'s [Indicator],
    words: RemedyWords,
    taken: Vec<Option<Role>>,
    out: String,
    /// What could not be placed, each with what its values look like.
    unplaced: Vec<String>,
}

/// What was seen of a file.
pub(super) struct Seen<'s> {
    /// The file as named.
    pub(super) file: &'s str,
    /// Its columns, each with some of its values.
    pub(super) samples: &'s [Sample],
    /// How many rows were looked at.
    pub(super) rows: usize,
    /// Whether it has a row of hashtags.
    pub(super) is_hxl: bool,
    /// The built-in maps that read the file.
    pub(super) known: &'s [String],
}

/// The draft of a map.
pub(super) fn write(seen: &Seen<'_>, indicators: &[Indicator], words: RemedyWords) -> String {
    let mut draft = Draft {
        samples: seen.samples,
        indicators,
        words,
        taken: vec![None; seen.samples.len()],
        out: String::new(),
        unplaced: Vec::new(),
    };
    draft.head(seen);
    draft.take_roles();
    draft.take_by_looks();
    draft.line("[columns]");
    draft.places();
    draft.time();
    draft.report();
    draft.statement();
    draft.values();
    draft.tail();
    draft.out
}

impl Draft<'_> {
    fn line(&mut self, line: impl AsRef<str>) {
        self.out.push_str(line.as_ref());
        self.out.push('\n');
    }

    fn comment(&mut self, words: impl AsRef<str>) {
        let words = words.as_ref().replace(char::is_control, " ");
        self.line(format!("# {words}"));
    }

    fn head(&mut self, seen: &Seen<'_>) {
        let Seen { file, rows, .. } = seen;
        self.comment(format!(
            "A first draft of a map for {file}, from its header and {rows} rows."
        ));
        self.comment("Read it through before you use it; each `#` line says why.");
        for map in seen.known {
            let way = self.words.of(&Remedy::BuiltInMap(map.clone()));
            self.comment(format!("The built-in map `{map}` reads this file too{way}"));
        }
        let about = quoted(&format!("a draft for {file}"));
        self.line(format!("about = {about}"));
        if seen.is_hxl {
            self.line("header = \"hxl\"");
        }
        let blanks: Vec<_> = ["NA", "N/A", "n/a", "-", "NULL", "nan"]
            .into_iter()
            .filter(|blank| self.samples.iter().any(|sample| sample.values.contains(*blank)))
            .collect();
        if !blanks.is_empty() {
            let list: Vec<_> = blanks.iter().map(|blank| quoted(blank)).collect();
            self.comment("Cells with these words say nothing.");
            self.line(format!("blanks = [{}]", list.join(", ")));
        }
        self.line("");
    }

    /// Takes columns by their names, the surest first: `date` comes before `entry date`.
    fn take_roles(&mut self) {
        let of = |sample: &Sample| {
            let role = Role::of(&sample.name).or_else(|| Role::of(sample.tag.as_deref()?));
            role.filter(|(role, _)| can_be_named(sample, self.samples) && fits(*role, sample))
        };
        let mut found: Vec<(usize, usize, Role)> = self
            .samples
            .iter()
            .enumerate()
            .filter_map(|(at, sample)| of(sample).map(|(role, rank)| (rank, at, role)))
            .collect();
        found.sort_by_key(|(rank, at, _)| (*rank, *at));
        for (_, at, role) in found {
            if role.indicator().is_some() || !self.taken.contains(&Some(role)) {
                self.taken[at] = Some(role);
            }
        }
    }

    /// Takes columns whose values say what they are, where no name did.
    fn take_by_looks(&mut self) {
        for (at, sample) in self.samples.iter().enumerate() {
            if self.taken[at].is_some() || !can_be_named(sample, self.samples) {
                continue;
            }
            let is_taken = |role: Role| self.taken.contains(&Some(role));
            let is_day = |form: &str| form.contains("%d") || form == "iso";
            let is_date = sample.dates().into_iter().any(is_day)
                || sample.most_dates().is_some_and(|(form, ..)| is_day(form));
            let role = match sample.looks_like() {
                Some(ColumnLook::Link) if !is_taken(Role::Link) => Some(Role::Link),
                Some(ColumnLook::CountryCode) if !is_taken(Role::Country) => Some(Role::Country),
                _ if is_date && !is_taken(Role::Date) && !is_taken(Role::Start) => Some(Role::Date),
                _ => None,
            };
            self.taken[at] = role;
        }
    }

    fn of(&self, role: Role) -> Option<usize> {
        self.taken.iter().position(|taken| *taken == Some(role))
    }

    /// A line for one of our columns that is a foreign one as it stands.
    fn plain(&mut self, role: Role, ours: &str) -> bool {
        let Some(at) = self.of(role) else { return false };
        let sample = &self.samples[at];
        let (why, value) = (why(sample), quoted(&hole(sample)));
        let value = if role == Role::Title { format!("[{value}, \"{{file}}\"]") } else { value };
        self.comment(why);
        self.line(format!("{ours} = {value}"));
        true
    }

    fn places(&mut self) {
        let deeper = [
            (Role::Place, "place"),
            (Role::Admin2, "admin2"),
            (Role::Admin1, "admin1"),
            (Role::Country, "country"),
        ];
        let named: Vec<(String, &str)> = deeper
            .iter()
            .filter_map(|(role, kind)| Some((hole(&self.samples[self.of(*role)?]), *kind)))
            .collect();
        if named.is_empty() {
            self.comment("No column seems to name a place: write it here.");
            self.line("place_name = \"WHERE?\"");
        } else {
            self.comment("The smallest place that a row names.");
            let names: Vec<_> = named.iter().map(|(hole, _)| quoted(hole)).collect();
            self.line(format!("place_name = [{}]", names.join(", ")));
            self.place_kind(&named);
        }
        self.plain(Role::Admin1, "admin1_name");
        self.plain(Role::Admin1Code, "admin1_code");
        self.plain(Role::Admin2, "admin2_name");
        self.plain(Role::Admin2Code, "admin2_code");
        if let Some(at) = self.of(Role::Country) {
            let (sample, from) = (&self.samples[at], quoted(&hole(&self.samples[at])));
            self.comment(why(sample));
            self.line(format!(
                "location_code = {{ from = {from}, as = \"country code\", unknown = \"blank\" }}"
            ));
        }
        if self.of(Role::Latitude).is_some() && self.of(Role::Longitude).is_some() {
            self.plain(Role::Latitude, "latitude");
            self.plain(Role::Longitude, "longitude");
        }
    }

    /// What a row's place is: a row that names no more than its province is about the province.
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
        self.line(format!("place_kind = {{ from = [{from}], words = {{ {words} }} }}"));
    }

    fn time(&mut self) {
        let start = self.of(Role::Start).or_else(|| self.of(Role::Date));
        let start = start.or_else(|| self.of(Role::ReportDate));
        let Some(start) = start else {
            self.comment("No column seems to hold a date: facts get no time of their own.");
            return;
        };
        let form = self.date_form(start);
        let end = self.of(Role::End).filter(|_| self.of(Role::Start).is_some());
        let end = end.map(|at| format!(", end = {}", quoted(&hole(&self.samples[at]))));
        let (start, end) = (quoted(&hole(&self.samples[start])), end.unwrap_or_default());
        self.line(format!("when_edtf = {{ start = {start}{end}, date = {form} }}"));
    }

    /// The way in which a column writes dates, as TOML, with a comment that says why.
    fn date_form(&mut self, at: usize) -> String {
        let sample = &self.samples[at];
        let forms = sample.dates();
        let (name, count) = (&sample.name, sample.filled);
        if let Some((form, fitting, other)) = sample.most_dates().filter(|_| forms.is_empty()) {
            let different = sample.values.len();
            self.comment(format!(
                "`{name}`: {fitting} of {different} different values are dates written {form}; others, \
                 such as `{other}`, are refused"
            ));
            return quoted(form);
        }
        match forms.as_slice() {
            [] => {
                let examples = sample.examples();
                self.comment(format!(
                    "`{name}`: no one way to write dates fits all values ({examples}); others are \
                     refused"
                ));
                "[\"iso\", \"%d/%m/%Y\", \"%d %B %Y\"]".to_owned()
            }
            [first, second, ..] if is_swapped(first, second) => {
                self.comment(format!(
                    "`{name}`: AMBIGUOUS: all {count} values fit {first} (the day first) and {second} \
                     (the month first), as in {}; the day first was taken: check it",
                    sample.examples()
                ));
                quoted(first)
            }
            [form, ..] => {
                self.comment(format!("`{name}`: all {count} values are dates written {form}"));
                quoted(form)
            }
        }
    }

    fn report(&mut self) {
        if !self.plain(Role::Publisher, "publisher") {
            self.comment("No column seems to say who published it: write it here.");
            self.line("publisher = \"WHO?\"");
        }
        if !self.plain(Role::Title, "report_title") {
            self.comment("No column seems to hold a title: the name of the file.");
            self.line("report_title = \"{file}\"");
        }
        let date = [Role::ReportDate, Role::End, Role::Date, Role::Start];
        if let Some(at) = date.into_iter().find_map(|role| self.of(role)) {
            let form = self.date_form(at);
            let from = quoted(&hole(&self.samples[at]));
            self.line(format!("report_date = {{ from = {from}, date = {form} }}"));
        } else {
            self.comment("No column seems to say when it came out: write it here.");
            self.line("report_date = \"WHEN?\"");
        }
        self.plain(Role::Link, "report_url");
    }

    fn statement(&mut self) {
        self.plain(Role::Claimant, "claimant");
        self.plain(Role::Quote, "quote");
        self.plain(Role::Comment, "comment");
        self.plain(Role::Id, "thread");
        if let Some(at) = self.of(Role::Status) {
            let name = self.samples[at].name.clone();
            self.taken[at] = None;
            self.comment(format!(
                "`{name}` may be a status; it needs `words` to become one of ours"
            ));
        }
    }

    /// The figures: a column of values, or a column for each indicator.
    fn values(&mut self) {
        let counts: Vec<usize> = (0..self.taken.len())
            .filter(|at| self.taken[*at].is_some_and(|role| role.indicator().is_some()))
            .collect();
        let bounds =
            [(Role::Low, "value_low"), (Role::Value, "value_best"), (Role::High, "value_high")];
        let has_value = bounds.iter().any(|(role, _)| self.of(*role).is_some());
        if has_value {
            self.line("\n[[rows]]");
            self.indicator();
            for (role, ours) in bounds {
                if let Some(at) = self.of(role) {
                    self.figure(at, ours);
                }
            }
            let holes: Vec<String> = bounds
                .iter()
                .filter_map(|(role, _)| self.of(*role))
                .map(|at| quoted(&hole(&self.samples[at])))
                .collect();
            self.line(format!("only = {{ where = [{}], blank = false }}", holes.join(", ")));
        }
        for at in &counts {
            let role = self.taken[*at].and_then(Role::indicator).unwrap_or("key-figure");
            self.line("\n[[rows]]");
            self.comment(why(&self.samples[*at]));
            self.line(format!("indicator = {}", quoted(role)));
            let repeated = counts.iter().filter(|other| self.taken[**other] == self.taken[*at]);
            if repeated.count() > 1 {
                self.comment("More than one column counts this: their names tell them apart.");
                let name = constant(&self.samples[*at].name);
                self.line(format!("scope = {}", quoted(&name)));
            }
            self.figure(*at, "value_best");
            let hole = quoted(&hole(&self.samples[*at]));
            self.line(format!("only = {{ where = {hole}, blank = false }}"));
        }
        if !has_value && counts.is_empty() {
            self.indicator();
            self.comment("No column seems to hold figures.");
            let dates = [Role::Start, Role::Date, Role::ReportDate];
            if !dates.into_iter().any(|role| self.of(role).is_some()) {
                self.line("value_as_stated = \"WHAT?\"");
            }
        }
    }

    fn figure(&mut self, at: usize, ours: &str) {
        let sample = &self.samples[at];
        let hole = quoted(&hole(sample));
        let forms = sample.numbers();
        match forms.as_slice() {
            ["1234.5", others @ ..] if others.contains(&"1.234,5") && sample.has_points() => {
                let (name, examples) = (&sample.name, sample.examples());
                self.comment(format!(
                    "`{name}`: AMBIGUOUS: a point may stand between thousands or before decimals \
                     ({examples}); thousands were taken: check it"
                ));
                self.line(format!("{ours} = {{ from = {hole}, number = \"1.234,5\" }}"));
            }
            ["1234.5", ..] => self.line(format!("{ours} = {hole}")),
            [] => {
                let examples = sample.examples();
                self.comment(format!(
                    "`{}`: not all values are numbers written in one way ({examples}); others are \
                     refused",
                    sample.name
                ));
                let form = quoted(sample.most_numbers());
                self.line(format!("{ours} = {{ from = {hole}, number = {form} }}"));
            }
            [form, others @ ..] => {
                let doubt = if others.is_empty() {
                    String::new()
                } else {
                    format!("; CHECK: they could be written like {} too", others.join(" or "))
                };
                let (name, examples) = (&sample.name, sample.examples());
                self.comment(format!("`{name}`: numbers written like {form} ({examples}){doubt}"));
                self.line(format!("{ours} = {{ from = {hole}, number = {} }}", quoted(form)));
            }
        }
    }

    /// The indicator: the words of a column translated, or one for all rows.
    fn indicator(&mut self) {
        let Some(at) = self.of(Role::Indicator) else {
            let way = self.words.of(&Remedy::ListIndicators);
            self.comment(format!("No column seems to name what is counted{way}."));
            self.line("indicator = \"key-figure\"");
            return;
        };
        let sample = &self.samples[at];
        let hole = quoted(&hole(sample));
        self.comment(why(sample));
        self.comment("What each word of theirs is among our indicators; `*` is any other word.");
        let words: Vec<String> = sample.values.iter().take(WORDS).cloned().collect();
        let pairs: Vec<String> = words
            .iter()
            .filter_map(|word| {
                Some(format!("{} = {}", quoted(word), quoted(&our_word(word, self.indicators)?)))
            })
            .collect();
        let others = "\"*\" = \"key-figure\"".to_owned();
        let table = pairs.into_iter().chain([others]).collect::<Vec<_>>().join(", ");
        self.line(format!("indicator = {{ from = {hole}, words = {{ {table} }} }}"));
        self.line(format!("indicator_as_stated = {hole}"));
        self.comment("Figures of other names are not compared with each other.");
        self.line(format!("scope = {hole}"));
    }

    fn tail(&mut self) {
        for (at, sample) in self.samples.iter().enumerate() {
            if self.taken[at].is_some() {
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
            self.unplaced.push(format!("  `{}`: {looks}", sample.name));
        }
        if !self.unplaced.is_empty() {
            self.line("");
            self.comment("Columns that could not be placed; they are not read:");
            for line in std::mem::take(&mut self.unplaced) {
                self.comment(line);
            }
        }
    }
}

/// Whether a column can hold what its name says.
fn fits(role: Role, sample: &Sample) -> bool {
    match role {
        Role::Latitude => sample.is_degrees(90.0),
        Role::Longitude => sample.is_degrees(180.0),
        Role::Date | Role::Start | Role::End | Role::ReportDate => {
            sample.values.is_empty() || sample.values.iter().any(|value| has_digit(value))
        }
        Role::Low | Role::High | Role::Value => sample.numbers_among(2),
        Role::Link => sample.looks_like() == Some(ColumnLook::Link),
        role if role.indicator().is_some() => sample.values.is_empty() || sample.numbers_among(2),
        // A number is no name of a place.
        Role::Place | Role::Admin1 | Role::Admin2 | Role::Indicator | Role::Publisher => {
            !sample.numbers_among(10)
        }
        _ => true,
    }
}

fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

/// Whether a template can name a column, and means only this one.
fn can_be_named(sample: &Sample, samples: &[Sample]) -> bool {
    let name = &sample.reference;
    let same = samples.iter().filter(|other| fold(&other.reference) == fold(name)).count();
    let signs = name.contains(['{', '}']) || name.ends_with('?') || name.trim().is_empty();
    same == 1 && !signs
}

/// Two ways to write dates that differ in which comes first, the day or the month.
fn is_swapped(first: &str, second: &str) -> bool {
    first.starts_with("%d") && second.starts_with("%m") && first[2..3] == second[2..3]
}

/// Why a column was taken: its name, and what it holds.
fn why(sample: &Sample) -> String {
    let tag = sample.tag.as_ref().map(|tag| format!(" ({tag})")).unwrap_or_default();
    format!("`{}`{tag}: {}", sample.name, sample.examples())
}

/// Our indicator for a word of theirs: the one whose key, label or other name is nearest.
fn our_word(word: &str, indicators: &[Indicator]) -> Option<String> {
    let names: Vec<(&str, &str)> = indicators
        .iter()
        .flat_map(|indicator| {
            let names = [&indicator.key, &indicator.label].into_iter().chain(&indicator.aliases);
            names.map(|name| (name.as_str(), indicator.key.as_str()))
        })
        .collect();
    let exact = names.iter().find(|(name, _)| key_of(name) == key_of(word));
    let near = || {
        let near = nearest(word, names.iter().map(|(name, _)| *name), 1);
        // A name inside a longer one (`people` in `people in need`) is not near enough.
        let close =
            near.first().filter(|name| strsim::jaro_winkler(&fold(name), &fold(word)) > 0.93)?;
        names.iter().find(|(name, _)| name == close)
    };
    exact.or_else(near).map(|(_, key)| (*key).to_owned())
}

fn hole(sample: &Sample) -> String {
    format!("{{{}}}", sample.reference)
}

/// A text in which no sign makes a hole.
fn constant(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace('[', "[[").replace(']', "]]")
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            // Writing into a text cannot fail.
            sign if sign.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(sign));
            }
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}
