//! What is counted in a document, and the figures that the sums of a corpus give.

/// Counts that add over documents.
pub(super) trait Measure: Copy + Default {
    /// Adds another document's.
    fn add(&mut self, other: Self);

    /// The figures, always the same ones in the same order.
    fn figures(self) -> Vec<Figure>;

    /// The counts that are shown beside the figures, by name.
    fn counts(self) -> Vec<(&'static str, usize)>;
}

/// A figure by name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    pub name: &'static str,
    pub value: f64,
    /// Whether it is a share, 0..1.
    pub is_share: bool,
}

pub(super) fn share(name: &'static str, value: f64) -> Figure {
    Figure {
        name,
        value,
        is_share: true,
    }
}

pub(super) fn number(name: &'static str, value: f64) -> Figure {
    Figure {
        name,
        value,
        is_share: false,
    }
}

pub(super) fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

/// Spans wanted, found, and both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub gold: usize,
    pub predicted: usize,
    pub correct: usize,
}

impl Counts {
    /// Share of the predicted that is right, 0..1; 0 where nothing was predicted.
    pub fn precision(self) -> f64 {
        ratio(self.correct as f64, self.predicted as f64)
    }

    /// Share of the gold that was found, 0..1.
    pub fn recall(self) -> f64 {
        ratio(self.correct as f64, self.gold as f64)
    }

    /// Harmonic mean of the two.
    pub fn f1(self) -> f64 {
        ratio(
            2.0 * self.correct as f64,
            (self.gold + self.predicted) as f64,
        )
    }
}

impl Measure for Counts {
    fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.correct += other.correct;
    }

    fn figures(self) -> Vec<Figure> {
        vec![
            share("precision", self.precision()),
            share("recall", self.recall()),
            share("f1", self.f1()),
        ]
    }

    fn counts(self) -> Vec<(&'static str, usize)> {
        vec![
            ("gold", self.gold),
            ("predicted", self.predicted),
            ("correct", self.correct),
        ]
    }
}

/// Items of the gold, and those of them that are right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    pub gold: usize,
    pub correct: usize,
}

impl Share {
    /// Counts one item.
    pub fn count(&mut self, is_correct: bool) {
        self.gold += 1;
        self.correct += usize::from(is_correct);
    }
}

impl Measure for Share {
    fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.correct += other.correct;
    }

    fn figures(self) -> Vec<Figure> {
        let accuracy = ratio(self.correct as f64, self.gold as f64);
        vec![share("accuracy", accuracy)]
    }

    fn counts(self) -> Vec<(&'static str, usize)> {
        vec![("gold", self.gold), ("correct", self.correct)]
    }
}

/// Occasions for a fault, and those that were taken: the fewer the better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rate {
    pub occasions: usize,
    pub hits: usize,
}

impl Rate {
    /// Counts one occasion.
    pub fn count(&mut self, is_hit: bool) {
        self.occasions += 1;
        self.hits += usize::from(is_hit);
    }
}

impl Measure for Rate {
    fn add(&mut self, other: Self) {
        self.occasions += other.occasions;
        self.hits += other.hits;
    }

    fn figures(self) -> Vec<Figure> {
        let rate = ratio(self.hits as f64, self.occasions as f64);
        vec![share("rate", rate)]
    }

    fn counts(self) -> Vec<(&'static str, usize)> {
        vec![("n", self.occasions), ("hits", self.hits)]
    }
}

/// What two texts have in common, averaged over pages.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Overlap {
    pages: usize,
    precision: f64,
    recall: f64,
    f1: f64,
}

impl Overlap {
    /// Counts a page with its precision and recall, 0..1 each.
    pub fn count(&mut self, [precision, recall]: [f64; 2]) {
        self.add(Self {
            pages: 1,
            precision,
            recall,
            f1: ratio(2.0 * precision * recall, precision + recall),
        });
    }

