//! The batch executor: from inputs to written records.

mod duplicates;
mod error;
mod flow;
mod header;
mod inputs;
mod journal;
mod memory;
mod merge;
mod ordered;
mod partition;
mod resume;
mod reuse;
mod summary;
mod turns;
mod work;
mod workspace;
mod written;

use std::io::Write;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use duplicates::{Duplicates, Handling};
pub use error::RunError;
pub use header::Header;
pub use journal::Entry;
pub use merge::merge;
pub use ordered::{WORKER, ordered};
pub use partition::{NoPartition, Partition};
pub use summary::{SlowArticle, StepTime, Summary, ThisRun};

use self::duplicates::Seen;
use self::flow::{Flow, Sink};
use self::inputs::Inputs;
use self::resume::{Go, Start};
use self::reuse::{Index, Old};
use self::summary::Account;
use self::workspace::Workspace;
use crate::Pipeline;
use crate::input::{Input, ReadOptions};
use crate::output::Format;
use crate::record::ErrorRecord;

/// The target of the log's warnings of inputs that fail.
pub const FAILURES: &str = "hedgerow::run";

/// Where records go.
pub enum Target {
    /// JSON Lines into a stream; each goes out when it is complete.
    Stream(Box<dyn Write>),
    /// A file or folder, there when it is whole, that a later run can go on with.
    Path(PathBuf, Format),
}

/// How a run goes; nothing here but `read` and `duplicates` changes a record.
#[derive(Debug, Clone)]
pub struct RunOptions<'a> {
    /// Articles annotated at once.
    pub jobs: NonZero<usize>,
    /// How inputs are read; the pipeline's options must be told of it.
    pub read: ReadOptions,
    /// Whether inputs can be listed only once, because a pipe is among them: a run over them
    /// does not go on with an earlier one.
    pub once: bool,
    /// Failed inputs that end the run when there are more.
    pub max_errors: Option<u64>,
    /// The part of the inputs that is taken.
    pub partition: Option<Partition>,
    /// Whether and how articles are looked for that say the same as earlier ones, in the partition
    /// alone.
    pub duplicates: Option<Duplicates>,
    /// Whether to forget what earlier runs wrote.
    pub fresh: bool,
    /// Set, it lets the run end after the articles that are under way.
    pub stop: &'a AtomicBool,
}

impl<'a> RunOptions<'a> {
    /// A run over everything, on `jobs` threads.
    pub fn new(jobs: NonZero<usize>, stop: &'a AtomicBool) -> Self {
        Self {
            jobs,
            read: ReadOptions::default(),
            once: false,
            max_errors: None,
            partition: None,
            duplicates: None,
            fresh: false,
            stop,
        }
    }
}

/// What a run tells while it goes on.
#[derive(Debug)]
pub enum Event<'a> {
    /// These records are there already.
    Kept(&'a Summary),
    /// A record was written; with outcome `error`, it says what went wrong.
    Record(&'a Entry, Option<&'a ErrorRecord>),
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// The output is whole.
    Finished,
    /// It was whole before.
    Complete,
    /// It was told to stop.
    Stopped,
}

/// Annotates inputs and writes one record each, in their order: the bytes do not depend on the
/// number of jobs, nor on how often the run was interrupted. A worker takes a whole article at a
/// time. `inputs` lists the inputs, as often as it is called; `tell` hears of every record when
/// it is written. What was done is told in any case.
///
/// # Errors
/// Threads cannot be started, a record cannot be written, too many inputs failed, or the output
/// belongs to another run. A failing input is no error: it has its record.
pub fn run<I: Iterator<Item = Input> + Send>(
    pipeline: &Pipeline,
    inputs: impl Fn() -> I,
    target: Target,
    options: &RunOptions,
    mut tell: impl FnMut(&Event),
) -> (Summary, Result<End, RunError>) {
    let start = Instant::now();
    let mut account = Account::new(pipeline, options.jobs);
    let end = match target {
        Target::Stream(stream) => {
            let mut flow = Flow {
                pipeline,
                format: Format::Lines,
                options,
                sink: Sink::Stream(stream),
                account: &mut account,
                old: Old::default(),
            };
            let mut inputs = Inputs::new(inputs(), options.partition);
            let seen = options.duplicates.as_ref().map(Seen::new);
            flow.run(&mut inputs, &Index::new(), seen, &mut tell)
        }
        Target::Path(path, format) => {
            let output = (path.as_path(), format);
            into_path(pipeline, inputs, output, options, &mut account, &mut tell)
        }
    };
    let summary = account.close(start.elapsed(), &end);
    summary.log();
    (summary, end)
}

fn into_path<I: Iterator<Item = Input> + Send>(
    pipeline: &Pipeline,
    inputs: impl Fn() -> I,
    (path, format): (&Path, Format),
    options: &RunOptions,
    account: &mut Account,
    tell: &mut impl FnMut(&Event),
) -> Result<End, RunError> {
    let space = Workspace::open(path, format)?;
    if options.fresh {
        space.clear()?;
    }
    let header = Header::new(pipeline, format, options);
    let go = match resume::start(space, header, inputs, options)? {
        Start::Complete(kept) => {
            account.begin(*kept);
            return Ok(End::Complete);
        }
        Start::Stopped => return Ok(End::Stopped),
        Start::Go(go) => *go,
    };
    let Go {
        written,
        mut inputs,
        kept,
        seen,
        old,
        index,
    } = go;
    tell(&Event::Kept(&kept));
    account.begin(kept);
    let mut flow = Flow {
        pipeline,
        format,
        options,
        sink: Sink::Written(Box::new(written)),
        account,
        old,
    };
    let end = flow.run(&mut inputs, &index, seen, tell)?;
    if let (End::Finished, Sink::Written(written)) = (end, flow.sink) {
        written.finish(inputs.found())?;
    }
    Ok(end)
}
