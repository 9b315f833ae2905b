//! The content of listings and pages: facts arranged as numbers and words.
//!
//! Knows the domain. Must not know bytes, colours or widths, nor do any input or output;
//! [`crate::render`] decides how it looks.

pub mod both;
pub mod brief;
pub mod chart;
pub mod collected;
pub mod compare;
pub mod counts;
pub mod detail;
pub mod diff;
mod fact_words;
pub mod facts;
pub mod gaps;
pub mod grid;
pub mod lists;
pub mod map;
pub mod provenance;
pub mod reading;
mod series;
pub mod sum;
pub mod timeline;
pub mod wording;
