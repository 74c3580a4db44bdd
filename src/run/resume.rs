//! Where a run begins: after what earlier runs wrote, as far as it still holds.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::RunOptions;
use super::duplicates::Seen;
use super::error::RunError;
use super::header::Header;
use super::inputs::{Fetched, Inputs, Item};
use super::journal::{Entry, Finished, Line, Reader};
use super::ordered::ordered;
use super::reuse::{Index, Old};
use super::summary::Summary;
use super::workspace::Workspace;
use super::written::Written;
use crate::input::{Input, ReadOptions};
use crate::output::Files;

/// How a run can begin.
pub enum Start<I> {
    /// The output is finished and nothing has changed.
    Complete(Box<Summary>),
    /// The user stopped it while its inputs were compared.
    Stopped,
    /// There is something to do.
    Go(Box<Go<I>>),
}

/// A run that goes on, or begins.
pub struct Go<I> {
    pub written: Written,
    /// The inputs that have no record yet.
    pub inputs: Inputs<I>,
    /// What the records say that are there.
    pub kept: Summary,
    /// Where duplicates are looked for: the articles of those records.
    pub seen: Option<Seen>,
    pub old: Old,
    pub index: Index,
}

/// Whether the inputs begin with those of a journal.
enum Verdict {
    /// They do; the records up to `end` hold.
    Same(Box<Same>),
    Changed,
    Stopped,
}

/// What the part of a journal says that agrees with the inputs.
struct Same {
    kept: Summary,
    seen: Option<Seen>,
    end: u64,
    finished: Option<Finished>,
}

/// Finds where the run into `space` begins. `inputs` lists the inputs, as often as it is called.
///
/// # Errors
/// What is there was begun under another header, or cannot be read or written.
pub fn start<I: Iterator<Item = Input> + Send>(
    space: Workspace,
    header: Header,
    inputs: impl Fn() -> I,
    options: &RunOptions,
) -> Result<Start<I>, RunError> {
    let inputs = || Inputs::new(inputs(), header.partition);
    let unreadable = |error| RunError::Read(space.output().to_owned(), error);
    let generations = space.generations().map_err(unreadable)?;
    if let Some(&generation) = generations.last() {
        if let Some(mut journal) = open(&space, &space.journal(generation), &header)? {
            let files = Files::in_progress(&space.folder(generation));
            let mut store = header.format.open(&files).map_err(unreadable)?;
            let mut inputs = inputs();
            let pass = |id: &str, length| store.pass(id, length).map_err(unreadable);
            match follow(&mut journal, &mut inputs, options, false, pass)? {
                Verdict::Stopped => return Ok(Start::Stopped),
                Verdict::Changed => {
                    tracing::info!(generation, "inputs have changed since the unfinished run");
                }
                Verdict::Same(same) => {
                    tracing::info!(generation, "an unfinished run goes on");
                    let (old, index) = Old::find(&space, header.format, Some(generation))?;
                    let written = Written::resume(space, generation, header, store, same.end)?;
                    let go = Go {
                        written,
                        inputs,
                        kept: same.kept,
                        seen: same.seen,
                        old,
                        index,
                    };
                    return Ok(Start::Go(Box::new(go)));
                }
            }
        }
    } else if space.output().exists()
        && let Some(mut journal) = open(&space, &space.finished_journal(), &header)?
    {
        let mut inputs = inputs();
        match follow(&mut journal, &mut inputs, options, true, |_, _| Ok(true))? {
            Verdict::Stopped => return Ok(Start::Stopped),
            Verdict::Same(same) => {
                let is_last = inputs.next().is_none();
                if is_last && is_still(same.finished, &inputs, space.output()) {
                    tracing::info!("the output is finished, no input has changed");
                    return Ok(Start::Complete(Box::new(same.kept)));
                }
            }
            Verdict::Changed => {}
        }
        tracing::info!("inputs have changed since the output was finished");
    }
    let (old, index) = Old::find(&space, header.format, None)?;
    tracing::info!(
        old_records = index.len(),
        "a run begins from the first input"
    );
    let inputs = inputs();
    let written = Written::create(space, header)?;
    Ok(Start::Go(Box::new(Go {
        written,
        inputs,
        kept: Summary::default(),
        seen: options.duplicates.as_ref().map(Seen::new),
        old,
        index,
    })))
}

