//! A fact as bytes, with the data of its report that comparisons need. The bytes are short, and are read without
//! copies.
//!
//! Only the process that wrote the bytes reads them.

use super::error::StoreError;
use super::fact_row::StreamedFact;
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::when::Answer;

/// The data of a report that comparisons need. Days and times are texts, as in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct KeptReport<'a> {
    pub(super) uid: Uid,
    pub(super) key: &'a str,
    /// The key of the publisher.
    pub(super) publisher: &'a str,
    pub(super) published: &'a str,
    pub(super) published_latest: Option<&'a str>,
    pub(super) retracted: Option<&'a str>,
    /// The key of the report that it republishes.
    pub(super) republishes: Option<&'a str>,
    /// The key of the original report if the report is a copy, also if it is a copy of a copy.
    pub(super) original: Option<&'a str>,
    /// The first day on which a copy of the original was published.
    pub(super) first_published: Option<&'a str>,
}

/// A fact that was kept, without the parts that comparisons do not need: quotes, comments, corrections and the
/// recorder.
pub struct KeptFact<'a> {
    /// The fact.
    pub fact: StreamedFact<'a>,
    pub(super) report: KeptReport<'a>,
}

/// Appends a fact and its report, whose bytes are in `report`.
pub(super) fn put(fact: &StreamedFact<'_>, report: &[u8], to: &mut Vec<u8>) {
    to.extend(fact.uid.0);
    for number in [fact.number, fact.report, fact.indicator, fact.place] {
        put_number(number, to);
    }
    for actors in [fact.claimants, fact.via] {
        put_size(actors.len(), to);
        for actor in actors {
            put_number(*actor, to);
        }
    }
    let flag = |is: bool| u8::from(is);
    to.push(flag(fact.answer == Answer::Maybe));
    to.push(fact.approximate.map_or(2, flag));
    for figure in [fact.low, fact.best, fact.high, fact.out_of] {
        to.push(flag(figure.is_some()));
        to.extend(figure.iter().flat_map(|figure| figure.get().to_le_bytes()));
    }
    put_text(Some(fact.stance), to);
    for text in texts(fact).into_iter().chain(fact.days) {
        put_text(text, to);
    }
    to.push(flag(fact.replaced_by.is_some()));
    to.extend(fact.replaced_by.iter().flat_map(|uid| uid.0));
    to.extend(report);
}

/// The texts of a fact except its stance and its days, in the order in which they are stored.
fn texts<'a>(fact: &StreamedFact<'a>) -> [Option<&'a str>; 13] {
    [
        fact.scope,
        fact.status,
        fact.value,
        fact.unit,
        fact.per,
        fact.when,
        fact.edtf,
        fact.time_of_day,
        fact.thread,
        fact.origin,
        fact.source_row_id,
        fact.retracted,
        fact.report_retracted,
    ]
}

pub(super) fn put_report(report: &KeptReport<'_>, to: &mut Vec<u8>) {
    to.extend(report.uid.0);
    for text in [report.key, report.publisher, report.published] {
        put_text(Some(text), to);
    }
    let texts = [
        report.published_latest,
        report.retracted,
        report.republishes,
        report.original,
        report.first_published,
    ];
    for text in texts {
        put_text(text, to);
    }
}

fn put_size(size: usize, to: &mut Vec<u8>) {
    put_number(i64::try_from(size).unwrap_or(i64::MAX), to);
}

/// Appends a number in as few bytes as possible: seven bits in each, the lowest first.
fn put_number(number: i64, to: &mut Vec<u8>) {
    let mut rest = number.cast_unsigned();
    while rest >= 0x80 {
        to.push(rest.to_le_bytes()[0] | 0x80);
        rest >>= 7;
    }
    to.push(rest.to_le_bytes()[0]);
}

fn put_text(text: Option<&str>, to: &mut Vec<u8>) {
    put_size(text.map_or(0, |text| text.len() + 1), to);
    to.extend(text.unwrap_or_default().as_bytes());
}

/// Reads facts that were appended to some bytes, one after the other.
pub(super) struct KeptBytes<'a>(pub(super) &'a [u8]);

