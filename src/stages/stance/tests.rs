//! Claims, certainty and profile of articles whose events and sources are given.

use super::certainty::Certainties;
use super::claims::Claims;
use super::corrections::Corrections;
use super::profile::Profiles;
use crate::document::{
    Attribution, AttributionKind, Commitment, Document, Entity, EntityType, Event, EventStance,
    EventStatus, EventTime, Factuality, QuoteForm, Source, SourceType, Span,
};
use crate::stages::cues::{Cues, Lexicon};
use crate::stages::{Stage, layout::Layout, sentences::Sentences, tokens::Tokens};

/// An article on its way to claims.
struct Article(Document);

impl Article {
    fn new(text: &str, names: &[(&str, EntityType)]) -> Self {
        let mut doc = Document::new(text.to_owned()).unwrap();
        let cues = Cues::new(Lexicon::builtin().unwrap());
        let stages: [&dyn Stage; 4] = [&Layout, &Sentences, &Tokens, &cues];
        stages.iter().for_each(|s| s.run(&mut doc).unwrap());
        for &(name, kind) in names {
            for (at, _) in text.match_indices(name) {
                doc.entities.push(Entity {
                    span: Span::new(at, at + name.len()),
                    kind,
                    score: 1.0,
                    form: None,
                    value: None,
                });
            }
        }
        doc.entities.sort_by_key(|e| e.span);
        doc.events = Some(Vec::new());
        doc.sources = Some(Vec::new());
        doc.attributions = Some(Vec::new());
        Self(doc)
    }

    fn span(&self, words: &str) -> Span {
        let at = self.0.text().find(words).unwrap();
        Span::new(at, at + words.len())
    }

    /// A main event, the author's commitment to it and those of sources.
    fn event(
        mut self,
        word: &str,
        status: EventStatus,
        author: Factuality,
        sources: &[(usize, Factuality)],
    ) -> Self {
        let mut factuality = vec![Commitment {
            chain: Vec::new(),
            value: author,
        }];
        factuality.extend(sources.iter().map(|&(i, value)| Commitment {
            chain: vec![i],
            value,
        }));
        let event = Event {
            span: self.span(word),
            score: 0.0,
            stance: Some(EventStance {
                status,
                time: EventTime::Future,
                negated: false,
                factuality,
                main: true,
                reasons: Vec::new(),
            }),
        };
        let events = self.0.events.as_mut().unwrap();
        events.push(event);
        events.sort_by_key(|e| e.span);
        self
    }

    fn source(
        mut self,
        mention: &str,
        kind: SourceType,
        does: AttributionKind,
        content: Option<&str>,
    ) -> Self {
        let mut source = Source::new(self.span(mention));
        source.kind = kind;
        let content = content.map(|c| self.span(c));
        let sources = self.0.sources.as_mut().unwrap();
        sources.push(source);
        let index = sources.len() - 1;
        self.0.attributions.as_mut().unwrap().push(Attribution {
            cue: None,
            source: Some(index),
            content: content.into_iter().collect(),
            kind: does,
            form: QuoteForm::Indirect,
            rule: "test",
        });
        self
    }

    fn run(mut self) -> Document {
        let stages: [&dyn Stage; 4] = [&Corrections, &Claims, &Certainties, &Profiles];
        stages.iter().for_each(|s| s.run(&mut self.0).unwrap());
        self.0
    }
}

const TALKS: &str = "Acme Takes Over Bolt

Acme is in talks to buy Bolt, people familiar with the matter said.

Acme declined to comment on the talks. Bolt denied that it would be bought by Acme.

Buying Bolt would give Acme two mills in Oslo.";

fn talks() -> Article {
    use EventStatus::{Hypothetical, Negotiation};
    let names = [("Acme", EntityType::Org), ("Bolt", EntityType::Org)];
    Article::new(TALKS, &names)
        .source(
            "people familiar with the matter",
            SourceType::Anonymous,
            AttributionKind::Assertion,
            Some("Acme is in talks to buy Bolt"),
        )
        .source(
            "Acme declined",
            SourceType::Organization,
            AttributionKind::NonConfirmation,
            Some("the talks"),
        )
        .source(
            "Bolt denied",
            SourceType::Organization,
            AttributionKind::Denial,
            Some("it would be bought by Acme"),
        )
        .event("Takes Over", Negotiation, Factuality::CertainYes, &[])
        .event(
            "buy",
            Negotiation,
            Factuality::Unknown,
            &[(0, Factuality::Unknown)],
        )
        .event(
            "bought",
            Negotiation,
            Factuality::Unknown,
            &[(2, Factuality::CertainNo)],
        )
        .event("give", Hypothetical, Factuality::Unknown, &[])
}

