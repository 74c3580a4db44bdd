//! From the logits of the `entity` head to mentions: the best path of labels that is valid BIO.

use std::ops::Range;

use crate::document::{EntityType, HeadScores};
use crate::model::Calibration;

/// What a label of the head stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Outside,
    Begin(EntityType),
    Inside(EntityType),
}

/// A mention over tokens, with what the head says of its type.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TokenMention {
    pub tokens: Range<usize>,
    pub kind: EntityType,
    /// Probability that these tokens are a mention and it ends there, whatever its type.
    pub span: f32,
    /// Probability of each type if they are, in the order of [`Decoder::types`]; sums to one.
    pub types: Vec<f32>,
}

/// Decodes one head: constrained Viterbi (an inside label only continues its own type), then a
/// calibrated score for each mention.
pub(super) struct Decoder {
    labels: Vec<Label>,
    /// Of an inside label: the begin and inside labels of its type.
    predecessors: Vec<Option<Vec<usize>>>,
    /// Begin and inside label of each type.
    types: Vec<(EntityType, usize, usize)>,
    calibration: Calibration,
}

impl Decoder {
    /// A decoder for a head with these labels.
    ///
    /// # Errors
    /// A label is neither `O` nor `B-` or `I-` before one of the 18 types.
    pub fn new(labels: &[String], calibration: Calibration) -> Result<Self, String> {
        let parse = |label: &String| match label.split_at_checked(2) {
            _ if label == "O" => Ok(Label::Outside),
            Some(("B-", kind)) => kind.parse().map(Label::Begin),
            Some(("I-", kind)) => kind.parse().map(Label::Inside),
            _ => Err(format!("'{label}' is no BIO label")),
        };
        let labels: Vec<Label> = labels.iter().map(parse).collect::<Result<_, _>>()?;
        let of_type = |kind| {
            let same = |l: &Label| matches!(l, Label::Begin(k) | Label::Inside(k) if *k == kind);
            (0..labels.len()).filter(|&i| same(&labels[i])).collect()
        };
        let predecessors = labels
            .iter()
            .map(|&label| match label {
                Label::Inside(kind) => Some(of_type(kind)),
                Label::Outside | Label::Begin(_) => None,
            })
            .collect();
        let place = |label| labels.iter().position(|&l| l == label);
        let types = EntityType::ALL
            .into_iter()
            .filter_map(|k| Some((k, place(Label::Begin(k))?, place(Label::Inside(k))?)))
            .collect();
        Ok(Self {
            labels,
            predecessors,
            types,
            calibration,
        })
    }

    /// The type at each place of [`TokenMention::types`].
    pub fn types(&self) -> impl Iterator<Item = EntityType> {
        self.types.iter().map(|&(kind, ..)| kind)
    }

    /// The mentions among the tokens of one sentence.
    pub fn mentions(&self, scores: &HeadScores, tokens: Range<usize>) -> Vec<TokenMention> {
        let probabilities: Vec<Vec<f32>> = tokens
            .clone()
            .map(|t| log_softmax(scores.row(t), self.calibration.temperature))
            .collect();
        let path = self.best_path(&probabilities);
        let mut mentions = Vec::new();
        let mut next = 0;
        while next < path.len() {
            let start = next;
            next += 1;
            let Label::Begin(kind) = self.labels[path[start]] else {
                continue;
            };
            while path
                .get(next)
                .is_some_and(|&l| self.labels[l] == Label::Inside(kind))
            {
                next += 1;
            }
            let (span, types) = self.weigh(&probabilities, start..next, kind);
            mentions.push(TokenMention {
                tokens: tokens.start + start..tokens.start + next,
                kind,
                span,
                types,
            });
        }
        mentions
    }

    /// The path of highest probability in which every inside label follows its own type.
    fn best_path(&self, probabilities: &[Vec<f32>]) -> Vec<usize> {
        let Some(first) = probabilities.first() else {
            return Vec::new();
        };
        // A begin or outside label may follow anything; an inside label only its predecessors.
        let starts = |(label, &p): (usize, &f32)| match self.predecessors[label] {
            Some(_) => f32::NEG_INFINITY,
            None => p,
        };
        let mut best: Vec<f32> = first.iter().enumerate().map(starts).collect();
        let mut back: Vec<Vec<usize>> = vec![Vec::new()];
        for row in &probabilities[1..] {
            let top = argmax(&best, 0..best.len());
            let from: Vec<usize> = self
                .predecessors
                .iter()
                .map(|p| p.as_ref().map_or(top, |p| argmax(&best, p.iter().copied())))
                .collect();
            best = from.iter().zip(row).map(|(&l, p)| best[l] + p).collect();
            back.push(from);
        }
        let mut path = vec![argmax(&best, 0..best.len()); probabilities.len()];
        for i in (1..path.len()).rev() {
            path[i - 1] = back[i][path[i]];
        }
        path
    }

