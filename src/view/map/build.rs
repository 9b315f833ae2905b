//! Puts the current figures and states of places on their points.

use crate::domain::number::Number;
use crate::domain::place::{Coordinates, PlaceKind};
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::view::wording;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The most indicators whose figures have sizes, each with its own mark.
const MOST_KEYS: usize = 4;

/// What stands (is current) at a place.
#[derive(Clone, Debug)]
pub struct Said {
    /// Key of the place.
    pub place: String,
    /// Key of the indicator.
    pub indicator: String,
    /// The part of the people or things that is counted; `None` for all.
    pub scope: Option<String>,
    /// The unit of its figure, in words.
    pub unit: String,
    /// The figure or state, in words.
    pub words: String,
    /// The figure; `None` where a state stands.
    pub figure: Option<Quantity>,
    /// Whether it is what many events add up to.
    pub is_sum: bool,
}

/// The places that facts are about.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// The points of places, those with the greatest figures first.
    pub points: Vec<Point>,
    /// The indicators whose figures have sizes.
    pub keys: Vec<Key>,
    /// The names of places without coordinates.
    pub nowhere: Vec<String>,
}

/// Lines to draw below the places: boundaries of the user's own.
#[derive(Clone, Debug, Default)]
pub struct Basemap {
    /// Lines and rings, as longitudes and latitudes in degrees.
    pub lines: Vec<Vec<(f64, f64)>>,
}

/// An indicator whose figures have sizes.
#[derive(Clone, Debug)]
pub struct Key {
    /// Key of the indicator.
    pub indicator: String,
    /// The part of the people or things that is counted; `None` for all.
    pub scope: Option<String>,
    /// The label of both.
    pub label: String,
    /// The unit.
    pub unit: String,
    /// The greatest number on the map.
    pub greatest: f64,
    /// Whether its figures are what many events add up to.
    pub is_sum: bool,
}

/// One or more places at one point.
#[derive(Clone, Debug)]
pub struct Point {
    /// Where it is.
    pub at: Coordinates,
    /// The places.
    pub names: Vec<Name>,
    /// The figures that have sizes.
    pub sizes: Vec<Size>,
    /// All current figures and states there, in words.
    pub words: Vec<String>,
}

/// A place on a map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The name of the place.
    pub name: String,
    /// The name of the place around it whose point it takes; `None` where the point is its own.
    pub of: Option<String>,
}

/// A figure that has a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// The index of its indicator in the keys.
    pub key: usize,
    /// The least number that is stated, as a part of the greatest on the map; `None` where that is open.
    pub low: Option<f64>,
    /// The greatest number that is stated; `None` where that is open.
    pub high: Option<f64>,
}

impl Map {
    /// The map of what stands, the most important first.
    #[must_use]
    pub fn of(said: &[Said], rows: &Selection) -> Self {
        let keys = keys(said, rows);
        let mut points: BTreeMap<(i64, i64), Point> = BTreeMap::new();
        let mut nowhere = BTreeSet::new();
        for one in said {
            let Some((at, name)) = find(&one.place, rows) else {
                nowhere.insert(wording::place(rows, &one.place).to_owned());
                continue;
            };
            let point = points.entry(rounded(at)).or_insert_with(|| Point {
                at,
                names: Vec::new(),
                sizes: Vec::new(),
                words: Vec::new(),
            });
            let is_own = name.of.is_none();
            if !point.names.contains(&name) {
                point.names.push(name);
            }
            // The place at the point itself is named first.
            point.names.sort_by_key(|name| name.of.is_some());
            let place = if is_own {
                String::new()
            } else {
                format!(" ({})", wording::place(rows, &one.place))
            };
            point.words.push(format!("{}{place}", one.words));
            let key = keys.iter().position(|key| key.is_of(one));
            if let Some(size) = key.and_then(|key| size(one, key, &keys[key]))
                && point.sizes.iter().all(|known| known.key != size.key)
            {
                point.sizes.push(size);
            }
        }
        let mut points: Vec<Point> = points.into_values().collect();
        for point in &mut points {
            point.sizes.sort_by_key(|size| size.key);
        }
        points.sort_by(|a, b| {
            let greatest = |point: &Point| {
                let of = |size: &Size| size.high.or(size.low).unwrap_or(0.0);
                point.sizes.iter().map(of).fold(0.0, f64::max)
            };
            greatest(b).total_cmp(&greatest(a)).then_with(|| a.names.cmp(&b.names))
        });
        Self { points, keys, nowhere: nowhere.into_iter().collect() }
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }
}

/// The indicators and units with figures at most places; of as many, those that weigh most.
fn keys(said: &[Said], rows: &Selection) -> Vec<Key> {
    let mut all: Vec<(Key, BTreeSet<&str>)> = Vec::new();
    for one in said {
        let Some(greatest) = one.figure.as_ref().and_then(greatest).filter(|n| *n > 0.0) else {
            continue;
        };
        if let Some((key, places)) = all.iter_mut().find(|(key, _)| key.is_of(one)) {
            key.greatest = key.greatest.max(greatest);
            places.insert(&one.place);
        } else {
            let label = wording::measured(rows, &one.indicator, one.scope.as_deref());
            let (indicator, scope) = (one.indicator.clone(), one.scope.clone());
            let (unit, is_sum) = (one.unit.clone(), one.is_sum);
            let key = Key { indicator, scope, label, unit, greatest, is_sum };
            all.push((key, BTreeSet::from([&*one.place])));
        }
    }
    all.sort_by_key(|(_, places)| Reverse(places.len()));
    all.into_iter().take(MOST_KEYS).map(|(key, _)| key).collect()
}

impl Key {
    /// Whether the figure has the sign of this key.
    fn is_of(&self, said: &Said) -> bool {
        (&self.indicator, &self.scope, &self.unit, self.is_sum)
            == (&said.indicator, &said.scope, &said.unit, said.is_sum)
    }
}

fn greatest(figure: &Quantity) -> Option<f64> {
    [figure.low, figure.best, figure.high].into_iter().flatten().map(Number::get).reduce(f64::max)
}

fn size(one: &Said, key: usize, of: &Key) -> Option<Size> {
    let figure = one.figure.as_ref().filter(|figure| !figure.is_zero())?;
    let part =
        |number: Option<Number>| number.map(|number| (number.get() / of.greatest).clamp(0.0, 1.0));
    let (low, high) = match figure.best {
        Some(_) => (part(figure.best), part(figure.best)),
        None => (part(figure.low), part(figure.high)),
    };
    (low.is_some() || high.is_some()).then_some(Size { key, low, high })
}

/// The point of a place, else that of the nearest place around it that is not a country.
fn find(key: &str, rows: &Selection) -> Option<(Coordinates, Name)> {
    let name = wording::place(rows, key).to_owned();
    let mut path = rows.path(key);
    let own = path.next()?;
    if let Some(at) = own.coordinates {
        return Some((at, Name { name, of: None }));
    }
    let around = path.filter(|place| place.kind != PlaceKind::Country);
    let mut around = around.filter_map(|place| Some((place.coordinates?, place.name.clone())));
    let (at, of) = around.next()?;
    Some((at, Name { name, of: Some(of) }))
}

/// A position in steps of about ten metres, by which places at one point are put together.
#[expect(clippy::cast_possible_truncation, reason = "degrees are at most 180")]
fn rounded(at: Coordinates) -> (i64, i64) {
    let steps = |degrees: f64| (degrees * 1e4).round() as i64;
    (steps(at.latitude), steps(at.longitude))
}
