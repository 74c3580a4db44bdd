//! The articles of web pages: how much of the body was found, and whether the metadata are right.

use std::collections::HashMap;

use super::gold::pages::GoldPage;
use super::report::{Mistake, Tally};
use crate::document::{Article, BlockKind, Document};

/// Kinds of blocks that are no body.
const NO_BODY: [BlockKind; 5] = [
    BlockKind::Headline,
    BlockKind::Dek,
    BlockKind::Byline,
    BlockKind::Caption,
    BlockKind::Boilerplate,
];

/// Scores the article that was read from a page, its blocks those of `doc`; `extractor` is the
/// text that the extractor gives without our work on it, scored in rows of its own.
///
/// Only the body counts. Rows `tokens` compare bags of words, rows `4-grams` multisets of four
/// words in a row, as the article extraction benchmark of Scrapinghub does (words are runs of
/// letters, digits and underscores; a text of fewer than four is one 4-gram). The rows of the
/// metadata give the share of pages where the field is exactly right, absent included; of the
/// language, the primary subtag. The weight of a mistake is the share of the page's words that
/// are wrong, 1 for a field; it lists the paragraphs that lack half their words in ours, and the
/// blocks of ours that do so in the gold.
pub fn score(gold: &GoldPage, article: &Article, doc: &Document, extractor: &str) -> Tally {
    let mut tally = Tally::default();
    let is_body = |kind: &BlockKind| !NO_BODY.contains(kind);
    let blocks = doc.blocks.iter().filter(|block| is_body(&block.kind));
    let ours: Vec<&str> = blocks.map(|block| doc.slice(block.span)).collect();
    let body: Vec<&str> = gold.article.body.iter().map(String::as_str).collect();
    let (wanted, found) = (body.join("\n"), ours.join("\n"));
    let (gold_words, our_words) = (words(&wanted), words(&found));
    let extractor = words(extractor);
    for (row, n) in [("tokens", 1), ("4-grams", 4)] {
        let wanted = grams(&gold_words, n);
        tally
            .overlap(row)
            .count(overlap(&wanted, &grams(&our_words, n)));
        let alone = format!("{row}, extractor alone");
        tally
            .overlap(&alone)
            .count(overlap(&wanted, &grams(&extractor, n)));
    }
    let [precision, recall] = overlap(&grams(&gold_words, 1), &grams(&our_words, 1));
    let f1 = super::measure::ratio(2.0 * precision * recall, precision + recall);
    if f1 < 1.0 {
        tally.mistakes.push(Mistake {
            weight: 1.0 - f1,
            document: gold.id.clone(),
            gold: lacking(&body, &our_words),
            predicted: lacking(&ours, &gold_words),
            text: format!("precision {precision:.3}, recall {recall:.3}"),
        });
    }
    fields(&mut tally, gold, article, doc);
    tally
}

/// The metadata.
fn fields(tally: &mut Tally, gold: &GoldPage, article: &Article, doc: &Document) {
    let meta = |name: &str| article.meta.get(name)?.as_str().map(str::to_owned);
    let dek = doc.blocks.iter().find(|b| b.kind == BlockKind::Dek);
    let language = article.language.as_deref();
    let language = language.map(|l| l.split('-').next().unwrap_or(l).to_lowercase());
    let wanted = &gold.article;
    let fields = [
        ("title", &wanted.title, meta("title")),
        (
            "dek",
            &wanted.dek,
            dek.map(|b| doc.slice(b.span).to_owned()),
        ),
        ("byline", &wanted.byline, article.byline.clone()),
        ("date", &wanted.date, article.date.map(|d| d.to_string())),
        ("site", &wanted.site, meta("site")),
        ("language", &wanted.language, language),
        ("canonical", &wanted.canonical, meta("canonical")),
    ];
    for (name, wanted, ours) in fields {
        tally.share(name).count(*wanted == ours);
        if *wanted != ours {
            tally.mistakes.push(Mistake {
                weight: 1.0,
                document: gold.id.clone(),
                gold: format!("{name} {}", wanted.as_deref().unwrap_or("(none)")),
                predicted: format!("{name} {}", ours.as_deref().unwrap_or("(none)")),
                text: String::new(),
            });
        }
    }
}

fn words(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    parts.filter(|word| !word.is_empty()).collect()
}

