//! Names in headlines, headings and labels follow the body: where every word has a capital, the
//! edges of a name do not show, and the same names stand in the text below.

use std::collections::HashMap;
use std::ops::Range;

use super::decode::TokenMention;
use crate::document::{BlockKind, Document};

/// Raw probability below which a name that stands in a title-cased stretch alone is none.
const DOUBTFUL: f32 = 0.5;

/// Tokens within which the colon of a label ("Market reaction: ...") is looked for.
const LABEL_TOKENS: usize = 8;

/// The mentions with those of title-cased stretches cut to names of the body. One that holds no
/// name of the body stays as it is where it is likely, and goes where it is doubtful.
pub(super) fn follow_body(doc: &Document, mentions: Vec<TokenMention>) -> Vec<TokenMention> {
    let titles = title_cased(doc);
    let in_title = |m: &TokenMention| titles.iter().any(|t| t.contains(&m.tokens.start));
    let mut body: HashMap<Vec<&str>, TokenMention> = HashMap::new();
    for mention in mentions.iter().filter(|m| !in_title(m)) {
        let words = words(doc, mention.tokens.clone());
        body.entry(words).or_insert_with(|| mention.clone());
    }
    let mut result = Vec::with_capacity(mentions.len());
    for mention in mentions {
        if !in_title(&mention) {
            result.push(mention);
            continue;
        }
        let names = names_within(doc, &mention, &body);
        if names.is_empty() && probability(&mention) >= DOUBTFUL {
            result.push(mention);
        } else {
            result.extend(names);
        }
    }
    result
}

/// The names of the body inside a mention, the longest first at each token.
fn names_within(
    doc: &Document,
    mention: &TokenMention,
    body: &HashMap<Vec<&str>, TokenMention>,
) -> Vec<TokenMention> {
    let mut names = Vec::new();
    let mut start = mention.tokens.start;
    while start < mention.tokens.end {
        let longest = (start + 1..=mention.tokens.end).rev().find_map(|end| {
            let name = body.get(&words(doc, start..end))?;
            let tokens = start..end;
            Some(TokenMention {
                tokens,
                ..name.clone()
            })
        });
        start = longest.as_ref().map_or(start + 1, |name| name.tokens.end);
        names.extend(longest);
    }
    names
}

/// Token ranges in which every longer word has a capital: headlines, headings, and the labels
/// of list items.
fn title_cased(doc: &Document) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut next = 0;
    for block in &doc.blocks {
        while (doc.tokens.get(next)).is_some_and(|t| t.span.start < block.span.start) {
            next += 1;
        }
        let start = next;
        while (doc.tokens.get(next)).is_some_and(|t| t.span.start < block.span.end) {
            next += 1;
        }
        let end = match block.kind {
            BlockKind::Headline | BlockKind::Heading | BlockKind::Dek => next,
            BlockKind::ListItem | BlockKind::Bullet => {
                let label = start..next.min(start + LABEL_TOKENS);
                let colon = label.into_iter().find(|&i| word(doc, i) == ":");
                colon.unwrap_or(start)
            }
            _ => start,
        };
        if is_title_cased(doc, start..end) {
            stretches.push(start..end);
        }
    }
    stretches
}

/// Two words or more with a capital, and none of five letters or more without: headline style
/// leaves short words in lower case.
fn is_title_cased(doc: &Document, tokens: Range<usize>) -> bool {
    let has_capital = |w: &&str| w.chars().any(char::is_uppercase);
    let is_long = |w: &&str| w.chars().filter(|c| c.is_alphabetic()).count() > 4;
    let mut words = tokens.map(|i| word(doc, i));
    words.clone().filter(has_capital).nth(1).is_some()
        && words.all(|w| has_capital(&w) || !is_long(&w))
}

fn probability(mention: &TokenMention) -> f32 {
    mention.span * mention.types.iter().copied().fold(0.0, f32::max)
}

fn words(doc: &Document, tokens: Range<usize>) -> Vec<&str> {
    tokens.map(|i| word(doc, i)).collect()
}

fn word(doc: &Document, token: usize) -> &str {
    doc.slice(doc.tokens[token].span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::EntityType;
    use crate::stages::Stage;
    use crate::stages::layout::Layout;
    use crate::stages::sentences::Sentences;
    use crate::stages::tokens::Tokens;

    /// The texts of the mentions that are left of those given as text and probability; a name
    /// stands at its first place that is free.
    fn left(text: &str, names: &[(&str, f32)]) -> Vec<String> {
        let mut doc = Document::new(text.to_owned()).unwrap();
        for stage in [&Layout as &dyn Stage, &Sentences, &Tokens] {
            stage.run(&mut doc).unwrap();
        }
        let mut at = 0;
        let mut mentions = Vec::new();
        for (name, probability) in names {
            let wanted: Vec<&str> = name.split(' ').collect();
            let start = (at..doc.tokens.len())
                .find(|&i| words(&doc, i..(i + wanted.len()).min(doc.tokens.len())) == wanted)
                .unwrap();
            at = start + wanted.len();
            mentions.push(TokenMention {
                tokens: start..at,
                kind: EntityType::Org,
                span: *probability,
                types: vec![1.0],
            });
        }
        follow_body(&doc, mentions)
            .iter()
            .map(|m| doc.slice(doc.token_span(m.tokens.clone())).to_owned())
            .collect()
    }

    const BODY: &str = "\n\nThe bank said Acme and Bolt Labs would merge in the spring.";

    #[test]
    fn a_headline_name_is_cut_to_the_bodys() {
        let text = format!("Acme Widens Chip Strategy with Bolt Labs Pact{BODY}");
        let names = [
            ("Acme Widens", 0.9),
            ("Bolt Labs Pact", 0.6),
            ("Acme", 0.9),
            ("Bolt Labs", 0.9),
        ];
        assert_eq!(
            left(&text, &names),
            ["Acme", "Bolt Labs", "Acme", "Bolt Labs"]
        );
    }

    #[test]
    fn a_name_of_the_headline_alone_must_be_likely() {
        let text = format!("Zenit Sues Chip Maker Over Patents in Oslo Court{BODY}");
        let names = [("Zenit", 0.8), ("Chip Maker", 0.3), ("Acme", 0.9)];
        assert_eq!(left(&text, &names), ["Zenit", "Acme"]);
    }

    #[test]
    fn a_headline_in_sentence_case_is_left_alone() {
        let text = format!("Acme Widens says it will buy smaller rivals this year{BODY}");
        let names = [("Acme Widens", 0.4), ("Acme", 0.9)];
        assert_eq!(left(&text, &names), ["Acme Widens", "Acme"]);
    }
}
