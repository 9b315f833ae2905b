//! Finds the row with the names of the columns: it may be below a title, or below a row of words
//! that each apply to several columns, as in a spreadsheet with merged cells above its header.

use crate::format::source::Source;
use crate::mapping::column_words::Role;
use crate::mapping::error::MapError;
use crate::mapping::foreign::reader::first_records;

/// Number of first records among which the header is searched for.
const LOOKED_AT: usize = 30;

/// The row with the names of the columns.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct HeaderRow {
    /// The number of the record, from 1.
    pub(super) number: usize,
    /// The words in the row above that each apply to several columns below: `Casualties: Killed, Injured`.
    pub(super) groups: Vec<String>,
}

/// Finds the header among the first records. A record is the header if it has more names, and more words that name
/// columns, than each record above it, has no figure, and has figures below it; otherwise the first record that is not
/// blank.
pub(super) fn find(head: &Source) -> Result<HeaderRow, MapError> {
    let records = first_records(head, LOOKED_AT)?;
    let first = records.iter().position(|record| filled(record) > 0).unwrap_or_default();
    let named = |record: &[String]| record.iter().filter(|cell| Role::of(cell).is_some()).count();
    let is_header = |at: usize| {
        let names = &records[at];
        let is_below =
            |above: &Vec<String>| filled(above) < filled(names) && named(above) < named(names);
        named(names) > 1
            && !names.iter().any(|name| is_figure(name))
            && records[..at].iter().all(is_below)
            && records[at + 1..].iter().any(|record| record.iter().any(|cell| is_figure(cell)))
    };
    let at = (first..records.len()).rev().find(|at| is_header(*at)).unwrap_or(first);
    let above = at.checked_sub(1).map(|above| &records[above]);
    let groups = above.filter(|above| filled(above) > 1 || at == 1 && !is_title(above));
    let groups = groups.map(|above| self::groups(above, &records[at])).unwrap_or_default();
    Ok(HeaderRow { number: at + 1, groups })
}

fn filled(record: &[String]) -> usize {
    record.iter().filter(|cell| !cell.is_empty()).count()
}

/// Whether a row is a title: only its first cell is not blank.
fn is_title(record: &[String]) -> bool {
    filled(record) == 1 && record.first().is_some_and(|cell| !cell.is_empty())
}

fn is_figure(cell: &str) -> bool {
    cell.starts_with(char::is_numeric)
}

/// Each word of the first row with the names below it: up to the next word, as merged cells are
/// written.
fn groups(above: &[String], names: &[String]) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for (word, name) in above.iter().zip(names) {
        match groups.last_mut() {
            _ if !word.is_empty() => groups.push(format!("{word}: {name}")),
            Some(group) => group.extend([", ", name]),
            None => {}
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(rows: &str) -> usize {
        find(&Source::bytes("f.csv", rows.as_bytes().to_vec())).unwrap().number
    }

    #[test]
    fn the_header_is_found_below_titles_and_blank_rows() {
        let rows = "Place,Killed,Date\nRafah,4,2024-03-01\n";
        assert_eq!(number(rows), 1);
        assert_eq!(number(&format!("Update,,\n{rows}")), 2);
        assert_eq!(number(&format!("Update,,\n,,\n{rows}")), 3);
        assert_eq!(number(&format!("Update\n\nas of Friday\n{rows}")), 3);
        assert_eq!(number(&format!(",,\n{rows}")), 2);
        // Blank lines are not records.
        assert_eq!(number(&format!("Update;;\n\n{}", rows.replace(',', ";"))), 2);
        assert_eq!(number(&format!("Update\n\n{}", rows.replace(',', ";"))), 2);
        // A row of data is not a header, even if its words name columns.
        assert_eq!(number("a,b,c\nkilled,injured,4\nkilled,place,date\nx,y,5\n"), 1);
    }
}
