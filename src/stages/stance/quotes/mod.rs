//! Quotes: whose words stand between quotation marks, and which of them are nobody's.

mod form;

use std::ops::Range;

use self::form::{in_label, is_fragment, is_title, possessor, words};
use super::sources::page::Page;
use crate::document::{
    Attribution, AttributionKind, Document, EntityType, Quote, QuoteForm, QuoteType, Source,
    SourceSubtype, SourceType, Span,
};
use crate::stages::{Stage, StageError};

const SCARE: &str = "scare quotes";
const TITLE: &str = "title";
const UNKNOWN: &str = "no source in reach";

/// The longest words at arm's length.
const SCARE_WORDS: usize = 5;

/// Fills [`Document::quotes`].
///
/// A quotation's speaker is the source of the attribution whose content it is, else the one of the
/// quotation that it goes on with: it fills whole sentences right behind one, or its paragraph
/// opens anew after one that was left open. An attribution without cue is then added. Words of
/// someone in the author's sentence are mixed; some few that nobody is said to have said are
/// scare quotes.
#[derive(Debug, Default)]
pub struct Quotes;

impl Stage for Quotes {
    fn name(&self) -> &'static str {
        "quotes"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let mut layers = Layers {
            attributions: doc.attributions.take().unwrap_or_default(),
            sources: doc.sources.take().unwrap_or_default(),
            quotes: Vec::new(),
        };
        let page = Page::new(doc);
        layers.part(&page);
        for tokens in &page.quotations {
            layers.add(&page, tokens);
        }
        let at = |a: &Attribution| a.cue.or(a.content.first().copied()).map_or(0, |s| s.start);
        layers.attributions.sort_by_key(at);
        doc.attributions = Some(layers.attributions);
        doc.sources = Some(layers.sources);
        doc.quotes = Some(layers.quotes);
        Ok(())
    }
}

/// The layers that quotes are made from and add to.
struct Layers {
    attributions: Vec<Attribution>,
    sources: Vec<Source>,
    quotes: Vec<Quote>,
}

/// Who speaks, and by which words the text tells.
struct Speaker {
    source: Option<usize>,
    cue: Option<Span>,
}

impl Layers {
    /// Parts a content from the quotations that open a later sentence than its cue's, behind
    /// another one of its pieces: they go on with the speaker and stand for themselves.
    fn part(&mut self, page: &Page) {
        let sentence = |span: Span| {
            let token = page.tokens(span).start;
            page.doc.tokens.get(token).map_or(0, |t| t.sentence)
        };
        for attribution in &mut self.attributions {
            let Some(cue) = attribution.cue else { continue };
            let Some(first) = attribution.content.first().copied() else {
                continue;
            };
            let own = sentence(cue);
            attribution.content.retain(|&piece| {
                let tokens = page.tokens(piece);
                let is_quotation = page
                    .quotations
                    .binary_search_by_key(&tokens.start, |q| q.start);
                let opens = page.sentence(tokens.start).start == tokens.start;
                piece == first || is_quotation.is_err() || !opens || sentence(piece) <= own
            });
        }
    }

    /// Adds a quotation with its type and speaker.
    fn add(&mut self, page: &Page, tokens: &Range<usize>) {
        let span = page.span(tokens.clone());
        let mut quote = Quote {
            span,
            kind: QuoteType::Direct,
            speaker: None,
            no_speaker: None,
            cue: None,
            continues: None,
        };
        let fragment = is_fragment(page, tokens);
        if let Some(speaker) = self.ascribed(page, tokens) {
            (quote.speaker, quote.cue) = (speaker.source, speaker.cue);
            quote.kind = if fragment {
                QuoteType::Mixed
            } else {
                QuoteType::Direct
            };
            quote.continues = self.interrupted(page, tokens, quote.speaker);
            if quote.continues.is_some() {
                quote.kind = QuoteType::Direct;
            }
        } else if let Some(before) = self.goes_on(page, tokens) {
            quote.speaker = self.quotes[before].speaker;
            quote.continues = Some(before);
            if let Some(source) = quote.speaker {
                self.attributions.push(continuation(source, span));
            }
        } else if let Some((source, index)) = self.last_speaker(page, tokens) {
            quote.speaker = Some(source);
            quote.continues = index;
            self.attributions.push(continuation(source, span));
        } else if is_title(page, tokens) {
            quote.kind = QuoteType::Scare;
            quote.no_speaker = Some(TITLE);
        } else if let Some(possessor) = possessor(page, tokens) {
            quote.kind = QuoteType::Mixed;
            quote.speaker = Some(self.source(page, possessor));
        } else if fragment && words(page, tokens) <= SCARE_WORDS {
            quote.kind = QuoteType::Scare;
            quote.no_speaker = Some(SCARE);
        } else if fragment {
            quote.kind = QuoteType::Mixed;
        }
        if quote.speaker.is_none() && quote.no_speaker.is_none() {
            quote.no_speaker = Some(UNKNOWN);
        }
        self.quotes.push(quote);
    }

