//! Finds countries by the names that data sets use for them.

use crate::domain::country::{Country, by_code, by_name};
use crate::domain::name::fold;

/// The country with an ISO 3166-1 code or a name. For `Myanmar (Burma)`, either name is enough.
/// `None` if the text is neither.
pub(in crate::mapping) fn find(text: &str) -> Option<Country> {
    let text = text.trim();
    let is_code =
        text.len() == 3 || (text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()));
    let code = if is_code { by_code(text) } else { None };
    code.or_else(|| named(text)).or_else(|| {
        let (before, inside) = text.strip_suffix(')')?.split_once('(')?;
        named(before.trim()).or_else(|| named(inside.trim()))
    })
}

fn named(text: &str) -> Option<Country> {
    let folded = fold(text);
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == folded);
    by_name(text).or_else(|| other.and_then(|(_, code)| by_code(code)))
}

/// Further names, case-folded, with the alpha-3 code.
#[rustfmt::skip]
const OTHER_NAMES: &[(&str, &str)] = &[
    ("afghanistan, islamic republic of", "AFG"), ("bolivia (plurinational state of)", "BOL"),
    ("bosnia", "BIH"), ("bosnia-herzegovina", "BIH"), ("brunei darussalam", "BRN"),
    ("burma", "MMR"), ("cape verde", "CPV"), ("car", "CAF"), ("central african rep.", "CAF"),
    ("congo, dem. rep.", "COD"), ("congo, democratic republic of the", "COD"),
    ("congo-brazzaville", "COG"), ("congo-kinshasa", "COD"), ("cote d'ivoire", "CIV"),
    ("czech republic", "CZE"), ("democratic people's republic of korea", "PRK"),
    ("democratic republic of congo", "COD"), ("dr congo", "COD"), ("drc", "COD"),
    ("east timor", "TLS"), ("england", "GBR"), ("great britain", "GBR"), ("holland", "NLD"),
    ("iran (islamic republic of)", "IRN"), ("iran, islamic republic of", "IRN"),
    ("islamic republic of iran", "IRN"), ("ivory coast", "CIV"),
    ("kingdom of eswatini", "SWZ"), ("korea, republic of", "KOR"),
    ("lao people's democratic republic", "LAO"), ("lao pdr", "LAO"), ("libyan arab jamahiriya", "LBY"),
    ("macedonia", "MKD"), ("micronesia (federated states of)", "FSM"), ("moldova, republic of", "MDA"),
    ("north yemen", "YEM"), ("occupied palestinian territory", "PSE"), ("opt", "PSE"), ("palestinian territories", "PSE"),
    ("palestinian territory", "PSE"), ("palestine, state of", "PSE"), ("republic of congo", "COG"),
    ("republic of korea", "KOR"), ("republic of moldova", "MDA"), ("republic of the congo", "COG"),
    ("russian federation", "RUS"), ("soviet union", "RUS"), ("state of palestine", "PSE"),
    ("swaziland", "SWZ"), ("syrian arab republic", "SYR"), ("tanzania, united republic of", "TZA"),
    ("gaza", "PSE"), ("gaza strip", "PSE"), ("macedonia, fyr", "MKD"), ("rumania", "ROU"),
    ("the gambia", "GMB"), ("timor leste", "TLS"), ("turkey", "TUR"),
    ("turkiye", "TUR"), ("uk", "GBR"), ("united republic of tanzania", "TZA"),
    ("united states of america", "USA"), ("usa", "USA"), ("vietnam", "VNM"),
    ("venezuela (bolivarian republic of)", "VEN"), ("west bank and gaza", "PSE"),
    ("yemen, republic of", "YEM"), ("zaire", "COD"), ("palestinian authority", "PSE"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_found_by_the_names_of_data_sets() {
        for (name, code) in [
            ("Syria", "SYR"),
            ("SYR", "SYR"),
            ("SY", "SYR"),
            ("Myanmar (Burma)", "MMR"),
            ("DR Congo (Zaire)", "COD"),
            ("Yemen (North Yemen)", "YEM"),
            ("Kingdom of eSwatini (Swaziland)", "SWZ"),
            ("Bosnia-Herzegovina", "BIH"),
            ("Côte d’Ivoire", "CIV"),
            ("Ivory Coast", "CIV"),
            ("Turkey", "TUR"),
            ("Iran (Islamic Republic of)", "IRN"),
        ] {
            assert_eq!(find(name).map(|country| country.alpha3), Some(code), "{name}");
        }
        assert_eq!(find("Atlantis"), None);
        assert!(
            OTHER_NAMES.iter().all(|(name, code)| fold(name) == *name && by_code(code).is_some())
        );
    }
}
