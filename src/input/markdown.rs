//! Markdown (CommonMark with tables, footnotes, strikethrough and task lists), read by
//! pulldown-cmark.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::front_matter;
use crate::document::{Article, BlockKind};

/// The article in a Markdown text: its blocks as a reader sees them, without marks, addresses of
/// links and numbers of footnotes, a blank line between two of them, and what the front matter
/// tells. Code, tables and HTML are boilerplate, as they are written.
pub fn read(source: &str) -> Article {
    let front = front_matter::read(source);
    let body = front.as_ref().map_or(0, |front| front.span.end as usize);
    let source = &source[body..];
    let mut reader = Reader {
        source,
        article: front.map(|front| front.article).unwrap_or_default(),
        containers: Vec::new(),
        heading: None,
        leaf: None,
        pictures: 0,
        closed: 0,
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        reader.read(&event, range);
    }
    reader.close();
    let mut article = reader.article;
    name_headline(&mut article);
    article
}

/// Where no heading of the first level stands, a heading above all text is the headline.
fn name_headline(article: &mut Article) {
    if has_headline(article) {
        return;
    }
    let mut blocks = article.blocks.iter_mut();
    let first = blocks.find(|b| !matches!(b.kind, BlockKind::Boilerplate | BlockKind::Caption));
    if let Some(first) = first.filter(|block| block.kind == BlockKind::Heading) {
        first.kind = BlockKind::Headline;
    }
}

fn has_headline(article: &Article) -> bool {
    article.blocks.iter().any(|b| b.kind == BlockKind::Headline)
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
    text: String,
    /// Whether there is nothing but pictures in it; the text is what is said instead of them.
    is_picture: bool,
}

struct Reader<'a> {
    source: &'a str,
    article: Article,
    containers: Vec<Container>,
    /// The heading that is open.
    heading: Option<HeadingLevel>,
    leaf: Option<Leaf>,
    /// Pictures that are open.
    pictures: usize,
    /// Open elements of which the inside is no text of the article.
    closed: usize,
}

impl Reader<'_> {
    fn read(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Start(Tag::Table(_) | Tag::CodeBlock(_) | Tag::HtmlBlock) => self.shut(range),
            Event::End(TagEnd::Table | TagEnd::CodeBlock | TagEnd::HtmlBlock) => self.closed -= 1,
            _ if self.closed > 0 => {}
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) | Event::Code(text) => self.push(text),
            // The lines under a picture are its caption.
            Event::SoftBreak | Event::HardBreak
                if self.leaf.as_ref().is_some_and(|leaf| leaf.is_picture) && self.pictures == 0 =>
            {
                self.close();
                self.leaf = Some(Leaf {
                    kind: BlockKind::Caption,
                    text: String::new(),
                    is_picture: false,
                });
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::InlineHtml(html) if html.starts_with("<br") => self.push("\n"),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {}
            Tag::Image { .. } => {
                self.pictures += 1;
                let kind = self.kind();
                self.leaf.get_or_insert(Leaf {
                    kind,
                    text: String::new(),
                    is_picture: true,
                });
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
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => return,
            TagEnd::Image => {
                self.pictures -= 1;
                return;
            }
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
            (Some(HeadingLevel::H1), _) if !has_headline(&self.article) => BlockKind::Headline,
            (Some(_), _) => BlockKind::Heading,
            (None, Some(Container::Quote)) => BlockKind::PullQuote,
            (None, Some(Container::Item { numbered: true })) => BlockKind::ListItem,
            (None, Some(Container::Item { .. })) => BlockKind::Bullet,
            (None, Some(Container::List { .. }) | None) => BlockKind::Paragraph,
        }
    }

    /// Text of the open block, or of one that begins here.
    fn push(&mut self, text: &str) {
        let kind = self.kind();
        let leaf = self.leaf.get_or_insert(Leaf {
            kind,
            text: String::new(),
            is_picture: false,
        });
        match (leaf.is_picture, self.pictures > 0) {
            (true, true) | (false, false) => leaf.text.push_str(text),
            // Text beside a picture, which says itself what is to be said.
            (true, false) if !text.trim().is_empty() => {
                leaf.text = text.to_owned();
                leaf.is_picture = false;
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        if let Some(leaf) = self.leaf.take() {
            let kind = if leaf.is_picture {
                BlockKind::Caption
            } else {
                leaf.kind
            };
            self.article.push(kind, &leaf.text);
        }
    }

    /// A table, code or HTML: what is in it is read no further.
    fn shut(&mut self, range: Range<usize>) {
        self.close();
        self.closed += 1;
        let source = &self.source[range];
        if !source.trim_start().starts_with("<!--") {
            self.article.push(BlockKind::Boilerplate, source);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Span, label};
    use proptest::prelude::*;

    fn blocks(text: &str) -> Vec<(String, String)> {
        let article = read(text);
        let text = |span: Span| article.text[span.range()].to_owned();
        let blocks = article.blocks.iter();
        blocks.map(|b| (label(b.kind), text(b.span))).collect()
    }

    #[test]
    fn blocks_of_every_kind() {
        let text = "# The *Title* of it\n\nText &amp; a [link](https://a.example),\nin two lines.\n\nA part\n------\n\n- a point\n- another\n  that goes on\n\n1. first\n   * inner\n\n> “We wait,” she\n> said. **Now**.\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<!-- note -->\n\n![The dam](dam.jpg)\n*The dam in May.*\n\n---\n\nThe end.[^1]\\\nNot ![x](x.png)yet.\n\n[^1]: A note.\n";
        let expected = [
            ("headline", "The Title of it"),
            ("paragraph", "Text & a link, in two lines."),
            ("heading", "A part"),
            ("bullet", "a point"),
            ("bullet", "another that goes on"),
            ("list_item", "first"),
            ("bullet", "inner"),
            ("pull_quote", "“We wait,” she said. Now."),
            ("boilerplate", "```\ncode\n```"),
            ("boilerplate", "| a | b |\n|---|---|\n| 1 | 2 |"),
            ("caption", "The dam"),
            ("caption", "The dam in May."),
            ("paragraph", "The end.\nNot yet."),
            ("paragraph", "A note."),
        ];
        let blocks = blocks(text);
        let found: Vec<(&str, &str)> = blocks
            .iter()
            .map(|(k, t)| (k.as_str(), t.as_str()))
            .collect();
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
        let article = read(text);
        assert_eq!(article.byline.as_deref(), Some("Ana Ruiz, Tom Le"));
        assert_eq!(
            article.date.map(|d| d.to_string()).as_deref(),
            Some("2024-05-03")
        );
        assert_eq!(article.language.as_deref(), Some("en-GB"));
        assert_eq!(article.meta["title"], "Dam Passes");
        let kinds: Vec<String> = blocks(text).into_iter().map(|b| b.0).collect();
        assert_eq!(kinds, ["headline", "paragraph"]);
    }

    #[test]
    fn no_text_no_block() {
        assert!(read("").blocks.is_empty());
        assert!(read("---\n\n***\n").blocks.is_empty());
    }

    proptest! {
        #[test]
        fn the_text_is_its_blocks(text in "([a-c \\n#>*`|\\[\\]()!_~+:<é-]|---\\n|\\+\\+\\+\\n|\\PC){0,200}") {
            let article = read(&text);
            let blocks = article.blocks.iter().map(|block| &article.text[block.span.range()]);
            let blocks: Vec<&str> = blocks.collect();
            prop_assert!(blocks.iter().all(|block| block.trim() == *block && !block.is_empty()));
            prop_assert_eq!(blocks.join("\n\n"), article.text);
        }
    }
}
