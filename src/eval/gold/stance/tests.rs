use std::fs;

use serde_json::{Value, json};

use super::fields::document;
use super::*;

fn gold(text: &str, fields: Value) -> GoldStance {
    document("a".to_owned(), text.to_owned(), &fields)
}

#[test]
fn spans_in_many_forms() {
    let text = "“É may,” maybe may";
    let gold = gold(
        text,
        json!({"cues": [
            {"text": "may", "start": 3, "end": 6, "type": "epistemic"},
            {"text": "may", "type": "epistemic", "strength": "possible"},
            {"text": "may", "start": 0, "end": 3, "type": "epistemic"},
            {"text": "rain", "type": "epistemic"},
            {"text": "maybe", "type": "adverbial", "hedge": true},
        ]}),
    );
    let cues = gold.cues.as_deref().unwrap();
    let words: Vec<&str> = cues.iter().map(|c| &text[c.span.range()]).collect();
    assert_eq!(words, ["may", "may", "may", "maybe"]);
    assert_eq!(cues[0].span.start, 6);
    assert_eq!(cues[1].strength, Some(Strength::Possible));
    assert!(cues[0].hedge && cues[3].hedge && cues[3].kinds.is_empty());
    assert_eq!(gold.notes.len(), 3, "{:?}", gold.notes);
    assert!(gold.notes[0].contains("wrong offsets"));
    assert!(gold.notes[1].contains("no span"));
    assert!(gold.notes[2].contains("\"adverbial\" is no label"));
}

#[test]
fn a_sentence_with_every_field() {
    let text = "Acme denied, sources told Bolt News, that it may buy Bolt.";
    let gold = gold(
        text,
        json!({
            "hedged": true, "hedged_core": true, "trap": "name",
            "traps": [{"text": "Bolt", "start": 26, "end": 30}],
            "sources": [{"type": "media", "text": "Bolt News"}, {"type": "anonymous", "text": "sources"}],
            "events": [{"trigger": {"text": "buy"}, "accept_author": "PS-"}],
            "event_status": "denied", "author_factuality": "Uu", "negation": null,
            "quotes": [{"text": "it may", "type": "fragment", "speaker": {"text": "Acme"}}],
            "corrections": [], "difficulty": 3,
        }),
    );
    assert_eq!(gold.notes, [""; 0]);
    let sentence = &gold.sentences[0];
    assert_eq!(sentence.span, Span::new(0, text.len()));
    assert_eq!(sentence.source_types, [SourceType::Anonymous]);
    assert_eq!(gold.traps[0].name, "name");
    assert_eq!(gold.traps[0].span, Some(Span::new(26, 30)));
    let event = &gold.events.as_deref().unwrap()[0];
    assert_eq!(event.status, Some(EventStatus::Denied));
    assert_eq!(event.author, Some(Factuality::Unknown));
    assert_eq!(event.negated, Some(false));
    let quote = &gold.quotes.as_deref().unwrap()[0];
    assert_eq!(quote.kind, Some(QuoteType::Mixed));
    assert_eq!(quote.speaker, GoldSpeaker::Mention(Span::new(0, 4)));
    assert_eq!(gold.corrections, Some(Vec::new()));
    assert!(gold.profile.is_none() && gold.main_claim.is_none());
}

#[test]
fn the_source_type_may_be_told_or_follow() {
    let types = |fields: Value| {
        gold("He said so.", fields).sentences[0]
            .source_types
            .clone()
    };
    assert_eq!(types(json!({"source_type": "self"})), [SourceType::Author]);
    assert_eq!(
        types(json!({"sources": ["named", "GEN"]})),
        [SourceType::Implicit]
    );
    assert_eq!(
        types(json!({"sources": ["AUTHOR", {"text": "He", "type": "named"}]})),
        [SourceType::Named]
    );
    assert_eq!(types(json!({"sources": []})), [SourceType::Author]);
    assert_eq!(types(json!({})), [SourceType::Author; 0]);
}

#[test]
fn polarity_in_many_forms() {
    let negated = |fields: Value| gold("It fell.", fields).main_event.and_then(|e| e.negated);
    assert_eq!(negated(json!({"negation": true})), Some(true));
    assert_eq!(negated(json!({"negation": []})), Some(false));
    assert_eq!(negated(json!({"negation": [{"text": "not"}]})), Some(true));
    assert_eq!(negated(json!({"negation": null})), Some(false));
    assert_eq!(
        negated(json!({"event_status": "ongoing", "polarity": "NEG"})),
        Some(true)
    );
    assert_eq!(
        negated(json!({"event_status": "ongoing", "polarity": "POS"})),
        Some(false)
    );
    assert_eq!(negated(json!({"event_status": "ongoing"})), None);
    assert!(
        gold("It fell.", json!({"hedged": true}))
            .main_event
            .is_none()
    );
}

#[test]
fn articles_and_their_texts() {
    let dir = tempfile::tempdir().unwrap();
    let folder = |name: &str| {
        let path = dir.path().join(name);
        fs::create_dir_all(&path).unwrap();
        path
    };
    fs::write(folder("articles").join("a.txt"), "It may rain.").unwrap();
    let path = folder("gold/deep").join("gold.json");
    let article = json!({"doc_id": "a", "path": "articles/a.txt", "sentences": [
        {"id": "s1", "text": "It may rain.", "start": 0, "end": 12, "hedged": true}]});
    let file = json!({"schema": "hedge-gold/1.0", "documents": [article]});
    fs::write(&path, file.to_string()).unwrap();
    let documents = read(&path, None).unwrap();
    assert_eq!(
        (documents[0].id.as_str(), documents[0].text.as_str()),
        ("a", "It may rain.")
    );
    assert_eq!(documents[0].sentences[0].hedged, Some(true));
    assert_eq!(documents[0].sentences[0].source_types, []);

    fs::rename(dir.path().join("articles"), folder("elsewhere").join("b")).unwrap();
    let error = read(&path, None).unwrap_err().to_string();
    for part in ["gold.json", "document a", "articles/a.txt", "--texts"] {
        assert!(error.contains(part), "{error}");
    }
    let texts = dir.path().join("elsewhere/b");
    assert_eq!(read(&path, Some(&texts)).unwrap(), documents);
}

#[test]
fn sentences_a_line() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("gold.jsonl");
    fs::write(
        &path,
        "{\"text\": \"It fell.\"}\n\n{\"id\": 7, \"text\": \"It rose.\"}\n",
    )
    .unwrap();
    let ids: Vec<String> = read(&path, None)
        .unwrap()
        .into_iter()
        .map(|d| d.id)
        .collect();
    assert_eq!(ids, ["1", "7"]);
    fs::write(&path, "{\"text\": \"It fell.\"}\n{\"id\": 7}\n").unwrap();
    let error = read(&path, None).unwrap_err().to_string();
    assert!(
        error.contains("line 2") && error.contains("'text'"),
        "{error}"
    );
}
