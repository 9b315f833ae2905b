//! Acts on a recorded fact: it was retracted or reinstated, or the recording of one of these was undone.

/// The subject of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The recording of the fact.
    Recording,
    /// A retraction of the fact.
    Retraction,
    /// A reinstatement of the fact.
    Reinstatement,
    /// A retraction of the fact's report.
    RetractionOfReport,
    /// A reinstatement of the fact's report.
    ReinstatementOfReport,
    /// The recording of the fact's report.
    RecordingOfReport,
}

/// How an act changed its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// The subject was recorded; a fact or report that was there already was recorded again.
    Recorded,
    /// The subject was undone.
    Undone,
    /// The undoing of the subject was undone.
    Redone,
}

/// One act, with who did it, when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The subject of the act.
    pub subject: Subject,
    /// How the act changed its subject.
    pub done: Done,
    /// When the act was recorded: UTC, `YYYY-MM-DDThh:mm:ssZ`.
    pub recorded_at: String,
    /// Who recorded the act.
    pub recorded_by: String,
    /// The reason, in the words of the person who recorded the act; empty if a fact or report was recorded
    /// again.
    pub reason: String,
}
