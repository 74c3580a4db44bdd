//! Values: what numeric and time entities say, normalised.
//!
//! DATE and TIME get a TIMEX3 value (TimeML 1.2.1, after ISO 8601): "2025-05-02", "2025-Q3",
//! "2025-05-02T10:00", "P3Y", "PRESENT_REF". Relative ones are resolved against the article's
//! own date, [`Document::date`] (`reference`). A name without its year takes the year that the
//! tense of its sentence suggests; "that day" and "two days later" count from the date that the
//! text named last. A time stays open where any of this is missing. Amounts, percentages,
//! measurements and numbers become exact decimals.
//!
//! A reader must use every word of a mention, or there is no value.

mod calendar;
mod clock;
mod context;
mod durations;
mod holidays;
mod measures;
mod moment;
mod money;
mod number;
mod periods;
mod rank;
mod reference;
mod relative;
mod tense;
#[cfg(test)]
mod tests;
mod words;

pub use self::reference::ArticleDate;

use self::context::{Context, Reading};
use self::measures::Units;
use self::moment::{Grain, Moment};
use self::money::Currencies;
use self::words::Words;
use super::{Stage, StageError};
use crate::document::{Date, Document, Entity, EntityType, NumericForm, Value};

/// Sets [`Entity::value`].
pub struct Values {
    units: Units,
    currencies: Currencies,
}

impl Default for Values {
    fn default() -> Self {
        Self::new()
    }
}

impl Values {
    /// Reads the tables of units and currencies.
    pub fn new() -> Self {
        Self {
            units: Units::new(),
            currencies: Currencies::new(),
        }
    }
}

impl Stage for Values {
    fn name(&self) -> &'static str {
        "values"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let sentences = doc.sentence_tokens();
        let mut values = vec![None; doc.entities.len()];
        let mut times = Times {
            reference: doc.date,
            last: None,
        };
        let mut next = 0;
        for tokens in sentences {
            let first = next;
            let end = doc.token_span(tokens.clone()).end;
            next += doc.entities[first..].partition_point(|e| e.span.start < end);
            if first == next {
                continue;
            }
            let entities = &doc.entities[first..next];
            let words = Words::new(doc, tokens);
            times.read(&words, entities, &mut values[first..next]);
            for (entity, value) in entities.iter().zip(&mut values[first..next]) {
                if value.is_none() {
                    *value = self.number(doc, &words, entity);
                }
            }
        }
        for (entity, value) in doc.entities.iter_mut().zip(values) {
            entity.value = value;
        }
        Ok(())
    }
}

impl Values {
    /// The value of an entity that is no time.
    fn number(&self, doc: &Document, sentence: &Words, entity: &Entity) -> Option<Value> {
        let w = Words::new(doc, doc.tokens_under(entity.span));
        match entity.kind {
            EntityType::Percent => measures::percent(&w, 0, w.len()),
            EntityType::Quantity => {
                let value = self.units.quantity(&w, 0, w.len())?;
                Some(measures::below_zero(doc.text(), entity.span, value))
            }
            EntityType::Money => self.currencies.money(&w, 0, w.len(), doc.text()),
            EntityType::Ordinal => measures::ordinal(&w, 0, w.len()),
            EntityType::Cardinal => {
                measures::cardinal(&w, sentence.is_plural(sentence.range(entity.span).end))
            }
            // A bare number that is an age ("Ana Ruiz, 45,") counts years; TimeML has no such time.
            EntityType::Date if entity.form == Some(NumericForm::Age) => {
                let age = measures::cardinal(&w, true)?;
                Some(Value {
                    unit: Some("year".to_owned()),
                    ..age
                })
            }
            _ => None,
        }
    }
}

/// What the text has said of time so far.
struct Times {
    /// The article's date.
    reference: Option<Date>,
    /// The stretch of the calendar that was named last.
    last: Option<Moment>,
}

impl Times {
    /// Reads the dates of one sentence, then its parts of days, then its times of the clock,
    /// which need to know the day.
    fn read(&mut self, w: &Words, entities: &[Entity], values: &mut [Option<Value>]) {
        let mut nearby = None;
        // Days named in the sentence, by their first word.
        let mut days: Vec<(usize, Moment)> = Vec::new();
        for pass in [Pass::Dates, Pass::PartsOfDays, Pass::Clock] {
            for (entity, value) in entities.iter().zip(&mut *values) {
                if entity.kind != pass.kind() || value.is_some() {
                    continue;
                }
                let range = w.range(entity.span);
                let context = Context {
                    w,
                    start: range.start,
                    end: w.without_possessive(range.clone()),
                    reference: self.reference,
                    nearby,
                    last: self.last,
                    tense: Default::default(),
                };
                let day = days
                    .iter()
                    .min_by_key(|(at, _)| at.abs_diff(range.start))
                    .map(|&(_, day)| day);
                let Some(reading) = read(&context, pass, day) else {
                    continue;
                };
                if let Some(moment) = reading.moment {
                    nearby = Some(moment);
                    self.last = Some(moment);
                    if moment.grain() == Grain::Day {
                        days.push((range.start, moment));
                    }
                }
                *value = Some(Value::timex(reading.timex));
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Dates,
    PartsOfDays,
    Clock,
}

impl Pass {
    fn kind(self) -> EntityType {
        match self {
            Self::Dates => EntityType::Date,
            Self::PartsOfDays | Self::Clock => EntityType::Time,
        }
    }
}

/// What a date or time says, if a reader uses all of its words; words that only modify it may
/// stand before.
fn read(c: &Context, pass: Pass, day: Option<Moment>) -> Option<Reading> {
    let all = |found: Option<(Reading, usize)>| {
        let (reading, end) = found?;
        (end == c.end).then_some(reading)
    };
    for i in c.start..c.end {
        let found = match pass {
            Pass::PartsOfDays => all(clock::part_of_day(c, i, day)),
            Pass::Clock => all(clock::time(c, i, day)),
            Pass::Dates => None,
        };
        let found = found.or_else(|| {
            let readers = [
                relative::relative,
                holidays::holiday,
                periods::period,
                calendar::calendar,
                durations::stretch,
            ];
            (pass != Pass::PartsOfDays)
                .then(|| readers.iter().find_map(|reader| all(reader(c, i))))
                .flatten()
        });
        if found.is_some() || !is_modifier(c, i) {
            return found;
        }
    }
    None
}

/// Whether word `i` only modifies the time behind it.
fn is_modifier(c: &Context, i: usize) -> bool {
    const MODIFIERS: [&str; 32] = [
        "mid-",
        "early",
        "late",
        "mid",
        "earlier",
        "later",
        "about",
        "around",
        "nearly",
        "almost",
        "over",
        "some",
        "approximately",
        "roughly",
        "under",
        "exactly",
        "only",
        "estimated",
        "just",
        "well",
        "more",
        "less",
        "fewer",
        "than",
        "at",
        "least",
        "most",
        "up",
        "to",
        "close",
        "in",
        "on",
    ];
    const POINTERS: [&str; 7] = ["the", "last", "next", "this", "past", "every", "each"];
    let w = c.w;
    w.is(i, &MODIFIERS)
        || w.is_dash(i)
        || w.is(i, &["the", "its", "their", "a", "an"])
            && (w.is(i + 1, &MODIFIERS) || relative::is_regular(w, i + 1))
        || w.is(i, &POINTERS) && calendar::is_name(w, i + 1 + usize::from(w.is(i + 1, &POINTERS)))
}
