//! MONEY: the amount in the currency's main unit, and its ISO 4217 code.
//!
//! A bare "$" and "dollars" are US dollars. A name that several countries share ("pesos",
//! "rupees", "Rs") is the currency of the one country of them that the article names, and has
//! no code where it names none or more than one; "pounds" are sterling and "lira" Turkish then.
//! Cents and pence are hundredths.

use super::number::{Number, Range, close, digits, is_link, number, range};
use super::words::Words;
use crate::document::{Decimal, Value};

/// A row of currencies.tsv.
struct Currency {
    code: &'static str,
    marks: Vec<&'static str>,
    names: Vec<Name>,
    countries: Vec<&'static str>,
}

#[derive(Clone, Copy)]
struct Name {
    word: &'static str,
    /// What the name counts, in the main unit.
    hundredth: bool,
    standing: Standing,
}

/// When a name without country means this currency.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Where the article names its country and no other's.
    Shared,
    /// Unless the article names another's country.
    Usual,
    Always,
}

/// The currencies by their marks, names and countries.
pub(super) struct Currencies(Vec<Currency>);

/// A currency as it is written: its code, if it is certain, and whether hundredths are meant.
#[derive(Clone, Copy)]
struct Unit {
    code: Option<&'static str>,
    hundredth: bool,
}

impl Currencies {
    /// Reads the table compiled into the crate; a test holds it to its four columns.
    pub(super) fn new() -> Self {
        let rows = include_str!("currencies.tsv").lines();
        Self(rows.filter_map(Currency::read).collect())
    }

    /// The amount in the words `start..end` of an article.
    pub(super) fn money(
        &self,
        w: &Words,
        start: usize,
        end: usize,
        article: &str,
    ) -> Option<Value> {
        let (mark, at) = self
            .mark(w, start, article)
            .map_or((None, start), |(m, k)| (Some(m), k));
        let mut found = amount(w, at)?;
        if is_link(w, found.end)
            && let Some((_, second)) = self.mark(w, found.end + 1, article)
            && let (Some(first), Some(second)) = (grouped(w, at), grouped(w, second))
        {
            found = close(first, second)?;
        }
        let (unit, at) = self
            .behind(w, found.end, end, article)
            .map_or((mark, found.end), |(unit, at)| (Some(unit), at));
        let unit = unit.filter(|_| at == end)?;
        let scale = |n: Decimal| {
            if unit.hundredth {
                n.times(Decimal::new(1, 2)?)
            } else {
                Some(n)
            }
        };
        Some(Value {
            number: Some(scale(found.from)?),
            number_to: found.to.and_then(scale),
            currency: unit.code.map(str::to_owned),
            ..Value::default()
        })
    }

    /// The currency mark at word `i`, and the word behind it.
    fn mark(&self, w: &Words, i: usize, article: &str) -> Option<(Unit, usize)> {
        let stop = |k: usize| k + usize::from(w.text(k) == ".");
        let main = |code| Unit {
            code,
            hundredth: false,
        };
        let apart = format!("{}{}", w.text(i).replace('.', ""), w.text(i + 1));
        if let Some(code) = self
            .marked(&apart)
            .filter(|_| w.text(i + 1).len() <= 3 && i + 1 < w.len())
        {
            return Some((main(Some(code)), i + 2));
        }
        if let Some(code) = self.marked(w.text(i)).or_else(|| self.coded(w.text(i))) {
            return Some((main(Some(code)), stop(i + 1)));
        }
        match w.text(i) {
            "Rs" | "Rs." | "rs" | "Re" | "₨" => {
                Some((self.named("rupees", "", article)?, stop(i + 1)))
            }
            "Sh" | "Sh." => Some((self.named("shillings", "", article)?, stop(i + 1))),
            "Kr" | "kr" => Some((self.named("kroner", "", article)?, stop(i + 1))),
            "Fr" | "CFA" => Some((self.named("francs", "", article)?, stop(i + 1))),
            text if text.ends_with(|c: char| !c.is_alphanumeric()) && text.contains('$') => {
                Some((main(None), i + 1))
            }
            _ => None,
        }
    }

