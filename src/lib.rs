//! Factline keeps what reports say about a war or a disaster: each fact with its quote, who
//! claims it, and its link.
//!
//! ```text
//!  text in             the facts                         what to say              how it looks
//!  argv, CSV  ─parse─▶ domain: Draft → Fact ─put─▶ store ─get─▶ view ──write──▶ render ──▶ bytes
//!  words      ─read──▶ language                    SQLite       Grid, Timeline
//! ```
//!
//! The layers use each other in one direction only. Checking a [`domain::fact::Draft`] is the only way to make a
//! [`domain::fact::Fact`]; [`store`] has the only SQL; [`view`] decides the content of a listing and [`render`] writes
//! it; `cli` calls each stage once. `docs/design.md` describes the code in more detail.

pub mod capture;
pub mod cli;
pub mod domain;
pub mod export;
pub mod format;
pub mod gazetteer;
pub mod import;
pub mod language;
pub mod mapping;
pub mod render;
pub mod sheet;
pub mod store;
pub mod text;
pub mod view;
pub mod wire;
pub mod workbook;
