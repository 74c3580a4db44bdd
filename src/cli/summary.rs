//! The summary of a run: readable on standard error, as JSON in a file.

use std::fmt::Write as _;
use std::fs::Permissions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context;
use hedgerow::document::label;
use hedgerow::run::{StepTime, Summary};
use indicatif::{HumanBytes, HumanCount};
use serde::Serialize;

/// Steps and articles that are named to the reader.
const NAMED: usize = 6;

/// What a run did, in lines.
pub fn text(summary: &Summary) -> String {
    let run = &summary.this_run;
    let mut text = format!(
        "{} articles, {} words, {} in {:.1} s ({:.1} articles/s, {} words/s, {:.2} MB/s), {} errors, {} skipped, {} kept\n",
        HumanCount(summary.ok),
        HumanCount(summary.found.words),
        HumanBytes(summary.bytes),
        run.seconds,
        run.records_per_second,
        HumanCount(run.words_per_second as u64),
        run.megabytes_per_second,
        HumanCount(summary.errors),
        HumanCount(summary.skipped),
        HumanCount(summary.kept),
    );
    let mut line = |name: &str, what: String| {
        if !what.is_empty() {
            let _ = writeln!(text, "  {name:<11}{what}");
        }
    };
    if summary.found.sentences > 0 {
        line("sentences", HumanCount(summary.found.sentences).to_string());
    }
    line("entities", counts(&summary.found.entities));
    line("cues", counts(&summary.found.cues));
    line("errors", counts(&summary.errors_by_stage));
    if summary.duplicates > 0 {
        line("duplicates", HumanCount(summary.duplicates).to_string());
    }
    line("time", shares(&run.steps));
    let slowest = run.slowest.iter().take(NAMED / 2).map(|slow| {
        let (id, words) = (slow.id.escape_debug(), HumanCount(slow.words));
        format!("{id} {:.1} s ({words} words)", slow.seconds)
    });
    line("slowest", slowest.collect::<Vec<_>>().join(", "));
    if let Some(peak) = run.peak_memory {
        let jobs = run.jobs;
        let peak = HumanBytes(peak);
        line("memory", format!("{peak} at the peak, {jobs} jobs"));
    }
    text
}

/// The sum and the parts, largest first; empty where there is nothing.
fn counts<'a, K: Serialize + 'a>(counts: impl IntoIterator<Item = (&'a K, &'a u64)>) -> String {
    let mut counts: Vec<(String, u64)> = counts.into_iter().map(|(k, &n)| (label(k), n)).collect();
    if counts.is_empty() {
        return String::new();
    }
    counts.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    let sum = counts.iter().map(|&(_, n)| n).sum();
    let parts = counts
        .iter()
        .map(|(k, n)| format!("{k} {}", HumanCount(*n)));
    let parts = parts.collect::<Vec<_>>().join(", ");
    format!("{}: {parts}", HumanCount(sum))
}

/// The steps that took most time, largest first.
fn shares(steps: &[StepTime]) -> String {
    let mut steps: Vec<&StepTime> = steps.iter().filter(|s| s.share >= 0.005).collect();
    steps.sort_by(|a, b| b.share.total_cmp(&a.share));
    let steps = steps.iter().take(NAMED);
    let steps = steps.map(|s| format!("{} {:.0}%", s.step, 100.0 * s.share));
    steps.collect::<Vec<_>>().join(", ")
}

/// A file that a summary will be written to.
pub struct SummaryFile(PathBuf);

impl SummaryFile {
    /// Looks whether the file can be written, before the run.
    ///
    /// # Errors
    /// It cannot, or something else is there.
    pub fn new(path: &Path, output: Option<&Path>) -> anyhow::Result<Self> {
        let cannot = || format!("cannot write {}", path.display());
        if let Ok(file) = path.metadata() {
            anyhow::ensure!(file.is_file(), "{}: it is no ordinary file", cannot());
        }
        let is_output = output.is_some_and(|o| o.components().eq(path.components()));
        anyhow::ensure!(!is_output, "{}: it is the output", cannot());
        temporary(path).with_context(cannot)?;
        Ok(Self(path.to_owned()))
    }

    /// Writes the file in one go: it is never there in part.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, summary: &Summary) -> anyhow::Result<()> {
        let path = &self.0;
        let write = || -> anyhow::Result<()> {
            let mut file = temporary(path)?;
            serde_json::to_writer_pretty(&mut file, summary)?;
            file.write_all(b"\n")?;
            file.as_file().sync_all()?;
            file.persist(path)?;
            Ok(())
        };
        write().with_context(|| format!("cannot write {}", path.display()))
    }
}

/// A file beside `path` that is gone when it is dropped.
fn temporary(path: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    // The permissions of any other new file.
    #[cfg(unix)]
    builder.permissions(<Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    builder
        .prefix(".hedgerow-summary-")
        .tempfile_in(folder.unwrap_or(Path::new(".")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hedgerow::document::EntityType;

    #[test]
    fn the_largest_come_first() {
        let mut summary = Summary::default();
        summary
            .found
            .entities
            .extend([(EntityType::Person, 2), (EntityType::Org, 1_500)]);
        let step = |step: &str, share| StepTime {
            step: step.to_owned(),
            seconds: 1.0,
            share,
        };
        summary.this_run.steps = vec![
            step("read", 0.004),
            step("tokens", 0.2),
            step("encode", 0.7),
        ];
        let text = text(&summary);
        assert!(
            text.contains("  entities   1,502: ORG 1,500, PERSON 2\n"),
            "{text}"
        );
        assert!(
            text.contains("  time       encode 70%, tokens 20%\n"),
            "{text}"
        );
        assert!(
            !text.contains("  errors") && !text.contains("slowest"),
            "{text}"
        );
    }
}
