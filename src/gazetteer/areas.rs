//! Turns the areas of a P-code list into places: finds each area's parent and country.
//!
//! Knows the recorded places and the country codes. Must not know the columns of a list: `pcodes`
//! reads them.

use crate::domain::country::{self, Country};
use crate::domain::name::fold_name;
use crate::domain::place::{CoordinatePrecision, Place, PlaceKind};
use crate::format::problem::Problem;
use crate::format::remedy::Remedy;
use crate::gazetteer::countries::Countries;
use crate::gazetteer::listed::{KnownPlace, ListedPlaces, Setting};
use crate::gazetteer::pcodes::{Area, List};
use std::collections::{HashMap, HashSet};

/// The possible parents of the areas of a list, and counts of areas whose parent is missing, for the notes.
struct Around<'a> {
    setting: &'a Setting<'a>,
    listed: HashSet<String>,
    /// Recorded places by their P-codes.
    recorded: HashMap<&'a str, &'a Place>,
    countries: Countries<'a>,
    /// Alpha-2 codes of the countries that the list names.
    named: HashSet<&'static str>,
    /// Number of rows put into a larger area, because the list lacks the nearest one that they
    /// name.
    farther_out: usize,
    /// Number of rows for which no parent was found.
    nowhere: usize,
    /// Number of rows refused because their parent area is unknown.
    refused: usize,
    /// P-codes of the unknown parent areas.
    unknown: HashSet<String>,
}

/// The places to record: areas of the list that are not recorded yet. Passes each bad row to
/// `refuse` with its line.
pub(super) fn places(
    list: List,
    file: &str,
    setting: &Setting<'_>,
    refuse: &mut impl FnMut(u64, Problem),
) -> ListedPlaces {
    let mut around = Around::of(&list, setting);
    let mut found = ListedPlaces::default();
    for area in list.areas {
        let line = area.line;
        if let Some(known) = around.recorded.get(area.code.as_str()) {
            let named = if area.is_mentioned { Ok(()) } else { same(&area, known) };
            match named.and_then(|()| around.unmoved(&area, known)) {
                Ok(()) if area.is_mentioned => {}
                Ok(()) => {
                    let key = known.key.clone();
                    found.known.push(KnownPlace { line, key, listed: place(area, None) });
                }
                Err(problem) => refuse(line, problem),
            }
            continue;
        }
        match around.parent_of(&area) {
            Ok(parent) => found.new.push((line, place(area, parent))),
            Err(problem) => refuse(line, problem),
        }
    }
    around.give_countries(&mut found.new);
    found.notes = around.notes(file);
    found.countries = around.countries.made;
    found
}

/// Refuses an area whose P-code is recorded for a place with other names.
fn same(area: &Area, known: &Place) -> Result<(), Problem> {
    let names = |name: &String| {
        let known = [&known.name].into_iter().chain(&known.aliases);
        known.into_iter().any(|known| fold_name(known) == fold_name(name))
    };
    if [&area.name].into_iter().chain(&area.others).any(names) {
        return Ok(());
    }
    let (code, key, name) = (&area.code, &known.key, &known.name);
    let here = &area.name;
    let why = format!("`{code}` is `{key}` ({name}) here, and `{here}` in the list");
    Err(Problem::at("pcode", why).with(Remedy::EditPlace))
}

fn place(area: Area, parent: Option<String>) -> Place {
    Place {
        pcode: Some(area.code.clone()),
        coordinates: area.point,
        coordinate_precision: area.point.map(|_| CoordinatePrecision::Centroid),
        aliases: area.others,
        ..Place::new(&area.code.to_lowercase(), &area.name, area.kind, parent)
    }
}

impl<'a> Around<'a> {
    fn of(list: &List, setting: &'a Setting<'a>) -> Self {
        let with_code = |place: &'a Place| Some((place.pcode.as_deref()?, place));
        Self {
            setting,
            listed: list.areas.iter().map(|area| area.code.clone()).collect(),
            recorded: setting.recorded.values().filter_map(with_code).collect(),
            countries: Countries::of(setting.recorded),
            named: named(list),
            farther_out: 0,
            nowhere: 0,
            refused: 0,
            unknown: HashSet::new(),
        }
    }

