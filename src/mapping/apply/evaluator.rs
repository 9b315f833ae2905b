//! Computes the results of the rules of a map for one foreign row.

use crate::format::row::Row;
use crate::mapping::apply::country_names;
use crate::mapping::compile::Slot;
use crate::mapping::date_form::{DateForm, Partial};
use crate::mapping::error::listed;
use crate::mapping::model::{Condition, Rule, TextRule, TextType, TimeRule};
use crate::mapping::number_form::NumberForm;
use crate::mapping::template::Template;
use crate::mapping::time_precision::TimePrecision;
use crate::mapping::words::UnknownWord;

/// A foreign row, with the current value of the map's `[each.NAME]` and its parts.
#[derive(Clone, Copy)]
pub(in crate::mapping) struct RowEvaluator<'v> {
    pub(in crate::mapping) row: Row<'v>,
    pub(in crate::mapping) parts: &'v [String],
    pub(in crate::mapping) blanks: &'v [String],
}

impl<'v> RowEvaluator<'v> {
    fn get(&self, slot: &'v Slot) -> &'v str {
        let cell = match slot {
            Slot::Cell(at) => self.cell(*at),
            Slot::Part(at) => self.parts.get(*at).map_or("", |part| part.trim()),
            Slot::Fixed(text) => return text,
        };
        if self.blanks.iter().any(|blank| blank == cell) { "" } else { cell }
    }

    fn cell(&self, at: usize) -> &'v str {
        self.row.unguarded(self.row.cells().get(at).unwrap_or_default().trim())
    }

    /// Appends the text of the first template that has one; returns whether there was any.
    pub(in crate::mapping) fn first(&self, from: &'v [Template<Slot>], out: &mut String) -> bool {
        from.iter().any(|template| template.fill(&|slot| self.get(slot), out))
    }

    /// Whether a condition of the map is true for the row.
    pub(in crate::mapping) fn holds(&self, condition: &'v Condition<Slot>) -> bool {
        let mut text = String::new();
        self.first(&condition.of, &mut text);
        condition.holds(&text)
    }

    /// Appends the cell that results from a rule. Fails with the reason, to which the caller adds
    /// the column.
    pub(in crate::mapping) fn apply(
        &self,
        rule: &'v Rule<Slot>,
        out: &mut String,
    ) -> Result<(), String> {
        match rule {
            Rule::Text(texts) => {
                let before = out.len();
                for text in texts {
                    if text.only.iter().all(|condition| self.holds(condition)) {
                        self.text(text, out)?;
                    }
                    if out.len() > before {
                        break;
                    }
                }
                Ok(())
            }
            Rule::Time(time) => self.time(time, out),
        }
    }

    fn text(&self, text: &'v TextRule<Slot>, out: &mut String) -> Result<(), String> {
        if text.words.is_none() && text.kind == TextType::Plain {
            self.first(&text.from, out);
            return Ok(());
        }
        let mut stated = String::new();
        if !self.first(&text.from, &mut stated) {
            return Ok(());
        }
        if let Some(words) = &text.words {
            let mut ours = String::new();
            if words.translate(&stated, &mut ours) {
                stated = ours;
            } else {
                match text.unknown {
                    UnknownWord::Keep => {}
                    UnknownWord::Blank => return Ok(()),
                    UnknownWord::Refuse => return Err(unknown_word(&stated, &words.written)),
                }
            }
        }
        read(&stated, text, out)
    }

    fn time(&self, time: &'v TimeRule<Slot>, out: &mut String) -> Result<(), String> {
        let Some(start) = self.day(&time.start, time)? else {
            return match self.day(&time.end, time)? {
                None => Ok(()),
                Some(_) => Err("the first day is blank, and the last is not".to_owned()),
            };
        };
        let end = self.day(&time.end, time)?;
        if end.is_none() && time.is_open {
            return self.open(start, time, out);
        }
        let end = end.unwrap_or(start);
        let (Some(first), Some(last)) = (start.full_day(), end.full_day()) else {
            start.push_to(out);
            if end != start {
                out.push('/');
                end.push_to(out);
            }
            return Ok(());
        };
        if last < first {
            return Err(format!("the last day, {last}, is before the first, {first}"));
        }
        self.span(time)?.push_to(first, last, out);
        Ok(())
    }

