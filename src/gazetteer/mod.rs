//! Lists of places that others keep: P-codes of the common operational datasets, and tables like
//! those of GeoNames.
//!
//! Knows the columns of these lists and makes places of their rows. Must not know how places
//! are recorded: that is the business of the same import as for every other row.

mod areas;
mod countries;
mod geonames;
mod list;
mod listed;
mod other_names;
mod pcodes;

pub(crate) use list::PlaceList;
pub(crate) use listed::ListedPlaces;
