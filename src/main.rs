//! The `factline` program: parse, run, exit code.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// The C library's own allocator takes a third of a large import, most of it for merging the memory of names,
/// texts and reports that one thread allocates and another frees.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    factline::cli::main()
}
