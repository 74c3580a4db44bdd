//! Options of a batch run: what is written where, and what ends it.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use clap::{Args, ValueEnum};
use hedgerow::output::Format;
use hedgerow::run::{Duplicates, Handling, Partition, RunOptions, Target};

use super::summary::SummaryFile;

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

    /// What is done about articles that say the same as an earlier one of the run
    ///
    /// Either the same text but for white space, or nearly: MinHash over the words, five at a time
    /// (Broder, 1997). Which ones they are depends on the order of the articles alone. An article
    /// repeats the first one that is similar enough and is no duplicate itself. With --partition,
    /// only articles of the same part are compared.
    #[arg(long, value_name = "WHAT", default_value = "keep")]
    duplicates: DuplicatesArg,

    /// Similarity from which articles are duplicates, from 0.5 to 1
    ///
    /// The share of five-word sequences that two articles have in common (Jaccard), estimated with
    /// a standard error of 0.025 at 0.8.
    #[arg(long, value_name = "SIMILARITY", default_value_t = Duplicates::THRESHOLD, value_parser = similarity)]
    duplicate_threshold: f64,

    /// Articles to remember when looking for duplicates, about 750 bytes of memory each; the
    /// oldest are forgotten first
    #[arg(long, value_name = "N", default_value_t = Duplicates::WINDOW)]
    duplicate_window: NonZero<u32>,

    /// Write a summary of the run to this file, as JSON: counts, throughput, time by step, the
    /// slowest articles, memory
    ///
    /// Counts are of the whole output, times of this run alone. It is also written when the run
    /// is stopped or cannot go on.
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,

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

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DuplicatesArg {
    /// They are not looked for
    Keep,
    /// Their records say what they repeat
    Mark,
    /// They are left out: their records are skipped and say why
    Drop,
}

impl RunArgs {
    /// The file for the summary, where one is wanted and can be written.
    pub fn summary(&self) -> anyhow::Result<Option<SummaryFile>> {
        let file = |path: &PathBuf| SummaryFile::new(path, self.output());
        self.summary.as_ref().map(file).transpose()
    }

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

    /// How duplicates are looked for.
    fn duplicates(&self) -> Option<Duplicates> {
        let handling = match self.duplicates {
            DuplicatesArg::Keep => return None,
            DuplicatesArg::Mark => Handling::Mark,
            DuplicatesArg::Drop => Handling::Drop,
        };
        Some(Duplicates {
            handling,
            threshold: self.duplicate_threshold,
            window: self.duplicate_window,
        })
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
            duplicates: self.duplicates(),
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

fn similarity(text: &str) -> Result<f64, String> {
    let similarity = text.parse::<f64>().ok();
    let similarity = similarity.filter(|s| (0.5..=1.0).contains(s));
    similarity.ok_or_else(|| "a number from 0.5 to 1, such as 0.8".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok();
    let time = seconds.and_then(|s| Duration::try_from_secs_f64(s).ok());
    time.ok_or_else(|| "a number of seconds, such as 30 or 0.5".to_owned())
}
