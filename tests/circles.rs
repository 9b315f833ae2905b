//! Tests that no two files of src import each other in a circle: readers of a file must be able to
//! read first what the file uses.
//!
//! Reads the paths that begin with `crate`, `super`, `self` or a child module, follows names that a
//! `mod.rs` re-exports to the file that defines them, and searches for a way back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

#[path = "support/source_files.rs"]
mod source_files;

/// The path of a module: `["store", "stream"]` for `src/store/stream.rs`.
type Module = Vec<String>;

/// A file of src: the names that it uses, and those that it re-exports.
#[derive(Default)]
struct SourceFile {
    /// Absolute paths of names in the code, without tests.
    named: BTreeSet<Vec<String>>,
    /// Names that `pub use` re-exports, with the absolute path of each.
    handed_on: BTreeMap<String, Vec<String>>,
}

fn module_of(file: &Path) -> Module {
    let mut parts: Module =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod" || last == "lib" || last == "main") {
        parts.pop();
    }
    parts
}

/// The code of a file without comments and single items of tests.
fn code_of(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let mut code = String::new();
    let mut is_test = false;
    for line in lines {
        if is_test {
            is_test = line.trim().is_empty();
            continue;
        }
        is_test = line.trim() == "#[cfg(test)]";
        if !is_test {
            // The visibility of an item does not show which files the file uses.
            code.push_str(&line.replace("(in crate::", "(in "));
            code.push('\n');
        }
    }
    code
}

/// Expands `a::{b, c::{d, e as f}}` into its paths.
fn expand(path: &str) -> Vec<String> {
    let Some(open) = path.find('{') else {
        let name = path.split(" as ").next().unwrap_or_default();
        return vec![name.split_whitespace().collect()];
    };
    let (start, rest) = (&path[..open], &path[open + 1..]);
    let inner = &rest[..rest.rfind('}').unwrap_or(rest.len())];
    let mut depth = 0;
    let parts = inner.split(|letter: char| {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        letter == ',' && depth == 0
    });
    parts
        .filter(|part| !part.trim().is_empty())
        .flat_map(|part| expand(&format!("{start}{}", part.trim())))
        .collect()
}

/// The absolute path for a path as written in a module; `None` for other crates and plain names.
fn absolute(path: &str, module: &[String], modules: &BTreeSet<Module>) -> Option<Vec<String>> {
    let mut parts = path.split("::").map(str::to_owned).peekable();
    let mut base = match parts.peek()?.as_str() {
        "crate" | "factline" => {
            parts.next();
            Vec::new()
        }
        "self" | "super" => module.to_vec(),
        name => {
            let child = [module, &[name.to_owned()]].concat();
            modules.contains(&child).then(|| module.to_vec())?
        }
    };
    for part in parts {
        match part.as_str() {
            "self" => {}
            "super" => drop(base.pop()),
            _ => base.push(part),
        }
    }
    Some(base)
}

fn read(text: &str, module: &[String], modules: &BTreeSet<Module>) -> SourceFile {
    let code = code_of(text);
    let mut file = SourceFile::default();
    for statement in code.split(';') {
        let used = statement.find("use ").filter(|at| is_use(statement, *at));
        let before = &statement[..used.unwrap_or(statement.len())];
        file.named.extend(paths(before).filter_map(|path| absolute(path, module, modules)));
        let Some(at) = used else { continue };
        let is_public = before.trim_end().ends_with("pub") || before.trim_end().ends_with(')');
        for path in expand(statement[at + 4..].trim()) {
            let Some(path) = absolute(&path, module, modules) else { continue };
            if is_public && let Some(name) = path.last() {
                file.handed_on.insert(name.clone(), path);
            } else {
                file.named.insert(path);
            }
        }
    }
    file
}

/// The paths of two or more parts in code.
fn paths(code: &str) -> impl Iterator<Item = &str> {
    let is_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    code.split(move |letter| !is_path(letter))
        .filter(|path| path.contains("::") && !path.ends_with(':'))
}

fn is_use(statement: &str, at: usize) -> bool {
    statement[..at].chars().next_back().is_none_or(char::is_whitespace)
}

/// The module that defines a name, by its absolute path.
fn definer(path: &[String], files: &BTreeMap<Module, SourceFile>, depth: usize) -> Option<Module> {
    let length = (0..=path.len()).rev().find(|length| files.contains_key(&path[..*length]))?;
    let module = &path[..length];
    let handed_on = path.get(length).and_then(|name| files[module].handed_on.get(name));
    match handed_on.filter(|_| depth < 8) {
        Some(further) => {
            let further = [further.as_slice(), &path[length + 1..]].concat();
            definer(&further, files, depth + 1)
        }
        None => Some(module.to_vec()),
    }
}

/// The files whose names each file uses, with one such name for each.
type Arrows<'a> = BTreeMap<&'a Module, BTreeMap<Module, String>>;

fn arrows(files: &BTreeMap<Module, SourceFile>) -> Arrows<'_> {
    let mut arrows = Arrows::new();
    for (module, file) in files {
        let targets = arrows.entry(module).or_default();
        for path in &file.named {
            let Some(target) = definer(path, files, 0) else { continue };
            if target != *module && !target.is_empty() {
                targets.insert(target, path.last().cloned().unwrap_or_default());
            }
        }
    }
    arrows
}

/// A way from a module back to itself, in words, if there is one.
fn way_back(from: &Module, arrows: &Arrows<'_>) -> Option<String> {
    let mut ways = vec![(from, from.join("/"))];
    let mut seen = BTreeSet::new();
    while let Some((last, way)) = ways.pop() {
        for (next, name) in arrows.get(last).into_iter().flatten() {
            let longer = format!("{way} -> {} ({name})", next.join("/"));
            if next == from {
                return Some(longer);
            }
            if seen.insert(next) {
                ways.push((next, longer));
            }
        }
    }
    None
}

#[test]
fn no_file_of_src_imports_another_in_a_circle() {
    let src = source_files::src();
    let paths = source_files::below(&src);
    let relative = |path: &PathBuf| path.strip_prefix(&src).expect("a file of src").to_owned();
    let modules: BTreeSet<Module> = paths.iter().map(|path| module_of(&relative(path))).collect();
    let mut files = BTreeMap::new();
    for path in &paths {
        let module = module_of(&relative(path));
        files.insert(module.clone(), read(&source_files::read(path), &module, &modules));
    }
    let arrows = arrows(&files);
    assert!(arrows.values().map(BTreeMap::len).sum::<usize>() > 500, "hardly any arrow was found");
    let circles: Vec<String> =
        files.keys().filter_map(|module| way_back(module, &arrows)).collect();
    assert!(circles.is_empty(), "files that import each other:\n{}", circles.join("\n"));
}
