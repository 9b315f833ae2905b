//! Tests that internal reports are included in every file that is made to be passed on, and that
//! each such file is marked.

use super::folder::must;
use super::{bytes_of, holds};
use std::path::Path;

/// The sample, with one internal report.
fn with_internal() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    must(folder.path(), &["demo", ".", "--quiet"]);
    let edit = "report edit voa-2016-10-24 --confidentiality internal --reason asked";
    must(folder.path(), &edit.split(' ').collect::<Vec<_>>());
    folder
}

fn written(folder: &Path, arguments: &str, file: &str) -> Vec<u8> {
    let arguments = format!("{arguments} -o {file}");
    must(folder, &arguments.split(' ').collect::<Vec<_>>());
    bytes_of(&folder.join(file))
}

#[test]
fn what_has_facts_of_internal_reports_is_marked_and_other_files_are_not() {
    let folder = with_internal();
    let kinds = [
        ("timeline Aleppo", "out.html", "do not pass on outside the organization"),
        ("timeline Aleppo", "out.svg", "INTERNAL · has facts of 1 internal report"),
        ("timeline Aleppo", "out.md", "INTERNAL"),
        ("brief Aleppo", "out.html", "do not pass on outside the organization"),
        ("brief Aleppo", "out.json", "\"internal\": 1"),
        ("table", "out.html", "has facts of 1 internal report"),
        ("table --latest", "out.html", "has facts of 1 internal report"),
        ("table --sum", "out.html", "has facts of 1 internal report"),
        ("table --by place", "out.html", "has facts of 1 internal report"),
        ("table", "out.xlsx", ";BINTERNAL"),
        ("table --latest", "out.xlsx", ";BINTERNAL"),
        ("export --format xlsx", "all.xlsx", ";BINTERNAL"),
        ("export --format timelinejs", "all.json", "INTERNAL"),
    ];
    for (arguments, file, mark) in kinds {
        let bytes = written(folder.path(), arguments, file);
        assert!(holds(&bytes, mark), "{arguments} -o {file}");
        assert!(!holds(&bytes, "CONFIDENTIAL ·"), "{arguments} -o {file}");
    }
    let page = String::from_utf8(written(folder.path(), "timeline Aleppo", "out.html")).unwrap();
    assert_eq!(page.matches(" (internal)").count(), 1, "the source is marked where it is listed");
    let others = ["table --report ynet-2016-11-21", "timeline Aleppo --report ynet-2016-11-21"];
    for arguments in others {
        let bytes = written(folder.path(), arguments, "out.html");
        assert!(!holds(&bytes, "internal report"), "{arguments}");
    }
}
