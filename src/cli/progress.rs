//! What a run tells its user on standard error: a bar on a terminal, plain lines elsewhere.

use std::io::IsTerminal;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use hedgerow::input::Selection;
use hedgerow::run::{End, Event, Partition, Summary};
use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};

use super::log;

/// Between two plain lines.
const LINE_EVERY: Duration = Duration::from_secs(10);

const STYLE: &str = "{bar:30.cyan/dim} {binary_bytes}/{binary_total_bytes} · {msg} · {eta} left";

pub struct Progress {
    bar: ProgressBar,
    plain: bool,
    quiet: bool,
    stopping: bool,
    start: Instant,
    last_line: Instant,
    articles: u64,
    errors: u64,
    bytes: u64,
}

impl Progress {
    /// Starts the clock; the total grows as a second walk finds the files of the partition.
    pub fn start(selection: &Selection, partition: Option<Partition>, quiet: bool) -> Self {
        let plain = !std::io::stderr().is_terminal();
        let bar = if quiet || plain {
            ProgressBar::hidden()
        } else {
            let bar = log::bars().add(ProgressBar::new(0));
            if let Ok(style) = ProgressStyle::with_template(STYLE) {
                bar.set_style(style.progress_chars("━━─"));
            }
            count_ahead(selection, partition, bar.clone());
            bar
        };
        let now = Instant::now();
        Self {
            bar,
            plain,
            quiet,
            stopping: false,
            start: now,
            last_line: now,
            articles: 0,
            errors: 0,
            bytes: 0,
        }
    }

    /// Notes what was written.
    pub fn tell(&mut self, event: &Event) {
        let (entry, error) = match event {
            Event::Record(entry, error) => (entry, error),
            Event::Kept(kept) => {
                self.bar.inc(kept.bytes);
                if kept.kept > 0 && !self.quiet {
                    let kept = HumanCount(kept.kept);
                    log::say(format_args!("{kept} records are there already; going on"));
                }
                return;
            }
        };
        let bytes = entry.bytes.unwrap_or(0);
        self.articles += 1;
        self.bytes += bytes;
        if let Some(error) = error {
            self.errors += 1;
            if !log::has_failures() {
                let path = entry.path.escape_debug();
                log::complain(format_args!("{path}: {}: {}", error.stage, error.message));
            }
        }
        self.bar.inc(bytes);
        // Where the estimate was too low, it ends at what there is.
        if self
            .bar
            .length()
            .is_some_and(|all| all < self.bar.position())
        {
            self.bar.set_length(self.bar.position());
        }
        self.bar.set_message(self.counts());
        if self.plain && !self.quiet && self.last_line.elapsed() >= LINE_EVERY {
            self.last_line = Instant::now();
            log::say(format_args!(
                "{}, {}",
                self.counts(),
                HumanBytes(self.bytes)
            ));
        }
    }

    /// Says once that the run is about to stop.
    pub fn stopping(&mut self) {
        if !self.stopping {
            self.stopping = true;
            log::say("finishing what is under way; Ctrl-C again ends at once");
        }
    }

    fn counts(&self) -> String {
        let rate = self.articles as f64 / self.start.elapsed().as_secs_f64().max(1e-9);
        format!(
            "{} articles · {rate:.1} articles/s · {} errors",
            HumanCount(self.articles),
            HumanCount(self.errors)
        )
    }

    /// Ends with what the run did.
    pub fn finish(self, summary: &Summary, end: End, output: Option<&Path>) {
        self.bar.finish_and_clear();
        let records = HumanCount(summary.records);
        match (end, output) {
            (End::Stopped, Some(_)) => {
                log::say(format_args!(
                    "stopped after {records} records; the same command goes on"
                ));
            }
            (End::Stopped, None) => log::say(format_args!("stopped after {records} records")),
            _ => {}
        }
        if self.quiet {
            return;
        }
        if let (End::Complete, Some(output)) = (end, output) {
            let output = output.display();
            log::say(format_args!(
                "{output} is complete: {records} records, no input has changed"
            ));
            return;
        }
        log::say(super::summary::text(summary).trim_end());
    }
}

/// Adds up the sizes of the files in the background, so that the run starts at once. Archives are
/// not opened for this, so that the sum is an estimate.
fn count_ahead(selection: &Selection, partition: Option<Partition>, bar: ProgressBar) {
    let sizes = selection.sizes();
    thread::spawn(move || {
        for (id, size) in sizes {
            if partition.is_none_or(|p| p.takes(&id)) {
                bar.inc_length(size);
            }
        }
    });
}
