//! Attribution: sources, cues, contents, and whole attributions.

use std::collections::BTreeSet;

use super::gold::attribution::GoldArticle;
use super::pairs::{dice, pair, unpaired};
use super::report::{Mistake, Tally};
use super::text::confidence;
use crate::document::{Document, Span};

/// Scores one annotated document whose text is the gold's.
///
/// Both sides are compared as sets of the gold's tokens: a piece stands for every token that it
/// shares a character with, so that differences of tokenisation and of spaces do not count, and
/// nothing is trimmed. A predicted and a gold item match
///
/// - `exact`: if they are the same set;
/// - `begin`: if their first tokens are the same;
/// - `overlap`: if they share a token.
///
/// Each item is in one match at most, those that share most first (Dice). The rows of a role
/// (`source`, `cue`, `content`) count its distinct spans in the document once, all pieces of a
/// span together: two attributions with the same source or content are one there. The rows of
/// `attribution` count cue, source and content together: each must match, and a role that is
/// absent matches one that is absent. These are the strict and lenient measures of work on
/// PolNeAR (Newell et al., 2018) and PARC 3 (Pareti, 2016).
///
/// For the mistakes attributions are paired by overlap of their cues; listed are those missed,
/// those spurious, and pairs whose source or content does not overlap. The weight of a mistake is
/// the probability of the cue labels predicted on the cue (the least of its tokens').
pub fn score(gold: &GoldArticle, doc: &Document) -> Tally {
    let item = |spans: &[Span]| Item::new(gold, spans);
    let wanted: Vec<Triple> = gold
        .attributions
        .iter()
        .map(|a| Triple([item(&a.source), item(&a.cue), item(&a.content)]))
        .collect();
    let sources = doc.sources.as_deref().unwrap_or_default();
    let mut found: Vec<Triple> = Vec::new();
    let mut last: Option<(Option<usize>, Vec<Span>)> = None;
    for a in doc.attributions.iter().flatten() {
        let source: Vec<Span> = a.source.iter().filter_map(|&s| sources[s].span).collect();
        match (&mut last, a.cue) {
            // A quotation that goes on with a speaker belongs to the attribution before it, as the
            // gold has it.
            (Some((speaker, content)), None) if *speaker == a.source && !found.is_empty() => {
                content.extend(&a.content);
                if let Some(triple) = found.last_mut() {
                    triple.0[2] = item(content);
                }
            }
            _ => {
                last = Some((a.source, a.content.clone()));
                found.push(Triple([
                    item(&source),
                    item(a.cue.as_slice()),
                    item(&a.content),
                ]));
            }
        }
    }

    let mut tally = Tally::default();
    for (role, name) in ROLES.into_iter().enumerate() {
        let distinct = |triples: &[Triple]| -> Vec<Item> {
            let items = triples.iter().map(|t| t.0[role].clone());
            let items: BTreeSet<Item> = items.filter(|i| !i.spans.is_empty()).collect();
            let mut items: Vec<Item> = items.into_iter().collect();
            items.dedup_by(|a, b| a.tokens == b.tokens && !a.tokens.is_empty());
            items
        };
        let (wanted, found) = (distinct(&wanted), distinct(&found));
        for (rule, matches) in RULES {
            let counts = tally.counts(&format!("{name} {rule}"));
            counts.gold = wanted.len();
            counts.predicted = found.len();
            counts.correct = pair(&wanted, &found, matches).len();
        }
    }
    for (rule, matches) in RULES {
        if rule == "begin" {
            continue;
        }
        let counts = tally.counts(&format!("attribution {rule}"));
        counts.gold = wanted.len();
        counts.predicted = found.len();
        counts.correct = pair(&wanted, &found, |a, b| a.matches(b, matches)).len();
    }
    tally.mistakes = mistakes(gold, doc, &wanted, &found);
    tally
}

/// The roles in their order in a [`Triple`].
const ROLES: [&str; 3] = ["source", "cue", "content"];

/// The weight of a match of two items, `None` where they do not match.
type Rule = fn(&Item, &Item) -> Option<f64>;

const RULES: [(&str, Rule); 3] = [
    ("exact", |a, b| {
        (a.tokens == b.tokens && !a.tokens.is_empty()).then_some(1.0)
    }),
    ("begin", |a, b| {
        a.overlap(b)
            .filter(|_| a.tokens.first() == b.tokens.first())
    }),
    ("overlap", Item::overlap),
];

/// What fills one role: the gold's tokens that its pieces cover.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    /// Sorted indices.
    tokens: Vec<usize>,
    spans: Vec<Span>,
}

