use std::collections::BTreeMap;

use hedgerow::document::{
    Attribution, AttributionKind, Certainty, Claim, Commitment, Correction, Cue, CueType, Document,
    Entity, EntityType, Event, EventStance, EventStatus, EventTime, Factuality, Profile, Quote,
    QuoteForm, QuoteType, Reason, Sentence, Source, SourceSubtype, SourceType, Span, Strength,
    Value,
};

use super::{one, whole};

const TEXT: &str = "Microsoft is in advanced discussions to host Grok on its cloud platform, people \
familiar with the matter said on May 2, 2025. “It may happen,” one of them added. Correction: an \
earlier version incorrectly stated that Grok was already available on Azure.";

fn at(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn reason(rule: &'static str, words: &str) -> Reason {
    let span = (!words.is_empty()).then(|| at(words));
    Reason { rule, span }
}

fn commitments(values: &[(&[usize], Factuality)]) -> Vec<Commitment> {
    let commitment = |&(chain, value): &(&[usize], Factuality)| Commitment {
        chain: chain.to_vec(),
        value,
    };
    values.iter().map(commitment).collect()
}

fn sentences() -> Vec<Sentence> {
    let ends = [at("2025.").end, at("added.").end, TEXT.len() as u32];
    let starts = [0, at("“It").start, at("Correction").start];
    let certainties = [
        Some((0.45, "report", "said")),
        Some((0.5, "modal", "may")),
        None,
    ];
    let sentence = |i: usize| Sentence {
        span: Span {
            start: starts[i],
            end: ends[i],
        },
        block: 0,
        hedged: Some(i < 2),
        hedged_core: Some(i == 1),
        certainty: certainties[i].map(|(value, rule, words)| Certainty {
            value,
            reasons: vec![reason(rule, words), reason("anonymous", "")],
        }),
    };
    (0..3).map(sentence).collect()
}

fn sources() -> Vec<Source> {
    let source = |words: &str, kind, subtype| Source {
        kind,
        subtype,
        ..Source::new(at(words))
    };
    use SourceSubtype::*;
    vec![
        Source {
            plural: Some(true),
            ..source(
                "people familiar with the matter",
                SourceType::Anonymous,
                InsiderGroup,
            )
        },
        Source {
            plural: Some(false),
            same_as: Some(0),
            ..source("one of them", SourceType::Anonymous, InsiderPerson)
        },
        source(
            "an earlier version",
            SourceType::Document,
            PriorVersionOfSelf,
        ),
    ]
}

fn attributions() -> Vec<Attribution> {
    let attribution = |cue: &str, source, content: &str, form, rule| Attribution {
        cue: Some(at(cue)),
        source,
        content: vec![at(content)],
        kind: AttributionKind::Assertion,
        form,
        rule,
    };
    let outer = "Microsoft is in advanced discussions to host Grok on its cloud platform";
    vec![
        attribution("said", Some(0), outer, QuoteForm::Indirect, "model"),
        attribution(
            "added",
            Some(1),
            "It may happen",
            QuoteForm::Direct,
            "quotation",
        ),
        attribution(
            "stated",
            None,
            "Grok was already",
            QuoteForm::Indirect,
            "correction",
        ),
    ]
}

fn events() -> Vec<Event> {
    use EventTime::*;
    use Factuality::*;
    let event = |words, score, status, time, negated, factuality, reasons| Event {
        span: at(words),
        score,
        stance: Some(EventStance {
            status,
            time,
            negated,
            factuality: commitments(factuality),
            main: words != "discussions",
            reasons,
        }),
    };
    vec![
        event(
            "discussions",
            2.25,
            EventStatus::Ongoing,
            Present,
            false,
            &[(&[], Unknown), (&[0], CertainYes)],
            vec![reason("report", "said"), reason("present tense", "is")],
        ),
        event(
            "host",
            -0.5,
            EventStatus::Negotiation,
            Future,
            false,
            &[(&[], Unknown), (&[0], Unknown)],
            vec![reason("negotiation", "in advanced discussions")],
        ),
        event(
            "available",
            1.0,
            EventStatus::NotOccurred,
            Past,
            true,
            &[(&[], CertainNo), (&[2], CertainYes)],
            vec![reason("correction", "Correction")],
        ),
        Event {
            span: at("on Azure"),
            score: 0.1,
            stance: None,
        },
    ]
}

fn claim() -> Claim {
    Claim {
        span: at("Microsoft is in advanced discussions to host Grok on its cloud platform"),
        events: vec![1],
        status: EventStatus::Negotiation,
        time: EventTime::Future,
        factuality: commitments(&[(&[], Factuality::Unknown), (&[0], Factuality::Unknown)]),
        certainty: Certainty {
            value: 0.45,
            reasons: vec![reason("negotiation", "in advanced discussions")],
        },
        denied_by: vec![],
        unconfirmed_by: vec![2],
        anonymous_only: true,
        presupposed_by: vec![0],
    }
}

fn document() -> Document {
    let cue = |words: &str, kind, strength, status, scope: &str| Cue {
        span: at(words),
        kind,
        strength,
        signals_status: status,
        scope: (!scope.is_empty()).then(|| at(scope)),
    };
    let entity = |words: &str, kind, value| Entity {
        span: at(words),
        kind,
        score: 0.973,
        form: None,
        value,
    };
    let mut doc = Document::new(TEXT.to_owned()).unwrap();
    doc.sentences = sentences();
    doc.cues = vec![
        cue(
            "in advanced discussions",
            CueType::Dynamic,
            Some(Strength::Underspecified),
            Some(EventStatus::Negotiation),
            "to host Grok on its cloud platform",
        ),
        cue("said", CueType::Attribution, None, None, ""),
        cue(
            "may",
            CueType::Epistemic,
            Some(Strength::Possible),
            None,
            "happen",
        ),
        cue("Correction", CueType::Correction, None, None, ""),
    ];
    doc.entities = vec![
        entity("Microsoft", EntityType::Org, None),
        entity("Grok", EntityType::Product, None),
        entity(
            "May 2, 2025",
            EntityType::Date,
            Some(Value::timex("2025-05-02")),
        ),
    ];
    doc.sources = Some(sources());
    doc.attributions = Some(attributions());
    doc.quotes = Some(vec![Quote {
        span: at("“It may happen,”"),
        kind: QuoteType::Direct,
        speaker: Some(1),
        no_speaker: None,
        cue: Some(at("added")),
        continues: None,
    }]);
    doc.events = Some(events());
    doc.claims = Some(vec![claim()]);
    doc.corrections = Some(vec![Correction {
        notice: at("Correction: an earlier version incorrectly stated that Grok was already"),
        cues: vec![at("Correction"), at("incorrectly")],
        retracted: Some(at("Grok was already available on Azure")),
        replacement: None,
    }]);
    doc.profile = Some(Profile {
        sentences: 3,
        hedged: 2,
        hedged_core: 1,
        cue_counts: BTreeMap::from([(CueType::Dynamic, 1), (CueType::Epistemic, 1)]),
        source_counts: BTreeMap::from([(SourceType::Anonymous, 1)]),
        main_claim: Some(0),
        dominant_source: Some(SourceType::Anonymous),
        anonymous_share: Some(1.0),
        correction: true,
        ..Profile::default()
    });
    doc
}

fn plain(page: &str) -> String {
    anstream::adapter::strip_str(page).to_string()
}

#[test]
fn an_article_with_every_layer() {
    let shown = plain(&whole(&document()));
    let is_narrow = |line: &str| line.chars().count() <= 100 && line.trim_end() == line;
    assert!(shown.lines().all(is_narrow));
    insta::assert_snapshot!(shown);
}

#[test]
fn an_article_without_stance() {
    let mut doc = Document::new("It fell.".to_owned()).unwrap();
    doc.sentences = vec![Sentence {
        span: Span::new(0, 8),
        block: 0,
        hedged: None,
        hedged_core: None,
        certainty: None,
    }];
    let expected =
        "[1]  It fell.\n\nNot looked for: attributions, quotes, events, claims, profile\n";
    assert_eq!(plain(&whole(&doc)), expected);
}

#[test]
fn one_sentence() {
    let doc = document();
    let shown = plain(&one(&doc, 2).unwrap());
    assert!(shown.starts_with("[2]  “It may happen,”"), "{shown}");
    assert!(
        !shown.contains("Claims") && !shown.contains("[3]"),
        "{shown}"
    );
    for number in [0, 4] {
        let error = one(&doc, number).unwrap_err().to_string();
        assert!(error.contains("the article has 3"), "{error}");
    }
}
