//! Events: their triggers, negation, the main one, and their status.

use super::{begins_in, count_spans, main_event, mistake};
use crate::document::{Document, Event, EventStance, Span, label};
use crate::eval::gold::stance::{GoldEvent, GoldStance};
use crate::eval::pairs::{overlap, pair, unpaired};
use crate::eval::report::{Confusion, Tally};

/// A gold event with ours.
pub(super) struct Meeting<'a> {
    pub gold: &'a GoldEvent,
    /// What we make of ours; `None` where we have none or make nothing of it.
    pub ours: Option<&'a EventStance>,
    /// Where to show it.
    pub at: Span,
}

/// Every gold event with ours whose trigger overlaps; what the gold says of a text's main event
/// without its trigger meets our first main event in the text.
pub(super) fn meetings<'a>(gold: &'a GoldStance, doc: &'a Document) -> Vec<Meeting<'a>> {
    let wanted: Vec<(Span, &GoldEvent)> = spanned(gold);
    let found = doc.events.as_deref().unwrap_or_default();
    let pairs = pair(&wanted, found, |g, p| overlap(g.0, p.span));
    let (missed, _) = unpaired(&pairs, wanted.len(), found.len());
    let pairs = pairs.into_iter().map(|(g, p)| (g, found.get(p)));
    let missed = missed.into_iter().map(|g| (g, None));
    let meeting = |(g, ours): (usize, Option<&'a Event>)| Meeting {
        gold: wanted[g].1,
        ours: ours.and_then(|event| event.stance.as_ref()),
        at: wanted[g].0,
    };
    let mut meetings: Vec<Meeting> = pairs.chain(missed).map(meeting).collect();
    meetings.sort_by_key(|m| m.at);
    let whole = Span::new(0, gold.text.len());
    let named = gold
        .events
        .iter()
        .flatten()
        .filter(|e| e.main == Some(true));
    let unnamed = named.chain(&gold.main_event).filter(|e| e.span.is_none());
    let main = main_event(doc, whole);
    meetings.extend(unnamed.map(|gold| Meeting {
        gold,
        ours: main.and_then(|event| event.stance.as_ref()),
        at: main.map_or(whole, |event| event.span),
    }));
    meetings
}

/// The gold events whose trigger is known.
fn spanned(gold: &GoldStance) -> Vec<(Span, &GoldEvent)> {
    let events = gold.events.iter().flatten().chain(&gold.main_event);
    events.filter_map(|e| Some((e.span?, e))).collect()
}

/// Rows `trigger ...` count the triggers of the gold's list of events (where it lists only some,
/// the precision is a lower bound). `negated` decides for each event that meets one of ours
/// whether it is presented as not being so. `main` is the share of sentences whose main event is
/// ours, by overlap, and `time` the share of the events met whose time is right.
pub(super) fn score(gold: &GoldStance, doc: &Document) -> Tally {
    let mut tally = Tally::default();
    if let Some(events) = &gold.events {
        triggers(gold, events, doc, &mut tally);
    }
    for Meeting {
        gold: wanted,
        ours,
        at,
    } in meetings(gold, doc)
    {
        let Some(ours) = ours else { continue };
        if let Some(negated) = wanted.negated {
            tally.decisions("negated").count(negated, ours.negated);
            if negated != ours.negated {
                let shown = |negated| match negated {
                    true => format!("negated {}", &gold.text[at.range()]),
                    false => format!("not negated {}", &gold.text[at.range()]),
                };
                let mistake = mistake(gold, at, shown(negated), shown(ours.negated));
                tally.mistakes.push(mistake);
            }
        }
        if let Some(time) = wanted.time {
            tally.share("time").count(time == ours.time);
        }
    }
    for sentence in &gold.sentences {
        let is_main =
            |e: &&(Span, &GoldEvent)| e.1.main == Some(true) && begins_in(sentence.span, e.0);
        let events = spanned(gold);
        if let Some((span, _)) = events.iter().find(is_main) {
            let ours = main_event(doc, sentence.span).map(|event| event.span);
            let is_right = ours.is_some_and(|ours| ours.overlaps(*span));
            tally.share("main").count(is_right);
        }
    }
    tally
}

fn triggers(gold: &GoldStance, events: &[GoldEvent], doc: &Document, tally: &mut Tally) {
    let wanted: Vec<Span> = events.iter().filter_map(|e| e.span).collect();
    let found: Vec<Span> = doc.events.iter().flatten().map(|e| e.span).collect();
    let pairs = count_spans(tally, "trigger", &wanted, &found);
    let (missed, spurious) = unpaired(&pairs, wanted.len(), found.len());
    let words = |span: Span| gold.text[span.range()].to_owned();
    for span in missed.into_iter().map(|g| wanted[g]) {
        let mistake = mistake(gold, span, words(span), String::new());
        tally.mistakes.push(mistake);
    }
    for span in spurious.into_iter().map(|p| found[p]) {
        let mistake = mistake(gold, span, String::new(), words(span));
        tally.mistakes.push(mistake);
    }
}

