//! For each reason why a file cannot be read as rows, the next step that helps.
//!
//! Knows the errors of files and the command line. Must not know the other errors, which `hints` has.

use crate::format::error::{BadBytes, FormatError, Listing, OtherFile};
use crate::format::source::STANDARD_INPUT;

/// How to get a program that reads Parquet, and what to do without it.
pub(super) const BUILD_PARQUET_IN: &str =
    "`cargo install --locked --path . --features parquet` builds it in; csv has the same columns";

/// The advice for a page whose characters are not in the encoding that the page states.
pub(super) const PAGE_ENCODING: &str = "convert it, from windows-1251 for Russian, windows-1256 for Arabic, windows-1252 for others: `iconv -f windows-1251 \
     -t utf-8 FILE > page.html`; or save it anew in a browser that shows it right";

/// The hint for a file that cannot be read as rows; `None` if no hint helps.
pub(super) fn format(error: &FormatError) -> Option<String> {
    let hint = match error {
        FormatError::NotText { file, why: BadBytes::OtherFile(OtherFile::Gzip) }
            if file == STANDARD_INPUT =>
        {
            "unpack it first: `gunzip -c FILE | factline import -`"
        }
        FormatError::NotText { why, .. } => bytes(why),
        FormatError::SameMeaning { ours, columns, .. } => return Some(same_meaning(ours, columns)),
        FormatError::Listing { listing: Listing::Changesets, .. } => {
            "`factline export --format jsonl` writes what was recorded"
        }
        FormatError::Listing { .. } => {
            "`factline export -o facts.csv` writes facts that can be read again"
        }
        FormatError::Header { .. } => {
            "the first row must name the columns, separated by commas; delete titles above the names, or \
             say in a map in which row the names are: `header = 3`"
        }
        FormatError::Facts { .. } => "`factline import FILE` records facts",
        FormatError::RepeatedColumn { column, .. } => {
            return Some(format!("rename or delete one of the columns `{column}`"));
        }
        FormatError::MissingColumn { like: Some((theirs, ours)), .. } => {
            return Some(format!("if `{theirs}` is that column, name it `{ours}`"));
        }
        FormatError::MissingColumn { .. } | FormatError::Empty { .. } => {
            "`factline export` writes a file with every column"
        }
        FormatError::TooManyKeys { .. }
        | FormatError::NoObject { .. }
        | FormatError::NoLine { .. }
        | FormatError::GeoJson { .. }
        | FormatError::Outlines { .. }
        | FormatError::Parquet { .. }
        | FormatError::NoParquet { .. }
        | FormatError::NoPackageInZip { .. }
        | FormatError::Workbook { .. }
        | FormatError::NoSheet { .. }
        | FormatError::WhichSheet { .. }
        | FormatError::NoWorkbook { .. }
        | FormatError::Descriptor { .. } => return of_kind(error).map(str::to_owned),
        FormatError::Unreadable { .. } | FormatError::Package { .. } => return None,
    };
    Some(hint.to_owned())
}

/// The hint for columns of which only one can be the column `ours`.
fn same_meaning(ours: &str, columns: &[String]) -> String {
    // A `date` beside the time of the event is usually that of the report.
    let is_time = ours.starts_with("when_") && columns.iter().any(|name| name == "date");
    let of_report = "if `date` is the day of the report, name it `report_date`; else ";
    let start = if is_time { of_report } else { "" };
    format!("{start}name the right one `{ours}`; the other is not read then")
}

/// The hint for a kind of file other than CSV: JSON, a workbook, a package; `None` if no hint helps.
fn of_kind(error: &FormatError) -> Option<&'static str> {
    Some(match error {
        FormatError::TooManyKeys { .. } => {
            "the keys are the columns, so all objects of a kind must have the same ones"
        }
        FormatError::NoObject { .. } => {
            "in JSON Lines each line is one object, with the same keys in each; for rows of cells give \
             `--format csv`"
        }
        FormatError::NoLine { .. } => {
            "`factline export --format jsonl` writes one that can be read"
        }
        FormatError::GeoJson { .. } => {
            "`factline export --format geojson` writes one that can be read again"
        }
        FormatError::Outlines { .. } => {
            "give lines or areas with longitudes and latitudes (WGS 84), as `ogr2ogr -t_srs EPSG:4326` writes them"
        }
        FormatError::Parquet { .. } => "only columns of plain values can be read; save them as CSV",
        FormatError::NoParquet { .. } => BUILD_PARQUET_IN,
        FormatError::NoPackageInZip { .. } => "unpack it, and import the files in it",
        FormatError::Workbook { .. } => "save the sheet as `CSV UTF-8`",
        FormatError::WhichSheet { sheets, .. } if sheets.iter().any(|name| name == "facts") => {
            "`--sheet facts` reads the facts; to restore everything, use an export as jsonl, a data package or \
             a database"
        }
        FormatError::NoSheet { .. } | FormatError::WhichSheet { .. } => "`--sheet NAME` names one",
        FormatError::NoWorkbook { .. } => "leave out --sheet",
        FormatError::Descriptor { .. } => {
            "`factline export -o FOLDER/ --format datapackage` writes one"
        }
        _ => return None,
    })
}

/// The hint for a file that is not text of rows.
fn bytes(why: &BadBytes) -> &'static str {
    match why {
        BadBytes::NotUtf8 { .. } => {
            "save it as `CSV UTF-8`, or convert it: `iconv -f WINDOWS-1252 -t UTF-8 FILE > FILE.utf8.csv`"
        }
        BadBytes::OtherEncoding(name) if name.starts_with("UTF-32") => {
            "save it as `CSV UTF-8`, or convert it: `iconv -f UTF-32 -t UTF-8 FILE > FILE.utf8.csv`"
        }
        BadBytes::OtherEncoding(_) => {
            "save it as `CSV UTF-8`, or convert it: `iconv -f UTF-16 -t UTF-8 FILE > FILE.utf8.csv`"
        }
        BadBytes::OtherFile(OtherFile::Gzip) => {
            "give it a name that ends in `.gz`; then it is unpacked while it is read"
        }
        BadBytes::OtherFile(OtherFile::WebPage) => {
            "if it is a saved page: factline report add FILE; if it should be a table, download the file itself, since \
             the address may be that of a page about it"
        }
        BadBytes::OtherFile(OtherFile::JsonObjects) => {
            "write one object a line: `jq -c '.[]' FILE > FILE.jsonl`"
        }
        BadBytes::OtherFile(OtherFile::JsonLists) => {
            "write it as CSV: `jq -r '.[] | @csv' FILE > FILE.csv`"
        }
        BadBytes::NotPacked => "take the `.gz` off its name, or pack it with `gzip`",
        BadBytes::DamagedZip => "download it again; `unzip -t FILE` checks it",
        BadBytes::DamagedPacked => "download it again; `gzip -t FILE` checks it",
        BadBytes::OtherFile(OtherFile::Sqlite) => {
            "if it is a Factline database, `factline --db FILE export` writes its facts"
        }
        BadBytes::OtherFile(OtherFile::Zip) => {
            "a workbook or a data package is read without `--format`, and not from standard input"
        }
        BadBytes::OtherFile(
            OtherFile::OldExcel | OtherFile::BinaryExcel | OtherFile::OpenDocument,
        ) => "save it as .xlsx without a password, or the sheet as `CSV UTF-8`",
        BadBytes::OtherFile(_) => "save the sheet as `CSV UTF-8`",
        BadBytes::Nul { .. } => "save it as `CSV UTF-8` in the program that wrote it",
        BadBytes::EndlessRow { .. } => "look for an unpaired `\"` in that line",
    }
}
