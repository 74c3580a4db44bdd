//! From the fields of one article or sentence to its gold.

use serde_json::Value;

use super::events::{event, main_claim, main_event};
use super::json::{Reader, first, list, text};
use super::{
    GoldCorrection, GoldCue, GoldProfile, GoldQuote, GoldSentence, GoldSource, GoldSpeaker,
    GoldStance, GoldTrap, by_id,
};
use crate::document::{CueType, QuoteType, SourceType, Span};

/// The gold of one article or sentence.
pub(in crate::eval) fn document(id: String, text: String, json: &Value) -> GoldStance {
    let mut reader = Reader::new(&text);
    let read = &mut reader;
    let cues = layer(json, "cues", |json| cue(read, json));
    let sources = layer(json, "sources", |json| Some(source(read, json)));
    let known = sources.as_deref().unwrap_or_default();
    let mut events = layer(json, "events", |json| Some(event(read, json, known)));
    let main_event = main_event(read, json, known, events.as_deref_mut());
    let quotes = layer(json, "quotes", |json| quote(read, json, known));
    let corrections = layer(json, "corrections", |json| correction(read, json));
    let gold = GoldStance {
        id,
        sentences: sentences(read, json, known, cues.as_deref()),
        traps: traps(read, json),
        main_claim: main_claim(read, json, events.as_deref().unwrap_or_default()),
        profile: json.get("profile").map(|json| profile(read, json)),
        notes: Vec::new(),
        text: String::new(),
        cues,
        sources,
        events,
        main_event,
        quotes,
        corrections,
    };
    let notes = reader.notes;
    GoldStance {
        text,
        notes,
        ..gold
    }
}

/// A layer that is annotated, without what cannot be understood.
fn layer<T>(json: &Value, field: &str, item: impl FnMut(&Value) -> Option<T>) -> Option<Vec<T>> {
    json.get(field)
        .map(|items| list(items).iter().filter_map(item).collect())
}

fn cue(read: &mut Reader, json: &Value) -> Option<GoldCue> {
    let span = read.span(json)?;
    let named = [&json["type"]].into_iter().chain(list(&json["also"]));
    let kinds: Vec<CueType> = named.filter_map(|json| read.label(json)).collect();
    let hedge = json["hedge"].as_bool();
    Some(GoldCue {
        span,
        hedge: hedge.unwrap_or_else(|| kinds.first().is_some_and(|kind| kind.is_hedge())),
        kinds,
        optional: json["optional"].as_bool().unwrap_or(false),
        strength: read.label(&json["strength"]),
        scope: read.span(&json["scope"]),
    })
}

/// A source: an object of `type` and a mention, the name of a type, or the words of a mention.
fn source(read: &mut Reader, json: &Value) -> GoldSource {
    let mention = json.get("mention").unwrap_or(json);
    let is_type = json.is_string() && known_type(json).is_some();
    let has_words = mention.is_string() || mention.get("text").or(mention.get("start")).is_some();
    GoldSource {
        id: text(json, "id").unwrap_or_default().to_owned(),
        kind: known_type(json).or_else(|| source_type(read, first(json, &["type", "source_type"]))),
        span: (has_words && !is_type)
            .then(|| read.span(mention))
            .flatten(),
    }
}

/// A type of source by its name, or by FactBank's.
fn known_type(json: &Value) -> Option<SourceType> {
    match json.as_str() {
        Some("AUTHOR" | "author") => Some(SourceType::Author),
        Some("GEN") => Some(SourceType::Implicit),
        _ => serde_json::from_value(json.clone()).ok(),
    }
}

fn source_type(read: &mut Reader, json: &Value) -> Option<SourceType> {
    known_type(json).or_else(|| read.label(json))
}

fn quote(read: &mut Reader, json: &Value, sources: &[GoldSource]) -> Option<GoldQuote> {
    let span = read.span(json)?;
    let kind = match json["type"].as_str() {
        Some("fragment") => Some(QuoteType::Mixed),
        _ => read.label(&json["type"]),
    };
    let speaker = match json.get("speaker") {
        None => GoldSpeaker::Unknown,
        Some(Value::Null) => GoldSpeaker::Nobody,
        Some(speaker) => {
            let named = speaker.as_str().and_then(|id| by_id(sources, id));
            let mention = match named {
                Some(source) => sources[source].span,
                None => read.span(speaker),
            };
            mention.map_or(GoldSpeaker::Unknown, GoldSpeaker::Mention)
        }
    };
    Some(GoldQuote {
        span,
        kind,
        speaker,
    })
}

