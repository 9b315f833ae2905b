//! Assessments: a person's judgement of a recorded fact, which is not part of the fact.
//!
//! The grades follow the Admiralty code (NATO STANAG 2511). An ungraded fact is not the same as
//! grade F or 6: those say that somebody tried to judge and could not.

use super::words::{UnknownWord, word_set};
use std::fmt;
use std::str::FromStr;

/// How reliable the source is, from A to F.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reliability {
    /// Reliable: no doubt of authenticity or competence, and a history of complete reliability.
    A,
    /// Usually reliable: minor doubts, and a history of mostly valid information.
    B,
    /// Fairly reliable: doubts, but valid information in the past.
    C,
    /// Not usually reliable: significant doubts, and valid information now and then.
    D,
    /// Unreliable: lacks authenticity or competence, with a history of invalid information.
    E,
    /// Cannot be judged: nothing is known on which to grade the source.
    F,
}

impl Reliability {
    /// Every grade, the best first.
    pub const ALL: &[Self] = &[Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];
    /// The letters of the grades, in the same order.
    pub const WORDS: &[&str] = &["A", "B", "C", "D", "E", "F"];

    /// The letter of the Admiralty code (STANAG 2511), as stored and displayed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
        }
    }

    /// The meaning of the letter, in words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::A => "reliable",
            Self::B => "usually reliable",
            Self::C => "fairly reliable",
            Self::D => "not usually reliable",
            Self::E => "unreliable",
            Self::F => "cannot be judged",
        }
    }
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Reliability {
    type Err = UnknownWord;

    /// Parses a letter, in upper or lower case. Fails for other text.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let letter = text.trim();
        let found = Self::ALL.iter().find(|grade| grade.as_str().eq_ignore_ascii_case(letter));
        found.copied().ok_or_else(|| UnknownWord {
            what: "reliability",
            word: text.to_owned(),
            expected: "A (reliable) to F (cannot be judged)".to_owned(),
        })
    }
}

word_set! {
    /// How credible the statement is, from 1 to 6.
    Credibility, "credibility" {
        /// Confirmed by other, independent sources.
        One = "1",
        /// Probably true: not confirmed, but consistent with other information.
        Two = "2",
        /// Possibly true: not confirmed, but agrees with some other information.
        Three = "3",
        /// Doubtful: possible, but no other information supports it.
        Four = "4",
        /// Improbable: contradicted by other information.
        Five = "5",
        /// Cannot be judged: there is no other information to compare the statement with.
        Six = "6",
    }
}

impl Credibility {
    /// The number of the Admiralty code: 1 (best) to 5, and 6 for "cannot be judged".
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Four => 4,
            Self::Five => 5,
            Self::Six => 6,
        }
    }

    /// The meaning of the number, in words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::One => "confirmed by other sources",
            Self::Two => "probably true",
            Self::Three => "possibly true",
            Self::Four => "doubtful",
            Self::Five => "improbable",
            Self::Six => "cannot be judged",
        }
    }
}

word_set! {
    /// How a fact is to be used.
    Disposition, "disposition" {
        /// The fact is used as recorded.
        Accepted = "accepted",
        /// The fact is used, but shown as doubted.
        Disputed = "disputed",
        /// The fact is kept, but not used.
        Rejected = "rejected",
    }
}

/// One judgement of a fact. The newest assessment by an analyst replaces that analyst's earlier ones as a whole: a
/// grade that is missing in it is ungraded, even if an earlier one had it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// How reliable the source is; `None` if that was not graded.
    pub reliability: Option<Reliability>,
    /// How credible the statement is; `None` if that was not graded.
    pub credibility: Option<Credibility>,
    /// How the fact is to be used; `None` if that was not decided.
    pub disposition: Option<Disposition>,
    /// Reason for the judgement, in the words of the person who judged.
    pub reason: String,
    /// Who judged, if this is not the person who recorded the assessment, because it came from another database.
    pub by: Option<String>,
}

