//! Drafts the rules for dates: for what happened, and for the report.
//!
//! Knows date formats, and columns for the year, month and day. Must not choose the order of day and month without
//! saying so.

use crate::mapping::column_words::Role;
use crate::mapping::suggest::draft::Draft;
use crate::mapping::suggest::sample::is_swapped;
use crate::mapping::suggest::toml_text::{hole, quoted};

/// A date as a map reads it: its column, and its formats, both as TOML.
struct DateRule {
    from: String,
    forms: String,
}

impl Draft<'_> {
    /// Writes the rule for when it happened.
    pub(super) fn time(&mut self) {
        let roles = [Role::Start, Role::Date, Role::AsOf];
        let start = roles.into_iter().find_map(|role| self.of(role));
        if let Some(at) = start.filter(|at| self.is_in_words(*at)) {
            let sample = &self.samples[at];
            let (name, examples) = (&sample.name, sample.examples());
            self.out.comment(format!(
                "`{name}`: read as `add` reads times ({examples}); words that are not a time are \
                 refused"
            ));
            self.out.line(format!("when_as_stated = {}", quoted(&hole(sample))));
            return;
        }
        let rule = match start {
            Some(at) => Some(self.date(at)),
            None => self.date_of_parts(),
        };
        let of_report = self.of(Role::ReportDate).filter(|_| rule.is_none());
        let Some(rule) = rule.or_else(|| of_report.map(|at| self.date(at))) else {
            self.out.comment("No column seems to have a date: facts get no time.");
            return;
        };
        if of_report.is_some() {
            self.out.comment(
                "CHECK: no column seems to say when it happened; the day of the report is used \
                              instead.",
            );
        }
        let end = self.of(Role::End).filter(|_| self.of(Role::Start).is_some());
        let end = end.map(|at| format!(", end = {}", quoted(&hole(&self.samples[at]))));
        let (DateRule { from, forms }, end) = (rule, end.unwrap_or_default());
        self.out.line(format!("when_edtf = {{ start = {from}{end}, date = {forms} }}"));
    }

    /// Writes the rule for when the report came out.
    pub(super) fn report_date(&mut self) {
        let of_report = self.of(Role::ReportDate).filter(|at| !self.is_in_words(*at));
        let others = [Role::AsOf, Role::End, Role::Date, Role::Start];
        let other = others.into_iter().find_map(|role| self.of(role));
        let other = other.filter(|at| !self.is_in_words(*at));
        let rule = match of_report.or(other) {
            Some(at) => Some(self.date(at)),
            None => self.date_of_parts(),
        };
        if of_report.is_none() && rule.is_some() {
            self.out.comment(
                "CHECK: no column seems to say when it came out; this one is used instead. Words such as \
                 `Friday` are read against it.",
            );
        }
        if let Some(DateRule { from, forms }) = rule {
            self.out.line(format!("report_date = {{ from = {from}, date = {forms} }}"));
        } else {
            self.out.comment("No column seems to say when it came out: write it here.");
            self.out.line("report_date = \"WHEN?\"");
        }
    }

    /// Whether the times of a column are read as words: no format reads half of the values, and half of the others are
    /// times in words. If there are only a few words among dates, they are refused, and a comment says so.
    fn is_in_words(&self, at: usize) -> bool {
        let sample = &self.samples[at];
        let forms = sample.most_dates().unwrap_or_default();
        let forms: Vec<_> = forms.iter().map(|(form, _)| *form).collect();
        let others = sample.other_values(&forms);
        let read = others.iter().filter(|value| (self.reads_time)(value)).count();
        others.len() * 2 >= sample.values.len()
            && read > 0
            && read * 2 >= others.len()
            && !forms.iter().any(|form| sample.fits_swapped(form))
    }

    /// The rule for a date in separate columns for year, month and day; writes a comment with the reason. `None` if no
    /// column has the year.
    fn date_of_parts(&mut self) -> Option<DateRule> {
        let year = hole(&self.samples[self.of(Role::Year)?]);
        let month = self.of(Role::Month).map(|at| &self.samples[at]);
        let day = self.of(Role::DayOfMonth).map(|at| hole(&self.samples[at]));
        let is_name =
            month.is_some_and(|month| month.all(|value| !value.starts_with(char::is_numeric)));
        let month_form = if is_name { "%B" } else { "%m" };
        // If a part is blank, the date of a row is a month or a year; a day without a month is not a date.
        let mut rules = vec![(year.clone(), "%Y".to_owned())];
        if let Some(month) = month.map(hole) {
            rules.insert(0, (format!("{year}-{month}"), format!("%Y-{month_form}")));
            if let Some(day) = day {
                rules.insert(0, (format!("{year}-{month}-{day}"), format!("%Y-{month_form}-%d")));
            }
        }
        self.out.comment("The year, the month and the day are in separate columns.");
        let (from, forms): (Vec<_>, Vec<_>) =
            rules.iter().map(|(from, form)| (quoted(from), quoted(form))).unzip();
        let list = |items: Vec<String>| format!("[{}]", items.join(", "));
        Some(DateRule { from: list(from), forms: list(forms) })
    }

    /// The rule for the dates of a column; writes a comment with the reason.
    fn date(&mut self, at: usize) -> DateRule {
        let forms = self.date_forms(at);
        DateRule { from: quoted(&hole(&self.samples[at])), forms }
    }

    /// The date formats of a column as TOML; writes a comment with the reason.
    fn date_forms(&mut self, at: usize) -> String {
        let sample = &self.samples[at];
        let (name, count) = (&sample.name, sample.filled);
        match sample.dates().as_slice() {
            [] => {}
            [first, second, ..] if is_swapped(first, second) => {
                self.out.comment(format!(
                    "`{name}`: AMBIGUOUS: all {count} values fit {first} (the day first) and {second} \
                     (the month first), as in {}; the day first was assumed: check it",
                    sample.examples()
                ));
                return quoted(first);
            }
            [form, ..] => {
                self.out.comment(format!("`{name}`: all {count} values are dates written {form}"));
                return quoted(form);
            }
        }
        let Some(forms) = sample.most_dates() else {
            let examples = sample.examples();
            self.out.comment(format!(
                "`{name}`: no single date format fits all values ({examples}); others are refused"
            ));
            return "[\"iso\", \"%d/%m/%Y\", \"%d %B %Y\"]".to_owned();
        };
        let different = sample.values.len();
        let told: Vec<_> =
            forms.iter().map(|(form, count)| format!("{count} are {form}")).collect();
        let names: Vec<_> = forms.iter().map(|(form, _)| *form).collect();
        let others =
            sample.other_than(&names).map(|others| format!("; others are refused: {others}"));
        let (told, others) = (told.join(", "), others.unwrap_or_default());
        self.out.comment(format!("`{name}`: of {different} different values, {told}{others}"));
        for form in names.iter().filter(|form| sample.fits_swapped(form)) {
            self.out.comment(format!(
                "`{name}`: AMBIGUOUS: what is read as {form} could have day and month the other way \
                 round: check it"
            ));
        }
        let quoted: Vec<_> = names.iter().map(|form| quoted(form)).collect();
        match quoted.as_slice() {
            [one] => one.clone(),
            several => format!("[{}]", several.join(", ")),
        }
    }
}
