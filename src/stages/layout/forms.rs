//! Blocks that their own text gives away.

use std::borrow::Cow;

use regex::Regex;

use super::boilerplate::{is_boilerplate, is_notice, opens_links};
use super::bylines::is_byline;
use super::captions::{begins_with_credit, is_caption};
use super::dates::{DateLine, date_line};
use crate::document::BlockKind;

/// What the text of a block says of the block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// The kind is certain.
    Kind(BlockKind),
    /// Boilerplate over a list of links: "Related topics".
    LinkList,
    /// "Correction" alone, over the text of one.
    CorrectionTitle,
    /// A date alone: when the article appeared, or the title of a part of a chronicle.
    Date,
    /// A heading that is marked up as one.
    Heading,
    /// A few words behind a dash: an item of a list, or who said what stands above.
    Dashed,
    /// "Label: text".
    Labelled {
        label: String,
        is_title: bool,
    },
    /// Short, without a full stop at the end.
    Title,
    Text,
}

impl Form {
    /// Whether the block could head others.
    pub fn is_title(&self) -> bool {
        match self {
            Self::Heading | Self::Title => true,
            Self::Labelled { is_title, .. } => *is_title,
            _ => false,
        }
    }

    /// Whether the block is text that a heading can stand over.
    pub fn is_text(&self) -> bool {
        match self {
            Self::Text | Self::Labelled { .. } => true,
            Self::Kind(kind) => matches!(
                kind,
                BlockKind::Paragraph
                    | BlockKind::Bullet
                    | BlockKind::ListItem
                    | BlockKind::PullQuote
            ),
            _ => false,
        }
    }

    /// Whether the form tells the kind, whatever stands around the block.
    pub fn is_certain(&self) -> bool {
        matches!(self, Self::Kind(_) | Self::LinkList | Self::CorrectionTitle)
    }
}

pattern!(BULLET, r"^(?:[•‣◦⁃∙▪▫●○■□►▶➤✓✔]\s*|[*+–—-]\s+)\S");
pattern!(
    NUMBERED,
    r"^(?:\(?\d{1,2}[.)]|\(?(?:[a-z]|[ivx]{2,5})\))\s+\S"
);
pattern!(MARKDOWN_HEADING, r"^#{1,6}\s+\S");
pattern!(MARKDOWN_QUOTE, r"^>\s*\S");
pattern!(
    CORRECTION,
    r"(?xi)^(?:
        (?:corrections?|clarifications?|retractions?|errat(?:um|a)|(?:editor|author|publisher)[’']?s?[’']?\ note|ed(?:itor)?s?[’'.]?\ note|note\ to\ readers)
            (?:\ (?:and|&)\ clarifications?)? (?:\ ?[(\[][^)\]]{1,40}[)\]]|,?\ (?:[a-z]+\.?\ \d{1,2}|\d{1,2}\ [a-z]+)(?:,?\ \d{4})?)? \s*[:–—-]\s*\S
      | (?:an\ |the\ |in\ an\ )?(?:earlier|previous|original|prior)\ versions?\ of\ (?:this|the)\ (?:article|story|report|post|item|page|headline|column|caption)
      | (?:because|as\ a\ result|owing\ to|due\ to)\b.{0,40}\berrors?,\ (?:an|this)\ (?:earlier|article|story)
      | (?:this|the)\ (?:article|story|report|post|item|page|column|headline|headline\ of\ this\ (?:article|story))\ (?:has\ (?:since\ )?been|was)\ (?:amended|corrected|clarified|changed|retracted|(?:updated|revised|edited)\ (?:to|with|after|since|following))\b
    )"
);
pattern!(
    CORRECTION_TITLE,
    r"(?i)^(?:corrections?|clarifications?)(?: (?:and|&) (?:corrections?|clarifications?))?:?$"
);
pattern!(
    ATTRIBUTED_QUOTE,
    r"^[“\x22‘].{10,400}[”\x22’]\s*(?:[—–-]{1,2})\s*\p{Lu}[^.!?]{1,100}\.?$"
);
pattern!(
    DATELINE_ALONE,
    r"^\p{Lu}[\p{L}\s.,/’'-]{2,40}(?:\([^()]{2,30}\)\s*(?:--?|[—–])|(?:\s--?|\s?[—–|]))$"
);
// A tweet in the text, or its author: "Ana Ruiz (@ana) May 3, 2024".
pattern!(
    TWEET,
    r"pic\.twitter\.com/|//t\.co/|\(@\w+\)\s+\p{Lu}\w+ \d{1,2}, \d{4}$"
);
// "He explained: “I was going to leave.”"
pattern!(INTRODUCED, r"^[^:]*[\s”\x22’]\p{Ll}+:\s+[“‘\x22']");
pattern!(LABELLED, r"^([\p{Lu}“‘\x22'][^.!?:;]{2,80}):\s+\S");
pattern!(SENTENCE_END, r"[.!?…:;,][)\]”’\x22']*$");

