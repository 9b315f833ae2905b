//! Every command has help with an example, a section in docs/commands.md, and a transcript.

use std::path::Path;
use std::process::Command;

fn help(arguments: &[&str]) -> String {
    let program = env!("CARGO_BIN_EXE_factline");
    let output =
        Command::new(program).args(arguments).arg("--help").output().expect("factline runs");
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

/// Whether a transcript of a page runs a command: as a line of a console block, in a pipe or not.
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
    for command in commands(&help(&[])) {
        let own = help(&[&command]);
        let below = commands(&own);
        let paths = if below.is_empty() {
            vec![vec![command.clone()]]
        } else {
            below.into_iter().map(|name| vec![command.clone(), name]).collect()
        };
        assert!(own.contains("Example:"), "{command} --help has no example");
        for path in paths {
            let words: Vec<&str> = path.iter().map(String::as_str).collect();
            assert!(help(&words).contains("Example:"), "{words:?} --help has no example");
            let command = format!("factline {}", words.join(" "));
            assert!(is_run(&page, &command), "docs/commands.md runs no `{command}`");
            checked += 1;
        }
    }
    assert!(checked > 25, "only {checked} commands were found");
}
