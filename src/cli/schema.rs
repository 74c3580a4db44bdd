//! `hedgerow schema`

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

/// Print the JSON Schema of the records
#[derive(Parser)]
pub struct Args {}

pub fn run(_: &Args) -> anyhow::Result<ExitCode> {
    std::io::stdout().write_all(hedgerow::record::json_schema().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
