//! For each reason why a file cannot be read as rows, the one next step that helps.
//!
//! Knows the errors of files and the command line. Must not know the other errors, which `hints` has.

use crate::format::error::{BadBytes, FormatError, Listing, OtherFile};
use crate::format::source::STANDARD_INPUT;

/// How a program gets Parquet, and what does without it.
pub(super) const BUILD_PARQUET_IN: &str =
    "`cargo install --locked --path . --features parquet` builds it in; csv has the same columns";

/// The hint for a file that cannot be read as rows; `None` where no hint helps.
pub(super) fn format(error: &FormatError) -> Option<String> {
    let hint = match error {
        FormatError::NotText { file, why: BadBytes::OtherFile(OtherFile::Gzip) }
            if file == STANDARD_INPUT =>
        {
            "unpack it on the way: `gunzip -c FILE | factline import -`"
        }
        FormatError::NotText { why, .. } => bytes(why),
        FormatError::SameMeaning { ours, .. } => {
            return Some(format!("name the right one `{ours}`; the other is not read then"));
        }
        FormatError::Listing { listing: Listing::Changesets, .. } => {
            "`factline export --format jsonl` writes what was recorded"
        }
        FormatError::Listing { .. } => {
            "`factline export -o facts.csv` writes facts that can be read again"
        }
        FormatError::Header { .. } => "the first row names the columns, separated by commas",
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
        FormatError::TooManyKeys { .. } => {
            "the keys are the names of columns, the same in each object of a kind"
        }
        FormatError::NoObject { .. } => {
            "JSON Lines are read: one object a line, the same keys in each; `--format csv` reads \
             rows of cells"
        }
        FormatError::NoLine { .. } => {
            "`factline export --format jsonl` writes one that can be read"
        }
        FormatError::GeoJson { .. } => {
            "`factline export --format geojson` writes one that can be read again"
        }
        FormatError::Parquet { .. } => "columns of plain values are read; a CSV of them is, too",
        FormatError::NoParquet { .. } => BUILD_PARQUET_IN,
        FormatError::NoPackageInZip { .. } => "unpack it, and import the files in it",
        FormatError::Workbook { .. } => "save the sheet as `CSV UTF-8`",
        FormatError::NoSheet { .. } | FormatError::WhichSheet { .. } => "`--sheet NAME` names one",
        FormatError::NoWorkbook { .. } => "leave out --sheet",
        FormatError::Descriptor { .. } => {
            "`factline export -o FOLDER/ --format datapackage` writes one"
        }
        FormatError::Unreadable { .. } | FormatError::Package { .. } => return None,
    };
    Some(hint.to_owned())
}

/// The hint for a file that is no text of rows.
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
            "name it `….gz`, and it is unpacked while it is read"
        }
        BadBytes::OtherFile(OtherFile::WebPage) => {
            "the address may be that of a page about the file: download the file itself"
        }
        BadBytes::OtherFile(OtherFile::JsonObjects) => {
            "one object a line is read: `jq -c '.[]' FILE > FILE.jsonl` writes them so"
        }
        BadBytes::OtherFile(OtherFile::JsonLists) => {
            "CSV is read: `jq -r '.[] | @csv' FILE > FILE.csv` writes it so"
        }
        BadBytes::NotPacked => "take the `.gz` off its name, or pack it with `gzip`",
        BadBytes::DamagedZip => "fetch it again; `unzip -t FILE` says whether it is whole",
        BadBytes::DamagedPacked => "fetch it again; `gzip -t FILE` says whether it is whole",
        BadBytes::OtherFile(OtherFile::Sqlite) => {
            "it may be a Factline database: `factline --db FILE export` writes its facts"
        }
        BadBytes::OtherFile(OtherFile::Zip) => {
            "a workbook or a data package is read without `--format`, and not from standard input"
        }
        BadBytes::OtherFile(
            OtherFile::OldExcel | OtherFile::BinaryExcel | OtherFile::OpenDocument,
        ) => "save it as .xlsx without a password, or the sheet as `CSV UTF-8`",
        BadBytes::OtherFile(_) => "save the sheet as `CSV UTF-8`",
        BadBytes::Nul { .. } => "save it as `CSV UTF-8` in the program that wrote it",
        BadBytes::EndlessRow { .. } => "look for a `\"` without its partner in that line",
    }
}
