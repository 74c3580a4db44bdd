//! `hedgerow eval pos`

use std::process::ExitCode;

use clap::Parser;
use hedgerow::eval::gold::pos::read;
use hedgerow::eval::pos::score;

/// Score parts of speech: accuracy, and each tag
///
/// The gold is CoNLL-U with Penn Treebank tags in the column XPOS. It is fed as running text,
/// tokens joined by one space and one sentence a line; a gold token that is cut otherwise counts
/// as wrong.
#[derive(Parser)]
pub struct Args {
    #[command(flatten)]
    common: super::Common,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let documents = args.common.gold.read(read)?;
    let model = args.common.model()?;
    args.common
        .score(&model, documents, |gold| (&gold.id, &gold.text), score)
}
