//! Documents of tests, from one line of tagged words with marks.

use crate::document::{
    Attribution, AttributionKind, Block, BlockKind, Document, Event, QuoteForm, Sentence, Source,
    SourceSubtype, SourceType, Span, Token,
};
use crate::stages::Stage;

use crate::stages::cues::{Cues, Lexicon};

/// A document of one sentence, with its cues.
///
/// Words carry Penn tags ("sold/VBD"); a star after the tag makes a predicate of the model
/// ("sold/VBD*"). "{s1 ... }", "{a1 ... }" and "{c1 ... }" are source, cue and content of an
/// attribution; "{d1 ... }" is a source that is a document, and "{i1 ... }" a content whose source
/// is implicit.
pub(super) fn document(line: &str) -> Document {
    let mut text = String::new();
    let mut tokens: Vec<Token> = Vec::new();
    let mut events = Vec::new();
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut marks: Vec<(&str, Span)> = Vec::new();
    for piece in line.split(' ') {
        if let Some(name) = piece.strip_prefix('{') {
            open.push((name, text.len()));
            continue;
        }
        if piece == "}" {
            let (name, start) = open.pop().unwrap();
            marks.push((name, Span::new(start, text.trim_end().len())));
            continue;
        }
        let (word, tag) = piece.rsplit_once('/').unwrap_or((piece, "."));
        let start = text.len();
        text.push_str(word);
        let span = Span::new(start, text.len());
        text.push(' ');
        if tag.ends_with('*') {
            events.push(Event {
                span,
                score: 0.0,
                stance: None,
            });
        }
        tokens.push(Token {
            span,
            sentence: 0,
            pos: Some(tag.trim_end_matches('*').into()),
        });
    }
    let span = Span::new(0, text.trim_end().len());
    let mut doc = Document::new(text).unwrap();
    doc.blocks = vec![Block {
        kind: BlockKind::Paragraph,
        span,
    }];
    doc.sentences = vec![Sentence {
        span,
        block: 0,
        hedged: None,
        hedged_core: None,
        certainty: None,
    }];
    doc.tokens = tokens;
    doc.events = Some(events);
    attribute(&mut doc, &marks);
    CUES.with(|cues| cues.run(&mut doc)).unwrap();
    doc
}

thread_local! {
    static CUES: Cues = Cues::new(Lexicon::builtin().unwrap());
}

/// The attributions that the marks describe.
fn attribute(doc: &mut Document, marks: &[(&str, Span)]) {
    let mark = |kind: &str, number: &str| {
        let found = marks.iter().find(|m| m.0 == format!("{kind}{number}"));
        found.map(|m| m.1)
    };
    let (mut sources, mut attributions) = (Vec::new(), Vec::new());
    for number in ["1", "2", "3"] {
        let implicit = mark("i", number);
        let Some(content) = mark("c", number).or(implicit) else {
            continue;
        };
        let paper = |span| Source {
            kind: SourceType::Document,
            subtype: SourceSubtype::Study,
            ..Source::new(span)
        };
        let mut source = mark("s", number)
            .map(Source::new)
            .or_else(|| mark("d", number).map(paper));
        if implicit.is_some() {
            source = Some(Source {
                span: None,
                kind: SourceType::Implicit,
                subtype: SourceSubtype::AgentlessPassive,
                ..Source::new(content)
            });
        }
        attributions.push(Attribution {
            cue: mark("a", number),
            source: source.as_ref().map(|_| sources.len()),
            content: vec![content],
            kind: AttributionKind::Assertion,
            form: QuoteForm::Indirect,
            rule: "model",
        });
        sources.extend(source);
    }
    doc.sources = Some(sources);
    doc.attributions = Some(attributions);
}
