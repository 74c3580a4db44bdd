//! Stretches of the calendar, from a day to a century, and how TIMEX3 writes them.

use std::fmt;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// The length of a stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    pub(super) fn named(word: &str) -> Option<Self> {
        Some(match word {
            "spring" => Self::Spring,
            "summer" => Self::Summer,
            "autumn" | "fall" => Self::Autumn,
            "winter" => Self::Winter,
            _ => return None,
        })
    }

    /// The first month (northern hemisphere).
    pub(super) fn month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

/// A stretch of the calendar. As TIMEX3 writes it: 1998-03-12, 1998-W11, 1998-W11-WE, 1998-03,
/// 1998-Q1, 1998-H1, 1998-SU, 1998, FY1998, 199 (the 1990s) and 19 (1900 to 1999), the last
/// two as in TIDES 2003, which TimeML takes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    Day(Date),
    /// By its Monday.
    Week(Date),
    /// By the Monday of its week.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// A financial year, which the calendar alone does not place.
    Fiscal(i16),
    /// By the years divided by ten.
    Decade(i16),
    /// By the years divided by a hundred.
    Century(i16),
}

impl Moment {
    /// The stretch of the given length that holds `date`.
    pub(super) fn holding(date: Date, grain: Grain) -> Option<Self> {
        let year = date.year();
        Some(match grain {
            Grain::Day => Self::Day(date),
            Grain::Week => Self::Week(monday(date)?),
            Grain::Weekend => Self::Weekend(monday(date)?),
            Grain::Month => Self::Month(year, date.month()),
            Grain::Quarter => Self::Quarter(year, (date.month() + 2) / 3),
            Grain::Half => Self::Half(year, (date.month() + 5) / 6),
            Grain::Year => Self::Year(year),
            Grain::Decade => Self::Decade(year.div_euclid(10)),
            Grain::Century => Self::Century(year.div_euclid(100)),
        })
    }

    /// The length; a season counts as a quarter, a financial year as a year.
    pub(super) fn grain(self) -> Grain {
        match self {
            Self::Day(_) => Grain::Day,
            Self::Week(_) => Grain::Week,
            Self::Weekend(_) => Grain::Weekend,
            Self::Month(..) => Grain::Month,
            Self::Quarter(..) | Self::Season(..) => Grain::Quarter,
            Self::Half(..) => Grain::Half,
            Self::Year(_) | Self::Fiscal(_) => Grain::Year,
            Self::Decade(_) => Grain::Decade,
            Self::Century(_) => Grain::Century,
        }
    }

    /// The first day, of a weekend its Saturday; `None` beyond the years -9999 to 9999.
    pub(super) fn start(self) -> Option<Date> {
        let day = |year: i16, month: i8| Date::new(year, month, 1).ok();
        match self {
            Self::Day(date) | Self::Week(date) => Some(date),
            Self::Weekend(date) => add_days(date, 5),
            Self::Month(year, month) => day(year, month),
            Self::Quarter(year, quarter) => day(year, 3 * quarter - 2),
            Self::Half(year, half) => day(year, 6 * half - 5),
            Self::Season(year, season) => day(year, season.month()),
            Self::Year(year) | Self::Fiscal(year) => day(year, 1),
            Self::Decade(decade) => day(decade.checked_mul(10)?, 1),
            Self::Century(century) => day(century.checked_mul(100)?, 1),
        }
    }

    /// The stretch of the same length, `steps` of them later (earlier where negative).
    pub(super) fn later(self, steps: i64) -> Option<Self> {
        let year = |year: i16, by: i64| -> Option<i16> {
            let year = i64::from(year).checked_add(by)?;
            i16::try_from(year)
                .ok()
                .filter(|y| (-999..=9999).contains(y))
        };
        // Parts of a year, counted from the year 0.
        let part = |y: i16, part: i8, parts: i64| -> Option<(i16, i8)> {
            let count = i64::from(y) * parts + i64::from(part) - 1;
            let count = count.checked_add(steps)?;
            Some((
                year(0, count.div_euclid(parts))?,
                count.rem_euclid(parts) as i8 + 1,
            ))
        };
        Some(match self {
            Self::Day(date) => Self::Day(add_days(date, steps)?),
            Self::Week(date) => Self::Week(add_days(date, steps.checked_mul(7)?)?),
            Self::Weekend(date) => Self::Weekend(add_days(date, steps.checked_mul(7)?)?),
            Self::Month(y, month) => part(y, month, 12).map(|(y, m)| Self::Month(y, m))?,
            Self::Quarter(y, quarter) => part(y, quarter, 4).map(|(y, q)| Self::Quarter(y, q))?,
            Self::Half(y, half) => part(y, half, 2).map(|(y, h)| Self::Half(y, h))?,
            Self::Season(y, season) => Self::Season(year(y, steps)?, season),
            Self::Year(y) => Self::Year(year(y, steps)?),
            Self::Fiscal(y) => Self::Fiscal(year(y, steps)?),
            Self::Decade(decade) => Self::Decade(year(decade, steps)?),
            Self::Century(century) => Self::Century(year(century, steps)?),
        })
    }

