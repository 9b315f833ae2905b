//! Drafts the rule for a figure whose bounds are in a separate column: `more than`, `about`.

use crate::mapping::column_words::Role;
use crate::mapping::suggest::bounds::{PLAIN, ours};
use crate::mapping::suggest::draft::Draft;
use crate::mapping::suggest::toml_text::{hole, quoted};

impl Draft<'_> {
    /// Writes the rules for a figure in column `at` that another column bounds. Returns false if no
    /// column does, or if the figures are not plain.
    pub(super) fn bounded_figure(&mut self, at: usize) -> bool {
        let Some(by) = self.of(Role::Qualifier) else { return false };
        let (figure, qualifier) = (&self.samples[at], &self.samples[by]);
        if figure.numbers().first() != Some(&"1234.5") {
            self.out.comment(format!(
                "`{}` bounds the figure, and is not read: say so in `value_as_stated`",
                qualifier.name
            ));
            return false;
        }
        let (value, word) = (hole(figure), hole(qualifier));
        let where_ = quoted(&word);
        let found = qualifier.values.iter().filter_map(|theirs| Some((theirs, ours(theirs)?)));
        let rules: Vec<String> = found
            .clone()
            .map(|(theirs, ours)| {
                let (from, is) = (quoted(&format!("{ours} {value}")), quoted(theirs));
                format!("  {{ from = {from}, only = {{ where = {where_}, is = {is} }} }},\n")
            })
            .collect();
        let bounding: Vec<_> = found.map(|(theirs, _)| quoted(theirs)).collect();
        let bounding = bounding.join(", ");
        let plain: Vec<_> = PLAIN.iter().map(|word| quoted(word)).collect();
        let plain = plain.join(", ");
        self.out.comment(format!(
            "`{}` bounds the figure ({}); other words than these are refused",
            qualifier.name,
            qualifier.examples()
        ));
        self.out.line(format!("value_as_stated = [\n{}]", rules.concat()));
        let (from, both) = (quoted(&value), quoted(&format!("{word} {value}")));
        self.out.line(format!(
            "value_best = [\n  {{ from = {from}, only = {{ where = {where_}, blank = true }} }},\n  \
             {{ from = {from}, only = {{ where = {where_}, is = [{plain}] }} }},\n  \
             {{ from = {both}, only = {{ where = {where_}, is_not = [{bounding}] }} }},\n]"
        ));
        true
    }
}