    fn is_known(&self, code: &str) -> bool {
        self.listed.contains(code) || self.recorded.contains_key(code)
    }

    /// Refuses an area that is recorded with another parent. A list may name only larger areas that contain it.
    fn unmoved(&self, area: &Area, known: &Place) -> Result<(), Problem> {
        /// The hierarchy of places has at most this many levels.
        const DEEPEST: usize = 8;
        let place_around = |place: &Place| self.setting.recorded.get(place.parent.as_ref()?);
        let Some(parent) = place_around(known) else { return Ok(()) };
        let above = std::iter::successors(Some(parent), |place| place_around(place));
        let is_above = |code: &str| {
            let mut above = above.clone().take(DEEPEST);
            above.any(|place| place.pcode.as_deref() == Some(code) || place.key == code)
        };
        let outer = area.outer.iter().map(|(_, code)| code.as_str());
        let mut stated = area.parent.as_deref().into_iter().chain(outer);
        let says_parent = |code: &str| parent.pcode.as_deref() == Some(code);
        let nearest = stated.clone().find(|code| country::by_code(code).is_none());
        let Some(nearest) = nearest.filter(|code| !is_above(code)) else { return Ok(()) };
        // A list with a level between the area and its recorded parent that was not recorded.
        if parent.pcode.is_none() || stated.any(says_parent) {
            return Ok(());
        }
        let (code, key, name) = (&area.code, &parent.key, &parent.name);
        let why = format!("`{code}` lies in `{key}` ({name}) here, and in `{nearest}` in the list");
        Err(Problem::at("pcode", why).with(Remedy::EditPlace))
    }

    /// The P-code or key of the place that an area lies in. Takes the first known one of: the codes
    /// of the row from the inside out, the place `inside`, the country in the area's P-code. `None`
    /// if the area has no parent. Fails if a stated parent is unknown.
    fn parent_of(&mut self, area: &Area) -> Result<Option<String>, Problem> {
        let stated = area.parent.as_deref().map(|code| (0, code));
        let outer = area.outer.iter().map(|(level, code)| (*level, code.as_str()));
        for (at, (level, code)) in stated.into_iter().chain(outer).enumerate() {
            let is_known = self.is_known(code);
            if !is_known && area.kind == PlaceKind::Country {
                continue;
            }
            let country = country::by_code(code).filter(|_| level == 0 && !is_known);
            if is_known || country.is_some() {
                self.farther_out += usize::from(at > 0 && !area.is_mentioned);
                let key = country.map(|country| self.countries.key(country));
                return Ok(Some(key.unwrap_or_else(|| code.to_owned())));
            }
        }
        if area.kind == PlaceKind::Country {
            return Ok(None);
        }
        if let Some(inside) = self.setting.inside {
            return Ok(Some(inside.key.clone()));
        }
        if let Some(code) = &area.parent {
            self.refused += 1;
            self.unknown.insert(code.clone());
            let why = format!("`{code}` is neither in the list nor recorded");
            return Err(Problem::at("parent_pcode", why));
        }
        let country = country_of(&area.code, &self.named);
        let is_passed_over = country.is_some() && !area.outer.is_empty() && !area.is_mentioned;
        self.farther_out += usize::from(is_passed_over);
        self.nowhere += usize::from(country.is_none());
        Ok(country.map(|country| self.countries.key(country)))
    }