/// A correction; where only the fact is told, its notice is the whole text.
fn correction(read: &mut Reader, json: &Value) -> Option<GoldCorrection> {
    if json == &Value::Bool(false) {
        return None;
    }
    let notice = match json.get("notice") {
        Some(notice) => read.span(notice)?,
        None if json.is_string() || json.get("text").is_some() => read.span(json)?,
        None => read.whole(),
    };
    Some(GoldCorrection {
        notice,
        retracted: read.span(first(json, &["retracted_content", "retracted"])),
        replacement: read.span(&json["replacement"]),
    })
}

/// The false cues that `trap` and its kin tell of.
fn traps(read: &mut Reader, json: &Value) -> Vec<GoldTrap> {
    let name = match &json["trap"] {
        Value::String(name) if !name.is_empty() => Some(name.clone()),
        Value::Bool(true) => Some("trap".to_owned()),
        _ => None,
    };
    let span_of_one = [&json["trap_span"]].into_iter();
    let spans = span_of_one.chain(list(&json["traps"]));
    let spans = spans.chain([&json["trap"]].into_iter().filter(|t| t.is_object()));
    let mut traps = Vec::new();
    for place in spans {
        if let Some(span) = read.span(place) {
            let named = ["name", "trap", "type"];
            let named = named.iter().find_map(|field| text(place, field));
            let named = named.map(str::to_owned).or_else(|| name.clone());
            traps.push(GoldTrap {
                name: named.unwrap_or_else(|| "trap".to_owned()),
                span: Some(span),
            });
        }
    }
    if traps.is_empty() {
        traps.extend(name.map(|name| GoldTrap { name, span: None }));
    }
    traps
}

/// The sentences; the whole text where the gold has none.
fn sentences(
    read: &mut Reader,
    json: &Value,
    sources: &[GoldSource],
    cues: Option<&[GoldCue]>,
) -> Vec<GoldSentence> {
    let Some(sentences) = json.get("sentences") else {
        let types = [innermost(read, json, sources)];
        return vec![sentence(json, read.whole(), cues, &types)];
    };
    let types = |id: Option<&str>| attributed(json, sources, id);
    let sentence = |json: &Value| {
        let span = read.span(json)?;
        Some(sentence(json, span, cues, &types(text(json, "id"))))
    };
    list(sentences).iter().filter_map(sentence).collect()
}

/// A sentence; where it is not told whether it is hedged, its cues tell.
fn sentence(
    json: &Value,
    span: Span,
    cues: Option<&[GoldCue]>,
    types: &[Option<SourceType>],
) -> GoldSentence {
    let told = |field: &str| json.get(field).and_then(Value::as_bool);
    let has = |is_core: bool| {
        let core = |cue: &GoldCue| !is_core || cue.kinds.first() != Some(&CueType::Dynamic);
        let counts = |c: &GoldCue| span.contains(c.span) && c.hedge && !c.optional && core(c);
        cues.map(|cues| cues.iter().any(counts))
    };
    GoldSentence {
        span,
        hedged: told("hedged").or_else(|| has(false)),
        hedged_core: told("hedged_core").or_else(|| has(true)),
        source_types: types.iter().copied().flatten().collect(),
    }
}

/// The innermost source of a sentence whose `sources` stand outermost first.
fn innermost(read: &mut Reader, json: &Value, sources: &[GoldSource]) -> Option<SourceType> {
    match json.get("source_type") {
        Some(named) => source_type(read, named),
        None if json.get("sources").is_none() => None,
        None => sources.last().map_or(Some(SourceType::Author), |s| s.kind),
    }
}

/// The types of the sources to whom the sentence `id` is attributed, and the author where it is
/// attributed to nobody for certain.
fn attributed(json: &Value, sources: &[GoldSource], id: Option<&str>) -> Vec<Option<SourceType>> {
    let Some(attributions) = json.get("attributions") else {
        return Vec::new();
    };
    let here = list(attributions).iter();
    let here: Vec<&Value> = here.filter(|a| text(a, "sent") == id).collect();
    let is_optional = |a: &&Value| a["optional"].as_bool() == Some(true);
    let kind = |a: &&Value| sources[by_id(sources, text(a, "source")?)?].kind;
    let mut types: Vec<Option<SourceType>> = here.iter().map(kind).collect();
    if here.iter().all(is_optional) {
        types.push(Some(SourceType::Author));
    }
    types
}

fn profile(read: &mut Reader, json: &Value) -> GoldProfile {
    let flag = |fields: &[&str]| first(json, fields).as_bool();
    GoldProfile {
        non_confirmation: flag(&["non_confirmation"]),
        correction: flag(&["has_correction", "correction"]),
        headline_body_discrepancy: flag(&["headline_body_discrepancy"]),
        dominant_source: source_type(
            read,
            first(json, &["dominant_source_type", "dominant_source"]),
        ),
    }
}
