//! Assessments: a person's judgement of a recorded fact, apart from what the fact says.
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
        /// Possibly true: not confirmed, and agrees with some other information.
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
        /// The fact is used, and shown as doubted.
        Disputed = "disputed",
        /// The fact is kept, but not used.
        Rejected = "rejected",
    }
}

/// One judgement of a fact. The newest assessment replaces all earlier ones as a whole: a grade
/// that it leaves out is ungraded, even if an earlier one had it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// How reliable the source is; `None` where that was not graded.
    pub reliability: Option<Reliability>,
    /// How credible the statement is; `None` where that was not graded.
    pub credibility: Option<Credibility>,
    /// How the fact is to be used; `None` where that was not decided.
    pub disposition: Option<Disposition>,
    /// Reason for the judgement, in the words of the person who judged.
    pub reason: String,
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
    /// Who judged: field `by` of the changeset that recorded the assessment.
    pub recorded_by: String,
}

/// The disposition of the last of a fact's assessments, in the order of recording; `None` where it has
/// none.
#[must_use]
pub fn disposition(assessments: &[RecordedAssessment]) -> Option<Disposition> {
    assessments.last().and_then(|last| last.assessment.disposition)
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

    #[test]
    fn what_is_no_grade_is_refused_with_the_scale() {
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
