//! Templates: texts that insert columns, such as `"{publisher}, {date}[: {title}]"`.
//!
//! `{name}` inserts the cell of a column; `{name?}` allows the file to lack that column. A section in square brackets
//! is dropped if its column is blank. A blank column outside brackets makes the whole text blank. `{{ }} [[ ]]` are the
//! signs themselves.

/// A template. `R` identifies a column: by name after parsing, by position after compiling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template<R> {
    pieces: Vec<TemplatePiece<R>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum TemplatePiece<R> {
    Text(String),
    Hole(R),
    Section(Vec<TemplatePiece<R>>),
}

/// A column as a template names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// The name of the column, or a pattern of HXL hashtags.
    pub(super) name: String,
    /// Whether the file may lack the column (`{name?}`).
    pub(super) is_optional: bool,
    /// Line of the template in the map.
    pub(super) line: usize,
}

impl Template<Reference> {
    /// Parses a template; `line` is its line in the map. Fails with the reason.
    pub(super) fn parse(text: &str, line: usize) -> Result<Self, String> {
        let mut rest = text;
        let mut pieces = Vec::new();
        while !rest.is_empty() {
            rest = next_piece(rest, line, &mut pieces)?;
        }
        Ok(Self { pieces })
    }
}

/// Parses one piece of a template, and returns the remaining text. Fails with the reason if a brace is not
/// closed or a name is missing.
fn next_piece<'t>(
    rest: &'t str,
    line: usize,
    pieces: &mut Vec<TemplatePiece<Reference>>,
) -> Result<&'t str, String> {
    for doubled in ["{{", "}}", "[[", "]]"] {
        if let Some(after) = rest.strip_prefix(doubled) {
            push_text(pieces, &doubled[..1]);
            return Ok(after);
        }
    }
    if let Some(inside) = rest.strip_prefix('{') {
        let (name, after) = inside.split_once('}').ok_or("`{` without `}`")?;
        pieces.push(TemplatePiece::Hole(reference(name, line)?));
        return Ok(after);
    }
    if let Some((inside, after)) = rest.strip_prefix('[').and_then(section) {
        let inner = Template::parse(inside, line)?;
        pieces.push(TemplatePiece::Section(inner.pieces));
        return Ok(after);
    }
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let end = rest[first..].find(['{', '}', '[', ']']).map_or(rest.len(), |at| at + first);
    push_text(pieces, &rest[..end]);
    Ok(&rest[end..])
}

/// The inside of a section in brackets, and the text after it; `None` if the brackets contain no column.
fn section(rest: &str) -> Option<(&str, &str)> {
    let (inside, after) = rest.split_once(']')?;
    (inside.contains('{') && !inside.contains('[')).then_some((inside, after))
}

fn reference(name: &str, line: usize) -> Result<Reference, String> {
    let trimmed = name.trim();
    let (name, is_optional) = match trimmed.strip_suffix('?') {
        Some(name) => (name.trim_end(), true),
        None => (trimmed, false),
    };
    if name.is_empty() {
        return Err("`{}` names no column".to_owned());
    }
    Ok(Reference { name: name.to_owned(), is_optional, line })
}

fn push_text(pieces: &mut Vec<TemplatePiece<Reference>>, text: &str) {
    match pieces.last_mut() {
        Some(TemplatePiece::Text(before)) => before.push_str(text),
        _ => pieces.push(TemplatePiece::Text(text.to_owned())),
    }
}

impl<R> Template<R> {
    /// A template without placeholders.
    pub(super) fn constant(text: &str) -> Self {
        Self { pieces: vec![TemplatePiece::Text(text.to_owned())] }
    }

    /// The columns that the template reads.
    pub(super) fn holes(&self) -> Vec<&R> {
        let mut holes = Vec::new();
        collect(&self.pieces, &mut holes);
        holes
    }

    /// The same template with each reference to a column replaced. Fails if the replacement fails.
    pub(super) fn map<S, E>(
        &self,
        fill: &mut impl FnMut(&R) -> Result<S, E>,
    ) -> Result<Template<S>, E> {
        map_pieces(&self.pieces, fill).map(|pieces| Template { pieces })
    }

    /// Appends the filled template. Returns false, and leaves `out` unchanged, if the text is
    /// blank or a column outside brackets is.
    pub(super) fn fill<'c>(&'c self, cell: &impl Fn(&'c R) -> &'c str, out: &mut String) -> bool {
        let before = out.len();
        if !fill_pieces(&self.pieces, cell, out) {
            out.truncate(before);
        }
        out.len() > before
    }
}

fn collect<'p, R>(pieces: &'p [TemplatePiece<R>], holes: &mut Vec<&'p R>) {
    for piece in pieces {
        match piece {
            TemplatePiece::Text(_) => {}
            TemplatePiece::Hole(hole) => holes.push(hole),
            TemplatePiece::Section(inner) => collect(inner, holes),
        }
    }
}

fn map_pieces<R, S, E>(
    pieces: &[TemplatePiece<R>],
    fill: &mut impl FnMut(&R) -> Result<S, E>,
) -> Result<Vec<TemplatePiece<S>>, E> {
    let mut mapped = Vec::with_capacity(pieces.len());
    for piece in pieces {
        mapped.push(match piece {
            TemplatePiece::Text(text) => TemplatePiece::Text(text.clone()),
            TemplatePiece::Hole(hole) => TemplatePiece::Hole(fill(hole)?),
            TemplatePiece::Section(inner) => TemplatePiece::Section(map_pieces(inner, fill)?),
        });
    }
    Ok(mapped)
}

/// Appends pieces; returns false if a column outside sections is blank.
fn fill_pieces<'c, R>(
    pieces: &'c [TemplatePiece<R>],
    cell: &impl Fn(&'c R) -> &'c str,
    out: &mut String,
) -> bool {
    for piece in pieces {
        match piece {
            TemplatePiece::Text(text) => out.push_str(text),
            TemplatePiece::Hole(hole) => match cell(hole) {
                "" => return false,
                text => out.push_str(text),
            },
            TemplatePiece::Section(inner) => {
                let before = out.len();
                if !fill_pieces(inner, cell, out) {
                    out.truncate(before);
                }
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> String {
        let template = Template::parse(text, 1).unwrap();
        let cell = |hole: &Reference| match hole.name.as_str() {
            "a" => "A",
            "b" => "B",
            _ => "",
        };
        let mut out = String::new();
        template.fill(&cell, &mut out);
        out
    }

    #[test]
    fn columns_fill_holes_and_a_blank_one_leaves_its_brackets_out() {
        assert_eq!(filled("{a}, {b}"), "A, B");
        assert_eq!(filled("{a}[, {none}][; {b}]"), "A; B");
        assert_eq!(filled("killed"), "killed");
        assert_eq!(filled("[{none}]"), "");
    }

    #[test]
    fn a_blank_column_outside_brackets_leaves_the_text_blank() {
        assert_eq!(filled("{a}, {none}"), "");
        assert_eq!(filled("see [{b}] {none}"), "");
    }

    #[test]
    fn signs_are_doubled_and_brackets_without_a_column_are_text() {
        assert_eq!(filled("{{{a}}} [[{b}]]"), "{A} [B]");
        assert_eq!(filled("[2016-07-01..2016-07-10]"), "[2016-07-01..2016-07-10]");
        assert!(Template::parse("{a", 1).is_err());
        assert!(Template::parse("{ }", 1).is_err());
    }
}
