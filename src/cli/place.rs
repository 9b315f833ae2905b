//! The command `factline place add|list|show|edit|import`.

use super::aliases::{self, AliasChanges};
use super::context::Context;
use super::error::Failure;
use super::named_place::find;
use super::outcome::{Outcome, Run};
use super::output::Output;
use super::place_import::Import;
use crate::domain::country::recorded_code;
use crate::domain::name;
use crate::domain::names::Named;
use crate::domain::place::{CoordinatePrecision, Coordinates, Place, PlaceKind};
use crate::render;
use crate::store::Store;
use crate::text::safe;
use crate::view;
use clap::{Args, Subcommand};

/// Places: add, change, list, show, import
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline place add Syria --kind country --country SYR
  factline place add Aleppo --in Syria --alias Halab --alias حلب
  factline place add 'Eastern Aleppo' --in Aleppo
  factline place import syria-pcodes.csv
  factline place list")]
pub(super) struct PlaceCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Add(Add),
    List(List),
    Show(Show),
    Edit(Edit),
    Import(Import),
}

/// Add a place
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline place add Aleppo --kind city --in Syria --alias Halab \\
    --lat 36.2021 --lon 37.1343")]
struct Add {
    /// The name that is shown
    name: String,
    #[command(flatten)]
    parts: Parts,
    /// The key of the place [default: made from the name]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Another name of the place, in any script; may be repeated
    #[arg(long, value_name = "NAME")]
    alias: Vec<String>,
}

/// Change a place; its older versions stay recorded
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline place edit aleppo --pcode C1007 --alias Alep
  factline place edit aleppo --remove-alias Halap --note 'misspelt'")]
struct Edit {
    /// The place: key, name or alias
    place: String,
    /// The new name that is shown
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    parts: Parts,
    #[command(flatten)]
    aliases: AliasChanges,
}

#[derive(Debug, Args)]
struct Parts {
    /// The place in which it lies
    #[arg(long = "in", value_name = "PLACE")]
    parent: Option<String>,
    /// The kind: country, admin1 to admin4, city, town, village, part, camp, site, area
    /// [default: part in a settlement, else city]
    #[arg(long)]
    kind: Option<PlaceKind>,
    /// The ISO 3166-1 alpha-3 code of the country [default: that of the place that contains it]
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// The P-code (OCHA)
    #[arg(long, value_name = "CODE")]
    pcode: Option<String>,
    /// The latitude in degrees north
    #[arg(long, value_name = "DEGREES", allow_hyphen_values = true, requires = "lon", value_parser = latitude)]
    lat: Option<f64>,
    /// The longitude in degrees east
    #[arg(long, value_name = "DEGREES", allow_hyphen_values = true, requires = "lat", value_parser = longitude)]
    lon: Option<f64>,
    /// How exact the coordinates are: exact, near or centroid
    #[arg(long, value_name = "PRECISION", requires = "lat")]
    precision: Option<CoordinatePrecision>,
}

fn latitude(text: &str) -> Result<f64, String> {
    degrees(text, 90.0)
}

fn longitude(text: &str) -> Result<f64, String> {
    degrees(text, 180.0)
}

fn degrees(text: &str, most: f64) -> Result<f64, String> {
    let value: Option<f64> = text.parse().ok();
    value
        .filter(|value| value.abs() <= most)
        .ok_or_else(|| format!("degrees from -{most} to {most}"))
}

/// List places as a tree
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline place list --in Aleppo")]
struct List {
    /// Only this place and the places in it
    #[arg(long = "in", value_name = "PLACE")]
    parent: Option<String>,
    /// Only places of this kind
    #[arg(long)]
    kind: Option<PlaceKind>,
    #[command(flatten)]
    output: Output,
}

/// Show one place: where it lies, its names, its P-code
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline place show Halab")]
struct Show {
    /// The place: key, name or alias
    place: String,
    #[command(flatten)]
    output: Output,
}

impl PlaceCommand {
    pub(super) fn run(self, context: &mut Context) -> Run {
        match self.action {
            Action::Add(action) => action.run(context),
            Action::List(action) => action.run(context),
            Action::Show(action) => action.run(context),
            Action::Edit(action) => action.run(context),
            Action::Import(action) => action.run(context),
        }
    }
}

