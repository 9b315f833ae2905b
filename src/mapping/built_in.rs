//! The built-in maps, so that common data sets can be imported without writing a map.

/// Name and TOML text of each built-in map, sorted by name.
pub(super) const BUILT_IN: &[(&str, &str)] = &[
    ("acled", include_str!("maps/acled.toml")),
    ("hxl", include_str!("maps/hxl.toml")),
    ("reliefweb-figures", include_str!("maps/reliefweb-figures.toml")),
    ("ucdp-ged", include_str!("maps/ucdp-ged.toml")),
];
