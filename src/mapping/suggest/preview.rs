//! Shows in comments what a draft makes of the first rows of its file, so that a wrong guess is noticed before anything
//! is imported.

use crate::format::remedy::RemedyWords;
use crate::format::row::Row;
use crate::format::source::Source;
use crate::mapping::apply::MappedReader;
use crate::mapping::error::MapError;
use crate::mapping::map::Map;
use crate::mapping::suggest::toml_text::TomlText;
use crate::text::excerpt::shortened;

/// Number of rows of the file that are shown.
const ROWS: usize = 10;
/// At most this many facts and refusals are shown: a wide table makes many facts from a row.
const LINES: usize = 30;
/// At most this many characters of a cell are shown.
const CELL: usize = 40;

/// The columns that are shown, in their order: those that reveal a wrong guess.
const SHOWN: &[&str] = &[
    "indicator",
    "scope",
    "value_as_stated",
    "value_low",
    "value_best",
    "value_high",
    "out_of",
    "per",
    "unit",
    "place_name",
    "when_as_stated",
    "when_edtf",
    "time_of_day",
    "claimant",
    "publisher",
    "report_date",
];

/// The facts that a draft makes from the first rows of its file, as comments; blank if the file has no rows. Fails if
/// the file cannot be read, or the draft is not a map.
pub(super) fn of(head: &Source, draft: &str, words: RemedyWords) -> Result<String, MapError> {
    let map = Map::parse("draft", draft)?;
    let mut reader = MappedReader::open(head, &map)?;
    let file = reader.file.clone();
    let (mut lines, mut rows, mut last) = (Vec::new(), 0, 0);
    while let Some((line, row)) = reader.next_row()? {
        rows += usize::from(line != last);
        last = line;
        if rows > ROWS || lines.len() == LINES {
            break;
        }
        let fact = match row {
            Ok(row) => Ok(fact(&row)),
            Err(problem) => Err(problem.in_row(&file, line, words)),
        };
        let said = fact.unwrap_or_else(|mut refused| {
            reader.name_column(&mut refused, words);
            format!("refused: {}", refused.reason())
        });
        lines.push(format!("  line {line}: {said}"));
    }
    let mut out = TomlText::default();
    if !lines.is_empty() {
        out.line("");
        out.comment("What this draft makes of the first rows, before names are looked up:");
        for line in &lines {
            out.comment(line);
        }
    }
    Ok(out.text)
}

/// The cells of a fact that are shown, each with its column unless the column is clear from the
/// order.
fn fact(row: &Row<'_>) -> String {
    let cell = |name: &&str| {
        let cell = shortened(row.verbatim(name)?.trim(), CELL);
        (!cell.is_empty()).then(|| match *name {
            "indicator" | "place_name" => cell.into_owned(),
            name => format!("{name} {cell}"),
        })
    };
    SHOWN.iter().filter_map(cell).collect::<Vec<_>>().join(" · ")
}