#[test]
fn one_matter_over_several_sentences() {
    let doc = talks().run();
    let claims = doc.claims.as_ref().unwrap();
    let profile = doc.profile.as_ref().unwrap();
    let main = &claims[profile.main_claim.unwrap()];
    let words: Vec<&str> = main
        .events
        .iter()
        .map(|&i| doc.slice(doc.events.as_ref().unwrap()[i].span))
        .collect();
    assert_eq!(words, ["Takes Over", "buy", "bought"]);
    assert_eq!(main.status, EventStatus::Negotiation);
    assert_eq!(main.factuality[0].value, Factuality::Unknown);
    assert_eq!(main.unconfirmed_by, [1]);
    assert_eq!(main.denied_by, [2]);
    // The headline speaks of it as a fact.
    assert_eq!(main.presupposed_by, [0]);
    assert!(main.certainty.value < 0.5, "{:?}", main.certainty);
}

#[test]
fn the_profile_counts_and_flags() {
    let doc = talks().run();
    let profile = doc.profile.unwrap();
    assert_eq!(profile.sentences, 5);
    assert!(profile.non_confirmation && profile.headline_body_discrepancy);
    assert!(!profile.correction);
    assert_eq!(profile.source_counts[&SourceType::Organization], 2);
    assert_eq!(profile.hedged, 3);
}

#[test]
fn a_hedged_headline_is_no_discrepancy() {
    let text = TALKS.replace("Acme Takes Over Bolt", "Acme May Take Over Bolt");
    let names = [("Acme", EntityType::Org), ("Bolt", EntityType::Org)];
    let doc = Article::new(&text, &names)
        .event(
            "Take Over",
            EventStatus::Negotiation,
            Factuality::PossibleYes,
            &[],
        )
        .event("buy", EventStatus::Negotiation, Factuality::Unknown, &[])
        .run();
    assert!(!doc.profile.unwrap().headline_body_discrepancy);
}

#[test]
fn what_is_retracted_is_no_fact_anywhere() {
    let text = "Bolt burned its mill down in Oslo on Monday, the mayor of the town said.

Correction: An earlier version of this article said Bolt burned down its mill in Oslo. It was sold.";
    let names = [("Bolt", EntityType::Org), ("Oslo", EntityType::Gpe)];
    let mut article = Article::new(text, &names).event(
        "burned its",
        EventStatus::Completed,
        Factuality::CertainYes,
        &[],
    );
    let second = text.rfind("burned").unwrap();
    let events = article.0.events.as_mut().unwrap();
    events[0].span.end = events[0].span.start + 6;
    let mut again = events[0].clone();
    again.span = Span::new(second, second + 6);
    events.push(again);
    let doc = article.run();
    let claims = doc.claims.as_ref().unwrap();
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].events, [0, 1]);
    assert_eq!(claims[0].factuality[0].value, Factuality::CertainNo);
    assert_eq!(claims[0].status, EventStatus::NotOccurred);
    assert!(doc.profile.unwrap().correction);
}

#[test]
fn certainty_falls_with_every_hedge() {
    let certainty = |text: &str| {
        let doc = Article::new(text, &[]).run();
        doc.sentences[0].certainty.clone().unwrap()
    };
    let flat = certainty("Acme sold its mill in Oslo on Monday morning.");
    let may = certainty("Acme may sell its mill in Oslo on Monday morning.");
    let both = certainty("Acme reportedly may sell its mill in Oslo on Monday morning.");
    assert!(flat.value > 0.8 && flat.reasons.is_empty());
    assert!((0.4..0.75).contains(&may.value), "{}", may.value);
    assert!(both.value < 0.4, "{}", both.value);
    let rules: Vec<&str> = both.reasons.iter().map(|r| r.rule).collect();
    assert_eq!(rules, ["reportative", "epistemic"]);
}

#[test]
fn nothing_is_claimed_without_events() {
    let mut article = Article::new("Acme sold its mill.", &[]);
    article.0.events = None;
    let doc = article.run();
    assert!(doc.claims.is_none());
    assert_eq!(doc.profile.unwrap().main_claim, None);
}
