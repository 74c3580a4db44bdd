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
            Self::Kind(_) | Self::Text => false,
        }
    }

    /// Whether the block is text that a heading can stand over.
    pub fn is_text(&self) -> bool {
        match self {
            Self::Text | Self::Labelled { .. } => true,
            Self::Kind(kind) => matches!(
                kind,
                BlockKind::Bullet | BlockKind::ListItem | BlockKind::PullQuote
            ),
            Self::Title | Self::Heading => false,
        }
    }
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
      | (?:a|this)\ (?:version|part)\ of\ this\ (?:article|story|column|essay|review)\ (?:appears|appeared|was\ published|ran)\b.{0,300}
      | our\ standards:.{0,160}
      | (?:terms\ of\ (?:use|service)|privacy\ policy|cookie\ (?:policy|settings)|contact\ us|about\ us)\b.{0,120}
      | (?:home|news)\s*(?:[>»›|/·•].{0,120})
      | tags?\s*:.{0,160} | (?:topics|filed\ under|categories)\s*:.{0,160}
    )$"
);
pattern!(
    BYLINE,
    r"^(?:(?:[\p{L}]+ )?[Bb]y|BY)\s+\p{Lu}[\p{L}.’'-]+(?:[\s,&]+[\p{L}.’'-]+){0,12}(?:\s*[|·•].{0,80})?$"
);
pattern!(NO_BYLINE, r"(?i)^by\s+(?:the|an?|all|any|no)\b");
pattern!(
    DATELINE,
    r"(?xi)^(?:(?:[\p{Lu}\ ]{2,30},|published|posted|updated|last\ updated)\s+(?:on\s+)?)?
        (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?
        (?:(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,4}(?:,?\s+\d{4})?|\d{4}-\d\d-\d\d)
        (?:[\s,|·•-].{0,60})?$"
);
pattern!(
    CAPTION,
    r"^(?i:photo(?:graph)?|image|picture|caption|file photo|graphic|chart|illustration|pictured)\s*(?i:caption|source|credit|\d+|by [^:]{2,40})?[:/–—]\s*\S"
);
pattern!(LABELLED, r"^([\p{Lu}“‘\x22'][^.!?:;]{2,80}):\s+\S");
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
        (&DATELINE, BlockKind::Dateline),
        (&CORRECTION, BlockKind::Correction),
        (&BOILERPLATE, BlockKind::Boilerplate),
        (&BYLINE, BlockKind::Byline),
        (&CAPTION, BlockKind::Caption),
    ];
    let found = kinds.iter().find(|(pattern, _)| pattern.is_match(block));
    if let Some(&(_, kind)) = found
        && !(kind == BlockKind::Byline && NO_BYLINE.is_match(block))
    {
        return (Form::Kind(kind), 0);
    }
    let is_title = is_title(block);
    let form = match LABELLED.captures(block) {
        Some(parts) if is_label(&parts[1]) => Form::Labelled {
            label: parts[1].to_owned(),
            is_title,
        },
        _ if is_title => Form::Title,
        _ => Form::Text,
    };
    (form, 0)
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

/// Words that titles leave in lower case.
const SMALL_WORDS: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "vs",
    "with",
];

/// Whether the words before a colon can be the label of a list item: a few words, or up to ten
/// in title case ("Growing Interest in “Unfiltered” AI Models").
fn is_label(label: &str) -> bool {
    let words: Vec<&str> = label.split_whitespace().collect();
    let is_title = |w: &&str| w.contains(char::is_uppercase) || SMALL_WORDS.contains(w);
    let others = words.iter().filter(|w| !is_title(w)).count();
    words.len() <= 3 || (words.len() <= 10 && others * 4 <= words.len())
}
