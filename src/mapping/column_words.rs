//! The names that people give to the columns of a table: one list of words, for imports without a map and for drafts of
//! maps.
//!
//! Knows words in English, French, Spanish and Arabic, and which of Factline's columns they mean. Must not know how
//! rows are read.

use crate::domain::name::key_of;
use crate::domain::quantity::Per;

macro_rules! roles {
    ($($variant:ident: $words:literal),+ $(,)?) => {
        /// The possible contents of a column, such as a date, place or count.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Role { $($variant),+ }

        /// The names that people give to the columns of each role, in four languages, the likeliest first. A name with
        /// `*` is clear enough to be read without a map.
        const ROLES: &[(Role, &str)] = &[$((Role::$variant, $words)),+];
    };
}

roles! {
    // The places that people come from or go to are not the places where they are.
    Origin: "origin origine origen nationality nationalite nacionalidad citizenship المنشأ",
    Destination: "destination dest destino",
    Share: "percent percentage pct rate share taux porcentaje tasa نسبة",
    // Before the counts: a total of which another column is a part is not a separate count.
    OutOf: "out-of out-of-total of-total whole denominator sur-un-total",
    Per: "per per-unit-of-time par-periode",
    ReportDate: "report-date date-of-report reported published* publication-date* date-published* date-reported last-updated updated date-updated last-update fecha-publicacion date-publication تاريخ-النشر",
    Start: "date-start start-date start from begin debut date-debut fecha-inicio inicio desde بداية من",
    End: "date-end end-date end until fin date-fin fecha-fin hasta نهاية إلى",
    Date: "date* day* when* event-date* datetime jour fecha dia تاريخ يوم",
    AsOf: "as-of* as-at* data-as-of situation-as-of as-of-date",
    Year: "year annee ano anio سنة عام",
    Month: "month mois mes شهر",
    DayOfMonth: "day-of-month",
    TimeOfDay: "time-of-day time clock-time time-of-event heure hora hours",
    Latitude: "latitude lat latitud خط-العرض",
    Longitude: "longitude lon lng long longitud خط-الطول",
    Country: "country country-name iso3 iso-3 location-code country-code country-iso3 location-iso3 admin0-name adm0-name admin0 adm0 adm0-en pays pais بلد دولة",
    Admin1Code: "adm1-pcode admin1-pcode adm1-code admin1-code",
    Admin2Code: "adm2-pcode admin2-pcode adm2-code admin2-code",
    Admin1: "admin1 adm1 adm-1 admin1-name adm1-en adm1-name province governorate state region gouvernorat wilaya departamento estado provincia محافظة ولاية",
    Admin2: "territory territoire admin2 adm2 adm-2 admin2-name adm2-en adm2-name district county municipality municipio distrito commune cercle قضاء مديرية منطقة",
    Place: "place* location* where* admin3 adm3 admin3-name adm3-en adm3-name admin4 adm4 admin4-name health-zone zone-de-sante health-area aire-de-sante camp settlement ward subdistrict sub-district place-name city* town* village site* locality neighbourhood lieu localite ville localidad lugar ciudad مكان موقع مدينة بلدة قرية",
    Killed: "killed deaths dead fatalities tues morts mort deces muertos muertes fallecidos قتلى وفيات شهداء ضحايا قتيل",
    Injured: "injured wounded injuries blesses heridos lesionados جرحى إصابات مصابين مصابون",
    Missing: "missing disparus desaparecidos مفقودين مفقودون",
    Idps: "idps idp deplaces-internes",
    Displaced: "displaced displacement deplaces desplazados نازحين نازحون",
    Refugees: "refugees refugies refugiados لاجئين لاجئون",
    Detained: "detained abducted kidnapped arrested detenus detenidos secuestrados معتقلين معتقلون",
    // The affected people are neither all people of a place nor those in need.
    Affected: "affected affectee affectees afectada afectadas متضررين",
    Population: "population total-population poblacion سكان",
    InNeed: "people-in-need in-need population-in-need pin personnes-dans-le-besoin personas-necesitadas",
    Reached: "people-reached reached personnes-atteintes personas-alcanzadas",
    // After the counts: `Killed (min)` counts the killed.
    Low: "low min minimum lower mínimo",
    High: "high max maximum upper máximo",
    Indicator: "indicator what* measure* metric* key-figure figure-name indicator-name indicateur indicador event-type* type* tipo category* categorie event incident incident-type what-happened مؤشر نوع",
    Unit: "unit units unite unidad وحدة",
    Qualifier: "qualifier figure-qualifier value-qualifier quantifier approximation",
    Value: "value* best figure* how-many* how-much* total* count* number* n* no-of nombre valeur chiffre valor numero cantidad cifra عدد قيمة رقم",
    Link: "url* link* source-url* source-link* lien enlace vinculo رابط",
    Title: "title* headline* report-title titre titulo titular عنوان",
    Claimant: "claimant according-to* claimed-by who-says who-told-us who-reported told-by who* by* source-original selon segun",
    Publisher: "source* publisher outlet* published-by* reported-by* organisation organization reporter fuente editeur مصدر ناشر",
    Quote: "quote citation cita اقتباس",
    Status: "status statut",
    Comment: "notes* note* comment comments description remarks* remarques notas observaciones descripcion ملاحظات وصف",
    Id: "id event-id incident-id uid uuid record-id identifiant identificador رقم-الحدث",
}

