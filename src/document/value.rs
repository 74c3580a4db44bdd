//! The normalised value of a numeric or time entity.

use std::fmt;

/// What a numeric or time entity says, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Value {
    /// TIMEX3 value (TimeML 1.2.1, after ISO 8601) of a DATE or TIME: "2025-05-02", "2025-Q3",
    /// "P3Y", "PRESENT_REF".
    pub timex: Option<String>,
    /// The number, in `unit` or `currency` where there is one.
    pub number: Option<Decimal>,
    /// The upper end of a range that `number` opens.
    pub number_to: Option<Decimal>,
    /// "%", or a unit of measurement: the table of `stages/values/units.tsv`.
    pub unit: Option<String>,
    /// ISO 4217 code.
    pub currency: Option<String>,
}

impl Value {
    /// The value of a date or time.
    pub fn timex(value: impl Into<String>) -> Self {
        Self {
            timex: Some(value.into()),
            ..Self::default()
        }
    }

    /// The value of a number without unit.
    pub fn number(number: Decimal) -> Self {
        Self {
            number: Some(number),
            ..Self::default()
        }
    }
}

/// A decimal number, exact: `digits` divided by ten to the power of `places`, without
/// trailing zeros behind the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    digits: i128,
    places: u32,
}

impl Decimal {
    pub const ZERO: Self = Self::integer(0);
    pub const ONE: Self = Self::integer(1);

    /// A whole number.
    pub const fn integer(number: i64) -> Self {
        Self {
            digits: number as i128,
            places: 0,
        }
    }

    /// `digits` with the point `places` digits from the right; `None` with more than 30 places.
    pub fn new(digits: i128, places: u32) -> Option<Self> {
        let mut reduced = Self { digits, places };
        while reduced.places > 0 && reduced.digits % 10 == 0 {
            reduced.digits /= 10;
            reduced.places -= 1;
        }
        (reduced.places <= 30).then_some(reduced)
    }

    /// The sum; `None` where it has too many digits.
    pub fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let sum = self.scaled(places)?.checked_add(other.scaled(places)?)?;
        Self::new(sum, places)
    }

    /// The product; `None` where it has too many digits.
    pub fn times(self, other: Self) -> Option<Self> {
        let product = self.digits.checked_mul(other.digits)?;
        Self::new(product, self.places + other.places)
    }

    /// The quotient of two whole numbers, rounded to four places where it does not end before.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        let scaled = i128::from(numerator).checked_mul(100_000)?;
        let rounded = (scaled.checked_div(i128::from(denominator))? + 5).div_euclid(10);
        Self::new(rounded, 4)
    }

    /// The number, if it is whole and not too large.
    pub fn to_integer(self) -> Option<i64> {
        (self.places == 0)
            .then(|| i64::try_from(self.digits).ok())
            .flatten()
    }

    /// The JSON number: an integer where it is whole and fits 64 bits, else the double whose
    /// shortest form is this number (exact up to 15 digits).
    pub fn to_json(self) -> Option<serde_json::Number> {
        match self.to_integer() {
            Some(whole) => Some(whole.into()),
            None => serde_json::Number::from_f64(self.to_string().parse().ok()?),
        }
    }

    fn scaled(self, places: u32) -> Option<i128> {
        let power = 10_i128.checked_pow(places.checked_sub(self.places)?)?;
        self.digits.checked_mul(power)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        let places = self.places.max(other.places);
        Some(self.scaled(places)?.cmp(&other.scaled(places)?))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let power = 10_u128.pow(self.places);
        let digits = self.digits.unsigned_abs();
        let sign = if self.digits < 0 { "-" } else { "" };
        match self.places {
            0 => write!(f, "{sign}{digits}"),
            places => write!(
                f,
                "{sign}{}.{:0width$}",
                digits / power,
                digits % power,
                width = places as usize
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_without_noise() {
        let billions = Decimal::new(136, 1)
            .unwrap()
            .times(Decimal::integer(1_000_000_000));
        assert_eq!(
            billions.unwrap().to_json().unwrap().to_string(),
            "13600000000"
        );
        let sum = Decimal::new(1, 1)
            .unwrap()
            .plus(Decimal::new(2, 1).unwrap());
        assert_eq!(sum.unwrap().to_json().unwrap().to_string(), "0.3");
        assert_eq!(Decimal::new(-1250, 2).unwrap().to_string(), "-12.5");
        assert_eq!(Decimal::new(5, 2).unwrap().to_string(), "0.05");
    }

    #[test]
    fn fractions_and_order() {
        assert_eq!(Decimal::ratio(2, 3).unwrap().to_string(), "0.6667");
        assert_eq!(Decimal::ratio(1, 4).unwrap().to_string(), "0.25");
        assert_eq!(Decimal::ratio(1, 0), None);
        assert!(Decimal::new(25, 1).unwrap() < Decimal::integer(3));
        assert!(Decimal::new(1, 31).is_none());
    }

    #[test]
    fn what_does_not_fit_is_none() {
        let large = Decimal::new(i128::MAX, 0).unwrap();
        assert_eq!(large.times(large), None);
        assert_eq!(large.plus(large), None);
    }
}
