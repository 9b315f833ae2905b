//! Tests that every command has help with an example, a section in docs/commands.md, and a
//! transcript.

use std::path::Path;
use std::process::Command;

/// The width of the narrowest terminal that help must fit, in columns.
const WIDTH: usize = 80;

fn help(arguments: &[&str]) -> String {
    let program = env!("CARGO_BIN_EXE_factline");
    let mut command = Command::new(program);
    let command = command.env("COLUMNS", WIDTH.to_string()).args(arguments).arg("--help");
    let output = command.output().expect("factline runs");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("help is UTF-8")
}

/// The commands that a help page lists.
fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = listed.take_while(|line| line.starts_with("  ")).filter_map(|line| {
        let name = line.strip_prefix("  ")?.split_whitespace().next()?;
        line.chars().nth(2).is_some_and(char::is_alphabetic).then(|| name.to_owned())
    });
    names.filter(|name| name != "help").collect()
}

/// The first line that is too wide, or that was broken although the next word had room (because the
/// text was wrapped twice).
fn badly_broken(help: &str) -> Option<&str> {
    let lines: Vec<&str> = help.lines().filter(|line| !line.starts_with("Usage:")).collect();
    let wide = lines.iter().copied().find(|line| line.chars().count() > WIDTH);
    let is_prose =
        |line: &str| line.starts_with(|c: char| !c.is_whitespace()) && !line.ends_with(':');
    let early = lines.windows(2).find(|pair| {
        let word = pair[1].split(' ').next().unwrap_or_default();
        is_prose(pair[0])
            && is_prose(pair[1])
            && pair[0].chars().count() + 1 + word.chars().count() <= WIDTH
    });
    wide.or(early.map(|pair| pair[0]))
}

/// Whether a transcript of a page runs a command: as a line of a console block, with or without a
/// pipe.
fn is_run(page: &str, command: &str) -> bool {
    let lines = page.lines().filter_map(|line| line.strip_prefix("$ ").or(line.strip_prefix("> ")));
    lines.flat_map(|line| line.split(['|', '&', '(', ';'])).any(|part| {
        let rest = part.trim().strip_prefix(command);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ')']))
    })
}

#[test]
fn every_command_has_help_with_an_example_and_a_page_and_a_transcript() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md");
    let page = std::fs::read_to_string(page).expect("docs/commands.md can be read");
    let mut checked = 0;
    let whole = help(&[]);
    assert_eq!(badly_broken(&whole), None, "--help");
    for command in commands(&whole) {
        let own = help(&[&command]);
        let below = commands(&own);
        let paths = if below.is_empty() {
            vec![vec![command.clone()]]
        } else {
            below.into_iter().map(|name| vec![command.clone(), name]).collect()
        };
        assert!(own.contains("Example:"), "{command} --help has no example");
        assert_eq!(badly_broken(&own), None, "{command} --help");
        for path in paths {
            let words: Vec<&str> = path.iter().map(String::as_str).collect();
            let own = help(&words);
            assert!(own.contains("Example:"), "{words:?} --help has no example");
            assert_eq!(badly_broken(&own), None, "{words:?} --help");
            let command = format!("factline {}", words.join(" "));
            assert!(is_run(&page, &command), "docs/commands.md runs no `{command}`");
            checked += 1;
        }
    }
    assert!(checked > 25, "only {checked} commands were found");
}
