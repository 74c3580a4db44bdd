//! Pairing of gold and predicted items.

use crate::document::Span;

/// Pairs of an item of `gold` and one of `predicted`, each item in one pair at most: of those
/// that have a weight, the heaviest first, then in order.
pub(super) fn pair<G, P>(
    gold: &[G],
    predicted: &[P],
    weight: impl Fn(&G, &P) -> Option<f64>,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (g, wanted) in gold.iter().enumerate() {
        let weighed = predicted.iter().enumerate();
        candidates.extend(weighed.filter_map(|(p, found)| Some((weight(wanted, found)?, g, p))));
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut is_free = (vec![true; gold.len()], vec![true; predicted.len()]);
    let mut pairs = Vec::new();
    for (_, g, p) in candidates {
        if is_free.0[g] && is_free.1[p] {
            (is_free.0[g], is_free.1[p]) = (false, false);
            pairs.push((g, p));
        }
    }
    pairs
}

/// The items that stand in no pair, on either side.
pub(super) fn unpaired(
    pairs: &[(usize, usize)],
    gold: usize,
    predicted: usize,
) -> (Vec<usize>, Vec<usize>) {
    let free = |count: usize, side: fn(&(usize, usize)) -> usize| {
        let mut free: Vec<bool> = vec![true; count];
        pairs.iter().for_each(|pair| free[side(pair)] = false);
        (0..count).filter(|&i| free[i]).collect()
    };
    (free(gold, |pair| pair.0), free(predicted, |pair| pair.1))
}

/// How much two spans overlap: twice the shared length over the sum of the lengths (Dice, 1945);
/// `None` where they share nothing.
pub(super) fn overlap(a: Span, b: Span) -> Option<f64> {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    dice(shared as usize, a.len() + b.len())
}

/// Twice the shared over the whole; `None` where nothing is shared.
pub(super) fn dice(shared: usize, whole: usize) -> Option<f64> {
    (shared > 0).then(|| 2.0 * shared as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_pairs_first() {
        let weight = |g: &f64, p: &f64| (*g - *p).abs().lt(&2.0).then(|| -(g - p).abs());
        let pairs = pair(&[1.0, 2.0, 9.0], &[1.9, 5.0, 2.5], weight);
        assert_eq!(pairs, [(1, 0), (0, 2)]);
        assert_eq!(unpaired(&pairs, 3, 3), (vec![2], vec![1]));
    }

    #[test]
    fn overlap_of_spans() {
        assert_eq!(overlap(Span::new(0, 4), Span::new(2, 6)), Some(0.5));
        assert_eq!(overlap(Span::new(0, 4), Span::new(4, 6)), None);
        assert_eq!(overlap(Span::new(1, 3), Span::new(1, 3)), Some(1.0));
    }
}
