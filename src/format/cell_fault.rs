//! Cells with an error of a spreadsheet instead of a value, such as `#N/A`.
//!
//! Such a cell looks like text, and would become the name of a place. Knows the errors that spreadsheets write, in
//! several languages, and those that `workbook` writes for cells that it cannot turn into text.

use crate::format::problem::Problem;
use crate::format::row::Row;

/// The longest error of a spreadsheet, in bytes.
const LONGEST: usize = 24;
/// Errors that end in neither `!` nor `?`.
const OTHERS: &[&str] = &["#N/A", "#N/D", "#N/V", "#NV", "#ND", "#N/B", "#GETTING_DATA"];

/// The text that `workbook` writes for a cell that it cannot convert; the value itself may follow.
const OF_OURS: &[(&str, &str)] = &[
    (
        "#MERGED!",
        "one cell of the sheet over several rows: only a person can say for which row the figure is",
    ),
    (
        "#FORMULA!",
        "a formula whose result is not saved in the file: open it in a spreadsheet program, and save it",
    ),
    ("#DATE!", "a day that spreadsheet programs do not all read in the same way"),
    (
        "#DIGITS!",
        "a number of more than the fifteen digits that a spreadsheet keeps: make the cell a text",
    ),
];

/// Checks the cells of a row in the columns that are read; without `read`, in all columns. Fails with the first error
/// of a spreadsheet.
pub(crate) fn check<'r>(row: Row<'r>, read: Option<&[bool]>) -> Result<Row<'r>, Problem> {
    // Most rows end here.
    if !row.signs().number_sign {
        return Ok(row);
    }
    for (at, cell) in row.cells().iter().enumerate() {
        let is_read = read.is_none_or(|read| read.get(at).copied().unwrap_or_default());
        if is_read && let Some(fault) = fault(cell) {
            let column = row.header().get(at).cloned().unwrap_or_default();
            return Err(Problem::at(column, fault));
        }
    }
    Ok(row)
}

/// The message about a cell that has an error of a spreadsheet; `None` for every other cell.
pub(crate) fn fault(cell: &str) -> Option<String> {
    let cell = cell.trim();
    if !cell.starts_with('#') {
        return None;
    }
    let ours = OF_OURS.iter().find_map(|(error, why)| {
        let value = cell.strip_prefix(error)?.trim();
        Some(if value.is_empty() { (*why).to_owned() } else { format!("`{value}` is {why}") })
    });
    let is_sign = |c: char| c.is_uppercase() || matches!(c, '/' | '_' | '0' | '¡' | '¿');
    let inside = cell[1..].strip_suffix(['!', '?']);
    let is_error = cell.len() <= LONGEST
        && inside.is_some_and(|inside| !inside.is_empty() && inside.chars().all(is_sign));
    let is_narrow = cell.len() > 2 && cell.bytes().all(|byte| byte == b'#');
    ours.or_else(|| {
        (is_error || OTHERS.contains(&cell))
            .then(|| format!("`{cell}` is an error of the spreadsheet, not a value"))
    })
    .or_else(|| {
        is_narrow
            .then(|| "`###` is what a spreadsheet shows for a cell that is too narrow".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_spreadsheets_are_not_values() {
        let errors = ["#N/A", " #REF! ", "#DIV/0!", "#NAME?", "#BEZUG!", "#¡VALOR!", "#NV", "####"];
        for cell in errors {
            assert!(fault(cell).is_some(), "{cell}");
        }
        for cell in
            ["", "#", "#date", "#adm1+name", "#MeToo", "#1 of them!", "# A!", "N/A", "#StopTheWar!"]
        {
            assert_eq!(fault(cell), None, "{cell}");
        }
        let merged = fault("#MERGED! 44 (B2:B4)").unwrap();
        assert!(merged.starts_with("`44 (B2:B4)` is one cell"), "{merged}");
    }
}
