//! The cases of cases.tsv: a sentence a line, its mentions in brackets.

use super::*;
use crate::document::Token;
use crate::stages::tokens::tokenize;

/// A document of one sentence, without parts of speech.
fn document(text: &str) -> Document {
    let mut doc = Document::new(text.to_owned()).unwrap();
    let token = |span| Token {
        span,
        sentence: 0,
        pos: None,
    };
    doc.tokens = tokenize(text).into_iter().map(token).collect();
    doc
}

/// The sentence of a case without its brackets.
fn plain(case: &str) -> String {
    let mut text = String::new();
    for (k, piece) in case.split('[').enumerate() {
        let label = piece.split(' ').next().unwrap();
        match piece.strip_prefix(label) {
            Some(rest) if k > 0 && label.parse::<EntityType>().is_ok() => {
                text += &rest[1..].replacen(']', "", 1);
            }
            _ if k > 0 => text += &format!("[{piece}"),
            _ => text += piece,
        }
    }
    text
}

/// A sentence with its mentions in brackets.
fn bracketed(doc: &Document, mentions: &[NumericMention]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for mention in mentions {
        let range = mention.span.range();
        text += &doc.text()[at..range.start];
        text += &format!("[{} {}]", mention.kind, doc.slice(mention.span));
        at = range.end;
    }
    text + &doc.text()[at..]
}

fn check(rules: &NumericRules, text: &str, expected: &str) -> Result<(), String> {
    let doc = document(text);
    let got = bracketed(&doc, &rules.find(&doc, 0..doc.tokens.len()));
    (got == expected)
        .then_some(())
        .ok_or(format!("expected {expected}\n     got {got}"))
}

#[test]
fn cases() {
    let rules = NumericRules::new();
    let mut wrong = Vec::new();
    let (mut hits, mut near) = (0, 0);
    for line in include_str!("cases.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
    {
        let (kind, case) = line.split_once('\t').unwrap();
        *(if kind == "near" { &mut near } else { &mut hits }) += 1;
        wrong.extend(check(&rules, &plain(case), case).err());
        // Curly quotes change nothing.
        let curly = case.replace('\'', "’");
        wrong.extend(check(&rules, &plain(&curly), &curly).err());
    }
    wrong.dedup();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(
        hits + near >= 200 && near >= 60,
        "{hits} hits, {near} near misses"
    );
}

#[test]
fn extents_take_modifiers_in() {
    let rules = NumericRules::new();
    let extent = |text: &str| -> Vec<String> {
        let doc = document(text);
        let found = rules.find(&doc, 0..doc.tokens.len());
        found
            .iter()
            .map(|m| doc.slice(m.extent).to_owned())
            .collect()
    };
    assert_eq!(
        extent("It paid more than $5 billion."),
        ["more than $5 billion"]
    );
    assert_eq!(extent("It fell by about 20%."), ["about 20%"]);
    assert_eq!(extent("He left in the early 1990s."), ["the early 1990s"]);
    assert_eq!(
        extent("He left last Friday in mid-2024."),
        ["last Friday", "mid-2024"]
    );
    assert_eq!(
        extent("Up to five of at least 20 men."),
        ["Up to five", "at least 20"]
    );
}

#[test]
fn forms() {
    let rules = NumericRules::new();
    let doc = document("On Friday, a 45-year-old met him two days after last week's $5 sale.");
    let forms: Vec<Form> = rules
        .find(&doc, 0..doc.tokens.len())
        .iter()
        .map(|m| m.form)
        .collect();
    assert_eq!(
        forms,
        [
            Form::Calendar,
            Form::Age,
            Form::Duration,
            Form::Relative,
            Form::Number
        ]
    );
}

#[test]
fn tags_settle_what_words_leave_open() {
    let rules = NumericRules::new();
    let mut doc = document("May 2024 be better");
    assert_eq!(rules.find(&doc, 0..4).len(), 1);
    doc = document("A second passed");
    for (token, tag) in doc.tokens.iter_mut().zip(["DT", "NN", "VBD"]) {
        token.pos = Some(tag.into());
    }
    assert!(rules.find(&doc, 0..3).is_empty());
}

#[test]
fn spaced_and_joined_tokens_read_alike() {
    let rules = NumericRules::new();
    for (text, expected) in [
        (
            "About U . S . $ 93 Million was lost",
            "About [MONEY U . S . $ 93 Million] was lost",
        ),
        ("a £ 420 m deal", "a [MONEY £ 420 m] deal"),
        (
            "at 10 p . m . on Sept . 13 , 2018",
            "at [TIME 10 p . m .] on [DATE Sept . 13 , 2018]",
        ),
        ("the 1960 s", "the [DATE 1960 s]"),
        ("a 45 - year - old man", "a [DATE 45 - year - old] man"),
    ] {
        check(&rules, text, expected).unwrap();
    }
    // One token where the project's tokenizer makes two.
    let mut doc = document("13% of $5 fell");
    doc.tokens.remove(1);
    doc.tokens[0].span = Span::new(0, 3);
    doc.tokens.remove(2);
    doc.tokens[2].span = Span::new(7, 9);
    let found = rules.find(&doc, 0..doc.tokens.len());
    assert_eq!(bracketed(&doc, &found), "[PERCENT 13%] of [MONEY $5] fell");
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorted_disjoint_and_on_token_edges(
            words in proptest::collection::vec(
                prop_oneof![
                    Just("$"), Just("5"), Just("-"), Just("to"), Just("May"), Just("2024"), Just("a"),
                    Just("half"), Just("million"), Just("the"), Just("last"), Just("week"), Just(","),
                    Just("of"), Just("and"), Just("%"), Just("second"), Just("one"), Just("10:30"),
                    Just("years"), Just("'90s"), Just("U.S."), Just("Rs"), Just("é½"), Just("a.m."),
                ],
                0..30,
            )
        ) {
            let doc = document(&words.join(" "));
            let found = NumericRules::new().find(&doc, 0..doc.tokens.len());
            let mut last = 0;
            for mention in found {
                prop_assert!(mention.extent.start >= last && mention.extent.contains(mention.span));
                last = mention.span.end;
                prop_assert!(doc.tokens.iter().any(|t| t.span.start == mention.span.start));
                prop_assert!(doc.tokens.iter().any(|t| t.span.start == mention.extent.start));
                prop_assert!(doc.tokens.iter().any(|t| t.span.end == mention.span.end));
            }
        }

        #[test]
        fn any_text_is_survived(text in "\\PC{0,120}") {
            let doc = document(&text);
            NumericRules::new().find(&doc, 0..doc.tokens.len());
        }
    }
}
