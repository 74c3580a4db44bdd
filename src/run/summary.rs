//! What a run did, and what its output holds.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::journal::Entry;
use super::memory;
use super::work::{DECODE, READ, SKETCH, WRITE};
use super::{End, RunError};
use crate::pipeline::RECORD;
use crate::record::{Counts, Outcome};
use crate::{Pipeline, Times};

/// The name of the summary's form, in every summary.
pub const SUMMARY_SCHEMA: &str = "hedgerow-summary/1";

/// Articles that are named for being slow.
const SLOWEST: usize = 10;

/// What an output holds, records of earlier runs included, and how this run went. A run into a
/// stream has no earlier ones.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// "hedgerow-summary/1".
    pub schema: String,
    /// How the run ended; absent where it could not go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
    /// Why it could not go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// All records.
    pub records: u64,
    /// Articles that were annotated.
    pub ok: u64,
    /// Inputs that failed.
    pub errors: u64,
    /// Inputs that were left out.
    pub skipped: u64,
    /// Of the records, those that repeat an earlier article; 0 where that was not looked for.
    pub duplicates: u64,
    /// Of the records, those that earlier runs made.
    pub kept: u64,
    /// Size of all inputs, as far as it is known.
    pub bytes: u64,
    /// What was found in the articles.
    pub found: Counts,
    /// Failed inputs by the step that failed.
    pub errors_by_stage: BTreeMap<String, u64>,
    /// This run alone: the records that it made, and the times that it took.
    pub this_run: ThisRun,
}

/// The records that one run made, and the times that it took. What earlier runs made is not
/// in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThisRun {
    /// Articles that were annotated at once, at most.
    pub jobs: usize,
    /// From the first look at the inputs to the end, without loading the model.
    pub seconds: f64,
    pub records: u64,
    pub words: u64,
    /// Size of the inputs.
    pub bytes: u64,
    pub records_per_second: f64,
    pub words_per_second: f64,
    /// Million bytes of input.
    pub megabytes_per_second: f64,
    /// Time by step, in their order; steps that took no time are absent.
    pub steps: Vec<StepTime>,
    /// The articles that took longest, slowest first; ten at most.
    pub slowest: Vec<SlowArticle>,
    /// The most memory that the process had so far, in bytes; absent where the system does not
    /// tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak_memory: Option<u64>,
}

/// The time of one step, added up over all workers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StepTime {
    /// "read" (with the hash of the bytes), "decode", "duplicates", the name of a stage, "record"
    /// (making it and its JSON) or "write" (with the journal).
    pub step: String,
    pub seconds: f64,
    /// Its part in the time of all steps, 0 to 1.
    pub share: f64,
}

/// An article and the time that it took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SlowArticle {
    pub id: String,
    /// Of its worker, from reading to the finished record.
    pub seconds: f64,
    pub words: u64,
}

impl Summary {
    /// Tells the log how a run ended.
    pub(super) fn log(&self) {
        tracing::info!(
            records = self.records,
            ok = self.ok,
            errors = self.errors,
            skipped = self.skipped,
            kept = self.kept,
            words = self.found.words,
            bytes = self.bytes,
            end = ?self.end,
            "run ended"
        );
    }

    /// Adds a record.
    pub(super) fn add(&mut self, entry: &Entry) {
        self.records += 1;
        match entry.outcome {
            Outcome::Ok => self.ok += 1,
            Outcome::Error => self.errors += 1,
            Outcome::Skipped => self.skipped += 1,
        }
        if let Some(stage) = &entry.failed {
            *self.errors_by_stage.entry(stage.clone()).or_default() += 1;
        }
        self.duplicates += u64::from(entry.duplicate.is_some());
        self.bytes += entry.bytes.unwrap_or(0);
        self.found.add(&entry.counts);
    }

    /// Adds a record that an earlier run made.
    pub(super) fn keep(&mut self, entry: &Entry) {
        self.add(entry);
        self.kept += 1;
    }
}

/// A summary while its run goes on.
pub struct Account {
    pub summary: Summary,
    times: Times,
}

impl Account {
    /// No records yet.
    pub fn new(pipeline: &Pipeline, jobs: NonZero<usize>) -> Self {
        let stages = pipeline.versions().map(|(name, _)| name);
        let steps = [READ, DECODE, SKETCH].into_iter().chain(stages);
        let mut summary = Summary::default();
        summary.this_run.jobs = jobs.get();
        Self {
            summary,
            times: Times::of_steps(steps.chain([RECORD, WRITE])),
        }
    }

    /// Begins with the records that are there.
    pub fn begin(&mut self, kept: Summary) {
        let this_run = std::mem::take(&mut self.summary.this_run);
        self.summary = Summary { this_run, ..kept };
    }

