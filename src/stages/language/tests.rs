use super::*;
use crate::stages::layout::Layout;

const CASES: &str = include_str!("cases.tsv");

fn annotated(text: &str, declared: Option<&str>) -> Document {
    let mut doc = Document::new(text.to_owned()).unwrap();
    doc.language = declared.map(str::to_owned);
    Layout.run(&mut doc).unwrap();
    Language.run(&mut doc).unwrap();
    doc
}

fn language(text: &str, declared: Option<&str>) -> String {
    annotated(text, declared).language.unwrap()
}

#[test]
fn short_news_texts() {
    let cases = CASES.lines().map(|line| line.split_once('\t').unwrap());
    let wrong = |&(tag, text): &(&str, &str)| language(text, None) != tag;
    let wrong: Vec<_> = cases.clone().filter(wrong).collect();
    for (tag, text) in &wrong {
        println!("{tag} {} {text}", language(text, None));
    }
    assert!(wrong.iter().all(|(tag, _)| *tag != "en"));
    assert!(wrong.len() * 20 <= cases.count(), "{} wrong", wrong.len());
}

#[test]
fn foreign_articles_are_skipped_with_a_reason() {
    let german = CASES.lines().filter_map(|line| line.strip_prefix("de\t"));
    let doc = annotated(&german.collect::<Vec<_>>().join("\n\n"), None);
    assert_eq!(
        doc.skipped.as_deref(),
        Some(
            "the article is in German; hedgerow annotates English (--force annotates it all the same)"
        )
    );
}

#[test]
fn too_little_text_is_what_it_is_declared_to_be() {
    assert_eq!(language("Dam passes", None), "en");
    assert_eq!(language("Dam passes", Some("en_GB")), "en-GB");
    assert_eq!(language("Damm hält", Some("de-AT")), "de-AT");
    assert_eq!(language("12:30 – 14:45", None), "en");
    // Another script is never English.
    assert_eq!(language("政府宣布将降低税率政府宣布", Some("en")), "zh");
}

#[test]
fn the_text_decides_over_the_declared_language() {
    let text = "The county sold the old lighthouse on the northern shore after talks that had gone on for years.";
    assert_eq!(language(text, Some("de")), "en");
    assert_eq!(language(text, Some("en-NZ")), "en-NZ");
    assert_eq!(language(text, Some("english, I think")), "en");
}

#[test]
fn the_majority_decides() {
    let english = "The county sold the old lighthouse on the northern shore after talks that had gone on for years.";
    let german = "Die Bundesregierung will das Gesetz noch vor der Sommerpause beschließen, sagte ein Sprecher am Montag.";
    assert_eq!(
        language(&format!("{english}\n\n{german}\n\n{english}"), None),
        "en"
    );
    assert_eq!(
        language(&format!("{german}\n\n{english}\n\n{german}"), None),
        "de"
    );
}

#[test]
fn boilerplate_has_no_vote() {
    let german =
        "Die Regierung will das Gesetz noch vor der Sommerpause beschließen, sagte ein Sprecher.";
    let site = "Sign up for our newsletter and never miss a story that matters to you and to your friends.\n".repeat(3);
    assert_eq!(language(&format!("{german}\n\n{site}"), None), "de");
}

#[test]
fn lists_are_sorted() {
    assert!(FUNCTION_WORDS.is_sorted());
}