impl Assessment {
    /// Whether the assessment has neither a grade nor a disposition.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        self.reliability.is_none() && self.credibility.is_none() && self.disposition.is_none()
    }
}

/// An assessment with the time and author of its recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedAssessment {
    /// The grades, the disposition and the reason.
    pub assessment: Assessment,
    /// When the assessment was recorded: UTC, `YYYY-MM-DDThh:mm:ssZ`.
    pub recorded_at: String,
    /// Who judged; if the assessment does not say so, who recorded it.
    pub recorded_by: String,
}

/// The combined result of all assessments of a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// The worst of the grades A to E that count; F if no analyst could judge it; `None` if nobody graded.
    pub reliability: Option<Reliability>,
    /// The worst of the grades 1 to 5 that count; 6 if no analyst could judge it; `None` if nobody graded.
    pub credibility: Option<Credibility>,
    /// How the fact is to be used; `None` if nobody decided.
    pub disposition: Option<Disposition>,
    /// Why the fact is rejected, in the words of the last who rejected it; `None` if it is not.
    pub rejected_because: Option<String>,
    /// The person who rejected it last; `None` if it is not rejected.
    pub rejected_by: Option<String>,
}

impl Verdict {
    /// Only the newest assessment of each analyst counts. A fact that one rejects and nobody accepts is rejected. One
    /// that is both rejected and accepted is disputed, and so is one that somebody disputes. The assessments are in the
    /// order of recording.
    #[must_use]
    pub fn of<'a>(assessments: impl IntoIterator<Item = &'a RecordedAssessment>) -> Self {
        let mut counts: Vec<(&str, &Assessment)> = Vec::new();
        for RecordedAssessment { assessment, recorded_by, .. } in assessments {
            match counts.iter_mut().find(|(analyst, _)| analyst == recorded_by) {
                Some((_, newest)) => *newest = assessment,
                None => counts.push((recorded_by, assessment)),
            }
        }
        let newest = || counts.iter().map(|(_, assessment)| *assessment);
        let says = |word| newest().any(|one| one.disposition == Some(word));
        let rejected = Disposition::Rejected;
        let disposition = match [rejected, Disposition::Accepted].map(says) {
            [true, false] => Some(rejected),
            [true, true] => Some(Disposition::Disputed),
            _ if says(Disposition::Disputed) => Some(Disposition::Disputed),
            [false, is_accepted] => is_accepted.then_some(Disposition::Accepted),
        };
        let rejecting = counts.iter().rfind(|(_, one)| one.disposition == Some(rejected));
        let rejecting = rejecting.filter(|_| disposition == Some(rejected));
        Self {
            reliability: worst(newest().filter_map(|one| one.reliability), Reliability::F),
            credibility: worst(newest().filter_map(|one| one.credibility), Credibility::Six),
            disposition,
            rejected_because: rejecting.map(|(_, one)| one.reason.clone()),
            rejected_by: rejecting.map(|(analyst, _)| (*analyst).to_owned()),
        }
    }

    /// Whether the fact is rejected.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        self.disposition == Some(Disposition::Rejected)
    }

    /// The grades as analysts write them; empty if nobody graded.
    #[must_use]
    pub fn grade(&self) -> String {
        grade(self.reliability, self.credibility)
    }
}

/// Grades as analysts write them: `B2`, `B`, `2`; empty if there are none.
#[must_use]
pub fn grade(reliability: Option<Reliability>, credibility: Option<Credibility>) -> String {
    let letter = reliability.map(Reliability::as_str).unwrap_or_default();
    let number = credibility.map(Credibility::as_str).unwrap_or_default();
    format!("{letter}{number}")
}

/// The worst of some grades; `unknown`, the last of the scale, if there is no other grade.
fn worst<T: Copy + Ord>(grades: impl Iterator<Item = T>, unknown: T) -> Option<T> {
    // `unknown` is the last grade of the scale, so it is chosen only if there is no other.
    grades.max_by_key(|grade| (*grade != unknown).then_some(*grade))
}

