//! The `factline` program: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    factline::cli::main()
}
