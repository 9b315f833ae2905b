//! Decides what each column of a file contains, by the column's name, or otherwise by its values.
//!
//! Knows roles and samples. Must not know the syntax of maps.

use crate::domain::name::fold;
use crate::mapping::column_words::{Role, unit_of_time};
use crate::mapping::date_form::DateForm;
use crate::mapping::suggest::bounds;
use crate::mapping::suggest::sample::{ColumnLook, Sample};
use crate::mapping::suggest::vocabulary::Vocabulary;
use foldhash::HashMap;

/// The role of each column; `None` for columns without one.
pub(super) fn assign_roles(samples: &[Sample], reads: &Vocabulary<'_>) -> Vec<Option<Role>> {
    let mut taken = vec![None; samples.len()];
    let nameable = nameable(samples);
    take_by_names(samples, &nameable, reads, &mut taken);
    take_by_looks(samples, &nameable, &mut taken);
    taken
}

/// Gives roles by column names, the best match first: `date` wins over `entry date`.
fn take_by_names(
    samples: &[Sample],
    nameable: &[bool],
    reads: &Vocabulary<'_>,
    taken: &mut [Option<Role>],
) {
    let of = |sample: &Sample| {
        let by_tag = Role::of(sample.tag.as_deref().unwrap_or_default());
        // If there is a hashtag, the name of the column is only the publisher's own word: a column `population` may
        // have the tag `#affected+idps`.
        let counted = by_tag.filter(|(role, _)| role.indicator().is_some());
        let (role, rank) = counted.or_else(|| Role::of(&sample.name)).or(by_tag)?;
        let role = match role {
            Role::Date => date_part(sample).unwrap_or(role),
            // A column `figure` may name what is counted, and another column may have the counts.
            Role::Value if !sample.figures_among(2, reads.reads) && !sample.numbers_among(2) => {
                Role::Indicator
            }
            // A month with its year is a whole date: `2024-01`.
            Role::Month if !sample.all(DateForm::is_month) && !sample.dates().is_empty() => {
                Role::Date
            }
            _ => role,
        };
        // A column that is called `killed` is read even if few of its cells are plain figures: the others are refused.
        let is_sure = role.indicator().is_some() && Role::is_whole_name(rank);
        let has_figure = || sample.values.iter().any(|value| has_digit(value));
        Some((role, rank)).filter(|(role, _)| fits(*role, sample, reads) || is_sure && has_figure())
    };
    let mut found: Vec<(usize, usize, Role)> = samples
        .iter()
        .enumerate()
        .filter(|(at, _)| nameable[*at])
        .filter_map(|(at, sample)| of(sample).map(|(role, rank)| (rank, at, role)))
        .collect();
    found.sort_by_key(|(rank, at, _)| (*rank, *at));
    for (rank, at, role) in found {
        // A row may name a locality and also a site in it.
        let may_repeat = role == Role::Place && Role::is_whole_name(rank);
        if role.indicator().is_some() || may_repeat || !taken.contains(&Some(role)) {
            taken[at] = Some(role);
        }
    }
}

/// Gives roles, by their values, to columns whose names have no known meaning.
fn take_by_looks(samples: &[Sample], nameable: &[bool], taken: &mut [Option<Role>]) {
    for (at, sample) in samples.iter().enumerate() {
        if taken[at].is_some() || !nameable[at] {
            continue;
        }
        let is_taken = |role: Role| taken.contains(&Some(role));
        let is_day = |form: &str| form.contains("%d") || form == "iso";
        let is_date = sample.dates().into_iter().any(is_day)
            || sample.most_dates().is_some_and(|forms| forms.iter().any(|(form, _)| is_day(form)));
        let role = match sample.looks_like() {
            Some(ColumnLook::Link) if !is_taken(Role::Link) => Some(Role::Link),
            Some(ColumnLook::CountryCode) if !is_taken(Role::Country) => Some(Role::Country),
            _ if is_date && !is_taken(Role::Date) && !is_taken(Role::Start) => Some(Role::Date),
            _ => None,
        };
        taken[at] = role;
    }
}

/// The part of a date that the values of a column named `date` or `day` are; `None` if they are
/// whole dates, or something else.
fn date_part(sample: &Sample) -> Option<Role> {
    let all_in = |first: u16, last: u16| {
        sample.all(|value| value.parse().is_ok_and(|number| (first..=last).contains(&number)))
    };
    if all_in(1, 31) {
        Some(Role::DayOfMonth)
    } else if all_in(1900, 2100) {
        Some(Role::Year)
    } else {
        None
    }
}

/// Whether the values of a column are possible for a role. `reads` interprets words.
fn fits(role: Role, sample: &Sample, reads: &Vocabulary<'_>) -> bool {
    let counts = |sample: &Sample| sample.numbers_among(2) || sample.figures_among(2, reads.reads);
    match role {
        Role::Year => date_part(sample) == Some(Role::Year),
        Role::Month => sample.all(DateForm::is_month),
        Role::Latitude => sample.is_degrees(90.0),
        Role::Longitude => sample.is_degrees(180.0),
        Role::Date | Role::Start | Role::End | Role::ReportDate => {
            sample.values.is_empty() || sample.values.iter().any(|value| has_digit(value))
        }
        Role::AsOf => !sample.dates().is_empty(),
        Role::Value | Role::OutOf => counts(sample),
        Role::Per => sample.all(|value| unit_of_time(value).is_some()),
        Role::TimeOfDay => sample.all(|value| (reads.reads_hours)(value)),
        Role::Low | Role::High => sample.numbers_among(2),
        Role::Link => sample.looks_like() == Some(ColumnLook::Link),
        role if role.indicator().is_some() => sample.values.is_empty() || counts(sample),
        // A column of numbers names no place, indicator or publisher.
        Role::Place | Role::Admin1 | Role::Admin2 if Role::is_code(&sample.name) => false,
        Role::Place | Role::Admin1 | Role::Admin2 | Role::Indicator | Role::Publisher => {
            !sample.numbers_among(10)
        }
        Role::Qualifier => sample.values.iter().any(|value| bounds::ours(value).is_some()),
        _ => true,
    }
}

fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

/// For each column, whether a template can refer to it without referring to another.
fn nameable(samples: &[Sample]) -> Vec<bool> {
    let folded: Vec<String> = samples.iter().map(|sample| fold(&sample.reference)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for name in &folded {
        *counts.entry(name).or_default() += 1;
    }
    let is_plain = |name: &str| !name.contains(['{', '}']) && !name.ends_with('?');
    let names = samples.iter().map(|sample| sample.is_found && is_plain(&sample.reference));
    names.zip(&folded).map(|(is_plain, name)| is_plain && counts[name.as_str()] == 1).collect()
}
