//! Sources: who is behind what the text ascribes, and what kind of source that is.

mod clauses;
mod draft;
mod implicit;
mod kinds;
mod names;
mod organizations;
pub(super) mod page;
mod people;
mod phrases;
mod press;
mod reports;
mod resolve;
mod silent;
mod weasels;
mod words;

#[cfg(test)]
mod cases;

use std::collections::BTreeMap;
use std::ops::Range;

use self::draft::{Draft, Who};
use self::kinds::{Kinds, Typed};
use self::page::Page;
use self::words::Words;
use crate::document::{
    Attribution, AttributionKind, CueType, Document, QuoteForm, Source, SourceSubtype, SourceType,
    Span,
};
use crate::stages::{Stage, StageError};

/// Completes [`Document::attributions`] and [`Document::sources`].
///
/// Rules for closed-class forms ("according to", "declined to comment", "reportedly") add to what
/// the model found, each attribution gets its kind and form, each source its type, and sources
/// that are the same are tied together. Without a model's attributions there are the rules'.
#[derive(Debug)]
pub struct Sources {
    words: Words,
}

impl Default for Sources {
    fn default() -> Self {
        Self::new()
    }
}

impl Sources {
    /// The stage with the words of data/sources.tsv.
    pub fn new() -> Self {
        Self {
            words: Words::new(),
        }
    }

    /// Sources and attributions of a document.
    fn find(&self, doc: &Document) -> (Vec<Source>, Vec<Attribution>) {
        let page = Page::new(doc);
        let kinds = Kinds {
            page: &page,
            words: &self.words,
        };
        let drafts = drafts(&kinds);
        let (typed, mut sources, owners) = tell_apart(&kinds, &drafts);
        let attributions: Vec<Attribution> = drafts
            .iter()
            .zip(&owners)
            .map(|(draft, &source)| self.attribution(&page, draft, source))
            .collect();
        hearsay(&page, &drafts, &owners, &mut sources);
        resolve::resolve(&kinds, &typed, &mut sources);
        (sources, attributions)
    }

    fn attribution(&self, page: &Page, draft: &Draft, source: Option<usize>) -> Attribution {
        let kind = draft
            .kind
            .unwrap_or_else(|| self.kind(page, draft.cue.clone()));
        Attribution {
            cue: draft.cue.clone().map(|c| page.span(c)),
            source,
            content: draft.content.iter().map(|c| page.span(c.clone())).collect(),
            kind,
            form: match kind {
                AttributionKind::NonConfirmation => QuoteForm::None,
                _ => form(page, &draft.content),
            },
            rule: draft.rule,
        }
    }

    /// What a cue does: by the lexicon's type of it, or by its verb.
    fn kind(&self, page: &Page, cue: Option<Range<usize>>) -> AttributionKind {
        let Some(cue) = cue.filter(|c| !c.is_empty()) else {
            return AttributionKind::Assertion;
        };
        let known: Vec<CueType> = page.cues(page.span(cue.clone())).map(|c| c.kind).collect();
        let verb = |list| cue.clone().any(|t| self.words.has_verb(list, page.word(t)));
        if known.contains(&CueType::NonConfirmation) {
            AttributionKind::NonConfirmation
        } else if known.contains(&CueType::Denial) || verb("denial") {
            AttributionKind::Denial
        } else if known.contains(&CueType::Attribution) || known.contains(&CueType::Reportative) {
            AttributionKind::Assertion
        } else if known.contains(&CueType::Doxastic) || verb("belief") {
            AttributionKind::Belief
        } else if known.contains(&CueType::Dynamic)
            || known.contains(&CueType::Investigative)
            || verb("eventuality")
        {
            AttributionKind::Eventuality
        } else {
            AttributionKind::Assertion
        }
    }
}

/// The model's attributions joined with the rules', in order of the text.
fn drafts(kinds: &Kinds) -> Vec<Draft> {
    let mut drafts = draft::of_model(kinds.page.doc);
    draft::mend(kinds.page, &mut drafts);
    draft::drop_empty(kinds.page, &mut drafts);
    let mut found = Vec::new();
    silent::non_confirmations(kinds, &mut found);
    silent::prior_versions(kinds, &mut found);
    implicit::find(kinds, &mut found);
    reports::according_to(kinds, &mut found);
    reports::attitudes(kinds, &mut found);
    reports::verbs(kinds, &mut found);
    reports::colons(kinds, &mut found);
    reports::credits(kinds, &mut found);
    let mut drafts = draft::join(kinds.page, drafts, found);
    draft::participles(kinds.page, &mut drafts);
    draft::mark_eventualities(kinds.page, &mut drafts);
    reports::mark_guesses(kinds, &mut drafts);
    draft::untangle(kinds.page, &mut drafts);
    draft::citations(kinds.page, &mut drafts);
    drafts
}