    /// The attribution with the shortest content that holds most of the quotation.
    fn ascribed(&self, page: &Page, tokens: &Range<usize>) -> Option<Speaker> {
        if in_label(page, tokens) {
            return None;
        }
        let span = page.span(tokens.clone());
        let first = page.sentence(tokens.start).start;
        let mut best: Option<(usize, &Attribution)> = None;
        for attribution in self.near(page, first, tokens.end) {
            let outside = attribution.cue.is_none_or(|cue| !span.contains(cue));
            let shared = attribution
                .content
                .iter()
                .map(|&piece| shared(piece, span))
                .sum::<usize>();
            let said = attribution.source.is_some()
                && attribution.kind != AttributionKind::NonConfirmation;
            let length = attribution.content.iter().map(|c| c.len()).sum();
            if outside && said && 2 * shared > span.len() && best.is_none_or(|(l, _)| length < l) {
                best = Some((length, attribution));
            }
        }
        best.map(|(_, a)| Speaker {
            source: a.source,
            cue: a.cue,
        })
    }

    /// The attributions whose cue or content may stand around some tokens. They are in order of
    /// their cues, and no content begins further than a few sentences from its cue.
    fn near(&self, page: &Page, start: usize, end: usize) -> impl Iterator<Item = &Attribution> {
        let from = page.span(start.saturating_sub(REACH)..start + 1).start;
        let to = page.span(end - 1..(end + REACH).min(page.len())).end;
        let at = |a: &Attribution| a.cue.or(a.content.first().copied()).map_or(0, |s| s.start);
        self.attributions
            .iter()
            .filter(move |a| (from..to).contains(&at(a)))
    }

    /// The quotation before it in its sentence that it goes on with ("We wait," she said, "as
    /// ever.").
    fn interrupted(
        &self,
        page: &Page,
        tokens: &Range<usize>,
        speaker: Option<usize>,
    ) -> Option<usize> {
        let last = self.quotes.len().checked_sub(1)?;
        let before = page.tokens(self.quotes[last].span);
        let same =
            self.quotes[last].speaker == speaker && self.quotes[last].kind == QuoteType::Direct;
        let near =
            page.doc.tokens[before.end - 1].sentence == page.doc.tokens[tokens.start].sentence;
        let broken = before.len() > 2 && page.word(before.end - 2) == ",";
        (same && near && broken).then_some(last)
    }

    /// The quotation that whole sentences in quotation marks go on with.
    fn goes_on(&self, page: &Page, tokens: &Range<usize>) -> Option<usize> {
        let last = self.quotes.len().checked_sub(1)?;
        let before = &self.quotes[last];
        let spoken = before.kind != QuoteType::Scare && before.speaker.is_some();
        let alone = page.sentence(tokens.start).start == tokens.start
            && page.sentence(tokens.end - 1).end <= tokens.end + 1;
        if !spoken || !alone || is_fragment(page, tokens) {
            return None;
        }
        let end = page.tokens(before.span).end;
        let sentence = |t: usize| page.doc.tokens[t].sentence;
        let follows = sentence(tokens.start) - sentence(end - 1) <= 1;
        let block = |t: usize| page.doc.sentences.get(sentence(t)).map_or(0, |s| s.block);
        let (here, there) = (block(tokens.start), block(end - 1));
        let kinds = |b: usize| page.doc.blocks.get(b).map(|b| b.kind);
        let paragraphs = here == there || kinds(here) == kinds(there);
        (follows && paragraphs && here - there <= 1).then_some(last)
    }

