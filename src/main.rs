//! The `factline` program: parse, run, exit code.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// The C library's own takes a third of a large import, most of it to mend what the names, texts
/// and reports of two threads leave between them.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    factline::cli::main()
}
