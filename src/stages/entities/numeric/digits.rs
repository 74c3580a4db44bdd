//! Tokens that begin with digits: "13.6bn", "1,200.50", "21st", "10:30", "1990s", "9/11".

/// The digits at the start of a token, and where the rest begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Digits {
    /// The whole number without its decimals; `None` beyond nine digits.
    pub(super) integer: Option<u32>,
    /// Number of digits before the decimals.
    pub(super) count: usize,
    /// Commas between groups, as in "1,200".
    pub(super) grouped: bool,
    /// Number of points, as in "5.30".
    pub(super) points: usize,
    /// Byte at which the token goes on with something else.
    pub(super) tail_start: usize,
}

impl Digits {
    /// Reads the digits at the start of a lower-cased token, behind a sign or an apostrophe.
    pub(super) fn parse(token: &str) -> Option<Self> {
        let sign = token
            .chars()
            .next()
            .filter(|c| matches!(c, '+' | '-' | '−' | '±' | '~' | '\''))
            .map_or(0, char::len_utf8);
        let bytes = token.as_bytes();
        let mut found = Self {
            integer: Some(0),
            count: 0,
            grouped: false,
            points: 0,
            tail_start: sign,
        };
        let mut at = sign;
        while at < bytes.len() {
            let next_is_digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            match bytes[at] {
                digit @ b'0'..=b'9' => {
                    if found.points == 0 {
                        found.count += 1;
                        found.integer = found
                            .integer
                            .filter(|_| found.count <= 9)
                            .map(|n| n * 10 + u32::from(digit - b'0'));
                    }
                }
                b',' if next_is_digit && at > sign => found.grouped = true,
                b'.' if next_is_digit => found.points += 1,
                _ => break,
            }
            at += 1;
        }
        found.tail_start = at;
        (at > sign && bytes[at - 1].is_ascii_digit()).then_some(found)
    }

    /// Whether the digits are a plain whole number.
    pub(super) fn is_whole(&self) -> bool {
        !self.grouped && self.points == 0
    }

    /// A plain whole number of four digits that can be a year.
    pub(super) fn year(&self) -> Option<u32> {
        self.integer
            .filter(|n| self.is_whole() && self.count == 4 && (1000..=2100).contains(n))
    }
}

/// Whether a lower-cased token is a time of day such as "10:30", "5.30" or "10:30:15".
pub(super) fn is_clock(token: &str, separator: char) -> bool {
    let parts: Vec<&str> = token.split(separator).collect();
    let below = |part: &str, limit: u32| {
        part.bytes().all(|b| b.is_ascii_digit()) && part.parse::<u32>().is_ok_and(|n| n < limit)
    };
    matches!(parts.len(), 2 | 3)
        && parts[0].len() <= 2
        && below(parts[0], 25)
        && parts[1..].iter().all(|p| p.len() == 2 && below(p, 60))
}

/// Whether a token is a date in digits: "02/05/2025", "5/2/25", "2025/05/02", "02.05.2025".
pub(super) fn is_date(token: &str) -> bool {
    ['/', '.'].into_iter().any(|separator| {
        let parts: Vec<&str> = token.split(separator).collect();
        parts.len() == 3 && is_date_parts(parts[0], parts[1], parts[2])
    })
}

/// Whether three runs of digits can be year, month and day in one of the usual orders.
pub(super) fn is_date_parts(a: &str, b: &str, c: &str) -> bool {
    let number = |part: &str| {
        (part.bytes().all(|b| b.is_ascii_digit()) && part.len() <= 4)
            .then(|| part.parse::<u32>().ok())
            .flatten()
            .unwrap_or(u32::MAX)
    };
    let (x, y, z) = (number(a), number(b), number(c));
    let day_and_month =
        |x: u32, y: u32| (1..=31).contains(&x) && (1..=31).contains(&y) && (x <= 12 || y <= 12);
    let year = |text: &str, n: u32| text.len() == 4 && (1000..=2100).contains(&n);
    year(a, x) && day_and_month(y, z) && a.len() == 4
        || day_and_month(x, y) && (year(c, z) || c.len() == 2 && z < 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_and_tails() {
        let read = |t: &str| Digits::parse(t).map(|d| (d.integer, t[d.tail_start..].to_owned()));
        assert_eq!(read("13.6bn"), Some((Some(13), "bn".into())));
        assert_eq!(read("1,200.50"), Some((Some(1200), String::new())));
        assert_eq!(read("'90s"), Some((Some(90), "s".into())));
        assert_eq!(read("10:30"), Some((Some(10), ":30".into())));
        assert_eq!(read("12345678901"), Some((None, String::new())));
        assert_eq!(read("q3"), None);
        assert_eq!(read("-"), None);
    }

    #[test]
    fn clocks_and_dates() {
        assert!(is_clock("10:30", ':') && is_clock("5.30", '.') && is_clock("9:05:59", ':'));
        assert!(!is_clock("3:1", ':') && !is_clock("10:75", ':') && !is_clock("31:10", ':'));
        assert!(is_date("02/05/2025") && is_date("5/2/25") && is_date("2025/05/02"));
        assert!(!is_date("9/11") && !is_date("192.168.0.1") && !is_date("1.2.3"));
    }
}