    /// Adds a record that this run made, in these times.
    pub fn add(&mut self, entry: &Entry, times: &Times) {
        self.summary.add(entry);
        self.times.extend(times);
        let run = &mut self.summary.this_run;
        run.records += 1;
        run.words += entry.counts.words;
        run.bytes += entry.bytes.unwrap_or(0);
        let seconds = thousandths(times.sum().as_secs_f64());
        let place = run.slowest.partition_point(|slow| slow.seconds >= seconds);
        if place < SLOWEST {
            let slow = SlowArticle {
                id: entry.id.clone(),
                seconds,
                words: entry.counts.words,
            };
            run.slowest.insert(place, slow);
            run.slowest.truncate(SLOWEST);
        }
    }

    /// Adds the time of a step beside the workers.
    pub fn add_time(&mut self, step: &'static str, time: Duration) {
        self.times.add(step, time);
    }

    /// The summary of a run that ended after `elapsed`.
    pub fn close(mut self, elapsed: Duration, end: &Result<End, RunError>) -> Summary {
        let all = self.times.sum().as_secs_f64();
        let steps = self.times.iter().filter(|(_, time)| !time.is_zero());
        let steps = steps.map(|(step, time)| StepTime {
            step: step.to_owned(),
            seconds: thousandths(time.as_secs_f64()),
            share: thousandths(time.as_secs_f64() / all),
        });
        let run = &mut self.summary.this_run;
        run.steps = steps.collect();
        let per_second = |n: f64| thousandths(n / elapsed.as_secs_f64().max(1e-9));
        run.seconds = thousandths(elapsed.as_secs_f64());
        run.records_per_second = per_second(run.records as f64);
        run.words_per_second = per_second(run.words as f64);
        run.megabytes_per_second = per_second(run.bytes as f64 / 1e6);
        run.peak_memory = memory::peak();
        self.summary.schema = SUMMARY_SCHEMA.to_owned();
        match end {
            Ok(end) => self.summary.end = Some(*end),
            Err(error) => self.summary.failure = Some(error.to_string()),
        }
        self.summary
    }
}

fn thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::super::journal::tests::entry;
    use super::*;
    use crate::document::EntityType;

    fn account() -> Account {
        Account {
            summary: Summary::default(),
            times: Times::of_steps([READ, "tokens", WRITE]),
        }
    }

    fn times(milliseconds: u64) -> Times {
        let mut times = Times::default();
        times.add("tokens", Duration::from_millis(milliseconds));
        times
    }

    #[test]
    fn the_slowest_ten_are_named() {
        let mut account = account();
        for n in [5, 1, 9, 3, 7, 2, 8, 4, 6, 10, 12, 11] {
            let mut entry = entry(&n.to_string());
            entry.counts.words = n;
            account.add(&entry, &times(n * 1000));
        }
        let summary = account.close(Duration::from_secs(6), &Ok(End::Finished));
        let run = summary.this_run;
        let slowest: Vec<u64> = run.slowest.iter().map(|s| s.words).collect();
        assert_eq!(slowest, [12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
        assert_eq!(run.slowest[0].seconds, 12.0);
        assert_eq!((run.records, run.words), (12, 78));
        assert_eq!((run.records_per_second, run.words_per_second), (2.0, 13.0));
        let steps: Vec<_> = run
            .steps
            .iter()
            .map(|s| (s.step.as_str(), s.share))
            .collect();
        assert_eq!(steps, [("tokens", 1.0)]);
    }

    #[test]
    fn earlier_records_count_but_take_no_time() {
        let mut earlier = entry("a");
        earlier.counts.entities.insert(EntityType::Org, 2);
        let mut kept = Summary::default();
        kept.keep(&earlier);
        let mut account = account();
        account.begin(kept);
        let failed = Entry {
            outcome: Outcome::Error,
            failed: Some("decode".to_owned()),
            ..entry("b")
        };
        account.add(&failed, &times(3));
        account.add_time(WRITE, Duration::from_millis(1));
        let summary = account.close(Duration::from_secs(1), &Ok(End::Stopped));
        let counts = (summary.records, summary.ok, summary.errors, summary.kept);
        assert_eq!(counts, (2, 1, 1, 1));
        assert_eq!(summary.found.entities[&EntityType::Org], 2);
        assert_eq!(summary.errors_by_stage["decode"], 1);
        assert_eq!(summary.this_run.records, 1);
        let steps: Vec<f64> = summary.this_run.steps.iter().map(|s| s.share).collect();
        assert_eq!(steps, [0.75, 0.25]);
    }
}