/// Opens a journal of the same header.
fn open(space: &Workspace, path: &Path, header: &Header) -> Result<Option<Reader>, RunError> {
    let reader = Reader::open(path).map_err(|error| RunError::Read(path.to_owned(), error))?;
    if let Some(reader) = &reader {
        let differences = reader.header.differences(header);
        if !differences.is_empty() {
            let output = space.output().to_owned();
            return Err(RunError::Different(output, differences.join("; ")));
        }
    }
    Ok(reader)
}

/// A record of a journal and the input that stands in its place now.
struct Pair {
    entry: Entry,
    item: Option<Item>,
    /// Where the entry ends in the journal.
    end: u64,
}

impl Pair {
    /// Whether the input is the one that the record was made of.
    fn is_same(&self, read: &ReadOptions) -> bool {
        let entry = &self.entry;
        self.item.as_ref().is_some_and(|item| {
            let key = |fetched: Fetched| fetched.key(&item.input.id, entry.duplicate.as_ref());
            item.position == entry.position && key(item.fetch(read)) == entry.key()
        })
    }
}

/// Why a comparison ends before the journal does.
enum Halt {
    Error(RunError),
    Changed,
    Stopped,
}

impl From<RunError> for Halt {
    fn from(error: RunError) -> Self {
        Self::Error(error)
    }
}

/// Compares the inputs with a journal, in parallel. With `retry`, an input whose time was over
/// counts as changed. `pass` says whether a record is there.
fn follow<I: Iterator<Item = Input> + Send>(
    journal: &mut Reader,
    inputs: &mut Inputs<I>,
    options: &RunOptions,
    retry: bool,
    mut pass: impl FnMut(&str, u64) -> Result<bool, RunError> + Send,
) -> Result<Verdict, RunError> {
    if options.once {
        return Ok(Verdict::Changed);
    }
    let mut same = Same {
        kept: Summary::default(),
        seen: options.duplicates.as_ref().map(Seen::new),
        end: journal.end(),
        finished: None,
    };
    let mut finished = None;
    // Drawn in order: an input is taken only for a record that is there.
    let pairs = std::iter::from_fn(|| match journal.next()? {
        Err(error) => Some(Err(RunError::from(error))),
        Ok(Line::Record(entry)) => match pass(&entry.id, entry.length) {
            Err(error) => Some(Err(error)),
            Ok(false) => None,
            Ok(true) => Some(Ok(Pair {
                entry,
                item: inputs.next(),
                end: journal.end(),
            })),
        },
        Ok(Line::Finished(line)) => {
            finished = Some(line);
            None
        }
        Ok(Line::Header(_)) => None,
    });
    let compare = |pair: Result<Pair, RunError>| {
        let pair = pair?;
        let is_same = pair.is_same(&options.read);
        Ok((pair, is_same))
    };
    let followed = ordered(options.jobs.get(), pairs, compare, |compared| {
        let (pair, is_same) = compared.map_err(Halt::Error)?;
        if options.stop.load(Ordering::Relaxed) {
            return Err(Halt::Stopped);
        }
        if !is_same || retry && pair.entry.is_late() {
            return Err(Halt::Changed);
        }
        same.kept.keep(&pair.entry);
        same.end = pair.end;
        if let (Some(seen), Some(sketch)) = (&mut same.seen, &pair.entry.sketch) {
            seen.follow(&pair.entry.id, sketch);
        }
        Ok(())
    });
    same.finished = finished;
    match followed {
        Ok(()) => Ok(Verdict::Same(Box::new(same))),
        Err(Halt::Changed) => Ok(Verdict::Changed),
        Err(Halt::Stopped) => Ok(Verdict::Stopped),
        Err(Halt::Error(error)) => Err(error),
    }
}

/// Whether there are as many inputs as there were, and the output has its size.
fn is_still<I>(finished: Option<Finished>, inputs: &Inputs<I>, output: &Path) -> bool {
    let has_size = |size| output.metadata().is_ok_and(|file| file.len() == size);
    finished.is_some_and(|finished| {
        inputs.found() == finished.inputs && finished.size.is_none_or(has_size)
    })
}
