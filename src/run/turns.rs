//! A step that workers take in the order of the items, each when its turn comes.

use std::sync::{Condvar, Mutex, PoisonError};

/// Something that the items pass one after the other, in their order. An item may come early, and
/// then waits for those before it; so every item that is drawn must be worked on at once.
pub struct Turns<S> {
    next: Mutex<Next<S>>,
    passed: Condvar,
}

struct Next<S> {
    number: u64,
    state: S,
    /// A worker ended without taking its turn: nobody can go on.
    broken: bool,
}

/// The turn of one item, not yet taken.
pub struct Turn<'a, S> {
    turns: &'a Turns<S>,
    number: u64,
    is_taken: bool,
}

impl<S> Turns<S> {
    pub fn new(state: S) -> Self {
        Self {
            next: Mutex::new(Next {
                number: 0,
                state,
                broken: false,
            }),
            passed: Condvar::new(),
        }
    }

    /// The turn of an item, counted from 0. It must be taken, or the items after it give up.
    pub fn of(&self, number: u64) -> Turn<'_, S> {
        Turn {
            turns: self,
            number,
            is_taken: false,
        }
    }
}

impl<S> Turn<'_, S> {
    /// Waits for the items before, and does something with what they left; `None` where one of
    /// them gave up, because its worker panicked.
    pub fn take<R>(mut self, step: impl FnOnce(&mut S) -> R) -> Option<R> {
        let turns = self.turns;
        let next = turns.next.lock().ok()?;
        let waits = |next: &mut Next<S>| next.number < self.number && !next.broken;
        let mut next = turns.passed.wait_while(next, waits).ok()?;
        if next.broken {
            return None;
        }
        let done = step(&mut next.state);
        next.number += 1;
        self.is_taken = true;
        turns.passed.notify_all();
        Some(done)
    }
}

impl<S> Drop for Turn<'_, S> {
    fn drop(&mut self) {
        if !self.is_taken {
            let next = self.turns.next.lock();
            next.unwrap_or_else(PoisonError::into_inner).broken = true;
            self.turns.passed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::error::RunError;
    use super::super::ordered::ordered;
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::thread::sleep;
    use std::time::Duration;

    #[test]
    fn items_pass_in_their_order() {
        let turns = Turns::new(Vec::new());
        let work = |number: u64| {
            sleep(Duration::from_micros(number * 7919 % 500));
            let turn = turns.of(number);
            turn.take(|passed| passed.push(number)).unwrap();
        };
        ordered(4, 0..300, work, |()| Ok::<(), RunError>(())).unwrap();
        let passed = turns.of(300).take(|passed| passed.clone()).unwrap();
        assert_eq!(passed, (0..300).collect::<Vec<_>>());
    }

    #[test]
    fn nobody_waits_for_a_worker_that_panicked() {
        let turns = Turns::new(());
        let work = |number: u64| {
            let turn = turns.of(number);
            assert_ne!(number, 20, "a fault");
            turn.take(|()| ())
        };
        let run = || ordered(3, 0..100, work, |_| Ok::<(), RunError>(()));
        assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
    }
}
