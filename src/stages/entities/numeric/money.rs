//! MONEY: amounts with their currency.
//!
//! Words before an amount ("about", "more than", "nearly") stay outside: in worldwide.train
//! 2 of the 700 amounts begin with such a word and 170 follow one. Two amounts that share a
//! unit ("$5 to $7 million") are one mention; "from $5 million to $7 million" is two.

use super::number::{Number, number, range};
use super::words::{CODE, CURRENCY, MULTIPLIER, Sentence, VAGUE};

/// Signs that end a currency mark: "$", "US$", "GH₵".
const SIGNS: &[char] = &[
    '$', '£', '€', '¥', '₹', '₦', '₩', '₽', '₺', '₴', '₪', '₱', '฿', '₫', '₵', '¢', '₡', '₸', '₮',
    '₾', '₼', '₲', '₨', '৳',
];

/// Marks in letters, exact, that stand before the amount.
const MARKS: &[&str] = &[
    "Rs", "Rs.", "Re", "Tk", "Tk.", "Dh", "Dhs", "DH", "Dh.", "RM", "Rp", "Rp.", "Ksh", "KSh",
    "Sh", "Sh.", "Tsh", "TSh", "Ush", "USh", "SR", "QR", "KD", "JD", "BD", "LE", "NIS", "Php",
    "Le", "Af", "Fr", "Kr", "kr", "CFA", "rs", "tk",
];

/// Marks and codes that are words or names too: only before or after a large amount.
const DOUBTFUL: &[&str] = &[
    "ALL", "TOP", "TRY", "SDG", "CUP", "COP", "PEN", "GEL", "MAD", "AMD", "SOS", "R", "N", "LE",
    "Le", "Re", "Fr", "BD", "MOP", "DOP", "ANG", "RON", "LAK", "Af", "SR", "BAM", "STN", "MOP",
    "PAB",
];

/// Countries whose name stands apart before "$" in some corpora.
const COUNTRIES: &[&str] = &[
    "US", "U.S.", "HK", "NT", "NZ", "AU", "CA", "S", "N", "C", "TT", "Z", "GH",
];

/// The end of the amount that begins at token `i`.
pub(super) fn money(s: &Sentence, i: usize) -> Option<usize> {
    marked(s, i)
        .or_else(|| glued(s, i))
        .or_else(|| named(s, i))
        .or_else(|| single(s, i))
}

/// "$5", "US$ 5 million", "$5-7 million", "Rs 3,150 crore", "USD 8.3 million".
fn marked(s: &Sentence, i: usize) -> Option<usize> {
    let at = mark(s, i)?;
    let first = amount(s, at)?;
    if is_doubtful(s.text(i)) && at == i + 1 && !is_large(s, at, &first) {
        return None;
    }
    let mut end = first.end;
    let dash = s.is_dash(end);
    let to = s.is(end, &["to", "or"]) && s.before(i) != "from";
    let and = s.lower(end) == "and" && s.before(i) == "between" && first.bare;
    // "from $5 to $7 million" shares its multiplier, "from $5 million to $7 million" does not.
    let shared = s.lower(end) == "to" && first.bare;
    if dash || to || and || shared {
        let next = mark(s, end + 1);
        if let Some(second) = amount(s, next.unwrap_or(end + 1))
            && !second.vague
            && (dash || next.is_some() && to || !second.bare && first.bare)
        {
            end = second.end;
        }
    }
    let adjective = usize::from(s.is(end, &["us", "u.s."]));
    if s.has(end + adjective, CURRENCY) || is_code(s, end) && mark_is_sign(s.text(i)) {
        end += 1 + adjective;
    }
    Some(end)
}

/// A number behind a currency mark, where "m" and "B" multiply and a space may group the
/// thousands: "£ 420 m", "N$ 2 000".
fn amount(s: &Sentence, at: usize) -> Option<Number> {
    let mut found = number(s, at)?;
    let group = |k: usize| s.text(k).len() == 3 && s.text(k).bytes().all(|b| b.is_ascii_digit());
    while found.bare
        && s.digits(at).is_some_and(|d| d.count <= 3 && d.is_whole())
        && group(found.end)
    {
        found.end += 1;
    }
    if found.end > at
        && s.is(found.end, &["m", "b", "k", "mm", "bn", "t"])
        && s.digits(at).is_some()
    {
        found.end += 1;
        found.bare = false;
    }
    Some(found)
}

/// The token behind the currency mark at token `i`.
fn mark(s: &Sentence, i: usize) -> Option<usize> {
    let text = s.text(i);
    if COUNTRIES.contains(&text) && matches!(s.text(i + 1), "$" | "₵") {
        return Some(i + 2);
    }
    if mark_is_sign(text) || MARKS.contains(&text) || is_code(s, i) || matches!(text, "R" | "N") {
        // "Rs ." in spaced corpora
        let stop = s.text(i + 1) == "." && !mark_is_sign(text) && s.digits(i + 2).is_some();
        return Some(i + 1 + usize::from(stop));
    }
    let spaced = ["U", ".", "S", "."];
    (0..4).all(|k| s.text(i + k) == spaced[k]).then_some(())?;
    (s.text(i + 4) == "$").then_some(i + 5)
}

