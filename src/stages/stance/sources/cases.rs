//! Sentences of cases.tsv: sources, attributions and quotes from tokens with tags, without a model.

use serde::Serialize;

use super::Sources;
use crate::document::{Block, BlockKind, Document, Entity, EntityType, Sentence, Span, Token};
use crate::stages::Stage;
use crate::stages::cues::{Cues, Lexicon};
use crate::stages::stance::quotes::Quotes;

const CASES: &str = include_str!("cases.tsv");

/// The tag of a word that is given without one: a guess that fits most words of the cases.
fn tag(word: &str, opens: bool) -> &'static str {
    let lower = word.to_lowercase();
    match lower.as_str() {
        "the" | "a" | "an" | "this" | "these" | "some" | "another" | "any" | "no" | "all" => "DT",
        "of" | "in" | "at" | "for" | "with" | "by" | "from" | "on" | "about" | "that"
        | "whether" | "according" | "under" | "into" | "over" | "after" | "if" => "IN",
        "to" => "TO",
        "and" | "or" | "but" | "nor" => "CC",
        "he" | "she" | "it" | "they" | "we" | "i" | "you" => "PRP",
        "his" | "her" | "its" | "their" | "our" => "PRP$",
        "who" | "which" => "WP",
        "would" | "may" | "could" | "will" | "might" => "MD",
        "is" | "has" | "'s" => "VBZ",
        "are" | "have" | "do" => "VBP",
        "was" | "were" | "had" | "did" | "said" | "told" | "thought" | "found" | "wrote" => "VBD",
        "be" => "VB",
        "says" | "expects" | "claims" | "shows" | "believes" | "suggests" | "denies" => "VBZ",
        "say" | "expect" | "suggest" | "believe" | "think" | "fear" => "VBP",
        "one" | "two" | "three" | "four" | "five" => "CD",
        "familiar" | "close" | "many" | "other" | "several" | "new" | "earlier" | "unnamed"
        | "senior" => "JJ",
        "people" => "NNS",
        "not" | "n't" => "RB",
        "." | "?" | "!" => ".",
        "," => ",",
        ":" | ";" | "—" => ":",
        "“" | "‘" => "``",
        "”" | "\"" | "’" => "''",
        "(" => "-LRB-",
        ")" => "-RRB-",
        _ if !opens && word.starts_with(char::is_uppercase) => "NNP",
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => "CD",
        _ if lower.ends_with("ly") => "RB",
        _ if lower.ends_with("ed") => "VBD",
        _ if lower.ends_with('s') && !lower.ends_with("ss") => "NNS",
        _ => "NN",
    }
}

/// A document of a case: "||" parts sentences, "|||" paragraphs, "[ORG Ford ]" marks an entity.
fn document(case: &str) -> Document {
    let (mut text, mut doc) = (String::new(), Document::default());
    for paragraph in case.split(" ||| ") {
        let block = doc.blocks.len();
        let opens = text.len();
        for sentence in paragraph.split(" || ") {
            let (first, index) = (text.len(), doc.sentences.len());
            let mut entity: Option<(EntityType, usize)> = None;
            let mut start_of_sentence = true;
            for item in sentence.split(' ') {
                if let Some(kind) = item.strip_prefix('[') {
                    entity = Some((kind.parse().unwrap(), text.len()));
                    continue;
                }
                if item == "]" {
                    let (kind, start) = entity.take().unwrap();
                    let span = Span::new(start, text.trim_end().len());
                    doc.entities.push(Entity {
                        span,
                        kind,
                        score: 1.0,
                        form: None,
                        value: None,
                    });
                    continue;
                }
                let (word, pos) = match item.rsplit_once('/') {
                    Some((word, tag)) => (word, tag),
                    None if entity.is_some_and(|e| e.0 != EntityType::Date) => (item, "NNP"),
                    None => (item, tag(item, start_of_sentence)),
                };
                start_of_sentence &= !word.starts_with(char::is_alphanumeric);
                let span = Span::new(text.len(), text.len() + word.len());
                doc.tokens.push(Token {
                    span,
                    sentence: index,
                    pos: Some(pos.into()),
                });
                text.push_str(word);
                text.push(' ');
            }
            let span = Span::new(first, text.len() - 1);
            doc.sentences.push(Sentence {
                span,
                block,
                hedged: None,
                hedged_core: None,
                certainty: None,
            });
        }
        doc.blocks.push(Block {
            kind: BlockKind::Paragraph,
            span: Span::new(opens, text.len() - 1),
        });
    }
    let mut whole = Document::new(text).unwrap();
    (whole.blocks, whole.sentences, whole.tokens, whole.entities) =
        (doc.blocks, doc.sentences, doc.tokens, doc.entities);
    whole
}

