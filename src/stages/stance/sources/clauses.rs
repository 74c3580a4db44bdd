//! What a cue ascribes: the clause before or after it.

use std::ops::Range;

use super::page::Page;

impl Page<'_> {
    /// The rest of the sentence from a token on, without its final stop and outer punctuation. A
    /// quotation that goes on into further sentences is taken whole.
    pub fn rest(&self, start: usize) -> Range<usize> {
        let mut end = self.sentence(start.saturating_sub(1)).end;
        if let Some(quotation) = self.quotation(end.saturating_sub(1)) {
            // "He said: “We wait. ...": all of it; not out of a quotation that began before.
            end = if quotation.start >= start {
                quotation.end
            } else {
                end
            };
        }
        let ends = |t: usize| {
            matches!(self.word(t), ";" | "(" | "—" | "–" | "--") && self.quotation(t).is_none()
        };
        let dashes = |t: usize| matches!(self.word(t), "—" | "–" | "--");
        // A pair of dashes sets off what belongs to the clause around it.
        let pair = (start..end).filter(|&t| dashes(t)).count() == 2;
        let ends = |t: usize| {
            let credited = self.word(t) == "," && self.word(t + 1) == "according";
            credited || (ends(t) && !(pair && dashes(t)))
        };
        let stop = (start..end).find(|&t| ends(t)).unwrap_or(end);
        if start >= stop {
            return start..start;
        }
        self.trimmed(start..stop)
    }

    /// The part of the sentence before a token.
    pub fn before(&self, end: usize) -> Range<usize> {
        let floor = self.sentence(end).start;
        if floor >= end {
            return end..end;
        }
        let opens = |t: usize| matches!(self.word(t), ";") && self.quotation(t).is_none();
        let start = (floor..end)
            .rev()
            .find(|&t| opens(t))
            .map_or(floor, |t| t + 1);
        self.trimmed(start..end)
    }

    /// Whether a clause may end before a token.
    pub fn ends_clause(&self, token: usize) -> bool {
        let word = self.word(token);
        let stop = matches!(word, "," | "." | ":" | ";" | "\"" | "''" | "?" | "!");
        stop || token >= self.sentence(token.saturating_sub(1)).end
    }

    /// Whether some tokens, up to their first comma or stop, only tell when, where or to whom: "on
    /// Monday", "late on Sunday", "at the time".
    pub fn is_adjunct(&self, tokens: Range<usize>) -> bool {
        let ends = |t: &usize| self.ends_clause(*t);
        let end = tokens.clone().find(ends).unwrap_or(tokens.end);
        let first = tokens.start;
        let opens = self.is_time(first)
            || self.is_adverb(first)
            || self.tag(first) == "IN" && !matches!(self.word(first), "that" | "if" | "whether");
        let verb = |t: usize| self.is_finite(t) || self.tag(t) == "VBG";
        first < end && opens && !(first..end).any(verb)
    }

    /// The clause that goes on behind an insertion that ends at `end` (", said the minister, who
    /// is ill, would go on"), past appositions and relative clauses.
    pub fn resumed(&self, end: usize) -> Range<usize> {
        let stop = self.sentence(end.saturating_sub(1)).end;
        let mut commas = (end..stop).filter(|&t| self.word(t) == ",");
        let opens = |t: usize| {
            let word = self.word(t + 1);
            let other = matches!(
                word,
                "who"
                    | "which"
                    | "whose"
                    | "and"
                    | "but"
                    | "or"
                    | "as"
                    | "while"
                    | "though"
                    | "according"
            );
            let segment = t + 1..(t + 1..stop).find(|&u| self.word(u) == ",").unwrap_or(stop);
            let clause = segment.clone().any(|u| self.is_finite(u));
            let noun = segment.start < stop
                && matches!(
                    self.tag(t + 1),
                    "DT" | "PRP" | "NNP" | "NNS" | "PRP$" | "EX"
                );
            clause && noun && !other
        };
        let start = commas.find(|&t| opens(t));
        start.map_or(stop..stop, |t| self.rest(t + 1))
    }

    /// From a token on to the next comma or stop.
    pub fn up_to_comma(&self, start: usize) -> Range<usize> {
        let rest = self.rest(start);
        let comma = rest
            .clone()
            .find(|&t| self.word(t) == "," && self.quotation(t).is_none());
        rest.start..comma.unwrap_or(rest.end)
    }
}
