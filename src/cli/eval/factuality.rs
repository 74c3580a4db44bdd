//! `hedgerow eval factuality`

use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use hedgerow::document::Document;
use hedgerow::eval::factuality::score;
use hedgerow::eval::gold::factuality::read;
use hedgerow::stages::factuality::{Factuality, HEAD};

/// Score events and their factuality
///
/// The gold is JSON Lines of {text, targets: [{span1: [first, last + 1], label}]}, tokens joined
/// by one space and factuality from -3 to 3, as UDS-IH2. "value" compares the values at the
/// gold's predicates, events or not; "class" the nearest of CT+ 3, PR+ 2, PS+ 1, Uu 0, PS- -1,
/// PR- -2, CT- -3; "events" which predicates were found. Where the gold marks only some of the
/// predicates, as UDS-IH2 does, the precision of "events" is a lower bound.
#[derive(Parser)]
pub struct Args {
    #[command(flatten)]
    common: super::Common,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let documents = args.common.gold.read(read)?;
    let model = args.common.model()?;
    super::require(&model, model.has_factuality(), "factuality")?;
    let stage = Factuality::new(&model)?.context("the model has no factuality head")?;
    args.common.score(
        &model,
        documents,
        |gold| (&gold.id, &gold.text),
        |gold, doc: &Document| {
            let scores = doc.scores.get(HEAD);
            score(gold, doc, |token| {
                scores.map_or(0.0, |scores| stage.value(scores, token))
            })
        },
    )
}
