//! Where a run begins: after what earlier runs wrote, as far as it still holds.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::error::RunError;
use super::header::Header;
use super::inputs::{Inputs, Item};
use super::journal::{Finished, Line, Reader};
use super::reuse::{Index, Old};
use super::summary::Summary;
use super::workspace::Workspace;
use super::written::Written;
use crate::input::{Input, ReadOptions};
use crate::output::Files;

/// How a run can begin.
pub enum Start<I> {
    /// The output is finished and nothing has changed.
    Complete(Summary),
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
    pub old: Old,
    pub index: Index,
}

/// What of the inputs is compared, and until when.
#[derive(Clone, Copy)]
pub struct Compare<'a> {
    pub read: &'a ReadOptions,
    /// Whether inputs can be listed only once: nothing is compared then.
    pub once: bool,
    pub stop: &'a AtomicBool,
}

/// Whether the inputs begin with those of a journal.
enum Verdict {
    /// They do; the records up to `end` hold.
    Same {
        kept: Summary,
        end: u64,
        finished: Option<Finished>,
    },
    Changed,
    Stopped,
}

/// Finds where the run into `space` begins. `inputs` lists the inputs, as often as it is called.
///
/// # Errors
/// What is there was begun under another header, or cannot be read or written.
pub fn start<I: Iterator<Item = Input>>(
    space: Workspace,
    header: Header,
    inputs: impl Fn() -> I,
    compare: Compare,
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
            match follow(&mut journal, &mut inputs, compare, false, pass)? {
                Verdict::Stopped => return Ok(Start::Stopped),
                Verdict::Changed => {}
                Verdict::Same { kept, end, .. } => {
                    let (old, index) = Old::find(&space, header.format, Some(generation))?;
                    let written = Written::resume(space, generation, header, store, end)?;
                    let go = Go {
                        written,
                        inputs,
                        kept,
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
        match follow(&mut journal, &mut inputs, compare, true, |_, _| Ok(true))? {
            Verdict::Stopped => return Ok(Start::Stopped),
            Verdict::Same {
                kept,
                finished: Some(finished),
                ..
            } if inputs.next().is_none() && is_still(&finished, &inputs, space.output()) => {
                return Ok(Start::Complete(kept));
            }
            _ => {}
        }
    }
    let (old, index) = Old::find(&space, header.format, None)?;
    let inputs = inputs();
    let written = Written::create(space, header)?;
    let kept = Summary::default();
    Ok(Start::Go(Box::new(Go {
        written,
        inputs,
        kept,
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

/// Compares the inputs with a journal, one by one. With `retry`, an input whose time was over
/// counts as changed. `pass` says whether a record is there.
fn follow<I: Iterator<Item = Input>>(
    journal: &mut Reader,
    inputs: &mut Inputs<I>,
    compare: Compare,
    retry: bool,
    mut pass: impl FnMut(&str, u64) -> Result<bool, RunError>,
) -> Result<Verdict, RunError> {
    if compare.once {
        return Ok(Verdict::Changed);
    }
    let mut kept = Summary::default();
    let mut finished = None;
    let mut end = journal.end();
    while let Some(line) = journal.next() {
        if compare.stop.load(Ordering::Relaxed) {
            return Ok(Verdict::Stopped);
        }
        match line? {
            Line::Record(entry) => {
                if !pass(&entry.id, entry.length)? {
                    break;
                }
                let is_same = |item: Item| {
                    item.position == entry.position && item.fetch(compare.read).key == entry.key()
                };
                if retry && entry.late || !inputs.next().is_some_and(is_same) {
                    return Ok(Verdict::Changed);
                }
                kept.keep(&entry);
                end = journal.end();
            }
            Line::Finished(line) => finished = Some(line),
            Line::Header(_) => break,
        }
    }
    Ok(Verdict::Same {
        kept,
        end,
        finished,
    })
}

/// Whether there are as many inputs as there were, and the output has its size.
fn is_still<I>(finished: &Finished, inputs: &Inputs<I>, output: &Path) -> bool {
    let has_size = |size| output.metadata().is_ok_and(|file| file.len() == size);
    inputs.found() == finished.inputs && finished.size.is_none_or(has_size)
}
