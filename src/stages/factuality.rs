//! Events and how factual they are presented to be: It-Happened's scale (UDS-IH2, Rudinger et
//! al., 2018), from -3 (certainly did not happen) to 3 (certainly did).

use super::{Stage, StageError};
use crate::document::{Document, Event, HeadScores};
use crate::model::{FactualityCalibration, Model, ModelError};

/// The name of the head.
pub const HEAD: &str = "factuality";

/// Columns of the head.
const LABELS: [&str; 2] = ["event", "value"];

/// Fills [`Document::events`]: the tokens that the `factuality` head takes for predicates of
/// events or states, with their calibrated value.
pub struct Factuality {
    calibration: FactualityCalibration,
}

impl Factuality {
    /// The stage for `model`'s factuality head; `None` where it has none.
    ///
    /// # Errors
    /// The head's columns are not `event` and `value`, or the manifest does not calibrate it.
    pub fn new(model: &Model) -> Result<Option<Self>, ModelError> {
        let Some(labels) = model.labels.get(HEAD) else {
            return Ok(None);
        };
        if labels != &LABELS {
            let message = format!("the head 'factuality' has {labels:?}, not {LABELS:?}");
            return Err(ModelError::Labels(message));
        }
        let calibration = model.manifest.calibration.factuality.ok_or_else(|| {
            ModelError::Manifest("it does not calibrate the head 'factuality'".to_owned())
        })?;
        Ok(Some(Self { calibration }))
    }

    /// Whether token `index` is an event's predicate.
    fn is_event(&self, scores: &HeadScores, index: usize) -> bool {
        let probability = 1.0 / (1.0 + (-scores.row(index)[0]).exp());
        probability >= self.calibration.event_threshold
    }

    /// The factuality of token `index`, -3..3, event or not.
    pub fn value(&self, scores: &HeadScores, index: usize) -> f32 {
        self.calibration.value(scores.row(index)[1])
    }
}

impl Stage for Factuality {
    fn name(&self) -> &'static str {
        "factuality"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let scores = doc
            .scores
            .get(HEAD)
            .ok_or(StageError::Missing("the factuality head"))?;
        let events = doc.tokens.iter().enumerate();
        let events = events
            .filter(|&(i, _)| self.is_event(scores, i))
            .map(|(i, token)| Event {
                span: token.span,
                score: self.value(scores, i),
                stance: None,
            })
            .collect();
        doc.events = Some(events);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Span, Token};

    #[test]
    fn events_above_the_threshold_with_calibrated_values() {
        let mut doc = Document::new("rain fell not".to_owned()).unwrap();
        doc.tokens = [(0, 4), (5, 9), (10, 13)]
            .map(|(start, end)| Token {
                span: Span::new(start, end),
                sentence: 0,
                pos: None,
            })
            .to_vec();
        doc.scores.insert(
            HEAD.to_owned(),
            HeadScores {
                width: 2,
                labels: LABELS.map(String::from).to_vec(),
                values: vec![-0.5, 1.0, 0.5, 1.0, 4.0, 9.0],
            },
        );
        let calibration = FactualityCalibration {
            slope: 2.0,
            intercept: -0.5,
            event_threshold: 0.6,
        };
        let stage = Factuality { calibration };
        stage.run(&mut doc).unwrap();
        let event = |start, end, score| Event {
            span: Span::new(start, end),
            score,
            stance: None,
        };
        assert_eq!(
            doc.events.as_deref(),
            Some(&[event(5, 9, 1.5), event(10, 13, 3.0)][..])
        );
        assert_eq!(stage.value(&doc.scores[HEAD], 0), 1.5);
    }

    #[test]
    fn the_encoder_must_have_run() {
        let calibration = FactualityCalibration {
            slope: 1.0,
            intercept: 0.0,
            event_threshold: 0.5,
        };
        let mut doc = Document::default();
        assert!(Factuality { calibration }.run(&mut doc).is_err());
    }
}
