//! What was done to a recorded fact: retracted, reinstated, or the recording of one of these undone.

/// What an act is about.
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
    /// The subject was recorded; a fact or report, which was there already, anew.
    Recorded,
    /// The subject was undone.
    Undone,
    /// The undoing of the subject was undone.
    Redone,
}

/// One act, with who did it, when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// What the act is about.
    pub subject: Subject,
    /// How the act changed its subject.
    pub done: Done,
    /// When the act was recorded: UTC, `YYYY-MM-DDThh:mm:ssZ`.
    pub recorded_at: String,
    /// Who recorded the act.
    pub recorded_by: String,
    /// The reason, in the words of who recorded the act; empty where a fact or report was recorded anew.
    pub reason: String,
}
