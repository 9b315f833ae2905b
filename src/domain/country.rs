//! Countries by ISO 3166-1 code, with English names.
//!
//! Contains only this table. Kosovo has the user-assigned code in common use, since ISO assigns
//! none. Names follow everyday use, so that people find them.

use crate::domain::name::fold;

/// A country or territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code (`SY`), with which P-codes begin.
    pub alpha2: &'static str,
    /// ISO 3166-1 alpha-3 code (`SYR`), which the database stores.
    pub alpha3: &'static str,
    /// The short English name of ISO 3166 (`Syrian Arab Republic`).
    pub name: &'static str,
}

/// The error for words that are not an assigned alpha-3 code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{given}` is not an ISO 3166-1 alpha-3 code ({})",
    meant.map_or_else(|| "such as SYR".to_owned(), |it| format!("{} is {}", it.name, it.alpha3))
)]
pub struct NoCountryCode {
    /// The user's words, trimmed.
    pub given: String,
    /// The country that the user probably meant, if the words are a country's name or alpha-2 code;
    /// else `None`.
    pub meant: Option<Country>,
}

/// Normalizes an ISO 3166-1 alpha-3 code to capitals (`SYR`). Fails if ISO assigns the code to no country, so that a
/// misspelt code is not recorded.
pub fn recorded_code(words: &str) -> Result<String, NoCountryCode> {
    let given = words.trim();
    match by_code(given) {
        Some(country) if given.len() == 3 => Ok(country.alpha3.to_owned()),
        meant => Err(NoCountryCode { given: given.to_owned(), meant: meant.or(by_name(given)) }),
    }
}

/// The country with an alpha-2 or alpha-3 code, in upper or lower case; `None` if there is none.
#[must_use]
pub fn by_code(code: &str) -> Option<Country> {
    let code = code.trim().to_ascii_uppercase();
    COUNTRIES
        .iter()
        .find(|(alpha2, alpha3, _)| code == *alpha2 || code == *alpha3)
        .map(|&(alpha2, alpha3, name)| Country { alpha2, alpha3, name })
}

/// The country with a name, ignoring case and accents; `None` if there is none.
#[must_use]
pub fn by_name(name: &str) -> Option<Country> {
    let folded = fold(name);
    COUNTRIES
        .iter()
        .find(|(_, _, known)| fold(known) == folded)
        .map(|&(alpha2, alpha3, name)| Country { alpha2, alpha3, name })
}

