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

    /// From a token on to the next comma or stop.
    pub fn up_to_comma(&self, start: usize) -> Range<usize> {
        let rest = self.rest(start);
        let comma = rest
            .clone()
            .find(|&t| self.word(t) == "," && self.quotation(t).is_none());
        rest.start..comma.unwrap_or(rest.end)
    }
}