/// Row `status` tells how many of the events that meet one of ours have its status, with the
/// mean F1 of the statuses; in `all events` those that meet none are wrong. A status that the gold
/// accepts too is right, and counts as the gold's. Rows `is ...` and the confusion are those of the
/// events met.
pub(super) fn status(gold: &GoldStance, doc: &Document) -> Tally {
    let mut tally = Tally::default();
    for Meeting {
        gold: wanted,
        ours,
        at,
    } in meetings(gold, doc)
    {
        let Some(first) = wanted.status else {
            continue;
        };
        let found = ours.map(|ours| ours.status);
        let status = match found {
            Some(found) if wanted.accepted_status.contains(&found) => found,
            _ => first,
        };
        tally.share("all events").count(found == Some(status));
        let name = found.map_or(Confusion::NONE.to_owned(), label);
        tally.confusion.count(&label(status), &name);
        let Some(found) = found else { continue };
        let row = tally.classes("status");
        row.count(status as usize, Some(found as usize));
        tally.counts(&format!("is {}", label(status))).gold += 1;
        let counts = tally.counts(&format!("is {}", label(found)));
        counts.predicted += 1;
        counts.correct += usize::from(found == status);
        if found != status {
            let words = &gold.text[at.range()];
            let shown = |status| format!("{} {words}", label(status));
            let mistake = mistake(gold, at, shown(status), shown(found));
            tally.mistakes.push(mistake);
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, counts, document, event, gold, share};
    use super::*;
    use crate::document::{EventStatus, EventTime};
    use serde_json::json;

    const TEXT: &str = "Acme did not buy Bolt, which fell.";

    fn doc(main: &str, negated: bool) -> Document {
        let mut doc = document(TEXT);
        let event = |words: &str| {
            let mut event = event(TEXT, words);
            let stance = event.stance.as_mut().unwrap();
            stance.main = words == main;
            stance.negated = negated;
            event
        };
        doc.events = Some(vec![event("buy"), event("fell")]);
        doc
    }

    #[test]
    fn triggers_negation_main_and_time() {
        let fields = json!({"events": [
            {"trigger": {"text": "not buy"}, "polarity": "NEG", "main": true, "time": "PAST"},
            {"trigger": "fell", "polarity": "POS", "time": "FUTURE"},
            {"trigger": "did", "polarity": "NEG"},
        ]});
        let gold = gold(TEXT, fields);
        let tally = score(&gold, &doc("buy", true));
        assert_eq!(counts(&tally, "trigger exact"), (3, 2, 1));
        assert_eq!(counts(&tally, "trigger overlap"), (3, 2, 2));
        let negated = tally.decisions["negated"];
        assert_eq!((negated.yes, negated.spurious, negated.missed), (1, 1, 0));
        assert_eq!(share(&tally, "main"), (1, 1));
        assert_eq!(share(&tally, "time"), (2, 1));
        let kinds: Vec<&str> = tally.mistakes.iter().map(|m| m.kind()).collect();
        assert_eq!(kinds, ["missed", "wrong"]);
        assert_eq!(share(&score(&gold, &doc("fell", true)), "main"), (1, 0));
    }

    #[test]
    fn a_sentence_speaks_of_its_main_event() {
        let fields = json!({"event_status": "not_occurred", "negation": true});
        let gold = gold(TEXT, fields);
        let tally = score(&gold, &doc("buy", true));
        assert!(tally.counts.is_empty());
        assert_eq!(tally.decisions["negated"].yes, 1);
        let statuses = status(&gold, &doc("buy", true));
        assert_eq!(statuses.confusion.times("not_occurred", "completed"), 1);
        assert_eq!(statuses.mistakes[0].gold, "not_occurred buy");
        let none = status(&gold, &document(TEXT));
        assert_eq!(share(&none, "all events"), (1, 0));
        assert!(none.classes.is_empty());
    }

    #[test]
    fn statuses() {
        let fields = json!({"events": [
            {"trigger": "buy", "event_status": "completed"},
            {"trigger": "fell", "status": "ongoing"},
            {"trigger": "did", "status": "state"},
        ]});
        let mut doc = doc("buy", false);
        let tally = status(&gold(TEXT, fields.clone()), &doc);
        assert_eq!(tally.classes["status"].accuracy(), 0.5);
        // completed: F1 2/3, ongoing: 0.
        assert!((tally.classes["status"].macro_f1() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(share(&tally, "all events"), (3, 1));
        assert_eq!(counts(&tally, "is completed"), (1, 2, 1));
        assert_eq!(tally.confusion.times("state", Confusion::NONE), 1);
        for event in doc.events.iter_mut().flatten() {
            event.stance = None;
        }
        assert_eq!(
            share(&status(&gold(TEXT, fields), &doc), "all events"),
            (3, 0)
        );
    }

    #[test]
    fn accepted_statuses_are_right() {
        let fields = json!({"events": [
            {"trigger": "buy", "event_status": "planned", "accept_status": ["completed"]},
            {"trigger": "fell", "event_status": "planned", "accept_status": ["state"]},
        ]});
        let tally = status(&gold(TEXT, fields), &doc("buy", false));
        assert_eq!(share(&tally, "all events"), (2, 1));
        assert_eq!(tally.confusion.times("completed", "completed"), 1);
        assert_eq!(tally.mistakes[0].gold, "planned fell");
    }

    #[test]
    fn values_that_the_gold_spreads_belong_together() {
        let fields = json!({
            "trigger": {"text": "buy"}, "event_status": "not_occurred",
            "events": [{"trigger": "fell"}, {"trigger": "buy", "main": true}],
        });
        let gold = gold(TEXT, fields);
        assert!(gold.main_event.is_none());
        let events = gold.events.as_deref().unwrap();
        assert_eq!(events[1].status, Some(EventStatus::NotOccurred));
        assert_eq!(events[0].status, None);
        assert_eq!(events[0].span, Some(at(TEXT, "fell")));
        assert_eq!(events[0].time, None::<EventTime>);
    }
}