    /// The same stretch, `years` years later.
    pub(super) fn years_later(self, years: i64) -> Option<Self> {
        match self {
            Self::Day(_) | Self::Week(_) | Self::Weekend(_) => None,
            Self::Month(..) => self.later(years.checked_mul(12)?),
            Self::Quarter(..) => self.later(years.checked_mul(4)?),
            Self::Half(..) => self.later(years.checked_mul(2)?),
            _ => self.later(years),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Week(date) => write_week(f, date),
            Self::Weekend(date) => {
                write_week(f, date)?;
                f.write_str("-WE")
            }
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Self::Season(year, season) => {
                let code = match season {
                    Season::Spring => "SP",
                    Season::Summer => "SU",
                    Season::Autumn => "FA",
                    Season::Winter => "WI",
                };
                write!(f, "{year:04}-{code}")
            }
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Fiscal(year) => write!(f, "FY{year:04}"),
            Self::Decade(decade) => write!(f, "{decade:03}"),
            Self::Century(century) => write!(f, "{century:02}"),
        }
    }
}

fn write_week(f: &mut fmt::Formatter<'_>, date: Date) -> fmt::Result {
    let week = date.iso_week_date();
    write!(f, "{:04}-W{:02}", week.year(), week.week())
}

/// `date` moved by a number of days; `None` beyond the calendar.
pub(super) fn add_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The Monday of the ISO week.
pub(super) fn monday(date: Date) -> Option<Date> {
    add_days(date, -i64::from(date.weekday().to_monday_zero_offset()))
}

/// The latest such weekday on or before `date`.
pub(super) fn weekday_until(date: Date, weekday: Weekday) -> Option<Date> {
    add_days(date, -i64::from(date.weekday().since(weekday)))
}

/// The first such weekday on or after `date`.
pub(super) fn weekday_from(date: Date, weekday: Weekday) -> Option<Date> {
    add_days(date, i64::from(date.weekday().until(weekday)))
}

/// The `n`th such weekday of a month, counted from its end where negative.
pub(super) fn nth_weekday(year: i16, month: i8, n: i8, weekday: Weekday) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    first.nth_weekday_of_month(n, weekday).ok()
}

/// Easter Sunday of the Gregorian calendar (the method of Meeus, Jones and Butcher).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century, rest) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15).rem_euclid(30);
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * sunday) / 451;
    let day = epact + sunday - 7 * late + 114;
    let date = Date::new(year, i8::try_from(day / 31).ok()?, 1).ok()?;
    date.checked_add((day % 31).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn written_as_timex3() {
        let day = date(1998, 3, 12);
        let written = |grain| Moment::holding(day, grain).unwrap().to_string();
        assert_eq!(written(Grain::Day), "1998-03-12");
        assert_eq!(written(Grain::Week), "1998-W11");
        assert_eq!(written(Grain::Weekend), "1998-W11-WE");
        assert_eq!(written(Grain::Month), "1998-03");
        assert_eq!(written(Grain::Quarter), "1998-Q1");
        assert_eq!(written(Grain::Half), "1998-H1");
        assert_eq!(written(Grain::Decade), "199");
        assert_eq!(written(Grain::Century), "19");
        assert_eq!(Moment::Season(1998, Season::Summer).to_string(), "1998-SU");
    }

    #[test]
    fn steps_cross_years() {
        let later = |m: Moment, n| m.later(n).unwrap().to_string();
        assert_eq!(later(Moment::Month(1998, 1), -1), "1997-12");
        assert_eq!(later(Moment::Quarter(1998, 4), 1), "1999-Q1");
        assert_eq!(later(Moment::Day(date(1998, 3, 1)), -1), "1998-02-28");
        assert_eq!(later(Moment::Week(date(1998, 1, 5)), -1), "1998-W01");
        assert_eq!(Moment::Year(9999).later(1), None);
        assert_eq!(Moment::Day(date(1998, 3, 1)).later(i64::MAX), None);
    }

    #[test]
    fn moving_days() {
        assert_eq!(easter(2024), Some(date(2024, 3, 31)));
        assert_eq!(easter(1998), Some(date(1998, 4, 12)));
        assert_eq!(easter(2025), Some(date(2025, 4, 20)));
        assert_eq!(
            nth_weekday(2025, 11, 4, Weekday::Thursday),
            Some(date(2025, 11, 27))
        );
        assert_eq!(
            weekday_until(date(1998, 3, 12), Weekday::Friday),
            Some(date(1998, 3, 6))
        );
        assert_eq!(
            weekday_from(date(1998, 3, 12), Weekday::Thursday),
            Some(date(1998, 3, 12))
        );
    }
}
