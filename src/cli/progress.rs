//! What a run tells its user on standard error: a bar on a terminal, plain lines elsewhere.

use std::io::IsTerminal;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use hedgerow::input::Selection;
use hedgerow::run::{End, Event, Partition, Summary};
use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

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
    words: u64,
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
            let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(8));
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
            words: 0,
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
                    let line = format!("hedgerow: {kept} records are there already; going on");
                    self.bar.suspend(|| eprintln!("{line}"));
                }
                return;
            }
        };
        let bytes = entry.bytes.unwrap_or(0);
        self.articles += 1;
        self.words += entry.words;
        self.bytes += bytes;
        if let Some(error) = error {
            self.errors += 1;
            let path = entry.path.escape_debug();
            let line = format!("hedgerow: {path}: {}: {}", error.stage, error.message);
            self.bar.suspend(|| eprintln!("{line}"));
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
            eprintln!("hedgerow: {}, {}", self.counts(), HumanBytes(self.bytes));
        }
    }

    /// Says once that the run is about to stop.
    pub fn stopping(&mut self) {
        if !self.stopping {
            self.stopping = true;
            let line = "hedgerow: finishing what is under way; Ctrl-C again ends at once";
            self.bar.suspend(|| eprintln!("{line}"));
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
        let records = HumanCount(summary.records());
        match (end, output) {
            (End::Stopped, Some(_)) => {
                eprintln!("hedgerow: stopped after {records} records; the same command goes on");
            }
            (End::Stopped, None) => eprintln!("hedgerow: stopped after {records} records"),
            _ => {}
        }
        if self.quiet {
            return;
        }
        if let (End::Complete, Some(output)) = (end, output) {
            let output = output.display();
            eprintln!("hedgerow: {output} is complete: {records} records, no input has changed");
            return;
        }
        let seconds = self.start.elapsed().as_secs_f64().max(1e-9);
        eprintln!(
            "hedgerow: {} articles, {} words, {} in {seconds:.1} s ({:.1} articles/s, {} words/s), {} errors, {} skipped, {} kept",
            HumanCount(summary.ok),
            HumanCount(summary.words),
            HumanBytes(summary.bytes),
            self.articles as f64 / seconds,
            HumanCount((self.words as f64 / seconds) as u64),
            HumanCount(summary.errors),
            HumanCount(summary.skipped),
            HumanCount(summary.kept),
        );
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
