//! `hedgerow eval`, one file per scorer.

mod attribution;
mod extraction;
mod factuality;
mod ner;
mod pos;
mod segmentation;
mod stance;
mod table;

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use hedgerow::Options;
use hedgerow::document::Document;
use hedgerow::eval::gold::GoldError;
use hedgerow::eval::{Report, Tally};
use hedgerow::model::Model;
use hedgerow::run::ordered;
use hedgerow::stages::cues::Lexicon;

use super::engine::EngineArgs;

/// Score the annotation against gold files
///
/// Every figure has a 95% interval: the bootstrap over documents, 1,000 resamples.
#[derive(Subcommand)]
pub enum Args {
    Ner(ner::Args),
    Pos(pos::Args),
    Segmentation(segmentation::Args),
    Attribution(attribution::Args),
    Factuality(factuality::Args),
    Stance(stance::Args),
    Extraction(extraction::Args),
}

/// The gold, and what is printed.
#[derive(Parser)]
struct GoldArgs {
    /// Gold file; may be given several times
    #[arg(long, required = true, value_name = "FILE")]
    gold: Vec<PathBuf>,

    /// List so many of the worst errors of each kind (missed, spurious, wrong), with their
    /// sentences
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,

    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
}

/// What every scorer takes that needs the model.
#[derive(Parser)]
struct Common {
    #[command(flatten)]
    gold: GoldArgs,

    /// Use the model in this folder instead of the one compiled in
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,

    /// Documents to annotate at once [default: one for each core]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZero<usize>>,

    #[command(flatten)]
    engine: EngineArgs,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match args {
        Args::Ner(args) => ner::run(args),
        Args::Pos(args) => pos::run(args),
        Args::Segmentation(args) => segmentation::run(args),
        Args::Attribution(args) => attribution::run(args),
        Args::Factuality(args) => factuality::run(args),
        Args::Stance(args) => stance::run(args),
        Args::Extraction(args) => extraction::run(args),
    }
}

impl GoldArgs {
    /// The documents of all gold files.
    fn read<G>(&self, read: impl Fn(&Path) -> Result<Vec<G>, GoldError>) -> anyhow::Result<Vec<G>> {
        let mut documents = Vec::new();
        for path in &self.gold {
            documents.extend(read(path)?);
        }
        Ok(documents)
    }

    fn print(&self, report: &Report) {
        print(report, self.json);
    }
}

impl Common {
    fn model(&self) -> anyhow::Result<Model> {
        crate::cli::load_model(self.model.as_deref())
    }

    /// Annotates each gold document, whose id and text `named` tells, scores it and prints the
    /// report.
    fn score<G: Send>(
        &self,
        model: &Model,
        documents: Vec<G>,
        named: impl Fn(&G) -> (&str, &str) + Sync,
        score: impl Fn(&G, &Document) -> Tally + Sync,
    ) -> anyhow::Result<ExitCode> {
        let tallies = self.tally(model, documents, named, score)?;
        self.gold.print(&Report::new(tallies, self.gold.errors));
        Ok(ExitCode::SUCCESS)
    }

    /// Annotates each gold document, whose id and text `named` tells, and scores it.
    fn tally<G: Send, T: Send>(
        &self,
        model: &Model,
        documents: Vec<G>,
        named: impl Fn(&G) -> (&str, &str) + Sync,
        score: impl Fn(&G, &Document) -> T + Sync,
    ) -> anyhow::Result<Vec<T>> {
        let (lexicon, options) = (Lexicon::builtin()?, Options::default());
        let pipeline = self.engine.pipeline(model, lexicon, &options, false)?;
        let work = |gold: G| -> anyhow::Result<T> {
            let (id, text) = named(&gold);
            let annotate = || -> anyhow::Result<Document> {
                let mut doc = Document::new(text.to_owned())?;
                pipeline.annotate(&mut doc)?;
                Ok(doc)
            };
            let doc = annotate().with_context(|| format!("document {id}"))?;
            Ok(score(&gold, &doc))
        };
        let jobs = self.jobs.unwrap_or_else(crate::cli::cores).get();
        let mut tallies = Vec::with_capacity(documents.len());
        ordered(jobs, documents.into_iter(), work, |tally| {
            tallies.push(tally?);
            anyhow::Ok(())
        })?;
        Ok(tallies)
    }
}

fn print(report: &Report, json: bool) {
    if json {
        println!("{:#}", report.to_json());
    } else {
        print!("{}", table::text(report));
    }
}

/// Fails in one sentence where the model lacks what is to be scored.
fn require(model: &Model, has_head: bool, what: &str) -> anyhow::Result<()> {
    let manifest = &model.manifest;
    anyhow::ensure!(
        has_head,
        "the model {} {} has no {what} head",
        manifest.name,
        manifest.version
    );
    Ok(())
}