/// Words that are used only if they are a column's whole name: `reported by` does not mean `by`.
const WHOLE_NAMES: &[&str] =
    &["event", "incident", "by", "per", "as-of", "as-at", "whole", "hours", "n", "who", "what"];

impl Role {
    /// Factline's columns for a role that has a name which is read without a map; none for other roles.
    #[must_use]
    pub(crate) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Indicator => &["indicator"],
            Self::Place => &["place_name", "place_key"],
            Self::Value => &["value_as_stated", "value_low", "value_best", "value_high"],
            Self::Date | Self::AsOf => &["when_edtf", "when_as_stated"],
            Self::Claimant => &["claimant", "claimant_key"],
            Self::Publisher => &["publisher", "publisher_key"],
            Self::Title => &["report_title"],
            Self::ReportDate => &["report_date", "report_date_edtf"],
            Self::Link => &["report_url"],
            Self::Comment => &["comment"],
            _ => &[],
        }
    }

    /// The role of a column whose name alone is clear enough to be read without a map, and Factline's column as which
    /// it is read; `None` for other names.
    pub(crate) fn plain(name: &str) -> Option<(Self, &'static str)> {
        let key = key_of(name);
        let is_it = |word: &str| word.strip_suffix('*') == Some(key.as_str());
        let (role, _) = ROLES.iter().find(|(_, words)| words.split(' ').any(is_it))?;
        let column = if key == "when" { "when_as_stated" } else { role.columns().first()? };
        Some((*role, column))
    }

    /// The role that a column's name suggests, with a rank (0 is the best match). A name that is
    /// itself a known word ranks by the word's position in the list; a name that only contains the
    /// word ranks below all of those. `None` for names without any known word.
    pub(in crate::mapping) fn of(name: &str) -> Option<(Self, usize)> {
        let key = plain(name);
        // A rate per hundred or per thousand is not a number of people.
        let is_per_number = key.split("per-").skip(1).any(|of| of.starts_with(char::is_numeric));
        if name.contains('%') || is_per_number {
            return Some((Self::Share, 0));
        }
        // "Deaths per day" are deaths, not days.
        let key = key.split("-per-").next().unwrap_or(&key);
        let whole = |word: &str| plain(word) == key;
        let part = |word: &str| {
            let word = plain(word);
            !WHOLE_NAMES.contains(&word.as_str())
                && (key.starts_with(&format!("{word}-"))
                    || key.ends_with(&format!("-{word}"))
                    || key.contains(&format!("-{word}-")))
        };
        find(whole).or_else(|| find(part).map(|(role, rank)| (role, PARTS + rank)))
    }

    /// Whether a rank is that of a name that is itself a known word, rather than one that only contains it.
    pub(in crate::mapping) fn is_whole_name(rank: usize) -> bool {
        rank < PARTS
    }

    /// Whether a name is that of a column that counts households, and not people: `idp_hh`.
    pub(in crate::mapping) fn counts_households(name: &str) -> bool {
        let words = [
            "hh",
            "hhs",
            "household",
            "households",
            "families",
            "menages",
            "familles",
            "hogares",
            "familias",
        ];
        plain(name).split('-').any(|word| words.contains(&word))
    }

    /// Factline's column for a figure, by the name of its column: a bound for `Killed (min)` and `deaths_high`.
    pub(in crate::mapping) fn bound(name: &str) -> &'static str {
        let name = plain(name);
        let has = |words: &[&str]| name.split('-').any(|word| words.contains(&word));
        if has(&["low", "lower", "min", "minimum"]) {
            "value_low"
        } else if has(&["high", "upper", "max", "maximum"]) {
            "value_high"
        } else {
            "value_best"
        }
    }

    /// Whether a name is that of a column with running totals from some day on, rather than separate figures in each
    /// row.
    pub(in crate::mapping) fn counts_up(name: &str) -> bool {
        let words =
            ["cum", "cumul", "cumulative", "cumulatif", "cumules", "acumulado", "acumulados"];
        plain(name).split('-').any(|word| words.contains(&word)) || plain(name).contains("to-date")
    }

    /// Whether a word in a column of places shows that the row is a total.
    pub(in crate::mapping) fn is_total(word: &str) -> bool {
        let word = plain(word);
        ["total", "grand-total", "sous-total", "subtotal", "sub-total"]
            .iter()
            .any(|total| word == *total || word.starts_with(&format!("{total}-")))
    }

    /// Whether a name is that of a column of codes, which name no place.
    pub(in crate::mapping) fn is_code(name: &str) -> bool {
        let key = plain(name);
        ["code", "pcode", "codes"]
            .iter()
            .any(|word| key == *word || key.ends_with(&format!("-{word}")))
    }

    /// Whether a name is that of a column of events: `event_type`, `Incident`.
    pub(in crate::mapping) fn names_an_event(name: &str) -> bool {
        let words = ["event", "incident", "attack", "what", "what-happened", "evenement", "evento"];
        plain(name).split('-').any(|word| words.contains(&word))
    }

    /// Key of the built-in indicator for a role that is a count; `None` for other roles.
    pub(in crate::mapping) fn indicator(self) -> Option<&'static str> {
        Some(match self {
            Self::Killed => "killed",
            Self::Injured => "injured",
            Self::Missing => "missing",
            Self::Idps => "idps",
            Self::Displaced => "displaced",
            Self::Refugees => "refugees",
            Self::Detained => "detained",
            Self::Population => "population",
            Self::InNeed => "people-in-need",
            Self::Reached => "people-reached",
            _ => return None,
        })
    }
}

