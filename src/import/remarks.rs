//! What a person should know of rows that are recorded all the same.

/// So many remarks on single rows are kept; more are counted.
const KEPT: usize = 20;

/// Remarks in the order in which they were made.
#[derive(Default)]
pub(crate) struct Remarks {
    notes: Vec<String>,
    /// How many remarks on single rows there were, kept or not.
    on_rows: usize,
    /// Quotes that were found in a text which is not here.
    quotes_without_text: usize,
}

impl Remarks {
    /// Notes something that holds for many rows.
    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// Notes something about one row.
    pub(super) fn on_row(&mut self, remark: String) {
        self.on_rows += 1;
        if self.on_rows <= KEPT {
            self.notes.push(remark);
        }
    }

    /// Counts a quote that was found in a text which is not here.
    pub(super) fn quote_without_text(&mut self) {
        self.quotes_without_text += 1;
    }

    /// The remarks so far; they are not told again.
    pub(super) fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// What is to be said of many rows at once, when all rows were read.
    pub(super) fn sums(&self) -> impl Iterator<Item = String> {
        let more = self.on_rows.saturating_sub(KEPT);
        let more = (more > 0).then(|| format!("… and {more} more remarks of that kind"));
        let quotes = self.quotes_without_text;
        let quotes = (quotes > 0).then(|| {
            format!(
                "quotes that were found in texts which are not here: {quotes}; the texts come in \
                 with a list of reports that names them as `text_file`"
            )
        });
        more.into_iter().chain(quotes)
    }
}