/// A retraction that was later taken back, with both reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// Why the fact or report was retracted.
    pub retracted: String,
    /// Why the retraction was taken back.
    pub reinstated: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_print_and_parse_to_themselves_in_either_case() {
        for grade in Reliability::ALL {
            assert_eq!(grade.to_string().parse::<Reliability>().unwrap(), *grade);
            assert_eq!(grade.as_str().to_lowercase().parse::<Reliability>().unwrap(), *grade);
        }
        for grade in Credibility::ALL {
            assert_eq!(grade.to_string().parse::<Credibility>().unwrap(), *grade);
            assert_eq!(grade.number().to_string(), grade.as_str());
        }
    }

    /// The assessments that count, each as `analyst: grades and disposition`.
    fn verdict(assessments: &[&str]) -> String {
        let recorded: Vec<RecordedAssessment> = assessments
            .iter()
            .map(|text| {
                let (analyst, says) = text.split_once(": ").unwrap();
                let find = |is: fn(&str) -> bool| says.split(' ').find(|word| is(word));
                let is_letter = |word: &str| word.len() == 1 && word.parse::<u8>().is_err();
                let assessment = Assessment {
                    reliability: find(is_letter).map(|word| word.parse().unwrap()),
                    credibility: find(|word| word.parse::<u8>().is_ok())
                        .map(|word| word.parse().unwrap()),
                    disposition: find(|word| word.len() > 1).map(|word| word.parse().unwrap()),
                    reason: "why".to_owned(),
                    by: None,
                };
                let (recorded_at, recorded_by) = (String::new(), analyst.to_owned());
                RecordedAssessment { assessment, recorded_at, recorded_by }
            })
            .collect();
        let verdict = Verdict::of(&recorded);
        let word = verdict.disposition.map_or("-", Disposition::as_str);
        format!("{} {word}", verdict.grade()).trim().to_owned()
    }

    #[test]
    fn of_each_analyst_the_newest_assessment_counts() {
        for (assessments, comes_to) in [
            (&[][..], "-"),
            (&["ana: accepted"], "accepted"),
            (&["ana: disputed"], "disputed"),
            (&["ana: rejected"], "rejected"),
            (&["ana: rejected", "ana: accepted"], "accepted"),
            (&["ana: accepted", "ana: rejected"], "rejected"),
            (&["ana: rejected", "ana: B"], "B -"),
            (&["ana: rejected", "ben: B"], "B rejected"),
            (&["ana: rejected", "ben: disputed"], "rejected"),
            (&["ana: rejected", "ben: accepted"], "disputed"),
            (&["ana: accepted", "ben: rejected"], "disputed"),
            (&["ana: accepted", "ben: rejected", "ana: rejected"], "rejected"),
            (&["ana: accepted", "ben: rejected", "ben: C"], "C accepted"),
            (&["ana: accepted", "ben: disputed"], "disputed"),
            (&["ana: A 1", "ben: C 3"], "C3 -"),
            (&["ana: F 6", "ben: B 2"], "B2 -"),
            (&["ana: F 6", "ben: F"], "F6 -"),
            (&["ana: B", "ben: 2"], "B2 -"),
            (&["ana: D", "ana: B", "ben: C"], "C -"),
        ] {
            assert_eq!(verdict(assessments), comes_to, "{assessments:?}");
        }
    }

    #[test]
    fn a_word_that_is_not_a_grade_is_refused_with_the_scale() {
        let why = "G".parse::<Reliability>().unwrap_err().to_string();
        assert_eq!(
            why,
            "`G` is not a reliability: it must be one of A (reliable) to F (cannot be judged)"
        );
        for word in ["", "AB", "0", "7", "A1"] {
            assert!(word.parse::<Reliability>().is_err(), "{word}");
            assert!(word.parse::<Credibility>().is_err(), "{word}");
        }
    }
}
