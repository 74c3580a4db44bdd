//! What an article takes back: correction notices, and their effect on events.

use regex::Captures;

use crate::document::{
    BlockKind, Commitment, Correction, CueType, Document, Event, EventStatus, Factuality, Reason,
    Span,
};
use crate::stages::{Stage, StageError};

/// Fills [`Document::corrections`], and makes every event of what is retracted the author's CT-
/// (ANNOTATION.md, C11), whatever another rule made of it.
///
/// A notice is a sentence with a cue of type `correction` that stands in a block of that kind or
/// speaks of the article itself. What is right instead stands behind it in the same sentence, or
/// is the next sentence of its block.
#[derive(Debug, Default)]
pub struct Corrections;

pattern!(
    OF_ITSELF,
    r"(?i)^\W*(?:correction|clarification|erratum|editor.?s.? note)|\b(?:earlier|previous|original|initial|first|this|the|our|an?) (?:version|edition|article|story|report|post|piece|headline|column|caption)\b"
);
pattern!(
    STATED,
    r"(?i)\b(?:said|stated|reported|claimed|suggested|indicated|wrote|read|implied|asserted|gave|listed|identified|described|attributed|referred to|named|spelled|spelt|quoted)\s+(?:that\s+)?(?P<wrong>.+)$"
);
pattern!(
    MIS,
    r"(?i)\bmis(?:stated|identified|spelled|spelt|quoted|characteri[sz]ed|attributed|reported|represented)\s+(?P<wrong>.+)$"
);
pattern!(
    PASSIVE,
    r"(?i)^(?:\W*(?:correction|clarification)\W+)?(?P<wrong>.+?\b(?:was|were)\s+(?:incorrectly|wrongly|erroneously|mistakenly|inaccurately)\s+.+)$"
);
pattern!(
    AMENDED,
    r"(?i)\b(?:has|have) been (?:corrected|amended|updated|clarified|revised|changed|edited) to (?:reflect|show|say|state|clarify|note|indicate|make clear|remove|correct)(?:\s+that)?\s+(?P<right>.+)$"
);
pattern!(
    INSTEAD,
    r"(?i)^(?P<wrong>.+?)(?:;\s*|,?\s+(?:when|but|although|while|whereas)\s+)(?:in fact,?\s+|actually,?\s+)?(?P<right>.+)$"
);
pattern!(
    NOT,
    r"(?i)^(?P<right>.+?),\s+(?:and\s+)?not\s+(?P<wrong>.+)$"
);

impl Stage for Corrections {
    fn name(&self) -> &'static str {
        "corrections"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let found = corrections(doc);
        let retracted: Vec<Span> = found.iter().filter_map(|c| c.retracted).collect();
        for event in doc.events.iter_mut().flatten() {
            if let Some(span) = retracted.iter().find(|r| r.contains(event.span)) {
                retract(event, *span);
            }
        }
        doc.corrections = Some(found);
        Ok(())
    }
}

/// The event is not so, as far as the author goes.
fn retract(event: &mut Event, by: Span) {
    event.score = -3.0;
    let Some(stance) = &mut event.stance else {
        return;
    };
    stance.status = EventStatus::NotOccurred;
    stance.negated = true;
    stance.factuality.retain(|c| !c.chain.is_empty());
    let author = Commitment {
        chain: Vec::new(),
        value: Factuality::CertainNo,
    };
    stance.factuality.insert(0, author);
    stance.reasons.push(Reason {
        rule: "correction",
        span: Some(by),
    });
}

fn corrections(doc: &Document) -> Vec<Correction> {
    let mut found: Vec<Correction> = Vec::new();
    for (i, sentence) in doc.sentences.iter().enumerate() {
        let cues: Vec<Span> = correction_cues(doc, sentence.span).collect();
        let kind = doc.blocks.get(sentence.block).map(|b| b.kind);
        let is_notice = kind == Some(BlockKind::Correction);
        if cues.is_empty() || !(is_notice || OF_ITSELF.is_match(doc.slice(sentence.span))) {
            continue;
        }
        let notice = clause(doc, sentence.span);
        let (retracted, replacement) = parts(doc, notice, *cues.last().unwrap_or(&notice));
        if retracted.is_none() && replacement.is_none() {
            continue;
        }
        found.push(Correction {
            notice,
            cues,
            retracted,
            replacement: replacement.or_else(|| next(doc, i)),
        });
    }
    found
}

fn correction_cues(doc: &Document, sentence: Span) -> impl Iterator<Item = Span> {
    let cues = doc.cues.iter().filter(|c| c.kind == CueType::Correction);
    cues.map(|c| c.span).filter(move |c| sentence.contains(*c))
}

