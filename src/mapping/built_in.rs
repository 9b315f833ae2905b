//! The maps that are built in.

/// The maps that are built in: name and TOML.
pub(super) const BUILT_IN: &[(&str, &str)] = &[
    ("acled", include_str!("maps/acled.toml")),
    ("hxl", include_str!("maps/hxl.toml")),
    ("reliefweb-figures", include_str!("maps/reliefweb-figures.toml")),
    ("ucdp-ged", include_str!("maps/ucdp-ged.toml")),
];
