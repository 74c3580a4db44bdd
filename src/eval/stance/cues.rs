//! Cues: their spans and types.

use super::mistake;
use crate::document::{Cue, CueType, Document, Span, label};
use crate::eval::gold::stance::{GoldCue, GoldStance};
use crate::eval::pairs::{overlap, pair, unpaired};
use crate::eval::report::{Confusion, Tally};

/// Rows `hedge ...` count the cues that hedge, rows `all ...` every cue: `exact` asks for the same
/// span, `overlap` for a shared character, `typed` for overlap and a type that the gold accepts. A
/// gold cue that is optional, or that may also be taken for a hedge, need not be found, and a
/// prediction that overlaps it is no error.
///
/// Rows `type ...` count `all typed` by type, and the confusion is that of the cues that overlap.
/// `strength` and `scope ...` are the shares that are right of the cues that overlap and have one.
pub(super) fn score(gold: &GoldStance, doc: &Document) -> Tally {
    let mut tally = Tally::default();
    let Some(cues) = &gold.cues else {
        return tally;
    };
    let hedges = Side {
        wanted: cues.iter().filter(|c| c.hedge && !c.optional).collect(),
        excused: cues.iter().filter(|c| may_hedge(c)).collect(),
        found: doc.cues.iter().filter(|c| c.kind.is_hedge()).collect(),
    };
    let all = Side {
        wanted: cues.iter().filter(|c| !c.optional).collect(),
        excused: cues.iter().filter(|c| c.optional).collect(),
        found: doc.cues.iter().collect(),
    };
    hedges.count("hedge", &mut tally);
    all.count("all", &mut tally);
    all.types(gold, &mut tally);
    tally
}

/// Whether a cue need not, but may be taken for a hedge.
fn may_hedge(cue: &GoldCue) -> bool {
    match cue.hedge {
        true => cue.optional,
        false => cue.kinds.iter().any(|kind| kind.is_hedge()),
    }
}

/// Cues of one sort.
struct Side<'a> {
    wanted: Vec<&'a GoldCue>,
    /// Gold cues that make a prediction no error.
    excused: Vec<&'a GoldCue>,
    found: Vec<&'a Cue>,
}

/// The weight of a match, `None` where there is none.
type Rule = fn(&GoldCue, &Cue) -> Option<f64>;

const RULES: [(&str, Rule); 3] = [
    ("exact", |g, p| (g.span == p.span).then_some(1.0)),
    ("overlap", |g, p| overlap(g.span, p.span)),
    ("typed", |g, p| {
        overlap(g.span, p.span).filter(|_| g.kinds.contains(&p.kind))
    }),
];

impl Side<'_> {
    /// The predictions that are not excused, if these are the pairs.
    fn spurious(&self, pairs: &[(usize, usize)]) -> Vec<usize> {
        let (_, spurious) = unpaired(pairs, self.wanted.len(), self.found.len());
        let is_error = |&p: &usize| {
            let mut excused = self.excused.iter();
            !excused.any(|cue| cue.span.overlaps(self.found[p].span))
        };
        spurious.into_iter().filter(is_error).collect()
    }

    fn count(&self, set: &str, tally: &mut Tally) {
        for (rule, matches) in RULES {
            let pairs = pair(&self.wanted, &self.found, |g, p| matches(g, p));
            let counts = tally.counts(&format!("{set} {rule}"));
            counts.gold += self.wanted.len();
            counts.predicted += pairs.len() + self.spurious(&pairs).len();
            counts.correct += pairs.len();
        }
    }

    /// Types, strengths and scopes of the cues that overlap, those of the right type first.
    fn types(&self, gold: &GoldStance, tally: &mut Tally) {
        let pairs = pair(&self.wanted, &self.found, |g, p| {
            let bonus = f64::from(u8::from(g.kinds.contains(&p.kind)));
            overlap(g.span, p.span).map(|overlap| overlap + bonus)
        });
        let (missed, _) = unpaired(&pairs, self.wanted.len(), self.found.len());
        let spurious = self.spurious(&pairs);
        let pairs = pairs.into_iter().map(|(g, p)| (Some(g), Some(p)));
        let missed = missed.into_iter().map(|g| (Some(g), None));
        let spurious = spurious.into_iter().map(|p| (None, Some(p)));
        for (g, p) in pairs.chain(missed).chain(spurious) {
            let (g, p) = (g.map(|g| self.wanted[g]), p.map(|p| self.found[p]));
            let predicted = p.map(|cue| cue.kind);
            let accepted = |kinds: &[CueType]| predicted.filter(|kind| kinds.contains(kind));
            let wanted = g.map(|g| match accepted(&g.kinds).or(g.kinds.first().copied()) {
                Some(kind) => label(kind),
                None => "(unknown)".to_owned(),
            });
            let predicted = predicted.map(label);
            let name = |side: &Option<String>| side.clone().unwrap_or(Confusion::NONE.to_owned());
            tally.confusion.count(&name(&wanted), &name(&predicted));
            if let Some(kind) = &wanted {
                tally.counts(&format!("type {kind}")).gold += 1;
            }
            if let Some(kind) = &predicted {
                let counts = tally.counts(&format!("type {kind}"));
                counts.predicted += 1;
                counts.correct += usize::from(wanted == predicted);
            }
            if let (Some(g), Some(p)) = (g, p) {
                details(g, p, tally);
            }
            if wanted == predicted {
                continue;
            }
            let span = g.map(|g| g.span).or(p.map(|p| p.span));
            let Some(span) = span else { continue };
            let shown = |kind: Option<String>, span: Span| {
                let show = |kind| format!("{kind} {}", &gold.text[span.range()]);
                kind.map(show).unwrap_or_default()
            };
            let found = shown(predicted, p.map_or(span, |p| p.span));
            let wanted = shown(wanted, span);
            tally.mistakes.push(mistake(gold, span, wanted, found));
        }
    }
}

