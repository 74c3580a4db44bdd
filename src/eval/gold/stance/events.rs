//! Events and the main claim, from their fields.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::json::{Reader, first, list, text};
use super::{GoldClaim, GoldEvent, GoldSource, by_id};
use crate::document::{Factuality, Span};

/// An event: an object, or the words of its trigger.
pub(super) fn event(read: &mut Reader, json: &Value, sources: &[GoldSource]) -> GoldEvent {
    let trigger = match first(json, &["trigger", "event_trigger", "span"]) {
        Value::Null if json.is_string() || json.get("start").or(json.get("text")).is_some() => json,
        trigger => trigger,
    };
    let value = first(json, &["factuality", "author_factuality"]);
    let author = match first(json, &["author_factuality", "author"]) {
        Value::Null => author_value(value),
        author => author,
    };
    GoldEvent {
        span: read.span(trigger),
        status: read.label(first(json, &["event_status", "status"])),
        accepted_status: labels(read, &json["accept_status"]),
        time: read.label(&json["time"]),
        negated: negated(json),
        main: json["main"].as_bool(),
        author: read.label(author),
        accepted: labels(read, &json["accept_author"]),
        held: held(read, value, sources),
    }
}

/// What a sentence says of its main event outside of `events`. Where `events` names events, it is
/// added to what they say of the main one, or else the first.
pub(super) fn main_event(
    read: &mut Reader,
    json: &Value,
    sources: &[GoldSource],
    events: Option<&mut [GoldEvent]>,
) -> Option<GoldEvent> {
    const FIELDS: [&str; 5] = [
        "event_status",
        "author_factuality",
        "factuality",
        "negation",
        "negated",
    ];
    if !FIELDS.iter().any(|field| json.get(field).is_some()) {
        return None;
    }
    // The text of the sentence is not the event's trigger.
    let mut fields = json.clone();
    if let Value::Object(fields) = &mut fields {
        for field in ["text", "start", "end", "main", "span"] {
            fields.remove(field);
        }
    }
    let told = event(read, &fields, sources);
    let named = events.unwrap_or_default();
    let at = named.iter().position(|e| e.main == Some(true)).unwrap_or(0);
    let Some(named) = named.get_mut(at) else {
        return Some(GoldEvent {
            main: Some(true),
            ..told
        });
    };
    named.accepted.extend(told.accepted);
    named.accepted_status.extend(told.accepted_status);
    named.status = named.status.or(told.status);
    named.negated = named.negated.or(told.negated);
    named.author = named.author.or(told.author);
    None
}

/// The author's value: of a list of commitments, the one whose chain is the author alone; of an
/// object of values by source, the author's; or the value itself.
fn author_value(json: &Value) -> &Value {
    match json {
        Value::Array(commitments) => {
            let is_author = |c: &&Value| list(chain(c)).len() <= 1;
            let found = commitments.iter().find(is_author);
            found.map_or(&Value::Null, |commitment| &commitment["value"])
        }
        Value::Object(_) => first(json, &["AUTHOR", "author", "self", "value"]),
        value => value,
    }
}

fn chain(commitment: &Value) -> &Value {
    first(commitment, &["source_chain", "chain"])
}

/// The values of the sources in a list of commitments, by the innermost of each chain.
fn held(read: &mut Reader, json: &Value, sources: &[GoldSource]) -> Vec<(usize, Factuality)> {
    let Value::Array(commitments) = json else {
        return Vec::new();
    };
    let held = |commitment: &Value| {
        let chain = list(chain(commitment));
        let innermost = chain.get(1..)?.last()?;
        let source = by_id(sources, innermost.as_str()?)?;
        Some((source, read.label(&commitment["value"])?))
    };
    commitments.iter().filter_map(held).collect()
}

/// Whether an event is presented as not being so: a truth value, a polarity, or the words that
/// negate it, null being none.
fn negated(json: &Value) -> Option<bool> {
    let fields = ["negated", "negation", "polarity"];
    let told = fields.iter().find_map(|field| json.get(field))?;
    match told {
        Value::Null => Some(false),
        Value::Bool(told) => Some(*told),
        Value::String(polarity) => match polarity.to_lowercase().as_str() {
            "pos" | "positive" | "+" | "none" | "" => Some(false),
            _ => Some(true),
        },
        Value::Array(words) => Some(!words.is_empty()),
        _ => Some(true),
    }
}

fn labels<T: DeserializeOwned>(read: &mut Reader, json: &Value) -> Vec<T> {
    let labels = list(json).iter();
    labels.filter_map(|json| read.label(json)).collect()
}

/// The claim that `profile` calls the main one, or else the first.
pub(super) fn main_claim(
    read: &mut Reader,
    json: &Value,
    events: &[GoldEvent],
) -> Option<GoldClaim> {
    let claims = list(json.get("claims")?);
    let main = json.get("profile").and_then(|p| text(p, "main_claim"));
    let is_main = |claim: &&Value| main.is_some() && text(claim, "id") == main;
    let claim = claims.iter().find(is_main).or_else(|| claims.first())?;
    let tolerance = claim["certainty_tolerance"].as_f64().unwrap_or(0.2);
    let triggers = list(&claim["events"]).iter().filter_map(Value::as_str);
    let event = |name: &str| trigger(json, name, events);
    Some(GoldClaim {
        status: read.label(first(claim, &["event_status", "status"])),
        author: read.label(author_value(&claim["factuality"])),
        accepted: labels(read, &claim["accept_author"]),
        certainty: claim["certainty"].as_f64().map(|c| (c, tolerance)),
        events: triggers.filter_map(event).collect(),
    })
}

/// The trigger of an event by its id, or by its words and its sentence: "host@s5".
fn trigger(json: &Value, name: &str, events: &[GoldEvent]) -> Option<Span> {
    let words = |event: &Value| {
        let trigger = text(&event["trigger"], "text")?;
        Some(format!("{trigger}@{}", text(event, "sent")?))
    };
    let is_named = |e: &Value| text(e, "id") == Some(name) || words(e).as_deref() == Some(name);
    let at = list(&json["events"]).iter().position(is_named)?;
    events.get(at)?.span
}
