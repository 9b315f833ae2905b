//! Reads the keys of a map into a `MapSpec`. Each error has its line.

use crate::mapping::date_form::DateForm;
use crate::mapping::error::{MapFault, MapRemedy, listed};
use crate::mapping::model::{
    Condition, EachValue, Form, HeaderAt, MapSpec, RowSpec, Rule, TextRule, TextType, TimeRule,
};
use crate::mapping::number_form::NumberForm;
use crate::mapping::parse::document::{TomlNode, TomlTable, TomlValue, parse};
use crate::mapping::split::{PartsPattern, Split};
use crate::mapping::template::{Reference, Template};
use crate::mapping::time_precision::TimePrecision;
use crate::mapping::words::{UnknownWord, WordPattern, WordTable};
use crate::wire::Column;
use std::sync::Arc;

/// Columns that Factline derives from others, so that no map may fill them.
const DERIVED: [Column; 8] = [
    Column::IndicatorLabel,
    Column::StartEarliest,
    Column::StartLatest,
    Column::EndEarliest,
    Column::EndLatest,
    Column::QuoteCheck,
    Column::RecordedAt,
    Column::RecordedBy,
];

/// Factline's columns with numbers; a plain text in them is converted to a number.
const NUMBERS: [Column; 4] =
    [Column::ValueLow, Column::ValueBest, Column::ValueHigh, Column::OutOf];

const TOP: &[&str] =
    &["about", "format", "header", "blanks", "ignore", "avoid", "columns", "rows", "each", "skip"];

/// The columns that a map may fill.
pub(in crate::mapping) fn our_columns() -> impl Iterator<Item = &'static str> + Clone {
    let columns = Column::ALL.iter().filter(|column| !DERIVED.contains(column));
    columns.map(|column| column.name()).chain(["coordinate_precision"])
}

/// Parses a whole map. Fails at the first error.
pub(in crate::mapping) fn spec(name: &str, text: &str) -> Result<MapSpec, MapFault> {
    parse(name, text, |map| {
        map.only(TOP)?;
        let shared = map.get("columns").map(TomlNode::table).transpose()?;
        let shared = shared.map(|fields| columns(&fields)).transpose()?.unwrap_or_default();
        let rows = map.get("rows").map(TomlNode::tables).transpose()?.unwrap_or_default();
        let mut rows: Vec<_> =
            rows.iter().map(|fields| row(fields, &shared)).collect::<Result<_, _>>()?;
        if rows.is_empty() {
            if shared.is_empty() {
                let error =
                    map.wrong("a map needs `[columns]`: Factline's columns, and what is in them");
                return Err(error.with(MapRemedy::Draft));
            }
            rows.push(RowSpec { columns: shared, only: vec![], each_column: vec![], line: 1 });
        }
        Ok(MapSpec {
            about: map.get("about").map(TomlNode::text).transpose()?.unwrap_or_default().to_owned(),
            form: map.get("format").map(form).transpose()?,
            header: map.get("header").map(header).transpose()?.unwrap_or(HeaderAt::Row(1)),
            blanks: strings(map, "blanks")?,
            ignore: strings(map, "ignore")?.iter().map(|text| WordPattern::new(text)).collect(),
            avoid: strings(map, "avoid")?.iter().map(|word| word.to_lowercase()).collect(),
            each: map.get("each").map(each).transpose()?,
            skip: conditions(map, "skip")?,
            rows,
        })
    })
}

fn strings(fields: &TomlTable<'_>, key: &str) -> Result<Vec<String>, MapFault> {
    let texts = fields.get(key).map(TomlNode::texts).transpose()?.unwrap_or_default();
    Ok(texts.into_iter().map(|(_, text)| text.to_owned()).collect())
}

fn form(node: &TomlNode<'_>) -> Result<Form, MapFault> {
    Ok(match node.word(&["csv", "tsv", "semicolons", "jsonl"])? {
        "csv" => Form::Delimited(b','),
        "tsv" => Form::Delimited(b'\t'),
        "semicolons" => Form::Delimited(b';'),
        _ => Form::Lines,
    })
}

fn header(node: &TomlNode<'_>) -> Result<HeaderAt, MapFault> {
    match node.value()? {
        TomlValue::Whole(row @ 1..=100) => Ok(HeaderAt::Row(row)),
        TomlValue::Text("hxl") => Ok(HeaderAt::Hxl),
        _ => Err(node.wrong("the number of a row from 1 to 100, or \"hxl\", was expected")),
    }
}

