//! The facts of an edited report whose words were read against an earlier version of it, and those whose
//! quotes can be compared with a new text.

use crate::cli::context::Context;
use crate::cli::correction::RightWords;
use crate::cli::mistakes::Mistakes;
use crate::cli::statement::{self, StatementArgs};
use crate::domain::fact::{Fact, QuoteCheck};
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::report::Report;
use crate::domain::when::{Expression, When};
use crate::language::{dates, read_time};
use crate::store::Writer;
use crate::text::counts::counted;

/// An edit of a report.
pub(super) struct Edited<'a> {
    /// The key that the report has now.
    pub(super) key: &'a str,
    /// The versions before the edit.
    pub(super) earlier: Vec<Report>,
    /// Whether a text was added.
    pub(super) has_new_text: bool,
    /// Whether words of times are read again.
    pub(super) rereads: bool,
    pub(super) reason: &'a str,
}

/// A fact whose time depends on an earlier date of its report.
struct OldTime {
    /// The words to be read now.
    words: String,
    /// How they were read before, and how they are read now, in words.
    told: String,
}

/// The result for the facts of an edited report.
#[derive(Default)]
pub(super) struct Reread {
    /// A line for each fact whose words are now read differently, and that was not corrected.
    open: Vec<String>,
    /// A line for each fact that was corrected.
    corrected: Vec<String>,
    /// A line for each fact that could not be corrected.
    failed: Vec<String>,
    /// A line for each fact that was not changed, but does not fit the newest version of the report.
    doubtful: Vec<String>,
}

/// Finds the facts that an edit concerns, and records the necessary corrections. Fails if the database does.
pub(super) fn facts(
    context: &Context,
    writer: &mut Writer<'_>,
    edited: &Edited<'_>,
) -> anyhow::Result<Reread> {
    let mut reread = Reread::default();
    let report = writer.store().find_report(edited.key)?;
    let filter = Filter { reports: vec![report.key.clone()], ..Filter::default() };
    for recorded in writer.store().select(&filter)?.facts {
        let (uid, fact) = (recorded.uid, &recorded.fact);
        let time = old_time(fact, &edited.earlier, &report);
        let checks_quote = report.has_text
            && edited.has_new_text
            && fact.quote_check() == Some(QuoteCheck::NoText);
        let name = format!("{}  {}, {}", uid.short(), fact.indicator, fact.place);
        let is_time_left = time.is_some() && !edited.rereads;
        if let Some(time) = time.as_ref().filter(|_| is_time_left) {
            reread.open.push(format!("{name}: {}", time.told));
        }
        let time = time.filter(|_| edited.rereads);
        if time.is_none() && !checks_quote {
            let doubt =
                if is_time_left { None } else { doubt(writer, fact, (&edited.earlier, &report))? };
            reread.doubtful.extend(doubt.map(|why| format!("{name}: {why}")));
            continue;
        }
        let mut told: Vec<String> = time.iter().map(|time| time.told.clone()).collect();
        told.extend(checks_quote.then(|| "its quote is compared with the text".to_owned()));
        let name = format!("{name}: {}", told.join("; "));
        match correct(context, writer, (uid, fact), (time, checks_quote), edited.reason)? {
            Ok(Some(new)) => reread.corrected.push(format!("{name} ({})", new.short())),
            Ok(None) => {}
            Err(why) => reread.failed.push(format!("{name}: {why:#}")),
        }
    }
    Ok(reread)
}

/// Records the correction of a fact, which keeps its assessments; `None` if nothing changes. The inner error says why
/// it is refused.
fn correct(
    context: &Context,
    writer: &mut Writer<'_>,
    (uid, fact): (Uid, &Fact),
    (time, checks_quote): (Option<OldTime>, bool),
    reason: &str,
) -> anyhow::Result<anyhow::Result<Option<Uid>>> {
    let statement = StatementArgs { when: time.map(|time| time.words), ..StatementArgs::default() };
    let words = RightWords {
        reason,
        value: None,
        indicator: None,
        place: None,
        statement: &statement,
        checks_quote,
        keeps_hours: true,
    };
    let mut mistakes = Mistakes::default();
    let checked = words.checked(context, writer.store(), (uid, fact), &mut mistakes)?;
    if let Err(why) = mistakes.none() {
        return Ok(Err(why));
    }
    let Some(checked) = checked else { return Ok(Ok(None)) };
    let judged = writer.judgements(uid)?;
    let added = writer.add_fact(&checked.fact)?;
    // The assessment is kept: only the reading of the words, or the position of the quote, is corrected.
    for assessment in &judged {
        writer.add_assessment(added.uid, assessment)?;
    }
    Ok(Ok(Some(added.uid)))
}

