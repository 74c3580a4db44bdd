//! `hedgerow annotate`

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use clap::Parser;
use hedgerow::document::{Date, OffsetUnit};
use hedgerow::run::{End, RunOptions};
use hedgerow::stages::cues::Lexicon;
use hedgerow::{Layer, Options};

use super::engine::EngineArgs;
use super::input_options::{ReadArgs, SelectionArgs};
use super::progress::Progress;
use super::run_options::RunArgs;
use super::signals::Signals;

/// Annotate articles and write one JSON record each
///
/// Takes files and folders and writes one record for every article, in the order of their names:
/// annotated, or with the error that stopped it. Reads text, Markdown, HTML, PDF, email (.eml),
/// JSON, JSON Lines, CSV, TSV, Parquet and web archives (.warc), each also compressed (.gz, .zst,
/// .bz2, .xz, .br) and in zip and tar archives; every row, object, page or member is an article.
/// The output does not depend on --jobs, nor on interruptions: after one, the same command goes
/// on where it was. Ctrl-C finishes the articles that are under way; twice ends at once.
#[derive(Parser)]
#[command(after_help = "Examples:
  hedgerow annotate articles -o out.jsonl
  hedgerow annotate a.txt b.txt | jq '.entities[].text'
  hedgerow annotate articles --pretty -o out/
  hedgerow annotate dump.tar.gz pages.warc.gz -o out.jsonl.zst
  hedgerow annotate news.jsonl --text-field article.body --id-field uid -o out.jsonl
  hedgerow annotate articles --shard-size 50000 -o shards/
  pbpaste | hedgerow annotate -")]
pub struct Args {
    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    run: RunArgs,

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
    ///
    /// With "blocks" alone the articles are read and laid out, and the model is not run.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "LAYERS", default_values_t = Layer::ALL)]
    layers: Vec<Layer>,

    /// The day on which the articles appeared, for relative dates such as "last Tuesday"
    ///
    /// A date that a page, mail or row tells of itself goes before it; without either, a full date in
    /// the dateline counts.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,

    /// Annotate articles that are not in English too
    ///
    /// Without it they get their language, text, blocks, sentences and tokens, and the outcome
    /// "skipped".
    #[arg(long)]
    force: bool,

    /// Unit of the offsets in the records
    #[arg(long, value_enum, value_name = "UNIT", default_value_t)]
    offsets: OffsetUnit,

    /// Print errors only: no progress, no summary
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    engine: EngineArgs,

    #[command(flatten)]
    read: ReadArgs,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let file = args.run.summary()?;
    let selection = args.selection.selection(args.run.output())?;
    let read = args.read.options();
    let model = super::load_model(args.model.as_deref())?;
    let options = Options {
        input: read.record(),
        offsets: args.offsets,
        layers: args.layers.clone(),
        date: args.date,
        timeout: args.run.timeout(),
        force: args.force,
    };
    let lexicon = Lexicon::with_files(&args.lexicon)?;
    let engine = &args.engine;
    let pipeline = engine.pipeline(&model, lexicon, &options, args.quiet)?;
    drop(model);
    let signals = Signals::catch()?;

    let mut progress = Progress::start(&selection, args.run.partition(), args.quiet);
    let (summary, end) = hedgerow::run::run(
        &pipeline,
        || selection.inputs(&read),
        args.run.target(),
        &RunOptions {
            read: read.clone(),
            once: selection.is_once(),
            ..args.run.options(signals.stop())
        },
        |event| {
            progress.tell(event);
            if signals.stop().load(Ordering::Relaxed) {
                progress.stopping();
            }
        },
    );
    let written = file.map_or(Ok(()), |file| file.write(&summary));
    let end = end?;
    progress.finish(&summary, end, args.run.output());
    written?;
    Ok(match end {
        End::Stopped => signals.exit_code(),
        End::Finished | End::Complete => ExitCode::from(u8::from(summary.errors > 0)),
    })
}
