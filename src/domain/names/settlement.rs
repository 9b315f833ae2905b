//! Prefers a city over areas with the same name: `Aleppo` is the city, not the governorate.

use super::nameable::NameLookup;
use crate::domain::place::Place;
use std::borrow::Borrow;

/// Index of the only settlement among places of one name, if each other place contains it, lies in
/// it, or is an administrative area of the same country. `None` if the name stays ambiguous.
pub(super) fn among<L: NameLookup<Place>>(
    found: &[&Place],
    lookup: &L,
) -> Result<Option<usize>, L::Error> {
    let mut settlements = found.iter().enumerate().filter(|(_, place)| place.kind.is_settlement());
    let (Some((chosen, city)), None) = (settlements.next(), settlements.next()) else {
        return Ok(None);
    };
    let above = ancestors(city, lookup)?;
    for other in found.iter().filter(|other| other.key != city.key) {
        let same_country =
            other.kind.is_area() && other.country.is_some() && other.country == city.country;
        if !same_country
            && !above.contains(&other.key)
            && !ancestors(other, lookup)?.contains(&city.key)
        {
            return Ok(None);
        }
    }
    Ok(Some(chosen))
}

/// Keys of all places that contain a place, innermost first. Stops at a cycle, which only another
/// program can create.
fn ancestors<L: NameLookup<Place>>(place: &Place, lookup: &L) -> Result<Vec<String>, L::Error> {
    let mut above: Vec<String> = Vec::new();
    let mut next = place.parent.clone();
    while let Some(key) = next.filter(|key| *key != place.key && !above.contains(key)) {
        let parent = lookup.with_key(&key)?;
        next = parent.and_then(|parent| parent.borrow().parent.clone());
        above.push(key);
    }
    Ok(above)
}