/// The longest title, in characters and in words.
const MAX_TITLE_CHARS: usize = 180;
const MAX_TITLE_WORDS: usize = 24;

/// The longest section heading, in words, and the longest in the case of a sentence.
const MAX_HEADING_WORDS: usize = 14;
const MAX_SENTENCE_HEADING_WORDS: usize = 10;

/// Whether a line opens a block of its own even in the middle of wrapped lines; where the line
/// before it ends a sentence, more is taken for that than where it does not.
pub(super) fn starts_block(line: &str, after_sentence: bool) -> bool {
    if after_sentence {
        return !matches!(
            recognise(line).0,
            Form::Labelled { .. } | Form::Title | Form::Text
        );
    }
    MARKDOWN_HEADING.is_match(line)
        || (BULLET.is_match(line) && !line.starts_with(['*', '+', '–', '—', '-']))
}

/// Whether a line begins with the mark of a list.
pub(super) fn is_item(line: &str) -> bool {
    BULLET.is_match(line) || NUMBERED.is_match(line)
}

/// Whether a line ends as sentences do.
pub(super) fn ends_sentence(line: &str) -> bool {
    SENTENCE_END.is_match(line) && !line.ends_with([',', ';'])
}

/// The form of a block, and the bytes of the mark at its start that is no text.
pub(super) fn recognise(block: &str) -> (Form, usize) {
    let mark = |pattern: &Regex| {
        let text_after = |m: regex::Match| m.end() - last_char_len(&block[..m.end()]);
        pattern.find(block).map(text_after)
    };
    if let Some(mark) = mark(&MARKDOWN_HEADING) {
        return (Form::Heading, mark);
    }
    if let Some(mark) = mark(&BULLET) {
        let (form, _) = by_words(&block[mark..]);
        return match form {
            // A sign-off, a notice under the text or a row of buttons may have a mark too.
            Form::Kind(
                kind @ (BlockKind::Byline | BlockKind::Correction | BlockKind::Boilerplate),
            ) => (Form::Kind(kind), mark),
            Form::Title if block.starts_with(['—', '–']) => (Form::Dashed, mark),
            _ => (Form::Kind(BlockKind::Bullet), mark),
        };
    }
    if let Some(mark) = mark(&NUMBERED) {
        return (Form::Kind(BlockKind::ListItem), mark);
    }
    if let Some(mark) = mark(&MARKDOWN_QUOTE) {
        let (form, _) = by_words(&block[mark..]);
        return match form {
            Form::Kind(BlockKind::Boilerplate) => (form, mark),
            _ => (Form::Kind(BlockKind::PullQuote), mark),
        };
    }
    by_words(block)
}

/// The form of a block that a format calls a paragraph: as [`recognise`], but marks that a format
/// would have read are text there.
pub(super) fn recognise_paragraph(block: &str) -> (Form, usize) {
    if MARKDOWN_HEADING.is_match(block)
        || NUMBERED.is_match(block)
        || MARKDOWN_QUOTE.is_match(block)
    {
        return by_words(block);
    }
    recognise(block)
}

fn by_words(block: &str) -> (Form, usize) {
    if begins_with_credit(block) {
        return (Form::Kind(BlockKind::Caption), 0);
    }
    let plain = plain(block);
    let block = plain.as_ref();
    let kind = if CORRECTION.is_match(block) && !is_notice(block) {
        Some(BlockKind::Correction)
    } else if is_byline(block) {
        Some(BlockKind::Byline)
    } else if is_boilerplate(block) {
        if opens_links(block) {
            return (Form::LinkList, 0);
        }
        Some(BlockKind::Boilerplate)
    } else if is_caption(block) {
        Some(BlockKind::Caption)
    } else if ATTRIBUTED_QUOTE.is_match(block) {
        Some(BlockKind::PullQuote)
    } else if DATELINE_ALONE.is_match(block) {
        Some(BlockKind::Dateline)
    } else {
        None
    };
    if let Some(kind) = kind {
        return (Form::Kind(kind), 0);
    }
    if CORRECTION_TITLE.is_match(block) {
        return (Form::CorrectionTitle, 0);
    }
    match date_line(block) {
        Some(DateLine::Labelled) => return (Form::Kind(BlockKind::Dateline), 0),
        Some(DateLine::Bare) => return (Form::Date, 0),
        None => {}
    }
    if TWEET.is_match(block) {
        return (Form::Text, 0);
    }
    let is_title = is_title(block);
    let form = match LABELLED.captures(block) {
        Some(parts) if is_label(&parts[1]) && !INTRODUCED.is_match(block) => Form::Labelled {
            label: parts[1].to_owned(),
            is_title,
        },
        _ if is_title => Form::Title,
        _ => Form::Text,
    };
    (form, 0)
}

