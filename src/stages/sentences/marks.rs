//! The marks at the end of a sentence, and what closes behind them.

/// What stands at the end of a possible sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// One full stop.
    Period,
    /// Several, or "…".
    Ellipsis,
    /// Marks of which the last is "?" or "!".
    Exclamation,
    /// A mark of a script that writes no space behind it.
    Wide,
    /// No mark of punctuation: an emoji or a smiley.
    Face,
    /// A web address.
    Address,
    /// Before or behind what stands alone: a ruled line, a mail's time stamp.
    Apart,
}

/// Whether a stop may begin with the character.
pub(super) fn may_stop(c: char) -> bool {
    is_mark(c)
        || is_wide(c)
        || is_emoji(c)
        || matches!(c, ':' | ';' | 'h' | 'M' | '-' | '_' | '=' | '*')
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '।'
    )
}

fn is_wide(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{26ff}' | '\u{2763}' | '\u{2764}' | '\u{2b50}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f300}'..='\u{1faff}')
}

/// What may stand in a run of emoji behind the first.
fn joins_emoji(c: char) -> bool {
    is_emoji(c) || matches!(c, '\u{fe0f}' | '\u{200d}')
}

pub(super) fn opens_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '‘' | '«' | '„' | '\'' | '`')
}

fn closes_quote(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '»' | '\'')
}

/// The mark that begins at `begin` with `first`, and where its run ends; `None` for what is none.
pub(super) fn run(text: &str, begin: usize, first: char) -> Option<(Mark, usize)> {
    let rest = &text[begin..];
    if is_emoji(first) {
        let end = rest.find(|c| !joins_emoji(c)).unwrap_or(rest.len());
        return Some((Mark::Face, begin + end));
    }
    if matches!(first, ':' | ';') {
        let is_apart = text[..begin].ends_with(char::is_whitespace);
        return (is_apart.then(|| smiley(rest)))
            .flatten()
            .map(|len| (Mark::Face, begin + len));
    }
    if first == 'h' {
        return address(text, begin).map(|end| (Mark::Address, end));
    }
    if matches!(first, 'M' | '-' | '_' | '=' | '*') {
        return None;
    }
    if is_wide(first) {
        let end = rest.find(|c| !is_wide(c)).unwrap_or(rest.len());
        return Some((Mark::Wide, begin + end));
    }
    let mut end = rest.find(|c| !is_mark(c)).unwrap_or(rest.len());
    if rest[end..].starts_with(" . .") {
        // ". . ." is an ellipsis too.
        while rest[end..].starts_with(" .") {
            end += " .".len();
        }
    }
    let run = &rest[..end];
    let mark = match run.chars().next_back() {
        Some('?' | '!' | '‼' | '⁇' | '⁈' | '⁉' | '؟') => Mark::Exclamation,
        _ if run == "." || run == "।" || run == "۔" => Mark::Period,
        _ if run.contains(['?', '!']) => Mark::Exclamation,
        _ => Mark::Ellipsis,
    };
    Some((mark, begin + end))
}

/// The end of the web address that begins at byte `begin`, without punctuation behind it.
fn address(text: &str, begin: usize) -> Option<usize> {
    let rest = &text[begin..];
    let is_address = rest.starts_with("http://") || rest.starts_with("https://");
    if !is_address || text[..begin].ends_with(char::is_alphanumeric) {
        return None;
    }
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let is_end = |c: char| {
        is_mark(c)
            || matches!(
                c,
                ',' | ';' | ':' | ')' | ']' | '>' | '"' | '”' | '’' | '\''
            )
    };
    Some(begin + rest[..end].trim_end_matches(is_end).len())
}

/// The length of the smiley that begins `rest`, with white space or nothing behind it.
fn smiley(rest: &str) -> Option<usize> {
    let face = rest[1..].strip_prefix(['-', '\'']).unwrap_or(&rest[1..]);
    let behind = face.strip_prefix([')', '(', 'D', 'P', 'p'])?;
    let behind = behind.trim_start_matches([')', '(']);
    let ends = behind.is_empty() || behind.starts_with(char::is_whitespace);
    ends.then_some(rest.len() - behind.len())
}

/// What closes behind a mark and belongs to its sentence.
pub(super) struct Closed {
    /// Whether a quotation mark does.
    pub quote: bool,
    /// Whether a bracket does.
    pub bracket: bool,
    /// Whether an emoji or a footnote's mark stands there.
    pub seal: bool,
    /// Where it ends.
    pub end: usize,
}

/// Closing marks that are looked at.
const CLOSERS: usize = 32;

impl Closed {
    /// What closes at byte `end` of `text`.
    pub fn behind(text: &str, mut end: usize) -> Self {
        let (mut quote, mut bracket, mut seal) = (false, false, false);
        for _ in 0..CLOSERS {
            let rest = &text[end..];
            let Some(c) = rest.chars().next() else { break };
            let length = if closes_quote(c) {
                quote = true;
                c.len_utf8()
            } else if matches!(c, ')' | ']' | '}') {
                bracket = true;
                c.len_utf8()
            } else if let Some(length) = footnote(rest) {
                seal = true;
                length
            } else if c.is_whitespace() && !seal {
                let faces = rest.trim_start();
                let Some(length) = face(faces) else { break };
                seal = true;
                rest.len() - faces.len() + length
            } else {
                break;
            };
            end += length;
        }
        Self {
            quote,
            bracket,
            seal,
            end,
        }
    }
}

/// The length of the emoji or the smiley that begins `rest`.
fn face(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if matches!(first, ':' | ';') {
        return smiley(rest);
    }
    is_emoji(first).then(|| rest.find(|c| !joins_emoji(c)).unwrap_or(rest.len()))
}

/// The length of a footnote's mark that begins `rest`: "¹", `[12]`, "†".
fn footnote(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if matches!(first, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡') || is_emoji(first)
    {
        return Some(first.len_utf8());
    }
    let inner = rest.strip_prefix('[')?;
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    ((1..=3).contains(&digits) && inner[digits..].starts_with(']')).then_some(digits + 2)
}
