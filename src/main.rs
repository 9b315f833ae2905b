//! The `factline` program: parse, run, exit code.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// With the C library's own allocator, a third of a large import is spent in the allocator, most of it for merging the
/// memory of names, texts and reports that one thread allocates and another frees. Version 2 of mimalloc gives freed
/// memory back to the system after 10 ms; version 3 keeps it for a second, which makes some peaks half as high again.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    factline::cli::main()
}
