//! Writes facts as `GeoJSON` (RFC 7946): one point feature for each fact whose place has
//! coordinates, with the columns as its properties.

use crate::domain::filter::Filter;
use crate::export::encode::{Syntax, in_time};
use crate::export::error::ExportError;
use crate::store::{Store, Streamed};
use std::io::Write;

/// Counts of the facts that were written as points and of those left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// The facts that match the filter, with and without coordinates.
    pub streamed: Streamed,
    /// Number of facts that were left out, because their place has no coordinates.
    pub without: usize,
}

/// Writes the facts that match the filter and whose place has coordinates, one feature on each
/// line, in the order of their time. Fails if the database cannot be read or `out` cannot be
/// written.
pub fn write(store: &Store, filter: &Filter, out: &mut dyn Write) -> Result<Points, ExportError> {
    let mut without = 0;
    let mut is_first = true;
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    let streamed = in_time(store, filter, Syntax::Json, out, |rows, fact| {
        let place = rows.table.place(fact.place);
        let Some(point) = place.and_then(|place| place.place.coordinates) else {
            without += 1;
            return Ok(());
        };
        let between = if std::mem::take(&mut is_first) { "\n" } else { ",\n" };
        write!(
            rows.bytes,
            "{between}{{\"type\":\"Feature\",\"id\":\"{}\",\"geometry\":{{\"type\":\"Point\",\
             \"coordinates\":[{},{}]}},\"properties\":{{",
            fact.uid, point.longitude, point.latitude
        )?;
        rows.fields(store, fact, true)?;
        rows.bytes.extend_from_slice(b"}}");
        Ok(())
    })?;
    out.write_all(b"\n]}\n")?;
    Ok(Points { streamed, without })
}
