//! `hedgerow eval ner`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use hedgerow::eval::gold::tags::read;
use hedgerow::eval::labels::LabelMap;
use hedgerow::eval::ner::score;

/// Score entities: exact span and type, micro and per type
///
/// The gold is JSON Lines of {doc, tokens, tags} (names ending in .jsonl) or CoNLL columns
/// (token first, tag last). It is fed as running text, tokens joined by one space and one
/// sentence a line, and predictions are mapped back by their offsets.
#[derive(Parser)]
pub struct Args {
    #[command(flatten)]
    common: super::Common,

    /// Two columns, separated by a tab: a label of either side, the label it is compared as
    ///
    /// `-` in the second column leaves a label out; labels that are not listed stay as they are.
    /// Dates that are not the calendar's, which many corpora do not mark, are called
    /// DATE.relative, DATE.duration and DATE.age here, and are compared only where they are
    /// listed (without a map, always, as DATE).
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,

    /// Drop a leading the, a, an and a trailing 's on both sides
    #[arg(long)]
    strip_edges: bool,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let map = match &args.map {
        Some(path) => LabelMap::read(path)?,
        None => LabelMap::default(),
    };
    let documents = args.common.gold.read(read)?;
    let model = args.common.model()?;
    args.common.score(
        &model,
        documents,
        |gold| (&gold.id, &gold.text),
        |gold, doc| score(gold, doc, &map, args.strip_edges),
    )
}