/// The unit of time that a word in the name of a column means: `day`, `per week`, `daily`. `None` for other words.
pub(in crate::mapping) fn unit_of_time(word: &str) -> Option<Per> {
    let word = word.trim().to_lowercase();
    let begins = ["per ", "a ", "an ", "each ", "every ", "/"];
    let bare = begins.iter().find_map(|begin| word.strip_prefix(begin)).unwrap_or(&word).trim();
    match bare {
        "hourly" => Some(Per::Hour),
        "daily" => Some(Per::Day),
        "nightly" => Some(Per::Night),
        "weekly" => Some(Per::Week),
        "monthly" => Some(Per::Month),
        "yearly" | "annual" | "annually" => Some(Per::Year),
        unit => unit.strip_suffix('s').unwrap_or(unit).parse().ok(),
    }
}

/// Added to the rank of a name that only contains a known word.
const PARTS: usize = 1_000;

fn find(is: impl Fn(&str) -> bool) -> Option<(Role, usize)> {
    ROLES.iter().find_map(|(role, words)| Some((*role, words.split(' ').position(&is)?)))
}

/// A name in the form in which names are compared: folded, in words joined by hyphens, without the Arabic article.
fn plain(name: &str) -> String {
    let spaced: String = split_words(name);
    let key = key_of(&spaced);
    let words = key.split('-').map(|word| word.strip_prefix("ال").unwrap_or(word));
    words.collect::<Vec<_>>().join("-")
}

