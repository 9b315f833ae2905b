//! `GeoJSON` (RFC 7946): a point for each fact whose place has one, the columns as its properties.

use super::{fields, json};
use crate::domain::selection::Selection;
use crate::wire::Table;
use std::io::{self, Write};

/// Writes the facts that have a point, one a line. Gives how many have none and were left out.
pub fn write(selection: &Selection, out: &mut dyn Write) -> io::Result<usize> {
    let table = Table::of(selection);
    let mut without = 0;
    let mut is_first = true;
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    for fact in &selection.facts {
        let place = selection.places.get(&fact.fact.place);
        let Some(point) = place.and_then(|place| place.coordinates) else {
            without += 1;
            continue;
        };
        out.write_all(if is_first { b"\n" } else { b",\n" })?;
        is_first = false;
        write!(
            out,
            "{{\"type\":\"Feature\",\"id\":\"{}\",\"geometry\":{{\"type\":\"Point\",\
             \"coordinates\":[{},{}]}},\"properties\":{{",
            fact.uid, point.longitude, point.latitude
        )?;
        json::fields(fields::fact(&table, fact), true, out)?;
        out.write_all(b"}}")?;
    }
    out.write_all(b"\n]}\n")?;
    Ok(without)
}