#[rustfmt::skip]
const COUNTRIES: &[(&str, &str, &str)] = &[
    ("AD", "AND", "Andorra"), ("AE", "ARE", "United Arab Emirates"), ("AF", "AFG", "Afghanistan"),
    ("AG", "ATG", "Antigua and Barbuda"), ("AI", "AIA", "Anguilla"), ("AL", "ALB", "Albania"),
    ("AM", "ARM", "Armenia"), ("AO", "AGO", "Angola"), ("AQ", "ATA", "Antarctica"),
    ("AR", "ARG", "Argentina"), ("AS", "ASM", "American Samoa"), ("AT", "AUT", "Austria"),
    ("AU", "AUS", "Australia"), ("AW", "ABW", "Aruba"), ("AX", "ALA", "Åland Islands"),
    ("AZ", "AZE", "Azerbaijan"), ("BA", "BIH", "Bosnia and Herzegovina"), ("BB", "BRB", "Barbados"),
    ("BD", "BGD", "Bangladesh"), ("BE", "BEL", "Belgium"), ("BF", "BFA", "Burkina Faso"),
    ("BG", "BGR", "Bulgaria"), ("BH", "BHR", "Bahrain"), ("BI", "BDI", "Burundi"),
    ("BJ", "BEN", "Benin"), ("BL", "BLM", "Saint Barthélemy"), ("BM", "BMU", "Bermuda"),
    ("BN", "BRN", "Brunei"), ("BO", "BOL", "Bolivia"),
    ("BQ", "BES", "Bonaire, Sint Eustatius and Saba"), ("BR", "BRA", "Brazil"),
    ("BS", "BHS", "Bahamas"), ("BT", "BTN", "Bhutan"), ("BV", "BVT", "Bouvet Island"),
    ("BW", "BWA", "Botswana"), ("BY", "BLR", "Belarus"), ("BZ", "BLZ", "Belize"),
    ("CA", "CAN", "Canada"), ("CC", "CCK", "Cocos (Keeling) Islands"),
    ("CD", "COD", "Democratic Republic of the Congo"), ("CF", "CAF", "Central African Republic"),
    ("CG", "COG", "Congo"), ("CH", "CHE", "Switzerland"), ("CI", "CIV", "Côte d'Ivoire"),
    ("CK", "COK", "Cook Islands"), ("CL", "CHL", "Chile"), ("CM", "CMR", "Cameroon"),
    ("CN", "CHN", "China"), ("CO", "COL", "Colombia"), ("CR", "CRI", "Costa Rica"),
    ("CU", "CUB", "Cuba"), ("CV", "CPV", "Cabo Verde"), ("CW", "CUW", "Curaçao"),
    ("CX", "CXR", "Christmas Island"), ("CY", "CYP", "Cyprus"), ("CZ", "CZE", "Czechia"),
    ("DE", "DEU", "Germany"), ("DJ", "DJI", "Djibouti"), ("DK", "DNK", "Denmark"),
    ("DM", "DMA", "Dominica"), ("DO", "DOM", "Dominican Republic"), ("DZ", "DZA", "Algeria"),
    ("EC", "ECU", "Ecuador"), ("EE", "EST", "Estonia"), ("EG", "EGY", "Egypt"),
    ("EH", "ESH", "Western Sahara"), ("ER", "ERI", "Eritrea"), ("ES", "ESP", "Spain"),
    ("ET", "ETH", "Ethiopia"), ("FI", "FIN", "Finland"), ("FJ", "FJI", "Fiji"),
    ("FK", "FLK", "Falkland Islands"), ("FM", "FSM", "Micronesia"), ("FO", "FRO", "Faroe Islands"),
    ("FR", "FRA", "France"), ("GA", "GAB", "Gabon"), ("GB", "GBR", "United Kingdom"),
    ("GD", "GRD", "Grenada"), ("GE", "GEO", "Georgia"), ("GF", "GUF", "French Guiana"),
    ("GG", "GGY", "Guernsey"), ("GH", "GHA", "Ghana"), ("GI", "GIB", "Gibraltar"),
    ("GL", "GRL", "Greenland"), ("GM", "GMB", "Gambia"), ("GN", "GIN", "Guinea"),
    ("GP", "GLP", "Guadeloupe"), ("GQ", "GNQ", "Equatorial Guinea"), ("GR", "GRC", "Greece"),
    ("GS", "SGS", "South Georgia and the South Sandwich Islands"), ("GT", "GTM", "Guatemala"),
    ("GU", "GUM", "Guam"), ("GW", "GNB", "Guinea-Bissau"), ("GY", "GUY", "Guyana"),
    ("HK", "HKG", "Hong Kong"), ("HM", "HMD", "Heard Island and McDonald Islands"),
    ("HN", "HND", "Honduras"), ("HR", "HRV", "Croatia"), ("HT", "HTI", "Haiti"),
    ("HU", "HUN", "Hungary"), ("ID", "IDN", "Indonesia"), ("IE", "IRL", "Ireland"),
    ("IL", "ISR", "Israel"), ("IM", "IMN", "Isle of Man"), ("IN", "IND", "India"),
    ("IO", "IOT", "British Indian Ocean Territory"), ("IQ", "IRQ", "Iraq"), ("IR", "IRN", "Iran"),
    ("IS", "ISL", "Iceland"), ("IT", "ITA", "Italy"), ("JE", "JEY", "Jersey"),
    ("JM", "JAM", "Jamaica"), ("JO", "JOR", "Jordan"), ("JP", "JPN", "Japan"),
    ("KE", "KEN", "Kenya"), ("KG", "KGZ", "Kyrgyzstan"), ("KH", "KHM", "Cambodia"),
    ("KI", "KIR", "Kiribati"), ("KM", "COM", "Comoros"), ("KN", "KNA", "Saint Kitts and Nevis"),
    ("KP", "PRK", "North Korea"), ("KR", "KOR", "South Korea"), ("KW", "KWT", "Kuwait"),
    ("KY", "CYM", "Cayman Islands"), ("KZ", "KAZ", "Kazakhstan"), ("LA", "LAO", "Laos"),
    ("LB", "LBN", "Lebanon"), ("LC", "LCA", "Saint Lucia"), ("LI", "LIE", "Liechtenstein"),
    ("LK", "LKA", "Sri Lanka"), ("LR", "LBR", "Liberia"), ("LS", "LSO", "Lesotho"),
    ("LT", "LTU", "Lithuania"), ("LU", "LUX", "Luxembourg"), ("LV", "LVA", "Latvia"),
    ("LY", "LBY", "Libya"), ("MA", "MAR", "Morocco"), ("MC", "MCO", "Monaco"),
    ("MD", "MDA", "Moldova"), ("ME", "MNE", "Montenegro"),
    ("MF", "MAF", "Saint Martin (French part)"), ("MG", "MDG", "Madagascar"),
    ("MH", "MHL", "Marshall Islands"), ("MK", "MKD", "North Macedonia"), ("ML", "MLI", "Mali"),
    ("MM", "MMR", "Myanmar"), ("MN", "MNG", "Mongolia"), ("MO", "MAC", "Macao"),
    ("MP", "MNP", "Northern Mariana Islands"), ("MQ", "MTQ", "Martinique"),
    ("MR", "MRT", "Mauritania"), ("MS", "MSR", "Montserrat"), ("MT", "MLT", "Malta"),
    ("MU", "MUS", "Mauritius"), ("MV", "MDV", "Maldives"), ("MW", "MWI", "Malawi"),
    ("MX", "MEX", "Mexico"), ("MY", "MYS", "Malaysia"), ("MZ", "MOZ", "Mozambique"),
    ("NA", "NAM", "Namibia"), ("NC", "NCL", "New Caledonia"), ("NE", "NER", "Niger"),
    ("NF", "NFK", "Norfolk Island"), ("NG", "NGA", "Nigeria"), ("NI", "NIC", "Nicaragua"),
    ("NL", "NLD", "Netherlands"), ("NO", "NOR", "Norway"), ("NP", "NPL", "Nepal"),
    ("NR", "NRU", "Nauru"), ("NU", "NIU", "Niue"), ("NZ", "NZL", "New Zealand"),
    ("OM", "OMN", "Oman"), ("PA", "PAN", "Panama"), ("PE", "PER", "Peru"),
    ("PF", "PYF", "French Polynesia"), ("PG", "PNG", "Papua New Guinea"),
    ("PH", "PHL", "Philippines"), ("PK", "PAK", "Pakistan"), ("PL", "POL", "Poland"),
    ("PM", "SPM", "Saint Pierre and Miquelon"), ("PN", "PCN", "Pitcairn"),
    ("PR", "PRI", "Puerto Rico"), ("PS", "PSE", "Palestine"), ("PT", "PRT", "Portugal"),
    ("PW", "PLW", "Palau"), ("PY", "PRY", "Paraguay"), ("QA", "QAT", "Qatar"),
    ("RE", "REU", "Réunion"), ("RO", "ROU", "Romania"), ("RS", "SRB", "Serbia"),
    ("RU", "RUS", "Russia"), ("RW", "RWA", "Rwanda"), ("SA", "SAU", "Saudi Arabia"),
    ("SB", "SLB", "Solomon Islands"), ("SC", "SYC", "Seychelles"), ("SD", "SDN", "Sudan"),
    ("SE", "SWE", "Sweden"), ("SG", "SGP", "Singapore"),
    ("SH", "SHN", "Saint Helena, Ascension and Tristan da Cunha"), ("SI", "SVN", "Slovenia"),
    ("SJ", "SJM", "Svalbard and Jan Mayen"), ("SK", "SVK", "Slovakia"),
    ("SL", "SLE", "Sierra Leone"), ("SM", "SMR", "San Marino"), ("SN", "SEN", "Senegal"),
    ("SO", "SOM", "Somalia"), ("SR", "SUR", "Suriname"), ("SS", "SSD", "South Sudan"),
    ("ST", "STP", "Sao Tome and Principe"), ("SV", "SLV", "El Salvador"),
    ("SX", "SXM", "Sint Maarten (Dutch part)"), ("SY", "SYR", "Syria"), ("SZ", "SWZ", "Eswatini"),
    ("TC", "TCA", "Turks and Caicos Islands"), ("TD", "TCD", "Chad"),
    ("TF", "ATF", "French Southern Territories"), ("TG", "TGO", "Togo"), ("TH", "THA", "Thailand"),
    ("TJ", "TJK", "Tajikistan"), ("TK", "TKL", "Tokelau"), ("TL", "TLS", "Timor-Leste"),
    ("TM", "TKM", "Turkmenistan"), ("TN", "TUN", "Tunisia"), ("TO", "TON", "Tonga"),
    ("TR", "TUR", "Türkiye"), ("TT", "TTO", "Trinidad and Tobago"), ("TV", "TUV", "Tuvalu"),
    ("TW", "TWN", "Taiwan"), ("TZ", "TZA", "Tanzania"), ("UA", "UKR", "Ukraine"),
    ("UG", "UGA", "Uganda"), ("UM", "UMI", "United States Minor Outlying Islands"),
    ("US", "USA", "United States"), ("UY", "URY", "Uruguay"), ("UZ", "UZB", "Uzbekistan"),
    ("VA", "VAT", "Vatican City"), ("VC", "VCT", "Saint Vincent and the Grenadines"),
    ("VE", "VEN", "Venezuela"), ("VG", "VGB", "British Virgin Islands"),
    ("VI", "VIR", "United States Virgin Islands"), ("VN", "VNM", "Viet Nam"),
    ("VU", "VUT", "Vanuatu"), ("WF", "WLF", "Wallis and Futuna"), ("WS", "WSM", "Samoa"),
    ("XK", "XKX", "Kosovo"), ("YE", "YEM", "Yemen"), ("YT", "MYT", "Mayotte"),
    ("ZA", "ZAF", "South Africa"), ("ZM", "ZMB", "Zambia"), ("ZW", "ZWE", "Zimbabwe"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_listed_twice_and_each_finds_its_country() {
        for &(alpha2, alpha3, name) in COUNTRIES {
            assert_eq!(by_code(alpha2).map(|country| country.name), Some(name));
            assert_eq!(by_code(&alpha3.to_lowercase()).map(|country| country.name), Some(name));
        }
        assert_eq!(by_code("SY").map(|country| country.alpha3), Some("SYR"));
        assert_eq!(by_code("ZZ"), None);
    }

    #[test]
    fn a_code_is_recorded_in_capitals_where_iso_has_it() {
        assert_eq!(recorded_code(" syr ").as_deref(), Ok("SYR"));
        assert_eq!(recorded_code("XKX").as_deref(), Ok("XKX"));
        for wrong in ["SY", "SYRI", "S1R", "Séy", "", "XYZ", "ABC", "Syria"] {
            assert!(recorded_code(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_country_given_as_a_name_or_two_letters_is_refused_with_its_code() {
        for words in ["sy", "Syria"] {
            let why = recorded_code(words).unwrap_err().to_string();
            assert_eq!(why, format!("`{words}` is not an ISO 3166-1 alpha-3 code (Syria is SYR)"));
        }
    }
}