/// Separates words in camel case: `eventDate` becomes `event Date`, `admin1Name` `admin1 Name`.
fn split_words(name: &str) -> String {
    let mut spaced = String::new();
    let mut was_small = false;
    for sign in name.chars() {
        if sign.is_uppercase() && was_small {
            spaced.push(' ');
        }
        was_small = sign.is_lowercase() || sign.is_ascii_digit();
        spaced.push(sign);
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_names_in_four_languages() {
        for (name, role) in [
            ("Date", Role::Date),
            ("eventDate", Role::Date),
            ("Fecha", Role::Date),
            ("التاريخ", Role::Date),
            ("Tués", Role::Killed),
            ("القتلى", Role::Killed),
            ("Number killed", Role::Killed),
            ("Fuente", Role::Publisher),
            ("المصدر", Role::Publisher),
            ("Localité", Role::Place),
            ("المحافظة", Role::Admin1),
            ("Province", Role::Admin1),
            ("ADM2_EN", Role::Admin2),
            ("date_start", Role::Start),
            ("Report date", Role::ReportDate),
            ("Source URL", Role::Link),
            ("location_code", Role::Country),
            ("admin2_name", Role::Admin2),
            ("Country of origin", Role::Origin),
            ("Country of asylum", Role::Country),
            ("#adm1+origin", Role::Origin),
            ("Killed, percent", Role::Share),
            ("Affected population", Role::Affected),
            ("Population in need", Role::InNeed),
            ("Territory", Role::Admin2),
            ("Zone de santé", Role::Place),
            ("% reached", Role::Share),
            ("People reached", Role::Reached),
            ("admin1Name", Role::Admin1),
            ("admin2Pcode", Role::Admin2Code),
            ("admin0Name", Role::Country),
            ("Key figure", Role::Indicator),
            ("Last updated", Role::ReportDate),
            ("What", Role::Indicator),
            ("Where", Role::Place),
            ("When", Role::Date),
            ("How many", Role::Value),
            ("As of", Role::AsOf),
            ("Reported by", Role::Publisher),
            ("Who", Role::Claimant),
            ("Source link", Role::Link),
            ("Out of", Role::OutOf),
            ("Time", Role::TimeOfDay),
            ("Deaths per day", Role::Killed),
            ("Killed (min)", Role::Killed),
            ("Deaths per 100,000", Role::Share),
        ] {
            assert_eq!(Role::of(name).map(|(role, _)| role), Some(role), "{name}");
        }
        assert_eq!(Role::of("xyz"), None);
    }

    #[test]
    fn a_name_that_is_read_without_a_map_is_that_of_one_role_alone() {
        for (role, words) in ROLES {
            for word in words.split(' ').filter_map(|word| word.strip_suffix('*')) {
                let (found, column) = Role::plain(word).unwrap();
                assert_eq!((found, Role::of(word).unwrap().0), (*role, *role), "{word}");
                assert!(role.columns().contains(&column), "{word}");
            }
        }
        assert_eq!(Role::plain("how_many"), Some((Role::Value, "value_as_stated")));
        assert_eq!(Role::plain("killed"), None);
    }

    #[test]
    fn units_of_time_are_known_by_people_s_words() {
        for (word, unit) in [
            ("day", Some(Per::Day)),
            ("per week", Some(Per::Week)),
            ("Daily", Some(Per::Day)),
            ("each month", Some(Per::Month)),
            ("100,000", None),
            ("person", None),
        ] {
            assert_eq!(unit_of_time(word), unit, "{word}");
        }
    }
}
