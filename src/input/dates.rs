//! Dates as formats write them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

/// The day that a field gives: ISO 8601 with or without a time, an email's date, or seconds or
/// milliseconds since 1970. A day is that of the place that wrote it, not of UTC.
pub fn of_value(value: &Value) -> Option<Date> {
    match value {
        Value::String(text) => of_text(text),
        Value::Number(number) => {
            let seconds = match number.as_i64()? {
                // Later than the year 5000 in seconds: these are milliseconds.
                large @ 100_000_000_000.. => large / 1000,
                // Before 1980 it is more likely a count, or a year, than a time.
                seconds @ 315_532_800.. => seconds,
                _ => return None,
            };
            let time = Timestamp::from_second(seconds).ok()?;
            Some(jiff::tz::TimeZone::UTC.to_datetime(time).date())
        }
        _ => None,
    }
}

/// The day that a text gives, likewise.
pub fn of_text(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.get(..10).unwrap_or(text);
    let ends = |c: char| !c.is_ascii_digit();
    if text
        .get(10..)
        .is_none_or(|rest| rest.is_empty() || rest.starts_with(ends))
        && let Ok(date) = day.replace('/', "-").parse()
    {
        return Some(date);
    }
    let email = jiff::fmt::rfc2822::DateTimeParser::new().parse_zoned(text);
    email.ok().map(|zoned| zoned.date())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dates_in_every_form() {
        let day = |value: Value| of_value(&value).map(|d| d.to_string());
        for value in [
            json!("2025-05-02"),
            json!(" 2025/05/02 "),
            json!("2025-05-02T23:59:00-08:00"),
            json!("2025-05-02 10:00"),
            json!("Fri, 02 May 2025 23:00:00 -0800"),
            json!(1_746_144_000),
            json!(1_746_144_000_000_i64),
        ] {
            assert_eq!(day(value.clone()).as_deref(), Some("2025-05-02"), "{value}");
        }
        for value in [
            json!("May"),
            json!(2025),
            json!("2025-13-02"),
            json!(null),
            json!("é"),
        ] {
            assert_eq!(day(value.clone()), None, "{value}");
        }
    }
}
