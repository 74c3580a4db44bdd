//! An encoder that owns its device on one thread and fills its batches from many articles.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::{Batch, Encoder, EngineError};

/// The name of the thread, whose panics become errors of the batches.
pub const ENGINE: &str = "hedgerow-engine";

/// Batches that may wait. Callers wait for their answers besides, so what is in memory is
/// bounded by their number.
const WAITING: usize = 64;

type Outputs = Vec<Vec<f32>>;

/// A batch that somebody waits for.
struct Job {
    batch: Batch,
    reply: Sender<Result<Outputs, EngineError>>,
}

/// Runs another encoder on a thread of its own. The rows of all batches that wait are sorted by
/// length and put together anew, as many at a time as the budget allows; where the device runs
/// out of memory, the rows are halved and tried again, and the budget stays at what went well.
/// Every caller gets its own rows back, in its own order.
pub struct Queue {
    jobs: Sender<Job>,
}

impl Queue {
    /// Starts the thread, which ends when the queue is dropped. `budget` is the most word pieces
    /// of a forward pass, padding counted.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn start(encoder: impl Encoder + 'static, budget: usize) -> io::Result<Self> {
        let (jobs, waiting) = bounded(WAITING);
        thread::Builder::new()
            .name(ENGINE.to_owned())
            .spawn(move || serve_all(&encoder, &waiting, budget))?;
        Ok(Self { jobs })
    }
}

impl Encoder for Queue {
    fn forward(&self, batch: &Batch) -> Result<Outputs, EngineError> {
        let (reply, answer) = bounded(1);
        let batch = batch.clone();
        // Where the thread has ended, the job and its reply are dropped, and there is no answer.
        let _ = self.jobs.send(Job { batch, reply });
        answer.recv().unwrap_or_else(|_| {
            Err(EngineError::Forward(
                "the engine's thread has ended".to_owned(),
            ))
        })
    }
}

fn serve_all(encoder: &dyn Encoder, waiting: &Receiver<Job>, mut budget: usize) {
    while let Ok(first) = waiting.recv() {
        let mut pieces = first.batch.input_ids.len();
        let mut jobs = vec![first];
        while pieces < budget {
            let Ok(job) = waiting.try_recv() else { break };
            pieces += job.batch.input_ids.len();
            jobs.push(job);
        }
        let batches: Vec<&Batch> = jobs.iter().map(|job| &job.batch).collect();
        let answers = serve(encoder, &batches, &mut budget);
        for (job, answer) in jobs.iter().zip(answers) {
            // Whoever no longer waits needs no answer.
            let _ = job.reply.send(answer);
        }
    }
}

/// A row of one of several batches.
#[derive(Clone, Copy)]
struct Row {
    batch: usize,
    row: usize,
    /// Word pieces, padding at the end not counted.
    length: usize,
}

/// The answer to each batch; `budget` falls where the device's memory is too small for it.
fn serve(
    encoder: &dyn Encoder,
    batches: &[&Batch],
    budget: &mut usize,
) -> Vec<Result<Outputs, EngineError>> {
    let mut answers: Vec<Result<Outputs, EngineError>> =
        batches.iter().map(|_| Ok(Vec::new())).collect();
    let mut todo = packed(batches, *budget);
    todo.reverse();
    while let Some(mut rows) = todo.pop() {
        match guarded(encoder, &merged(batches, &rows)) {
            Ok(outputs) => hand_back(batches, &rows, &outputs, &mut answers),
            Err(EngineError::OutOfMemory(_)) if rows.len() > 1 => {
                let rest = rows.split_off(rows.len() / 2);
                let columns = rest.iter().map(|r| r.length).max().unwrap_or(1);
                *budget = (*budget).min(rest.len() * columns);
                todo.extend([rest, rows]);
            }
            Err(error) => {
                for row in rows {
                    answers[row.batch] = Err(error.clone());
                }
            }
        }
    }
    answers
}

