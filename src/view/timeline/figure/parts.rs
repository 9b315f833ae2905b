//! The figure of a lane in parts, so that a narrow page can show some of them.

/// The figure of a lane, in parts, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The parts: a figure and its time; or the steps of a process, the latest last, and then plans
    /// and forecasts.
    pub parts: Vec<String>,
    /// The index of the most important part.
    pub main: usize,
    /// Shorter forms for narrow pages, the longest first: the main part with the step before it,
    /// both sides of a contradiction without their days, or a short figure with its place. Empty if
    /// the main part alone is the short form.
    pub briefs: Vec<String>,
}

impl Figure {
    /// All parts in one line.
    #[must_use]
    pub fn join(&self) -> String {
        self.parts.join(", ")
    }

    /// The main part together with the words without which it would mislead.
    #[must_use]
    pub fn core(&self) -> String {
        self.briefs.first().or_else(|| self.parts.get(self.main)).cloned().unwrap_or_default()
    }

    /// The shortest form that is not misleading.
    #[must_use]
    pub fn least(&self) -> String {
        let all = self.parts.get(self.main).into_iter().chain(&self.briefs);
        all.min_by_key(|text| text.chars().count()).cloned().unwrap_or_default()
    }

    /// The longest form for which `fits` is true; the shortest form if none fits.
    pub fn fitted(&self, fits: impl Fn(&str) -> bool) -> String {
        let Some(main) = self.parts.get(self.main) else { return String::new() };
        // First the forms without the first parts. The main part alone is the last resort, and
        // follows below.
        let begin = usize::from(self.main + 1 < self.parts.len() || self.main == 0);
        let whole = (0..self.main + begin).map(|from| self.parts[from..].join(", "));
        let begins = (self.main + 1..self.parts.len()).rev().map(|to| self.parts[..to].join(", "));
        let pair = self.main.checked_sub(1).map(|from| self.parts[from..=self.main].join(", "));
        let core = whole.chain(pair).chain([self.core()]).chain(begins);
        let brief = [main].into_iter().chain(self.briefs.iter().skip(1)).cloned();
        core.chain(brief).find(|text| fits(text)).unwrap_or_else(|| self.least())
    }
}