type Grams<'a> = HashMap<&'a [&'a str], usize>;

fn grams<'a>(words: &'a [&'a str], n: usize) -> Grams<'a> {
    let mut grams = Grams::new();
    let short = (!words.is_empty() && words.len() < n).then_some(words);
    for gram in words.windows(n).chain(short) {
        *grams.entry(gram).or_default() += 1;
    }
    grams
}

/// Precision and recall; 1 where there is nothing to find or nothing was found wrongly.
fn overlap(gold: &Grams, ours: &Grams) -> [f64; 2] {
    let size = |grams: &Grams| grams.values().sum::<usize>();
    let common = |(gram, n): (&&[&str], &usize)| ours.get(*gram).map_or(0, |m| *m.min(n));
    let both: usize = gold.iter().map(common).sum();
    let share = |of: usize| {
        if of == 0 {
            1.0
        } else {
            both as f64 / of as f64
        }
    };
    match (size(gold), size(ours)) {
        (0, 0) => [1.0, 1.0],
        (0, _) | (_, 0) => [0.0, 0.0],
        (gold, ours) => [share(ours), share(gold)],
    }
}

/// The texts that have most of their words not among `words`.
fn lacking(texts: &[&str], others: &[&str]) -> String {
    let others: std::collections::HashSet<Vec<&str>> =
        others.windows(2).map(<[&str]>::to_vec).collect();
    let is_lacking = |text: &&&str| {
        let words = words(text);
        let pairs = words.windows(2).count();
        let found = words.windows(2).filter(|w| others.contains(*w)).count();
        pairs > 0 && found * 2 < pairs
    };
    let lacking: Vec<&str> = texts.iter().filter(is_lacking).copied().collect();
    lacking.join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Span};
    use crate::eval::gold::pages::GoldArticle;

    fn page(ours: &[(BlockKind, &str)]) -> (Article, Document) {
        let mut article = Article::default();
        for (kind, text) in ours {
            let start = article.text.len();
            article.text.push_str(text);
            let span = Span::new(start, article.text.len());
            article.blocks.push(Block { kind: *kind, span });
            article.text.push_str("\n\n");
        }
        article.language = Some("en-GB".to_owned());
        let doc = Document::from_article(article.clone()).unwrap();
        (article, doc)
    }

    #[test]
    fn the_body_alone_counts() {
        let gold = GoldPage {
            id: "a".to_owned(),
            article: GoldArticle {
                title: Some("T".to_owned()),
                dek: Some("Why so".to_owned()),
                language: Some("en".to_owned()),
                body: vec!["One two three four.".to_owned(), "Five six.".to_owned()],
                ..GoldArticle::default()
            },
            ..GoldPage::default()
        };
        let (article, doc) = page(&[
            (BlockKind::Headline, "Nine ten"),
            (BlockKind::Dek, "Why so"),
            (BlockKind::Paragraph, "One two three four."),
            (BlockKind::Boilerplate, "Sign up"),
            (BlockKind::Paragraph, "Seven eight!"),
        ]);
        let tally = score(&gold, &article, &doc, "One two three four. Five six.");
        let f1 = |row: &str| tally.overlaps[row].f1();
        assert!((f1("tokens") - 4.0 / 6.0).abs() < 1e-12);
        // "one two three four" of three.
        assert!((f1("4-grams") - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(f1("tokens, extractor alone"), 1.0);
        let right: Vec<&str> = tally
            .shares
            .iter()
            .filter(|(_, s)| s.correct == 1)
            .map(|(n, _)| n.as_str())
            .collect();
        assert_eq!(
            right,
            ["byline", "canonical", "date", "dek", "language", "site"]
        );
        let mistake = &tally.mistakes[0];
        assert_eq!(
            (mistake.gold.as_str(), mistake.predicted.as_str()),
            ("Five six.", "Seven eight!")
        );
    }

    #[test]
    fn little_and_nothing() {
        let of = |gold: &str, ours: &str| overlap(&grams(&words(gold), 4), &grams(&words(ours), 4));
        assert_eq!(of("a b", "a b"), [1.0, 1.0]);
        assert_eq!(of("", ""), [1.0, 1.0]);
        assert_eq!(of("a b", ""), [0.0, 0.0]);
        assert_eq!(of("a b c d e", "a b c d"), [1.0, 0.5]);
    }
}
