//! The `dateline` program. Everything it does is in the library.

fn main() -> std::process::ExitCode {
    dateline::cli::main()
}
