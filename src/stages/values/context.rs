//! What a date or time is read against.

use std::cell::OnceCell;

use jiff::civil::Date;

use super::moment::{Grain, Moment};
use super::tense::{Tense, tense};
use super::words::Words;

/// A mention in its sentence and its article.
#[derive(Clone)]
pub(super) struct Context<'a> {
    pub(super) w: &'a Words<'a>,
    /// The mention's first word.
    pub(super) start: usize,
    /// One past its last word.
    pub(super) end: usize,
    /// The article's date.
    pub(super) reference: Option<Date>,
    /// The stretch of the calendar that was named last in the same sentence.
    pub(super) nearby: Option<Moment>,
    /// The one that was named last in the text.
    pub(super) last: Option<Moment>,
    pub(super) tense: OnceCell<Tense>,
}

impl Context<'_> {
    pub(super) fn tense(&self) -> Tense {
        *self
            .tense
            .get_or_init(|| tense(self.w, self.start, self.end))
    }

    /// The stretch that holds the article's date.
    pub(super) fn current(&self, grain: Grain) -> Option<Moment> {
        Moment::holding(self.reference?, grain)
    }

    /// What the text speaks of: the stretch named last, as one of the given length.
    pub(super) fn anchor(&self, grain: Grain) -> Option<Moment> {
        let last = self.last.filter(|m| m.grain() <= grain)?;
        Moment::holding(last.start()?, grain)
    }

    /// The direction that stands before word `i`: "last" of "last Friday", "early next May".
    pub(super) fn direction(&self, i: usize) -> &str {
        let mut at = i;
        while at > 0
            && (self.w.is(at - 1, &["early", "late", "mid", "mid-", "the"])
                || self.w.is_dash(at - 1))
        {
            at -= 1;
        }
        self.w.before(at)
    }

    /// Of the stretches that a name without its year can mean, the nearest to the article's
    /// date; what is to come counts as four times as far behind a verb in the past, and what is
    /// past as out of reach behind one in the future.
    pub(super) fn nearest(&self, candidates: impl IntoIterator<Item = Moment>) -> Option<Moment> {
        let reference = self.reference?;
        let distance = |moment: &Moment| {
            let now = Moment::holding(reference, moment.grain())?.start()?;
            let start = moment.start()?;
            let days = i64::from((start - now).get_days());
            let weight = match (self.tense(), days > 0) {
                (Tense::Future, false) if days < 0 => 40,
                (Tense::Past, true) => 8,
                (Tense::Unknown, true) => 3,
                _ => 2,
            };
            Some(days.abs() * weight)
        };
        candidates
            .into_iter()
            .filter_map(|moment| Some((distance(&moment)?, moment)))
            .min_by_key(|&(distance, _)| distance)
            .map(|(_, moment)| moment)
    }

    /// The stretch that `of` makes of a year, in the year before the article's, its own and
    /// the next: by the direction before word `i` ("last May"), else the nearest.
    pub(super) fn in_year(&self, i: usize, of: impl Fn(i16) -> Option<Moment>) -> Option<Moment> {
        let reference = self.reference?;
        let candidates = || (-1..=1).filter_map(|by| of(reference.year().checked_add(by)?));
        let now = |m: &Moment| Moment::holding(reference, m.grain()).and_then(Moment::start);
        // "in June of last year"
        let behind = self.end + usize::from(self.w.lower(self.end) == "of");
        if self.w.lower(behind + 1) == "year" {
            match self.w.lower(behind) {
                "last" => return of(reference.year().checked_sub(1)?),
                "this" => return of(reference.year()),
                "next" => return of(reference.year().checked_add(1)?),
                _ => {}
            }
        }
        match self.direction(i) {
            "last" | "past" | "previous" => candidates().filter(|m| m.start() < now(m)).last(),
            "next" | "coming" => candidates().find(|m| m.start() > now(m)),
            "this" => of(reference.year()),
            _ => self.nearest(candidates()),
        }
    }
}

/// What a date or time says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// The TIMEX3 value.
    pub(super) timex: String,
    /// The stretch of the calendar that later words can refer back to.
    pub(super) moment: Option<Moment>,
}

impl Reading {
    /// A value that is no stretch of the calendar.
    pub(super) fn bare(timex: impl Into<String>) -> Self {
        Self {
            timex: timex.into(),
            moment: None,
        }
    }

    /// An interval of ISO 8601, both ends included.
    pub(super) fn interval(from: Moment, to: Moment) -> Self {
        Self::bare(format!("{from}/{to}"))
    }
}

impl From<Moment> for Reading {
    fn from(moment: Moment) -> Self {
        Self {
            timex: moment.to_string(),
            moment: Some(moment),
        }
    }
}
