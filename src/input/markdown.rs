//! Markdown (CommonMark with tables, footnotes, strikethrough and task lists), read by
//! pulldown-cmark: the text stays as it is, and its blocks are told from the markup.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::front_matter;
use crate::document::{Article, Block, BlockKind, Span};

/// The article in a Markdown text: its blocks without their marks, and what the front matter
/// tells. Front matter, code, tables and HTML are boilerplate; links and emphasis stay in the text.
pub fn read(text: String) -> Article {
    let front = front_matter::read(&text);
    let body = front.as_ref().map_or(0, |front| front.span.end as usize);
    let mut reader = Reader {
        text: &text,
        blocks: Vec::new(),
        containers: Vec::new(),
        heading: None,
        leaf: None,
        closed: 0,
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(&text[body..], options).into_offset_iter() {
        reader.read(&event, range.start + body..range.end + body);
    }
    reader.close();
    let mut blocks = reader.blocks;
    // Footnotes and the like may come out of their place.
    blocks.sort_by_key(|block| block.span);
    blocks.dedup_by(|next, block| block.span.overlaps(next.span));
    name_headline(&mut blocks);
    let mut article = Article::default();
    if let Some(front) = front {
        let span = front.span.trim(&text);
        blocks.insert(
            0,
            Block {
                kind: BlockKind::Boilerplate,
                span,
            },
        );
        article = front.article;
    }
    Article {
        text,
        blocks,
        ..article
    }
}

/// Where no heading of the first level stands, a heading above all text is the headline.
fn name_headline(blocks: &mut [Block]) {
    if blocks.iter().any(|b| b.kind == BlockKind::Headline) {
        return;
    }
    let is_text = |b: &&mut Block| !matches!(b.kind, BlockKind::Boilerplate | BlockKind::Caption);
    if let Some(first) = blocks.iter_mut().find(is_text)
        && first.kind == BlockKind::Heading
    {
        first.kind = BlockKind::Headline;
    }
}

/// What a block stands in.
enum Container {
    Quote,
    Item { numbered: bool },
    List { numbered: bool },
}

/// A block that is being read.
struct Leaf {
    kind: BlockKind,
    range: Range<usize>,
    /// Whether there is nothing but a picture in it.
    picture: bool,
}

struct Reader<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    containers: Vec<Container>,
    /// The heading that is open.
    heading: Option<HeadingLevel>,
    leaf: Option<Leaf>,
    /// Open elements of which the inside is no text of the article.
    closed: usize,
}

