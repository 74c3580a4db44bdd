//! `hedgerow annotate`

use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use hedgerow::document::{Date, OffsetUnit};
use hedgerow::input::discover;
use hedgerow::output::{JsonLines, PrettyFolder, Sink};
use hedgerow::stages::cues::Lexicon;
use hedgerow::{Layer, Options};

use super::engine::EngineArgs;
use super::progress::Progress;

/// Annotate articles and write one JSON record each
///
/// Takes files and folders (searched for .txt and .md, in the order of their names) and writes
/// one record for every article, in that order: annotated, or with the error that stopped it.
/// The output does not depend on --jobs.
#[derive(Parser)]
#[command(after_help = "Examples:
  hedgerow annotate articles -o out.jsonl
  hedgerow annotate a.txt b.txt | jq '.entities[].text'
  hedgerow annotate articles --pretty -o out/
  pbpaste | hedgerow annotate -")]
pub struct Args {
    /// Files and folders to read; `-` reads standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write JSON Lines to this file instead of standard output
    ///
    /// The file appears under its name when the run is complete. With --pretty, the folder.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Write one indented JSON file an article into the folder given by --output
    #[arg(long, requires = "output")]
    pretty: bool,

    /// Articles to annotate at once [default: one for each core]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZero<usize>>,

    /// Use the model in this folder instead of the one compiled in
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,

    /// Look for the cues of this file too; may be given several times
    ///
    /// Tab-separated, in the columns that data/lexicon/README.md describes; its entries go
    /// before those compiled in.
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,

    /// Layers to write, separated by commas
    #[arg(long, value_enum, value_delimiter = ',', value_name = "LAYERS", default_values_t = Layer::ALL)]
    layers: Vec<Layer>,

    /// The day on which the articles appeared, for relative dates such as "last Tuesday"
    ///
    /// Without it, each article's own dateline is searched for a full date.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,

    /// Unit of the offsets in the records
    #[arg(long, value_enum, value_name = "UNIT", default_value_t)]
    offsets: OffsetUnit,

    /// Print errors only: no progress, no summary
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    engine: EngineArgs,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let model = super::load_model(args.model.as_deref())?;
    let options = Options {
        offsets: args.offsets,
        layers: args.layers.clone(),
        date: args.date,
    };
    let lexicon = Lexicon::with_files(&args.lexicon)?;
    let engine = &args.engine;
    let pipeline = engine.pipeline(&model, lexicon, &options, args.quiet)?;
    drop(model);
    let mut sink = sink(args)?;
    let jobs = args.jobs.map_or_else(super::cores, NonZero::get);

    let mut progress = Progress::start(&args.paths, args.quiet);
    let inputs = discover(&args.paths);
    let summary = hedgerow::run::run(&pipeline, inputs, &mut *sink, jobs, |event| {
        progress.tell(event);
    })?;
    sink.finish().context("cannot write the output")?;
    progress.finish(&summary);
    Ok(ExitCode::from(u8::from(summary.errors > 0)))
}

fn sink(args: &Args) -> anyhow::Result<Box<dyn Sink>> {
    let Some(path) = &args.output else {
        return Ok(Box::new(JsonLines::stdout()));
    };
    let context = || format!("cannot write {}", path.display());
    Ok(if args.pretty {
        Box::new(PrettyFolder::new(path).with_context(context)?)
    } else {
        Box::new(JsonLines::file(path).with_context(context)?)
    })
}
