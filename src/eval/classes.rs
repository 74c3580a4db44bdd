//! Decisions between yes and no, and among several classes.

use super::measure::{Counts, Figure, Measure, number, ratio, share};

/// Items that both sides decided with yes or no.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Yes on both sides.
    pub yes: usize,
    /// No on both sides.
    pub no: usize,
    /// Yes in the gold alone.
    pub missed: usize,
    /// Yes in the prediction alone.
    pub spurious: usize,
}

impl Decisions {
    /// Counts one item.
    pub fn count(&mut self, gold: bool, predicted: bool) {
        *match (gold, predicted) {
            (true, true) => &mut self.yes,
            (false, false) => &mut self.no,
            (true, false) => &mut self.missed,
            (false, true) => &mut self.spurious,
        } += 1;
    }

    /// The items decided with yes, as spans are counted.
    pub fn positives(self) -> Counts {
        Counts {
            gold: self.yes + self.missed,
            predicted: self.yes + self.spurious,
            correct: self.yes,
        }
    }

    /// Share of the items on which both sides agree, 0..1.
    pub fn accuracy(self) -> f64 {
        let all = self.yes + self.no + self.missed + self.spurious;
        ratio((self.yes + self.no) as f64, all as f64)
    }

    /// Correlation of the two sides, -1..1 (Matthews, 1975); 0 where either side always decides
    /// the same.
    pub fn mcc(self) -> f64 {
        let [yes, no, missed, spurious] =
            [self.yes, self.no, self.missed, self.spurious].map(|n| n as f64);
        let margins = (yes + missed) * (yes + spurious) * (no + missed) * (no + spurious);
        ratio(yes * no - missed * spurious, margins.sqrt())
    }
}

impl Measure for Decisions {
    fn add(&mut self, other: Self) {
        self.yes += other.yes;
        self.no += other.no;
        self.missed += other.missed;
        self.spurious += other.spurious;
    }

    fn figures(self) -> Vec<Figure> {
        let mut figures = self.positives().figures();
        figures.push(share("accuracy", self.accuracy()));
        figures.push(number("mcc", self.mcc()));
        figures
    }

    fn counts(self) -> Vec<(&'static str, usize)> {
        let mut counts = self.positives().counts();
        counts.push(("items", self.yes + self.no + self.missed + self.spurious));
        counts
    }
}

/// Classes that can be told apart.
const SLOTS: usize = 16;

/// Items of several classes, by the number of the class: 0 to 15 (`status as usize`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Classes([Counts; SLOTS]);

impl Classes {
    /// Counts one item; nothing is predicted where there was nothing to decide on.
    pub fn count(&mut self, gold: usize, predicted: Option<usize>) {
        if let Some(class) = self.0.get_mut(gold) {
            class.gold += 1;
            class.correct += usize::from(predicted == Some(gold));
        }
        if let Some(class) = predicted.and_then(|p| self.0.get_mut(p)) {
            class.predicted += 1;
        }
    }

    fn sum(self, count: fn(&Counts) -> usize) -> usize {
        self.0.iter().map(count).sum()
    }

    /// Share of the items whose class is right, 0..1.
    pub fn accuracy(self) -> f64 {
        ratio(self.sum(|c| c.correct) as f64, self.sum(|c| c.gold) as f64)
    }

    /// Mean F1 of the classes that either side has.
    pub fn macro_f1(self) -> f64 {
        let seen = self.0.iter().filter(|c| c.gold + c.predicted > 0);
        let scores: Vec<f64> = seen.map(|c| c.f1()).collect();
        ratio(scores.iter().sum(), scores.len() as f64)
    }
}

impl Measure for Classes {
    fn add(&mut self, other: Self) {
        for (class, more) in self.0.iter_mut().zip(other.0) {
            class.add(more);
        }
    }

    fn figures(self) -> Vec<Figure> {
        vec![
            share("accuracy", self.accuracy()),
            share("macro_f1", self.macro_f1()),
        ]
    }

    fn counts(self) -> Vec<(&'static str, usize)> {
        vec![
            ("gold", self.sum(|c| c.gold)),
            ("correct", self.sum(|c| c.correct)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decisions(items: &[(bool, bool)]) -> Decisions {
        let mut decisions = Decisions::default();
        items.iter().for_each(|&(g, p)| decisions.count(g, p));
        decisions
    }

    #[test]
    fn yes_and_no() {
        let mixed = decisions(&[(true, true), (true, false), (false, false), (false, false)]);
        let positives = mixed.positives();
        assert_eq!((positives.precision(), positives.recall()), (1.0, 0.5));
        assert_eq!(mixed.accuracy(), 0.75);
        // (1 * 2 - 1 * 0) / sqrt(2 * 1 * 3 * 2)
        assert!((mixed.mcc() - 2.0 / 12f64.sqrt()).abs() < 1e-12);
        let names: Vec<&str> = mixed.figures().iter().map(|f| f.name).collect();
        assert_eq!(names, ["precision", "recall", "f1", "accuracy", "mcc"]);
    }

    #[test]
    fn correlation_at_its_ends() {
        assert_eq!(decisions(&[(true, true), (false, false)]).mcc(), 1.0);
        assert_eq!(decisions(&[(true, false), (false, true)]).mcc(), -1.0);
        // One side does not vary, or there is nothing.
        assert_eq!(decisions(&[(true, true), (false, true)]).mcc(), 0.0);
        assert_eq!(decisions(&[(true, true), (true, false)]).mcc(), 0.0);
        assert_eq!(decisions(&[(true, true)]).mcc(), 0.0);
        assert_eq!(decisions(&[]).mcc(), 0.0);
        assert_eq!(decisions(&[]).accuracy(), 0.0);
    }

    #[test]
    fn several_classes() {
        let mut classes = Classes::default();
        for (gold, predicted) in [(0, Some(0)), (0, Some(3)), (7, None), (99, Some(99))] {
            classes.count(gold, predicted);
        }
        assert!((classes.accuracy() - 1.0 / 3.0).abs() < 1e-12);
        // Class 0: 2/3, class 3: 0 (predicted alone), class 7: 0.
        assert!((classes.macro_f1() - 2.0 / 9.0).abs() < 1e-12);
        assert_eq!(Classes::default().macro_f1(), 0.0);
        let mut sum = Classes::default();
        sum.add(classes);
        sum.add(classes);
        assert_eq!(sum.counts(), [("gold", 6), ("correct", 2)]);
    }
}