    /// Who spoke last in the sentence before, where whole sentences in quotation marks follow: with
    /// the quotation there, if it holds one.
    fn last_speaker(&self, page: &Page, tokens: &Range<usize>) -> Option<(usize, Option<usize>)> {
        let sentence = page.doc.tokens[tokens.start].sentence;
        let before = page.sentences.get(sentence.checked_sub(1)?)?;
        let block = |s: usize| page.doc.sentences.get(s).map(|s| s.block);
        let alone = page.sentence(tokens.start).start == tokens.start
            && page.sentence(tokens.end - 1).end <= tokens.end + 1;
        if !alone
            || is_fragment(page, tokens)
            || before.is_empty()
            || block(sentence) != block(sentence - 1)
        {
            return None;
        }
        let near = self.near(page, before.start, tokens.start);
        let inside = |a: &&Attribution| {
            a.cue.is_some_and(|c| {
                let at = page.tokens(c).start;
                before.contains(&at) && page.quotation(at).is_none()
            })
        };
        let mut last = near
            .filter(inside)
            .filter(|a| a.kind != AttributionKind::NonConfirmation);
        let only = last.next()?;
        let source = only
            .source
            .filter(|_| last.all(|a| a.source == only.source))?;
        let speaks = !matches!(
            self.sources.get(source)?.kind,
            SourceType::Implicit | SourceType::Document | SourceType::Media
        );
        let quoted = self.quotes.len().checked_sub(1);
        let quoted = quoted.filter(|&q| before.contains(&page.tokens(self.quotes[q].span).start));
        speaks.then_some((
            source,
            quoted.filter(|&q| self.quotes[q].speaker == Some(source)),
        ))
    }

    /// The index of the source with this mention, a new one if there is none.
    fn source(&mut self, page: &Page, mention: Range<usize>) -> usize {
        let span = page.span(mention.clone());
        let known = |s: &Source| s.span.is_some_and(|s| s.overlaps(span));
        if let Some(known) = self.sources.iter().position(known) {
            return known;
        }
        let person = page.entity_type(mention.start) == Some(EntityType::Person);
        let mut source = Source::new(span);
        if !person {
            (source.kind, source.subtype) = (SourceType::Organization, SourceSubtype::Company);
        }
        source.name = Some(self.full_name(page, span));
        source.same_as = self.sources.iter().position(|s| s.name == source.name);
        let after = |s: &Source| s.span.is_some_and(|s| s.start > span.start);
        let at = self
            .sources
            .iter()
            .position(after)
            .unwrap_or(self.sources.len());
        self.make_room(at);
        source.same_as = source.same_as.map(|s| if s >= at { s + 1 } else { s });
        self.sources.insert(at, source);
        at
    }

    /// The longest name of a person that ends with this one, or of an organization that begins so.
    fn full_name(&self, page: &Page, span: Span) -> Span {
        let name = page.doc.slice(span);
        let longer = |s: &Span| {
            let full = page.doc.slice(*s);
            full.len() > name.len() && full.split(' ').any(|w| w == name)
        };
        let names = self.sources.iter().filter_map(|s| s.name);
        let entities = page.doc.entities.iter().map(|e| e.span);
        names.chain(entities).find(longer).unwrap_or(span)
    }

    /// Moves the sources from an index on by one.
    fn make_room(&mut self, at: usize) {
        let shift = |index: &mut Option<usize>| {
            if let Some(index) = index.as_mut().filter(|i| **i >= at) {
                *index += 1;
            }
        };
        self.sources.iter_mut().for_each(|s| shift(&mut s.same_as));
        self.attributions
            .iter_mut()
            .for_each(|a| shift(&mut a.source));
        self.quotes.iter_mut().for_each(|q| shift(&mut q.speaker));
    }
}

/// How many tokens an attribution may begin from its quotation.
const REACH: usize = 400;

fn shared(a: Span, b: Span) -> usize {
    let (start, end) = (a.start.max(b.start), a.end.min(b.end));
    end.saturating_sub(start) as usize
}

/// A quotation that goes on with a speaker.
fn continuation(source: usize, content: Span) -> Attribution {
    Attribution {
        cue: None,
        source: Some(source),
        content: vec![content],
        kind: AttributionKind::Assertion,
        form: QuoteForm::Direct,
        rule: "continuation",
    }
}