    /// Gives each place the country of the outermost known place that contains it, or else the
    /// country in its own P-code.
    fn give_countries(&self, entries: &mut [(u64, Place)]) {
        /// No hierarchy of places is deeper than this. The limit ends the loop if areas contain each other; such a list
        /// is refused later.
        const DEEPEST: usize = 8;
        let codes = entries.iter().enumerate();
        let by_code: HashMap<&str, usize> =
            codes.filter_map(|(at, (_, place))| Some((place.pcode.as_deref()?, at))).collect();
        let mut found = Vec::new();
        for (_, place) in entries.iter() {
            let mut country = None;
            let mut next = Some(place);
            for _ in 0..DEEPEST {
                let Some(place) = next else { break };
                let own = place.pcode.as_deref().and_then(|code| country_of(code, &self.named));
                country = own.map(|own| own.alpha3.to_owned()).or(country);
                if place.kind == PlaceKind::Country && own.is_some() {
                    break;
                }
                let Some(parent) = place.parent.as_deref() else { break };
                next = by_code.get(parent).map(|at| &entries[*at].1);
                if next.is_none() {
                    let coded = self.recorded.get(parent).copied();
                    let known = coded.or_else(|| self.countries.get(parent));
                    country = known.and_then(|known| known.country.clone()).or(country);
                }
            }
            found.push(country);
        }
        for ((_, place), country) in entries.iter_mut().zip(found) {
            place.country = country;
        }
    }

    /// Notes for the user about rows whose parent areas were missing.
    fn notes(&self, file: &str) -> Vec<String> {
        let words = self.setting.words;
        let rows = |count: usize| if count == 1 { "row" } else { "rows" };
        let mut notes = Vec::new();
        if let count @ 1.. = self.farther_out {
            let verbs = if count == 1 { ("names", "lies") } else { ("name", "lie") };
            notes.push(format!(
                "{file}: {count} {} {} an enclosing area that is neither in the list nor recorded, and {} in \
                 the nearest one that is",
                rows(count), verbs.0, verbs.1,
            ));
        }
        if let count @ 1.. = self.nowhere {
            let verb = if count == 1 { "lies" } else { "lie" };
            notes.push(format!(
                "{file}: {count} {} {verb} in no other place: no column says in which, and no country's code \
                 begins the P-code{}",
                rows(count),
                words.of(&Remedy::SayParent),
            ));
        }
        if let count @ 1.. = self.refused {
            let verb = if count == 1 { "lies" } else { "lie" };
            let areas = match self.unknown.len() {
                1 => "an area that is".to_owned(),
                areas => format!("{areas} areas that are"),
            };
            notes.push(format!(
                "{file}: {count} {} {verb} in {areas} neither in the list nor recorded{}",
                rows(count),
                words.of(&Remedy::ImportAround { one: self.unknown.len() == 1 }),
            ));
        }
        notes
    }
}

/// Alpha-2 codes of the countries that a list names, by code or by name.
fn named(list: &List) -> HashSet<&'static str> {
    let mut codes: HashSet<&str> = HashSet::new();
    for area in &list.areas {
        codes.extend(area.parent.as_deref());
        codes.extend(area.outer.iter().filter(|(level, _)| *level == 0).map(|(_, code)| &**code));
        codes.extend((area.kind == PlaceKind::Country).then_some(area.code.as_str()));
    }
    let by_code = codes.into_iter().filter_map(country::by_code);
    let said = list.countries.iter().map(String::as_str);
    let by_name = said.filter_map(|it| country::by_name(it).or_else(|| country::by_code(it)));
    by_code.chain(by_name).map(|country| country.alpha2).collect()
}

/// The country whose code begins a P-code: two or three letters, then a non-letter. `IQG01` is in
/// Iraq only if the list names Iraq, since three letters need not be a country code: `SAL01` may be
/// Salamiyah. `None` for other P-codes.
fn country_of(code: &str, named: &HashSet<&'static str>) -> Option<Country> {
    let letters = code.bytes().take_while(u8::is_ascii_alphabetic).count();
    let of_two = || country::by_code(code.get(..2)?);
    match letters {
        2 => of_two(),
        3 => country::by_code(code.get(..3)?).or_else(|| {
            let is_digit = code.as_bytes().get(3).is_some_and(u8::is_ascii_digit);
            of_two().filter(|country| is_digit && named.contains(country.alpha2))
        }),
        _ => None,
    }
}
