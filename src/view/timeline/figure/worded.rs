//! The current figure or status in words, as the parts of a figure.

use super::at_place::{AtPlace, MOST_PLACES};
use super::parts::Figure;
use super::step::Step;
use super::words::{About, other_place};
use crate::domain::compare::Statement;

/// The figure of a lane whose facts were all retracted, corrected or rejected: only a word that says so.
pub(super) fn gone(statements: &[&Statement]) -> Figure {
    let is_corrected = statements.iter().any(|statement| statement.is_replaced);
    let word = if is_corrected { "corrected since" } else { "retracted" };
    let parts = statements.first().map(|_| word.to_owned()).into_iter().collect();
    Figure { parts, ..Figure::default() }
}

/// The figure of the place itself, or of places inside it side by side. `all` are in the order in which they are
/// chosen, `has_more` means that there are further places.
pub(super) fn of_figures(all: &[AtPlace<'_>], has_more: bool, about: About<'_>) -> Figure {
    let told: Vec<Worded> =
        all.iter().filter_map(|at| Worded::of(at, about)).take(MOST_PLACES).collect();
    match told.as_slice() {
        [] => Figure::default(),
        [one] if !has_more => one.alone(),
        several => side_by_side(several, has_more),
    }
}

/// A figure in words.
struct Worded {
    figure: String,
    plain: String,
    short: String,
    /// The name of the place; `None` if it is the timeline's own place.
    place: Option<String>,
    scope: Option<String>,
    when: Option<String>,
    /// The number of figures of which this is the newest; `None` if it covers all days.
    newest_of: Option<usize>,
}

impl Worded {
    fn of(at: &AtPlace<'_>, about: About<'_>) -> Option<Self> {
        let step = at.main()?;
        let scope = step.standing.scope.filter(|scope| Some(*scope) != about.scope);
        Some(Self {
            figure: step.against_others(&step.figure(about), about),
            plain: step.against_others(&step.plain(about), about),
            short: step.against_others(&step.short(about), about),
            place: other_place(about.rows, step.newest(), about.place)
                .filter(|_| !step.has_other_places())
                .map(str::to_owned),
            scope: scope.map(str::to_owned),
            when: step.when(about),
            newest_of: at.newest_of(),
        })
    }

    /// A figure with its place, and with the number of figures of which it is the newest.
    fn named(&self, figure: &str) -> String {
        let place = self.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        let newest = self.newest_of.map(|many| format!(" (newest of {many})")).unwrap_or_default();
        format!("{figure}{newest}{place}")
    }

    fn parts(&self) -> Vec<String> {
        let figure = self.named(&self.figure);
        [Some(figure), self.scope.clone(), self.when.clone()].into_iter().flatten().collect()
    }

    fn alone(&self) -> Figure {
        let mut briefs: Vec<String> =
            [&self.figure, &self.plain, &self.short].map(|figure| self.named(figure)).to_vec();
        briefs.dedup();
        if self.place.is_none() && self.newest_of.is_none() && briefs.len() == 1 {
            briefs.clear();
        }
        Figure { parts: self.parts(), main: 0, briefs }
    }
}

/// The figures of several places side by side, and shorter forms: without scope and time, with
/// short figures, and with only the first place.
fn side_by_side(all: &[Worded], has_more: bool) -> Figure {
    let join = |mut each: Vec<String>, has_more: bool| {
        each.extend(has_more.then(|| "…".to_owned()));
        each.join("; ")
    };
    let each = |words: &dyn Fn(&Worded) -> String| all.iter().map(words).collect();
    let first = all.first().map(|told| told.named(&told.short)).into_iter().collect();
    Figure {
        parts: vec![join(each(&|told| told.parts().join(", ")), has_more)],
        main: 0,
        briefs: vec![
            join(each(&|told| told.named(&told.figure)), has_more),
            join(each(&|told| told.named(&told.short)), has_more),
            join(first, true),
        ],
    }
}

/// The current status of a process (an event or a state): `extended 21 Oct, ended 22 Oct`. Statements about the future
/// come last and are never the main part if there is a current status. `all` are in the order in which they are chosen,
/// `put_off` replaces their main step, `has_more` is true if there are further places.
pub(super) fn of_process<'s>(
    all: &[AtPlace<'s>],
    put_off: Option<&Step<'s>>,
    has_more: bool,
    about: About<'_>,
) -> Figure {
    let main = || all.iter().filter_map(AtPlace::main);
    let mut steps: Vec<Step<'_>> = match (all, put_off) {
        (_, Some(put_off)) => vec![put_off.clone()],
        ([one], None) => one.course(about),
        (several, None) => {
            several.iter().take(MOST_PLACES).filter_map(AtPlace::main).cloned().collect()
        }
    };
    steps.sort_by_key(Step::order);
    let main = put_off.or_else(|| main().max_by_key(|step| step.order()));
    let is_main = |step: &Step<'_>| main.is_some_and(|main| main.order() == step.order());
    let Some(main) = steps.iter().position(is_main) else { return Figure::default() };
    let mut parts: Vec<String> = steps.iter().map(|step| step.dated(about)).collect();
    let mut briefs = Vec::new();
    // A step without words would show only its place, so it is left out.
    let before = main.checked_sub(1).map(|before| &steps[before]);
    let before = before.filter(|step| !step.words(about).is_empty());
    briefs.extend(before.map(|before| format!("{}, {}", before.brief(about), parts[main])));
    let last = &steps[main];
    if last.is_disputed() {
        briefs.push(last.brief(about));
    } else if !last.words(about).is_empty() && *last.newest().place != *about.place {
        // On a narrow page the date is left out before the place.
        briefs.extend([parts[main].clone(), last.brief(about)]);
    }
    if has_more {
        parts.insert(0, "…".to_owned());
    }
    Figure { parts, main: main + usize::from(has_more), briefs }
}
