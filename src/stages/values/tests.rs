//! The cases of cases.tsv: the article's date, its text with one mention marked, its value.

use super::*;
use crate::document::Span;
use crate::stages::entities::numeric_entities;
use crate::stages::layout::Layout;
use crate::stages::sentences::Sentences;
use crate::stages::tokens::Tokens;

/// A document with the rules' entities and their values.
fn annotated(text: &str, date: Option<Date>, model: Option<Span>) -> Document {
    let mut doc = Document::new(text.to_owned()).unwrap();
    doc.date = date;
    for stage in [&Layout as &dyn Stage, &Sentences, &Tokens, &ArticleDate] {
        stage.run(&mut doc).unwrap();
    }
    doc.entities = numeric_entities(&doc);
    // A date that the model alone found.
    if let Some(span) = model {
        doc.entities.retain(|e| !e.span.overlaps(span));
        doc.entities.push(Entity {
            span,
            kind: EntityType::Date,
            score: 1.0,
            form: None,
            value: None,
        });
        doc.entities.sort_by_key(|e| e.span);
    }
    Values::new().run(&mut doc).unwrap();
    doc
}

/// A value in one line: "2025-05-02", "5..7 km", "13600000000 USD", "-" for none.
fn line(value: Option<&Value>) -> String {
    let Some(value) = value else {
        return "-".to_owned();
    };
    let mut text = value.timex.clone().unwrap_or_default();
    text += &value.number.map(|n| n.to_string()).unwrap_or_default();
    text += &value
        .number_to
        .map(|n| format!("..{n}"))
        .unwrap_or_default();
    for unit in [&value.unit, &value.currency].into_iter().flatten() {
        text += &format!(" {unit}");
    }
    text
}

/// What is wrong with a case, if anything.
fn check(case: &str) -> Option<String> {
    let columns: Vec<&str> = case.split('\t').collect();
    let [date, marked, expected] = columns[..] else {
        return Some(format!("not three columns: {case}"));
    };
    let date = (date != "-").then(|| date.parse().unwrap());
    let open = marked.find(['[', '{']).unwrap();
    let close = marked.find([']', '}']).unwrap() - 1;
    let text = marked
        .replace(['[', ']', '{', '}'], "")
        .replace("\\n", "\n\n");
    let span = Span::new(open, close);
    let doc = annotated(&text, date, marked.contains('{').then_some(span));
    let found = doc.entities.iter().find(|e| e.span.overlaps(span));
    let got = match found {
        Some(entity) if entity.span == span => line(entity.value.as_ref()),
        Some(entity) => format!(
            "{} on [{}]",
            line(entity.value.as_ref()),
            doc.slice(entity.span)
        ),
        None => "none".to_owned(),
    };
    (got != expected).then(|| format!("{marked}: expected {expected}, got {got}"))
}

#[test]
fn cases() {
    let cases: Vec<&str> = include_str!("cases.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let wrong: Vec<String> = cases.iter().filter_map(|case| check(case)).collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(cases.len() >= 250, "{} cases", cases.len());
}

#[test]
fn the_article_dates_itself() {
    let date = |text: &str| annotated(text, None, None).date.map(|d| d.to_string());
    let dated = |day: &str| Some(day.to_owned());
    assert_eq!(
        date("Flood hits town\n\nBy Ana Ruiz\n\nPublished May 5, 2025\n\nThe river rose."),
        dated("2025-05-05")
    );
    assert_eq!(
        date("Flood hits town\n\nFriday, July 28, 2006\n\nThe river rose on Monday."),
        dated("2006-07-28")
    );
    assert_eq!(
        date("Flood hits town\n\nOSLO, March 12, 1998 (AP) - The river rose."),
        dated("1998-03-12")
    );
    assert_eq!(
        date("Flood hits town\n\nThe river rose on March 12, 1998."),
        None
    );
    assert_eq!(
        date("Flood hits town\n\nOSLO, March 12 (AP) - The river rose."),
        None
    );
}

#[test]
fn a_given_date_goes_first() {
    let given = Some("2020-01-01".parse().unwrap());
    let doc = annotated(
        "Flood\n\nPublished May 5, 2025\n\nThe river rose.",
        given,
        None,
    );
    assert_eq!(doc.date, given);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    const WORDS: [&str; 60] = [
        "$",
        "5",
        "-",
        "to",
        "May",
        "2024",
        "a",
        "half",
        "million",
        "the",
        "last",
        "week",
        ",",
        "of",
        "and",
        "%",
        "second",
        "one",
        "10:30",
        "years",
        "'90s",
        "U.S.",
        "Rs",
        "½",
        "a.m.",
        "ago",
        "later",
        "next",
        "Friday",
        "31",
        "99999999999",
        "dollars",
        "pounds",
        "miles",
        "per",
        "hour",
        "quarter",
        "third",
        "century",
        "fiscal",
        "FY99",
        "Q3",
        "tonight",
        "morning",
        "Easter",
        "9999",
        "billion",
        "trillion",
        "few",
        "every",
        "day",
        "before",
        "summer",
        "Feb.",
        "30",
        "12/13/9999",
        "1400",
        "GMT",
        "inches",
        "feet",
    ];

    proptest! {
        #[test]
        fn any_words_are_survived(
            words in proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..40),
            year in -9999_i16..=9999,
        ) {
            let date = Date::new(year, 12, 31).ok();
            annotated(&words.join(" "), date, None);
        }

        #[test]
        fn any_text_is_survived(text in "\\PC{0,120}") {
            annotated(&text, Date::new(2025, 5, 2).ok(), None);
        }
    }
}
