//! `hedgerow eval attribution`

use std::process::ExitCode;

use clap::Parser;
use hedgerow::eval::attribution::score;
use hedgerow::eval::gold::attribution::read;

/// Score attributions: sources, cues, contents, and all three together
///
/// The gold is JSON Lines of {id, text, sents, attributions}, in which sents is [start, end] of each token of each sentence, attributions a list
/// of {source, cue, content}, each a list of pieces [start, end], all in code points of the text.
/// Both sides are compared by the gold's tokens that they cover: "exact" is the same tokens,
/// "begin" the same first token, "overlap" a shared token. A span that several attributions of a
/// document share counts once in the rows of its role.
#[derive(Parser)]
pub struct Args {
    #[command(flatten)]
    common: super::Common,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let documents = args.common.gold.read(read)?;
    let model = args.common.model()?;
    super::require(&model, model.has_attribution(), "attribution")?;
    args.common
        .score(&model, documents, |gold| (&gold.id, &gold.text), score)
}