impl<'a> KeptBytes<'a> {
    /// The next fact; `None` at the end. `actors` is overwritten with its claimants and the actors who passed the claim
    /// on.
    pub(super) fn next<'b>(
        &mut self,
        actors: &'b mut [Vec<i64>; 2],
    ) -> Result<Option<KeptFact<'b>>, StoreError>
    where
        'a: 'b,
    {
        if self.0.is_empty() {
            return Ok(None);
        }
        let uid = self.uid()?;
        let [number, report, indicator, place] =
            [self.number()?, self.number()?, self.number()?, self.number()?];
        self.actors(actors)?;
        let [claimants, via] = &*actors;
        // Fields are read in the order in which they were put.
        let fact = StreamedFact {
            number,
            uid,
            report,
            indicator,
            place,
            claimants,
            via,
            answer: if self.byte()? == 1 { Answer::Maybe } else { Answer::Yes },
            approximate: Some(self.byte()?).filter(|flag| *flag < 2).map(|flag| flag == 1),
            low: self.figure()?,
            best: self.figure()?,
            high: self.figure()?,
            out_of: self.figure()?,
            stance: self.needed()?,
            scope: self.text()?,
            status: self.text()?,
            value: self.text()?,
            unit: self.text()?,
            per: self.text()?,
            when: self.text()?,
            edtf: self.text()?,
            time_of_day: self.text()?,
            thread: self.text()?,
            origin: self.text()?,
            source_row_id: self.text()?,
            retracted: self.text()?,
            report_retracted: self.text()?,
            days: [self.text()?, self.text()?, self.text()?, self.text()?],
            replaced_by: if self.byte()? == 1 { Some(self.uid()?) } else { None },
            ..StreamedFact::default()
        };
        Ok(Some(KeptFact { fact, report: self.report()? }))
    }

    fn actors(&mut self, actors: &mut [Vec<i64>; 2]) -> Result<(), StoreError> {
        for list in actors {
            list.clear();
            for _ in 0..self.number()? {
                list.push(self.number()?);
            }
        }
        Ok(())
    }

    fn report(&mut self) -> Result<KeptReport<'a>, StoreError> {
        Ok(KeptReport {
            uid: self.uid()?,
            key: self.needed()?,
            publisher: self.needed()?,
            published: self.needed()?,
            published_latest: self.text()?,
            retracted: self.text()?,
            republishes: self.text()?,
            original: self.text()?,
            first_published: self.text()?,
        })
    }

    fn take(&mut self, size: usize) -> Result<&'a [u8], StoreError> {
        let (taken, rest) = self.0.split_at_checked(size).ok_or_else(cut)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, StoreError> {
        Ok(self.take(1)?[0])
    }

    fn uid(&mut self) -> Result<Uid, StoreError> {
        self.take(16)?.try_into().map(Uid).map_err(|_| cut())
    }

    fn number(&mut self) -> Result<i64, StoreError> {
        let (mut number, mut shift) = (0_u64, 0);
        loop {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F).checked_shl(shift).ok_or_else(cut)?;
            if byte < 0x80 {
                return Ok(number.cast_signed());
            }
            shift += 7;
        }
    }

    fn figure(&mut self) -> Result<Option<Number>, StoreError> {
        if self.byte()? == 0 {
            return Ok(None);
        }
        let bytes = self.take(8)?.try_into().map_err(|_| cut())?;
        Number::new(f64::from_le_bytes(bytes)).map(Some).ok_or_else(cut)
    }

    fn text(&mut self) -> Result<Option<&'a str>, StoreError> {
        let Some(size) = self.number()?.checked_sub(1).and_then(|size| usize::try_from(size).ok())
        else {
            return Ok(None);
        };
        std::str::from_utf8(self.take(size)?).map(Some).map_err(|_| cut())
    }

    fn needed(&mut self) -> Result<&'a str, StoreError> {
        self.text()?.ok_or_else(cut)
    }
}

/// The error for bytes that are not those that were stored.
fn cut() -> StoreError {
    StoreError::Corrupt("what was kept in a temporary file is not there any more".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_and_its_report_are_read_as_they_were_kept() {
        let fact = StreamedFact {
            number: i64::MAX,
            uid: Uid([7; 16]),
            report: 300,
            indicator: -1,
            place: 127,
            claimants: &[1, 128],
            via: &[9_000_000_000],
            scope: Some("civilians"),
            stance: "asserts",
            status: Some("ended"),
            value: Some(""),
            low: Number::new(-1.5),
            best: None,
            high: Number::new(1e300),
            approximate: Some(false),
            unit: Some("people"),
            when: Some("last wéek"),
            edtf: Some("2016-10"),
            days: [Some("2016-10-01"), None, None, Some("2016-10-31")],
            thread: Some("truce"),
            origin: Some("speech"),
            source_row_id: Some("7"),
            out_of: Number::new(46.0),
            per: Some("day"),
            time_of_day: Some("10:00"),
            retracted: Some("a misprint"),
            report_retracted: Some("withdrawn"),
            replaced_by: Some(Uid([9; 16])),
            answer: Answer::Maybe,
            ..StreamedFact::default()
        };
        let report = KeptReport {
            uid: Uid([8; 16]),
            key: "a",
            publisher: "b",
            published: "2016-10-30",
            published_latest: Some("2016-10-30"),
            retracted: Some("why"),
            republishes: Some("c"),
            original: Some("d"),
            first_published: Some("2016-10-29"),
        };
        let (mut of_report, mut bytes) = (Vec::new(), Vec::new());
        put_report(&report, &mut of_report);
        let bare = StreamedFact {
            claimants: &[],
            via: &[],
            approximate: None,
            low: None,
            scope: None,
            replaced_by: None,
            answer: Answer::Yes,
            ..fact
        };
        for fact in [&fact, &bare] {
            put(fact, &of_report, &mut bytes);
        }
        let (mut kept, mut actors) = (KeptBytes(&bytes), Default::default());
        for fact in [&fact, &bare] {
            let read = kept.next(&mut actors).unwrap().unwrap();
            assert_eq!(format!("{:?}", read.fact), format!("{fact:?}"));
            assert_eq!(read.report, report);
        }
        assert!(kept.next(&mut actors).unwrap().is_none());
        let mut cut = KeptBytes(&bytes[..bytes.len() - 1]);
        assert!(cut.next(&mut actors).is_ok() && cut.next(&mut actors).is_err());
    }
}
