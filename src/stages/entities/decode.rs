//! From the logits of the `entity` head to mentions: the best path of labels that is valid BIO.

use std::ops::Range;

use crate::document::{EntityType, HeadScores};
use crate::model::Calibration;
use crate::stages::bio::{Bio, Kind, Labelled};

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

/// Decodes the entity head: the best path of labels, then a calibrated score for each mention.
pub(super) struct Decoder {
    bio: Bio,
    /// The type of each of the scheme's kinds.
    types: Vec<EntityType>,
    calibration: Calibration,
}

impl Decoder {
    /// A decoder for a head with these labels.
    ///
    /// # Errors
    /// The labels are not BIO over the 18 types.
    pub fn new(labels: &[String], calibration: Calibration) -> Result<Self, String> {
        let bio = Bio::new(labels)?;
        let types = bio.kinds().iter().map(|kind| kind.name.parse());
        Ok(Self {
            types: types.collect::<Result<_, _>>()?,
            bio,
            calibration,
        })
    }

    /// The type at each place of [`TokenMention::types`].
    pub fn types(&self) -> &[EntityType] {
        &self.types
    }

    /// The mentions among the tokens of one sentence.
    pub fn mentions(&self, scores: &HeadScores, tokens: Range<usize>) -> Vec<TokenMention> {
        let probabilities: Vec<f32> = tokens
            .clone()
            .flat_map(|t| log_softmax(scores.row(t), self.calibration.temperature))
            .collect();
        let mention = |span: Labelled| {
            let (probability, types) = self.weigh(&probabilities, span.rows.clone(), span.kind);
            TokenMention {
                tokens: tokens.start + span.rows.start..tokens.start + span.rows.end,
                kind: self.types[span.kind],
                span: probability,
                types,
            }
        };
        let spans = self.bio.spans(&probabilities);
        spans.into_iter().map(mention).collect()
    }

    /// The probability of the span, and of each type given the span: for each type the product of
    /// its labels' probabilities over the tokens.
    fn weigh(&self, probabilities: &[f32], tokens: Range<usize>, kind: usize) -> (f32, Vec<f32>) {
        let row = |i: usize| &probabilities[i * self.bio.width()..(i + 1) * self.bio.width()];
        let first = row(tokens.start);
        let of_kind = |kind: &Kind| {
            let rest = (tokens.start + 1..tokens.end).map(|i| row(i)[kind.inside]);
            (first[kind.begin] + rest.sum::<f32>()).exp()
        };
        let mut types: Vec<f32> = self.bio.kinds().iter().map(of_kind).collect();
        let all = types.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        types.iter_mut().for_each(|t| *t /= all);
        let is_last = tokens.end * self.bio.width() >= probabilities.len();
        let ends = if is_last {
            1.0
        } else {
            1.0 - row(tokens.end)[self.bio.kinds()[kind].inside].exp()
        };
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
            width: 5,
            labels: labels(),
            values: rows.concat(),
        };
        let decoder = Decoder::new(&labels(), PLAIN).unwrap();
        decoder.mentions(&scores, 0..rows.len())
    }

    /// With the identity for calibration: the probability of the mention as it was decoded.
    fn score(mention: &TokenMention) -> f32 {
        let place = usize::from(mention.kind == EntityType::Gpe);
        let decoder = Decoder::new(&labels(), PLAIN).unwrap();
        assert_eq!(decoder.types(), [EntityType::Org, EntityType::Gpe]);
        mention.span * mention.types[place]
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
        let odd = ["O", "B-MISC", "I-MISC"].map(String::from);
        assert!(Decoder::new(&odd, PLAIN).is_err());
    }
}