fn name(value: impl Serialize) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap()
        .into()
}

/// All that can be expected of a document, one fact a line.
fn facts(doc: &Document) -> Vec<String> {
    let sources = doc.sources.as_deref().unwrap_or_default();
    let text = |i: usize| sources[i].span.map_or("-", |s| doc.slice(s)).to_owned();
    let mut facts = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        facts.push(format!("{}:{}", name(source.subtype), text(index)));
        facts.extend(
            source
                .same_as
                .map(|s| format!("same:{}={}", text(index), text(s))),
        );
        facts.extend(
            source
                .name
                .map(|n| format!("name:{}={}", text(index), doc.slice(n))),
        );
        facts.extend(source.via.map(|v| format!("via:{}", doc.slice(v))));
        facts.extend(source.plural.map(|p| format!("plural:{p}")));
    }
    for a in doc.attributions.iter().flatten() {
        facts.push(format!("rule:{}", a.rule));
        facts.push(format!("kind:{}", name(a.kind)));
        facts.push(format!("form:{}", name(a.form)));
        facts.extend(a.cue.map(|c| format!("cue:{}", doc.slice(c))));
        facts.extend(
            a.content
                .iter()
                .map(|&c| format!("content:{}", doc.slice(c))),
        );
    }
    for q in doc.quotes.iter().flatten() {
        let who = q.speaker.map(text).or(q.no_speaker.map(str::to_owned));
        facts.push(format!("q.{}:{}", name(q.kind), who.unwrap_or_default()));
        facts.extend(q.continues.map(|_| "q.continues".to_owned()));
    }
    facts
}

fn holds(expectation: &str, facts: &[String]) -> bool {
    match expectation.strip_prefix('!') {
        Some(absent) => !facts
            .iter()
            .any(|f| f.starts_with(absent) || f.ends_with(&format!(":{absent}"))),
        None if expectation == "-" => !facts.iter().any(|f| f.starts_with("rule:")),
        None => facts.iter().any(|f| f == expectation),
    }
}

#[test]
fn sentences_and_near_misses() {
    let cues = Cues::new(Lexicon::builtin().unwrap());
    let stages: [&dyn Stage; 3] = [&cues, &Sources::new(), &Quotes];
    let mut failures = Vec::new();
    let mut count = 0;
    for row in CASES.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let (expected, case) = row.split_once('\t').unwrap();
        count += 1;
        let mut doc = document(case);
        stages.iter().for_each(|s| s.run(&mut doc).unwrap());
        let facts = facts(&doc);
        for expectation in expected.split(';').filter(|e| !holds(e, &facts)) {
            failures.push(format!("{expectation}: {case}\n    found {facts:?}"));
        }
    }
    assert!(count >= 180, "{count} cases");
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn an_empty_document() {
    let mut doc = Document::default();
    Sources::new().run(&mut doc).unwrap();
    Quotes.run(&mut doc).unwrap();
    assert_eq!(doc.sources.as_deref(), Some(&[][..]));
    assert_eq!(doc.quotes.as_deref(), Some(&[][..]));
}