/// What a notice retracts, and what it puts in its place.
fn parts(doc: &Document, notice: Span, last_cue: Span) -> (Option<Span>, Option<Span>) {
    let text = doc.slice(notice);
    let within = |captures: &Captures, name: &str, base: Span| {
        let part = captures.name(name)?;
        let start = base.range().start;
        let span = Span::new(start + part.start(), start + part.end());
        Some(clause(doc, span)).filter(|s| !s.is_empty())
    };
    if let Some(captures) = AMENDED.captures(text) {
        let right = within(&captures, "right", notice);
        let split = right.and_then(|r| {
            let captures = NOT.captures(doc.slice(r))?;
            Some((within(&captures, "wrong", r), within(&captures, "right", r)))
        });
        return split.unwrap_or((None, right));
    }
    // "The company was founded in 1998, not 1989."
    if let Some(captures) = NOT.captures(text)
        && !STATED.is_match(text)
        && !MIS.is_match(text)
    {
        return (
            within(&captures, "wrong", notice),
            within(&captures, "right", notice),
        );
    }
    let statement = [&*MIS, &*STATED];
    let wrong = statement.iter().find_map(|p| {
        let captures = p.captures(text)?;
        within(&captures, "wrong", notice)
    });
    let passive = || within(&PASSIVE.captures(text)?, "wrong", notice);
    let Some(wrong) = wrong.or_else(passive) else {
        return (None, None);
    };
    // A cue that ends the clause ("... was stated incorrectly") is no part of what is retracted.
    let wrong = if last_cue.end == wrong.end && last_cue.start > wrong.start {
        Span {
            end: last_cue.start,
            ..wrong
        }
        .trim(doc.text())
    } else {
        wrong
    };
    match INSTEAD.captures(doc.slice(wrong)) {
        Some(captures) => (
            within(&captures, "wrong", wrong),
            within(&captures, "right", wrong),
        ),
        None => (Some(wrong), None),
    }
}

/// The next sentence of the block, if it is no notice itself.
fn next(doc: &Document, sentence: usize) -> Option<Span> {
    let next = doc.sentences.get(sentence + 1)?;
    let block = |i: usize| doc.blocks.get(i).map(|b| b.kind);
    let goes_on = next.block == doc.sentences[sentence].block
        || block(next.block) == Some(BlockKind::Correction);
    let is_notice = correction_cues(doc, next.span).next().is_some();
    (goes_on && !is_notice).then(|| clause(doc, next.span))
}

/// A span without white space and final stops around it.
fn clause(doc: &Document, span: Span) -> Span {
    let text = doc.slice(span);
    let kept =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ')'));
    let end = span.start + kept.len() as u32;
    Span {
        start: span.start,
        end,
    }
    .trim(doc.text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stages::cues::{Cues, Lexicon};
    use crate::stages::{layout::Layout, sentences::Sentences, tokens::Tokens};

    fn read(text: &str) -> Document {
        let mut doc = Document::new(text.to_owned()).unwrap();
        let cues = Cues::new(Lexicon::builtin().unwrap());
        let stages: [&dyn Stage; 5] = [&Layout, &Sentences, &Tokens, &cues, &Corrections];
        stages.iter().for_each(|s| s.run(&mut doc).unwrap());
        doc
    }

    /// What is retracted and what replaces it, "-" for neither.
    fn found(notice: &str) -> Vec<(String, String)> {
        let text = format!(
            "Acme sold its mill in Oslo on Monday, the company said in a filing.\n\n{notice}"
        );
        let doc = read(&text);
        let part = |s: Option<Span>| s.map_or("-".to_owned(), |s| doc.slice(s).to_owned());
        let corrections = doc.corrections.iter().flatten();
        corrections
            .map(|c| (part(c.retracted), part(c.replacement)))
            .collect()
    }

    fn one(notice: &str, retracted: &str, replacement: &str) {
        assert_eq!(
            found(notice),
            [(retracted.to_owned(), replacement.to_owned())],
            "{notice}"
        );
    }

    #[test]
    fn notices() {
        one(
            "Correction: An earlier version of this story said the mill had burned down. It was sold.",
            "the mill had burned down",
            "It was sold",
        );
        one(
            "This article has been amended to clarify that the mill was sold, not leased.",
            "leased",
            "the mill was sold",
        );
        one(
            "This story has been corrected to show that Lee is 43 years old.",
            "-",
            "Lee is 43 years old",
        );
        one(
            "Correction: A previous version of this article misstated the year of the sale; it was 1998.",
            "the year of the sale",
            "it was 1998",
        );
        one(
            "Clarification: The earlier report incorrectly identified Lee as the mayor when in fact she is his deputy.",
            "Lee as the mayor",
            "she is his deputy",
        );
    }

    #[test]
    fn what_is_no_notice() {
        assert!(found("Shares are due for a correction, analysts said on Monday.").is_empty());
        assert!(found("The mayor wrongly said that Lee had left, the council said.").is_empty());
        assert!(found("The original version of the song was recorded in Oslo in 1970.").is_empty());
    }

    #[test]
    fn a_retracted_event_is_no_fact() {
        let mut doc = read(
            "Acme grew fast in all of its markets last year, the board said.\n\nCorrection: An earlier version of this article stated the mill had burned.",
        );
        let at = doc.text().rfind("burned").unwrap();
        doc.events = Some(vec![Event {
            span: Span::new(at, at + 6),
            score: 2.0,
            stance: Some(crate::document::EventStance {
                status: EventStatus::Completed,
                time: crate::document::EventTime::Past,
                negated: false,
                factuality: vec![Commitment {
                    chain: Vec::new(),
                    value: Factuality::CertainYes,
                }],
                main: true,
                reasons: Vec::new(),
            }),
        }]);
        Corrections.run(&mut doc).unwrap();
        let event = &doc.events.as_ref().unwrap()[0];
        let stance = event.stance.as_ref().unwrap();
        assert_eq!(stance.factuality[0].value, Factuality::CertainNo);
        assert_eq!(
            (stance.status, event.score),
            (EventStatus::NotOccurred, -3.0)
        );
        assert_eq!(stance.factuality.len(), 1);
    }
}
