//! Work in parallel, results in order, memory bounded: the one place with threads.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;

use super::error::RunError;

/// Items that may be finished or under way ahead of the slowest one, for each worker.
const AHEAD: usize = 16;

/// The name of the worker threads, which report their panics as error records.
pub const WORKER: &str = "hedgerow-worker";

/// Does `work` on every item on `jobs` threads and hands the results to `consume` on the
/// calling thread, in the order of the items. Items are drawn as workers become free; at most
/// `jobs` times a constant of them are in memory. The first error of `consume` ends the run, and
/// a panic of `work` goes on in the caller.
///
/// # Errors
/// Threads cannot be started, or `consume` fails.
pub fn ordered<I: Send, R: Send, E: From<RunError>>(
    jobs: usize,
    items: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> R + Sync,
    mut consume: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .thread_name(|i| format!("{WORKER}-{i}"))
        .build()
        .map_err(|e| RunError::Threads(jobs, e))?;
    let items = Mutex::new(items.fuse().enumerate());
    // A permit is taken before an item and given back when its result is consumed, so that the
    // next result in order is always under way.
    let (give, permits) = crossbeam_channel::bounded(jobs * AHEAD);
    for _ in 0..jobs * AHEAD {
        let _ = give.send(());
    }
    let (done, results) = crossbeam_channel::bounded(jobs * AHEAD);

    pool.in_place_scope(|scope| {
        for _ in 0..jobs {
            let (permits, done, items, work) = (permits.clone(), done.clone(), &items, &work);
            scope.spawn(move |_| {
                while permits.recv().is_ok() {
                    let next = items.lock().ok().and_then(|mut items| items.next());
                    let Some((index, item)) = next else { return };
                    let result = catch_unwind(AssertUnwindSafe(|| work(item)));
                    if done.send((index, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop((permits, done));
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        // Taken in here, so that an error closes both channels and the workers end.
        let (results, give) = (results, give);
        for (index, result) in results {
            // Otherwise all would wait for a result that never comes.
            let result = result.unwrap_or_else(|panic| resume_unwind(panic));
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                consume(result)?;
                let _ = give.send(());
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn keeps_the_order() {
        for jobs in [1, 3] {
            let mut seen = Vec::new();
            let slow_first = |i: u64| {
                std::thread::sleep(Duration::from_millis(if i.is_multiple_of(10) {
                    5
                } else {
                    0
                }));
                i * i
            };
            ordered(jobs, 0..200u64, slow_first, |r| {
                seen.push(r);
                Ok::<(), RunError>(())
            })
            .unwrap();
            assert_eq!(seen, (0..200).map(|i| i * i).collect::<Vec<_>>());
        }
    }

    #[test]
    fn draws_no_more_than_it_may_hold() {
        let drawn = std::sync::atomic::AtomicUsize::new(0);
        let counting = (0..10_000).inspect(|_| {
            drawn.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        });
        let mut consumed = 0;
        let result = ordered(
            2,
            counting,
            |i| i,
            |_| {
                consumed += 1;
                std::thread::sleep(Duration::from_millis(1));
                let ahead = drawn.load(std::sync::atomic::Ordering::Relaxed) - consumed;
                assert!(ahead <= 2 * AHEAD, "{ahead} items ahead");
                if consumed == 50 {
                    Err(RunError::Write(std::io::Error::other("stop")))
                } else {
                    Ok(())
                }
            },
        );
        assert!(result.is_err());
    }
}
