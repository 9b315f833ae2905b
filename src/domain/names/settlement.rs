//! A city and the areas named after it: the city is meant.

use super::nameable::NameLookup;
use crate::domain::place::Place;
use std::borrow::Borrow;

/// The index of the only settlement among places of one name, where every other one holds it, lies
/// in it, or is an administrative area of the same country: a city, and what is named after it.
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

/// The keys of all places that a place lies in. Places that another program has laid into each
/// other in a ring are passed once.
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