/// All rows, by length, in groups of at most `budget` pieces once padded, at least one each.
fn packed(batches: &[&Batch], budget: usize) -> Vec<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    for (index, batch) in batches.iter().enumerate() {
        let masks = batch.attention_mask.chunks(batch.columns.max(1));
        rows.extend(masks.enumerate().map(|(row, mask)| {
            Row {
                batch: index,
                row,
                length: mask
                    .iter()
                    .rposition(|&m| m != 0)
                    .map_or(1, |last| last + 1),
            }
        }));
    }
    rows.sort_by_key(|row| row.length);
    let mut groups: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        match groups.last_mut() {
            Some(group) if (group.len() + 1) * row.length <= budget => group.push(row),
            _ => groups.push(vec![row]),
        }
    }
    groups
}

/// The rows as a batch of their own. What pads them is masked, so any piece will do.
fn merged(batches: &[&Batch], rows: &[Row]) -> Batch {
    let columns = rows.iter().map(|r| r.length).max().unwrap_or(0);
    let mut merged = Batch::padding(rows.len(), columns, 0);
    for (to, row) in rows.iter().enumerate() {
        let batch = batches[row.batch];
        let width = columns.min(batch.columns);
        let (to, from) = (to * columns, row.row * batch.columns);
        let copy = |target: &mut Vec<i32>, source: &[i32]| {
            target[to..to + width].copy_from_slice(&source[from..from + width]);
        };
        copy(&mut merged.input_ids, &batch.input_ids);
        copy(&mut merged.attention_mask, &batch.attention_mask);
        copy(&mut merged.token_type_ids, &batch.token_type_ids);
    }
    merged
}

/// Copies the outputs of a group's rows to the answers of their batches; what stands at padding
/// stays zero.
fn hand_back(
    batches: &[&Batch],
    rows: &[Row],
    outputs: &[Vec<f32>],
    answers: &mut [Result<Outputs, EngineError>],
) {
    let columns = rows.iter().map(|r| r.length).max().unwrap_or(0);
    let width = |output: &Vec<f32>| output.len() / (rows.len() * columns).max(1);
    for (from, row) in rows.iter().enumerate() {
        let batch = batches[row.batch];
        let Ok(answer) = &mut answers[row.batch] else {
            continue;
        };
        if answer.is_empty() {
            let zeros = |output| vec![0.0; batch.rows * batch.columns * width(output)];
            answer.extend(outputs.iter().map(zeros));
        }
        for (to, output) in answer.iter_mut().zip(outputs) {
            let width = width(output);
            let (start, size) = (row.row * batch.columns * width, row.length * width);
            let from = from * columns * width;
            to[start..start + size].copy_from_slice(&output[from..from + size]);
        }
    }
}

