//! Drafts the rules for columns that belong to a figure: the whole of which it is a part, the unit of time of
//! a rate, and the time of day.

use crate::domain::quantity::Per;
use crate::mapping::column_words::{Role, unit_of_time};
use crate::mapping::suggest::draft::{Draft, why};
use crate::mapping::suggest::toml_text::{hole, quoted};

impl Draft<'_> {
    /// Writes the rule for the whole of which the figure of the same row is a part.
    pub(super) fn whole(&mut self) {
        let Some(at) = self.of(Role::OutOf) else { return };
        self.out.comment("The whole of which the figure is a part.");
        self.figure(at, "out_of");
    }

    /// Writes the rule for the unit of time of a rate: from a column of such units, or from the name of the column of
    /// figures: `Trucks per day`.
    pub(super) fn rate(&mut self, figure: usize) {
        if let Some(at) = self.of(Role::Per) {
            let sample = &self.samples[at];
            let (from, told) = (quoted(&hole(sample)), why(sample));
            let ours = |word: &String| unit_of_time(word).map(Per::as_str).unwrap_or_default();
            let words = sample.values.iter().map(|word| (word, ours(word)));
            let words: Vec<_> =
                words.map(|(word, ours)| format!("{} = {}", quoted(word), quoted(ours))).collect();
            self.out.comment(told);
            let words = words.join(", ");
            self.out.line(format!("per = {{ from = {from}, words = {{ {words} }} }}"));
            return;
        }
        let name = self.samples[figure].name.to_lowercase();
        let Some(unit) = name.split_once("per ").and_then(|(_, unit)| unit_of_time(unit)) else {
            return;
        };
        self.out.comment(
            "CHECK: the name of the column says that the figure is a rate; delete this line if each row \
             counts what happened in its own time.",
        );
        self.out.line(format!("per = {}", quoted(unit.as_str())));
    }
}
