//! The way of the records, from the inputs to where they are written.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::duplicates::Seen;
use super::error::RunError;
use super::inputs::{Inputs, Item};
use super::journal::Entry;
use super::ordered::ordered;
use super::reuse::{Index, Old, Slot};
use super::summary::Account;
use super::turns::Turns;
use super::work::{Made, Opened, WRITE};
use super::written::Written;
use super::{End, Event, FAILURES, RunOptions};
use crate::input::Input;
use crate::output::Format;
use crate::{Pipeline, Times};

/// Where records go.
pub enum Sink {
    Stream(Box<dyn Write>),
    Written(Box<Written>),
}

/// What a worker hands over.
enum Done {
    Made(Box<Made>),
    /// An earlier run made it.
    Old(Box<Opened>, Slot),
}

/// Everything that the records pass on their way.
pub struct Flow<'a> {
    pub pipeline: &'a Pipeline,
    pub format: Format,
    pub options: &'a RunOptions<'a>,
    pub sink: Sink,
    pub account: &'a mut Account,
    pub old: Old,
}

impl Flow<'_> {
    /// Lets the inputs pass; `index` says which of them have an old record, `seen` has the
    /// articles before, where duplicates are looked for.
    pub fn run<I: Iterator<Item = Input> + Send>(
        &mut self,
        inputs: &mut Inputs<I>,
        index: &Index,
        seen: Option<Seen>,
        tell: &mut impl FnMut(&Event),
    ) -> Result<End, RunError> {
        self.check_errors()?;
        let (pipeline, format, options) = (self.pipeline, self.format, self.options);
        let turns = seen.map(Turns::new);
        let stopped = AtomicBool::new(false);
        let inputs = inputs.take_while(|_| {
            let stop = options.stop.load(Ordering::Relaxed);
            stopped.fetch_or(stop, Ordering::Relaxed);
            !stop
        });
        let numbered = (0..).zip(inputs);
        let work = |(number, item): (u64, Item)| {
            let turn = turns.as_ref().map(|turns| turns.of(number));
            let mut opened = Opened::new(item, &options.read);
            if let Some(turn) = turn {
                opened.sketch(&options.read);
                turn.take(|seen| opened.compare(seen));
            }
            match index.get(&opened.key()) {
                Some(&slot) => Done::Old(Box::new(opened), slot),
                None => Done::Made(Box::new(opened.make(pipeline, format, options))),
            }
        };
        ordered(options.jobs.get(), numbered, work, |done| {
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
        let (made, is_old) = match done {
            Done::Made(made) => (*made, false),
            Done::Old(opened, slot) => self.old_or_made(*opened, slot),
        };
        let start = Instant::now();
        match &mut self.sink {
            Sink::Stream(stream) => stream
                .write_all(&made.bytes)
                .and_then(|()| stream.flush())?,
            Sink::Written(written) => written.add(made.entry.clone(), &made.bytes)?,
        }
        self.account.add_time(WRITE, start.elapsed());
        if is_old {
            self.account.summary.keep(&made.entry);
        } else {
            self.account.add(&made.entry, &made.times);
        }
        if let Some(error) = &made.error {
            tracing::warn!(
                target: FAILURES,
                id = made.entry.id,
                path = made.entry.path,
                stage = error.stage,
                cause = error.message,
                "article failed"
            );
        }
        tell(&Event::Record(&made.entry, made.error.as_ref()));
        self.check_errors()
    }

    /// The old record of an input, or where it is gone, a new one.
    fn old_or_made(&mut self, opened: Opened, slot: Slot) -> (Made, bool) {
        match self.old.read(&opened.item.input.id, slot) {
            Ok((entry, bytes)) => {
                let entry = Entry {
                    position: opened.item.position,
                    ..entry
                };
                let made = Made {
                    entry,
                    bytes,
                    error: None,
                    times: Times::default(),
                };
                (made, true)
            }
            Err(error) => {
                let id = &opened.item.input.id;
                tracing::info!(id, %error, "the old record cannot be used");
                let made = opened.make(self.pipeline, self.format, self.options);
                (made, false)
            }
        }
    }

    fn check_errors(&self) -> Result<(), RunError> {
        let errors = self.account.summary.errors;
        match self.options.max_errors {
            Some(limit) if errors > limit => Err(RunError::TooManyErrors { errors, limit }),
            _ => Ok(()),
        }
    }
}
