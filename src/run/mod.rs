//! The batch executor: from inputs to written records.

mod error;
mod header;
mod inputs;
mod journal;
mod merge;
mod ordered;
mod partition;
mod resume;
mod reuse;
mod summary;
mod work;
mod workspace;
mod written;

use std::io::Write;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

pub use error::RunError;
pub use header::Header;
pub use journal::Entry;
pub use merge::merge;
pub use ordered::{WORKER, ordered};
pub use partition::{NoPartition, Partition};
pub use summary::Summary;

use self::inputs::{Inputs, Item};
use self::resume::{Compare, Go, Start};
use self::reuse::{Index, Old, Slot};
use self::work::{Made, make};
use self::workspace::Workspace;
use self::written::Written;
use crate::Pipeline;
use crate::input::{Input, ReadOptions};
use crate::output::Format;
use crate::record::ErrorRecord;

/// Where records go.
pub enum Target {
    /// JSON Lines into a stream; each goes out when it is complete.
    Stream(Box<dyn Write>),
    /// A file or folder, there when it is whole, that a later run can go on with.
    Path(PathBuf, Format),
}

/// How a run goes; but for `read`, nothing here changes a record.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
/// it is written.
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
) -> Result<(Summary, End), RunError> {
    let (path, format) = match target {
        Target::Path(path, format) => (path, format),
        Target::Stream(stream) => {
            let mut inputs = Inputs::new(inputs(), options.partition);
            let mut flow = Flow {
                pipeline,
                format: Format::Lines,
                options,
                sink: Sink::Stream(stream),
                summary: Summary::default(),
                old: Old::default(),
            };
            let ended = flow.run(&mut inputs, &Index::new(), &mut tell)?;
            return Ok((flow.summary, ended));
        }
    };
    let space = Workspace::open(&path, format)?;
    if options.fresh {
        space.clear()?;
    }
    let header = Header::new(pipeline, format, options.partition);
    let compare = Compare {
        read: &options.read,
        once: options.once,
        stop: options.stop,
    };
    let go = match resume::start(space, header, inputs, compare)? {
        Start::Complete(kept) => return Ok((kept, End::Complete)),
        Start::Stopped => return Ok((Summary::default(), End::Stopped)),
        Start::Go(go) => *go,
    };
    let Go {
        written,
        mut inputs,
        kept,
        old,
        index,
    } = go;
    tell(&Event::Kept(&kept));
    let mut flow = Flow {
        pipeline,
        format,
        options,
        sink: Sink::Written(Box::new(written)),
        summary: kept,
        old,
    };
    let end = flow.run(&mut inputs, &index, &mut tell)?;
    if let (End::Finished, Sink::Written(written)) = (end, flow.sink) {
        written.finish(inputs.found())?;
    }
    Ok((flow.summary, end))
}

enum Sink {
    Stream(Box<dyn Write>),
    Written(Box<Written>),
}

/// What a worker hands over.
enum Done {
    Made(Made),
    /// An earlier run made it.
    Old(Item, Slot),
}

/// Everything that the records pass on their way.
struct Flow<'a> {
    pipeline: &'a Pipeline,
    format: Format,
    options: &'a RunOptions<'a>,
    sink: Sink,
    summary: Summary,
    old: Old,
}

impl Flow<'_> {
    fn run<I: Iterator<Item = Input> + Send>(
        &mut self,
        inputs: &mut Inputs<I>,
        index: &Index,
        tell: &mut impl FnMut(&Event),
    ) -> Result<End, RunError> {
        self.check_errors()?;
        let (pipeline, format, options) = (self.pipeline, self.format, self.options);
        let stopped = AtomicBool::new(false);
        let inputs = inputs.take_while(|_| {
            let stop = options.stop.load(Ordering::Relaxed);
            stopped.fetch_or(stop, Ordering::Relaxed);
            !stop
        });
        let work = |item: Item| {
            let fetched = item.fetch(&options.read);
            match index.get(&fetched.key) {
                Some(&slot) => Done::Old(item, slot),
                None => Done::Made(make(pipeline, &item, fetched, &options.read, format)),
            }
        };
        ordered(options.jobs.get(), inputs, work, |done| {
            self.write(done, tell)
        })?;
        let is_stopped = stopped.load(Ordering::Relaxed);
        Ok(if is_stopped {
            End::Stopped
        } else {
            End::Finished
        })
    }

    fn write(&mut self, done: Done, tell: &mut impl FnMut(&Event)) -> Result<(), RunError> {
        let made = match done {
            Done::Made(made) => made,
            Done::Old(item, slot) => match self.old.read(&item.input.id, slot) {
                Ok((entry, bytes)) => {
                    self.summary.kept += 1;
                    let position = item.position;
                    Made {
                        entry: Entry { position, ..entry },
                        bytes,
                        error: None,
                    }
                }
                Err(_) => {
                    let fetched = item.fetch(&self.options.read);
                    make(
                        self.pipeline,
                        &item,
                        fetched,
                        &self.options.read,
                        self.format,
                    )
                }
            },
        };
        match &mut self.sink {
            Sink::Stream(stream) => stream
                .write_all(&made.bytes)
                .and_then(|()| stream.flush())?,
            Sink::Written(written) => written.add(made.entry.clone(), &made.bytes)?,
        }
        self.summary.add(&made.entry);
        tell(&Event::Record(&made.entry, made.error.as_ref()));
        self.check_errors()
    }

    fn check_errors(&self) -> Result<(), RunError> {
        let errors = self.summary.errors;
        match self.options.max_errors {
            Some(limit) if errors > limit => Err(RunError::TooManyErrors { errors, limit }),
            _ => Ok(()),
        }
    }
}