impl Item {
    fn new(gold: &GoldArticle, spans: &[Span]) -> Self {
        let under = |span: &Span| {
            let start = gold.tokens.partition_point(|t| t.end <= span.start);
            let end = gold.tokens.partition_point(|t| t.start < span.end);
            start..end
        };
        let tokens: BTreeSet<usize> = spans.iter().flat_map(under).collect();
        Self {
            tokens: tokens.into_iter().collect(),
            spans: spans.to_vec(),
        }
    }

    fn overlap(&self, other: &Self) -> Option<f64> {
        let shared = self.tokens.iter();
        let shared = shared.filter(|t| other.tokens.binary_search(t).is_ok());
        dice(shared.count(), self.tokens.len() + other.tokens.len())
    }

    fn text(&self, gold: &GoldArticle) -> String {
        let pieces: Vec<&str> = self.spans.iter().map(|s| &gold.text[s.range()]).collect();
        pieces.join(" ... ")
    }
}

/// Source, cue and content.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Triple([Item; 3]);

impl Triple {
    fn cue(&self) -> &Item {
        &self.0[1]
    }

    /// The sum of the roles' weights, if each role matches.
    fn matches(&self, other: &Self, rule: Rule) -> Option<f64> {
        let roles = self.0.iter().zip(&other.0);
        let weights = roles.map(|(a, b)| match (a.spans.is_empty(), b.spans.is_empty()) {
            (true, true) => Some(1.0),
            _ => rule(a, b),
        });
        weights.sum()
    }

    fn text(&self, gold: &GoldArticle) -> String {
        let roles = self.0.iter().zip(ROLES);
        let roles = roles.filter(|(item, _)| !item.spans.is_empty());
        let roles: Vec<String> = roles
            .map(|(item, name)| format!("{name}: {}", item.text(gold)))
            .collect();
        roles.join(" | ")
    }
}

fn mistakes(
    gold: &GoldArticle,
    doc: &Document,
    wanted: &[Triple],
    found: &[Triple],
) -> Vec<Mistake> {
    let pairs = pair(wanted, found, |a, b| a.cue().overlap(b.cue()));
    let (missed, spurious) = unpaired(&pairs, wanted.len(), found.len());
    let pairs = pairs.into_iter().map(|(g, p)| (Some(g), Some(p)));
    let missed = missed.into_iter().map(|g| (Some(g), None));
    let spurious = spurious.into_iter().map(|p| (None, Some(p)));
    let mistake = |(g, p): (Option<usize>, Option<usize>)| {
        let (g, p) = (g.map(|g| &wanted[g]), p.map(|p| &found[p]));
        if let (Some(g), Some(p)) = (g, p)
            && g.matches(p, Item::overlap).is_some()
        {
            return None;
        }
        let text = |triple: Option<&Triple>| triple.map(|t| t.text(gold)).unwrap_or_default();
        let cue = p.or(g)?.cue();
        let span = cue.spans.first()?;
        let first = cue.tokens.first();
        let in_sentence = |s: &&std::ops::Range<usize>| first.is_some_and(|t| s.contains(t));
        let sentence = gold.sentences.iter().find(in_sentence);
        let sentence = sentence.map_or(*span, |s| {
            gold.tokens[s.start].cover(gold.tokens[s.end - 1])
        });
        Some(Mistake {
            weight: confidence(doc, "cue", *span),
            document: gold.id.clone(),
            gold: text(g),
            predicted: text(p),
            text: gold.text[sentence.range()].to_owned(),
        })
    };
    let all = pairs.chain(missed).chain(spurious);
    all.filter_map(mistake).collect()
}

#[cfg(test)]
mod tests {
    use super::super::gold::attribution::GoldAttribution;
    use super::*;
    use crate::document::{Attribution, AttributionKind, QuoteForm, Source};

    const TEXT: &str = "Moe said that Lee had denied the plan , she added .";