/// The distinct sources in order of the text with their mentions, and the source of each draft.
fn tell_apart(
    kinds: &Kinds,
    drafts: &[Draft],
) -> (Vec<Option<Typed>>, Vec<Source>, Vec<Option<usize>>) {
    let page = kinds.page;
    // A source stands where it is mentioned, an implicit one where its cue does.
    let mut places: BTreeMap<(Span, bool), (Option<Typed>, SourceSubtype)> = BTreeMap::new();
    let mut keys = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let key = match &draft.who {
            Who::Mention(tokens) if !tokens.is_empty() => {
                let typed = kinds.of(tokens.clone());
                let key = (page.span(typed.tokens.clone()), true);
                let subtype = typed.subtype;
                places.entry(key).or_insert((Some(typed), subtype));
                Some(key)
            }
            Who::Implicit(subtype) => {
                let cue = draft.cue.clone().unwrap_or(draft.at()..draft.at() + 1);
                let key = (page.span(cue), false);
                places.entry(key).or_insert((None, *subtype));
                Some(key)
            }
            _ => None,
        };
        keys.push(key);
    }
    let order: BTreeMap<(Span, bool), usize> = places
        .keys()
        .enumerate()
        .map(|(index, &key)| (key, index))
        .collect();
    let owners = keys
        .iter()
        .map(|k| k.as_ref().and_then(|k| order.get(k).copied()))
        .collect();
    let source = |(&(span, mentioned), (typed, subtype)): (
        &(Span, bool),
        &(Option<Typed>, SourceSubtype),
    )| {
        let range = |r: &Option<Range<usize>>| r.clone().map(|r| page.span(r));
        Source {
            span: mentioned.then_some(span),
            kind: kinds::kind_of(*subtype),
            subtype: *subtype,
            plural: typed.as_ref().and_then(|t| t.plural),
            name: typed.as_ref().and_then(|t| range(&t.name)),
            same_as: None,
            via: typed.as_ref().and_then(|t| range(&t.via)),
        }
    };
    let sources = places.iter().map(source).collect();
    (
        places.into_values().map(|(typed, _)| typed).collect(),
        sources,
        owners,
    )
}

/// "reportedly ..., according to X": the implicit source is X.
fn hearsay(page: &Page, drafts: &[Draft], owners: &[Option<usize>], sources: &mut [Source]) {
    for (draft, &owner) in drafts.iter().zip(owners) {
        let Some(owner) = owner.filter(|_| {
            draft.rule == "reportative_adverb" || matches!(draft.who, Who::Implicit(_))
        }) else {
            continue;
        };
        let sentence = page.sentence(draft.at());
        let first = drafts.partition_point(|d| d.at() < sentence.start);
        let near = drafts[first..].iter().zip(&owners[first..]);
        let mut near = near.take_while(|(d, _)| d.at() < sentence.end);
        let shares = |d: &Draft| {
            let mut pieces = d.content.iter();
            pieces.any(|a| {
                draft
                    .content
                    .iter()
                    .any(|b| a.start < b.end && b.start < a.end)
            })
        };
        let named = |d: &Draft| {
            let says = d
                .cue
                .clone()
                .is_some_and(|c| matches!(page.word(c.start), "according" | "citing"));
            matches!(d.who, Who::Mention(_)) && (says || d.rule == "credit") && shares(d)
        };
        let found = near.find(|(d, _)| named(d)).and_then(|(_, o)| *o);
        sources[owner].same_as = found.filter(|&f| sources[f].kind != SourceType::Implicit);
    }
}

/// How the words of a content are given.
fn form(page: &Page, content: &[Range<usize>]) -> QuoteForm {
    let words = content.iter().flat_map(|c| c.clone());
    let words = words.filter(|&t| page.word(t).starts_with(char::is_alphanumeric));
    let (mut quoted, mut all) = (0, 0);
    for token in words {
        all += 1;
        quoted += usize::from(page.quotation(token).is_some());
    }
    match quoted {
        _ if all == 0 => QuoteForm::None,
        0 => QuoteForm::Indirect,
        _ if quoted == all => QuoteForm::Direct,
        _ => QuoteForm::Mixed,
    }
}

impl Stage for Sources {
    fn name(&self) -> &'static str {
        "sources"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let (sources, attributions) = self.find(doc);
        weasels::add(doc, &self.words, &sources, &attributions);
        doc.sources = Some(sources);
        doc.attributions = Some(attributions);
        Ok(())
    }
}