/// Strength and scope of a cue that was found.
fn details(gold: &GoldCue, found: &Cue, tally: &mut Tally) {
    if gold.strength.is_some() {
        tally
            .share("strength")
            .count(found.strength == gold.strength);
    }
    if let Some(scope) = gold.scope {
        let overlaps = found.scope.is_some_and(|ours| ours.overlaps(scope));
        tally.share("scope exact").count(found.scope == Some(scope));
        tally.share("scope overlap").count(overlaps);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, counts, cue, document, gold, share};
    use super::*;
    use crate::document::Strength;
    use serde_json::json;

    const TEXT: &str = "Acme may reportedly see a signal, people say.";

    fn tally(cues: serde_json::Value, found: &[(&str, CueType)]) -> Tally {
        let mut doc = document(TEXT);
        let found = found.iter().map(|(words, kind)| cue(TEXT, words, *kind));
        doc.cues = found.collect();
        score(&gold(TEXT, json!({ "cues": cues })), &doc)
    }

    #[test]
    fn exact_overlap_and_typed() {
        use CueType::*;
        let cues = json!([
            {"text": "may", "type": "epistemic"},
            {"text": "reportedly see", "type": "reportative"},
            {"text": "say", "type": "attribution"},
        ]);
        let found = [
            ("may", Doxastic),
            ("reportedly", Reportative),
            ("say", Attribution),
        ];
        let tally = tally(cues, &found);
        assert_eq!(counts(&tally, "hedge exact"), (2, 2, 1));
        assert_eq!(counts(&tally, "hedge overlap"), (2, 2, 2));
        assert_eq!(counts(&tally, "hedge typed"), (2, 2, 1));
        assert_eq!(counts(&tally, "all exact"), (3, 3, 2));
        assert_eq!(counts(&tally, "all typed"), (3, 3, 2));
        assert_eq!(counts(&tally, "type epistemic"), (1, 0, 0));
        assert_eq!(counts(&tally, "type doxastic"), (0, 1, 0));
        assert_eq!(tally.confusion.times("epistemic", "doxastic"), 1);
        assert_eq!(tally.mistakes.len(), 1);
        assert_eq!(tally.mistakes[0].gold, "epistemic may");
        assert_eq!(tally.mistakes[0].predicted, "doxastic may");
    }

    #[test]
    fn optional_cues_are_neither_missed_nor_spurious() {
        use CueType::*;
        let cues = json!([{"text": "signal", "type": "epistemic", "optional": true}]);
        let missed = tally(cues.clone(), &[]);
        let found = tally(cues.clone(), &[("a signal", Doxastic)]);
        for tally in [&missed, &found] {
            for row in ["hedge exact", "hedge overlap", "all typed"] {
                assert_eq!(counts(tally, row), (0, 0, 0), "{row}");
            }
            assert!(tally.mistakes.is_empty());
        }
        let besides = tally(cues, &[("signal", Epistemic), ("may", Epistemic)]);
        assert_eq!(counts(&besides, "hedge exact"), (0, 1, 0));
        assert_eq!(besides.mistakes[0].kind(), "spurious");
    }

    #[test]
    fn other_types_are_accepted() {
        use CueType::*;
        let both = json!([{"text": "see", "type": "doxastic", "also": ["attribution"]}]);
        let found = tally(both, &[("see", Attribution)]);
        assert_eq!(counts(&found, "all typed"), (1, 1, 1));
        assert_eq!(counts(&found, "hedge typed"), (1, 0, 0));
        assert!(found.mistakes.is_empty());
        let may = json!([{"text": "say", "type": "attribution", "also": ["reportative"]}]);
        assert_eq!(
            counts(&tally(may, &[("say", Reportative)]), "hedge exact"),
            (0, 0, 0)
        );
    }

    #[test]
    fn strength_and_scope() {
        let cues = json!([{"text": "may", "type": "epistemic", "strength": "possible",
            "scope": {"text": "see a signal"}}]);
        let mut doc = document(TEXT);
        let mut may = cue(TEXT, "may", CueType::Epistemic);
        may.strength = Some(Strength::Possible);
        may.scope = Some(at(TEXT, "a signal"));
        doc.cues = vec![may];
        let tally = score(&gold(TEXT, json!({ "cues": cues })), &doc);
        assert_eq!(share(&tally, "strength"), (1, 1));
        assert_eq!(share(&tally, "scope exact"), (1, 0));
        assert_eq!(share(&tally, "scope overlap"), (1, 1));
    }

    #[test]
    fn nothing_annotated_or_predicted() {
        let empty = score(&gold(TEXT, json!({})), &document(TEXT));
        assert_eq!(empty, Tally::default());
        assert_eq!(counts(&tally(json!([]), &[]), "hedge exact"), (0, 0, 0));
    }
}
