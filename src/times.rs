//! How long the steps of the work took.

use std::time::{Duration, Instant};

/// Time by step, in the order in which the steps were first met. It is handed on beside what was
/// made and goes into no record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Times(Vec<(&'static str, Duration)>);

impl Times {
    /// No time yet for each of these steps, whose order is kept.
    pub fn of_steps(steps: impl IntoIterator<Item = &'static str>) -> Self {
        let mut times = Self::default();
        for step in steps {
            times.add(step, Duration::ZERO);
        }
        times
    }

    /// Adds to the time of a step.
    pub fn add(&mut self, step: &'static str, time: Duration) {
        match self.0.iter_mut().find(|(name, _)| *name == step) {
            Some((_, sum)) => *sum += time,
            None => self.0.push((step, time)),
        }
    }

    /// Does something and adds the time that it took.
    pub fn take<T>(&mut self, step: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        self.add(step, start.elapsed());
        done
    }

    /// Adds the times of other work, step by step.
    pub fn extend(&mut self, other: &Self) {
        for (step, time) in other.iter() {
            self.add(step, time);
        }
    }

    /// Every step with its time.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        self.0.iter().copied()
    }

    /// The time of all steps.
    pub fn sum(&self) -> Duration {
        self.iter().map(|(_, time)| time).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_a_step_add_up_in_their_order() {
        let second = Duration::from_secs(1);
        let mut all = Times::of_steps(["read", "write"]);
        let mut one = Times::default();
        one.add("write", second);
        one.add("cues", second);
        all.extend(&one);
        all.extend(&one);
        let all: Vec<_> = all.iter().collect();
        let expected = [
            ("read", Duration::ZERO),
            ("write", 2 * second),
            ("cues", 2 * second),
        ];
        assert_eq!(all, expected);
        assert_eq!(one.sum(), 2 * second);
    }
}
