//! The options of every command that runs the models.

use std::path::PathBuf;

use clap::Parser;
use hedgerow::engine::{Device, EngineKind, EngineOptions, Precision};
use hedgerow::model::{Checkpoint, Model};
use hedgerow::stages::cues::Lexicon;
use hedgerow::{Options, Pipeline};

#[derive(Parser)]
#[command(next_help_heading = "Engine")]
pub struct EngineArgs {
    /// Library that runs the models
    #[arg(long, value_enum, value_name = "ENGINE", default_value_t)]
    engine: EngineKind,

    /// Where the engine torch runs: cpu, cuda:N, or auto for the first GPU, else the CPU [default:
    /// auto]
    ///
    /// A GPU takes batches from many articles at once; --jobs beyond the number of cores fill them
    /// better.
    #[arg(long, value_name = "DEVICE")]
    device: Option<Device>,

    /// Numbers that the engine torch computes in [default: f32]
    #[arg(long, value_enum, value_name = "PRECISION")]
    precision: Option<Precision>,

    /// Take the names from the token classifier in this folder, in the layout of Hugging Face
    ///
    /// config.json, tokenizer.json or vocab.txt, and model.onnx for the engine rten or
    /// model.safetensors for torch (scripts/checkpoint.py writes both). Numbers and times, parts of
    /// speech and all else stay those of hedgerow and its own model.
    #[arg(long, value_name = "DIR")]
    ner_model: Option<PathBuf>,
}

impl EngineArgs {
    /// The pipeline of these options. What of a checkpoint's labels is left out is told on standard
    /// error, unless `quiet`.
    pub fn pipeline(
        &self,
        model: &Model,
        lexicon: Lexicon,
        options: &Options,
        quiet: bool,
    ) -> anyhow::Result<Pipeline> {
        let engine = self.options()?;
        let checkpoint = self.checkpoint()?;
        if let (Some(checkpoint), false) = (&checkpoint, quiet) {
            let left_out: Vec<&str> = checkpoint.scheme.left_out().collect();
            if !left_out.is_empty() {
                let (name, left_out) = (&checkpoint.name, left_out.join(", "));
                super::log::say(format_args!(
                    "{name}: its labels for {left_out} are left out"
                ));
            }
        }
        let checkpoint = checkpoint.as_ref();
        Ok(Pipeline::with_engine(
            engine, model, checkpoint, lexicon, options,
        )?)
    }

    pub fn options(&self) -> anyhow::Result<EngineOptions> {
        Ok(EngineOptions::new(
            self.engine,
            self.device,
            self.precision,
        )?)
    }

    pub fn checkpoint(&self) -> anyhow::Result<Option<Checkpoint>> {
        let folder = self.ner_model.as_deref();
        let checkpoint = folder.map(|folder| Checkpoint::load(folder, self.engine));
        Ok(checkpoint.transpose()?)
    }
}
