//! Holidays with a day of the Gregorian calendar. Those of other calendars, and those that
//! differ between countries (independence days), stay open.

use jiff::civil::{Date, Weekday};

use super::calendar::year;
use super::context::{Context, Reading};
use super::moment::{Moment, add_days, easter, nth_weekday};

/// How a holiday's day follows from the year.
enum Rule {
    Fixed(i8, i8),
    /// Days from Easter Sunday.
    Easter(i64),
    /// The nth weekday of a month (from its end where negative), and days from it.
    Nth(i8, i8, Weekday, i64),
}

use Rule::{Easter, Fixed, Nth};
use Weekday::{Monday, Sunday, Thursday};

const HOLIDAYS: &[(&str, Rule)] = &[
    ("christmas eve", Fixed(12, 24)),
    ("christmas day", Fixed(12, 25)),
    ("christmas", Fixed(12, 25)),
    ("xmas", Fixed(12, 25)),
    ("boxing day", Fixed(12, 26)),
    ("new year 's eve", Fixed(12, 31)),
    ("new year 's day", Fixed(1, 1)),
    ("halloween", Fixed(10, 31)),
    ("valentine 's day", Fixed(2, 14)),
    ("international women 's day", Fixed(3, 8)),
    ("st. patrick 's day", Fixed(3, 17)),
    ("anzac day", Fixed(4, 25)),
    ("may day", Fixed(5, 1)),
    ("cinco de mayo", Fixed(5, 5)),
    ("juneteenth", Fixed(6, 19)),
    ("canada day", Fixed(7, 1)),
    ("bastille day", Fixed(7, 14)),
    ("veterans day", Fixed(11, 11)),
    ("australia day", Fixed(1, 26)),
    ("mardi gras", Easter(-47)),
    ("ash wednesday", Easter(-46)),
    ("palm sunday", Easter(-7)),
    ("good friday", Easter(-2)),
    ("easter sunday", Easter(0)),
    ("easter monday", Easter(1)),
    ("easter", Easter(0)),
    ("presidents ' day", Nth(2, 3, Monday, 0)),
    ("mother 's day", Nth(5, 2, Sunday, 0)),
    ("memorial day", Nth(5, -1, Monday, 0)),
    ("father 's day", Nth(6, 3, Sunday, 0)),
    ("labor day", Nth(9, 1, Monday, 0)),
    ("columbus day", Nth(10, 2, Monday, 0)),
    ("thanksgiving day", Nth(11, 4, Thursday, 0)),
    ("thanksgiving", Nth(11, 4, Thursday, 0)),
    ("black friday", Nth(11, 4, Thursday, 1)),
    ("cyber monday", Nth(11, 4, Thursday, 4)),
];

impl Rule {
    fn day(&self, year: i16) -> Option<Date> {
        match *self {
            Fixed(month, day) => Date::new(year, month, day).ok(),
            Easter(days) => add_days(easter(year)?, days),
            Nth(month, n, weekday, days) => add_days(nth_weekday(year, month, n, weekday)?, days),
        }
    }
}

/// The holiday at word `i`, with its year, and the word behind it.
pub(super) fn holiday(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let named = |name: &str| {
        let mut words = name.split(' ').enumerate();
        let length = name.split(' ').count();
        words
            .all(|(k, word)| c.w.lower(i + k) == word)
            .then_some(i + length)
    };
    let (rule, end) = HOLIDAYS
        .iter()
        .filter_map(|(name, rule)| Some((rule, named(name)?)))
        .max_by_key(|&(_, end)| end)?;
    let of = |year| Some(Moment::Day(rule.day(year)?));
    let at = end + usize::from(c.w.lower(end) == ",");
    match year(c.w, at).filter(|_| at < c.end) {
        Some(year) => Some((of(year)?.into(), at + 1)),
        None => Some((c.in_year(i, of)?.into(), end)),
    }
}
