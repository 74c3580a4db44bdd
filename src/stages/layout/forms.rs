//! Blocks that their own text gives away.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::BlockKind;

/// What the text of a block says of the block.
pub(super) enum Form {
    /// The kind is certain.
    Kind(BlockKind),
    /// A Markdown heading.
    Heading,
    /// "Label: sentence"; holds the label.
    Labelled(String),
    /// Short, without a full stop at the end.
    Title,
    Text,
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| {
            #[allow(clippy::expect_used, reason = "a constant that every test compiles")]
            Regex::new($pattern).expect("the pattern is a constant")
        });
    };
}

pattern!(BULLET, r"^(?:[•‣◦⁃∙▪▫●○■□►▶➤✓✔]\s*|[*+–—-]\s+)\S");
pattern!(NUMBERED, r"^(?:\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S");
pattern!(MARKDOWN_HEADING, r"^#{1,6}\s+\S");
pattern!(MARKDOWN_QUOTE, r"^>\s*\S");
pattern!(
    CORRECTION,
    r"(?xi)^(?:
        (?:corrections?|clarifications?|editor[’']?s[’']?\ note|editors[’']\ note)
            (?:\ and\ clarifications?)? (?:\ ?\([^)]{1,40}\)|,?\ [a-z]+\.?\ \d{1,2}(?:,\ \d{4})?)? \s*[:–—-]\s*\S
      | (?:an\ )?(?:earlier|previous|original)\ versions?\ of\ this\ (?:article|story|report|post|item|page|headline)
      | this\ (?:article|story|report|post|item|page)\ (?:has\ been|was)\ (?:amended|corrected|clarified|updated\ to\ correct)
    )"
);
pattern!(
    BOILERPLATE,
    r"(?xi)^(?:
        (?:\d+\ )?comments?\ ?(?:\(?\d+\)?)?
      | (?:leave|post|add|view|show|see|join)\ (?:a\ |all\ |the\ )?(?:comments?|conversation|discussion).{0,30}
      | (?:read|see|more|learn|find\ out)\ (?:more|also|next|on\ this|from\ us)\b.{0,120}
      | (?:also\ read|related(?:\ (?:articles?|stories|content|topics|coverage|links?))?|recommended(?:\ for\ you)?|most\ (?:read|popular)|trending(?:\ now)?|more\ (?:stories|news|coverage)|you\ may\ also\ like)(?:\s*:.{0,160})?
      | (?:share|tweet|e?mail|print|save|copy\ link|follow(?:\ us)?)\b[^.]{0,80}
      | (?:advertisement|advertorial|sponsored(?:\ content)?|paid\ post|skip\ (?:to|ad).{0,40}|story\ continues\ below.{0,40}|continue\ reading.{0,40})
      | (?:sign\ up|subscribe|get\ our|join\ our|download\ our|register\ (?:now|free)|click\ here|tap\ here|log\ in)\b.{0,160}
      | .{0,80}(?:©|\(c\)\ |copyright\b).{0,160}
      | .{0,120}all\ rights\ reserved\.?.{0,80}
      | (?:terms\ of\ (?:use|service)|privacy\ policy|cookie\ (?:policy|settings)|contact\ us|about\ us)\b.{0,120}
      | (?:home|news)\s*(?:[>»›|/·•].{0,120})
      | tags?\s*:.{0,160} | (?:topics|filed\ under|categories)\s*:.{0,160}
    )$"
);
pattern!(BYLINE, r"^(?:By|BY|by)\s+\p{Lu}[\p{L}.’'-]+(?:[\s,&|]+(?:and\s+|in\s+)?[\p{L}.’'-]+){0,12}$");
pattern!(
    CAPTION,
    r"^(?i:photo(?:graph)?|image|picture|caption|file photo|graphic|chart|illustration|pictured)\s*(?:by [^:]{2,40})?[:/–—]\s*\S"
);
pattern!(LABELLED, r"^(\p{Lu}[^.!?:;]{3,80}):\s+[“‘\x22']?\p{Lu}");
pattern!(SENTENCE_END, r"[.!?…:;,][)\]”’\x22']*$");

/// The longest title, in characters and in words.
const MAX_TITLE_CHARS: usize = 180;
const MAX_TITLE_WORDS: usize = 24;

/// The longest section heading, in words.
const MAX_HEADING_WORDS: usize = 14;

/// Whether a line opens a block of its own even in the middle of wrapped lines.
pub(super) fn starts_block(line: &str) -> bool {
    [&BULLET, &NUMBERED, &MARKDOWN_HEADING, &CORRECTION]
        .iter()
        .any(|pattern| pattern.is_match(line))
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
        return (Form::Kind(BlockKind::Bullet), mark);
    }
    if let Some(mark) = mark(&NUMBERED) {
        return (Form::Kind(BlockKind::ListItem), mark);
    }
    if let Some(mark) = mark(&MARKDOWN_QUOTE) {
        return (Form::Kind(BlockKind::PullQuote), mark);
    }
    let kinds = [
        (&CORRECTION, BlockKind::Correction),
        (&BOILERPLATE, BlockKind::Boilerplate),
        (&BYLINE, BlockKind::Byline),
        (&CAPTION, BlockKind::Caption),
    ];
    if let Some(&(_, kind)) = kinds.iter().find(|(pattern, _)| pattern.is_match(block)) {
        return (Form::Kind(kind), 0);
    }
    if is_title(block) {
        return (Form::Title, 0);
    }
    match LABELLED.captures(block) {
        Some(parts) if is_label(&parts[1]) => (Form::Labelled(parts[1].to_owned()), 0),
        _ => (Form::Text, 0),
    }
}

fn last_char_len(text: &str) -> usize {
    text.chars().next_back().map_or(0, char::len_utf8)
}

/// Short, and no sentence: a headline or a heading.
fn is_title(block: &str) -> bool {
    block.chars().count() <= MAX_TITLE_CHARS
        && block.split_whitespace().count() <= MAX_TITLE_WORDS
        && block.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“‘\"'$€£".contains(c))
        && (!SENTENCE_END.is_match(block) || is_question_title(block))
}

/// A question of a few words, alone in its block, is a title too.
fn is_question_title(block: &str) -> bool {
    block.ends_with('?') && !block[..block.len() - 1].contains(['.', '!', '?', ':', '"', '“'])
}

/// Whether a title is too long for a section heading.
pub(super) fn is_long(title: &str) -> bool {
    title.split_whitespace().count() > MAX_HEADING_WORDS
}

/// Whether the words before a colon are the label of a list item: two to ten, mostly in title
/// case ("Growing Interest in “Unfiltered” AI Models").
fn is_label(label: &str) -> bool {
    let words: Vec<&str> = label.split_whitespace().collect();
    let is_capital = |w: &&&str| w.trim_start_matches(['“', '"', '‘']).starts_with(char::is_uppercase);
    let capitals = words.iter().filter(is_capital).count();
    (2..=10).contains(&words.len()) && capitals * 2 > words.len()
}