impl Parts {
    /// Puts the values of the options into a place. Fails if the country is unknown, or is not that
    /// of the parent.
    fn apply(self, place: &mut Place, parent: Option<&Place>) -> anyhow::Result<()> {
        if let Some(parent) = parent {
            place.parent = Some(parent.key.clone());
            place.country = parent.country.clone().or(place.country.take());
        }
        if let Some(kind) = self.kind {
            place.kind = kind;
        }
        if let Some(country) = self.country {
            let code =
                recorded_code(&country).map_err(|why| Failure::new(format!("country {why}")))?;
            refuse_other_country(&code, parent)?;
            place.country = Some(code);
        }
        if let Some(pcode) = self.pcode {
            place.pcode = Some(pcode.trim().to_owned()).filter(|pcode| !pcode.is_empty());
        }
        if let (Some(latitude), Some(longitude)) = (self.lat, self.lon) {
            place.coordinates = Some(Coordinates { latitude, longitude });
            place.coordinate_precision = self.precision;
        }
        Ok(())
    }
}

/// Refuses a country other than that of the parent.
fn refuse_other_country(code: &str, parent: Option<&Place>) -> anyhow::Result<()> {
    let around = parent.and_then(|parent| Some((parent, parent.country.as_deref()?)));
    match around {
        Some((parent, its)) if its != code => {
            Err(Failure::new(format!("country `{code}`: {} lies in `{its}`", parent.name))
                .hint("leave --country out, or name another place with --in")
                .into())
        }
        _ => Ok(()),
    }
}

/// The kind of a new place without `--kind`: `part` if its parent is a settlement or part of one,
/// else `city`.
fn usual_kind(parent: Option<&Place>) -> PlaceKind {
    match parent {
        Some(parent) if parent.kind.is_settlement() || parent.kind == PlaceKind::Part => {
            PlaceKind::Part
        }
        _ => PlaceKind::City,
    }
}

impl Add {
    fn run(self, context: &mut Context) -> Run {
        let mut store = context.open_to_record()?;
        let parent =
            self.parts.parent.as_deref().map(|words| find(context, &store, words)).transpose()?;
        let name = self.name.trim().to_owned();
        let key = match self.key {
            Some(key) => key,
            None => free_key(&store, &name, parent.as_ref())?,
        };
        let mut place = Place::new(&key, &name, usual_kind(parent.as_ref()), None);
        self.parts.apply(&mut place, parent.as_ref())?;
        aliases::add(&mut place.aliases, self.alias);
        tell_namesakes(context, &store, &place);
        tell_near(context, &store, &place)?;
        let recorder = context.recorder()?;
        let mut writer = store.begin()?;
        writer.add_place(&place)?;
        context.commit(writer, &recorder, &format!("place `{}`", place.key))?;
        writeln!(context.out(), "{}", safe::terminal(&place.key))?;
        let lies_in = parent.map(|parent| format!(" in {}", parent.name)).unwrap_or_default();
        context.say(format!("added {}, {}{lies_in}", place.name, place.kind));
        Ok(Outcome::Done)
    }
}

/// Notes which places already have one of the new place's names: such a name alone may be ambiguous
/// from now on.
fn tell_namesakes(context: &Context, store: &Store, place: &Place) {
    for name in std::iter::once(&place.name).chain(&place.aliases) {
        if let Ok(Named { row, .. }) = store.find_place(name) {
            context.say(format!("note: `{name}` also names `{}` ({})", row.key, row.kind));
        }
    }
}

/// Notes the first recorded place whose name may be the correct spelling of the new place's name.
/// Countries are not compared: their codes are checked.
fn tell_near(context: &Context, store: &Store, place: &Place) -> anyhow::Result<()> {
    if place.kind == PlaceKind::Country {
        return Ok(());
    }
    let new = name::fold_name(&place.name);
    let is_near = |other: &String| name::is_one_letter_apart(&new, &name::fold_name(other));
    let near = |row: &&Place| std::iter::once(&row.name).chain(&row.aliases).any(is_near);
    if let Some(Place { key, kind, name: recorded, .. }) = store.places()?.iter().find(near) {
        context
            .say(format!("note: `{}` is one letter from `{key}`: {recorded}, {kind}", place.name));
    }
    Ok(())
}