/// Parses one `[[rows]]` table. Its columns replace those of the common `[columns]`.
fn row(
    fields: &TomlTable<'_>,
    shared: &[(&'static str, Rule<Reference>)],
) -> Result<RowSpec, MapFault> {
    let own = fields.iter().filter(|(name, _)| !matches!(*name, "only" | "each_column"));
    let mut columns = Vec::new();
    for (name, node) in own {
        columns.push(column(fields, name, node)?);
    }
    let is_own = |name: &str| columns.iter().any(|(own, _)| *own == name);
    let others: Vec<_> = shared.iter().filter(|(name, _)| !is_own(name)).cloned().collect();
    columns.extend(others);
    Ok(RowSpec {
        columns,
        only: conditions(fields, "only")?,
        each_column: strings(fields, "each_column")?,
        line: fields.wrong("").line.unwrap_or_default(),
    })
}

fn columns(fields: &TomlTable<'_>) -> Result<Vec<(&'static str, Rule<Reference>)>, MapFault> {
    fields.iter().map(|(name, node)| column(fields, name, node)).collect()
}

fn column(
    fields: &TomlTable<'_>,
    name: &str,
    node: &TomlNode<'_>,
) -> Result<(&'static str, Rule<Reference>), MapFault> {
    let ours = our_columns().find(|ours| *ours == name);
    let ours = ours.ok_or_else(|| fields.unknown_key(name, our_columns()))?;
    let is_number = NUMBERS.iter().any(|column| column.name() == ours);
    let plain = if is_number { TextType::Number(NumberForm::PLAIN) } else { TextType::Plain };
    Ok((ours, rule(node, plain)?))
}

/// Parses the rule of one column: a template, a table, or a list of both, from which the first that
/// is not blank is used.
fn rule(node: &TomlNode<'_>, kind: TextType) -> Result<Rule<Reference>, MapFault> {
    let items = match node.value()? {
        TomlValue::Table(fields) if fields.get("start").is_some() => {
            return time(&fields).map(Box::new).map(Rule::Time);
        }
        TomlValue::Table(fields) => return Ok(Rule::Text(vec![choice(&fields, kind)?])),
        TomlValue::List(items) => items,
        _ => return Ok(Rule::Text(vec![TextRule::plain(templates(node)?, kind)])),
    };
    let mut texts: Vec<TextRule<Reference>> = Vec::new();
    for item in &items {
        texts.push(match item.value()? {
            TomlValue::Table(fields) => choice(&fields, kind.clone())?,
            _ => TextRule::plain(templates(item)?, kind.clone()),
        });
    }
    Ok(Rule::Text(texts))
}

/// Parses a rule written as a table: `{ from = "{status}", words = { … } }`.
fn choice(fields: &TomlTable<'_>, kind: TextType) -> Result<TextRule<Reference>, MapFault> {
    fields.only(&["from", "words", "unknown", "number", "date", "as", "only", "start"])?;
    let words = fields.get("words").map(words).transpose()?;
    let kind = stated_kind(fields)?.unwrap_or(kind);
    let is_country = matches!(kind, TextType::CountryCode | TextType::CountryName);
    if let Some(node) = fields.get("unknown").filter(|_| words.is_none() && !is_country) {
        return Err(node.wrong(
            "it goes with `words`, and says what happens to a word that is not among them",
        ));
    }
    Ok(TextRule {
        only: conditions(fields, "only")?,
        from: templates(fields.needed("from")?)?,
        words,
        unknown: fields.get("unknown").map(unknown).transpose()?.unwrap_or(UnknownWord::Refuse),
        kind,
    })
}

fn stated_kind(fields: &TomlTable<'_>) -> Result<Option<TextType>, MapFault> {
    let keys = ["number", "date", "as"];
    let stated: Vec<_> = keys.iter().filter(|key| fields.get(key).is_some()).collect();
    if stated.len() > 1 {
        return Err(fields.wrong(format!("only one of {} is allowed", listed(stated))));
    }
    if let Some(node) = fields.get("number") {
        let example = node.text()?;
        let form = NumberForm::of_example(example).ok_or_else(|| {
            let what = format!("`{example}`: an example such as 1,234.5 or 1 234,5 was expected");
            node.wrong(what)
        })?;
        return Ok(Some(TextType::Number(form)));
    }
    if let Some(node) = fields.get("date") {
        return dates(node).map(TextType::Date).map(Some);
    }
    let Some(node) = fields.get("as") else { return Ok(None) };
    Ok(Some(match node.word(&["country code", "country name"])? {
        "country code" => TextType::CountryCode,
        _ => TextType::CountryName,
    }))
}

fn dates(node: &TomlNode<'_>) -> Result<Vec<DateForm>, MapFault> {
    let texts = node.texts()?.into_iter();
    let form =
        |(node, text): (TomlNode<'_>, &str)| DateForm::parse(text).map_err(|w| node.wrong(w));
    texts.map(form).collect()
}

fn time(fields: &TomlTable<'_>) -> Result<TimeRule<Reference>, MapFault> {
    fields.only(&["start", "end", "open", "date", "precision", "precisions", "span"])?;
    let some =
        |key: &str| fields.get(key).map(templates).transpose().map(Option::unwrap_or_default);
    let forms = fields.get("date").map(dates).transpose()?;
    let precision = some("precision")?;
    let precisions = fields.get("precisions").map(spans).transpose()?;
    if precision.is_empty() != precisions.is_none() {
        let (has, lacks) = if precision.is_empty() {
            ("precisions", "precision")
        } else {
            ("precision", "precisions")
        };
        return Err(fields.wrong(format!("`{has}` needs `{lacks}` beside it")));
    }
    let is_open = fields.flag("open")?.unwrap_or(false);
    if let Some(node) = fields.get("open").filter(|_| fields.get("end").is_none()) {
        return Err(
            node.wrong("`open` needs `end` beside it: the column that is blank while it continues")
        );
    }
    let span = fields.get("span").map(|node| node.word(TimePrecision::WORDS)).transpose()?;
    Ok(TimeRule {
        start: some("start")?,
        end: some("end")?,
        is_open,
        forms: forms.unwrap_or_else(|| vec![DateForm::iso()]),
        precision,
        precisions,
        span: span.and_then(TimePrecision::of).unwrap_or(TimePrecision::Day),
    })
}

fn spans(node: &TomlNode<'_>) -> Result<Arc<WordTable>, MapFault> {
    for (_, value) in node.table()?.iter() {
        value.word(TimePrecision::WORDS)?;
    }
    words(node)
}

/// Parses a table of words: `{ "theirs" = "ours" }`.
fn words(node: &TomlNode<'_>) -> Result<Arc<WordTable>, MapFault> {
    let entries = node.table()?;
    let entries = entries.iter().map(|(word, ours)| {
        let ours = ours.text()?;
        Ok((word.to_owned(), ours.to_owned()))
    });
    let entries = entries.collect::<Result<Vec<_>, MapFault>>()?;
    if entries.is_empty() {
        return Err(node.wrong("at least one word was expected: \"theirs\" = \"ours\""));
    }
    Ok(Arc::new(WordTable::new(entries)))
}

fn unknown(node: &TomlNode<'_>) -> Result<UnknownWord, MapFault> {
    Ok(match node.word(&["refuse", "blank", "keep"])? {
        "blank" => UnknownWord::Blank,
        "keep" => UnknownWord::Keep,
        _ => UnknownWord::Refuse,
    })
}

fn templates(node: &TomlNode<'_>) -> Result<Vec<Template<Reference>>, MapFault> {
    let texts = node.texts()?.into_iter();
    let template = |(node, text): (TomlNode<'_>, &str)| {
        Template::parse(text, node.line()).map_err(|why| node.wrong(format!("`{text}`: {why}")))
    };
    texts.map(template).collect()
}

/// Parses `[each.NAME]`: a cell with several values; each gives separate rows.
fn each(node: &TomlNode<'_>) -> Result<EachValue, MapFault> {
    let named = node.table()?;
    let mut all = named.iter();
    let (Some((name, node)), None) = (all.next(), all.next()) else {
        return Err(node.wrong("one table was expected, as in `[each.source]`"));
    };
    let TomlValue::Table(fields) = node.value()? else {
        return Err(node.wrong("a table was expected").with(MapRemedy::NameValues));
    };
    fields.only(&["of", "split", "quoted", "parts"])?;
    let split = fields.needed("split")?;
    let between = split.text()?;
    if between.trim().is_empty() || between.contains('"') {
        return Err(split.wrong("a sign such as \";\" was expected"));
    }
    let parts = fields.get("parts").map(|node| {
        let text = node.text()?;
        PartsPattern::parse(text).map_err(|why| node.wrong(format!("`{text}`: {why}")))
    });
    Ok(EachValue {
        name: name.to_owned(),
        of: templates(fields.needed("of")?)?,
        split: Split {
            between: between.trim().to_owned(),
            quoted: fields.flag("quoted")?.unwrap_or(false),
            parts: parts.transpose()?,
        },
    })
}

fn conditions(fields: &TomlTable<'_>, key: &str) -> Result<Vec<Condition<Reference>>, MapFault> {
    let tables = fields.get(key).map(TomlNode::tables).transpose()?.unwrap_or_default();
    tables.iter().map(condition).collect()
}

fn condition(fields: &TomlTable<'_>) -> Result<Condition<Reference>, MapFault> {
    fields.only(&["where", "is", "is_not", "blank", "because"])?;
    let patterns = |key: &str| -> Result<Option<Vec<WordPattern>>, MapFault> {
        let texts = fields.get(key).map(|_| strings(fields, key)).transpose()?;
        Ok(texts.map(|texts| texts.iter().map(|text| WordPattern::new(text)).collect()))
    };
    let condition = Condition {
        of: templates(fields.needed("where")?)?,
        is: patterns("is")?,
        is_not: patterns("is_not")?,
        blank: fields.flag("blank")?,
        because: fields.get("because").map(TomlNode::text).transpose()?.map(str::to_owned),
    };
    if condition.is.is_none() && condition.is_not.is_none() && condition.blank.is_none() {
        return Err(fields.wrong("a condition needs `is`, `is_not` or `blank` beside `where`"));
    }
    Ok(condition)
}