/// The block on one line with single spaces, without invisible characters and without the marks
/// of emphasis or the brackets that enclose it all.
fn plain(block: &str) -> Cow<'_, str> {
    let mut text = block.trim();
    let encloses = |text: &str, open: char, close: char| {
        let inner = text.strip_prefix(open).and_then(|t| t.strip_suffix(close));
        inner.is_some_and(|inner| !inner.contains([open, close]))
    };
    loop {
        let inner = text
            .trim_start_matches(['*', '_', '\u{200b}', '\u{feff}'])
            .trim_start();
        let inner = inner.trim_end_matches(['_', '\u{200b}']).trim_end();
        let inner = if inner.len() < text.len() {
            inner.trim_end_matches('*')
        } else {
            inner
        };
        let inner = if encloses(inner, '(', ')') || encloses(inner, '[', ']') {
            inner[1..inner.len() - 1].trim()
        } else {
            inner
        };
        if inner.len() == text.len() || inner.is_empty() {
            break;
        }
        text = inner;
    }
    let is_plain = |c: char| c == ' ' || (!c.is_whitespace() && c != '\u{200b}');
    if text.chars().all(is_plain) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == '\u{200b}')
        .filter(|w| !w.is_empty())
        .collect();
    Cow::Owned(words.join(" "))
}

fn last_char_len(text: &str) -> usize {
    text.chars().next_back().map_or(0, char::len_utf8)
}

/// Short, and no sentence: a headline or a heading.
fn is_title(block: &str) -> bool {
    let mut chars = block.chars();
    let opens = match chars.next() {
        // "iPhone", "eBay"
        Some(first) if first.is_lowercase() => chars.next().is_some_and(char::is_uppercase),
        Some(first) => first.is_uppercase() || first.is_numeric() || "“‘\"'$€£".contains(first),
        None => false,
    };
    opens
        && block.contains(char::is_alphabetic)
        && block.chars().count() <= MAX_TITLE_CHARS
        && block.split_whitespace().count() <= MAX_TITLE_WORDS
        && (!SENTENCE_END.is_match(block) || is_question_title(block))
        && !is_part_of_quotation(block)
}

/// Whether a quotation begins and does not end in the block, as in a letter of several lines.
fn is_part_of_quotation(block: &str) -> bool {
    let count = |mark| block.matches(mark).count();
    count('"') % 2 == 1 || count('“') != count('”')
}

/// A question of a few words, alone in its block, is a title too.
fn is_question_title(block: &str) -> bool {
    block.ends_with('?')
        && !is_long(block)
        && !block[..block.len() - 1].contains(['.', '!', '?', ':', '"', '“'])
}

/// Whether a title is too long for a section heading or a line of a list.
pub(super) fn is_long(title: &str) -> bool {
    title.split_whitespace().count() > MAX_HEADING_WORDS
}

/// Whether a title can be a section heading. One that is written as a sentence is shorter; longer
/// ones are sentences without their full stop and what pictures show.
pub(super) fn can_head(title: &str) -> bool {
    let count = title.split_whitespace().count();
    count <= MAX_SENTENCE_HEADING_WORDS
        || (count <= MAX_HEADING_WORDS && (title.ends_with('?') || is_title_cased(title)))
}

/// Words that titles leave in lower case.
const SMALL_WORDS: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "vs",
    "with",
];

/// Whether nearly every word begins with a capital, as titles have it.
pub(super) fn is_title_cased(text: &str) -> bool {
    let words = text.split_whitespace().filter(|w| !SMALL_WORDS.contains(w));
    let (all, capital) = words.fold((0, 0), |(all, capital), word| {
        let is_capital = word
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_none_or(|c| !c.is_lowercase());
        (all + 1, capital + usize::from(is_capital))
    });
    capital * 5 >= all * 4
}

/// Whether the words before a colon can be the label of a list item: a few words, or up to ten
/// in title case ("Growing Interest in “Unfiltered” AI Models").
fn is_label(label: &str) -> bool {
    let words: Vec<&str> = label.split_whitespace().collect();
    let is_title = |w: &&str| w.contains(char::is_uppercase) || SMALL_WORDS.contains(w);
    let others = words.iter().filter(|w| !is_title(w)).count();
    words.len() <= 3 || (words.len() <= 10 && others * 4 <= words.len())
}