impl Reader<'_> {
    fn read(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Start(Tag::Table(_) | Tag::CodeBlock(_) | Tag::HtmlBlock) => self.shut(range),
            Event::End(TagEnd::Table | TagEnd::CodeBlock | TagEnd::HtmlBlock) => self.closed -= 1,
            _ if self.closed > 0 => {}
            Event::Start(tag) => self.open(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::SoftBreak | Event::HardBreak => {
                // The lines under a picture are its caption.
                if self.leaf.as_ref().is_some_and(|leaf| leaf.picture) {
                    self.close();
                    self.extend(range.end..range.end, BlockKind::Caption);
                }
            }
            Event::Rule | Event::TaskListMarker(_) => {}
            Event::InlineHtml(_) if self.leaf.is_none() => {}
            _ => self.extend(range, self.kind()),
        }
    }

    fn open(&mut self, tag: &Tag, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {
                self.extend(range, self.kind());
            }
            Tag::Image { .. } => {
                let first = self.leaf.is_none();
                self.extend(range, self.kind());
                if let Some(leaf) = self.leaf.as_mut().filter(|_| first) {
                    leaf.picture = true;
                }
            }
            _ => {
                self.close();
                match tag {
                    Tag::Heading { level, .. } => self.heading = Some(*level),
                    Tag::BlockQuote(_) => self.containers.push(Container::Quote),
                    Tag::List(first) => self.containers.push(Container::List {
                        numbered: first.is_some(),
                    }),
                    Tag::Item => {
                        let numbered = matches!(
                            self.containers.last(),
                            Some(Container::List { numbered: true })
                        );
                        self.containers.push(Container::Item { numbered });
                    }
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => return,
            _ => self.close(),
        }
        match tag {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.containers.pop();
            }
            _ => {}
        }
    }

    /// The kind of a block that begins here.
    fn kind(&self) -> BlockKind {
        match (self.heading, self.containers.last()) {
            (Some(HeadingLevel::H1), _) if self.is_first_title() => BlockKind::Headline,
            (Some(_), _) => BlockKind::Heading,
            (None, Some(Container::Quote)) => BlockKind::PullQuote,
            (None, Some(Container::Item { numbered: true })) => BlockKind::ListItem,
            (None, Some(Container::Item { .. })) => BlockKind::Bullet,
            (None, Some(Container::List { .. }) | None) => BlockKind::Paragraph,
        }
    }

    fn is_first_title(&self) -> bool {
        !self.blocks.iter().any(|b| b.kind == BlockKind::Headline)
    }

    fn extend(&mut self, range: Range<usize>, kind: BlockKind) {
        match &mut self.leaf {
            Some(leaf) => {
                // What stands within the picture has been counted.
                leaf.picture &= range.end <= leaf.range.end;
                leaf.range.end = leaf.range.end.max(range.end);
            }
            leaf => {
                *leaf = Some(Leaf {
                    kind,
                    range,
                    picture: false,
                });
            }
        }
    }

    fn close(&mut self) {
        if let Some(leaf) = self.leaf.take() {
            let kind = if leaf.picture {
                BlockKind::Caption
            } else {
                leaf.kind
            };
            self.push(kind, leaf.range);
        }
    }

    /// A table, code or HTML: what is in it is read no further.
    fn shut(&mut self, range: Range<usize>) {
        self.close();
        self.closed += 1;
        if !self.text[range.clone()].trim_start().starts_with("<!--") {
            self.push(BlockKind::Boilerplate, range);
        }
    }

    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        let span = Span::new(range.start, range.end).trim(self.text);
        if !span.is_empty() {
            self.blocks.push(Block { kind, span });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::label;
    use proptest::prelude::*;

    fn blocks(text: &str) -> Vec<(String, &str)> {
        let article = read(text.to_owned());
        assert_eq!(article.text, text);
        let blocks = article.blocks.iter();
        blocks
            .map(|b| (label(b.kind), &text[b.span.range()]))
            .collect()
    }

    #[test]
    fn blocks_of_every_kind() {
        let text = "# The *Title* of it\n\nText with a [link](https://a.example),\nin two lines.\n\nA part\n------\n\n- a point\n- another\n  that goes on\n\n1. first\n   * inner\n\n> “We wait,” she said.\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<!-- note -->\n\n![The dam](dam.jpg)\n*The dam in May.*\n\n---\n\nThe end.[^1]\n\n[^1]: A note.\n";
        let expected = [
            ("headline", "The *Title* of it"),
            (
                "paragraph",
                "Text with a [link](https://a.example),\nin two lines.",
            ),
            ("heading", "A part"),
            ("bullet", "a point"),
            ("bullet", "another\n  that goes on"),
            ("list_item", "first"),
            ("bullet", "inner"),
            ("pull_quote", "“We wait,” she said."),
            ("boilerplate", "```\ncode\n```"),
            ("boilerplate", "| a | b |\n|---|---|\n| 1 | 2 |"),
            ("caption", "![The dam](dam.jpg)"),
            ("caption", "*The dam in May.*"),
            ("paragraph", "The end.[^1]"),
            ("paragraph", "A note."),
        ];
        let blocks = blocks(text);
        let found: Vec<(&str, &str)> = blocks.iter().map(|(k, t)| (k.as_str(), *t)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_second_level_heading_on_top_is_the_headline() {
        let text = "## Dam Passes\n\nText.\n\n## More\n\nText.";
        let kinds: Vec<String> = blocks(text).into_iter().map(|b| b.0).collect();
        assert_eq!(kinds, ["headline", "paragraph", "heading", "paragraph"]);
    }

    #[test]
    fn front_matter_tells_of_the_article() {
        let text = "---\ntitle: Dam Passes\nauthor: [Ana Ruiz, Tom Le]\ndate: 2024-05-03T10:00:00Z\nlang: en-GB\n---\n\n# Dam Passes\n\nText.\n";
        let article = read(text.to_owned());
        assert_eq!(article.byline.as_deref(), Some("Ana Ruiz, Tom Le"));
        assert_eq!(
            article.date.map(|d| d.to_string()).as_deref(),
            Some("2024-05-03")
        );
        assert_eq!(article.language.as_deref(), Some("en-GB"));
        assert_eq!(article.meta["title"], "Dam Passes");
        let kinds: Vec<String> = blocks(text).into_iter().map(|b| b.0).collect();
        assert_eq!(kinds, ["boilerplate", "headline", "paragraph"]);
    }

    #[test]
    fn no_text_no_block() {
        assert!(read(String::new()).blocks.is_empty());
        assert!(read("---\n\n***\n".to_owned()).blocks.is_empty());
    }

    proptest! {
        #[test]
        fn blocks_are_in_order(text in "([a-c \\n#>*`|\\[\\]()!_~+:<é-]|---\\n|\\+\\+\\+\\n|\\PC){0,200}") {
            let article = read(text.clone());
            let mut at = 0;
            for block in &article.blocks {
                prop_assert!(block.span.start >= at && !block.span.is_empty());
                at = block.span.end;
                prop_assert_eq!(text[block.span.range()].trim(), &text[block.span.range()]);
            }
        }
    }
}