    /// Appends a time that has begun and continues. Fails if its precision states a length.
    fn open(
        &self,
        start: Partial,
        time: &'v TimeRule<Slot>,
        out: &mut String,
    ) -> Result<(), String> {
        match (start.full_day(), self.span(time)?) {
            (_, TimePrecision::YearToDate) => {
                return Err("`year-to-date` needs a last day, and it is blank".to_owned());
            }
            (Some(day), span) => span.push_to(day, day, out),
            (None, _) => start.push_to(out),
        }
        out.push_str("/..");
        Ok(())
    }

    fn span(&self, time: &'v TimeRule<Slot>) -> Result<TimePrecision, String> {
        let (mut stated, mut word) = (String::new(), String::new());
        let Some(words) = &time.precisions else { return Ok(time.span) };
        if !self.first(&time.precision, &mut stated) {
            return Ok(time.span);
        }
        if !words.translate(&stated, &mut word) {
            return Err(unknown_word(&stated, &words.written));
        }
        Ok(TimePrecision::of(&word).unwrap_or(time.span))
    }

    fn day(
        &self,
        from: &'v [Template<Slot>],
        time: &TimeRule<Slot>,
    ) -> Result<Option<Partial>, String> {
        let mut stated = String::new();
        if !self.first(from, &mut stated) {
            return Ok(None);
        }
        let read = time.forms.iter().find_map(|form| form.read(&stated));
        read.map(Some).ok_or_else(|| no_date(&stated, &time.forms))
    }
}

/// Appends a text converted to the type of its rule: number, date, country or plain text. Fails
/// with the reason if the text does not have that type.
fn read(stated: &str, text: &TextRule<Slot>, out: &mut String) -> Result<(), String> {
    match &text.kind {
        _ if stated.is_empty() => {}
        TextType::Plain => out.push_str(stated),
        TextType::Number(form) => {
            let plain = form.plain(stated).ok_or_else(|| no_number(stated, *form))?;
            out.push_str(&plain);
        }
        TextType::Date(forms) => {
            let date = forms.iter().find_map(|form| form.read(stated));
            date.ok_or_else(|| no_date(stated, forms))?.push_to(out);
        }
        TextType::CountryCode | TextType::CountryName => {
            match (country_names::find(stated), text.unknown) {
                (Some(country), _) if text.kind == TextType::CountryCode => {
                    out.push_str(country.alpha3);
                }
                (Some(country), _) => out.push_str(country.name),
                (None, UnknownWord::Blank) => {}
                (None, UnknownWord::Keep) => out.push_str(stated),
                (None, UnknownWord::Refuse) => {
                    return Err(format!("`{stated}` is not a known country name or ISO code"));
                }
            }
        }
    }
    Ok(())
}

fn unknown_word(word: &str, known: &[String]) -> String {
    let some = known.iter().take(12);
    let more =
        if known.len() > 12 { format!(" and {} more", known.len() - 12) } else { String::new() };
    format!("`{word}` is not among the words of the map: {}{more}", listed(some))
}

fn no_number(stated: &str, form: NumberForm) -> String {
    let shown = form.example();
    if form == NumberForm::PLAIN {
        format!(
            "`{stated}` is not a plain number; if it has a sign between its digits, say so in the map, as in `number = \"1,234.5\"`"
        )
    } else {
        format!("`{stated}` is not a number written like {shown}")
    }
}

fn no_date(stated: &str, forms: &[DateForm]) -> String {
    let forms = listed(forms.iter().map(|form| &form.text));
    format!("`{stated}` is not a date in the form {forms}")
}
