//! Options of a batch run: what is written where, and what ends it.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use clap::{Args, ValueEnum};
use hedgerow::output::Format;
use hedgerow::run::{Partition, RunOptions, Target};

#[derive(Args)]
pub struct RunArgs {
    /// Write to this file or folder instead of standard output
    ///
    /// JSON Lines, compressed with Zstandard where the name ends in .zst; with --shard-size or
    /// --pretty a folder. It appears when the run is complete; until then the records are in
    /// PATH.part. After an interruption the same command goes on where it was; on a finished
    /// output it redoes what changed. PATH.journal says what the output was made of.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Write one indented JSON file an article into the folder given by --output
    #[arg(long, requires = "output")]
    pretty: bool,

    /// Write compressed files of N records each into the folder given by --output, with
    /// manifest.json and index.jsonl.zst
    #[arg(long, value_name = "N", requires = "output", conflicts_with = "pretty")]
    shard_size: Option<NonZero<u64>>,

    /// Articles to annotate at once [default: one for each core]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZero<usize>>,

    /// Start over: forget what earlier runs wrote into the output
    #[arg(long, requires = "output")]
    fresh: bool,

    /// Take only the I-th of N parts of the articles, decided by a hash of their ids
    ///
    /// `hedgerow merge` joins the outputs.
    #[arg(long, value_name = "I/N")]
    partition: Option<Partition>,

    /// What an article that fails does to the run; its error record is written in any case
    #[arg(long, value_name = "WHAT", default_value = "continue")]
    on_error: OnError,

    /// Stop the run when more than N articles have failed
    #[arg(long, value_name = "N", conflicts_with = "on_error")]
    max_errors: Option<u64>,

    /// Give an article up after this time, looked at between the steps of its annotation
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OnError {
    Continue,
    Stop,
}

impl RunArgs {
    /// Time for one article.
    pub fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// The file or folder that is written.
    pub fn output(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// The part of the articles that is taken.
    pub fn partition(&self) -> Option<Partition> {
        self.partition
    }

    /// Where the records go.
    pub fn target(&self) -> Target {
        match &self.output {
            None => Target::Stream(Box::new(std::io::stdout())),
            Some(path) => {
                let format = format_of(path, self.pretty, self.shard_size);
                Target::Path(path.clone(), format)
            }
        }
    }

    /// How the run goes.
    pub fn options<'a>(&self, stop: &'a AtomicBool) -> RunOptions<'a> {
        let jobs = self.jobs.unwrap_or_else(super::cores);
        RunOptions {
            max_errors: if self.on_error == OnError::Stop {
                Some(0)
            } else {
                self.max_errors
            },
            partition: self.partition,
            fresh: self.fresh,
            ..RunOptions::new(jobs, stop)
        }
    }
}

/// The form of an output.
pub fn format_of(path: &Path, pretty: bool, shard_size: Option<NonZero<u64>>) -> Format {
    match shard_size {
        _ if pretty => Format::Pretty,
        Some(size) => Format::Shards(size),
        None if path.extension().is_some_and(|e| e == "zst") => Format::Compressed,
        None => Format::Lines,
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok();
    let time = seconds.and_then(|s| Duration::try_from_secs_f64(s).ok());
    time.ok_or_else(|| "a number of seconds, such as 30 or 0.5".to_owned())
}
