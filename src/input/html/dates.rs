//! Dates as pages write them.

use jiff::civil::Date;

/// Months by the first letters of their names, in the languages of Western Europe: English,
/// German, French, Spanish, Portuguese, Italian, Dutch, Danish, Norwegian and Swedish.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "ene", "gen"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "maa", "mrt"],
    &["apr", "avr", "abr"],
    &["may", "mai", "maj", "mei", "mag"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aoû", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "out", "ott"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

/// Years in which pages can have appeared.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// The first date in a text; of "04/06/2024" the day comes first unless `month_first`.
pub(super) fn find(text: &str, month_first: bool) -> Option<Date> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|i| at(&tokens[i..], month_first))
}

/// The date at the start of a machine's date: "2022-05-30T01:15:00+08:00" is 2022-05-30.
pub(super) fn machine(text: &str, month_first: bool) -> Option<Date> {
    let digits: Vec<&str> = text.trim().split(|c: char| !c.is_ascii_digit()).collect();
    match digits.first()?.len() {
        8 => {
            let packed = digits[0];
            date(&packed[..4], &packed[4..6], &packed[6..])
        }
        _ => find(text, month_first),
    }
}

/// The day in the path of an address: "/2019/12/05/" or "/2019-12-05-" or "/2019/dec/05/".
pub(super) fn in_address(address: &str) -> Option<Date> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let tokens = tokens(path);
    tokens.windows(3).find_map(|w| match w {
        [y, m, d] if y.text.len() == 4 => {
            let month = match m.text.parse::<i8>() {
                Ok(month) => month,
                Err(_) => month(&m.text)?,
            };
            valid(y.text.parse().ok()?, month, d.text.parse().ok()?)
        }
        _ => None,
    })
}

struct Token {
    text: String,
    /// What stands between it and the next one.
    gap: String,
}

/// Runs of letters or digits, in lower case.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut last = ' ';
    for c in text.chars() {
        let goes_on =
            c.is_alphanumeric() && last.is_alphanumeric() && c.is_numeric() == last.is_numeric();
        match tokens.last_mut() {
            Some(token) if goes_on => token.text.extend(c.to_lowercase()),
            _ if c.is_alphanumeric() => tokens.push(Token {
                text: c.to_lowercase().collect(),
                gap: String::new(),
            }),
            Some(token) if token.gap.len() < 8 => token.gap.push(c),
            _ => {}
        }
        last = c;
    }
    tokens
}

/// The date that the tokens begin with.
fn at(tokens: &[Token], month_first: bool) -> Option<Date> {
    let [a, b, c, ..] = tokens else { return None };
    let joined = |mark: &[&str]| mark.contains(&a.gap.as_str()) && mark.contains(&b.gap.as_str());
    if a.text.len() == 4 && joined(&["-", "/", "."]) {
        return date(&a.text, &b.text, &c.text);
    }
    let is_number = |t: &Token| t.text.len() <= 2 && t.text.parse::<i8>().is_ok();
    if is_number(a) && is_number(b) && c.text.len() == 4 && joined(&["/", ".", "-", ". "]) {
        let swapped = date(&c.text, &a.text, &b.text);
        let straight = date(&c.text, &b.text, &a.text);
        return match month_first && a.gap == "/" {
            true => swapped.or(straight),
            false => straight.or(swapped),
        };
    }
    // "5 de marzo de 2024", "March 12th, 2024", "1er mai 2023".
    let small = ["de", "of", "del", "st", "nd", "rd", "th", "er", "º", "den"];
    let mut words = tokens
        .iter()
        .take(6)
        .filter(|t| !small.contains(&t.text.as_str()));
    let [a, b, c] = [words.next()?, words.next()?, words.next()?];
    if is_number(a) {
        return valid(c.text.parse().ok()?, month(&b.text)?, a.text.parse().ok()?);
    }
    let month = month(&a.text)?;
    is_number(b).then(|| valid(c.text.parse().ok()?, month, b.text.parse().ok()?))?
}

fn month(name: &str) -> Option<i8> {
    // No name of a month is longer; "mayor" and "marched" are none.
    let known = |starts: &&[&str]| starts.iter().any(|s| name.starts_with(s));
    let index = MONTHS.iter().rposition(known)?;
    (name.chars().count() <= 10 && name.chars().all(char::is_alphabetic)).then_some(index as i8 + 1)
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    valid(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn valid(year: i16, month: i8, day: i8) -> Option<Date> {
    let date = Date::new(year, month, day).ok()?;
    YEARS.contains(&year).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_text() {
        for (text, date) in [
            ("Published: 1:15am, 30 May 2022", "2022-05-30"),
            ("Thursday, December 5th, 2019 at 7:00 AM", "2019-12-05"),
            ("Dec. 5, 2019", "2019-12-05"),
            ("09.04.2024, 16.42 Uhr", "2024-04-09"),
            ("9. April 2024", "2024-04-09"),
            ("Sábado, 5 de marzo de 2024", "2024-03-05"),
            ("le 1er août 2023", "2023-08-01"),
            ("04/06/2024 07:12", "2024-06-04"),
            ("2024-02-20T22:11:04.000Z", "2024-02-20"),
            ("on 13/06/2024", "2024-06-13"),
        ] {
            assert_eq!(find(text, false), date.parse().ok(), "{text}");
        }
        assert_eq!(find("04/06/2024", true), "2024-04-06".parse().ok());
        for none in [
            "1970-01-01",
            "5 apples 2024",
            "31 June 2024",
            "3 May",
            "v1.2.3",
        ] {
            assert_eq!(find(none, false), None, "{none}");
        }
    }

    #[test]
    fn dates_of_machines_and_addresses() {
        assert_eq!(machine("20240511T10:00", false), "2024-05-11".parse().ok());
        assert_eq!(
            machine("Sat, 11 May 2024 10:00:00 GMT", false),
            "2024-05-11".parse().ok()
        );
        for address in [
            "https://a.example/2019/12/05/arts/x.html",
            "/news/2019-12-05-x",
            "https://a.example/o/2019/dec/05/x",
        ] {
            assert_eq!(in_address(address), "2019-12-05".parse().ok(), "{address}");
        }
        assert_eq!(in_address("https://a.example/2019/12/x"), None);
        assert_eq!(in_address("https://a.example/report/88214"), None);
    }
}