    fn marked(&self, mark: &str) -> Option<&'static str> {
        let found = self.0.iter().find(|c| c.marks.contains(&mark));
        found.map(|c| c.code)
    }

    fn coded(&self, code: &str) -> Option<&'static str> {
        self.0.iter().map(|c| c.code).find(|&c| c == code)
    }

    /// The currency behind an amount: "dollars", "Hong Kong dollars", "-dollar", "USD", "of
    /// pesos".
    fn behind(&self, w: &Words, i: usize, end: usize, article: &str) -> Option<(Unit, usize)> {
        if let Some(code) = self.coded(w.text(i)).or_else(|| self.marked(w.text(i))) {
            let unit = Unit {
                code: Some(code),
                hundredth: false,
            };
            return (i < end).then_some((unit, i + 1));
        }
        let name = end.checked_sub(1).filter(|&name| name >= i)?;
        let country: Vec<&str> = (i..name)
            .filter(|&k| !w.is_dash(k) && w.lower(k) != "of")
            .map(|k| w.lower(k))
            .collect();
        Some((self.named(w.lower(name), &country.join(" "), article)?, end))
    }

    /// The currency of a name, with the country that stands before it or none.
    fn named(&self, word: &str, country: &str, article: &str) -> Option<Unit> {
        let candidates: Vec<(&Currency, Name)> = self
            .0
            .iter()
            .filter_map(|c| Some((c, *c.names.iter().find(|n| n.word == word)?)))
            .collect();
        let of = |(currency, name): (&Currency, Name)| Unit {
            code: Some(currency.code),
            hundredth: name.hundredth,
        };
        let (_, any) = *candidates.first()?;
        let open = Unit {
            code: None,
            hundredth: any.hundredth,
        };
        if !country.is_empty() {
            let found = candidates.into_iter().find(|(c, _)| c.is_of(country));
            return Some(found.map_or(open, of));
        }
        let usual = candidates.iter().max_by_key(|(_, name)| name.standing)?;
        if usual.1.standing == Standing::Always {
            return Some(of(*usual));
        }
        let named: Vec<_> = candidates
            .iter()
            .filter(|(c, _)| c.countries.iter().any(|country| article.contains(country)))
            .collect();
        Some(match named[..] {
            [only] => of(*only),
            _ if usual.1.standing == Standing::Usual => of(*usual),
            _ => open,
        })
    }
}

impl Currency {
    fn read(row: &'static str) -> Option<Self> {
        let columns: Vec<&str> = row.split('\t').collect();
        let [code, marks, names, countries] = columns[..] else {
            return None;
        };
        let name = |text: &'static str| {
            let standing = match text.chars().next_back() {
                Some('!') => Standing::Always,
                Some('*') => Standing::Usual,
                _ => Standing::Shared,
            };
            let text = text.trim_end_matches(['!', '*']);
            Name {
                word: text.trim_end_matches("/100"),
                hundredth: text.ends_with("/100"),
                standing,
            }
        };
        (!row.starts_with('#')).then(|| Self {
            code,
            marks: marks.split(' ').collect(),
            names: names.split(' ').map(name).collect(),
            countries: countries.split('|').collect(),
        })
    }

    /// Whether words in lower case name one of the countries.
    fn is_of(&self, words: &str) -> bool {
        let starts = |country: &&str| {
            let country = country.to_lowercase();
            words
                .match_indices(&country)
                .any(|(at, _)| at == 0 || words[..at].ends_with(' '))
        };
        self.countries.iter().any(starts)
    }
}

/// The amount at word `i`: a number, a range, or an article for one.
fn amount(w: &Words, i: usize) -> Option<Range> {
    let one = |value, end| Range {
        from: value,
        to: None,
        end,
    };
    // "80p" keeps its unit for later.
    if w.lower(i) == "half" && w.is(i + 1, &["a", "an"]) && number(w, i)?.end == i + 1 {
        return Some(one(Decimal::new(5, 1)?, i + 2));
    }
    let found = range(w, i);
    let plain = grouped(w, i);
    match (found, plain) {
        (Some(range), Some(number)) if range.to.is_none() => Some(one(number.value, number.end)),
        (Some(range), _) => Some(range),
        (None, Some(_)) => None,
        (None, None) => w.is(i, &["a", "an"]).then(|| one(Decimal::ONE, i + 1)),
    }
}

/// A number whose thousands a space may group ("N$ 2 000") and whose multiplier one letter may
/// give apart ("£ 420 m").
fn grouped(w: &Words, i: usize) -> Option<Number> {
    let mut found = number(w, i)?;
    let group = |k: usize| w.text(k).len() == 3 && w.text(k).bytes().all(|b| b.is_ascii_digit());
    let plain = digits(w.lower(i)).is_some_and(|(_, tail)| tail.is_empty());
    while plain && found.factor == Decimal::ONE && group(found.end) {
        let (thousands, _) = digits(w.lower(found.end))?;
        found.value = found.value.times(Decimal::integer(1000))?.plus(thousands)?;
        found.end += 1;
    }
    let factor = match w.lower(found.end) {
        "k" => 1000,
        "m" | "mm" => 1_000_000,
        "b" => 1_000_000_000,
        "t" => 1_000_000_000_000,
        _ => return Some(found),
    };
    if plain && found.factor == Decimal::ONE {
        found.factor = Decimal::integer(factor);
        found.value = found.value.times(found.factor)?;
        found.end += 1;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let rows = include_str!("currencies.tsv").lines();
        let rows = rows.filter(|row| !row.starts_with('#')).count();
        let table = Currencies::new();
        assert_eq!(table.0.len(), rows);
        assert!(table.0.iter().all(|c| c.code.len() == 3));
    }
}
