//! The words of a mark of a lane, for readers who point at it or cannot see it.

use super::mark::Mark;
use crate::domain::compare::StatementKind;
use crate::domain::when::{Day, Qualifier};
use crate::view::wording;

impl Mark {
    /// The words of the mark, with its place and its days: `held 22 Sep - 20 Oct, perhaps since 1 Jul`. The days leave
    /// out the year if it is `year`.
    #[must_use]
    pub fn words(&self, year: Option<i32>) -> String {
        let what = match self.kind {
            StatementKind::Held => "held",
            StatementKind::Absent => "none",
            StatementKind::Total => "in all",
            StatementKind::Level | StatementKind::Happened => "",
            StatementKind::Ended => "ended",
            StatementKind::Foreseen => "forecast",
            StatementKind::Demanded => "demanded",
            StatementKind::Planned => "announced",
            StatementKind::PutOff => "postponed or refused",
            StatementKind::Denied => "denied",
        };
        // The stage is named as it was stated: an agreement is more than a plan.
        let has_stage = matches!(self.kind, StatementKind::Planned | StatementKind::PutOff);
        let stage = self.status.filter(|_| has_stage).map(wording::status);
        let what = stage.as_deref().unwrap_or(what);
        let value = if self.length.is_empty() { &self.value } else { &self.length };
        let value = if self.kind == StatementKind::Absent { "" } else { &**value };
        let differs = if self.differs { "other reports differ" } else { "" };
        let parts = [value, what].into_iter().filter(|part| !part.is_empty());
        let said = parts.collect::<Vec<_>>().join(" ");
        let said = if said.is_empty() { "reported".to_owned() } else { said };
        let said = match &self.place {
            Some(place) => format!("{place}: {said}"),
            None => said,
        };
        let claimed = if self.is_claimed { "claimed" } else { "" };
        let all = [said, self.days(year), claimed.to_owned(), differs.to_owned()];
        all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The days, with how certain they are; empty if there are none.
    fn days(&self, year: Option<i32>) -> String {
        let [first, last] = self.hedged;
        if first == last {
            return self.days_if_sure(year, first);
        }
        wording::with_hedged_ends(self.days_if_sure(year, None), self.hedged)
    }

    /// The days, certain ones first. `hedge` has the qualifiers of both ends.
    fn days_if_sure(&self, year: Option<i32>, hedge: Option<Qualifier>) -> String {
        let day = |day: Day| wording::day(day, year);
        let span = |from: Day, to: Day| wording::qualified(&wording::span(from, to, year), hedge);
        if let Some((from, to)) = self.certain {
            let certain = span(from, to);
            let before = match self.first {
                Some(first) if first < from => Some(format!("perhaps since {}", day(first))),
                None => Some("perhaps longer before".to_owned()),
                Some(_) => None,
            };
            let after = match self.last {
                Some(last) if last > to => Some(format!("perhaps until {}", day(last))),
                None => Some("perhaps still".to_owned()),
                Some(_) => None,
            };
            return [Some(certain), before, after]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", ");
        }
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => span(first, last),
            (Some(first), Some(last)) => {
                let days = span(first, last);
                if self.kind.lasts() {
                    format!("perhaps {days}")
                } else {
                    format!("some day of {days}")
                }
            }
            (Some(first), None) => format!("from {}", day(first)),
            (None, Some(last)) => format!("by {}", day(last)),
            (None, None) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compare::Name;
    use crate::domain::fact::Status;

    fn day_of(day: &str) -> Option<&'static str> {
        ["2016-10-24", "2016-10-27"].into_iter().find(|known| known.ends_with(day))
    }

    fn mark(kind: StatementKind, days: [Option<&str>; 4]) -> Mark {
        let [first, from, to, last] = days.map(|day| day.map(|day| day.parse::<Day>().unwrap()));
        Mark {
            kind,
            status: None,
            place: None,
            is_of_part: false,
            first,
            last,
            certain: from.zip(to),
            hedged: [None; 2],
            value: "5".into(),
            length: Name::default(),
            differs: false,
            is_claimed: false,
        }
    }

    #[test]
    fn a_mark_says_its_days_as_sure_as_they_are() {
        let all = ["2016-07-01", "2016-09-22", "2016-10-20", "2016-10-24"].map(Some);
        let held = mark(StatementKind::Held, all).words(Some(2016));
        assert_eq!(held, "5 held, 22 Sep - 20 Oct, perhaps since 1 Jul, perhaps until 24 Oct");
        let length = Mark { length: "24 hours".into(), ..mark(StatementKind::Held, all) };
        assert!(length.words(Some(2016)).starts_with("24 hours held, 22 Sep"));
        let due = mark(StatementKind::Foreseen, [None, None, None, Some("2016-10-31")]);
        assert_eq!(due.words(None), "5 forecast, by 31 Oct 2016");
        let day = Some("2016-10-22");
        let agreed = Mark {
            status: Some(Status::Agreed),
            place: Some("Homs".into()),
            ..mark(StatementKind::Planned, [day_of("24"), day_of("24"), day_of("27"), day_of("27")])
        };
        assert_eq!(agreed.words(Some(2016)), "Homs: 5 agreed, 24-27 Oct");
        let none = Mark { differs: true, ..mark(StatementKind::Absent, [day; 4]) };
        assert_eq!(none.words(Some(2016)), "none, 22 Oct, other reports differ");
    }
}
