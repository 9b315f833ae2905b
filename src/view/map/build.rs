//! Puts the current figures and states of places on their points.

use crate::domain::number::Number;
use crate::domain::place::{Coordinates, PlaceKind};
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::view::wording;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// At most this many indicators have figures drawn as sizes, each with its own mark.
const MOST_KEYS: usize = 4;

/// The current figure or status at a place.
#[derive(Clone, Debug)]
pub struct Said {
    /// Key of the place.
    pub place: String,
    /// Key of the indicator.
    pub indicator: String,
    /// The part of the people or things that is counted; `None` for all of them.
    pub scope: Option<String>,
    /// The unit of its figure, in words.
    pub unit: String,
    /// The figure or state, in words.
    pub words: String,
    /// The figure; `None` for a state.
    pub figure: Option<Quantity>,
    /// The figure alone, in words: `up to 300,000 people`; empty for a state.
    pub amount: String,
    /// Whether it is the sum of many events.
    pub is_sum: bool,
}

/// The places that facts are about.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// The points of the places, the greatest figures first.
    pub points: Vec<Point>,
    /// The indicators whose figures are drawn as sizes.
    pub keys: Vec<Key>,
    /// The places without coordinates.
    pub nowhere: Vec<Nowhere>,
}

/// A place without a point: neither it nor an enclosing place has coordinates.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nowhere {
    /// The name of the place.
    pub name: String,
    /// Its current figures, in words.
    pub figures: Vec<String>,
}

/// Lines to draw below the places: boundaries of the user's own.
#[derive(Clone, Debug, Default)]
pub struct Basemap {
    /// Lines and rings, as longitudes and latitudes in degrees.
    pub lines: Vec<Vec<(f64, f64)>>,
}

/// An indicator whose figures are drawn as sizes.
#[derive(Clone, Debug)]
pub struct Key {
    /// Key of the indicator.
    pub indicator: String,
    /// The part of the people or things that is counted; `None` for all of them.
    pub scope: Option<String>,
    /// The label of the indicator and its unit.
    pub label: String,
    /// The unit.
    pub unit: String,
    /// The number with the greatest mark.
    pub greatest: f64,
    /// The figure of that mark, in words: a bound never reads like an exact number.
    pub largest: String,
    /// Whether its figures are sums of many events.
    pub is_sum: bool,
}

/// One or more places at one point.
#[derive(Clone, Debug)]
pub struct Point {
    /// The coordinates of the point.
    pub at: Coordinates,
    /// The places.
    pub names: Vec<Name>,
    /// The figures that are drawn as sizes.
    pub sizes: Vec<Size>,
    /// All current figures and states there, in words.
    pub words: Vec<String>,
}

/// A place on a map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The name of the place.
    pub name: String,
    /// The name of the enclosing place whose point it takes; `None` if it has a point of its own.
    pub of: Option<String>,
}

/// A figure that is drawn as a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// The index of its indicator in `keys`.
    pub key: usize,
    /// The lower bound, as a part of the greatest number on the map; `None` if it is open.
    pub low: Option<f64>,
    /// The upper bound, in the same way; `None` if it is open.
    pub high: Option<f64>,
}

impl Map {
    /// The map of the current figures, given with the most important first.
    #[must_use]
    pub fn of(said: &[Said], rows: &Selection) -> Self {
        let mut nowhere: BTreeMap<&str, Nowhere> = BTreeMap::new();
        let mut placed = Vec::new();
        for one in said {
            if let Some((at, name)) = find(&one.place, rows) {
                placed.push((one, at, name));
                continue;
            }
            let name = wording::place(rows, &one.place).to_owned();
            let place = nowhere.entry(&one.place);
            let place = place.or_insert_with(|| Nowhere { name, figures: Vec::new() });
            place.figures.extend(one.figure.is_some().then(|| one.words.clone()));
        }
        let keys = keys(placed.iter().map(|(one, at, _)| (*one, rounded(*at))), rows);
        let mut points: BTreeMap<(i64, i64), Point> = BTreeMap::new();
        for (one, at, name) in placed {
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
        let mut nowhere: Vec<Nowhere> = nowhere.into_values().collect();
        nowhere.sort();
        Self { points, keys, nowhere }
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }
}

/// The indicators and units with figures at the most points; among equally frequent ones, the most important. Only
/// figures that are drawn count: the first of each mark at a point.
fn keys<'a>(said: impl Iterator<Item = (&'a Said, (i64, i64))>, rows: &Selection) -> Vec<Key> {
    let mut all: Vec<(Key, BTreeSet<(i64, i64)>)> = Vec::new();
    for (one, at) in said {
        let Some(drawn) = one.figure.as_ref().and_then(drawn) else { continue };
        if let Some((key, points)) = all.iter_mut().find(|(key, _)| key.is_of(one)) {
            if points.insert(at) && drawn > key.greatest {
                key.greatest = drawn;
                key.largest.clone_from(&one.amount);
            }
        } else {
            let key = Key {
                indicator: one.indicator.clone(),
                scope: one.scope.clone(),
                label: wording::measured(rows, &one.indicator, one.scope.as_deref()),
                unit: one.unit.clone(),
                greatest: drawn,
                largest: one.amount.clone(),
                is_sum: one.is_sum,
            };
            all.push((key, BTreeSet::from([at])));
        }
    }
    all.sort_by_key(|(_, points)| Reverse(points.len()));
    all.into_iter().take(MOST_KEYS).map(|(key, _)| key).collect()
}

impl Key {
    /// Whether the figure is drawn with the mark of this key.
    fn is_of(&self, said: &Said) -> bool {
        (&self.indicator, &self.scope, &self.unit, self.is_sum)
            == (&said.indicator, &said.scope, &said.unit, said.is_sum)
    }
}

/// The number that decides the size of a mark: the figure itself, or else its upper bound; `None` if this is not above
/// zero.
fn drawn(figure: &Quantity) -> Option<f64> {
    let numbers = match figure.best {
        Some(_) => [figure.best, None],
        None => [figure.low, figure.high],
    };
    numbers.into_iter().flatten().map(Number::get).reduce(f64::max).filter(|number| *number > 0.0)
}

fn size(one: &Said, key: usize, of: &Key) -> Option<Size> {
    let figure = one.figure.as_ref().filter(|figure| drawn(figure).is_some())?;
    let part =
        |number: Option<Number>| number.map(|number| (number.get() / of.greatest).clamp(0.0, 1.0));
    let (low, high) = match figure.best {
        Some(_) => (part(figure.best), part(figure.best)),
        None => (part(figure.low), part(figure.high)),
    };
    Some(Size { key, low, high })
}

/// The point of a place, or else that of the nearest enclosing place that is not a country.
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

/// A position rounded to about ten metres, by which places at one point are combined.
#[expect(clippy::cast_possible_truncation, reason = "degrees are at most 180")]
fn rounded(at: Coordinates) -> (i64, i64) {
    let steps = |degrees: f64| (degrees * 1e4).round() as i64;
    (steps(at.latitude), steps(at.longitude))
}
