//! The ids by which publishers name the rows of their data sets.

/// The data set that an id names by a prefix: `acled` of `acled:SDN1001`. `None` if the id belongs to the publisher of
/// the report. A link or a time of day (`https://…`, `12:30`) has no prefix.
#[must_use]
pub fn data_set(id: &str) -> Option<&str> {
    let (name, rest) = id.split_once(':')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    (is_name && !rest.is_empty() && !rest.starts_with("//")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_names_the_data_set_and_other_ids_have_none() {
        for (id, name) in [
            ("acled:SDN1001", Some("acled")),
            ("ucdp-ged:7", Some("ucdp-ged")),
            ("SDN1001", None),
            ("https://example.org/1", None),
            ("12:30", None),
            ("acled:", None),
            (":7", None),
            ("Row 7: killed", None),
        ] {
            assert_eq!(data_set(id), name, "{id}");
        }
    }
}
