//! `hedgerow merge`

use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use super::run_options::format_of;

/// Join the outputs of all partitions into one
///
/// Takes finished outputs of `hedgerow annotate --partition I/N`, each with the .journal beside
/// it, and writes what a run without --partition would have written, byte for byte, with its own
/// journal. All partitions must be there, made by the same model, lexicon and options over the
/// same inputs; no id may occur twice. A single output that is no partition is copied into
/// another form: shards into one file, or one file into shards.
#[derive(Parser)]
#[command(after_help = "Examples:
  hedgerow merge 1.jsonl 2.jsonl 3.jsonl -o out.jsonl
  hedgerow merge shards-1 shards-2 --shard-size 50000 -o shards
  hedgerow merge shards -o out.jsonl.zst")]
pub struct Args {
    /// Finished outputs
    #[arg(required = true, value_name = "OUTPUT")]
    parts: Vec<PathBuf>,

    /// Write to this file; compressed where its name ends in .zst
    #[arg(short, long, value_name = "PATH")]
    output: PathBuf,

    /// Write a folder of compressed files of N records each
    #[arg(long, value_name = "N", conflicts_with = "pretty")]
    shard_size: Option<NonZero<u64>>,

    /// Join folders of indented files
    #[arg(long)]
    pretty: bool,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let format = format_of(&args.output, args.pretty, args.shard_size);
    let summary = hedgerow::run::merge(&args.parts, &args.output, format)?;
    super::log::say(format_args!(
        "{} records in {}, {} of them errors",
        summary.records,
        args.output.display(),
        summary.errors
    ));
    Ok(ExitCode::SUCCESS)
}
