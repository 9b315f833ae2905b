//! Tests of imports and exports as a whole, with a real database.

mod areas;
mod broken;
mod column_names;
mod database;
mod described;
mod doubts;
mod drafts;
mod formats;
mod hashtags;
mod hxl;
mod listings;
mod lists;
mod lossless;
mod maps;
mod mended;
mod merged;
mod packages;
#[cfg(feature = "parquet")]
mod parquet;
mod plausible;
mod recorded_world;
mod refusals;
mod releases;
mod repeats;
mod replaced;
mod retractions;
mod round_trip;
mod statements;
mod support;
mod telling;
mod told;
mod wild;
mod workbooks;
mod world;