/// The new time of a fact, if it depends on an earlier date of the report and changes with the present date. A time
/// that was given in another way, for example by an option, is kept.
fn old_time(fact: &Fact, earlier: &[Report], now: &Report) -> Option<OldTime> {
    let when = fact.when.as_ref()?;
    if when.as_stated.is_empty() {
        let was_default = earlier.iter().any(|before| before.published == when.expression);
        // If the report no longer has a day, the day of the figure is no longer known, either.
        now.published_latest?;
        return (was_default && when.expression != now.published).then(|| OldTime {
            words: now.published.to_string(),
            told: format!("as of the report: {}, was {}", now.published_shown(), when.expression),
        });
    }
    let of_before =
        earlier.iter().any(|before| read(fact, when, before).as_ref() == Some(&when.expression));
    let now = read(fact, when, now);
    if !of_before || now.as_ref() == Some(&when.expression) {
        return None;
    }
    let now = now.map_or_else(|| "cannot be read now".to_owned(), |now| now.to_string());
    let words = when.as_stated.clone();
    let told = format!("\"{words}\": {now}, was {}", when.expression);
    Some(OldTime { words, told })
}

/// Why a fact whose time does not change does not fit the present date of its report; `None` if it fits.
fn doubt(
    writer: &Writer<'_>,
    fact: &Fact,
    (earlier, report): (&[Report], &Report),
) -> anyhow::Result<Option<String>> {
    let is_of = |before: &Report, when: &When| {
        when.as_stated.is_empty() && before.published == when.expression
    };
    let is_default = |before: &Report| fact.when.as_ref().is_some_and(|when| is_of(before, when));
    if report.published_latest.is_none() && earlier.iter().any(is_default) {
        return Ok(Some("it was as of the day of the report, which is undated now".to_owned()));
    }
    let indicator = writer.store().find_indicator(&fact.indicator)?.row;
    let fits = fact.check_plausible(&indicator, (&report.key, report.published_latest));
    Ok(fits.err().map(|why| why.to_string()))
}

/// How the words of a time are read against a report; `None` if they cannot be read.
fn read(fact: &Fact, when: &When, report: &Report) -> Option<Expression> {
    let anchor = statement::anchor(report, fact.stance, fact.status);
    let read = read_time(&when.as_stated, |words| dates::read(words, &anchor));
    read.ok().map(|(reading, _)| reading.value.expression)
}

impl Reread {
    /// The number of corrections.
    pub(super) fn corrected(&self) -> usize {
        self.corrected.len()
    }

    /// Whether no fact needs attention.
    pub(super) fn is_all_right(&self) -> bool {
        self.open.is_empty() && self.failed.is_empty() && self.doubtful.is_empty()
    }

    /// Prints what happened to the facts; only their numbers if they may not be named.
    pub(super) fn tell(&self, context: &Context, may_name: bool, report: &str) {
        let facts = |lines: &[String]| counted(lines.len(), "fact", "facts");
        let parts = [
            (&self.corrected, "corrected, to fit the report as it is now"),
            (&self.open, "not read again: the words were read against an earlier date"),
            (&self.failed, "not corrected: please check"),
            (
                &self.doubtful,
                "left as recorded, but the report as it is now does not fit: please check",
            ),
        ];
        for (lines, what) in parts.into_iter().filter(|(lines, _)| !lines.is_empty()) {
            context.say_line(format!("{} {what}", facts(lines)));
            if may_name {
                for line in lines {
                    context.say_line(format!("  {line}"));
                }
            }
        }
        if !self.open.is_empty() {
            context.say_line(format!(
                "factline report edit {report} --reread --reason WHY corrects them"
            ));
        }
    }
}
