//! The command `factline place import`.

use super::context::Context;
use super::error::Failure;
use super::import::End;
use super::named_place::find;
use super::outcome::Run;
use super::remedies;
use crate::format::error::FormatError;
use crate::import::{self, ImportError};
use clap::Args;
use std::path::PathBuf;

/// Import places from a P-code list, a gazetteer or a CSV of places
#[derive(Debug, Args)]
#[command(after_help = "\
Reads CSV or TSV with the columns of OCHA's COD-AB lists (ADM1_PCODE, ADM1_EN …), of a plain P-code \
list (pcode, level, name_en, name_ar, parent_pcode, lat, lon), of GeoNames (geonameid, name, lat, \
lon, country, alternatenames; or the 19 columns of a country's file, without a header), or of factline \
(key, name, kind, parent …). admin1Pcode and `Admin 1 P-Code` mean ADM1_PCODE.

Example:
  factline place import syria-pcodes.csv")]
pub(super) struct Import {
    /// The file to read
    file: PathBuf,
    /// The sheet of a workbook to read [default: the only one that has rows]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The place that contains rows whose own parent is not known
    #[arg(long = "in", value_name = "PLACE")]
    parent: Option<String>,
    /// Show what would happen, and record nothing
    #[arg(long)]
    dry_run: bool,
}

/// The error of an import of places. If the list lacks a header or a column, the hint names a
/// command that writes a good list.
fn with_way_out(error: ImportError) -> anyhow::Error {
    let is_header = matches!(
        error,
        ImportError::Format(FormatError::Empty { .. } | FormatError::MissingColumn { .. })
    );
    if !is_header {
        return error.into();
    }
    let hint = "`factline place list -o FILE.csv` writes one with our own columns";
    Failure::new(error.to_string()).hint(hint).into()
}

impl Import {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let recorder = context.recorder()?;
        let table = import::any_table(&self.file, self.sheet.as_deref())?;
        let mut store = context.open_to_record()?;
        let parent =
            self.parent.as_deref().map(|words| find(context, &store, words)).transpose()?;
        let mut writer = store.begin()?;
        let remedies = remedies::remedies();
        let mut summary =
            import::import_places(table.source(), &mut writer, parent.as_ref(), remedies)
                .map_err(with_way_out)?;
        summary.notes.splice(0..0, table.notes().to_vec());
        let end = if self.dry_run { End::DryRun } else { End::Record };
        super::import::finish(context, writer, &recorder, &summary, end)
    }
}