    /// Harmonic mean of the mean precision and the mean recall.
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.mean(self.precision), self.mean(self.recall));
        ratio(2.0 * precision * recall, precision + recall)
    }

    fn mean(self, sum: f64) -> f64 {
        ratio(sum, self.pages as f64)
    }
}

impl Measure for Overlap {
    fn add(&mut self, other: Self) {
        self.pages += other.pages;
        self.precision += other.precision;
        self.recall += other.recall;
        self.f1 += other.f1;
    }

    fn figures(self) -> Vec<Figure> {
        vec![
            share("precision", self.mean(self.precision)),
            share("recall", self.mean(self.recall)),
            share("f1", self.f1()),
            share("page f1", self.mean(self.f1)),
        ]
    }

    fn counts(self) -> Vec<(&'static str, usize)> {
        vec![("pages", self.pages)]
    }
}

/// Pairs of a gold and a predicted value.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Agreement {
    pairs: usize,
    gold: f64,
    predicted: f64,
    gold_squares: f64,
    predicted_squares: f64,
    products: f64,
    deviations: f64,
}

impl Agreement {
    /// Counts one pair.
    pub fn count(&mut self, gold: f64, predicted: f64) {
        self.add(Self {
            pairs: 1,
            gold,
            predicted,
            gold_squares: gold * gold,
            predicted_squares: predicted * predicted,
            products: gold * predicted,
            deviations: (gold - predicted).abs(),
        });
    }

    /// Pearson's correlation, -1..1; 0 where either side does not vary.
    pub fn pearson(self) -> f64 {
        let n = self.pairs as f64;
        let spread = |sum: f64, squares: f64| (n * squares - sum * sum).max(0.0).sqrt();
        let covariance = n * self.products - self.gold * self.predicted;
        let spreads =
            spread(self.gold, self.gold_squares) * spread(self.predicted, self.predicted_squares);
        ratio(covariance, spreads)
    }

    /// Mean absolute difference.
    pub fn mean_absolute_error(self) -> f64 {
        ratio(self.deviations, self.pairs as f64)
    }
}

impl Measure for Agreement {
    fn add(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.gold_squares += other.gold_squares;
        self.predicted_squares += other.predicted_squares;
        self.products += other.products;
        self.deviations += other.deviations;
    }

    fn figures(self) -> Vec<Figure> {
        vec![
            number("pearson", self.pearson()),
            number("mae", self.mean_absolute_error()),
        ]
    }

    fn counts(self) -> Vec<(&'static str, usize)> {
        vec![("gold", self.pairs)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_counted() {
        assert_eq!(Counts::default().f1(), 0.0);
        assert_eq!(Agreement::default().pearson(), 0.0);
        assert_eq!(Share::default().figures()[0].value, 0.0);
        assert_eq!(Rate::default().figures()[0].value, 0.0);
    }

    #[test]
    fn precision_recall_and_their_mean() {
        let counts = Counts {
            gold: 4,
            predicted: 2,
            correct: 1,
        };
        assert_eq!((counts.precision(), counts.recall()), (0.5, 0.25));
        assert!((counts.f1() - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn correlation_and_deviation() {
        let of = |pairs: &[(f64, f64)]| {
            let mut agreement = Agreement::default();
            pairs.iter().for_each(|&(g, p)| agreement.count(g, p));
            agreement
        };
        let line = of(&[(3.0, 1.0), (0.0, 0.0), (-3.0, -1.0)]);
        assert!((line.pearson() - 1.0).abs() < 1e-12);
        assert!((line.mean_absolute_error() - 4.0 / 3.0).abs() < 1e-12);
        assert_eq!(of(&[(3.0, 1.0), (3.0, 2.0)]).pearson(), 0.0);
        let some = of(&[(1.0, 2.0), (2.0, 1.0), (3.0, 3.0)]);
        assert!((some.pearson() - 0.5).abs() < 1e-12);
    }
}