/// A panic ends the batch, not the thread.
fn guarded(encoder: &dyn Encoder, batch: &Batch) -> Result<Outputs, EngineError> {
    catch_unwind(AssertUnwindSafe(|| encoder.forward(batch)))
        .unwrap_or_else(|_| Err(EngineError::Forward("the engine panicked".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    /// Doubles every piece; has memory for `memory` pieces, and notes the shapes that it saw.
    struct Doubling {
        memory: usize,
        shapes: Mutex<Vec<(usize, usize)>>,
    }

    impl Doubling {
        fn new(memory: usize) -> Self {
            Self {
                memory,
                shapes: Mutex::default(),
            }
        }

        fn shapes(&self) -> Vec<(usize, usize)> {
            self.shapes.lock().unwrap().clone()
        }
    }

    impl Encoder for Doubling {
        fn forward(&self, batch: &Batch) -> Result<Outputs, EngineError> {
            assert!(!batch.input_ids.contains(&13), "a piece of bad luck");
            if batch.input_ids.len() > self.memory {
                return Err(EngineError::OutOfMemory("full".to_owned()));
            }
            let shape = (batch.rows, batch.columns);
            self.shapes.lock().unwrap().push(shape);
            let pieces = batch.input_ids.iter().zip(&batch.attention_mask);
            let doubled = |(&id, &mask)| [(2 * id * mask) as f32, id as f32];
            Ok(vec![
                pieces.clone().map(|(&id, _)| id as f32 + 0.5).collect(),
                pieces.flat_map(doubled).collect(),
            ])
        }
    }

    /// A batch of rows of these lengths, whose pieces count up from `first`.
    fn batch(first: i32, lengths: &[usize]) -> Batch {
        let columns = lengths.iter().copied().max().unwrap();
        let mut batch = Batch::padding(lengths.len(), columns, 0);
        let mut next = first;
        for (row, &length) in lengths.iter().enumerate() {
            for at in row * columns..row * columns + length {
                (batch.input_ids[at], batch.attention_mask[at]) = (next, 1);
                next += 1;
            }
        }
        batch
    }

    /// Asserts that an answer is what the encoder says of the batch itself, up to padding.
    fn assert_own(batch: &Batch, answer: &Outputs) {
        let expected = Doubling::new(usize::MAX).forward(batch).unwrap();
        assert_eq!(answer.len(), expected.len());
        for (output, expected) in answer.iter().zip(&expected) {
            assert_eq!(output.len(), expected.len());
            let width = output.len() / batch.input_ids.len();
            for (at, &mask) in batch.attention_mask.iter().enumerate() {
                let row = at * width..(at + 1) * width;
                assert!(mask == 0 || output[row.clone()] == expected[row]);
            }
        }
    }

    #[test]
    fn rows_of_one_length_run_together_and_come_back() {
        let batches = [
            batch(100, &[3, 9, 4]),
            batch(200, &[9]),
            batch(300, &[4, 3]),
        ];
        let encoder = Doubling::new(usize::MAX);
        let mut budget = 20;
        let answers = serve(&encoder, &batches.each_ref(), &mut budget);
        for (batch, answer) in batches.iter().zip(answers) {
            assert_own(batch, &answer.unwrap());
        }
        assert_eq!(encoder.shapes(), [(4, 4), (2, 9)]);
        assert_eq!(budget, 20);
    }

    #[test]
    fn too_little_memory_halves_the_batch() {
        let batches = [batch(100, &[5; 7]), batch(200, &[5; 9])];
        let encoder = Doubling::new(25);
        let mut budget = 1000;
        let answers = serve(&encoder, &batches.each_ref(), &mut budget);
        for (batch, answer) in batches.iter().zip(answers) {
            assert_own(batch, &answer.unwrap());
        }
        // 16 rows of 5 do not fit, 8 do not, 4 do; the next batches are cut to that from the start.
        assert_eq!(encoder.shapes(), [(4, 5); 4]);
        assert_eq!(budget, 20);
        serve(&encoder, &batches.each_ref(), &mut budget);
        assert_eq!(encoder.shapes(), [(4, 5); 8]);
    }

    #[test]
    fn a_row_that_never_fits_fails_its_own_batch() {
        let batches = [batch(100, &[5, 6]), batch(200, &[40])];
        let mut budget = 1000;
        let answers = serve(&Doubling::new(25), &batches.each_ref(), &mut budget);
        assert_own(&batches[0], answers[0].as_ref().unwrap());
        let error = answers[1].as_ref().unwrap_err();
        assert_eq!(*error, EngineError::OutOfMemory("full".to_owned()));
    }

    #[test]
    fn many_callers_get_their_own_and_a_panic_is_an_error() {
        let queue = Queue::start(Doubling::new(64), 48).unwrap();
        thread::scope(|scope| {
            for caller in 1..5 {
                let queue = &queue;
                scope.spawn(move || {
                    for round in 0..20 {
                        let lengths = [1 + round % 7, 3, 1 + caller];
                        let own = batch(1000 * caller as i32 + 50 * round as i32, &lengths);
                        assert_own(&own, &queue.forward(&own).unwrap());
                    }
                });
            }
        });
        let unlucky = queue.forward(&batch(13, &[1])).unwrap_err();
        assert!(unlucky.to_string().contains("panicked"), "{unlucky}");
        let own = batch(50, &[2]);
        assert_own(&own, &queue.forward(&own).unwrap());
    }
}
