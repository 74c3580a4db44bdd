//! Noun phrases around a cue, from parts of speech.

use std::ops::Range;

use super::page::Page;
use crate::document::{CueType, EntityType};

/// Words that tie a noun phrase to the one before it.
const LINKS: [&str; 19] = [
    "of", "for", "at", "from", "in", "with", "to", "by", "inside", "within", "behind", "near",
    "on", "about", "outside", "close", "into", "under", "against",
];

/// Adjectives and participles that follow their noun ("people familiar with").
const AFTER_NOUN: [&str; 11] = [
    "familiar",
    "close",
    "aware",
    "privy",
    "briefed",
    "involved",
    "informed",
    "based",
    "acquainted",
    "knowledgeable",
    "working",
];

impl Page<'_> {
    /// The noun phrase that begins at a token, with what is tied to it by a preposition ("a
    /// spokesman for the bank", "people familiar with the matter") or by "and".
    pub fn phrase_at(&self, start: usize) -> Option<Range<usize>> {
        let limit = self.sentence(start).end;
        let mut end = self.base_end(start, limit)?;
        while let Some(further) = self.tied(end, limit).or_else(|| self.joined(end, limit)) {
            end = further;
        }
        let mut phrase = start..end;
        // What the lexicon knows as one weasel phrase belongs together.
        for cue in self.cues(self.span(phrase.clone())) {
            let tokens = self.tokens(cue.span);
            let is_weasel = cue.kind == CueType::Weasel;
            if is_weasel && tokens.start >= start && tokens.end <= limit {
                phrase.end = phrase.end.max(tokens.end);
            }
        }
        Some(phrase)
    }

    /// The subject of a verb group that begins at `verb`: the noun phrase before it, past adverbs,
    /// auxiliaries, times and what stands between commas or brackets.
    pub fn subject(&self, verb: usize) -> Option<Range<usize>> {
        let floor = self.sentence(verb).start;
        let mut end = verb;
        while end > floor && (self.is_adverb(end - 1) || self.is_auxiliary(end - 1)) {
            end -= 1;
        }
        end = self.past_insertion(end, floor);
        let mut best: Option<Range<usize>> = None;
        let mut at = self.clause_start(end, floor);
        while at < end {
            match self.phrase_at(at) {
                Some(phrase) => {
                    at = phrase.end.max(at + 1);
                    best = Some(phrase);
                }
                None => at += 1,
            }
        }
        let phrase = best.filter(|p| p.end == end)?;
        Some(self.after_verb_object(phrase, floor))
    }

    /// Of "jobs and analysts" in "The firm cut jobs and analysts said" the last part.
    fn after_verb_object(&self, phrase: Range<usize>, floor: usize) -> Range<usize> {
        let is_object = phrase.start > floor && {
            let before = self.tag(phrase.start - 1);
            before.starts_with('V') || before == "IN"
        };
        match self.conjuncts(phrase.clone()).pop() {
            Some(last) if is_object => last,
            _ => phrase,
        }
    }

    /// Where the search for a subject begins: after the last stop or clause opener, or at a time
    /// phrase's end.
    fn clause_start(&self, end: usize, floor: usize) -> usize {
        let opens = |t: usize| {
            self.is_stop(t)
                || (self.is_finite(t) && !self.is_auxiliary(t))
                || matches!(
                    self.word(t),
                    "that"
                        | "but"
                        | "though"
                        | "although"
                        | "because"
                        | "while"
                        | "if"
                        | "when"
                        | "who"
                        | "which"
                        | "as"
                        | "before"
                        | "after"
                )
        };
        (floor..end)
            .rev()
            .find(|&t| opens(t))
            .map_or(floor, |t| t + 1)
    }

    /// The end of the subject before an insertion that ends right before `end`: ", a professor at
    /// Yale ,", "( CEO )", "on Monday".
    fn past_insertion(&self, mut end: usize, floor: usize) -> usize {
        loop {
            let before = end;
            if end > floor + 1 && matches!(self.word(end - 1), "," | ")") {
                let opener = if self.word(end - 1) == "," { "," } else { "(" };
                let far = floor.max(end.saturating_sub(40));
                let open = (far..end - 1).rev().find(|&t| self.word(t) == opener);
                if let Some(open) = open.filter(|&t| t > floor) {
                    end = open;
                }
            }
            let mut time = end;
            while time > floor && self.is_time(time - 1) {
                time -= 1;
            }
            if time < end && time > floor {
                let on = self.tag(time - 1) == "IN" && time > floor + 1;
                end = if on { time - 1 } else { time };
            }
            if end == before {
                return end;
            }
        }
    }

    /// The parts of "Ford and Fiat"; the phrase itself where it is not joined by "and", or the
    /// word stands inside of a name or joins two adjectives or bare nouns ("research and development").
    pub fn conjuncts(&self, phrase: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = phrase.start;
        for at in phrase.clone() {
            let joins = matches!(self.word(at), "and" | "or" | "nor" | ",")
                && at > start
                && self.entity(at).is_none()
                && self.stands_alone(start)
                && self.stands_alone(at + 1);
            if joins {
                let from = start;
                start = at + 1;
                if matches!(self.word(from), "both" | "neither" | "either") {
                    parts.push(from + 1..at);
                } else {
                    parts.push(from..at);
                }
            }
        }
        if start < phrase.end {
            parts.push(start..phrase.end);
        }
        parts.retain(|p| !p.is_empty());
        parts
    }

    /// Whether a noun phrase of its own begins at a token: a name, a determiner or a pronoun, or
    /// a plural.
    fn stands_alone(&self, token: usize) -> bool {
        matches!(
            self.tag(token),
            "DT" | "PRP" | "PRP$" | "NNP" | "NNPS" | "NNS" | "CD" | "JJ"
        ) || matches!(self.word(token), "both" | "neither" | "either")
    }

    /// The end of a noun phrase without anything tied to it.
    fn base_end(&self, start: usize, limit: usize) -> Option<usize> {
        let mut at = start;
        let mut has_head = false;
        while at < limit && !self.is_stop(at) {
            let tag = self.tag(at);
            let last = at.checked_sub(1).filter(|&t| t >= start);
            if let Some(entity) = self.entity(at).filter(|_| !self.is_time(at)) {
                // A name is taken whole; behind a plural noun another phrase begins.
                let person = |t: usize| self.entity_type(t) == Some(EntityType::Person);
                let after_person = last.is_some_and(person);
                // "At a news conference Mr Adair": nobody's title begins with "a".
                let apart = person(at) && matches!(self.word(start), "a" | "an");
                let plural = last.is_some_and(|t| self.tag(t) == "NNS");
                if has_head && (plural || after_person || apart) {
                    break;
                }
                while at < limit && self.entity(at) == Some(entity) {
                    at += 1;
                }
                has_head = true;
                continue;
            }
            if self.is_time(at) && has_head {
                break;
            }
            let goes_on = match tag {
                "PRP" => !has_head && at == start,
                "DT" | "PDT" | "PRP$" => !has_head,
                "CD" | "JJ" | "JJR" | "JJS" | "VBN" | "VBG" if !has_head => true,
                "VBN" | "VBG" | "JJR" => false,
                "CD" | "JJ" | "JJS" => {
                    // "five others", "Ford chief executive": only before another noun.
                    self.is_noun(at + 1) && last.is_some_and(|t| self.tag(t) != "NNS")
                }
                "RB" | "RBR" | "RBS" => {
                    !has_head && matches!(self.tag(at + 1), "JJ" | "CD" | "VBN" | "RB" | "JJR")
                }
                "NN" | "NNP" | "NNPS" | "FW" | "NNS" => {
                    let after_plural = last.is_some_and(|t| self.tag(t) == "NNS");
                    !(has_head && after_plural && matches!(tag, "NNS" | "NNP"))
                }
                "POS" => has_head,
                "HYPH" | "$" => true,
                _ if self.word(at) == "&" => has_head && self.tag(at + 1).starts_with("NNP"),
                _ => matches!(self.word(at), "'s" | "'") && has_head && self.is_noun(at + 1),
            };
            if !goes_on {
                break;
            }
            has_head |= self.is_noun(at) || matches!(tag, "PRP" | "CD");
            if tag == "POS" {
                has_head = true;
            }
            at += 1;
            if tag == "PRP" {
                break;
            }
        }
        let is_pronoun = at == start + 1
            && matches!(
                self.word(start),
                "some"
                    | "many"
                    | "others"
                    | "most"
                    | "both"
                    | "another"
                    | "several"
                    | "few"
                    | "all"
                    | "this"
                    | "that"
                    | "one"
                    | "those"
                    | "these"
                    | "neither"
                    | "none"
                    | "who"
                    | "which"
                    | "it"
            );
        (has_head || is_pronoun)
            .then_some(at)
            .filter(|&end| end > start)
    }

    /// The end of a preposition's phrase, or of an adjective's or participle's, that begins at a
    /// token and says more of the noun before it.
    fn tied(&self, at: usize, limit: usize) -> Option<usize> {
        if at >= limit {
            return None;
        }
        let mut link = at;
        if AFTER_NOUN.contains(&self.word(at)) {
            link += 1;
        } else if self.tag(at) == "RB" && AFTER_NOUN.contains(&self.word(at + 1)) {
            link += 2;
        }
        let is_link = LINKS.contains(&self.word(link)) && self.tag(link) != "RP";
        if !is_link || link + 1 >= limit || self.is_time(link + 1) {
            return None;
        }
        self.base_end(link + 1, limit)
    }

    /// The end of the noun phrase behind "and" at a token.
    fn joined(&self, at: usize, limit: usize) -> Option<usize> {
        let joins = matches!(self.word(at), "and" | "or" | "nor") && at + 1 < limit;
        if !joins {
            return None;
        }
        self.base_end(at + 1, limit)
    }

    /// The head of a noun phrase: the last noun before anything tied to it.
    pub fn head(&self, phrase: Range<usize>) -> usize {
        let end = self
            .base_end(phrase.start, phrase.end)
            .unwrap_or(phrase.end);
        let end = end.clamp(phrase.start + 1, phrase.end.max(phrase.start + 1));
        let nouns = (phrase.start..end).rev();
        nouns
            .clone()
            .find(|&t| self.is_noun(t))
            .unwrap_or(end.saturating_sub(1))
    }
}