    /// The probability of the span, and of each type given the span: for each type the product of
    /// its labels' probabilities over the tokens.
    fn weigh(&self, p: &[Vec<f32>], tokens: Range<usize>, kind: EntityType) -> (f32, Vec<f32>) {
        let (first, rest) = (&p[tokens.start], &p[tokens.start + 1..tokens.end]);
        let of_type = |&(_, begin, inside): &(EntityType, usize, usize)| {
            (first[begin] + rest.iter().map(|row| row[inside]).sum::<f32>()).exp()
        };
        let mut types: Vec<f32> = self.types.iter().map(of_type).collect();
        let all = types.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        types.iter_mut().for_each(|t| *t /= all);
        let goes_on = self
            .types
            .iter()
            .find(|t| t.0 == kind)
            .zip(p.get(tokens.end));
        let ends = goes_on.map_or(1.0, |(&(_, _, inside), next)| 1.0 - next[inside].exp());
        (all * ends, types)
    }

    /// The calibrated score of a mention whose span has probability `span` and whose type has
    /// probability `kind`: Platt's scaling of their product.
    pub fn score(&self, span: f32, kind: f32) -> f32 {
        let raw = (span * kind).clamp(1e-6, 1.0 - 1e-6);
        let logit = (raw / (1.0 - raw)).ln();
        1.0 / (1.0 + (-(self.calibration.a * logit + self.calibration.b)).exp())
    }
}

/// The index of the highest value, the first of equals.
fn argmax(values: &[f32], mut indices: impl Iterator<Item = usize>) -> usize {
    let first = indices.next().unwrap_or(0);
    indices.fold(
        first,
        |top, i| if values[i] > values[top] { i } else { top },
    )
}

fn log_softmax(logits: &[f32], temperature: f32) -> Vec<f32> {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let scaled = |l: f32| (l - top) / temperature;
    let norm = logits.iter().map(|&l| scaled(l).exp()).sum::<f32>().ln();
    logits.iter().map(|&l| scaled(l) - norm).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Calibration = Calibration {
        temperature: 1.0,
        a: 1.0,
        b: 0.0,
    };

    fn labels() -> Vec<String> {
        ["O", "B-ORG", "I-ORG", "B-GPE", "I-GPE"]
            .map(String::from)
            .to_vec()
    }

    fn decode(rows: &[[f32; 5]]) -> Vec<TokenMention> {
        let scores = HeadScores {
            labels: labels(),
            logits: rows.concat(),
        };
        let decoder = Decoder::new(&labels(), PLAIN).unwrap();
        decoder.mentions(&scores, 0..rows.len())
    }

    /// With the identity for calibration: the probability of the mention as it was decoded.
    fn score(mention: &TokenMention) -> f32 {
        let place = usize::from(mention.kind == EntityType::Gpe);
        let order: Vec<EntityType> = Decoder::new(&labels(), PLAIN).unwrap().types().collect();
        assert_eq!(order, [EntityType::Org, EntityType::Gpe]);
        mention.span * mention.types[place]
    }

    #[test]
    fn an_inside_label_needs_its_begin() {
        // Greedy decoding would give I-ORG alone, then B-ORG I-GPE.
        let mentions = decode(&[
            [2.0, 0.0, 3.0, 0.0, 0.0],
            [0.0, 5.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 2.0, 0.0, 2.5],
            [5.0, 0.0, 0.0, 0.0, 0.0],
        ]);
        assert_eq!(mentions.len(), 1);
        assert_eq!(
            (mentions[0].tokens.clone(), mentions[0].kind),
            (1..3, EntityType::Org)
        );
    }

    #[test]
    fn adjacent_mentions_stay_apart() {
        let mentions = decode(&[
            [0.0, 9.0, 0.0, 0.0, 0.0],
            [0.0, 9.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 9.0, 0.0],
        ]);
        assert_eq!(mentions.len(), 3);
        assert!(mentions.iter().all(|m| score(m) > 0.95));
    }

    #[test]
    fn the_score_falls_with_doubt() {
        let sure = score(&decode(&[[0.0, 8.0, 0.0, 0.0, 0.0]])[0]);
        let unsure = score(&decode(&[[0.0, 1.0, 0.0, 0.9, 0.0]])[0]);
        let long = score(&decode(&[[0.0, 8.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0, 0.0]])[0]);
        assert!(sure > 0.98 && unsure < 0.5 && long < sure);
    }

    #[test]
    fn calibration_scales_the_score() {
        let steep = Calibration {
            temperature: 1.0,
            a: 2.0,
            b: -1.0,
        };
        let plain = Decoder::new(&labels(), PLAIN).unwrap();
        let scaled = Decoder::new(&labels(), steep).unwrap();
        assert!((plain.score(0.8, 0.5) - 0.4).abs() < 1e-5);
        assert!(scaled.score(0.8, 0.5) < 0.2);
    }

    #[test]
    fn empty_sentence_and_odd_labels() {
        assert!(decode(&[]).is_empty());
        assert!(Decoder::new(&["B-MISC".to_owned()], PLAIN).is_err());
        assert!(Decoder::new(&["é".to_owned()], PLAIN).is_err());
    }
}