    fn span(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn gold(attributions: &[[&str; 3]]) -> GoldArticle {
        let mut at = 0;
        let token = |word: &str| {
            at += word.len() + 1;
            Span::new(at - word.len() - 1, at - 1)
        };
        let tokens: Vec<Span> = TEXT.split(' ').map(token).collect();
        let spans = |words: &str| -> Vec<Span> {
            let pieces = words.split('|').filter(|w| !w.is_empty());
            pieces.map(span).collect()
        };
        GoldArticle {
            id: "a".to_owned(),
            text: TEXT.to_owned(),
            sentences: std::iter::once(0..tokens.len()).collect(),
            tokens,
            attributions: attributions
                .iter()
                .map(|[source, cue, content]| GoldAttribution {
                    cue: spans(cue),
                    source: spans(source),
                    content: spans(content),
                })
                .collect(),
        }
    }

    fn tally(wanted: &[[&str; 3]], found: &[[&str; 3]]) -> Tally {
        let mut doc = Document::new(TEXT.to_owned()).unwrap();
        let found = gold(found).attributions;
        let sources: BTreeSet<Span> = found.iter().flat_map(|a| a.source.clone()).collect();
        let sources: Vec<Source> = sources.into_iter().map(Source::new).collect();
        let attribution = |a: &GoldAttribution| Attribution {
            cue: a.cue.first().copied(),
            source: sources
                .iter()
                .position(|s| s.span.is_some_and(|span| a.source.contains(&span))),
            content: a.content.clone(),
            kind: AttributionKind::Assertion,
            form: QuoteForm::Indirect,
            rule: "model",
        };
        doc.attributions = Some(found.iter().map(attribution).collect());
        doc.sources = Some(sources);
        score(&gold(wanted), &doc)
    }

    fn counts(tally: &Tally, row: &str) -> (usize, usize, usize) {
        let counts = tally.counts[row];
        (counts.gold, counts.predicted, counts.correct)
    }

    const OUTER: [&str; 3] = ["Moe", "said", "that Lee had denied the plan"];
    const INNER: [&str; 3] = ["Lee", "denied", "the plan"];

    #[test]
    fn the_gold_itself_is_perfect() {
        let both = [OUTER, INNER, ["", "added", ""]];
        let tally = tally(&both, &both);
        assert_eq!(tally.counts.len(), 11);
        for (row, counts) in &tally.counts {
            assert_eq!(counts.f1(), 1.0, "{row}");
        }
        assert_eq!(counts(&tally, "attribution exact"), (3, 3, 3));
        assert_eq!(counts(&tally, "source exact"), (2, 2, 2));
        assert!(tally.mistakes.is_empty());
    }

    #[test]
    fn exact_begin_and_overlap() {
        let found = ["Moe", "said", "that Lee had denied"];
        let tally = tally(&[OUTER], &[found]);
        assert_eq!(counts(&tally, "content exact"), (1, 1, 0));
        assert_eq!(counts(&tally, "content begin"), (1, 1, 1));
        assert_eq!(counts(&tally, "attribution exact"), (1, 1, 0));
        assert_eq!(counts(&tally, "attribution overlap"), (1, 1, 1));
        let later = super::tests::tally(&[OUTER], &[["Moe", "said", "Lee had denied"]]);
        assert_eq!(counts(&later, "content begin"), (1, 1, 0));
        assert_eq!(counts(&later, "content overlap"), (1, 1, 1));
    }

    #[test]
    fn pieces_count_together_and_white_space_not() {
        let wanted = ["she", "added", "that Lee|the plan"];
        let exact = tally(&[wanted], &[["she", "added ", "that |Lee|the plan"]]);
        assert_eq!(counts(&exact, "attribution exact"), (1, 1, 1));
        let part = tally(&[wanted], &[["she", "added", "that Lee"]]);
        assert_eq!(counts(&part, "content exact"), (1, 1, 0));
        assert_eq!(counts(&part, "content overlap"), (1, 1, 1));
    }

    #[test]
    fn shared_spans_count_once() {
        let wanted = [OUTER, ["Moe", "added", "that Lee had denied the plan"]];
        let tally = tally(&wanted, &wanted[..1]);
        assert_eq!(counts(&tally, "source exact"), (1, 1, 1));
        assert_eq!(counts(&tally, "content exact"), (1, 1, 1));
        assert_eq!(counts(&tally, "cue exact"), (2, 1, 1));
        assert_eq!(counts(&tally, "attribution overlap"), (2, 1, 1));
    }

    #[test]
    fn an_absent_source_matches_none() {
        let tally = tally(&[OUTER], &[["", "said", OUTER[2]]]);
        assert_eq!(counts(&tally, "attribution overlap"), (1, 1, 0));
        assert_eq!(counts(&tally, "source exact"), (1, 0, 0));
        assert_eq!(tally.mistakes.len(), 1);
    }

    #[test]
    fn missed_and_spurious_with_their_sentence() {
        let tally = tally(&[OUTER], &[INNER]);
        let shown: Vec<(&str, &str)> = tally
            .mistakes
            .iter()
            .map(|m| (m.gold.as_str(), m.predicted.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                (
                    "source: Moe | cue: said | content: that Lee had denied the plan",
                    ""
                ),
                ("", "source: Lee | cue: denied | content: the plan"),
            ]
        );
        assert!(tally.mistakes.iter().all(|m| m.text == TEXT));
    }
}