fn mark_is_sign(text: &str) -> bool {
    text.strip_suffix(SIGNS)
        .is_some_and(|c| c.len() <= 4 && c.chars().all(char::is_uppercase))
}

fn is_code(s: &Sentence, i: usize) -> bool {
    s.has(i, CODE)
}

fn is_doubtful(text: &str) -> bool {
    DOUBTFUL.contains(&text)
}

/// Whether a number is too large, or too exact, for a label.
fn is_large(s: &Sentence, at: usize, number: &Number) -> bool {
    s.has(number.end - 1, MULTIPLIER | VAGUE)
        || !s.tail(at).is_empty()
        || s.digits(at).is_some_and(|d| d.grouped || d.points == 1)
}

/// "Rs500", "USD5m", "$5" in one token, "50p".
fn glued(s: &Sentence, i: usize) -> Option<usize> {
    let text = s.text(i);
    let cut = text.find(|c: char| c.is_ascii_digit())?;
    let (mark, amount) = text.split_at(cut);
    let digits = super::digits::Digits::parse(amount)?;
    let tail = &amount[digits.tail_start..];
    if mark.is_empty() {
        return (tail == "p" && digits.points == 0 && s.text(i + 1) != ".").then_some(i + 1);
    }
    let letters = MARKS.contains(&mark) || s.is_known_code(mark) || matches!(mark, "R" | "N");
    if !(mark_is_sign(mark) || letters) || tail.len() > 3 {
        return None;
    }
    let mut end = i + 1;
    // The tokenizer cuts "Rs3,150.50" at its comma and point.
    while matches!(s.text(end), "," | ".")
        && s.glued(end)
        && s.glued(end + 1)
        && s.digits(end + 1).is_some()
    {
        end += 2;
    }
    while s.has(end, MULTIPLIER) {
        end += 1;
    }
    let large = end > i + 1 || digits.grouped || digits.points == 1 || !tail.is_empty();
    (large || mark_is_sign(mark) || !is_doubtful(mark) && mark != "BD").then_some(end)
}

/// "five million euros", "5 to 7 billion dollars", "hundreds of millions of dollars",
/// "9.99 billion U.S. dollars", "8.3 million USD", "10-dollar".
fn named(s: &Sentence, i: usize) -> Option<usize> {
    let numbers = [range(s, i), number(s, i)];
    numbers.into_iter().flatten().find_map(|n| {
        if is_code(s, n.end) && (!is_doubtful(s.text(n.end)) || is_large(s, i, &n)) {
            return Some(n.end + 1);
        }
        let of = usize::from(n.vague && s.lower(n.end) == "of");
        let dash = usize::from(s.is_dash(n.end));
        let from = n.end + of + dash;
        // up to three words of an adjective: "Hong Kong", "Colombian", "u . s ."
        let name = (from..from + 5).find(|&k| s.has(k, CURRENCY))?;
        let adjective = (from..name)
            .all(|k| s.is_capitalised(k) || s.text(k) == "." && s.text(k - 1).len() == 1);
        (adjective && is_currency(s, name, i, &n)).then_some(name + 1)
    })
}

/// Whether the currency name at `at`, behind number `n` from token `i`, is one: "pounds" of
/// weight are a QUANTITY, "the two won" is no money.
fn is_currency(s: &Sentence, at: usize, i: usize, n: &Number) -> bool {
    match s.lower(at) {
        "pound" | "pounds" => !is_weight(s, at),
        "real" => false,
        "bitcoin" | "bitcoins" => !s.is_plural_noun(at + 1) && s.text(at + 1) != "ATMs",
        "won" | "colon" | "crown" | "crowns" | "lev" | "kip" => {
            is_large(s, i, n) || s.digits(i).is_some_and(|d| d.count > 2)
        }
        "bucks" | "buck" | "quid" => s.is_lower_word(at),
        _ => true,
    }
}

/// Whether "pounds" at token `at` weigh: "150-pound", "200 pounds of explosives", "weighs
/// 200 pounds".
pub(super) fn is_weight(s: &Sentence, at: usize) -> bool {
    s.is_dash(at.saturating_sub(1))
        || s.lower(at + 1) == "of"
        || (at.saturating_sub(5)..at)
            .any(|k| s.lower(k).starts_with("weigh") || s.is(k, &["lost", "lift", "lifted"]))
}

/// "a dollar", "half a euro", "trillion-dollar".
fn single(s: &Sentence, i: usize) -> Option<usize> {
    let article = match s.lower(i) {
        "a" => i + 1,
        "half" if s.lower(i + 1) == "a" => i + 2,
        _ => return None,
    };
    s.is(
        article,
        &[
            "dollar",
            "euro",
            "cent",
            "penny",
            "buck",
            "rupee",
            "billion-dollar",
        ],
    )
    .then_some(article + 1)
}