/// A key for a new place, made from its name; if another place has that key, from its name and its
/// parent's name. Fails if a place of the same name has the same parent.
pub(super) fn free_key(
    store: &Store,
    name: &str,
    parent: Option<&Place>,
) -> anyhow::Result<String> {
    let base = name::key_of(name);
    if base.is_empty() {
        return Err(
            Failure::new(format!("place `{name}`: a name needs a letter or a digit")).into()
        );
    }
    let Some(there) = store.place_with_key(&base)? else { return Ok(base) };
    let parent_key = parent.map(|parent| parent.key.clone());
    if there.parent == parent_key && name::fold_name(&there.name) == name::fold_name(name) {
        return Err(Failure::new(format!("place `{name}` is recorded already, as `{base}`"))
            .hint(format!("factline place show {base}; another one of that name needs --key"))
            .into());
    }
    let key = format!("{base}-{}", parent_key.as_deref().unwrap_or("2"));
    if store.place_with_key(&key)?.is_some() {
        return Err(Failure::new(format!("place `{name}` is recorded already, as `{key}`"))
            .hint("give another --key")
            .into());
    }
    Ok(key)
}

impl Edit {
    fn run(self, context: &mut Context) -> Run {
        let mut opened = context.open_to_record()?;
        let mut writer = opened.begin()?;
        let store = writer.store();
        let before = find(context, store, &self.place)?;
        let parent =
            self.parts.parent.as_deref().map(|words| find(context, store, words)).transpose()?;
        let mut place = before.clone();
        if let Some(name) = self.name {
            place.aliases.push(std::mem::replace(&mut place.name, name));
        }
        self.parts.apply(&mut place, parent.as_ref())?;
        self.aliases.apply(&mut place.aliases, &place.key)?;
        if place == before {
            return Err(Failure::new(format!("place `{}`: nothing to change", before.key))
                .hint("give --name, --in, --kind, --pcode, --lat and --lon, --alias or --remove-alias")
                .into());
        }
        let recorder = context.recorder()?;
        writer.edit_place(&place)?;
        context.commit(writer, &recorder, &format!("place `{}`", place.key))?;
        context.say(format!("changed {} ({})", place.name, place.key));
        Ok(Outcome::Done)
    }
}

impl List {
    fn run(self, context: &mut Context) -> Run {
        let store = context.open()?;
        let mut places = store.places()?;
        if let Some(words) = &self.parent {
            let top = find(context, &store, words)?;
            keep_below(&mut places, &top.key);
        }
        if let Some(kind) = self.kind {
            places.retain(|place| place.kind == kind);
        }
        let mut grid = view::lists::places(&places);
        if places.len() >= view::lists::LONG {
            grid.notes.push(format!("{} places: --in PLACE shows a part of them", places.len()));
        }
        self.output.write(context, |format, style, out| render::grid(&grid, format, style, out))?;
        Ok(Outcome::Done)
    }
}

/// Keeps only a place and all places in it.
fn keep_below(places: &mut Vec<Place>, top: &str) {
    let mut inside = std::collections::HashSet::from([top.to_owned()]);
    loop {
        let before = inside.len();
        let below =
            |place: &&Place| place.parent.as_ref().is_some_and(|parent| inside.contains(parent));
        let found: Vec<String> =
            places.iter().filter(below).map(|place| place.key.clone()).collect();
        inside.extend(found);
        if inside.len() == before {
            break;
        }
    }
    places.retain(|place| inside.contains(&place.key));
}

impl Show {
    fn run(self, context: &mut Context) -> Run {
        let store = context.open()?;
        let place = find(context, &store, &self.place)?;
        let detail = view::detail::place(&place, &store.places()?);
        self.output
            .write(context, |format, style, out| render::detail(&detail, format, style, out))?;
        Ok(Outcome::Done)
    }
}
