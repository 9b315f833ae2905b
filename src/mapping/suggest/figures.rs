//! Drafts the part of a map about figures: which indicator, and which number format.

use crate::domain::indicator::Indicator;
use crate::domain::name::{fold, key_of, nearest};
use crate::format::remedy::Remedy;
use crate::mapping::column_words::Role;
use crate::mapping::suggest::draft::{Draft, why};
use crate::mapping::suggest::sample::Sample;
use crate::mapping::suggest::toml_text::{constant, hole, quoted};
use crate::text::counts::counted;
use std::collections::BTreeSet;

/// The placeholder for an indicator that a person must fill in: until then, rows are refused.
const UNKNOWN: &str = "WHAT?";

/// The roles of figures, each with Factline's column.
const BOUNDS: [(Role, &str); 3] =
    [(Role::Low, "value_low"), (Role::Value, "value_best"), (Role::High, "value_high")];

/// Maximum number of different words in a column for which the draft lists translations.
const WORDS: usize = 60;

impl Draft<'_> {
    /// Writes the rules for figures: one for a column of values, a row for each column of an indicator, and one for
    /// events without any figure.
    pub(super) fn values(&mut self) {
        let counts: Vec<usize> = (0..self.taken.len())
            .filter(|at| self.taken[*at].is_some_and(|role| role.indicator().is_some()))
            .collect();
        let has_value = BOUNDS.iter().any(|(role, _)| self.of(*role).is_some());
        if has_value {
            self.column_of_values();
        }
        for at in &counts {
            let same = |other: &&usize| self.taken[**other] == self.taken[*at];
            let group: Vec<usize> = counts.iter().filter(same).copied().collect();
            // Low, best and high for one count are one figure.
            let bounds: BTreeSet<_> =
                group.iter().map(|at| Role::bound(&self.samples[*at].name)).collect();
            if bounds.len() < group.len() {
                self.columns_of_counts(&[*at], &counts);
            } else if group[0] == *at {
                self.columns_of_counts(&group, &[*at]);
            }
        }
        if !has_value && counts.is_empty() {
            self.out.comment("No column seems to have figures.");
            self.indicator(UNKNOWN);
            let dates = [Role::Start, Role::Date, Role::AsOf, Role::ReportDate, Role::Year];
            if !dates.into_iter().any(|role| self.of(role).is_some()) {
                self.out.line(format!("value_as_stated = {}", quoted(UNKNOWN)));
            }
        } else if !has_value {
            self.without_figure(&counts);
        }
    }

    /// Writes a row for the column of figures, and its bounds.
    fn column_of_values(&mut self) {
        self.out.line("\n[[rows]]");
        self.indicator("key-figure");
        let figures: Vec<(usize, &str)> =
            BOUNDS.iter().filter_map(|(role, ours)| Some((self.of(*role)?, *ours))).collect();
        for (at, ours) in &figures {
            self.figure(*at, ours);
        }
        self.whole();
        if let Some((at, _)) = figures.first() {
            self.rate(*at);
        }
        if let Some(at) = self.of(Role::Unit) {
            let unit = &self.samples[at];
            self.out.comment(why(unit));
            self.out.line(format!("unit = {}", quoted(&hole(unit))));
        }
        let columns: Vec<usize> = figures.iter().map(|(at, _)| *at).collect();
        let only = self.only(&columns, false);
        self.out.line(only);
    }

    /// Writes a row for the columns that count one thing: its figure, or its bounds. `counts` has the columns from
    /// which the scope must distinguish it.
    fn columns_of_counts(&mut self, columns: &[usize], counts: &[usize]) {
        let Some(at) = columns.first().copied() else { return };
        let role = self.taken[at].and_then(Role::indicator).unwrap_or(UNKNOWN);
        self.out.line("\n[[rows]]");
        for column in columns {
            self.out.comment(why(&self.samples[*column]));
        }
        self.out.line(format!("indicator = {}", quoted(role)));
        self.scope(at, counts);
        for column in columns {
            self.figure_or_bound(*column, columns.len() == 1);
        }
        if let [_] = counts {
            self.whole();
        }
        self.rate(at);
        if Role::counts_households(&self.samples[at].name) {
            self.out.comment("Households, and not people.");
            self.out.line("unit = \"families\"");
        }
        let only = self.only(columns, false);
        self.out.line(only);
    }

    /// Writes the rule for a column that counts: by its name, it is a figure or a bound. A single column may also bound
    /// the figure in words.
    fn figure_or_bound(&mut self, at: usize, is_alone: bool) {
        let bound = Role::bound(&self.samples[at].name);
        if bound != "value_best" && is_alone && self.reads_more_words(at) {
            let name = &self.samples[at].name;
            self.out.comment(format!(
                "CHECK: `{name}` is a bound by its name, and its cells have words: a plain number in it is \
                 read as the figure itself"
            ));
            self.figure(at, "value_best");
        } else {
            self.figure(at, bound);
        }
    }

    /// The condition that all of these columns are blank, or that at least one is not.
    fn only(&self, columns: &[usize], blank: bool) -> String {
        let holes: Vec<_> = columns.iter().map(|at| quoted(&hole(&self.samples[*at]))).collect();
        let holes = match holes.as_slice() {
            [one] => one.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        format!("only = {{ where = {holes}, blank = {blank} }}")
    }

    /// If all counts are blank in some rows, and another column names the event, writes a row for events without a
    /// figure; otherwise notes the number of rows that make no fact.
    fn without_figure(&mut self, counts: &[usize]) {
        let Some(first) = counts.first() else { return };
        let rows = self.samples[*first].says.len();
        let says_nothing = |row: &usize| counts.iter().all(|at| !self.samples[*at].says[*row]);
        let silent = (0..rows).filter(says_nothing).count();
        if silent == 0 {
            return;
        }
        let of = counted(rows, "row", "rows");
        let what =
            self.of(Role::Indicator).filter(|at| Role::names_an_event(&self.samples[*at].name));
        let only = self.only(counts, true);
        if what.is_some() {
            self.out.line("\n[[rows]]");
            self.out.comment(format!("{silent} of {of} say what happened and have no figure."));
            self.indicator("incident");
            self.out.line(only);
        } else {
            self.out.line("");
            self.out.comment(format!(
                "CHECK: {silent} of {of} have no figure and give no fact. If something happened there, add \
                 [[rows]] with"
            ));
            self.out.comment(format!("  indicator = \"incident\" and {only}"));
        }
    }

    /// Writes the scope of a column of counts, if the row or another column shows that it is only a part: the word of
    /// the row, the name of the column, or both.
    fn scope(&mut self, at: usize, counts: &[usize]) {
        let by = self.of(Role::Indicator).map(|by| &self.samples[by]);
        let is_repeated =
            counts.iter().filter(|other| self.taken[**other] == self.taken[at]).count() > 1;
        if let Some(by) = by {
            self.out.comment(format!("{}: figures of different ones are not compared", why(by)));
        }
        let origin = self.origin();
        if is_repeated {
            self.out.comment("More than one column counts this: their names distinguish them.");
        }
        let name = constant(&self.samples[at].name);
        if Role::counts_up(&self.samples[at].name) {
            self.out.comment(
                "CHECK: this seems to count up: a total since some day, and not of the day of its row. Give \
                 the row a `when_edtf` of its own, with that day as `start` and the date as `end`.",
            );
        }
        let scope = match (by.map(hole), origin) {
            (by, origin) if is_repeated => {
                let before: Vec<_> = [by, origin]
                    .into_iter()
                    .flatten()
                    .map(|part| ["[", &part, ", ]"].concat())
                    .collect();
                quoted(&(before.concat() + &name))
            }
            // The first one that is not blank is used: either column may be blank.
            (Some(by), Some(origin)) => {
                let parts = [format!("{by}, {origin}"), by, origin].map(|part| quoted(&part));
                format!("[{}]", parts.join(", "))
            }
            (Some(part), None) | (None, Some(part)) => quoted(&part),
            (None, None) => return,
        };
        self.out.line(format!("scope = {scope}"));
    }

    /// Where people come from, as a part of a scope: the smallest area first, as `from Masisi, North Kivu`. `None` if
    /// no column has it; otherwise writes a comment on the columns.
    fn origin(&mut self) -> Option<String> {
        let is_origin = |sample: &&Sample| {
            let role = Role::of(&sample.name).or_else(|| Role::of(sample.tag.as_deref()?));
            role.is_some_and(|(role, _)| role == Role::Origin)
                && !Role::is_code(&sample.name)
                && sample.looks_like().is_none()
                && !sample.numbers_among(10)
        };
        let samples = self.samples;
        let columns: Vec<&Sample> = samples.iter().filter(is_origin).collect();
        let (largest, smaller) = columns.split_first()?;
        for column in &columns {
            self.out
                .comment(format!("{}: where they come from, and not where they are", why(column)));
        }
        let smaller: Vec<_> =
            smaller.iter().rev().map(|it| ["[", &hole(it), ", ]"].concat()).collect();
        Some(format!("from {}{}", smaller.concat(), hole(largest)))
    }

    /// Whether a column contains figures in words, and reading words works for at least as many values as any number
    /// format.
    fn reads_more_words(&self, at: usize) -> bool {
        let sample = &self.samples[at];
        let read = sample.values.iter().filter(|value| (self.reads)(value)).count();
        sample.figures_in_words(self.reads) > 0
            && read >= sample.numbers_like(sample.most_numbers())
    }

    pub(super) fn figure(&mut self, at: usize, ours: &str) {
        if ours == "value_best" && self.bounded_figure(at) {
            return;
        }
        let sample = &self.samples[at];
        let hole = quoted(&hole(sample));
        let forms = sample.numbers();
        match forms.as_slice() {
            ["1234.5", others @ ..] if others.contains(&"1.234,5") && sample.has_points() => {
                let (name, examples) = (&sample.name, sample.examples());
                self.out.comment(format!(
                    "`{name}`: AMBIGUOUS: a point may stand between thousands or before decimals \
                     ({examples}); thousands were assumed: check it"
                ));
                self.out.line(format!("{ours} = {{ from = {hole}, number = \"1.234,5\" }}"));
            }
            ["1234.5", ..] => self.out.line(format!("{ours} = {hole}")),
            [] if ours == "value_best" && self.reads_more_words(at) => {
                let (name, examples) = (&sample.name, sample.examples());
                self.out.comment(format!(
                    "`{name}`: figures in words ({examples}), read as `add` reads them; words that are not a figure \
                     are refused"
                ));
                self.out.line(format!("value_as_stated = {hole}"));
            }
            [] => {
                let examples = sample.examples();
                self.out.comment(format!(
                    "`{}`: not all values are numbers written in one way ({examples}); others are \
                     refused",
                    sample.name
                ));
                let form = quoted(sample.most_numbers());
                self.out.line(format!("{ours} = {{ from = {hole}, number = {form} }}"));
            }
            [form, others @ ..] => {
                let doubt = if others.is_empty() {
                    String::new()
                } else {
                    format!("; CHECK: they could be written like {} too", others.join(" or "))
                };
                let (name, examples) = (&sample.name, sample.examples());
                self.out
                    .comment(format!("`{name}`: numbers written like {form} ({examples}){doubt}"));
                self.out.line(format!("{ours} = {{ from = {hole}, number = {} }}", quoted(form)));
            }
        }
    }

    /// Writes the rule for the indicator: a translation of a column's words, with `other` for those that are not known,
    /// or a placeholder to fill in.
    fn indicator(&mut self, other: &str) {
        let Some(at) = self.of(Role::Indicator) else {
            let way = self.words.of(&Remedy::ListIndicators);
            self.out.comment(format!(
                "No column seems to name what is counted, so write it here{way}."
            ));
            self.out.line(format!("indicator = {}", quoted(UNKNOWN)));
            return;
        };
        let sample = &self.samples[at];
        let hole = quoted(&hole(sample));
        self.out.comment(why(sample));
        self.out.comment("The indicator for each word of the file; `*` is any other word.");
        let words: Vec<String> = sample.values.iter().take(WORDS).cloned().collect();
        // A word that is already the name of an indicator needs no comment.
        let indicators = self.indicators;
        let is_ours =
            |word: &&String| names(indicators).any(|(name, _)| key_of(name) == key_of(word));
        let pairs: Vec<String> = words
            .iter()
            .filter_map(|word| {
                Some(format!("{} = {}", quoted(word), quoted(&our_word(word, self.indicators)?)))
            })
            .collect();
        let others = format!("\"*\" = {}", quoted(other));
        let blank = |word: &&String| format!("{} = \"\"", quoted(word));
        let ours: Vec<String> = words.iter().filter(is_ours).map(|word| blank(&word)).collect();
        let table = pairs.into_iter().chain([others]).collect::<Vec<_>>().join(", ");
        self.out.line(format!("indicator = {{ from = {hole}, words = {{ {table} }} }}"));
        self.out.line(format!("indicator_as_stated = {hole}"));
        self.out.comment("Figures of other names are not compared with each other.");
        if ours.is_empty() {
            self.out.line(format!("scope = {hole}"));
        } else {
            let words = ours.join(", ");
            let scope = format!("{{ from = {hole}, words = {{ {words} }}, unknown = \"keep\" }}");
            self.out.line(format!("scope = {scope}"));
        }
    }
}

/// Key of the indicator whose key, label or alias is most similar to a foreign word; `None` if none
/// is similar enough.
fn our_word(word: &str, indicators: &[Indicator]) -> Option<String> {
    let names: Vec<(&str, &str)> = names(indicators).collect();
    let exact = names.iter().find(|(name, _)| key_of(name) == key_of(word));
    let near = || {
        let near = nearest(word, names.iter().map(|(name, _)| *name), 1);
        // A name inside a longer one (`people` in `people in need`) is not similar enough.
        let close =
            near.first().filter(|name| strsim::jaro_winkler(&fold(name), &fold(word)) > 0.93)?;
        names.iter().find(|(name, _)| name == close)
    };
    exact.or_else(near).map(|(_, key)| (*key).to_owned())
}

/// Every name of the indicators, each with the key of its indicator.
fn names(indicators: &[Indicator]) -> impl Iterator<Item = (&str, &str)> {
    indicators.iter().flat_map(|indicator| {
        let names = [&indicator.key, &indicator.label].into_iter().chain(&indicator.aliases);
        names.map(|name| (name.as_str(), indicator.key.as_str()))
    })
}
