//! Lists of places that others publish: P-codes of the common operational datasets (COD-AB), and
//! tables like those of GeoNames.
//!
//! Knows the columns of these lists and makes places of their rows. Must not know how places are
//! recorded: `import` does that.

mod areas;
mod countries;
mod geonames;
mod list;
mod listed;
mod other_names;
mod pcodes;

pub(crate) use list::PlaceList;
pub(crate) use listed::{KnownPlace, ListedPlaces};
