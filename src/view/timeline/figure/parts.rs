//! The figure of a lane in parts, so that as much of it is shown as there is room for.

/// The figure of a lane as it stands, in parts, in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The parts: a figure and its time, or steps with the latest last, and what is still to come.
    pub parts: Vec<String>,
    /// Which part matters most.
    pub main: usize,
    /// What stands in place of all parts where there is little room, the longest first: the main
    /// part with the step before it in brief, both sides of a contradiction without their days,
    /// or a figure in short with its place; empty where the main part alone does.
    pub briefs: Vec<String>,
}

impl Figure {
    /// All parts in one line.
    #[must_use]
    pub fn join(&self) -> String {
        self.parts.join(", ")
    }

    /// What matters of it: the main part, with what must be read with it in brief.
    #[must_use]
    pub fn core(&self) -> String {
        self.briefs.first().or_else(|| self.parts.get(self.main)).cloned().unwrap_or_default()
    }

    /// The shortest that says no less than is true.
    #[must_use]
    pub fn least(&self) -> String {
        let all = self.parts.get(self.main).into_iter().chain(&self.briefs);
        all.min_by_key(|text| text.chars().count()).cloned().unwrap_or_default()
    }

    /// As much of it as fits, the least of it in any case.
    pub fn fitted(&self, fits: impl Fn(&str) -> bool) -> String {
        let Some(main) = self.parts.get(self.main) else { return String::new() };
        // The main part alone comes last.
        let begin = usize::from(self.main + 1 < self.parts.len() || self.main == 0);
        let whole = (0..self.main + begin).map(|from| self.parts[from..].join(", "));
        let begins = (self.main + 1..self.parts.len()).rev().map(|to| self.parts[..to].join(", "));
        let pair = self.main.checked_sub(1).map(|from| self.parts[from..=self.main].join(", "));
        let core = whole.chain(pair).chain([self.core()]).chain(begins);
        let brief = [main].into_iter().chain(self.briefs.iter().skip(1)).cloned();
        core.chain(brief).find(|text| fits(text)).unwrap_or_else(|| self.least())
    }
}
