//! Confidence intervals by the bootstrap over documents.

use super::measure::Measure;

/// Resamples of the corpus.
const RESAMPLES: usize = 1000;

/// The same for every run, so that a figure's interval is too.
const SEED: u64 = 20_180_507;

/// 95% interval of each figure, lower end first: the percentiles of the figures of 1,000 corpora
/// drawn from `documents` with replacement (Efron and Tibshirani, 1993).
pub(super) fn intervals<T: Measure>(documents: &[T]) -> Vec<[f64; 2]> {
    let mut random = SplitMix64(SEED);
    let mut samples: Vec<Vec<f64>> = T::default().figures().iter().map(|_| Vec::new()).collect();
    for _ in 0..RESAMPLES {
        let mut sum = T::default();
        for _ in documents {
            sum.add(documents[random.below(documents.len())]);
        }
        for (sample, figure) in samples.iter_mut().zip(sum.figures()) {
            sample.push(figure.value);
        }
    }
    let ends = |mut sample: Vec<f64>| {
        sample.sort_by(f64::total_cmp);
        let tail = RESAMPLES / 40;
        [sample[tail], sample[RESAMPLES - 1 - tail]]
    };
    samples.into_iter().map(ends).collect()
}

/// A small generator with a state of 64 bits (Steele, Lea and Flood, 2014).
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which is less than 2^32.
    fn below(&mut self, limit: usize) -> usize {
        (((self.next() >> 32) * limit as u64) >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::super::Share;
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        let mut random = SplitMix64(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn covers_the_figure_and_repeats() {
        let document = |i| Share {
            gold: 10,
            correct: if i % 2 == 0 { 10 } else { 6 },
        };
        let documents: Vec<Share> = (0..40).map(document).collect();
        let [low, high] = intervals(&documents)[0];
        assert!(low < 0.8 && 0.8 < high, "{low} {high}");
        // Two standard errors: 0.2 / sqrt(40) = 0.032 a side.
        assert!((high - low - 0.124).abs() < 0.02, "{low} {high}");
        assert_eq!(intervals(&documents)[0], [low, high]);
    }

    #[test]
    fn one_document_and_none() {
        let document = Share {
            gold: 4,
            correct: 3,
        };
        assert_eq!(intervals(&[document]), [[0.75, 0.75]]);
        assert_eq!(intervals::<Share>(&[]), [[0.0, 0.0]]);
    }
}
